"""Each shape, worked out by hand in cents, and what a plan says of its number of instalments."""

from decimal import Decimal
from fractions import Fraction

import pytest

import repayplan as rp
from tests.plans.reference import rounded

DEBT = rp.Debt(id="A", currency="CNY", principal="1200", rate="12%", day_count="equal-periods")
FREE = rp.Debt(id="A", currency="CNY", principal="1300", rate="0%")
MIXED = rp.Debt(
    id="A",
    currency="CNY",
    principal="1000",
    interest="80",
    penalty="60",
    fees="40",
    rate="12%",
    day_count="equal-periods",
)


def plan_of(shape, count=None, debt=DEBT, **more):
    return rp.schedule(debt, rp.Terms(instalments=count, shape=shape, **more), "2026-12-01")


def paid(plan):
    return [str(row.payment) for row in plan.rows]


def codes(plan):
    return [finding.code for finding in plan.findings]


def test_level():
    # 1,200 x 0.01 / (1 - 1.01^-3) = 408.0265...: up
    plan = plan_of(rp.shapes.Level(), 3)
    assert paid(plan) == ["408.03", "408.03", "408.02"]
    assert plan.instalment == Decimal("408.03")


def test_level_of_a_given_sum_takes_the_rest_last_and_says_that_it_is_larger():
    plan = plan_of(rp.shapes.Level("100"), 3)
    # 1,200 + 12 - 100; 1,112 + 11.12 - 100; 1,023.12 + 10.23
    assert paid(plan) == ["100.00", "100.00", "1033.35"]
    assert "last_instalment_larger" in codes(plan)


def test_a_fixed_amount_with_a_number_says_that_the_last_is_larger():
    plan = plan_of(rp.shapes.FixedAmount("100"), 3)
    assert paid(plan) == ["100.00", "100.00", "1033.35"]
    assert "last_instalment_larger" in codes(plan)


def test_fixed_amount_until_paid():
    # 1,200 + 12 - 500 = 712; + 7.12 - 500 = 219.12; + 2.19
    assert paid(plan_of(rp.shapes.FixedAmount("500"))) == ["500.00", "500.00", "221.31"]


def test_fixed_amount_that_is_paid_early_says_that_it_is():
    plan = plan_of(rp.shapes.FixedAmount("500"), 12)
    assert len(plan.rows) == 3
    finding = next(f for f in plan.findings if f.code == "fewer_instalments")
    assert dict(finding.numbers) == {"debt": "A", "asked": 12, "instalments": 3}


def test_equal_principal():
    plan = plan_of(rp.shapes.EqualPrincipal(), 3)
    assert paid(plan) == ["412.00", "408.00", "404.00"]
    assert [str(row.to_principal) for row in plan.rows] == ["400.00"] * 3


def test_equal_principal_rounds_its_part_like_an_instalment():
    debt = rp.Debt(id="A", currency="CNY", principal="1000", rate="0%")
    assert paid(plan_of(rp.shapes.EqualPrincipal(), 3, debt)) == ["333.34", "333.34", "333.32"]
    half_up = rp.Conventions.named("textbook")
    assert paid(plan_of(rp.shapes.EqualPrincipal(), 3, debt, conventions=half_up)) == ["333.33", "333.33", "333.34"]


def test_interest_only_then_level():
    # 1,200 / (1/1.01 + 1/1.01^2) = 609.0149
    assert paid(plan_of(rp.shapes.InterestOnly(2), 4)) == ["12.00", "12.00", "609.02", "609.01"]


def test_a_holiday_in_which_interest_runs():
    # 1,236 - x is principal after the third; 1.01 of it is x at most: 621.0746 or more
    plan = plan_of(rp.shapes.Holiday(2), 4)
    assert paid(plan) == ["0.00", "0.00", "621.08", "621.07"]
    assert "balance_grows" in codes(plan)


def test_steps_then_level():
    plan = plan_of(rp.shapes.Steps([(2, "100")]), 4)
    assert paid(plan) == ["100.00", "100.00", "519.25", "519.24"]


def test_steps_then_a_fixed_sum():
    plan = plan_of(rp.shapes.Steps([(1, "100"), (1, "200")], "500"))
    # 1,112; 1,112 + 11.12 - 200 = 923.12; + 9.23 - 500 = 432.35; + 4.32
    assert paid(plan) == ["100.00", "200.00", "500.00", "436.67"]


