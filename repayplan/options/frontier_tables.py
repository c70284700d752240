"""The frontier as tables and columns: what each choice is, and what it costs each side against the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.options.tables import short_names
from repayplan.words.formats import amount, percent
from repayplan.words.labels import label
from repayplan.words.sentences import sentence
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from decimal import Decimal

    from repayplan.options.frontier import Frontier, Point
    from repayplan.options.survival import Survival

ATTRIBUTES = (
    "least_margin", "payment_to_surplus", "months", "value", "cash_12", "paid", "concession", "interest_given_up",
    "stretched_by",
)  # fmt: skip


def frontier_parts(frontier: Frontier, language: str = "en") -> list[Any]:
    """The points, what each costs both sides against the first, and what is to be said."""
    if not frontier.points:
        return [label("nothing", language)]
    parts: list[Any] = [_points(frontier, language)]
    if frontier.best is not None:
        parts.append(_differences(frontier, language))
    return [*parts, *(sentence(finding, language) for finding in frontier.findings)]


def _points(frontier: Frontier, language: str) -> Table:
    names = ("least_margin", "payment_to_surplus", "due_dates", "value", "cash_12", "interest_stopped", "stretched")
    options = short_names([point.option for point in frontier.points], language)
    return Table(
        label("frontier", language),
        ((label("option", language), "left"), *((label(name, language), "right") for name in names)),
        tuple(
            (
                name, amount(point.least_margin),
                label("none_left", language) if point.payment_to_surplus is None else percent(point.payment_to_surplus),
                str(point.months), _known(point.value, language), amount(point.cash_12),
                amount(point.interest_given_up), str(point.stretched_by),
            )
            for name, point in zip(options, frontier.points, strict=True)
        ),
        (label("dominated", language, count=len(frontier.dominated)),) if frontier.dominated else (),
    )  # fmt: skip


def _differences(frontier: Frontier, language: str) -> Table:
    options = short_names([point.option for point in frontier.points], language)
    names = ("pays_more", "longer", "margin_more", "value_more", "cash_more", "gives_up_more")
    return Table(
        label("against_best", language),
        ((label("option", language), "left"), *((label(name, language), "right") for name in names)),
        tuple(
            (name, *_cells(point, language))
            for name, point in zip(options, frontier.points, strict=True)
            if point.option.id != frontier.best
        ),
    )


def _cells(point: Point, language: str) -> list[str]:
    found = point.against_best or {}
    return [
        signed(value) if isinstance(value, int) else label("unknown", language) if value is None else signed_sum(value)
        for value in found.values()
    ]


def signed(value: int) -> str:
    """A count with its sign.

    Examples:
        >>> signed(8), signed(-2), signed(0)
        ('+8', '-2', '0')
    """
    return f"{value:+d}" if value else "0"


def signed_sum(value: Decimal) -> str:
    """An amount with its sign."""
    return ("+" if value > 0 else "") + amount(value)


def _known(value: Decimal | None, language: str) -> str:
    return label("unknown", language) if value is None else amount(value)


def frontier_columns(frontier: Frontier) -> dict[str, list[Any]]:
    """One row a point, as columns."""
    points = frontier.points
    found: dict[str, list[Any]] = {
        "option": [point.option.id for point in points],
        "best": [point.option.id == frontier.best for point in points],
        **{name: [getattr(point, name) for point in points] for name in ATTRIBUTES},
    }
    for name in points[0].against_best or () if points else ():
        found[f"{name}_against_best"] = [(point.against_best or {})[name] for point in points]
    return found


def survival_parts(survival: Survival, language: str = "en") -> list[Any]:
    """The options by what may be expected of them, with the hazard and where it comes from."""
    if not survival.rows:
        return [label("nothing", language)]
    names, options = ("expected_paid", "total_paid", "kept_to_the_end"), [row.option for row in survival.rows]
    table = Table(
        label("survival", language, hazard=survival.hazard),
        ((label("option", language), "left"), *((label(name, language), "right") for name in names)),
        tuple(
            (name, amount(row.expected), amount(row.paid), percent(row.kept))
            for name, row in zip(short_names(options, language), survival.rows, strict=True)
        ),
    )
    return [table, *(sentence(finding, language) for finding in survival.findings)]


def survival_columns(survival: Survival) -> dict[str, list[Any]]:
    """One row an option, as columns."""
    return {
        "option": [row.option.id for row in survival.rows],
        **{name: [getattr(row, name) for row in survival.rows] for name in ("expected", "paid", "kept")},
    }
