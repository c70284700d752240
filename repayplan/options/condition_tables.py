"""Conditions of programmes and statutory routes as a table."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from repayplan.words.formats import amount
from repayplan.words.labels import label
from repayplan.words.sentences import word
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.options.conditions import Condition, Value


def conditions_parts(conditions: Sequence[Condition], language: str = "en") -> list[Any]:
    """The conditions as a table, with a note that it is no verdict; nothing where there are none."""
    if not conditions:
        return []
    names = dict.fromkeys(one.name_zh if language == "zh" else one.name_en for one in conditions)
    several = len(names) > 1
    title = label("conditions", language) if several else label("conditions_of", language, of=next(iter(names)))
    columns = ("condition", "here", "rule_says", "outcome", "rule_status")
    rows, before = [], ""
    for one in conditions:
        name = one.name_zh if language == "zh" else one.name_en
        rows.append((*(["" if name == before else name] if several else []), *_cells(one, language)))
        before = name
    heads = (*(["of_programme"] if several else []), *columns)
    table = Table(title, tuple((label(head, language), "left") for head in heads), tuple(rows),
                  (label("no_verdict", language),))  # fmt: skip
    return [table]


def _cells(one: Condition, language: str) -> tuple[str, ...]:
    what = word(one.measure, language) if one.measure else one.value
    status = label("no_rule", language) if one.rule and one.status is None else word(one.status or "", language)
    rule = ", ".join(part for part in (one.rule or "", status) if part)
    return what, _known(one, language), _rule(one, language), word(one.outcome, language), rule


def _known(one: Condition, language: str) -> str:
    """What is known of the fact: one value, from one to another, or what it is at least."""
    if one.least is None:
        return label("unknown", language)
    if one.most is None:
        return label("or_more", language, amount=_written(one.least, language))
    if one.least == one.most:
        return _written(one.least, language)
    return label("to", language, first=_written(one.least, language), last=_written(one.most, language))


def _rule(one: Condition, language: str) -> str:
    """The rule's own value where it has one that is no text."""
    said = _written(one.bound, language) if one.bound is not None else one.value if "%" in one.value else ""
    gap = " " if language == "en" and one.limit and said else ""
    return f"{word(one.limit or '', language)}{gap}{said}"


def _written(value: Value, language: str) -> str:
    return amount(value) if isinstance(value, Decimal) else word(str(value), language)
