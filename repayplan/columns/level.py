"""Level instalments of a million accounts, each as exact as one: solved, walked to the end, and totalled."""

from __future__ import annotations

from functools import partial
from typing import Any

from repayplan.columns.accounts import PLAIN, Accounts
from repayplan.columns.annuity import annuity, least
from repayplan.columns.cells import FINE, NEVER_CLEARS
from repayplan.units.refusal import one_of
from repayplan.units.rounding import BIAS, read_rounding

LEAST = "least-that-closes"


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
        every: a word of ``every``; each period is an equal part of the year.
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
    accounts = Accounts(currency, units, every, errors, PLAIN, principal=principal, annual_rate=annual_rate,
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


def totals(
    *,
    principal: Any,
    annual_rate: Any,
    instalment: Any,
    instalments: Any,
    currency: str,
    units: str | None = None,
    interest_rounding: str = "half-up",
    every: Any = "month",
    errors: str = "raise",
) -> dict[str, Any]:
    """Walk each account at a given level instalment, and total it.

    The last of the ``instalments`` takes what remains, whether that is less or more than the others. Columns, units and
    errors as for :func:`level`.

    Args:
        principal: what is owed and bears interest [currency; minor units with ``units="minor,ppm"``].
        annual_rate: a fraction of one below 1, or text such as ``"18.25%"`` [with ``units``: parts per million].
        instalment: what is paid each period [currency, or minor units].
        instalments: how many, 1 to 3660.
        currency: ISO 4217 code: sets the minor unit.
        units: ``"minor,ppm"``, or None.
        interest_rounding: as for :func:`level`.
        every: a word of ``every``.
        errors: ``raise`` or ``column``.

    Returns:
        ``interest``, ``total``, ``last`` and ``months``, as for :func:`level`. The finding ``never_clears`` names a row
        of several instalments in which one does not exceed the first period's interest.

    Raises:
        InputError: the first cell that cannot be used, by row, then by argument; or a word that is not known.
        MissingLibrary: a column of a frame, and narwhals is not installed.

    Source:
        One rounding of principal x rate / periods a year for each period.

    Examples:
        >>> out = totals(principal=[100000], annual_rate=[120000], instalment=[34003], instalments=3, currency="USD",
        ...              units="minor,ppm")
        >>> out["interest"], out["last"], out["total"]
        ([2007], [34001], [102007])
    """
    read_rounding(interest_rounding, "interest_rounding")
    accounts = Accounts(currency, units, every, errors, PLAIN, principal=principal, annual_rate=annual_rate,
                         instalment=instalment, instalments=instalments)  # fmt: skip
    accounts.total(accounts.read["instalment"].values, interest_rounding)
    accounts.codes[accounts.found["stuck"] & (accounts.codes == FINE)] = NEVER_CLEARS
    return accounts.handed_back("last", "interest", "total", "months")
