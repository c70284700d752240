"""Cash month by month, in minor units: the two questions that every verdict asks.

Paths are written once for ints and for int64 columns, in which a number is one household of many.
"""

from __future__ import annotations

from functools import reduce
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.width import INTS, Amount, width
from repayplan.household.kept import NOTHING, Kept
from repayplan.units.dates import month_text
from repayplan.units.money import from_minor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from decimal import Decimal

    from repayplan.household.household import Household
    from repayplan.household.timing import Timing

# Nested: the first that holds. The first two are feasible.
VERDICTS = ("comfortable", "needs savings", "tight", "not affordable")
NEVER = -1


class Dues(NamedTuple):
    """Payments with their days.

    Attributes:
        at_once: what is due on the day of ``as_of`` itself [minor units].
        dues: month, counted from the first one, day of the month, and sum [minor units].
    """

    at_once: int = 0
    dues: tuple[tuple[int, int, int], ...] = ()

    def of_month(self, month: int) -> list[tuple[int, int]]:
        """Days and sums of one month."""
        return [(day, units) for k, day, units in self.dues if k == month]


def cash_path(opening: Amount, available: Iterable[Amount], payments: Iterable[Amount]) -> Iterator[Amount]:
    """Cash at the end of each month."""
    for have, pay in zip(available, payments, strict=False):
        opening = opening + have - pay
        yield opening


def left_over(available: Iterable[Amount], payments: Iterable[Amount], xp: Any = INTS) -> Iterator[Amount]:
    """What each month itself leaves after its payments: below nothing where they are more than it has."""
    for have, pay in zip(available, payments, strict=False):
        yield xp.maximum(have, 0) - pay


def verdict_at(feasible: Amount, strict: Amount, bare: Amount) -> Amount:
    """Where the verdict stands among :data:`VERDICTS`: feasible; strict; feasible with nothing kept back."""
    return feasible * (1 - strict) + (1 - feasible) * (3 - bare)


def first_below(values: Iterable[Amount], floor: Amount) -> tuple[Amount, Amount]:
    """Where a value is below the floor first, counted from nought, ``NEVER`` where none is; and by how much."""
    where: Amount = NEVER
    by: Amount = 0
    xp: Any = None
    for k, value in enumerate(values):
        low = value < floor
        if low is False or (low is not True and not low.any()):
            continue
        if low is True:
            return k, floor - value
        xp = xp or width((low,))
        fresh = low & (where == NEVER)
        where, by = xp.where(fresh, k, where), xp.where(fresh, floor - value, by)
    return where, by


