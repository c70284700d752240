"""Sensitivity as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.words.formats import amount
from repayplan.words.labels import label
from repayplan.words.sentences import word
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from repayplan.feasibility.sensitivity import Sensitivity


def sensitivity_parts(found: Sensitivity, language: str = "en") -> list[Any]:
    """As it is, and with each thing changed."""
    names = (("change", "left"), ("payment", "right"), ("total_paid", "right"), ("ends", "left"))
    columns = [(label(name, language), side) for name, side in names]
    columns += [(label(name, language), "left") for name in ("declared", "verified")]
    columns.append((label("least_margin", language), "right"))
    rows = tuple(
        (
            label(f"changed_{row.what}", language, size=row.size), amount(row.payment), amount(row.total_paid),
            "–" if row.last_due is None else str(row.last_due), word(row.declared, language),
            word(row.verified, language), amount(row.least_margin),
        )
        for row in found.rows
    )  # fmt: skip
    return [Table(f"{label('sensitivity', language)} ({found.currency})", tuple(columns), rows)]
