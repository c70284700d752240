"""Survival-weighted expectations: plain totals without a hazard, and a crossover that can be computed."""

from decimal import Decimal
from fractions import Fraction

import pytest

import repayplan as rp
from tests.options.building import case, debt


def thirty_six_or_sixty():
    """3,600 at no interest and 120 a month there: 36 of 100 and 60 of 60 are both on the menu of a stated programme."""
    return rp.advise(case(debt("A", "3600", "12%"), income="1020", rules="cn", limits={"max_months": 60}))


def test_without_a_hazard_the_order_is_that_of_plain_totals():
    menu = thirty_six_or_sixty()
    rows = menu.survival(0).rows
    assert [row.expected for row in rows] == sorted((option.total_paid for option in menu.options), reverse=True)
    assert all(row.expected == row.paid and row.kept == 1 for row in rows)


def test_each_payment_counts_by_the_chance_that_the_plan_is_kept_to_then():
    menu = thirty_six_or_sixty()
    for row in menu.survival("2%").rows:
        exact = sum(
            (Fraction(payment) * Fraction(98, 100) ** k for k, payment in enumerate(row.option.payments, 1)),
            Fraction(0),
        )
        if not row.option.feasibility.declared.dues.at_once:
            assert abs(Fraction(row.expected) - exact) <= Fraction(1, 200)
            assert row.kept == round(Decimal("0.98") ** len(row.option.payments), 4)


def test_a_longer_plan_that_pays_more_falls_behind_at_a_hazard_that_can_be_computed():
    menu = thirty_six_or_sixty()
    longest = next(o for o in menu.options if o.shape == "longest" and "interest-run" in o.id)
    fewest = next(o for o in menu.options if o.shape == "fewest" and "interest-run" in o.id)
    assert longest.total_paid > fewest.total_paid
    crossover = menu.survival(0).crossover(longest.id, fewest.id)
    at = Decimal(crossover.rstrip("%")) / 100

    def gap(hazard):
        rows = {row.option.id: row.expected for row in menu.survival(hazard).rows}
        return rows[longest.id] - rows[fewest.id]

    assert gap(at - Decimal("0.0001")) > 0 >= gap(at)
    assert gap(at + Decimal("0.01")) < 0
    assert menu.survival(0).crossover(fewest.id, longest.id) == crossover


def test_where_one_stays_ahead_there_is_no_crossover():
    menu = rp.advise(rp.sample("unemployed-three-cards"))
    stopped, running = menu.options[0], next(o for o in menu.options if o.concession["interest"] == 0)
    assert menu.survival("1%").crossover(stopped.id, running.id) is None


def test_what_is_paid_on_the_first_day_cannot_fail():
    menu = rp.advise(rp.sample("able-not-willing"))
    now = next(row for row in menu.survival("30%").rows if row.option.kind == "pay_now")
    assert now.expected == now.paid and now.kept == 1


def test_the_hazard_is_printed_and_not_calibrated_unless_a_source_is_named():
    menu = thirty_six_or_sixty()
    assert "2%" in menu.survival("2%").text() and "not calibrated" in menu.survival(0.02).text()
    assert "未经校准" in menu.survival("2%").text("zh") and "中止率" in menu.survival("2%").text("zh")
    assert "our book" in menu.survival("2%", source="our book").text()
    assert menu.survival("2%").to_dict()["hazard"] == "2%"


@pytest.mark.parametrize("hazard", ["-1%", "120%", "often", None, 2])
def test_a_hazard_that_is_no_chance_is_refused(hazard):
    with pytest.raises(rp.InputError) as refused:
        thirty_six_or_sixty().survival(hazard)
    assert refused.value.path == "hazard"


def test_it_has_a_frame():
    found = rp.advise(rp.sample("dmp-four-cards")).survival("2%")
    frame = found.to_frame("dict")
    assert frame["option"] == [row.option.id for row in found.rows]
    assert frame["expected"] == [row.expected for row in found.rows] and set(frame) == {
        "option",
        "expected",
        "paid",
        "kept",
    }
