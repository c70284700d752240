"""Unit-periods by Appendix J to Regulation Z, (b): counted by hand."""

from datetime import date
from fractions import Fraction

import pytest

from repayplan.engine.returns import apr
from repayplan.engine.unit_periods import (
    Deal,
    Flow,
    Unit,
    _is_half_month,
    common_periods,
    count_units,
    find_unit,
    series_seed,
    single_term,
    unit_of,
    unit_periods,
)
from repayplan.units.dates import due_dates
from tests.refused import sentence

HALF, MONTH, YEAR = Unit("half-months", 1), Unit("months", 1), Unit("months", 12)


@pytest.mark.parametrize(
    ("every", "unit", "a_year"),
    [
        ("day", Unit("days", 1), 365),
        ("week", Unit("days", 7), 52),
        ("four weeks", Unit("days", 28), 13),
        ((10, "days"), Unit("days", 10), Fraction(73, 2)),
        ((14, "days"), Unit("days", 14), 26),
        ("half-month", HALF, 24),
        ("month", MONTH, 12),
        ("two months", Unit("months", 2), 6),
        ("year", YEAR, 1),
    ],
)
def test_the_unit_that_a_word_names(every, unit, a_year):
    assert unit_of(every) == unit
    assert unit.per_year == a_year


def test_a_unit_that_is_given_stands_in_the_place_of_the_one_that_is_found():
    # 1,000 for 91 days, 1,050 back: 13 weeks. By the week 0.05 over 13 of 52 a year; a quarter is a fourth of a year.
    lent, back = [("2027-01-01", "1000")], [("2027-04-02", "1050")]
    by_weeks = apr(lent, back, "us-actuarial", unit_period=(91, "days"))
    assert (str(by_weeks), by_weeks) == ("0.20000000", apr(lent, back, "us-actuarial", unit_period=[91, "days"]))
    assert str(apr(lent, back, "us-actuarial", term="days")) == "0.20054945"  # 0.05 x 365 / 91


@pytest.mark.parametrize(
    ("days", "unit"),
    [
        (due_dates(date(2027, 1, 1), "day", 4), Unit("days", 1)),
        (due_dates(date(2027, 1, 1), (2, "days"), 4), Unit("days", 2)),
        (due_dates(date(2027, 1, 1), (364, "days"), 4), Unit("days", 364)),
        # 365 days is a year, also where 29 February makes it none by the calendar; so is all that is longer.
        (due_dates(date(2027, 3, 1), (365, "days"), 3), YEAR),
        (due_dates(date(2027, 1, 1), (371, "days"), 3), YEAR),
        (due_dates(date(2027, 1, 1), (363, "days"), 3), Unit("days", 363)),
        (due_dates(date(2027, 1, 1), "half-month", 4), HALF),
        (due_dates(date(2027, 1, 31), "half-month", 4), HALF),
        (due_dates(date(2027, 1, 14), "half-month", 5), HALF),
        # From the last day of January to 28 February is a month by the month ends.
        ([date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)], MONTH),
        ([date(2027, 1, 30), date(2027, 2, 28), date(2027, 3, 30)], MONTH),
        # A month twice, from 31 January to the end of February, and eleven months between them.
        ([date(2027, 1, 31), date(2027, 2, 28), date(2028, 1, 31), date(2028, 2, 29)], MONTH),
    ],
)
def test_the_common_period(days, unit):
    assert find_unit(days[0], [], days[1:]) == unit


def test_without_a_common_period_the_average_to_the_nearest_standard_interval():
    first = date(2027, 1, 1)
    after = lambda *counts: [date.fromordinal(first.toordinal() + n) for n in counts]  # noqa: E731
    # 9 and 10 days: 9.5 on average, and a week of 365/52 days is nearer than a half-month.
    assert find_unit(first, [], after(9, 19)) == Unit("days", 7)
    # 12 and 23: 17.5; a half-month (15.21) is nearer than three weeks.
    assert find_unit(first, [], after(12, 35)) == HALF
    # 1 and 2 days: one day.
    assert find_unit(first, [], after(1, 3)) == Unit("days", 1)
    # 9.11 days too, of 9 and 9.2: nothing is nearer.
    assert find_unit(first, after(0), after(6, 16)) == Unit("days", 7)


