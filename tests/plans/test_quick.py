"""The small tools, against figures by hand and against the walk that they stand for."""

from decimal import Decimal

import pytest

import repayplan as rp
from tests.refused import sentence

DECIMAL = 'expected a decimal number; write it like "1234.50"'


def test_the_level_instalment_is_the_annuity_rounded_as_said():
    # 1,000 over two months at 1 %: 507.512..., up 507.52, half-up 507.51, down 507.51.
    said = {word: str(rp.level_instalment("1000", "12%", 2, rounding=word)) for word in ("up", "half-up", "down")}
    assert said == {"up": "507.52", "half-up": "507.51", "down": "507.51"}
    assert str(rp.level_instalment("1000", "12%", 2)) == "507.52"
    assert str(rp.level_instalment("1000", "1%/month", 2)) == "507.52"
    # By the yen: 507.5 is 508.
    assert str(rp.level_instalment("1000", "12%", 2, currency="JPY")) == "508"


def test_months_to_clear_counts_the_last_smaller_payment():
    # 100 at 1 % a month with 50: 51.00 and 1.51 are left, then 1.53 is paid.
    assert rp.months_to_clear("100", "12%", payment="50") == 3
    assert rp.months_to_clear("100", "0%", payment="50") == 2
    # Interest alone never clears it; what 600 months leave is not cleared either.
    assert rp.months_to_clear("100", "12%", payment="1") is None
    assert rp.months_to_clear("600", "0%", payment="1") == 600
    assert rp.months_to_clear("601", "0%", payment="1") is None
    assert rp.months_to_clear("100", "12%", payment="50", currency="JPY") == 3


@pytest.mark.parametrize(("payment", "rate", "count"), [("371.59", "19.99%", 36), ("50", "12%", 3), ("7", "0%", 9)])
def test_the_principal_that_is_cleared_is_the_largest(payment, rate, count):
    most = rp.principal_cleared(payment, rate, count)
    assert rp.months_to_clear(most, rate, payment) == count
    assert rp.months_to_clear(most + Decimal("0.01"), rate, payment) == count + 1


def test_the_principal_in_another_currency():
    assert str(rp.principal_cleared("7", "0%", 600, currency="JPY")) == "4200"
    assert str(rp.principal_cleared("7", "0%", 1)) == "7.00"


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: rp.principal_cleared("1", "1%", 0), "instalments: got 0, expected a whole number from 1 to 600"),
        (lambda: rp.principal_cleared("1", "1%", 601), "instalments: got 601, expected a whole number from 1 to 600"),
        (lambda: rp.principal_cleared("x", "1%", 6), f"payment: got 'x', {DECIMAL}"),
        (lambda: rp.principal_cleared("1", "1%", 6, currency="usd"), "currency: got 'usd', expected an ISO 4217 "
                                                                     "currency code such as 'CNY'; did you mean "
                                                                     "'USD'?"),
        (lambda: rp.accrue("1", "1%", months=-1), "months: got -1, expected a whole number from 0 to 1200"),
        (lambda: rp.accrue("1", "1%", months=1201), "months: got 1201, expected a whole number from 0 to 1200"),
        (lambda: rp.accrue("x", "1%", months=1), f"principal: got 'x', {DECIMAL}"),
        (lambda: rp.accrue("1", "1%", months=1, rounding="ups"), "rounding: got 'ups', expected one of the known "
                                                                 "words; did you mean 'up'?"),
    ],
)  # fmt: skip
def test_what_a_small_tool_refuses(call, says):
    assert sentence(call) == says


def test_interest_of_days_and_of_months():
    assert str(rp.accrue("1000", "0.05%/day", days=24)) == "12.00"
    # A yearly rate counts days over 365: 1,000 x 36.5 % x 10 / 365 = 10.
    assert str(rp.accrue("1000", "36.5%", days=10)) == "10.00"
    # A twelfth of a year's rate each month: 13,450 x 6.75 % / 12 = 75.656 25.
    months = {word: str(rp.accrue("13450", "6.75%", months=1, rounding=word)) for word in ("up", "down", "half-up")}
    assert months == {"up": "75.66", "down": "75.65", "half-up": "75.66"}
    assert str(rp.accrue("13450", "6.75%", months=12)) == "907.88"  # 907.875
    assert str(rp.accrue("1000", "1%/month", months=2)) == "20.00"
    assert str(rp.accrue("1000", "1%/month", months=0)) == "0.00"
    assert str(rp.accrue("1000", "1%/month", months=1200, currency="JPY")) == "12000"


def test_interest_of_several_balances_is_rounded_once():
    assert str(rp.accrue([("15000", 34), ("13500", 12)], "0.05%/day")) == "336.00"
    # 10.10 for three days and 10.10 for four: 0.01515 and 0.0202, together 0.03535.
    assert str(rp.accrue([("10.10", 3), ("10.10", 4)], "0.05%/day", rounding="up")) == "0.04"
    assert str(rp.accrue([{"balance": "1000", "from": "2026-03-30", "to": "2026-04-09"}], "0.05%/day")) == "5.00"
    assert str(
        rp.accrue([{"balance": "1000", "from": "2026-03-30", "to": "2026-04-09"}], "0.05%/day", last_day=True)
    ) == ("5.50")
    assert str(rp.accrue("100", "0.05%/day", days=30, currency="JPY")) == "2"


def test_interest_of_a_bill_that_is_paid_in_parts():
    # 36 days from 30 March to 5 May: 1,000 for 24 days, 900 for 12, and one more with the last day.
    bill = {"start": "2026-03-30", "end": "2026-05-05", "payments": [("2026-04-23", "100")]}
    assert str(rp.accrue("1000", "0.05%/day", **bill)) == "17.40"
    assert str(rp.accrue("1000", "0.05%/day", **bill, last_day=True)) == "17.85"
    # The day of the payment still has the old balance: 25 days of 1,000 and 11 of 900.
    assert str(rp.accrue("1000", "0.05%/day", **bill, movement_day="old balance")) == "17.45"
    # What is paid by the due date bears none: 900 for 36 days.
    assert str(rp.accrue("1000", "0.05%/day", **bill, base="unpaid part", due="2026-04-25")) == "16.20"
