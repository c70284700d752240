"""What happens without an agreement: doing nothing, and the contract's minimum for ever."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.debts.contract import cures, is_known
from repayplan.debts.debt import Debt
from repayplan.debts.distress import PREFIX, Month, Persistent, contacts, read_ledger, read_surplus, since
from repayplan.debts.payment_order import contract_order
from repayplan.debts.remarks import deferred
from repayplan.debts.stage import stage
from repayplan.plans.lawful import lawful, rules_in_force
from repayplan.plans.longer import larger_payment_longer
from repayplan.plans.printed import walk_row
from repayplan.plans.remedies import Remedy, remedies
from repayplan.plans.schedule import lay_out
from repayplan.plans.warning import Warning36, warned
from repayplan.rules.cited import plain
from repayplan.terms.conventions import Conventions
from repayplan.terms.shape import MOST_ROWS
from repayplan.terms.shapes import Contract
from repayplan.terms.terms import Terms
from repayplan.units.components import COMPONENTS, DEFAULT_ORDER, INTEREST, PRINCIPAL
from repayplan.units.dates import month_of, month_text, read_date
from repayplan.units.findings import Finding
from repayplan.units.money import PLACES, from_minor, own_context, to_minor
from repayplan.units.refusal import made
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from repayplan.debts.payment_order import Order
    from repayplan.plans.plan import Plan
    from repayplan.rules.book import Rulebook
    from repayplan.rules.rule import Rule

MONTHS_OF_NOTHING = 12
COSTED = (1, 3, 6, 12)
USUAL = Conventions()
# Id of the rule that a minimum covers what accrues.
COVERS = "card.minimum_payment.negative_amortisation"


class Cost(NamedTuple):
    """What doing nothing has cost by one due date.

    Attributes:
        months: how many due dates have passed.
        due: the last of them.
        days: days since the start.
        days_past_due: days since the oldest unpaid due date.
        stage: ``M1`` to ``M6+``.
        owed: everything owed [currency].
        cost: what has been added since the start [currency].
        by_component: the same by component [currency].
    """

    months: int
    due: date
    days: int
    days_past_due: int
    stage: str
    owed: Decimal
    cost: Decimal
    by_component: dict[str, Decimal]


class Deficit(NamedTuple):
    """A month in which the contract asks more than there is.

    Attributes:
        month: as in ``"2027-02"``.
        asked: what the contract asks in it [currency].
        missing: what of it is not there [currency].
    """

    month: str
    asked: Decimal
    missing: Decimal


@dataclass(frozen=True)
class Forecast(Shown):
    """One debt without an agreement.

    Attributes:
        nothing: twelve months without a payment, with the contract's interest and late fees.
        minimum: the contract's payment until the debt is cleared, or 600 months; it pays nothing where the payment is
            not known, which a finding says.
        findings: what is not known.
        rules: the rules in force, by id; empty where no place was given.
        notes: what is assumed and what is about to happen: which rule lowered the late fee, in which order payments are
            used, deferred interest that will be charged, and where paying more at first would take longer.

    Examples:
        >>> import repayplan as rp
        >>> loan = rp.Debt(id="L", principal="1000", rate="12%", day_count="equal-periods", currency="USD")
        >>> [finding.code for finding in rp.forecast(loan, as_of="2026-12-01").findings]
        ['minimum_unknown']
        >>> [(cost.months, str(cost.cost)) for cost in rp.forecast(loan, as_of="2026-12-01").cost_of_nothing]
        [(1, '10.00'), (3, '30.00'), (6, '60.00'), (12, '120.00')]
    """

    nothing: Plan
    minimum: Plan
    findings: tuple[Finding, ...]
    rules: Mapping[str, Rule]
    notes: tuple[Finding, ...] = ()

    @property
    def cost_of_nothing(self) -> tuple[Cost, ...]:
        """What doing nothing costs after 1, 3, 6 and 12 due dates, in money and days, by component."""
        return tuple(self.cost_after(months) for months in COSTED if months <= len(self.nothing.raw))

    def cost_after(self, months: int) -> Cost:
        """What doing nothing has cost after some due dates, 1 to 12."""
        plan, span = self.nothing, self.nothing.layout.spans[months - 1]
        opening, closing = plan.raw[0].opening, plan.raw[months - 1].closing
        days, first = (span.due - plan.as_of).days, plan.layout.spans[0].due
        # What is not late yet becomes so at the first due date.
        late = plan.debt.days_past_due + days if plan.debt.days_past_due else (span.due - first).days
        added = [after - before for after, before in zip(closing, opening, strict=True)]
        return Cost(
            months, span.due, days, late, stage(late), self._money(sum(closing)), self._money(sum(added)),
            {name: self._money(units) for name, units in zip(COMPONENTS, added, strict=True)},
        )  # fmt: skip

    @property
    def months(self) -> int | None:
        """Payments until the contract's payment clears the debt; None where it never does, or is not known."""
        return len(self.minimum.raw) if self.minimum.clears else None

    @property
    def total(self) -> Decimal:
        """Everything paid on the way; carried balances are added up before they are rounded [currency]."""
        return self._money(self._on_the_way()[0])

    @property
    def interest(self) -> Decimal:
        """The interest in it, in the same way [currency]."""
        return self._money(self._on_the_way()[1])

    @property
    @own_context()
    def interest_share(self) -> Decimal | None:
        """The part of all payments that is interest [fraction of one, 4 decimals]; None where nothing is paid."""
        paid, interest = map(Decimal, self._on_the_way())
        return (interest / paid).quantize(Decimal("0.0001"), ROUND_HALF_UP) if paid else None

    def _on_the_way(self) -> tuple[int, int]:
        """All payments, and the interest in them [minor units]."""
        rows, printed = [walk_row(row) for row in self.minimum.raw], self.minimum.layout.printed
        return printed(sum(row.paid for row in rows)), printed(sum(row.taken[INTEREST] for row in rows))

    @property
    def shortfall(self) -> Finding | None:
        """Where the debt never clears: what accrues in the first month, what is paid of it, and what is missing."""
        if self.minimum.clears or self.findings:
            return None
        row = self.minimum.raw[0]
        accrued, paid = sum(row.accrued), row.paid
        return Finding(
            "minimum_shortfall",
            {
                "debt": self.minimum.debt.id,
                "payment": self._money(paid),
                "accrued": self._money(accrued),
                "shortfall": self._money(max(0, accrued - paid)),
            },
            rule=COVERS if COVERS in self.rules else None,
        )

    @cached_property
    def warning(self) -> Warning36:
        """The warning on a US statement: months and total at the minimum, the 36-month payment, what it saves.

        Of a card with several balances it is the estimate of Appendix M2, whose months and total may differ from the
        forecast's own: there what a balance accrues joins that balance, and the minimum goes to the lowest rate.
        """
        return warned(self.minimum, self.months, self.total, self.rules)

    @property
    def persistent_debt(self) -> tuple[Persistent, ...]:
        """At the minimum, the months in which the rules of the place ask the lender for a contact, with the look back.

        Empty where the place has no such rules, or another currency.
        """
        rule = self.rules.get("card.persistent_debt.least_balance")
        if rule is None or rule.unit != self.minimum.currency:
            return ()
        return tuple(contacts(self.ledger, self.rules, 10 ** PLACES[rule.unit]))

    @property
    def ledger(self) -> tuple[Month, ...]:
        """The path at the minimum: charges and principal paid, and what is owed, month by month."""
        return tuple(
            Month(row.paid - row.taken[PRINCIPAL], row.taken[PRINCIPAL], sum(row.closing)) for row in self.minimum.raw
        )

    def persistent_since(self, history: Any = ()) -> str | None:
        """The month at whose end the debt is first persistent, at the minimum from now on; None where it never is.

        Args:
            history: the months before ``as_of`` in order, as (charges, principal repaid, balance) [currency].

        Examples:
            >>> import repayplan as rp
            >>> card = rp.Debt(id="A", principal="5000", rate="24%", currency="GBP", rules="uk",
            ...                minimum={"balance": "2.5%", "floor": "5"})
            >>> ahead = rp.forecast(card, as_of="2026-12-01")
            >>> ahead.persistent_since(), ahead.persistent_since([("100", "25", "5000")] * 17)
            ('2028-05', '2026-12')
        """
        period, least = (self.rules.get(f"{PREFIX}{name}") for name in ("period", "least_balance"))
        if period is None or least is None or least.unit != self.minimum.currency:
            return None
        past = read_ledger(history, self.minimum.currency)
        floor = to_minor(least.value, least.unit, least.id)
        at = since([*past, *self.ledger], int(str(period.value)), floor)
        if at is None:
            return None
        # Months before the first due date are counted back from it.
        return month_text(month_of(self.minimum.layout.spans[0].due) + at - 1 - len(past))

    def remedies(self, monthly: Any) -> tuple[Remedy, ...]:
        """Until when a sum a month is enough for a remedy, while nothing is done: the last due date of each.

        Args:
            monthly: what can be paid each month [currency].

        Examples:
            >>> import repayplan as rp
            >>> card = rp.Debt(id="A", principal="10000", rate="24%", day_count="equal-periods", currency="CNY")
            >>> found = rp.forecast(card, as_of="2026-12-31", first_due="2027-01-31").remedies("300")
            >>> [(remedy.name, str(remedy.now), str(remedy.last_day)) for remedy in found]
            [('level_12', '945.60', 'None'), ('level_60', '287.68', '2027-02-28'), \
('level_60_interest_stopped', '166.67', '2027-12-31')]
        """
        return remedies(self.nothing, monthly)

    def first_deficit(self, surplus: Any) -> Deficit | None:
        """The first month in which the contract asks more than there is; None where it never does while it is known.

        Args:
            surplus: what is there for this debt: a sum a month, sums by month, ``{"2026-12": "300"}``, or a list
                from the month of ``as_of`` on [currency].

        Examples:
            >>> import repayplan as rp
            >>> loan = rp.Debt(id="L", principal="1000", rate="12%", currency="CNY", contractual_payment="90")
            >>> found = rp.forecast(loan, as_of="2026-12-01").first_deficit(["100", "100", "60.50", "0"])
            >>> found.month, str(found.asked), str(found.missing)
            ('2027-02', '90.00', '29.50')
        """
        months = [month_of(span.due) for span in self.minimum.spans]
        known = read_surplus(surplus, month_of(self.minimum.as_of), self.minimum.currency)
        asked: dict[int, int] = {}
        for month, row in zip(months, self.minimum.raw, strict=True):
            asked[month] = asked.get(month, 0) + row.paid
        for month, units in asked.items():
            have = known(month)
            if have is not None and units > max(0, have):
                return Deficit(month_text(month), self._money(units), self._money(units - max(0, have)))
        return None

    def parts(self, language: str = "en") -> list[Any]:
        """What doing nothing costs, what the contract's payment takes, and what is to be said."""
        from repayplan.plans.tables import forecast_parts

        return forecast_parts(self, language)

    @property
    def said(self) -> tuple[Finding, ...]:
        """Everything that is to be said: what is not known, what is assumed, and a payment that never clears."""
        return (*self.findings, *self.notes, *((self.shortfall,) if self.shortfall else ()))

    def to_dict(self) -> dict[str, Any]:
        """The forecast as plain data: costs, the path at the minimum in figures, the warning, what is to be said."""
        return {
            "debt": self.nothing.debt.id,
            "as_of": str(self.nothing.as_of),
            "currency": self.nothing.currency,
            "cost_of_nothing": [plain(cost._asdict()) for cost in self.cost_of_nothing],
            "minimum": plain({"months": self.months, "total": self.total, "interest_share": self.interest_share}),
            "warning": plain(self.warning._asdict()),
            "persistent_debt": [plain(seen._asdict()) for seen in self.persistent_debt],
            "findings": [finding.to_dict() for finding in self.said],
        }

    def _money(self, units: int) -> Decimal:
        return from_minor(units, self.nothing.currency)


