"""Households whose menus can be worked out in columns, in groups that are alike in all but their sums."""

from __future__ import annotations

from functools import partial
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.columns.budgets import Ledger
from repayplan.columns.proposals import Asked, Lanes
from repayplan.columns.sums import MOST_SUM, SUMS, Rows, Sums, taken
from repayplan.columns.turns import Alike
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
from repayplan.units.rates import read_rate
from repayplan.units.refusal import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from repayplan.columns.households import Households
    from repayplan.options.proposal import Asking

# By frame, what the lanes of a group have in common.
WORDS = {
    "debts": ("kind", "day_count", "due_day", "currency"),
    "households": ("income_evidence", "max_months", "willing", "currency", "beyond", "first_due"),
}
# What no menu depends on, but has to be what it should be.
BESIDE = ("household", "id", "creditor", "days_past_due", "rate")
# Nothing that comes of a lane in all the months is near what 63 bits hold.
MOST_PRODUCT = 2.0**60


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


def groups(read: Households, case: Mapping[str, Any], choose: str) -> Iterator[Group]:
    """The groups of households whose menus columns carry; who is in none of them is looked at by itself."""
    rows = _plain_rows(read)
    for few in _by_words(read, rows):
        of = rows.some(few)
        currency = _one(read, of, case, lambda one: one.currency)
        if currency is not None:
            sums = Sums.read(read, of, currency)
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
                carried &= _nothing(taken(cells, of[name]))
    unknown = {*read.constants} - {*SUMS["households"], *WORDS["households"]}
    return rows.some(np.flatnonzero(carried & (not unknown)))


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
                own = _numbered(_listed(taken(cells, of)))
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


def _group(one: Case, *, sums: Sums, choose: str) -> Group | None:
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


def _bounded(sums: Sums, asked: Asked) -> Any:
    """The lanes of which nothing comes near what 63 bits hold."""
    import numpy as np

    rate = sums.values["rate"].astype(float)
    grown = sums.owed * (1 + rate * (sum(asked.shares) / asked.den))
    return np.flatnonzero((grown < MOST_SUM) & (grown * rate * max(asked.shares) < MOST_PRODUCT))


def _lanes(one: Case, sums: Sums, asked: Asked) -> Lanes:
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
