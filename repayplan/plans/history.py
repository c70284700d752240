"""What a plan document says of its changes: what changed, when and why, and the stages that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.plans.changes import Change
from repayplan.plans.restated import StageLayout
from repayplan.plans.schedule import named_level
from repayplan.plans.working import given
from repayplan.units.components import COMPONENTS
from repayplan.units.money import from_minor
from repayplan.units.refusal import listed, under

if TYPE_CHECKING:
    from repayplan.plans.ahead import Stage
    from repayplan.plans.layout import Layout
    from repayplan.plans.plan import Plan


def history(plan: Plan) -> dict[str, Any]:
    """The changes, and for each stage what a checker needs to work its rows out from the row before it."""
    return {
        "changes": [change.to_dict() for change in plan.changes],
        "stages": [_stage(stage) for stage in plan.stages],
    }


def _stage(stage: Stage) -> dict[str, Any]:
    """One stage: how many rows, its dates and terms, what is held at its start, and the instalment."""
    layout = stage.layout
    dates, held, currency = layout.dates, layout.held, layout.debt.currency
    amounts = zip(COMPONENTS, held.amounts, strict=True)
    return {
        "rows": len(stage.rows),
        "as_of": str(dates.as_of),
        "first_due": str(dates.first_due),
        "seed_day": dates.seed_day,
        "within": None if dates.within is None else [*map(str, dates.within[:2]), dates.within.seed_day],
        "terms": layout.terms.to_dict(),
        "given": given(layout, len(stage.rows)),
        "contract": layout.debt.path.to_document(),
        "originals": [
            str(from_minor(layout.original_of(path), currency)) if path.flat else None
            for path in (layout.bearing.path, layout.bearing.contract)
        ],
        "held": {name: str(from_minor(units, currency)) for name, units in amounts if units},
        **_beside(layout),
        "spread": [COMPONENTS[c] for c in held.spread],
        "spread_over": layout.count if layout.spreads else None,
        "instalment": str(from_minor(named_level(layout, stage.level) or 0, currency)),
    }


def _beside(layout: Layout) -> dict[str, Any]:
    """What is overdue, with the principal that interest bears on up to a day, and what is booked in the first row."""
    if not isinstance(layout, StageLayout):
        return {"overdue": None, "booked": [], "forgiven": {}}
    overdue, currency = layout.beside.overdue, layout.debt.currency

    def booked(amounts: tuple[int, ...]) -> dict[str, str]:
        return {name: str(from_minor(n, currency)) for name, n in zip(COMPONENTS, amounts, strict=True) if n}

    restated = overdue and {"principal": str(from_minor(overdue.owed, currency)), "until": str(overdue.until)}
    return {
        "overdue": restated or None,
        "forgiven": booked(layout.beside.forgiven or (0, 0, 0, 0)),
        "booked": [{"on": str(entry.on), "amounts": booked(entry.amounts)} for entry in layout.beside.booked],
    }


def read_changes(given: object) -> list[Change]:
    """The changes of a document."""
    found = []
    for i, entry in enumerate(listed(given, "changes")):
        with under(f"changes[{i}]"):
            found.append(Change.from_dict(entry))
    return found
