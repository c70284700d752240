"""A proposal: one way to ask all creditors, before anybody has judged it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.returns import fee_to_rate
from repayplan.plans.schedule import lay_out
from repayplan.terms.shapes import MOST_ROWS, Contract, FixedAmount, GivenAmounts, Level, Settlement, Steps
from repayplan.terms.terms import Terms
from repayplan.terms.treatment import Window
from repayplan.units.components import COMPONENTS
from repayplan.units.dates import default_first_due, due_date
from repayplan.units.money import from_minor
from repayplan.units.rates import RatePath, percent_text, read_rate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from repayplan.debts.debt import Debt
    from repayplan.feasibility.case import Case
    from repayplan.plans.layout import Layout
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
        pause: for how many instalments from the start no interest accrues.
        start: by how many months the first due date comes later.
        forgiven: what is forgiven of each debt at the start, by component [minor units]; None: nothing.
    """

    programme: Programme | None = None
    interest: str = "run"
    charges: str = "collect"
    rate: str | None = None
    most: int | None = None
    pause: int = 0
    start: int = 0
    forgiven: tuple[tuple[int, ...], ...] | None = None

    @property
    def eases(self) -> bool:
        """Whether it asks creditors to give something up."""
        eased = self.interest != "run" or self.charges == "waive" or self.rate is not None
        return eased or bool(self.pause) or self.forgiven is not None

    @property
    def only_if_unable(self) -> bool:
        """Whether it is for a household that cannot pay what the contracts ask."""
        return self.eases or (self.programme is not None and "yes" not in self.programme.able)

    def of(self, i: int) -> Asking:
        """What is asked of one debt: what is forgiven of the others does not matter to it."""
        return self if self.forgiven is None else self._replace(forgiven=(self.forgiven[i],))

    def bare(self) -> Asking:
        """What it asks beside a number of instalments and their dates."""
        return Asking(rate=self.rate, interest=self.interest, charges=self.charges, forgiven=self.forgiven)

    def months(self) -> int:
        """The most months that are looked at."""
        return self.most or MOST_ROWS


