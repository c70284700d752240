"""Days of a plan document: due dates, working days, and the share of a year that a row counts."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.proof.cells import day, matched, read, whole

if TYPE_CHECKING:
    from collections.abc import Callable

# Days or months of a period, and how many make a year.
EVERY = {
    "day": (1, 0, 365), "week": (7, 0, 52), "fortnight": (14, 0, 26), "four weeks": (28, 0, 13), "month": (0, 1, 12),
    "two months": (0, 2, 6), "quarter": (0, 3, 4), "half-year": (0, 6, 2), "year": (0, 12, 1), "half-month": (0, 0, 24),
}  # fmt: skip
SHIFTS = ("following", "preceding", "modified following")
ONE = timedelta(days=1)

PART_PERIOD = {"counted-back": False, "counted-on": True}


class Days:
    """The due dates of a document, before and after they are moved to working days."""

    def __init__(self, document: object) -> None:
        self.as_of: date = read(document, "as_of", day)
        given: date | None = read(document, "terms.first_due", lambda v: v and day(v))
        self.first: date = given or read(document, "first_due", day)
        self.seed_day = given.day if given else read(document, "debt.due_day", lambda v: whole(v or 31, 1, 31))
        every = read(
            document, "terms.every", lambda v: EVERY[v] if isinstance(v, str) else (whole(v[0], 1, 3660), 0, 0)
        )
        self.days: int = every[0]
        self.months: int = every[1]
        self.year: int = every[2]
        self.day_count = read(document, "debt.day_count", lambda v: matched(r"[-\w/]+", v)[0])
        self.counted_on: bool = read(document, "terms.conventions.part_period", PART_PERIOD.__getitem__)
        self.moved: Callable[[date], date] = read(document, "terms", _moving)

    def scheduled(self, k: int) -> date:
        """The k-th due date after the first, before it is moved; before the first is ``as_of``."""
        return self.as_of if k < 0 else self._back(self.first, -k)

    def due(self, k: int) -> date:
        """The k-th due date as it stands in its row."""
        return self.as_of if k < 0 else max(self.as_of, self.moved(self.scheduled(k)))

    def counted(self, k: int) -> tuple[date, date]:
        """The days that a row's interest counts: equal periods do not feel that a due date is moved."""
        at = self.scheduled if self.day_count == "equal-periods" else self.due
        return at(k - 1), at(k)

    def _back(self, end: date, k: int) -> date:
        """So many periods before a due date."""
        if k == 0:
            return end
        if self.days:
            return end - timedelta(days=self.days * k)
        months, on = -self.months * k, self.seed_day
        if not self.months:
            early = on if on <= 15 else min(on - 15, 15)
            months, late = divmod((end.day != early) - k, 2)
            on = max(on, early + 15) if late else early
        year, month = divmod(end.year * 12 + end.month - 1 + months, 12)
        return date(year, month + 1, min(on, monthrange(year, month + 1)[1]))

    def share(self, k: int) -> Fraction:
        """What a row counts [years]."""
        start, due = self.counted(k)
        if k < 0 or start == due:
            return Fraction(0)
        if self.day_count != "equal-periods":
            return _by_days(self.day_count, start, due)
        return Fraction((due - start).days, 365) if not self.year else self._equal(start, due)

    def _equal(self, start: date, due: date) -> Fraction:
        """Whole periods counted back from the due date, and the days of a broken one over those of its period."""
        if self.counted_on and self.months and start != self._back(due, 1):
            return _months_on(start, due)
        full = 0
        while self._back(due, full + 1) >= start:
            full += 1
        end, before = self._back(due, full), self._back(due, full + 1)
        part = Fraction((end - start).days, (end - before).days)
        from_first, to_last = start.day == 1, (end + ONE).day == 1
        calendar_months = (end.year - start.year) * 12 + end.month - start.month + from_first
        starts = from_first or (start + ONE).day == 1
        if starts and to_last and self.months and calendar_months == self.months:
            part = Fraction(1)
        return (full + part) / Fraction(self.year)


def _moving(terms: Any) -> Callable[[date], date]:
    """What moves a due date to a working day."""
    calendar, shift = terms.get("calendar"), SHIFTS[SHIFTS.index(terms.get("shift", "following"))]
    if calendar is None:
        return lambda due: due
    holidays, working = (frozenset(map(day, calendar[name])) for name in ("holidays", "working"))
    weekend = [whole(number, 0, 6) for number in calendar["weekend"]]

    def nearest(due: date, step: timedelta) -> date:
        for _ in range(3660):
            if due in working or not (due in holidays or due.weekday() in weekend):
                return due
            due += step
        raise ValueError

    def moved(due: date) -> date:
        later = nearest(due, -ONE if shift == "preceding" else ONE)
        return nearest(due, -ONE) if shift == "modified following" and later.month != due.month else later

    return moved


def _months_on(start: date, due: date) -> Fraction:
    """Whole months counted on from the start, and the days of a broken one over those of its month [years]."""

    def after(months: int) -> date:
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))

    full = 0
    while after(full + 1) <= due:
        full += 1
    begin, end = after(full), after(full + 1)
    return (full + Fraction((due - begin).days, (end - begin).days)) / 12


def _by_days(day_count: str, start: date, due: date) -> Fraction:
    """The share of a year between two days, where it needs those days alone."""
    days = (due - start).days
    match day_count:
        case "actual/360" | "actual/364" | "actual/365":
            return Fraction(days, int(day_count[-3:]))
        case "30/360" | "30E/360":
            first = min(start.day, 30)
            last = min(due.day, 30) if day_count == "30E/360" or first == 30 else due.day
            return Fraction((due.year - start.year) * 360 + (due.month - start.month) * 30 + last - first, 360)
        case "actual/actual-february-29":
            leap = any(isleap(y) and start < date(y, 2, 29) <= due for y in range(start.year, due.year + 1))
            return Fraction(days, 366 if leap else 365)
        case "actual/actual" | "actual/actual-december-31":
            shift = ONE * (day_count != "actual/actual")
            return _by_years(start + shift, due + shift)
    raise ValueError


def _by_years(start: date, due: date) -> Fraction:
    """The days of each calendar year over its length."""
    total = Fraction(0)
    while start < due:
        until = min(due, date(start.year + 1, 1, 1))
        total += Fraction((until - start).days, 366 if isleap(start.year) else 365)
        start = until
    return total
