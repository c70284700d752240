"""The late fee: a share of the unpaid minimum, with floor and cap."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.debts.late_fee import LateFee
from repayplan.units.refusal import InputError


@pytest.mark.parametrize(
    ("fee", "unpaid", "figure"),
    [
        (LateFee("5%"), 100_00, 5_00),  # a published answer: minimum 200, paid 100, 5 %
        (LateFee("5%", floor="10"), 100_00, 10_00),
        (LateFee("5%", floor="10", cap="200"), 3000_00, 150_00),
        (LateFee("5%", floor="10", cap="200"), 8000_00, 200_00),
        (LateFee("5%"), 10, 1),  # half a cent, up
        (LateFee("5%"), 9, 0),
        (LateFee(floor="25"), 1, 25_00),  # a flat fee
        (LateFee("5%", floor="10", cap="10"), 8000_00, 10_00),
        (LateFee("5%", cap="0.50"), 8000_00, 50),
        (LateFee("5%", floor="10"), 0, 0),
    ],
)
def test_figures_by_hand(fee, unpaid, figure):
    assert fee.charged(unpaid, "CNY") == figure


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_more_unpaid_never_costs_less(one, other):
    fee = LateFee("5%", floor="10", cap="200")
    low, high = sorted((one, other))
    assert fee.charged(low, "CNY") <= fee.charged(high, "CNY") <= 200_00


def test_the_document_reads_back():
    fee = LateFee("5.0%", floor="10", cap=200).in_currency("CNY")
    assert fee.to_dict() == {"share": "5%", "floor": "10.00", "cap": "200.00"}
    assert LateFee.from_dict(fee.to_dict()) == fee == LateFee("5%", floor=Decimal(10), cap="200.0")


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, ""),
        ({"cap": "10"}, ""),
        ({"share": "5"}, "share"),
        ({"share": "101%"}, "share"),
        ({"share": "5%", "floor": "-1"}, "floor"),
        ({"share": "5%", "cap": "nan"}, "cap"),
        ({"share": "5%", "floor": "10", "cap": "9"}, "cap"),
        ({"share": "5%", "flor": "10"}, "flor"),
        ("5%", ""),
    ],
)
def test_a_fee_names_what_it_refuses(data, path):
    with pytest.raises(InputError) as caught:
        LateFee.from_dict(data)
    assert caught.value.path == path


def test_a_sum_finer_than_the_currency_is_refused():
    with pytest.raises(InputError, match="whole minor units of JPY"):
        LateFee("5%", floor="10.50").in_currency("JPY")
