"""How often a line of money falls due in a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from repayplan.units.dates import DAYS, MONTHS, Every, due_date, month_of, month_text, read_date, read_every, read_month
from repayplan.units.refusal import refuse


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

    def times(self, month: int) -> int:
        """How often the series falls due in a month."""
        if not self._runs(month):
            return 0
        days = self._days(month)
        if days is not None:
            return len(days)
        if self.every == "half-month":
            return 2
        return int(self.start is None or not (month - self.start.month) % MONTHS[str(self.every)])

    def days(self, month: int) -> list[date] | None:
        """The days in a month on which it falls due; None where only the month of its start was given."""
        return self._days(month) if self._runs(month) else []

    def _runs(self, month: int) -> bool:
        """Whether a month lies between the first and the last."""
        return not ((self.start and month < self.start.month) or (self.until and month > self.until.month))

    def _days(self, month: int) -> list[date] | None:
        if self.start is None or (first := self.start.day) is None:
            return None
        if isinstance(self.every, tuple) or self.every in DAYS:
            return self._by_days(first, month)
        elapsed = month - self.start.month
        if self.every == "half-month":
            days = [due_date(first, first.day, self.every, n) for n in range(max(0, 2 * elapsed - 1), 2 * elapsed + 2)]
        else:
            periods, odd = divmod(elapsed, MONTHS[self.every])
            days = [] if odd else [due_date(first, first.day, self.every, periods)]
        return [day for day in days if month_of(day) == month and self._holds(day)]

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


def read_series(every: object, start: object, until: object) -> Series:
    """A series from its three words; paths are those of a line."""
    how_often = read_every("month" if every is None else every, "every")
    first, last = _read_when(start, "start"), _read_when(until, "until")
    by_days = isinstance(how_often, tuple) or how_often in DAYS
    if by_days and (first is None or first.day is None):
        refuse("start", start, f"the first day of a line by {_words(how_often)}", 'write it like "2026-12-31"')
    if first is None and how_often not in ("month", "half-month"):
        refuse("start", start, f"the first month of a line by {_words(how_often)}", 'write it like "2026-12"')
    if first and last and (last.month < first.month or (first.day and last.day and last.day < first.day)):
        refuse("until", until, f"not before the start, {first}", "swap them, or leave until out")
    return Series(how_often, first, last)


def _read_when(value: object, path: str) -> When | None:
    if value is None:
        return None
    if isinstance(value, date) or (isinstance(value, str) and len(value) == 10):
        day = read_date(value, path)
        return When(month_of(day), day)
    return When(read_month(value, path))


def _words(every: Every) -> str:
    return f"{every[0]} days" if isinstance(every, tuple) else every
