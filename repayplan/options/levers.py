"""Levers: what could change, and the smallest change of one with which some plan of a stated space can be kept."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.solve import smallest
from repayplan.feasibility.judge import payments_by_month
from repayplan.options.reach import crossing
from repayplan.options.scales import Scale, lever_word, scale
from repayplan.options.space import STILL, Move, Space, unpaid
from repayplan.plans.document import plan_outline
from repayplan.units.components import PRINCIPAL
from repayplan.units.dates import month_text
from repayplan.units.findings import Finding
from repayplan.units.money import at_rate, from_minor, own_context, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from repayplan.feasibility.case import Case
    from repayplan.options.shares import Pot
    from repayplan.plans.plan import Plan

# How many smaller numbers of months, or of a later start, are tried of those that a bound leaves.
TRIED = 24


class Unpaid(NamedTuple):
    """A debt that is not cleared: what is owed at the start, accrued, waived, paid and left [currency of the debt]."""

    debt: str
    owed: Decimal
    accrued: Decimal
    waived: Decimal
    paid: Decimal
    left: Decimal


class Reckoning(NamedTuple):
    """The sums from which anybody can see whether plans are kept: what is there, and what is asked.

    Attributes:
        currency: of every amount but those of ``unpaid``.
        opening, floor: cash at the start, and what it may not fall below [minor units].
        surplus: what each month leaves before anything is kept back [minor units].
        available: what it leaves for plans [minor units].
        payments: what all plans ask in each month [minor units].
        at_once: what of the first month is paid before any income [minor units].
        within: month, day and cash on the days within months on which cash is tested, for pay-days [minor units].
        unpaid: the debts that are not cleared.
    """

    currency: str
    opening: int
    floor: int
    surplus: tuple[int, ...]
    available: tuple[int, ...]
    payments: tuple[int, ...]
    at_once: int
    within: tuple[tuple[str, int, int], ...]
    unpaid: tuple[Unpaid, ...]

    @classmethod
    def of(cls, case: Case, pot: Pot, plans: Sequence[Plan]) -> Reckoning:
        """The sums of plans against what there is."""
        payments, dues = payments_by_month(plans, case.rates)
        left = [_identity(plan) for plan in plans if unpaid(plan)]
        means, count = pot.full, len(payments)
        points = means.points(payments, dues) if means.timing is not None else ()
        within = tuple((month_text(means.first + k), day, cash) for k, day, cash in points if day)
        return cls(
            case.currency, means.opening, means.floor, means.surplus[:count], means.available[:count],
            tuple(payments), dues.at_once, within, tuple(left),
        )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """The sums as plain data; equal months in a row together, as [amount, how many]."""
        return {
            "opening": str(from_minor(self.opening, self.currency)),
            "floor": str(from_minor(self.floor, self.currency)),
            "surplus": runs(self.surplus, self.currency),
            "available": runs(self.available, self.currency),
            "payments": runs(self.payments, self.currency),
            "at_once": str(from_minor(self.at_once, self.currency)),
            "within_months": [
                {"month": month, "day": str(day), "cash": str(from_minor(cash, self.currency))}
                for month, day, cash in self.within
            ],
            "unpaid": [{name: str(value) for name, value in debt._asdict().items()} for debt in self.unpaid],
        }


def runs(units: Sequence[int], currency: str) -> list[list[Any]]:
    """Sums by month as plain data, equal ones in a row together: [amount, how many]."""
    return [[str(from_minor(value, currency)), len(list(group))] for value, group in groupby(units)]


def _identity(plan: Plan) -> Unpaid:
    """What is owed at the start, accrued, waived, paid and left of a plan, all components together."""
    sums = (
        sum(plan.debt.opening),
        sum(sum(row.accrued) for row in plan.raw),
        sum(sum(row.waived) for row in plan.raw),
        sum(row.paid for row in plan.raw),
        unpaid(plan),
    )
    return Unpaid(plan.debt.id, *(from_minor(units, plan.currency) for units in sums))


@dataclass(frozen=True)
class Change:
    """The smallest change of a lever that is enough, and one step less, which is not.

    Attributes:
        size: the change: a sum a month, a sum, a number of months, or the highest rate a year [fraction of one].
        plans: the plans that it makes possible, by the debt's id.
        one_less: the size one step smaller: for a rate, one millionth higher.
        short: the first month that is then short, and by how much [currency].
        sums: what is there and what is asked with the change.
        sums_less: the same with one step less.
    """

    size: Any
    plans: dict[str, Plan]
    one_less: Any
    short: tuple[str, Any]
    sums: Reckoning
    sums_less: Reckoning

    def to_dict(self) -> dict[str, Any]:
        """The change as plain data, with the sums that show that it is enough and one step less is not."""
        return {
            "size": str(self.size),
            "plans": {name: plan_outline(plan) for name, plan in self.plans.items()},
            "sums": self.sums.to_dict(),
            "one_less": {
                "size": str(self.one_less),
                "month": self.short[0],
                "short": str(self.short[1]),
                "sums": self.sums_less.to_dict(),
            },
        }


@dataclass(frozen=True)
class Lever:
    """One thing that could change.

    Attributes:
        name: ``income``, ``spending``, ``savings``, ``months``, ``rate``, ``pause``, ``start``, ``interest``,
            ``penalty``, ``fees`` or ``write_down``.
        of: the spending line, where the lever is one.
        feasible: the smallest change with which some plan is feasible; None where no size is enough.
        strict: the smallest with which some plan is paid from each month's own surplus; None where no size is enough.
        findings: why a change is None, and what is to be said about the lever.
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


