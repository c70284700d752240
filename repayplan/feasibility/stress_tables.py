"""Stress as tables: the grid on both ledgers, and how many paths are left year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.household.household import LEDGERS
from repayplan.units.money import own_context
from repayplan.words.formats import amount, percent
from repayplan.words.labels import label
from repayplan.words.sentences import sentence, word
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from repayplan.feasibility.stress import Outcome, Stress, Stressed


@own_context()
def stress_parts(stress: Stress, language: str = "en") -> list[Any]:
    """The grid, the paths by year, and what they rest on."""
    rows = tuple(
        (_what(row, language), *(_outcome(getattr(row, ledger), language) for ledger in LEDGERS)) for row in stress.grid
    )
    columns = ((label("stress", language), "left"), *((label(ledger, language), "left") for ledger in LEDGERS))
    title = f"{label('stressed', language)} ({stress.judged.declared.currency})"
    found = stress.simulation
    shares = list(zip(found.months, found.by_month, strict=True))
    yearly = [*shares[11:-1:12], shares[-1]]
    lanes = tuple((month, percent(share.quantize(share))) for month, share in yearly)
    paths = ((label("month", language), "left"), (label("paths_left", language), "right"))
    return [
        Table(title, columns, rows),
        Table(label("simulated", language), paths, lanes),
        *(sentence(finding, language) for finding in found.findings),
    ]


def _what(row: Stressed, language: str) -> str:
    return label(f"stress_{row.kind}", language, size=row.size, of=row.of)


def _outcome(found: Outcome, language: str) -> str:
    said = word(found.verdict, language)
    if found.short_of_cash is None:
        return said
    month, short = found.short_of_cash
    return f"{said} ({label('short_in', language, amount=amount(short), month=month)})"
