"""What is known of the days of a household's money: the dated side of its months."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from repayplan.household.pay_days import local

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from repayplan.household.household import Household

Step = tuple[int, int]


class Timing(NamedTuple):
    """The days of a household's money, for each month.

    Attributes:
        start: income whose day is not known, which counts from the month's start [minor units].
        steps: (day of the month, sum) of what has a day, spending below zero [minor units].
    """

    start: tuple[int, ...]
    steps: tuple[tuple[Step, ...], ...]

    def on_days(self, month: int, paid: Sequence[Step]) -> Iterator[Step]:
        """On each day on which something is paid: what the month has added to cash by the end of it [minor units]."""
        moves = [*self.steps[month], *((day, -units) for day, units in paid)]
        for on in sorted({day for day, units in moves if units < 0}):
            yield on, self.start[month] + sum(units for day, units in moves if day <= on)


def timing(
    home: Household, first: int, surplus: Sequence[int], ledger: str, without: frozenset[str]
) -> Timing | None:  # fmt: skip
    """The days of the months with these surpluses; None where no income on the ledger has a pay-day."""
    incomes = home.counted(ledger, without)
    if not any(line.timed for line in incomes):
        return None
    start, steps = [], []
    for k, left in enumerate(surplus):
        dated, undated = [], 0
        for sign, lines in ((1, incomes), (-1, home.spending)):
            for line in lines:
                for at, units in line.moments(first + k, home.currency, home.beyond):
                    if at is not None:
                        dated.append((local(at, home.time_zone).day, sign * units))
                    elif sign < 0:
                        undated += units
        # What the surplus has beside the dated sums, before what is spent without a day.
        start.append(left - sum(units for _, units in dated) + undated)
        steps.append(tuple(dated))
    return Timing(tuple(start), tuple(steps))
