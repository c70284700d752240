"""Schedules in columns: each account's rows are those of its own plan, in either order."""

import datetime
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan import InputError, columns
from repayplan.columns import accounts

AMOUNTS = ("opening", "interest", "principal", "payment", "closing")
DATES = {"as_of": "2026-12-15", "first_due": "2027-01-31"}


def alone(principal, rate, count, day_count, instalment=None):
    """One account's rows by its plan: number, due, and the amounts."""
    debt = rp.Debt(id="A", principal=principal, rate=rate, currency="CNY", day_count=day_count)
    terms = rp.Terms(instalments=count, first_due=DATES["first_due"], shape=rp.shapes.Level(instalment))
    plan = rp.schedule(debt, terms, as_of=DATES["as_of"])
    return [
        (row.number, row.due, row.opening, row.accrued, row.to_principal, row.payment, row.closing) for row in plan.rows
    ]


def rows(out, names=("account", "number", "due", *AMOUNTS)):
    return list(zip(*(out[name] for name in names), strict=True))


amounts = st.one_of(st.sampled_from((0, 1, 99)), st.integers(0, 900_000)).map(lambda cents: str(Decimal(cents) / 100))
accounts_of_all_kinds = st.lists(
    st.tuples(amounts, st.sampled_from(("0%", "12%", "18.2512345%")), st.integers(1, 14)), min_size=1, max_size=5
)


@given(
    accounts_of_all_kinds,
    st.sampled_from(("equal-periods", "actual/365", "actual/360", "30/360", "actual/actual")),
    st.sampled_from(("account", "number")),
)
@example([("1000", "12%", 3), ("500", "0%", 3)], "actual/365", "account")
@example([("1000", "12%", 3), ("500", "0%", 3)], "actual/365", "number")
@example([("0.03", "12%", 6), ("500", "0%", 3), ("0", "0%", 3)], "equal-periods", "number")
@settings(deadline=None, max_examples=100)
def test_the_rows_are_those_of_each_account_alone(given, day_count, by):
    principal, rate, counts = map(list, zip(*given, strict=True))
    out = columns.schedule(
        principal=principal, annual_rate=rate, instalments=counts, currency="CNY", day_count=day_count, by=by, **DATES
    )
    expected = [(k, *row) for k, account in enumerate(given) for row in alone(*account, day_count)]
    assert rows(out) == (expected if by == "account" else sorted(expected, key=lambda row: row[1]))


def test_a_given_instalment_and_the_names_of_accounts():
    out = columns.schedule(
        principal=["1000", "90"], annual_rate="12%", instalments=[4, 3], instalment="300", account=["b", "a"],
        currency="CNY", **DATES,
    )  # fmt: skip
    expected = [("b", *row) for row in alone("1000", "12%", 4, "equal-periods", "300")]
    expected += [("a", *row) for row in alone("90", "12%", 3, "equal-periods", "300")]
    assert rows(out) == expected and len(expected) == 5


def test_a_bad_account_has_one_row_that_says_so():
    out = columns.schedule(
        principal=["1000", None, "-5", "10"], annual_rate="12%", instalments=[2, 2, 3, 1], currency="CNY",
        errors="column", account=[7, 8, 9, 10], **DATES,
    )  # fmt: skip
    assert out["account"] == [7, 7, 8, 9, 10] and out["number"] == [1, 2, None, None, 1]
    assert out["finding"] == [None, None, "null", "negative", None]
    assert out["payment"][2:4] == [None, None] and out["due"][2] is None
    assert out["due"][1] == datetime.date(2027, 2, 28)
    with pytest.raises(InputError, match=r"principal\[1\]"):
        columns.schedule(principal=["1000", None], annual_rate="12%", instalments=2, currency="CNY")
    with pytest.raises(InputError, match=r"instalment\[0\]"):
        columns.schedule(principal=["1000"], annual_rate="12%", instalments=2, instalment=["1"], currency="CNY")


