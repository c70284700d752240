"""What was really paid: a ledger of agreed plans and dated payments, and what is true on any day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from repayplan.followup.booking import Booked, Late, book
from repayplan.followup.payment import Payment, read_payments
from repayplan.followup.state import Account, State
from repayplan.options.option import Option
from repayplan.plans.plan import Plan
from repayplan.units.dates import read_date
from repayplan.units.money import from_minor
from repayplan.units.refusal import listed, nearest, refuse, whole
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from repayplan.followup.adherence import Instalment
    from repayplan.followup.void import Voided


@dataclass(frozen=True)
class Ledger(Shown):
    """Agreed plans, and every payment on them in whatever order it was entered.

    A payment pays what is due, in the agreement's order, then principal, on its day. A period's interest is rounded
    once. An entry that comes late is booked on its own day: the whole ledger is worked out again.

    Args:
        plans: an option, a plan, several plans, or plans by the debt's id.
        payments: :class:`Payment` values.
        late_fees: whether the agreement keeps the debts' late fees; it does not unless it says so.
        grace: days after a due date within which an instalment still counts as on time.

    Raises:
        InputError: a payment before the agreement, in another currency, on no debt where there are several, or on one
            that is not there.

    Examples:
        >>> import repayplan as rp
        >>> card = rp.Debt(id="A", principal="900", rate="12%", currency="CNY")
        >>> plan = rp.schedule(card, rp.Terms(instalments=3), as_of="2026-12-31")
        >>> ledger = Ledger(plan, [Payment(plan.instalment, on="2027-01-31"), Payment("100", on="2027-02-10")])
        >>> ledger.on("2027-03-01").behind, [str(part.word) for part in ledger.instalments("2027-03-01")]
        (Decimal('205.94'), ['on time', 'part'])
    """

    plans: Any
    payments: Any = ()
    late_fees: bool = False
    grace: int = 0
    _units: dict[str, list[tuple[date, int, Payment]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "plans", read_plans(self.plans))
        put(self, "grace", whole(self.grace, "grace", 0, 366))
        if not isinstance(self.late_fees, bool):
            refuse("late_fees", self.late_fees, "true or false", "the fee itself is the debt's own")
        payments = read_payments(self.payments, "payments")
        named = [self._named(payment, f"payments[{i}]") for i, payment in enumerate(payments)]
        put(self, "payments", tuple(sorted((payment for payment, _ in named), key=_order)))
        units: dict[str, list[tuple[date, int, Payment]]] = {name: [] for name in self.plans}
        for payment, amount in named:
            units[payment.debt or ""].append((payment.day, amount, payment))
        put(self, "_units", units)

    def _named(self, payment: Payment, path: str) -> tuple[Payment, int]:
        """A payment with the debt that it is on, and its sum [minor units]."""
        if payment.debt is None:
            if len(self.plans) > 1:
                known = ", ".join(self.plans)
                refuse(f"{path}.debt", None, f"the debt that it was paid on, of {known}", "say debt=")
            payment = replace(payment, debt=next(iter(self.plans)))
        plan = self.plans.get(payment.debt)
        if plan is None:
            refuse(f"{path}.debt", payment.debt, "a debt of the ledger", nearest(payment.debt, self.plans))
        if payment.day < plan.as_of:
            refuse(
                f"{path}.on", str(payment.day), f"a day from {plan.as_of}, where the agreement begins",
                "what was paid before is no longer owed: leave it out",
            )  # fmt: skip
        return payment, payment.units(plan.currency, path)

    def book(self, *payments: Payment) -> Ledger:
        """The ledger with more payments, of whatever day."""
        return replace(self, payments=(*self.payments, *read_payments(payments, "payments")))

    def reverse(self, payment: Payment | str, on: Any, note: str = "") -> Ledger:
        """The ledger with a payment taken back: from that day on it counts as if it had never been made.

        Args:
            payment: the payment, or its id.
            on: the day on which it was taken back.
            note: why.
        """
        found = [p for p in self.payments if p.reversed_on is None and self._is(p, payment)]
        if len(found) != 1:
            expected = "one payment of the ledger that was not taken back"
            refuse("payment", str(payment), expected, "give it an id and name that")
        taken_back = replace(found[0], reversed_on=on, note=note or found[0].note)
        rest = list(self.payments)
        rest[rest.index(found[0])] = taken_back
        return replace(self, payments=tuple(rest))

    def _is(self, one: Payment, wanted: Payment | str) -> bool:
        if isinstance(wanted, str):
            return one.id == wanted
        return one == (wanted if wanted.debt else replace(wanted, debt=one.debt))

    def paid_by(self, debt: str, on: date) -> dict[date, int]:
        """What counts as paid on a debt by a day, by day [minor units]: known then, and not taken back by then."""
        found: dict[date, int] = {}
        for day, units, payment in self._units[debt]:
            if day <= on and (payment.reversed_on is None or payment.reversed_on > on):
                found[day] = found.get(day, 0) + units
        return found

    @cached_property
    def late(self) -> Late:
        """What a missed instalment costs."""
        return Late(self.late_fees, self.grace)

    def rows(self, debt: str | None = None, until: Any = None) -> list[Booked]:
        """The rows of a debt as it was paid.

        Args:
            debt: its id; None where there is one.
            until: the last day, which cuts its row off; None: the last due date of the plan, or the last payment.
        """
        name = self._debt(debt)
        plan = self.plans[name]
        last = max([plan.last_due, *(day for day, _, _ in self._units[name])])
        return self._booked(name, last if until is None else self._day(until))

    def _booked(self, name: str, day: date) -> list[Booked]:
        return book(self.plans[name], self.paid_by(name, day), day, self.late)

    def _debt(self, debt: str | None) -> str:
        if debt is None and len(self.plans) == 1:
            return str(next(iter(self.plans)))
        if debt is None or debt not in self.plans:
            refuse("debt", debt, "a debt of the ledger", nearest(debt, self.plans))
        return debt

    def _day(self, value: Any) -> date:
        day = read_date(value, "on")
        first = min(plan.as_of for plan in self.plans.values())
        if day < first:
            refuse("on", str(day), f"a day from {first}, where the agreement begins")
        return day

    def on(self, day: Any) -> State:
        """What is true at the end of a day: what is owed, by component and debt, and how it stands against the plan."""
        when = self._day(day)
        return State(when, {name: self._account(name, when) for name in self.plans})

    def state(self, on: Any) -> State:
        """The same as :meth:`on`."""
        return self.on(on)

    def _account(self, name: str, day: date) -> Account:
        plan, paid = self.plans[name], self.paid_by(name, day)
        return Account.of(plan, book(plan, paid, day, self.late), paid, day, self.grace)

    def instalments(self, on: Any, debt: str | None = None) -> tuple[Instalment, ...]:
        """How each instalment due by a day was kept: ``on time``, ``late``, ``part``, ``missed`` or still ``open``."""
        return self._account(self._debt(debt), self._day(on)).instalments

    def void(self, on: Any, debt: str | None = None, rules: str | None = None) -> Voided:
        """What is owed on a debt if the agreement is void on a day, month by month up to it.

        The contract's interest runs from the start again and its late fees are booked, as if nothing had been agreed;
        what was paid counts on its day. Paid as planned it is what ``plan.cliff()`` says of each instalment.

        Args:
            on: the day.
            debt: its id; None where there is one.
            rules: place whose rules limit a late fee; None: the debt's own.

        Examples:
            >>> import repayplan as rp
            >>> card = rp.Debt(id="A", principal="1200", rate="12%", day_count="equal-periods", currency="CNY")
            >>> plan = rp.schedule(card, rp.Terms(instalments=12, treatment={"interest": "pause"}), as_of="2026-11-30")
            >>> ledger = rp.Ledger(plan, [("2026-12-31", "100"), ("2027-01-31", "100")])
            >>> void = ledger.void("2027-01-31")
            >>> void.stands, void.owed, void.comes_back
            (Decimal('1000.00'), Decimal('1023.12'), Decimal('23.12'))
        """
        from repayplan.followup.void import voided

        return voided(self, self._debt(debt), self._day(on), rules)

    def total(self, debt: str | None = None) -> Decimal:
        """Everything that was paid on a debt and not taken back [currency]."""
        name = self._debt(debt)
        units = sum(units for _, units, payment in self._units[name] if payment.reversed_on is None)
        return from_minor(units, self.plans[name].currency)

    @property
    def last_day(self) -> date:
        """The day of the last entry, or the first day of the agreement."""
        days = [max(day, p.reversed_on or day) for entries in self._units.values() for day, _, p in entries]
        return max(days, default=min(plan.as_of for plan in self.plans.values()))

    def parts(self, language: str = "en") -> list[Any]:
        """The state after the last entry, debt by debt."""
        return self.on(self.last_day).parts(language)

    def to_dict(self, until: Any = None) -> dict[str, Any]:
        """The ledger document up to a day: plans, payments, and each row with what a checker needs.

        Args:
            until: the last day; None: that of the last entry.
        """
        from repayplan.followup.documents import ledger_document

        return ledger_document(self, self.last_day if until is None else self._day(until))

    @classmethod
    def from_dict(cls, data: object) -> Ledger:
        """Read a ledger document: it is worked out anew, and has to be the one that the document holds.

        Raises:
            InputError: a newer schema, wrong input, or a cell that is not what the input gives.
        """
        from repayplan.followup.documents import read_ledger

        return read_ledger(data)

    def __hash__(self) -> int:
        return hash((tuple(self.plans), self.payments))


def _order(payment: Payment) -> tuple[str, ...]:
    return (str(payment.day), str(sorted(payment.to_dict().items())))


def read_plans(given: Any) -> dict[str, Plan]:
    """Plans by the id of their debt."""
    if isinstance(given, Option):
        given = given.plans
    if isinstance(given, Plan):
        given = [given]
    plans = list(given.values()) if isinstance(given, Mapping) else listed(given, "plans")
    known = [plan for plan in plans if isinstance(plan, Plan)]
    if not known or len(known) < len(plans):
        refuse("plans", given, "a plan, several, or an option", "as in menu.best, or repayplan.schedule(...)")
    found = {plan.debt.id: plan for plan in known}
    if len(found) < len(known):
        refuse("plans", [plan.debt.id for plan in known], "one plan a debt")
    return found
