"""Working days: a caller's calendar moves due dates, and interest follows only where days count."""

import json
import sys
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import repayplan as rp
from repayplan.terms.working_days import SHIFTS

# The State Council's arrangement for 2027 is not out: these are days of a made-up year's turn.
CALENDAR = rp.Calendar(
    holidays=["2027-01-01", "2027-02-05", "2027-02-08", "2027-02-09"], working=["2027-01-31", "2027-02-06"]
)
DAYS = st.integers(0, 800).map(lambda n: date(2026, 12, 1) + timedelta(days=n))


@given(DAYS, st.sampled_from(SHIFTS))
def test_a_moved_day_is_the_nearest_working_day_on_its_side(day, shift):
    moved = CALENDAR.moved(day, shift)
    assert CALENDAR.works(moved)
    between = range(1, abs((moved - day).days))
    way = 1 if moved > day else -1
    assert not any(CALENDAR.works(day + timedelta(days=way * n)) for n in between)
    assert (moved == day) == CALENDAR.works(day)
    assert shift != "preceding" or moved <= day
    assert shift != "following" or moved >= day
    assert shift != "modified following" or moved.month == day.month


def test_make_up_working_days_stay():
    assert CALENDAR.moved(date(2027, 1, 31), "following") == date(2027, 1, 31)
    assert CALENDAR.moved(date(2027, 2, 5), "following") == date(2027, 2, 6)
    assert CALENDAR.moved(date(2027, 2, 7), "following") == date(2027, 2, 10)


def plan(shift="following", day_count="actual/365", calendar=CALENDAR, **terms):
    debt = rp.Debt(id="A", currency="CNY", principal="12000", rate="18.25%", day_count=day_count)
    given = {"instalments": 12, "first_due": "2027-01-31"} | terms
    return rp.schedule(debt, rp.Terms(calendar=calendar, shift=shift, **given), "2026-12-31")


def test_due_dates_are_moved_from_the_seed_and_not_from_each_other():
    found = [str(row.due) for row in plan().rows]
    assert found[:8] == [
        "2027-01-31", "2027-03-01", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30", "2027-08-02", "2027-08-31",
    ]  # fmt: skip
    assert [str(row.due) for row in plan("modified following").rows][1:7:5] == ["2027-02-26", "2027-07-30"]


def test_interest_by_days_runs_to_the_day_that_a_due_date_is_moved_to():
    rows = plan(shape=rp.shapes.InterestOnly(11)).rows
    assert [row.days for row in rows[:2]] == [31, 29]
    assert str(rows[1].accrued) == "174.00"  # 12,000 x 18.25 % x 29 / 365


def test_equal_periods_do_not_feel_a_move():
    moved, still = plan(day_count="equal-periods"), plan(day_count="equal-periods", calendar=None)
    assert [row.accrued for row in moved.rows] == [row.accrued for row in still.rows]
    assert [row.due for row in moved.rows] != [row.due for row in still.rows]


@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.parametrize("day_count", ["equal-periods", "actual/365", "30/360", "actual/actual"])
@pytest.mark.parametrize("every", ["week", "half-month", "month"])
def test_documents_of_moved_plans_hold_and_read_back(shift, day_count, every):
    document = plan(shift, day_count, every=every).to_dict()
    assert rp.verify(document) == []
    assert rp.Plan.from_dict(json.loads(json.dumps(document))).to_dict() == document
    document["terms"]["calendar"]["holidays"].append("2027-03-31")
    assert rp.verify(document) or every != "month" or shift != "following"


def test_two_due_dates_may_fall_on_one_day():
    closed = rp.Calendar(holidays=[date(2027, 1, 4) + timedelta(days=n) for n in range(12)])
    found = plan(every="week", first_due="2027-01-05", calendar=closed, instalments=4)
    assert [str(row.due) for row in found.rows] == ["2027-01-18", "2027-01-18", "2027-01-19", "2027-01-26"]
    assert found.rows[1].accrued == 0 and found.clears


WRONG = {
    "no day": ({"holidays": ["2027-02-29"]}, "holidays[0]"),
    "a holiday on which people work": ({"holidays": ["2027-01-01"], "working": ["2027-01-01"]}, "working"),
    "no working week": ({"weekend": range(7)}, "weekend"),
    "a weekend day that is none": ({"weekend": [7]}, "weekend[0]"),
    "text": ({"holidays": "2027-01-01"}, "holidays"),
}


@pytest.mark.parametrize(("given_", "path"), WRONG.values(), ids=WRONG)
def test_wrong_calendars(given_, path):
    given_ = {name: list(value) if isinstance(value, range) else value for name, value in given_.items()}
    with pytest.raises(rp.InputError) as caught:
        rp.Calendar(**given_)
    assert caught.value.path == path


def test_terms_take_a_calendar_and_a_word():
    for wrong in ({"calendar": "CN"}, {"shift": "next"}):
        with pytest.raises(rp.InputError) as caught:
            rp.Terms(instalments=3, **wrong)
        assert caught.value.path == next(iter(wrong))


def test_ten_years_of_holidays_are_refused():
    closed = rp.Calendar(holidays=[date(2027, 1, 1) + timedelta(days=n) for n in range(3700)])
    with pytest.raises(rp.InputError, match="working day"):
        plan(calendar=closed)


def test_the_extra_fills_holidays_and_make_up_days(monkeypatch):
    class Days(dict):
        weekend_workdays = {date(2027, 1, 2), date(2028, 1, 1)}  # noqa: RUF012
        weekend = {4, 5}  # noqa: RUF012

    asked = []

    def country_holidays(country, years):
        asked.append((country, years))
        return Days({date(2027, 1, 1): "New Year", date(2028, 1, 1): "New Year"})

    monkeypatch.setitem(sys.modules, "holidays", SimpleNamespace(country_holidays=country_holidays))
    found = rp.Calendar.of("XX", range(2027, 2029))
    assert asked == [("XX", [2027, 2028])]
    assert found == rp.Calendar(["2027-01-01", "2028-01-01"], ["2027-01-02"], [4, 5])


def test_a_country_without_make_up_days_or_a_weekend_of_its_own(monkeypatch):
    days = {date(2027, 1, 1): "New Year"}
    library = SimpleNamespace(country_holidays=lambda country, years: days)
    monkeypatch.setitem(sys.modules, "holidays", library)
    assert rp.Calendar.of("XX", [2027]) == rp.Calendar(["2027-01-01"], [], [5, 6])


def test_without_the_extra_the_door_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(ImportError) as caught:
        rp.Calendar.of("CN", [2027])
    assert str(caught.value) == "holidays of a country need the extra: pip install 'repayplan[holidays]'"
