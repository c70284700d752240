"""The plan document: plain data from which a checker that knows nothing of ours can work every cell out again."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.debts.accrual import pieces
from repayplan.debts.debt import Debt
from repayplan.plans.course import accruals
from repayplan.plans.schedule import lay_out
from repayplan.terms.terms import Terms
from repayplan.units.components import COMPONENTS
from repayplan.units.dates import read_date
from repayplan.units.documents import first_difference, read_schema
from repayplan.units.money import from_minor
from repayplan.units.refusal import known_keys, refuse, required, under

if TYPE_CHECKING:
    from repayplan.debts.accrual import Piece, Span
    from repayplan.plans.plan import Plan, PlanRow

SCHEMA = "repayplan/plan-1"
KEYS = ("schema", "as_of", "debt", "terms", "first_due", "spread_over", "instalment", "totals", "rows", "findings")


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan as plain data: text and whole numbers."""
    outline = plan_outline(plan)
    rows = [_row(plan, row, span) for row, span in zip(plan.rows, plan.layout.spans, strict=False)]
    debt = plan.debt.to_dict() | {"currency": plan.currency}
    whole = {"schema": SCHEMA, "debt": debt, **outline, "rows": rows}
    return {key: whole[key] for key in KEYS}


def plan_outline(plan: Plan) -> dict[str, Any]:
    """The plan without its rows: its terms, from which each row can be worked out, and its totals."""
    totals = {
        "paid": plan.total_paid,
        "interest": plan.total_interest,
        "waived": plan.total_waived,
        "forgone": plan.total_forgone,
    }
    return {
        "as_of": str(plan.as_of),
        "terms": plan.terms.to_dict(),
        "first_due": str(plan.layout.dates.first_due),
        "spread_over": plan.layout.count if plan.layout.releases else None,
        "instalment": str(plan.instalment),
        "totals": {name: str(amount) for name, amount in totals.items()},
        "findings": [finding.to_dict() for finding in plan.findings],
    }


def _row(plan: Plan, row: PlanRow, span: Span) -> dict[str, Any]:
    def money(units: int) -> str:
        return str(from_minor(units, plan.currency))

    return {
        "number": row.number,
        "start": str(row.start),
        "due": str(row.due),
        "days": row.days,
        "accruals": _accruals(plan, span),
        "contract": _contract(plan, row, span),
        "forgone": money(row.raw.forgone),
        "asked": money(row.raw.asked),
        "payment": money(row.raw.paid),
        "parts": {name: {n: str(v) for n, v in part._asdict().items()} for name, part in row.parts.items()},
        # What falls due later: deferred or not yet spread, by component.
        "held": {name: money(units) for name, units in zip(COMPONENTS, row.raw.held, strict=True) if units},
    }


def _accruals(plan: Plan, span: Span) -> list[dict[str, Any]]:
    """What accrues on the row's days, by what becomes of it, each with one rounding; a pause accrues nothing."""
    return [
        {"becomes": becomes, "days": sum(piece.days for piece in found)}
        | ({} if becomes == "pause" else _fraction(found))
        for becomes, found in accruals(plan.layout.bearing, span)
    ]


def _contract(plan: Plan, row: PlanRow, span: Span) -> dict[str, Any] | None:
    """The contract's accrual of the row, where the row accrues less."""
    contract = (None,) * bool(plan.layout.down) + plan.layout.course.contract
    if contract[row.number - plan.rows[0].number] is None:
        return None
    return _fraction(pieces(plan.debt.path, span, span.start, span.due))


def _fraction(found: list[Piece]) -> dict[str, Any]:
    """Rate x share of each step, and their sum as one fraction of what bears interest."""
    total = sum((piece.accrual for piece in found), Fraction(0))
    steps = [{"rate": str(piece.rate), "days": piece.days, "share": str(piece.share)} for piece in found]
    return {"steps": steps, "numerator": total.numerator, "denominator": total.denominator}


def read_plan(data: object) -> Plan:
    """The plan that a document holds, worked out anew from its input and compared cell by cell."""
    document = known_keys(data, KEYS, "")
    read_schema(document, SCHEMA)
    as_of = read_date(required(document, "as_of", ""), "as_of")
    given_debt, given_terms = required(document, "debt", ""), required(document, "terms", "")
    with under("debt"):
        debt = Debt.from_dict(given_debt)
    with under("terms"):
        terms = Terms.from_dict(given_terms)
    plan = lay_out(debt, terms, as_of)
    if found := first_difference(document, plan_document(plan)):
        path, given, worked_out = found
        refuse(path, given, f"{worked_out!r}, which the plan's own input gives", "correct it, or make the plan anew")
    return plan
