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
    from collections.abc import Iterable, Iterator, Sequence

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


def annuity(principal: Any, rate: Any, *, rounding: str, shares: Sequence[int], den: int, count: Any) -> tuple[Any]:
    """The exact annuity of each lane, rounded, and never nothing where something is owed.

    ``count``: of instalments, the number of ``shares``; or a column of numbers up to that.
    """
    import numpy as np

    if principal.dtype == object:
        pay = principal * 0
        open_lanes: Sequence[int] = range(len(principal))
    else:
        bounded(principal, MOST_OWED)
        pay = _guessed(principal, rate, shares, den, rounding, count)
        open_lanes = _unproven(principal, rate, pay, shares, den, rounding, count)
    for lane in open_lanes:
        number = count if isinstance(count, int) else int(count[lane])
        numerators = [int(rate[lane]) * share for share in shares[:number]]
        exact = exact_level(int(principal[lane]), numerators, den, [0] * number, [1] * number)
        pay[lane] = divide(*exact, rounding)
    return (np.maximum(pay, (principal > 0) * 1),)


def worths(rate: Any, shares: Sequence[int], den: int) -> Iterator[Any]:
    """About what one unit in each of the first one, two, three, ... periods is worth at the start [floats]."""
    known = {share: 1 / (1 + rate * (share / den)) for share in set(shares)}
    discount, worth = 1.0, 0.0
    for share in shares:
        discount = discount * known[share]
        worth = worth + discount
        yield worth


def _guessed(principal: Any, rate: Any, shares: Sequence[int], den: int, rounding: str, count: Any) -> Any:
    """A first guess in floats."""
    import numpy as np

    if len(set(shares)) == 1:
        each = np.maximum(rate * (shares[0] / den), 1e-18)
        guess = principal * each / -np.expm1(-count * np.log1p(each))
    else:
        worth = np.zeros(len(rate))
        for k, so_far in enumerate(worths(rate, shares, den), 1):
            worth = so_far if isinstance(count, int) else np.where(count == k, so_far, worth)
        guess = principal / worth
    bounded(guess, float(MOST_OWED))
    nearest = {"up": np.ceil, "down": np.floor}.get(rounding, np.rint)
    return nearest(guess).astype(np.int64)


def _unproven(*columns: Any) -> list[int]:
    """The lanes whose guess is not proven to be the rounded annuity, neither quickly nor as finely as it can be."""
    import numpy as np

    principal, rate, pay, shares, den, rounding, count = columns
    # With one bound for all lanes no period has to look at each of them; where that is too coarse, each has its own.
    proven = _proven(principal, rate, pay, shares, den, rounding, count, np.max(rate, initial=0)) | (principal == 0)
    lanes = np.flatnonzero(~proven)
    if lanes.size:
        own = count if isinstance(count, int) else count[lanes]
        finely = _proven(principal[lanes], rate[lanes], pay[lanes], shares, den, rounding, own, rate[lanes])
        lanes = lanes[~finely]
    found: list[int] = lanes.tolist()
    return found


def _proven(
    principal: Any, rate: Any, pay: Any, shares: Sequence[int], den: int, rounding: str, count: Any, most_rate: Any
) -> Any:
    """Lanes whose guess is the rounded annuity, by two walks in a fraction of the minor unit.

    With interest rounded down a payment that does not clear is below the exact annuity; rounded up, one that clears is
    not. The fraction of a lane is as fine as int64 allows at a rate of ``most_rate``.
    """
    import numpy as np

    most = np.maximum(principal, 1.0)
    room = np.log2(np.minimum(2.0**57 / most, 2.0**60 / (most * most_rate * max(shares) + den)))
    fine = (room >= 1) & (pay >= 1)
    half = np.left_shift(1, np.where(fine, room, 1).astype(np.int64) - 1)
    owed = np.where(fine, 2 * half * principal, 0)
    below, above = AROUND[rounding]
    cleared, spare = [], fine
    for offset, interest in ((below, "down"), (above, "up")):
        asked = np.where(fine, (2 * pay + offset) * half, 0)
        course = Course(unsigned(rate), shares, unsigned(asked))
        periods = map(course.period, range(len(shares)))
        closing, paid = _ends(walk((unsigned(owed), 0, 0, 0), periods, den, rounding=interest), count, above != 0)
        cleared.append(closing == 0)
        spare = paid < asked.view(np.uint64) if above else fine
    # Where the exact annuity at the upper end would round to the next one, clearing just so does not prove it.
    return fine & ~cleared[0] & cleared[1] & spare


def _ends(rows: Iterable[Row], count: Any, paid: bool) -> tuple[Any, Any]:
    """What each lane's own last row leaves, and where it is asked for what it pays."""
    import numpy as np

    if isinstance(count, int):
        row = last_row(rows)
        return total(row.closing), row.paid
    closing, last = None, None
    for k, row in enumerate(rows, 1):
        own, left = count == k, total(row.closing)
        closing = left if closing is None else np.where(own, left, closing)
        if paid:
            last = row.paid if last is None else np.where(own, row.paid, last)
    return closing, last


def least(principal: Any, rate: Any, *, rounding: str, shares: Sequence[int], den: int, count: int) -> tuple[Any]:
    """The smallest instalment of each lane that leaves nothing after the last one."""
    (guess,) = annuity(principal, rate, rounding="half-up", shares=shares, den=den, count=count)

    def ok(pay: Any, lanes: Any) -> Any:
        periods = map(Course(rate[lanes], shares, pay).period, range(count))
        return closes(walk((principal[lanes], 0, 0, 0), periods, den, rounding=rounding))

    # A payment of all that is owed after the first period closes; where that one has no days, so does the principal.
    first = next(walk((principal, 0, 0, 0), [Course(rate, shares).period(0)], den, rounding=rounding))
    return (smallest_column(ok, guess, principal * 0, total(first.closing)),)
