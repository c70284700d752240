"""Minimum payments for ever as they are published: every printed value."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

import repayplan as rp
from repayplan.plans.printed import walk_row

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "debts.json").read_text("utf-8"))
EXACT = rp.Conventions(balance="exact")


def cases(kind):
    found = [case for case in GOLDEN if case["kind"] == kind]
    assert found
    return pytest.mark.parametrize("case", found, ids=lambda case: case["id"])


def percent(share):
    return f"{Decimal(share) * 100}%"


def billed(plan, number):
    """What is billed before a payment, as it is printed: carried balances are added up before they are rounded."""
    row = walk_row(plan.raw[number - 1])
    return Decimal(plan.layout.printed(sum(row.opening) + sum(row.accrued))).scaleb(-2)


def paid(plan, months):
    return Decimal(plan.layout.printed(sum(walk_row(row).paid for row in plan.raw[:months]))).scaleb(-2)


@cases("edx_minimum_year")
def test_a_year_at_a_share_of_the_balance(case):
    # Paid first, then interest on the rest: the first payment is due at the start.
    given, prints = case["inputs"], case["prints"]
    card = rp.Debt(
        id="A", principal=given["balance"], rate=percent(given["annual_rate"]), day_count="equal-periods",
        currency="USD", minimum={"balance": percent(given["monthly_payment_rate"])},
    )  # fmt: skip
    plan = rp.forecast(card, "2027-01-01", first_due="2027-01-01", conventions=EXACT).minimum
    found = {
        "first_payment": plan.rows[0].payment,
        "first_balance": billed(plan, 2),
        "last_payment": plan.rows[11].payment,
        "total_paid": paid(plan, 12),
        "remaining": billed(plan, 13),
    }
    assert {name: str(found[name]) for name in prints} == prints


@cases("gist_min_due")
def test_every_printed_row_of_a_card_in_india(case):
    given, prints = case["inputs"], case["prints"]
    card = rp.Debt(
        id="A", principal=given["balance"], rate=percent(given["monthly_rate"]) + "/month", day_count="equal-periods",
        currency="INR", minimum={"balance": percent(given["min_pct"]), "floor": given["min_floor"]},
    )  # fmt: skip
    ahead = rp.forecast(card, "2027-01-01", first_due="2027-01-01", conventions=EXACT)
    for number, bill, payment in prints["rows_include"]:
        found = billed(ahead.minimum, number), ahead.minimum.rows[number - 1].payment
        assert found == (Decimal(bill), Decimal(payment)), number
    assert ahead.months == prints["cycles"]
    assert (str(ahead.total), str(ahead.interest)) == (prints["total_paid"], prints["total_interest"])


@cases("debtsmart")
def test_every_printed_row_of_a_minimum_in_whole_dollars(case):
    given, prints = case["inputs"], case["prints"]
    card = rp.Debt(
        id="A", principal=given["balance"], rate=percent(given["annual_rate"]), day_count="equal-periods",
        currency="USD", minimum={"balance": percent(given["min_pct"]), "unit": "1"},
    )  # fmt: skip
    rows = rp.forecast(card, "2026-12-31", first_due="2027-01-31").minimum.rows
    for number, interest, payment, closing in prints["rows_include"]:
        row = rows[number - 1]
        assert [row.accrued, row.payment, row.closing] == [Decimal(interest), Decimal(payment), Decimal(closing)]
    assert next(row.number for row in rows if row.closing <= Decimal(given["target"])) == prints["months"]


@cases("retro_balance")
def test_the_balance_after_some_rounded_payments(case):
    given, prints = case["inputs"], case["prints"]
    loan = rp.Debt(
        id="A", principal=given["principal"], rate=f"{given['annual_rate']}%", day_count="equal-periods", currency="CAD"
    )
    terms = rp.Terms(
        instalments=given["n_payments"], conventions=rp.Conventions(balance="exact", instalment_rounding="half-up")
    )
    plan = rp.schedule(loan, terms, as_of="2026-12-31")
    assert [str(plan.instalment), str(plan.rows[given["k"] - 1].closing)] == [prints["payment"], prints["balance"]]
