"""The household: surplus on two ledgers, what is kept, the floor, and the changes that searches make."""

import copy
import json
import pickle
from dataclasses import FrozenInstanceError, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.household.household import Household
from repayplan.household.lines import BEYOND, EVIDENCE, KINDS, Income, Spending
from repayplan.units.dates import read_month
from repayplan.units.refusal import InputError, under

CASES = json.loads((Path(__file__).parent / "data" / "households.json").read_text("utf-8"))
BY_ID = {case["id"]: case for case in CASES}
FIRST = read_month("2026-12", "first")


def of_case(case):
    """The household of a case."""
    return Household.from_dict(case["household"], case["currency"])


def home(incomes=(), spending=(), **fields):
    """A household in yuan."""
    return Household(**{"currency": "CNY", "incomes": incomes, "spending": spending} | fields)


def refused(**fields):
    """Where and why a household is refused."""
    with pytest.raises(InputError) as caught:
        home(**fields)
    return caught.value


# Figures worked out by hand, outside this project.


def test_there_are_nine_households():
    assert len(BY_ID) == len(CASES) == 9


@pytest.mark.parametrize("case", CASES, ids=BY_ID)
def test_the_surplus_of_each_household(case):
    assert of_case(case).surplus(case["first"], months=12) == [Decimal(x) for x in case["surplus"]]


@pytest.mark.parametrize("case", CASES, ids=BY_ID)
def test_the_document_of_each_household_reads_back(case):
    found = of_case(case)
    document = json.loads(json.dumps(found.to_dict()))
    again = Household.from_dict(document, case["currency"])
    assert (again, hash(again), again.to_dict()) == (found, hash(found), document)
    assert again.surplus(case["first"], 40) == found.surplus(case["first"], 40)


def test_the_verified_ledger_of_the_first_household():
    # By hand: verified income 1,960 less spending 2,560 is 600 short; from month 7 there is no verified income.
    found = of_case(BY_ID["CN-01-unemployed-3-cards"]).surplus("2026-12", 12, ledger="verified")
    assert found == [-600] * 6 + [-2560] * 6


def test_after_its_last_month_each_line_does_what_beyond_says():
    assert of_case(BY_ID["CN-01-unemployed-3-cards"]).surplus("2026-12", 60)[12:] == [2640] * 48  # repeat_last
    seasonal = of_case(BY_ID["CN-02-gig-seasonal"]).surplus("2026-12", 36)  # repeat_year
    assert seasonal[12:24] == seasonal[24:] == seasonal[:12]


# Ledgers and horizon.

LINES = [
    Income("wage", "3000", evidence="verified"),
    Income("gig", "500"),
    Income("job", "900", start="2027-02", evidence="expected"),
]


def test_ledgers_and_lines_left_out():
    found = home(LINES, [Spending("rent", "1100"), Spending("fun", "100", kind="flexible")])
    assert found.months(FIRST, 3) == [230000, 230000, 320000]
    assert found.months(FIRST, 3, "verified") == [180000] * 3
    assert found.months(FIRST, 3, "declared", frozenset({"job"})) == [230000] * 3
    assert found.months(FIRST, 3, "declared", frozenset({"job", "gig"})) == [180000] * 3
    assert found.income_months(FIRST, 3) == [350000, 350000, 440000]
    assert (
        found.income_months(FIRST, 3, "verified")
        == found.months(FIRST, 3, "verified", income_only=True)
        == [300000] * 3
    )
    assert found.expected() == [("job", read_month("2027-02", "month"))]


def test_a_surplus_is_of_twelve_months_on_the_declared_ledger_unless_it_is_said():
    assert home(LINES).surplus("2026-12") == home(LINES).surplus("2026-12", 12, "declared") == [3500] * 2 + [4400] * 10


def test_a_household_without_lines_has_no_surplus_and_no_income():
    assert home().months(FIRST, 3) == home().income_months(FIRST, 3, "verified") == [0, 0, 0]


def test_lines_of_one_name_are_left_out_apart():
    found = home([Income("wage", "100", owner="A"), Income("wage", "7", owner="B", evidence="expected")])
    assert found.expected() == [("wage (2)", None)]
    assert found.months(FIRST, 1, "declared", frozenset({"wage (2)"})) == [10000]


