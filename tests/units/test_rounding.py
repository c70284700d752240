"""Rounding: five words, by hand on ties and against exact fractions everywhere else."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.units.refusal import InputError
from repayplan.units.rounding import BIAS, divide, read_rounding, to_multiple

WORDS = sorted(BIAS)


@pytest.mark.parametrize(
    ("x", "den", "up", "down", "half_up", "half_even", "half_down"),
    [
        (1, 2, 1, 0, 1, 0, 0),  # 0.5
        (3, 2, 2, 1, 2, 2, 1),  # 1.5
        (5, 2, 3, 2, 3, 2, 2),  # 2.5
        (10, 4, 3, 2, 3, 2, 2),  # 2.5, not in lowest terms
        (5, 10, 1, 0, 1, 0, 0),
        (15, 10, 2, 1, 2, 2, 1),
        (1, 3, 1, 0, 0, 0, 0),  # an odd denominator has no ties
        (2, 3, 1, 0, 1, 1, 1),
        (4, 2, 2, 2, 2, 2, 2),  # nothing to round
        (0, 7, 0, 0, 0, 0, 0),
        (9, 1, 9, 9, 9, 9, 9),
    ],
)
def test_ties_by_hand(x, den, up, down, half_up, half_even, half_down):
    found = {word: divide(x, den, word) for word in WORDS}
    assert found == {"up": up, "down": down, "half-up": half_up, "half-even": half_even, "half-down": half_down}


def exactly(x, den, word):
    """The second way: by the fraction and its distance to the whole number below."""
    value = Fraction(x, den)
    below = math.floor(value)
    over = value - below
    half = Fraction(1, 2)
    return {
        "up": math.ceil(value),
        "down": below,
        "half-up": below + (over >= half),
        "half-down": below + (over > half),
        "half-even": round(value),
    }[word]


@given(st.integers(0, 10**30), st.integers(1, 10**15), st.sampled_from(WORDS))
def test_against_exact_fractions(x, den, word):
    assert divide(x, den, word) == exactly(x, den, word)


@given(st.integers(0, 10**12), st.integers(1, 10**6), st.sampled_from(WORDS))
def test_on_ties_against_exact_fractions(whole, half, word):
    x, den = (2 * whole + 1) * half, 2 * half
    assert divide(x, den, word) == exactly(x, den, word)


def test_half_up_is_what_is_not_said():
    assert divide(5, 2) == 3


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=20), st.integers(1, 10**6), st.sampled_from(WORDS))
@pytest.mark.parametrize("kind", ["int64", "object"])
def test_a_column_agrees_with_numbers_in_every_cell(kind, cells, den, word):
    numpy = pytest.importorskip("numpy")
    column = divide(numpy.array(cells, dtype=kind), den, word)
    assert column.dtype == kind
    assert column.tolist() == [divide(x, den, word) for x in cells]


@pytest.mark.parametrize(
    ("amount", "multiple", "word", "rounded"),
    [
        (12345, 100, "up", 12400),
        (12345, 100, "down", 12300),
        (12350, 100, "half-even", 12400),
        (12250, 100, "half-even", 12200),
        (12345, 1, "up", 12345),
        (40, 100, "down", 40),  # never to nothing
        (0, 100, "up", 0),
    ],
)
def test_multiples_by_hand(amount, multiple, word, rounded):
    assert to_multiple(amount, multiple, word) == rounded


@pytest.mark.parametrize("word", WORDS)
def test_a_rounding_word(word):
    assert read_rounding(word, "rounding") == word


@pytest.mark.parametrize(
    ("word", "hint"), [("half up", "did you mean 'half-up'"), ("bankers", "use one of"), (None, "use one of")]
)
def test_another_word_is_refused(word, hint):
    with pytest.raises(InputError, match=hint):
        read_rounding(word, "rounding")
