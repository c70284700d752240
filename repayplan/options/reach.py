"""How far what can be paid reaches: an exact bound that rules out what surely cannot be, and floats that only guess."""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING

from repayplan.feasibility.judge import payments_by_month
from repayplan.options.proposal import NOTHING_ASKED
from repayplan.plans.layout import Layout
from repayplan.plans.schedule import due_series
from repayplan.terms.shapes import MOST_ROWS, Level
from repayplan.units.components import INTEREST, PRINCIPAL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from repayplan.feasibility.case import Case
    from repayplan.options.proposal import Asking, Drafts
    from repayplan.options.shares import Pot
    from repayplan.plans.plan import Plan

# Sums and rates of the bound are counted in parts of a unit, rounded down: whole numbers, so that it is exact.
BITS = 64
PART = 1 << BITS


class Reach:
    """What is owed and accrues under an asking, against what a household can pay at most."""

    case: Case
    drafts: Drafts

    def __init__(self, case: Case, drafts: Drafts) -> None:
        self.case, self.drafts = case, drafts
        self._known: dict[object, tuple[int, ...]] = {}

    def might(self, asking: Asking, pot: Pot, *, strict: bool) -> bool:
        """False only where no plan whatever of the asking could clear the debts from what there is."""
        return self.fewest(asking, pot, strict=strict) is not None

    def fewest(self, asking: Asking, pot: Pot, *, strict: bool) -> int | None:
        """By the end of how many months from the first due one all debts could be cleared at the soonest; None: never.

        All debts as one, every payment as early as it may be and to the principal first, at the least of the rates:
        no plan owes less after any month. Each period's interest is rounded once, to the nearest unit of its currency,
        so that what is printed is at most half a unit for each debt below that; everything else is rounded down.
        """
        shared = [i for i, weight in enumerate(pot.weights) if weight]
        if not shared:
            return 1
        owed = [self._owed(i, asking) for i in shared]
        bearing = sum(int(principal * PART) for principal, _ in owed)
        left = bearing + sum(int(rest * PART) for _, rest in owed)
        half = self._half(shared)
        paid, before, slack = self._most(pot, asking.months(), strict), 0, 0
        if left - paid[-1] * PART > half * len(paid):
            # Not even without interest.
            return None
        paths = [(0,) * pot.delays[i] + self._fractions(i, asking) for i in shared]
        for k, (most, *parts) in enumerate(zip_longest(paid, *paths, fillvalue=0)):
            part = min(parts)
            if part:
                slack += half
                left += max(0, bearing - before) * part >> BITS
            before = most * PART
            if left - before <= slack:
                return k + 1
        return None

    def starts(self, asking: Asking, pot: Pot, low: int, *, strict: bool) -> list[int]:
        """By how many months from ``low`` to those of the asking a first due date may come later at all.

        What accrues up to the first due date alone, at least that of the year's begin before it, against all that
        there is up to the last one.
        """
        shared = [i for i, weight in enumerate(pot.weights) if weight]
        if not shared:
            return list(range(low, asking.start + 1))
        months, owed = asking.months(), [self._owed(i, asking) for i in shared]
        bearing, rest = (sum(int(part * PART) for part in parts) for parts in zip(*owed, strict=True))
        slack = self._half(shared) * months
        pot = pot._replace(start=pot.start - asking.start)
        count = asking.start + months
        there, alone = self._from_cash(pot, count), [0, *self._from_surplus(pot, count)]
        found, part = [], 0
        for later in range(low, asking.start + 1):
            if later == low or not later % 12:
                once = asking._replace(start=later, most=1)
                part = 0 if asking.pause else min(self._fractions(i, once)[0] for i in shared)
            end = later + months + max(pot.delays)
            most = min(there[end - 1], alone[end] - alone[later]) if strict else there[end - 1]
            if bearing + rest + (bearing * part >> BITS) - most * PART <= slack:
                found.append(later)
        return found

    def _half(self, shared: Sequence[int]) -> int:
        """Half a unit of each debt's currency [parts of a unit of the case's]."""
        return -int(-sum(self.case.rates[self.case.debts[i].currency] for i in shared) * PART // 2)

    def beyond(self, asking: Asking, pot: Pot, *, strict: bool) -> float:
        """About what the own months leave of the debt that they reach least of, as a part of all; below 0: to spare."""
        months, pot_of_all = asking.months(), sum(pot.weights)
        sums = pot.means.own_months(pot.start, months + max(pot.delays, default=0), from_cash=not strict)
        worst = 0.0 if not pot_of_all else -float("inf")
        for i, weight in enumerate(pot.weights):
            if weight:
                part, late = weight / pot_of_all, pot.delays[i]
                own = [sum(sums[: late + 1]) * part, *(one * part for one in sums[late + 1 : late + months])]
                worst = max(worst, self._left(i, asking, own) / part)
        return worst

    def _left(self, i: int, asking: Asking, own: list[float]) -> float:
        principal, rest = map(float, self._owed(i, asking))
        left = principal + rest
        for part, pay in zip(self._fractions(i, asking), own, strict=False):
            left += max(0.0, min(principal, left)) * (part / PART) - pay
        return left

    def _owed(self, i: int, asking: Asking) -> tuple[Fraction, Fraction]:
        """Principal, and the rest, that are to be paid of a debt [minor units of the case]."""
        debt = self.case.debts[i]
        gone = (0, 0, 0, 0) if asking.forgiven is None else asking.forgiven[i]
        owed = [max(0, one - two) for one, two in zip(debt.opening, gone, strict=True)]
        interest = 0 if asking.interest == "waive" else owed[INTEREST]
        charges = 0 if asking.charges == "waive" else sum(owed[INTEREST + 1 :])
        rate = self.case.rates[debt.currency]
        return owed[PRINCIPAL] * rate, (interest + charges) * rate

    def _fractions(self, i: int, asking: Asking) -> tuple[int, ...]:
        """What each month accrues on a unit of principal, rounded down; nothing where it bears on something else."""
        debt, months, later = self.case.debts[i], asking.months(), asking.start
        if later and not asking.pause and not debt.path.flat:
            # From the second due date on it is the same course, some months on.
            on_time = asking._replace(start=0, most=min(MOST_ROWS, later + months))
            return self._grown(i, asking, 1) + self._fractions(i, on_time)[later + 1 :]
        return self._grown(i, asking, months)

    def _grown(self, i: int, asking: Asking, months: int) -> tuple[int, ...]:
        debt = self.case.debts[i]
        # A flat fee is held against a rate over the months that are asked; else a longer plan begins with the same.
        key = (i, asking.interest, asking.rate, asking.pause, asking.start, months * debt.path.flat)
        known = self._known.get(key, ())
        if len(known) < months:
            known = self._known[key] = self._worked_out(i, asking, min(MOST_ROWS, max(months, 2 * len(known))))
        return known[:months]

    def _worked_out(self, i: int, asking: Asking, months: int) -> tuple[int, ...]:
        debt = self.case.debts[i]
        terms = self.drafts.terms(i, asking.of(i), Level(), months)
        layout = Layout(debt, terms, due_series(debt, terms, self.case.as_of), months)
        flat, course = layout.bearing.path.flat, layout.course
        return tuple(
            0 if flat else PART * sum(num for num, how in parts if how != "waive") // course.den
            for parts in course.parts
        )

    @cached_property
    def agreed_before(self) -> list[Plan]:
        """The plans of the debts that have an instalment of their own."""
        own = [
            i for i, debt in enumerate(self.case.debts) if debt.priority_instalment is not None and sum(debt.opening)
        ]
        return [self.drafts.plan(i, NOTHING_ASKED, Level(), 1) for i in own]

    @cached_property
    def agreed(self) -> list[int]:
        """What they ask, by month from that of the case."""
        return payments_by_month(self.agreed_before, self.case.rates)[0]

    def _most(self, pot: Pot, months: int, strict: bool) -> list[int]:
        """The most that can be paid by the end of each month from the first due one, whatever comes after it."""
        most = self._from_cash(pot, months)
        return list(map(min, most, self._from_surplus(pot, months))) if strict else most

    def _from_cash(self, pot: Pot, months: int) -> list[int]:
        """The most that cash has become by the end of each month, or of one before it."""
        there = accumulate(
            (have - own for have, own in self._have(pot, months)), initial=pot.full.opening - pot.full.floor
        )
        return list(accumulate((max(0, cash) for cash in list(there)[1 + pot.start :]), max))

    def _from_surplus(self, pot: Pot, months: int) -> list[int]:
        """What each month itself leaves, summed up to the end of each."""
        return list(accumulate(max(0, max(0, have) - own) for have, own in self._have(pot, months)[pot.start :]))

    def _have(self, pot: Pot, months: int) -> list[tuple[int, int]]:
        """What each month has, and what is agreed already."""
        end = pot.start + months + max(pot.delays, default=0)
        return list(zip(pot.full.available[:end], [*self.agreed, *[0] * end], strict=False))


def crossing(beyond: Callable[[int], float], low: int, high: int, first: int) -> int:
    """About the smallest whole number at which a falling figure is no longer above nothing."""
    over = beyond(low)
    if over <= 0:
        return low
    under, at = beyond(high), first
    if under > 0:
        return high
    for _ in range(12):
        if high - low <= 1:
            break
        at = min(max(at, low + 1), high - 1)
        found = beyond(at)
        if found > 0:
            low, over, under = at, found, under / 2
        else:
            high, under, over = at, found, over / 2
        step = over / (over - under) if over > under else 0.5
        at = low + round((high - low) * step)
    return high