def test_a_longer_horizon_than_a_line_by_month_needs_beyond():
    found = home([Income("gig", by_month={"2026-12": "1", "2027-01": "2"})])
    assert found.months(FIRST, 2) == [100, 200]
    for _ in range(2):  # the refusal does not wear off
        with pytest.raises(InputError, match="'gig' is after 2027-01") as caught:
            found.months(FIRST, 3)
        assert caught.value.path == "household.beyond"
    assert found.months(FIRST, 2) == [100, 200]


def test_a_spending_line_by_month_needs_beyond_as_well():
    with pytest.raises(InputError, match=r"household\.beyond"):
        home(spending=[Spending("food", by_month={"2026-12": "1"})]).surplus("2026-12", 2)


def test_the_caller_cannot_change_what_is_remembered():
    found = home(LINES, [Spending("rent", "1100")])
    first = found.months(FIRST, 3)
    first[0] = first[1] = 0
    first.append(0)
    assert found.months(FIRST, 3) == [240000, 240000, 330000]
    given = {"2026-12": "1"}
    line = Income("gig", by_month=given)
    given["2026-12"] = "5"
    assert home([line]).months(FIRST, 1) == [100]


@given(st.lists(st.integers(1, 80), min_size=1, max_size=6), st.sampled_from(["declared", "verified"]))
def test_months_are_the_same_however_they_are_asked_for(counts, ledger):
    case = BY_ID["CN-02-gig-seasonal"]
    asked = of_case(case)
    for count in counts:
        assert asked.months(FIRST, count, ledger) == of_case(case).months(FIRST, count, ledger)


# Laws.

AMOUNT = st.integers(0, 10**7).map(lambda units: str(Decimal(units) / 100))
WHEN = st.one_of(
    st.builds(lambda amount: {"amount": amount}, AMOUNT),
    st.builds(lambda amount, month: {"amount": amount, "start": f"2027-{month:02d}"}, AMOUNT, st.integers(1, 12)),
    st.builds(
        lambda amount, every, day: {"amount": amount, "every": every, "start": f"2026-11-{day:02d}"},
        AMOUNT,
        st.sampled_from(["week", "fortnight", "four weeks", "half-month", "quarter", "year"]),
        st.integers(1, 30),
    ),
    st.builds(
        lambda amounts: {"by_month": {f"2027-{month:02d}": amount for month, amount in enumerate(amounts, 1)}},
        st.lists(AMOUNT, min_size=12, max_size=12),
    ),
)
INCOMES = st.lists(st.builds(lambda e, w: {"evidence": e} | w, st.sampled_from(EVIDENCE), WHEN), max_size=4).map(
    lambda lines: [{"name": f"in {i}"} | line for i, line in enumerate(lines)]
)
SPENDING = st.lists(st.builds(lambda k, w: {"name": "out", "kind": k} | w, st.sampled_from(KINDS), WHEN), max_size=4)


@given(INCOMES, SPENDING, st.sampled_from(BEYOND))
def test_the_verified_surplus_is_never_above_the_declared(incomes, spending, beyond):
    found = home(incomes, spending, beyond=beyond)
    declared, verified = found.months(FIRST, 30), found.months(FIRST, 30, "verified")
    assert all(low <= high for low, high in zip(verified, declared, strict=True))
    if all(line["evidence"] == "verified" for line in incomes):
        assert verified == declared


@given(INCOMES, SPENDING, st.sampled_from(BEYOND), st.randoms())
def test_the_order_of_lines_changes_nothing(incomes, spending, beyond, shuffle):
    one = home(incomes, spending, beyond=beyond, reserve="4 weeks of income", cash="5000")
    incomes, spending = incomes[:], spending[:]
    shuffle.shuffle(incomes)
    shuffle.shuffle(spending)
    other = home(incomes, spending, beyond=beyond, reserve="4 weeks of income", cash="5000")
    for ledger in ("declared", "verified"):
        assert one.months(FIRST, 30, ledger) == other.months(FIRST, 30, ledger)
    assert one.floor(FIRST) == other.floor(FIRST)


