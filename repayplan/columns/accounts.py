"""The accounts of one call: their columns read, worked out some lanes at a time, and handed back in their order."""

from __future__ import annotations

from datetime import date
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
    whole_numbers,
    yearly_rates,
)
from repayplan.engine.width import by_lane
from repayplan.units.dates import due_date, period_share, read_every
from repayplan.units.money import PLACES, from_minor, read_currency
from repayplan.units.refusal import one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LANES = 2**14  # at a time: what a period reads and writes stays in the cache of one core
MOST_INSTALMENTS = 3_660
MINOR_PPM = "minor,ppm"


class Accounts:
    """The accounts of one call: their columns, read; and what is handed back."""

    def __init__(self, currency: str, units: str | None, every: Any, errors: str, **given: Any) -> None:
        self.currency, self.units = read_currency(currency, "currency"), units
        if units is not None:
            one_of(units, (MINOR_PPM,), "units")
        self.share, self.parts = _share_of_year(every)
        self.errors = one_of(errors, ("raise", "column"), "errors") or errors
        cells, self.count, self.make = read_columns(given)
        places = PLACES[currency] if units is None else 0
        self.read: dict[str, Column] = {}
        self.digits: Any = None
        for name in given:
            if name == "instalments":
                column = whole_numbers(name, cells[name], self.count, low=1, high=MOST_INSTALMENTS)
            elif name == "annual_rate" and units is None:
                column, self.digits = yearly_rates(name, cells[name], self.count)
            else:
                column = whole_numbers(name, cells[name], self.count, 0 if name == "annual_rate" else places)
            self.read[name] = column
        if errors == "raise":
            first_fault(self.read.values())
        self.codes = self._worst()
        self.found: dict[str, Any] = {}

    def _worst(self) -> Any:
        import numpy as np

        return np.maximum.reduce([column.codes for column in self.read.values()])

    def owed(self) -> tuple[Any, Any]:
        """Principal and rate of each account."""
        return self.read["principal"].values, self.read["annual_rate"].values

    def fill(
        self, names: Sequence[str], compute: Callable[..., tuple[Any, ...]], columns: Sequence[Any], lanes: Any = None
    ) -> None:
        """Work out the named columns, for all lanes or some of them."""
        import numpy as np

        instalments, digits = self.read["instalments"].values, self.digits
        if lanes is not None:
            instalments, digits = instalments[lanes], None if digits is None else digits[lanes]
        for name in names:
            self.found.setdefault(name, np.empty(self.count, dtype=bool if name == "stuck" else np.int64))
        for group, count, places in _groups(instalments, digits):
            at = group if lanes is None else lanes[group]
            worked = partial(compute, share=self.share, den=self.parts * 10**places, count=count)
            results, lost = by_lane(worked, [column[at] for column in columns])
            for name, result in zip(names, results, strict=True):
                self.found[name][at] = result
            if lost.any():
                self.codes[at] = np.where(lost & (self.codes[at] == FINE), OVERFLOW, self.codes[at])

    def total(self, pay: Any, rounding: str) -> None:
        """Walk every account to its end; those that are cleared before it once more, to see when."""
        import numpy as np

        columns = (*self.owed(), pay)
        self.fill(("last", "interest", "total", "stuck"), partial(totalled, rounding=rounding), columns)
        self.found["months"] = self.read["instalments"].values.copy()
        early = np.flatnonzero(self.found["last"] == 0)
        self.fill(("last", "interest", "total", "months"), partial(counted, rounding=rounding), columns, early)

    def handed_back(self, *names: str) -> dict[str, Any]:
        """The named columns in the caller's make, and the finding of each row."""
        lost, out = self.codes != FINE, {}
        if self.errors == "raise" and lost.any():
            row = int(lost.argmax())
            self.read.get("instalment", self.read["principal"]).refuse(row, int(self.codes[row]))
        for name in names:
            values = self.found[name]
            if lost.any():
                values[lost] = 0
            if self.units or name == "months":
                out[name] = self.make.numbers(name, values, lost)
            else:
                amounts: list[Any] = [from_minor(value, self.currency) for value in values.tolist()]
                for row in lost.nonzero()[0].tolist():
                    amounts[row] = None
                out[name] = self.make.cells(name, amounts)
        if self.errors == "column":
            out["finding"] = self.make.cells("finding", [FAULTS[code][0] for code in self.codes.tolist()])
        return out


def _share_of_year(every: Any) -> tuple[int, int]:
    """The share of a year of one equal period, as (numerator, denominator)."""
    word, start = read_every(every, "every"), date(2001, 1, 1)
    return period_share("equal-periods", start, due_date(start, 1, word, 1), 1, word)


def _groups(instalments: Any, digits: Any) -> Iterator[tuple[Any, int, int]]:
    """Some lanes at a time, all of one number of instalments and one denominator.

    Dividing by a column takes four times as long as by a number.
    """
    import numpy as np

    count = len(instalments)
    keys = [instalments] if digits is None else [digits, instalments]
    if not count:
        return
    if all(key.min() == key.max() for key in keys):
        groups: list[Any] = [None]
    else:
        order = np.lexsort(keys)
        turns = np.logical_or.reduce([np.diff(key[order]) != 0 for key in keys])
        groups = np.split(order, np.flatnonzero(turns) + 1)
    for group in groups:
        first = 0 if group is None else group[0]
        for start in range(0, count if group is None else len(group), LANES):
            lanes = slice(start, start + LANES)
            yield (
                lanes if group is None else group[lanes],
                int(instalments[first]),
                PPM if digits is None else int(digits[first]),
            )