def pull(space: Space, name: str, of: str | None = None, base: Move = STILL) -> Lever:
    """The smallest changes of one lever, from a position of the others."""
    feasible = change_of(space, name, of, base, strict=False)
    line = of or ""
    if isinstance(feasible, Finding):
        # Where no size makes the cash path hold, none from surplus alone is worth naming.
        return Lever(name, line, None, None, (feasible,))
    said = _about(space, name, feasible)
    strict = change_of(space, name, of, base, strict=True)
    if isinstance(strict, Finding):
        return Lever(name, line, feasible, None, (strict, *said))
    return Lever(name, line, feasible, strict, said)


@own_context()
def _about(space: Space, name: str, change: Change) -> tuple[Finding, ...]:
    """What is to be said about a lever besides its sizes: what usable assets would bring."""
    if name != "savings":
        return ()
    usable = [asset for asset in space.case.household.assets if asset.usable and asset.value is not None]
    if not usable:
        return (Finding("savings_no_usable_assets", {}),)
    worth = sum((asset.value for asset in usable), Decimal(0))
    code = "savings_within_assets" if worth >= change.size else "savings_beyond_assets"
    return (Finding(code, {"amount": worth}),)


def change_of(space: Space, name: str, of: str | None, base: Move, *, strict: bool) -> Change | Finding:
    """The smallest change of one lever, or why there is none."""
    found = least(space, name, of, base, strict=strict)
    return found if isinstance(found, Finding) else found.change()


class Least(NamedTuple):
    """The smallest position of a lever that is enough: how far it is moved, and the moves there and one step before."""

    space: Space
    strict: bool
    at: int
    move: Move
    size: Any
    less: Move
    one_less: Any

    def change(self) -> Change:
        """The change, with what is there and asked at it and one step before it."""
        return _change(self.space, self.move, self.size, self.less, self.one_less, self.strict)


def least(space: Space, name: str, of: str | None, base: Move, *, strict: bool) -> Least | Finding:
    """The smallest position of a lever that is enough from a position of the others, or why there is none."""
    if space.may_hold and space.holds(as_it_stands(space, name, base), strict=strict):
        return Finding("lever_not_needed", {"lever": lever_word(name)})
    if name == "write_down":
        return _write_down(space, base, strict)
    found = scale(space, name, of, base)
    if isinstance(found, Finding):
        return found
    at = least_position(space, found, base, strict=strict)
    if at is None:
        return _not_enough(space, name, found.put(base, found.high), strict)
    put, shown = found.put, found.shown
    return Least(space, strict, at - found.low, put(base, at), shown(at), put(base, at - 1), shown(at - 1))


