"""A plan as a table of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.words.formats import amount
from repayplan.words.labels import label
from repayplan.words.sentences import sentence
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from repayplan.plans.plan import Plan

SUMS = ("opening", "accrued", "payment", "to_principal", "to_interest", "to_penalty", "to_fees", "waived", "closing")


def plan_parts(plan: Plan, language: str = "en") -> list[Any]:
    """The rows, columns that are nothing throughout left out, and what is to be said about the plan."""
    shown = [name for name in SUMS if name in SUMS[:3] or name == "closing" or any(getattr(r, name) for r in plan.rows)]
    title = label("plan", language, debt=plan.debt.id, creditor=plan.debt.creditor, currency=plan.currency)
    table = Table(
        title,
        (("", "right"), (label("due", language), "left"), *((label(name, language), "right") for name in shown)),
        tuple(
            (str(row.number), str(row.due), *(amount(getattr(row, name)) for name in shown)) for row in plan.rows
        ),
    )  # fmt: skip
    return [table, *(sentence(finding, language) for finding in plan.findings)]
