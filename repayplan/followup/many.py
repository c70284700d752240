"""Many ledgers at once: the same walk over columns, one payment a period in each lane, on whatever day of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.engine.walk import Period, walk
from repayplan.units.components import DEFAULT_ORDER, PRINCIPAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from repayplan.engine.walk import Row
    from repayplan.engine.width import Amount


def replay(
    opening: Sequence[Amount], rate: Amount, den: int, ends: Sequence[int], days: Sequence[Amount],
    paid: Sequence[Amount], *, rounding: str = "half-up", order: Sequence[str] = DEFAULT_ORDER,
) -> Iterator[Row]:  # fmt: skip
    """What many debts owe at the end of each period, as they were paid: interest by the day, one rounding a period.

    Args:
        opening: what is owed at the start, by component: columns [minor units], or 0.
        rate: of a day, over ``den``: a number or a column.
        den: the denominator.
        ends: the last day of each period, counted from the start.
        days: for each period the day of its payment, in each lane: after the period's first day, up to its end.
        paid: for each period what was paid on it [minor units].
        rounding: of interest.
        order: of components in a payment.

    Yields:
        Two rows a period: the payment on its day, and the end of the period. What is owed is the second's ``closing``;
        what was paid beyond all that was owed is used once more is owed.

    Raises:
        Overflow: naming lanes that int64 could not hold.

    Examples:
        >>> import numpy as np
        >>> columns = [np.array([20, 46]), ], [np.array([1500_00, 0])]
        >>> _, end = replay((np.array([15000_00, 15000_00]), 0, 0, 0), 5, 10_000, [46], *columns)
        >>> [int(interest) for interest in end.closing[1]]
        [32550, 34500]
    """
    feed = _Feed(rate, ends, days, paid, opening[PRINCIPAL])
    for row in walk(opening, feed.periods(), den, rounding=rounding, order=order):
        feed.last = row
        yield row


class _Feed:
    """The periods of all lanes, made as the walk comes to them."""

    def __init__(
        self, rate: Amount, ends: Sequence[int], days: Sequence[Amount], paid: Sequence[Amount], principal: Amount
    ) -> None:
        self.rate, self.ends, self.days, self.paid = rate, ends, days, paid
        self.principal = principal
        self.last: Row | None = None

    def periods(self) -> Iterator[Period]:
        """Two a period: what is paid before its end, then its interest, and what is paid at its end."""
        start, before = 0, self.principal
        for end, day, paid in zip(self.ends, self.days, self.paid, strict=True):
            early = paid * (day < end)
            yield Period((), early + self._spare())
            after = self._principal()
            owed_days: Any = before * (day - start) + after * (end - day)
            yield Period(((0, "run"),), paid - early + self._spare(), beside=(self.rate * owed_days, 0))
            start, before = end, self._principal()

    def _spare(self) -> Amount:
        """What was paid beyond all that was owed."""
        return 0 if self.last is None else self.last.asked - self.last.paid

    def _principal(self) -> Amount:
        return 0 if self.last is None else self.last.closing[PRINCIPAL]
