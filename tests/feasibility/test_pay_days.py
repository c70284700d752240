"""Cash within the month: what is due before the pay-day is not paid from it."""

from dataclasses import replace
from decimal import Decimal

import pytest

import repayplan as rp


def home(pay_day=25, cash="0", wage="1000", **more):
    lines = {
        "incomes": [rp.Income("wage", wage, pay_day=pay_day, evidence="verified")],
        "spending": [rp.Spending("all", "900")],
    }
    return rp.Household(**({"currency": "CNY", "cash": cash, "keep_back": "0", "reserve": "0"} | lines | more))


def plan(amount="100", count=3, first_due="2026-12-15", as_of="2026-12-01", debt="A"):
    owed = rp.Debt(id=debt, currency="CNY", principal=str(Decimal(amount) * count), rate="0%")
    return rp.schedule(owed, rp.Terms(instalments=count, first_due=first_due), as_of)


@pytest.mark.parametrize(
    ("pay_day", "due", "cash", "short"),
    [
        (25, "2026-12-15", "0", ("2026-12", 100)),
        (25, "2026-12-15", "99.99", ("2026-12", Decimal("0.01"))),
        (25, "2026-12-15", "100", None),  # and each later month finds what the one before it left
        (25, "2026-12-24", "0", ("2026-12", 100)),
        (25, "2026-12-25", "0", None),  # on the day itself
        (None, "2026-12-15", "0", None),  # no pay-day was given: months alone
        ("last", "2026-12-31", "0", None),
        ({"2026-12": "2026-12-20T10:00"}, "2026-12-15", "0", ("2026-12", 100)),
        ({"2026-12": "2026-12-10T10:00"}, "2026-12-15", "0", None),  # later months have no day
        ({"2027-01": "2027-01-20"}, "2026-12-15", "0", ("2027-01", 100)),
    ],
)
def test_an_instalment_before_the_pay_day(pay_day, due, cash, short):
    found = rp.judge([plan(first_due=due)], home(pay_day, cash)).declared
    assert found.short_of_cash == short
    assert found.feasible == (short is None)
    assert found.strict  # the month itself would pay it
    assert found.cash_path[-1] == Decimal(cash)


def test_a_wednesdays_promise_is_not_paid_from_fridays_wage():
    """The figures of the promise by hand: 650 at hand, a wage of 5,600 on Friday the fourth, 2,000 asked."""
    living = [rp.Spending("all", "4100")]
    found = home({"2026-12": "2026-12-04T10:00"}, "650", "5600", spending=living)
    wednesday, friday = (rp.judge([plan("2000", 1, day)], found).declared for day in ("2026-12-02", "2026-12-04"))
    assert (wednesday.verdict, wednesday.short_of_cash) == ("not affordable", ("2026-12", 1350))
    assert (friday.verdict, friday.cash_path) == ("needs savings", [150])


def test_spending_with_a_day_comes_before_the_wage_too():
    rent = [rp.Spending("rent", "300", pay_day=1), rp.Spending("food", "600")]
    assert rp.judge([plan()], home(cash="399.99", spending=rent)).declared.short_of_cash == ("2026-12", Decimal("0.01"))
    assert rp.judge([plan()], home(cash="400", spending=rent)).declared.feasible


def test_the_verified_ledger_has_its_own_days():
    gig = rp.Income("gig", "200", pay_day=1)
    incomes = [rp.Income("wage", "1000", pay_day=25, evidence="verified"), gig]
    found = rp.judge([plan()], home(incomes=incomes))
    assert found.declared.feasible
    assert found.verified.short_of_cash == ("2026-12", 100)


def test_what_is_kept_back_counts_at_the_months_end():
    found = rp.judge([plan("60")], home(cash="60", keep_back="50")).declared
    # 60 on the 15th from cash; 50 of the 100 stay each month: 50, 40, 30 at the ends.
    assert [int(cash) for cash in found.cash_path] == [50, 40, 30]
    assert found.short_of_cash == ("2027-01", 10)
    assert found.verdict == "tight"


def test_what_is_tested_within_months_stands_in_the_document():
    found = rp.judge([plan(count=2)], home(cash="150")).declared.to_dict()
    assert found["within_months"] == [
        {"month": "2026-12", "day": "15", "cash": "50.00"},
        {"month": "2027-01", "day": "15", "cash": "50.00"},
    ]
    assert rp.judge([plan(count=2)], home(None, cash="150")).declared.to_dict()["within_months"] == []


@pytest.mark.parametrize(("due_day", "pay_day"), [(3, 5), (15, 25), (3, "last"), (None, 25)])
def test_a_menu_knows_pay_days_and_verifies(pay_day, due_day):
    case = rp.sample("dmp-four-cards")
    incomes = [replace(line, pay_day=pay_day) for line in case.household.incomes]
    debts = [replace(debt, due_day=due_day) for debt in case.debts]
    menu = rp.advise(
        case.but(household=replace(case.household, incomes=incomes, keep_back="10% up to 50"), debts=debts)
    )
    assert rp.verify(menu.to_dict()) == []
    for option in menu.options:
        judged = rp.judge(list(option.plans.values()), menu.case.household)
        assert judged.declared.feasible
        assert judged.declared.to_dict() == option.feasibility.declared.to_dict()


def test_the_verifier_sees_a_changed_day():
    case = rp.sample("dmp-four-cards")
    incomes = [replace(line, pay_day=25) for line in case.household.incomes]
    debts = [replace(debt, due_day=15) for debt in case.debts]
    document = rp.advise(
        case.but(household=replace(case.household, incomes=incomes, cash="5000"), debts=debts)
    ).to_dict()
    assert rp.verify(document) == []
    document["options"][0]["feasibility"]["declared"]["within_months"][0]["cash"] = "-1.00"
    assert rp.verify(document)
