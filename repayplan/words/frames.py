"""The one door to data frames: columns of plain values into the make that the caller asks for.

No library is loaded before the first frame. Decimals stay Decimals and days stay days: polars and pyarrow have types
for both, pandas holds them as objects.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from repayplan.units.refusal import one_of, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Make -> what to install for it.
INSTALL = {
    "dict": "",
    "pandas": '"repayplan[frames]" pandas',
    "polars": '"repayplan[frames]" polars',
    "pyarrow": '"repayplan[frames,arrow]"',
}
MAKES = tuple(INSTALL)


class MissingLibrary(ImportError):
    """An optional library is not there; the message says what to install.

    Examples:
        >>> raise MissingLibrary("a polars frame", "narwhals", '"repayplan[frames]" polars')
        Traceback (most recent call last):
        repayplan.words.frames.MissingLibrary: a polars frame needs narwhals; pip install "repayplan[frames]" polars
    """

    def __init__(self, what: str, library: str, install: str) -> None:
        super().__init__(f"{what} needs {library}; pip install {install}", name=library)


def to_frame(columns: Mapping[str, Sequence[object]], make: str) -> Any:
    """Columns as a data frame.

    Args:
        columns: names to values; all of one length, each of one kind (None where a value is missing).
        make: ``pandas``, ``polars``, ``pyarrow``, or ``dict`` for plain lists without any library.

    Returns:
        The caller's own make of frame, with the columns and rows in their order.

    Raises:
        InputError: another make, or columns of different lengths.
        MissingLibrary: the make's library, or narwhals, is not installed.

    Examples:
        >>> to_frame({"debt": ("A", "B"), "months": (12, None)}, "dict")
        {'debt': ['A', 'B'], 'months': [12, None]}
    """
    one_of(make, MAKES, "make")
    lists = {name: list(values) for name, values in columns.items()}
    lengths = {name: len(values) for name, values in lists.items()}
    if len(set(lengths.values())) > 1:
        refuse("columns", lengths, "columns of one length")
    return lists if make == "dict" else _native(lists, make)


def _native(lists: dict[str, list[object]], make: str) -> Any:
    """The frame, made by narwhals."""
    try:
        # By name: what is optional has no types here.
        narwhals, library = import_module("narwhals"), import_module(make)
        data = _with_gaps(lists, library) if make == "pandas" else lists
        return narwhals.from_dict(data, backend=make).to_native()
    except ImportError as error:
        raise MissingLibrary(f"a {make} frame", error.name or make, INSTALL[make]) from error


def _with_gaps(lists: dict[str, list[object]], pandas: Any) -> dict[str, Any]:
    """Whole numbers with gaps in the type of pandas that holds both: its default would make floats of them."""
    gappy = {name for name, values in lists.items() if {type(value) for value in values} == {int, type(None)}}
    return {name: pandas.array(values, dtype="Int64") if name in gappy else values for name, values in lists.items()}