@given(INCOMES, SPENDING, st.sampled_from(BEYOND))
def test_the_surplus_is_the_sum_of_households_with_one_line_each(incomes, spending, beyond):
    parts = [home([line], beyond=beyond) for line in incomes] + [home((), [line], beyond=beyond) for line in spending]
    sums = [sum(months) for months in zip(*(part.months(FIRST, 30) for part in parts), strict=True)]
    assert home(incomes, spending, beyond=beyond).months(FIRST, 30) == (sums or [0] * 30)


@given(INCOMES, SPENDING, st.sampled_from(BEYOND))
def test_a_document_reads_back(incomes, spending, beyond):
    found = home(
        incomes, spending, beyond=beyond, keep_back="12.5%", reserve="300", members=["A"], assets=[{"name": "car"}]
    )
    again = Household.from_dict(json.loads(json.dumps(found.to_dict())), "CNY")
    assert (again, again.to_dict()) == (found, found.to_dict())
    assert again.months(FIRST, 30) == found.months(FIRST, 30)


# What is kept, and the floor.


@pytest.mark.parametrize(
    ("keep_back", "kept"),
    [
        # Of surpluses of -5.00, 0, 0.01, 100.00 and 1000.01
        (None, [0, 0, 0, 0, 0]),
        ("0", [0, 0, 0, 0, 0]),
        ("200", [0, 0, 1, 10000, 20000]),
        ("10%", [0, 0, 1, 1000, 10001]),  # rounded up, for the household
        ("37.5%", [0, 0, 1, 3750, 37501]),
        ("100%", [0, 0, 1, 10000, 100001]),
        ("0%", [0, 0, 0, 0, 0]),
    ],
)
def test_what_is_kept_back(keep_back, kept):
    found = home(keep_back=keep_back)
    assert [found.kept(surplus) for surplus in (-500, 0, 1, 10000, 100001)] == kept


@given(st.integers(-(10**9), 10**9), st.one_of(AMOUNT, st.integers(0, 100).map(lambda share: f"{share}%")))
def test_never_more_is_kept_than_a_positive_surplus(surplus, keep_back):
    assert 0 <= home(keep_back=keep_back).kept(surplus) <= max(0, surplus)


@pytest.mark.parametrize(
    ("reserve", "cash", "floor"),
    [
        (None, "900", 0),
        ("0", "900", 0),
        ("500", "900", 50000),
        ("900", "900", 90000),
        ("1000", "900", 90000),
        ("1000", "0", 0),
    ],
)
def test_the_floor_is_the_reserve_or_what_cash_there_is(reserve, cash, floor):
    assert home(reserve=reserve, cash=cash).floor(FIRST) == floor


@pytest.mark.parametrize("text", ["4 weeks of income", "4 weeks", "4 week of income"])
def test_a_reserve_in_weeks_of_the_average_declared_income(text):
    # Six months of 3,000 and six of 4,300 are 43,800 a year; four of 52 weeks are 3,369.230..., rounded up.
    found = home(
        [Income("wage", "3000", evidence="verified"), Income("gig", "1300", start="2027-06")], reserve=text, cash="9999"
    )
    assert found.reserve_units(FIRST) == found.floor(FIRST) == 336924
    assert found.to_dict()["reserve"] == "4 weeks of income"
    assert home(reserve="0 weeks").reserve_units(FIRST) == 0


# The changes that searches make.


# A household is a value; each way of saying it wrongly.


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one)), replace])
def test_a_household_is_a_value(again):
    found = of_case(BY_ID["CN-01-unemployed-3-cards"])
    months = found.months(FIRST, 12)
    other = again(found)
    assert (other, hash(other), other.months(FIRST, 12)) == (found, hash(found), months)
    with pytest.raises(FrozenInstanceError):
        found.cash = "0"


