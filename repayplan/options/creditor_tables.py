"""The creditor's side as tables and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.options.creditor import ALTERNATIVES, SUMS
from repayplan.options.tables import short_names
from repayplan.units.components import COMPONENTS
from repayplan.units.money import own_context
from repayplan.words.formats import amount, percent
from repayplan.words.labels import label
from repayplan.words.sentences import sentence
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from repayplan.options.creditor import CreditorSide, CreditorSides, Valued
    from repayplan.options.option import Option

SHOWN = ("present_value", "expected", *ALTERNATIVES)


def side_parts(side: CreditorSide, language: str = "en") -> list[Any]:
    """The values of each debt, and where the figures come from."""
    rows = [
        (valued.debt, valued.owed, sum(valued.concession.values()), *(getattr(valued, name) for name in SHOWN))
        for valued in side.debts
    ]
    more = [_break_even(valued, language) for valued in side.debts]
    said = [sentence(finding, language) for finding in side.findings]
    return [_table(rows, "debt", language, ("break_even", more)), *said]


@own_context()
def sides_parts(sides: CreditorSides, language: str = "en") -> list[Any]:
    """The values of each option for all creditors together, and where the figures come from."""
    said = [sentence(finding, language) for finding in sides.findings]
    if not sides.options:
        return [label("nothing", language), *said]
    names = short_names(sides.options, language)
    rows = [
        (name, side.totals["owed"], sum(option.concession.values()), *(side.totals[each] for each in SHOWN))
        for name, option, side in zip(names, sides.options, sides.sides, strict=True)
    ]
    return [_table(rows, "option", language), *said]


def cliffs_table(option: Option, language: str = "en") -> Table:
    """What comes back at most if one missed instalment ends the agreement, for each debt."""
    names = ("comes_back", "after_kept", "owed_void", "better_from")
    rows = []
    for name, cliff in option.cliffs.items():
        worst, first = max(cliff.rows, key=lambda row: row.comes_back), cliff.tried_is_better_from
        better = label("never_better", language) if first is None else str(first)
        rows.append((name, amount(worst.comes_back), str(worst.kept), amount(worst.owed), better))
    return Table(
        label("cliffs", language),
        ((label("debt", language), "left"), *((label(name, language), "right") for name in names)),
        tuple(rows),
    )


def _table(
    rows: Sequence[tuple[Any, ...]], first: str, language: str, more: tuple[str, Sequence[str]] = ("", ())
) -> Table:
    """Sums by row; ``more`` is a last column and its cells."""
    names: tuple[str, ...] = (
        "owed",
        "gives_up",
        "present_value",
        "expected",
        "nothing_worth",
        "settle_now",
        "sale_now",
    )
    names += (more[0],) if more[0] else ()
    last = [[cell] for cell in more[1]] or [[] for _ in rows]
    return Table(
        label("creditor_side", language),
        ((label(first, language), "left"), *((label(name, language), "right") for name in names)),
        tuple(
            (name, *(_known(value, language) for value in values), *cell)
            for (name, *values), cell in zip(rows, last, strict=True)
        ),
    )


def _known(value: Decimal | None, language: str) -> str:
    return label("unknown", language) if value is None else amount(value)


def _break_even(valued: Valued, language: str) -> str:
    """The re-default up to which the plan is worth no less than doing nothing."""
    if "nothing" not in valued.break_even:
        return label("unknown", language)
    share = valued.break_even["nothing"]
    return label("none_is_low_enough", language) if share is None else percent(share)


def side_columns(sides: Sequence[CreditorSide]) -> dict[str, list[Any]]:
    """One row for each debt of each option, as columns."""
    rows = [(side.option, valued) for side in sides for valued in side.debts]
    found: dict[str, list[Any]] = {
        "option": [option for option, _ in rows],
        "debt": [valued.debt for _, valued in rows],
        "creditor": [valued.creditor for _, valued in rows],
        "currency": [valued.currency for _, valued in rows],
        **{name: [getattr(valued, name) for _, valued in rows] for name in SUMS},
    }
    for component in COMPONENTS:
        found[f"concession_{component}"] = [valued.concession[component] for _, valued in rows]
    for name in ALTERNATIVES:
        found[f"gain_over_{name}"] = [valued.gains[name] for _, valued in rows]
        found[f"break_even_{name}"] = [valued.break_even.get(name) for _, valued in rows]
    return found
