"""A statement as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.words.formats import amount
from repayplan.words.labels import label
from repayplan.words.sentences import sentence, word
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from decimal import Decimal

    from repayplan.debts.statement import Statement


def statement_parts(statement: Statement, language: str = "en") -> list[Any]:
    """What is owed, by component and by balance; what is asked, by named parts; and what is to be said."""
    title = label("statement", language, debt=statement.debt, day=statement.as_of, currency=statement.currency)
    tables = [_sums(title, statement.split, statement.owed, language)]
    if statement.balances:
        tables.append(_sums("", statement.balances, statement.split["principal"], language))
    if statement.minimum is not None:
        asked = label("asked_by", language, day=statement.due)
        tables.append(_sums(asked, statement.parts, statement.minimum, language))
    standing = {"stage": statement.stage, "days_past_due": statement.days_past_due}
    said = "; ".join(f"{label(name, language)}: {value}" for name, value in standing.items())
    return [*tables, said, *(sentence(finding, language) for finding in statement.findings)]


def _sums(title: str, parts: dict[str, Decimal], total: Decimal, language: str) -> Table:
    """Named sums and what they come to; of the sums those that are something."""
    rows = [(word(name, language), amount(value)) for name, value in parts.items() if value]
    rows.append((label("total", language), amount(total)))
    return Table(title, ((label("part", language), "left"), (label("amount", language), "right")), tuple(rows))
