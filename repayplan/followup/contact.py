"""Whether a contact is within the rules: who, when, how often, and what stands against any."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.followup.contact_log import read_log
from repayplan.followup.contact_rules import (
    CHANNELS,
    Asked,
    Cap,
    Gate,
    binding,
    caps,
    clocks,
    read_house,
    read_role,
)  # fmt: skip
from repayplan.followup.hours import Clock, first_open
from repayplan.followup.moments import offset_zone, read_moment, read_zones, utc, wall
from repayplan.rules.book import Rulebook, rulebook
from repayplan.units.dates import read_date
from repayplan.units.findings import Finding
from repayplan.units.refusal import one_of, refuse, text
from repayplan.words.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repayplan.rules.rule import Rule
    from repayplan.units.findings import Number

PURPOSES = ("collection", "reminder")
# What stands against any contact, in the order in which it is looked at, and the rules that say so in some places.
STATES: dict[str, tuple[str, ...]] = {
    "moratorium": ("breathing_space.contact", "contact.moratorium"),
    "represented": ("contact.represented",),
    "opted out": ("contact.opt_out",),
    "agreement in force": ("contact.plan_in_force.collection",),
}
# The end of what has no end.
FOREVER = datetime.max.replace(tzinfo=UTC)
REMINDERS = "contact.plan_in_force.reminder_is_collection"


@dataclass(frozen=True, eq=False)
class Contact(Finding):
    """What the rules coded here say of one contact: a finding, with its outcome and the next open time.

    Attributes:
        at: the moment that was asked about.
        next: the first open moment from then on; None where nobody can say.
        cited: the rule that decided, None where it is the library's own (a house rule).
        hours: the open hours of that day (first, last, whether the last itself is open), where the rule is of hours.
    """

    at: datetime | None = None
    next: datetime | None = None
    cited: Rule | None = None
    hours: tuple[str, str, bool] | None = None

    @property
    def outcome(self) -> str:
        """``within``, ``outside`` or ``unknown``."""
        return self.code.split("_")[1]

    @property
    def kind(self) -> str | None:
        """The rule's: ``statute``, ``regulation``, ``guidance``, ``industry``, ``house``; None where there is none."""
        if self.cited is None:
            return "house" if self.outcome == "outside" else None
        return self.cited.kind

    @property
    def status(self) -> str | None:
        """How the rule was read: ``primary text read``, ``secondary`` or ``unverified``."""
        return None if self.cited is None else self.cited.status

    def text(self, language: str = "en") -> str:
        """The finding in words, with the rule's kind and status."""
        said = sentence(self, language)
        if self.cited is None:
            return said
        return f"{said}（{self.cited.citation}）" if language == "zh" else f"{said} ({self.cited.citation})"

    def to_dict(self) -> dict[str, object]:
        """The finding as plain data, with outcome, next open time, and the rule's kind, status and citation."""
        more: dict[str, object] = {
            "outcome": self.outcome,
            "at": None if self.at is None else self.at.isoformat(),
            "next": None if self.next is None else self.next.isoformat(),
        }
        if self.cited is not None:
            more |= {"kind": self.kind, "status": self.status, "citation": self.cited.citation}
        return super().to_dict() | more

    def __str__(self) -> str:
        return self.text()


