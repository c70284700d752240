"""Judging in columns is judging one by one."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.columns import judge

WORDS = {"currency": "JPY", "units": "minor,ppm"}
MONTHS = ["2026-12", "2027-01", "2027-02", "2027-03"]
SUM = st.integers(0, 40)
MONTHLY = st.lists(SUM, min_size=4, max_size=4)
ROW = st.tuples(SUM, MONTHLY, MONTHLY, MONTHLY, SUM, SUM)


def one(row, keep_back):
    """A household by itself, through the front door."""
    cash, income, spending, payment, own, reserve = row
    by = lambda sums: dict(zip(MONTHS, map(str, sums), strict=True))  # noqa: E731
    home = rp.Household(
        currency="JPY", cash=cash, keep_back=own if keep_back is None else keep_back, reserve=reserve,
        incomes=[rp.Income("in", by_month=by(income))], spending=[rp.Spending("out", by_month=by(spending))],
    )  # fmt: skip
    debt = rp.Debt(id="A", currency="JPY", principal=str(sum(payment) + 1), rate="0%")
    shape = rp.shapes.GivenAmounts([str(sum_) for sum_ in payment])
    return rp.judge([rp.schedule(debt, rp.Terms(shape=shape), "2026-12-01")], home).declared


def months(column):
    return [np.array([row[k] for row in column]) for k in range(4)]


@settings(max_examples=60)
@given(st.lists(ROW, min_size=1, max_size=6), st.sampled_from([None, "10%", "50%", "40% up to 5", "100%"]))
def test_a_lane_is_a_household(rows, keep_back):
    columns = list(zip(*rows, strict=True))
    out = judge(
        cash=np.array(columns[0]), income=months(columns[1]), spending=months(columns[2]), payment=months(columns[3]),
        keep_back=np.array(columns[4]) if keep_back is None else keep_back, reserve=np.array(columns[5]),
        **(WORDS if keep_back != "40% up to 5" else {"currency": "JPY"}),
    )  # fmt: skip
    for i, row in enumerate(rows):
        found = one(row, keep_back)
        short, over = found.short_of_cash, found.short_of_surplus
        assert out["verdict"][i] == found.verdict
        assert (out["short_month"][i], out["short_by"][i]) == (
            (0, 0) if short is None else (MONTHS.index(short[0]) + 1, short[1])
        )
        assert (out["over_month"][i], out["over_by"][i]) == (
            (0, 0) if over is None else (MONTHS.index(over[0]) + 1, over[1])
        )
        assert out["least_margin"][i] == found.least_margin
        assert out["least_cash"][i] == min(found.cash_path)


def test_the_same_in_every_month_is_said_once():
    once = judge(cash=[0, 5], income=[10, 10], spending=4, payment=[6, 7], months=4, **WORDS)
    each = judge(cash=[0, 5], income=[[10, 10]] * 4, spending=4, payment=[6, 7], **WORDS)
    table = judge(cash=np.array([0, 5]), income=np.full((2, 4), 10), spending=4, payment=np.array([6, 7]), **WORDS)
    assert once == each
    assert once["verdict"] == ["comfortable", "needs savings"] == table["verdict"].tolist()
    assert once["least_cash"] == [0, 1]
    named = judge(cash=[0, 5], income={month: [10, 10] for month in MONTHS}, spending=4, payment=[6, 7], **WORDS)
    assert named == once


def test_both_ledgers_and_decimals():
    out = judge(
        cash=["0"], income=["1000.50"], verified_income=["900"], spending=["900"], payment="100.50", months=2,
        currency="CNY",
    )  # fmt: skip
    assert (out["verdict"], out["verified_verdict"]) == (["comfortable"], ["not affordable"])
    assert out["verified_short_by"] == [Decimal("100.50")]
    assert out["least_margin"] == [Decimal("0.00")]


def test_in_many_chunks_and_in_frames():
    rng = np.random.default_rng(3)
    given = {
        "cash": rng.integers(0, 90, 40_000),
        "income": rng.integers(0, 90, (40_000, 3)),
        "spending": 40,
        "payment": 9,
    }
    whole = judge(**given, **WORDS)
    at = [0, 16_383, 16_384, 39_999]
    few = judge(**{name: value if isinstance(value, int) else value[at] for name, value in given.items()}, **WORDS)
    for name, column in few.items():
        assert column.tolist() == whole[name][at].tolist()


def test_frames_come_back_as_frames():
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("narwhals")
    frame = pandas.DataFrame({"cash": [1, 2], "pay": [3, 4]}, index=[7, 8])
    out = judge(cash=frame["cash"], income=frame["pay"], spending=0, payment=3, months=2, **WORDS)
    assert out["least_margin"].to_dict() == {7: 0, 8: 1}


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"cash": [-1, 2]}, "cash[0]"),
        ({"income": [[1, 2], [1, None]]}, "income[1][1]"),
        ({"income": [[1, 2]] * 2, "payment": [[1, 2]] * 3}, "payment"),
        ({"months": 0}, "months"),
        ({"income": [[1, 2]] * 2, "months": 3}, "income"),
        ({"currency": "XYZ"}, "currency"),
        ({"units": "cents"}, "units"),
        ({"keep_back": "110%"}, "keep_back"),
        ({"keep_back": "10% up to 5"}, "keep_back"),
        ({"cash": [2**62, 1]}, "cash[0]"),
        ({"income": {}}, "income"),
    ],
)
def test_what_is_refused(more, path):
    fields = {"cash": [1, 2], "income": [1, 2], "spending": 1, "payment": 1, "months": None} | WORDS
    with pytest.raises(rp.InputError) as caught:
        judge(**(fields | more))
    assert caught.value.path == path
