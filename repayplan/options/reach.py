"""How far what can be paid reaches: floats that rule out what surely cannot be, and guess before an exact check."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from repayplan.plans.layout import Layout
from repayplan.plans.schedule import due_series
from repayplan.terms.shapes import Level
from repayplan.units.components import INTEREST, PRINCIPAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from repayplan.feasibility.case import Case
    from repayplan.options.proposal import Asking, Drafts
    from repayplan.options.shares import Pot


class Reach:
    """What is owed and accrues under an asking, against what a household can pay at most."""

    case: Case
    drafts: Drafts

    def __init__(self, case: Case, drafts: Drafts) -> None:
        self.case, self.drafts = case, drafts
        self._known: dict[object, tuple[float, ...]] = {}

    def might(self, asking: Asking, pot: Pot, *, strict: bool) -> bool:
        """False only where no plan whatever of the asking could clear the debts from what there is.

        All debts as one, every payment as early as it may be and to the principal first, at the least of the rates.
        """
        owed = [self._owed(i, asking) if weight else (0.0, 0.0) for i, weight in enumerate(pot.weights)]
        left, bearing = sum(map(sum, owed)), sum(principal for principal, _ in owed)
        shared = [i for i, weight in enumerate(pot.weights) if weight]
        if not shared:
            return True
        paths = [(0.0,) * pot.delays[i] + self._fractions(i, asking) for i in shared]
        paid, before, rounded = _most(pot, asking.months(), strict), 0.0, 0
        for k, most in enumerate(paid):
            part = min(path[k] if k < len(path) else 0.0 for path in paths)
            if part:
                rounded += 1
                left += max(0.0, bearing - before) * part
            before = most
        # A unit for each rounding of each debt, and one where a balance was converted.
        slack = len(shared) * (rounded + (len(self.case.rates) > 1)) + left * 1e-9 * bool(rounded)
        return left - before <= slack

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
        principal, rest = self._owed(i, asking)
        left = principal + rest
        for fraction, pay in zip(self._fractions(i, asking), own, strict=False):
            left += max(0.0, min(principal, left)) * fraction - pay
        return left

    def _owed(self, i: int, asking: Asking) -> tuple[float, float]:
        """Principal, and the rest, that are to be paid of a debt [minor units of the case]."""
        debt = self.case.debts[i]
        gone = (0, 0, 0, 0) if asking.forgiven is None else asking.forgiven[i]
        owed = [max(0, one - two) for one, two in zip(debt.opening, gone, strict=True)]
        interest = 0 if asking.interest == "waive" else owed[INTEREST]
        charges = 0 if asking.charges == "waive" else sum(owed[INTEREST + 1 :])
        rate = float(self.case.rates[debt.currency])
        return owed[PRINCIPAL] * rate, (interest + charges) * rate

    def _fractions(self, i: int, asking: Asking) -> tuple[float, ...]:
        """What each month accrues on a unit of principal; nothing where it bears on something else."""
        debt, months = self.case.debts[i], asking.months()
        key = (i, asking.interest, asking.rate, asking.pause, asking.start, months)
        if key not in self._known:
            terms = self.drafts.terms(i, asking.of(i), Level(), months)
            layout = Layout(debt, terms, due_series(debt, terms, self.case.as_of), months)
            flat, den = layout.bearing.path.flat, layout.course.den
            self._known[key] = tuple(
                0.0 if flat else sum(num for num, how in parts if how != "waive") / den for parts in layout.course.parts
            )
        return self._known[key]


def _most(pot: Pot, months: int, strict: bool) -> list[int]:
    """The most that can be paid by the end of each month from the first due one, whatever comes after it."""
    means, end = pot.means, pot.start + months + max(pot.delays, default=0)
    spare = means.opening - means.floor
    cash = [max(0, spare + have) for have in accumulate(means.available[:end])][pot.start :]
    most = list(accumulate(cash, max))
    if strict:
        alone = accumulate(max(0, have) for have in means.available[pot.start : end])
        most = list(map(min, most, alone))
    return most


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
