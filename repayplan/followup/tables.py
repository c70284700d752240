"""What follows an agreement as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.units.findings import Finding
from repayplan.words.formats import amount
from repayplan.words.labels import label
from repayplan.words.sentences import sentence, word
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from decimal import Decimal

    from repayplan.followup.replan import Replan, Way
    from repayplan.followup.state import State
    from repayplan.followup.void import Voided

SUMS = ("owed", "paid", "behind", "running")


def state_parts(state: State, language: str = "en") -> list[Any]:
    """What is owed, debt by debt, and the instalments that were not kept in time."""
    rows = tuple(
        (name, *(amount(getattr(account, column)) for column in SUMS), str(account.days_past_due))
        for name, account in state.accounts.items()
    )
    columns = ((label("debt", language), "left"), *((label(name, language), "right") for name in SUMS))
    table = Table(
        label("as_paid", language, day=state.day), (*columns, (label("days_past_due", language), "right")), rows
    )
    missed = tuple(
        (name, str(one.number), str(one.due), amount(one.asked), amount(one.missing), word(one.word, language))
        for name, account in state.accounts.items()
        for one in account.instalments
        if one.word != "on time"
    )
    if not missed:
        return [table]
    names = (("debt", "left"), ("instalment", "right"), ("due", "left"), ("asked", "right"), ("missing", "right"))
    heads = (*((label(name, language), side) for name, side in names), ("", "left"))
    return [table, Table(label("not_in_time", language), heads, missed)]


def diff_parts(after: Replan, language: str = "en") -> list[Any]:
    """Every changed sum before and after, as a table and in sentences."""
    said = [sentence(finding, language) for finding in after.findings]
    if not after.changes:
        return said
    names = (("debt", "left"), ("due", "left"), ("before", "right"), ("after", "right"), ("change", "right"))
    rows = tuple((one.debt, str(one.due), amount(one.before), amount(one.after), _by(one.by)) for one in after.changes)
    table = Table(
        label("difference", language, day=after.as_of),
        tuple((label(name, language), side) for name, side in names),
        rows,
    )
    sums = [
        Finding("replan_sum", {"debt": one.debt, "due": one.due, "before": one.before, "after": one.after})
        for one in after.changes
    ]
    return [table, *(sentence(finding, language) for finding in sums), *said]


def replan_parts(after: Replan, language: str = "en") -> list[Any]:
    """The difference, and the ways side by side."""
    if not after.ways:
        return diff_parts(after, language)
    names = (
        ("way", "left"),
        ("changed_sums", "right"),
        ("largest", "right"),
        ("last_due", "left"),
        ("can_be_kept", "left"),
    )
    rows = tuple(
        (word(way.name, language), str(way.count), amount(way.largest), str(way.last_due), _kept(way, language))
        for way in after.ways.values()
    )
    ways = Table(label("ways", language), tuple((label(name, language), side) for name, side in names), rows)
    return [*diff_parts(after, language), ways]


def _by(change: Decimal) -> str:
    return f"{'+' if change > 0 else ''}{amount(change)}"


def _kept(way: Way, language: str) -> str:
    if way.feasible is None:
        return word("unknown", language)
    if way.short is not None:
        return label("short_in", language, amount=amount(way.short[1]), month=way.short[0])
    return word("yes", language)


def void_parts(void: Voided, language: str = "en") -> list[Any]:
    """What is owed with the agreement and without it, month by month."""
    names = ("paid", "stands", "void", "comes_back")
    rows = tuple(
        (str(row.day), *(amount(value) for value in (row.paid, row.stands, row.owed, row.comes_back)))
        for row in void.rows
    )
    heads = ((label("due", language), "left"), *((label(name, language), "right") for name in names))
    return [Table(label("void_of", language, debt=void.debt, day=void.day, currency=void.currency), heads, rows)]
