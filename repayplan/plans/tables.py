"""A plan as a table of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.plans.warning import WARNED_MONTHS
from repayplan.units.money import own_context
from repayplan.words.formats import amount, percent
from repayplan.words.labels import label
from repayplan.words.sentences import sentence
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from repayplan.plans.cliff import Cliff
    from repayplan.plans.forecast import Forecast
    from repayplan.plans.plan import Plan

# Instalments kept that a table of the cliff shows; every one is in its data.
KEPT = (1, 2, 3, 6, 12, 18, 24, 36, 48, 60)
VOID = ("paid", "planned", "owed_void", "comes_back", "without", "better_by")
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


def plan_columns(plan: Plan) -> dict[str, list[Any]]:
    """The rows as columns: numbers, days and sums."""
    names = ("number", "start", "due", "days", *SUMS[:3], *SUMS[3:7], "waived", "forgone", "closing")
    return {name: [getattr(row, name) for row in plan.rows] for name in names}


def cliff_parts(cliff: Cliff, language: str = "en") -> list[Any]:
    """The cliff after some instalments, the last one among them, and what is to be said about it."""
    last = len(cliff.rows)
    chosen = [cliff.after(k) for k in sorted({*(k for k in KEPT if k < last), last})]
    table = Table(
        label("cliff", language, debt=cliff.debt, currency=cliff.currency),
        (
            (label("kept", language), "right"), (label("due", language), "left"),
            *((label(name, language), "right") for name in VOID),
        ),
        tuple(
            (
                str(row.kept), str(row.due), amount(row.paid), amount(row.planned), amount(row.owed),
                amount(row.comes_back), amount(row.without), amount(row.better_by),
            )
            for row in chosen
        ),
    )  # fmt: skip
    return [table, *(sentence(finding, language) for finding in cliff.findings)]


def forecast_parts(forecast: Forecast, language: str = "en") -> list[Any]:
    """What doing nothing costs, what the contract's payment takes, and what is to be said."""
    plan = forecast.nothing
    nothing = Table(
        label("doing_nothing", language, debt=plan.debt.id, currency=plan.currency),
        (
            (label("after_months", language), "right"), (label("due", language), "left"),
            (label("days_past_due", language), "right"), (label("stage", language), "left"),
            (label("owed", language), "right"), (label("accrued", language), "right"),
        ),
        tuple(
            (str(cost.months), str(cost.due), str(cost.days_past_due), cost.stage, amount(cost.owed), amount(cost.cost))
            for cost in forecast.cost_of_nothing
        ),
    )  # fmt: skip
    tables = [nothing] if plan.raw else []
    if plan.raw and not forecast.findings:
        tables.append(_at_minimum(forecast, language))
    return [*tables, *(sentence(finding, language) for finding in forecast.said)]


@own_context()
def _at_minimum(forecast: Forecast, language: str) -> Table:
    """The contract's payment for ever; beside it, where that is longer, the sum that clears in 36 months."""
    rows = [(label("payment", language), amount(forecast.minimum.rows[0].payment))]
    if forecast.months is None:
        rows.append((label("until_cleared", language), label("never", language)))
    else:
        rows.append((label("until_cleared", language), str(forecast.months)))
        rows.append((label("total_paid", language), amount(forecast.total)))
    if forecast.interest_share is not None:
        rows.append((label("interest_share", language), percent(forecast.interest_share)))
    warning = forecast.warning
    if warning.payment is not None:
        rows.append((label("in_36", language), amount(warning.payment)))
        if forecast.months is not None and (saves := forecast.total - warning.payment * WARNED_MONTHS) > 0:
            rows.append((label("saves", language), amount(saves)))
    title = label("at_minimum", language, currency=forecast.minimum.currency)
    return Table(title, (("", "left"), (label("amount", language), "right")), tuple(rows))
