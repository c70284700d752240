"""The course of a plan before any sum is asked: its periods, what accrues in each, and what becomes of it."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from repayplan.debts.accrual import Dates, Piece, Span, pieces, spans

if TYPE_CHECKING:
    from datetime import date

    from repayplan.terms.treatment import Treated
    from repayplan.units.rates import RatePath


class Bearing(NamedTuple):
    """What interest follows: the plan's rate, the contract's, the day count, and the treatment of interest."""

    path: RatePath
    contract: RatePath
    day_count: str
    treated: Treated


class Course(NamedTuple):
    """Periods with their accruals over one denominator.

    Attributes:
        spans: the periods' days.
        parts: for each period, (numerator, what becomes of it) for each treatment that holds on some of its days.
        contract: for each period, the numerator at the contract's rate where the period accrues less; else None.
        den: the denominator of them all.
    """

    spans: tuple[Span, ...]
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


def accruals(bearing: Bearing, span: Span) -> list[tuple[str, list[Piece]]]:
    """What accrues in a period, gathered by what becomes of it: each is rounded once."""
    gathered: dict[str, list[Piece]] = {}
    for first, until, becomes in stretches(span, bearing.treated):
        gathered.setdefault(becomes, []).extend(pieces(bearing.path, span, first, until))
    return list(gathered.items())


def _fractions(bearing: Bearing, span: Span) -> tuple[list[tuple[Fraction, str]], Fraction | None]:
    """Each accrual as a fraction of the principal, and the contract's where it is more than all of them."""
    booked = [
        (sum((piece.accrual for piece in found), Fraction(0)), becomes)
        for becomes, found in accruals(bearing, span)
        if becomes != "pause"
    ]
    by_contract = sum((p.accrual for p in pieces(bearing.contract, span, span.start, span.due)), Fraction(0))
    less = by_contract > sum(share for share, _ in booked)
    return [(share, becomes) for share, becomes in booked if share], by_contract if less else None


@lru_cache(maxsize=512)
def course(bearing: Bearing, dates: Dates, count: int) -> Course:
    """The course of ``count`` periods; equal ones are worked out once."""
    periods = spans(dates, bearing.day_count, count)
    known: dict[tuple[object, ...], tuple[list[tuple[Fraction, str]], Fraction | None]] = {}
    keys = []
    for span in periods:
        # Without windows and rate steps, periods of equal share and days accrue alike.
        plain = not bearing.treated.windows and len(bearing.path.steps) == len(bearing.contract.steps) == 1
        key = (span.share, (span.due - span.start).days) if plain else (span,)
        if key not in known:
            known[key] = _fractions(bearing, span)
        keys.append(key)
    den = lcm(*(f.denominator for booked, by_contract in known.values() for f in _all(booked, by_contract)))
    # Periods that accrue alike share one tuple, so that a plain plan can be told to be plain.
    over = {
        key: (
            tuple((int(share * den), becomes) for share, becomes in booked),
            None if by_contract is None else int(by_contract * den),
        )
        for key, (booked, by_contract) in known.items()
    }
    return Course(periods, tuple(over[key][0] for key in keys), tuple(over[key][1] for key in keys), den)


def _all(booked: list[tuple[Fraction, str]], by_contract: Fraction | None) -> list[Fraction]:
    return [share for share, _ in booked] + ([] if by_contract is None else [by_contract])