def contact(
    *,
    rules: Any,
    role: str,
    at: Any,
    log: Any = (),
    zone: Any = None,
    channel: str = "call",
    purpose: str = "collection",
    debt: str | None = None,
    kind: str | None = None,
    to: str | None = None,
    house: Any = False,
    moratorium: Any = False,
    agreement: Any = False,
    represented: bool = False,
    opted_out: Any = False,
    consent: bool = False,
    calendar: Any = None,
) -> Contact:
    """Whether a debtor may be contacted at a moment, by the rules coded here, and when next.

    It is looked at in this order: what stands against any contact; the hours; how often; the rule of the house.

    Args:
        rules: a place (``"cn"``), or a book with a user's own pack laid over it.
        role: who contacts: ``creditor``, or ``third party`` for one who collects for it.
        at: the moment, with its zone: ``"2026-11-25T21:30+08:00"``.
        log: earlier contacts: moments, or objects with ``at``, ``channel``, ``result`` (``unanswered``, ``answered``,
            ``conversation``, ``not connected``), ``debt``, ``to``, ``counted``; later ones than ``at`` do not count.
            None: nobody knows.
        zone: the debtor's time zone, or several: then each has to be open. None: that of ``at``.
        channel: ``call``, ``message``, ``visit`` or ``workplace``.
        purpose: ``collection``, or ``reminder`` of what was agreed.
        debt: id of the debt; earlier contacts about another one do not count.
        kind: of the debt, such as ``online_loan``, where rules differ.
        to: a label of the number; earlier contacts to another one do not count.
        house: True for the pack's own windows and cap, or ``{"windows": [["09:30", "11:00"]], "calls_a_day": 3}``. It
            can only narrow.
        moratorium: True, or its last day, or its first and last day.
        agreement: whether an agreement is in force and kept.
        represented: whether somebody represents the debtor.
        opted_out: True, or the channels that the debtor does not want.
        consent: whether the debtor agreed to this contact.
        calendar: the place's holidays (:class:`repayplan.Calendar`).

    Returns:
        A finding: ``outcome`` is ``within``, ``outside`` or ``unknown``, ``rule`` the id of the rule that decided,
        ``kind`` and ``status`` say what that is worth, ``next`` is the first open moment.

    Raises:
        InputError: a moment without zone, an unknown zone, place, role or channel.

    Source:
        The contact rules of the pack, each with its own.

    Examples:
        >>> late = contact(rules="cn", role="creditor", log=[], at="2026-11-25T22:00+08:00")
        >>> late.outcome, late.rule, str(late.next)
        ('outside', 'contact.hours.closed_from', '2026-11-26 08:00:00+08:00')
        >>> contact(rules="cn", role="creditor", log=[], at="2026-11-25T21:30+08:00").outcome
        'within'
        >>> print(contact(rules="uk", role="creditor", log=[], at="2026-11-25T21:30+00:00").rule)
        contact.hours.basis
    """
    zones = read_zones(zone, "zone")
    moment = read_moment(at, "at", zones[0] if zones else None)
    one_of(purpose, PURPOSES, "purpose")
    known = contact_rules(
        rules, moment, role=role, log=log, zones=zones, channel=channel, house=house, calendar=calendar, debt=debt,
        kind=kind, to=to, consent=consent,
    )  # fmt: skip
    states = {"moratorium": moratorium, "represented": represented, "opted out": opted_out}
    states["agreement in force"] = agreement and not (purpose == "reminder" and _may_remind(known.own))
    return _decided(utc(moment), known, states)


class Known(NamedTuple):
    """The rules that bind, as gates, and what is known of the case.

    Attributes:
        place: the place.
        own: the rules in force that bind the role, by id.
        asked: the contact.
        gates: hours and caps, those of the house last.
        logged: whether earlier contacts are known.
    """

    place: str
    own: Mapping[str, Rule]
    asked: Asked
    gates: list[Gate]
    logged: bool


def contact_rules(
    rules: Any, at: datetime, *, role: str, log: Any, zones: tuple[tzinfo, ...], channel: str, house: Any,
    calendar: Any, debt: str | None = None, kind: str | None = None, to: str | None = None, consent: bool = False,
) -> Known:  # fmt: skip
    """The rules of a place that bind a contact at a moment; the arguments are those of :func:`contact`."""
    entries = () if log is None else read_log(log, "log", zones[0] if zones else None)
    zones = zones or (offset_zone(at),)
    book = rules if isinstance(rules, Rulebook) else rulebook(rules)
    in_force = book.on(wall(at, zones[0]).date())
    counted = tuple(
        one
        for one in entries
        if utc(one.at) <= utc(at) and one.debt in (None, debt or one.debt) and one.to in (None, to or one.to)
    )
    asked = Asked(
        read_role(role, "role"), one_of(channel, CHANNELS, "channel"), None if kind is None else text(kind, "kind"),
        bool(consent), zones, calendar, counted,
    )  # fmt: skip
    own = binding(in_force, asked)
    gates: list[Gate] = [*clocks(own, asked), *caps(own, asked)]
    if (narrower := read_house(house, own, "house")) is not None:
        gates += narrower.gates(asked)
    return Known(book.place, own, asked, gates, log is not None)


def _may_remind(own: Mapping[str, Rule]) -> bool:
    """Whether a reminder counts as no collection."""
    return not (REMINDERS in own and own[REMINDERS].value)


