"""Every row of random plans against a second way of working them out."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from tests.plans.reference import NAMES, level, month_ends, rounded, walk
from tests.strategies import ACCRUALS, OPENINGS, ROUNDINGS

RATES = {
    "0%": (Fraction(0), False),
    "12%": (Fraction(12, 100), False),
    "18.25%": (Fraction(1825, 10000), False),
    "1.5%/month": (Fraction(18, 100), False),
    "0.05%/day": (Fraction(5, 10000), True),
}


def cents(units):
    return Decimal(units).scaleb(-2)


@st.composite
def inputs(draw):
    """A debt in cents, a treatment, windows, conventions, and a shape."""
    as_of = draw(st.sampled_from((date(2026, 12, 1), date(2027, 1, 31), date(2028, 2, 29), date(2027, 2, 28))))
    windows = []
    if draw(st.booleans()):
        begin = as_of + timedelta(days=draw(st.integers(-10, 60)))
        last = max(begin, as_of + ONE) + timedelta(days=draw(st.integers(0, 90)))
        windows = [(begin, last, draw(st.sampled_from(ACCRUALS)))]
    small = st.one_of(st.just(0), st.integers(0, 60_000))
    return {
        "as_of": as_of,
        "opening": (draw(st.integers(0, 2_000_000)), draw(small), draw(small), draw(small)),
        "rate": draw(st.sampled_from(tuple(RATES))),
        "day_count": draw(st.sampled_from(("actual/365", "equal-periods"))),
        "count": draw(st.integers(4, 15)),
        "order": tuple(draw(st.permutations(NAMES))),
        "rounding": draw(st.sampled_from(ROUNDINGS)),
        "instalment_rounding": draw(st.sampled_from(("up", "half-up", "half-even"))),
        "windows": windows,
        "treatment": {
            "principal": ("collect", "run"),
            "interest": (draw(st.sampled_from(OPENINGS)), "run" if windows else draw(st.sampled_from(ACCRUALS))),
            "penalty": (draw(st.sampled_from(OPENINGS)), "run"),
            "fees": (draw(st.sampled_from(OPENINGS)), "run"),
        },
    }


ONE = timedelta(days=1)
PLAIN = {
    "as_of": date(2026, 12, 1),
    "opening": (100_000, 0, 0, 0),
    "rate": "12%",
    "day_count": "equal-periods",
    "count": 12,
    "order": ("fees", "penalty", "interest", "principal"),
    "rounding": "half-up",
    "instalment_rounding": "up",
    "windows": [],
    "treatment": dict.fromkeys(NAMES, ("collect", "run")),
}


def of(given):
    """The debt and the treatment, as the library takes them, and the due dates."""
    amounts = {name: str(cents(units)) for name, units in zip(NAMES, given["opening"], strict=True)}
    debt = rp.Debt(id="A", currency="CNY", rate=given["rate"], day_count=given["day_count"], **amounts)
    treatment = {name: {"opening": parts[0], "accrual": parts[1]} for name, parts in given["treatment"].items()}
    if given["windows"]:
        treatment["interest"]["accrual"] = [rp.Window(*window) for window in given["windows"]]
    first = given["as_of"] + ONE
    due = month_ends(first.year, first.month, given["count"])
    terms = rp.Terms(
        instalments=given["count"],
        first_due=str(due[0]),
        every="month",
        treatment=treatment,
        order=given["order"],
        conventions=rp.Conventions(
            interest_rounding=given["rounding"], instalment_rounding=given["instalment_rounding"]
        ),
    )
    # A seed of 28, 29 or 30 February or April is that day: only a 31st stays at the month's end.
    if due[0].day != 31:
        terms = terms.but(first_due=None)
    return debt, terms, due


def compare(plan, book, due):
    assert [row.due for row in plan.rows] == due[: len(plan.rows)]
    assert [(row.paid, sum(row.closing)) for row in plan.raw] == book.rows
    waived = [sum(row.waived[c] for row in plan.raw) for c in range(4)]
    assert waived == [book.waived[name] for name in NAMES]


@settings(max_examples=250, derandomize=True, deadline=None)
@given(inputs())
@example(PLAIN)
@example(PLAIN | {"opening": (1, 0, 0, 0)})
@example(PLAIN | {"opening": (0, 0, 0, 1)})
@example(PLAIN | {"opening": (50, 0, 0, 0), "rate": "1.5%/month", "rounding": "half-even"})
def test_level_plans(given_):
    debt, terms, due = of(given_)
    plan = rp.schedule(debt, terms, given_["as_of"])
    if not sum(given_["opening"]):
        assert plan.rows == ()
        return
    rate, per_day = RATES[given_["rate"]]
    said = {k: given_[k] for k in ("day_count", "treatment", "windows", "order", "rounding")}
    where = (given_["opening"], rate, per_day, due, given_["as_of"])
    x = level(*where, instalment_rounding=given_["instalment_rounding"], **said)
    assert plan.level == x
    book = walk(*where, [x] * len(due), **said)
    compare(plan, book, due)
    becomes = {how for parts in given_["treatment"].values() for how in parts} | {w[2] for w in given_["windows"]}
    if "capitalise" not in becomes:
        assert plan.total_forgone == cents(book.forgone)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(inputs(), st.lists(st.integers(0, 300_000), min_size=15, max_size=15))
@example(PLAIN, [0] * 15)
@example(PLAIN | {"treatment": PLAIN["treatment"] | {"interest": ("defer", "defer")}}, [200_000] * 15)
def test_given_sums(given_, sums):
    debt, terms, due = of(given_)
    amounts = [str(cents(units)) for units in sums[: len(due)]]
    plan = rp.schedule(debt, terms.but(shape=rp.shapes.GivenAmounts(amounts)), given_["as_of"])
    rate, per_day = RATES[given_["rate"]]
    said = {k: given_[k] for k in ("day_count", "treatment", "windows", "order", "rounding")}
    if sum(given_["opening"]):
        compare(plan, walk(given_["opening"], rate, per_day, due, given_["as_of"], sums, close=False, **said), due)


@pytest.mark.parametrize("count", range(1, 61))
def test_the_annuity_at_one_per_cent_a_month_is_the_formula(count):
    owed, i = 123_456, Fraction(1, 100)
    exact = owed * i / (1 - (1 + i) ** -count)
    debt = rp.Debt(id="A", currency="USD", principal="1234.56", rate="12%", day_count="equal-periods")
    for how in ("up", "half-up", "down", "half-even"):
        conventions = rp.Conventions(instalment_rounding=how)
        plan = rp.schedule(debt, rp.Terms(instalments=count, conventions=conventions), "2026-12-01")
        assert plan.level == rounded(exact, how)
        assert len(plan.rows) == count and plan.clears