def as_it_stands(space: Space, name: str, base: Move) -> Move:
    """A position without the lever: for months those from which a plan may be stretched."""
    return base._replace(months=base.months or space.term[0] or 1) if name == "months" and space.term else base


def least_position(space: Space, found: Scale, base: Move, *, strict: bool) -> int | None:
    """The smallest position of a scale that is enough; None where none is.

    What is summed or rated is found with both neighbours checked. Of months, and of a later start, more is not always
    enough where less is: there every smaller number that an exact bound does not rule out is tried as well, the
    smallest first, up to ``TRIED`` of them.
    """

    def holds(n: int) -> bool:
        return space.holds(found.put(base, n), strict=strict)

    def beyond(n: int) -> float:
        return space.reach.beyond(*space.at(found.put(base, n)), strict=strict)

    low, high = found.low, found.high
    if found.name == "months":
        # No number of instalments is none: one is the least that can be asked.
        low = max(low, space.fewest(found.put(base, high), strict=strict) - 1)
    guess = crossing(beyond, max(low, 1), high, max(low, found.first)) if low < high else high
    may_be_too_much = found.name in ("months", "start")
    # Of a sum, a rate and a pause more is never worse.
    tops = dict.fromkeys((high, guess) if may_be_too_much else (high,))
    end = next((n for n in tops if n > low and holds(n)), None)
    at = None if end is None else smallest(holds, guess, low + 1, end)
    if not may_be_too_much:
        return at
    last = (at or high + 1) - 1
    below: Iterable[int] = range(low + 1, last + 1)
    if found.name == "start":
        below = space.starts(found.put(base, last), low + 1, strict=strict)
    might = (n for n in below if space.might(found.put(base, n), strict=strict))
    return next((n for n in islice(might, TRIED) if holds(n)), at)


def _change(space: Space, move: Move, size: Any, less: Move, one_less: Any, strict: bool) -> Change:
    """The change at a position, with what is there and asked at it and one step before it."""
    plans = space.plans(move, strict=strict)
    assert plans is not None
    short = space.shortfall(less, strict=strict)
    case = space.case
    return Change(
        size,
        {debt.id: plan for debt, plan in zip(case.debts, plans, strict=True)},
        one_less,
        (month_text(short.month), from_minor(short.by, case.currency)),
        Reckoning.of(case, space.as_long(move, plans, space.asking), plans),
        Reckoning.of(case, short.pot, short.plans),
    )


def written_down(space: Space, base: Move, *, strict: bool) -> tuple[int, ...] | Finding:
    """For each debt the smallest write-down with which its share of the household's own months clears it."""
    case, drafts = space.case, space.candidates.drafts
    asking, pot = space.at(base)
    sums = pot.own_months(_fullest_months(pot, asking.months(), strict), from_cash=not strict)
    gone = base.given_up(len(case.debts))
    plans = drafts.given(asking, sums)
    cuts = []
    for i, debt in enumerate(case.debts):

        def clears(cut: int, i: int = i) -> bool:
            forgiven = tuple((cut, *part[1:]) if i == k else part for k, part in enumerate(gone))
            plan = drafts.own(i, asking._replace(forgiven=forgiven), sums[i])
            return not sum(plan.raw[-1].closing)

        left, principal = unpaid(plans[i]), debt.opening[PRINCIPAL]
        if not left:
            cuts.append(0)
        elif not clears(principal):
            everything = with_cuts(space, base, [d.opening[PRINCIPAL] for d in case.debts])
            return _not_enough(space, "write_down", everything, strict)
        else:
            cuts.append(smallest(clears, min(left, principal), 0, principal))
    return tuple(cuts)


