"""The Arrow door: batches cut anywhere, and the engines that people run, give what one frame here gives."""

import pickle
import shutil
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import repayplan as rp
from repayplan import InputError, columns

pa = pytest.importorskip("pyarrow")
pytest.importorskip("narwhals")
ROWS = 100_000
WORDS = {
    "level": {
        "names": {"principal": "owed", "annual_rate": "apr", "instalments": "n"}, "keep": ["id"], "currency": "EUR",
    },
    "minimum_path": {
        "names": {"principal": "owed", "annual_rate": "apr", "minimum.floor": "least"}, "keep": ["id"],
        "currency": "EUR", "units": "minor,ppm",
    },
}  # fmt: skip


def accounts(rows=ROWS, units=None):
    """Accounts with some bad rows among them: nulls, credits, an amount that is too large, a number that is none."""
    rng = np.random.default_rng(9)
    owed, rate = rng.integers(1, 2_000_000, rows), rng.integers(0, 300_000, rows)
    number, bad = rng.choice([6, 24, 60], rows), rng.integers(0, 97, rows)
    owed[bad == 1] = -5
    least = pa.array(rng.integers(500, 9_000, rows))
    if units:
        owed[bad == 2] = 2**62
        columns = {"owed": pa.array(owed, mask=bad == 0), "apr": pa.array(rate, mask=bad == 3)}
    else:
        money = [None if b == 0 else Decimal(int(cents)).scaleb(-2) for cents, b in zip(owed, bad, strict=True)]
        rates = ["high" if b == 3 else f"{Decimal(int(ppm)).scaleb(-4)}%" for ppm, b in zip(rate, bad, strict=True)]
        columns = {"owed": pa.array(money, pa.decimal128(12, 2)), "apr": pa.array(rates)}
    table = {"id": pa.array(np.arange(rows)), **columns, "n": pa.array(number), "least": least}
    return pa.table(table)


ADVISED = {
    "names": {"principal": "owed"}, "keep": ["id"], "currency": "EUR", "as_of": "2026-12-15", "rules": "cn",
    "max_months": 24, "cash": "150", "keep_back": "20",
}  # fmt: skip


def households(rows=ROWS):
    """A household of one card a row, some bad rows among them."""
    rng = np.random.default_rng(11)
    owed, bad = rng.integers(100_00, 9_000_00, rows) / 100, rng.integers(0, 997, rows)
    owed[bad == 1] = -5.0
    income = rng.integers(1_500_00, 3_000_00, rows)
    spending = np.maximum(income - rng.integers(-100_00, 600_00, rows), 0)
    return pa.table({
        "id": pa.array(np.arange(rows)), "owed": pa.array(owed, mask=bad == 0), "kind": ["credit_card"] * rows,
        "rate": pa.array(rng.integers(0, 30, rows) / 100), "income": income / 100, "spending": spending / 100,
    })  # fmt: skip


def test_batches_cut_anywhere_give_the_same():
    table, level = accounts(300), columns.door("level", **WORDS["level"])
    whole = columns.level(table, errors="column", **WORDS["level"])
    assert whole.column_names == ["id", "instalment", "last", "interest", "total", "months", "finding"]
    assert set(whole["finding"].to_pylist()) == {None, "null", "negative", "not_a_number"}
    assert level.schema(table.schema) == whole.schema
    rng = np.random.default_rng(1)
    for _ in range(5):
        cuts = [0, *sorted(rng.integers(0, 300, 6).tolist()), 300]
        batches = [
            table.slice(a, b - a).combine_chunks().to_batches() or [pa.RecordBatch.from_pylist([], table.schema)]
            for a, b in pairwise(cuts)
        ]
        parts = list(level.each(batch for few in batches for batch in few))
        assert all(part.schema == whole.schema for part in parts)
        assert pa.Table.from_batches(parts).combine_chunks() == whole.combine_chunks()


