"""Levers: the smallest change of one thing with which some plan of a stated space can be kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.solve import smallest
from repayplan.feasibility.judge import payments_by_month
from repayplan.options.shares import Pot
from repayplan.plans.document import plan_outline
from repayplan.terms.shapes import MOST_ROWS
from repayplan.units.components import PRINCIPAL
from repayplan.units.dates import month_text
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from repayplan.feasibility.case import Case
    from repayplan.household.lines import Spending
    from repayplan.options.candidates import Candidates
    from repayplan.options.proposal import Asking
    from repayplan.plans.plan import Plan


class Move(NamedTuple):
    """One position of the levers: surplus added by month, the months of the plan, and what is written off each debt."""

    more: Callable[[int], int] | None = None
    months: int = 0
    write_down: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Change:
    """The smallest change of a lever that is enough, and one step less, which is not.

    Attributes:
        size: the change: a sum a month, a sum, or a number of months.
        plans: the plans that it makes possible, by the debt's id.
        one_less: the size one step smaller.
        short: the first month that is then short, and by how much [currency].
    """

    size: Any
    plans: dict[str, Plan]
    one_less: Any
    short: tuple[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """The change as plain data."""
        return {
            "size": str(self.size),
            "plans": {name: plan_outline(plan) for name, plan in self.plans.items()},
            "one_less": {"size": str(self.one_less), "month": self.short[0], "short": str(self.short[1])},
        }  # fmt: skip


@dataclass(frozen=True)
class Lever:
    """One thing that could change.

    Attributes:
        name: ``income``, ``spending``, ``months`` or ``write_down``.
        of: the spending line, where the lever is one.
        feasible: the smallest change with which some plan is feasible; None where no size is enough.
        strict: the smallest with which some plan is paid from each month's own surplus; None where no size is enough.
        findings: why a change is None.
    """

    name: str
    of: str
    feasible: Change | None
    strict: Change | None
    findings: tuple[Finding, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The lever as plain data."""
        return {
            "name": self.name,
            "of": self.of,
            "feasible": None if self.feasible is None else self.feasible.to_dict(),
            "strict": None if self.strict is None else self.strict.to_dict(),
            "findings": [finding.to_dict() for finding in self.findings],
        }


class Space:
    """The plans of one asking on one ledger: level over the most months, small then step up, the own months."""

    def __init__(self, case: Case, candidates: Candidates, asking: Asking, ledger: str) -> None:
        self.case, self.candidates, self.asking, self.ledger = case, candidates, asking, ledger

    def pot(self, move: Move) -> Pot:
        """What there is to share at a position of the levers."""
        return Pot.of(self.case, self.ledger, move.months or self.asking.months(), move.more)

    def plans(self, move: Move, *, strict: bool) -> tuple[Plan, ...] | None:
        """The first plans of the space that can be kept there: by cash, or from each month's own surplus."""
        asking, pot = self._asking(move), self.pot(move)
        for plans in self._all(asking, pot, move, strict=strict):
            kept = all(plan.clears and len(plan.raw) <= asking.months() for plan in plans)
            if kept and self.holds(plans, pot, strict=strict):
                return plans
        return None

    def _asking(self, move: Move) -> Asking:
        return self.asking._replace(most=move.months) if move.months else self.asking

    def _all(self, asking: Asking, pot: Pot, move: Move, *, strict: bool) -> Iterator[tuple[Plan, ...]]:
        drafts = self.candidates.drafts
        if asking.most is not None:
            yield drafts.level(asking, asking.most, move.write_down)
        if move.write_down is not None:
            yield drafts.given(asking, pot.own_months(asking.months(), from_cash=not strict), move.write_down)
            return
        for proposal in (
            self.candidates.step_up(asking, pot), self.candidates.own_months(asking, pot, from_cash=not strict),
        ):  # fmt: skip
            if proposal is not None:
                yield proposal.plans

    def holds(self, plans: tuple[Plan, ...], pot: Pot, *, strict: bool) -> bool:
        """Whether plans are feasible there, or strict."""
        payments, at_once = payments_by_month(plans, self.case.rates)
        if strict:
            return pot.full.short_of_surplus(payments) is None
        return pot.full.short_of_cash(payments, at_once) is None

    def left(self, move: Move, *, strict: bool) -> list[int]:
        """What the household's own months leave unpaid of each debt at the end [minor units]."""
        asking, pot = self._asking(move), self.pot(move)
        sums = pot.own_months(asking.months(), from_cash=not strict)
        plans = self.candidates.drafts.given(asking, sums, move.write_down)
        return [sum(plan.raw[-1].closing) if plan.raw else 0 for plan in plans]

    def shortfall(self, move: Move, *, strict: bool) -> tuple[str, Any]:
        """First month and sum by which the level plan is short there; where it is not, what its shapes leave owed."""
        asking, pot = self._asking(move), self.pot(move)
        if asking.most is not None:
            plans = self.candidates.drafts.level(asking, asking.most, move.write_down)
            payments, at_once = payments_by_month(plans, self.case.rates)
            full = pot.full
            short = full.short_of_surplus(payments) if strict else full.short_of_cash(payments, at_once)
            if short is not None:
                return month_text(full.first + short.month), from_minor(short.by, self.case.currency)
        last = month_text(pot.means.first + pot.start + asking.months() - 1)
        return last, from_minor(sum(self.left(move, strict=strict)), self.case.currency)


