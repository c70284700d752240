"""The accounts of one call: their columns read, worked out some lanes at a time, and handed back in their order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from repayplan.columns.annuity import counted, totalled
from repayplan.columns.cells import (
    FAULTS,
    FINE,
    OVERFLOW,
    PPM,
    Column,
    first_fault,
    read_columns,
    shares,
    whole_numbers,
    yearly_rates,
)
from repayplan.engine.width import by_lane
from repayplan.units.money import PLACES, from_minor, read_currency
from repayplan.units.refusal import one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from repayplan.columns.makes import Make
    from repayplan.columns.periods import Periods

LANES = 2**14  # at a time: what a period reads and writes stays in the cache of one core
MOST_INSTALMENTS, MOST_DAYS = 3_660, 36_500
PLAIN = {"annual_rate": "rate", "instalments": "count"}
MINOR_PPM = "minor,ppm"


class Accounts:
    """The accounts of one call: their columns, read; and what is handed back.

    Args:
        currency: ISO 4217 code.
        units: ``"minor,ppm"`` or None.
        periods: of all of them.
        errors: ``raise`` or ``column``.
        kinds: what an argument is, where that is not a sum: ``rate``, ``count``, ``days`` or ``share``,
            or a function that reads it.
        given: the arguments, each a column or one value for every row.
    """

    def __init__(
        self, currency: str, units: str | None, periods: Periods, errors: str, kinds: Mapping[str, Any], **given: Any
    ) -> None:
        self.currency, self.units = read_currency(currency, "currency"), units
        if units is not None:
            one_of(units, (MINOR_PPM,), "units")
        self.periods = periods
        self.errors = one_of(errors, ("raise", "column"), "errors") or errors
        cells, self.count, self.make = read_columns(given)
        self.digits: Any = None
        self.read = {name: self._column(name, cells[name], kinds.get(name, "sum")) for name in given}
        if errors == "raise":
            first_fault(self.read.values())
        self.codes = self._worst()
        self.found: dict[str, Any] = {}

    def _column(self, name: str, cells: Any, kind: Any) -> Column:
        """One argument, read as what it is."""
        if not isinstance(kind, str):
            column: Column = kind(name, cells, self.count)
            return column
        if kind == "count":
            return whole_numbers(name, cells, self.count, low=1, high=MOST_INSTALMENTS)
        if kind == "days":
            return whole_numbers(name, cells, self.count, high=MOST_DAYS)
        if kind == "share":
            return shares(name, cells, self.count, in_ppm=self.units is not None)
        if kind == "rate" and self.units is None:
            column, self.digits = yearly_rates(name, cells, self.count)
            return column
        return whole_numbers(name, cells, self.count, 0 if self.units or kind == "rate" else PLACES[self.currency])

    def _worst(self) -> Any:
        import numpy as np

        return np.maximum.reduce([column.codes for column in self.read.values()])

    def values(self, *names: str) -> tuple[Any, ...]:
        """The whole numbers of some arguments."""
        return tuple(self.read[name].values for name in names)

    def fill(
        self,
        names: Sequence[str],
        compute: Callable[..., tuple[Any, ...]],
        columns: Sequence[Any],
        lanes: Any = None,
        keys: Mapping[str, Any] | None = None,
        rank: Any = None,
        most: int = 1,
    ) -> None:
        """Work out the named columns, for all lanes or some of them.

        Args:
            names: what ``compute`` returns.
            compute: takes the columns of some lanes, and by name ``shares``, ``den`` and what is the same for them.
            columns: what it takes.
            lanes: those that are worked out; None: all.
            keys: what has to be the same for lanes that are worked out together, besides the denominator; ``count``
                is the number of instalments where there is one.
            rank: lanes of like rank are worked out together [small whole numbers].
            most: periods, where they are not counted.
        """
        import numpy as np

        by = {} if self.digits is None else {"digits": self.digits}
        if "instalments" in self.read:
            by["count"] = self.read["instalments"].values
        by |= keys or {}
        if lanes is not None:
            by = {name: key[lanes] for name, key in by.items()}
        for name in names:
            self.found.setdefault(name, np.empty(self.count, dtype=bool if name == "stuck" else np.int64))
        for group, same in groups(self.count if lanes is None else len(lanes), by, rank):
            at = group if lanes is None else lanes[group]
            shares, parts = self.periods.shares(same.get("count", most))
            worked = partial(compute, shares=shares, den=parts * 10 ** same.pop("digits", PPM), **same)
            results, lost = by_lane(worked, [column[at] for column in columns])
            for name, result in zip(names, results, strict=True):
                self.found[name][at] = result
            if lost.any():
                self.lose(at, lost, OVERFLOW)

    def lose(self, lanes: Any, mask: Any, code: int) -> None:
        """Name what is wrong with some of the lanes, where nothing else is yet."""
        import numpy as np

        self.codes[lanes] = np.where(mask & (self.codes[lanes] == FINE), code, self.codes[lanes])

    def total(self, pay: Any, rounding: str) -> None:
        """Walk every account to its end; those that are cleared before it once more, to see when."""
        import numpy as np

        columns = (*self.values("principal", "annual_rate"), pay)
        self.fill(("last", "interest", "total", "stuck"), partial(totalled, rounding=rounding), columns)
        self.found["months"] = self.read["instalments"].values.copy()
        early = np.flatnonzero(self.found["last"] == 0)
        self.fill(("last", "interest", "total", "months"), partial(counted, rounding=rounding), columns, early)

    def handed_back(
        self, *names: str, noted: Mapping[str, Any] | None = None, words: Mapping[str, Any] | None = None,
        places: Mapping[str, int] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """The named columns in the caller's make, and the finding of each row.

        Args:
            names: of the columns.
            noted: for a column, what is no error of a row but leaves the column without a value there, as codes; then
                there always is a column ``finding``.
            words: for a column of words, what its numbers stand for.
            places: for a column of decimals that are no amounts, how many there are.
        """
        import numpy as np

        self.check()
        lost, out, said = self.codes != FINE, {}, self.codes
        for name in names:
            codes = (noted or {}).get(name)
            if codes is not None:
                said = np.where(said == FINE, codes, said)
            gone = lost if codes is None else lost | (codes != FINE)
            if words and name in words:
                said_of = words[name][np.where(gone, 0, self.found[name])]
                said_of[gone] = None
                out[name] = self.make.words(name, said_of.tolist())
            elif places and name in places and not self.units:
                out[name] = self.make.amounts(name, self.found[name] * ~gone, places[name], gone)
            else:
                out[name] = self._cells(name, self.found[name], gone, gaps=codes is not None)
        if noted or self.errors == "column":
            out["finding"] = self.make.words("finding", _words(said))
        return out

    def check(self) -> None:
        """Raise the first row that could not be worked out, unless that is said in a column."""
        lost = self.codes != FINE
        if self.errors == "raise" and lost.any():
            row = int(lost.argmax())
            self.read.get("instalment", self.read["principal"]).refuse(row, int(self.codes[row]))

    def rows(self, of: Any, number: Any, due: Sequence[date] | None, amounts: Mapping[str, Any]) -> dict[str, Any]:
        """Rows of instalments: ``of`` which account, which ``number`` (0 for a finding alone), their amounts."""
        import numpy as np

        make, lost = self.make.at(of), number == 0
        out = {"number": make.numbers("number", number, lost, gaps=self.errors == "column")}
        if due is not None:
            days = np.array([None, *due], dtype=object)[number]
            out["due"] = make.days("due", days.tolist())
        out |= {name: self._cells(name, values, lost, make) for name, values in amounts.items()}
        if self.errors == "column":
            out["finding"] = make.words("finding", _words(self.codes[of]))
        return out

    def matrices(self, amounts: Mapping[str, Any]) -> dict[str, Any]:
        """Arrays of instalments x accounts, and the finding of each account."""
        import numpy as np

        self.check()
        lost = self.codes != FINE
        out = dict(amounts)
        for name, values in amounts.items():
            if lost.any():
                values[:, lost] = 0
            if not self.units:
                cells = np.empty(values.size, dtype=object)
                cells[:] = [from_minor(value, self.currency) for value in values.ravel().tolist()]
                out[name] = cells.reshape(values.shape)
                out[name][:, lost] = None
        if self.errors == "column":
            out["finding"] = self.make.words("finding", _words(self.codes))
        return out

    def _cells(self, name: str, values: Any, lost: Any, make: Make | None = None, gaps: bool = False) -> Any:
        """One column in the caller's make."""
        make = make or self.make
        if lost.any():
            values[lost] = 0
        if self.units or name == "months":
            return make.numbers(name, values, lost, gaps=gaps or self.errors == "column")
        return make.amounts(name, values, PLACES[self.currency], lost)


def _words(codes: Any) -> list[str | None]:
    """The words of codes."""
    import numpy as np

    words: list[str | None] = np.array([word for word, *_ in FAULTS], dtype=object)[codes].tolist()
    return words


def groups(count: int, keys: Mapping[str, Any], rank: Any = None) -> Iterator[tuple[Any, dict[str, int]]]:
    """Some lanes at a time, all alike in every key; and those keys.

    Dividing by a column takes four times as long as by a number.
    """
    import numpy as np

    if not count:
        return
    apart = {name: key for name, key in keys.items() if key.min() != key.max()}
    order = None if rank is None else np.argsort(rank, kind="stable")
    if apart:
        sorted_by = [*apart.values()] if rank is None else [rank, *apart.values()]
        order = np.lexsort(sorted_by)
        turns = np.logical_or.reduce([np.diff(key[order]) != 0 for key in apart.values()])
        found: list[Any] = np.split(order, np.flatnonzero(turns) + 1)
    else:
        found = [order]
    for group in found:
        first = 0 if group is None else group[0]
        same = {name: int(key[first]) for name, key in keys.items()}
        for start in range(0, count if group is None else len(group), LANES):
            lanes = slice(start, start + LANES)
            yield lanes if group is None else group[lanes], dict(same)
