"""Defects that other packages have, each reproduced on an installed release, and that this library has not.

Packages are named with their versions as they were tried; rates of return stand in tests/engine/test_returns.py.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp


def loan(principal, rate, as_of="2027-01-01", debt=None, **terms):
    said = {"id": "A", "currency": "USD", "principal": principal, "rate": rate, "day_count": "equal-periods"}
    return rp.schedule(rp.Debt(**said | (debt or {})), rp.Terms(**terms), as_of)


@pytest.mark.parametrize(("every", "days"), [("week", 7), ("fortnight", 14), ("four weeks", 28)])
def test_weeks_and_fortnights_are_so_many_days_apart(every, days):
    """curo 1.0.0: 19 Jan, 19 Jan, 19 Feb, ... for six weeks."""
    due = [row.due for row in loan("600", "10%", "2026-01-12", instalments=6, every=every, first_due="2026-01-19").rows]
    assert due == [date(2026, 1, 19) + timedelta(days=days * k) for k in range(6)]


def test_a_loan_of_millions_in_two_payments_is_solved():
    """curo 1.0.0: unsolvable, and its last row's interest is a plug."""
    plan = loan("5000000", "6%", instalments=2, first_due="2027-02-01")
    assert str(plan.instalment) == "2518765.59"
    last = plan.rows[-1]
    assert str(last.to_interest) == "12531.17" and last.opening == last.to_principal  # 2,506,234.41 x 0.5 %


@pytest.mark.parametrize("day", [29, 30, 31])
def test_a_loan_from_the_end_of_january_has_all_its_rows(day):
    """financial-debt-optimizer 2.0.2: one row of twelve, without a word."""
    start = date(2027, 1, day)
    plan = loan("1200", "6%", start, instalments=12, first_due=start + timedelta(days=31))
    assert len(plan.rows) == 12 and plan.clears
    assert all(one.due < two.due for one, two in pairwise(plan.rows))


def test_due_dates_do_not_drift_from_the_month_s_end():
    """mortgagemodeler 0.5.0: 31 Jan, 28 Feb, 28 Mar, ... 28 Jan."""
    due = [row.due for row in loan("1200", "6%", instalments=49, first_due="2027-01-31").rows]
    assert [day.day for day in due[:4]] == [31, 28, 31, 30]
    assert due[13] == date(2028, 2, 29) and due[48] == date(2031, 1, 31)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.integers(10_000, 9_000_000), st.integers(0, 4000), st.integers(12, 60),
    st.sampled_from(("half-up", "up", "down", "half-even")),
)  # fmt: skip
def test_rounded_rows_add_up_to_the_principal_and_every_sum_is_in_cents(units, basis_points, count, word):
    """dscr-tools 0.2.0 and numpy-financial 1.1.0: off by up to 0.07; amortization 3.0.1: dust of floats in the rows."""
    principal = Decimal(units).scaleb(-2)
    plan = loan(
        principal, f"{basis_points / 100:.2f}%", instalments=count, first_due="2027-02-01",
        conventions=rp.Conventions(instalment_rounding=word),
    )  # fmt: skip
    assert sum(row.to_principal for row in plan.rows) == principal
    for row in plan.rows:
        assert row.payment == row.to_principal + row.to_interest
        assert all(value.as_tuple().exponent == -2 for value in (row.payment, row.to_interest, row.closing))
        assert row.to_interest == (row.opening * basis_points / 120_000).quantize(Decimal("0.01"), "ROUND_HALF_UP")


def test_the_last_row_s_interest_is_what_accrues():
    """amortizacion-engine 0.1.0: the last payment stays level, and its interest is understated to fit."""
    plan = loan("15000", "24%", instalments=12, first_due="2027-02-01", conventions=rp.Conventions.named("textbook"))
    last = plan.rows[-1]
    assert last.to_interest == (last.opening * 2 / 100).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    assert last.payment == last.opening + last.to_interest != plan.instalment


def test_a_payment_below_the_interest_is_said_and_its_rest_is_not_hidden():
    """mortgagemath 0.7.1: a last payment of 1,144.11 on a loan of 1,000 at 5.00 a month, no warning."""
    plan = loan("1000", "12%", instalments=24, first_due="2027-02-01", shape=rp.shapes.Level("5"))
    codes = {finding.code for finding in plan.findings}
    assert {"balance_grows", "last_instalment_larger"} <= codes
    never = loan("1000", "12%", first_due="2027-02-01", shape=rp.shapes.FixedAmount("5"))
    assert "never_clears" in {finding.code for finding in never.findings}


def test_a_float_is_read_by_its_shortest_decimal_or_refused_in_words():
    """mortgagemath 0.7.1: a bare TypeError."""
    assert loan(1000.1, "12%", instalments=3).debt.principal == Decimal("1000.10")
    for wrong in (1000.001, float("nan")):
        with pytest.raises(rp.InputError, match="principal"):
            loan(wrong, "12%", instalments=3)


def test_rounding_up_that_ends_early_is_said_and_the_number_can_be_kept():
    """mortgagemath 0.7.1: a loan of 5.00 over 60 months is paid off in 56 rows."""
    early = loan("5.00", "5%", instalments=60, first_due="2027-02-01")
    assert len(early.rows) < 60 and str(early.instalment) == "0.10"
    assert "fewer_instalments" in {finding.code for finding in early.findings}
    kept = loan("5.00", "5%", instalments=60, first_due="2027-02-01", conventions=rp.Conventions(number="kept"))
    assert (len(kept.rows), str(kept.instalment)) == (60, "0.09")


def test_what_is_owed_holds_no_interest_that_has_not_accrued():
    """repaykit 1.0.0: the outstanding balance is all instalments less what was paid, unearned profit included."""
    plan = loan("1200", "24%", instalments=12, first_due="2027-02-01")
    assert plan.rows[0].opening == 1200 and plan.rows[0].closing == 1200 + 24 - plan.instalment


def test_a_tiny_loan_has_no_rows_without_principal_before_a_lump():
    """repaykit 1.0.0: rows of 0.00 until a final lump."""
    plan = loan("0.30", "12%", instalments=60, first_due="2027-02-01")
    assert all(row.to_principal > 0 for row in plan.rows) and plan.rows[-1].payment <= plan.instalment


def test_a_fortnight_is_a_twenty_sixth_of_a_year():
    """amortization 3.0.1: BIWEEKLY meant twice a week to its author."""
    plan = loan("2600", "10%", instalments=26, every="fortnight", first_due="2027-01-15")
    assert str(plan.rows[0].to_interest) == "10.00"
    assert (plan.rows[-1].due - plan.rows[0].due).days == 25 * 14
