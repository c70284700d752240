"""One creditor refuses: its contract goes on, and less is left for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.debts.contract import is_known
from repayplan.feasibility.cash import Means
from repayplan.plans.forecast import by_contract
from repayplan.units.money import from_minor, split
from repayplan.units.refusal import nearest, refuse

if TYPE_CHECKING:
    from decimal import Decimal

    from repayplan.feasibility.judge import Feasibility


class IfRefused(NamedTuple):
    """What is so where one creditor asks what its contract asks.

    Attributes:
        debt: its id.
        feasibility: of the others' plans with that contract.
        left: what the tightest month of the plans leaves for the others, declared [currency]; never below nothing.
        stays: that sum over the others by their whole balances, by debt [currency].
    """

    debt: str
    feasibility: Feasibility
    left: Decimal
    stays: dict[str, Decimal]

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        stays = {name: str(part) for name, part in self.stays.items()}
        return {"debt": self.debt, "left": str(self.left), "stays": stays, "feasibility": self.feasibility.to_dict()}


def if_refused(judged: Feasibility, debt: str) -> IfRefused:
    """See :meth:`Feasibility.if_refused`."""
    from repayplan.feasibility.judge import judge_plans, payments_by_month

    refuser = next((plan for plan in judged.plans if plan.debt.id == debt), None)
    if refuser is None:
        refuse("debt", debt, "a debt that has a plan here", nearest(debt, [plan.debt.id for plan in judged.plans]))
    if not is_known(refuser.debt):
        refuse("debt", debt, "a debt whose payment by contract is known", "give its minimum or contractual_payment")
    home, months = judged.declared.household, len(judged.declared.payments)
    if home is None:
        refuse("household", None, "the household that was judged", "take the verdicts from rp.judge")
    contract = by_contract(refuser.debt, refuser.as_of, refuser.terms.first_due, months + 1)
    others = [plan for plan in judged.plans if plan is not refuser]
    asked, _ = payments_by_month([contract], judged.rates)
    means = Means.of(home, judged.declared.means.first, months)
    least = min(have - pay for have, pay in zip(means.available, [*asked, *[0] * months], strict=False))
    weights = [int(sum(plan.debt.opening) * (judged.rates[plan.currency] if judged.rates else 1)) for plan in others]
    parts = split(max(0, least) if any(weights) else 0, weights)
    return IfRefused(
        debt, judge_plans([*others, contract], home, judged.rates), from_minor(max(0, least), home.currency),
        {plan.debt.id: from_minor(part, home.currency) for plan, part in zip(others, parts, strict=True)},
    )  # fmt: skip
