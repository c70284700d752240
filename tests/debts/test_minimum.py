"""The minimum payment: named parts, floor, cap; published figures and laws."""

import copy
import json
import pickle
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.debts.minimum import SHARES, Minimum
from repayplan.rules.book import minimum_preset
from repayplan.units.refusal import InputError

USUAL = {"purchases": "10%", "interest": "100%", "penalty": "100%", "fees": "100%", "past_due": "100%"}
DUE = st.tuples(*[st.integers(0, 10**9)] * 4)
PERCENT = st.integers(0, 1000).map(lambda tenths: f"{tenths / 10:.1f}%")


def asked(minimum, principal="0", interest="0", penalty="0", fees="0", past_due="0", currency="CNY"):
    """What is asked, in amounts."""
    due = [int(Decimal(part) * 100) for part in (principal, interest, penalty, fees)]
    return Decimal(minimum.asked(due, currency, int(Decimal(past_due) * 100))) / 100


@pytest.mark.parametrize(
    ("parts", "owed", "figure"),
    [
        # Three cards of one household: a tenth of the principal, all interest and penalty.
        (USUAL, {"principal": "28000", "interest": "1620", "penalty": "540"}, "4960"),
        (USUAL, {"principal": "19500", "interest": "1130", "penalty": "380"}, "3460"),
        (USUAL, {"principal": "12000", "interest": "640", "penalty": "190"}, "2030"),
        # OpenStax, Contemporary Mathematics: above 1,000: 2.5 % of the balance (32.725 is printed as 32.73).
        ({"balance": "2.5%", "fees": "100%"}, {"principal": "1309.00"}, "32.73"),
        # The same book: up to 499.99: 25, or the balance where it is less.
        ({"amount": "25"}, {"principal": "230.50", "fees": "35"}, "25.00"),
        ({"amount": "25"}, {"principal": "20"}, "20"),
        # A published schedule of a card in India: 5 % of the bill, at least 1,000, at most the bill.
        ({"balance": "5%", "floor": "1000"}, {"principal": "97850.00"}, "4892.50"),
        ({"balance": "5%", "floor": "1000"}, {"principal": "95746.23"}, "4787.31"),
        ({"balance": "5%", "floor": "1000"}, {"principal": "5238.57"}, "1000.00"),
        ({"balance": "5%", "floor": "1000"}, {"principal": "604.52"}, "604.52"),
        # 3 %, at least 35: four cards of one household, 720 together.
        ({"balance": "3%", "floor": "35"}, {"principal": "9000"}, "270"),
        ({"balance": "3%", "floor": "35"}, {"principal": "7000"}, "210"),
        ({"balance": "3%", "floor": "35"}, {"principal": "5000"}, "150"),
        ({"balance": "3%", "floor": "35"}, {"principal": "3000"}, "90"),
    ],
)
def test_figures_that_are_known(parts, owed, figure):
    assert asked(Minimum(**parts), **owed) == Decimal(figure)


@pytest.mark.parametrize(
    ("part", "figure"),
    [
        ("purchases", 10),
        ("principal", 10),
        ("balance", 100),
        ("interest", 20),
        ("penalty", 30),
        ("fees", 40),
        ("past_due", 5),
    ],
)
def test_a_part_is_a_share_of_its_own_base(part, figure):
    owed = {"principal": "100", "interest": "200", "penalty": "300", "fees": "400", "past_due": "50"}
    assert asked(Minimum(**{part: "10%"}), **owed) == figure


def test_a_cap_holds_after_the_floor():
    formula = Minimum(balance="10%", floor="50", cap="80")
    assert [asked(formula, principal=p) for p in ("100", "600", "5000")] == [50, 60, 80]


def test_a_cap_may_be_the_floor_or_stand_alone():
    assert asked(Minimum(balance="10%", floor="50", cap="50"), principal="5000") == 50
    assert asked(Minimum(balance="10%", cap="0.50"), principal="5000") == Decimal("0.50")


def test_what_is_past_due_counts_as_nothing_unless_it_is_said():
    assert Minimum(past_due="100%").asked((100, 0, 0, 0), "CNY") == 0


