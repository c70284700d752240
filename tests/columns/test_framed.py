"""A whole frame in, the same make out: named by a mapping, index and order kept, types that no data changes."""

from decimal import Decimal

import numpy as np
import pytest

from repayplan import InputError, columns

pd, pl, pa = (pytest.importorskip(name) for name in ("pandas", "polars", "pyarrow"))
pytest.importorskip("narwhals")

CELLS = {"key": ["a", "b", "c"], "bal": ["1000", None, "-3"], "apr": ["12%", "10%", "5%"], "n": [3, 2, 2]}
NAMES = {"principal": "bal", "annual_rate": "apr", "instalments": "n"}
WORDS = {"names": NAMES, "currency": "USD", "errors": "column"}
MAKES = {"dict": dict, "pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}
CALLS = {
    "level": (columns.level, {}),
    "totals": (columns.totals, {"instalment": "340.03"}),
    "schedule": (columns.schedule, {"as_of": "2026-12-01"}),
    "minimum_path": (columns.minimum_path, {"minimum": {"balance": "3%", "floor": "35"}}),
}


def plain(frame):
    """The cells of a frame of any make, null as None."""
    if isinstance(frame, dict):
        return frame
    if isinstance(frame, pd.DataFrame):
        return {name: [None if cell is pd.NA or cell is None else cell for cell in frame[name]] for name in frame}
    return frame.to_dict(as_series=False) if isinstance(frame, pl.DataFrame) else frame.to_pydict()


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("make", MAKES)
def test_every_make_gives_the_same_cells_back_in_its_own(make, call):
    function, more = CALLS[call]
    names = {name: column for name, column in NAMES.items() if call != "minimum_path" or name != "instalments"}
    words = WORDS | {"names": names} | more
    out = function(MAKES[make](CELLS), keep=["key"], **words)
    assert type(out) is type(MAKES[make](CELLS))
    expected = function(CELLS, keep=["key"], **words)
    assert plain(out) == expected and next(iter(expected)) == "key"
    by_columns = function(**{name: CELLS[column] for name, column in names.items()}, **words | {"names": None})
    assert {name: expected[name] for name in by_columns} == by_columns


def test_pandas_keeps_its_index_even_with_rows_of_one_name():
    frame = pd.DataFrame(CELLS, index=pd.Index([7, 7, 5], name="row"))
    out = columns.level(frame, **WORDS)
    assert out.index.equals(frame.index) and out.index.name == "row"
    assert list(out) == ["instalment", "last", "interest", "total", "months", "finding"]
    assert columns.schedule(frame, **WORDS).index.tolist() == [7, 7, 7, 7, 5]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("make", ["pandas", "polars", "pyarrow"])
@pytest.mark.parametrize("errors", ["raise", "column"])
def test_types_do_not_depend_on_the_data_and_no_rows_have_the_same_columns(make, call, errors):
    function, more = CALLS[call]
    frame = MAKES[make](CELLS)
    good = frame.slice(0, 1) if make != "pandas" else frame.iloc[:1]
    none = frame.slice(0, 0) if make != "pandas" else frame.iloc[:0]
    names = {name: column for name, column in NAMES.items() if call != "minimum_path" or name != "instalments"}
    words = WORDS | {"names": names, "errors": errors} | more

    def types(given):
        out = function(given, **words)
        if make == "pyarrow":
            return out.schema
        return out.schema if make == "polars" else [(name, str(out[name].dtype)) for name in out]

    assert types(none) == types(good)
    if errors == "column":
        assert types(frame) == types(good)
    for units in ("minor,ppm",):
        cents = {"bal": [100_000, 5], "apr": [120_000, 0], "n": [3, 1]}
        words |= {"units": units} | ({"instalment": 34_003} if call == "totals" else {})
        whole = MAKES[make](cents)
        assert types(whole) == types(whole.slice(0, 0) if make != "pandas" else whole.iloc[:0])


def test_money_is_decimal_in_arrow_and_polars():
    out = columns.level(pa.table(CELLS), **WORDS)
    assert out.schema.field("total").type == pa.decimal128(20, 2) and out.schema.field("finding").type == pa.string()
    assert out["total"].to_pylist() == [Decimal("1020.07"), None, None]
    out = columns.level(pl.DataFrame(CELLS), **WORDS | {"currency": "KWD"})
    assert out.schema["total"] == pl.Decimal(20, 3) and out["total"].to_list()[0] == Decimal(
        "1020.067"
    )  # 340.023, 340.023, 340.021
    out = columns.level(pl.DataFrame(CELLS).head(1), **WORDS | {"currency": "JPY"})
    assert out["total"].to_list() == [1020]


def test_a_column_of_an_arguments_own_name_is_that_argument_and_what_is_given_holds_for_all():
    frame = pl.DataFrame({"principal": [100_000], "annual_rate": [120_000], "instalments": [99]})
    out = columns.level(frame, instalments=3, currency="USD", units="minor,ppm")
    assert out["months"].to_list() == [3]
    parts = frame.with_columns(share=pl.lit(30_000), least=pl.lit(2_500))
    out = columns.minimum_path(
        parts, names={"minimum.balance": "share", "minimum.floor": "least"}, currency="USD", units="minor,ppm"
    )
    expected = columns.minimum_path(
        principal=[100_000],
        annual_rate=[120_000],
        minimum={"balance": "3%", "floor": 2500},
        currency="USD",
        units="minor,ppm",
    )
    assert plain(out) == expected


def test_stage_of_a_frame():
    out = columns.stage(pl.DataFrame({"late": [0, 75, 181]}), names={"days_past_due": "late"})
    assert out["stage"].to_list() == ["M0", "M3", "M6+"]
    assert columns.stage(days_past_due=np.array([1])).tolist() == ["M1"]


def test_a_record_batch_and_whatever_else_speaks_arrow_come_back_as_tables():
    batch = pa.record_batch({name: pa.array(cells) for name, cells in CELLS.items()})
    out = columns.level(batch, **WORDS)
    assert isinstance(out, pa.Table) and out["months"].to_pylist() == [3, None, None]

    class Stream:
        def __arrow_c_stream__(self, requested_schema=None):
            return pa.table(CELLS).__arrow_c_stream__(requested_schema)

    assert columns.level(Stream(), **WORDS).equals(columns.level(pa.table(CELLS), **WORDS))


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"names": {"principal": "balance"}}, "names.principal"),
        ({"names": {"balance": "bal"}}, "names.balance"),
        ({"names": NAMES, "instalments": 3}, "instalments"),
        ({"names": NAMES, "keep": ["who"]}, "keep[0]"),
        ({"names": NAMES, "keep": "key"}, "keep"),
        ({"names": {}}, "principal"),
    ],
)
def test_a_wrong_name_is_refused(given, path):
    with pytest.raises((InputError, TypeError), match=path.replace("[", r"\[")):
        columns.level(pl.DataFrame(CELLS), currency="USD", **given)


def test_a_lazy_frame_or_a_list_is_no_frame():
    for wrong in (pl.DataFrame(CELLS).lazy(), [1, 2], pd.Series([1])):
        with pytest.raises(InputError, match="a frame of pandas, polars or Arrow"):
            columns.level(wrong, **WORDS)
    with pytest.raises(InputError, match=r"names: .* a frame as the first argument"):
        columns.level(principal=[1], annual_rate=0, instalments=1, currency="USD", names={"principal": "x"})
