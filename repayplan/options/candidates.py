"""Candidates: every programme that applies, in every shape; creditors agree to programmes, not to grids."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from repayplan.debts.contract import is_known
from repayplan.feasibility.judge import payments_by_month
from repayplan.household.household import LEDGERS
from repayplan.options.conditions import Checks
from repayplan.options.proposal import NOTHING_ASKED, Asking, Drafts, Proposal
from repayplan.options.shares import Pot
from repayplan.units.components import FEES, INTEREST, PENALTY
from repayplan.units.findings import Finding
from repayplan.units.money import to_minor
from repayplan.units.rates import read_share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repayplan.feasibility.assessment import Assessment
    from repayplan.feasibility.case import Case
    from repayplan.feasibility.cash import Means
    from repayplan.plans.plan import Plan
    from repayplan.rules.programmes import Programme


def askings(case: Case, assessment: Assessment) -> tuple[list[Asking], list[Finding]]:
    """What may be asked: each programme that covers a debt, with each of its rates and treatments; the contract's.

    Programmes that are not for a household that is able are asked too, so that the menu can say why not.
    """
    found, applicable, findings = [], [], []
    checks = Checks(case, assessment)
    for programme in _programmes(case):
        if not _can_be_sized(case, programme):
            # What nobody bounds and eases nothing asks what the contract's own asking tries in the same shapes.
            findings.append(Finding("programme_without_length", {"programme": programme.id}))
        elif programme.may_be_asked(assessment.able, assessment.willing):
            against = checks.against(programme)
            applicable += [] if against else _of_programme(case, programme)
            findings += [condition.finding for condition in against]
        elif assessment.able == "yes":
            found += _of_programme(case, programme)
        else:
            findings.append(
                Finding(
                    "programme_not_for_household",
                    {"programme": programme.id, "able": assessment.able, "willing": assessment.willing},
                )
            )
    return [*applicable, *found, by_contract(case, applicable)], findings


def _can_be_sized(case: Case, programme: Programme) -> bool:
    """Whether a programme can be tried: what nobody bounds only in shapes that need no number of instalments.

    A programme of small sums kept up is none of them: a token is no plan that clears a debt.
    """
    if programme.most_months is not None or case.limits["max_months"] is not None:
        return True
    eases = {*programme.interest, *programme.charges} & {"pause", "waive"} or programme.rates
    return bool(eases) and not programme.tokens


def by_contract(case: Case, others: list[Asking]) -> Asking:
    """The contract's rate: as long as the user allows, or the longest programme that applies, or without limit."""
    if case.limits["max_months"] is not None:
        return Asking(most=case.limits["max_months"])
    longest = [asking.most for asking in others]
    return Asking(most=None if not longest or None in longest else max(m for m in longest if m is not None))


def _programmes(case: Case) -> list[Programme]:
    wanted = case.limits["programmes"]
    return [
        programme for programme in case.programmes() if case.owes(programme) and (not wanted or programme.id in wanted)
    ]


def _of_programme(case: Case, programme: Programme) -> list[Asking]:
    most, limit = programme.most_months, case.limits["max_months"]
    if limit is not None:
        most = limit if most is None else min(most, limit)
    # Where nothing of a kind is owed, its treatments are all the same.
    has_charges = any(debt.opening[PENALTY] or debt.opening[FEES] for debt in case.debts)
    charges = programme.charges if has_charges else programme.charges[:1]
    bears = any(debt.opening[INTEREST] or any(rate.value for _, rate in debt.path.steps) for debt in case.debts)
    interest = programme.interest if bears else programme.interest[:1]
    return [
        Asking(programme, one, other, rate, most)
        for rate in programme.rates or (None,)
        for one in interest
        for other in charges
    ]