def test_the_average_is_held_against_intervals_of_a_year_of_365_days():
    # 14.625 days on average: a half-month is 0.583 longer (365/24), two weeks 0.587 shorter (365/26).
    days, day = [], date(2027, 1, 1)
    for count in (5, 8, 11, 13, 17, 18, 20, 25):
        day = date.fromordinal(day.toordinal() + count)
        days.append(day)
    assert find_unit(date(2027, 1, 1), [], days) == HALF


@pytest.mark.parametrize(
    ("first", "last", "half"),
    [
        ("2027-01-01", "2027-01-16", True),
        ("2027-01-15", "2027-01-31", True),  # with the last day goes the 15th
        ("2027-01-31", "2027-02-15", True),
        ("2027-02-15", "2027-02-28", True),
        ("2027-02-28", "2027-03-15", True),
        ("2027-01-29", "2027-02-14", True),
        ("2027-01-15", "2027-01-30", True),
        ("2027-01-10", "2027-02-15", False),
        ("2027-01-15", "2027-01-29", False),
        ("2027-01-01", "2027-01-15", False),
        ("2027-01-15", "2027-02-10", False),
    ],
)
def test_half_a_month(first, last, half):
    assert _is_half_month(date.fromisoformat(first), date.fromisoformat(last)) is half


@pytest.mark.parametrize(
    ("start", "days", "seed"),
    [
        # All on last days: 31 for the last, the start's own day where it is as late, and one day alone is itself.
        ("2027-01-15", ["2027-02-28", "2027-03-31", "2027-04-30"], 31),
        ("2027-01-15", ["2027-02-28", "2027-06-30"], 31),
        ("2027-01-31", ["2027-02-28", "2027-04-30"], 31),
        ("2027-01-30", ["2027-02-28", "2027-04-30"], 30),
        ("2027-01-29", ["2027-02-28"], 29),
        ("2027-01-28", ["2027-02-28"], 28),
        ("2027-01-15", ["2027-02-28"], 28),
        # One day of the month, kept; the 30th is 28 February where the month has no more.
        ("2027-01-15", ["2027-02-10", "2027-03-10"], 10),
        ("2027-01-15", ["2027-01-30", "2027-02-28", "2027-03-30"], 30),
        # 27 February is no short 30th, and 10 and 12 are two days.
        ("2027-01-15", ["2027-01-30", "2027-02-27"], None),
        ("2027-01-15", ["2027-02-10", "2027-03-12"], None),
        ("2027-01-15", ["2027-02-12", "2027-03-10"], None),
    ],
)
def test_the_day_of_the_month_that_a_series_keeps(start, days, seed):
    assert series_seed(date.fromisoformat(start), [date.fromisoformat(day) for day in days]) == seed


@pytest.mark.parametrize(
    ("unit", "start", "day", "seed", "counted"),
    [
        (Unit("days", 7), "2027-01-01", "2027-01-24", None, (3, Fraction(2, 7))),
        (Unit("days", 7), "2027-01-01", "2027-01-22", 5, (3, 0)),
        (MONTH, "2027-01-15", "2027-03-01", None, (1, Fraction(17, 30))),  # from 15 January to 1 February
        (MONTH, "2027-01-31", "2027-02-28", None, (1, 0)),
        (MONTH, "2027-01-31", "2027-02-28", 28, (0, Fraction(28, 30))),
        (MONTH, "2027-01-01", "2027-01-31", 31, (0, 1)),  # thirty odd days are no full month, but as long as one
        (Unit("months", 2), "2027-01-15", "2027-04-20", None, (1, Fraction(35, 60))),
        (HALF, "2027-01-01", "2027-02-20", None, (3, Fraction(4, 15))),  # a month is two, 19 days one and 4
        (YEAR, "2026-01-15", "2027-07-15", None, (1, Fraction(6, 12))),
        (YEAR, "2026-04-27", "2028-04-30", None, (2, Fraction(3, 365))),
        # By the 31st a year back from 28 February 2025 is 29 February 2024; the odd days are from 20 January to it.
        (YEAR, "2024-01-20", "2025-02-28", 31, (1, Fraction(40, 365))),
    ],
)
def test_full_unit_periods_and_the_fraction_that_remains(unit, start, day, seed, counted):
    assert count_units(unit, date.fromisoformat(start), date.fromisoformat(day), seed) == counted