def _decided(at: datetime, known: Known, states: Mapping[str, Any]) -> Contact:
    """The first reason against it; what is not known; or within."""
    for state, given in states.items():
        end = _stands(state, given, at, known.asked)
        if end is None:
            continue
        cited = next((known.own[name] for name in STATES[state] if name in known.own), None)
        again = None if end == FOREVER else _first(end, known)
        if again is None:
            return _contact("contact_outside_state", {"state": state}, at, None, cited)
        return _contact("contact_outside_state_until", {"state": state, "next": again}, at, again, cited)
    for gate in known.gates:
        if not gate.holds(at):
            return _outside(gate, at, _first(at, known))
    return _unless_unknown(at, known)


def _unless_unknown(at: datetime, known: Known) -> Contact:
    """Within, unless a rule or a fact is missing."""
    own, asked, gates = known.own, known.asked, known.gates
    hours = [gate for gate in gates if isinstance(gate, Clock) and gate.rule is not None and gate.rule.kind != "house"]
    if not hours and not (asked.consent and "contact.hours.unless_consent" in own):
        names = ("contact.hours.basis", "contact.original_creditor")
        basis = next((own[name] for name in names if name in own), None)
        return _contact("contact_unknown_hours", {"place": known.place, "role": _word(asked.role)}, at, None, basis)
    if not known.logged and any(isinstance(gate, Cap) for gate in gates):
        cited = next(gate.rule for gate in gates if isinstance(gate, Cap))
        return _contact("contact_unknown_log", {}, at, None, cited)
    holiday = own.get("contact.hours.national_holiday")
    if holiday is not None and asked.calendar is None:
        return _contact("contact_unknown_holiday", {"day": wall(at, asked.zones[0]).date()}, at, None, holiday)
    shown = at.astimezone(known.asked.zones[0])
    found = _contact("contact_within", {"at": shown}, at, at, hours[0].rule if hours else None)
    return replace(found, hours=hours[0].hours(at)) if hours else found


def _word(role: str) -> str:
    return {"collector": "third party"}.get(role, role)


def _first(at: datetime, known: Known) -> datetime | None:
    """The first moment from a moment on that every gate leaves open, as the debtor's clock shows it."""
    found = first_open(at, known.gates)
    return None if found is None else found.astimezone(known.asked.zones[0])


def _outside(gate: Gate, at: datetime, again: datetime | None) -> Contact:
    """What one gate says of a moment that it does not leave open."""
    cited = gate.cited(at) if isinstance(gate, Clock) else gate.rule
    numbers: dict[str, Number] = {}
    if isinstance(gate, Clock):
        code, numbers["hour"] = "contact_outside_hours", f"{wall(at, gate.zone):%H:%M:%S}"
    elif isinstance(gate, Cap):
        code, numbers = "contact_outside_cap", {"made": gate.made(at), "most": gate.most, "unit": gate.unit}
    else:
        code, numbers["days"] = "contact_outside_conversation", gate.length.days
    if again is None:
        return _contact("contact_outside_ever", {}, at, None, cited)
    found = _contact(code, numbers | {"next": again}, at, again, cited)
    return replace(found, hours=gate.hours(at)) if isinstance(gate, Clock) else found


def _contact(
    code: str, numbers: Mapping[str, Number], at: datetime, again: datetime | None, cited: Rule | None
) -> Contact:
    return Contact(code, numbers, None if cited is None else cited.id, at, again, cited)


def _stands(state: str, given: Any, at: datetime, asked: Asked) -> datetime | None:
    """The moment from which a state no longer stands against a contact; None where it does not stand at all."""
    if state == "moratorium" and given is not None and not isinstance(given, bool):
        return _moratorium(given, at, asked.zones)
    if state == "opted out" and given is not None and not isinstance(given, bool):
        channels = [given] if isinstance(given, str) else list(given)
        given = asked.channel in [one_of(word, CHANNELS, f"opted_out[{i}]") for i, word in enumerate(channels)]
    if isinstance(given, str):
        refuse(state.replace(" ", "_"), given, "true or false")
    return FOREVER if given else None


def _moratorium(given: Any, at: datetime, zones: tuple[tzinfo, ...]) -> datetime | None:
    days = given if isinstance(given, (list, tuple)) else (None, given)
    if len(days) != 2:
        refuse("moratorium", given, "a last day, or a first and a last day")
    first = date.min if days[0] is None else read_date(days[0], "moratorium[0]")
    last = read_date(days[1], "moratorium[1]" if days is given else "moratorium")
    if not any(first <= wall(at, zone).date() <= last for zone in zones):
        return None
    after = last + timedelta(days=1)
    return max(datetime(after.year, after.month, after.day, tzinfo=zone).astimezone(UTC) for zone in zones)
