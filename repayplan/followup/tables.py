"""What follows an agreement as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.words.formats import amount
from repayplan.words.labels import label
from repayplan.words.sentences import word
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from repayplan.followup.state import State

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