def level_sum(available: Sequence[Amount], carried: Amount) -> Amount:
    """The most that can be asked in each of some months: what each leaves, else what cash carries.

    ``carried``: cash above the floor before them.
    """
    xp = width((carried,))
    least = reduce(xp.minimum, available)
    enough = least > 0
    if enough is True or (enough is not False and enough.all()):
        return least
    cumulated = accumulate(available, initial=carried)
    from_cash = reduce(xp.minimum, (cash // k for k, cash in enumerate(cumulated) if k))
    return xp.where(enough, least, xp.maximum(from_cash, 0))


def own_months(available: Sequence[Amount], carried: Amount) -> list[Amount]:
    """The most that can be paid in each of some months, as early as it can be: the least of what later ones carry."""
    xp = width((carried,))
    most = list(accumulate(available, initial=carried))[1:]
    for k in range(len(most) - 2, -1, -1):
        most[k] = xp.minimum(most[k], most[k + 1])
    paid, sums = 0, []
    for cash in most:
        sums.append(xp.maximum(cash - paid, 0))
        paid = paid + sums[-1]
    return sums


class Short(NamedTuple):
    """The first month that falls short, counted from the first one, and by how much [minor units]."""

    month: int
    by: int


def dated(short: Short | None, first: int, currency: str) -> tuple[str, Decimal] | None:
    """A short month as it is said, ``"2026-12"`` and the sum [currency], where months count from ``first``."""
    return None if short is None else (month_text(first + short.month), from_minor(short.by, currency))


def short_document(said: tuple[str, Decimal] | None) -> dict[str, str] | None:
    """The same as plain data."""
    return None if said is None else {"month": said[0], "by": str(said[1])}


class Means(NamedTuple):
    """What a household has for plans on one ledger.

    Attributes:
        first: running number of the first month.
        opening: cash at the start [minor units].
        floor: what cash may never fall below [minor units].
        surplus: income less all spending, by month [minor units].
        available: surplus less what is kept back, by month [minor units].
        timing: what is known of days; None where no income has a pay-day.
        keeping: how much of a month's surplus is kept back.
    """

    first: int
    opening: int
    floor: int
    surplus: tuple[int, ...]
    available: tuple[int, ...]
    timing: Timing | None = None
    keeping: Kept = NOTHING

    @classmethod
    def of(
        cls, home: Household, first: int, count: int, ledger: str = "declared", without: frozenset[str] = frozenset(),
        more: Callable[[int], int] | None = None, cash: int = 0,
    ) -> Means:  # fmt: skip
        """The means of ``count`` months, without some income lines, ``more`` of a running month and ``cash`` added."""
        surplus = tuple(home.months(first, count, ledger, without))
        if more is not None:
            surplus = tuple(month + more(first + k) for k, month in enumerate(surplus))
        available = tuple(month - home.kept(month) for month in surplus)
        timing = home.timing(first, surplus, ledger, without)
        opening = home.opening + cash
        floor = min(home.reserve_units(first), opening)
        return cls(first, opening, floor, surplus, available, timing, home.keeping)

    def changed(self, changes: Sequence[int]) -> Means:
        """The same means with a sum added to each month's surplus, at the month's start [minor units]."""
        surplus = tuple(map(add, self.surplus, changes))
        timing = self.timing and self.timing._replace(start=tuple(map(add, self.timing.start, changes)))
        available = tuple(month - self.keeping.of(month) for month in surplus)
        return self._replace(surplus=surplus, available=available, timing=timing)

    def path(self, payments: Sequence[int]) -> list[int]:
        """Cash at the end of each month."""
        return list(cash_path(self.opening, self.available, payments))

    def points(self, payments: Sequence[int], dues: Dues | None = None) -> Iterator[tuple[int, int, int]]:
        """Month, day and cash wherever cash is tested: at each month's end (day 0), and as the days are known.

        What is due on the day of ``as_of`` is paid before any income. Where an income has a pay-day, cash is looked at
        on each day on which something is paid: with what has come by then, and income without a day; what is spent
        without a day, and what is kept back, counts at the month's end.
        """
        if dues and dues.at_once:
            yield 0, 0, self.opening - dues.at_once
        cash = self.opening
        for k, end in enumerate(self.path(payments)):
            if self.timing is not None and dues is not None:
                for day, there in self.timing.on_days(k, dues.of_month(k)):
                    yield k, day, cash + there
            yield k, 0, end
            cash = end

    def verdict(self, payments: Sequence[int], dues: Dues | None = None) -> str:
        """The first of the nested verdicts that holds."""
        feasible = self.short_of_cash(payments, dues) is None
        strict = feasible and self.short_of_surplus(payments) is None
        # Nothing kept back; the floor stays.
        bare = feasible or self._replace(available=self.surplus).short_of_cash(payments, dues) is None
        return VERDICTS[verdict_at(feasible, strict, bare)]

    def short_of_cash(self, payments: Sequence[int], dues: Dues | None = None) -> Short | None:
        """The first month in which cash falls below the floor, wherever it is tested (see :meth:`points`)."""
        months, _, values = zip(*self.points(payments, dues), strict=True)
        where, by = first_below(values, self.floor)
        return None if where == NEVER else Short(months[where], by)

    def short_of_surplus(self, payments: Sequence[int]) -> Short | None:
        """The first month whose payments are more than what the month itself leaves."""
        month, by = first_below(left_over(self.available, payments), 0)
        return None if month == NEVER else Short(month, by)

    def level_sum(self, first: int, months: int) -> int:
        """The most that can be asked each month of some months: what each leaves, else what the cash path carries."""
        found: int = level_sum(self.available[first : first + months], self._carried(first))
        return found

    def _carried(self, first: int) -> int:
        """What cash above the floor has become before a month, if nothing is paid until then."""
        return self.opening - self.floor + sum(self.available[:first])

    def own_months(self, first: int, months: int, *, from_cash: bool = True) -> list[int]:
        """The most that can be paid in each month, as early as it can: cumulated, the least of what later months carry.

        Where ``from_cash`` is off, only what each month itself leaves.
        """
        if not from_cash:
            return [max(0, have) for have in self.available[first : first + months]]
        return own_months(self.available[first : first + months], self._carried(first))
