"""Moments: a day, an hour and a zone; which zones there are; and a moment that is said by the day of the week."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from repayplan.units.dates import FIRST_YEAR, LAST_YEAR
from repayplan.units.refusal import nearest, refuse

# How a weekday is said: in full, by its first letters, or in Chinese behind 周, 星期 or 礼拜.
ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CHINESE = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_NAMES = {name[:n]: k for k, name in enumerate(ENGLISH) for n in (3, 4, 5, len(name))}
_EN = re.compile(r"(?:(this|next)\s+)?([a-z]+)\.?,?\s+(?:at\s+)?(\d{1,2})(?::(\d\d))?\s*(am|pm)?", re.IGNORECASE)
_ZH = re.compile(
    r"(本|这|这个|下|下个)?(?:周|星期|礼拜)([一二三四五六日天])\s*(上午|早上|中午|下午|晚上|傍晚)?\s*(\d{1,2})"
    r"(?:[:：](\d\d)|[点时](半|(?:(\d{1,2})分?)?)?)\s*前?"
)
_AFTERNOON = ("pm", "中午", "下午", "晚上", "傍晚")
ASK = 'ask for the exact hour, and write it like "2026-11-25T15:00+08:00", or name the time zone beside it'


def read_zone(value: object, path: str) -> tzinfo:
    """A time zone by its name (``"Asia/Shanghai"``), or one that is made already.

    Raises:
        InputError: a name that no zone has.

    Examples:
        >>> str(read_zone("America/New_York", "zone"))
        'America/New_York'
    """
    if isinstance(value, tzinfo):
        return value
    if isinstance(value, str) and value.strip():
        try:
            return ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            known = available_timezones()
            fix = nearest(value, known) if known else "this machine has no time zones: pip install tzdata"
            refuse(path, value, "the name of a time zone such as 'Asia/Shanghai'", fix)
    refuse(path, value, "the name of a time zone such as 'Asia/Shanghai'")


def read_zones(value: object, path: str) -> tuple[tzinfo, ...]:
    """One zone, several, or none."""
    if value is None:
        return ()
    if isinstance(value, (list, tuple)):
        return tuple(read_zone(zone, f"{path}[{i}]") for i, zone in enumerate(value))
    return (read_zone(value, path),)


def read_moment(value: object, path: str, zone: tzinfo | None = None) -> datetime:
    """An exact moment, from text with its offset or a ``datetime``; without an offset it is the zone's.

    Raises:
        InputError: no moment, no hour, no zone, or an hour that the zone's clock skips.

    Examples:
        >>> print(read_moment("2026-11-25T15:00+08:00", "due"))
        2026-11-25 15:00:00+08:00
    """
    moment = value if isinstance(value, datetime) else _parsed(value, path)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        refuse(path, str(value), f"a moment of the years {FIRST_YEAR} to {LAST_YEAR}")
    if moment.tzinfo is not None and moment.utcoffset() is not None:
        return moment
    if zone is None:
        refuse(path, str(value), "a moment with its time zone", ASK)
    placed = moment.replace(tzinfo=zone)
    if wall(placed.astimezone(UTC), zone) != moment:
        refuse(path, str(value), f"an hour that the clock of {zone} shows", "it skips this one: name another")
    return placed


def _parsed(value: object, path: str) -> datetime:
    """A moment from text; a day alone has no hour."""
    if isinstance(value, date) or not isinstance(value, str) or len(value.strip()) <= len("2026-11-25"):
        refuse(path, str(value) if isinstance(value, date) else value, "a day with its hour and time zone", ASK)
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        refuse(path, value, "a moment", ASK)


def wall(at: datetime, zone: tzinfo) -> datetime:
    """What the clock of a zone shows at a moment."""
    return at.astimezone(zone).replace(tzinfo=None)


def utc(at: datetime) -> datetime:
    """The same moment in UTC: hours of one zone are subtracted and compared by its clock, not as they pass."""
    return at.astimezone(UTC)


def said(value: object, now: datetime, path: str, zone: tzinfo | None = None) -> datetime | None:
    """A moment that is said by the day of the week (``"Wednesday 15:00"``, ``"周三15:00"``), counted from now.

    The next one is meant: today where its hour is still to come. ``next`` (下周) is the week after this one, which
    begins on Monday; ``this`` (本周) is a day of this week.

    Returns:
        The moment, None where the text says no weekday.

    Raises:
        InputError: a day of this week that has passed, or no hour.

    Examples:
        >>> now = datetime.fromisoformat("2026-11-24T10:00+08:00")
        >>> print(said("Wednesday 15:00", now, "due"), said("本周三下午3点前", now, "due"))
        2026-11-25 15:00:00+08:00 2026-11-25 15:00:00+08:00
    """
    found = _weekday(value) if isinstance(value, str) else None
    if found is None:
        return None
    which, day, hour, minute = found
    if hour > 23 or minute > 59:
        refuse(path, value, "an hour of the day", ASK)
    here = zone or now.tzinfo
    today = wall(now, here).date() if here else now.date()
    ahead = (day - today.weekday()) % 7
    if which == "next":
        ahead = 7 - today.weekday() + day
    elif which == "this":
        ahead = day - today.weekday()
    due = _at(today + timedelta(days=ahead), hour, minute, here, path)
    if utc(due) <= utc(now) and not which:
        due = _at(today + timedelta(days=ahead + 7), hour, minute, here, path)
    return due


def _at(day: date, hour: int, minute: int, zone: Any, path: str) -> datetime:
    return read_moment(datetime(day.year, day.month, day.day, hour, minute), path, zone)


def _weekday(text: str) -> tuple[str, int, int, int] | None:
    """Which week, the day of the week, hour and minute; None where the text says no such thing."""
    if match := _ZH.fullmatch(text.strip()):
        which = {"": "", "本": "this", "这": "this"}.get((match[1] or "")[:1], "next")
        minute = 30 if match[6] == "半" else int(match[5] or match[7] or 0)
        return which, CHINESE[match[2]], _hour(int(match[4]), match[3]), minute
    match = _EN.fullmatch(text.strip())
    if match and match[2].lower() in _NAMES and (match[4] or match[5]):
        hour = _hour(int(match[3]), (match[5] or "").lower())
        return (match[1] or "").lower(), _NAMES[match[2].lower()], hour, int(match[4] or 0)
    return None


def _hour(hour: int, half: str | None) -> int:
    """The hour of the day from that of a half day."""
    if half in _AFTERNOON and hour < 12 and not (half == "中午" and hour > 9):
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour


def offset_zone(at: datetime) -> tzinfo:
    """The zone of a moment: its own, or its offset."""
    return at.tzinfo or timezone(at.utcoffset() or timedelta(0))


_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_SPAN = re.compile(r"(\d{1,5})\s*(minute|hour|day)s?")


def read_span(value: object, path: str) -> timedelta:
    """A stretch of time, of 24 hours a day: ``"24 hours"``, ``"30 minutes"``, ``"2 days"``, or a ``timedelta``.

    Examples:
        >>> read_span("24 hours", "before")
        datetime.timedelta(days=1)
    """
    if isinstance(value, timedelta) and value >= timedelta(0):
        return value
    match = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        refuse(path, str(value), "a stretch of time that is not negative", 'write it like "24 hours"')
    return int(match[1]) * _UNITS[match[2]]
