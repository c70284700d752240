"""A card under its contract, balance by balance: figures by hand, a second way of computing it, and laws."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from tests.plans.reference import rounded

DAY = "2026-12-31"
SOFA = {"kind": "deferred_interest", "principal": "600", "rate": "24%", "until": "2027-05-31", "accrued": "72"}


def card(*balances, **more):
    """A card in dollars, equal months."""
    given_ = {"id": "A", "currency": "USD", "day_count": "equal-periods", "balances": list(balances)}
    return rp.Debt(**given_ | more)


def second_way(balances, sign, share, floor):
    """Payments in cents: one rounding of all interest a month, the minimum to interest, then by rate."""
    left, interest, payments = [owed for owed, _ in balances], 0, []
    order = sorted(range(len(left)), key=lambda i: sign * balances[i][1])
    while sum(left) + interest and len(payments) < 600:
        exact = sum(owed * Fraction(rate, 1200) for owed, (_, rate) in zip(left, balances, strict=True))
        interest += rounded(exact)
        due = sum(left) + interest
        pay = min(due, max(floor, rounded(Fraction(due * share, 100)))) or due
        payments.append(pay)
        to_interest = min(pay, interest)
        interest, pay = interest - to_interest, pay - to_interest
        for i in order:
            part = min(pay, left[i])
            left[i], pay = left[i] - part, pay - part
    return payments


@settings(deadline=None, max_examples=20)
@given(
    st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 30)), min_size=1, max_size=3),
    st.sampled_from([("lowest rate", 1), ("highest rate", -1)]), st.integers(2, 9),
)  # fmt: skip
def test_a_second_way_of_computing_it(balances, order, share):
    found = card(
        *({"name": f"b{i}", "principal": Decimal(owed).scaleb(-2), "rate": f"{rate}%"}
          for i, (owed, rate) in enumerate(balances)),
        minimum={"balance": f"{share}%", "floor": "20"}, payment_first=order[0],
    )  # fmt: skip
    rows = rp.forecast(found, DAY).minimum.rows
    assert [int(row.payment * 100) for row in rows] == second_way(balances, order[1], share, 2000)
    for row in rows:
        for part in row.parts.values():
            gains = part.opening + part.accrued + part.moved_in
            assert gains == part.paid + part.waived + part.moved_out + part.closing


@settings(deadline=None, max_examples=10)
@given(st.integers(1, 10**6), st.integers(0, 30))
def test_one_balance_is_the_debt_without_it(units, rate):
    more = {"minimum": {"balance": "3%", "floor": "35"}, "interest": "5", "compounding": "monthly"}
    owed = Decimal(units).scaleb(-2)
    apart = rp.forecast(card({"principal": owed, "rate": f"{rate}%"}, **more), DAY)
    alone = rp.forecast(card(principal=owed, rate=f"{rate}%", **more), DAY)
    assert [row.raw.part(c) for row in apart.minimum.rows for c in range(4)] == [
        row.raw.part(c) for row in alone.minimum.rows for c in range(4)
    ]
    assert apart.cost_of_nothing == alone.cost_of_nothing


def test_doing_nothing_is_linear_in_the_balances_and_charges_deferred_interest_once():
    found = rp.forecast(card(SOFA, {"principal": "1000", "rate": "12%"}), DAY)
    added = [row.accrued for row in found.nothing.rows]
    # 10 a month; by the end of May 12 a month have come to the 72, and are charged with June's own 12.
    assert added == [Decimal(10)] * 5 + [Decimal(10 + 72 + 60 + 12)] + [Decimal(22)] * 6
    assert "deferred_interest_ends" in [note.code for note in found.notes]


def test_a_deferred_balance_that_is_cleared_by_its_last_day_is_charged_nothing():
    paid_off = card(SOFA, minimum={"amount": "120"})
    assert rp.forecast(paid_off, DAY).interest == 0
    # One cent less each month leaves five cents on the last day.
    late = rp.forecast(card(SOFA, minimum={"amount": "119.99"}), DAY)
    assert late.interest > 72


def test_a_promotional_rate_and_what_follows_it():
    moved = {"kind": "promotional", "principal": "1000", "rate": "0%", "until": "2027-06-30", "then": "12%"}
    rows = rp.forecast(card(moved), DAY).nothing.rows
    assert [row.accrued for row in rows] == [Decimal(0)] * 6 + [Decimal(10)] * 6


def test_instalments_on_the_card_are_paid_off_in_their_number_with_their_fee():
    plan = {"kind": "instalments", "principal": "1200", "rate": {"flat_fee": "0.6%/month"}, "instalments_left": 12}
    found = rp.forecast(card(plan, currency="CNY", minimum="cn/usual-10"), DAY)
    # 100 of principal and 0.6 % of 1,200 each month.
    assert [row.payment for row in found.minimum.rows] == [Decimal("107.20")] * 12
    assert found.minimum.clears


@pytest.mark.parametrize(("rules", "first"), [("uk", "cash_advance"), ("us", "purchases"), (None, "purchases")])
def test_who_is_paid_first_is_the_rule_of_the_place(rules, first):
    balances = [{"principal": "1000", "rate": "12%"}, {"kind": "cash_advance", "principal": "1000", "rate": "30%"}]
    found = rp.forecast(card(*balances, minimum={"amount": "500"}), DAY, rules=rules)
    left = found.minimum.layout.billed[0].left
    assert (
        left[("purchases", "cash_advance").index(first)] < 1000_00 == left[("cash_advance", "purchases").index(first)]
    )


def test_the_highest_rate_first_never_costs_more():
    balances = [{"principal": "1000", "rate": "12%"}, {"kind": "cash_advance", "principal": "1000", "rate": "30%"}]
    low, high = (rp.forecast(card(*balances, minimum={"amount": "100"}, payment_first=first), DAY)
                 for first in ("lowest rate", "highest rate"))  # fmt: skip
    assert high.total < low.total


def test_a_plan_of_the_whole_has_the_average_rate_and_says_so():
    balances = [{"principal": "300", "rate": "12%"}, {"kind": "cash_advance", "principal": "100", "rate": "24%"}]
    plan = rp.schedule(card(*balances), rp.Terms(instalments=12), as_of=DAY)
    alone = rp.schedule(card(principal="400", rate="15%"), rp.Terms(instalments=12), as_of=DAY)
    assert plan.instalment == alone.instalment
    (said,) = [f for f in plan.findings if f.code == "balances_as_one"]
    assert said.numbers["rate"] == "15%"
    assert rp.verify(plan.to_dict()) == [] and rp.Plan.from_dict(plan.to_dict()) == plan
    other = rp.schedule(card(*balances), rp.Terms(instalments=12, rate="8%"), as_of=DAY)
    assert "balances_as_one" not in [f.code for f in other.findings]


CARDS = [
    card(SOFA, {"principal": "1000", "rate": "12%"}, minimum={"balance": "3%", "floor": "25"}, interest="33.33"),
    card(
        {"principal": "900", "rate": "0.05%/day"},
        {"kind": "instalments", "principal": "1000", "rate": {"flat_fee": "0.6%/month", "of": "1200"},
         "instalments_left": 7},
        {"kind": "cash_advance", "principal": "300", "rate": "0.06%/day"},
        {"kind": "promotional", "principal": "500", "rate": "0%", "until": "2027-06-13", "then": "1.5%/month"},
        minimum="cn/usual-10", compounding="monthly", currency="CNY", day_count="actual/365", interest="12",
        late_fee={"share": "5%", "floor": "10"}, payment_first="highest rate", due_day=9,
    ),
]  # fmt: skip


@pytest.mark.parametrize("debt", CARDS)
@pytest.mark.parametrize("path", ["minimum", "nothing"])
def test_the_document_is_worked_out_again_by_who_knows_nothing_of_ours(debt, path):
    plan = getattr(rp.forecast(debt, DAY), path)
    document = plan.to_dict()
    assert rp.verify(document) == []
    assert rp.Plan.from_dict(document) == plan
    document["rows"][2]["accruals"][0]["balances"]["purchases"] = "1.00"
    assert rp.verify(document)[0].path.startswith("rows[2].accruals[0].balances")


@pytest.mark.parametrize("debt", CARDS)
def test_carried_balances_agree_with_rounded_ones_to_a_cent_a_month(debt):
    exact = rp.forecast(debt, DAY, conventions=rp.Conventions(balance="exact"))
    rounded_ = rp.forecast(debt, DAY)
    assert abs(exact.cost_of_nothing[0].cost - rounded_.cost_of_nothing[0].cost) <= Decimal("0.01")
    assert rp.verify(exact.minimum.to_dict()) == []


@pytest.mark.parametrize(("day", "added"), [("2016-12-31", "1.55"), ("2017-01-01", "0.00")])
def test_penalty_bears_interest_until_the_rule_of_the_place(day, added):
    debt = rp.Debt(
        id="A", principal="1000", penalty="100", rate="0.05%/day", currency="CNY", kind="credit_card",
        compounding="everything", minimum="cn/usual-10",
    )  # fmt: skip
    found = rp.forecast(debt, day, first_due="2017-01-31", rules="cn")
    plain = rp.forecast(replace(debt, compounding="none"), day, first_due="2017-01-31")
    assert found.nothing.rows[0].accrued - plain.nothing.rows[0].accrued == Decimal(added)
    assert ("charges_bear_nothing" in [note.code for note in found.notes]) is (added == "0.00")
    assert rp.verify(found.minimum.to_dict()) == rp.verify(found.nothing.to_dict()) == []


@pytest.mark.parametrize("terms", [{"write_down": "100"}, {"treatment": {"interest": "pause"}}, {"rate": "8%"}])
def test_a_contract_with_something_agreed_takes_the_balances_as_one(terms):
    plan = rp.schedule(CARDS[0], rp.Terms(shape=rp.shapes.Contract(), **terms), as_of=DAY)
    assert ("balances_as_one" in [f.code for f in plan.findings]) is ("rate" not in terms)
    assert rp.verify(plan.to_dict()) == []
    assert plan.total_waived == (100 if "write_down" in terms else 0)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**6), st.integers(0, 40), st.integers(0, 10**6), st.booleans())
def test_doing_nothing_never_reduces_the_debt(one, rate, other, deferred):
    sofa = {"kind": "deferred_interest", "principal": Decimal(other).scaleb(-2), "rate": "24%", "until": "2027-05-31"}
    moved = {"kind": "promotional", "principal": Decimal(other).scaleb(-2), "rate": "0%", "until": "2027-05-31",
             "then": "30%"}  # fmt: skip
    plain = {"principal": Decimal(one).scaleb(-2), "rate": f"{rate}%"}
    debt = card(sofa if deferred else moved, plain, late_fee={"floor": "5"}, minimum={"balance": "3%"})
    found = rp.forecast(debt, DAY)
    owed = [debt.total, *(row.closing for row in found.nothing.rows)]
    assert owed == sorted(owed)
    costs = [cost.cost for cost in found.cost_of_nothing]
    assert costs == sorted(costs) and all(sum(c.by_component.values()) == c.cost for c in found.cost_of_nothing)
