"""What a minimum payment asks: one formula of shares and sums, for one account or for a column of them.

Shares are numbers or columns, each over its own denominator; sums are whole units. What is due comes by component, as
in a row of the walk.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from math import lcm
from operator import or_
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.width import INTS, MOST_PRODUCT, Amount, bounded, peak, plus, total, width
from repayplan.units.components import FEES, INTEREST, PENALTY, PRINCIPAL
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# What each share is a share of: components of what is due.
BASES: dict[str, tuple[int, ...]] = {
    "purchases": (PRINCIPAL,),
    "principal": (PRINCIPAL,),
    "balance": (PRINCIPAL, INTEREST, PENALTY, FEES),
    "interest": (INTEREST,),
    "penalty": (PENALTY,),
    "fees": (FEES,),
    "past_due": (),
    "cash_advance": (),
    "over_limit": (),
    "instalments_due": (),
}
# Parts of the principal that a formula may ask for by themselves: what it names is no purchase.
APART = ("cash_advance", "over_limit", "instalments_due")
NOTHING: Mapping[str, Amount] = MappingProxyType({})
# What a lane of a column may owe: some twenty sums of it, and the interest of a thousand periods, fit in int64.
MOST_DUE = 2**52


class Share(NamedTuple):
    """A share of what is due: ``numerator`` / ``denominator`` of what ``name`` says."""

    name: str
    numerator: Amount
    denominator: int


class Added(NamedTuple):
    """A formula added up, before it is held against what is owed.

    Attributes:
        steps: what was added last, and the sum so far.
        exact: its amount and shares before any rounding, as numerators and denominators.
        shares: what these come to, each rounded.
    """

    steps: list[tuple[str, Amount]]
    exact: list[tuple[Amount, int]]
    shares: Amount

    @property
    def sum(self) -> Amount:
        """What it comes to."""
        return self.steps[-1][1]

    def settled(self, like: Amount, xp: Any) -> Added:
        """The same within another formula: where a unit, a floor or a cap decided, its exact sum is that one."""
        if self.sum is self.shares:
            return self
        whole = Added([("", self.sum)], [(self.sum, 1)], self.sum)
        # The steps stay: they say what came from what.
        return _either(self.sum == self.shares, self, whole, like, xp)._replace(steps=self.steps)


@dataclass(frozen=True)
class Formula:
    """Shares that add up to a sum; then the ``unit`` it is rounded to, the floor and the cap [units].

    Attributes:
        shares: each rounded half up by itself.
        amount: a fixed sum.
        floor: the least that is asked.
        cap: the most that is asked, None where there is none.
        unit: what the sum is rounded to a multiple of, from the exact shares; 0: not at all.
        rounding: how it is.
        greater_of: formulas, the one that asks most of which counts.
        tiers: formulas by the most that is owed in each; None: whatever is owed.
    """

    shares: Sequence[Share] = ()
    amount: Amount = 0
    floor: Amount = 0
    cap: Amount | None = None
    unit: int = 0
    rounding: str = "half-up"
    greater_of: Sequence[Formula] = ()
    tiers: Sequence[tuple[int | None, Formula]] = ()

    @property
    def within(self) -> Iterator[Formula]:
        """This formula and those in it."""
        yield self
        for one in (*self.greater_of, *(formula for _, formula in self.tiers)):
            yield from one.within

    @cached_property
    def most_due(self) -> int:
        """What a lane of int64 columns may owe, so that no product of a share or a sum passes 2^62."""
        shares = [share for one in self.within for share in one.shares]
        common = lcm(*(share.denominator for share in shares))
        load = sum(peak(share.numerator) * (common // share.denominator) for share in shares)
        sums = [sum_ for one in self.within for sum_ in (one.amount, one.floor, one.cap, one.unit)]
        sums += [up_to for one in self.within for up_to, _ in one.tiers]
        if max(peak(sum_) for sum_ in sums if sum_ is not None) * common > MOST_PRODUCT:
            return 0
        return min(MOST_DUE, MOST_PRODUCT // max(load, 1))

    @cached_property
    def floored(self) -> int:
        """What may be owed so that the shares surely come to no more than the floor; 0 where that is not known."""
        plain = self.shares and not (self.greater_of or self.tiers or self.unit or self.amount or self.cap)
        if not plain or type(self.floor) is not int:
            return 0
        # Each share is rounded by less than one.
        shares = sum(Fraction(peak(share.numerator), share.denominator) for share in self.shares)
        return int(max(0, self.floor - len(self.shares)) / shares) if shares else 0


def asked(formula: Formula, due: Sequence[Amount], beside: Mapping[str, Amount] = NOTHING) -> Amount:
    """What is asked of what is due, by component: never more than that; all of it where the formula rounds to nothing.

    Examples:
        >>> asked(Formula((Share("balance", 3, 100),), floor=35_00), (9000_00, 180_00, 0, 0))
        27540
    """
    return steps(formula, due, beside)[-1][1]


def steps(formula: Formula, due: Sequence[Amount], beside: Mapping[str, Amount] = NOTHING) -> list[tuple[str, Amount]]:
    """What is asked, part by part, as the sum so far after each.

    Args:
        formula: the formula.
        due: what is due, by component.
        beside: what the components do not tell, by the share's name.
    """
    xp, owed = width(due), total(due)
    found = _wanted(formula, due, owed, beside, xp)
    return [*found, ("owed", xp.minimum(found[-1][1], owed))]


def wanted(formula: Formula, due: Sequence[Amount]) -> Amount:
    """The same, not yet held against what is owed: a payment takes no more than that anyway."""
    return _wanted(formula, due, total(due), NOTHING, width(due))[-1][1]


def _wanted(
    formula: Formula, due: Sequence[Amount], owed: Amount, beside: Mapping[str, Amount], xp: Any
) -> list[tuple[str, Amount]]:
    """The parts up to the cap, all that is owed where they round to nothing.

    Raises:
        Overflow: lanes of int64 columns that owe too much to be sure of every sum.
    """
    if xp is not INTS:
        for amount in beside.values():
            bounded(amount, formula.most_due)
        if _only_floor(formula, owed) and not beside:
            return [("floor", formula.floor)]
    found = _added_up(formula, due, owed, beside, xp)
    steps, sum_ = found.steps, found.sum
    if not (type(formula.floor) is int and formula.floor) and xp.spare(sum_, 1) is None:
        asks = reduce(or_, (product > 0 for product, _ in found.exact))
        steps.append(("owed", xp.where(asks & (sum_ == 0), owed, sum_, owed)))
    return steps


def _only_floor(formula: Formula, owed: Amount) -> bool:
    """Whether no lane of a column owes so much that its shares come to more than the floor."""
    highest = peak(owed)  # 0 of an object column, which nothing has to bound
    if highest > formula.most_due:
        bounded(owed, formula.most_due)
    return 0 < highest <= formula.floored


def _added_up(formula: Formula, due: Sequence[Amount], owed: Amount, beside: Mapping[str, Amount], xp: Any) -> Added:
    """The parts up to the cap."""
    sum_ = formula.amount
    steps, exact = [("amount", sum_)], [(sum_, 1)]
    for name, num, den in formula.shares:
        product = num * _base(formula, name, due, owed, beside, xp)
        sum_ = plus(sum_, divide(product, den))
        steps.append((name, sum_))
        exact.append((product, den))
    for chosen in _chosen(formula, due, owed, beside, xp):
        steps.extend([(name, plus(sum_, more)) for name, more in chosen.steps])
        exact.extend(chosen.exact)
        sum_ = steps[-1][1]
    shares = sum_
    if formula.unit:
        common = lcm(*(den for _, den in exact))
        whole = total(product * (common // den) for product, den in exact)
        sum_ = divide(whole, common * formula.unit, formula.rounding) * formula.unit
        steps.append(("rounding", sum_))
    if type(formula.floor) is not int or formula.floor:
        sum_ = xp.maximum(sum_, formula.floor)
        steps.append(("floor", sum_))
    if formula.cap is not None:
        sum_ = xp.minimum(sum_, formula.cap)
        steps.append(("cap", sum_))
    return Added(steps, exact, shares)


def _base(
    formula: Formula, name: str, due: Sequence[Amount], owed: Amount, beside: Mapping[str, Amount], xp: Any
) -> Amount:
    """What a share is a share of."""
    if name == "balance":
        return owed
    if not BASES[name]:
        return beside.get(name, 0)
    base = total(due[component] for component in BASES[name])
    if name == "purchases" and beside:
        named = {share.name for share in formula.shares}.intersection(APART)
        apart = total(beside.get(part, 0) for part in (*named, "not_billed"))
        base = base - xp.minimum(base, apart)
    return base


def _chosen(
    formula: Formula, due: Sequence[Amount], owed: Amount, beside: Mapping[str, Amount], xp: Any
) -> Iterator[Added]:
    """The greatest of the alternatives, and the tier of what is owed."""

    def inner(one: Formula) -> Added:
        return _added_up(one, due, owed, beside, xp).settled(owed, xp)

    # The first of equal ones: the order in which the contract names them.
    greater = [inner(one) for one in formula.greater_of]
    if greater:
        best = greater[0]
        for other in greater[1:]:
            best = _either(other.sum > best.sum, other, best, owed, xp)
        yield best
    tiers = [(up_to, inner(one)) for up_to, one in formula.tiers]
    if tiers:
        (_, found), *lower = reversed(tiers)
        for up_to, other in lower:
            found = _either(owed <= up_to, other, found, owed, xp)
        yield found


def _either(condition: Any, yes: Added, no: Added, like: Amount, xp: Any) -> Added:
    """One of two sums of parts; of columns lane by lane, and then the parts are not told apart."""
    if isinstance(condition, bool):
        return yes if condition else no
    exact = [(xp.where(condition, product, 0, like), den) for product, den in yes.exact]
    exact += [(xp.where(condition, 0, product, like), den) for product, den in no.exact]
    sum_ = xp.where(condition, yes.sum, no.sum, like)
    return Added([("formula", sum_)], exact, sum_)
