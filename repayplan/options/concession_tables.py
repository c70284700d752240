"""The smallest concession, and what would make a rejected option one that may be proposed, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.options.scales import lever_word
from repayplan.options.tables import lever_row, lever_size
from repayplan.words.formats import amount
from repayplan.words.labels import label
from repayplan.words.sentences import sentence, word
from repayplan.words.tables import Heading, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from repayplan.options.concession import Concession
    from repayplan.options.levers import Lever
    from repayplan.options.nearest import Nearest


def concession_parts(found: Concession, language: str = "en") -> list[Any]:
    """What is asked in order, the plans that it makes possible, and each lever alone."""
    said = [sentence(finding, language) for finding in found.findings]
    parts: list[Any] = [Heading(label("least_concession", language, ledger=word(found.ledger, language)), 2), *said]
    if found.steps:
        parts.append(
            Table(
                label("in_order", language),
                ((label("lever", language), "left"), (label("asked_for", language), "left"), ("", "left")),
                tuple(
                    (
                        word(lever_word(step.lever), language), lever_size(step.lever, step.size, language),
                        label("to_its_end", language) if step.whole else "",
                    )
                    for step in found.steps
                ),
            )
        )  # fmt: skip
    if found.last is not None:
        month, short = found.last.short
        name, size = found.steps[-1].lever, found.last.one_less
        less = label("short_in", language, amount=amount(short), month=month)
        parts.append(f"{label('one_less', language)}: {lever_size(name, size, language)}: {less}")
    return [*parts, levers_table(found.levers.values(), label("alone", language), language)]


def nearest_parts(found: Nearest, language: str = "en") -> list[Any]:
    """What would make one option one that may be proposed."""
    said = [sentence(finding, language) for finding in found.findings]
    table = levers_table(found.levers.values(), label("nearest", language, option=found.option), language)
    return [*said, *([table] if found.levers else [])]


def levers_table(levers: Iterable[Lever], title: str, language: str) -> Table:
    """Levers with their smallest changes."""
    columns = ("lever", "feasible", "one_less", "strict")
    rows = tuple(lever_row(lever, language) for lever in levers)
    return Table(title, tuple((label(name, language), "left") for name in columns), rows)
