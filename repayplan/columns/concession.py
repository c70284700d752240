"""The smallest concession of many accounts: months first, then the rate, then the principal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from repayplan.columns.accounts import PLAIN, Accounts
from repayplan.columns.annuity import unsigned
from repayplan.columns.card_path import expected, path
from repayplan.columns.cells import FINE, OUT_OF_RANGE, PPM, SHARE, yearly_rates
from repayplan.columns.framed import framed
from repayplan.columns.periods import EQUAL, Course, Periods
from repayplan.engine.solve import closes, smallest_column
from repayplan.engine.walk import walk
from repayplan.engine.width import MOST_OWED, bounded
from repayplan.units.rounding import read_rounding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.columns.cells import Column

LEVERS = (None, "months", "rate", "write_down")
NOTHING, MONTHS, RATE, WRITE_DOWN = range(4)


@framed("principal", "annual_rate", "payment", "most_months", "least_rate", "months_left")
def concession(
    *,
    principal: Any,
    annual_rate: Any,
    payment: Any,
    most_months: Any,
    currency: str,
    least_rate: Any = 0,
    months_left: Any = None,
    units: str | None = None,
    interest_rounding: str = "half-up",
    every: Any = "month",
    as_of: Any = None,
    first_due: Any = None,
    day_count: str = EQUAL,
    errors: str = "raise",
) -> dict[str, Any]:
    """The least that has to be given up so that what each account can pay clears it: months, then rate, then principal.

    Each lever is asked to its end before the next one: the contract's rate over at most ``most_months``; where that is
    not enough, the largest rate at which they are; where none is, at the least rate the smallest write-down. Columns,
    units and errors as for :func:`level`.

    Args:
        principal: what is owed and bears interest [currency; minor units with ``units="minor,ppm"``].
        annual_rate: the contract's, a fraction of one below 1, or text such as ``"18.25%"`` [with ``units``: parts per
            million].
        payment: what the account can pay each period, the same every time [currency, or minor units].
        most_months: the most payments that may be asked for, 1 to 3660.
        currency: ISO 4217 code: sets the minor unit.
        least_rate: the lowest rate that may be asked for [as ``annual_rate``, whole parts per million]; where it is not
            below the contract's, the rate is no lever.
        months_left: payments that the contract has left, to tell where none is given up; None: it is not told.
        units: ``"minor,ppm"``, or None.
        interest_rounding: as for :func:`level`.
        every: as for :func:`level`.
        as_of: as for :func:`level`.
        first_due: as for :func:`level`.
        day_count: as for :func:`level`.
        errors: ``raise`` or ``column``.

    Returns:
        ``lever`` (the last one that is needed: ``months``, ``rate`` or ``write_down``; null where nothing is owed, or
        not more than ``months_left`` payments are needed), ``months`` (payments until nothing is owed), ``rate`` (that
        is asked for: the contract's, where it stands; a fraction of one, or parts per million) and ``write_down``
        [currency, or minor units]. With ``errors="column"`` also ``finding``.

    Raises:
        InputError: the first cell that cannot be used, by row, then by argument; or a word that is not known.
        MissingLibrary: a column of a frame, and narwhals is not installed.

    Source:
        The payment clears no smaller concession: a lower balance, or a lower rate, is never slower to be paid off, so
        that one step less is tried and fails.

    Examples:
        >>> out = concession(principal=["5000"] * 3, annual_rate="24%", payment=["150", "100", "80"], most_months=60,
        ...                  currency="USD")
        >>> out["lever"], out["months"], [f"{rate:.4%}" for rate in out["rate"]], str(out["write_down"][2])
        (['months', 'rate', 'write_down'], [56, 60, 60], ['24.0000%', '7.4202%', '0.0000%'], '200.00')
    """
    import numpy as np

    read_rounding(interest_rounding, "interest_rounding")
    kinds = PLAIN | {"most_months": "count", "months_left": "days", "least_rate": partial(_least, units is not None)}
    left = {} if months_left is None else {"months_left": months_left}
    accounts = Accounts(
        currency, units, Periods(every, as_of, first_due, day_count), errors, kinds, principal=principal,
        annual_rate=annual_rate, payment=payment, most_months=most_months, least_rate=least_rate, **left,
    )  # fmt: skip
    if accounts.digits is not None:
        too_fine = accounts.digits > SHARE
        accounts.lose(slice(None), too_fine, OUT_OF_RANGE)
        accounts.digits[too_fine] = PPM
    owed, rate, pay, most, least = accounts.values("principal", "annual_rate", "payment", "most_months", "least_rate")
    fine = 10 ** (0 if accounts.digits is None else accounts.digits - PPM)
    growth = rate / (fine * 10.0**PPM) * _share(accounts)
    rank = expected(owed, growth, 0, pay)
    accounts.fill(
        ("lever", "months", "rate", "write_down"), partial(_waterfall, rounding=interest_rounding),
        (owed, rate, pay, least * fine), keys={"count": most, "fine": fine + 0 * most}, rank=rank,
    )  # fmt: skip
    if left:
        stands = accounts.found["months"] <= accounts.values("months_left")[0]
        accounts.found["lever"][stands & (accounts.found["lever"] == MONTHS)] = NOTHING
    accounts.found["rate"] *= 1 if units else 10**SHARE // (fine * 10**PPM)
    return accounts.handed_back(
        "lever", "months", "rate", "write_down", words={"lever": np.array(LEVERS, dtype=object)},
        places={"rate": SHARE},
    )  # fmt: skip


def _least(in_ppm: bool, name: str, cells: Any, count: int) -> Column:
    """A rate in whole parts per million."""
    import numpy as np

    from repayplan.columns.cells import whole_numbers

    if in_ppm:
        return whole_numbers(name, cells, count)
    column, digits = yearly_rates(name, cells, count)
    column.codes[(digits > PPM) & (column.codes == FINE)] = OUT_OF_RANGE
    return column._replace(values=np.where(digits > PPM, 0, column.values), range="whole parts per million")


def _share(accounts: Accounts) -> float:
    shares, den = accounts.periods.shares(2)
    return shares[-1] / den


def _waterfall(
    owed: Any, rate: Any, pay: Any, least: Any, *, rounding: str, shares: Sequence[int], den: int, count: int, fine: int
) -> tuple[Any, ...]:
    """Lever, months, rate and write-down of each lane."""
    import numpy as np

    found = path(
        (unsigned(owed), 0, 0, 0), unsigned(rate), shares, lambda lanes: unsigned(pay)[lanes], den=den, most=count,
        rounding=rounding,
    )  # fmt: skip
    months = found.months.astype(owed.dtype)
    lever = np.where(owed > 0, MONTHS, NOTHING).astype(owed.dtype)
    write_down, asked = owed * 0, rate.copy()

    def clear(balance: Any, yearly: Any, lanes: Any) -> Any:
        periods = map(Course(unsigned(yearly), shares, unsigned(pay[lanes])).period, range(count))
        return closes(walk((unsigned(balance), 0, 0, 0), periods, den, rounding=rounding))

    short = np.flatnonzero(months > count)
    lowest = np.minimum(least, rate)[short]
    enough = clear(owed[short], lowest, short) & (lowest < rate[short])
    cut, lost = short[enough], short[~enough]
    lever[cut], lever[lost], months[short] = RATE, WRITE_DOWN, count
    if cut.size:
        # In whole parts per million, from the contract's rate down.
        top, low = rate[cut] // fine, lowest[enough] // fine
        guess = top - _rate_for(owed[cut], pay[cut], shares, den, count) // fine
        steps = smallest_column(
            lambda x, lanes: clear(owed[cut][lanes], (top[lanes] - x) * fine, cut[lanes]), guess, top * 0, top - low
        )
        asked[cut] = (top - steps) * fine
    if lost.size:
        asked[lost] = lowest[~enough]
        guess = owed[lost] - _worth(asked[lost], pay[lost], shares, den, count)
        write_down[lost] = smallest_column(
            lambda x, lanes: clear(owed[lost][lanes] - x, asked[lost][lanes], lost[lanes]), guess, owed[lost] * 0,
            owed[lost],
        )  # fmt: skip
        months[lost] *= write_down[lost] < owed[lost]
    return lever, months, asked, write_down


def _rate_for(owed: Any, pay: Any, shares: Sequence[int], den: int, count: int) -> Any:
    """About the rate at which the payments are worth what is owed: a first guess in floats, by Newton's steps."""
    import numpy as np

    share = sum(shares) / len(shares)
    ratio = np.asarray(owed, dtype=float) / np.maximum(np.asarray(pay, dtype=float), 1)
    i = np.maximum(2 * (count / np.maximum(ratio, 1e-9) - 1) / (count + 1), 1e-12)
    for _ in range(6):
        power = np.exp(-count * np.log1p(i))
        worth = (1 - power) / i
        slope = (count * power / (1 + i) - worth) / i
        i = np.clip(i - (worth - ratio) / slope, 1e-12, 10.0)
    guess = np.rint(i * den / share)
    if owed.dtype == object:
        return np.frompyfunc(int, 1, 1)(guess)
    bounded(guess, float(MOST_OWED))
    return guess.astype(np.int64)


def _worth(rate: Any, pay: Any, shares: Sequence[int], den: int, count: int) -> Any:
    """About what the payments are worth at a rate: a first guess in floats, exact at none."""
    import numpy as np

    if rate.dtype == object or not rate.any():
        return pay * count
    worth = np.zeros(len(rate))
    for share in reversed(shares[:count]):
        worth = (worth + 1) / (1 + rate * (share / den))
    guess = np.floor(worth * pay)
    bounded(guess, float(MOST_OWED))
    return guess.astype(np.int64)
