"""Cards at the minimum in columns: each row is the forecast of that card alone, whatever stands beside it."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan import InputError, columns
from repayplan.columns import accounts

NAMES = ("months", "total", "interest", "finding")
SHARES = ("0.5%", "1%", "2.5%", "10%", "33.3333%", "100%")
RATES = ("0%", "7.9%", "18.25%", "24.123456%", "36%", "99%", "240%")


def alone(principal, rate, minimum, *, interest="0", penalty="0", fees="0", currency="CNY", compounding="none"):
    """One card by the forecast: months, total, interest, and what is said of it."""
    debt = rp.Debt(
        id="A", principal=principal, interest=interest, penalty=penalty, fees=fees, rate=rate, currency=currency,
        day_count="equal-periods", compounding=compounding, minimum=minimum,
    )  # fmt: skip
    ahead = rp.forecast(debt, as_of="2026-12-31", first_due="2027-01-31")
    owed = debt.total
    if not owed:
        return 0, 0, 0, None
    return ahead.months, ahead.total, ahead.interest, None if ahead.months else "never_clears"


def rows(out, names=NAMES):
    return list(zip(*(out[name] for name in names), strict=True))


@st.composite
def formulas(draw, nested=True):
    """A formula of named parts, as a case document has it."""
    names = draw(st.sets(st.sampled_from(("balance", "principal", "purchases", "interest", "penalty", "fees"))))
    formula = {name: draw(st.sampled_from(SHARES)) for name in sorted(names)}
    if draw(st.booleans()) or not formula:
        formula["floor"] = draw(st.sampled_from(("0.01", "5", "25", "35.5")))
    if draw(st.integers(0, 3)) == 0:
        formula["amount"] = draw(st.sampled_from(("1", "12.34")))
    if draw(st.integers(0, 3)) == 0:
        formula["cap"] = draw(st.sampled_from(("40", "300")))
    if draw(st.integers(0, 2)) == 0:
        formula |= {
            "unit": draw(st.sampled_from(("1", "5"))),
            "rounding": draw(st.sampled_from(("half-up", "up", "down"))),
        }
    if nested and draw(st.integers(0, 2)) == 0:
        formula["greater_of"] = draw(st.lists(formulas(nested=False), min_size=2, max_size=3))
    if nested and draw(st.integers(0, 2)) == 0:
        lower = draw(formulas(nested=False)) | {"up_to": draw(st.sampled_from(("20", "150")))}
        formula["tiers"] = [lower, draw(formulas(nested=False))]
    return formula


sums = st.one_of(st.sampled_from((0, 1, 99, 100)), st.integers(0, 300_000)).map(lambda cents: str(Decimal(cents) / 100))
cards = st.lists(st.tuples(sums, st.sampled_from(RATES), sums, sums, sums), min_size=1, max_size=4)


@given(cards, formulas(), st.sampled_from(("none", "monthly")))
@example([("9000", "24%", "0", "0", "0"), ("1", "0%", "0.01", "3", "0")], {"balance": "3%", "floor": "35"}, "none")
@example([("500", "24%", "0", "0", "0")], {"balance": "0.5%"}, "none")  # rounds to nothing in the end, and grows
@example([("0.01", "0%", "0", "0", "0")], {"balance": "1%"}, "none")  # a minimum that rounds to nothing asks all
@settings(deadline=None, max_examples=60)
def test_each_row_is_the_forecast_of_that_card(given, formula, compounding):
    principal, rate, interest, penalty, fees = map(list, zip(*given, strict=True))
    out = columns.minimum_path(
        principal=principal, annual_rate=rate, interest=interest, penalty=penalty, fees=fees, minimum=formula,
        currency="CNY", compounding=compounding, errors="column",
    )  # fmt: skip
    for row, (owed, yearly, *besides) in zip(rows(out), given, strict=True):
        words = dict(zip(("interest", "penalty", "fees"), besides, strict=True))
        expected = alone(owed, yearly, formula, **words, compounding=compounding)
        if max(expected[1:3]) * 100 < 2**63:
            assert row == expected
        else:
            assert row[3] == "overflow" and row[:3] == (None, None, None)


@given(cards, st.lists(st.tuples(st.sampled_from(SHARES), st.integers(0, 9_999)), min_size=5, max_size=5))
@settings(deadline=None, max_examples=15)
def test_named_parts_may_be_columns(given, parts):
    principal, rate, interest, *_ = map(list, zip(*given, strict=True))
    shares, floors = map(list, zip(*parts[: len(given)], strict=True))
    floors = [str(Decimal(floor) / 100) for floor in floors]
    out = columns.minimum_path(
        principal=principal, annual_rate=rate, interest=interest, currency="CNY",
        minimum={"balance": shares, "floor": floors, "interest": "50%"},
    )  # fmt: skip
    for row, account in zip(rows(out), zip(principal, rate, interest, shares, floors, strict=True), strict=True):
        owed, yearly, unpaid, share, floor = account
        minimum = {"balance": share, "floor": floor, "interest": "50%"}
        assert row == alone(owed, yearly, minimum, interest=unpaid)


def test_each_row_may_have_its_own_formula():
    minimums = ["cn/usual-10", {"balance": "3%", "floor": "35"}, rp.Minimum(interest="100%", principal="1%"), "250"]
    out = columns.minimum_path(
        principal=["12000"] * 4, annual_rate=["18.25%"] * 4, minimum=minimums, currency="CNY"
    )  # fmt: skip
    assert rows(out) == [alone("12000", "18.25%", minimum) for minimum in minimums]


def test_a_row_without_a_usable_formula_leaves_the_others_alone():
    minimums = ["cn/usual-10", None, "cn/unheard-of", {"balance": "300%"}, "cn/usual-10"]
    given = {"principal": ["12000"] * 5, "annual_rate": "18.25%", "currency": "CNY"}
    out = columns.minimum_path(**given, minimum=minimums, errors="column")
    assert out["finding"] == [None, "null", "out_of_range", "out_of_range", None]
    assert out["months"][0] == out["months"][4] and out["months"][1:4] == [None] * 3
    with pytest.raises(InputError, match=r"minimum\[1\]: got None"):
        columns.minimum_path(**given, minimum=minimums)


def test_many_cards_in_pieces_of_many_lengths_keep_their_order(monkeypatch):
    monkeypatch.setattr(accounts, "LANES", 16)
    rng = np.random.default_rng(3)
    principal, rate = rng.integers(0, 500_000, 150), rng.choice([0, 120_000, 300_000, 400_000], 150)
    out = columns.minimum_path(
        principal=principal, annual_rate=rate, minimum={"balance": "3%", "floor": 2500}, currency="CNY",
        units="minor,ppm",
    )  # fmt: skip
    assert all(out[name].dtype == np.int64 for name in NAMES[:3])
    for row, owed, ppm in zip(rows(out), principal, rate, strict=True):
        cents = Decimal(int(owed)) / 100
        months, total, interest, said = alone(cents, Decimal(int(ppm)) / 10**6, {"balance": "3%", "floor": "25"})
        assert row == (months or 0, total * 100, interest * 100, said)


def test_a_lane_that_needs_objects_leaves_its_neighbours_alone():
    principal, rate = [10**6, 2**58, 5 * 10**5], [182_500, 182_500, 120_000]
    out = columns.minimum_path(
        principal=principal, annual_rate=rate, minimum={"balance": "10%", "floor": 2500}, currency="CNY",
        units="minor,ppm",
    )  # fmt: skip
    for row, owed, ppm in zip(rows(out), principal, rate, strict=True):
        cents = Decimal(owed) / 100
        months, total, interest, said = alone(cents, Decimal(ppm) / 10**6, {"balance": "10%", "floor": "25"})
        assert row == (months, total * 100, interest * 100, said)


def test_the_months_until_it_is_given_up_can_be_fewer():
    given = {"principal": ["1000"], "annual_rate": "0%", "minimum": "100", "currency": "CNY"}
    assert rows(columns.minimum_path(**given, most_months=10)) == [(10, 1000, 0, None)]
    assert rows(columns.minimum_path(**given, most_months=9)) == [(None, 900, 0, "never_clears")]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"minimum": None}, "minimum"),
        ({"minimum": {"share": "3%"}}, "minimum.share"),
        ({"minimum": {"balance": ["300%"]}}, "minimum.balance[0]"),
        ({"minimum": {"balance": "3%", "floor": [-1]}}, "minimum.floor[0]"),
        ({"minimum": "us/unheard-of"}, "minimum"),
        ({"compounding": "daily"}, "compounding"),
        ({"most_months": 601}, "most_months"),
        ({"order": ["fees"]}, "order"),
        ({"interest": [-1]}, "interest[0]"),
    ],
)
def test_a_wrong_argument_is_refused_by_its_name(given, path):
    usual = {"principal": ["1000"], "annual_rate": "12%", "minimum": {"balance": "3%"}, "currency": "CNY"}
    with pytest.raises(InputError) as raised:
        columns.minimum_path(**(usual | given))
    assert raised.value.path == path


def test_no_rows_are_no_rows():
    out = columns.minimum_path(principal=[], annual_rate=[], minimum={"balance": "3%"}, currency="CNY")
    assert out == {"months": [], "total": [], "interest": [], "finding": []}
