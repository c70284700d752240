"""The day on which an income arrives: a day of the month, a weekday in it, or a moment for each month."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime

from repayplan.units.dates import read_month
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
        moments = {month: _read_moment(moment, f"{path}.{month}") for month, moment in value.items()}
        return tuple(sorted(moments.items(), key=lambda pair: read_month(pair[0], path)))
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


def _read_moment(value: object, path: str) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        with suppress(ValueError):
            datetime.fromisoformat(value)
            return value
    refuse(path, value, "a day or a moment", 'write it like "2026-12-04T10:00"')
