"""Baselines: what happens if nothing is agreed, to hold every option against. Never the best; no new spending."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from repayplan.plans.document import plan_outline
from repayplan.plans.forecast import forecast
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor

if TYPE_CHECKING:
    from repayplan.feasibility.assessment import Assessment
    from repayplan.feasibility.case import Case
    from repayplan.plans.plan import Plan


@dataclass(frozen=True)
class Baseline:
    """All debts without an agreement.

    Attributes:
        kind: ``nothing`` (twelve months without a payment) or ``minimum`` (what the contracts ask, until cleared).
        plans: what becomes of each debt, by its id.
        cannot_be_afforded: of the next twelve months those whose payments are more than what is there for them, as
            (month, asked, available) [currency]: flagged, not clipped.
        findings: what is assumed and what is not known.
    """

    kind: str
    plans: dict[str, Plan]
    cannot_be_afforded: tuple[tuple[str, Decimal, Decimal], ...]
    findings: tuple[Finding, ...]

    def to_dict(self) -> dict[str, Any]:
        """The baseline as plain data: each debt's terms and totals, what is owed in a year, and whether it clears."""
        return {
            "debts": {
                name: plan_outline(plan)
                | {
                    "clears": plan.clears,
                    "months": len(plan.raw),
                    "owed_after_12_months": str(owed_after(plan, 12)),
                }
                for name, plan in self.plans.items()
            },
            "cannot_be_afforded": [
                {"month": month, "asked": str(asked), "available": str(have)}
                for month, asked, have in self.cannot_be_afforded
            ],
            "findings": [finding.to_dict() for finding in self.findings],
        }


def owed_after(plan: Plan, months: int) -> Decimal:
    """What is owed after a number of rows, or after the last one [currency]."""
    rows = plan.raw[:months]
    return from_minor(sum(rows[-1].closing) if rows else 0, plan.currency)


def baselines(case: Case, assessment: Assessment) -> dict[str, Baseline]:
    """Doing nothing, and paying what the contracts ask for ever."""
    ahead = {debt.id: forecast(debt, case.as_of, case.first_due, rules=case.book(debt.rules)) for debt in case.debts}
    unknown = tuple(finding for found in ahead.values() for finding in found.findings)
    assumed = Finding("no_new_spending", {})
    short = tuple((month, asked, have) for month, asked, have in assessment.months if asked > max(have, Decimal(0)))
    return {
        "nothing": Baseline("nothing", {name: found.nothing for name, found in ahead.items()}, (), (assumed,)),
        "minimum": Baseline(
            "minimum", {name: found.minimum for name, found in ahead.items()}, short, (assumed, *unknown)
        ),
    }
