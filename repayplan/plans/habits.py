"""What a debt and its terms mean at a lender: words that the lender's conventions read in their own way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from repayplan.units.dates import MONTHS, due_date

if TYPE_CHECKING:
    from datetime import date

    from repayplan.debts.debt import Debt
    from repayplan.terms.terms import Terms


def as_meant(debt: Debt, terms: Terms, as_of: date) -> tuple[Debt, Terms]:
    """The debt and the terms, with day count and due dates as the conventions read them."""
    conventions, months = terms.conventions, terms.every in MONTHS
    if debt.day_count == "30/360" and conventions.thirty_day_months == "by-period":
        debt = replace(debt, day_count="equal-periods" if months else "actual/360")
    if debt.day_count == "actual/actual" and conventions.year_split == "31-december":
        debt = replace(debt, day_count="actual/actual-december-31")
    if conventions.due_from == "start" and (debt.due_day is None or terms.first_due is not None):
        after = due_date(as_of, as_of.day, terms.every, 1)
        if terms.every == "month" and terms.first_due in (None, after):
            # The day itself is kept, so that a short month does not pull later due dates along.
            debt, terms = replace(debt, due_day=as_of.day), terms.but(first_due=None)
        elif terms.first_due is None:
            terms = terms.but(first_due=after)
    return debt, terms
