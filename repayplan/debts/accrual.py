"""Dated rate and days into the numerators that the engine multiplies a balance with."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from repayplan.units.dates import MONTHS, due_date, months_on, period_share

if TYPE_CHECKING:
    from datetime import date

    from repayplan.units.dates import Every
    from repayplan.units.rates import Rate, RatePath


class Span(NamedTuple):
    """One period's days: from ``start`` to ``due``, and its share of a year by the day count."""

    start: date
    due: date
    share: tuple[int, int]


class Whole(NamedTuple):
    """A whole period, of which a row is a part: its days, and the day of the month on which due dates fall."""

    start: date
    due: date
    seed_day: int


class Dates(NamedTuple):
    """What a series of due dates is made of; equal series are worked out once.

    Attributes:
        as_of: where the first row starts.
        first_due: where it ends; the later due dates are counted from it.
        seed_day: the day of the month on which due dates fall.
        every: how far apart they are.
        within: the whole period that the first row is a part of, where it is not all of it.
        counted_on: whole months of a broken first period are counted on from its start.
    """

    as_of: date
    first_due: date
    seed_day: int
    every: Every
    within: Whole | None = None
    counted_on: bool = False


@lru_cache(maxsize=2048)
def spans(dates: Dates, day_count: str, count: int) -> tuple[Span, ...]:
    """The periods of a plan: the first runs from ``as_of``, each later one from the due date before it."""
    due = [due_date(dates.first_due, dates.seed_day, dates.every, k) for k in range(count)]
    starts = [dates.as_of, *due]
    return tuple(
        Span(start, end, _share(dates if k == 0 else dates._replace(within=None), day_count, start, end))
        for k, (start, end) in enumerate(zip(starts, due, strict=False))
    )


def _share(dates: Dates, day_count: str, start: date, end: date) -> tuple[int, int]:
    """The share of a year of one row: of equal periods, a part of one counts its days over the days of the whole."""
    if day_count != "equal-periods" or dates.within is None:
        return _of_equal(dates, day_count, start, end, dates.seed_day)
    num, den = _of_equal(dates, day_count, *dates.within)
    return num * (end - start).days, den * (dates.within.due - dates.within.start).days


def _of_equal(dates: Dates, day_count: str, start: date, end: date, seed_day: int) -> tuple[int, int]:
    """The share of a period that may be broken."""
    broken = dates.counted_on and start != due_date(end, seed_day, dates.every, -1)
    if broken and day_count == "equal-periods" and dates.every in MONTHS:
        return months_on(start, end)
    return period_share(day_count, start, end, seed_day, dates.every)


class Piece(NamedTuple):
    """Days of one period from ``start`` on at one rate, and what they accrue per unit: rate x share, exactly."""

    rate: Rate
    days: int
    share: Fraction
    accrual: Fraction
    start: date


def pieces(path: RatePath, span: Span, first: date, until: date) -> list[Piece]:
    """The days from ``first`` up to, not including, ``until``, within one period, each rate step apart.

    A part of a period counts by its days, under every day count alike; a daily rate counts the days themselves.
    """
    cuts = [first, *(day for day in path.changes() if first < day < until), until]
    whole = (span.due - span.start).days
    found = []
    for start, end in pairwise(cuts):
        days = (end - start).days
        if days:
            rate = path.on(start)
            num, den = rate.over((span.share[0] * days, span.share[1] * whole), days)
            share = Fraction(days) if rate.per == "day" else Fraction(span.share[0] * days, span.share[1] * whole)
            found.append(Piece(rate, days, share, Fraction(num, den), start))
    return found