def forecast(
    debt: Debt,
    as_of: Any,
    first_due: Any = None,
    *,
    rules: str | Rulebook | None = None,
    conventions: Conventions = USUAL,
) -> Forecast:
    """What becomes of a debt if nothing is agreed; no new spending on the account is assumed.

    Paying more at first never takes longer, but where the formula has tiers or rounds to whole sums: then it can, and a
    note says so where it is found.

    Args:
        debt: what is owed.
        as_of: the day from which interest runs.
        first_due: next due date; None: the debt's due day, else a month's end.
        rules: place whose rules hold, or a book with one's own pack laid over it; None: the debt's own place, or none.
        conventions: the lender's habits.

    Raises:
        InputError: a day that is none, a first due date before ``as_of``, or a place without rules.

    Examples:
        >>> import repayplan as rp
        >>> card = rp.Debt(id="W", principal="9000", rate="24%", day_count="equal-periods", currency="USD",
        ...                minimum=rp.Minimum(balance="3%", floor="35"))
        >>> ahead = rp.forecast(card, as_of="2026-12-01")
        >>> str(ahead.nothing.rows[-1].closing), len(ahead.minimum.rows), str(ahead.minimum.total_interest)
        ('11160.00', 248, '15553.02')
        >>> ahead.months, ahead.interest_share, ahead.warning.payment, ahead.warning.savings
        (248, Decimal('0.6334'), Decimal('353.10'), Decimal('11841'))
    """
    day, debt = read_date(as_of, "as_of"), made(debt, Debt, "debt")
    made(conventions, Conventions, "conventions")
    findings = () if is_known(debt) else (Finding("minimum_unknown", {"debt": debt.id}),)
    in_force = rules_in_force(rules or debt.rules, day)
    owed, notes = lawful(debt, in_force)
    order = contract_order(debt.kind, 0 if cures(debt) else debt.days_past_due, in_force)
    minimum = by_contract(owed, day, first_due, conventions=conventions, order=order.components)
    return Forecast(
        nothing(owed, day, first_due, conventions), minimum, findings, in_force,
        (*notes, *_about(owed, day, order), *_longer(minimum)),
    )  # fmt: skip


