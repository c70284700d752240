"""Reading columns: each cell to a whole number, or to the code of what is wrong with it. No money is ever a float."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.columns.makes import is_scalar, opened
from repayplan.units.money import read_decimal
from repayplan.units.rates import read_rate, read_share
from repayplan.units.refusal import InputError, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from repayplan.columns.makes import Make

FINE, NULL, NOT_A_NUMBER, NEGATIVE, FRACTION, OUT_OF_RANGE, OVERFLOW, NEVER_CLEARS = range(8)
# Code of a row -> its word in the column `finding`, what was expected, and what to do.
FAULTS = (
    (None, "", ""),
    ("null", "a value", "fill it in, or leave the row out"),
    ("not_a_number", "a number", "clean the column first"),
    ("negative", "a number that is not negative", "a credit balance is not owed: leave the row out"),
    ("fraction_of_minor_unit", "a whole number of minor units", "round it yourself first"),
    ("out_of_range", "{range}", ""),
    ("overflow", "sums below 2**63 minor units", "leave the row out"),
    ("never_clears", "an instalment above the first period's interest", "ask for a larger instalment"),
)
LARGEST = 2**63 - 1
PPM = 6  # digits of a rate in parts per million
SHARE = 12  # digits of a share


class Column(NamedTuple):
    """A column that was read.

    Attributes:
        name: of the argument.
        raw: the cells as they came, for messages; None where one value stands for every row.
        values: whole numbers [int64]; 0 where a cell could not be read.
        codes: what is wrong with each cell.
        range: what the argument takes, for messages.
    """

    name: str
    raw: Any
    values: Any
    codes: Any
    range: str = ""

    def refuse(self, row: int, code: int) -> None:
        """Raise what is wrong with a row."""
        path = self.name if self.raw is None else f"{self.name}[{row}]"
        value = self.values[row] if self.raw is None else self.raw[row]
        _, expected, fix = FAULTS[code]
        refuse(path, value.item() if hasattr(value, "item") else value, expected.format(range=self.range), fix)


def read_columns(given: Mapping[str, Any]) -> tuple[dict[str, Any], int, Make]:
    """The cells of each argument, the number of rows, and the make of the first column: what comes back is of it."""
    cells: dict[str, Any] = {}
    count, make, first = None, None, ""
    for name, value in given.items():
        if is_scalar(value):
            cells[name] = value
            continue
        cells[name], kind = opened(value, name)
        make = make or kind
        if count is None:
            count, first = len(cells[name]), name
        elif len(cells[name]) != count:
            refuse(name, f"{len(cells[name])} rows", f"{count} rows, as {first} has")
    if count is None or make is None:
        refuse(next(iter(given)), next(iter(given.values())), "at least one column", "for one account use rp.schedule")
    return cells, count, make


def first_fault(columns: Iterable[Column]) -> None:
    """Raise the first cell that could not be read: by row, then by argument."""
    # Of columns with a fault in the same row, min keeps the earlier one.
    faulty = [column for column in columns if column.codes.any()]
    if faulty:
        column = min(faulty, key=lambda column: int((column.codes != FINE).argmax()))
        row = int((column.codes != FINE).argmax())
        column.refuse(row, int(column.codes[row]))


def whole_numbers(name: str, cells: Any, count: int, places: int = 0, low: int = 0, high: int = LARGEST) -> Column:
    """Amounts in units of 10**-places (minor units, or anything that is counted) as whole numbers."""
    import numpy as np

    column = _read(name, cells, count, lambda array: _vector(array, places), lambda cell: _cell(cell, places))
    span = f"a whole number from {low} to {high}"
    if count and (column.values.min() < low or column.values.max() > high):
        outside = (column.values < low) | (column.values > high)
        column.codes[outside & (column.codes == FINE)] = OUT_OF_RANGE
        column = column._replace(values=np.where(outside, low, column.values))
    return column._replace(range=span)


def yearly_rates(name: str, cells: Any, count: int) -> tuple[Column, Any]:
    """Rates as whole numbers of 10**-digits a year, and the digits of each: six, where no rate is finer."""
    import numpy as np

    digits = np.full(count, PPM, dtype=np.int64)
    known: dict[Any, tuple[int, int, int]] = {}

    def read(cell: Any) -> tuple[int, int, int]:
        if not isinstance(cell, str):
            return _rate(cell)
        if cell not in known:
            known[cell] = _rate(cell)
        return known[cell]

    column = _read(name, cells, count, _rate_vector, read, digits)
    return column._replace(
        range="a fraction of one from 0 to below 1, or text a year or a month such as '18.25%'"
    ), digits


def shares(name: str, cells: Any, count: int, *, in_ppm: bool = False) -> Column:
    """Shares as whole numbers of a millionth of a millionth; whole parts per million where they are given so."""
    import numpy as np

    if in_ppm and not isinstance(cells, str):
        column = whole_numbers(name, cells, count, high=10**PPM)
        return column._replace(values=column.values * 10 ** (SHARE - PPM))
    known: dict[Any, tuple[int, int]] = {}

    def read(cell: Any) -> tuple[int, int]:
        # There are few different shares: each is read once.
        if not isinstance(cell, (str, float)):
            return _share(cell)
        if cell not in known:
            known[cell] = _share(cell)
        return known[cell]

    plain = cells.tolist() if isinstance(cells, np.ndarray) else cells
    column = _read(name, plain, count, None, read)
    return column._replace(range="a share from 0% to 100%, to twelve decimals of one")


def _share(cell: Any) -> tuple[int, int]:
    """One share as a whole number of 10**-12, and its code."""
    if _is_null(cell):
        return 0, NULL
    try:
        share = read_share(cell.item() if hasattr(cell, "item") else cell, "") * 10**SHARE
    except InputError:
        _, code = _cell(cell, 0)
        return 0, code if code in (NOT_A_NUMBER, NEGATIVE) else OUT_OF_RANGE
    return (int(share), FINE) if share.denominator == 1 else (0, OUT_OF_RANGE)


def _read(name: str, cells: Any, count: int, vector: Any, reader: Any, digits: Any = None) -> Column:
    """Numbers all at once where they are plain, the rest cell by cell."""
    import numpy as np

    raw = None if is_scalar(cells) else cells
    if raw is None:
        value, code, *more = reader(cells)
        if code:
            Column(name, None, [cells], None).refuse(0, code)
        if more:
            digits[:] = more[0]
        return Column(name, None, np.full(count, value, dtype=np.int64), np.zeros(count, dtype=np.uint8))
    values, codes = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.uint8)
    slow: Any = range(count)
    if isinstance(raw, np.ndarray):
        values, codes, slow = vector(raw)
        raw_cells = raw[slow].tolist() if raw.dtype != np.float32 else [float(str(cell)) for cell in raw[slow]]
    else:
        raw_cells = list(raw)
    for row, cell in zip(slow, raw_cells, strict=True):
        values[row], codes[row], *more = reader(cell)
        if more:
            digits[row] = more[0]
    return Column(name, raw, values, codes)


def _is_null(cell: Any) -> bool:
    return cell is None or type(cell).__name__ in ("NAType", "NaTType") or (isinstance(cell, float) and cell != cell)


def _cell(cell: Any, places: int) -> tuple[int, int]:
    """One amount as whole units of 10**-places, and its code."""
    if _is_null(cell):
        return 0, NULL
    try:
        number = read_decimal(cell.item() if hasattr(cell, "item") else cell, "")
    except InputError:
        return 0, OVERFLOW if type(cell) is int and cell > 0 else NOT_A_NUMBER
    numerator, denominator = number.as_integer_ratio()
    value, rest = divmod(numerator * 10**places, denominator)
    code = NEGATIVE if value < 0 else FRACTION if rest else OVERFLOW if value > LARGEST else FINE
    return (0 if code else value), code


def _rate(cell: Any) -> tuple[int, int, int]:
    """One yearly rate as a whole number of 10**-digits, its code, and its digits."""
    if _is_null(cell):
        return 0, NULL, PPM
    try:
        rate = read_rate(cell.item() if hasattr(cell, "item") else cell, "")
    except InputError:
        _, code = _cell(cell, 0)
        return 0, code if code in (NOT_A_NUMBER, NEGATIVE) else OUT_OF_RANGE, PPM
    if rate.per == "day":
        return 0, OUT_OF_RANGE, PPM  # a daily rate counts days, and here there are no dates
    digits = next((k for k in range(PPM, 40) if (rate.yearly * 10**k).denominator == 1), None)
    value = Fraction(0) if digits is None else rate.yearly * 10**digits
    return (int(value), FINE, digits or PPM) if digits and value <= LARGEST else (0, OVERFLOW, PPM)


def _vector(array: Any, places: int) -> tuple[Any, Any, Any]:
    """Amounts of an array: values, codes, and the rows that have to be read one by one."""
    import numpy as np

    codes = np.zeros(len(array), dtype=np.uint8)
    unit = 10**places
    if array.dtype.kind == "f":
        return _float_vector(array, unit, codes)
    none = np.zeros(0, dtype=np.int64)
    if array.min(initial=0) < 0 or array.max(initial=0) > LARGEST // unit:
        codes[array > LARGEST // unit] = OVERFLOW
        codes[array < 0] = NEGATIVE
        array = np.where(codes == FINE, array, 0)
    # As it came, where it is what is wanted: a column is never written to.
    return array.astype(np.int64, copy=False) * unit if unit > 1 else array.astype(np.int64, copy=False), codes, none


def _float_vector(array: Any, unit: int, codes: Any) -> tuple[Any, Any, Any]:
    """Floats whose shortest decimal is whole units.

    Below 10**15 units no two decimals share a float: the cell is one of them where it is the float nearest to it.
    """
    import numpy as np

    wide = array.astype(np.float64)
    plain = (np.abs(wide) < 10**15 / unit) & (array.dtype == np.float64)
    units = np.rint(np.where(plain, wide, 0) * unit)
    plain &= (units / unit == wide) & (units >= 0)
    return np.where(plain, units, 0).astype(np.int64), codes, np.flatnonzero(~plain)


def _rate_vector(array: Any) -> tuple[Any, Any, Any]:
    """Rates of an array: parts per million where they are, the rest one by one."""
    import numpy as np

    values, codes, slow = _vector(array, PPM)
    # One and more is no fraction of one: read one by one, to be refused.
    return values, codes, np.union1d(slow, np.flatnonzero((values >= 10**PPM) | (codes != FINE)))
