"""Cash month by month, in minor units: the two questions that every verdict asks."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from repayplan.household.household import Household


class Short(NamedTuple):
    """The first month that falls short, counted from the first one, and by how much [minor units]."""

    month: int
    by: int


class Means(NamedTuple):
    """What a household has for plans on one ledger.

    Attributes:
        first: running number of the first month.
        opening: cash at the start [minor units].
        floor: what cash may never fall below [minor units].
        surplus: income less all spending, by month [minor units].
        available: surplus less what is kept back, by month [minor units].
    """

    first: int
    opening: int
    floor: int
    surplus: tuple[int, ...]
    available: tuple[int, ...]

    @classmethod
    def of(
        cls, home: Household, first: int, count: int, ledger: str = "declared", without: frozenset[str] = frozenset(),
        more: Callable[[int], int] | None = None,
    ) -> Means:  # fmt: skip
        """The means of ``count`` months, without some income lines, and with ``more`` of a running month added."""
        surplus = tuple(home.months(first, count, ledger, without))
        if more is not None:
            surplus = tuple(month + more(first + k) for k, month in enumerate(surplus))
        available = tuple(month - home.kept(month) for month in surplus)
        return cls(first, home.opening, home.floor(first), surplus, available)

    def path(self, payments: Sequence[int]) -> list[int]:
        """Cash at the end of each month."""
        months = zip(self.available, payments, strict=False)
        return list(accumulate((have - pay for have, pay in months), initial=self.opening))[1:]

    def short_of_cash(self, payments: Sequence[int], at_once: int = 0) -> Short | None:
        """The first month in which cash falls below the floor; ``at_once`` of it is paid before any income."""
        if at_once and self.opening - at_once < self.floor:
            return Short(0, self.floor - (self.opening - at_once))
        for k, cash in enumerate(self.path(payments)):
            if cash < self.floor:
                return Short(k, self.floor - cash)
        return None

    def short_of_surplus(self, payments: Sequence[int]) -> Short | None:
        """The first month whose payments are more than what the month itself leaves."""
        for k, (have, pay) in enumerate(zip(self.available, payments, strict=False)):
            if pay > max(0, have):
                return Short(k, pay - max(0, have))
        return None

    def level_sum(self, first: int, months: int) -> int:
        """The most that can be asked each month of some months: what each leaves, else what the cash path carries."""
        least = min(self.available[first : first + months])
        if least > 0:
            return least
        cumulated = accumulate(self.available[first : first + months], initial=self._carried(first))
        return max(0, min(cash // k for k, cash in enumerate(cumulated) if k))

    def _carried(self, first: int) -> int:
        """What cash above the floor has become before a month, if nothing is paid until then."""
        return self.opening - self.floor + sum(self.available[:first])

    def own_months(self, first: int, months: int, *, from_cash: bool = True) -> list[int]:
        """The most that can be paid in each month, as early as it can: cumulated, the least of what later months carry.

        Where ``from_cash`` is off, only what each month itself leaves.
        """
        if not from_cash:
            return [max(0, have) for have in self.available[first : first + months]]
        carried = list(accumulate(self.available[first : first + months], initial=self._carried(first)))[1:]
        for k in range(len(carried) - 2, -1, -1):
            carried[k] = min(carried[k], carried[k + 1])
        paid, sums = 0, []
        for most in carried:
            sums.append(max(0, most - paid))
            paid += sums[-1]
        return sums
