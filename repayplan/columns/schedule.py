"""Every instalment of many accounts, one row each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from repayplan.columns.accounts import PLAIN, Accounts
from repayplan.columns.annuity import annuity, least, level_rows
from repayplan.columns.cells import FINE, NEVER_CLEARS
from repayplan.columns.framed import framed
from repayplan.columns.level import LEAST
from repayplan.columns.makes import at
from repayplan.columns.periods import EQUAL, Periods
from repayplan.engine.width import total
from repayplan.units.components import INTEREST, PRINCIPAL
from repayplan.units.refusal import listed, one_of
from repayplan.units.rounding import BIAS, read_rounding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from repayplan.engine.walk import Row
    from repayplan.engine.width import Amount

AMOUNTS = ("opening", "interest", "principal", "payment", "closing")


@framed("principal", "annual_rate", "instalments", "instalment", "account")
def schedule(
    *,
    principal: Any,
    annual_rate: Any,
    instalments: Any,
    instalment: Any = None,
    account: Any = None,
    currency: str,
    units: str | None = None,
    interest_rounding: str = "half-up",
    instalment_rounding: str = "up",
    every: Any = "month",
    as_of: Any = None,
    first_due: Any = None,
    day_count: str = EQUAL,
    by: str = "account",
    amounts: Sequence[str] = AMOUNTS,
    errors: str = "raise",
) -> dict[str, Any]:
    """Lay out each account's level plan, one row per instalment, until nothing is owed.

    Columns, units and errors as for :func:`level`.

    Args:
        principal: what is owed and bears interest [currency; minor units with ``units="minor,ppm"``].
        annual_rate: a fraction of one below 1, or text such as ``"18.25%"`` [with ``units``: parts per million].
        instalments: how many, 1 to 3660; the last one takes what remains.
        instalment: what is paid each period [currency, or minor units]; None: it is solved as by :func:`level`.
        account: what names an account; None: its position, from 0.
        currency: ISO 4217 code: sets the minor unit.
        units: ``"minor,ppm"``, or None.
        interest_rounding: as for :func:`level`.
        instalment_rounding: as for :func:`level`.
        every: as for :func:`level`.
        as_of: as for :func:`level`.
        first_due: as for :func:`level`.
        day_count: as for :func:`level`.
        by: the order of rows: ``account``, in the caller's order; or ``number``: all first instalments, then all
            second ones. Or ``matrix``, the fast way: no rows, but an array for each amount.
        amounts: which of ``opening``, ``interest``, ``principal``, ``payment`` and ``closing`` are wanted.
        errors: ``raise``, or ``column``: what is wrong with an account is named in its only row, whose number is null
            (0 in a numpy column).

    Returns:
        A mapping of columns, one row per instalment: ``account``, ``number`` (from 1), with ``as_of`` also ``due`` (the
        due date), and the amounts. An account that owes nothing has no rows. With ``errors="column"`` also
        ``finding``, as for :func:`totals`. ``by="matrix"``: for each amount a numpy array of instalments x accounts,
        0 where an account has no instalment; and the findings, one an account.

    Raises:
        InputError: the first cell that cannot be used, by row, then by argument; or a word that is not known.
        MissingLibrary: a column of a frame, and narwhals is not installed.

    Source:
        The rows that :func:`level` and :func:`totals` add up.

    Examples:
        >>> out = schedule(principal=["1000", "50"], annual_rate="12%", instalments=[3, 1], currency="USD")
        >>> out["account"], out["number"], [str(paid) for paid in out["payment"]]
        ([0, 0, 0, 1], [1, 2, 3, 1], ['340.03', '340.03', '340.01', '50.50'])
    """
    read_rounding(interest_rounding, "interest_rounding")
    one_of(instalment_rounding, (*BIAS, LEAST), "instalment_rounding")
    one_of(by, ("account", "number", "matrix"), "by")
    wanted = [one_of(name, AMOUNTS, f"amounts[{i}]") for i, name in enumerate(listed(amounts, "amounts"))]
    given = {} if instalment is None else {"instalment": instalment}
    periods = Periods(every, as_of, first_due, day_count)
    accounts = Accounts(currency, units, periods, errors, PLAIN, principal=principal, annual_rate=annual_rate,
                         **given, instalments=instalments)  # fmt: skip
    if instalment is None:
        solve = partial(least, rounding=interest_rounding) if instalment_rounding == LEAST else partial(
            annuity, rounding=instalment_rounding)  # fmt: skip
        accounts.fill(("instalment",), solve, accounts.values("principal", "annual_rate"))
    pay = accounts.found["instalment"] if instalment is None else accounts.values("instalment")[0]
    if by == "matrix":
        return _matrices(accounts, pay, interest_rounding, wanted)
    accounts.total(pay, interest_rounding)
    accounts.codes[accounts.found["stuck"] & (accounts.codes == FINE)] = NEVER_CLEARS
    accounts.check()
    rows = _Rows(accounts, by)
    found = rows.fill(accounts, pay, interest_rounding, wanted)
    cells = {"account": accounts.make.at(rows.of).numbers("account", rows.of, rows.of < 0)}
    if account is not None:
        cells = {"account": at(account, rows.of, "account", accounts.count)}
    due = accounts.periods.due(int(rows.number.max(initial=1)))
    return cells | accounts.rows(rows.of, rows.number, due, found)


def _matrices(accounts: Accounts, pay: Any, rounding: str, wanted: Sequence[str]) -> dict[str, Any]:
    """An array of instalments x accounts for each amount, by one walk of each account."""
    import numpy as np

    counts = accounts.values("instalments")[0]
    longest = int(counts.max(initial=1))
    make = np.empty if counts.size and counts.min() == longest else np.zeros
    out = {name: make((longest, accounts.count), dtype=np.int64) for name in wanted}

    def compute(
        principal: Any, rate: Any, asked: Any, lane: Any, *, shares: Sequence[int], den: int, count: int
    ) -> tuple[Any]:
        lanes = lane.astype(np.int64)
        at: Any = slice(int(lanes[0]), int(lanes[-1]) + 1)
        if at.stop - at.start != lanes.size:
            at = lanes
        stuck = lanes < 0
        for k, row in enumerate(level_rows(principal, rate, asked, shares, den, count, rounding)):
            if k == 0 and count > 1:
                stuck = (total(row.closing) >= principal) & (principal > 0)
            for name, column in out.items():
                column[k, at] = _amount(row, name)
        return (stuck,)

    columns = (*accounts.values("principal", "annual_rate"), pay, np.arange(accounts.count))
    accounts.fill(("stuck",), compute, columns)
    accounts.codes[accounts.found["stuck"] & (accounts.codes == FINE)] = NEVER_CLEARS
    return accounts.matrices(out)


class _Rows:
    """The rows of one call: of which account each is, which instalment, and where it stands.

    Attributes:
        of: the account of each row.
        number: of the instalment, 0 where the row only says what is wrong.
        starts: the place of each account's first row, in the order of accounts.
        moved: where a row of that order stands; None where it stays.
        every: how many rows each account has, where all have as many; else None.
    """

    def __init__(self, accounts: Accounts, by: str) -> None:
        import numpy as np

        self.by_number = by == "number"
        fine = accounts.codes == FINE
        counts = np.where(fine, accounts.found["months"], 1)
        self.starts = np.cumsum(counts) - counts
        self.lanes = np.flatnonzero(fine & (counts > 0))
        alike = counts.size and self.lanes.size == counts.size and counts.min() == counts.max()
        self.every = int(counts[0]) if alike else None
        self.counts, self.moved = counts, None
        if self.every and self.by_number:
            self.of = np.tile(np.arange(counts.size), self.every)
            self.number = np.repeat(np.arange(1, self.every + 1), counts.size)
            return
        self.of = np.repeat(np.arange(counts.size), counts)
        self.number = np.arange(1, self.of.size + 1) - self.starts[self.of]
        self.number[self.starts[~fine]] = 0
        if self.by_number:
            order = np.argsort(self.number.astype(np.int16), kind="stable")
            self.moved = np.empty_like(order)
            self.moved[order] = np.arange(order.size)
            self.of, self.number = self.of[order], self.number[order]

    def fill(self, accounts: Accounts, pay: Any, rounding: str, wanted: Sequence[str]) -> dict[str, Any]:
        """The wanted amounts of each row, by one walk of each account."""
        import numpy as np

        out = {name: np.zeros(self.of.size, dtype=np.int64) for name in wanted}

        def compute(
            principal: Any, rate: Any, asked: Any, lane: Any, *, shares: Sequence[int], den: int, count: int
        ) -> tuple[Any]:
            lanes = lane.astype(np.int64)
            rows = level_rows(principal, rate, asked, shares, den, count, rounding)
            if self.every and int(lanes[-1] - lanes[0]) == lanes.size - 1:
                self._in_one_piece(out, rows, slice(int(lanes[0]), int(lanes[-1]) + 1))
            else:
                self._one_by_one(out, rows, lanes)
            return (lanes * 0,)

        columns = (*accounts.values("principal", "annual_rate"), pay, np.arange(accounts.count))
        some = None if self.lanes.size == accounts.count else self.lanes
        accounts.fill(("written",), compute, columns, some)
        return out

    def _in_one_piece(self, out: Mapping[str, Any], rows: Iterable[Row], lanes: slice) -> None:
        """Neighbours that have as many rows as all others."""
        import numpy as np

        count = self.every or 0
        if self.by_number:
            for k, row in zip(range(count), rows, strict=False):
                for name, column in out.items():
                    column.reshape(count, -1)[k, lanes] = _amount(row, name)
            return
        # Period by period first: what is written far apart is slow.
        block = {name: np.empty((count, lanes.stop - lanes.start), dtype=np.int64) for name in out}
        for k, row in zip(range(count), rows, strict=False):
            for name, kept in block.items():
                kept[k] = _amount(row, name)
        for name, column in out.items():
            column.reshape(-1, count)[lanes] = block[name].T

    def _one_by_one(self, out: Mapping[str, Any], rows: Iterable[Row], lanes: Any) -> None:
        import numpy as np

        starts, counts = self.starts[lanes], self.counts[lanes]
        for k, row in enumerate(rows):
            live = np.flatnonzero(counts > k)
            at = starts[live] + k
            if self.by_number:
                at = k * self.starts.size + lanes[live] if self.moved is None else self.moved[at]
            for name, column in out.items():
                amount = _amount(row, name)
                column[at] = amount if isinstance(amount, int) else amount[live]


def _amount(row: Row, name: str) -> Amount:
    """One amount of a row."""
    if name in ("opening", "closing"):
        return total(getattr(row, name))
    if name == "payment":
        return row.paid
    return row.accrued[INTEREST] if name == "interest" else row.taken[PRINCIPAL]
