"""What is true of a debt on a day: what is past due, what the balance is made of, the minimum by its named parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from repayplan.debts.accrual import Span
from repayplan.debts.balances import Running
from repayplan.debts.bearing import interest_of
from repayplan.debts.contract import Bill, is_known, late_fee, parts_asked
from repayplan.debts.remarks import about_debt
from repayplan.debts.stage import stage_by
from repayplan.units.components import COMPONENTS, INTEREST
from repayplan.units.dates import default_first_due, month_of, month_text, period_share, read_date
from repayplan.units.money import from_minor
from repayplan.units.refusal import refuse
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from repayplan.debts.debt import Debt
    from repayplan.rules.rule import Rule
    from repayplan.units.findings import Finding


@dataclass(frozen=True)
class Statement:
    """One debt on one day. Made by :meth:`Debt.statement`.

    Attributes:
        debt: its id.
        currency: ISO 4217 code.
        as_of: the day.
        days_past_due: days since the oldest unpaid due date.
        stage: ``M0`` to ``M6+``.
        past_due: the sum due and unpaid, None where it is not known [currency].
        split: what is owed, by component [currency]; the parts sum to ``owed``.
        balances: the principal by balance, where the card has several [currency]; they sum to it.
        owed: everything owed [currency].
        accrued: the interest since the day on which the balance held [currency].
        due: the next due date.
        minimum: what the contract asks then, None where that is not known [currency].
        parts: the minimum by named parts, which sum to it [currency].
        late_fee: what is charged if nothing is paid by then [currency].
        findings: what is not known, which preset the minimum follows, what the flags change, and deferred interest
            that is about to be charged.

    Examples:
        >>> import repayplan as rp
        >>> card = rp.Debt(id="A", principal="1000", rate="0.05%/day", currency="CNY", minimum="cn/usual-10")
        >>> bill = card.statement("2026-12-11", since="2026-12-01")
        >>> bill.accrued, bill.owed
        (Decimal('5.00'), Decimal('1005.00'))
    """

    debt: str
    currency: str
    as_of: date
    days_past_due: int
    stage: str
    past_due: Decimal | None
    split: dict[str, Decimal]
    balances: dict[str, Decimal]
    owed: Decimal
    accrued: Decimal
    due: date
    minimum: Decimal | None
    parts: dict[str, Decimal]
    late_fee: Decimal
    findings: tuple[Finding, ...]

    @property
    def tier(self) -> tuple[str, Decimal]:
        """Stage and amount."""
        return self.stage, self.owed

    def text(self, language: str = "en") -> str:
        """As monospaced text, in ``en`` or ``zh``."""
        from repayplan.debts.tables import statement_parts
        from repayplan.words.tables import document_text

        return document_text(statement_parts(self, language))

    def html(self, language: str = "en") -> str:
        """As HTML, escaped and without outside assets, in ``en`` or ``zh``."""
        from repayplan.debts.tables import statement_parts
        from repayplan.words.tables import document_html

        return document_html(statement_parts(self, language), language)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return self.html()

    def to_dict(self) -> dict[str, Any]:
        """The statement as plain data."""
        plain: dict[str, Any] = {name: _text(value) for name, value in vars(self).items()}
        return plain | {"findings": [finding.to_dict() for finding in self.findings]}


def _text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: str(part) for name, part in value.items()}
    return value if value is None or isinstance(value, int) else str(value)


def statement(debt: Debt, as_of: Any, since: Any = None, rules: Any = None) -> Statement:
    """The statement of a debt on a day; the balance held on ``since``, or holds on the day itself."""
    day = read_date(as_of, "as_of")
    in_force = _in_force(debt.rules if rules is None else rules, day)
    first = day if since is None else read_date(since, "since")
    if first > day:
        refuse("since", since, f"a day not after {day}")
    owed, accrued = _accrued(debt, first, day)
    late = debt.days_past_due and debt.days_past_due + (day - first).days
    due = default_first_due(day, debt.due_day)[0]
    parts = parts_asked(debt, owed, Bill(0, month_text(month_of(due))))

    lawful = debt
    if debt.late_fee is not None:
        lawful = replace(debt, late_fee=debt.late_fee.within(in_force, debt.currency)[0])
    fee = late_fee(lawful, sum(parts.values()), repeated=bool(late))

    def money(units: int) -> Decimal:
        return from_minor(units, debt.currency)

    return Statement(
        debt.id, debt.currency, day, late, stage_by(late, in_force), _past_due(debt),
        {name: money(units) for name, units in zip(COMPONENTS, owed, strict=True)},
        {balance.name: balance.principal for balance in debt.balances},
        money(sum(owed)), money(accrued), due,
        money(sum(parts.values())) if is_known(debt) else None,
        {name: money(units) for name, units in parts.items()},
        money(fee), tuple(about_debt(debt, day)),
    )  # fmt: skip


def _in_force(place: Any, day: date) -> Mapping[str, Rule]:
    """The rules of a place, or of a book, on a day; none where there is no place."""
    if place is None:
        return {}
    # Loaded by the first place: the rules are read from files.
    from repayplan.rules.book import rulebook

    return (rulebook(place) if isinstance(place, str) else place).on(day)


def _accrued(debt: Debt, first: date, day: date) -> tuple[tuple[int, ...], int]:
    """What is owed on the day, by component, and the interest since: one rounding of all that bears it."""
    if first == day:
        return debt.opening, 0
    # A part of a month counts its days over the days of the month that ends with it.
    span = Span(first, day, period_share(debt.day_count, first, day, day.day, "month"))
    accrued = interest_of(debt, debt.opening, Running(debt.balances, debt.currency), span)
    interest = divide(accrued.numerator, accrued.denominator)
    owed = list(debt.opening)
    owed[INTEREST] += interest
    return tuple(owed), interest


def _past_due(debt: Debt) -> Decimal | None:
    """What is due and unpaid: nothing where no day is past due."""
    if debt.arrears is None and not debt.days_past_due:
        return from_minor(0, debt.currency)
    past_due: Decimal | None = debt.arrears
    return past_due
