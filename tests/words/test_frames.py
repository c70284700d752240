"""Frames: each make gives back the very values that went in."""

import sys
from datetime import date
from decimal import Decimal

import pytest

from repayplan.units.refusal import InputError
from repayplan.words.frames import MissingLibrary, to_frame

COLUMNS = {
    "option": ["A <&", "银行", None],
    "payment": [Decimal("1066.67"), Decimal("99999999999999999999.01"), None],
    "due": [date(2027, 1, 15), None, date(2027, 3, 15)],
    "months": [60, None, 2**53 + 1],
    "strict": [True, False, True],
}
MAKES = ("pandas", "polars", "pyarrow")
READERS = {
    "pandas": lambda frame, pandas: {
        name: [None if pandas.isna(value) else value for value in frame[name].astype(object)] for name in frame
    },
    "polars": lambda frame, polars: frame.to_dict(as_series=False),
    "pyarrow": lambda frame, pyarrow: frame.to_pydict(),
}


def library(make):
    pytest.importorskip("narwhals", reason="needs the extra: frames")
    extras = "frames,arrow" if make == "pyarrow" else f"frames, and {make}: test-frames has both"
    return pytest.importorskip(make, reason=f"needs the extra: {extras}")


@pytest.mark.parametrize("make", MAKES)
def test_every_value_comes_back(make):
    module = library(make)
    frame = to_frame(COLUMNS, make)
    assert type(frame).__module__.split(".")[0] == make
    back = READERS[make](frame, module)
    assert list(back) == list(COLUMNS)
    assert back == COLUMNS
    kinds = {name: {type(value) for value in values} for name, values in back.items()}
    assert kinds["payment"] == {Decimal, type(None)}
    assert kinds["due"] == {date, type(None)}


@pytest.mark.parametrize("make", MAKES)
def test_a_finer_decimal_far_below_is_not_rounded(make):
    module = library(make)
    values = [Decimal("1.20")] * 2000 + [Decimal("0.00000001")]
    assert READERS[make](to_frame({"rate": values}, make), module)["rate"] == values


@pytest.mark.parametrize("make", MAKES)
def test_columns_without_rows(make):
    module = library(make)
    assert READERS[make](to_frame({"a": [], "b": ()}, make), module) == {"a": [], "b": []}


def test_polars_and_pyarrow_have_decimals_and_days():
    polars, pyarrow = library("polars"), library("pyarrow")
    schema = to_frame(COLUMNS, "polars").schema
    assert isinstance(schema["payment"], polars.Decimal) and schema["due"] == polars.Date
    schema = to_frame(COLUMNS, "pyarrow").schema
    assert pyarrow.types.is_decimal128(schema.field("payment").type) and schema.field("due").type == pyarrow.date32()


def test_plain_lists_need_no_library(monkeypatch):
    for name in ("narwhals", "pandas", "polars", "pyarrow", "numpy"):
        monkeypatch.setitem(sys.modules, name, None)
    assert to_frame({name: tuple(values) for name, values in COLUMNS.items()}, "dict") == COLUMNS


@pytest.mark.parametrize(
    ("make", "absent", "install"),
    [
        ("pandas", "narwhals", '"repayplan[frames]" pandas'),
        ("pandas", "pandas", '"repayplan[frames]" pandas'),
        ("polars", "polars", '"repayplan[frames]" polars'),
        ("pyarrow", "pyarrow", '"repayplan[frames,arrow]"'),
    ],
)
def test_an_absent_library_is_named_with_what_to_install(make, absent, install, monkeypatch):
    if absent != "narwhals":
        pytest.importorskip("narwhals", reason="needs the extra: frames")
    monkeypatch.setitem(sys.modules, absent, None)
    with pytest.raises(MissingLibrary) as missing:
        to_frame(COLUMNS, make)
    assert str(missing.value) == f"a {make} frame needs {absent}; pip install {install}"
    assert isinstance(missing.value, ImportError) and missing.value.name == absent


@pytest.mark.parametrize(
    ("columns", "make", "said"),
    [
        (COLUMNS, "arrow", "make: got 'arrow', .* did you mean 'pyarrow'"),
        ({"a": [1], "b": []}, "dict", "columns: got {'a': 1, 'b': 0}, expected columns of one length"),
    ],
)
def test_what_cannot_be_a_frame_is_refused(columns, make, said):
    with pytest.raises(InputError, match=said):
        to_frame(columns, make)
