"""Columns: a row's results depend on that row alone, wherever a frame is cut, whatever order it is in."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from repayplan import columns
from repayplan.columns import accounts

CENTS = st.one_of(st.sampled_from((0, 1, 99, 10_000)), st.integers(0, 900_000), st.integers(2**52, 2**62))
CELL = st.one_of(CENTS, st.sampled_from((None, -1, "x", 1.5)))
RATES = st.one_of(st.sampled_from((0, 120_000, 182_500)), st.integers(0, 400_000), st.sampled_from((None, -5)))
CALLS = {
    "level": (columns.level, ("principal", "annual_rate", "instalments"), {}),
    "totals": (
        columns.totals,
        ("principal", "annual_rate", "instalment", "instalments", "interest"),
        {"treatment": {"interest": "defer"}, "fee_per_instalment": 7},
    ),
    "schedule": (columns.schedule, ("account", "principal", "annual_rate", "instalments"), {"as_of": "2026-12-15"}),
    "minimum_path": (
        columns.minimum_path,
        ("principal", "annual_rate", "interest"),
        {"minimum": {"balance": 30_000, "floor": 2_500}, "most_months": 120},
    ),
    "concession": (columns.concession, ("principal", "annual_rate", "payment"), {"most_months": 24}),
    "statement": (columns.statement, ("principal", "interest", "days_past_due"), {"minimum": "cn/usual-10"}),
}
FINE = {"currency": "CNY", "units": "minor,ppm", "errors": "column"}
OVERFLOWS = {"principal": 2**62, "annual_rate": 400_000, "instalments": 60, "interest": 2**62, "instalment": 2**61,
             "payment": 5, "days_past_due": 0, "account": 99}  # fmt: skip


def cells(name):
    """What a column may hold."""
    if name == "instalments":
        return st.one_of(st.sampled_from((1, 2, 3, 12, 60)), st.sampled_from((None, 0)))
    if name == "days_past_due":
        return st.sampled_from((0, 1, 30, 31, 181, None, -1))
    return {"annual_rate": RATES, "account": st.integers(0, 99)}.get(name, CELL)


@st.composite
def frames(draw, names):
    """Some rows, one of which may need more than 64 bits."""
    rows = draw(st.lists(st.fixed_dictionaries({name: cells(name) for name in names}), min_size=1, max_size=8))
    if draw(st.booleans()):
        rows.insert(draw(st.integers(0, len(rows))), {name: OVERFLOWS[name] for name in names})
    return rows


def called(call, rows):
    """A row of results for each row; of a schedule, those of one account together."""
    function, names, more = CALLS[call]
    if call == "schedule":
        rows = [row | {"account": k} for k, row in enumerate(rows)]
    given = {name: [row[name] for row in rows] for name in names}
    out = function(**given, **more, **FINE)
    found = list(zip(*out.values(), strict=True))
    if call != "schedule":
        return found
    return [[row[1:] for row in found if row[0] == k] for k in range(len(rows))]


@pytest.mark.parametrize("call", CALLS)
@given(st.data())
@settings(deadline=None, max_examples=25)
def test_cut_anywhere_or_shuffled_each_row_stays_what_it_is(call, data):
    rows = data.draw(frames(CALLS[call][1]))
    whole = called(call, rows)
    assert len(whole) == len(rows)
    cut = data.draw(st.integers(0, len(rows)))
    assert called(call, rows[:cut]) + called(call, rows[cut:]) == whole
    order = data.draw(st.permutations(range(len(rows))))
    assert called(call, [rows[k] for k in order]) == [whole[k] for k in order]
    for k, row in enumerate(rows):
        assert called(call, [row]) == [whole[k]]


@pytest.mark.parametrize("call", CALLS)
def test_no_rows_have_the_same_columns(call):
    function, names, more = CALLS[call]
    some = function(**{name: [OVERFLOWS[name] % 1000 + 1] for name in names}, **more, **FINE)
    none = function(**{name: [] for name in names}, **more, **FINE)
    assert list(none) == list(some) and not any(map(len, none.values()))
    array = {name: np.array([], dtype=np.int64) for name in names}
    kinds = {name: column.dtype for name, column in function(**array, **more, **FINE).items()}
    one = {name: np.array([OVERFLOWS[name] % 1000 + 1]) for name in names}
    assert {name: column.dtype for name, column in function(**one, **more, **FINE).items()} == kinds


@pytest.mark.parametrize("call", CALLS)
@example(1)
@example(3)
@given(st.integers(1, 9))
@settings(deadline=None, max_examples=3)
def test_however_many_lanes_are_walked_at_a_time(call, lanes):
    rng = np.random.default_rng(6)
    names = CALLS[call][1]
    rows = [
        {name: int(rng.choice([2, 7, 12])) if name == "instalments" else int(rng.integers(0, 90_000)) for name in names}
        | ({"days_past_due": 3} if "days_past_due" in names else {})
        for _ in range(30)
    ]
    whole, usual = called(call, rows), accounts.LANES
    try:
        accounts.LANES = lanes
        assert called(call, rows) == whole
    finally:
        accounts.LANES = usual
