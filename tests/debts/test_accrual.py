"""Accrual: days and dated rates into exact fractions of the principal."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.debts.accrual import Dates, pieces, spans
from repayplan.units.rates import read_path

STEPS = [{"from": "2026-12-01", "rate": "0%"}, {"from": "2027-05-01", "rate": "18.25%"}]
DAY_COUNTS = ["equal-periods", "actual/360", "actual/365"]
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def accrued(path, span, first=None, until=None):
    """The accrual per unit of principal, of all pieces."""
    found = pieces(path, span, first or span.start, until or span.due)
    return sum((piece.accrual for piece in found), Fraction(0))


@pytest.mark.parametrize(
    ("start", "due", "principal", "interest"),
    [
        # Published answers of card holders' questions, 0.05 % a day: 34 + 12 days, and 26 + 10 days.
        (date(2024, 12, 10), date(2025, 1, 13), 15000, "255.00"),
        (date(2025, 1, 13), date(2025, 1, 25), 14250, "85.50"),
        (date(2010, 5, 30), date(2010, 6, 25), 1500, "19.50"),
        (date(2010, 6, 25), date(2010, 7, 5), 1350, "6.75"),
    ],
)
def test_published_interest_by_days(start, due, principal, interest):
    (span,) = spans(Dates(start, due, due.day, "month"), "actual/365", 1)
    assert accrued(read_path("0.05%/day", "rate"), span) * principal == Fraction(interest)


@pytest.mark.parametrize(
    ("day_count", "fraction"),
    [
        # 18.25 % from 1 to 15 May alone: 14 of the 30 days of 15 April to 15 May.
        ("actual/365", Fraction(14, 365) * Fraction(1825, 10000)),
        ("actual/360", Fraction(14, 360) * Fraction(1825, 10000)),
        ("equal-periods", Fraction(1, 12) * Fraction(14, 30) * Fraction(1825, 10000)),
    ],
)
def test_a_rate_step_bears_on_its_own_days(day_count, fraction):
    (span,) = spans(Dates(date(2027, 4, 15), date(2027, 5, 15), 15, "month"), day_count, 1)
    path = read_path(STEPS, "rate")
    assert accrued(path, span) == fraction
    assert [(str(piece.rate), piece.days) for piece in pieces(path, span, span.start, span.due)] == [
        ("0%", 16),
        ("18.25%", 14),
    ]


@pytest.mark.parametrize(
    ("rate", "share", "accrual"),
    [
        ("0.05%/day", Fraction(31), Fraction(31, 2000)),
        ("18%", Fraction(1, 12), Fraction(18, 1200)),
        ("1.5%/month", Fraction(1, 12), Fraction(18, 1200)),
    ],
)
def test_a_piece_shows_its_share_in_the_measure_of_its_rate(rate, share, accrual):
    (span,) = spans(Dates(date(2027, 1, 15), date(2027, 2, 15), 15, "month"), "equal-periods", 1)
    (piece,) = pieces(read_path(rate, "rate"), span, span.start, span.due)
    assert (piece.days, piece.share, piece.accrual) == (31, share, accrual)


def test_each_period_begins_where_the_one_before_it_ends():
    found = spans(Dates(date(2027, 1, 10), date(2027, 1, 31), 31, "month"), "equal-periods", 4)
    assert [str(span.due) for span in found] == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    assert [span.start for span in found[1:]] == [span.due for span in found[:-1]]
    assert found[0].start == date(2027, 1, 10)
    assert [Fraction(*span.share) for span in found[1:]] == [Fraction(1, 12)] * 3


def test_a_payment_in_advance_accrues_nothing():
    first, second = spans(Dates(date(2027, 1, 10), date(2027, 1, 10), 10, "month"), "equal-periods", 2)
    assert accrued(read_path("18%", "rate"), first) == 0
    assert accrued(read_path("18%", "rate"), second) == Fraction(18, 1200)


@given(
    DAYS,
    st.integers(1, 60),
    st.integers(0, 60),
    st.sampled_from(DAY_COUNTS),
    st.sampled_from(["18%", "0.05%/day", STEPS]),
)
def test_parts_of_a_period_add_up_to_it(start, days, part, day_count, rate):
    due = start + timedelta(days=days)
    cut = min(start + timedelta(days=part), due)
    (span,) = spans(Dates(start, due, due.day, "month"), day_count, 1)
    path = read_path(rate, "rate")
    assert accrued(path, span, until=cut) + accrued(path, span, first=cut) == accrued(path, span)
