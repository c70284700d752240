"""The plan document: plain data from which a checker that knows nothing of ours can work every cell out again."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.debts.debt import Debt
from repayplan.plans.billed import BilledLayout
from repayplan.plans.course import accruals, by_contract, worth
from repayplan.plans.history import history, read_changes
from repayplan.plans.plan import Part
from repayplan.plans.printed import exactly, walk_row
from repayplan.plans.schedule import lay_out
from repayplan.terms.terms import Terms
from repayplan.units.components import COMPONENTS
from repayplan.units.dates import read_date
from repayplan.units.documents import first_difference, read_schema
from repayplan.units.money import from_minor
from repayplan.units.refusal import known_keys, refuse, required, under

if TYPE_CHECKING:
    from repayplan.debts.accrual import Piece, Span
    from repayplan.plans.layout import Layout
    from repayplan.plans.plan import Plan, PlanRow

SCHEMA = "repayplan/plan-1"
KEYS = (
    "schema", "as_of", "debt", "terms", "changes", "first_due", "spread_over", "instalment", "totals", "stages", "rows",
    "findings",
)  # fmt: skip


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan as plain data: text and whole numbers."""
    outline = plan_outline(plan)
    rows = [_row(row, *placed) for row, placed in zip(plan.rows, plan.placed, strict=True)]
    debt = plan.debt.to_dict() | {"currency": plan.currency}
    whole = {"schema": SCHEMA, "debt": debt, **outline, "rows": rows}
    return {key: whole[key] for key in KEYS if key in whole}


def plan_outline(plan: Plan) -> dict[str, Any]:
    """The plan without its rows: its terms, from which each row can be worked out, and its totals."""
    return {
        "as_of": str(plan.as_of),
        "terms": plan.terms.to_dict(),
        "first_due": str(plan.layout.dates.first_due),
        "spread_over": plan.layout.count if plan.layout.spreads else None,
        "instalment": str(plan.instalment),
        "totals": {name: str(from_minor(units, plan.currency)) for name, units in plan.totals.items()},
        "findings": [finding.to_dict() for finding in plan.findings],
        **(history(plan) if plan.changes else {}),
    }


def _row(row: PlanRow, layout: Layout, number: int) -> dict[str, Any]:
    walked = walk_row(row.raw)

    def money(units: int) -> str:
        return format(from_minor(exactly(units, layout.fine), layout.debt.currency), "f")

    return {
        "number": row.number,
        "start": str(row.start),
        "due": str(row.due),
        "days": row.days,
        "accruals": _accruals(layout, number),
        "contract": _contract(layout, number),
        "forgone": money(walked.forgone),
        "asked": money(walked.asked),
        "payment": str(row.payment),
        "parts": {
            name: dict(zip(Part._fields, map(money, walked.part(c)), strict=True)) for c, name in enumerate(COMPONENTS)
        },
        # What falls due later: deferred or not yet spread, by component.
        "held": {name: money(units) for name, units in zip(COMPONENTS, walked.held, strict=True) if units},
    }


def _span(layout: Layout, number: int) -> Span:
    """The days that a row's interest counts; a down payment has none."""
    return layout.course.counted[number] if number >= 0 else layout.spans[0]


def _accruals(layout: Layout, number: int) -> list[dict[str, Any]]:
    """What accrues on the row's days, by what becomes of it, each with one rounding; a pause accrues nothing.

    Of a card's balances it is the exact sum, and what is owed on each.
    """
    if isinstance(layout, BilledLayout):
        span, row = _span(layout, number), layout.billed[number]
        owed = {
            balance.name: format(from_minor(exactly(units, layout.fine), layout.debt.currency), "f")
            for balance, units in zip(layout.debt.balances, row.owed, strict=True)
        }
        return [
            {"becomes": "run", "days": (span.due - span.start).days, "balances": owed,
             "numerator": row.accrued.numerator, "denominator": row.accrued.denominator}
        ]  # fmt: skip
    return [
        {"becomes": becomes, "days": sum(piece.days for piece in found)}
        | ({} if becomes == "pause" else _fraction(layout, found))
        for becomes, found in accruals(layout.bearing, _span(layout, number), max(0, number))
    ]


def _contract(layout: Layout, number: int) -> dict[str, Any] | None:
    """The contract's accrual of the row, where the row accrues less."""
    if number < 0 or isinstance(layout, BilledLayout) or layout.course.contract[number] is None:
        return None
    return _fraction(layout, by_contract(layout.bearing, _span(layout, number)))


def _fraction(layout: Layout, found: list[Piece]) -> dict[str, Any]:
    """Rate x share of each step, and their sum as one fraction of what bears interest."""
    total = sum((worth(layout.bearing, piece) for piece in found), Fraction(0))
    steps = [{"rate": str(piece.rate), "days": piece.days, "share": str(piece.share)} for piece in found]
    return {"steps": steps, "numerator": total.numerator, "denominator": total.denominator}


def read_plan(data: object) -> Plan:
    """The plan that a document holds, worked out anew from its input and compared cell by cell."""
    document = known_keys(read_schema(data, SCHEMA), KEYS, "")
    as_of = read_date(required(document, "as_of", ""), "as_of")
    given_debt, given_terms = required(document, "debt", ""), required(document, "terms", "")
    with under("debt"):
        debt = Debt.from_dict(given_debt)
    with under("terms"):
        terms = Terms.from_dict(given_terms)
    plan = lay_out(debt, terms, as_of).changed(*read_changes(document.get("changes")))
    if found := first_difference(document, plan_document(plan)):
        path, given, worked_out = found
        refuse(path, given, f"{worked_out!r}, which the plan's own input gives", "correct it, or make the plan anew")
    return plan
