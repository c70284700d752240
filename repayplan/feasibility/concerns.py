"""What to ask and to look at before a plan: of the debts themselves, and of the budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repayplan.debts.remarks import of_flags
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, to_minor
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repayplan.debts.debt import Debt
    from repayplan.feasibility.case import Case

MONTHS_OF_A_YEAR = 12
# Kinds on which new spending is possible.
REVOLVING = ("credit_card", "store_card", "overdraft", "credit_line")


def of_debts(case: Case) -> Iterator[Finding]:
    """What each flag changes, which debts come before the rest, and whether new spending is possible."""
    owing = [debt for debt in case.debts if sum(debt.opening)]
    for debt in owing:
        # Priority debts are named together.
        yield from (finding for finding in of_flags(debt) if finding.code != "debt_priority")
    first = [debt.id for debt in owing if "priority" in debt.flags]
    if first:
        yield Finding("priority_debts_first", {"debts": ", ".join(first)})
    if any(spends_anew(debt) for debt in owing):
        yield Finding("no_new_spending", {})


def spends_anew(debt: Debt) -> bool:
    """Whether new spending on the account is possible."""
    return debt.kind in REVOLVING or debt.credit_limit is not None


def of_budget(case: Case, able: str) -> Iterator[Finding]:
    """Income that is not claimed yet, and spending above the guidelines that the user gave."""
    if able != "yes":
        yield Finding("check_income_first", {})
    home = case.household
    for category, most in home.guidelines:
        lines = [line for line in home.spending if line.category == category]
        year = sum(
            sum(line.path(case.first_month, MONTHS_OF_A_YEAR, home.currency, home.beyond)[:12]) for line in lines
        )
        spent = int(divide(year, MONTHS_OF_A_YEAR, "half-up"))
        over = spent - to_minor(most, home.currency, "guidelines")
        if over > 0:
            numbers = {"category": category, "amount": from_minor(spent, home.currency), "guideline": most}
            yield Finding("spending_above_guideline", numbers | {"over": from_minor(over, home.currency)})
