"""What happens without an agreement: doing nothing, and the contract's minimum for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repayplan.debts.contract import is_known
from repayplan.plans.schedule import lay_out
from repayplan.terms.shapes import MOST_ROWS, Contract
from repayplan.terms.terms import Terms
from repayplan.units.dates import read_date
from repayplan.units.findings import Finding

if TYPE_CHECKING:
    from datetime import date

    from repayplan.debts.debt import Debt
    from repayplan.plans.plan import Plan

MONTHS_OF_NOTHING = 12


@dataclass(frozen=True)
class Forecast:
    """One debt without an agreement.

    Attributes:
        nothing: twelve months without a payment, with the contract's interest and late fees.
        minimum: the contract's payment until the debt is cleared, or 600 months; it pays nothing where the payment is
            not known, which a finding says.
        findings: what is not known.

    Examples:
        >>> import repayplan as rp
        >>> loan = rp.Debt(id="L", principal="1000", rate="12%", day_count="equal-periods", currency="USD")
        >>> [finding.code for finding in rp.forecast(loan, as_of="2026-12-01").findings]
        ['minimum_unknown']
    """

    nothing: Plan
    minimum: Plan
    findings: tuple[Finding, ...]


def forecast(debt: Debt, as_of: Any, first_due: Any = None) -> Forecast:
    """What becomes of a debt if nothing is agreed; no new spending on the account is assumed.

    Args:
        debt: what is owed.
        as_of: the day from which interest runs.
        first_due: next due date; None: the debt's due day, else a month's end.

    Raises:
        InputError: a day that is none, or a first due date before ``as_of``.

    Examples:
        >>> import repayplan as rp
        >>> card = rp.Debt(id="W", principal="9000", rate="24%", day_count="equal-periods", currency="USD",
        ...                minimum=rp.Minimum(balance="3%", floor="35"))
        >>> ahead = rp.forecast(card, as_of="2026-12-01")
        >>> str(ahead.nothing.rows[-1].closing), len(ahead.minimum.rows), str(ahead.minimum.total_interest)
        ('11160.00', 248, '15553.02')
    """
    day = read_date(as_of, "as_of")
    findings = () if is_known(debt) else (Finding("minimum_unknown", {"debt": debt.id}),)
    return Forecast(nothing(debt, day, first_due), by_contract(debt, day, first_due), findings)


def nothing(debt: Debt, as_of: date, first_due: Any = None) -> Plan:
    """Twelve months without a payment."""
    return lay_out(debt, Terms(instalments=MONTHS_OF_NOTHING, shape=Contract(paid=False), first_due=first_due), as_of)


def by_contract(debt: Debt, as_of: date, first_due: Any = None, most: int = MOST_ROWS) -> Plan:
    """The contract's own payments until the debt is cleared, for at most ``most`` months."""
    return lay_out(debt, Terms(shape=Contract(), first_due=first_due), as_of, most)
