"""The one door to iCalendar: promises with their reminders as events with alarms, by the library ``icalendar``."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from repayplan.followup.reminder import Reminder

PRODUCT = "-//repayplan//followup//EN"


def calendar_of(reminders: Iterable[Reminder], language: str = "en") -> bytes:
    """A calendar file of promises, each an event at its moment, with the reminder as its alarm.

    Times are in UTC, so that no zone has to travel with them; nothing depends on when it is written.

    Args:
        reminders: each with its promise.
        language: of the texts, ``en`` or ``zh``.

    Raises:
        ImportError: the extra is not installed.
    """
    try:
        icalendar: Any = import_module("icalendar")
    except ImportError:
        raise ImportError("calendar files need the extra: pip install 'repayplan[ical]'") from None
    book = icalendar.Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    for reminder in reminders:
        book.add_component(_event(icalendar, reminder, language))
    written: bytes = book.to_ical()
    return written


def _event(icalendar: Any, reminder: Reminder, language: str) -> Any:
    due, said = _utc(reminder.due), reminder.words(language)
    event = icalendar.Event()
    # One promise has one name: entered again it takes the place of the first.
    event.add("uid", sha256(str(sorted(reminder.promise.to_dict().items())).encode()).hexdigest()[:32] + "@repayplan")
    event.add("dtstamp", _utc(reminder.promise.now or reminder.wanted))
    event.add("dtstart", due)
    event.add("summary", said)
    if reminder.at is not None:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", said)
        alarm.add("trigger", _utc(reminder.at) - due)
        event.add_component(alarm)
    return event


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
