"""Level instalments of a million accounts, each as exact as one: solved, walked to the end, and totalled."""

from __future__ import annotations

from functools import partial
from typing import Any

from repayplan.columns.accounts import PLAIN, Accounts
from repayplan.columns.annuity import annuity, least
from repayplan.columns.framed import framed
from repayplan.columns.periods import EQUAL, Periods
from repayplan.units.refusal import one_of
from repayplan.units.rounding import BIAS, read_rounding

LEAST = "least-that-closes"


@framed("principal", "annual_rate", "instalments")
def level(
    *,
    principal: Any,
    annual_rate: Any,
    instalments: Any,
    currency: str,
    units: str | None = None,
    interest_rounding: str = "half-up",
    instalment_rounding: str = "up",
    every: Any = "month",
    as_of: Any = None,
    first_due: Any = None,
    day_count: str = EQUAL,
    errors: str = "raise",
) -> dict[str, Any]:
    """Solve the level instalment of each account, and walk it to the end.

    Each argument but the words is a column, or one value for every row. A column is a list, a numpy array, or a column
    of pandas, polars or Arrow (extra ``frames``); what comes back is of the make of the first one, with its index.

    Args:
        principal: what is owed and bears interest [currency; minor units with ``units="minor,ppm"``].
        annual_rate: a fraction of one below 1, or text such as ``"18.25%"`` [with ``units``: parts per million].
        instalments: how many, 1 to 3660.
        currency: ISO 4217 code: sets the minor unit.
        units: ``"minor,ppm"`` for whole minor units and parts per million a year, in and out: the fast way.
        interest_rounding: ``half-up``, ``half-even``, ``half-down``, ``up`` or ``down``.
        instalment_rounding: the same words, of the exact annuity; or ``least-that-closes``, the smallest instalment
            that leaves nothing after the last one.
        every: a word of ``every``; each period is an equal part of the year, where no day is named.
        as_of: the day from which the interest of all accounts runs; None: no day is named.
        first_due: their first due date; None: a month's end.
        day_count: how days count, a word of :class:`repayplan.Debt`.
        errors: ``raise``, or ``column``: a column ``finding`` names what is wrong with a row; others are worked out.

    Returns:
        A mapping of columns, one row per account in the caller's order: ``instalment``, ``last`` (the last payment
        made: it takes what remains), ``interest``, ``total`` (all payments), ``months`` (the number of payments: fewer
        than asked where a small debt is cleared before). Amounts are Decimals, in a frame's own decimal type where it
        has one; with ``units`` they are whole numbers. With ``errors="column"`` also ``finding``: null, or one of
        ``null``, ``not_a_number``, ``negative``, ``fraction_of_minor_unit``, ``out_of_range``, ``overflow``; the other
        cells of such a row are null, or 0 in a numpy column of whole numbers, which has no null.

    Raises:
        InputError: the first cell that cannot be used, by row, then by argument; or a word that is not known.
        MissingLibrary: a column of a frame, and narwhals is not installed.

    Source:
        The annuity, exactly, then rounded: a float guesses it; two walks in fractions of a minor unit, rounded down and
        up, prove both sides; what they leave open is worked out in whole fractions.

    Examples:
        >>> out = level(principal=["1000", "28000"], annual_rate=["12%", "18.25%"], instalments=[3, 60], currency="USD")
        >>> [str(amount) for amount in out["instalment"]], [str(amount) for amount in out["last"]], out["months"]
        (['340.03', '714.83'], ['340.01', '714.78'], [3, 60])
    """
    read_rounding(interest_rounding, "interest_rounding")
    one_of(instalment_rounding, (*BIAS, LEAST), "instalment_rounding")
    periods = Periods(every, as_of, first_due, day_count)
    accounts = Accounts(currency, units, periods, errors, PLAIN, principal=principal, annual_rate=annual_rate,
                         instalments=instalments)  # fmt: skip
    if instalment_rounding == LEAST:
        accounts.fill(
            ("instalment",), partial(least, rounding=interest_rounding), accounts.values("principal", "annual_rate")
        )
    else:
        accounts.fill(
            ("instalment",), partial(annuity, rounding=instalment_rounding), accounts.values("principal", "annual_rate")
        )
    accounts.total(accounts.found["instalment"], interest_rounding)
    return accounts.handed_back("instalment", "last", "interest", "total", "months")
