"""Promises and logs of contacts: moments with their zones, and hours held against open hours."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from repayplan.proof.cells import Discrepancy, at, matched, read, units

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTCOMES = ("within", "outside", "unknown")
HOURS = ("contact.hours.", "contact.online_loan.hours.")


def moment(text: Any) -> datetime:
    """A moment with its offset."""
    found = datetime.fromisoformat(matched(r".{16,40}", text)[0])
    if found.utcoffset() is None:
        raise ValueError
    return found


def promise_cells(document: object) -> Iterator[Discrepancy]:
    """The cells of a promise document that do not hold."""
    if read(document, "amount", lambda v: units(v, 4)) <= 0:
        yield Discrepancy("amount", at(document, "amount"), "a sum above zero", "amount")
    due = read(document, "due", moment)
    now = read(document, "now", lambda v: v and moment(v))
    if now and due.astimezone(UTC) <= now.astimezone(UTC):
        yield Discrepancy("due", at(document, "due"), "a moment after now", "due")
    zone = at(document, "zone")
    if zone and read(document, "zone", lambda v: due.astimezone(ZoneInfo(v))).utcoffset() != due.utcoffset():
        yield Discrepancy("due", at(document, "due"), f"the offset of {zone}", "due")


def contact_log_cells(document: object) -> Iterator[Discrepancy]:
    """The cells of a log of contacts that do not hold: order, local times, and what hours say."""
    zone = read(document, "zone", ZoneInfo)
    before: datetime | None = None
    for i, entry in enumerate(read(document, "entries", lambda v: list(v[:100_000]))):
        path = f"entries[{i}]"
        when = read(entry, "at", moment)
        local = when.astimezone(zone)
        if before is not None and when < before:
            yield Discrepancy(f"{path}.at", at(entry, "at"), "a moment not before the entry before", "order")
        before = when
        if at(entry, "local") != local.isoformat():
            yield Discrepancy(f"{path}.local", at(entry, "local"), local.isoformat(), "local")
        outcome, rule = at(entry, "outcome"), at(entry, "rule")
        if outcome not in OUTCOMES:
            yield Discrepancy(f"{path}.outcome", outcome, " or ".join(OUTCOMES), "outcome")
        elif at(entry, "hours") and isinstance(rule, str) and rule.startswith(HOURS):
            expected = "within" if _open(entry, local) else "outside"
            if outcome != expected:
                yield Discrepancy(f"{path}.outcome", outcome, expected, "outcome")


def _open(entry: Any, local: datetime) -> bool:
    """Whether an hour is one of the open hours that stand beside it."""
    clock = local.strftime("%H:%M:%S.%f")
    first: str = read(entry, "hours.from", lambda v: matched(r"\d\d:\d\d", v)[0]) + ":00.000000"
    last: str = read(entry, "hours.until", lambda v: matched(r"\d\d:\d\d", v)[0]) + ":00.000000"
    ends: bool = read(entry, "hours.last", {True: True, False: False}.__getitem__)
    return first <= clock < last or (ends and clock == last)
