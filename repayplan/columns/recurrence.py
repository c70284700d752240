"""The full recurrence of many accounts: all components, treatments, fees, a write-down; its totals, none from a float.

A period has the steps that the call has: what no account has costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repayplan.columns.periods import scaled
from repayplan.engine.walk import Period, walk
from repayplan.engine.width import Amount, bounded, plus, total, width
from repayplan.units.components import COMPONENTS, FEES, INTEREST, PRINCIPAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from repayplan.engine.walk import Row

# What a lane may owe at the end of every fourth period, which at most doubles it: so many periods' sums fit in int64.
MOST_LEFT = 2**46


@dataclass(frozen=True)
class Course:
    """What all accounts of one call have in common.

    Attributes:
        opening: what becomes of what is owed already, by component, where it is not collected.
        accrual: what becomes of the interest that newly accrues.
        order: of components in a payment.
        rounding: of interest.
        compounding: whether unpaid interest bears interest.
    """

    opening: Mapping[int, str]
    accrual: str
    order: Sequence[str]
    rounding: str
    compounding: bool

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing but a principal that bears interest."""
        return not self.opening and self.accrual == "run" and not self.compounding


def walked(
    course: Course, owed: Sequence[Amount], rate: Any, pay: Any, fee: Any, write_down: Any, *,
    shares: Sequence[int], den: int, count: int,
) -> Iterator[Row]:  # fmt: skip
    """The rows: the last one takes what remains."""
    left = total(owed)
    releases = _releases(course, owed, write_down, count)
    asked, known = plus(pay, fee), {share: scaled(rate, share) for share in set(shares)}

    def periods() -> Iterator[Period]:
        period = None
        for k, share in enumerate(shares):
            # A period that is the same again is the same value: the walk may know that it is.
            alone = releases is not None or not isinstance(fee, int) or k in (1, count - 1)
            if alone or period is None or share != shares[k - 1]:
                numerator = known[share]
                parts = () if course.accrual == "pause" else ((numerator, course.accrual),)
                period = Period(
                    parts, asked, contract=None if parts else numerator, close=k == count - 1,
                    # No fee where nothing is owed any more.
                    charges=None if isinstance(fee, int) else (0, 0, 0, fee * (left > 0)),
                    release=None if releases is None else next(releases),
                    forgive=(write_down, 0, 0, 0) if k == 0 and not isinstance(write_down, int) else None,
                )  # fmt: skip
            yield period

    for row in walk(
        owed, periods(), den, rounding=course.rounding, order=course.order, treatment=dict(course.opening),
        compounding=course.compounding,
    ):  # fmt: skip
        if not isinstance(fee, int):
            left = total(row.closing)
        yield row


def _releases(course: Course, owed: Sequence[Amount], write_down: Amount, count: int) -> Iterator[list[Amount]] | None:
    """What is spread, in equal parts, the odd units first."""
    spread = [c for c, how in course.opening.items() if how == "spread" and not isinstance(owed[c], int)]
    if not spread:
        return None
    amounts = list(owed)
    if not isinstance(write_down, int):
        amounts[PRINCIPAL] = amounts[PRINCIPAL] - width(owed).minimum(write_down, amounts[PRINCIPAL])
    parts = {c: (amounts[c] // count, amounts[c] % count) for c in spread}
    odd = {c: int(rest.max(initial=0)) for c, (_, rest) in parts.items()}
    return (
        [plus(parts[c][0], (parts[c][1] > k) if odd[c] > k else 0) if c in parts else 0 for c in range(len(COMPONENTS))]
        for k in range(count)
    )


NAMES = ("last", "interest", "penalty", "fees", "total", "waived", "forgone", "months", "stuck")


class _Sum:
    """A sum of columns, in place once it is its own."""

    def __init__(self) -> None:
        self.value: Amount = 0
        self.is_own = False

    def add(self, amount: Amount) -> None:
        """Add an amount; the 0 of what is absent costs nothing."""
        if isinstance(amount, int) and not amount:
            return
        if self.is_own:
            self.value += amount
            return
        self.is_own = not isinstance(self.value, int)
        self.value = plus(self.value, amount)


def totalled(rows: Iterator[Row], owed: Sequence[Amount], count: int, *, accrual: str) -> tuple[Any, ...]:
    """The sums of the rows, as ``NAMES`` has them.

    Args:
        rows: of the lanes.
        owed: what they owe at the start, by component.
        count: of rows.
        accrual: what becomes of new interest.
    """
    import numpy as np

    lanes = total(owed)
    nothing = lanes * 0
    taken, waived, forgone = [_Sum() for _ in COMPONENTS], _Sum(), _Sum()
    last, months, stuck, before = nothing, nothing, nothing > 0, lanes
    all_open = bool(lanes.size) and lanes.min() > 0
    for k, row in enumerate(rows):
        for sum_, amount in zip(taken, row.taken, strict=True):
            sum_.add(amount)
        waived.add(total(row.waived))
        forgone.add(row.forgone)
        left = total(row.closing)
        if k % 4 == 0 and not isinstance(left, int):
            bounded(left, MOST_LEFT)
        if k == 0 and count > 1:
            runs = row.accrued[INTEREST] if accrual in ("run", "capitalise") else 0
            stuck = (nothing > 0) | ((row.paid <= plus(runs, row.accrued[FEES])) & (left > 0))
        if all_open:
            all_open = not isinstance(left, int) and left.min() > 0
            if not all_open:
                last, months = row.paid, nothing + (k + 1)
        else:
            live = before > 0
            last, months = np.where(live, row.paid, last), months + live
        before = left
    paid = [sum_.value for sum_ in taken]
    months = months * (total(paid) > 0)  # where all was waived there was none
    sums = (last, *paid[INTEREST:], total(paid), waived.value, forgone.value, months)
    return *(nothing + sum_ for sum_ in sums), stuck
