"""What can be the unknown: the smallest whole number that does, found exactly whatever the first guess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.engine.walk import Period, walk
from repayplan.engine.width import INTS, Amount, total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def _narrow(bad: Amount, good: Amount, probe: Amount, step: Amount, yes: Any, xp: Any) -> tuple[Amount, ...]:
    """One answer taken in: the new bounds, the next probe and its step. Gallop off the guess, then halve."""
    good, bad = xp.where(yes, probe, good), xp.where(yes, bad, probe)
    onward = xp.where(yes, probe - step, probe + step)
    inside = (bad < onward) & (onward < good)
    return bad, good, xp.where(inside, onward, bad + (good - bad) // 2), 4 * step


def smallest(ok: Callable[[int], bool], guess: int, low: int, high: int) -> int:
    """The smallest x in [low, high] with ``ok(x)``, which is monotone and holds at ``high``.

    Both neighbours are checked, so the answer is exact for any guess; a right guess costs two probes.

    Examples:
        >>> smallest(lambda x: x * x >= 50, guess=7, low=0, high=50)
        8
    """
    bad, good, probe, step = low - 1, high, min(max(guess, low), high), 1
    while bad + 1 < good:
        probe = probe if bad < probe < good else bad + (good - bad) // 2
        bad, good, probe, step = _narrow(bad, good, probe, step, ok(probe), INTS)
    return good


def smallest_column(ok: Callable[[Any, Any], Any], guess: Any, low: Any, high: Any) -> Any:
    """The same for columns: ``ok(x, lanes)`` answers for the lanes that are still open."""
    import numpy as np

    good = np.array(high)
    bad = np.broadcast_to(low, good.shape) - 1
    probe = np.minimum(np.maximum(guess, bad + 1), good)
    step = np.ones_like(good)
    lanes = np.flatnonzero(bad + 1 < good)
    # A probe at the upper bound itself asks what is known already: ask for the middle instead.
    probe = np.where(probe < good, probe, bad + (good - bad) // 2)
    while lanes.size:
        yes = ok(probe[lanes], lanes)
        bad[lanes], good[lanes], probe[lanes], step[lanes] = _narrow(
            bad[lanes], good[lanes], probe[lanes], step[lanes], yes, np
        )
        lanes = lanes[bad[lanes] + 1 < good[lanes]]
    return good


def exact_level(
    balance: int, numerators: Sequence[int], den: int, fixed: Sequence[int], weights: Sequence[int]
) -> tuple[int, int]:
    """The level sum x, as an exact fraction, with which rows of ``fixed + weight * x`` close the balance unrounded."""
    power, owed, per_unit = 1, balance, 0
    for numerator, sum_fixed, weight in zip(numerators, fixed, weights, strict=True):
        grown = den + numerator
        power *= den
        owed = owed * grown - sum_fixed * power
        per_unit = per_unit * grown + weight * power
    return max(owed, 0), per_unit


def last_row(rows: Iterable[Any]) -> Any:
    """The last row; no earlier one is kept."""
    row = None
    for row in rows:  # noqa: B007 - the last one is what is asked for
        pass
    return row


def closes(rows: Iterable[Any]) -> Any:
    """Whether nothing is owed after the last row; on columns, lane by lane."""
    row = last_row(rows)
    return row is not None and total(row.closing) == 0


def balance_cleared(payment: int, numerators: Sequence[int], den: int, rounding: str = "half-up") -> int:
    """The largest principal that a level payment clears within the periods [minor units]."""
    periods = [Period(((numerator, "run"),), payment) for numerator in numerators]

    def too_large(balance: int) -> bool:
        return not closes(walk((balance, 0, 0, 0), periods, den, rounding=rounding))

    return smallest(too_large, present_value(payment, numerators, den) + 1, 0, payment * len(periods) + 1) - 1


def present_value(payment: int, numerators: Sequence[int], den: int) -> int:
    """What level payments are worth at the start, rounded down: a first guess for a balance."""
    worth_num, worth_den = 0, 1
    for numerator in reversed(numerators):
        # (worth + payment) discounted by one period.
        worth_num, worth_den = (worth_num + payment * worth_den) * den, worth_den * (den + numerator)
    return worth_num // worth_den
