"""The cash that is there at a moment: pay-days, what is set aside, and what can be promised."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import repayplan as rp
from repayplan.household.pay_days import moment
from repayplan.units.dates import read_month


def home(pay_day={"2026-12": "2026-12-04T10:00"}, **more):  # noqa: B006 - never changed
    """Cash 650; a wage of 5,600; 4,100 to live on."""
    wage = rp.Income("wage", "5600", pay_day=pay_day, evidence="verified")
    given = {"currency": "CNY", "cash": "650", "keep_back": "0", "reserve": "0", "time_zone": "Asia/Shanghai"}
    return rp.Household(**(given | {"incomes": [wage], "spending": [rp.Spending("all", "4100")]} | more))


def at(when, household=None, as_of="2026-12-01", **more):
    return (household or home()).cash_on(when, as_of, **more)


# A promise for Wednesday is not payable from Friday's wage: figures by hand, tests/golden/households.toml.


def test_wednesday_has_what_is_at_hand():
    found = at("2026-12-02T15:00")
    assert (found.cash, found.free, found.short_of("2000"), found.pays("2000")) == (650, 0, 1350, False)
    assert found.arrived == ()
    assert [(a.line, a.at, a.units, a.evidence) for a in found.to_come] == [
        ("wage", datetime(2026, 12, 4, 10), 560000, "verified")
    ]
    assert (found.unspent, found.kept_back, found.floor) == (410000, 0, 0)


def test_friday_has_the_wage_less_the_whole_month_still_to_be_spent():
    found = at("2026-12-04T18:00")
    assert (found.cash, found.free, found.short_of("2000"), found.pays("2000")) == (6250, 2150, 0, True)
    assert found.free - 2000 == 150
    assert at("2026-12-04T18:00", home(reserve="500")).free == 1650
    assert [a.line for a in found.arrived] == ["wage"]


@pytest.mark.parametrize(
    ("when", "cash"),
    [
        ("2026-12-04T09:59", 650),
        ("2026-12-04T10:00", 6250),
        ("2026-12-04T02:00+00:00", 6250),  # ten o'clock in Shanghai
        ("2026-12-04T01:59:59Z", 650),
        (datetime(2026, 12, 4, 10), 6250),
        ("2026-12-04", 6250),  # the end of the day
        ("2026-12-03", 650),
        ("2026-12-01", 650),
    ],
)
def test_the_hour_of_the_wage(when, cash):
    assert at(when).cash == cash


def test_a_pay_day_without_an_hour_counts_from_the_end_of_the_day():
    for pay_day in (4, "first friday", {"2026-12": "2026-12-04"}):
        assert [at(when, home(pay_day)).cash for when in ("2026-12-04T18:00", "2026-12-04")] == [650, 6250]


def test_an_income_without_a_day_counts_from_the_months_end():
    found = home(None)
    assert at("2026-12-31T23:00", found).cash == 650
    assert at("2026-12-31T23:00", found).to_come[0].at is None
    assert at("2026-12-31", found).cash == 650 + 5600 - 4100
    # Only December's day was given: January's wage is there at its end.
    assert at("2027-01-15").cash == 650 + 5600 - 4100
    assert at("2027-01-31").cash == 650 + 2 * (5600 - 4100)


def test_what_was_dated_before_the_day_of_the_case_is_in_the_cash_already():
    assert at("2026-12-10", as_of="2026-12-05").cash == 650
    assert at("2026-12-10", as_of="2026-12-04").cash == 6250


def test_spending_with_a_day_is_spent_on_it():
    rent = rp.Spending("rent", "1000", pay_day=2)
    found = home(spending=[rent, rp.Spending("food", "100", every="week", start="2026-12-01")], cash="3000")
    paid = at("2026-12-08", found)
    assert [(a.line, a.units) for a in paid.arrived] == [
        ("wage", 560000), ("rent", -100000), ("food", -10000), ("food", -10000)
    ]  # fmt: skip
    assert (paid.cash, paid.unspent, paid.free) == (7400, 30000, 7100)


def test_what_is_kept_back_is_not_there_for_promises():
    found = home(keep_back="200")
    assert at("2026-12-04T18:00", found).free == 1950
    # Of December's 1,500, 200 stayed with the household.
    assert at("2027-01-31", found).cash == 650 + 2 * 1500 - 200
    assert at("2027-01-31", found).free == 650 + 2 * 1500 - 2 * 200


def test_both_ledgers():
    gig = rp.Income("gig", "100", pay_day=3)
    found = home(incomes=[rp.Income("wage", "5600", pay_day=4, evidence="verified"), gig])
    assert [at("2026-12-05", found, ledger=ledger).cash for ledger in ("declared", "verified")] == [6350, 6250]
    assert at("2026-12-05", found).arrived[-1].evidence == "declared"


def test_the_first_moment_at_which_a_sum_is_there():
    found = home().first_cash("2000", "2026-12-01", "2027-01-31")
    assert found.when == datetime(2026, 12, 4, 10)
    assert home().first_cash("2150.01", "2026-12-01", "2026-12-31") is None
    assert home().first_cash("2150.01", "2026-12-01", "2027-01-31").when.date().isoformat() == "2027-01-31"
    rich = home(cash="9000")
    assert rich.first_cash("2000", "2026-12-01", "2026-12-31").when == datetime(2026, 12, 1)


def test_as_plain_data():
    assert at("2026-12-04T18:00").to_dict() == {
        "when": "2026-12-04T18:00:00", "ledger": "declared", "cash": "6250.00", "unspent": "4100.00",
        "kept_back": "0.00", "floor": "0.00", "free": "2150.00", "to_come": [],
        "arrived": [{"line": "wage", "at": "2026-12-04T10:00:00", "amount": "5600.00", "evidence": "verified"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("when", "more", "path"),
    [
        ("2026-11-30", {}, "when"),
        ("2026-12-32", {}, "when"),
        ("2026-12-04T25:00", {}, "when"),
        (5, {}, "when"),
        ("2026-12-04", {"as_of": "December"}, "as_of"),
        ("2026-12-04", {"ledger": "proved"}, "ledger"),
        ("2026-12-04T10:00Z", {"household": home(time_zone="Asia/Nowhere")}, "time_zone"),
    ],
)
def test_what_is_refused(when, more, path):
    with pytest.raises(rp.InputError) as caught:
        at(when, **more)
    assert caught.value.path == path


# Pay-days by a wall calendar.


@pytest.mark.parametrize(
    ("pay_day", "month", "day"),
    [
        (31, "2027-02", 28),  # beyond the end of a short month: its last day
        (29, "2027-02", 28),
        (29, "2028-02", 29),
        (28, "2027-02", 28),
        ("last", "2028-02", 29),
        ("first friday", "2026-12", 4),
        ("first friday", "2027-01", 1),
        ("fourth monday", "2026-12", 28),
        ("last wednesday", "2026-12", 30),
        ("last thursday", "2026-12", 31),
        ("second tuesday", "2026-12", 8),
    ],
)
def test_the_day_of_a_month(pay_day, month, day):
    found = moment(pay_day, read_month(month, "month"))
    assert (found.date().isoformat(), found.hour) == (f"{month}-{day:02d}", 23)


def test_a_moment_outside_its_month_is_refused():
    for wrong in ("2027-01-04", "2026-11-30T10:00"):
        with pytest.raises(rp.InputError, match="a day of 2026-12"):
            rp.Income("wage", "1", pay_day={"2026-12": wrong})
    with pytest.raises(rp.InputError, match="a day or a moment"):
        rp.Income("wage", "1", pay_day={"2027-02": "2027-02-30"})


@given(
    st.lists(st.tuples(st.integers(0, 9999), st.sampled_from([None, 1, 15, 31, "last"])), max_size=3),
    st.lists(st.tuples(st.integers(0, 9999), st.sampled_from([None, 1, 15, 31, "last"])), max_size=3),
    st.sampled_from([None, "7", "12.5%"]),
    st.integers(0, 5),
)
def test_at_a_months_end_it_is_the_cash_path(incomes, spending, keep_back, months):
    """From the first of a month on, each month's end has what the path of months has."""
    lines = {
        "incomes": [rp.Income(f"in {i}", units, pay_day=day) for i, (units, day) in enumerate(incomes)],
        "spending": [rp.Spending(f"out {i}", units, pay_day=day) for i, (units, day) in enumerate(spending)],
    }
    found = rp.Household(currency="JPY", cash="5000", keep_back=keep_back, **lines)
    surplus = found.months(read_month("2026-12", "first"), months + 1)
    path = 5000 + sum(month - found.kept(month) for month in surplus)
    end = found.cash_on(f"{2026 + (11 + months) // 12}-{(11 + months) % 12 + 1:02d}-28T00:00", "2026-12-01")
    last = found.cash_on(["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"][months],
                         "2026-12-01")  # fmt: skip
    assert last.units - last.unspent - last.kept_back == path
    assert last.to_come == ()
    assert end.free <= last.free + Decimal(sum(units for units, _ in spending))