def test_what_is_past_due_comes_on_top():
    assert asked(Minimum(**USUAL), principal="28000", interest="1620", penalty="540", past_due="3000") == 7960


def test_a_formula_that_rounds_to_nothing_asks_the_balance():
    assert asked(Minimum(balance="3%"), principal="0.16") == Decimal("0.16")
    assert asked(Minimum(balance="3%"), principal="0.17") == Decimal("0.01")
    assert asked(Minimum(balance="1%"), principal="0.01") == Decimal("0.01")


def test_a_formula_whose_base_is_nothing_asks_nothing():
    # All of the interest, where there is no interest, is not the whole balance.
    assert asked(Minimum(interest="100%"), principal="28000") == 0


@given(DUE, st.dictionaries(st.sampled_from(SHARES), PERCENT, min_size=1), st.integers(0, 10**6), st.integers(0, 10**6))
def test_never_more_than_is_owed_and_never_less_than_the_floor(due, parts, floor, past_due):
    formula = Minimum(**parts, floor=Decimal(floor) / 100)
    found = formula.asked(due, "CNY", past_due)
    assert min(floor, sum(due)) <= found <= sum(due)


@given(DUE, st.dictionaries(st.sampled_from(SHARES), PERCENT, min_size=1))
def test_the_document_reads_back(due, parts):
    formula = Minimum(**parts, amount="7", floor="10", cap="1000").in_currency("CNY")
    again = Minimum.from_dict(formula.to_dict())
    assert again == formula
    assert again.asked(due, "CNY") == formula.asked(due, "CNY")


def test_sums_come_out_in_the_decimals_of_the_currency():
    formula = Minimum(balance="3.00%", floor="35", cap=Decimal("1E+3"))
    assert formula.to_dict() == {"balance": "3%", "floor": "35", "cap": "1000"}
    assert formula.in_currency("CNY").to_dict() == {"balance": "3%", "floor": "35.00", "cap": "1000.00"}
    assert formula.in_currency("JPY").to_dict() == {"balance": "3%", "floor": "35", "cap": "1000"}
    assert formula.formula("CNY") == "balance 3%, floor 35.00, cap 1000.00"
    assert formula.in_currency("CNY") == formula


def test_one_formula_serves_two_currencies():
    formula = Minimum(amount="35")
    assert formula.asked((10**6, 0, 0, 0), "CNY") == 3500
    assert formula.asked((10**6, 0, 0, 0), "JPY") == 35


@pytest.mark.parametrize("again", [copy.deepcopy, lambda formula: pickle.loads(pickle.dumps(formula))])
def test_a_formula_is_a_value(again):
    formula = Minimum(balance="3%", floor="35")
    assert again(formula) == formula
    assert hash(again(formula)) == hash(formula)


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ({}, ""),
        ({"cap": "100"}, ""),
        ({"balance": "101%"}, "balance"),
        ({"balance": "3"}, "balance"),
        ({"balance": "3%/month"}, "balance"),
        ({"balance": "-3%"}, "balance"),
        ({"interest": float("nan")}, "interest"),
        ({"amount": "-1"}, "amount"),
        ({"balance": "3%", "floor": "-35"}, "floor"),
        ({"balance": "3%", "floor": float("nan")}, "floor"),
        ({"balance": "3%", "cap": "0"}, "cap"),
        ({"balance": "3%", "floor": "35", "cap": "34.99"}, "cap"),
    ],
)
def test_a_formula_names_what_it_refuses(parts, path):
    with pytest.raises(InputError) as caught:
        Minimum(**parts)
    assert caught.value.path == path


@pytest.mark.parametrize("door", [Minimum.check, Minimum.in_currency])
def test_a_sum_finer_than_the_currency_is_refused(door):
    with pytest.raises(InputError, match="whole minor units of JPY") as caught:
        door(Minimum(balance="3%", floor="35.50"), "JPY")
    assert caught.value.path == "floor"


def test_an_unknown_part_suggests_the_nearest():
    with pytest.raises(InputError, match=r"^flor: got '35', expected a known key; did you mean 'floor'\?$"):
        Minimum.from_dict({"balance": "3%", "flor": "35"})


