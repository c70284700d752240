"""What becomes of a debt without an agreement."""

from decimal import Decimal

import pytest

import repayplan as rp
from tests.plans.reference import rounded

USUAL = {"purchases": "10%", "interest": "100%", "penalty": "100%", "fees": "100%", "past_due": "100%"}


@pytest.mark.parametrize(
    ("principal", "interest", "penalty", "asked"),
    [("28000", "1620", "540", "4960"), ("19500", "1130", "380", "3460"), ("12000", "640", "190", "2030")],
)
def test_the_usual_minimum_of_a_card(principal, interest, penalty, asked):
    debt = rp.Debt(
        id="A", currency="CNY", principal=principal, interest=interest, penalty=penalty, rate="0.05%/day", minimum=USUAL
    )
    assert debt.minimum_payment() == Decimal(asked)
    assert replaced(debt, minimum=rp.Minimum(**USUAL)).minimum_payment() == Decimal(asked)


def replaced(debt, **changes):
    return rp.Debt.from_dict(debt.to_dict() | {k: v.to_dict() for k, v in changes.items()})


def test_a_preset_is_the_usual_minimum():
    assert (
        rp.Debt(
            id="A",
            currency="CNY",
            principal="28000",
            interest="1620",
            penalty="540",
            rate="0.05%/day",
            minimum="cn/usual-10",
        ).minimum_payment()
        == 4960
    )


def test_nothing_paid_with_a_late_fee_each_cycle():
    debt = rp.Debt(
        id="A",
        currency="CNY",
        principal="1000",
        rate="12%",
        day_count="equal-periods",
        minimum={"purchases": "10%", "interest": "100%"},
        late_fee={"share": "5%", "floor": "10"},
    )
    plan = rp.forecast(debt, "2026-12-01").nothing
    # Each month 10 interest; the minimum is 100 + 10 a month; 5 % of it passes 10 in the eleventh.
    fees = [Decimal(10)] * 10 + [Decimal("10.50"), Decimal("11.00")]
    assert [row.parts["penalty"].accrued for row in plan.rows] == fees
    assert [row.parts["interest"].accrued for row in plan.rows] == [Decimal(10)] * 12
    assert plan.rows[-1].closing == Decimal("1241.50") and plan.total_paid == 0


def test_nothing_paid_without_a_late_fee():
    debt = rp.Debt(id="A", currency="CNY", principal="1000", rate="12%", day_count="equal-periods", minimum="100")
    assert rp.forecast(debt, "2026-12-01").nothing.rows[-1].closing == 1120


def test_nothing_paid_where_the_minimum_is_not_known_has_no_late_fee():
    debt = rp.Debt(id="A", currency="CNY", principal="1000", rate="0%", late_fee={"share": "5%", "floor": "10"})
    ahead = rp.forecast(debt, "2026-12-01")
    assert ahead.nothing.rows[-1].closing == 1000
    assert [f.code for f in ahead.findings] == ["minimum_unknown"]
    assert ahead.minimum.total_paid == 0


def path(principal, rate_a_month, share, floor):
    """The minimum for ever, in cents: (payments, interest)."""
    owed, unpaid, payments, interest = principal, 0, [], 0
    while owed + unpaid:
        accrued = rounded(owed * rate_a_month)
        interest += accrued
        unpaid += accrued
        pay = min(owed + unpaid, max(floor, rounded((owed + unpaid) * share)))
        payments.append(pay)
        to_interest = min(pay, unpaid)
        unpaid -= to_interest
        owed -= pay - to_interest
    return payments, interest


@pytest.mark.parametrize("principal", [900_000, 700_000, 500_000, 300_000, 3_501, 3_500, 1])
def test_the_minimum_for_ever_of_three_per_cent_at_least_35(principal):
    from fractions import Fraction

    payments, interest = path(principal, Fraction(2, 100), Fraction(3, 100), 3500)
    debt = rp.Debt(
        id="A",
        currency="USD",
        principal=str(Decimal(principal).scaleb(-2)),
        rate="24%",
        day_count="equal-periods",
        minimum={"balance": "3%", "floor": "35"},
    )
    plan = rp.forecast(debt, "2026-12-01").minimum
    assert [row.paid for row in plan.raw] == payments
    assert plan.total_interest == Decimal(interest).scaleb(-2)


def test_the_four_minimums_of_a_household_are_720():
    cards = [
        rp.Debt(id="A", currency="USD", principal=p, rate="24%", minimum={"balance": "3%", "floor": "35"})
        for p in ("9000", "7000", "5000", "3000")
    ]
    assert sum(card.minimum_payment() for card in cards) == 720


def test_a_minimum_below_the_interest_never_clears_and_stops_at_600_months():
    debt = rp.Debt(
        id="A", currency="CNY", principal="1000", rate="36%", day_count="equal-periods", minimum={"amount": "10"}
    )
    plan = rp.forecast(debt, "2026-12-01").minimum
    assert len(plan.rows) == 600
    assert {"never_clears", "balance_grows"} <= {f.code for f in plan.findings}


def test_a_minimum_that_rounds_to_nothing_asks_the_balance():
    debt = rp.Debt(id="A", currency="CNY", principal="0.04", rate="0%", minimum={"balance": "10%"})
    plan = rp.forecast(debt, "2026-12-01").minimum
    assert [str(row.payment) for row in plan.rows] == ["0.04"]


def test_arrears_fall_due_with_the_first_minimum():
    debt = rp.Debt(id="A", currency="CNY", principal="10000", rate="0%", minimum=USUAL, arrears="700")
    plan = rp.forecast(debt, "2026-12-01").minimum
    assert [str(row.payment) for row in plan.rows[:2]] == ["1700.00", "830.00"]


def test_asking_for_a_minimum_that_is_not_known_is_an_error_that_names_the_debt():
    with pytest.raises(rp.InputError, match="'Q'"):
        rp.Debt(id="Q", currency="CNY", principal="1", rate="0%").minimum_payment()
