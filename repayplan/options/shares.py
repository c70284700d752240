"""Sharing one surplus between creditors, and the phases in which it may be asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from repayplan.engine.width import Amount, width
from repayplan.feasibility.cash import Means
from repayplan.units.dates import default_first_due, month_of
from repayplan.units.money import at_rate, split, split_above, to_minor
from repayplan.units.rates import read_share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from repayplan.feasibility.case import Case

# A new level that holds for the last months looked at is there for good; one odd month at their end is not.
FOR_GOOD = 3


class Phase(NamedTuple):
    """Months in which the household can pay the same: how many, how much, and whether an expected line carries it."""

    months: int
    amount: int
    expected: bool


class Pot(NamedTuple):
    """What there is to share on one ledger.

    Attributes:
        case: the case.
        ledger: ``declared`` or ``verified``.
        means: what there is to share, after instalments agreed for priority debts.
        full: what there is for all plans, those instalments too.
        start: the first month with a due date, counted from the month of ``as_of``.
        weights: the whole balance of each debt [minor units of the case's currency]; 0 for a debt that has an
            instalment of its own.
        delays: by how many months each debt's first due date comes later than ``start``.
        ranks: the place of each debt in an order by content: who gets an odd unit does not depend on ids.
    """

    case: Case
    ledger: str
    means: Means
    full: Means
    start: int
    weights: tuple[int, ...]
    delays: tuple[int, ...]
    ranks: tuple[int, ...]

    @classmethod
    def of(
        cls, case: Case, ledger: str, months: int, more: Callable[[int], int] | None = None, *, cash: int = 0,
        start: int = 0, forgiven: Sequence[Sequence[int]] | None = None,
    ) -> Pot:  # fmt: skip
        """The pot over a number of months.

        With ``more`` of a running month added to its surplus and ``cash`` to what is at hand, from a first due date
        that comes ``start`` months later, shared by what is owed after what is ``forgiven``.
        """
        own = [own_instalment(case, i) for i in range(len(case.debts))]
        # A debt of nothing has no due date that matters.
        firsts = [_first_month(case, i) if sum(debt.opening) else None for i, debt in enumerate(case.debts)]
        begin = min((first for first in firsts if first is not None), default=0)
        delays = tuple(0 if first is None else first - begin for first in firsts)
        late, begin = max(delays, default=0), begin + start
        means = Means.of(case.household, case.first_month, begin + months + late, ledger, more=more, cash=cash)
        available = tuple(have - sum(own) for have in means.available)
        owed = case.weights if forgiven is None else _owed_after(case, forgiven)
        weights = tuple(0 if mine else weight for mine, weight in zip(own, owed, strict=True))
        return cls(
            case,
            ledger,
            means._replace(available=available),
            means,
            begin,
            weights,
            delays,
            ranks_by_content(case),
        )

    def share(self, amount: int) -> list[int]:
        """A monthly sum shared in proportion to whole balances, each in its own currency [minor units]."""
        if not any(self.weights):
            return [0] * len(self.weights)
        return self.converted(split(amount, self.weights, self.ranks))

    def converted(self, shares: Sequence[int]) -> list[int]:
        """Shares in the minor units of each debt's own currency, never more than the share."""
        rates = self.case.rates
        return [int(part // rates[debt.currency]) for part, debt in zip(shares, self.case.debts, strict=True)]

    def least(self, months: int) -> int:
        """The most that can be asked in every one of the months."""
        return self.means.level_sum(self.start, months)

    def phases(self, months: int) -> list[Phase]:
        """The months cut where an expected line begins, or where what is available changes for good."""
        begins = self.begins_expected(months)
        cuts = sorted({0, *begins, *self._changes_for_good(months)})
        found = []
        for here, then in zip(cuts, [*cuts[1:], months], strict=True):
            least = min(self.means.available[self.start + here : self.start + then])
            amount = max(0, least) if here else self.means.level_sum(self.start, then)
            found.append(Phase(then - here, amount, any(begin <= here for begin in begins)))
        return found

    def begins_expected(self, months: int) -> list[int]:
        """The months, counted from the first due one, in which expected lines begin; none on the verified ledger."""
        if self.ledger == "verified":
            return []
        begun = [0 if at is None else at - self.means.first - self.start for _, at in self.case.household.expected()]
        return sorted({max(0, at) for at in begun if at < months})

    def _changes_for_good(self, months: int) -> list[int]:
        cut: int = changes_for_good(self.means.available[self.start : self.start + months])
        return [cut] if cut else []

    def own_months(self, months: int, *, from_cash: bool = True) -> list[list[int]]:
        """The household's own months, shared: for each debt one sum a month from the first due one.

        The shares follow the cumulated sums, so that no rounding builds up against one creditor.
        """
        sums = self.means.own_months(self.start, months + max(self.delays, default=0), from_cash=from_cash)
        shared = share_in_step(sums, self.weights, self.ranks)
        # What falls into months before a debt's first due date is paid on that date.
        late = [
            [sum(own[: delay + 1]), *own[delay + 1 : delay + months]]
            for own, delay in zip(shared, self.delays, strict=True)
        ]
        return [list(own) for own in zip(*(self.converted(part) for part in zip(*late, strict=True)), strict=True)]

    def step(self, amount: int) -> int | None:
        """What of an expected surplus may be asked: the share that the user gave; None where none is given."""
        given = self.case.limits["step_share"]
        if given is None:
            return None
        share = read_share(given, "limits.step_share")
        return amount * share.numerator // share.denominator


def changes_for_good(available: Sequence[Amount]) -> Amount:
    """After how many months what is available changes for good; 0 where it does not."""
    xp = width(available)
    tail: Amount = 0
    for k, have in enumerate(available[:-1], 1):
        tail = xp.where(have != available[-1], k, tail)
    return xp.where(tail <= len(available) - FOR_GOOD, tail, 0)


def share_in_step(sums: Sequence[int], weights: Sequence[int], ranks: Sequence[int] | None = None) -> list[list[int]]:
    """Monthly sums shared so that every debt's running total stays within a unit of its share of the running sum."""
    pot, running = sum(weights) or 1, 0
    last = range(len(weights)) if ranks is None else ranks
    paid = [0] * len(weights)
    found: list[list[int]] = [[] for _ in weights]
    for amount in sums:
        running += amount
        behind = [running * weight - done * pot for weight, done in zip(weights, paid, strict=True)]
        parts = [max(0, gap // pot) for gap in behind]
        rest = [gap - part * pot for gap, part in zip(behind, parts, strict=True)]
        odd = amount - sum(parts) if any(weights) else 0
        order = sorted(range(len(weights)), key=lambda i: (-rest[i], -weights[i], last[i]))
        for i in order[: max(0, odd)]:
            parts[i] += 1
        for i in [i for i in reversed(order) if parts[i]][: max(0, -odd)]:
            parts[i] -= 1
        for i, part in enumerate(parts):
            paid[i] += part
            found[i].append(part)
    return found


def shared(
    total: int, weights: Sequence[int], floors: Sequence[int], most: Sequence[int], ranks: Sequence[int] | None = None
) -> list[int]:
    """A sum split by weights, nobody below a floor and nobody above what is owed; what nobody is owed is left.

    Examples:
        >>> shared(10000, [1, 1, 2], [0, 3000, 0], [500, 9000, 9000])
        [500, 3167, 6333]
    """
    # Who has no weight has its floor, whatever else is there.
    parts = [0 if weight else floor for weight, floor in zip(weights, floors, strict=True)]
    full = [not weight or not one for weight, one in zip(weights, most, strict=True)]
    while not all(full):
        left = total - sum(part for part, done in zip(parts, full, strict=True) if done)
        open_ = [i for i, done in enumerate(full) if not done]
        order = None if ranks is None else [ranks[i] for i in open_]
        found = split_above(left, [weights[i] for i in open_], [floors[i] for i in open_], order)
        for i, part in zip(open_, found, strict=True):
            parts[i] = min(part, most[i])
        over = [i for i, part in zip(open_, found, strict=True) if part > most[i]]
        if not over:
            break
        for i in over:
            full[i] = True
    return parts


def ranks_by_content(case: Case) -> tuple[int, ...]:
    """The place of each debt in an order by content, without ids and names; equal contents by position."""
    contents = [
        json.dumps(debt.to_dict() | {"id": "", "creditor": "", "currency": debt.currency}, sort_keys=True)
        for debt in case.debts
    ]
    ordered = sorted(range(len(contents)), key=lambda i: (contents[i], i))
    return tuple(ordered.index(i) for i in range(len(contents)))


def _owed_after(case: Case, forgiven: Sequence[Sequence[int]]) -> list[int]:
    """What is owed of each debt after what is forgiven, in the case's currency."""
    return [
        at_rate(max(0, sum(debt.opening) - sum(gone)), case.rates[debt.currency])
        for debt, gone in zip(case.debts, forgiven, strict=True)
    ]


def own_instalment(case: Case, i: int) -> int:
    """The instalment that a priority debt has of its own, in the case's currency; 0 where it has none."""
    debt = case.debts[i]
    if debt.priority_instalment is None or not sum(debt.opening):
        return 0
    units = to_minor(debt.priority_instalment, debt.currency, "priority_instalment")
    return at_rate(units, case.rates[debt.currency])


def _first_month(case: Case, i: int) -> int:
    """The month of a debt's first due date, counted from that of ``as_of``."""
    day = case.first_due or default_first_due(case.as_of, case.debts[i].due_day)[0]
    return month_of(day) - case.first_month
