"""How often a series falls due in a month: by hand, and against a list of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.household.series import read_series
from repayplan.units.dates import DAYS, due_dates, month_of, month_text, read_month
from repayplan.units.refusal import InputError


def times(every, start, until, first, count):
    """The times in each of some months."""
    series = read_series(every, start, until)
    month = read_month(first, "first")
    return [series.times(month + k) for k in range(count)]


@pytest.mark.parametrize(
    ("every", "start", "until", "found"),
    [
        # From 2026-12 to 2027-12, by a wall calendar.
        ("week", "2026-12-04", None, [4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 5]),  # Fridays
        ("fortnight", "2026-12-04", None, [2, 3, 2, 2, 2, 2, 2, 3, 2, 2, 2, 2, 3]),  # 1, 15, 29 January; 2, 16, 30 July
        ("four weeks", "2026-12-04", None, [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]),  # 1, 29 January; 3, 31 December
        ("day", "2026-12-30", None, [2, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]),
        ((10, "days"), "2026-12-01", None, [4, 3, 2, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3]),  # 1, 11, 21, 31 March
        ("half-month", "2026-12-01", None, [2] * 13),
        ("half-month", "2026-12-20", None, [1] + [2] * 12),
        ("half-month", "2026-12-31", "2027-03-15", [1, 2, 2, 1] + [0] * 9),
        ("half-month", None, None, [2] * 13),
        ("half-month", "2027-01", "2027-02", [0, 2, 2] + [0] * 10),
        ("month", None, None, [1] * 13),
        (None, None, None, [1] * 13),
        ("month", "2027-06", None, [0] * 6 + [1] * 7),
        ("month", None, "2027-02", [1] * 3 + [0] * 10),
        ("month", "2027-01-31", "2027-04-29", [0, 1, 1, 1] + [0] * 9),  # not on 30 April
        ("month", "2027-01-31", "2027-04-30", [0, 1, 1, 1, 1] + [0] * 8),
        ("month", "2027-01-31", "2027-04", [0, 1, 1, 1, 1] + [0] * 8),
        ("two months", "2026-11", None, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]),
        ("quarter", "2027-01", None, [0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0]),
        ("half-year", "2026-12", None, [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]),
        ("year", "2025-12-24", None, [1] + [0] * 11 + [1]),
        ("year", "2025-12-24", "2027-12-23", [1] + [0] * 12),
        ("week", "2026-12-04", "2026-12-25", [4] + [0] * 12),
        ("week", "2026-12-04", "2026-12-24", [3] + [0] * 12),
        ("week", "2026-12-04", "2026-12", [4] + [0] * 12),
    ],
)
def test_a_year_by_hand(every, start, until, found):
    assert times(every, start, until, "2026-12", 13) == found


@given(
    st.sampled_from(
        [*DAYS, "half-month", "month", "two months", "quarter", "half-year", "year", (5, "days"), (90, "days")]
    ),
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.one_of(st.none(), st.integers(0, 1000)),
)
def test_against_a_list_of_due_days(every, start, length):
    until = None if length is None else start + timedelta(days=length)
    days = [day for day in due_dates(start, every, 1500) if until is None or day <= until]
    first = month_of(start) - 2
    counted = [sum(month_of(day) == first + k for day in days) for k in range(40)]
    assert times(every, str(start), until, month_text(first), 40) == counted


@pytest.mark.parametrize(
    ("every", "start", "until", "path"),
    [
        ("weekly", "2026-12-04", None, "every"),
        ((0, "days"), "2026-12-04", None, "every"),
        ("week", None, None, "start"),
        ("week", "2026-12", None, "start"),
        ((10, "days"), None, None, "start"),
        ("quarter", None, None, "start"),
        ("year", None, "2027-12", "start"),
        ("month", "2026-13", None, "start"),
        ("month", "2026-02-30", None, "start"),
        ("month", "December", None, "start"),
        ("month", 202612, None, "start"),
        ("month", None, "2026-1", "until"),
        ("month", "2026-12", "2026-11", "until"),
        ("month", "2026-12-15", "2026-12-14", "until"),
    ],
)
def test_a_series_names_what_it_refuses(every, start, until, path):
    with pytest.raises(InputError) as caught:
        read_series(every, start, until)
    assert caught.value.path == path


@pytest.mark.parametrize(("every", "words"), [("week", "week"), ((10, "days"), "10 days"), ("quarter", "quarter")])
def test_a_series_without_its_start_says_of_which(every, words):
    with pytest.raises(InputError, match=f"of a line by {words};"):
        read_series(every, None, None)


def test_a_start_and_an_end_in_one_month():
    assert times("month", "2026-12", "2026-12", "2026-11", 3) == [0, 1, 0]
    assert times("month", "2026-12-15", "2026-12-15", "2026-11", 3) == [0, 1, 0]
