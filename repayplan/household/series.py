"""How often a line of money falls due in a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from repayplan.units.dates import (
    DAYS,
    EVERY,
    MONTHS,
    Every,
    due_date,
    month_of,
    month_text,
    read_date,
    read_every,
    read_month,
)
from repayplan.units.refusal import listed, nearest, refuse, whole

ONCE, TWICE = "once", "twice a month"
LINE_EVERY = (ONCE, TWICE, *EVERY)


@dataclass(frozen=True, slots=True)
class When:
    """A month by its running number, and the day in it where one was given."""

    month: int
    day: date | None = None

    def __str__(self) -> str:
        """As a document has it."""
        return month_text(self.month) if self.day is None else str(self.day)


@dataclass(frozen=True, slots=True)
class Series:
    """Every so often, from a first month or day to a last one, both included."""

    every: Every
    start: When | None
    until: When | None
    # The months of the year (1 to 12) in which it runs; empty: in all.
    only: tuple[int, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether its days are known."""
        return self.start is not None and self.start.day is not None

    def times(self, month: int) -> int:
        """How often the series falls due in a month."""
        if not self._runs(month):
            return 0
        days = self._days(month)
        if days is not None:
            return len(days)
        if self.every == "half-month":
            return 2
        return int(self.start is None or self._falls(month))

    def days(self, month: int) -> list[date] | None:
        """The days in a month on which it falls due; None where only the month of its start was given."""
        return self._days(month) if self._runs(month) else []

    def _runs(self, month: int) -> bool:
        """Whether a month lies between the first and the last."""
        if (self.start and month < self.start.month) or (self.until and month > self.until.month):
            return False
        return not self.only or month % 12 + 1 in self.only

    def begins(self) -> int | None:
        """The first month in which it falls due; None where it has no beginning, or no month at all."""
        if self.start is None:
            return None
        # What comes at most every 3660 days and in some months alone comes within a dozen such steps or never.
        months = range(self.start.month, (self.until.month if self.until else self.start.month + 1500) + 1)
        return next((month for month in months if self.times(month)), None)

    def _days(self, month: int) -> list[date] | None:
        if self.start is None or (first := self.start.day) is None:
            return None
        if isinstance(self.every, tuple) or self.every in DAYS:
            return self._by_days(first, month)
        elapsed = month - self.start.month
        if self.every == "half-month":
            days = [due_date(first, first.day, self.every, n) for n in range(max(0, 2 * elapsed - 1), 2 * elapsed + 2)]
        else:
            days = [due_date(first, first.day, "month", elapsed)] if self._falls(month) else []
        return [day for day in days if month_of(day) == month and self._holds(day)]

    def _falls(self, month: int) -> bool:
        """Whether a month is a whole number of periods of months after the first; what comes once has the first."""
        elapsed = month - self.start.month if self.start else 0
        return not (elapsed if self.every == ONCE else elapsed % MONTHS[str(self.every)])

    def _by_days(self, first: date, month: int) -> list[date]:
        """Due days in the month, all of them a whole number of steps after the first."""
        step = self.every[0] if isinstance(self.every, tuple) else DAYS[self.every]
        begin, end = date(month // 12, month % 12 + 1, 1), date((month + 1) // 12, (month + 1) % 12 + 1, 1).toordinal()
        seed = first.toordinal()
        # Counted up to a day: -(-x // step) is x / step rounded up.
        earliest = seed + step * max(0, -((seed - begin.toordinal()) // step))
        return [day for n in range(earliest, end, step) if self._holds(day := date.fromordinal(n))]

    def _holds(self, day: date) -> bool:
        """Whether the series has not ended before a day."""
        return self.until is None or self.until.day is None or day <= self.until.day


def read_series(every: object, start: object, until: object, months: object = None) -> Series:
    """A series from its words; paths are those of a line."""
    how_often = _read_every(every)
    first, last = _read_when(start, "start"), _read_when(until, "until")
    by_days = isinstance(how_often, tuple) or how_often in DAYS
    if by_days and (first is None or first.day is None):
        refuse("start", start, f"the first day of a line by {_words(how_often)}", 'write it like "2026-12-31"')
    if first is None and how_often not in ("month", "half-month"):
        refuse("start", start, f"the first month of a line by {_words(how_often)}", 'write it like "2026-12"')
    if how_often == ONCE and last:
        refuse("until", until, "nothing beside once", "leave until out")
    if first and last and (last.month < first.month or (first.day and last.day and last.day < first.day)):
        refuse("until", until, f"not before the start, {first}", "swap them, or leave until out")
    return Series(how_often, first, last, _read_only(months))


def read_when(value: object, path: str) -> When:
    """A month or a day."""
    if isinstance(value, date) or (isinstance(value, str) and len(value) == 10):
        day = read_date(value, path)
        return When(month_of(day), day)
    return When(read_month(value, path))


def _read_when(value: object, path: str) -> When | None:
    return None if value is None else read_when(value, path)


def _read_every(every: object) -> Every:
    if every is None or every == TWICE:
        return "month" if every is None else "half-month"
    if every == ONCE:
        return ONCE
    if isinstance(every, str) and every not in LINE_EVERY:
        refuse("every", every, 'a word of every, or (k, "days")', nearest(every, LINE_EVERY))
    return read_every(every, "every")


def _read_only(months: object) -> tuple[int, ...]:
    """The months of the year, in order."""
    given = listed(months, "months")
    if months is not None and not given:
        refuse("months", months, "at least one month of the year", "leave months out for all of them")
    return tuple(sorted({whole(month, f"months[{i}]", 1, 12) for i, month in enumerate(given)}))


def _words(every: Every) -> str:
    return f"{every[0]} days" if isinstance(every, tuple) else every
