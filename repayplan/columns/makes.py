"""The one door for columns: lists, numpy arrays, and the columns of pandas, polars and Arrow, and back again."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module
from typing import Any, NamedTuple

from repayplan.units.refusal import refuse
from repayplan.words.frames import MissingLibrary

SCALARS = (str, int, float, Decimal, type(None))


class Make(NamedTuple):
    """How a column came, and so how one is handed back.

    Attributes:
        kind: ``list``, ``numpy`` or ``frame``.
        like: the caller's own column, where it came from a frame: its make and its index are kept.
    """

    kind: str
    like: Any = None

    def at(self, rows: Any) -> Make:
        """The make of a column with these rows of the caller's: those of a frame keep their index."""
        return self if self.kind != "frame" else self._replace(like=_gathered(self.like, rows))

    def numbers(self, name: str, values: Any, lost: Any) -> Any:
        """Whole numbers; a lost one is null, or 0 in a numpy column, which has no null."""
        if self.kind == "numpy":
            return values
        if not lost.any():
            return values.tolist() if self.kind == "list" else self._series(name, values)
        gappy = values.astype(object)
        gappy[lost] = None
        return self.cells(name, gappy.tolist(), dtype="Int64")

    def cells(self, name: str, values: list[Any], dtype: str | None = None) -> Any:
        """Amounts, words and nulls."""
        if self.kind == "list":
            return values
        if self.kind == "frame":
            return self._series(name, values, dtype)
        import numpy as np

        column = np.empty(len(values), dtype=object)
        column[:] = values
        return column

    def _series(self, name: str, values: Any, dtype: str | None = None) -> Any:
        narwhals = door()
        if _is_unchunked(self.like):
            made = import_module("pyarrow").array(values)
            return made.cast("int64") if dtype else made
        like = narwhals.from_native(self.like, series_only=True)
        if dtype and like.implementation.is_pandas_like():
            # Its default would make floats of whole numbers with gaps.
            values, dtype = like.__native_namespace__().array(values, dtype=dtype), None
        kind = getattr(narwhals, dtype) if dtype else None
        made = narwhals.new_series(name, values, kind, backend=like.implementation).to_native()
        if like.implementation.is_pandas_like():
            made.index = self.like.index
        return made


def at(column: Any, rows: Any, name: str, count: int) -> Any:
    """Some rows of a column, as they came; one value is the same for all rows."""
    if is_scalar(column):
        return [column] * len(rows)
    cells, make = opened(column, name)
    if len(cells) != count:
        refuse(name, f"{len(cells)} rows", f"{count} rows")
    if make.kind == "list":
        return [cells[row] for row in rows.tolist()]
    return column[rows] if make.kind == "numpy" else _gathered(column, rows)


def _gathered(column: Any, rows: Any) -> Any:
    """Some rows of a frame's column, in its own make."""
    if _is_unchunked(column):
        return column.take(import_module("pyarrow").array(rows))
    return door().from_native(column, series_only=True)[rows].to_native()


def door() -> Any:
    """narwhals, or what to install."""
    try:
        return import_module("narwhals")
    except ImportError as error:
        raise MissingLibrary("a column of a frame", "narwhals", '"repayplan[frames]"') from error


def is_scalar(value: object) -> bool:
    """Whether one value stands for every row."""
    return isinstance(value, SCALARS) or getattr(value, "shape", None) == ()


def opened(value: Any, name: str) -> tuple[Any, Make]:
    """The cells of a column, as a numpy array of numbers or as a list of plain values, and its make."""
    import numpy as np

    if isinstance(value, (list, tuple)):
        return list(value), Make("list")
    if isinstance(value, np.ndarray):
        if value.ndim != 1:
            refuse(name, f"an array of {value.ndim} dimensions", "a column of one dimension")
        plain = value.dtype.kind in "iuf" and not isinstance(value, np.ma.MaskedArray)
        return value if plain else value.tolist(), Make("numpy")
    if type(value).__module__.partition(".")[0] == "builtins":
        refuse(name, value, "a column: a list, a numpy array, or one of pandas, polars or Arrow")
    return _from_frame(value, name), Make("frame", value)


def _from_frame(value: Any, name: str) -> Any:
    """The cells of a pandas, polars or Arrow column: numbers without gaps as they are, the rest one by one."""
    try:
        chunked = import_module("pyarrow").chunked_array([value]) if _is_unchunked(value) else value
        series = door().from_native(chunked, series_only=True)
    except TypeError:
        refuse(name, f"a {type(value).__name__}", "a column: a list, a numpy array, or one of pandas, polars or Arrow")
    if (series.dtype.is_integer() or series.dtype.is_float()) and not series.null_count():
        cells = series.to_numpy()
        if cells.dtype.kind in "iuf":
            return cells
    return series.to_list()


def _is_unchunked(value: Any) -> bool:
    """Whether it is an Arrow array in one piece: narwhals knows those in chunks alone."""
    return hasattr(value, "to_pylist") and not hasattr(value, "chunks")
