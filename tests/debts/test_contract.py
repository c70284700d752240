"""What the contract asks of a debt: its instalment, else its minimum; and the late fee."""

import pytest

from repayplan.debts.contract import Bill, asked, is_known, late_fee
from repayplan.debts.debt import Debt

DUE = (28000_00, 1620_00, 540_00, 0)


def debt(**changes):
    """A plain debt with some fields of its own."""
    return Debt(**{"id": "A", "principal": "28000", "rate": "18%", "currency": "CNY"} | changes)


@pytest.mark.parametrize(
    ("changes", "known", "figure"),
    [
        ({}, False, 0),
        ({"minimum": {"balance": "3%"}}, True, 904_80),
        ({"contractual_payment": "651"}, True, 651_00),
        ({"contractual_payment": "651", "minimum": {"balance": "3%"}}, True, 651_00),
        ({"contractual_payment": "40000"}, True, 30160_00),
    ],
)
def test_the_instalment_comes_before_the_minimum(changes, known, figure):
    found = debt(**changes)
    assert is_known(found) is known
    assert asked(found, DUE) == figure


def test_arrears_fall_due_with_the_first_payment():
    found = debt(minimum={"balance": "3%", "past_due": "100%"}, arrears="1000")
    assert asked(found, DUE, Bill(0)) == 1904_80
    assert asked(found, DUE) == 904_80
    assert asked(debt(minimum={"balance": "3%", "past_due": "100%"}), DUE, Bill(0)) == 904_80


def test_nothing_is_asked_where_nothing_is_owed():
    assert asked(debt(minimum={"amount": "300"}), (0, 0, 0, 0)) == 0


def test_the_late_fee_of_the_contract():
    found = debt(late_fee={"share": "5%", "floor": "10"})
    assert [late_fee(found, unpaid) for unpaid in (0, 100_00, 400_00)] == [0, 10_00, 20_00]
    assert late_fee(debt(), 400_00) == 0
