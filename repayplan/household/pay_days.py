"""The day on which an income arrives: a day of the month, a weekday in it, or a moment for each month."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from repayplan.units.dates import last_day, month_of, month_text, read_month
from repayplan.units.refusal import nearest, refuse, whole

ORDINALS = ("first", "second", "third", "fourth", "last")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORDS = ("last", *(f"{ordinal} {weekday}" for ordinal in ORDINALS for weekday in WEEKDAYS))

PayDay = int | str | tuple[tuple[str, str], ...]


def read_pay_day(value: object, path: str) -> PayDay | None:
    """A day number, ``last``, ``first friday``, or (month, moment) pairs from a mapping of months to moments."""
    if value is None:
        return None
    value = as_mapping(value)
    if isinstance(value, Mapping):
        if not value:
            refuse(path, dict(value), "at least one month")
        months = {read_month(month, path): moment for month, moment in value.items()}
        return tuple((month_text(month), _read_moment(months[month], month, path)) for month in sorted(months))
    if isinstance(value, str):
        if value not in WORDS:
            refuse(path, value, "a day number, 'last', or a weekday such as 'first friday'", nearest(value, WORDS))
        return value
    return whole(value, path, 1, 31)


def as_mapping(value: object) -> object:
    """Pairs by month, as a line keeps them, as the mapping that they were read from; anything else as it is."""
    if isinstance(value, tuple) and all(isinstance(pair, tuple) and len(pair) == 2 for pair in value):
        return dict(value)
    return value


def pay_day_document(pay_day: PayDay | None) -> int | str | dict[str, str] | None:
    """The form of the case document."""
    return dict(pay_day) if isinstance(pay_day, tuple) else pay_day


def moment(pay_day: PayDay | None, month: int) -> datetime | None:
    """When the money of a month is there; None where it is not known.

    A day number beyond the end of a short month is its last day. A day without an hour counts from its end.
    """
    if pay_day is None:
        return None
    if isinstance(pay_day, tuple):
        given = dict(pay_day).get(month_text(month))
        return None if given is None else end_of(date.fromisoformat(given)) if len(given) == 10 else at(given)
    last = last_day(month)
    if isinstance(pay_day, int):
        return end_of(last.replace(day=min(pay_day, last.day)))
    return end_of(last if pay_day == "last" else _weekday(pay_day, last))


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return datetime.combine(day, time.max)


def at(text: str) -> datetime:
    """A moment as ISO writes it."""
    return datetime.fromisoformat(text)


def local(moment: datetime, zone: str | None) -> datetime:
    """A moment without its zone, as the household's clock shows it; where no zone is given, as it is written."""
    if moment.tzinfo is not None and zone is not None:
        try:
            moment = moment.astimezone(ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError):
            refuse("time_zone", zone, "a time zone that is known here", 'write it like "Asia/Shanghai"')
    return moment.replace(tzinfo=None)


def _weekday(words: str, last: date) -> date:
    """The day of "first friday" and the like, in the month that ends on a day."""
    ordinal, weekday = (
        words_of.index(word) for words_of, word in zip((ORDINALS, WEEKDAYS), words.split(), strict=True)
    )
    if ORDINALS[ordinal] == "last":
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = last.replace(day=1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * ordinal)


def _read_moment(value: object, month: int, path: str) -> str:
    where = f"{path}.{month_text(month)}"
    text = value.isoformat() if isinstance(value, date) else value
    read = None
    if isinstance(text, str):
        with suppress(ValueError):
            read = at(text)
    if read is None or not isinstance(text, str):
        refuse(where, value, "a day or a moment", 'write it like "2026-12-04T10:00"')
    if month_of(read) != month:
        refuse(where, value, f"a day of {month_text(month)}", "give the money by the month in which it arrives")
    return text