NOTHING_ASKED = Asking()


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
        self._layouts: dict[object, Layout] = {}

    def plan(self, i: int, asking: Asking, shape: Shape, count: int | None, *, most: int | None = None) -> Plan:
        """The plan of one debt."""
        asked = asking.of(i)
        # A flat fee is held against a rate over the months that are asked.
        months = asking.months() if self.case.debts[i].path.flat else 0
        key = (i, asked._replace(programme=None, most=None), shape, count, most, months)
        if key not in self._known:
            self._known[key] = self._work_out(i, asked, shape, count, most)
        return self._known[key]

    def _work_out(self, i: int, asking: Asking, shape: Shape, count: int | None, most: int | None) -> Plan:
        debt = self.case.debts[i]
        if not sum(debt.opening):
            shape, count = Level(), 1
        elif debt.priority_instalment is not None:
            # It has an instalment of its own, agreed before, on the contract's terms.
            shape, count, asking, most = FixedAmount(debt.priority_instalment), None, Asking(), None
        return lay_out(debt, self.terms(i, asking, shape, count), self.case.as_of, most or MOST_ROWS)

    def terms(self, i: int, asking: Asking, shape: Shape, count: int | None) -> Terms:
        """What is asked of one debt in a shape."""
        debt = self.case.debts[i]
        return Terms(
            instalments=count,
            first_due=None if isinstance(shape, Settlement) else self._first_due(debt, asking.start),
            shape=shape,
            treatment=self._treatment(debt, asking),
            rate=self._rate(asking, debt),
            write_down=_written_down(asking.forgiven[0], debt.currency) if asking.forgiven else None,
        )

    def _first_due(self, debt: Debt, later: int) -> date | None:
        """The first due date, where it is not the debt's own."""
        if not later:
            given: date | None = self.case.first_due
            return given
        first, seed = self._series(debt)
        return due_date(first, seed, "month", later)

    def _series(self, debt: Debt) -> tuple[date, int]:
        """The first due date that is asked anyway, and the day of the month that it goes by."""
        first = self.case.first_due
        return (first, first.day) if first is not None else default_first_due(self.case.as_of, debt.due_day)

    def _treatment(self, debt: Debt, asking: Asking) -> dict[str, object]:
        """The treatment by component; a pause from the start up to a due date."""
        becomes: object = asking.interest
        if asking.pause and asking.interest == "run":
            first, seed = self._series(debt)
            begin = self.case.as_of + timedelta(days=1)
            last = due_date(first, seed, "month", asking.start + asking.pause - 1)
            becomes = [Window(begin, max(begin, last), "pause")]
        interest = {"opening": "waive" if asking.interest == "waive" else "collect", "accrual": becomes}
        return {"interest": interest, "penalty": asking.charges, "fees": asking.charges}

    def _rate(self, asking: Asking, debt: Debt) -> RatePath | None:
        """The rate that is asked, step by step wherever it is lower than the contract's; None where it never is.

        A flat fee is held against a rate by what it costs over the months that are asked.
        """
        if asking.rate is None:
            return None
        asked = read_rate(asking.rate, "rate")
        if debt.path.flat:
            fee = debt.path.steps[0][1]
            said = percent_text(fee.yearly) if fee.per == "day" else str(fee)
            worth = Fraction(fee_to_rate(said, debt.instalments_left or asking.months()))
            return RatePath(((None, asked),)) if asked.yearly < worth else None
        path = RatePath(tuple((day, min(rate, asked, key=lambda r: r.yearly)) for day, rate in debt.path.steps))
        if path == debt.path:
            return None
        return RatePath(((None, asked),)) if all(rate == asked for _, rate in path.steps) else path

    def level(self, asking: Asking, count: int) -> tuple[Plan, ...]:
        """Level instalments, the same number for all."""
        return tuple(self.plan(i, asking, Level(), count) for i in range(len(self.case.debts)))

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
            # One that begins when the others end has one instalment at least.
            number = max(1, months - delays[i]) if then is None else None
            plans.append(self.plan(i, asking, shape, number, most=most))
        return tuple(plans)

    def given(self, asking: Asking, sums: Sequence[Sequence[int]]) -> tuple[Plan, ...]:
        """One given sum a month for each debt, as many as it takes; what is too little stays visible."""
        plans = []
        for i, own in enumerate(sums):
            plan = self.own(i, asking, own)
            if plan.clears and plan.raw and [row.paid for row in plan.raw] != list(own):
                # What a creditor signs are the sums that are really paid; what is spread may need the longer list.
                paid = self.own(i, asking, [row.paid for row in plan.raw])
                plan = paid if paid.clears else plan
            plans.append(plan)
        return tuple(plans)

    def own(self, i: int, asking: Asking, sums: Sequence[int]) -> Plan:
        """One debt paid by given sums."""
        amounts = [from_minor(amount, self.case.debts[i].currency) for amount in sums]
        return self.plan(i, asking, GivenAmounts(amounts), None)

    def paid(self, i: int, asking: Asking, sums: Sequence[int]) -> tuple[list[int], int]:
        """What one debt takes of given sums, and what they leave: as :meth:`own` has it, without the plan."""
        key = (i, asking.of(i)._replace(programme=None), len(sums))
        if key not in self._layouts:
            # Its own sums are put in the place of these.
            self._layouts[key] = self.own(i, asking, [0] * len(sums)).layout
        rows = list(self._layouts[key].asking(sums).rows(0))
        return [row.paid for row in rows], sum(rows[-1].closing)

    def contract(self, asking: Asking = NOTHING_ASKED) -> tuple[Plan, ...]:
        """What the contracts themselves ask, until cleared."""
        return tuple(self.plan(i, asking, Contract(), None) for i in range(len(self.case.debts)))

    def at_once(self, amounts: Sequence[int] | None = None, asking: Asking = NOTHING_ASKED) -> tuple[Plan, ...]:
        """One payment on the day of the case: everything, or a sum that settles."""
        return tuple(
            self.plan(i, asking, Settlement(None if amounts is None else from_minor(amounts[i], debt.currency)), None)
            for i, debt in enumerate(self.case.debts)
        )


def _written_down(units: Sequence[int], currency: str) -> Any:
    """What is forgiven at the start as terms have it: of principal alone a sum, else by component."""
    sums = {name: from_minor(part, currency) for name, part in zip(COMPONENTS, units, strict=True) if part}
    return sums.get("principal") if set(sums) <= {"principal"} else sums
