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
        if (self.start and month < self.start.month) or (self.until and month > self.until.month):
            return 0
        if self.every == "half-month":
            return self._halves(month)
        if isinstance(self.every, tuple) or self.every in DAYS:
            return self._by_days(month)
        if self.start is None:
            return 1
        elapsed, step = month - self.start.month, MONTHS[self.every]
        if elapsed % step:
            return 0
        if (first := self.start.day) is None or not self._ends_in(month):
            return 1
        return int(self._holds(due_date(first, first.day, self.every, elapsed // step)))

    def _by_days(self, month: int) -> int:
        """Due days in the month, all of them a whole number of steps after the first."""
        step = self.every[0] if isinstance(self.every, tuple) else DAYS[self.every]
        seed = _first_day(self.start)
        begin, end = date(month // 12, month % 12 + 1, 1), date((month + 1) // 12, (month + 1) % 12 + 1, 1).toordinal()
        if self.until and self.until.day:
            end = min(end, self.until.day.toordinal() + 1)
        first = seed.toordinal()
        # Counted up to a day: -(-x // step) is x / step rounded up.
        return max(0, -((first - end) // step)) - max(0, -((first - begin.toordinal()) // step))

    def _halves(self, month: int) -> int:
        """Two a month; in its first and last month those that the days given leave."""
        if self.start is None or self.start.day is None or (month > self.start.month and not self._ends_in(month)):
            return 2
        first = self.start.day
        k = 2 * (month - self.start.month)
        days = [due_date(first, first.day, self.every, n) for n in (k - 1, k, k + 1) if n >= 0]
        return sum(month_of(day) == month and self._holds(day) for day in days)

    def _ends_in(self, month: int) -> bool:
        """Whether the month is the last one."""
        return self.until is not None and month == self.until.month

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


def _first_day(start: When | None) -> date:
    if start is None or start.day is None:
        raise TypeError("a series by days has a first day")
    return start.day
