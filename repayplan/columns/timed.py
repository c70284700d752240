"""Advances and payments in columns: when each is, in periods, worked out once for rows that have the same days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from repayplan.columns.cells import read_columns
from repayplan.columns.makes import SCALARS
from repayplan.columns.rate_search import Streams, settled
from repayplan.engine.returns import BY_UNIT_PERIODS, TIMES, in_periods, read_deal, read_moment, refuse_foreign, years
from repayplan.units.money import read_decimal
from repayplan.units.refusal import InputError, listed, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from repayplan.columns.makes import Make
    from repayplan.engine.returns import Words

# Sums of one day that nearly cancel are left to whole fractions: a float may have the sign wrong.
CANCELS = 1e-9
EPOCH = date(1970, 1, 1).toordinal()


def value_of(cell: Any) -> float:
    """A cell as a float; no number where it is none."""
    try:
        return float(read_decimal(cell.item() if hasattr(cell, "item") else cell, ""))
    except InputError:
        return float("nan")


def _each(read: Callable[[Any], Any], cells: list[Any]) -> list[Any]:
    """Every cell read; equal ones once, where they can be compared."""
    try:
        known = {cell: read(cell) for cell in set(cells)}
    except TypeError:
        return [read(cell) for cell in cells]
    return [known[cell] for cell in cells]


@dataclass(frozen=True)
class Pairs:
    """Pairs of days and amounts, each of them one value for every row or a column.

    Attributes:
        days: of each pair a moment, or a list of moments; advances first.
        cells: of each pair the amount, or a list or array of amounts.
        lent: how many of the pairs are advances.
        words: how moments become periods.
        count: rows.
        make: of the first column.
    """

    days: list[Any]
    cells: list[Any]
    lent: int
    words: Words
    count: int
    make: Make

    def of(self, row: int) -> tuple[list[Any], list[Any]]:
        """The advances and payments of one row."""
        pairs = [(_cell(day, row), _cell(cell, row)) for day, cell in zip(self.days, self.cells, strict=True)]
        return pairs[: self.lent], pairs[self.lent :]

    def streams(self, most: int) -> Iterator[tuple[Any, Streams, Any]]:
        """Some rows at a time: their places, their streams, and for which of them floats may settle the rate."""
        import numpy as np

        shared = all(_is_one(day) for day in self.days)
        dated = any(isinstance(day, date) for day in self.days) or not shared
        if shared and dated and not all(isinstance(day, date) for day in self.days):
            refuse("payments", self.days, "days throughout, or years as fractions throughout", "do not mix the two")
        refuse_foreign(self.words, timed=not dated)
        if not self.count or not 0 < self.lent < len(self.days):
            return
        if self.words.method in BY_UNIT_PERIODS and not dated:
            return  # a common period is found for each row by itself
        moments = self._moments(shared=shared)
        columns = [self._numbers(cells) for cells in self.cells]
        block = np.empty((len(columns), most))
        for start in range(0, self.count, most):
            lanes = slice(start, min(start + most, self.count))
            amounts = block[:, : lanes.stop - start]
            for row, column in zip(amounts, columns, strict=True):
                row[:] = column[lanes] if column.size > 1 else column
            with np.errstate(invalid="ignore"):
                if amounts.min() < 0:
                    amounts[amounts < 0] = np.nan
                np.negative(amounts[self.lent :], out=amounts[self.lent :])
                yield from self._block(lanes, amounts, moments if shared else moments[:, lanes])

    def _moments(self, *, shared: bool) -> Any:
        """Days as running numbers, years as fractions: one row a pair, one column or as many as rows."""
        import numpy as np

        if shared:
            if all(isinstance(day, date) for day in self.days):
                return np.array([day.toordinal() for day in self.days])[:, None]
            return np.array(self.days, dtype=object)[:, None]
        found = np.empty((len(self.days), self.count), dtype=np.int64)
        for row, day in zip(found, self.days, strict=True):
            if isinstance(day, list):
                row[:] = _each(lambda cell: cell.toordinal() if isinstance(cell, date) else 0, day)
            elif hasattr(day, "dtype"):
                row[:] = np.maximum(day.astype(np.int64) + EPOCH, 0)
            else:
                row[:] = day.toordinal() if isinstance(day, date) else 0
        return found

    def _numbers(self, cells: Any) -> Any:
        """A column of amounts as numbers, one where all rows have the same; no number where a cell cannot be read."""
        import numpy as np

        if isinstance(cells, np.ndarray):
            # Of shorter floats the shortest decimal is meant.
            short = cells.dtype.kind == "f" and cells.dtype != np.float64
            return cells.astype(str).astype(float) if short else cells
        if not isinstance(cells, list):
            return np.array([value_of(cells)])
        return np.array(_each(value_of, cells), dtype=float)

    def _block(self, lanes: slice, amounts: Any, moments: Any) -> Iterator[tuple[Any, Streams, Any]]:
        """The streams of some rows, those with the same periods a year together."""
        order = _order(moments)
        at = _taken(moments, order)
        net, sure = _netted(_taken(amounts, order), at)
        # A day that is none has the number 0, before every other one.
        sure &= settled(net) & (at[0] > 0 if at.shape[1] > 1 else True)
        if self.words.method not in BY_UNIT_PERIODS:
            yield lanes, Streams(net, self._years(net, at, sure), None, 1.0), sure
            return
        for some, times, odd, per_year in self._unit_periods(lanes.start, amounts, moments):
            order = _order(times)
            times, odd, mine = _taken(times, order), _taken(odd, order), _taken(amounts[:, some], order)
            yield lanes.start + some, Streams(mine, times, odd if odd.any() else None, per_year), sure[some]

    def _years(self, net: Any, at: Any, sure: Any) -> Any:
        """Years since the first sum that is lent, which is the first sum of all where floats may settle the rate."""
        import numpy as np

        first = np.where(np.isnan(net), 0, net).astype(bool).argmax(axis=0)
        if at.shape[1] == 1 and (first == first[0]).all():
            first = first[:1]
        start = np.broadcast_to(at, (len(at), len(first)))[first, np.arange(len(first))]
        if TIMES[self.words.how] is None and at.dtype != object:
            return np.maximum(at - start, 0) / 365.0
        known: dict[tuple[Any, Any], float] = {}
        pairs = [*zip(np.broadcast_to(start, (len(at), len(start))).ravel().tolist(),
                      np.broadcast_to(at, (len(at), len(start))).ravel().tolist(), strict=True)]  # fmt: skip
        for begin, end in set(pairs):
            known[begin, end] = float(years(_moment(begin), _moment(end), self.words.how)) if end > begin else 0.0
        return np.array([known[pair] for pair in pairs]).reshape(len(at), len(start))

    def _unit_periods(self, start: int, amounts: Any, moments: Any) -> Iterator[tuple[Any, Any, Any, float]]:
        """Rows with the same periods a year: times and odd parts of each pair, one column where all rows have them."""
        import numpy as np

        there = (amounts != 0).T
        keys = there if moments.shape[1] == 1 else np.concatenate([there, moments.T], axis=1)
        if (keys == keys[0]).all():
            first, inverse = np.zeros(1, dtype=np.int64), np.zeros(len(keys), dtype=np.int64)
        else:
            _, first, inverse = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        by_year: dict[float, list[tuple[int, Any]]] = {}
        for pattern, lane in enumerate(first.tolist()):
            if (found := self._pattern(start + lane, there[lane])) is not None:
                by_year.setdefault(found[1], []).append((pattern, found[0]))
        for per_year, patterns in by_year.items():
            places = np.full(len(first), -1)
            places[[pattern for pattern, _ in patterns]] = range(len(patterns))
            mine = places[inverse.ravel()]
            table = np.array([both for _, both in patterns])  # pattern, time or odd part, pair
            if len(patterns) == 1:
                yield np.flatnonzero(mine == 0), table[0, 0][:, None], table[0, 1][:, None], per_year
            else:
                some = np.flatnonzero(mine >= 0)
                yield some, table[mine[some], 0].T, table[mine[some], 1].T, per_year

    def _pattern(self, row: int, there: Any) -> tuple[Any, float] | None:
        """Times and odd parts of each pair of a row, and periods a year; None where the row has no rate."""
        import numpy as np

        lent, back = self.of(row)
        try:
            deal = read_deal(lent, back)
            flows, per_year = in_periods(deal, self.words, deal.net())
        except InputError:
            return None
        moments = [read_moment(day, "") for day, _ in (*lent, *back)]
        pairs = [k for k in range(len(moments)) if there[k]]
        pairs.sort(key=lambda k: (k >= self.lent, moments[k]))
        both = np.zeros((2, len(moments)))
        for k, flow in zip(pairs, flows, strict=True):
            both[:, k] = float(flow.time), float(flow.odd)
        return both, float(per_year)


def _order(moments: Any) -> Any:
    """How the pairs of each row stand in order of time; None where they do as they came."""
    import numpy as np

    return None if (moments[1:] >= moments[:-1]).all() else np.argsort(moments, axis=0, kind="stable")


def _taken(values: Any, order: Any) -> Any:
    """The values of each row in an order."""
    import numpy as np

    if order is None:
        return values
    return values[order[:, 0]] if order.shape[1] == 1 else np.take_along_axis(values, order, axis=0)


def _netted(amounts: Any, moments: Any) -> tuple[Any, Any]:
    """Sums in order of time with those of one moment together, in the last of them; and where none nearly cancels."""
    import numpy as np

    same = moments[1:] == moments[:-1]
    if not same.any():
        return amounts, np.ones(amounts.shape[1], dtype=bool)
    net, gross = amounts.copy(), np.abs(amounts)
    for k in np.flatnonzero(same.any(axis=1)).tolist():
        for sums in (net, gross):
            sums[k + 1] += np.where(same[k], sums[k], 0)
            sums[k] = np.where(same[k], 0, sums[k])
    return net, ((gross == 0) | (np.abs(net) > CANCELS * gross)).all(axis=0)


def _cell(value: Any, row: int) -> Any:
    """The row's own cell of a column, or the one value for all."""
    cell = value[row] if isinstance(value, list) or hasattr(value, "dtype") else value
    return cell.item() if hasattr(cell, "item") else cell