@pytest.mark.parametrize("data", ["3%", None, [["balance", "3%"]]])
def test_parts_that_are_no_mapping(data):
    with pytest.raises(InputError, match="a mapping"):
        Minimum.from_dict(data)


GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "debts.json").read_text("utf-8"))


@pytest.mark.parametrize("case", [c for c in GOLDEN if c["kind"] == "min_payment_tiers"], ids=lambda case: case["id"])
def test_published_tiers(case):
    given_ = case["inputs"]
    fees = Decimal(given_["fees"])
    tiers = Minimum(**minimum_preset("us/openstax-tiers").parts)
    found = asked(tiers, principal=Decimal(given_["balance"]) - fees, fees=given_["fees"], currency="USD")
    assert found == Decimal(case["prints"]["minimum"])


@pytest.mark.parametrize(
    ("owed", "figure"),
    [
        ("20", 20), ("25", 25), ("499.99", 25), ("500", 50), ("999.99", 50), ("1000", 50), ("1000.01", "25.00"),
    ],
)  # fmt: skip
def test_both_sides_of_each_tier(owed, figure):
    tiers = Minimum(**minimum_preset("us/openstax-tiers").parts)
    assert asked(tiers, principal=owed, currency="USD") == Decimal(figure)


@pytest.mark.parametrize(
    ("principal", "interest", "past_due", "figure"),
    [("1000", "30", "0", "51.50"), ("1000", "80", "0", "80"), ("1000", "80", "25", "105"), ("1000", "0", "0", "50")],
)
def test_the_greater_of_two_formulas_and_what_comes_beside_them(principal, interest, past_due, figure):
    formula = Minimum(**minimum_preset("in/rbi-2022").parts)
    found = asked(formula, principal=principal, interest=interest, past_due=past_due)
    assert found == Decimal(figure)


@pytest.mark.parametrize(
    ("rounding", "owed", "figure"),
    [
        (None, "2540.83", 51), ("up", "2540.83", 51), ("down", "2540.83", 50), (None, "2525", 51),
        (None, "2524.99", 50),
        # From the exact sum, in one rounding: 2 % of 2,524.75 is 50.495, not first 50.50.
        (None, "2524.75", 50),
    ],
)  # fmt: skip
def test_the_sum_is_rounded_once_to_the_unit(rounding, owed, figure):
    assert asked(Minimum(balance="2%", unit="1", rounding=rounding), principal=owed) == figure


def test_the_parts_are_kept_apart_and_sum_to_the_minimum():
    formula = Minimum(
        purchases="10%", interest="100%", cash_advance="100%", over_limit="100%", instalments_due="100%", unit="1",
        floor="50", cap="5000",
    )  # fmt: skip
    beside = {"cash_advance": 500_00, "over_limit": 1000_00, "instalments_due": 250_00}
    assert formula.parts((9000_00, 12_34, 0, 0), "CNY", beside=beside) == {
        "purchases": 725_00, "interest": 12_34, "cash_advance": 500_00, "over_limit": 1000_00,
        "instalments_due": 250_00, "rounding": -34,
    }  # fmt: skip
    assert formula.parts((100_00, 0, 0, 0), "CNY") == {"purchases": 10_00, "floor": 40_00}
    assert formula.parts((30_00, 0, 0, 0), "CNY") == {"purchases": 3_00, "floor": 47_00, "owed": -20_00}
    assert sum(formula.parts((90_000_00, 0, 0, 0), "CNY").values()) == 5000_00


FORMULAS = st.one_of(
    st.dictionaries(st.sampled_from(SHARES), PERCENT, min_size=1),
    st.builds(
        lambda low, high, share: {"tiers": [{"up_to": "500", "amount": low}, {"balance": share, "floor": high}]},
        st.integers(1, 500), st.integers(1, 500), PERCENT,
    ),
    st.builds(
        lambda one, two: {"greater_of": [{"balance": one}, {"interest": "100%", "amount": two}]},
        PERCENT, st.integers(0, 99),
    ),
)  # fmt: skip


