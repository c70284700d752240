"""Day counts that need two days alone: the share of a year between them, as a whole numerator and denominator."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

from repayplan.units.refusal import nearest, refuse

FIXED_YEARS = {"actual/360": 360, "actual/364": 364, "actual/365": 365}
BY_DAYS = (
    *FIXED_YEARS, "30/360", "30E/360", "actual/actual", "actual/actual-december-31", "actual/actual-february-29",
)  # fmt: skip
DAY_COUNTS = ("equal-periods", *BY_DAYS)


def read_day_count(value: object, path: str) -> str:
    """A word of ``day_count``."""
    if not isinstance(value, str) or value not in DAY_COUNTS:
        refuse(path, value, "a day count", nearest(value, DAY_COUNTS))
    return value


def days_share(day_count: str, start: date, end: date) -> tuple[int, int]:
    """The share of a year from ``start`` to ``end`` by every word of ``day_count`` but ``equal-periods``.

    Args:
        day_count: ``actual/360``, ``actual/364``, ``actual/365``: days over a fixed year. ``30/360`` and ``30E/360``:
            months of 30 days. ``actual/actual``: the days of each calendar year over that year's length (the year
            changes on 1 January). ``actual/actual-december-31``: the same where 31 December counts in the new year.
            ``actual/actual-february-29``: over 366 where 29 February is among the days, else over 365.
        start: first day, not counted.
        end: last day, counted; not before ``start``.

    Returns:
        Numerator and denominator [years].

    Source:
        ISDA 2006 Definitions, section 4.16: (b) actual/actual, (d) actual/365, (e) actual/360, (f) 30/360,
        (g) 30E/360. The two variants are settings of loan systems.

    Examples:
        >>> words = ("30/360", "30E/360", "actual/actual", "actual/actual-february-29")
        >>> [days_share(word, date(2027, 12, 30), date(2028, 3, 31)) for word in words]
        [(90, 360), (90, 360), (33582, 133590), (92, 366)]
    """
    if day_count in FIXED_YEARS:
        return (end - start).days, FIXED_YEARS[day_count]
    if day_count in ("30/360", "30E/360"):
        return _days_of_thirty(start, end, european=day_count == "30E/360"), 360
    if day_count == "actual/actual-february-29":
        return (end - start).days, 366 if _holds_leap_day(start, end) else 365
    shift = timedelta(days=1 if day_count == "actual/actual-december-31" else 0)
    return _by_calendar_year(start + shift, end + shift)


def _days_of_thirty(start: date, end: date, *, european: bool) -> int:
    """Days where each month has 30: a 31st is a 30th; in ``30/360`` the end's only where the start is on the 30th."""
    first = min(start.day, 30)
    last = min(end.day, 30) if european or first == 30 else end.day
    return (end.year - start.year) * 360 + (end.month - start.month) * 30 + last - first


def _holds_leap_day(start: date, end: date) -> bool:
    """Whether 29 February is one of the days after ``start`` up to ``end``."""
    leap_years = (year for year in range(start.year, end.year + 1) if isleap(year))
    return any(start < date(year, 2, 29) <= end for year in leap_years)


def _by_calendar_year(start: date, end: date) -> tuple[int, int]:
    """Days in leap years over 366 and the others over 365, as one fraction."""
    leap = sum(
        (min(end, date(year + 1, 1, 1)) - max(start, date(year, 1, 1))).days
        for year in range(start.year, end.year + 1)
        if isleap(year)
    )
    plain = (end - start).days - leap
    if not leap:
        return plain, 365
    return (leap * 365 + plain * 366, 365 * 366) if plain else (leap, 366)
