"""How long many cards take at the minimum, and what that costs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from repayplan.columns.accounts import PLAIN, Accounts
from repayplan.columns.card_path import expected, path
from repayplan.columns.cells import FINE, NEVER_CLEARS, PPM
from repayplan.columns.framed import framed
from repayplan.columns.minimums import Minimums
from repayplan.columns.periods import EQUAL, Periods
from repayplan.debts.debt import COMPOUNDING
from repayplan.debts.formula import wanted
from repayplan.terms.shape import MOST_ROWS
from repayplan.units.components import COMPONENTS, DEFAULT_ORDER, read_order
from repayplan.units.refusal import one_of, whole
from repayplan.units.rounding import read_rounding

if TYPE_CHECKING:
    from collections.abc import Sequence


@framed("principal", "annual_rate", "minimum", "interest", "penalty", "fees")
def minimum_path(
    *,
    principal: Any,
    annual_rate: Any,
    minimum: Any,
    currency: str,
    interest: Any = 0,
    penalty: Any = 0,
    fees: Any = 0,
    units: str | None = None,
    every: Any = "month",
    as_of: Any = None,
    first_due: Any = None,
    day_count: str = EQUAL,
    interest_rounding: str = "half-up",
    compounding: str = "none",
    order: Sequence[str] = DEFAULT_ORDER,
    most_months: int = MOST_ROWS,
    errors: str = "raise",
) -> dict[str, Any]:
    """Walk each card at its minimum until nothing is owed, as the one account of :func:`repayplan.forecast` does.

    No new spending is assumed. Columns, units and errors as for :func:`level`.

    Args:
        principal: what is owed and bears interest [currency; minor units with ``units="minor,ppm"``].
        annual_rate: a fraction of one below 1, or text such as ``"18.25%"`` [with ``units``: parts per million].
        minimum: one formula for all: a :class:`repayplan.Minimum`, its named parts, a preset's id or a sum; or a column
            of these; or named parts of which some are columns, such as ``{"balance": "3%", "floor": floors}`` [shares:
            text with %, or a fraction of one; with ``units`` sums are minor units, shares parts per million or text].
        currency: ISO 4217 code: sets the minor unit.
        interest: unpaid interest that is owed already [currency, or minor units].
        penalty: unpaid penalty [currency, or minor units].
        fees: unpaid fees [currency, or minor units].
        units: ``"minor,ppm"``, or None.
        every: a word of ``every``; each period is an equal part of the year, where no day is named.
        as_of: the day from which the interest of all cards runs; None: no day is named.
        first_due: their first due date; None: a month's end.
        day_count: how days count, a word of :class:`repayplan.Debt`.
        interest_rounding: ``half-up``, ``half-even``, ``half-down``, ``up`` or ``down``.
        compounding: ``none``, or ``monthly``: unpaid interest bears interest.
        order: of components in a payment.
        most_months: payments after which a card is said never to clear, 1 to 600.
        errors: ``raise`` or ``column``: of cells that cannot be read. A card that never clears is no error.

    Returns:
        ``months`` (payments until nothing is owed; null, or 0 in a numpy column, where that never comes), ``total``
        (everything paid, until the most months where it never clears), ``interest`` (the interest in it) and
        ``finding``: null, ``never_clears``, or with ``errors="column"`` what is wrong with the row.

    Raises:
        InputError: the first cell that cannot be used, by row, then by argument; or a word that is not known.
        MissingLibrary: a column of a frame, and narwhals is not installed.

    Source:
        The debt's own formula of named parts on what is then due, and one rounding of the interest each month.

    Examples:
        >>> out = minimum_path(principal=["9000", "9000"], annual_rate=["24%", "48%"], currency="USD",
        ...                    minimum={"balance": "3%", "floor": "35"})
        >>> out["months"], [str(paid) for paid in out["interest"]], out["finding"]
        ([248, None], ['15553.02', '213360.16'], [None, 'never_clears'])
    """
    import numpy as np

    read_rounding(interest_rounding, "interest_rounding")
    one_of(compounding, COMPOUNDING, "compounding")
    words = {
        "order": read_order(order, "order"),
        "rounding": interest_rounding,
        "compounding": compounding == "monthly",
    }
    most = whole(most_months, "most_months", 1, MOST_ROWS)
    minimums = Minimums(minimum, currency, units)
    besides = {"interest": interest, "penalty": penalty, "fees": fees}
    besides = {name: part for name, part in besides.items() if not (type(part) is int and part == 0)}
    accounts = Accounts(
        currency, units, Periods(every, as_of, first_due, day_count), errors, PLAIN | minimums.kinds,
        principal=principal, annual_rate=annual_rate, **besides, **minimums.given,
    )  # fmt: skip
    parts, formula = minimums.columns(accounts.read)
    names = ["principal", *besides]

    def compute(rate: Any, *columns: Any, shares: Sequence[int], den: int, formula_of: int = 0) -> tuple[Any, ...]:
        unsigned = [column if column.dtype == object else column.view(np.uint64) for column in (rate, *columns)]
        owed = dict(zip(names, unsigned[1:], strict=False))
        rest = unsigned[1 + len(names) :]
        found = path(
            [owed.get(name, 0) for name in COMPONENTS], unsigned[0], shares,
            lambda lanes: partial(wanted, formula(formula_of, [column[lanes] for column in rest])),
            den=den, most=most, **words,
        )  # fmt: skip
        return tuple(column if column.dtype == object else column.view(np.int64) for column in found)

    keys = {"formula_of": accounts.read["minimum"].values} if "minimum" in minimums.given else {}
    yearly = accounts.values("annual_rate")[0] / 10.0 ** (PPM if accounts.digits is None else accounts.digits)
    shares, parts_of_year = accounts.periods.shares(most)
    growth = yearly * shares[-1] / parts_of_year
    rank = expected(accounts.values("principal")[0], growth, *minimums.outline(accounts.read))
    columns = accounts.values("annual_rate", *names, *parts)
    accounts.fill(("months", "total", "interest"), compute, columns, keys=keys, rank=rank, most=most)
    never = (accounts.found["months"] > most) & (accounts.codes == FINE)
    return accounts.handed_back("months", "total", "interest", noted={"months": never * NEVER_CLEARS})
