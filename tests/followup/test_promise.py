"""Promises: an exact sum and an exact moment, checked against dated cash; and what came of them."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

import repayplan as rp
from repayplan.followup.promise import counted

NOW = "2026-11-24T10:00+08:00"  # a Tuesday


def wage_earner(**more):
    """Cash 650 on 1 December; a wage of 5,600 on Friday the 4th at ten; 4,100 to live on (figures by hand)."""
    wage = rp.Income("wage", "5600", pay_day={"2026-12": "2026-12-04T10:00"}, evidence=more.pop("evidence", "verified"))
    given = {"currency": "CNY", "cash": "650", "time_zone": "Asia/Shanghai", "incomes": [wage]}
    return rp.Household(**given | {"spending": [rp.Spending("all", "4100")]} | more)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Wednesday 15:00", "2026-11-25T15:00"),
        ("wed 3pm", "2026-11-25T15:00"),
        ("Wednesday at 3:30 pm", "2026-11-25T15:30"),
        ("Tuesday 15:00", "2026-11-24T15:00"),  # today, its hour still to come
        ("Tuesday 10:00", "2026-12-01T10:00"),  # now itself is no longer to come
        ("Monday 09:00", "2026-11-30T09:00"),
        ("this Wednesday 15:00", "2026-11-25T15:00"),
        ("next Wednesday 15:00", "2026-12-02T15:00"),
        ("周三15:00", "2026-11-25T15:00"),
        ("周三 15：00", "2026-11-25T15:00"),
        ("本周三下午3点前", "2026-11-25T15:00"),
        ("星期三下午3点半", "2026-11-25T15:30"),
        ("礼拜天上午9点", "2026-11-29T09:00"),
        ("下周三15:00", "2026-12-02T15:00"),
        ("周五18:00", "2026-11-27T18:00"),
    ],
)
def test_a_day_of_the_week_is_counted_from_now(text, due):
    promise = rp.Promise("2000", due=text, now=NOW)
    assert promise.due == datetime.fromisoformat(f"{due}+08:00")


def test_a_weekday_on_that_day_itself():
    wednesday = "2026-11-25T14:59+08:00"
    assert rp.Promise("2000", due="Wednesday 15:00", now=wednesday).due.day == 25
    assert (
        rp.Promise("2000", due="Wednesday 15:00", now="2026-11-25T15:00+08:00").due.isoformat().startswith("2026-12-02")
    )


def test_a_zone_says_the_offset_in_winter_and_summer():
    promise = rp.Promise("200", due="Monday 09:00", now="2027-03-12T10:00", zone="America/New_York")
    assert promise.due == datetime.fromisoformat("2027-03-15T09:00-04:00")
    assert rp.Promise("200", due="2027-01-15T09:00", zone="America/New_York").due.utcoffset() == timedelta(hours=-5)


def test_a_promise_that_wednesdays_cash_does_not_carry():
    wednesday = rp.Promise("2000", due="2026-12-02T15:00+08:00").check(wage_earner(), as_of="2026-12-01")
    assert (wednesday.feasible, wednesday.cash, wednesday.short, wednesday.most) == (False, 650, 1350, 0)
    assert wednesday.verdict == "not feasible" and not wednesday
    assert wednesday.first == datetime(2026, 12, 4, 10)
    assert "650.00" in wednesday.text() and "还差1,350.00" in wednesday.text("zh")


def test_moved_to_friday_it_can_be_kept():
    promise = rp.Promise("2000", due="2026-12-04T18:00+08:00")
    friday = promise.check(wage_earner(), as_of="2026-12-01")
    assert (friday.feasible, friday.most, friday.left, friday.verdict) == (True, 2150, 150, "feasible")
    kept = promise.check(wage_earner(reserve="500"), as_of="2026-12-01")
    assert (kept.feasible, kept.most) == (False, 1650)
    assert (
        promise.moved("2026-12-04T18:00+08:00", "1650").check(wage_earner(reserve="500"), as_of="2026-12-01").feasible
    )
    declared = promise.check(wage_earner(evidence="declared"), as_of="2026-12-01")
    assert declared.feasible and declared.verdict == "needs proof"
    expected = promise.check(wage_earner(evidence="expected"), as_of="2026-12-01")
    assert expected.conditional_on == ("wage",)


def test_the_same_moment_in_another_zone_is_the_same_moment():
    home = wage_earner()
    for due in ("2026-12-04T10:00+08:00", "2026-12-04T02:00+00:00", "2026-12-03T21:00-05:00"):
        assert rp.Promise("2000", due=due).check(home, as_of="2026-12-01").feasible
    assert not rp.Promise("2000", due="2026-12-04T01:59+00:00").check(home, as_of="2026-12-01").feasible


def test_what_is_agreed_already_is_set_aside():
    debt = rp.Debt(id="A", principal="400", rate="0%", currency="CNY")
    plan = rp.schedule(debt, rp.Terms(instalments=2, first_due="2026-12-31"), as_of="2026-12-01")
    check = rp.Promise("2000", due="2026-12-04T18:00+08:00").check(wage_earner(), "2026-12-01", plans=[plan])
    assert (check.feasible, check.most) == (False, 1950)


@pytest.mark.parametrize(
    ("paid", "as_of", "grace", "outcome", "missing"),
    [
        ([], "2026-12-04T17:59+08:00", "0 minutes", "open", 2000),
        ([], "2026-12-04T18:00+08:00", "0 minutes", "broken", 2000),
        ([], "2026-12-04T18:00+08:00", "24 hours", "open", 2000),
        ([("2026-12-04T18:00+08:00", "2000")], "2026-12-05", "0 minutes", "kept", 0),
        ([("2026-12-04T18:00:01+08:00", "2000")], "2026-12-05", "0 minutes", "late", 0),
        ([("2026-12-04T18:00:01+08:00", "2000")], "2026-12-05", "30 minutes", "kept", 0),
        ([("2026-12-04T10:00+00:00", "2000")], "2026-12-05", "0 minutes", "kept", 0),
        ([("2026-12-04", "2000")], "2026-12-05", "0 minutes", "kept", 0),  # its hour is not known
        ([("2026-12-05", "2000")], "2026-12-05", "0 minutes", "late", 0),
        ([("2026-12-02", "500"), ("2026-12-03", "1500")], "2026-12-05", "0 minutes", "kept", 0),
        ([("2026-12-03", "1999.99")], "2026-12-05", "0 minutes", "part", Decimal("0.01")),
        ([("2026-12-03", "2500")], "2026-12-05", "0 minutes", "kept", 0),
        ([("2026-12-06", "2000")], "2026-12-05", "0 minutes", "broken", 2000),
        ([("2026-11-30", "2000")], "2026-12-05", "0 minutes", "broken", 2000),  # before it was promised
    ],
)
def test_what_came_of_a_promise(paid, as_of, grace, outcome, missing):
    promise = rp.Promise("2000", due="2026-12-04T18:00+08:00", now="2026-12-01T09:00+08:00")
    found = promise.outcome(paid, as_of=as_of, grace=grace)
    assert (found.outcome, found.missing, found.paid + found.missing) == (outcome, missing, 2000)
    assert found.text() and found.text("zh")


def test_payments_of_another_debt_and_reversed_ones_do_not_count():
    promise = rp.Promise("2000", due="2026-12-04T18:00+08:00", debt="A")
    other = [rp.Payment("2000", on="2026-12-03", debt="B")]
    returned = [rp.Payment("2000", on="2026-12-03", debt="A", reversed_on="2026-12-05")]
    assert {promise.outcome(paid, as_of="2026-12-06").outcome for paid in (other, returned)} == {"broken"}


def test_outcomes_become_acts_of_a_case_and_counts():
    promise = rp.Promise("2000", due="2026-12-04T18:00+08:00")
    payments = {"kept": [("2026-12-04", "2000")], "late": [("2026-12-05", "2000")], "part": [("2026-12-04", "1")]}
    outcomes = [promise.outcome(payments.get(word, []), as_of="2026-12-06") for word in ("kept", "late", "part", "")]
    acts = [outcome.act() for outcome in outcomes]
    assert [act["kind"] for act in acts] == ["promise_kept", "promise_late", "part_payment", "promise_broken"]
    assert counted(outcomes) == {"kept": 1, "late": 1, "part": 1, "broken": 1, "open": 0}
    case = rp.sample("unemployed-three-cards").to_dict() | {"acts": acts, "as_of": "2026-12-06"}
    assert rp.Case.from_dict(case).assess().acts == {"promise_kept": 1, "part_payment": 1}
    assert promise.outcome([], as_of="2026-12-01").act() is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"amount": None}, "an exact sum; ask"),
        ({"amount": "0"}, "a sum above zero; ask"),
        ({"amount": "-5"}, "a sum above zero"),
        ({"due": "2026-11-25T15:00"}, "with its time zone; ask for the exact hour"),
        ({"due": "2026-11-25"}, "a day with its hour and time zone; ask"),
        ({"due": "Wednesday"}, "a day with its hour and time zone; ask"),
        ({"due": "Wednesday 15:00"}, "give now="),
        ({"due": "soon, probably"}, "a moment; ask"),
        ({"due": "Wednesday 25:00", "now": NOW}, "an hour of the day"),
        ({"due": "this Monday 15:00", "now": NOW}, "a moment after now"),
        ({"due": "2026-11-24T10:00+08:00", "now": NOW}, "a moment after now"),
        ({"due": "2026-11-25T15:00", "zone": "Europe/Atlantis"}, "the name of a time zone"),
        ({"now": "2026-11-24T10:00"}, "now: got"),
        ({"currency": "JPY", "amount": "2000.50"}, "whole minor units of JPY"),
    ],
)
def test_what_is_no_promise_is_refused_with_how_to_ask(given, said):
    with pytest.raises(rp.InputError, match=said):
        rp.Promise(**{"amount": "2000", "due": "2026-11-25T15:00+08:00"} | given)


def test_a_promise_in_the_past_or_in_another_currency_is_not_checked():
    home = wage_earner()
    with pytest.raises(rp.InputError, match="a moment not before as_of"):
        rp.Promise("2000", due="2026-11-25T15:00+08:00").check(home, as_of="2026-12-01")
    with pytest.raises(rp.InputError, match="the household's currency, CNY"):
        rp.Promise("2000", due="2026-12-04T15:00+08:00", currency="USD").check(home, as_of="2026-12-01")
    with pytest.raises(rp.InputError, match="whole minor units"):
        rp.Promise("20.001", due="2026-12-04T15:00+08:00").check(home, as_of="2026-12-01")


def test_a_promise_reads_back_from_its_document():
    for promise in (
        rp.Promise("2000", due="Wednesday 15:00", now=NOW, debt="A", currency="CNY", note="by phone"),
        rp.Promise("2000", due="2027-03-15T09:00", zone="America/New_York"),
    ):
        assert rp.Promise.from_dict(promise.to_dict()) == promise
        assert rp.Promise.from_dict(promise.to_dict()).to_dict() == promise.to_dict()