def test_seasonal_follows_the_months():
    weights = [1, 0, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1]
    plan = plan_of(rp.shapes.Seasonal(weights), 12, FREE)
    by_month = {row.due.month: row.payment for row in plan.rows}
    assert by_month == {month + 1: 100 * weight for month, weight in enumerate(weights)}


def test_balloon():
    v = 1 / (1 + Fraction(1, 100))
    level = rounded((120_000 - 40_000 * v**3) / (v + v**2 + v**3), "up")
    plan = plan_of(rp.shapes.Balloon("400"), 3)
    assert plan.level == level == 27602
    assert paid(plan) == ["276.02", "276.02", str(plan.rows[2].payment)]
    assert Decimal("675.97") <= plan.rows[2].payment <= Decimal("676.02")


def test_given_amounts_are_paid_as_given():
    plan = plan_of(rp.shapes.GivenAmounts(["300", "0", "500"]))
    assert paid(plan) == ["300.00", "0.00", "500.00"]
    # 1,212 - 300 = 912; 921.12; its principal 912 bears 9.12 again: 930.24 - 500
    assert [str(row.closing) for row in plan.rows] == ["912.00", "921.12", "430.24"]
    assert "still_owed" in codes(plan)


def test_given_amounts_of_which_fewer_are_needed_say_so():
    plan = plan_of(rp.shapes.GivenAmounts(["650", "650", "650", "650"]), None, FREE)
    assert paid(plan) == ["650.00", "650.00"]
    assert "fewer_instalments" in codes(plan)


SETTLED = {
    "all of it": (None, "1180.00", "0 0 0 0"),
    "a little less: penalty first": ("1150", "1150.00", "0 0 30 0"),
    "penalty whole, then fees": ("1100", "1100.00", "0 0 60 20"),
    "then interest": ("1050", "1050.00", "0 30 60 40"),
    "then principal": ("600", "600.00", "400 80 60 40"),
    "a cent": ("0.01", "0.01", "999.99 80 60 40"),
    "more than is owed": ("5000", "1180.00", "0 0 0 0"),
}


@pytest.mark.parametrize(("amount", "pays", "forgiven"), SETTLED.values(), ids=SETTLED)
def test_a_settlement_pays_its_sum_and_forgives_the_rest(amount, pays, forgiven):
    plan = plan_of(rp.shapes.Settlement(amount), None, MIXED)
    assert paid(plan) == [pays]
    assert [str(row.due) for row in plan.rows] == ["2026-12-01"]
    assert plan.clears
    assert list(plan.concession.values()) == [Decimal(part) for part in forgiven.split()]
    assert plan.total_forgone == 0


def test_the_contract_asks_its_instalment():
    debt = rp.Debt(
        id="A", currency="CNY", principal="1200", rate="12%", day_count="equal-periods", contractual_payment="500"
    )
    assert paid(plan_of(rp.shapes.Contract(), None, debt)) == ["500.00", "500.00", "221.31"]


def test_a_fee_comes_on_top_of_each_instalment():
    plan = plan_of(rp.shapes.Level(), 13, FREE, fee_per_instalment="2.50")
    assert paid(plan) == ["102.50"] * 13
    assert sum(row.to_fees for row in plan.rows) == Decimal("32.50")


def test_a_down_payment_is_a_row_of_no_days():
    plan = plan_of(rp.shapes.Level(), 12, FREE, down_payment="100")
    assert (plan.rows[0].number, plan.rows[0].days, str(plan.rows[0].due)) == (0, 0, "2026-12-01")
    assert paid(plan) == ["100.00"] * 13
    assert plan.rows[-1].number == 12


@pytest.mark.parametrize("count", [1, 2, 3, 11, 12, 59, 60, 240])
def test_n_instalments_are_n(count):
    plan = plan_of(rp.shapes.Level(), count, rp.Debt(id="A", currency="CNY", principal="98765.43", rate="18%"))
    assert len(plan.rows) == count and plan.clears
    assert "fewer_instalments" not in codes(plan)


@pytest.mark.parametrize(("principal", "count", "rows"), [("10", 7, 5), ("1", 3, 1), ("100", 60, 50)])
def test_n_instalments_of_a_few_yen_are_fewer_and_the_plan_says_why(principal, count, rows):
    plan = plan_of(rp.shapes.Level(), count, rp.Debt(id="A", currency="JPY", principal=principal, rate="0%"))
    assert len(plan.rows) == rows
    finding = next(f for f in plan.findings if f.code == "fewer_instalments")
    assert dict(finding.numbers) == {"debt": "A", "asked": count, "instalments": rows}


