"""Level instalments of many lanes, each over a number of its own: solved, and the numbers that a ledger may carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.columns.annuity import annuity, worths
from repayplan.columns.periods import scaled
from repayplan.columns.proposals import walked
from repayplan.engine.solve import smallest_column
from repayplan.engine.width import total
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repayplan.columns.budgets import Ledger
    from repayplan.columns.proposals import Asked, Lanes

# More than any lane owes, and less than the engine's bound on a payment.
EVERYTHING = 2**61
# What the ends of floats may be off by: more than any of them is.
SLACK = 1 - 1e-9


def level(lanes: Lanes, asked: Asked, count: Any) -> Any:
    """The level instalment over a number of months of each lane's own."""
    import numpy as np

    principal, *rest = lanes.left(asked)
    beside = total(rest)
    if asked.accrual != "run":
        return -(-(principal + beside) // count)  # rounded up
    unpaid = np.zeros(len(principal), dtype=bool) | (beside > 0)
    pay = np.zeros(len(principal), dtype=np.int64)
    for few, solve in ((np.flatnonzero(~unpaid), _annuity), (np.flatnonzero(unpaid), _least)):
        if few.size:
            part = lanes if few.size == len(pay) else lanes.some(few)
            pay[few] = solve(part, asked, count[few])
    return pay


def _annuity(lanes: Lanes, asked: Asked, count: Any) -> Any:
    """The exact annuity, rounded up."""
    shares, number = asked.shares[: int(count.max())], count
    if int(count.min()) == len(shares):
        number = len(shares)
    (pay,) = annuity(lanes.owed[0], lanes.bearing(asked), rounding="up", shares=shares, den=asked.den, count=number)
    return pay


def _least(lanes: Lanes, asked: Asked, count: Any) -> Any:
    """The smallest instalment that leaves nothing, where part of what is owed bears nothing."""
    import numpy as np

    principal, owed, rate = lanes.owed[0], total(lanes.owed), lanes.bearing(asked)
    shares = asked.shares[: int(count.max(initial=1))]
    guess, worth = _about(principal, owed - principal, rate * (sum(shares) / len(shares) / asked.den), count)
    if len(set(shares)) > 1:
        # Nearer by what it leaves or overpays.
        left, spare = _ends(lanes, asked, guess, count)
        guess = np.maximum(guess + np.rint((left - spare) / worth).astype(np.int64), 0)

    def closes(pay: Any, few: Any) -> Any:
        return _ends(lanes.some(few), asked, pay, count[few])[0] == 0

    # Once everything and its first interest is paid, nothing is left to bear any more.
    first = divide(owed * scaled(rate, max(asked.shares)), asked.den, "up")
    return smallest_column(closes, guess, 0 * owed, owed + first + 2)


def _about(principal: Any, beside: Any, each: Any, count: Any) -> tuple[Any, Any]:
    """About the instalment, and what a unit more each time pays off by the end [floats]: of like periods.

    What bears nothing is paid first, beside the interest; from then on it is an annuity.
    """
    import numpy as np

    each = np.maximum(each, 1e-9)

    def annuity_of(number: Any) -> Any:
        return -np.expm1(-number * np.log1p(each)) / each

    pay, first = (principal + beside) / annuity_of(count), count
    for _ in range(4):
        first = np.minimum(np.floor(beside / np.maximum(pay - principal * each, 1e-9)), count - 1) + 1
        pay = (principal + beside + first * principal * each) / (first + annuity_of(count - first))
    return np.ceil(pay - 0.01).astype(np.int64), (first + annuity_of(count - first)) * (1 + each) ** (count - first)


def _ends(lanes: Lanes, asked: Asked, pay: Any, count: Any) -> tuple[Any, Any]:
    """What a level sum leaves after each lane's number of instalments, and what of it is not needed."""
    import numpy as np

    paid, left = 0 * pay, 0 * pay
    for k, row in enumerate(walked(lanes, asked, (pay for _ in range(int(count.max(initial=1))))), 1):
        within = count >= k
        paid = paid + np.where(within, row.paid.view(np.int64), 0)
        left = np.where(within, total(row.closing).view(np.int64), left)
    return left, np.where(left == 0, pay * count - paid, 0)


def level_pays(pay: Any, count: Any) -> Iterator[Any]:
    """A level sum, the last of which asks for everything."""
    import numpy as np

    for k in range(1, int(count.max(initial=1)) + 1):
        last = count == k
        yield np.where(last, EVERYTHING, pay) if last.any() else pay


def may_fit(lanes: Lanes, asked: Asked, ledger: Ledger) -> Any:
    """Which numbers of level instalments, from 1 up, a ledger may carry: an array of numbers x lanes.

    A float says from below what each asks, and what is paid in all: a number that is left out surely is too few.
    """
    import numpy as np

    principal, *rest = lanes.left(asked)
    beside = total(rest)
    owed = principal + beside
    found = np.zeros((asked.months - 1, len(owed)), dtype=bool)
    most = lanes.bearing(asked) * (max(asked.shares) / asked.den) if asked.accrual == "run" else None
    so_far = worths(lanes.bearing(asked), asked.shares, asked.den) if most is not None else None
    room = ledger.spare.astype(float) if asked.at_once else np.full(len(owed), np.inf)
    for month in range(asked.start):
        room[ledger.carried[month] < 0] = -1.0
    grown = 1.0
    for k in range(1, asked.months):
        carried = ledger.carried[asked.start + k - 1]
        each, in_all = owed / k, owed
        if so_far is not None and most is not None:
            worth, grown = next(so_far), grown * (1 + most)
            each = np.maximum(each, _least_each(principal, beside, most, each, worth))
            # Roundings of a unit in each period, and the interest on them, are all that it may be less.
            in_all = np.maximum(owed, each * k * SLACK - 2 * k * (1 + most) * grown)
        found[k - 1] = (each * SLACK <= room) & (in_all <= carried)
        room = np.minimum(room, carried / k)
    return found


def _least_each(principal: Any, beside: Any, most: Any, each: Any, worth: Any) -> Any:
    """Less than a level instalment asks: the principal's own, and what bears nothing as late as it may be paid."""
    import numpy as np

    if isinstance(beside, int):
        return principal / worth
    # Beside the interest each pays at least so much of it; then it is paid after so many periods.
    spare = np.maximum(np.maximum(each, principal / worth) - principal * most, 1e-9)
    periods = np.minimum(np.ceil(beside / spare * (1 + 1e-9)), 1e4)
    return (principal + beside * np.exp(-periods * np.log1p(most))) / worth
