"""Lines as they are in life: raises, seasons, what comes once; presets; savings; one member's view; two as one."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import repayplan as rp
from repayplan.household.assets import Asset
from repayplan.units.dates import month_of, read_month

FIRST = read_month("2026-12", "first")


def by_month(line, months=8, **more):
    """What a line brings in each month, from December 2026 on."""
    return [int(x) for x in rp.Household(currency="CNY", incomes=[line], **more).surplus("2026-12", months)]


def refused(call, *given, **more):
    with pytest.raises(rp.InputError) as caught:
        call(*given, **more)
    return caught.value.path


# --- raises


@pytest.mark.parametrize(
    ("raises", "found"),
    [
        ([{"from": "2027-02", "amount": "1100"}], [1000, 1000, 1100, 1100]),
        ([{"from": "2027-02", "by": "3%"}], [1000, 1000, 1030, 1030]),
        ([{"from": "2027-01", "by": "10%"}, {"from": "2027-02", "by": "-10%"}], [1000, 1100, 990, 990]),
        ([{"from": "2027-02-01", "amount": "5"}], [1000, 1000, 5, 5]),
        # A line without days changes with the first whole month.
        ([{"from": "2027-02-02", "amount": "5"}], [1000, 1000, 1000, 5]),
        ([{"from": "2020-01", "amount": "5"}], [5, 5, 5, 5]),
    ],
)
def test_a_raise(raises, found):
    assert by_month(rp.Income("wage", "1000", raises=raises), 4) == found


def test_a_raise_on_a_day_holds_for_what_is_paid_from_that_day_on():
    weekly = rp.Income(
        "wage", "100", every="week", start="2026-12-04", raises=[{"from": "2026-12-18", "amount": "110"}]
    )
    assert by_month(weekly, 2) == [2 * 100 + 2 * 110, 5 * 110]  # 4, 11 | 18, 25 December; five Fridays in January
    for day, found in ((6, [1000, 1000, 1000, 1000, 1030]), (5, [1000, 1000, 1000, 1000, 1000])):
        line = rp.Income("wage", "1000", pay_day=day, raises=[{"from": "2027-04-06", "by": "3%"}])
        assert by_month(line, 5) == found


def test_a_share_is_rounded_half_up_to_the_minor_unit_once_a_raise():
    line = rp.Income("wage", "0.50", raises=[{"from": "2027-01", "by": "1%"}, {"from": "2027-02", "by": "1%"}])
    # 0.505 is 0.51; 0.5151 is 0.52
    assert rp.Household(currency="CNY", incomes=[line]).surplus("2026-12", 3) == list(
        map(Decimal, "0.5 0.51 0.52".split())
    )


@pytest.mark.parametrize(
    ("raises", "path"),
    [
        ([{"from": "2027-02"}], "raises[0].amount"),
        ([{"from": "2027-02", "amount": "1", "by": "1%"}], "raises[0].amount"),
        ([{"amount": "1"}], "raises[0].from"),
        ([{"from": "2027-02", "amount": "-1"}], "raises[0].amount"),
        ([{"from": "2027-02", "by": "-101%"}], "raises[0].by"),
        ([{"from": "2027-02", "by": 3}], "raises[0].by"),
        ([{"from": "2027-02", "by": "3%"}, {"from": "2027-02", "by": "3%"}], "raises[1].from"),
        ([{"from": "2027-02", "by": "3%"}, {"from": "2027-01-15", "by": "3%"}], "raises[1].from"),
        ("3%", "raises"),
    ],
)
def test_a_raise_that_is_none(raises, path):
    assert refused(rp.Income, "wage", "1000", raises=raises) == path


def test_a_line_by_month_has_no_raises_and_no_seasons():
    for more in ({"raises": [{"from": "2027-02", "by": "3%"}]}, {"months": [1]}):
        assert refused(rp.Income, "gig", by_month={"2026-12": "1"}, **more) == next(iter(more))


def test_an_expected_raise_from_nothing_begins_with_it():
    line = rp.Income("job", "0", raises=[{"from": "2027-03", "amount": "10"}], start="2026-12", evidence="expected")
    assert rp.Household(currency="CNY", incomes=[line]).expected() == [("job", read_month("2027-03", "month"))]


# --- seasons, once, twice a month


def test_seasons_and_what_comes_once():
    heating = rp.Spending("heating", "80", months=[11, 12, 1, 2])
    found = rp.Household(currency="EUR", spending=[heating]).surplus("2026-12", 13)
    assert found == [-80] * 3 + [0] * 8 + [-80] * 2
    assert by_month(rp.Income("bonus", "500", every="once", start="2027-02"), 15) == [0, 0, 500] + [0] * 12
    assert by_month(rp.Income("bonus", "500", every="once", start="2027-02-28"), 3) == [0, 0, 500]
    assert by_month(rp.Income("harvest", "900", every="year", start="2026-09", months=[9]), 10) == [0] * 9 + [900]
    weekly = rp.Income("stall", "10", every="week", start="2026-12-04", months=[7])
    assert by_month(weekly) == [0] * 7 + [50]
    assert rp.Household(currency="CNY", incomes=[weekly]).incomes[0].begins() == read_month("2027-07", "month")


def test_twice_a_month_is_half_month():
    line = rp.Income("wage", "700", every="twice a month")
    assert line.every == "half-month"
    assert by_month(line, 2) == [1400, 1400]


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"every": "once"}, "start"),
        ({"every": "once", "start": "2027-02", "until": "2027-03"}, "until"),
        ({"months": []}, "months"),
        ({"months": [0]}, "months[0]"),
        ({"months": [13]}, "months[0]"),
        ({"every": "onec", "start": "2027-02"}, "every"),
        ({"start": "2027-02", "until": "2027-01"}, "until"),
        ({"start": "2027-02-02", "until": "2027-02-01"}, "until"),
        ({"owner": ""}, "owner"),
        ({"category": "wages"}, "category"),
    ],
)
def test_a_line_that_is_none(more, path):
    assert refused(rp.Income, "wage", "1", **more) == path


@pytest.mark.parametrize("amount", ["-1", -0.01])
def test_spending_is_never_negative(amount):
    assert refused(rp.Spending, "rent", amount) == "amount"
    assert refused(rp.Spending, "rent", by_month={"2026-12": amount}) == "by_month.2026-12"


@given(
    st.sampled_from(["day", "week", "fortnight", "four weeks", "half-month", "month", "quarter", (10, "days")]),
    st.dates(date(2026, 11, 1), date(2027, 3, 31)),
    st.integers(0, 400),
    st.sets(st.integers(1, 12)),
)
def test_the_days_of_a_line_are_as_many_as_its_money(every, start, length, months):
    until = start + timedelta(days=length)
    line = rp.Income("in", "1", every=every, start=start, until=until, months=sorted(months) or None).in_currency("JPY")
    for month in range(month_of(start) - 1, month_of(until) + 2):
        found = line.moments(month, "JPY", None)
        assert sum(units for _, units in found) == line.units(month, "JPY", None)
        for at, _ in found:
            assert start <= at.date() <= until
            assert month_of(at.date()) == month
            assert not months or at.month in months


# --- one name, two kinds of evidence


@pytest.mark.parametrize(
    ("one", "other", "where"),
    [
        ({}, {}, "the same months"),
        ({"until": "2027-02"}, {"start": "2027-02"}, "2027-02"),
        ({"until": "2027-02"}, {"start": "2027-03"}, None),
        ({"amount": "0"}, {}, None),
        ({"owner": "A"}, {"owner": "B"}, None),
        ({"owner": "A"}, {"owner": "A"}, "the same months"),
        ({"by_month": {"2026-12": "1", "2027-01": "0"}}, {"start": "2027-01"}, None),
        ({"by_month": {"2026-12": "1", "2027-01": "1"}}, {"start": "2027-01"}, "2027-01"),
        # What repeats after its last month overlaps there.
        ({"by_month": {"2026-12": "1"}, "beyond": "repeat_last"}, {"start": "2027-01"}, "2027-01"),
        ({"by_month": {"2026-12": "1"}, "beyond": "nothing"}, {"start": "2027-01"}, None),
        ({"months": [1, 2]}, {"months": [3]}, None),
        ({"months": [1, 2]}, {"months": [2, 3]}, "the same months"),
    ],
)
def test_one_name_is_not_two_kinds_of_evidence_in_one_month(one, other, where):
    beyond = one.pop("beyond", None)
    lines = [
        {"name": "wage", "evidence": evidence} | ({} if "by_month" in line else {"amount": "1"}) | line
        for evidence, line in (("verified", one), ("expected", other))
    ]
    make = lambda: rp.Household(currency="CNY", incomes=lines, beyond=beyond)  # noqa: E731
    if where is None:
        assert make().incomes
        return
    with pytest.raises(rp.InputError, match=f"verified, as 'wage' is in {where} already") as caught:
        make()
    assert caught.value.path == "incomes[1].evidence"


# --- what is kept: a share with a cap, and presets with their source


@pytest.mark.parametrize(
    ("keep_back", "kept"),
    [
        # Of surpluses of -5.00, 0, 0.01, 100.00, 200.00, 1,000.01
        ("10% up to 20", [0, 0, 1, 1000, 2000, 2000]),
        ("uk/tenth-to-20", [0, 0, 1, 1000, 2000, 2000]),
        ("uk/half", [0, 0, 1, 5000, 10000, 50001]),
        ("50%", [0, 0, 1, 5000, 10000, 50001]),
        ("100% up to 0", [0] * 6),
    ],
)
def test_what_is_kept_of_a_surplus(keep_back, kept):
    found = rp.Household(currency="GBP", keep_back=keep_back)
    assert [found.kept(surplus) for surplus in (-500, 0, 1, 10000, 20000, 100001)] == kept
    again = rp.Household.from_dict(found.to_dict(), "GBP")
    assert (again, again.to_dict()) == (found, found.to_dict())


def test_presets_are_named_and_resolved():
    found = rp.Household(currency="USD", keep_back="us/nfcc-200", reserve="us/weeks-6")
    document = found.to_dict()
    assert (document["keep_back"], document["reserve"]) == ("200.00", "6 weeks of income")
    assert document["presets"] == {"keep_back": "us/nfcc-200", "reserve": "us/weeks-6"}
    other = rp.Household.from_dict(document | {"keep_back": "100"}, "USD")
    assert other.to_dict()["presets"] == {"reserve": "us/weeks-6"}  # no longer the preset's own value
    assert rp.Household(currency="USD", presets={"keep_back": "us/nfcc-200"}).keep_back == 200


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"keep_back": "us/nfcc-200"}, "keep_back"),  # in dollars
        ({"keep_back": "uk/hafl"}, "keep_back"),
        ({"keep_back": "us/weeks-3"}, "keep_back"),
        ({"reserve": "uk/half"}, "reserve"),
        ({"keep_back": "10% up to"}, "keep_back"),
        ({"keep_back": "10% up to -1"}, "keep_back"),
        ({"keep_back": "10 up to 20"}, "keep_back"),
        ({"presets": {"floor": "uk/half"}}, "presets.floor"),
    ],
)
def test_what_is_not_kept(given, path):
    assert refused(rp.Household, currency="CNY", **given) == path


# --- assets, guidelines


@pytest.mark.parametrize(
    ("asset", "used"),
    [
        (Asset("savings", "900", kind="savings"), 0),  # nobody said that it may be used
        (Asset("savings", "900", usable=True, kind="savings"), 90000),
        (Asset("savings", "900", usable=True, kind="savings", brings="850"), 85000),
        (Asset("savings", "900", kind="savings", use="300"), 30000),
        (Asset("car", "9000", usable=True), 0),  # what it would bring is not known
        (Asset("car", "9000", usable=True, brings="7000"), 700000),
        (Asset("car", "9000", usable=False, brings="7000"), 0),
    ],
)
def test_how_much_of_an_asset_may_be_used(asset, used):
    assert asset.in_currency("CNY").may_use("CNY") == used
    found = rp.Household(currency="CNY", cash="5", assets=[asset])
    assert found.opening == 500  # listed, never sold
    richer = found.using_savings()
    assert richer.opening == 500 + (used if asset.kind == "savings" else 0)
    assert richer.using_savings() == richer
    if used and asset.kind == "savings":
        assert richer.assets[0].value == asset.in_currency("CNY").value - Decimal(used) / 100


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"use": "901", "kind": "savings"}, "assets[0].use"),
        ({"use": "1", "usable": False}, "assets[0].use"),
        ({"kind": "yacht"}, "assets[0].kind"),
        ({"brings": "-1"}, "assets[0].brings"),
        ({"owner": "B"}, "assets[0].owner"),
    ],
)
def test_an_asset_that_is_none(fields, path):
    assets = [{"name": "it", "value": "900"} | fields]
    assert refused(rp.Household, currency="CNY", members=["A"], assets=assets) == path


def test_guidelines_are_the_users_own():
    found = rp.Household(currency="GBP", guidelines={"personal_costs": 40, "food_and_housekeeping": "560"})
    assert found.to_dict()["guidelines"] == {"food_and_housekeeping": "560.00", "personal_costs": "40.00"}
    assert rp.Household(currency="GBP").guidelines == ()
    assert refused(rp.Household, currency="GBP", guidelines={"food": "5"}) == "guidelines.food"
    assert refused(rp.Household, currency="GBP", guidelines={"personal_costs": "-5"}) == "guidelines.personal_costs"


# --- single and joint views


LINE = st.fixed_dictionaries(
    {"amount": st.integers(0, 9999), "owner": st.sampled_from([None, "A", "B", "C"])},
    optional={"raises": st.just([{"from": "2027-02", "amount": "777"}]), "every": st.just("half-month")},
)


@given(st.lists(LINE, max_size=5), st.lists(LINE, max_size=5), st.lists(st.integers(0, 7), min_size=3, max_size=3))
def test_a_household_split_by_member_and_joined_is_the_same(incomes, spending, weights):
    lines = {
        "incomes": [{"name": f"in {i}"} | line for i, line in enumerate(incomes)],
        "spending": [{"name": f"out {i}"} | line for i, line in enumerate(spending)],
        "assets": [{"name": "flat", "value": 1001}, {"name": "car", "value": 7, "owner": "B"}],
    }
    whole = rp.Household(currency="JPY", cash=1000, keep_back=100, reserve=77, members=["A", "B", "C"], **lines)
    shares = dict(zip(whole.members, weights, strict=True)) if any(weights) else None
    one, two, three = (whole.single(member, shares) for member in whole.members)
    again = one.joined(two).joined(three)
    for name in ("cash", "keep_back", "reserve", "members", "opening"):
        assert getattr(again, name) == getattr(whole, name)
    for ledger in ("declared", "verified"):
        assert again.months(FIRST, 6, ledger) == whole.months(FIRST, 6, ledger)
    assert sum(asset.value for asset in again.assets) == 1008


def test_what_is_joined_is_alike():
    one = rp.Household(currency="EUR", keep_back="10%")
    assert refused(one.joined, rp.Household(currency="USD")) == "other.currency"
    assert refused(one.joined, rp.Household(currency="EUR", beyond="nothing")) == "other.beyond"
    assert refused(one.joined, rp.Household(currency="EUR", keep_back="11%")) == "other.keep_back"
    assert one.joined(rp.Household(currency="EUR", keep_back="10%")).keep_back == "10%"
    assert refused(one.single, "A") == "member"
    both = rp.Household(currency="EUR", members=["A", "B"])
    assert refused(both.single, "A", {"A": -1, "B": 2}) == "shares.A"
