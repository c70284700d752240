"""Lanes paid off, each in its own time: the walk until nothing is owed, or for the most months.

Lanes that are paid off make room for those that are not: a leg of the walk ends where a quarter of its lanes have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.columns.periods import Course
from repayplan.engine.walk import walk
from repayplan.engine.width import Amount, Overflow, bounded, total
from repayplan.units.components import INTEREST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from repayplan.engine.walk import Row


class Path(NamedTuple):
    """What a path came to, a column each.

    Attributes:
        months: payments until nothing is owed; one more than the most where something still is.
        total: everything paid.
        interest: the interest in it.
    """

    months: Any
    total: Any
    interest: Any


class Leg(NamedTuple):
    """A part of the walk: its periods, after how many of them each lane still owed something, and what it owes."""

    periods: int
    longer: Any
    closing: Sequence[Amount]


def path(
    opening: Sequence[Amount],
    rate: Any,
    shares: Sequence[int],
    asked: Callable[[Any], Any],
    *,
    den: int,
    most: int,
    **words: Any,
) -> Path:
    """Walk every lane at the minimum until it is paid off, for at most ``most`` months.

    Args:
        opening: what is owed, by component: a column, or 0 where no lane has any.
        rate: of each lane.
        shares: what each period is of a year, over the denominator.
        asked: what some of the lanes are asked: a column, or a function of what is due.
        den: the denominator of every numerator.
        most: months after which a lane is given up.
        words: of the walk.
    """
    import numpy as np

    bounded(rate, den // max(1, *shares))  # so that the interest of all months fits where every balance does
    owed_at_first = total(opening)
    closing = owed_at_first * 0
    months, accrued, unpaid = closing.copy(), closing.copy(), closing.copy()
    lanes = np.flatnonzero(owed_at_first > 0)
    passed, owed = 0, [_kept(part, lanes) for part in opening]
    rates, interest = rate[lanes], accrued[lanes]
    while lanes.size and passed < most:
        course = Course(rates, shares, asked(lanes))
        try:
            leg = _leg(walk(owed, map(course.period, range(passed, most)), den, **words), interest)
        except Overflow as found:
            # Named by their place in the leg.
            wide = np.zeros(owed_at_first.size, dtype=bool)
            wide[lanes] = found.lanes
            raise Overflow(wide) from None
        months[lanes], passed = leg.longer + passed, passed + leg.periods
        left = total(leg.closing)
        accrued[lanes], closing[lanes], unpaid[lanes] = interest, left, leg.closing[INTEREST]
        kept = np.flatnonzero(left)
        lanes, rates, interest = lanes[kept], rates[kept], interest[kept]
        owed = [_kept(part, kept) for part in leg.closing]
    months += owed_at_first > 0
    return Path(months, owed_at_first + accrued - closing, opening[INTEREST] + accrued - unpaid)


def _leg(rows: Iterator[Row], interest: Any) -> Leg:
    """Walk until a quarter of the lanes is paid off; their interest is added up on the way."""
    import numpy as np

    # Months that a lane lasts after the last one that all of them last.
    after, longer, periods = 0, np.zeros(interest.size, dtype=np.uint16), 0
    closing: Sequence[Amount] = ()
    for row in rows:
        interest += row.accrued[INTEREST]
        closing = row.closing
        # What a row holds makes room before the next one is worked out.
        del row
        periods += 1
        left = total(closing)
        if left.min() > 0:
            after = periods
            continue
        live = (left > 0).astype(bool, copy=False)
        longer += live
        if 4 * np.count_nonzero(live) <= 3 * live.size:
            break
    return Leg(periods, after + longer.astype(np.int64), closing)


def expected(balance: Any, growth: Any, share: Any, floor: Any) -> Any:
    """A guess at each lane's months, so that lanes which end together are walked together.

    Args:
        balance: what is owed.
        growth: the rate of a period.
        share: of the balance that is asked.
        floor: the least that is asked.
    """
    import numpy as np

    # First the share, until the floor is more; then the floor. Half the width: it is a guess.
    owed, rate, share, floor = (np.asarray(column, dtype=np.float32) for column in (balance, growth, share, floor))
    grows, floor = np.maximum(np.log1p(rate), np.float32(1e-6)), np.maximum(floor, 1)
    falls = np.maximum(-np.log1p(-np.minimum(share, np.float32(0.99))) - grows, np.float32(1e-3))
    turn = floor / np.maximum(share, np.float32(1e-6))
    months = np.log(np.maximum(owed / turn, 1)) / falls
    months -= np.log1p(-np.minimum(np.minimum(owed, turn) * grows / floor, np.float32(0.999))) / grows
    return np.minimum(months, 60_000).astype(np.uint16)


def _kept(part: Amount, lanes: Any) -> Amount:
    return part if isinstance(part, int) else part[lanes]
