"""Unit-periods of a credit transaction, as 12 CFR 1026 Appendix J (b)(3) to (b)(5) defines and counts them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.units.dates import DAYS, MONTHS, due_date, is_month_end, pair_seed, whole_months
from repayplan.units.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from repayplan.units.dates import Every

HALF_MONTH = 15


class Flow(NamedTuple):
    """What is lent (above 0) or paid back (below 0), after ``time`` periods and, at simple interest, ``odd`` of one."""

    amount: Fraction
    time: Fraction
    odd: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Deal:
    """Advances and payments, none of nothing, each in order of its moment: all days, or all years as fractions."""

    advances: Sequence[tuple[Any, Fraction]]
    payments: Sequence[tuple[Any, Fraction]]

    @property
    def start(self) -> Any:
        """When the term begins: with the first advance."""
        return self.advances[0][0]

    def signed(self) -> Iterable[tuple[Any, Fraction]]:
        """What is lent, then what is paid back, as a negative amount; each with its moment."""
        yield from self.advances
        yield from ((moment, -amount) for moment, amount in self.payments)

    def net(self) -> dict[Any, Fraction]:
        """What is lent less what is paid back, by moment, in order of time."""
        sums: defaultdict[Any, Fraction] = defaultdict(Fraction)
        for moment, amount in self.signed():
            sums[moment] += amount
        return {moment: sums[moment] for moment in sorted(sums) if sums[moment]}


class Unit(NamedTuple):
    """A unit-period: ``size`` of ``days``, ``half-months`` (always one) or ``months`` (at most twelve)."""

    of: str
    size: int

    @property
    def per_year(self) -> Fraction:
        """How many there are in a year; a week is a fifty-second of it, and so is each multiple of a week."""
        if self.of == "days":
            return Fraction(365, self.size) if self.size % 7 else Fraction(52 * 7, self.size)
        return Fraction(24 if self.of == "half-months" else 12, self.size)


YEAR = Unit("months", 12)
_STANDARD = (
    Unit("days", 1),
    *(Unit("days", 7 * weeks) for weeks in range(1, 53)),
    Unit("half-months", 1),
    *(Unit("months", months) for months in range(1, 13)),
)


def unit_of(every: Every) -> Unit:
    """The unit-period that a word of ``every`` names."""
    if isinstance(every, tuple):
        return Unit("days", every[0])
    if every == "half-month":
        return Unit("half-months", 1)
    return Unit("days", DAYS[every]) if every in DAYS else Unit("months", MONTHS[every])


def find_unit(start: date, advances: Iterable[date], payments: Iterable[date]) -> Unit:
    """The unit-period of a transaction with more than one advance or payment, (b)(4)(i).

    The common period that occurs most often, the smaller of two that occur equally often, at most a year. Where no
    period occurs twice: the average of all periods, to the nearest standard interval, the lower of two equally near.

    Examples:
        >>> from datetime import date
        >>> find_unit(date(1978, 2, 10), [], [date(1978, 4, 1), date(1978, 5, 1), date(1978, 6, 1)])
        Unit(of='months', size=1)
    """
    periods = [pair for days in (advances, payments) for pair in pairwise(sorted({start, *days}))]
    for kinds in (_standard_kinds, _day_kinds):
        counts = Counter(unit for first, last in periods for unit in kinds(first, last))
        common = [unit for unit, count in counts.items() if count > 1]
        if common:
            return min(common, key=lambda unit: (-counts[unit], -unit.per_year))
    days = Fraction(sum((last - first).days for first, last in periods), len(periods))
    return min(_STANDARD, key=lambda unit: (abs(365 / unit.per_year - days), -unit.per_year))


def _standard_kinds(first: date, last: date) -> Iterable[Unit]:
    """The standard intervals that a period is exactly: 28 days of February are four weeks and a month."""
    days = (last - first).days
    if days == 1 or (days % 7 == 0 and days <= 364):
        yield Unit("days", days)
    if _is_half_month(first, last):
        yield Unit("half-months", 1)
    months, begin = whole_months(first, last, pair_seed(first, last))
    if begin == first and months:
        yield Unit("months", min(months, 12))


def _day_kinds(first: date, last: date) -> Iterable[Unit]:
    """A common period that is no standard interval counts its days; one that is longer than a year is a year."""
    days = (last - first).days
    yield Unit("days", days) if days < 365 else YEAR


def _is_half_month(first: date, last: date) -> bool:
    forth = {first.day, 31 if is_month_end(first) else first.day}
    back = {last.day, 31 if is_month_end(last) else last.day}
    return any(due_date(first, day, "half-month", 1) == last for day in forth) or any(
        due_date(last, day, "half-month", -1) == first for day in back
    )


def series_seed(start: date, days: Sequence[date]) -> int | None:
    """The day of the month that a series keeps, 31 for the last; None where it keeps none, (b)(3)(iv)."""
    top = max(day.day for day in days)
    if all(is_month_end(day) for day in days):
        if start.day >= top:
            return start.day
        return top if len(days) == 1 else 31
    return top if all(day.day == top or (is_month_end(day) and day.day < top) for day in days) else None


def count_units(unit: Unit, start: date, day: date, seed_day: int | None) -> tuple[int, Fraction]:
    """The full unit-periods between two days and the fraction that remains, (b)(5)(i) to (v).

    Args:
        unit: the unit-period.
        start: the day on which the term begins.
        day: the day of the advance or payment.
        seed_day: the day of the month that the series keeps, None for the day's own.

    Returns:
        Whole unit-periods, and the fraction of one: odd days over the days of the unit (a month has 30, a half-month
        15); of a year months over 12, or days over 365 where the rest is not in whole months.

    Examples:
        >>> from datetime import date
        >>> count_units(Unit("months", 3), date(1978, 5, 23), date(1978, 10, 1), 1)
        (1, Fraction(13, 30))
    """
    if unit.of == "days":
        units, odd = divmod((day - start).days, unit.size)
        return units, Fraction(odd, unit.size)
    seed_day = pair_seed(start, day) if seed_day is None else seed_day
    months, begin = whole_months(start, day, seed_day)
    odd = (begin - start).days
    if unit == YEAR:
        years, rest = divmod(months, 12)
        if not odd:
            return years, Fraction(rest, 12)
        return years, Fraction((due_date(day, seed_day, "month", -12 * years) - start).days, 365)
    if unit == Unit("months", 1):
        return months, Fraction(odd, 30)
    length = HALF_MONTH if unit.of == "half-months" else 30 * unit.size
    units, odd = divmod(30 * months + odd, length)
    return units, Fraction(odd, length)


def single_term(start: date, end: date, term: str) -> tuple[Fraction, bool]:
    """Unit-periods a year of a single advance repaid by a single payment within a year, (b)(5)(vi) and (vii).

    Args:
        start: day of the advance.
        end: day of the payment.
        term: ``months``: 12 over the months of a term of whole months, else 365 over its days; ``days``: the latter.

    Returns:
        Unit-periods a year, and whether the term is less than a year, so that it is itself the unit-period.
    """
    months, begin = whole_months(start, end, pair_seed(start, end))
    if months >= 12:
        return Fraction(1), False
    if term == "months" and begin == start:
        return Fraction(12, months), True
    return Fraction(365, (end - start).days), True


def unit_periods(deal: Deal, term: str, every: Every | None) -> tuple[list[Flow], Fraction]:
    """The flows of a dated deal in unit-periods, and unit-periods a year.

    Args:
        deal: advances and payments on days.
        term: ``months`` or ``days``, for a single advance and payment within a year; see ``single_term``.
        every: the unit-period where it is given, None where the dates show it.

    Raises:
        InputError: nothing comes after the first day, so that there is no period.
    """
    lent = sorted({day for day, _ in deal.advances})
    back = sorted({day for day, _ in deal.payments if day > deal.start})
    if not back and lent[-1] == deal.start:
        refuse("payments", str(deal.start), "a day after the first advance", "all of it falls on one day")
    if every is not None:
        unit = unit_of(every)
    elif len(lent) == len(back) == 1:
        per_year, within_a_year = single_term(deal.start, back[0], term)
        if within_a_year:
            return [Flow(amount, Fraction(day > deal.start)) for day, amount in deal.signed()], per_year
        unit = YEAR
    else:
        unit = find_unit(deal.start, lent, back)
    flows = [*_counted(unit, deal.start, deal.advances, 1), *_counted(unit, deal.start, deal.payments, -1)]
    return flows, unit.per_year


def _counted(unit: Unit, start: date, pairs: Iterable[tuple[date, Fraction]], sign: int) -> Iterable[Flow]:
    """One series in unit-periods; what falls on the first day is at 0."""
    later = [day for day, _ in pairs if day > start]
    seed_day = series_seed(start, later) if later else None
    for day, amount in pairs:
        units, odd = count_units(unit, start, day, seed_day) if day > start else (0, Fraction(0))
        yield Flow(sign * amount, Fraction(units), odd)


def common_periods(net: dict[Fraction, Fraction]) -> tuple[list[Flow], Fraction]:
    """Flows in the longest period, at most a year, of which all times are multiples; and such periods a year.

    Examples:
        >>> flows, per_year = common_periods({Fraction(0): Fraction(2), Fraction(1, 4): Fraction(-1)})
        >>> flows[1].time, per_year
        (Fraction(1, 1), Fraction(4, 1))
    """
    start = min(net)
    under = math.lcm(*((at - start).denominator for at in net))
    unit = min(Fraction(math.gcd(*(int((at - start) * under) for at in net)), under), Fraction(1))
    flows = [Flow(amount, Fraction((at - start) // unit), (at - start) / unit % 1) for at, amount in net.items()]
    return flows, 1 / unit
