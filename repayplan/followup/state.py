"""What is true of agreed debts at the end of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from repayplan.followup.adherence import Instalment, counts, instalments_of
from repayplan.followup.booking import planned
from repayplan.units.components import COMPONENTS, INTEREST
from repayplan.units.money import from_minor, own_context
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from repayplan.followup.booking import Booked
    from repayplan.plans.plan import Plan


@dataclass(frozen=True, eq=False)
class Account:
    """One debt at the end of a day.

    Attributes:
        debt: its id.
        currency: of every amount.
        parts: what is owed, by component, the interest up to the day among it [minor units].
        held: what of it is kept apart and not yet due, by component [minor units].
        running: interest of the period that has not ended, which falls due with it [currency].
        paid: everything paid by then [currency].
        asked: everything that the plan asked by then [currency].
        overpaid: what was paid beyond all that was owed [currency].
        instalments: how each one due by then was kept.
        rows: the rows as they were paid.
    """

    debt: str
    currency: str
    parts: tuple[int, ...]
    held: tuple[int, ...]
    running: Decimal
    paid: Decimal
    asked: Decimal
    overpaid: Decimal
    instalments: tuple[Instalment, ...]
    rows: tuple[Booked, ...]
    day: date

    @classmethod
    def of(cls, plan: Plan, rows: Sequence[Booked], paid: Mapping[date, int], day: date, grace: int) -> Account:
        """The account after its rows."""
        last = rows[-1] if rows else None
        closing, held = (last.raw.closing, last.raw.held) if last else (plan.debt.opening, (0, 0, 0, 0))
        running = 0
        if last is not None and not last.whole:
            running = last.raw.accrued[INTEREST] - last.raw.moved_out[INTEREST] - last.raw.waived[INTEREST]
        used, asked = sum(row.raw.paid for row in rows), planned(plan)
        fees = sum(event.fee for row in rows for event in row.happened.values())
        due = sum(units for when, units in asked if when <= day) + fees
        if not sum(closing) or day >= plan.last_due:
            # A debt that is cleared asks no more; after the last due date everything that is left is due.
            due, asked = used + sum(closing), _up_to(asked, used - fees) if not sum(closing) else asked
        kept = instalments_of(asked, paid, day, timedelta(days=grace), plan.currency)

        def money(units: int) -> Decimal:
            return from_minor(units, plan.currency)

        return cls(
            plan.debt.id, plan.currency, tuple(map(int, closing)), tuple(map(int, held)), money(max(0, running)),
            money(sum(paid.values())), money(due), money(sum(paid.values()) - used), tuple(kept), tuple(rows), day,
        )  # fmt: skip

    @property
    def owed(self) -> Decimal:
        """Everything owed, interest up to the day among it [currency]."""
        return from_minor(sum(self.parts), self.currency)

    @property
    def by_component(self) -> dict[str, Decimal]:
        """What is owed, by component [currency]."""
        return {name: from_minor(units, self.currency) for name, units in zip(COMPONENTS, self.parts, strict=True)}

    @property
    @own_context()
    def behind(self) -> Decimal:
        """What the plan asked by the day and was not paid [currency]."""
        nothing: Decimal = from_minor(0, self.currency)
        return max(nothing, self.asked - self.paid)

    @property
    def ahead(self) -> Decimal:
        """What was paid before the plan asked for it [currency]."""
        nothing: Decimal = from_minor(0, self.currency)
        return max(nothing, self.paid - self.asked)

    @property
    def counts(self) -> dict[str, int]:
        """How many instalments were kept on time, late, in part, or missed."""
        return counts(self.instalments)

    @property
    def days_past_due(self) -> int:
        """Days since the oldest due date of which something is missing."""
        missing = [one.due for one in self.instalments if one.missing and one.word != "open"]
        return (self.day - min(missing)).days if missing else 0

    def to_dict(self) -> dict[str, Any]:
        """The account as plain data."""
        return {
            "owed": str(self.owed),
            "by_component": {name: str(amount) for name, amount in self.by_component.items()},
            "running": str(self.running),
            "paid": str(self.paid),
            "asked": str(self.asked),
            "behind": str(self.behind),
            "overpaid": str(self.overpaid),
            "days_past_due": self.days_past_due,
            "instalments": [instalment.to_dict() for instalment in self.instalments],
        }


def _up_to(asked: Sequence[tuple[date, int]], most: int) -> list[tuple[date, int]]:
    """What a plan asked until a debt was cleared by so much."""
    found, left = [], most
    for due, units in asked:
        if left <= 0:
            break
        found.append((due, min(units, left)))
        left -= units
    return found


@dataclass(frozen=True, eq=False)
class State(Shown):
    """All debts of a ledger at the end of a day.

    Attributes:
        day: the day.
        accounts: by the debt's id.
    """

    day: date
    accounts: dict[str, Account]

    def __getitem__(self, debt: str) -> Account:
        return self.accounts[debt]

    def _one(self) -> Account:
        (account,) = self.accounts.values()
        return account

    @own_context()
    def _sum(self, name: str) -> Decimal:
        if len({account.currency for account in self.accounts.values()}) > 1:
            raise ValueError("debts in several currencies are not added: ask for one of them")
        return sum((getattr(account, name) for account in self.accounts.values()), Decimal(0))

    @property
    def owed(self) -> Decimal:
        """Everything owed on all debts [currency]."""
        return self._sum("owed")

    @property
    def paid(self) -> Decimal:
        """Everything paid [currency]."""
        return self._sum("paid")

    @property
    def behind(self) -> Decimal:
        """What the plans asked by the day and was not paid [currency]."""
        return self._sum("behind")

    @property
    def kept(self) -> bool:
        """Whether nothing is missing that was due, after its days of grace."""
        return not any(
            one.word in ("part", "missed") for account in self.accounts.values() for one in account.instalments
        )

    @property
    def counts(self) -> dict[str, int]:
        """How many instalments were kept on time, late, in part, or missed."""
        return counts(one for account in self.accounts.values() for one in account.instalments)

    def parts(self, language: str = "en") -> list[Any]:
        """What is owed and how it stands against the plan, debt by debt."""
        from repayplan.followup.tables import state_parts

        return state_parts(self, language)

    def to_dict(self) -> dict[str, Any]:
        """The state as plain data."""
        return {"day": str(self.day), "accounts": {name: one.to_dict() for name, one in self.accounts.items()}}
