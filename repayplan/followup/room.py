"""What a household can carry: whether sums on dates to come keep its cash above the floor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.engine.solve import smallest
from repayplan.feasibility.cash import Dues, Means
from repayplan.followup.booking import planned
from repayplan.household.household import LEDGERS
from repayplan.options.option import Option
from repayplan.units.dates import month_of
from repayplan.units.money import at_rate
from repayplan.units.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from repayplan.feasibility.cash import Short
    from repayplan.followup.remaining import Remaining
    from repayplan.followup.state import State
    from repayplan.household.household import Household

Amounts = list[list[int]]


@dataclass(frozen=True)
class Room:
    """The household's means on each ledger, and what it has paid of them already.

    Attributes:
        means: by ledger.
        spent: what is gone by the day, by month from the first one [minor units].
        rates: the household's minor units for one of each currency.
        first: running number of the first month.
    """

    means: dict[str, Means]
    spent: tuple[int, ...]
    rates: Mapping[str, Fraction]
    first: int

    def short(self, left: Sequence[Remaining], amounts: Amounts, ledger: str = "declared") -> Short | None:
        """The first month that these sums leave short; None where they can all be paid."""
        means = self.means[ledger]
        payments, dues = list(self.spent) + [0] * (len(means.available) - len(self.spent)), []
        for remaining, sums in zip(left, amounts, strict=True):
            rate = self.rates[remaining.plan.currency]
            for day, units in zip(remaining.dates, sums, strict=True):
                own = at_rate(units, rate)
                if own:
                    payments[month_of(day) - self.first] += own
                    dues.append((month_of(day) - self.first, day.day, own))
        return means.short_of_cash(payments, Dues(0, tuple(dues)))

    def margin(self, left: Sequence[Remaining], amounts: Amounts, day: date) -> int:
        """What the month of a day leaves of itself [minor units]."""
        month = month_of(day)
        asked = sum(
            units
            for remaining, sums in zip(left, amounts, strict=True)
            for due, units in zip(remaining.dates, sums, strict=True)
            if month_of(due) == month
        )
        return self.means["declared"].available[month - self.first] - asked


def room_of(agreed: Any, home: Household | None, left: Sequence[Remaining], state: State) -> Room | None:
    """The room of a household given as of the day, or of the option that was agreed; None where nobody is known.

    Of an option the cash path is the one that was planned: what was not paid is not counted as there. What was paid
    beyond the plan comes from the cash that the path leaves over.
    """
    option, last = agreed if isinstance(agreed, Option) else None, max(one.dates[-1] for one in left)
    rates: dict[str, Fraction] = {} if option is None else {name: Fraction(rate) for name, rate in option.rates.items()}
    day = state.day
    if home is None:
        own = None if option is None else option.feasibility.declared
        if option is None or own is None or own.household is None:
            return None
        first = own.means.first
        room = Room(_means(own.household, first, last), _planned(option, rates, first, day), rates, first)
        return _less(room, left, option, state)
    for one in left:
        if option is None and one.plan.currency != home.currency:
            refuse(f"plans[{one.debt.id!r}].currency", one.plan.currency, f"the household's currency, {home.currency}")
    return Room(_means(home, month_of(day), last), (), rates | {home.currency: Fraction(1)}, month_of(day))


def _planned(option: Option, rates: Mapping[str, Fraction], first: int, day: date) -> tuple[int, ...]:
    """What the plans asked up to a day, by month [the household's minor units]."""
    sums = [0] * (month_of(day) - first + 1)
    for plan in option.plans.values():
        for due, units in planned(plan):
            if due <= day:
                sums[month_of(due) - first] += at_rate(units, rates[plan.currency])
    return tuple(sums)


def _less(room: Room, left: Sequence[Remaining], option: Option, state: State) -> Room:
    """The room less what was paid beyond the plans, as far as the path leaves anything over."""
    more = 0
    for name, plan in option.plans.items():
        done = sum(units for due, units in planned(plan) if due <= state.day)
        paid = sum(row.raw.paid for row in state[name].rows)
        more += max(0, paid - done) * room.rates[plan.currency]
    here, asked = len(room.spent) - 1, [list(one.agreed) for one in left]

    def spent(units: int) -> Room:
        return replace(room, spent=(*room.spent[:here], room.spent[here] + units))

    most = -(-more // 1)
    kept = smallest(lambda kept: spent(int(most) - kept).short(left, asked) is None, 0, 0, int(most))
    return spent(int(most) - kept)


def _means(home: Household, first: int, last: date) -> dict[str, Means]:
    return {ledger: Means.of(home, first, month_of(last) - first + 1, ledger) for ledger in LEDGERS}
