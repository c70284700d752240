"""Dated rate and days into the numerators that the engine multiplies a balance with."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from repayplan.units.dates import due_date, period_share

if TYPE_CHECKING:
    from datetime import date

    from repayplan.units.dates import Every
    from repayplan.units.rates import Rate, RatePath


class Span(NamedTuple):
    """One period's days: from ``start`` to ``due``, and its share of a year by the day count."""

    start: date
    due: date
    share: tuple[int, int]


class Dates(NamedTuple):
    """What a series of due dates is made of; equal series are worked out once."""

    as_of: date
    first_due: date
    seed_day: int
    every: Every


@lru_cache(maxsize=2048)
def spans(dates: Dates, day_count: str, count: int) -> tuple[Span, ...]:
    """The periods of a plan: the first runs from ``as_of``, each later one from the due date before it."""
    due = [due_date(dates.first_due, dates.seed_day, dates.every, k) for k in range(count)]
    starts = [dates.as_of, *due]
    return tuple(
        Span(start, end, period_share(day_count, start, end, dates.seed_day, dates.every))
        for start, end in zip(starts, due, strict=False)
    )


class Piece(NamedTuple):
    """Days of one period at one rate, and what they accrue per unit of principal: rate x share, exactly."""

    rate: Rate
    days: int
    share: Fraction
    accrual: Fraction


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
            found.append(Piece(rate, days, share, Fraction(num, den)))
    return found
