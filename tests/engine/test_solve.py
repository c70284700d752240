"""What can be the unknown: `smallest` in both drivers against a linear scan, and the exact level sum."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repayplan.engine.solve import (
    balance_cleared,
    closes,
    exact_level,
    last_row,
    present_value,
    smallest,
    smallest_column,
)
from repayplan.engine.walk import Period, walk

questions = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(-200, 200), st.integers(-5, 5))


def scan(threshold, low, high):
    """The first x in [low, high) that is good enough, else high, which is taken to be."""
    return next((x for x in range(low, high) if x >= threshold), high)


@given(questions)
def test_smallest_finds_what_a_linear_scan_finds(question):
    threshold, width, guess, low = question
    high = low + width
    asked = []

    def ok(x):
        asked.append(x)
        return x >= threshold

    assert smallest(ok, guess, low, high) == scan(threshold, low, high)
    assert all(low <= x < high for x in asked) or not width


@given(st.lists(questions, max_size=8))
def test_smallest_of_columns_finds_what_a_linear_scan_finds(questions):
    threshold, width, guess, low = (
        (np.array(part, dtype=np.int64) for part in zip(*questions, strict=True))
        if (questions)
        else [np.zeros(0, dtype=np.int64)] * 4
    )
    high = low + width
    found = smallest_column(lambda x, lanes: x >= threshold[lanes], guess, low, high)
    assert found.tolist() == [scan(*question) for question in zip(threshold, low, high, strict=True)]
    assert high.tolist() == (low + width).tolist()


def test_a_right_guess_costs_two_probes():
    asked = []
    assert smallest(lambda x: asked.append(x) or x >= 500_000, 500_000, 0, 10**6) == 500_000
    assert asked == [500_000, 499_999]
    lanes_asked = []

    def ok(x, lanes):
        lanes_asked.append(x.tolist())
        return x >= 500_000

    assert smallest_column(ok, np.array([500_000]), np.array([0]), np.array([10**6])).tolist() == [500_000]
    assert lanes_asked == [[500_000], [499_999]]


def test_a_far_guess_is_left_in_growing_steps():
    asked = []
    assert smallest(lambda x: asked.append(x) or x >= 10**12, 0, 0, 10**15) == 10**12
    assert len(asked) < 90


@given(
    st.integers(1, 10**9),
    st.lists(st.integers(0, 30_000), min_size=1, max_size=24),
    st.sampled_from((12_000_000, 1200, 365)),
)
@settings(deadline=None)
def test_the_exact_level_sum_closes_without_rounding(balance, numerators, den):
    owed, per_unit = exact_level(balance, numerators, den, [0] * len(numerators), [1] * len(numerators))
    level, left = Fraction(owed, per_unit), Fraction(balance)
    for numerator in numerators:
        left = left * (1 + Fraction(numerator, den)) - level
    assert left == 0


def test_the_exact_level_sum_with_fixed_sums_and_weights():
    # 1000 at 10 % a period: 300 fixed, then x, then 2x: 1000 * 1.331 - 300 * 1.21 - 1.1 x - 2 x = 0.
    owed, per_unit = exact_level(1000, [10] * 3, 100, [300, 0, 0], [0, 1, 2])
    assert Fraction(owed, per_unit) == Fraction(1331 - 363) / Fraction("3.1")


def test_fixed_sums_above_the_balance_leave_nothing_to_solve():
    owed, _ = exact_level(1000, [10], 100, [5000], [1])
    assert owed == 0


@given(st.integers(1, 10**6), st.lists(st.integers(0, 400), min_size=1, max_size=12))
@settings(deadline=None)
def test_the_balance_cleared_is_the_largest(payment, numerators):
    def clears(balance):
        periods = [Period(((numerator, "run"),), payment) for numerator in numerators]
        return closes(walk((balance, 0, 0, 0), periods, 1200))

    found = balance_cleared(payment, numerators, 1200)
    assert clears(found) and not clears(found + 1)


@given(st.integers(1, 10**6), st.lists(st.integers(0, 400), max_size=12))
def test_the_present_value_is_each_payment_discounted(payment, numerators):
    worth, discount = Fraction(0), Fraction(1)
    for numerator in numerators:
        discount /= 1 + Fraction(numerator, 1200)
        worth += payment * discount
    assert present_value(payment, numerators, 1200) == math.floor(worth)


def test_closes_answers_lane_by_lane():
    periods = [Period(((1, "run"),), np.array([60, 40]))] * 2
    assert closes(walk((np.array([100, 100]), 0, 0, 0), periods, 100)).tolist() == [True, False]
    assert closes(walk((100, 0, 0, 0), [Period(pay=100)], 100)) is True
    assert closes(walk((100, 0, 0, 0), [], 100)) is False


def test_the_last_row_of_none_is_none():
    assert last_row(iter(())) is None
    assert last_row(iter("abc")) == "c"


@pytest.mark.parametrize("high", [2**62, 2**40])
def test_a_wide_bracket_does_not_wrap(high):
    target = high - 3
    found = smallest_column(lambda x, lanes: x >= target, np.array([0]), np.array([0]), np.array([high]))
    assert found.tolist() == [target]


def test_rows_of_unequal_number_are_no_schedule():
    with pytest.raises(ValueError, match="zip"):
        exact_level(100, [1, 1], 100, [0, 0], [1])


def test_a_guess_outside_is_taken_in_and_the_bounds_are_never_asked():
    for guess in (-50, 5, 50):
        asked = []
        assert smallest(lambda x: asked.append(x) or x >= 7, guess, 3, 9) == 7  # noqa: B023
        assert set(asked) <= set(range(3, 9))
    assert smallest(lambda x: x / 0, 4, 4, 4) == 4


def test_columns_are_narrowed_to_the_same_whatever_the_guess():
    threshold = np.array([3, 4, 9, 0, 1000])
    low, high = np.zeros(5, dtype=np.int64), np.array([9, 4, 9, 0, 1000])
    for guess in (-5, 0, 3, 999, 10**6):
        asked = []
        found = smallest_column(
            lambda x, lanes: asked.append((x, lanes)) or x >= threshold[lanes],  # noqa: B023
            np.full(5, guess), low, high,
        )  # fmt: skip
        assert found.tolist() == [3, 4, 9, 0, 1000]
        assert all(((low[lanes] <= x) & (x < high[lanes])).all() for x, lanes in asked)
        assert len(asked) <= 21  # gallop and halve over a thousand: never a scan


def test_the_balance_cleared_goes_by_the_rounding_of_interest():
    # One period at 1/3: of 3 the interest is 1; 4 + 4/3 is 5.33, rounded down 5, up 6.
    assert balance_cleared(5, [1], 3, "down") == 4
    assert balance_cleared(5, [1], 3, "up") == 3
    assert balance_cleared(5, [1], 3) == 4
    # Interest that rounds to nothing: what is paid is what is owed.
    assert balance_cleared(1, [1, 1, 1], 10**9) == 3
    assert present_value(0, [1], 3) == 0 and balance_cleared(0, [1], 3) == 0


def test_present_value_of_payments_by_hand():
    # 110 and 121 at a tenth a period: 100 and 100; 100 paid twice: 90.9 + 82.6.
    assert present_value(110, [1], 10) == 100
    assert present_value(100, [1, 1], 10) == 173
    assert present_value(100, [], 10) == 0
