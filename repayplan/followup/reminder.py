"""A reminder: 24 hours before, or earlier where that hour is not open, never later; in plain and friendly words.

Experiments found no effect of the hour, a clear one of the name of an officer whom people know, and a lasting one of
hopeful words alone. So the hour can be chosen, the name stands in the text, and nothing in it warns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repayplan.followup.contact import contact_rules
from repayplan.followup.contact_rules import WHERE_THERE_IS_ONE, working_clocks
from repayplan.followup.hours import Clock, first_open, last_open
from repayplan.followup.moments import read_moment, read_span, read_zones, utc, wall
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, to_minor
from repayplan.units.refusal import text
from repayplan.words.formats import money
from repayplan.words.sentences import sentence
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from repayplan.followup.promise import Promise


@dataclass(frozen=True, eq=False)
class Reminder(Shown):
    """When to remind of a promise, and the words. Made by :meth:`Promise.reminder`.

    Attributes:
        promise: of what.
        wanted: so long before it is due.
        at: the last open moment up to then; None where none is left.
        later: where none is left, the first open moment before it is due, if any; nobody has to use it.
        findings: what is to be said of the hour.
        officer: who signs it, if anybody.
        currency: of the sum.
    """

    promise: Promise
    wanted: datetime
    at: datetime | None
    later: datetime | None
    findings: tuple[Finding, ...]
    officer: str | None
    currency: str | None

    @property
    def due(self) -> datetime:
        """When the sum is due."""
        due: datetime = self.promise.due
        return due

    def words(self, language: str = "en") -> str:
        """The text to send, in ``en`` or ``zh``."""
        due = wall(self.due, self.promise.here)
        signed = Finding("reminder_open")
        if self.officer is not None:
            signed = Finding("reminder_officer", {"officer": self.officer})
        said = [Finding("reminder_of", {"amount": self._amount(), "due": due}), signed]
        return (" " if language == "en" else "").join(sentence(finding, language) for finding in said)

    def _amount(self) -> str | Decimal:
        """The sum, with its currency where that is known."""
        if self.currency is None:
            amount: Decimal = self.promise.amount
            return amount
        return money(from_minor(to_minor(self.promise.amount, self.currency, "amount"), self.currency), self.currency)

    def parts(self, language: str = "en") -> list[Any]:
        """The words, and what is to be said of the hour."""
        return [self.words(language), *(sentence(finding, language) for finding in self.findings)]

    def to_ical(self, language: str = "en") -> bytes:
        """The promise as an iCalendar event with this reminder as its alarm, by the extra ``ical``.

        The same reminder gives the same bytes.

        Raises:
            ImportError: the extra is not installed.
        """
        from repayplan.followup.ical import calendar_of

        return calendar_of([self], language)

    def to_dict(self) -> dict[str, Any]:
        """The reminder as plain data."""
        return {
            "promise": self.promise.to_dict(),
            "wanted": self.wanted.isoformat(),
            "at": None if self.at is None else self.at.isoformat(),
            "later": None if self.later is None else self.later.isoformat(),
            "officer": self.officer,
            "findings": [finding.to_dict() for finding in self.findings],
            "text": {language: self.words(language) for language in ("en", "zh")},
        }


def remind(
    promise: Promise,
    rules: Any,
    *,
    before: Any = "24 hours",
    house: Any = None,
    role: str = "creditor",
    channel: str = "message",
    log: Any = (),
    zone: Any = None,
    calendar: Any = None,
    now: Any = None,
    officer: str | None = None,
    currency: str | None = None,
) -> Reminder:
    """The reminder of a promise.

    Args:
        promise: of what.
        rules: a place (``"cn"``), or a book.
        before: how long before it is due, as time passes: ``"24 hours"``, ``"2 days"``.
        house: None: the windows and the cap of the pack, where it has them; False: the rules of the place alone; or
            one's own windows, as :func:`contact` takes them.
        role: who sends it: ``creditor`` or ``third party``.
        channel: ``message``, ``call``, ...
        log: contacts so far.
        zone: the debtor's time zone, or several; None: that of the promise.
        calendar: of working days (:class:`repayplan.Calendar`), make-up working days among them: then on those alone.
        now: nothing is sent before it; None: when the promise was made, if that is known.
        officer: the name of the officer whom the debtor knows.
        currency: of the sum, where the promise has none.

    Returns:
        The reminder; ``at`` is None where no open hour is left, and the findings say so.

    Source:
        Karlan, Morten and Zinman: reminders worked where they named the officer, whatever the hour and the framing.
        Du, Li, Lu and Lu: hopeful words raised repayment, warnings did not for long. (Abstracts read.)

    Examples:
        >>> from repayplan.followup.promise import Promise
        >>> promise = Promise("2000", due="2026-12-04T18:00+08:00", currency="CNY")
        >>> print(remind(promise, "cn", officer="Ms Li").words())
        You agreed to pay CNY 2,000.00 by 2026-12-04 18:00. Thank you for planning it. If anything ...
    """
    zones = read_zones(zone, "zone") or (promise.here,)
    due = utc(promise.due)
    wanted = due - read_span(before, "before")
    start = promise.now if now is None else read_moment(now, "now", zones[0])
    narrower = WHERE_THERE_IS_ONE if house is None else house
    known = contact_rules(
        rules, wanted, role=role, log=log, zones=zones, channel=channel, house=narrower, calendar=calendar
    )
    gates = [*known.gates, *([] if calendar is None else working_clocks(calendar, known.asked))]
    at, later = last_open(wanted, gates), None
    if start is not None and (at is None or at < utc(start)):
        at, later = None, first_open(max(utc(start), wanted), gates)
        later = later if later is not None and later < due else None
    shown = wanted.astimezone(zones[0])
    at, later = (None if time is None else time.astimezone(zones[0]) for time in (at, later))
    findings = _findings(shown, at, later, open_hours=any(isinstance(gate, Clock) for gate in known.gates))
    if officer is not None:
        text(officer, "officer")
    return Reminder(promise, shown, at, later, findings, officer, currency or promise.currency)


def _findings(
    wanted: datetime, at: datetime | None, later: datetime | None, *, open_hours: bool
) -> tuple[Finding, ...]:
    """What is to be said of the hour."""
    found = []
    if at is None:
        found.append(Finding("reminder_no_open_hour", {"wanted": wanted}))
        if later is not None:
            found.append(Finding("reminder_later", {"later": later}))
    elif at < wanted:
        found.append(Finding("reminder_moved", {"wanted": wanted, "at": at}))
    if not open_hours:
        found.append(Finding("reminder_hours_unknown", {}))
    return tuple(found)
