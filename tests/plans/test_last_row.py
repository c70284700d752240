"""A last instalment that is larger than the others: by which share, and what evens it out."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.words.sentences import sentence


def plan_of(shape=None, count=3, owed=None, treatment=None, **conventions):
    debt = rp.Debt(
        id="A", principal="1200", rate="12%", day_count="equal-periods", currency="USD", **owed or {}
    )  # fmt: skip
    terms = rp.Terms(
        instalments=count, first_due="2027-01-31", shape=shape or rp.shapes.Level(), treatment=treatment,
        conventions=rp.Conventions(**conventions),
    )  # fmt: skip
    return rp.schedule(debt, terms, "2026-12-31")


def said(plan):
    return next((found for found in plan.findings if found.code == "last_instalment_larger"), None)


# 1,200 at 1 % a month over 3 is 408.0265 a month.
@pytest.mark.parametrize(
    ("plan", "fix", "to"),
    [
        (plan_of(instalment_rounding="down"), "round_up", "408.03"),
        (plan_of(rp.shapes.Level("100")), "larger_instalment", "408.03"),
        (plan_of(rp.shapes.Level("400")), "one_more", "400.00"),  # 24.24 is left for a fourth
        (plan_of(rp.shapes.Balloon(amortised_over=12)), "larger_instalment", "408.03"),
        # 30.00 at the end, or 10.00 with each
        (plan_of(owed={"penalty": "30"}, treatment={"penalty": "defer"}), "spread", "418.03"),
        (plan_of(treatment={"interest": "defer"}), "apart", "400.00"),
        (plan_of(instalment_rounding="down", annuity_periods="equal", smoothing={}), "round_up", "408.03"),
    ],
)
def test_the_finding_names_what_evens_the_last_instalment_out(plan, fix, to):
    numbers = said(plan).numbers
    assert (numbers["fix"], str(numbers["to"])) == (fix, to)
    assert numbers["last"] == plan.rows[-1].payment and numbers["instalment"] == plan.rows[-2].payment
    exact = numbers["last"] / numbers["instalment"] - 1
    assert exact <= numbers["share"] < exact + Decimal("0.0001")


def test_what_it_names_does_even_it_out():
    assert said(plan_of(instalment_rounding="up")) is None
    assert said(plan_of(rp.shapes.Level("400"), 4)) is None
    assert said(plan_of(owed={"penalty": "30"}, treatment={"penalty": "spread"})) is None


def test_in_words():
    found = said(plan_of(rp.shapes.Level("100")))
    assert sentence(found) == (
        "The last instalment of debt A is 1,033.35: 933.35% above the 100.00 before it. "
        "What evens it out: larger instalment, at 408.03."
    )
    assert "提高每期金额，每期408.03" in sentence(found, "zh")


@pytest.mark.parametrize(("share", "told"), [("0%", True), ("5.99%", True), ("6%", False), ("0.06", False)])
def test_the_share_is_stated_by_the_terms(share, told):
    # 400.00, then 424.00: exactly 6 % more.
    plan = plan_of(treatment={"interest": "defer"}, larger_last=share)
    assert [str(row.payment) for row in plan.rows] == ["400.00", "400.00", "424.00"]
    assert (said(plan) is not None) == told
    assert plan.terms.conventions.to_dict()["larger_last"].endswith("%")
    assert rp.Plan.from_dict(plan.to_dict()) == plan and rp.verify(plan.to_dict()) == []


@pytest.mark.parametrize("share", ["-1%", "1001%", "much", None, float("nan")])
def test_another_share_is_refused(share):
    with pytest.raises(rp.InputError, match="larger_last"):
        rp.Conventions(larger_last=share)


def test_a_plan_that_was_changed_says_it_of_the_rows_that_follow():
    # Moved by two months, the last instalment takes what the long period accrues.
    debt = rp.Debt(id="A", principal="12000", rate="24%", day_count="actual/365", currency="USD")
    plan = rp.schedule(debt, rp.Terms(instalments=12, first_due="2027-01-31"), "2026-12-31")
    moved = plan.move_due("2027-03-31", "2027-06-30")
    found = said(moved)
    assert found.numbers["last"] == moved.rows[-1].payment > found.numbers["instalment"]
    assert found.numbers["fix"] in ("one_more", "larger_instalment")


@given(st.integers(100, 10**6), st.integers(0, 4000), st.integers(2, 24), st.sampled_from(["down", "half-up", "up"]))
@settings(deadline=None, max_examples=60)
def test_a_fix_of_a_level_plan_always_holds(cents, points, count, rounding):
    debt = rp.Debt(id="A", principal=str(Decimal(cents) / 100), rate=f"{Decimal(points) / 100}%", currency="USD")
    words = {"conventions": rp.Conventions(instalment_rounding=rounding)}
    found = said(rp.schedule(debt, rp.Terms(instalments=count, **words), "2026-12-31"))
    if found is None:
        return
    fix = {
        "round_up": {"conventions": rp.Conventions(instalment_rounding="up")},
        "least_that_closes": {"conventions": rp.Conventions(instalment="least-that-closes")},
    }[found.numbers["fix"]]
    evened = rp.schedule(debt, rp.Terms(instalments=count, **fix), "2026-12-31")
    assert said(evened) is None and evened.instalment == found.numbers["to"]
