"""The warning on a US statement: how long the minimum takes, and what the payment that clears in 36 months saves."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from repayplan.plans.card import card_path, payment_36
from repayplan.plans.schedule import lay_out
from repayplan.terms.shapes import Level
from repayplan.units.money import from_minor, own_context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repayplan.plans.card import CardPath
    from repayplan.plans.plan import Plan
    from repayplan.rules.rule import Rule

# The second payment that the warning names.
WARNED_MONTHS = 36


class Warning36(NamedTuple):
    """What a US statement says about the minimum, and about the payment that clears in 36 months.

    Attributes:
        months: payments at the minimum, None where it never clears.
        total: paid in all at the minimum [currency].
        payment: the level payment that clears in 36 months; None where the minimum alone clears as soon [currency].
        payment_total: paid in all at it [currency].
        savings: what it saves, in whole units of the currency.
        tolerance: months within which a statement's own estimate is right.
        rule: id of the rule; None where the place has none.
    """

    months: int | None
    total: Decimal
    payment: Decimal | None
    payment_total: Decimal | None
    savings: Decimal | None
    tolerance: int | None
    rule: str | None

    def agrees(self, printed: int) -> bool:
        """Whether a statement's own number of months is within the tolerance.

        Examples:
            >>> found = Warning36(94, Decimal(1872), None, None, None, 2, None)
            >>> found.agrees(96), found.agrees(97)
            (True, False)
        """
        return self.months is not None and abs(printed - self.months) <= (self.tolerance or 0)


@own_context()
def warned(minimum: Plan, months: int | None, total: Decimal, rules: Mapping[str, Rule]) -> Warning36:
    """The warning for a path at the minimum; of a card with several balances as Appendix M2 works it out."""
    payment = whole = savings = None
    if minimum.debt.balances and minimum.debt.minimum is not None and minimum.raw:
        path = _by_appendix(minimum)
        months, total = path.months, path.total
    if minimum.raw and (months is None or months >= WARNED_MONTHS):
        payment = _clears_in(minimum, WARNED_MONTHS)
        if minimum.debt.balances:
            payment = from_minor(payment_36(minimum.debt, minimum.layout.dates), minimum.currency)
        whole = payment * WARNED_MONTHS
        savings = None if months is None else (total - whole).quantize(Decimal(1), ROUND_HALF_UP)
    rule, tolerance = (rules.get(f"card.minimum_warning.{name}") for name in ("contents", "tolerance"))
    return Warning36(
        months, total, payment, whole, savings,
        None if tolerance is None else int(str(tolerance.value)), None if rule is None else rule.id,
    )  # fmt: skip


def _by_appendix(minimum: Plan) -> CardPath:
    """The balances apart: the minimum of the last statement, unless its formula asks for the interest since."""
    formula = minimum.debt.minimum
    since = any(one.interest for one in (formula, *formula.greater_of, *(tier.formula for tier in formula.tiers)))
    base = "due" if since else "statement"
    first_due = minimum.terms.first_due
    return card_path(minimum.debt, None, minimum.as_of, first_due, base=base, promotion="month it ends")


def _clears_in(minimum: Plan, months: int) -> Decimal:
    """The level payment that clears in so many months, to the nearest minor unit, as a statement prints it."""
    terms = minimum.terms
    nearest = replace(terms.conventions, instalment_rounding="half-up")
    level = replace(terms, shape=Level(), instalments=months, conventions=nearest)
    return lay_out(minimum.debt, level, minimum.as_of).instalment
