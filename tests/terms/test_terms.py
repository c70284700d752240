"""Terms: what may be said, what is refused and where, and that it reads back."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import repayplan as rp
from tests.strategies import PLACES, terms


@st.composite
def any_terms(draw):
    return draw(terms(draw(st.sampled_from(tuple(PLACES))), "2026-12-01"))


@settings(max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_terms())
def test_terms_read_back_to_the_letter(found):
    document = json.loads(json.dumps(found.to_dict()))
    again = rp.Terms.from_dict(document)
    assert again == found and again.to_dict() == found.to_dict()


def refused(**given):
    with pytest.raises(rp.InputError) as caught:
        rp.Terms(**given)
    return caught.value.path


WRONG = {
    "no instalments": ({"instalments": 0}, "instalments"),
    "a thousand million": ({"instalments": 10**9}, "instalments"),
    "half a one": ({"instalments": 2.5}, "instalments"),
    "True is no number": ({"instalments": True}, "instalments"),
    "no number, level": ({}, "instalments"),
    "another number than the shape has": ({"instalments": 3, "shape": rp.shapes.GivenAmounts(["1"])}, "instalments"),
    "a word of every": ({"instalments": 3, "every": "moth"}, "every"),
    "no days": ({"instalments": 3, "every": (0, "days")}, "every"),
    "a day that is none": ({"instalments": 3, "first_due": "2027-02-29"}, "first_due"),
    "a treatment misspelt": ({"instalments": 3, "treatment": {"interest": "wave"}}, "treatment.interest"),
    "a component misspelt": ({"instalments": 3, "treatment": {"intrest": "waive"}}, "treatment.intrest"),
    "a pause of what is owed already": (
        {"instalments": 3, "treatment": {"interest": {"opening": "pause"}}},
        "treatment.interest.opening",
    ),
    "spread of what accrues": (
        {"instalments": 3, "treatment": {"interest": {"accrual": "spread"}}},
        "treatment.interest.accrual",
    ),
    "principal capitalised": ({"instalments": 3, "treatment": {"principal": "capitalise"}}, "treatment.principal"),
    "a rate without unit": ({"instalments": 3, "rate": "18"}, "rate"),
    "a write-down of words": ({"instalments": 3, "write_down": "much"}, "write_down"),
    "NaN": ({"instalments": 3, "down_payment": float("nan")}, "down_payment"),
    "an order of three": ({"instalments": 3, "order": ("fees", "penalty", "interest")}, "order"),
    "conventions by name alone": ({"instalments": 3, "conventions": "us-loan"}, "conventions"),
}


@pytest.mark.parametrize(("given_", "path"), WRONG.values(), ids=WRONG)
def test_wrong_terms_are_refused_where_they_are_wrong(given_, path):
    assert refused(**given_) == path


@pytest.mark.parametrize("name", ["write_down", "fee_per_instalment", "down_payment"])
@pytest.mark.parametrize("amount", ["0.001", "-1"])
def test_sums_are_whole_minor_units_of_the_debts_currency(name, amount):
    debt = rp.Debt(id="A", currency="CNY", principal="100", rate="0%")
    with pytest.raises(rp.InputError, match=name):
        rp.schedule(debt, rp.Terms(instalments=3, **{name: amount}), "2026-12-01")


@pytest.mark.parametrize(
    "make",
    [
        lambda: rp.shapes.Level("0.001"),
        lambda: rp.shapes.FixedAmount("1.005"),
        lambda: rp.shapes.Steps([(1, "1.005")], "1"),
        lambda: rp.shapes.Balloon("0.001"),
        lambda: rp.shapes.GivenAmounts(["1", "0.001"]),
        lambda: rp.shapes.Settlement("-1"),
    ],
)
def test_sums_of_shapes_are_too(make):
    debt = rp.Debt(id="A", currency="CNY", principal="100", rate="0%")
    shape = make()
    count = 3 if shape.count() is None and not shape.open_ended else None
    with pytest.raises(rp.InputError, match="shape"):
        rp.schedule(debt, rp.Terms(instalments=count, shape=shape), "2026-12-01")


@pytest.mark.parametrize("shape", [rp.shapes.InterestOnly(3), rp.shapes.Holiday(3)])
def test_a_first_part_as_long_as_the_plan_is_refused(shape):
    debt = rp.Debt(id="A", currency="CNY", principal="100", rate="0%")
    with pytest.raises(rp.InputError, match=r"shape\.first"):
        rp.schedule(debt, rp.Terms(instalments=3, shape=shape), "2026-12-01")


WINDOWS = {
    "end before start": (("2027-02-01", "2027-01-31", "pause"), "end"),
    "a treatment of what is owed": (("2027-01-01", "2027-01-31", "spread"), "treatment"),
    "no day": (("2027-01-01", "2027-01-32", "pause"), "end"),
}


@pytest.mark.parametrize(("given_", "path"), WINDOWS.values(), ids=WINDOWS)
def test_wrong_windows(given_, path):
    with pytest.raises(rp.InputError) as caught:
        rp.Window(*given_)
    assert caught.value.path == path


def test_windows_may_touch_but_not_overlap():
    one = rp.Window("2027-01-01", "2027-01-31", "pause")
    assert rp.Terms(instalments=3, treatment={"interest": [one, rp.Window("2027-02-01", "2027-02-28", "waive")]})
    with pytest.raises(rp.InputError, match=r"treatment\.interest\.accrual"):
        rp.Terms(instalments=3, treatment={"interest": [rp.Window("2027-01-31", "2027-02-28", "waive"), one]})


def test_a_day_is_a_window():
    assert rp.Window("2028-02-29", "2028-02-29").days == 1


def test_conventions_by_name():
    assert rp.Conventions.named("us-loan") == rp.Conventions(interest_rounding="half-up", instalment_rounding="up")
    with pytest.raises(rp.InputError, match="us-loan"):
        rp.Conventions.named("us-lone")
    for wrong in ({"interest_rounding": "nearest"}, {"instalment_rounding": "ceil"}, {"unit": "0"}, {"unit": "-5"}):
        with pytest.raises(rp.InputError):
            rp.Conventions(**wrong)


def test_the_default_is_half_up_for_interest_and_up_for_instalments():
    assert rp.Conventions() == rp.Conventions(interest_rounding="half-up", instalment_rounding="up", unit=None)