def test_households_cut_anywhere_give_the_same():
    table, advise = households(1_200), columns.door("advise", **ADVISED)
    whole = columns.advise(table, errors="column", **ADVISED)
    assert whole.column_names[:2] == ["id", "kind"] and advise.schema(table.schema) == whole.schema
    assert {"owed: got -5.0", "owed: got None"} < {str(said).partition(",")[0] for said in whole["refused"].to_pylist()}
    for cut in (0, 1, 700):
        parts = [columns.advise(part, errors="column", **ADVISED) for part in (table.slice(0, cut), table.slice(cut))]
        assert pa.concat_tables(parts).combine_chunks() == whole.combine_chunks()
    with pytest.raises(InputError, match=r"^frame\[\d+\]\.owed: got"):
        columns.advise(table, **ADVISED)
    with pytest.raises(InputError, match=r"principal"):
        columns.advise(table, currency="EUR", as_of="2026-12-15")


def test_a_door_travels_to_another_process():
    level = columns.door("minimum_path", minimum=rp.Minimum(balance="3%", floor="35"), currency="USD")
    assert pickle.loads(pickle.dumps(level)) == level


def test_another_function_is_refused():
    with pytest.raises(InputError, match=r"function: got 'levels'.*'level'"):
        columns.door("levels")


def test_one_bad_row_is_an_error_only_where_it_is_asked_for():
    table = accounts(200)
    assert columns.door("level", **WORDS["level"])(table.to_batches()[0]).num_rows == 200
    with pytest.raises(InputError):
        columns.door("level", **WORDS["level"], errors="raise")(table.to_batches()[0])


def minimum_words():
    return WORDS["minimum_path"] | {"names": WORDS["minimum_path"]["names"] | {"minimum.balance": "share"}}


def both():
    """What each engine is asked: decimals and text, and whole minor units."""
    yield "level", accounts(), WORDS["level"]
    whole = accounts(units="minor,ppm")
    yield "advise", households(), ADVISED
    yield "minimum_path", whole.append_column("share", pa.array(np.full(ROWS, 30_000))), minimum_words()


def test_polars_lazy_gives_the_same():
    pl = pytest.importorskip("polars")
    for name, table, words in both():
        frame = pl.from_arrow(table)
        expected = getattr(columns, name)(frame, errors="column", **words)
        lazy = columns.door(name, **words).polars(frame.lazy())
        assert lazy.collect_schema() == expected.schema
        assert lazy.collect().equals(expected, null_equal=True)


def test_dask_gives_the_same():
    pd = pytest.importorskip("pandas")
    dask = pytest.importorskip("dask.dataframe")
    for name, table, words in both():
        frame = table.to_pandas(types_mapper=pd.ArrowDtype)
        found = columns.door(name, **words).dask(dask.from_pandas(frame, npartitions=7)).compute(scheduler="sync")
        expected = getattr(columns, name)(frame, errors="column", **words)
        assert list(found) == list(expected)
        for column in expected:
            one, two = ([None if pd.isna(cell) else cell for cell in out[column]] for out in (found, expected))
            assert one == two


@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support:FutureWarning", "ignore::ResourceWarning")
def test_spark_gives_the_same(monkeypatch):
    pytest.importorskip("pyspark")
    if not shutil.which("java"):
        pytest.skip("Spark needs a Java runtime")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", str(Path(rp.__file__).parents[1]))
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2").config("spark.driver.host", "127.0.0.1").getOrCreate()
    )  # fmt: skip
    try:
        for name, table, words in both():
            frame = session.createDataFrame(table).repartition(3)
            found = columns.door(name, **words).spark(frame).toArrow().sort_by("id")
            expected = getattr(columns, name)(table, errors="column", **words)
            assert found.column_names == expected.column_names
            for column in expected.column_names:
                assert found[column].to_pylist() == expected[column].to_pylist()
    finally:
        session.stop()
