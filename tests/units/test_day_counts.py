"""Day counts: ISDA's own definitions, additivity, and the words that are read."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.units.day_counts import BY_DAYS, DAY_COUNTS, days_share, read_day_count
from repayplan.units.refusal import InputError

days = st.dates(date(1970, 1, 1), date(2110, 12, 31))
ADDITIVE = [word for word in BY_DAYS if word not in ("30/360", "actual/actual-february-29")]


def share(word, start, end):
    return Fraction(*days_share(word, start, end))


@given(st.sampled_from(ADDITIVE), st.lists(days, min_size=3, max_size=3).map(sorted))
def test_parts_add_up(word, dates):
    start, middle, end = dates
    assert share(word, start, middle) + share(word, middle, end) == share(word, start, end)


@given(st.sampled_from(BY_DAYS), days)
def test_no_days_no_share(word, day):
    assert share(word, day, day) == 0


@given(st.sampled_from(BY_DAYS), days, st.integers(0, 5000))
def test_a_share_is_near_the_days_over_a_year(word, start, count):
    # A count of days over 366, 365, 364 or 360 differs by at most 6 in 360; months of 30 days by two days besides.
    expected = Fraction(count, 365)
    if word == "actual/actual-february-29" and count > 366:
        return
    assert abs(share(word, start, start + timedelta(days=count)) - expected) <= expected * Fraction(6, 360) + Fraction(
        3, 360
    )


@pytest.mark.parametrize(
    ("word", "start", "end", "expected"),
    [
        ("actual/360", (2027, 1, 31), (2027, 2, 28), Fraction(28, 360)),
        ("actual/364", (2027, 1, 31), (2028, 1, 30), Fraction(364, 364)),
        ("actual/365", (2028, 1, 1), (2029, 1, 1), Fraction(366, 365)),
        ("actual/actual", (2028, 1, 1), (2029, 1, 1), Fraction(1)),
        ("actual/actual", (2027, 12, 31), (2028, 1, 2), Fraction(1, 365) + Fraction(1, 366)),
        ("actual/actual-december-31", (2027, 12, 31), (2028, 1, 2), Fraction(2, 366)),
        ("actual/actual-december-31", (2027, 12, 30), (2028, 1, 2), Fraction(1, 365) + Fraction(2, 366)),
        ("actual/actual-february-29", (2028, 2, 28), (2028, 2, 29), Fraction(1, 366)),
        ("actual/actual-february-29", (2028, 2, 29), (2028, 3, 29), Fraction(29, 365)),
        ("actual/actual-february-29", (2028, 1, 29), (2028, 2, 28), Fraction(30, 365)),
        # ISDA 2006, 4.16 (f) and (g): only 30E/360 makes an end on a 31st a 30th whatever the start.
        ("30/360", (2027, 1, 15), (2027, 3, 31), Fraction(76, 360)),
        ("30E/360", (2027, 1, 15), (2027, 3, 31), Fraction(75, 360)),
        ("30/360", (2027, 1, 30), (2027, 3, 31), Fraction(60, 360)),
        ("30/360", (2027, 1, 31), (2027, 2, 28), Fraction(28, 360)),
        ("30/360", (2027, 2, 28), (2027, 3, 31), Fraction(33, 360)),
        ("30E/360", (2027, 2, 28), (2027, 3, 31), Fraction(32, 360)),
        ("30/360", (2027, 1, 15), (2028, 1, 15), Fraction(1)),
    ],
)
def test_defined_share(word, start, end, expected):
    assert share(word, date(*start), date(*end)) == expected


def test_actual_actual_by_a_second_way():
    # Day by day: each day over the length of the year in which it begins.
    start = date(2027, 11, 5)
    total = Fraction(0)
    for k in range(900):
        day = start + timedelta(days=k)
        total += Fraction(1, 366 if day.year % 4 == 0 else 365)
        assert share("actual/actual", start, day + timedelta(days=1)) == total


def test_words_are_read_and_others_refused():
    assert [read_day_count(word, "day_count") for word in DAY_COUNTS] == list(DAY_COUNTS)
    with pytest.raises(InputError, match="actual/365"):
        read_day_count("act/365", "day_count")


def test_the_share_is_said_over_the_shortest_year_that_holds_it():
    assert days_share("actual/actual", date(2028, 1, 1), date(2028, 2, 1)) == (31, 366)
    assert days_share("actual/actual", date(2027, 1, 1), date(2027, 2, 1)) == (31, 365)
    assert days_share("actual/actual", date(2027, 12, 31), date(2028, 1, 2)) == (366 + 365, 365 * 366)
