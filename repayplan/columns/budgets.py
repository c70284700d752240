"""What many households have for plans, month by month on both ledgers: a household to a lane."""

from __future__ import annotations

from functools import cached_property, reduce
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.width import width
from repayplan.feasibility.cash import level_sum, own_months
from repayplan.options.shares import changes_for_good

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.household.kept import Kept


class Phases(NamedTuple):
    """Sums in two phases: the first for so many months, then the other; the other alone where there are none."""

    months: Any
    first: Any
    then: Any

    def some(self, lanes: Any) -> Phases:
        """The same of some of the lanes."""
        return Phases(*(column[lanes] for column in self))


class Ledger:
    """One ledger of some lanes [minor units]; a month that is like another may be the same column.

    Args:
        spare: cash above the floor at the start.
        surplus: of each month from that of ``as_of``.
        available: what of it is not kept back.
    """

    def __init__(self, spare: Any, surplus: Sequence[Any], available: Sequence[Any]) -> None:
        self.spare, self.surplus, self.available = spare, surplus, available

    @classmethod
    def of(cls, spare: Any, surplus: Sequence[Any], keeping: Kept) -> Ledger:
        """The ledger of a surplus, of which something may be kept back."""
        xp = width((spare,))
        left = {id(month): month - keeping.of(month, xp) for month in surplus}
        return cls(spare, surplus, [left[id(month)] for month in surplus])

    def some(self, lanes: Any) -> Ledger:
        """The same of some of the lanes."""
        return Ledger(self.spare[lanes], some(self.surplus, lanes), some(self.available, lanes))

    def until(self, months: int) -> Ledger:
        """The same, for so many months."""
        if months == len(self.available):
            return self
        return Ledger(self.spare, self.surplus[:months], self.available[:months])

    @cached_property
    def carried(self) -> list[Any]:
        """Cash above the floor at the end of each month, if nothing is paid."""
        return list(accumulate(self.available, initial=self.spare))[1:]

    @cached_property
    def never_short(self) -> Any:
        """The lanes in which every month leaves something, or nothing is missing in it."""
        import numpy as np

        return reduce(np.minimum, apart(self.available)) >= 0

    @cached_property
    def is_steady(self) -> bool:
        """Whether every month is like the first, and none is short."""
        return len(apart(self.available)) == 1 and bool(self.never_short.all())

    def before(self, month: int) -> Any:
        """Cash above the floor before a month, if nothing is paid until then."""
        return self.carried[month - 1] if month else self.spare

    def reach(self, start: int) -> Any:
        """The most that cash above the floor ever comes to from a month on, if nothing is paid."""
        import numpy as np

        return np.maximum.reduce(self.carried[start:])

    def level_sum(self, start: int, months: int) -> Any:
        """The most that can be asked in each of the months from ``start`` on."""
        return level_sum(self.available[start : start + months], self.before(start))

    def own(self, start: int, months: int) -> list[Any]:
        """The most that can be paid in each of the months from ``start`` on, as early as it can be."""
        if self.is_steady:
            # All cash at first, then what each month leaves: the same column again and again.
            each = self.available[0]
            return [self.before(start) + each, *[each] * (months - 1)]
        return own_months(self.available[start : start + months], self.before(start))

    def phases(self, start: int, months: int) -> Phases:
        """The sums of phases, which part where what is available changes for good."""
        import numpy as np

        available = self.available[start : start + months]
        cut = changes_for_good(available) + 0 * self.spare if len(apart(available)) > 1 else 0 * self.spare
        then = self.level_sum(start, months)
        first = then * 0
        for months_ in np.unique(cut[cut > 0]).tolist():
            lanes = np.flatnonzero(cut == months_)
            part = self.some(lanes)
            first[lanes] = part.level_sum(start, months_)
            then[lanes] = np.maximum(reduce(np.minimum, part.available[start + months_ : start + months]), 0)
        return Phases(cut, first, then)


def apart(columns: Sequence[Any]) -> list[Any]:
    """The columns, each once."""
    return list({id(column): column for column in columns}.values())


def some(columns: Sequence[Any], lanes: Any) -> list[Any]:
    """Some lanes of columns; what is one column stays one."""
    found = {id(column): column[lanes] for column in apart(columns)}
    return [found[id(column)] for column in columns]
