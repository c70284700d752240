"""What bears interest: the principal or its balances; and by the contract unpaid interest, or all that is unpaid."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from repayplan.debts.balances import worth
from repayplan.debts.payment_order import CARDS
from repayplan.units.components import FEES, INTEREST, PENALTY, PRINCIPAL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from repayplan.debts.accrual import Span
    from repayplan.debts.balances import Running
    from repayplan.debts.debt import Debt

# What of the unpaid joins the principal in bearing interest.
JOINS: dict[str, tuple[int, ...]] = {"none": (), "monthly": (INTEREST,), "everything": (INTEREST, PENALTY, FEES)}
COMPOUNDING = tuple(JOINS)
# Ids of the rules that say whether charges on a card may bear interest.
RULES = {PENALTY: "card.interest_on_penalty", FEES: "card.interest_on_fees"}


def interest_of(debt: Debt, owed: Sequence[int], running: Running, span: Span) -> Fraction:
    """What a period accrues on what is owed, exactly: it is rounded once [units of what is owed].

    Charges stop bearing on the day from which a rule of the debt's own place forbids it.

    Examples:
        >>> from datetime import date
        >>> from repayplan.debts.accrual import Span
        >>> from repayplan.debts.balances import Running
        >>> from repayplan.debts.debt import Debt
        >>> card = Debt(id="A", principal="0", penalty="1000", rate="0.05%/day", currency="CNY", kind="credit_card",
        ...             compounding="everything", rules="cn")
        >>> december = Span(date(2016, 12, 22), date(2017, 1, 21), (30, 365))
        >>> interest_of(card, card.opening, Running((), "CNY"), december)
        Fraction(500, 1)
    """
    total = running.accrued(span, span.start, span.due) if debt.balances else Fraction(0)
    for component in (*(() if debt.balances else (PRINCIPAL,)), *JOINS[debt.compounding]):
        until = min(span.due, forbidden_from(debt, component) or span.due)
        total += owed[component] * worth(debt.path, span, span.start, until)
    return total


def forbidden_from(debt: Debt, component: int) -> date | None:
    """The day from which a charge on a card bears no interest, by the rules of the debt's own place."""
    if component not in RULES or debt.rules is None or debt.kind not in CARDS:
        return None
    # Loaded where it is asked for: the rules are read from files.
    from repayplan.rules.book import rulebook

    days = (
        rule.valid_from for rule in rulebook(debt.rules).rules if rule.id == RULES[component] and rule.value is False
    )
    return min((day for day in days if day), default=None)
