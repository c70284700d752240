"""Due dates from a seed, first due dates, shares of a year by equal periods, and European year fractions."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from repayplan.units.dates import (
    EVERY,
    MONTHS,
    PARTS_OF_YEAR,
    default_first_due,
    due_date,
    due_dates,
    last_day,
    month_of,
    month_text,
    months_on,
    pair_seed,
    period_share,
    read_date,
    read_every,
    read_month,
    whole_months,
    year_fraction,
)
from repayplan.units.refusal import InputError

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
words = st.sampled_from(EVERY)


def texts(dates):
    return [str(day) for day in dates]


def share(*arguments):
    return Fraction(*period_share("equal-periods", *arguments))


def part_of_year(every):
    return Fraction(1, PARTS_OF_YEAR[every]) if every in PARTS_OF_YEAR else Fraction(MONTHS[every], 12)


# series


@pytest.mark.parametrize(
    ("first", "every", "expected"),
    [
        ("2027-01-31", "month", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("2028-01-30", "month", ["2028-01-30", "2028-02-29", "2028-03-30", "2028-04-30"]),
        ("2028-02-29", "year", ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
        ("2027-08-31", "quarter", ["2027-08-31", "2027-11-30", "2028-02-29", "2028-05-31"]),
        ("2027-01-01", "half-month", ["2027-01-01", "2027-01-16", "2027-02-01", "2027-02-16"]),
        ("2027-01-16", "half-month", ["2027-01-16", "2027-02-01", "2027-02-16"]),
        ("2027-01-14", "half-month", ["2027-01-14", "2027-01-29", "2027-02-14", "2027-02-28", "2027-03-14"]),
        ("2027-01-31", "half-month", ["2027-01-31", "2027-02-15", "2027-02-28", "2027-03-15", "2027-03-31"]),
        ("2027-12-25", "week", ["2027-12-25", "2028-01-01"]),
        ("2027-12-25", "four weeks", ["2027-12-25", "2028-01-22", "2028-02-19"]),
        ("2027-12-25", (10, "days"), ["2027-12-25", "2028-01-04"]),
    ],
)
def test_series(first, every, expected):
    assert texts(due_dates(date.fromisoformat(first), every, len(expected))) == expected


@given(days, words, st.integers(-60, 60), st.integers(-60, 60))
def test_a_series_does_not_depend_on_where_it_is_entered(first, every, k, step):
    entered = due_date(first, first.day, every, k)
    assert due_date(entered, first.day, every, step) == due_date(first, first.day, every, k + step)


@given(days, words)
def test_a_series_rises(first, every):
    series = due_dates(first, every, 30)
    assert series == sorted(set(series))


def test_the_seed_day_of_a_series_is_the_first_day_s_or_the_one_given():
    assert texts(due_dates(date(2027, 2, 28), "month", 3)) == ["2027-02-28", "2027-03-28", "2027-04-28"]
    assert texts(due_dates(date(2027, 2, 28), "month", 3, 31)) == ["2027-02-28", "2027-03-31", "2027-04-30"]


@pytest.mark.parametrize(
    ("month", "day"),
    [("2027-01", 31), ("2027-02", 28), ("2028-02", 29), ("2027-04", 30), ("2027-11", 30), ("2027-12", 31)],
)
def test_months_are_read_written_and_end(month, day):
    number = read_month(month, "month")
    assert (number // 12, number % 12 + 1) == tuple(int(part) for part in month.split("-"))
    assert month_text(number) == month
    assert str(last_day(number)) == f"{month}-{day}"
    assert {month_of(last_day(number)), month_of(last_day(number).replace(day=1))} == {number}


def test_months_counted_on_from_the_start():
    # From 1 January a month to 1 February, and 17 of the 29 days of February 2024.
    assert Fraction(*months_on(date(2024, 1, 1), date(2024, 2, 18))) == (1 + Fraction(17, 29)) / 12
    # From 31 January to 29 February is a month (the 31st is that month's last day); then 15 of 31 days.
    assert Fraction(*months_on(date(2024, 1, 31), date(2024, 3, 15))) == (1 + Fraction(15, 31)) / 12
    # From 20 January to 19 March: a month to 20 February, 28 of the 29 days up to 20 March.
    assert Fraction(*months_on(date(2024, 1, 20), date(2024, 3, 19))) == (1 + Fraction(28, 29)) / 12
    assert Fraction(*months_on(date(2024, 1, 20), date(2025, 1, 20))) == 1
    assert months_on(date(2024, 1, 1), date(2024, 2, 18)) == (46, 348)


def test_a_share_is_said_over_the_days_of_the_month_that_would_come_next():
    assert months_on(date(2024, 1, 20), date(2024, 3, 20)) == (2 * 31, 12 * 31)
    assert period_share("equal-periods", date(2027, 1, 15), date(2027, 3, 15), 15, "month") == (2, 12)


# first due


@pytest.mark.parametrize(
    ("as_of", "due_day", "first", "seed_day"),
    [
        ("2026-12-01", None, "2026-12-31", 31),
        ("2026-12-15", None, "2026-12-31", 31),
        ("2026-12-16", None, "2027-01-31", 31),
        ("2027-01-31", None, "2027-02-28", 31),
        ("2026-12-01", 5, "2026-12-05", 5),
        ("2026-12-05", 5, "2027-01-05", 5),
        ("2027-02-28", 31, "2027-03-31", 31),
        ("2027-02-27", 30, "2027-02-28", 30),
    ],
)
def test_first_due(as_of, due_day, first, seed_day):
    assert default_first_due(date.fromisoformat(as_of), due_day) == (date.fromisoformat(first), seed_day)


@given(days, st.integers(1, 31))
def test_a_due_day_is_its_first_occurrence_after_as_of(as_of, due_day):
    first, _ = default_first_due(as_of, due_day)
    assert first > as_of
    assert not [
        day
        for day in (as_of + timedelta(days=k) for k in range(1, (first - as_of).days))
        if day.day == min(due_day, last_day(month_of(day)).day)
    ]


# equal periods


@given(days, words, st.integers(1, 40))
def test_full_periods_are_equal_parts_of_a_year(first, every, count):
    series = due_dates(first, every, count + 1)
    for start, due in pairwise(series):
        assert share(start, due, first.day, every) == part_of_year(every)
    assert share(series[0], series[-1], first.day, every) == count * part_of_year(every)


@given(days, words, st.integers(0, 800))
@example(date(2000, 3, 31), "month", 30)  # from a last day to the next one
@example(date(2000, 3, 30), "month", 30)
@example(date(2000, 3, 31), "two months", 30)
@example(date(2027, 8, 31), "half-year", 181)
def test_a_long_or_short_first_period_adds_up(as_of, every, wait):
    first = as_of + timedelta(days=wait)
    before = due_date(first, first.day, every, -1)
    whole = share(as_of, first, first.day, every)
    last_days = all(day == last_day(month_of(day)) for day in (as_of, first))
    if before >= as_of and (as_of.day, every in MONTHS) != (1, True):
        assert whole == part_of_year(every) + share(as_of, before, first.day, every)
    elif last_days and every in MONTHS and month_of(first) - month_of(as_of) == MONTHS[every]:
        assert whole == part_of_year(every)
    elif before < as_of and (as_of.day, every in MONTHS) != (1, True):
        assert whole == part_of_year(every) * Fraction(wait, (first - before).days)


@given(st.integers(1990 * 12, 2090 * 12), st.sampled_from(tuple(MONTHS)), st.integers(1, 5))
def test_from_the_first_to_the_last_day_is_full(month, every, count):
    start = last_day(month - 1) + timedelta(days=1)
    due = last_day(month + count * MONTHS[every] - 1)
    assert share(start, due, 31, every) == count * part_of_year(every)


def test_a_broken_month_counts_its_days_over_those_of_its_month():
    assert share(date(2027, 3, 15), date(2027, 4, 1), 1, "month") == Fraction(17, 31) / 12
    assert share(date(2027, 1, 10), date(2027, 1, 31), 31, "month") == Fraction(21, 31) / 12
    assert share(date(2027, 2, 10), date(2027, 3, 1), 1, "month") == Fraction(19, 28) / 12
    assert share(date(2027, 2, 1), date(2027, 3, 31), 31, "quarter") == Fraction(58, 90) / 4
    assert share(date(2027, 1, 5), date(2027, 1, 15), 15, (30, "days")) == Fraction(10, 365)
    assert share(date(2027, 1, 12), date(2027, 1, 15), 15, "half-month") == Fraction(3, 16) / 24


@given(days, st.integers(1, 28))
def test_a_whole_ordinary_year_agrees_with_actual_365(start, seed_day):
    first = start.replace(day=seed_day)
    end = first.replace(year=first.year + 1)
    assume((end - first).days == 365)
    assert share(first, end, seed_day, "month") == 1
    assert Fraction(*period_share("actual/365", first, end, seed_day, "month")) == 1


def test_other_words_pass_on_to_the_days():
    assert period_share("30E/360", date(2027, 1, 31), date(2027, 2, 28), 31, "month") == (28, 360)


# whole months and European years


def test_month_ends_are_whole_months_apart():
    for start, end, months in (
        ("2027-01-31", "2027-02-28", 1),
        ("2027-02-28", "2027-03-31", 1),
        ("2027-01-30", "2027-02-28", 1),
        ("2028-02-29", "2029-02-28", 12),
        ("2027-04-30", "2027-10-31", 6),
        ("2027-01-15", "2027-02-14", 0),
    ):
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        counted, begin = whole_months(first, last, pair_seed(first, last))
        assert (counted, begin == first) == (months, months > 0)


def test_whole_months_go_by_the_seed_day():
    # From 31 December to 28 February by the 30th: 30 December is too early, 30 January is a month back.
    assert whole_months(date(2026, 12, 31), date(2027, 2, 28), 30) == (1, date(2027, 1, 30))


@pytest.mark.parametrize(
    ("start", "end", "unit", "years"),
    [
        # Ten days: a week, and three days over the year that ends on 15 January 2013 (366 days).
        ("2013-01-12", "2013-01-22", "week", Fraction(1, 52) + Fraction(3, 366)),
        ("2013-06-12", "2013-06-22", "week", Fraction(1, 52) + Fraction(3, 365)),
        # From last day to last day is a month; 30 days before 29 February 2024 would be none.
        ("2027-01-31", "2027-02-28", "month", Fraction(1, 12)),
        # Thirteen months are a year and the days from 31 January to 29 February 2024, a year of 366 days.
        ("2024-01-31", "2025-02-28", "year", 1 + Fraction(29, 366)),
        ("2012-01-12", "2015-03-15", "year", 3 + Fraction(63, 366)),
        ("2024-02-29", "2026-02-28", "year", Fraction(2)),
    ],
)
def test_european_years_by_hand(start, end, unit, years):
    assert year_fraction(start, end, unit) == years


@given(days, st.integers(0, 4000), st.sampled_from(["week", "month", "year"]))
def test_a_year_fraction_is_near_the_days_over_a_year(start, count, unit):
    years = year_fraction(start, start + timedelta(days=count), unit)
    assert abs(years - Fraction(count, 365)) < Fraction(6, 365) + Fraction(count, 365 * 200)


@given(days, st.integers(0, 120))
def test_whole_units_count_alike(start, count):
    for unit, every, part in (("month", "month", 12), ("year", "year", 1), ("week", "week", 52)):
        end = due_date(start, start.day, every, count)
        if end.day == start.day or unit == "week":
            assert year_fraction(start, end, unit) == Fraction(count, part)


def test_year_fraction_refuses():
    with pytest.raises(InputError, match="not before"):
        year_fraction("2027-01-02", "2027-01-01", "month")
    with pytest.raises(InputError, match="month"):
        year_fraction("2027-01-02", "2027-02-01", "months")


# words at the door


@pytest.mark.parametrize("value", ["2027-W01-1", "20270101", "2027-02-30", "2027-1-1", datetime(2027, 1, 1), 20270101])
def test_a_day_is_an_iso_day(value):
    with pytest.raises(InputError, match="a day"):
        read_date(value, "as_of")


def test_every_word_is_read():
    assert [read_every(word, "every") for word in EVERY] == list(EVERY)
    assert read_every([10, "days"], "every") == (10, "days")
    assert read_every((1, "days"), "every") == (1, "days")
    assert read_every((3660, "days"), "every") == (3660, "days")
    for wrong in ("monthly", (0, "days"), (True, "days"), (10, "weeks"), 7):
        with pytest.raises(InputError):
            read_every(wrong, "every")


@pytest.mark.parametrize("day", ["0999-12-31", "9000-01-01", "9999-12-31", date(9999, 12, 31), date(1, 1, 1)])
def test_a_day_at_the_edge_of_the_calendar_is_refused(day):
    with pytest.raises(InputError, match="of the years 1000 to 8999"):
        read_date(day, "as_of")


def test_the_first_and_the_last_year_are_read():
    assert str(read_date("1000-01-01", "as_of")) == "1000-01-01"
    assert str(read_date("8999-12-31", "as_of")) == "8999-12-31"


@pytest.mark.parametrize(
    ("start", "due", "share"),
    [
        (date(2027, 3, 31), date(2027, 4, 30), Fraction(1, 12)),
        (date(2027, 1, 31), date(2027, 2, 28), Fraction(1, 12)),
        (date(2027, 1, 31), date(2027, 3, 28), Fraction(2, 12)),  # counted back to 28 February, a last day
        (date(2027, 3, 30), date(2027, 4, 29), Fraction(30, 31 * 12)),  # no last days: 29 March to 29 April has 31
    ],
)
def test_from_a_last_day_to_the_next_last_day_is_a_month(start, due, share):
    assert Fraction(*period_share("equal-periods", start, due, due.day, "month")) == share
