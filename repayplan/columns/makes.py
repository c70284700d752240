"""The one door for columns: lists, numpy arrays, and the columns of pandas, polars and Arrow, and back again."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module
from typing import Any, NamedTuple

from repayplan.units.money import in_units
from repayplan.units.refusal import refuse
from repayplan.words.frames import MissingLibrary

DIGITS = 20  # of a decimal column: any whole number below 2**63
ARROW = {"Int64": "int64", "String": "string", "Date": "date32", "Boolean": "bool"}
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

    def numbers(self, name: str, values: Any, lost: Any, *, gaps: bool | None = None) -> Any:
        """Whole numbers; a lost one is null, or 0 in a numpy column, which has no null.

        Args:
            name: of the column.
            values: whole numbers.
            lost: which of them are none.
            gaps: whether there may be lost ones, so that the type does not depend on it; None: whether there are any.
        """
        if self.kind == "numpy":
            return values
        gaps = bool(lost.any()) if gaps is None else gaps
        if not gaps:
            return values.tolist() if self.kind == "list" else self._series(name, values)
        gappy = values.astype(object)
        gappy[lost] = None
        return self.cells(name, gappy.tolist(), dtype="Int64")

    def amounts(self, name: str, units: Any, places: int, lost: Any) -> Any:
        """Minor units as decimals of so many places; of Arrow and polars in a decimal type of 20 digits."""
        if self.kind == "frame" and (arrow := self._arrow()):
            import numpy as np

            kind, wide = arrow.decimal128(DIGITS, places), np.zeros((len(units), 2), dtype=np.int64)
            wide[:, 0] = units
            valid = np.packbits(~lost, bitorder="little")
            buffers = [arrow.py_buffer(valid), arrow.py_buffer(wide)]
            return self._from_arrow(name, arrow.Array.from_buffers(kind, len(units), buffers))
        import numpy as np

        # Nothing is made for rows that have no amount, and nought is made once.
        decimals, unit = np.full(len(units), None, dtype=object), in_units(places)
        decimals[~lost] = unit(0)
        some = np.flatnonzero(~lost & (units != 0))
        decimals[some] = list(map(unit, units[some].tolist()))
        return self.cells(name, decimals.tolist())

    def words(self, name: str, values: list[Any]) -> Any:
        """Text and nulls."""
        return self.cells(name, values, "String")

    def days(self, name: str, values: list[Any]) -> Any:
        """Days and nulls."""
        return self.cells(name, values, "Date")

    def cells(self, name: str, values: list[Any], dtype: str | None = None) -> Any:
        """Amounts, words and nulls; ``dtype`` says of what kind, where there may be none to tell it by."""
        if self.kind == "list":
            return values
        if self.kind == "frame":
            return self._series(name, values, dtype)
        import numpy as np

        column = np.empty(len(values), dtype=object)
        column[:] = values
        return column

    def _arrow(self) -> Any:
        """pyarrow, where the column is its own or one of polars that can read it; else None."""
        if _is_unchunked(self.like):
            return import_module("pyarrow")
        made = door().from_native(self.like, series_only=True).implementation
        if made.is_pandas_like():
            return None
        try:
            return import_module("pyarrow")
        except ImportError:
            return None

    def _from_arrow(self, name: str, array: Any) -> Any:
        """An Arrow array in the make of the column."""
        if _is_unchunked(self.like):
            return array
        made = door().from_native(self.like, series_only=True).implementation
        if made.is_pyarrow():
            return import_module("pyarrow").chunked_array([array])
        return import_module("polars").from_arrow(array).alias(name)

    def _series(self, name: str, values: Any, dtype: str | None = None) -> Any:
        narwhals = door()
        if _is_unchunked(self.like):
            return import_module("pyarrow").array(values, ARROW.get(dtype or ""))
        like = narwhals.from_native(self.like, series_only=True)
        if dtype and like.implementation.is_pandas_like():
            # Its default would make floats of whole numbers with gaps; words and days are objects.
            own = like.__native_namespace__()
            return own.Series(values, index=self.like.index, name=name, dtype="Int64" if dtype == "Int64" else object)
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
    try:
        return door().from_native(column, series_only=True)[rows].to_native()
    except ValueError:  # pandas takes no rows of numbers in another machine's byte order
        refuse("", f"a column of {column.dtype}", "a column in this machine's own byte order", "convert it first")


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
