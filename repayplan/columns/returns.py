"""Rates of return of many streams, each the one that ``repayplan.irr`` and ``repayplan.apr`` give for it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.columns.makes import Make, door, opened
from repayplan.columns.rate_search import LARGEST, Streams, places, settled
from repayplan.columns.timed import read_pairs, value_of
from repayplan.engine import returns
from repayplan.units.money import in_units
from repayplan.units.refusal import MOST_ENTRIES, InputError, listed, one_of, refuse, under

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

LANES = 2**12  # at a time: what a pass reads and writes stays in the cache of one core
AT_ONCE = 128  # rows that are turned to columns together
MISSING = ("None", "nan", "NaT", "<NA>")


def irr(flows: Any, *, units: str | None = None, errors: str = "raise") -> dict[str, Any]:
    """The rate a period of many streams of flows one period apart, each as :func:`repayplan.irr` gives it.

    Args:
        flows: one row a stream, one column a period: a numpy array of two dimensions, a frame of pandas, polars or
            Arrow (extra ``frames``), or a list of streams, which may be of different lengths [any currency].
        units: ``"e-8"`` for rates as whole numbers of their last place, the fast way; None: Decimals.
        errors: ``raise``, or ``column``: a column ``finding`` names what is wrong with a row; others are worked out.

    Returns:
        A mapping of columns, one row a stream in the caller's order: ``rate`` a period [fraction of one, Decimals of
        8 places]. With ``errors="column"`` also ``finding``: null, or one of ``null``, ``not_a_number``,
        ``no_single_rate``; the rate of such a row is null, or 0 in a
        numpy column of whole numbers.

    Raises:
        InputError: the first row that has no rate, by its number, as ``repayplan.irr`` refuses it.
        MissingLibrary: a frame, and narwhals is not installed.

    Source:
        As ``repayplan.irr``: floats find the place and bound what they may have wrong; where that does not decide, the
        exact search for one stream does.

    Examples:
        >>> irr([["-100", "39", "59", "55", "20"], [-100, 50, 50, 50]])["rate"]
        [Decimal('0.28094842'), Decimal('0.23375193')]
    """
    import numpy as np

    _read_how(units, errors)
    rows, make = _rows(flows)
    table, count = _table(rows), len(rows)
    times = np.arange(table.shape[1], dtype=float)[:, None]
    found, certain = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=bool)
    block = np.empty((len(times), LANES))
    for start in range(0, count if len(times) else 0, LANES):
        some = slice(start, min(start + LANES, count))
        lanes = block[:, : some.stop - start]
        for k in range(start, some.stop, AT_ONCE):
            lanes[:, k - start : k - start + AT_ONCE] = table[k : min(k + AT_ONCE, some.stop)].T
        _lent_first(lanes)
        found[some], certain[some] = places(Streams(lanes, times, None, 1.0))
        certain[some] &= settled(lanes)

    def alone(row: int) -> Decimal:
        return returns.irr(rows[row].tolist() if isinstance(rows, np.ndarray) else listed(rows[row], "flows"))

    return _handed_back(found, certain, alone, make, units, errors)


def apr(
    advances: Sequence[Any],
    payments: Sequence[Any],
    method: str,
    *,
    time: str | None = None,
    term: str | None = None,
    unit_period: Any = None,
    units: str | None = None,
    errors: str = "raise",
) -> dict[str, Any]:
    """The annual percentage rate of many credits, each as :func:`repayplan.apr` gives it.

    Args:
        advances: (day, amount) pairs of what each borrower receives, as ``repayplan.apr`` takes them; each day and each
            amount is a column, or one value for every row. Days of a table of amounts: ``zip(days, table.T)``.
        payments: the same of what each borrower pays, charges included.
        method: ``us-actuarial``, ``eu``, ``uk``, ``cn-simple`` or ``cn-compound``.
        time: as for ``repayplan.apr``.
        term: as for ``repayplan.apr``.
        unit_period: as for ``repayplan.apr``.
        units: ``"e-8"`` for rates as whole numbers of their last place, the fast way; None: Decimals.
        errors: ``raise``, or ``column``: a column ``finding`` names what is wrong with a row; others are worked out.

    Returns:
        A mapping of columns, one row a credit in the caller's order, of the make of the first column: ``rate`` a year
        [fraction of one, Decimals of 8 places]. With ``errors="column"`` also ``finding``: null, or one of ``null``,
        ``not_a_number``, ``no_single_rate``; the rate of such a row is null, or 0 in a
        numpy column of whole numbers.

    Raises:
        InputError: the first row that has no rate, by its number, as ``repayplan.apr`` refuses it; or a wrong word.
        MissingLibrary: a column of a frame, and narwhals is not installed.

    Source:
        As ``repayplan.apr``. Rows with the same days are timed once.

    Examples:
        >>> payments = [("2027-02-15", ["110", "510"]), ("2027-03-15", ["0", "510"])]
        >>> apr([("2027-01-15", ["100", "1000"])], payments, "us-actuarial")["rate"]
        [Decimal('1.20000000'), Decimal('0.15964834')]
    """
    import numpy as np

    words = returns.read_words(method, time=time, term=term, unit_period=unit_period)
    _read_how(units, errors)
    pairs = read_pairs(advances, payments, words)
    found, certain = np.zeros(pairs.count, dtype=np.int64), np.zeros(pairs.count, dtype=bool)
    for lanes, streams, sure in pairs.streams(LANES):
        place, settled = places(streams)
        found[lanes], certain[lanes] = place, settled & sure

    def alone(row: int) -> Decimal:
        return returns.apr(*pairs.of(row), **words._asdict())

    return _handed_back(found, certain, alone, pairs.make, units, errors)


def _read_how(units: str | None, errors: str) -> None:
    if units is not None:
        one_of(units, ("e-8",), "units")
    one_of(errors, ("raise", "column"), "errors")


def _lent_first(lanes: Any) -> None:
    """Turn streams round that begin with what is paid, as :func:`repayplan.irr` does; in place."""
    import numpy as np

    first = lanes[0]
    if not first.all():
        at = (lanes != 0).argmax(axis=0)
        first = lanes[at, np.arange(len(at))]
    if (first < 0).all():
        np.negative(lanes, out=lanes)
    elif (first < 0).any():
        lanes *= np.where(first < 0, -1.0, 1.0)


def _rows(flows: Any) -> tuple[Any, Make]:
    """The streams, one row each: an array of floats or whole numbers, or lists of plain values; and their make."""
    import numpy as np

    if isinstance(flows, (list, tuple)):
        return list(flows), Make("list")
    if isinstance(flows, np.ndarray) and flows.ndim == 2:
        if flows.dtype.kind in "iu" or flows.dtype == np.float64:
            return flows, Make("numpy")
        # Of shorter floats the shortest decimal is meant.
        return (flows.astype(str).astype(float) if flows.dtype.kind == "f" else flows.tolist()), Make("numpy")
    if not hasattr(flows, "columns"):
        rows, make = opened(flows, "flows")
        if isinstance(rows, np.ndarray):
            refuse(
                "flows", f"a column of {rows.dtype}", "one row a stream", "give lists, or an array of two dimensions"
            )
        return rows, make
    frame = door().from_native(flows, eager_only=True)
    make = Make("frame", frame[frame.columns[0]].to_native())
    return [list(row) for row in frame.iter_rows()], make


def _table(rows: Any) -> Any:
    """The streams as one table of numbers: nothing where a shorter one has ended, no number where a cell is none."""
    import numpy as np

    if isinstance(rows, np.ndarray):
        return rows
    streams = [row if isinstance(row, (list, tuple)) else (None,) for row in rows]
    longest = max(map(len, streams), default=0)
    if longest > MOST_ENTRIES:
        refuse("flows", f"{longest} periods", f"at most {MOST_ENTRIES} periods in a stream")
    table = np.zeros((len(streams), longest))
    for row, cells in zip(table, streams, strict=True):
        plain = all((type(cell) is float or type(cell) is int) and -LARGEST < cell < LARGEST for cell in cells)
        row[: len(cells)] = cells if plain else [*map(value_of, cells)]
    return table


def _handed_back(
    found: Any, certain: Any, alone: Callable[[int], Decimal], make: Make, units: str | None, errors: str
) -> dict[str, Any]:
    """The rates in the caller's make: those that floats could not settle worked out one by one."""
    import numpy as np

    rates: Any = found if units else np.frompyfunc(in_units(8), 1, 1)(found)
    findings: list[str | None] = [None] * len(found)
    lost = np.zeros(len(found), dtype=bool)
    for row in (~certain).nonzero()[0].tolist():
        try:
            with under(f"row[{row}]"):
                rates[row] = _in_places(alone(row)) if units else alone(row)
        except InputError as refusal:
            if errors == "raise":
                raise
            lost[row], findings[row] = True, _finding(refusal)
            rates[row] = 0 if units else None
    if units:
        out = {"rate": make.numbers("rate", rates, lost)}
    else:
        out = {"rate": rates if make.kind == "numpy" else make.cells("rate", rates.tolist())}
    return out if errors == "raise" else out | {"finding": make.cells("finding", findings)}


def _in_places(rate: Decimal) -> int:
    """A rate as a whole number of its last place, refused where no column holds it."""
    places = int(rate.scaleb(8))
    if places >= 2**63:
        refuse("rate", str(rate), "a rate below 2**63 in its last place", 'leave out units="e-8"')
    return places


def _finding(refusal: InputError) -> str:
    """The word for what one row was refused for: a cell of it, or all of it."""
    if not refusal.path.endswith("]"):
        return "no_single_rate"
    return "null" if refusal.value in MISSING else "not_a_number"
