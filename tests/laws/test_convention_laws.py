"""Laws of conventions: rounding moves minor units, a pause never costs, and year and months agree."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.plans.printed import walk_row
from tests.strategies import PLACES, ROUNDINGS, conventions, rates, text_of

MANY = settings(max_examples=120, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
UNITS = st.integers(1_000, 5_000_000)
RATE = st.integers(0, 4000).map(lambda basis_points: f"{basis_points / 100:.2f}%")
COUNT = st.integers(1, 48)


def loan(units, rate, terms, currency="CNY", day_count="equal-periods", as_of="2027-01-01"):
    debt = rp.Debt(id="A", currency=currency, principal=text_of(units, currency), rate=rate, day_count=day_count)
    return rp.schedule(debt, terms, as_of)


@MANY
@given(
    UNITS,
    rates(),
    COUNT,
    conventions(),
    st.sampled_from(sorted(PLACES)),
    st.sampled_from(("equal-periods", "actual/365")),
)
def test_no_convention_touches_the_identity(units, rate, count, habits, currency, day_count):
    plan = loan(
        units, rate, rp.Terms(instalments=count, conventions=habits, first_due="2027-02-01"), currency, day_count
    )
    for row in map(walk_row, plan.raw):
        for opening, accrued, moved_in, paid, waived, moved_out, closing in map(row.part, range(4)):
            assert opening + accrued + moved_in == paid + waived + moved_out + closing
    assert rp.verify(plan.to_dict()) == []
    assert rp.Plan.from_dict(plan.to_dict()) == plan


@MANY
@given(UNITS, RATE, COUNT, st.sampled_from(ROUNDINGS), st.sampled_from(ROUNDINGS))
def test_rounding_changes_minor_units(units, rate, count, one, two):
    """Two ways to round an instalment are at most a unit apart, and so is each row's interest by two ways."""

    def plan(**words):
        return loan(
            units, rate, rp.Terms(instalments=count, conventions=rp.Conventions(**words), first_due="2027-02-01")
        )

    assert abs(plan(instalment_rounding=one).instalment - plan(instalment_rounding=two).instalment) <= Decimal("0.01")
    by_one, by_two = plan(interest_rounding=one), plan(interest_rounding=two)
    assert by_one.instalment == by_two.instalment
    # A unit of interest in each of the rows before bears interest too.
    most, bears = 0, 1 + Decimal(rate[:-1]) / 1200
    for row, other in zip(by_one.rows, by_two.rows, strict=False):
        most = most * bears + Decimal("0.01") + Decimal("0.01")
        assert abs(row.closing - other.closing) <= most


@MANY
@given(UNITS, RATE, COUNT, st.integers(0, 700), st.integers(0, 200), st.integers(0, 200), st.booleans())
def test_a_pause_never_raises_the_total_at_a_given_instalment_nor_does_a_longer_one(
    units, rate, count, start, days, more, by_days
):
    first = date(2027, 1, 2) + timedelta(days=start)
    level = loan(units, rate, rp.Terms(instalments=count, first_due="2027-02-01")).instalment

    def total(last):
        windows = {} if last is None else {"treatment": {"interest": [rp.Window(first, last)]}}
        terms = rp.Terms(instalments=count, first_due="2027-02-01", shape=rp.shapes.Level(level), **windows)
        return loan(units, rate, terms, day_count="actual/365" if by_days else "equal-periods").total_paid

    try:
        paused, longer = total(first + timedelta(days=days)), total(first + timedelta(days=days + more))
    except rp.InputError as refused:
        assert "accrual" in str(refused)  # the window lies after the plan
        return
    # Each window splits a period's interest in two roundings: half a unit a period that it begins or ends in.
    assert longer - Decimal("0.01") <= paused <= total(None) + Decimal("0.01")


@MANY
@given(UNITS, RATE, COUNT, st.integers(0, 300), st.integers(0, 200))
def test_with_the_instalment_solved_anew_a_pause_raises_it_by_no_unit(units, rate, count, start, days):
    first = date(2027, 1, 2) + timedelta(days=start)
    window = {"treatment": {"interest": [rp.Window(first, first + timedelta(days=days))]}}
    terms = rp.Terms(instalments=count, first_due="2027-02-01")
    try:
        paused = loan(units, rate, terms.but(**window))
    except rp.InputError as refused:
        assert "accrual" in str(refused)
        return
    assert paused.instalment <= loan(units, rate, terms).instalment + Decimal("0.01")


@MANY
@given(UNITS, RATE, st.sampled_from(("month", "two months", "quarter", "half-year", "year")))
def test_on_a_balance_that_does_not_change_days_and_months_agree_over_an_ordinary_year(units, rate, every):
    count = {"month": 12, "two months": 6, "quarter": 4, "half-year": 2, "year": 1}[every]
    first = {"month": "2027-02-01", "two months": "2027-03-01", "quarter": "2027-04-01", "half-year": "2027-07-01",
             "year": "2028-01-01"}[every]  # fmt: skip
    shape = rp.shapes.InterestOnly(count)
    terms = rp.Terms(instalments=count + 1, every=every, first_due=first, shape=shape)
    by_months, by_days = (loan(units, rate, terms, day_count=word) for word in ("equal-periods", "actual/365"))
    interest = [sum(row.to_interest for row in plan.rows[:count]) for plan in (by_months, by_days)]
    assert abs(interest[0] - interest[1]) <= count * Decimal("0.01")


@MANY
@given(st.integers(100, 1_000_000), st.integers(1, 36), st.integers(1, 50))
def test_the_rate_of_return_of_a_loan_without_interest_is_nothing_and_grows_with_a_fee(units, count, fee):
    terms = rp.Terms(instalments=count, first_due="2027-02-01")
    plan = loan(units, "0%", terms)
    payments = [(row.due, row.payment) for row in plan.rows]
    lent = Decimal(units).scaleb(-2)
    assert rp.apr([(date(2027, 1, 1), lent)], payments, method="us-actuarial") == 0
    if lent > fee:
        one, two = (
            rp.apr([(date(2027, 1, 1), lent - Decimal(cents).scaleb(-2))], payments, method="us-actuarial")
            for cents in (fee, 2 * fee)
        )
        assert 0 < one < two


OUTSIDE = {
    "before the plan": (rp.Window("2026-11-01", "2026-12-31"),),
    "after the plan": (rp.Window("2027-04-02", "2027-05-01"),),
}


@pytest.mark.parametrize("windows", OUTSIDE.values(), ids=OUTSIDE)
def test_a_window_outside_the_plan_is_refused(windows):
    with pytest.raises(rp.InputError, match=r"treatment\.interest\.accrual\[0\]"):
        loan(100_000, "12%", rp.Terms(instalments=3, first_due="2027-02-01", treatment={"interest": list(windows)}))


def test_windows_of_one_component_that_contradict_each_other_are_refused():
    windows = [rp.Window("2027-01-10", "2027-02-10", "pause"), rp.Window("2027-02-10", "2027-02-20", "capitalise")]
    with pytest.raises(rp.InputError, match="overlap"):
        rp.Terms(instalments=3, treatment={"interest": windows})
