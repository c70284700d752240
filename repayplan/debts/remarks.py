"""What is to be said of a debt before anything is planned: what is not known, what its flags change, what is near."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.debts.accrual import Span
from repayplan.debts.balances import worth
from repayplan.debts.contract import is_known
from repayplan.units.dates import default_first_due, due_date, period_share
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, to_minor
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from repayplan.debts.balances import Balance
    from repayplan.debts.debt import Debt


# Flag of a debt -> the finding that says what it changes.
FLAGGED = {
    "secured": "debt_secured",
    "priority": "debt_priority",
    "joint": "debt_joint",
    "guaranteed": "debt_guaranteed",
    "disputed": "debt_disputed",
    "set_off": "wages_may_be_set_off",
}


def about_debt(debt: Debt, day: date) -> Iterator[Finding]:
    """What a reader of a debt has to know on a day: first what is not known, then its flags, then its balances.

    Examples:
        >>> from datetime import date
        >>> from repayplan.debts.debt import Debt
        >>> loan = Debt(id="L", principal="900", rate="12%", currency="CNY", flags=["joint", "disputed"])
        >>> [finding.code for finding in about_debt(loan, date(2026, 12, 1))]
        ['minimum_unknown', 'debt_joint', 'debt_disputed']
    """
    yield from unknowns(debt)
    yield from of_flags(debt)
    yield from deferred(debt, day)


def unknowns(debt: Debt) -> Iterator[Finding]:
    """What is not known of a debt, which preset its minimum follows, and what is to be made good."""
    at: dict[str, Any] = {"debt": debt.id}
    if not is_known(debt):
        yield Finding("minimum_unknown", at)
    elif debt.contractual_payment is None:
        yield from _about_minimum(debt, at)
    if debt.days_past_due and debt.arrears is None:
        yield Finding("past_due_unknown", at)
    if debt.arrears is not None and to_minor(debt.arrears, debt.currency, "arrears"):
        yield Finding("arrears_to_cure", at | {"amount": debt.arrears})


def of_flags(debt: Debt) -> Iterator[Finding]:
    """What each flag changes in what is offered, and in the letters.

    Examples:
        >>> from repayplan.debts.debt import Debt
        >>> flat = Debt(id="F", principal="900", rate="5%", currency="CNY", flags=["secured", "set_off"])
        >>> [finding.code for finding in of_flags(flat)]
        ['debt_secured', 'wages_may_be_set_off']
    """
    for flag in debt.flags:
        numbers = {"debt": debt.id} | ({"creditor": debt.creditor} if flag == "set_off" else {})
        yield Finding(FLAGGED[flag], numbers)


def _about_minimum(debt: Debt, at: dict[str, Any]) -> Iterator[Finding]:
    """Which preset it follows, and how sums by month go on."""
    if debt.preset:
        from repayplan.rules.book import minimum_preset

        preset = minimum_preset(debt.preset)
        yield Finding("minimum_preset", at | {"preset": preset.id, "status": preset.status})
    if debt.minimum.is_only_by_month:
        yield Finding("minimum_repeats_last", at | {"month": debt.minimum.by_month[-1][0]})


def deferred(debt: Debt, day: date) -> Iterator[Finding]:
    """Interest that is deferred and will be charged, as long as clearing the balance in time still avoids it.

    The sum is what will have accrued behind the balance as it stands; beside it the level sum that clears it in time.

    Examples:
        >>> from datetime import date
        >>> from repayplan.debts.debt import Debt
        >>> sofa = {"kind": "deferred_interest", "principal": "600", "rate": "24%", "until": "2027-05-31"}
        >>> shop = Debt(id="S", currency="USD", day_count="equal-periods", balances=[sofa | {"accrued": "72"}])
        >>> (found,) = deferred(shop, date(2026, 11, 30))
        >>> found.code, str(found.numbers["amount"]), str(found.numbers["monthly"]), found.numbers["months"]
        ('deferred_interest_ends', '144.00', '100.00', 6)
        >>> list(deferred(shop, date(2027, 6, 1)))
        []
    """
    first_due, seed = default_first_due(day, debt.due_day)
    for balance in debt.balances:
        owed, last = to_minor(balance.principal, debt.currency, "principal"), balance.until
        if balance.kind != "deferred_interest" or last is None or last < day or not owed:
            continue
        due = [first_due]
        while (after := due_date(first_due, seed, "month", len(due))) <= last:
            due.append(after)
        months = sum(one <= last for one in due)
        behind = to_minor(balance.accrued or 0, debt.currency, "accrued") + _behind(debt, balance, owed, day)
        yield Finding(
            "deferred_interest_ends",
            {
                "debt": debt.id, "balance": balance.name, "date": last,
                "amount": from_minor(divide(behind.numerator, behind.denominator), debt.currency),
                "months": months, "monthly": from_minor(divide(owed, max(1, months), "up"), debt.currency),
            },
        )  # fmt: skip


def _behind(debt: Debt, balance: Balance, owed: int, day: date) -> Fraction:
    """What accrues behind a balance as it stands from a day to its last one, month by month of the last one's day."""
    total, end, k = Fraction(0), balance.until, 0
    while end > day:
        k -= 1
        start = max(day, due_date(balance.until, balance.until.day, "month", k))
        span = Span(start, end, period_share(debt.day_count, start, end, balance.until.day, "month"))
        total += owed * worth(balance.behind, span, start, end)
        end = start
    return total
