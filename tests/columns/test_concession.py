"""The smallest concession in columns: at what is found the payment clears the debt, and one step less does not."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from repayplan import InputError, columns
from repayplan.columns import accounts
from repayplan.engine.walk import Period, walk

DEN = 12_000_000
NAMES = ("lever", "months", "rate", "write_down")


def cleared(owed, rate, pay, most, rounding="half-up", den=DEN):
    """After how many payments nothing is owed; None where that is more than the most."""
    if not owed:
        return 0
    for k, row in enumerate(walk((owed, 0, 0, 0), [Period(((rate, "run"),), pay)] * most, den, rounding=rounding)):
        if not sum(row.closing):
            return k + 1
    return None


def rows(out, names=NAMES):
    return list(zip(*(out[name] for name in names), strict=True))


def check(row, owed, rate, pay, most, least, rounding="half-up"):
    """The waterfall, and both neighbours of what it found."""
    lever, months, asked, written = row
    stands = cleared(owed, rate, pay, most, rounding)
    if stands is not None:
        assert row == ("months" if owed else None, stands, rate, 0)
        return
    at_least = min(least, rate)
    if cleared(owed, at_least, pay, most, rounding) is not None:
        assert lever == "rate" and written == 0 and least <= asked < rate and months == most
        assert cleared(owed, asked, pay, most, rounding) is not None
        assert cleared(owed, asked + 1, pay, most, rounding) is None
        return
    assert lever == "write_down" and asked == at_least and 0 < written <= owed
    assert cleared(owed - written, asked, pay, most, rounding) is not None
    assert cleared(owed - written + 1, asked, pay, most, rounding) is None
    assert months == (most if written < owed else 0)


debts = st.lists(
    st.tuples(
        st.one_of(st.sampled_from((0, 1, 99)), st.integers(0, 10**6)),
        st.one_of(st.sampled_from((0, 1, 120_000)), st.integers(0, 400_000)),
        st.one_of(st.sampled_from((0, 1)), st.integers(0, 60_000)),
        st.sampled_from((1, 2, 12, 60)),
        st.sampled_from((0, 0, 50_000, 10**6)),
    ),
    min_size=1,
    max_size=8,
)


@given(debts, st.sampled_from(("half-up", "half-even", "up", "down")))
@example([(10_000, 0, 1000, 10, 0), (10_001, 0, 1000, 10, 0)], "half-up")  # just enough, and a cent too little
@example([(2**60, 182_500, 2**52, 60, 0), (10**6, 182_500, 20_000, 60, 0)], "half-up")
@settings(deadline=None, max_examples=120)
def test_one_step_less_is_not_enough(given, rounding):
    owed, rate, pay, most, least = map(list, zip(*given, strict=True))
    out = columns.concession(
        principal=owed, annual_rate=rate, payment=pay, most_months=most, least_rate=least, currency="USD",
        units="minor,ppm", interest_rounding=rounding,
    )  # fmt: skip
    for row, account in zip(rows(out), given, strict=True):
        check(row, *account, rounding)


def test_many_in_pieces(monkeypatch):
    monkeypatch.setattr(accounts, "LANES", 64)
    rng = np.random.default_rng(8)
    owed, rate = rng.integers(1000_00, 50_000_00, 600), rng.integers(50_000, 300_000, 600)
    pay = (owed * rng.uniform(0.008, 0.04, 600)).astype(np.int64)
    given = {"principal": owed, "annual_rate": rate, "payment": pay, "most_months": 60, "currency": "USD"}
    out = columns.concession(**given, units="minor,ppm")
    found = list(zip(*(out[name].tolist() for name in NAMES), strict=True))
    assert {row[0] for row in found} == {"months", "rate", "write_down"}
    for row, *account in zip(found, owed.tolist(), rate.tolist(), pay.tolist(), strict=True):
        check(row, *account, 60, 0)
    assert out["months"].dtype == np.int64


def test_in_currency_and_with_rates_that_are_finer():
    given = {"principal": ["5000"] * 2, "payment": ["150", "100"], "most_months": 60, "currency": "USD"}
    out = columns.concession(**given, annual_rate=["24.00005%", "24%"])
    assert out["rate"][0] == Decimal("0.2400005") and out["lever"] == ["months", "rate"]
    assert out["rate"][1] % Decimal("0.000001") == 0
    fine = columns.concession(**given | {"payment": "100"}, annual_rate="24.00005%")
    assert fine["rate"] == [out["rate"][1]] * 2
    out = columns.concession(**given, annual_rate=["24.000000000001%", "24%"], errors="column")
    assert out["finding"] == ["out_of_range", None] and out["lever"] == [None, "rate"]


def test_what_the_contract_has_left_is_no_concession():
    given = {
        "principal": [500_000] * 2,
        "annual_rate": 240_000,
        "payment": 15_000,
        "most_months": 60,
        "currency": "USD",
    }
    assert columns.concession(**given, months_left=[56, 55], units="minor,ppm")["lever"] == [None, "months"]


def test_by_days():
    out = columns.concession(
        principal=["5000"], annual_rate="24%", payment="100", most_months=60, currency="USD", as_of="2026-12-15",
        first_due="2027-01-31", day_count="actual/365",
    )  # fmt: skip
    rate = out["rate"][0]
    for asked, clears in ((rate, True), (rate + Decimal("0.000001"), False)):
        row = columns.totals(
            principal=["5000"], annual_rate=[asked], instalment="100", instalments=60, currency="USD",
            as_of="2026-12-15", first_due="2027-01-31", day_count="actual/365",
        )  # fmt: skip
        assert (row["last"][0] <= 100) == clears


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"most_months": 0}, "most_months"),
        ({"payment": [-1]}, "payment[0]"),
        ({"least_rate": ["0.00005%"]}, "least_rate[0]"),
        ({"interest_rounding": "nearest"}, "interest_rounding"),
    ],
)
def test_a_wrong_argument_is_refused_by_its_name(given, path):
    usual = {"principal": ["1000"], "annual_rate": "12%", "payment": "100", "most_months": 12, "currency": "CNY"}
    with pytest.raises(InputError) as raised:
        columns.concession(**(usual | given))
    assert raised.value.path == path
