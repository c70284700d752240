"""Levers: the smallest change of one thing with which some plan of a stated space can be kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.solve import smallest
from repayplan.feasibility.judge import payments_by_month
from repayplan.household.household import LEDGERS
from repayplan.options.proposal import Proposal
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
    """The plans that some askings give on one ledger, in the shapes of a menu; the first asking is the one named."""

    def __init__(self, case: Case, candidates: Candidates, askings: Sequence[Asking], ledger: str) -> None:
        self.case, self.candidates, self.askings, self.ledger = case, candidates, tuple(askings), ledger

    @property
    def asking(self) -> Asking:
        """The asking that asks least."""
        return self.askings[0]

    def at(self, move: Move, asking: Asking | None = None, ledger: str | None = None) -> tuple[Asking, Pot]:
        """An asking and what there is to share, at a position of the levers."""
        asking = asking or self.asking
        moved = asking._replace(most=move.months) if move.months else asking
        return moved, Pot.of(self.case, ledger or self.ledger, moved.months(), move.more)

    @cached_property
    def sized_on(self) -> tuple[str, ...]:
        """The ledgers on which a menu sizes its plans, this one first; one where both hold the same."""
        both = (self.ledger, *(ledger for ledger in LEDGERS if ledger != self.ledger))
        alike = all(line.evidence == "verified" for line in self.case.household.incomes)
        return both[:1] if alike else both

    def plans(self, move: Move, *, strict: bool) -> tuple[Plan, ...] | None:
        """The first plans of the space that can be kept there: by cash, or from each month's own surplus."""
        if move.more is not None:
            # With more to pay from, what the contracts ask, or paying at once, may be what is kept first.
            _, pot = self.at(move)
            for proposal in self.candidates.in_full():
                if proposal.clears and holds(proposal, pot, strict=strict):
                    return proposal.plans
        for asking in self.askings:
            moved, pot = self.at(move, asking)
            for ledger in self.sized_on:
                _, sized = self.at(move, asking, ledger)
                for proposal in self._all(moved, sized, move, strict=strict):
                    in_time = proposal.clears and proposal.rows_asked <= moved.months()
                    if in_time and holds(proposal, pot, strict=strict):
                        return proposal.plans
        return None

    def _all(self, asking: Asking, pot: Pot, move: Move, *, strict: bool) -> Iterator[Proposal]:
        drafts = self.candidates.drafts
        if move.write_down is not None:
            if asking.programme is not None:
                yield Proposal("longest", asking, drafts.level(asking, asking.months(), move.write_down))
            own = pot.own_months(asking.months(), from_cash=not strict)
            yield Proposal("own_months", asking, drafts.given(asking, own, move.write_down))
            return
        if strict and (found := self.candidates.own_months(asking, pot, from_cash=False)) is not None:
            yield found
        yield from self.candidates.shapes(asking, pot)

    def left(self, move: Move, *, strict: bool) -> list[int]:
        """What the household's own months leave unpaid of each debt at the end [minor units]."""
        asking, pot = self.at(move)
        sums = pot.own_months(asking.months(), from_cash=not strict)
        plans = self.candidates.drafts.given(asking, sums, move.write_down)
        return [
            0 if plan.debt.priority_instalment is not None or not plan.raw else sum(plan.raw[-1].closing)
            for plan in plans
        ]

    def shortfall(self, move: Move, *, strict: bool) -> tuple[str, Any]:
        """First month and sum by which the level plan is short there; where it is not, what the own months leave."""
        asking, pot = self.at(move)
        if asking.most is not None:
            plans = self.candidates.drafts.level(asking, asking.most, move.write_down)
            payments, dues = payments_by_month(plans, self.case.rates)
            short = pot.full.short_of_surplus(payments) if strict else pot.full.short_of_cash(payments, dues)
            if short is not None:
                return month_text(pot.full.first + short.month), from_minor(short.by, self.case.currency)
        last = month_text(pot.means.first + pot.start + asking.months() - 1)
        return last, _in_all(self.case, self.left(move, strict=strict))


def holds(proposal: Proposal, pot: Pot, *, strict: bool) -> bool:
    """Whether plans are feasible there, or strict."""
    payments, dues = payments_by_month(proposal.plans, pot.case.rates)
    if strict:
        return pot.full.short_of_surplus(payments) is None
    return pot.full.short_of_cash(payments, dues) is None


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
        for month in range(case.first_month, case.first_month + len(space.at(Move())[1].full.available))
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

    # Past the month in which cash, untouched, is highest, more months only take it away.
    _, pot = space.at(Move(months=MOST_ROWS))
    horizon = pot.means.available[: pot.start + MOST_ROWS]
    cash = list(accumulate(horizon, initial=0))[1:]
    last = max(most + 1, max(range(len(cash)), key=cash.__getitem__) + 1 - pot.start)
    if not enough(last):
        return _not_enough(space, "months", Move(months=last), strict)
    guess = most + sum(space.left(Move(), strict=strict)) // max(1, horizon[-1]) + 1
    months = smallest(enough, guess, most, last)
    # With a deficit on the way an earlier number may do that a later one does not: a year back is looked through.
    back = 12 if min(horizon) < 0 else 0
    while (earlier := next((n for n in range(max(most + 1, months - back), months) if enough(n)), None)) is not None:
        months = earlier
    short = space.shortfall(Move(months=months - 1), strict=strict)
    return Change(months, _named(space, Move(months=months), strict), months - 1, short)


def _write_down(space: Space, line: Any, strict: bool) -> Change | Finding:
    """For each debt the smallest write-down with which its share of the household's own months clears it."""
    case, asking = space.case, space.asking
    sums = space.at(Move())[1].own_months(asking.months(), from_cash=not strict)
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
    means = space.at(Move())[1].full
    return 2 * (sum(space.case.weights) + max(0, -min(means.available)) + means.floor) + 1


def _named(space: Space, move: Move, strict: bool) -> dict[str, Plan]:
    plans = space.plans(move, strict=strict)
    assert plans is not None
    return {debt.id: plan for debt, plan in zip(space.case.debts, plans, strict=True)}


def _not_enough(space: Space, name: str, move: Move, strict: bool) -> Finding:
    month, short = space.shortfall(move, strict=strict)
    return Finding("lever_not_enough", {"lever": name, "month": month, "amount": short})