def test_a_payment_below_the_interest_never_clears_and_says_so():
    plan = plan_of(rp.shapes.FixedAmount("11.99"))
    assert len(plan.rows) == 600 and not plan.clears
    assert {"never_clears", "balance_grows"} <= set(codes(plan))
    finding = next(f for f in plan.findings if f.code == "never_clears")
    assert (str(finding.numbers["payment"]), str(finding.numbers["accrued"])) == ("11.99", "12.00")


def test_a_payment_that_is_the_interest_never_clears_and_does_not_grow():
    plan = plan_of(rp.shapes.FixedAmount("12"))
    assert "never_clears" in codes(plan) and "balance_grows" not in codes(plan)


def test_a_cent_more_than_the_interest_is_still_owed_after_600_months():
    """It is on its way, a cent and ever more each month, and not there after 600."""
    plan = plan_of(rp.shapes.FixedAmount("12.01"))
    assert "never_clears" not in codes(plan)
    assert "still_owed" in codes(plan)


def test_a_debt_of_nothing_has_no_rows_in_any_shape():
    debt = rp.Debt(id="A", currency="CNY", principal="0", rate="18%")
    shapes = [
        (rp.shapes.Level(), 3),
        (rp.shapes.FixedAmount("5"), None),
        (rp.shapes.EqualPrincipal(), 3),
        (rp.shapes.Holiday(1), 3),
        (rp.shapes.InterestOnly(1), 3),
        (rp.shapes.Steps([(1, "2")]), 3),
        (rp.shapes.Balloon("3"), 3),
        (rp.shapes.GivenAmounts(["1"]), None),
        (rp.shapes.Settlement("1"), None),
        (rp.shapes.Contract(), None),
    ]
    for shape, count in shapes:
        plan = plan_of(shape, count, debt)
        assert plan.rows == () and plan.clears and plan.total_paid == 0
        assert "nothing_owed" in codes(plan)
        assert rp.Plan.from_dict(plan.to_dict()) == plan


def test_the_payment_order_is_the_agreements():
    order = ("principal", "interest", "penalty", "fees")
    plan = plan_of(rp.shapes.FixedAmount("500"), None, MIXED, order=order)
    assert [(str(r.to_principal), str(r.to_interest), str(r.to_penalty)) for r in plan.rows] == [
        ("500.00", "0.00", "0.00"),
        ("500.00", "0.00", "0.00"),
        ("0.00", "95.00", "60.00"),
    ]


def test_unpaid_interest_bears_interest_only_where_it_compounds():
    holiday = rp.shapes.GivenAmounts(["0", "0"])
    plain = plan_of(holiday)
    monthly = plan_of(
        holiday,
        None,
        rp.Debt(id="A", currency="CNY", principal="1200", rate="12%", day_count="equal-periods", compounding="monthly"),
    )
    assert [str(row.accrued) for row in plain.rows] == ["12.00", "12.00"]
    assert [str(row.accrued) for row in monthly.rows] == ["12.00", "12.12"]
    assert "interest_bears_interest" in codes(monthly)


@pytest.mark.parametrize(
    ("word", "first"),
    [("half-up", "0.03"), ("half-even", "0.02"), ("half-down", "0.02"), ("up", "0.03"), ("down", "0.02")],
)
def test_half_a_cent_of_interest_goes_as_the_convention_says(word, first):
    debt = rp.Debt(id="A", currency="CNY", principal="2.50", rate="1%/month", day_count="equal-periods")
    plan = plan_of(rp.shapes.Level(), 2, debt, conventions=rp.Conventions(interest_rounding=word))
    assert str(plan.rows[0].accrued) == first


@pytest.mark.parametrize(
    ("word", "level"),
    [("half-up", "2.13"), ("half-even", "2.12"), ("half-down", "2.12"), ("up", "2.13"), ("down", "2.12")],
)
def test_half_a_cent_of_an_instalment_goes_as_the_convention_says(word, level):
    debt = rp.Debt(id="A", currency="CNY", principal="4.25", rate="0%")
    plan = plan_of(rp.shapes.Level(), 2, debt, conventions=rp.Conventions(instalment_rounding=word))
    assert str(plan.instalment) == level
    assert plan.clears and plan.total_paid == Decimal("4.25")
    assert ("last_instalment_larger" in codes(plan)) == (level == "2.12")


def test_an_instalment_may_be_a_multiple_of_a_unit():
    plan = plan_of(rp.shapes.Level(), 3, conventions=rp.Conventions(unit="10"))
    assert plan.instalment == 410
    assert paid(plan)[:2] == ["410.00", "410.00"]
