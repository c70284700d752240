"""The sums of households that are alike, read from the frames that they came in; what cannot be read is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.columns.cells import FINE, NULL, OUT_OF_RANGE, PPM, whole_numbers, yearly_rates
from repayplan.units.components import COMPONENTS
from repayplan.units.money import PLACES
from repayplan.units.rates import read_rate
from repayplan.units.refusal import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from repayplan.columns.cells import Column
    from repayplan.columns.households import Households

# By frame, what differs from lane to lane.
SUMS = {"debts": COMPONENTS, "households": ("cash", "keep_back", "reserve", "income", "spending")}
MOST_DAYS = 36_500
# No sum of a lane is near what 63 bits hold.
MOST_SUM = 2.0**44


class Rows(NamedTuple):
    """Households by their position, and the row of each in every frame."""

    at: Any
    of: dict[str, Any]

    def some(self, lanes: Any) -> Rows:
        """Some of them."""
        return Rows(self.at[lanes], {name: rows[lanes] for name, rows in self.of.items()})


def taken(cells: Any, rows: Any) -> Any:
    """Some rows of a column as it came."""
    return cells[rows] if hasattr(cells, "dtype") else [cells[row] for row in rows.tolist()]


class Sums(NamedTuple):
    """The sums of households of one currency.

    Attributes:
        rows: of which they are.
        values: by column [minor units]; the rate in parts of ``10**-digits``.
        digits: how fine each rate is.
        daily: which rates are those of a day.
        fine: which of the households could be read.
        own: the columns of which each household has its own.
    """

    rows: Rows
    values: dict[str, Any]
    digits: Any
    daily: Any
    fine: Any
    own: set[str]

    @classmethod
    def read(cls, read: Households, rows: Rows, currency: str) -> Sums:
        """The sums of some rows."""
        import numpy as np

        values: dict[str, Any] = {}
        fine, own = np.ones(len(rows.at), dtype=bool), set()
        for name, columns in SUMS.items():
            for column in columns:
                table = read.tables.get(name)
                cells = None if table is None else table.columns.get(column)
                given = None if cells is None else taken(cells, rows.of[name])
                values[column], readable = _one(column, given, read.constants.get(column), len(rows.at), currency)
                fine &= readable
                if given is not None:
                    own.add(column)
        debts = read.tables["debts"].columns
        cells = taken(debts["rate"], rows.of["debts"])
        rates, digits = yearly_rates("rate", cells, len(rows.at))
        values["rate"] = rates.values
        daily = _read_daily(cells, rates, digits)
        fine &= (rates.codes == FINE) & _beside(debts, rows.of["debts"])
        return cls(rows, values, digits, daily, fine, own)

    def some(self, lanes: Any) -> Sums:
        """Those of some of the households."""
        values = {name: column[lanes] for name, column in self.values.items()}
        rows, fine = self.rows.some(lanes), self.fine[lanes]
        return Sums(rows, values, self.digits[lanes], self.daily[lanes], fine, self.own)

    @property
    def owed(self) -> Any:
        """All components."""
        return sum(self.values[name] for name in COMPONENTS)

    def parts(self) -> Iterator[Sums]:
        """Those that could be read, apart by what the askings of a menu depend on, and by how fine their rates are."""
        import numpy as np

        charges = self.values["penalty"] + self.values["fees"] > 0
        bears = (self.values["interest"] > 0) | (self.values["rate"] > 0)
        key = self.digits * 16 + self.daily * 8 + (self.owed > 0) * 4 + charges * 2 + bears
        small = np.logical_and.reduce([column < MOST_SUM for column in self.values.values()])
        for each in np.unique(key[self.fine & small]).tolist():
            yield self.some(np.flatnonzero((key == each) & self.fine & small))


def _read_daily(cells: Any, rates: Column, digits: Any) -> Any:
    """Rates by the day are read too, each text once; which they are."""
    import numpy as np

    daily, known = np.zeros(len(digits), dtype=bool), {}
    for row in np.flatnonzero(rates.codes == OUT_OF_RANGE).tolist() if isinstance(cells, list) else ():
        cell = cells[row]
        if isinstance(cell, str) and cell not in known:
            known[cell] = _of_day(cell)
        if found := known.get(cell) if isinstance(cell, str) else None:
            rates.values[row], digits[row] = found
            rates.codes[row], daily[row] = FINE, True
    return daily


def _of_day(cell: str) -> tuple[int, int] | None:
    """A rate of a day in parts of ``10**-digits``, and the digits; None where it is none, or too fine."""
    try:
        rate = read_rate(cell, "rate")
    except InputError:
        return None
    digits = next((k for k in range(PPM, 2 * PPM + 1) if (rate.value * 10**k).denominator == 1), None)
    return None if rate.per != "day" or digits is None else (int(rate.value * 10**digits), digits)


def _one(column: str, given: Any, constant: Any, count: int, currency: str) -> tuple[Any, Any]:
    """Sums in minor units, and which could be read; what a row leaves out is what holds for all, else nothing."""
    import numpy as np

    places = PLACES[currency]
    fixed = whole_numbers(column, [0 if constant is None else constant], 1, places)
    known = bool(fixed.codes[0] == FINE)
    if given is None:
        # A share that is kept back is read with the household that stands for all of them.
        return fixed.values.repeat(count), np.full(count, known or column == "keep_back")
    found = whole_numbers(column, given, count, places)
    absent = found.codes == NULL
    values = np.where(absent, fixed.values[0], found.values)
    return values, (found.codes == FINE) | (absent & known & (column != "principal"))


def _beside(debts: Mapping[str, Any], rows: Any) -> Any:
    """Which rows have what they should where it does not matter to the menu."""
    import numpy as np

    right = np.ones(len(rows), dtype=bool)
    if "days_past_due" in debts:
        days = whole_numbers("days_past_due", taken(debts["days_past_due"], rows), len(rows), high=MOST_DAYS)
        right &= (days.codes == FINE) | (days.codes == NULL)
    for name in ("id", "creditor"):
        if name in debts and not hasattr(debts[name], "dtype"):
            cells = taken(debts[name], rows)
            kinds = (str, int) if name == "id" else (str,)
            right &= [cell is None or (type(cell) in kinds and bool(str(cell).strip())) for cell in cells]
        elif name == "creditor" and name in debts:
            right[:] = False
    return right
