"""What came in one make goes back in it, with its index; a column of a frame needs narwhals and says so."""

import sys
from decimal import Decimal

import numpy as np
import pytest

from repayplan import columns

INSTALMENT, LAST = Decimal("340.03"), Decimal("340.01")
GIVEN = {"annual_rate": "12%", "instalments": 3, "currency": "USD"}
MINOR = {"annual_rate": 120_000, "instalments": 3, "currency": "USD", "units": "minor,ppm"}


def test_lists_and_tuples_give_lists():
    for make in (list, tuple):
        out = columns.level(principal=make(["1000", "0"]), **GIVEN)
        assert out["instalment"] == [INSTALMENT, 0] and out["last"] == [LAST, 0] and out["months"] == [3, 0]
    out = columns.level(principal=[100_000, None], errors="column", **MINOR)
    assert out["instalment"] == [34_003, None] and out["finding"] == [None, "null"]
    assert type(out["instalment"][0]) is int


def test_arrays_give_arrays():
    out = columns.level(principal=np.array([1000.0, np.nan]), errors="column", **GIVEN)
    assert out["instalment"].dtype == object and out["instalment"].tolist() == [INSTALMENT, None]
    out = columns.level(principal=np.array([100_000, -5]), errors="column", **MINOR)
    assert out["instalment"].dtype == np.int64 and out["instalment"].tolist() == [34_003, 0]
    assert out["finding"].tolist() == [None, "negative"]


def test_pandas_gives_pandas_with_its_index():
    pd = pytest.importorskip("pandas")
    pytest.importorskip("narwhals")
    index = pd.Index(["b", "a", "b"], name="account")
    out = columns.level(principal=pd.Series(["1000", "1000", "0"], index=index), **GIVEN)
    assert out["instalment"].index.equals(index) and out["instalment"].index.name == "account"
    assert out["instalment"].tolist() == [INSTALMENT, INSTALMENT, 0] and out["instalment"].name == "instalment"
    gappy = pd.Series([100_000, None, 0], index=index, dtype="Int64")
    out = columns.level(principal=gappy, errors="column", **MINOR)
    assert str(out["instalment"].dtype) == "Int64" and out["instalment"].isna().tolist() == [False, True, False]
    assert out["instalment"].index.equals(index) and out["finding"].index.equals(index)
    assert out["finding"].tolist()[1] == "null"
    out = columns.level(principal=pd.Series([100_000.0]), **MINOR)
    assert str(out["total"].dtype) == "int64" and out["total"].tolist() == [102_007]


def test_polars_gives_polars():
    pl = pytest.importorskip("polars")
    pytest.importorskip("narwhals")
    out = columns.level(principal=pl.Series([Decimal("1000.00"), None]), errors="column", **GIVEN)
    assert isinstance(out["instalment"], pl.Series) and out["instalment"].dtype == pl.Decimal
    assert out["instalment"].to_list() == [INSTALMENT, None]
    assert out["finding"].to_list() == [None, "null"]
    out = columns.level(principal=pl.Series([100_000, None]), errors="column", **MINOR)
    assert out["months"].dtype == pl.Int64 and out["months"].to_list() == [3, None]
    assert columns.level(principal=pl.Series([100_000]), **MINOR)["last"].to_list() == [34_001]


@pytest.mark.parametrize("chunked", [False, True])
def test_arrow_gives_arrow(chunked):
    pa = pytest.importorskip("pyarrow")
    pytest.importorskip("narwhals")
    wrap = (lambda values: pa.chunked_array([values])) if chunked else pa.array
    kind = pa.ChunkedArray if chunked else pa.Array
    out = columns.level(principal=wrap(["1000", None]), errors="column", **GIVEN)
    assert all(isinstance(column, kind) for column in out.values())
    assert out["instalment"].to_pylist() == [INSTALMENT, None] and out["finding"].to_pylist() == [None, "null"]
    out = columns.level(principal=wrap([100_000, None]), errors="column", **MINOR)
    assert out["months"].type == pa.int64() and out["months"].to_pylist() == [3, None]
    assert columns.level(principal=wrap([100_000]), **MINOR)["last"].to_pylist() == [34_001]


def test_arguments_may_be_of_different_makes_and_the_first_decides():
    out = columns.level(principal=(100_000, 100_000), annual_rate=np.array([120_000, 0]), instalments=[3, 4],
                        currency="USD", units="minor,ppm")  # fmt: skip
    assert out["instalment"] == [34_003, 25_000]
    out = columns.level(principal=100_000, annual_rate=np.array([120_000, 0]), instalments=3, currency="USD",
                        units="minor,ppm")  # fmt: skip
    assert out["instalment"].tolist() == [34_003, 33_334]


def test_without_narwhals_a_frame_says_what_to_install(monkeypatch):
    pd = pytest.importorskip("pandas")
    monkeypatch.setitem(sys.modules, "narwhals", None)
    with pytest.raises(ImportError, match=r'narwhals; pip install "repayplan\[frames\]"'):
        columns.level(principal=pd.Series(["1000"]), **GIVEN)


def test_a_whole_frame_is_no_column():
    pd = pytest.importorskip("pandas")
    pytest.importorskip("narwhals")
    with pytest.raises(ValueError, match=r"principal: got 'a DataFrame', expected a column"):
        columns.level(principal=pd.DataFrame({"a": [1]}), **GIVEN)
