"""The level instalment of many lanes, and what comes of it: every number from the one walk, none from a float.

Each function takes whole columns, principal and yearly rate first, and what is the same for all lanes by name: the
``shares`` of a year of the periods, the ``den`` of every numerator, the ``count`` of instalments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.columns.periods import Course
from repayplan.engine.solve import closes, exact_level, last_row, smallest_column
from repayplan.engine.walk import walk
from repayplan.engine.width import MOST_OWED, bounded, total
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from repayplan.engine.walk import Row

# How far below and above the rounded instalment the exact one lies at most [half minor units].
AROUND = {"up": (-2, 0), "down": (0, 2), "half-up": (-1, 1), "half-down": (-1, 1), "half-even": (-1, 1)}


def unsigned(column: Any) -> Any:
    """An int64 column as it stands, without sign: no amount is negative, and numpy divides these a third faster."""
    import numpy as np

    return column if column.dtype == object else column.view(np.uint64)


def level_rows(
    principal: Any, rate: Any, pay: Any, shares: Sequence[int], den: int, count: int, rounding: str
) -> Iterator[Row]:
    """The rows of a level plan: the last one takes what remains."""
    course = Course(unsigned(rate), shares, unsigned(pay))
    return walk((unsigned(principal), 0, 0, 0), course.until_closed(count), den, rounding=rounding)


def totalled(
    principal: Any, rate: Any, pay: Any, *, rounding: str, shares: Sequence[int], den: int, count: int
) -> tuple[Any, ...]:
    """Last payment, interest, total, and whether the first payment does not reduce the balance.

    While something is left for the last row, every payment before it was the instalment itself; where nothing is, the
    sums mean nothing and are counted instead.
    """
    import numpy as np

    rows = level_rows(principal, rate, pay, shares, den, count, rounding)
    first = next(rows)
    stuck = (total(first.closing) >= unsigned(principal)) & (principal > 0)
    final = (last_row(rows) or first).paid
    paid = unsigned(pay) * (count - 1) + final
    if paid.dtype == object:
        # Nor may they pass for an overflow.
        paid = np.where(final == 0, principal, paid)
    return final, paid - unsigned(principal), paid, stuck


def counted(
    principal: Any, rate: Any, pay: Any, *, rounding: str, shares: Sequence[int], den: int, count: int
) -> tuple[Any, ...]:
    """Last payment above nothing, interest, total and number of payments, where all is cleared before the last row."""
    import numpy as np

    last, paid, number = principal * 0, principal * 0, principal * 0
    for row in level_rows(principal, rate, pay, shares, den, count, rounding):
        amount = row.paid if principal.dtype == object else row.paid.view(np.int64)
        live = amount > 0
        last, paid, number = np.where(live, amount, last), paid + amount, number + live
    return last, paid - principal, paid, number


def annuity(principal: Any, rate: Any, *, rounding: str, shares: Sequence[int], den: int, count: int) -> tuple[Any]:
    """The exact annuity of each lane, rounded, and never nothing where something is owed."""
    import numpy as np

    if principal.dtype == object:
        pay = principal * 0
        open_lanes: Sequence[int] = range(len(principal))
    else:
        bounded(principal, MOST_OWED)
        pay = _guessed(principal, rate, shares, den, rounding)
        proven = _proven(principal, rate, pay, shares, den, rounding) | (principal == 0)
        open_lanes = np.flatnonzero(~proven).tolist()
    for lane in open_lanes:
        numerators = [int(rate[lane]) * share for share in shares]
        exact = exact_level(int(principal[lane]), numerators, den, [0] * count, [1] * count)
        pay[lane] = divide(*exact, rounding)
    return (np.maximum(pay, (principal > 0) * 1),)


def _guessed(principal: Any, rate: Any, shares: Sequence[int], den: int, rounding: str) -> Any:
    """A first guess in floats."""
    import numpy as np

    if len(set(shares)) == 1:
        each = np.maximum(rate * (shares[0] / den), 1e-18)
        guess = principal * each / -np.expm1(-len(shares) * np.log1p(each))
    else:
        worth = np.zeros(len(rate))
        for share in reversed(shares):
            worth = (worth + 1) / (1 + rate * (share / den))
        guess = principal / worth
    bounded(guess, float(MOST_OWED))
    nearest = {"up": np.ceil, "down": np.floor}.get(rounding, np.rint)
    return nearest(guess).astype(np.int64)


def _proven(principal: Any, rate: Any, pay: Any, shares: Sequence[int], den: int, rounding: str) -> Any:
    """Lanes whose guess is the rounded annuity, by two walks in a fraction of the minor unit.

    With interest rounded down a payment that does not clear is below the exact annuity; rounded up, one that clears is
    not. The fraction of a lane is as fine as int64 allows.
    """
    import numpy as np

    most = np.maximum(principal, 1.0)
    room = np.log2(np.minimum(2.0**57 / most, 2.0**60 / (most * rate * max(shares) + den)))
    fine = (room >= 1) & (pay >= 1)
    half = np.left_shift(1, np.where(fine, room, 1).astype(np.int64) - 1)
    owed = np.where(fine, 2 * half * principal, 0)
    below, above = AROUND[rounding]
    ends = []
    for offset, interest in ((below, "down"), (above, "up")):
        asked = np.where(fine, (2 * pay + offset) * half, 0)
        course = Course(unsigned(rate), shares, unsigned(asked))
        periods = map(course.period, range(len(shares)))
        row = last_row(walk((unsigned(owed), 0, 0, 0), periods, den, rounding=interest))
        ends.append((total(row.closing) == 0, row.paid < asked.view(np.uint64)))
    (cleared_below, _), (cleared, with_spare) = ends
    # Where the exact annuity at the upper end would round to the next one, clearing just so does not prove it.
    return fine & ~cleared_below & cleared & (with_spare | (above == 0))


def least(principal: Any, rate: Any, *, rounding: str, shares: Sequence[int], den: int, count: int) -> tuple[Any]:
    """The smallest instalment of each lane that leaves nothing after the last one."""
    (guess,) = annuity(principal, rate, rounding="half-up", shares=shares, den=den, count=count)

    def ok(pay: Any, lanes: Any) -> Any:
        periods = map(Course(rate[lanes], shares, pay).period, range(count))
        return closes(walk((principal[lanes], 0, 0, 0), periods, den, rounding=rounding))

    # A payment of all that is owed after the first period closes; where that one has no days, so does the principal.
    first = next(walk((principal, 0, 0, 0), [Course(rate, shares).period(0)], den, rounding=rounding))
    return (smallest_column(ok, guess, principal * 0, total(first.closing)),)
