"""A debt as the rules in force allow it: its late fee, what bears interest, which balance is paid first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from repayplan.debts.bearing import RULES
from repayplan.debts.late_fee import NEVER_ABOVE
from repayplan.debts.payment_order import CARDS
from repayplan.units.findings import Finding
from repayplan.units.money import read_amount

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from repayplan.debts.debt import Debt
    from repayplan.rules.book import Rulebook
    from repayplan.rules.rule import Rule

# Id of the rule that says which balance of a card is paid first.
ALLOCATION = "card.payment_allocation"


def rules_in_force(place: str | Rulebook | None, day: date) -> Mapping[str, Rule]:
    """The rules of a place on a day, by id; none where no place is given."""
    if place is None:
        return {}
    # Loaded by the first place: the rules are read from files.
    from repayplan.rules.book import Rulebook, rulebook

    return (place if isinstance(place, Rulebook) else rulebook(place)).on(day)


def lawful(debt: Debt, in_force: Mapping[str, Rule]) -> tuple[Debt, tuple[Finding, ...]]:
    """The debt as the rules in force allow it: late fee, which balance is paid first; and what is to be said of it."""
    first = in_force.get(ALLOCATION)
    if debt.balances and debt.payment_first is None and first is not None and str(first.value).startswith("highest"):
        debt = replace(debt, payment_first="highest rate")
    said = []
    if debt.compounding == "everything" and debt.kind in CARDS and (never := _no_interest_on_charges(in_force)):
        debt = replace(debt, compounding="monthly")
        said.append(Finding("charges_bear_nothing", {"debt": debt.id, "status": never.status}, rule=never.id))
    if debt.late_fee is None:
        return debt, tuple(said)
    fee, lowered = debt.late_fee.within(in_force, debt.currency)
    for rule in lowered:
        if rule.id == NEVER_ABOVE:
            said.append(Finding("late_fee_within_minimum", {"debt": debt.id, "status": rule.status}, rule=rule.id))
        else:
            amount = read_amount(rule.value, rule.id)
            said.append(Finding("late_fee_lowered", {"debt": debt.id, "amount": amount}, rule=rule.id))
    return (replace(debt, late_fee=fee) if lowered else debt), tuple(said)


def _no_interest_on_charges(in_force: Mapping[str, Rule]) -> Rule | None:
    """The rule by which charges on a card bear no interest."""
    found = (in_force.get(name) for name in RULES.values())
    return next((rule for rule in found if rule is not None and rule.value is False), None)
