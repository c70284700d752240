"""What is owed day by day: balances between dated movements, their sum over the days, and one rounding of interest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.debts.accrual import Span, pieces
from repayplan.units.dates import read_date
from repayplan.units.money import from_minor, read_currency, to_minor
from repayplan.units.rates import read_path, read_rate
from repayplan.units.refusal import known_keys, listed, one_of, refuse, required, whole
from repayplan.units.rounding import divide, read_rounding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from repayplan.units.rates import RatePath

MOST_DAYS = 36_600
# Numbered days have no dates of their own: any first of a month shows the same days.
FIRST_DAY = date(2001, 1, 1)
# Whether the balance of a movement's own day is the one after it or the one before it.
MOVEMENT_DAYS = {"new balance": 0, "old balance": 1}
# What bears interest: all of the bill until it is paid, or what is left of it once what was paid in time is taken off.
BASES = ("whole bill", "unpaid part")


class Segment(NamedTuple):
    """Days on which one balance stands.

    Attributes:
        balance: what bears interest [minor units].
        days: how many.
        start: the first of them, None where no date is known.
        rate: its own, where it has one.
    """

    balance: int
    days: int
    start: date | None = None
    rate: RatePath | None = None

    def accrual(self, path: RatePath) -> Fraction:
        """What a unit of the balance accrues; a yearly or monthly rate counts days over 365."""
        path = path if self.rate is None else self.rate
        if self.start is None:
            return Fraction(*path.steps[0][1].over((self.days, 365), self.days))
        end = self.start + timedelta(days=self.days)
        found = pieces(path, Span(self.start, end, (self.days, 365)), self.start, end)
        return sum((piece.accrual for piece in found), Fraction(0))


@dataclass(frozen=True)
class DailyBalances:
    """Balances day by day. Made by :func:`daily_balances`.

    Attributes:
        segments: days in order, those of one balance together.
        closing: the balance after every movement [currency].
        currency: ISO 4217 code.

    Examples:
        >>> from repayplan.debts.daily import daily_balances
        >>> bill = daily_balances("1000", [("2026-04-23", "-100")], start="2026-03-30", end="2026-05-05", last_day=True)
        >>> [(segment.balance, segment.days) for segment in bill.segments], bill.interest("0.05%/day")
        ([(100000, 24), (90000, 13)], Decimal('17.85'))
    """

    segments: tuple[Segment, ...]
    closing: Decimal
    currency: str

    @property
    def days(self) -> int:
        """How many days there are."""
        return sum(segment.days for segment in self.segments)

    @property
    def sum(self) -> Decimal:
        """The balances of all days added up [currency x days]."""
        return from_minor(self._units(), self.currency)

    @property
    def average(self) -> Decimal:
        """The average daily balance, half-up [currency]."""
        if not self.days:
            refuse("end", 0, "at least one day")
        return from_minor(divide(self._units(), self.days), self.currency)

    def interest_on_average(self, rate: Any, *, by: str = "month", rounding: str = "half-up") -> Decimal:
        """The interest that a statement prints: the average daily balance, as printed, times a rate [currency].

        Args:
            rate: with its unit.
            by: ``month``: a twelfth of the year's rate; ``days``: the rate of a day times the days.
            rounding: of the product.

        Examples:
            >>> from repayplan.debts.daily import daily_balances
            >>> may = daily_balances("450.21", start="2026-05-01", end="2026-05-31", last_day=True)
            >>> may.interest_on_average("18%"), may.interest_on_average("18%", by="days")
            (Decimal('6.75'), Decimal('6.88'))
        """
        yearly = read_rate(rate, "rate").yearly
        share = Fraction(1, 12) if one_of(by, ("month", "days"), "by") == "month" else Fraction(self.days, 365)
        exact = to_minor(self.average, self.currency, "average") * yearly * share
        return from_minor(
            divide(exact.numerator, exact.denominator, read_rounding(rounding, "rounding")), self.currency
        )

    def _units(self) -> int:
        return sum(segment.balance * segment.days for segment in self.segments)

    def interest(self, rate: Any, rounding: str = "half-up") -> Decimal:
        """The interest of all days at a rate, rounded once [currency].

        Args:
            rate: with its unit, or dated steps; a yearly or monthly one counts days over 365. None where each segment
                has its own.
            rounding: of the sum of balance x days x rate.
        """
        own = [segment.rate for segment in self.segments]
        path = own[0] if rate is None and own and None not in own else read_path(rate, "rate")
        if path is None:
            refuse("rate", rate, "a rate, or one for each segment")
        if path.flat:
            refuse("rate", rate, "a rate that bears by days", "a flat fee bears on the original amount: use schedule")
        if path.changes() and any(segment.start is None for segment in self.segments):
            refuse("rate", rate, "one rate, since the segments have no dates", "give each segment its from and to")
        exact = sum((segment.balance * segment.accrual(path) for segment in self.segments), Fraction(0))
        return from_minor(
            divide(exact.numerator, exact.denominator, read_rounding(rounding, "rounding")), self.currency
        )


def daily_balances(
    opening: Any,
    movements: Any = (),
    *,
    start: Any = None,
    end: Any = None,
    days: int | None = None,
    last_day: bool = False,
    movement_day: str = "new balance",
    currency: str = "USD",
) -> DailyBalances:
    """The balances of the days from one date to another, or of so many numbered days.

    Args:
        opening: the balance on ``start``, before any movement [currency].
        movements: (day, amount) pairs: purchases above zero, payments below it [currency].
        start: the first day.
        end: the last day, as a rule the next statement day.
        days: in the place of both, how many days the period has, all of them counted; movements then name their day by
            its number, from 1.
        last_day: whether the last day is counted; card issuers differ.
        movement_day: ``new balance``: the day of a movement has the balance after it; ``old balance``: the one before.
        currency: ISO 4217 code.

    Returns:
        The balances: ``.sum``, ``.average``, ``.closing``, and ``.interest(rate)``.

    Raises:
        InputError: a day outside the period, or more paid than is owed.

    Source:
        Average daily balance: OpenStax, Contemporary Mathematics. The last day: China Merchants Bank counts it, Bank of
        Communications does not, as both print examples.

    Examples:
        >>> moves = [("2026-05-10", "-120.00"), ("2026-05-15", "83.43")]
        >>> may = daily_balances("450.21", moves, start="2026-05-01", end="2026-05-31", last_day=True)
        >>> may.days, may.average, may.closing
        (31, Decimal('410.80'), Decimal('413.64'))
        >>> daily_balances("450.21", [(10, "-120.00"), (15, "83.43")], days=31).average
        Decimal('410.80')
    """
    read_currency(currency, "currency")
    if days is not None:
        if start is not None or end is not None:
            refuse("days", days, "days, or start and end", "leave one of them out")
        count = whole(days, "days", 1, MOST_DAYS)
        movements, start, end, last_day = _numbered(movements, count), FIRST_DAY, _nth(count), True
    read = _read_days(start, end, last_day, movement_day)
    return _balances(to_minor(opening, currency, "opening"), _moves(movements, currency, "movements"), read, currency)


def _nth(number: int) -> date:
    """A numbered day."""
    return FIRST_DAY + timedelta(days=number - 1)


def _numbered(movements: Any, count: int) -> list[Any]:
    """Movements whose days are numbers, on days of their own."""
    found = []
    for i, move in enumerate(listed(movements, "movements")):
        if not isinstance(move, (list, tuple)) or len(move) != 2:
            refuse(f"movements[{i}]", move, "the number of a day and an amount", 'write it like (10, "-120.00")')
        found.append((_nth(whole(move[0], f"movements[{i}]", 1, count)), move[1]))
    return found


def billed(
    bill: Any,
    payments: Any,
    *,
    start: Any,
    end: Any,
    base: str = "whole bill",
    due: Any = None,
    last_day: bool = False,
    movement_day: str = "new balance",
    currency: str = "USD",
) -> DailyBalances:
    """The balances of a bill that is paid in parts.

    Args:
        bill: what was billed [currency].
        payments: (day, amount) pairs [currency].
        start: the day from which interest runs.
        end: the last day.
        base: ``whole bill`` (全额计息): all of it bears interest until it is paid; ``unpaid part``: what is paid by
            ``due`` bears none.
        due: the due date, which ``unpaid part`` needs.
        last_day: as in :func:`daily_balances`.
        movement_day: as in :func:`daily_balances`.
        currency: ISO 4217 code.

    Examples:
        >>> paid = [("2026-04-25", "9000")]
        >>> [billed("10000", paid, base=base, due="2026-04-25", start="2026-04-01", end="2026-05-01").interest("10%")
        ...  for base in BASES]
        [Decimal('67.40'), Decimal('8.22')]
    """
    days = _read_days(start, end, last_day, movement_day)
    read_currency(currency, "currency")
    balance, paid = to_minor(bill, currency, "principal"), _moves(payments, currency, "payments", signed=False)
    in_time = days.first if one_of(base, BASES, "base") == BASES[0] else read_date(due, "due")
    free = [move for move in paid if base == BASES[1] and move.day <= in_time]
    late = [move._replace(amount=-move.amount) for move in paid if move not in free]
    return _balances(balance - sum(move.amount for move in free), late, days, currency)


class _Days(NamedTuple):
    """From the first day up to, not including, ``until``; how late a movement counts; the last day it may fall on."""

    first: date
    until: date
    delay: timedelta
    last: date


class _Move(NamedTuple):
    """A change of the balance [minor units], and where it was given."""

    day: date
    amount: int
    path: str


def _read_days(start: Any, end: Any, last_day: bool, movement_day: str) -> _Days:
    first, last = read_date(start, "start"), read_date(end, "end")
    if last < first:
        refuse("end", end, f"a day not before {first}")
    delay = timedelta(days=MOVEMENT_DAYS[one_of(movement_day, MOVEMENT_DAYS, "movement_day")])
    return _Days(first, last + timedelta(days=bool(last_day)), delay, last)


def _moves(given: Any, currency: str, path: str, *, signed: bool = True) -> list[_Move]:
    """The movements, as they were given."""
    found = []
    for i, pair in enumerate(listed(given, path)):
        at = f"{path}[{i}]"
        if isinstance(pair, Mapping):
            pair = (known_keys(pair, ("on", "amount"), at).get("on"), required(pair, "amount", at))
        elif hasattr(pair, "on") and hasattr(pair, "amount"):
            pair = (getattr(pair, "on"), getattr(pair, "amount"))  # noqa: B009
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            refuse(at, pair, "a day and an amount", 'write it like ("2026-04-23", "100")')
        found.append(_Move(read_date(pair[0], at), to_minor(pair[1], currency, at, signed=signed), at))
    return found


def _balances(balance: int, moves: list[_Move], days: _Days, currency: str) -> DailyBalances:
    """The balances between the movements, in order of their days."""
    found, here = [], days.first
    for move in sorted(moves, key=lambda move: move.day):
        if not days.first <= move.day <= days.last:
            refuse(move.path, str(move.day), f"a day from {days.first} to {days.last}", "leave it to its own period")
        # A movement that counts from the day after the last one counts on no day of this period.
        then = min(move.day + days.delay, days.until)
        found.append(Segment(balance, (then - here).days, here))
        here, balance = then, balance + move.amount
        if balance < 0:
            paid = str(from_minor(-move.amount, currency))
            refuse(move.path, paid, "no more than is owed", "leave the credit balance out")
    found.append(Segment(balance, (days.until - here).days, here))
    return DailyBalances(tuple(part for part in found if part.days), from_minor(balance, currency), currency)


def segmented(segments: Sequence[Any], *, last_day: bool = False, currency: str = "USD") -> DailyBalances:
    """Balances that are given segment by segment; they may overlap, as purchases of different days do.

    Args:
        segments: (balance, days), (balance, from, to), ``{"balance", "days"}`` or ``{"balance", "from", "to"}``; a
            mapping may have its own ``rate``.
        last_day: whether the last segment's last day is counted; the other segments end where the next one begins.
        currency: ISO 4217 code.

    Examples:
        >>> segmented([("15000", 34), ("13500", 12)]).interest("0.05%/day")
        Decimal('336.00')
    """
    read_currency(currency, "currency")
    found = [_segment(given, currency, f"segments[{i}]") for i, given in enumerate(segments)]
    if not found:
        refuse("segments", segments, "at least one segment")
    if last_day:
        found[-1] = found[-1]._replace(days=found[-1].days + 1)
    return DailyBalances(tuple(found), from_minor(found[-1].balance, currency), currency)


def _segment(given: Any, currency: str, path: str) -> Segment:
    """One segment, by days or by dates."""
    if not isinstance(given, Mapping):
        if not isinstance(given, (list, tuple)) or len(given) not in (2, 3):
            refuse(path, given, "a balance and its days", 'write it like ("15000", 34), or with balance, from and to')
        given = dict(zip(("balance", "days") if len(given) == 2 else ("balance", "from", "to"), given, strict=True))
    segment = known_keys(given, ("balance", "days", "from", "to", "rate"), path)
    balance = to_minor(required(segment, "balance", path), currency, f"{path}.balance")
    rate = None if segment.get("rate") is None else read_path(segment["rate"], f"{path}.rate")
    if "days" in segment:
        return Segment(balance, whole(segment["days"], f"{path}.days", 0, MOST_DAYS), None, rate)
    first, until = (read_date(segment.get(key), f"{path}.{key}") for key in ("from", "to"))
    if until < first:
        refuse(f"{path}.to", segment["to"], f"a day not before {first}")
    return Segment(balance, (until - first).days, first, rate)
