"""Where paying more at first takes longer: tiers and rounded minimums ask less of a smaller balance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.debts.contract import asked
from repayplan.engine.solve import smallest
from repayplan.plans.schedule import lay_out
from repayplan.units.components import COMPONENTS, PRINCIPAL
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, to_minor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repayplan.plans.plan import Plan


def larger_payment_longer(minimum: Plan) -> Finding | None:
    """The smallest first payment above the minimum that is found to make the path longer; None where none is.

    Of formulas without tiers and rounding none can. Looked at are the sums that bring what is owed after the first
    payment to the next lower tiers, and the least that makes the next minimum smaller by a step of its rounding.

    Examples:
        >>> import repayplan as rp
        >>> tiers = {"tiers": [{"up_to": "500", "amount": "25"}, {"amount": "50"}]}
        >>> card = rp.Debt(id="A", principal="540", rate="12%", day_count="equal-periods", currency="USD",
        ...                minimum=tiers)
        >>> found = larger_payment_longer(rp.forecast(card, as_of="2026-12-31").minimum)
        >>> str(found.numbers["extra"]), found.numbers["months"], found.numbers["after"]
        ('0.35', 22, 24)
    """
    formula = minimum.debt.minimum
    able = minimum.clears and len(minimum.raw) > 1 and minimum.layout.fine == 1 and not minimum.debt.balances
    if not able or formula is None or minimum.debt.contractual_payment is not None:
        return None
    left = minimum.raw[0].closing[PRINCIPAL]
    for extra in sorted({more for more in _candidates(minimum) if 0 < more < left}):
        after = 1 + _months_after(minimum, extra)
        if after > len(minimum.raw):
            more = from_minor(extra, minimum.currency)
            numbers: dict[str, Any] = {
                "debt": minimum.debt.id,
                "extra": more,
                "months": len(minimum.raw),
                "after": after,
            }
            return Finding("larger_payment_longer", numbers)
    return None


def _candidates(minimum: Plan) -> Iterator[int]:
    """First payments above the minimum that may be worse than it [minor units]."""
    formula, closing, currency = minimum.debt.minimum, list(minimum.raw[0].closing), minimum.currency
    formulas = (formula, *formula.greater_of, *(tier.formula for tier in formula.tiers))
    second = sum(minimum.raw[1].accrued)
    for one in formulas:
        for tier in one.tiers:
            if tier.up_to is not None:
                yield sum(closing) + second - to_minor(tier.up_to, currency, "up_to")
                yield sum(closing) - to_minor(tier.up_to, currency, "up_to")
    if any(one.unit for one in formulas):

        def asks_less(extra: int) -> bool:
            due = [*closing]
            due[PRINCIPAL] -= extra
            return asked(minimum.debt, due) < asked(minimum.debt, closing)

        if asks_less(closing[PRINCIPAL]):
            yield smallest(asks_less, 1, 1, closing[PRINCIPAL])


def _months_after(minimum: Plan, extra: int) -> int:
    """How many payments the minimum takes after the first one, where that was larger."""
    owed: dict[str, Any] = {
        name: from_minor(units, minimum.currency)
        for name, units in zip(COMPONENTS, minimum.raw[0].closing, strict=True)
    }
    owed["principal"] -= from_minor(extra, minimum.currency)
    spans = minimum.layout.spans
    terms = minimum.terms.but(first_due=spans[1].due)
    return len(lay_out(minimum.debt.as_one(arrears=None, **owed), terms, spans[0].due).raw)