@pytest.mark.parametrize(
    ("start", "end", "term", "found"),
    [
        ("2027-01-15", "2027-07-15", "months", (2, True)),
        ("2027-01-15", "2027-07-15", "days", (Fraction(365, 181), True)),
        ("2027-01-15", "2027-07-16", "months", (Fraction(365, 182), True)),
        ("2027-01-31", "2027-02-28", "months", (12, True)),
        ("2027-01-15", "2027-12-15", "months", (Fraction(12, 11), True)),
        ("2027-01-15", "2028-01-15", "months", (1, False)),
        ("2027-01-15", "2028-01-15", "days", (1, False)),
        ("2027-01-15", "2028-02-20", "months", (1, False)),
        ("2027-01-15", "2028-01-14", "months", (Fraction(365, 364), True)),
    ],
)
def test_a_single_payment_is_its_own_unit_period_within_a_year(start, end, term, found):
    assert single_term(date.fromisoformat(start), date.fromisoformat(end), term) == found


def deal(advances, payments):
    """Days of January 2027 on, and amounts."""
    pairs = [[(date.fromisoformat(day), Fraction(amount)) for day, amount in series] for series in (advances, payments)]
    return Deal(*pairs)


def test_flows_in_unit_periods():
    monthly = deal([("2027-01-10", 100)], [("2027-01-10", 5), ("2027-02-15", 50), ("2027-03-15", 60)])
    assert unit_periods(monthly, "months", None) == (
        [
            Flow(Fraction(100), Fraction(0)),
            Flow(Fraction(-5), Fraction(0)),
            Flow(Fraction(-50), Fraction(1), Fraction(5, 30)),
            Flow(Fraction(-60), Fraction(2), Fraction(5, 30)),
        ],
        12,
    )
    # Last days are a series of last days: from 15 January 16 days to the 31st, then whole months.
    ends = deal([("2027-01-15", 100)], [("2027-02-28", 50), ("2027-03-31", 60)])
    assert [flow[1:] for flow in unit_periods(ends, "months", "month")[0]] == [
        (0, 0), (1, Fraction(16, 30)), (2, Fraction(16, 30)),
    ]  # fmt: skip
    once = deal([("2027-01-15", 100)], [("2027-07-15", 103)])
    assert unit_periods(once, "months", None) == (
        [Flow(Fraction(100), Fraction(0)), Flow(Fraction(-103), Fraction(1))],
        2,
    )
    long = deal([("2027-01-15", 100)], [("2028-07-15", 103)])
    assert unit_periods(long, "days", None)[0][1] == Flow(Fraction(-103), Fraction(1), Fraction(6, 12))
    # A second advance after the first day is a period of its own, though nothing is paid after it.
    lent = deal([("2027-01-01", 100), ("2027-02-01", 100)], [("2027-01-01", 5)])
    assert [flow.time for flow in unit_periods(lent, "months", "month")[0]] == [0, 1, 0]


def test_nothing_after_the_first_day_is_no_period():
    assert sentence(lambda: unit_periods(deal([("2027-01-10", 2)], [("2027-01-10", 1)]), "months", None)) == (
        "payments: got '2027-01-10', expected a day after the first advance; all of it falls on one day"
    )


def test_the_longest_period_of_which_all_times_are_multiples():
    half, quarter = Fraction(1, 2), Fraction(1, 4)
    flows, a_year = common_periods(
        {Fraction(2): Fraction(9), Fraction(2) + half: Fraction(-4), 2 + 3 * quarter: Fraction(-6)}
    )
    assert ([flow[1:] for flow in flows], a_year) == ([(0, 0), (2, 0), (3, 0)], 4)
    # Never longer than a year: two years and three are counted by the year; 400 days are one, and 35 of 365 odd.
    flows, a_year = common_periods({Fraction(1): Fraction(9), Fraction(3): Fraction(-4), Fraction(4): Fraction(-6)})
    assert ([flow[1:] for flow in flows], a_year) == ([(0, 0), (2, 0), (3, 0)], 1)
    flows, a_year = common_periods({Fraction(0): Fraction(9), Fraction(3, 2): Fraction(-10)})
    assert ([flow[1:] for flow in flows], a_year) == ([(0, 0), (1, half)], 1)
    # From any moment on: from a half to seven sixths are two thirds of a year, once.
    flows, a_year = common_periods({half: Fraction(9), Fraction(7, 6): Fraction(-10)})
    assert ([flow[1:] for flow in flows], a_year) == ([(0, 0), (1, 0)], Fraction(3, 2))
