"""The log of contacts: what was tried when, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from repayplan.followup.moments import read_moment, read_zone
from repayplan.units.documents import first_difference, read_schema
from repayplan.units.refusal import known_keys, listed, one_of, refuse, required, text, under

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from repayplan.followup.contact import Contact

SCHEMA = "repayplan/contact-log-1"
CHANNELS = ("call", "message", "visit", "workplace")
RESULTS = ("unanswered", "answered", "conversation", "not connected")


@dataclass(frozen=True, kw_only=True)
class Contacted:
    """One contact that was tried.

    Args:
        at: the moment, with its zone.
        channel: ``call``, ``message``, ``visit`` or ``workplace``.
        result: ``unanswered``, ``answered``, ``conversation`` (about the debt), or ``not connected``.
        debt: id of the debt that it was about; None: any.
        to: a label of the number or address that was tried (``mobile``), never the number itself; None: any.
        counted: False for a call that the rules do not count: by consent, or to the debtor's attorney.
        note: in the user's words.

    Raises:
        InputError: a moment without zone, or an unknown word.

    Examples:
        >>> Contacted(at="2026-11-25T10:00+08:00", result="conversation").answered
        True
    """

    at: Any
    channel: str = "call"
    result: str = "unanswered"
    debt: str | None = None
    to: str | None = None
    counted: bool = True
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", read_moment(self.at, "at"))
        one_of(self.channel, CHANNELS, "channel")
        one_of(self.result, RESULTS, "result")
        for name in ("debt", "to"):
            if (given := getattr(self, name)) is not None:
                text(given, name)
        if not isinstance(self.counted, bool):
            refuse("counted", self.counted, "true or false")
        text(self.note, "note", empty=True)

    @property
    def counts(self) -> bool:
        """Whether a cap counts it: not where no connection came about."""
        return self.counted and self.result != "not connected"

    @property
    def answered(self) -> bool:
        """Whether somebody answered."""
        return self.result in ("answered", "conversation")

    def to_dict(self) -> dict[str, Any]:
        """The contact as plain data, what it does not say left out."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        plain["at"] = self.at.isoformat()
        return {name: value for name, value in plain.items() if value not in (None, "") and value is not True}


def read_contacted(value: object, zone: tzinfo | None = None) -> Contacted:
    """A contact from a moment alone (a call that nobody answered), or from its named parts."""
    if isinstance(value, Contacted):
        return value
    if not isinstance(value, Mapping):
        return Contacted(at=read_moment(value, "", zone))
    given = {key: v for key, v in known_keys(value, [f.name for f in fields(Contacted)], "").items() if v is not None}
    given["at"] = read_moment(required(given, "at", ""), "at", zone)
    return Contacted(**given)


def read_log(value: object, path: str, zone: tzinfo | None = None) -> tuple[Contacted, ...]:
    """The contacts in order of time, however they were entered."""
    found = []
    for i, entry in enumerate(listed(value, path)):
        with under(f"{path}[{i}]"):
            found.append(read_contacted(entry, zone))
    return tuple(sorted(found, key=_order))


def _order(one: Contacted) -> tuple[datetime, str]:
    return one.at, str(one.to_dict())


@dataclass(frozen=True)
class ContactLog:
    """The contacts of one debtor by one role, and what the rules said of each when it was made.

    Args:
        rules: place.
        role: ``creditor`` or ``third party``.
        zone: the debtor's time zone, by its name.
        entries: contacts, as :func:`repayplan.contact` takes them in its ``log``.

    Examples:
        >>> log = ContactLog("cn", "creditor", "Asia/Shanghai", ["2026-11-25T10:00+08:00", "2026-11-25T22:30+08:00"])
        >>> [(entry["outcome"], entry["rule"]) for entry in log.to_dict()["entries"]]
        [('within', 'contact.hours.closed_from'), ('outside', 'contact.hours.closed_from')]
        >>> log.at("2026-11-26T10:00+08:00").outcome
        'within'
    """

    rules: str
    role: str
    zone: str
    entries: Any = ()

    def __post_init__(self) -> None:
        zone = read_zone(text(self.zone, "zone"), "zone")
        object.__setattr__(self, "entries", read_log(self.entries, "entries", zone))

    def add(self, *entries: Any) -> ContactLog:
        """The log with more contacts, in whatever order."""
        return replace(self, entries=(*self.entries, *entries))

    def at(self, at: Any, **asked: Any) -> Contact:
        """What the rules say of one more contact; see :func:`repayplan.contact`."""
        from repayplan.followup.contact import contact

        return contact(rules=self.rules, role=self.role, at=at, log=self.entries, zone=self.zone, **asked)

    def _said(self, k: int) -> Contact:
        """What the rules said of one contact, after those before it."""
        one: Contacted = self.entries[k]
        before = replace(self, entries=self.entries[:k])
        return before.at(one.at, channel=one.channel, debt=one.debt, to=one.to, consent=not one.counted)

    @classmethod
    def from_dict(cls, data: object) -> ContactLog:
        """Read a log document; what it says of each contact has to be what the rules say."""
        document = known_keys(read_schema(data, SCHEMA), ("schema", "rules", "role", "zone", "entries"), "")
        own = [field.name for field in fields(Contacted)]
        worked_out = ("local", "outcome", "rule", "hours")
        entries = []
        for i, entry in enumerate(listed(required(document, "entries", ""), "entries")):
            given = known_keys(entry, (*own, *worked_out), f"entries[{i}]")
            entries.append({key: value for key, value in given.items() if key in own})
        rules, role, zone = (required(document, key, "") for key in ("rules", "role", "zone"))
        log = cls(rules, role, zone, entries)
        if found := first_difference(document, log.to_dict()):
            refuse(found[0], found[1], f"{found[2]!r}, which the rules give", "correct it, or make it anew")
        return log

    def to_dict(self) -> dict[str, Any]:
        """The log document: every contact with its local time, and what the rules said of it."""
        entries = []
        for k, one in enumerate(self.entries):
            said = self._said(k)
            local = one.at.astimezone(read_zone(self.zone, "zone"))
            more = {"local": local.isoformat(), "outcome": said.outcome, "rule": said.rule, "hours": _hours(said)}
            entries.append(one.to_dict() | more)
        return {"schema": SCHEMA, "rules": self.rules, "role": self.role, "zone": self.zone, "entries": entries}


def _hours(said: Contact) -> dict[str, Any] | None:
    """The open hours that a contact was held against, where its rule is one of hours."""
    return None if said.hours is None else dict(zip(("from", "until", "last"), said.hours, strict=True))
