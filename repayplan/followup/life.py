"""The life of a plan: its states, which state may follow which, and the events that led from one to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from repayplan.units.dates import read_date
from repayplan.units.findings import Finding
from repayplan.units.refusal import known_keys, listed, one_of, refuse, required, text, under

if TYPE_CHECKING:
    from datetime import date

    from repayplan.plans.plan import Plan

# State -> the states that may follow. Every state stands here; what does not stand in its row cannot follow.
NEXT: dict[str, tuple[str, ...]] = {
    "declared": ("assessed", "withdrawn"),
    "assessed": ("assessed", "offered", "withdrawn"),
    "offered": ("assessed", "offered", "agreed", "withdrawn"),
    "agreed": ("performing", "missed", "re-planned", "completed", "withdrawn"),
    "performing": ("performing", "missed", "re-planned", "completed", "withdrawn"),
    "missed": ("performing", "missed", "broken", "re-planned", "completed", "withdrawn"),
    "broken": ("assessed", "re-planned", "completed", "withdrawn"),
    "re-planned": ("performing", "missed", "re-planned", "completed", "withdrawn"),
    "completed": (),
    "withdrawn": ("declared",),
}
STATES = tuple(NEXT)


@dataclass(frozen=True)
class Event:
    """One step of a plan's life.

    Args:
        state: the state that it leads to.
        on: the day.
        evidence: what shows it: a letter, a booking, a call that was noted. Silence shows nothing.
        note: in the user's words.

    Raises:
        InputError: an unknown state, or no evidence.

    Examples:
        >>> Event("declared", "2026-12-01", "form of 1 December").to_dict()
        {'state': 'declared', 'on': '2026-12-01', 'evidence': 'form of 1 December'}
    """

    state: str
    on: Any
    evidence: str
    note: str = ""

    def __post_init__(self) -> None:
        one_of(self.state, STATES, "state")
        object.__setattr__(self, "on", read_date(self.on, "on"))
        text(self.evidence, "evidence")
        text(self.note, "note", empty=True)

    def to_dict(self) -> dict[str, str]:
        """The event as plain data."""
        return {"state": self.state, "on": str(self.on), "evidence": self.evidence} | (
            {"note": self.note} if self.note else {}
        )


@dataclass(frozen=True)
class Life:
    """The events of a plan, in order. A plan begins as ``declared``; nothing happens to it by itself.

    Args:
        events: in order of day; each may follow the one before it.

    Raises:
        InputError: an event that may not follow, or one that is dated before the one before it.

    Examples:
        >>> life = Life().moved("declared", "2026-12-01", "form").moved("assessed", "2026-12-02", "budget sheet")
        >>> life.state, life.next
        ('assessed', ('assessed', 'offered', 'withdrawn'))
        >>> life.moved("missed", "2027-01-31", "no payment booked")
        Traceback (most recent call last):
        repayplan.units.refusal.InputError: events[2].state: got 'missed', expected a state that follows 'assessed'; ...
    """

    events: Any = ()

    def __post_init__(self) -> None:
        events = []
        for i, given in enumerate(listed(self.events, "events")):
            with under(f"events[{i}]"):
                events.append(given if isinstance(given, Event) else _read_event(given))
                _check(events)
        object.__setattr__(self, "events", tuple(events))

    @property
    def state(self) -> str | None:
        """The state after the last event; None before the first."""
        return self.events[-1].state if self.events else None

    @property
    def next(self) -> tuple[str, ...]:
        """The states that may follow now."""
        return ("declared",) if self.state is None else NEXT[self.state]

    def on(self, day: Any) -> str | None:
        """The state at the end of a day: that of the last event by then; no day changes it."""
        until = read_date(day, "day")
        return next((event.state for event in reversed(self.events) if event.on <= until), None)

    def moved(self, state: str, on: Any, evidence: str, note: str = "") -> Life:
        """The life with one more event."""
        return replace(self, events=(*self.events, Event(state, on, evidence, note)))

    @classmethod
    def from_dict(cls, data: object) -> Life:
        """Read the events of a document."""
        return cls(required(known_keys(data, ("events",), ""), "events", ""))

    def to_dict(self) -> dict[str, Any]:
        """The events as plain data."""
        return {"events": [event.to_dict() for event in self.events]}


def _read_event(given: object) -> Event:
    keys = known_keys(given, ("state", "on", "evidence", "note"), "")
    for key in ("state", "on", "evidence"):
        required(keys, key, "")
    return Event(**{key: value for key, value in keys.items() if value is not None})


def _check(events: list[Event]) -> None:
    """Refuse the last event where it may not follow."""
    *before, event = events
    allowed = NEXT[before[-1].state] if before else ("declared",)
    if event.state not in allowed:
        after = f"a state that follows {before[-1].state!r}" if before else "'declared', where a life begins"
        refuse("state", event.state, after, "one of: " + (", ".join(allowed) or "none, it is the end"))
    if before and event.on < before[-1].on:
        refuse("on", str(event.on), f"a day from {before[-1].on}", "list the events in order")


def until_signed(plan: Plan, signed: Any) -> Finding:
    """What happens to interest between an offer and its signature.

    An offer counts from its ``as_of``: once it is signed, its terms hold from that day. Until then the contract holds,
    and this is what it accrues meanwhile; if the offer is not signed, that is what is owed more.

    Args:
        plan: as offered.
        signed: the day of the signature.

    Raises:
        InputError: a signature before the offer counts.

    Examples:
        >>> import repayplan as rp
        >>> card = rp.Debt(id="A", principal="1000", rate="0.05%/day", currency="CNY")
        >>> offer = rp.schedule(card, rp.Terms(instalments=12, treatment={"interest": "waive"}), as_of="2026-12-01")
        >>> dict(until_signed(offer, "2026-12-11").numbers)["by_contract"]
        Decimal('5.00')
    """
    from repayplan.followup.ledger import Ledger

    day: date = read_date(signed, "signed")
    if day < plan.as_of:
        refuse("signed", str(day), f"a day from {plan.as_of}, from which the offer counts")
    by_contract = plan.debt.statement(day, since=plan.as_of).accrued
    account = Ledger(plan).on(day)[plan.debt.id]
    return Finding(
        "offer_until_signed",
        {
            "debt": plan.debt.id,
            "as_of": plan.as_of,
            "signed": day,
            "by_contract": by_contract,
            "by_plan": account.running,
        },
    )
