"""A sizing as a table."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from repayplan.words.formats import amount
from repayplan.words.labels import label
from repayplan.words.sentences import sentence, word
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from repayplan.feasibility.sizing import Sizing


def sizing_parts(sizing: Sizing, language: str = "en") -> list[Any]:
    """The payments, runs of one sum on one line, and what they rest on."""
    rows = []
    for sum_, run in groupby(zip(sizing.months, sizing.payments, strict=True), key=lambda pair: pair[1]):
        months = [month for month, _ in run]
        one = months[0] if len(months) == 1 else label("to", language, first=months[0], last=months[-1])
        rows.append((one, amount(sum_)))
    rows.append((label("total", language), amount(sizing.total)))
    ledger = label(sizing.ledger, language)
    title = label("sizing", language, shape=word(sizing.shape, language), ledger=ledger, currency=sizing.currency)
    columns = ((label("month", language), "left"), (label("payment", language), "right"))
    bound = sizing.binding_month
    said = [] if bound is None else [label("bound_in", language, month=bound)]
    return [Table(title, columns, tuple(rows), tuple(said)), *(sentence(f, language) for f in sizing.findings)]
