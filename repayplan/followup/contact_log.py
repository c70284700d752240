"""The log of contacts: what was tried when, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from repayplan.followup.moments import read_moment
from repayplan.units.refusal import known_keys, listed, one_of, refuse, required, text, under

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

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
