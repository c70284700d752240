"""The periods that all accounts of one call share: each one's part of a year, and the days on which they end."""

from __future__ import annotations

from datetime import date
from math import lcm
from typing import TYPE_CHECKING, Any

from repayplan.debts.accrual import Dates, spans
from repayplan.engine.walk import Period
from repayplan.engine.width import MOST_OWED, bounded
from repayplan.units.dates import default_first_due, due_date, period_share, read_date, read_every
from repayplan.units.day_counts import read_day_count
from repayplan.units.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

EQUAL = "equal-periods"


class Periods:
    """The periods of one call.

    Args:
        every: a word of ``every``.
        as_of: the day from which interest runs, None where all periods are whole and no day is named.
        first_due: the first due date; None: a month's end.
        day_count: how days count.
    """

    def __init__(self, every: Any, as_of: Any = None, first_due: Any = None, day_count: str = EQUAL) -> None:
        self.every, self.day_count = read_every(every, "every"), read_day_count(day_count, "day_count")
        self.dates: Dates | None = None
        if as_of is not None:
            day = read_date(as_of, "as_of")
            due, seed = default_first_due(day, None) if first_due is None else (read_date(first_due, "first_due"), 0)
            if due < day:
                refuse("first_due", str(due), f"a day not before as_of, {day}")
            self.dates = Dates(day, due, seed or due.day, self.every)
        elif first_due is not None or day_count != EQUAL:
            refuse("as_of", None, "the day from which interest runs", "interest by days counts from it")

    def shares(self, count: int) -> tuple[Sequence[int], int]:
        """What each period is of a year, over one denominator."""
        if self.dates is None:
            start = date(2001, 1, 1)
            num, den = period_share(EQUAL, start, due_date(start, 1, self.every, 1), 1, self.every)
            return (num,) * count, den
        found = [span.share for span in spans(self.dates, self.day_count, count)]
        den = lcm(*(den for _, den in found))
        return [num * (den // part) for num, part in found], den

    def due(self, count: int) -> list[date] | None:
        """The due dates, None where no day is named."""
        dates = self.dates
        return None if dates is None else [span.due for span in spans(dates, self.day_count, count)]


def scaled(rate: Any, share: int) -> Any:
    """The numerators of one period."""
    bounded(rate, MOST_OWED // max(share, 1))
    return rate * share if share != 1 else rate


class Course:
    """What lanes of a rate accrue, period by period; those of one share are the same value.

    Args:
        rate: of the lanes.
        shares: of each period.
        pay: what each asks.
    """

    def __init__(self, rate: Any, shares: Sequence[int], pay: Any = 0) -> None:
        self.rate, self.shares, self.pay = rate, shares, pay
        self.known: dict[int, Period] = {}

    def period(self, k: int) -> Period:
        """The period after ``k`` others."""
        share = self.shares[k]
        if share not in self.known:
            self.known[share] = Period(((scaled(self.rate, share), "run"),), self.pay)
        return self.known[share]

    def until_closed(self, count: int) -> list[Period]:
        """So many periods, the last of which takes what remains."""
        last = Period(self.period(count - 1).parts, close=True)
        return [*map(self.period, range(count - 1)), last]
