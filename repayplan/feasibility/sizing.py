"""Sizing: the most that a household can promise, with the floor kept in the worst month of stated shocks.

What can be asked up to a month is what cash above the floor has then become, less what the shocks take by then. The
most of any shape is the largest function of its kind below that: a line through the origin (level), a convex one
(rising), one that never falls (the household's own months).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.feasibility.cash import Means, short_document
from repayplan.household.household import Household
from repayplan.units.dates import month_text, read_month
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, to_minor
from repayplan.units.rates import percent_text, read_share
from repayplan.units.refusal import made, one_of, refuse, whole
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from fractions import Fraction

    from repayplan.feasibility.seasonal import Seasonal
    from repayplan.plans.plan import Plan

SHAPES = ("level", "rising", "own_months")


class Shocks(NamedTuple):
    """What may happen once each, in whichever month is the worst: income down by a share or a sum, and one cost."""

    share: Fraction | None
    fall: int
    cost: int

    def of(self, income: int) -> int:
        """What a month's income loses [minor units], a share rounded up."""
        if self.share is not None:
            return -(-income * self.share.numerator // self.share.denominator)
        return min(self.fall, max(0, income))


@dataclass(frozen=True)
class Sizing(Shown):
    """The most that a household can pay in a shape. Made by :func:`size`.

    Attributes:
        shape: ``level``, ``rising`` or ``own_months``.
        ledger: ``declared`` or ``verified``.
        currency: of every amount.
        first: running number of the first month.
        units: the payment of each month [minor units].
        rooms: what can have been paid by the end of each month [minor units]; below nothing where cash falls below
            the floor without any payment.
        shocks: what may happen.
        from_cash: whether cash at the start may be used.
        household: whose it is.

    Examples:
        >>> import repayplan as rp
        >>> home = rp.sample("gig-seasonal").household
        >>> found = rp.size(home, "2026-12", months=12)
        >>> found.amount, found.binding_month, found.total
        (Decimal('975.00'), '2027-03', Decimal('11700.00'))
        >>> rp.size(home, "2026-12", months=12, shape="own_months").total
        Decimal('20800.00')
    """

    shape: str
    ledger: str
    currency: str
    first: int
    units: tuple[int, ...]
    rooms: tuple[int, ...]
    shocks: Shocks
    from_cash: bool
    household: Household

    @property
    def months(self) -> list[str]:
        """The months, as ``"2026-12"``."""
        return [month_text(self.first + k) for k in range(len(self.units))]

    @property
    def payments(self) -> list[Decimal]:
        """The payment of each month [currency]."""
        return [from_minor(units, self.currency) for units in self.units]

    @property
    def amount(self) -> Decimal:
        """The level payment, or the first of rising ones; of own months the least [currency]."""
        return from_minor(min(self.units), self.currency)

    @property
    def total(self) -> Decimal:
        """All payments together [currency]."""
        return from_minor(sum(self.units), self.currency)

    @property
    def binding_month(self) -> str | None:
        """The first month by which no more can have been paid: it is the reason why a level sum is not larger."""
        short = self.short
        if short is not None:
            return short[0]
        if not self.from_cash:
            return self.months[self.rooms.index(min(self.rooms))]
        left = [room - paid for room, paid in zip(self.rooms, accumulate(self.units), strict=True)]
        counts = range(1, len(left) + 1)
        # One unit more each month until then would be too much.
        bound = [k for k, room in zip(counts, left, strict=True) if room < (k if self.shape == "level" else 1)]
        return self.months[bound[0] - 1] if bound else None

    @property
    def short(self) -> tuple[str, Decimal] | None:
        """First month and sum by which cash is below the floor with no payment at all [currency]; None: it is not."""
        for month, room in zip(self.months, self.rooms, strict=True):
            if room < 0:
                return month, from_minor(-room, self.currency)
        return None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the sum rests on."""
        found = []
        if self.short is not None:
            found.append(Finding("sizing_short", {"month": self.short[0], "amount": self.short[1]}))
        if not (self.shocks.share or self.shocks.fall or self.shocks.cost):
            found.append(Finding("sizing_without_shocks", {}))
        return tuple(found)

    def like(self, plan: Plan) -> Seasonal:
        """A level plan's payments moved into the household's months, worth the same at the contract's rate.

        Raises:
            InputError: another shape than ``own_months``, or a plan that does not begin with these months.
        """
        from repayplan.feasibility.seasonal import seasonal

        return seasonal(self, plan)

    def parts(self, language: str = "en") -> list[Any]:
        """The payments, and what they rest on."""
        from repayplan.feasibility.sizing_tables import sizing_parts

        return sizing_parts(self, language)

    def to_dict(self) -> dict[str, Any]:
        """The sizing as plain data."""
        shocks = {
            "income_fall": percent_text(self.shocks.share)
            if self.shocks.share is not None
            else str(from_minor(self.shocks.fall, self.currency)),
            "cost": str(from_minor(self.shocks.cost, self.currency)),
        }
        return {
            "shape": self.shape,
            "ledger": self.ledger,
            "currency": self.currency,
            "from_cash": self.from_cash,
            "shocks": shocks,
            "months": self.months,
            "payments": [str(payment) for payment in self.payments],
            "amount": str(self.amount),
            "total": str(self.total),
            "binding_month": self.binding_month,
            "short": short_document(self.short),
            "findings": [finding.to_dict() for finding in self.findings],
        }


def size(
    home: Household, start: str, months: int = 12, shape: str = "level", *, ledger: str = "declared",
    income_fall: object = None, cost: object = None, step: object = None, from_cash: bool = True,
) -> Sizing:  # fmt: skip
    """The most that a household can pay each month, with cash never below its floor.

    Args:
        home: the household: its cash, what it keeps back, its reserve.
        start: the first month, as ``"2026-12"``; the cash is that at its beginning. Something is paid in every month
            from it on, at its end.
        months: how many.
        shape: ``level``; ``rising``, the most of payments that never fall; ``own_months``, as early as money is there.
        ledger: ``declared`` or ``verified``.
        income_fall: one month's income may be down by so much, a share (``"20%"``) or a sum [currency], in whichever
            month is the worst.
        cost: one cost [currency], in whichever month is the worst, the same one or another.
        step: of ``rising``: by how much each payment is more than the one before [currency]; None: as it comes.
        from_cash: False leaves the cash at the start unused: each month pays from what itself leaves.

    Returns:
        A :class:`Sizing`; its payments are nothing where cash falls below the floor without them.

    Raises:
        InputError: an unknown shape or ledger, a negative sum, or more months than a line by month has without
            ``beyond``.

    Examples:
        >>> import repayplan as rp
        >>> home = rp.Household(currency="USD", cash="300", incomes=[rp.Income("pay", "1000")],
        ...     spending=[rp.Spending("all", "800")])
        >>> [rp.size(home, "2026-12", 6, cost=cost, income_fall="10%").amount for cost in ("0", "300", "500")]
        [Decimal('233.33'), Decimal('100.00'), Decimal('0.00')]
        >>> rp.size(home, "2026-12", 6, from_cash=False).amount
        Decimal('200.00')
    """
    one_of(shape, SHAPES, "shape")
    made(home, Household, "home")
    if step is not None and shape != "rising":
        refuse("step", step, "nothing for this shape", 'say shape="rising", or leave step out')
    shocks = _read_shocks(income_fall, cost, home.currency)
    first, count = read_month(start, "start"), whole(months, "months", 1, 1200)
    means = Means.of(home, first, count, ledger)
    income = home.income_months(first, count, ledger)
    falls = [shocks.of(month) for month in income]
    if from_cash:
        rooms = _rooms(means, falls, shocks.cost)
        units = _SHAPES[shape](rooms) if step is None else _stepped(rooms, to_minor(step, home.currency, "step"))
    else:
        rooms = [max(0, _left(means, k, falls[k] + shocks.cost)) for k in range(count)]
        units = _from_months(rooms, shape, None if step is None else to_minor(step, home.currency, "step"))
    return Sizing(
        shape, ledger, home.currency, first, tuple(units), tuple(rooms), shocks, from_cash, home
    )  # fmt: skip


def _read_shocks(income_fall: object, cost: object, currency: str) -> Shocks:
    units = 0 if cost is None else to_minor(cost, currency, "cost")
    if isinstance(income_fall, str) and income_fall.strip().endswith("%"):
        return Shocks(read_share(income_fall, "income_fall"), 0, units)
    return Shocks(None, 0 if income_fall is None else to_minor(income_fall, currency, "income_fall"), units)


def _left(means: Means, month: int, less: int) -> int:
    """What a month leaves, with so much less of surplus, after what is kept back."""
    surplus = means.surplus[month] - less
    kept: int = means.keeping.of(surplus)
    return surplus - kept


def _rooms(means: Means, falls: Sequence[int], cost: int) -> list[int]:
    """What can have been paid by the end of each month, with both shocks wherever they take the most by then.

    What a shock takes of cash is less than itself where less is kept back then: each is worked out for its month.
    """
    rooms, cash, worst, worst_fall, worst_cost = [], means.opening - means.floor, 0, 0, 0
    for month, have in enumerate(means.available):
        cash += have
        fall, spent, both = (have - _left(means, month, less) for less in (falls[month], cost, falls[month] + cost))
        worst = max(worst, fall + worst_cost, spent + worst_fall, both)
        worst_fall, worst_cost = max(worst_fall, fall), max(worst_cost, spent)
        rooms.append(cash - worst)
    return rooms


def _level(rooms: Sequence[int]) -> list[int]:
    """The largest sum whose multiples are never above the rooms."""
    return [max(0, min(room // k for k, room in enumerate(rooms, 1)))] * len(rooms)


def _rising(rooms: Sequence[int]) -> list[int]:
    """The largest payments that never fall: their sums are the largest convex function below the rooms."""
    units, paid = [], 0
    for k in range(len(rooms)):
        units.append(max(0, min((room - paid) // n for n, room in enumerate(rooms[k:], 1))))
        paid += units[-1]
    return units if min(rooms) >= 0 else [0] * len(rooms)


def _stepped(rooms: Sequence[int], step: int) -> list[int]:
    """Payments that each are a step more than the one before; nothing where the first would be below nothing."""
    first = min((room - step * k * (k - 1) // 2) // k for k, room in enumerate(rooms, 1))
    return [first + step * k if first >= 0 else 0 for k in range(len(rooms))]


def _own_months(rooms: Sequence[int]) -> list[int]:
    """As much as early as can be: the sums are the largest that never fall below what later months carry."""
    most = list(accumulate(reversed(rooms), min))[::-1]
    if most[0] < 0:
        return [0] * len(rooms)
    return [now - before for now, before in zip(most, [0, *most], strict=False)]


_SHAPES = {"level": _level, "rising": _rising, "own_months": _own_months}


def _from_months(rooms: Sequence[int], shape: str, step: int | None) -> list[int]:
    """The shapes that ask of no month more than itself leaves."""
    if shape == "own_months":
        return list(rooms)
    if step is not None:
        first = min(room - step * k for k, room in enumerate(rooms))
        return [first + step * k if first >= 0 else 0 for k in range(len(rooms))]
    if shape == "level":
        return [min(rooms)] * len(rooms)
    return list(accumulate(reversed(rooms), min))[::-1]
