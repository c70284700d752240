"""Rates of return in columns: each row is the rate of that stream alone, whatever stands beside it."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan import columns
from repayplan.columns import rate_search, returns
from repayplan.units.dates import due_dates

START = date(2027, 1, 15)
NAN, INFINITE = float("nan"), float("inf")


def irr_alone(flows):
    try:
        return rp.irr(flows), None
    except rp.InputError as refusal:
        if not refusal.path.endswith("]"):
            return None, "no_single_rate"
        return None, "null" if refusal.value in ("None", "nan") else "not_a_number"


def apr_alone(*given, **words):
    try:
        return rp.apr(*given, **words)
    except rp.InputError:
        return None


sums = st.one_of(
    st.integers(-1000, 1000), st.integers(-(10**15), 10**15), st.just(0),
    st.decimals(-10**6, 10**6, places=2), st.floats(-1e6, 1e6).map(lambda x: round(x, 4)),
)  # fmt: skip
loans = st.builds(
    lambda lent, back: [-lent, *back], st.integers(1, 10**7), st.lists(st.integers(0, 10**6), min_size=1, max_size=24)
)
oddities = st.sampled_from([None, "ten", NAN, INFINITE, "0.00", "12.5", 1e-40, 1e40, 10**40, True])
streams = st.one_of(loans, st.lists(sums, max_size=12), st.lists(st.one_of(sums, oddities), max_size=6))


@given(st.lists(streams, min_size=1, max_size=10))
@example([[-100, 100], [-100, 0, 0, 100], [-100, 50], ["-0.01", "1000000000"], [0, 0, -100, 121], [-100, 230, -132]])
@example([[-200000000, 200000001], [-200000000, 199999999]])  # half a place: a tie, up and down
@example([[], [0], [-1], [-(2**62), 2**62 + 1], [1e-40, -1]])
@settings(deadline=None, max_examples=100)
def test_each_stream_has_the_rate_of_that_stream_alone(flows):
    out = columns.irr(flows, errors="column")
    assert list(zip(out["rate"], out["finding"], strict=True)) == [irr_alone(stream) for stream in flows]


@given(st.lists(st.lists(st.integers(-(10**6), 10**6), min_size=4, max_size=4), min_size=1, max_size=12))
@settings(deadline=None, max_examples=40)
def test_arrays_and_whole_places_say_the_same(flows):
    expected = [irr_alone(stream) for stream in flows]
    for table in (np.array(flows), np.array(flows, dtype=float), np.array(flows, dtype=object)):
        out = columns.irr(table, errors="column")
        assert list(zip(out["rate"], out["finding"], strict=True)) == expected
        whole = columns.irr(table, units="e-8", errors="column")["rate"]
        assert whole.tolist() == [0 if rate is None else int(rate.scaleb(8)) for rate, _ in expected]


def test_many_streams_are_settled_by_floats_and_right(monkeypatch):
    rng = np.random.default_rng(60)
    table = np.concatenate([-rng.integers(3_500_00, 5_500_00, (500, 1)), rng.integers(80_00, 120_00, (500, 60))], 1)
    expected = [rp.irr(row) for row in table[::7].tolist()]

    def unsettled(*given):
        raise AssertionError("the exact search was asked")

    monkeypatch.setattr(returns.returns, "irr", unsettled)
    assert columns.irr(table)["rate"][::7].tolist() == expected


def test_what_floats_cannot_settle_is_settled_exactly(monkeypatch):
    table = np.array([[-100, 39, 59, 55, 20], [-1000, 400, 400, 400, 400]])
    expected = columns.irr(table)["rate"].tolist()
    monkeypatch.setattr(rate_search, "EPSILON", 1.0)
    assert columns.irr(table)["rate"].tolist() == expected == [rp.irr(row) for row in table.tolist()]


def test_rows_stay_in_order_in_several_pieces(monkeypatch):
    monkeypatch.setattr(returns, "LANES", 7)
    monkeypatch.setattr(returns, "AT_ONCE", 3)
    table = np.array([[-1000 - k, 300, 300 + k, 500] for k in range(40)])
    assert columns.irr(table)["rate"].tolist() == [rp.irr(row) for row in table.tolist()]
    out = columns.apr([(START, -table[:, 0])], [(START + timedelta(30 * k), table[:, k]) for k in (1, 2, 3)], "eu")
    assert out["rate"].tolist() == [
        rp.apr([(START, -row[0])], [(START + timedelta(30 * k), row[k]) for k in (1, 2, 3)], "eu")
        for row in table.tolist()
    ]


def test_frames_come_back_in_their_own_make():
    rows = [[-100.0, 60.0, 60.0], [-100.0, 50.0, 60.0]]
    expected = [rp.irr(row) for row in rows]
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    pytest.importorskip("narwhals")
    index = pd.Index(["b", "a"])
    out = columns.irr(pd.DataFrame(rows, index=index, columns=["0", "1", "2"]))["rate"]
    assert isinstance(out, pd.Series) and out.tolist() == expected and out.index.equals(index)
    out = columns.irr(pl.DataFrame(rows, schema=["0", "1", "2"], orient="row"))["rate"]
    assert isinstance(out, pl.Series) and out.to_list() == expected
    out = columns.irr(pl.Series([[-100, 60, 60], [-100, 50, 60]]))["rate"]
    assert isinstance(out, pl.Series) and out.to_list() == expected
    lent = pl.Series([START, None])
    out = columns.apr([(lent, 100)], [("2028-01-15", pl.Series([110, 110]))], "eu", errors="column")
    assert out["rate"].to_list() == [Decimal("0.1"), None] and out["finding"].to_list() == [None, "null"]


def test_nothing_in_nothing_out():
    assert columns.irr([]) == {"rate": []}
    assert columns.irr(np.empty((0, 5)))["rate"].tolist() == []
    assert columns.apr([(START, [])], [(START + timedelta(30), [])], "eu", errors="column") == {
        "rate": [], "finding": [],
    }  # fmt: skip


def test_the_first_row_without_a_rate_is_named():
    with pytest.raises(rp.InputError, match=r"^row\[1\]\.flows: .*never change sign"):
        columns.irr([[-1, 2], [1, 2], [None]])
    with pytest.raises(rp.InputError, match=r"^row\[1\]\.payments\[0\]\[1\]: got None"):
        columns.apr([(START, [100, 100])], [("2028-01-15", [110, None])], "eu")


METHODS = ("us-actuarial", "eu", "uk", "cn-simple", "cn-compound")
credits_ = st.lists(
    st.tuples(
        st.integers(0, 5000), st.sampled_from([0, 0, 10, 100]), st.sampled_from([0, 0, 500]),
        st.lists(st.integers(0, 900), min_size=5, max_size=5), st.integers(0, 45),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@given(credits_, st.sampled_from(METHODS), st.sampled_from(["month", "week", "half-month", "quarter", (10, "days")]))
@settings(deadline=None, max_examples=60)
def test_each_credit_has_the_rate_of_that_credit_alone(rows, method, every):
    due = due_dates(START, every, 6)[1:]
    lent, fee, more = ([row[k] for row in rows] for k in range(3))
    advances = [(START, lent), (due[1], more)]
    payments = [(START, fee), *((day, [row[3][k] for row in rows]) for k, day in enumerate(due))]
    out = columns.apr(advances, payments, method, errors="column")["rate"]
    assert out == [
        apr_alone(
            [(START, row[0]), (due[1], row[2])], [(START, row[1]), *zip(due, row[3], strict=True)], method
        )
        for row in rows
    ]  # fmt: skip


@given(credits_, st.sampled_from(METHODS), st.sampled_from([None, "weeks", "months", "years"]))
@example([(1, 10, 0, [0] * 5, 0)], "us-actuarial", None)  # all on one day
@settings(deadline=None, max_examples=60)
def test_each_credit_on_its_own_days_too(rows, method, time):
    words = {} if method in ("us-actuarial", "cn-simple") else {"time": time}
    starts = [START + timedelta(days=row[4]) for row in rows]
    days = [[due_dates(start, "month", 6)[k] for start in starts] for k in range(1, 6)]
    fees_on = [day + timedelta(days=row[4] % 3) for day, row in zip(starts, rows, strict=True)]
    lent, fee, _ = ([row[k] for row in rows] for k in range(3))
    for make in (list, lambda column: np.array(column, dtype="datetime64[D]")):
        payments = [(make(fees_on), fee), *((make(day), [row[3][k] for row in rows]) for k, day in enumerate(days))]
        out = columns.apr([(make(starts), lent)], payments, method, errors="column", **words)["rate"]
        assert list(out) == [
            apr_alone(
                [(starts[i], row[0])],
                [(fees_on[i], row[1]), *((days[k][i], row[3][k]) for k in range(5))], method, **words,
            )
            for i, row in enumerate(rows)
        ]  # fmt: skip


@pytest.mark.parametrize("method", ["eu", "uk", "cn-simple", "cn-compound"])
def test_years_as_fractions(method):
    payments = [("1/12", [60, 50]), ("1/6", [60, 60])]
    out = columns.apr([(0, 100)], payments, method)["rate"]
    assert out == [rp.apr([(0, 100)], [("1/12", a), ("1/6", 60)], method) for a in (60, 50)]


def test_sums_of_one_day_that_nearly_cancel_are_left_to_whole_fractions():
    # 0.1 + 0.2 - 0.3 is not 0 in floats: here nothing is lent on the first day.
    advances = [(START, ["0.1", "100"]), (START, ["0.2", "0"])]
    payments = [(START, ["0.3", "0"]), ("2028-01-15", ["10", "110"])]
    out = columns.apr(advances, payments, "eu", errors="column")
    assert out["rate"] == [None, Decimal("0.1")] and out["finding"] == ["no_single_rate", None]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"method": "europe"}, "method"),
        ({"time": "moon"}, "time"),
        ({"term": "days"}, "term"),
        ({"units": "percent"}, "units"),
        ({"errors": "ignore"}, "errors"),
        ({"advances": [(START, 100)], "payments": [("2028-01-15", 110)]}, "payments"),
        ({"advances": [START]}, "advances[0]"),
        ({"advances": [("soon", [100])]}, "advances[0][0]"),
        ({"payments": [("2028-01-15", [1, 2])]}, "payments[0][1]"),
    ],
)
def test_a_wrong_argument_is_refused_by_its_name(given, path):
    right = {"advances": [(START, [100])], "payments": [("2028-01-15", [110])], "method": "eu"}
    with pytest.raises(rp.InputError) as refused:
        columns.apr(**right | given)
    assert refused.value.path == path
