"""The cash that is there at a moment: what has arrived by then, what is still to be spent, what can be promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.household.pay_days import end_of, local
from repayplan.units.dates import last_day, month_of, read_date
from repayplan.units.money import from_minor, to_minor
from repayplan.units.refusal import one_of, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from repayplan.household.household import Household
    from repayplan.household.lines import Line


class Arrival(NamedTuple):
    """Money of one line at a moment of the household's own clock.

    Attributes:
        line: name of the line, each once, as findings name it.
        at: when it is there; None where its day is not known: it counts from the month's end.
        units: how much, negative for spending [minor units].
        evidence: of an income; ``""`` for spending.
    """

    line: str
    at: datetime | None
    units: int
    evidence: str


@dataclass(frozen=True)
class CashOn:
    """What a household has at a moment, on one ledger.

    Attributes:
        when: the moment, on the household's own clock.
        ledger: ``declared`` or ``verified``.
        currency: of every amount.
        units: cash that is there [minor units].
        unspent: spending of the month that is still to come [minor units].
        kept_back: what stays with the household of this month's surplus [minor units].
        floor: what cash may never fall below [minor units].
        arrived: the lines that it rests on: what came in, and what was paid on a known day, since ``as_of``.
        to_come: income of the month that is not there yet.

    Examples:
        >>> import repayplan as rp
        >>> wage = rp.Income("wage", "5600", pay_day={"2026-12": "2026-12-04T10:00"})
        >>> home = rp.Household(currency="CNY", cash="650", incomes=[wage], spending=[rp.Spending("all", "4100")])
        >>> wednesday = home.cash_on("2026-12-02T15:00", as_of="2026-12-01")
        >>> wednesday.cash, wednesday.short_of("2000"), wednesday.to_come[0].line
        (Decimal('650.00'), Decimal('1350.00'), 'wage')
        >>> home.cash_on("2026-12-04T18:00", as_of="2026-12-01").free
        Decimal('2150.00')
    """

    when: datetime
    ledger: str
    currency: str
    units: int
    unspent: int
    kept_back: int
    floor: int
    arrived: tuple[Arrival, ...]
    to_come: tuple[Arrival, ...]

    @property
    def cash(self) -> Decimal:
        """Cash that is there [currency]."""
        return from_minor(self.units, self.currency)

    @property
    def free_units(self) -> int:
        """What can be promised for this moment [minor units]: less spending still to come, what is kept, the floor."""
        return max(0, self.units - self.unspent - self.kept_back - self.floor)

    @property
    def free(self) -> Decimal:
        """What can be promised for this moment [currency]; the whole month's spending still to come is set aside."""
        return from_minor(self.free_units, self.currency)

    def pays(self, amount: object) -> bool:
        """Whether a sum can be promised for this moment."""
        return to_minor(amount, self.currency, "amount") <= self.free_units

    def short_of(self, amount: object) -> Decimal:
        """By how much a sum is more than the cash that is there [currency]; zero where it is not."""
        return from_minor(max(0, to_minor(amount, self.currency, "amount") - self.units), self.currency)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        money = {
            name: str(from_minor(getattr(self, name), self.currency)) for name in ("unspent", "kept_back", "floor")
        }
        return {
            "when": self.when.isoformat(),
            "ledger": self.ledger,
            "cash": str(self.cash),
            **money,
            "free": str(self.free),
            "arrived": [self._arrival(arrival) for arrival in self.arrived],
            "to_come": [self._arrival(arrival) for arrival in self.to_come],
        }

    def _arrival(self, arrival: Arrival) -> dict[str, Any]:
        return {
            "line": arrival.line,
            "at": None if arrival.at is None else moment_text(arrival.at),
            "amount": str(from_minor(arrival.units, self.currency)),
            "evidence": arrival.evidence,
        }


def cash_on(home: Household, when: object, as_of: object, ledger: str = "declared") -> CashOn:
    """What is there at a moment; see :meth:`Household.cash_on`."""
    one_of(ledger, ("declared", "verified"), "ledger")
    start, moment = read_date(as_of, "as_of"), read_moment(when, home.time_zone, "when")
    if moment.date() < start:
        refuse("when", str(when), f"a moment not before as_of, {start}", "give the cash of an earlier day")
    first, last = month_of(start), month_of(moment.date())
    units, unspent, arrived, to_come = home.opening, 0, [], []
    for month in range(first, last + 1):
        for arrival in _arrivals(home, month, start, ledger):
            if (arrival.at or end_of(last_day(month))) <= moment:
                units += arrival.units
                arrived.append(arrival)
            elif arrival.units < 0:
                unspent -= arrival.units
            else:
                to_come.append(arrival)
    kept = [home.kept(surplus) for surplus in home.months(first, last - first + 1, ledger)]
    return CashOn(
        moment, ledger, home.currency, units - sum(kept[:-1]), unspent, kept[-1], home.floor(first),
        tuple(arrived), tuple(to_come),
    )  # fmt: skip


def first_moment(home: Household, amount: object, as_of: object, ledger: str, until: object) -> CashOn | None:
    """The first moment at which a sum can be promised; see :meth:`Household.first_cash`."""
    start, end = read_date(as_of, "as_of"), read_date(until, "until")
    if end < start:
        refuse("until", str(until), f"a day not before as_of, {start}")
    moments = {datetime.combine(start, time.min)}
    for month in range(month_of(start), month_of(end) + 1):
        arrivals = _arrivals(home, month, start, ledger)
        moments |= {arrival.at or end_of(last_day(month)) for arrival in arrivals}
    for moment in sorted(moment for moment in moments if moment.date() <= end):
        there = cash_on(home, moment, start, ledger)
        if there.pays(amount):
            return there
    return None


def _arrivals(home: Household, month: int, start: date, ledger: str) -> Iterator[Arrival]:
    """What comes and goes in a month, with its moment; what was dated before the start is in the cash already."""
    for name, line in home.named("incomes"):
        if ledger == "declared" or line.evidence == "verified":
            yield from _of_line(name, line, month, start, home, 1, line.evidence)
    for name, line in home.named("spending"):
        yield from _of_line(name, line, month, start, home, -1, "")


def _of_line(
    name: str, line: Line, month: int, start: date, home: Household, sign: int, evidence: str
) -> Iterator[Arrival]:
    for given, units in line.moments(month, home.currency, home.beyond):
        at = None if given is None else local(given, home.time_zone)
        if at is None or at.date() >= start:
            yield Arrival(name, at, sign * units, evidence)


def read_moment(value: object, zone: str | None, path: str) -> datetime:
    """A moment on the household's own clock; a day without an hour is its end."""
    if isinstance(value, datetime):
        return local(value, zone)
    if isinstance(value, str) and len(value) > 10:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            refuse(path, value, "a day or a moment", 'write it like "2026-12-04T10:00"')
        return local(moment, zone)
    return end_of(read_date(value, path))


def moment_text(moment: datetime) -> str:
    """A moment as a document has it; the end of a day is the day."""
    return str(moment.date()) if moment.time() == time.max else moment.isoformat()