@given(DUE, FORMULAS, st.sampled_from([None, "1", "10"]), st.integers(0, 10**6), st.integers(0, 10**5))
def test_the_parts_sum_to_what_is_asked_and_that_is_never_more_than_is_owed(due, parts, unit, past_due, cash):
    formula = Minimum(**parts, unit=unit)
    found = formula.parts(due, "CNY", past_due, beside={"cash_advance": min(cash, due[0])})
    assert sum(found.values()) == formula.asked(due, "CNY", past_due, beside={"cash_advance": min(cash, due[0])})
    assert 0 <= sum(found.values()) <= sum(due)
    assert Minimum.from_dict(formula.to_dict()) == formula
    assert Minimum.from_dict(formula.in_currency("CNY").to_dict()).asked(due, "CNY") == formula.asked(due, "CNY")


@given(DUE, FORMULAS, st.integers(0, 10**6))
def test_finer_units_round_to_the_same_or_the_next(due, parts, past_due):
    formula = Minimum(**parts)
    coarse = formula.asked(due, "CNY", past_due)
    fine = formula.asked([1000 * owed for owed in due], "CNY", 1000 * past_due, fine=1000)
    rounds_away = coarse == sum(due) > fine // 1000
    assert rounds_away or abs(fine - 1000 * coarse) <= 500 * len(SHARES)


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ({"balance": "2%", "unit": "0"}, "unit"),
        ({"balance": "2%", "rounding": "up"}, "rounding"),
        ({"balance": "2%", "unit": "1", "rounding": "nearest"}, "rounding"),
        ({"greater_of": [{"balance": "2%"}]}, "greater_of"),
        ({"greater_of": [{"balance": "2%"}, {"balance": "200%"}]}, "greater_of[1].balance"),
        ({"greater_of": {"balance": "2%"}}, "greater_of"),
        ({"tiers": [{"up_to": "500", "amount": "25"}]}, "tiers"),
        ({"tiers": [{"amount": "25"}, {"amount": "50"}]}, "tiers"),
        ({"tiers": [{"up_to": "9", "amount": "2"}, {"up_to": "9", "amount": "3"}, {"amount": "5"}]}, "tiers"),
        ({"tiers": [{"up_to": "-1", "amount": "25"}, {"amount": "50"}]}, "tiers[0].up_to"),
        ({"tiers": [{"upto": "1", "amount": "25"}, {"amount": "50"}]}, "tiers[0].upto"),
        ({"tiers": [{"up_to": "1"}, {"amount": "50"}]}, "tiers[0]"),
    ],
)
def test_nested_formulas_name_what_they_refuse(parts, path):
    with pytest.raises(InputError) as caught:
        Minimum(**parts)
    assert caught.value.path == path


def test_a_nested_sum_finer_than_the_currency_is_refused():
    with pytest.raises(InputError, match="whole minor units of JPY") as caught:
        Minimum(tiers=[{"up_to": "9.5", "amount": "1"}, {"amount": "2"}]).in_currency("JPY")
    assert caught.value.path == "tiers.up_to"


@pytest.mark.parametrize("again", [copy.deepcopy, lambda formula: pickle.loads(pickle.dumps(formula))])
def test_a_nested_formula_is_a_value(again):
    formula = Minimum(tiers=[{"up_to": "500", "amount": "25"}, {"greater_of": [{"balance": "2%"}, {"amount": "50"}]}])
    assert again(formula) == formula
    assert hash(again(formula)) == hash(formula)


def test_a_unit_rounds_what_the_formulas_within_come_to():
    greater = Minimum(unit="1", greater_of=[{"amount": "35.40"}, {"balance": "1%", "floor": "20.60"}])
    assert [greater.asked((owed, 0, 0, 0), "USD") for owed in (1000_00, 3600_00, 5000_00)] == [3500, 3600, 5000]
    floored = Minimum(unit="1", tiers=[{"up_to": "5000", "balance": "1%", "floor": "20.60"}, {"balance": "1%"}])
    assert [floored.asked((owed, 0, 0, 0), "USD") for owed in (1000_00, 3649_00, 9050_00)] == [2100, 3600, 9100]


def test_a_sum_that_rounds_to_nothing_asks_the_balance():
    assert Minimum(amount="0.40", unit="1").asked((100, 0, 0, 0), "USD") == 100
