"""A statement: past due, the split, the minimum by parts; what holds on every date."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.debts.debt import Debt
from repayplan.plans.quick import accrue
from repayplan.rules.book import rulebook
from repayplan.units.refusal import InputError

DAY = date(2026, 12, 1)


def debt(**changes):
    """A card in arrears with some fields of its own."""
    given_ = {
        "id": "A", "principal": "28000", "interest": "1620", "penalty": "540", "rate": "0.05%/day", "currency": "CNY",
        "minimum": "cn/usual-10", "days_past_due": 75, "arrears": "3000", "due_day": 15,
        "late_fee": {"share": "5%", "floor": "10"},
    }  # fmt: skip
    return Debt(**given_ | changes)


def test_a_statement_by_hand():
    found = debt().statement(DAY)
    assert (found.stage, found.days_past_due, str(found.past_due)) == ("M3", 75, "3000.00")
    assert {name: str(part) for name, part in found.split.items()} == {
        "principal": "28000.00", "interest": "1620.00", "penalty": "540.00", "fees": "0.00",
    }  # fmt: skip
    assert {name: str(part) for name, part in found.parts.items()} == {
        "purchases": "2800.00", "interest": "1620.00", "penalty": "540.00", "past_due": "3000.00",
    }  # fmt: skip
    # 4,960 and what is past due; 5 % of it if it is missed.
    assert (found.owed, found.minimum, found.late_fee) == (30160, 7960, 398)
    assert found.due == date(2026, 12, 15)
    assert [f.code for f in found.findings] == ["minimum_preset", "arrears_to_cure"]


def test_interest_runs_from_the_day_on_which_the_balance_held():
    found = debt().statement("2026-12-31", since="2026-12-01")
    assert found.accrued == Decimal("420.00") == found.split["interest"] - 1620
    assert (found.days_past_due, found.stage) == (105, "M4")
    assert debt(compounding="monthly").statement("2026-12-31", since="2026-12-01").accrued == Decimal("444.30")


def test_a_debt_that_is_not_late_does_not_become_so_by_waiting():
    found = debt(days_past_due=0, arrears=None).statement("2026-12-31", since="2026-12-01")
    assert (found.stage, found.past_due) == ("M0", 0)


def test_what_is_not_known_is_said():
    found = debt(minimum=None, arrears=None).statement(DAY)
    assert (found.minimum, found.past_due, found.parts, found.late_fee) == (None, None, {}, 0)
    assert [f.code for f in found.findings] == ["minimum_unknown", "past_due_unknown"]


def test_an_instalment_of_the_contract_is_its_one_part():
    found = debt(contractual_payment="651").statement(DAY)
    assert found.parts == {"contractual_payment": 651}


def test_the_statement_as_plain_data():
    document = debt().statement(DAY).to_dict()
    assert document["as_of"] == "2026-12-01" and document["split"]["interest"] == "1620.00"
    assert document["findings"][0]["code"] == "minimum_preset" and document["days_past_due"] == 75


@pytest.mark.parametrize(("as_of", "since", "path"), [("1 December", None, "as_of"), (DAY, "2026-12-02", "since")])
def test_a_day_that_cannot_be(as_of, since, path):
    with pytest.raises(InputError) as caught:
        debt().statement(as_of, since)
    assert caught.value.path == path


@given(
    st.tuples(*[st.integers(0, 10**8)] * 4),
    st.integers(0, 500),
    st.sampled_from(["0.05%/day", "18%", [{"from": "2026-12-20", "rate": "9%"}]]),
    st.sampled_from(["equal-periods", "actual/360", "actual/365", "30/360"]),
    st.sampled_from(["none", "monthly"]),
)
def test_on_every_date_the_parts_sum_to_the_balance(owed, days, rate, day_count, compounding):
    amounts = {
        name: str(Decimal(units).scaleb(-2))
        for name, units in zip(("principal", "interest", "penalty", "fees"), owed, strict=True)
    }
    found = debt(rate=rate, day_count=day_count, compounding=compounding, **amounts).statement(
        DAY + timedelta(days=days), since=DAY
    )
    assert sum(found.split.values()) == found.owed == Decimal(sum(owed)).scaleb(-2) + found.accrued
    assert sum(found.parts.values()) == found.minimum <= found.owed
    if rate == "0.05%/day" and compounding == "none":
        assert found.accrued == accrue(amounts["principal"], rate, days=days, currency="CNY")


@pytest.mark.parametrize(
    ("since", "day", "kind", "rules", "interest"),
    [
        # 1,000 of penalty at 0.05 % a day, on the days before the rule; 10 days of December 2016.
        ("2016-12-22", "2017-01-01", "credit_card", "cn", "5.00"),
        ("2016-12-22", "2016-12-31", "credit_card", "cn", "4.50"),
        ("2016-12-22", "2017-01-21", "credit_card", "cn", "5.00"),
        ("2017-01-01", "2017-01-31", "credit_card", "cn", "0.00"),
        ("2016-12-31", "2017-01-02", "credit_card", "cn", "0.50"),
        ("2017-01-01", "2017-01-31", "credit_card", None, "15.00"),
        ("2017-01-01", "2017-01-31", "online_loan", "cn", "15.00"),
    ],
)
def test_charges_on_a_card_in_china_bear_nothing_from_2017(since, day, kind, rules, interest):
    card = Debt(
        id="A", principal="0", penalty="1000", rate="0.05%/day", currency="CNY", compounding="everything", kind=kind,
        rules=rules,
    )  # fmt: skip
    assert card.statement(day, since=since).accrued == Decimal(interest)
    assert replace(card, compounding="monthly").statement(day, since=since).accrued == 0


def test_a_statement_shows_itself():
    found = debt(minimum="cn/usual-10", due_day=9).statement(DAY)
    en, zh = found.text(), found.text("zh")
    assert str(found) == en and found.html("zh") and found._repr_html_() == found.html()
    assert "What is asked by 2026-12-09" in en and "purchases" in en and "消费" in zh
    assert "28,000.00" in en and "28,000.00" in zh


def test_the_boundaries_of_the_stages_and_the_most_of_a_fee_are_those_of_the_rules():
    own = {"kind": "house", "status": "unverified", "instrument": "Our own counting"}
    book = rulebook("cn").laid_over({"rule": [{"id": "card.stage.length", "value": 10, "unit": "days", **own}]})
    late = debt(days_past_due=31)
    assert [late.statement(DAY, rules=rules).stage for rules in (None, "cn", "us", book)] == ["M2", "M2", "M2", "M4"]
    card = Debt(
        id="A", principal="1000", rate="18%", currency="USD", minimum={"amount": "25"}, late_fee={"floor": "39"}
    )
    assert [str(card.statement(DAY, rules=place).late_fee) for place in (None, "us")] == ["39.00", "25.00"]
    assert str(replace(card, rules="us", minimum={"amount": "35"}).statement(DAY).late_fee) == "30.00"
    again = replace(card, rules="us", minimum={"amount": "50"}, days_past_due=3)
    assert str(again.statement(DAY).late_fee) == "39.00"


def test_a_minimum_by_month_alone_is_asked_for_by_its_month():
    billed = Debt(id="A", principal="1000", rate="18%", currency="CNY", minimum={"by_month": {"2026-12": "88"}})
    assert billed.minimum_payment("2026-12") == billed.minimum_payment("2027-01") == 88
    for month in (None, "2026-13"):
        with pytest.raises(InputError) as caught:
            billed.minimum_payment(month)
        assert caught.value.path == "month"
    # The bill that is due is that of the month of its due date.
    assert billed.statement(DAY).minimum == 88
