"""What is left of a plan on a day: what is owed, the due dates to come, and the sums that were agreed for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from repayplan.engine.solve import smallest
from repayplan.followup.booking import planned
from repayplan.plans.ahead import owing
from repayplan.plans.schedule import lay_out
from repayplan.terms.shapes import GivenAmounts
from repayplan.units.components import COMPONENTS
from repayplan.units.dates import due_date
from repayplan.units.money import from_minor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from repayplan.debts.debt import Debt
    from repayplan.followup.state import Account
    from repayplan.plans.plan import Plan
    from repayplan.terms.terms import Terms
    from repayplan.terms.treatment import Treated

# More than anybody owes: what is asked is then what is left.
EVERYTHING = 10**15


@dataclass(eq=False)
class Remaining:
    """One debt on the day of a re-plan, and the sums that its plan still asks.

    Attributes:
        plan: as it was agreed.
        account: how it stands.
        dates: the due dates to come, those after the plan's end among them.
        agreed: what the plan asks on each [minor units]; nothing after its end.
        own: how many of the dates are the plan's own.
        debt, terms: from which the next plan is worked out.
    """

    plan: Plan
    account: Account
    dates: tuple[date, ...]
    agreed: tuple[int, ...]
    own: int
    debt: Debt
    terms: Terms
    _plans: dict[tuple[int, ...], Plan] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, plan: Plan, account: Account, missed: bool, more: int) -> Remaining:
        """What is left of a plan, with so many due dates after its end."""
        as_of = account.day
        to_come = [(due, units) for due, units in planned(plan) if due > as_of]
        last = plan.stages[-1].layout.dates if plan.stages else plan.layout.dates
        later: list[date] = []
        k = 0
        end = max(as_of, plan.last_due)
        while len(later) < more or not (to_come or later):
            day = due_date(last.first_due, last.seed_day, last.every, k)
            later += [day] if day > end else []
            k += 1
        dates = (*(due for due, _ in to_come), *later)
        debt, terms = _next(plan, account, dates[0], last.seed_day)
        agreed = (*(units for _, units in to_come), *([0] * len(later)))
        found = cls(plan, account, dates, agreed, len(to_come), debt, terms)
        if not missed:
            # Nothing is missing: what is asked is what the plan comes to by itself.
            found.agreed = tuple(found.with_rest_on(found.last, agreed))
        return found

    @property
    def last(self) -> int:
        """The place of the plan's last due date to come; the first date of all where the plan has ended."""
        return max(0, self.own - 1)

    def at(self, amounts: Sequence[int]) -> Plan:
        """The next plan with these sums, one a due date [minor units]; what is not needed is not asked."""
        key = tuple(amounts)
        if key not in self._plans:
            fee = self.terms.units("fee_per_instalment", self.debt.currency)
            sums = [from_minor(max(0, units - fee), self.debt.currency) for units in key]
            terms = self.terms.but(shape=GivenAmounts(sums), instalments=None)
            self._plans[key] = lay_out(self.debt, terms, self.account.day)
        return self._plans[key]

    def paid(self, amounts: Sequence[int]) -> list[int] | None:
        """What is really paid on each date at these sums [minor units]; None where they leave something."""
        plan = self.at(amounts)
        if not plan.clears:
            return None
        by_day = {span.due: row.paid for span, row in zip(plan.spans, plan.raw, strict=True)}
        return [by_day.get(day, 0) for day in self.dates]

    def with_rest_on(self, place: int, amounts: Sequence[int]) -> list[int]:
        """These sums up to a date, which takes all that is left; nothing after it."""
        found = self.paid([*amounts[:place], EVERYTHING])
        assert found is not None
        return found

    def with_more_on(self, place: int, amounts: Sequence[int]) -> list[int] | None:
        """These sums with the least more on one date that clears the debt by the plan's last; None where none does."""
        asked = list(amounts[: self.last + 1])

        def clears(more: int) -> bool:
            return self.at([*asked[:place], asked[place] + more, *asked[place + 1 :]]).clears

        # On the last date the rest is taken: without interest between the two, the same is needed here.
        guess = self.with_rest_on(self.last, asked)[self.last] - asked[self.last]
        high = sum(self.account.parts)
        if not clears(high):
            return None
        more = smallest(clears, guess, 0, high)
        return self.paid([*asked[:place], asked[place] + more, *asked[place + 1 :]])

    def changes(self, paid: Sequence[int]) -> list[tuple[int, int]]:
        """The dates whose sums are not the agreed ones, and by how much [minor units]."""
        pairs = zip(paid, self.agreed, strict=True)
        return [(k, new - old) for k, (new, old) in enumerate(pairs) if new != old]


def _next(plan: Plan, account: Account, first: date, seed_day: int) -> tuple[Debt, Terms]:
    """Debt and terms from the day on: the same, less what has happened already."""
    terms = plan.stages[-1].layout.terms if plan.stages else plan.layout.terms
    base = plan.stages[-1].layout.debt if plan.stages else plan.debt
    debt = replace(owing(base, account.parts), days_past_due=account.days_past_due)
    treated = {}
    for c, name in enumerate(COMPONENTS):
        own: Treated = terms.treated[name]
        # What is still kept apart stays so; everything else is due.
        opening = own.opening if own.opening in ("spread", "defer") and account.held[c] else "collect"
        windows = tuple(window for window in own.windows if window.end > account.day)
        accrual = own.accrual
        if accrual == "defer" and account.held[c]:
            opening = "defer"
        treated[name] = own._replace(opening=opening, windows=windows)
    kept = terms.but(
        treatment=treated, write_down=None, down_payment=None, shape=GivenAmounts(["0"]), instalments=None,
        first_due=first,
    )  # fmt: skip
    if first.day != seed_day and terms.every == "month":
        # Due dates at a month's end stay there.
        debt, kept = replace(debt, due_day=seed_day), kept.but(first_due=None)
    return debt, kept
