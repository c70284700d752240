"""The plan document: plain data from which a checker that knows nothing of ours can work every cell out again."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from repayplan.debts.debt import Debt
from repayplan.plans.history import history, read_changes
from repayplan.plans.plan import Part
from repayplan.plans.printed import walk_row
from repayplan.plans.schedule import lay_out
from repayplan.plans.working import Working, given
from repayplan.plans.working import money as _money
from repayplan.terms.terms import Terms
from repayplan.units.components import COMPONENTS
from repayplan.units.dates import month_of, read_date
from repayplan.units.documents import first_difference, read_schema
from repayplan.units.money import from_minor
from repayplan.units.refusal import known_keys, refuse, required, under

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from repayplan.plans.layout import Layout
    from repayplan.plans.plan import Plan, PlanRow

SCHEMA = "repayplan/plan-1"
KEYS = (
    "schema", "as_of", "unit", "minor", "debt", "terms", "changes", "given", "first_due", "spread_over", "instalment",
    "level", "totals", "sums", "concession", "count", "last_due", "by_month", "stages", "rows", "findings",
)  # fmt: skip


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan as plain data: text and whole numbers."""
    debt = plan.debt.to_dict() | {"currency": plan.currency}
    whole = {"schema": SCHEMA, "debt": debt, **plan_outline(plan), "rows": list(_rows(plan))}
    return {key: whole[key] for key in KEYS if key in whole}


def plan_outline(plan: Plan) -> dict[str, Any]:
    """The plan without its rows: its terms, from which each row can be worked out, its totals and its months."""
    return {
        "as_of": str(plan.as_of),
        "unit": _money(plan.layout, 1),
        "minor": str(from_minor(1, plan.currency)),
        "terms": plan.terms.to_dict(),
        "given": given(plan.layout, len(plan.raw)),
        "first_due": str(plan.layout.dates.first_due),
        "spread_over": plan.layout.count if plan.layout.spreads else None,
        "instalment": str(plan.instalment),
        "level": str(plan.instalment) if any(ask.weight for ask in plan.layout.asks) and not plan.stages else None,
        "totals": {name: str(from_minor(units, plan.currency)) for name, units in plan.totals.items()},
        "sums": _sums(plan),
        "concession": {name: str(amount) for name, amount in plan.concession.items()},
        "count": len(plan.raw),
        "last_due": str(plan.last_due),
        "by_month": _by_month(plan),
        "findings": [finding.to_dict() for finding in plan.findings],
        **(history(plan) if plan.changes else {}),
    }


def _sums(plan: Plan) -> dict[str, dict[str, str]]:
    """All rows as one, by component: from the first opening to the last closing."""
    rows, found = [walk_row(row) for row in plan.raw], {}
    for c, name in enumerate(COMPONENTS):
        columns = zip(*(row.part(c) for row in rows), strict=True)
        opening, *moved, closing = ([column[0], *column, column[-1]] for column in columns) if rows else [[0] * 3] * 7
        units = (opening[0], *(sum(column[1:-1]) for column in moved), closing[-1])
        found[name] = dict(zip(Part._fields, (_money(plan.layout, one) for one in units), strict=True))
    return found


def _by_month(plan: Plan) -> list[list[Any]]:
    """What is paid in each month from that of ``as_of``: [amount, how many months in a row]."""
    paid, first = dict[int, int](), month_of(plan.as_of)
    for span, row in zip(plan.spans, plan.raw, strict=True):
        month = month_of(span.due) - first
        paid[month] = paid.get(month, 0) + row.paid
    months = [paid.get(k, 0) for k in range(max(paid, default=-1) + 1)]
    return [[str(from_minor(units, plan.currency)), len(list(run))] for units, run in groupby(months)]


def _rows(plan: Plan) -> Iterator[dict[str, Any]]:
    before = None
    held: Sequence[int] = ()
    for row, (layout, number) in zip(plan.rows, plan.placed, strict=True):
        if layout is not before:
            before, held = layout, [layout.fine * units for units in layout.held.amounts]
        yield _row(row, layout, number, held)
        held = walk_row(row.raw).held


def _row(row: PlanRow, layout: Layout, number: int, held: Sequence[int]) -> dict[str, Any]:
    walked = walk_row(row.raw)

    def shown(units: int) -> str:
        return _money(layout, units)

    return {
        "number": row.number,
        "start": str(row.start),
        "due": str(row.due),
        "days": row.days,
        **Working(layout, number, row.raw, held).cells(),
        "forgone": shown(walked.forgone),
        "asked": shown(walked.asked),
        "payment": str(row.payment),
        "parts": {
            name: dict(zip(Part._fields, map(shown, walked.part(c)), strict=True)) for c, name in enumerate(COMPONENTS)
        },
        # What falls due later: deferred or not yet spread, by component.
        "held": {name: shown(units) for name, units in zip(COMPONENTS, walked.held, strict=True) if units},
    }


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
