"""Households whose menus can be worked out in columns, in groups that are alike in all but their sums."""

from __future__ import annotations

from functools import partial
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.columns.budgets import Ledger
from repayplan.columns.cells import FINE, NULL, OUT_OF_RANGE, PPM, whole_numbers, yearly_rates
from repayplan.columns.menus import Alike
from repayplan.columns.proposals import Asked, Lanes
from repayplan.debts.accrual import spans
from repayplan.debts.contract import is_known
from repayplan.feasibility.assessment import assess
from repayplan.feasibility.case import Case
from repayplan.household.household import LEDGERS
from repayplan.household.kept import Kept
from repayplan.options.candidates import askings
from repayplan.options.conditions import OF_CASE
from repayplan.plans.schedule import due_series
from repayplan.rules.conditions import conditions_asked
from repayplan.terms.terms import Terms
from repayplan.units.components import COMPONENTS, FEES, INTEREST, PENALTY
from repayplan.units.dates import month_of
from repayplan.units.money import PLACES
from repayplan.units.rates import read_rate
from repayplan.units.refusal import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from repayplan.columns.cells import Column
    from repayplan.columns.households import Households
    from repayplan.options.proposal import Asking

# Sums differ from lane to lane; words are what the lanes of a group have in common.
SUMS = {"debts": COMPONENTS, "households": ("cash", "keep_back", "reserve", "income", "spending")}
WORDS = {
    "debts": ("kind", "day_count", "due_day", "currency"),
    "households": ("income_evidence", "max_months", "willing", "currency", "beyond", "first_due"),
}
# What no menu depends on, but has to be what it should be.
BESIDE = ("household", "id", "creditor", "days_past_due", "rate")
MOST_DAYS = 36_500
# No sum of a lane, and nothing that comes of it in all the months, is near what 63 bits hold.
MOST_SUM, MOST_PRODUCT = 2.0**44, 2.0**60


class Group(NamedTuple):
    """Households that are alike.

    Attributes:
        at: their positions in the answer.
        currency: of their sums.
        alike: what they have in common; None where nothing is owed.
        lanes: their sums.
    """

    at: Any
    currency: str
    alike: Alike | None
    lanes: Lanes | None


class Rows(NamedTuple):
    """Households by their position, and the row of each in every frame."""

    at: Any
    of: dict[str, Any]

    def some(self, lanes: Any) -> Rows:
        """Some of them."""
        return Rows(self.at[lanes], {name: rows[lanes] for name, rows in self.of.items()})


def groups(read: Households, case: Mapping[str, Any], choose: str) -> Iterator[Group]:
    """The groups of households whose menus columns carry; who is in none of them is looked at by itself."""
    rows = _plain_rows(read)
    for few in _by_words(read, rows):
        of = rows.some(few)
        currency = _one(read, of, case, lambda one: one.currency)
        if currency is not None:
            sums = _Sums.read(read, of, currency)
            for part in sums.parts():
                group = _one(read, part.rows, case, partial(_group, sums=part, choose=choose))
                if group is not None:
                    yield group


def _one(read: Households, rows: Rows, case: Mapping[str, Any], of: Callable[[Case], Any]) -> Any:
    """What is said of the first household, which stands for all of them; None where it is refused."""
    try:
        return of(Case.from_dict(read.document(read.keys[rows.at[0]], case)))
    except InputError:
        return None


def _plain_rows(read: Households) -> Rows:
    """The households of one debt and no lines, of whom nothing is said that columns do not carry."""
    import numpy as np

    owed = map(read.rows["debts"].get, read.keys)
    row = np.array([found if type(found) is int else -1 for found in owed], dtype=np.int64)
    if "lines" in read.rows:
        row[[key in read.rows["lines"] for key in read.keys]] = -1
    at = np.flatnonzero(row >= 0)
    of = {"debts": row[at]}
    if "households" in read.tables:
        of["households"] = at  # each has one row, in the order of the answer
    rows = Rows(at, of)
    carried = np.ones(len(at), dtype=bool)
    for name in of:
        for column, cells in read.tables[name].columns.items():
            if column not in (*SUMS[name], *WORDS[name], *BESIDE):
                carried &= _nothing(_taken(cells, of[name]))
    unknown = {*read.constants} - {*SUMS["households"], *WORDS["households"]}
    return rows.some(np.flatnonzero(carried & (not unknown)))


