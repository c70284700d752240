"""Days, months, due-date series from a seed, and day counts as exact shares of a year."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from repayplan.units.day_counts import days_share
from repayplan.units.day_counts import read_day_count as read_day_count
from repayplan.units.refusal import nearest, refuse

MONTHS = {"month": 1, "two months": 2, "quarter": 3, "half-year": 6, "year": 12}
DAYS = {"day": 1, "week": 7, "fortnight": 14, "four weeks": 28}
PARTS_OF_YEAR = {"day": 365, "week": 52, "fortnight": 26, "four weeks": 13, "half-month": 24}
EVERY = (*DAYS, "half-month", *MONTHS)
# From any day of these years plans can be counted on and back within the calendar.
FIRST_YEAR, LAST_YEAR = 1000, 8999
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

Every = str | tuple[int, str]


def read_date(value: object, path: str) -> date:
    """A day from ``date`` or an ISO string."""
    day = value if isinstance(value, date) and not isinstance(value, datetime) else None
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            day = date.fromisoformat(value)
    if day is None:
        refuse(path, value, "a day", 'write it like "2026-12-31"')
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        refuse(path, value, f"a day of the years {FIRST_YEAR} to {LAST_YEAR}", "leave it out where there is no end")
    return day


def read_month(value: object, path: str) -> int:
    """A month ``"2026-12"`` as a running number (years x 12 + months)."""
    match = _MONTH.fullmatch(value) if isinstance(value, str) else None
    if not match:
        refuse(path, value, "a month", 'write it like "2026-12"')
    if not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        refuse(path, value, f"a month of the years {FIRST_YEAR} to {LAST_YEAR}")
    return int(match[1]) * 12 + int(match[2]) - 1


def month_of(day: date) -> int:
    """The running number of the month of a day."""
    return day.year * 12 + day.month - 1


def month_text(month: int) -> str:
    """The running number of a month as ``"2026-12"``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def last_day(month: int) -> date:
    """The last day of a month given by its running number."""
    return date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)


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
        # Two days a month, fifteen apart, of which the seed day is one; with the last day goes the 15th.
        early = seed_day if seed_day <= 15 else min(seed_day - 15, 15)
        late = max(seed_day, early + 15)
        halves = k + (seed.day != early)
        return seed + relativedelta(months=halves // 2, day=late if halves % 2 else early)
    return seed + relativedelta(months=MONTHS[every] * k, day=seed_day)


def due_dates(first: date, every: Every, count: int, seed_day: int | None = None) -> list[date]:
    """The due dates of ``count`` periods, each from the seed, so that a short month does not pull later ones along.

    Examples:
        >>> [str(day) for day in due_dates(date(2027, 1, 31), "month", 3)]
        ['2027-01-31', '2027-02-28', '2027-03-31']
    """
    day = first.day if seed_day is None else seed_day
    return [due_date(first, day, every, k) for k in range(count)]


def default_first_due(as_of: date, due_day: int | None) -> tuple[date, int]:
    """First due date and its seed day: the debt's due day after ``as_of``, else a month's end."""
    if due_day is not None:
        this = due_date(as_of, due_day, "month", 0)
        return (this if this > as_of else due_date(as_of, due_day, "month", 1)), due_day
    return last_day(month_of(as_of) + (as_of.day > 15)), 31


def period_share(day_count: str, start: date, due: date, seed_day: int, every: Every) -> tuple[int, int]:
    """The share of a year between two days as (numerator, denominator), by the words of ``day_count``.

    ``equal-periods``: each full period, counted back from ``due``, is an equal part of the year (a month a twelfth, a
    week a fifty-second; of ``(k, "days")`` a day is 1/365); a broken one counts its days over the days of the full
    period that it belongs to; from the first to the last day of a month is a full month, and so is from a
    month's last day to that of the next. It is also what is called
    actual/actual by due period. The other words: see ``days_share``.

    Examples:
        >>> period_share("equal-periods", date(2027, 1, 1), date(2027, 2, 28), 31, "month")
        (2, 12)
        >>> period_share("equal-periods", date(2027, 1, 10), date(2027, 3, 1), 1, "month")
        (53, 372)
    """
    if day_count != "equal-periods":
        return days_share(day_count, start, due)
    if isinstance(every, tuple):
        return (due - start).days, 365
    full, end = 0, due
    while (before := due_date(due, seed_day, every, -full - 1)) >= start:
        full, end = full + 1, before
    year = PARTS_OF_YEAR.get(every) or 12 // MONTHS[every]
    broken, span = (end - start).days, (end - before).days
    if not broken or _calendar_months(start, end) == MONTHS.get(every):
        return full + bool(broken), year
    return full * span + broken, span * year


def months_on(start: date, end: date) -> tuple[int, int]:
    """The share of a year between two days in months counted on from the start: a broken one by its days.

    Examples:
        >>> months_on(date(2024, 1, 1), date(2024, 2, 18))
        (46, 348)
    """
    months = month_of(end) - month_of(start)
    months -= due_date(start, start.day, "month", months) > end
    begin, after = (due_date(start, start.day, "month", k) for k in (months, months + 1))
    whole = (after - begin).days
    return months * whole + (end - begin).days, 12 * whole


def _calendar_months(start: date, end: date) -> int:
    """The months from the first day of one, or from a last day, to the last day of another; 0 for other days."""
    if not is_month_end(end) or not (start.day == 1 or is_month_end(start)):
        return 0
    return month_of(end) - month_of(start) + (start.day == 1)


def is_month_end(day: date) -> bool:
    """Whether a day is the last of its month."""
    return (day + timedelta(days=1)).day == 1


def pair_seed(start: date, end: date) -> int:
    """The day of the month on which months are counted back from ``end``; 31 January to 28 February is a month."""
    return max(start.day, end.day) if is_month_end(end) else end.day


def whole_months(start: date, end: date, seed_day: int) -> tuple[int, date]:
    """The whole months that fit between two days, counted back from ``end``, and the day on which they begin."""
    months = month_of(end) - month_of(start)
    back = due_date(end, seed_day, "month", -months)
    return (months, back) if back >= start else (months - 1, due_date(end, seed_day, "month", 1 - months))


def year_fraction(start: date | str, end: date | str, unit: str) -> Fraction:
    """The interval between two days in years, as the European rules for consumer credit count it.

    Whole units are counted back from the end: a year is 12 equal months or 52 weeks, a month a twelfth, a week a
    fifty-second. The odd days that are left at the start are divided by the length, 365 or 366 days, of the year that
    ends where the odd days end. From one month's last day to another's are whole months.

    Args:
        start: day of the first drawdown; not counted.
        end: day of the payment; counted.
        unit: ``week``, ``month`` or ``year``.

    Returns:
        The exact interval [years].

    Raises:
        InputError: a day that is none, an end before the start, or another unit.

    Source:
        Directive 2008/48/EC, Annex I, remark (c), in force until 2026-11-19; Directive (EU) 2023/2225 from 2026-11-20.
        The odd days: the Commission's guidelines, SWD(2012) 128 final, 4.1.1; Directive 2014/17/EU, Annex I, (c).

    Examples:
        >>> year_fraction("2013-01-12", "2013-02-15", "month") == Fraction(1, 12) + Fraction(3, 366)
        True
    """
    first, last = read_date(start, "start"), read_date(end, "end")
    if last < first:
        refuse("end", end, f"a day that is not before {first}")
    if unit == "week":
        weeks, odd = divmod((last - first).days, 7)
        return Fraction(weeks, 52) + _odd_days(first, first + timedelta(days=odd))
    if unit not in ("month", "year"):
        refuse("unit", unit, "a unit of the interval", nearest(unit, ("week", "month", "year")))
    seed_day = pair_seed(first, last)
    months, begin = whole_months(first, last, seed_day)
    if unit == "year":
        months -= months % 12
        begin = due_date(last, seed_day, "month", -months)
    return Fraction(months, 12) + _odd_days(first, begin)


def _odd_days(start: date, end: date) -> Fraction:
    """Days over the length of the year that ends with them [years]."""
    return Fraction((end - start).days, (end - (end - relativedelta(years=1))).days)