def _fullest_months(pot: Pot, months: int, strict: bool) -> int:
    """The number of months in which most can be paid: with a deficit on the way it may be before that."""
    if strict or min(pot.means.available) >= 0:
        return months
    return max(range(1, months + 1), key=lambda n: sum(pot.means.own_months(pot.start, n)))


def with_cuts(space: Space, base: Move, cuts: Sequence[int]) -> Move:
    """A position with so much of the principal of each debt written down; shares stay as they were."""
    gone = base.given_up(len(space.case.debts))
    return base._replace(forgiven=tuple((cut, *part[1:]) for cut, part in zip(cuts, gone, strict=True)))


def _write_down(space: Space, base: Move, strict: bool) -> Least | Finding:
    """The smallest write-down: each debt its own least, or where another shape decides, in proportion; and a unit less.

    What the household pays is shared by whole balances, whatever is written down: so no creditor pays for another, and
    what one gives up does not change what the others have to. With any one of them giving a unit less nothing holds.
    """
    case = space.case

    def holds(cuts: Sequence[int]) -> bool:
        return space.holds(with_cuts(space, base, cuts), strict=strict)

    everything = tuple(debt.opening[PRINCIPAL] for debt in case.debts)
    own: tuple[int, ...] | Finding | None = None
    if space.shape in (None, "own_months"):
        own = written_down(space, base, strict=strict)
    cuts = own if isinstance(own, tuple) and holds(own) else everything
    together = cuts is not own
    if not sum(cuts) or (together and not holds(cuts)):
        return _not_enough(space, "write_down", with_cuts(space, base, everything), strict)
    if together or any(holds(_less(cuts, i)) for i in _asked_in_turn(space, base, cuts)):
        # Some shape does with less: each debt gives up the same part of that, then each no more than it has to.
        whole = cuts
        cuts = tuple(split(smallest(lambda n: holds(split(n, whole)), sum(whole) // 2, 0, sum(whole)), whole))
        for i in _asked_in_turn(space, base, cuts):
            cuts = _less(cuts, i, cuts[i] - smallest(partial(_enough, holds, cuts, i), cuts[i] - 1, 0, cuts[i]))
    if not sum(cuts):
        return Finding("lever_not_needed", {"lever": "write_down"})
    less = _less(cuts, next(_asked_in_turn(space, base, cuts)))
    move, in_all = with_cuts(space, base, cuts), partial(principal_in_all, case)
    return Least(space, strict, sum(cuts), move, in_all(cuts), with_cuts(space, base, less), in_all(less))


def _enough(holds: Callable[[Sequence[int]], bool], cuts: Sequence[int], i: int, cut: int) -> bool:
    """Whether so much of one debt is enough, the others as they are."""
    return holds(_less(cuts, i, cuts[i] - cut))


def _less(cuts: Sequence[int], i: int, by: int = 1) -> tuple[int, ...]:
    """Write-downs with one of them smaller."""
    return tuple(cut - by * (i == k) for k, cut in enumerate(cuts))


def _asked_in_turn(space: Space, base: Move, cuts: Sequence[int]) -> Iterator[int]:
    """The debts of which something is written down, most first, then by content."""
    ranks = space.at(base)[1].ranks
    return iter(sorted((i for i, cut in enumerate(cuts) if cut), key=lambda i: (-cuts[i], ranks[i])))


def principal_in_all(case: Case, cuts: Sequence[int]) -> Decimal:
    """Write-downs of all debts, in the case's currency."""
    converted = (at_rate(cut, case.rates[debt.currency]) for cut, debt in zip(cuts, case.debts, strict=True))
    return from_minor(sum(converted), case.currency)


def _not_enough(space: Space, name: str, move: Move, strict: bool) -> Finding:
    short = space.shortfall(move, strict=strict)
    numbers: dict[str, Any] = {
        "lever": lever_word(name),
        "month": month_text(short.month),
        "amount": from_minor(short.by, space.case.currency),
    }
    return Finding("lever_not_enough", numbers)