class Candidates:
    """All proposals of a case on both ledgers."""

    case: Case
    drafts: Drafts

    def __init__(self, case: Case, drafts: Drafts) -> None:
        self.case, self.drafts = case, drafts

    def always(self) -> Iterator[Proposal]:
        """Paying all now, the contract's terms, and a settlement from cash where a floor is given."""
        yield from self.in_full()
        if (amounts := self._settlement()) is not None:
            yield Proposal("settlement", Asking(most=1), self.drafts.at_once(amounts))

    def in_full(self, asking: Asking = NOTHING_ASKED) -> Iterator[Proposal]:
        """Paying all now, and the contract's terms where they are known, both after what is asked beside them."""
        yield Proposal("pay_now", asking._replace(most=1), self.drafts.at_once(None, asking))
        if all(is_known(debt) for debt in self.case.debts if sum(debt.opening)):
            yield Proposal("contract", asking, self.drafts.contract(asking))

    def _settlement(self) -> list[int] | None:
        """What cash above the reserve offers each creditor, where that is not below the floor that the user gave."""
        floor = self.case.limits["settlement_floor"]
        if floor is None:
            return None
        owed = sum(self.case.weights)
        cash = self.case.household.opening - self.case.household.reserve_units(self.case.first_month)
        if floor.endswith("%"):
            share = read_share(floor, "limits.settlement_floor")
            least = -(-owed * share.numerator // share.denominator)
        else:
            least = to_minor(floor, self.case.currency, "limits.settlement_floor")
        if not 0 < cash < owed or cash < least:
            return None
        return Pot.of(self.case, LEDGERS[0], 1).share(cash)

    def of(self, asking: Asking, ledger: str) -> Iterator[Proposal]:
        """Every shape of one asking, sized on one ledger."""
        pot = Pot.of(self.case, ledger, asking.months())
        yield from self.shapes(asking, pot)

    def shapes(self, asking: Asking, pot: Pot, *, level: bool | None = None, own: bool = True) -> Iterator[Proposal]:
        """Every shape of one asking, sized on one pot; the fewest instalments, which take a search, last.

        ``level``: whether level instalments and fixed sums are tried; None: where a programme is asked.
        ``own``: whether the household's own months are.
        """
        level = asking.programme is not None if level is None else level
        # What nobody bounds has no longest and no fewest: what it asks runs until it is paid.
        bounded = asking.most is not None
        if level and bounded:
            yield self.longest(asking)
        if level:
            least = pot.least(asking.months())
            if least > 0:
                yield Proposal("fixed_amount", asking, self.drafts.fixed(asking, pot.share(least)))
        for proposal in (self.step_up(asking, pot), self.own_months(asking, pot) if own else None):
            if proposal is not None:
                yield proposal
        if level and bounded and (found := self.fewest(asking, pot)) is not None:
            yield found

    def one(self, shape: str, asking: Asking, pot: Pot, *, from_cash: bool = True) -> Proposal | None:
        """One shape of one asking, sized on one pot; None where there is none."""
        if shape == "longest":
            return self.longest(asking)
        if shape == "fixed_amount":
            least = pot.least(asking.months())
            return Proposal(shape, asking, self.drafts.fixed(asking, pot.share(least))) if least > 0 else None
        if shape == "fewest":
            return self.fewest(asking, pot)
        if shape == "step_up":
            return self.step_up(asking, pot)
        return self.own_months(asking, pot, from_cash=from_cash)

    def longest(self, asking: Asking) -> Proposal:
        """Level instalments over the most months."""
        return Proposal("longest", asking, self.drafts.level(asking, asking.months()))

    def fewest(self, asking: Asking, pot: Pot, *, strict: bool = False) -> Proposal | None:
        """The fewest level instalments that the ledger carries: by cash, or from each month's own surplus too."""
        if asking.most is None:
            return None
        shared = [
            (plan, self.case.rates[plan.currency], pot.start + delay)
            for plan, delay in zip(self.longest(asking).plans, pot.delays, strict=True)
            if plan.debt.priority_instalment is None
        ]
        for count in range(1, asking.months()):
            # Cheaper than solving: not even less than any level plan of that number asks would fit.
            least = [(int(_least_level(plan, count) * rate), start) for plan, rate, start in shared]
            asked = _in_parts(least, count)
            if pot.full.short_of_cash(asked) is not None or (strict and pot.full.short_of_surplus(asked) is not None):
                continue
            plans = self.drafts.level(asking, count)
            if fits(pot.full, plans, self.case, strict=strict):
                return Proposal("fewest", asking, plans)
        return None

    def step_up(self, asking: Asking, pot: Pot) -> Proposal | None:
        """Small, then step up: the phases' sums, the last until paid, or the longest where it rests on hope."""
        phases = pot.phases(asking.months())
        firm = [phase for phase in phases if not phase.expected]
        steps = [(phase.months, pot.share(phase.amount)) for phase in firm]
        hoped = [phase for phase in phases if phase.expected]
        then: list[int] | None
        if not hoped:
            then = steps.pop()[1]
        elif (asked := pot.step(hoped[-1].amount)) is not None:
            steps += [(phase.months, pot.share(pot.step(phase.amount) or 0)) for phase in hoped[:-1]]
            then = pot.share(asked)
        elif asking.most is None:
            return None
        else:
            then = None
        if then is not None and not any(then):
            # Nothing is there to ask for in the last phase.
            return None
        return Proposal("step_up", asking, self.drafts.steps(asking, steps, then, asking.months(), pot.delays))

    def own_months(self, asking: Asking, pot: Pot, *, from_cash: bool = True) -> Proposal | None:
        """What the household's own months leave, as early as they can; the longest where they rest on hope."""
        months = asking.months()
        begins = pot.begins_expected(months)
        if begins:
            return self._own_then_level(asking, pot, pot.own_months(begins[0], from_cash=from_cash), begins[0])
        proposal = self._own(asking, pot, months, from_cash=from_cash)
        if (proposal is None or not proposal.clears) and min(pot.means.available) < 0:
            # What goes missing later does not matter to a plan that is over by then.
            owed = self._bare(asking, pot)
            for fewer in range(1, months):
                if sum(pot.means.own_months(pot.start, fewer, from_cash=from_cash)) >= owed:
                    sooner = self._own(asking, pot, fewer, from_cash=from_cash)
                    if sooner is not None and sooner.clears:
                        return sooner
        return proposal

    def _own(self, asking: Asking, pot: Pot, months: int, *, from_cash: bool) -> Proposal | None:
        sums = pot.own_months(months, from_cash=from_cash)
        return Proposal("own_months", asking, self.drafts.given(asking, sums)) if any(map(any, sums)) else None

    def _bare(self, asking: Asking, pot: Pot) -> int:
        """What is to be paid off of the debts that are shared, without anything that would newly accrue."""
        return sum(
            int(sum(plan.layout.after_treatment) * self.case.rates[plan.currency])
            for plan, weight in zip(self.longest(asking).plans, pot.weights, strict=True)
            if weight
        )

    def _own_then_level(self, asking: Asking, pot: Pot, sums: list[list[int]], begin: int) -> Proposal | None:
        """The own months up to an expected line, then level over the longest that is allowed."""
        if asking.most is None or pot.step(0) is not None:
            return None
        steps = [(1, [own[k] for own in sums]) for k in range(begin)]
        plans = self.drafts.steps(asking, steps, None, asking.months(), pot.delays)
        return Proposal("own_months", asking, plans) if steps else None


def _least_level(plan: Plan, count: int) -> int:
    """Less than any level sum of ``count`` instalments asks [minor units]: from below, so that a float may say it."""
    principal, *rest = plan.layout.after_treatment
    course, rates = plan.layout.course, [rate.yearly for _, rate in plan.layout.bearing.path.steps]
    # A month has at least 28 days; the first payment may come on the very day; rounding takes less than a unit.
    rate = float(min(rates)) * 28 / 366 if plan.layout.bearing.treated.accrual == "run" else 0.0
    level, first = principal / count, 0.0
    if not plan.layout.bearing.path.flat:
        # What accrues up to the first payment is known, however long that is; it is paid before the principal.
        first = max(0.0, principal * sum(num for num, how in course.parts[0] if how == "run") / course.den - 1)
    if rate > 1e-9:
        level = principal * rate / -math.expm1(-count * math.log1p(rate)) / (1 + rate)
    return max(0, int((level + (sum(rest) + first) / count) * (1 - 1e-9)) - 1)


def _in_parts(least: list[tuple[int, int]], count: int) -> list[int]:
    """Sums by month, without the last instalment, which may be smaller."""
    sums = [0] * (max((start for _, start in least), default=0) + count)
    for part, start in least:
        for month in range(start, start + count - 1):
            sums[month] += part
    return sums


def fits(means: Means, plans: tuple[Plan, ...], case: Case, *, strict: bool = False) -> bool:
    """Whether the cash path carries plans, and where asked each month's own surplus too."""
    payments, dues = payments_by_month(plans, case.rates)
    if strict and means.short_of_surplus(payments) is not None:
        return False
    return means.short_of_cash(payments, dues) is None
