"""A proposal: one way to ask all creditors, before anybody has judged it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from repayplan.plans.schedule import lay_out
from repayplan.terms.shapes import MOST_ROWS, Contract, FixedAmount, GivenAmounts, Level, Settlement, Steps
from repayplan.terms.terms import Terms
from repayplan.units.components import PRINCIPAL
from repayplan.units.money import from_minor
from repayplan.units.rates import RatePath, read_rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.debts.debt import Debt
    from repayplan.feasibility.case import Case
    from repayplan.plans.plan import Plan
    from repayplan.rules.programmes import Programme
    from repayplan.terms.shapes import Shape


class Asking(NamedTuple):
    """What is asked of every creditor alike: a programme's rate and treatments, or the contract's.

    Attributes:
        programme: whose offer it is; None: the contract's own rate.
        interest: what becomes of new interest: ``run``, ``pause``, ``waive``.
        charges: what becomes of penalty and fees: ``collect``, ``spread``, ``waive``.
        rate: a rate in place of the contract's, where that is lower.
        most: the most months that it may run; None: without limit.
    """

    programme: Programme | None = None
    interest: str = "run"
    charges: str = "collect"
    rate: str | None = None
    most: int | None = None

    @property
    def eases(self) -> bool:
        """Whether it asks creditors to give something up."""
        return self.interest != "run" or self.charges == "waive" or self.rate is not None

    @property
    def treatment(self) -> dict[str, object]:
        """The treatment by component."""
        interest = {"opening": "waive" if self.interest == "waive" else "collect", "accrual": self.interest}
        return {"interest": interest, "penalty": self.charges, "fees": self.charges}

    def months(self) -> int:
        """The most months that are looked at."""
        return self.most or MOST_ROWS


@dataclass(frozen=True)
class Proposal:
    """One way to ask all creditors: the asking, the shape, and the plan of each debt.

    Attributes:
        shape: ``fixed_amount``, ``fewest``, ``longest``, ``step_up``, ``own_months``, ``contract``, ``pay_now``,
            ``settlement``.
        asking: what is asked.
        plans: one for each debt, in the case's order.
    """

    shape: str
    asking: Asking
    plans: tuple[Plan, ...]

    @property
    def rows(self) -> int:
        """The number of instalments of the longest plan."""
        return max((len(plan.raw) for plan in self.plans), default=0)

    @property
    def rows_asked(self) -> int:
        """The same of the plans that are asked for: a debt with an instalment of its own runs on its own terms."""
        return max((len(plan.raw) for plan in self.plans if plan.debt.priority_instalment is None), default=0)

    @property
    def clears(self) -> bool:
        """Whether every plan clears its debt."""
        return all(plan.clears for plan in self.plans)

    @property
    def content(self) -> tuple[object, ...]:
        """What the proposal asks, without ids: equal contents are one option."""
        return tuple(
            sorted(
                (tuple(row.paid for row in plan.raw), tuple(plan.concession_units()), str(plan.last_due), plan.currency)
                for plan in self.plans
            )
        )


class Drafts:
    """Plans of a case, each worked out once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._known: dict[object, Plan] = {}

    def plan(
        self, i: int, asking: Asking, shape: Shape, count: int | None, *, write_down: int = 0, most: int | None = None
    ) -> Plan:
        """The plan of one debt."""
        key = (i, asking.interest, asking.charges, asking.rate, shape, count, write_down, most)
        if key not in self._known:
            self._known[key] = self._work_out(i, asking, shape, count, write_down, most)
        return self._known[key]

    def _work_out(
        self, i: int, asking: Asking, shape: Shape, count: int | None, write_down: int, most: int | None
    ) -> Plan:
        debt = self.case.debts[i]
        if not sum(debt.opening):
            shape, count = Level(), 1
        elif debt.priority_instalment is not None:
            # It has an instalment of its own, agreed before, on the contract's terms.
            shape, count, asking, write_down, most = FixedAmount(debt.priority_instalment), None, Asking(), 0, None
        terms = Terms(
            instalments=count,
            first_due=None if isinstance(shape, Settlement) else self.case.first_due,
            shape=shape,
            treatment=asking.treatment,
            rate=self._rate(asking, debt),
            write_down=from_minor(write_down, debt.currency) if write_down else None,
        )
        return lay_out(debt, terms, self.case.as_of, most or MOST_ROWS)

    def _rate(self, asking: Asking, debt: Debt) -> RatePath | None:
        """The rate that is asked, step by step wherever it is lower than the contract's; None where it never is."""
        if asking.rate is None:
            return None
        asked = read_rate(asking.rate, "rate")
        path = RatePath(tuple((day, min(rate, asked, key=lambda r: r.yearly)) for day, rate in debt.path.steps))
        if path == debt.path:
            return None
        return RatePath(((None, asked),)) if all(rate == asked for _, rate in path.steps) else path

    def level(self, asking: Asking, count: int, write_down: Sequence[int] | None = None) -> tuple[Plan, ...]:
        """Level instalments, the same number for all."""
        cuts = write_down or [0] * len(self.case.debts)
        return tuple(
            self.plan(i, asking, Level(), count, write_down=min(cut, debt.opening[PRINCIPAL]))
            for i, (debt, cut) in enumerate(zip(self.case.debts, cuts, strict=True))
        )

    def fixed(self, asking: Asking, amounts: Sequence[int]) -> tuple[Plan, ...]:
        """Fixed amounts until paid, one row more than may be at most: a plan that is too long shows it."""
        most = min(MOST_ROWS, asking.months() + 1)
        return tuple(
            self.plan(i, asking, FixedAmount(from_minor(amount, debt.currency)), None, most=most)
            for i, (debt, amount) in enumerate(zip(self.case.debts, amounts, strict=True))
        )

    def steps(
        self, asking: Asking, steps: Sequence[tuple[int, Sequence[int]]], then: Sequence[int] | None, months: int,
        delays: Sequence[int],
    ) -> tuple[Plan, ...]:  # fmt: skip
        """Given sums in phases, then a fixed sum until paid, or level over the months that are left.

        A debt whose first due date comes later by some months has fewer instalments in the first phases.
        """
        plans = []
        for i, debt in enumerate(self.case.debts):
            late, pairs = delays[i], []
            for count, amounts in steps:
                skipped = min(count, late)
                late -= skipped
                if count > skipped:
                    pairs.append((count - skipped, from_minor(amounts[i], debt.currency)))
            last = None if then is None else from_minor(then[i], debt.currency)
            if not pairs:
                shape: Shape = Level() if last is None else FixedAmount(last)
            else:
                shape = Steps(pairs, last)
            most = min(MOST_ROWS, asking.months() + 1)
            plans.append(self.plan(i, asking, shape, months - delays[i] if then is None else None, most=most))
        return tuple(plans)

    def given(
        self, asking: Asking, sums: Sequence[Sequence[int]], write_down: Sequence[int] | None = None
    ) -> tuple[Plan, ...]:
        """One given sum a month for each debt, as many as it takes; what is too little stays visible."""
        cuts = write_down or [0] * len(self.case.debts)
        plans = []
        for i, (debt, own, cut) in enumerate(zip(self.case.debts, sums, cuts, strict=True)):
            cut = min(cut, debt.opening[PRINCIPAL])
            plan = self.own(i, asking, own, cut)
            if plan.clears and plan.raw and [row.paid for row in plan.raw] != list(own):
                # What a creditor signs are the sums that are really paid; what is spread may need the longer list.
                paid = self.own(i, asking, [row.paid for row in plan.raw], cut)
                plan = paid if paid.clears else plan
            plans.append(plan)
        return tuple(plans)

    def own(self, i: int, asking: Asking, sums: Sequence[int], cut: int = 0) -> Plan:
        """One debt paid by given sums."""
        amounts = [from_minor(amount, self.case.debts[i].currency) for amount in sums]
        return self.plan(i, asking, GivenAmounts(amounts), None, write_down=cut)

    def contract(self) -> tuple[Plan, ...]:
        """What the contracts themselves ask, until cleared."""
        return tuple(self.plan(i, Asking(), Contract(), None) for i in range(len(self.case.debts)))

    def at_once(self, amounts: Sequence[int] | None = None) -> tuple[Plan, ...]:
        """One payment on the day of the case: everything, or a sum that settles."""
        return tuple(
            self.plan(i, Asking(), Settlement(None if amounts is None else from_minor(amounts[i], debt.currency)), None)
            for i, debt in enumerate(self.case.debts)
        )