@pytest.mark.parametrize("by", ["account", "number"])
@pytest.mark.parametrize("terms", [[12], [3, 12, 7]])
def test_in_pieces_and_with_wide_lanes(monkeypatch, by, terms):
    monkeypatch.setattr(accounts, "LANES", 7)
    rng = np.random.default_rng(5)
    principal, counts = rng.integers(100, 10**6, 50), rng.choice(terms, 50)
    principal[11] = 2**60
    given = {"annual_rate": 182_500, "currency": "CNY", "units": "minor,ppm"}
    out = columns.schedule(principal=principal, instalments=counts, by=by, **given)
    names = ("account", "number", *AMOUNTS)
    assert all(out[name].dtype == np.int64 for name in names)
    found = sorted(map(tuple, np.array([out[name] for name in names]).T.tolist()))
    expected = []
    for k in range(50):
        one = columns.schedule(principal=principal[[k]], instalments=int(counts[k]), **given)
        expected += [(k, *row[1:]) for row in map(tuple, np.array([one[name] for name in names]).T.tolist())]
    assert found == expected
    key = out["account"] if by == "account" else out["number"]
    assert (np.diff(key) >= 0).all()


def test_the_rows_add_up_to_the_totals():
    given = {
        "principal": [2_800_000, 77],
        "annual_rate": 182_500,
        "instalments": 60,
        "currency": "USD",
        "units": "minor,ppm",
    }
    out, level = columns.schedule(**given), columns.level(**given)
    for k in range(2):
        mine = [row for row in rows(out, ("account", "interest", "payment")) if row[0] == k]
        assert sum(row[1] for row in mine) == level["interest"][k] and sum(row[2] for row in mine) == level["total"][k]
        assert len(mine) == level["months"][k]


def test_only_what_is_wanted():
    given = {"principal": [1000], "annual_rate": 0, "instalments": 2, "currency": "USD", "units": "minor,ppm"}
    assert list(columns.schedule(**given, amounts=["closing"])) == ["account", "number", "closing"]
    with pytest.raises(InputError, match=r"amounts\[0\]"):
        columns.schedule(**given, amounts=["paid"])
    with pytest.raises(InputError, match="by: got 'month'"):
        columns.schedule(**given, by="month")


def test_matrices_have_the_same_amounts(monkeypatch):
    monkeypatch.setattr(accounts, "LANES", 3)
    given = {
        "principal": [1000, None, 77, 2**60, 5, 0], "annual_rate": 120_000, "instalments": [3, 3, 2, 3, 3, 3],
        "currency": "CNY", "units": "minor,ppm", "errors": "column",
    }  # fmt: skip
    out, long = columns.schedule(**given, by="matrix"), columns.schedule(**given)
    assert out["finding"] == [None, "null", None, None, None, None] and out["payment"].shape == (3, 6)
    for name in AMOUNTS:
        cells = np.zeros((3, 6), dtype=np.int64)
        for account, number, amount in rows(long, ("account", "number", name)):
            if number:
                cells[number - 1, account] = amount
        assert out[name].dtype == np.int64 and (out[name] == cells).all()
    money = columns.schedule(
        **(given | {"units": None, "principal": ["10", None, "0.77", "3", "1", "0"], "annual_rate": "12%"}), by="matrix"
    )
    assert money["payment"][0, 0] == Decimal("3.41") and money["payment"][0, 1] is None
    with pytest.raises(InputError, match=r"principal\[1\]"):
        columns.schedule(**(given | {"errors": "raise"}), by="matrix")


def test_no_accounts_have_no_rows():
    out = columns.schedule(principal=[], annual_rate=[], instalments=[], currency="USD", errors="column", **DATES)
    assert out == {name: [] for name in ("account", "number", "due", *AMOUNTS, "finding")}


def test_frames_keep_the_index_of_the_account():
    pd, pl, pa = (pytest.importorskip(name) for name in ("pandas", "polars", "pyarrow"))
    given = {"annual_rate": "12%", "instalments": [2, 1], "currency": "USD"}
    out = columns.schedule(principal=pd.Series(["1000", "5"], index=["x", "y"]), account=pd.Series([8, 9]), **given)
    assert out["payment"].index.tolist() == ["x", "x", "y"] and out["account"].tolist() == [8, 8, 9]
    out = columns.schedule(principal=pl.Series(["1000", "5"]), account=pl.Series(["p", "q"]), **given)
    assert out["account"].to_list() == ["p", "p", "q"] and out["closing"].dtype == pl.Decimal
    out = columns.schedule(principal=pa.array(["1000", "5"]), account=pa.array([1, 2]), **given)
    assert out["account"].to_pylist() == [1, 1, 2] and out["number"].to_pylist() == [1, 2, 1]
