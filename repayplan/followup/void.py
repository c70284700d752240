"""An agreement that is void: the contract's interest and charges are back, and what was paid counts on its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.followup.booking import Late, book
from repayplan.plans.cliff import without_agreement
from repayplan.plans.schedule import lay_out
from repayplan.terms.shapes import MOST_ROWS
from repayplan.units.components import COMPONENTS, PENALTY
from repayplan.units.dates import due_date
from repayplan.units.money import from_minor
from repayplan.units.refusal import refuse
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from repayplan.followup.ledger import Ledger
    from repayplan.plans.plan import Plan


class Standing(NamedTuple):
    """What is owed on a day if the agreement stands, and if it is void [currency]."""

    day: date
    paid: Decimal
    stands: Decimal
    owed: Decimal

    @property
    def comes_back(self) -> Decimal:
        """What comes back where it is void [currency]."""
        return self.owed - self.stands


@dataclass(frozen=True, eq=False)
class Voided(Shown):
    """One debt whose agreement is void on a day. Made by :meth:`Ledger.void`.

    Attributes:
        debt: its id.
        currency: of every amount.
        day: the day.
        rows: month by month up to the day, what was owed under the agreement, and without it.
        by_component: what comes back, by component [currency].
    """

    debt: str
    currency: str
    day: date
    rows: tuple[Standing, ...]
    by_component: dict[str, Decimal]

    @property
    def stands(self) -> Decimal:
        """What would be owed if the agreement stood [currency]."""
        return self.rows[-1].stands

    @property
    def owed(self) -> Decimal:
        """What is owed now that it is void [currency]."""
        return self.rows[-1].owed

    @property
    def comes_back(self) -> Decimal:
        """The difference of the two [currency]."""
        return self.rows[-1].comes_back

    def parts(self, language: str = "en") -> list[Any]:
        """The rows as a table."""
        from repayplan.followup.tables import void_parts

        return void_parts(self, language)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "debt": self.debt,
            "day": str(self.day),
            "rows": [
                {key: str(value) for key, value in row._asdict().items()} | {"comes_back": str(row.comes_back)}
                for row in self.rows
            ],
            "by_component": {name: str(amount) for name, amount in self.by_component.items()},
        }


def voided(ledger: Ledger, name: str, day: date, rules: str | None = None) -> Voided:
    """See :meth:`Ledger.void`."""
    plan = ledger.plans[name]
    if plan.changes:
        refuse("changes", len(plan.changes), "a plan as it was agreed", "void the ledger of the first agreement")
    contract, fees = _contract(plan, day, rules)
    days = [span.due for span in plan.spans if plan.as_of < span.due < day]
    found, back = [], {}
    for on in [*days, day]:
        paid = ledger.paid_by(name, on)
        here = book(plan, paid, on, ledger.late)
        there = book(contract, paid, on, Late(), {due: fee for due, fee in fees.items() if due <= on})
        closings = [rows[-1].raw.closing if rows else plan.debt.opening for rows in (here, there)]
        stands, owed = (from_minor(int(sum(closing)), plan.currency) for closing in closings)
        found.append(Standing(on, from_minor(sum(paid.values()), plan.currency), stands, owed))
        back = {
            part: from_minor(int(two - one), plan.currency)
            for part, one, two in zip(COMPONENTS, *closings, strict=True)
        }
    return Voided(name, plan.currency, day, tuple(found), back)


def _contract(plan: Plan, day: date, rules: str | None) -> tuple[Plan, dict[date, int]]:
    """The contract from the day of the agreement on, nothing asked, and the late fees that it books."""
    dates, count = plan.layout.dates, 1
    while count < MOST_ROWS and due_date(dates.first_due, dates.seed_day, dates.every, count - 1) < day:
        count += 1
    nothing = lay_out(*without_agreement(plan, count, rules), plan.as_of)
    fees = {span.due: row.accrued[PENALTY] for span, row in zip(nothing.spans, nothing.raw, strict=True)}
    return nothing, {due: int(fee) for due, fee in fees.items() if fee}