def test_amounts_come_out_canonical():
    found = home(
        [{"name": "wage", "amount": 5}], cash=7, keep_back="10.0%", reserve=0.1, assets=[{"name": "car", "value": 5}]
    )
    document = found.to_dict()
    assert [document[key] for key in ("cash", "keep_back", "reserve")] == ["7.00", "10%", "0.10"]
    assert document["incomes"][0]["amount"] == "5.00"
    sums = {"value": "5.00", "brings": None, "use": None}
    asset = {"name": "car", "kind": "other", **sums, "usable": None, "owner": None, "note": ""}
    assert document["assets"] == [asset]
    assert home(keep_back="200").to_dict()["keep_back"] == "200.00"


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"currency": "CNX"}, "currency"),
        ({"cash": "-1"}, "cash"),
        ({"cash": float("nan")}, "cash"),
        ({"cash": None}, "cash"),
        ({"keep_back": "-1"}, "keep_back"),
        ({"keep_back": "0.001"}, "keep_back"),
        ({"keep_back": "101%"}, "keep_back"),
        ({"keep_back": "some"}, "keep_back"),
        ({"reserve": "-1"}, "reserve"),
        ({"reserve": "four weeks of income"}, "reserve"),
        ({"reserve": "4 weeks of spending"}, "reserve"),
        ({"reserve": "10%"}, "reserve"),
        ({"beyond": "repeat"}, "beyond"),
        ({"time_zone": 8}, "time_zone"),
        ({"members": "A"}, "members"),
        ({"members": ["A", ""]}, "members[1]"),
        ({"incomes": {"wage": "1"}}, "incomes"),
        ({"incomes": ["wage"]}, "incomes[0]"),
        ({"incomes": [Spending("rent", "1")]}, "incomes[0]"),
        ({"incomes": [LINES[0], Income("a", "0.001")]}, "incomes[1].amount"),
        ({"incomes": [{"name": "a", "by_month": {"2026-12": "0.001"}}]}, "incomes[0].by_month.2026-12"),
        ({"incomes": [{"name": "a", "amount": "1", "evidence": "verifed"}]}, "incomes[0].evidence"),
        ({"incomes": [Income("a", "1", owner="B")], "members": ["A"]}, "incomes[0].owner"),
        ({"spending": [{"name": "a", "amount": "1", "kind": "luxury"}]}, "spending[0].kind"),
        ({"spending": [{"name": "a", "amount": "1", "cutt": "1"}]}, "spending[0].cutt"),
        ({"incomes": [{"name": "a", "by_month": {"2026-12": "1"}}], "beyond": "repeat_year"}, "incomes[0].by_month"),
        ({"spending": [{"name": "a", "by_month": {"2026-12": "1"}}], "beyond": "repeat_year"}, "spending[0].by_month"),
        ({"assets": [{"name": "car", "value": "-1"}]}, "assets[0].value"),
        ({"assets": [{"name": "car"}, "house"]}, "assets[1]"),
    ],
)
def test_a_household_names_what_it_refuses(fields, path):
    assert refused(**fields).path == path


def test_an_owner_who_is_no_member_suggests_the_nearest():
    error = refused(incomes=[Income("wage", "1", owner="Anna")], members=["Ana", "Ben"])
    assert error.fix == "did you mean 'Ana'?"


def test_a_household_that_lists_no_members_takes_any_owner():
    assert home([Income("wage", "1", owner="A")]).incomes[0].owner == "A"


@pytest.mark.parametrize(
    ("data", "path"),
    [({"cahs": "1"}, "household.cahs"), ({"currency": "CNY"}, "household.currency"), ("home", "household")],
)
def test_a_document_names_what_it_refuses(data, path):
    with pytest.raises(InputError) as caught, under("household"):
        Household.from_dict(data, "CNY")
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (("2026-13",), "start"),
        (("2026-12-01",), "start"),
        (("2026-12", 0), "months"),
        (("2026-12", 1201), "months"),
        (("2026-12", "12"), "months"),
        (("2026-12", 12, "verifed"), "ledger"),
        (("2026-12", 12, None), "ledger"),
    ],
)
def test_a_surplus_names_what_it_refuses(arguments, path):
    with pytest.raises(InputError) as caught:
        home(LINES).surplus(*arguments)
    assert caught.value.path == path


def test_months_refuse_a_ledger_that_is_none():
    with pytest.raises(InputError, match="did you mean 'verified'"):
        home(LINES).months(FIRST, 1, "verifed")
