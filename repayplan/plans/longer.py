"""Where paying more at first takes longer: tiers and rounded minimums ask less of a smaller balance."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from repayplan.engine.solve import smallest
from repayplan.plans.ahead import owing
from repayplan.plans.layout import Layout
from repayplan.terms.shape import MOST_ROWS
from repayplan.units.components import PRINCIPAL
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, to_minor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from repayplan.engine.walk import Row
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
    rows = list(minimum.raw)
    left = rows[0].closing[PRINCIPAL]
    for extra in sorted({more for more in _candidates(minimum) if 0 < more < left}):
        after = 1 + sum(1 for _ in _after(minimum, extra))
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
    """First payments above the minimum that may be worse than it [minor units]: the smallest that cross a step."""
    formula, left = minimum.debt.minimum, minimum.raw[0].closing[PRINCIPAL]
    formulas = (formula, *formula.greater_of, *(tier.formula for tier in formula.tiers))
    bounds = {
        to_minor(t.up_to, minimum.currency, "up_to") for one in formulas for t in one.tiers if t.up_to is not None
    }

    def second(extra: int) -> Row:
        return next(_after(minimum, extra))

    def crosses(reached: Callable[[Row], bool]) -> Iterator[int]:
        if reached(second(left)) and not reached(second(0)):
            yield smallest(lambda extra: reached(second(extra)), 1, 1, left)

    for bound in sorted(bounds, reverse=True):
        yield from crosses(partial(_owes_at_most, bound))
    if any(one.unit for one in formulas):
        asks = second(0).asked
        yield from crosses(lambda row: row.asked < asks)


def _owes_at_most(most: int, row: Row) -> bool:
    """Whether what is due in a row is within a tier."""
    return bool(sum(row.opening) + sum(row.accrued) <= most)


def _after(minimum: Plan, extra: int) -> Iterator[Row]:
    """The rows of the minimum after the first one, where that was larger."""
    closing = [*minimum.raw[0].closing]
    closing[PRINCIPAL] -= extra
    debt, spans = owing(minimum.debt, closing), minimum.layout.spans
    dates = minimum.layout.dates._replace(as_of=spans[0].due, first_due=spans[1].due, within=None)
    yield from Layout(debt, minimum.terms.but(first_due=None), dates, MOST_ROWS).rows(0)