def _about(debt: Debt, day: date, order: Order) -> Iterator[Finding]:
    """What is assumed on the way, and what is about to be charged."""
    if order.rule is not None:
        numbers = {"debt": debt.id, "first": order.components[0], "status": order.rule.status}
        yield Finding("payment_order_of_contract", numbers, rule=order.rule.id)
    minimum = debt.minimum
    if minimum is not None and minimum.is_only_by_month and debt.contractual_payment is None:
        yield Finding("minimum_repeats_last", {"debt": debt.id, "month": minimum.by_month[-1][0]})
    yield from deferred(debt, day)


def _longer(minimum: Plan) -> tuple[Finding, ...]:
    found = larger_payment_longer(minimum)
    return () if found is None else (found,)


def nothing(debt: Debt, as_of: date, first_due: Any = None, conventions: Conventions = USUAL) -> Plan:
    """Twelve months without a payment."""
    shape = Contract(paid=False)
    terms = Terms(instalments=MONTHS_OF_NOTHING, shape=shape, first_due=first_due, conventions=conventions)
    return lay_out(debt, terms, as_of)


def by_contract(
    debt: Debt,
    as_of: date,
    first_due: Any = None,
    most: int = MOST_ROWS,
    conventions: Conventions = USUAL,
    order: tuple[str, ...] = DEFAULT_ORDER,
) -> Plan:
    """The contract's own payments until the debt is cleared, for at most ``most`` months, used in an order."""
    terms = Terms(shape=Contract(), first_due=first_due, conventions=conventions, order=order)
    return lay_out(debt, terms, as_of, most)