def pull(space: Space, name: str, line: Spending | None = None) -> Lever:
    """The smallest changes of one lever."""
    made = {"income": _income, "spending": _spending, "months": _months, "write_down": _write_down}[name]
    feasible = made(space, line, False)
    if isinstance(feasible, Finding):
        # Where no size makes the cash path hold, none from surplus alone is worth naming.
        return Lever(name, "" if line is None else line.name, None, None, (feasible,))
    strict = made(space, line, True)
    if isinstance(strict, Finding):
        return Lever(name, "" if line is None else line.name, feasible, None, (strict,))
    return Lever(name, "" if line is None else line.name, feasible, strict)


def _income(space: Space, line: Any, strict: bool) -> Change | Finding:
    return _monthly(space, "income", lambda size: lambda month: size, _surely(space), strict)


def _spending(space: Space, line: Spending | None, strict: bool) -> Change | Finding:
    if line is None:
        return Finding("lever_nothing_to_move", {"lever": "spending"})
    case = space.case
    units = {
        month: line.units(month, case.currency, case.household.beyond)
        for month in range(case.first_month, case.first_month + len(space.pot(Move()).full.available))
    }
    return _monthly(space, "spending", lambda size: lambda month: min(size, units[month]), max(units.values()), strict)


def _monthly(
    space: Space, name: str, more: Callable[[int], Callable[[int], int]], high: int, strict: bool
) -> Change | Finding:
    """The smallest monthly sum that is enough."""

    def enough(size: int) -> bool:
        return space.plans(Move(more(size)), strict=strict) is not None

    if not high:
        return Finding("lever_nothing_to_move", {"lever": name})
    if not enough(high):
        return _not_enough(space, name, Move(more(high)), strict)
    guess, months = 0, space.asking.months()
    for _ in range(3):
        # What the own months leave, spread over the months: exact where nothing accrues.
        guess = min(high, guess + -(-sum(space.left(Move(more(guess)), strict=strict)) // months))
    size = smallest(enough, guess, 0, high)
    money = partial(from_minor, currency=space.case.currency)
    short = space.shortfall(Move(more(size - 1)), strict=strict)
    return Change(money(size), _named(space, Move(more(size)), strict), money(size - 1), short)


def _months(space: Space, line: Any, strict: bool) -> Change | Finding:
    most = space.asking.most
    if most is None or most >= MOST_ROWS:
        return Finding("lever_nothing_to_move", {"lever": "months"})

    def enough(months: int) -> bool:
        return space.plans(Move(months=months), strict=strict) is not None

    if not enough(MOST_ROWS):
        return _not_enough(space, "months", Move(months=MOST_ROWS), strict)
    left, last = sum(space.left(Move(), strict=strict)), max(1, space.pot(Move()).means.available[-1])
    months = smallest(enough, most + left // last + 1, most, MOST_ROWS)
    short = space.shortfall(Move(months=months - 1), strict=strict)
    return Change(months, _named(space, Move(months=months), strict), months - 1, short)


def _write_down(space: Space, line: Any, strict: bool) -> Change | Finding:
    """For each debt the smallest write-down with which its share of the household's own months clears it."""
    case, asking = space.case, space.asking
    sums = space.pot(Move()).own_months(asking.months(), from_cash=not strict)
    left = space.left(Move(), strict=strict)
    cuts = []
    for i, debt in enumerate(case.debts):

        def clears(cut: int, i: int = i) -> bool:
            return not sum(space.candidates.drafts.own(i, asking, sums[i], cut).raw[-1].closing)

        principal = debt.opening[PRINCIPAL]
        if not left[i]:
            cuts.append(0)
        elif not clears(principal):
            everything = Move(write_down=tuple(d.opening[PRINCIPAL] for d in case.debts))
            return _not_enough(space, "write_down", everything, strict)
        else:
            cuts.append(smallest(clears, min(left[i], principal), 0, principal))
    move = Move(write_down=tuple(cuts))
    if not sum(cuts) or space.plans(move, strict=strict) is None:
        return _not_enough(space, "write_down", move, strict)
    at = max(range(len(cuts)), key=lambda i: (cuts[i], -i))
    less = tuple(cut - (i == at) for i, cut in enumerate(cuts))
    short = space.shortfall(Move(write_down=less), strict=strict)
    return Change(_in_all(case, cuts), _named(space, move, strict), _in_all(case, less), short)


def _in_all(case: Case, cuts: Sequence[int]) -> Decimal:
    """Write-downs of all debts, in the case's currency."""
    converted = (-(-cut * case.rates[debt.currency] // 1) for cut, debt in zip(cuts, case.debts, strict=True))
    return from_minor(sum(converted), case.currency)


def _surely(space: Space) -> int:
    """A monthly sum that is surely enough, were anything: everything owed, every month, on top of what is missing."""
    means = space.pot(Move()).full
    return 2 * (sum(space.case.weights) + max(0, -min(means.available)) + means.floor) + 1


def _named(space: Space, move: Move, strict: bool) -> dict[str, Plan]:
    plans = space.plans(move, strict=strict)
    assert plans is not None
    return {debt.id: plan for debt, plan in zip(space.case.debts, plans, strict=True)}


def _not_enough(space: Space, name: str, move: Move, strict: bool) -> Finding:
    month, short = space.shortfall(move, strict=strict)
    return Finding("lever_not_enough", {"lever": name, "month": month, "amount": short})
