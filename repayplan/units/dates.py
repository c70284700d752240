"""Days, months, due-date series from a seed, and day counts as exact shares of a year."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from repayplan.units.refusal import nearest, refuse

MONTHS = {"month": 1, "two months": 2, "quarter": 3, "half-year": 6, "year": 12}
DAYS = {"day": 1, "week": 7, "fortnight": 14, "four weeks": 28}
PARTS_OF_YEAR = {"day": 365, "week": 52, "fortnight": 26, "four weeks": 13, "half-month": 24}
EVERY = (*DAYS, "half-month", *MONTHS)
DAY_COUNTS = ("equal-periods", "actual/360", "actual/365")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")

Every = str | tuple[int, str]


def read_date(value: object, path: str) -> date:
    """A day from ``date`` or an ISO string."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    refuse(path, value, "a day", 'write it like "2026-12-31"')


def read_month(value: object, path: str) -> int:
    """A month ``"2026-12"`` as a running number (years x 12 + months)."""
    match = _MONTH.fullmatch(value) if isinstance(value, str) else None
    if not match:
        refuse(path, value, "a month", 'write it like "2026-12"')
    return int(match[1]) * 12 + int(match[2]) - 1


def month_of(day: date) -> int:
    """The running number of the month of a day."""
    return day.year * 12 + day.month - 1


def month_text(month: int) -> str:
    """The running number of a month as ``"2026-12"``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def last_day(month: int) -> date:
    """The last day of a month given by its running number."""
    return date(month // 12, month % 12 + 1, 1) + relativedelta(day=31)


def read_every(value: object, path: str) -> Every:
    """A word of ``every``, or ``(k, "days")``."""
    if isinstance(value, str) and value in EVERY:
        return value
    if isinstance(value, (list, tuple)) and len(value) == 2 and value[1] == "days":
        if isinstance(value[0], int) and not isinstance(value[0], bool) and 1 <= value[0] <= 3660:
            return (value[0], "days")
        refuse(path, value, "1 to 3660 days")
    refuse(path, value, 'a word of every, or (k, "days")', nearest(value, EVERY))


@lru_cache(maxsize=65536)
def due_date(seed: date, seed_day: int, every: Every, k: int) -> date:
    """The due date ``k`` periods after the seed (before it, where negative); month ends come from the seed's day."""
    if isinstance(every, tuple):
        return seed + timedelta(days=every[0] * k)
    if every in DAYS:
        return seed + timedelta(days=DAYS[every] * k)
    if every == "half-month":
        # Two days a month, fifteen apart, of which the seed's is one.
        early = seed_day if seed_day <= 15 else seed_day - 15
        halves = k + (seed_day > 15)
        day = early + 15 * (halves % 2)
        return seed + relativedelta(months=halves // 2, day=day)
    return seed + relativedelta(months=MONTHS[every] * k, day=seed_day)


def due_dates(first: date, every: Every, count: int, seed_day: int | None = None) -> list[date]:
    """The due dates of ``count`` periods, each from the seed, so that a short month does not pull later ones along.

    Example:
        >>> [str(day) for day in due_dates(date(2027, 1, 31), "month", 3)]
        ['2027-01-31', '2027-02-28', '2027-03-31']
    """
    day = first.day if seed_day is None else seed_day
    return [due_date(first, day, every, k) for k in range(count)]


def default_first_due(as_of: date, due_day: int | None) -> tuple[date, int]:
    """First due date and its seed day: the debt's due day after ``as_of``, else a month's end."""
    if due_day is not None:
        this = as_of + relativedelta(day=due_day)
        return (this if this > as_of else as_of + relativedelta(months=1, day=due_day)), due_day
    return last_day(month_of(as_of) + (as_of.day > 15)), 31


def period_share(day_count: str, start: date, due: date, seed_day: int, every: Every) -> tuple[int, int]:
    """The share of a year between two days as (numerator, denominator), by the words of DESIGN's ``day_count``.

    ``equal-periods``: each full period counts alike; a broken one counts its days over the days of the full period
    that it belongs to; from the first to the last day of a month is a full month.
    """
    if day_count != "equal-periods":
        return (due - start).days, int(day_count.removeprefix("actual/"))
    if isinstance(every, tuple):
        return (due - start).days, 365
    full, end = 0, due
    while (before := due_date(due, seed_day, every, -full - 1)) >= start:
        full, end = full + 1, before
    year = PARTS_OF_YEAR.get(every) or 12 // MONTHS[every]
    broken, span = (end - start).days, (end - before).days
    whole_month = every == "month" and start.day == 1 and end == last_day(month_of(start))
    if not broken or whole_month:
        return full + bool(broken), year
    return full * span + broken, span * year


def read_day_count(value: object, path: str) -> str:
    """A word of ``day_count``."""
    if not isinstance(value, str) or value not in DAY_COUNTS:
        refuse(path, value, "a day count", nearest(value, DAY_COUNTS))
    return value