def _moment(value: Any) -> date | Fraction:
    return date.fromordinal(value) if isinstance(value, int) else value


def read_pairs(advances: Sequence[Any], payments: Sequence[Any], words: Words) -> Pairs:
    """The pairs of a call, their columns read."""
    given: dict[str, Any] = {}
    counts = []
    for path, value in (("advances", advances), ("payments", payments)):
        pairs = listed(list(value) if hasattr(value, "__next__") else value, path)
        counts.append(len(pairs))
        for k, pair in enumerate(pairs):
            if not isinstance(pair, (list, tuple)) or len(pair) != 2:
                refuse(f"{path}[{k}]", pair, "a pair of a day and an amount", "each is one value or a column")
            given[f"{path}[{k}][0]"], given[f"{path}[{k}][1]"] = pair
    given = {path: _in_days(value) for path, value in given.items()}
    # Days as the numbers that they are: only how many there are is asked here.
    columns = {
        path: value.astype("int64") if _is_days(value) else value for path, value in given.items() if not _is_one(value)
    }
    if not columns:
        refuse("payments", payments, "at least one column", "for one credit use rp.apr")
    cells, count, make = read_columns(columns)
    values = [cells.get(path, value) for path, value in given.items()]
    days = [_read_days(value, given[path], path) for value, path in zip(values[::2], [*given][::2], strict=True)]
    return Pairs(days, values[1::2], counts[0], words, count, make)


def _is_one(value: Any) -> bool:
    return isinstance(value, (*SCALARS, date)) or getattr(value, "shape", None) == () or hasattr(value, "numerator")


def _in_days(value: Any) -> Any:
    """A numpy column of moments in days; every other value as it is."""
    return value.astype("datetime64[D]") if _is_days(value) else value


def _is_days(value: Any) -> bool:
    """Whether it is a numpy column of moments."""
    return type(value).__module__ == "numpy" and value.dtype.kind == "M"


def _read_days(value: Any, given: Any, path: str) -> Any:
    """One moment, a numpy column of days, or a list of days: those that cannot be read as they came."""
    if _is_one(value):
        return read_moment(value, path)
    if _is_days(given):
        return given

    def read(cell: Any) -> Any:
        try:
            day = read_moment(cell.date() if isinstance(cell, datetime) and cell == cell else cell, path)
        except InputError:
            return cell
        return day if isinstance(day, date) else cell

    return _each(read, value.tolist() if hasattr(value, "tolist") else value)