def _taken(cells: Any, rows: Any) -> Any:
    """Some rows of a column as it came."""
    return cells[rows] if hasattr(cells, "dtype") else [cells[row] for row in rows.tolist()]


def _nothing(cells: Any) -> Any:
    """Which cells hold nothing."""
    import numpy as np

    if hasattr(cells, "dtype"):
        return cells != cells
    return np.array([cell is None or (type(cell) is float and cell != cell) for cell in cells], dtype=bool)


def _by_words(read: Households, rows: Rows) -> Iterator[Any]:
    """The lanes of one word in every column of words, group by group; words that cannot be compared are left out."""
    import numpy as np

    codes = np.zeros(len(rows.at), dtype=np.int64)
    for name, of in rows.of.items():
        for column in WORDS[name]:
            cells = read.tables[name].columns.get(column)
            if cells is None:
                continue
            try:
                own = _numbered(_listed(_taken(cells, of)))
            except TypeError:
                return
            if own.any():
                codes = np.unique(codes * (int(own.max()) + 1) + own, return_inverse=True)[1]
    if codes.size:
        order = np.argsort(codes, kind="stable")
        yield from np.split(order, np.flatnonzero(np.diff(codes[order])) + 1)


def _numbered(cells: list[Any]) -> Any:
    """Words by number, as they can be told apart: a gap is one, and 1, 1.0 and True are three."""
    import numpy as np

    if not {*map(type, cells)} <= {str, type(None)}:
        cells = [None if cell is None or cell != cell else (type(cell), cell) for cell in cells]
    number = {cell: i for i, cell in enumerate(dict.fromkeys(cells))}
    return np.fromiter(map(number.__getitem__, cells), dtype=np.int64, count=len(cells))


def _listed(cells: Any) -> list[Any]:
    found: list[Any] = cells.tolist() if hasattr(cells, "tolist") else cells
    return found


class _Sums(NamedTuple):
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
    def read(cls, read: Households, rows: Rows, currency: str) -> _Sums:
        """The sums of some rows."""
        import numpy as np

        values: dict[str, Any] = {}
        fine, own = np.ones(len(rows.at), dtype=bool), set()
        for name, columns in SUMS.items():
            for column in columns:
                table = read.tables.get(name)
                cells = None if table is None else table.columns.get(column)
                given = None if cells is None else _taken(cells, rows.of[name])
                values[column], readable = _sums(column, given, read.constants.get(column), len(rows.at), currency)
                fine &= readable
                if given is not None:
                    own.add(column)
        debts = read.tables["debts"].columns
        cells = _taken(debts["rate"], rows.of["debts"])
        rates, digits = yearly_rates("rate", cells, len(rows.at))
        values["rate"] = rates.values
        daily = _read_daily(cells, rates, digits)
        fine &= (rates.codes == FINE) & _beside(debts, rows.of["debts"])
        return cls(rows, values, digits, daily, fine, own)

    def some(self, lanes: Any) -> _Sums:
        """Those of some of the households."""
        values = {name: column[lanes] for name, column in self.values.items()}
        rows, fine = self.rows.some(lanes), self.fine[lanes]
        return _Sums(rows, values, self.digits[lanes], self.daily[lanes], fine, self.own)

    @property
    def owed(self) -> Any:
        """All components."""
        return sum(self.values[name] for name in COMPONENTS)

    def parts(self) -> Iterator[_Sums]:
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


def _sums(column: str, given: Any, constant: Any, count: int, currency: str) -> tuple[Any, Any]:
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
        days = whole_numbers("days_past_due", _taken(debts["days_past_due"], rows), len(rows), high=MOST_DAYS)
        right &= (days.codes == FINE) | (days.codes == NULL)
    for name in ("id", "creditor"):
        if name in debts and not hasattr(debts[name], "dtype"):
            cells = _taken(debts[name], rows)
            kinds = (str, int) if name == "id" else (str,)
            right &= [cell is None or (type(cell) in kinds and bool(str(cell).strip())) for cell in cells]
        elif name == "creditor" and name in debts:
            right[:] = False
    return right


