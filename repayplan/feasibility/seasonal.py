"""A level plan's payments moved into the months in which a household's money comes in, worth the same."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from operator import mul
from typing import TYPE_CHECKING, Any

from repayplan.debts.accrual import pieces
from repayplan.feasibility.cash import Means
from repayplan.units.dates import month_of, month_text
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor
from repayplan.units.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from repayplan.feasibility.sizing import Sizing
    from repayplan.plans.plan import Plan


@dataclass(frozen=True)
class Seasonal:
    """Payments that follow a household's months. Made by :meth:`Sizing.like`.

    Attributes:
        currency: of every amount.
        units: the payment of each row of the plan [minor units].
        worth: present value at the contract's rate [minor units, exact].
        plan_worth: that of the plan [minor units, exact].
        fails: ``present value`` where the household's months cannot be worth what the plan is, None where both hold:
            the present value is the plan's within a minor unit for each row, and nothing is asked before it comes in.
        months: of the payments.

    Examples:
        >>> import repayplan as rp
        >>> home = rp.sample("gig-seasonal").household
        >>> debt = rp.Debt(id="A", currency="CNY", principal="9000", rate="18%")
        >>> plan = rp.schedule(debt, rp.Terms(instalments=12), as_of="2026-12-01")
        >>> found = rp.size(home, "2026-12", 12, "own_months").like(plan)
        >>> found.fails, [str(payment) for payment in found.payments[:4]]
        (None, ['1059.67', '385.34', '0.00', '433.50'])
    """

    currency: str
    units: tuple[int, ...]
    worth: Fraction
    plan_worth: Fraction
    fails: str | None
    months: tuple[str, ...]

    @property
    def payments(self) -> list[Decimal]:
        """The payment of each row [currency]."""
        return [from_minor(units, self.currency) for units in self.units]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Which of the two fails."""
        if self.fails is None:
            return ()
        missing = from_minor(int(-(-(self.plan_worth - self.worth) // 1)), self.currency)
        return (Finding("seasonal_worth_less", {"amount": missing}),)

    def to_dict(self) -> dict[str, Any]:
        """As plain data; worth is rounded down to the minor unit."""
        return {
            "months": list(self.months),
            "payments": [str(payment) for payment in self.payments],
            "worth": str(from_minor(int(self.worth // 1), self.currency)),
            "plan_worth": str(from_minor(int(self.plan_worth // 1), self.currency)),
            "fails": self.fails,
        }


def seasonal(sizing: Sizing, plan: Plan) -> Seasonal:
    """See :meth:`Sizing.like`."""
    if sizing.shape != "own_months":
        refuse("shape", sizing.shape, "own_months", 'size with shape="own_months"')
    if plan.currency != sizing.currency:
        refuse("plan.currency", plan.currency, f"the household's, {sizing.currency}")
    months = [month_of(span.due) - sizing.first for span in plan.spans]
    if not months or months[0] < 0 or months[-1] >= len(sizing.units):
        refuse("plan", str(plan.as_of), "due dates within the months that were sized", "size more months")
    rooms = [sum(sizing.units[:count]) for count in _months_in(sizing, plan)]
    discounts = list(accumulate(_discounts(plan), mul))
    wanted = worth([row.paid for row in plan.raw], discounts)
    most = [now - before for now, before in zip(rooms, [0, *rooms], strict=False)]
    there = worth(most, discounts)
    share = min(Fraction(1), wanted / there) if there else Fraction(0)
    # Sums are rounded down: they stay below what has come in, and each row is off by less than a unit.
    sums = [int(room * share // 1) for room in rooms]
    units = tuple(now - before for now, before in zip(sums, [0, *sums], strict=False))
    found = worth(units, discounts)
    fails = None if wanted - found <= len(units) else "present value"
    return Seasonal(
        sizing.currency, units, found, wanted, fails, tuple(month_text(sizing.first + m) for m in months)
    )  # fmt: skip


def _months_in(sizing: Sizing, plan: Plan) -> list[int]:
    """How many months' money is there by each due date: where pay-days are known, a month's from its last one on."""
    timing = Means.of(sizing.household, sizing.first, len(sizing.units), sizing.ledger).timing
    found = []
    for span in plan.spans:
        month = month_of(span.due) - sizing.first
        last = 0 if timing is None else max((day for day, units in timing.steps[month] if units > 0), default=0)
        found.append(month + (span.due.day >= last))
    return found


def _discounts(plan: Plan) -> Iterator[Fraction]:
    """What a unit at the end of each period is worth at its start, at the contract's rate."""
    if plan.debt.path.flat:
        refuse("plan.debt.rate", "a flat fee", "a rate on what is owed", "a flat fee does not say what time costs")
    for span in plan.spans:
        grown = sum((piece.accrual for piece in pieces(plan.debt.path, span, span.start, span.due)), Fraction(1))
        yield 1 / grown


def worth(payments: Sequence[int], discounts: Sequence[Fraction]) -> Fraction:
    """Present value [minor units, exact]."""
    return sum((pay * discount for pay, discount in zip(payments, discounts, strict=True)), Fraction(0))
