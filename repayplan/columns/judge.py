"""Judging many households at once: the cash paths of :mod:`repayplan.feasibility.cash`, a household to a lane."""

from __future__ import annotations

from functools import reduce
from operator import sub
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.columns.accounts import MINOR_PPM
from repayplan.columns.cells import LARGEST, Column, first_fault, read_columns, whole_numbers
from repayplan.columns.makes import is_scalar
from repayplan.engine.width import width
from repayplan.feasibility.cash import NEVER, VERDICTS, cash_path, left_over, verdict_at
from repayplan.household.kept import NOTHING, Kept, read_keep_back
from repayplan.units.money import PLACES, from_minor, read_currency
from repayplan.units.refusal import one_of, refuse, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from repayplan.columns.makes import Make

# At a time: two numbers for each month of a lane are kept.
LANES = 2**13
FIGURES = ("short_month", "short_by", "over_month", "over_by", "least_margin", "least_cash")


class Judged(NamedTuple):
    """What is found of some lanes: where the verdict stands, first short months from 0 (-1: none), sums, least ones."""

    verdict: Any
    short_month: Any
    short_by: Any
    over_month: Any
    over_by: Any
    least_margin: Any
    least_cash: Any


def judge(
    *, cash: Any, income: Any, spending: Any, payment: Any, currency: str, months: int | None = None,
    verified_income: Any = None, keep_back: Any = None, reserve: Any = None, units: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Whether each of many households can keep its payments, month by month, as :func:`repayplan.judge` says it.

    Args:
        cash: at the start, a column or one value for all [currency; minor units with ``units="minor,ppm"``].
        income: of each month: a list of columns, a mapping of months to columns, an array of households x months; or
            one column or value that is the same in every month.
        spending: the same.
        payment: what is asked, the same.
        currency: ISO 4217 code.
        months: how many, where none of the three is given by month.
        verified_income: the part of the income that is verified; None: no second ledger.
        keep_back: what stays with a household each month: a column of sums, one sum, or a share for all (``"10%"``,
            ``"10% up to 20"``); None: nothing.
        reserve: the cash floor, a column of sums or one; a household with less cash keeps what it has. None: nothing.
        units: ``"minor,ppm"`` for whole minor units in and out.

    Returns:
        A mapping of columns in the caller's order and make: ``verdict``; ``short_month`` and ``short_by`` (the first
        month, counted from 1, in which cash falls below the floor, and the sum; 0 where none does), ``over_month`` and
        ``over_by`` (the first whose payment is more than the month leaves), ``least_margin``, ``least_cash``. With
        ``verified_income`` the same again with ``verified_`` before each name. Days within months are not tested.

    Raises:
        InputError: the first cell that cannot be used; months that differ; or a word that is not known.

    Examples:
        >>> out = judge(cash=["0", "40"], income=["1000", "90"], spending=["900", "0"], payment="100", months=6,
        ...             keep_back="20", currency="CNY")
        >>> out["verdict"], out["short_month"], [str(sum_) for sum_ in out["short_by"]]
        (['tight', 'not affordable'], [1, 2], ['20.00', '20.00'])
    """
    import numpy as np

    if units is not None:
        one_of(units, (MINOR_PPM,), "units")
    places = PLACES[read_currency(currency, "currency")] * (units is None)
    by_month = {"income": income, "spending": spending, "payment": payment}
    if verified_income is not None:
        by_month["verified_income"] = verified_income
    lines = {name: _months(given, name) for name, given in by_month.items()}
    count = _how_many(lines, months)
    keeping, own = _keeping(keep_back, currency, units)
    single = {"cash": cash, "reserve": 0 if reserve is None else reserve} | own
    given = single | {f"{name}[{k}]": cells for name, cells_ in lines.items() for k, cells in enumerate(cells_)}
    cells, rows, make = read_columns(given)
    # Bounded so that no sum over the months can pass what 63 bits hold.
    high = LARGEST // (4 * count + 4)
    read: dict[str, Column] = {name: whole_numbers(name, cells[name], rows, places, high=high) for name in given}
    first_fault(read.values())
    columns = {name: [read[f"{name}[{k}]"].values for k in range(len(lines[name]))] for name in lines}
    ledgers = {"": "income"} | ({"verified_": "verified_income"} if verified_income is not None else {})
    found = {before: _empty(rows) for before in ledgers}
    space = np.empty((2, count, min(LANES, rows)), dtype=np.int64)
    for start in range(0, rows, LANES):
        lanes = slice(start, start + LANES)
        kept = keeping if "keep_back" not in read else Kept(fixed=read["keep_back"].values[lanes])
        opening = read["cash"].values[lanes]
        floor = np.minimum(read["reserve"].values[lanes], opening)
        cut = {name: _each(column, lanes, count) for name, column in columns.items()}
        for before, name in ledgers.items():
            chunk = Chunk(opening, floor, cut[name], cut["spending"], cut["payment"], kept)
            for column, values in zip(found[before], judged(chunk, space[:, :, : len(opening)]), strict=True):
                column[lanes] = values
    out: dict[str, Any] = {}
    for before, judged_ in found.items():
        out |= _handed_back(before, judged_, make, None if units else currency)
    return out


class Chunk(NamedTuple):
    """Some lanes at a time, by month where it is so."""

    opening: Any
    floor: Any
    income: Sequence[Any]
    spending: Sequence[Any]
    payment: Sequence[Any]
    keeping: Kept

    def same(self, month: int) -> bool:
        """Whether a month is as the one before it."""
        lines = (self.income, self.spending, self.payment)
        return month > 0 and all(line[month] is line[month - 1] for line in lines)


def judged(chunk: Chunk, space: Any) -> Judged:
    """Least sums of all lanes; first short months of those that have one. ``space``: margins and cash by month."""
    import numpy as np

    xp, (margins, path), keeping = width((chunk.opening,)), space, chunk.keeping
    # Cash above the floor, so that below nothing is below the floor.
    cash: Any = chunk.opening - chunk.floor
    least_cash, least_margin = (np.full(len(cash), LARGEST) for _ in range(2))
    # Months until the first one below nothing.
    short, over = (np.zeros(len(cash), dtype=np.uint8 if len(path) < 256 else np.uint16) for _ in range(2))
    for k, (earned, spent, pay) in enumerate(zip(chunk.income, chunk.spending, chunk.payment, strict=True)):
        margin = margins[k]
        if chunk.same(k):
            margin[:] = margins[k - 1]
        else:
            np.subtract(earned, spent, out=margin)
            kept = keeping.of(margin, xp)
            margin -= pay
            if keeping is not NOTHING:
                margin -= kept
        cash = np.add(cash, margin, out=path[k])
        np.minimum(least_cash, cash, out=least_cash)
        np.minimum(least_margin, margin, out=least_margin)
        np.add(short, least_cash >= 0, out=short)
        np.add(over, least_margin >= 0, out=over)
    few = np.flatnonzero(least_cash < 0)
    by = np.zeros(len(cash), dtype=np.int64)
    by[few] = -path[short[few], few]
    over, beyond = _over(chunk, margins, over, np.flatnonzero(least_margin < 0))
    bare = least_cash >= 0
    if keeping is not NOTHING and few.size:
        lines = (_each(line, few, len(path)) for line in (chunk.income, chunk.spending, chunk.payment))
        income, spending, payment = lines
        above = (chunk.opening - chunk.floor)[few]
        bare[few] = reduce(np.minimum, cash_path(above, map(sub, income, spending), payment)) >= 0
    verdict = verdict_at(1 * (least_cash >= 0), 1 * (over == NEVER), 1 * bare)
    month = np.where(least_cash < 0, short.astype(np.int64), NEVER)
    return Judged(verdict, month, by, over, beyond, least_margin, least_cash + chunk.floor)


def _over(chunk: Chunk, margins: Any, until: Any, lanes: Any) -> tuple[Any, Any]:
    """The first month whose payment is more than it leaves, and by how much.

    It is the first with a margin below nothing, unless nothing is paid in it: then later months are looked at.
    """
    import numpy as np

    xp = width((until,))
    month, by = np.full(len(until), NEVER), np.zeros(len(until), dtype=np.int64)
    at = until[lanes].astype(np.int64)
    while lanes.size:
        pay = _at(chunk.payment, at, lanes)
        left = next(left_over((margins[at, lanes] + pay,), (pay,), xp))
        hit = left < 0
        month[lanes[hit]], by[lanes[hit]] = at[hit], -left[hit]
        on = ~hit & (at + 1 < len(margins))
        lanes, at = lanes[on], at[on] + 1
    return month, by


def _at(columns: Sequence[Any], months: Any, lanes: Any) -> Any:
    """One number for each lane, of a month of its own."""
    import numpy as np

    if all(column is columns[0] for column in columns):
        return columns[0][lanes]
    found = np.empty(len(lanes), dtype=np.int64)
    for k in np.unique(months).tolist():
        of = months == k
        found[of] = columns[k][lanes[of]]
    return found


def _months(given: Any, name: str) -> list[Any]:
    """The columns of each month; one where every month is the same."""
    if isinstance(given, dict):
        return list(given.values()) or refuse(name, given, "at least one month")
    if getattr(given, "ndim", 1) == 2:
        return [given[:, k] for k in range(given.shape[1])]
    if isinstance(given, (list, tuple)) and given and not is_scalar(given[0]):
        return list(given)
    return [given]


def _how_many(lines: Mapping[str, list[Any]], months: int | None) -> int:
    """The number of months; each line by month has as many."""
    counts = {name: len(cells) for name, cells in lines.items() if len(cells) > 1}
    asked = next(iter(counts.values()), 1 if months is None else 0)
    count = whole(asked if months is None else months, "months", 1, 1200)
    for name, found in counts.items():
        if found != count:
            refuse(name, f"{found} months", f"{count} months, as the others", "give each line as many columns")
    return count


def _keeping(keep_back: Any, currency: str, units: str | None) -> tuple[Kept, dict[str, Any]]:
    """What is kept alike by all households, or the column of what each keeps."""
    if keep_back is None or (isinstance(keep_back, str) and "%" in keep_back):
        kept, _ = read_keep_back(keep_back, currency)
        if units and kept.cap is not None:
            refuse("keep_back", keep_back, "a share without a cap, beside minor units")
        return kept, {}
    return NOTHING, {"keep_back": keep_back}


def _each(columns: Sequence[Any], lanes: Any, count: int) -> list[Any]:
    """Some lanes of each month's column; what is the same in every month is taken once."""
    if all(column is columns[0] for column in columns):
        return [columns[0][lanes]] * count
    return [column[lanes] for column in columns]


def _empty(rows: int) -> Judged:
    import numpy as np

    return Judged(*(np.empty(rows, dtype=np.int64) for _ in Judged._fields))


def _handed_back(before: str, found: Judged, make: Make, currency: str | None) -> dict[str, Any]:
    return {before + name: column for name, column in _columns(found, make, currency)}


def _columns(found: Judged, make: Make, currency: str | None) -> Iterator[tuple[str, Any]]:
    """Words, months counted from 1, and sums."""
    import numpy as np

    lost = np.zeros(len(found.verdict), dtype=bool)
    yield "verdict", make.cells("verdict", np.array(VERDICTS, dtype=object)[found.verdict].tolist())
    for name in FIGURES:
        values = getattr(found, name)
        if name.endswith("month"):
            yield name, make.numbers(name, values + 1, lost)
        elif currency is None:
            yield name, make.numbers(name, values, lost)
        else:
            yield name, make.cells(name, [from_minor(value, currency) for value in values.tolist()])
