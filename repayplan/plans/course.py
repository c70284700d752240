"""The course of a plan before any sum is asked: its periods, what accrues in each, and what becomes of it."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from repayplan.debts.accrual import Dates, Piece, Span, pieces, spans
from repayplan.units.day_counts import BY_DAYS, days_share
from repayplan.units.rates import growth

if TYPE_CHECKING:
    from datetime import date

    from repayplan.terms.treatment import Treated
    from repayplan.terms.working_days import Calendar
    from repayplan.units.rates import RatePath


class Moving(NamedTuple):
    """The working days that due dates are moved to."""

    calendar: Calendar
    shift: str


class Bearing(NamedTuple):
    """What interest follows: the plan's rate, the contract's, the day count, and the treatment of interest.

    Attributes:
        compounds: how often a year a quoted rate compounds, None where it is as the period.
        moving: how due dates are moved to working days, None where they are not.
        deferring: in how many first periods what runs is put off.
    """

    path: RatePath
    contract: RatePath
    day_count: str
    treated: Treated
    compounds: int | None = None
    moving: Moving | None = None
    deferring: int = 0


class Course(NamedTuple):
    """Periods with their accruals over one denominator.

    Attributes:
        spans: the periods' days, due dates moved to working days.
        counted: the days that interest counts: the same, but equal periods do not feel a move.
        scheduled: the due dates before any is moved.
        parts: for each period, (numerator, what becomes of it) for each treatment that holds on some of its days.
        contract: for each period, the numerator at the contract's rate where the period accrues less; else None.
        den: the denominator of them all.
    """

    spans: tuple[Span, ...]
    counted: tuple[Span, ...]
    scheduled: tuple[date, ...]
    parts: tuple[tuple[tuple[int, str], ...], ...]
    contract: tuple[int | None, ...]
    den: int


def stretches(span: Span, treated: Treated) -> list[tuple[date, date, str]]:
    """The days of a period in order, as (first, until, what becomes of their interest)."""
    found, here = [], span.start
    for window in treated.windows:
        start, end = max(here, window.after), min(span.due, window.end)
        if start < end:
            if here < start:
                found.append((here, start, treated.accrual))
            found.append((start, end, window.treatment))
            here = end
    if here < span.due:
        found.append((here, span.due, treated.accrual))
    return found


def accruals(bearing: Bearing, span: Span, number: int) -> list[tuple[str, list[Piece]]]:
    """What accrues in the period of a number (from 0), gathered by what becomes of it: each is rounded once."""
    gathered: dict[str, list[Piece]] = {}
    for first, until, becomes in stretches(span, bearing.treated):
        if number < bearing.deferring and becomes == "run":
            becomes = "defer"
        gathered.setdefault(becomes, []).extend(pieces(bearing.path, span, first, until))
    return list(gathered.items())


def worth(bearing: Bearing, piece: Piece) -> Fraction:
    """What a piece accrues per unit of what bears: rate x share, or as the quoted rate compounds."""
    if bearing.compounds is None or piece.rate.per == "day":
        return piece.accrual
    return growth(piece.rate.yearly, bearing.compounds, piece.share)


def by_contract(bearing: Bearing, span: Span) -> list[Piece]:
    """The pieces of a period at the contract's rate."""
    return pieces(bearing.contract, span, span.start, span.due)


def _fractions(bearing: Bearing, span: Span, number: int) -> tuple[list[tuple[Fraction, str]], Fraction | None]:
    """Each accrual as a fraction of what bears, and the contract's where it is more than all of them.

    Fractions of the original amount and of what is owed cannot be compared: then the contract's is always given.
    """
    booked = [
        (sum((worth(bearing, piece) for piece in found), Fraction(0)), becomes)
        for becomes, found in accruals(bearing, span, number)
        if becomes != "pause"
    ]
    contract = sum((worth(bearing, piece) for piece in by_contract(bearing, span)), Fraction(0))
    less = bearing.path.flat != bearing.contract.flat or contract > sum(share for share, _ in booked)
    return [(share, becomes) for share, becomes in booked if share], contract if less else None


def _moved(periods: tuple[Span, ...], moving: Moving, day_count: str) -> tuple[Span, ...]:
    """The periods with their due dates on working days; the days between count by the day count, where it has any."""
    found, start = [], periods[0].start
    for span in periods:
        due = max(start, moving.calendar.moved(span.due, moving.shift))
        found.append(Span(start, due, days_share(day_count, start, due) if day_count in BY_DAYS else span.share))
        start = due
    return tuple(found)


@lru_cache(maxsize=512)
def course(bearing: Bearing, dates: Dates, count: int) -> Course:
    """The course of ``count`` periods; equal ones are worked out once."""
    scheduled = spans(dates, bearing.day_count, count)
    shown = scheduled if bearing.moving is None else _moved(scheduled, bearing.moving, bearing.day_count)
    counted = shown if bearing.day_count in BY_DAYS else scheduled
    known: dict[tuple[object, ...], tuple[list[tuple[Fraction, str]], Fraction | None]] = {}
    keys = []
    # Without windows and rate steps, periods of equal share accrue alike; a rate by the day counts their days.
    steps = bearing.path.steps + bearing.contract.steps
    plain, daily = not bearing.treated.windows and len(steps) == 2, any(rate.per == "day" for _, rate in steps)
    for k, span in enumerate(counted):
        key: tuple[object, ...] = (k, span)
        if plain:
            key = (k < bearing.deferring, span.share, (span.due - span.start).days if daily else None)
        if key not in known:
            known[key] = _fractions(bearing, span, k)
        keys.append(key)
    den = lcm(*(f.denominator for booked, contract in known.values() for f in _all(booked, contract)))
    # Periods that accrue alike share one tuple, so that a plain plan can be told to be plain.
    over = {
        key: (
            tuple((int(share * den), becomes) for share, becomes in booked),
            None if contract is None else int(contract * den),
        )
        for key, (booked, contract) in known.items()
    }
    parts, contracts = zip(*(over[key] for key in keys), strict=True)
    return Course(shown, counted, tuple(span.due for span in scheduled), parts, contracts, den)


def _all(booked: list[tuple[Fraction, str]], contract: Fraction | None) -> list[Fraction]:
    return [share for share, _ in booked] + ([] if contract is None else [contract])
