"""Reading cells: exact from every plain type, and a code for everything else."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.columns.cells import FAULTS, read_columns, whole_numbers, yearly_rates
from repayplan.units.money import to_minor
from repayplan.units.rates import read_rate


def money(cells, places=2):
    """The whole numbers and the words of what is wrong."""
    opened, count, _ = read_columns({"x": cells})
    column = whole_numbers("x", opened["x"], count, places)
    return column.values.tolist(), [FAULTS[code][0] for code in column.codes.tolist()]


def rates(cells):
    opened, count, _ = read_columns({"x": cells})
    column, digits = yearly_rates("x", opened["x"], count)
    return column.values.tolist(), digits.tolist(), [FAULTS[code][0] for code in column.codes.tolist()]


AMOUNTS = [
    (0, 0, None),
    ("12.5", 1250, None),
    (Decimal("12.34"), 1234, None),
    (12, 1200, None),
    (12.34, 1234, None),
    (1.1e3, 110_000, None),
    (-0.0, 0, None),
    (0.1 + 0.2, 0, "fraction_of_minor_unit"),
    ("12.345", 0, "fraction_of_minor_unit"),
    (-0.01, 0, "negative"),
    ("-3", 0, "negative"),
    (Decimal("-0.001"), 0, "negative"),
    (None, 0, "null"),
    (float("nan"), 0, "null"),
    (float("inf"), 0, "not_a_number"),
    (True, 0, "not_a_number"),
    ("", 0, "not_a_number"),
    ("1,000", 0, "not_a_number"),
    (Decimal("NaN"), 0, "not_a_number"),
    ([1], 0, "not_a_number"),
    ("92233720368547758.07", 2**63 - 1, None),
    ("92233720368547758.08", 0, "overflow"),
    (10**40, 0, "overflow"),
]


@pytest.mark.parametrize(("cell", "value", "code"), AMOUNTS, ids=repr)
def test_a_cell_of_money(cell, value, code):
    assert money([cell]) == ([value], [code])
    if isinstance(cell, float):
        assert money(np.array([cell])) == ([value], [code])
    if type(cell) is int and cell < 2**63:
        assert money(np.array([cell])) == ([value], [code])


@given(st.lists(st.one_of(st.floats(), st.integers(-(10**9), 10**16).map(lambda cents: cents / 100)), max_size=20))
def test_floats_of_an_array_are_read_as_each_alone(cells):
    assert money(np.array(cells, dtype=float)) == money(cells)


@given(st.integers(0, 2**62), st.sampled_from((0, 2, 3, 4)))
def test_amounts_are_read_as_one_account_reads_them(units, places):
    currency = {0: "JPY", 2: "CNY", 3: "KWD", 4: "CLF"}[places]
    text = str(Decimal(units).scaleb(-places))
    assert money([text], places)[0] == [to_minor(text, currency, "")]


@pytest.mark.parametrize("dtype", [np.int8, np.int32, np.int64, np.uint8, np.uint64, np.float32])
def test_every_plain_dtype_is_read(dtype):
    assert money(np.array([0, 3, 100], dtype=dtype)) == ([0, 300, 10_000], [None] * 3)


def test_a_float_of_half_the_width_is_read_by_its_own_shortest_decimal():
    assert money(np.array([0.1, 12.34, 0.125], dtype=np.float32)) == (
        [10, 1234, 0],
        [None, None, "fraction_of_minor_unit"],
    )


def test_large_and_negative_whole_numbers_of_an_array():
    assert money(np.array([2**63 - 1, -1, 5])) == ([0, 0, 500], ["overflow", "negative", None])
    assert money(np.array([2**63 - 1, -1, 5]), places=0) == ([2**63 - 1, 0, 5], [None, "negative", None])
    assert money(np.array([2**64 - 1, 5], dtype=np.uint64), places=0) == ([0, 5], ["overflow", None])


def test_masked_and_object_and_text_arrays():
    assert money(np.ma.array([1, 2], mask=[True, False])) == ([0, 200], ["null", None])
    assert money(np.array([Decimal("1.5"), None, "2"], dtype=object)) == ([150, 0, 200], [None, "null", None])
    assert money(np.array(["1.5", "x"])) == ([150, 0], [None, "not_a_number"])
    assert money(np.array([True])) == ([0], ["not_a_number"])
    assert money([np.int64(3), np.float64(0.5)]) == ([300, 50], [None, None])


def test_an_array_that_is_what_is_wanted_is_not_copied_and_never_written_to():
    given = np.array([5, -1, 7])
    assert money(given, places=0) == ([5, 0, 7], [None, "negative", None])
    assert given.tolist() == [5, -1, 7]
    fine = np.array([5, 7])
    column = whole_numbers("x", fine, 2)
    assert column.values is fine
    assert whole_numbers("x", fine, 2, low=6).values.tolist() == [6, 7] and fine.tolist() == [5, 7]


RATES = [
    ("18.25%", 182_500, 6, None),
    ("1.5%/month", 180_000, 6, None),
    (0.1825, 182_500, 6, None),
    (Decimal("0.000001"), 1, 6, None),
    (0, 0, 6, None),
    ("120%", 1_200_000, 6, None),
    ("18.25001%", 1_825_001, 7, None),
    (0.00000012345, 12_345, 11, None),
    (1, 0, 6, "out_of_range"),
    (18.25, 0, 6, "out_of_range"),
    ("0.05%/day", 0, 6, "out_of_range"),
    ("18.25", 0, 6, "out_of_range"),
    (-0.1, 0, 6, "negative"),
    ("high", 0, 6, "not_a_number"),
    (None, 0, 6, "null"),
    (float("nan"), 0, 6, "null"),
]


@pytest.mark.parametrize(("cell", "value", "digits", "code"), RATES, ids=repr)
def test_a_cell_of_a_rate(cell, value, digits, code):
    assert rates([cell]) == ([value], [digits], [code])
    if isinstance(cell, (int, float)):
        assert rates(np.array([cell])) == ([value], [digits], [code])
    if code is None:
        assert read_rate(cell, "").yearly * 10**digits == value


def test_columns_of_one_length():
    with pytest.raises(ValueError, match="b: got '1 rows', expected 2 rows, as a has"):
        read_columns({"a": [1, 2], "b": [1]})


def test_a_table_is_no_column():
    with pytest.raises(ValueError, match="a column of one dimension"):
        read_columns({"a": np.zeros((2, 2))})