def _group(one: Case, *, sums: _Sums, choose: str) -> Group | None:
    """A group by the household that stands for all; None where columns do not carry what it has."""
    debt, home = one.debts[0], one.household
    if not sum(debt.opening):
        return Group(sums.rows.at, one.currency, None, None)
    (_, rate), *more = debt.path.steps
    plain = not more and not debt.path.flat and not home.expected() and not is_known(debt)
    if not plain or debt.currency != one.currency or (isinstance(home.reserve, str)):
        return None
    assessment = assess(one)
    asked, _ = askings(one, assessment)
    conditions = [asked for one_ in one.programmes() if one.owes(one_) for asked in conditions_asked(one_.conditions)]
    if any(condition.measure in OF_CASE for condition in conditions):
        # Whether it may be asked depends on sums: each household by itself.
        return None
    charges = bool(debt.opening[PENALTY] or debt.opening[FEES])
    if charges and any(asking.charges == "spread" for asking in asked):
        return None
    digits = int(sums.digits[0])
    rates = [read_rate(asking.rate, "rate") for asking in asked if asking.rate is not None]
    if any("day" in (rate.per, own.per) or (own.yearly * 10**digits).denominator > 1 for own in rates):
        return None
    in_columns = [_asked(one, asking, digits) for asking in asked]
    longest = max(in_columns, key=lambda columns: columns.months)
    few = _bounded(sums, longest)
    sums = sums.some(few)
    alike = Alike(
        asked, in_columns, [asking.programme is None or asking.programme.covers(debt.kind) for asking in asked],
        longest.spans, one.as_of, LEDGERS[:1] if not home.unverified() else LEDGERS, assessment.able, choose,
    )  # fmt: skip
    return Group(sums.rows.at, one.currency, alike, _lanes(one, sums, longest)) if few.size else None


def _asked(one: Case, asking: Asking, digits: int) -> Asked:
    """What is asked, in columns."""
    debt, months = one.debts[0], asking.months()
    dates = due_series(debt, Terms(instalments=months, first_due=one.first_due), one.as_of)
    found = spans(dates, debt.day_count, months)
    # A rate of a day counts the days, any other the part of a year.
    daily = debt.path.steps[0][1].per == "day"
    parts = [((span.due - span.start).days, 1) if daily else span.share for span in found]
    den = lcm(*(part for _, part in parts))
    opening = {INTEREST: "waive"} if asking.interest == "waive" else {}
    if asking.charges == "waive":
        opening |= {PENALTY: "waive", FEES: "waive"}
    most_rate = None if asking.rate is None else int(read_rate(asking.rate, "rate").yearly * 10**digits)
    return Asked(
        asking.interest, opening, most_rate, [num * (den // part) for num, part in parts],
        den * 10**digits, month_of(found[0].due) - one.first_month, found[0].due == one.as_of,
        found,
    )  # fmt: skip


def _bounded(sums: _Sums, asked: Asked) -> Any:
    """The lanes of which nothing comes near what 63 bits hold."""
    import numpy as np

    rate = sums.values["rate"].astype(float)
    grown = sums.owed * (1 + rate * (sum(asked.shares) / asked.den))
    return np.flatnonzero((grown < MOST_SUM) & (grown * rate * max(asked.shares) < MOST_PRODUCT))


def _lanes(one: Case, sums: _Sums, asked: Asked) -> Lanes:
    """The sums as lanes, with both ledgers of as many months as may be asked."""
    import numpy as np

    values, home = sums.values, one.household
    owed = tuple(values[name] if c == 0 or values[name].any() else 0 for c, name in enumerate(COMPONENTS))
    spare = values["cash"] - np.minimum(values["reserve"], values["cash"])
    keeping = Kept(fixed=values["keep_back"]) if "keep_back" in sums.own else home.keeping
    months = asked.start + asked.months
    declared = Ledger.of(spare, [values["income"] - values["spending"]] * months, keeping)
    if not home.unverified():
        return Lanes(owed, values["rate"], declared, declared)
    return Lanes(owed, values["rate"], declared, Ledger.of(spare, [-values["spending"]] * months, keeping))
