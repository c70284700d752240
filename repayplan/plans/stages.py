"""A plan with changes: stages one after the other, each laid out and walked like a plan of its own.

A stage is a stretch of rows under one set of terms. The next one starts from what is owed when the last row before a
change ends; nothing else passes from one to the other. What a solution takes into account is therefore what is owed
then, by component, and the rates, windows and due dates that are known with the change.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from repayplan.debts.accrual import Whole
from repayplan.plans.ahead import Ahead, Stage, owing, pinned
from repayplan.plans.amendments import AMENDED, last_day
from repayplan.plans.changes import in_order, record
from repayplan.plans.layout import Held
from repayplan.plans.remainder import AsPaid, remainder
from repayplan.plans.restated import StageLayout
from repayplan.plans.schedule import findings_of, lay_out, named_level
from repayplan.terms.shapes import Contract, GivenAmounts, Settlement
from repayplan.terms.treatment import Treated
from repayplan.units.components import COMPONENTS
from repayplan.units.dates import due_date
from repayplan.units.money import from_minor
from repayplan.units.refusal import refuse, under

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from repayplan.plans.changes import Change
    from repayplan.plans.plan import Plan
    from repayplan.terms.shape import Shape

# What a plan says of its input, whatever changes later.
ASSUMED = ("first_due_month_end", "first_due_due_day", "interest_bears_interest")


def with_changes(plan: Plan, changes: Sequence[Change]) -> Plan:
    """The plan with all these changes and no others, in order of their days."""
    base = lay_out(plan.debt, plan.terms, plan.as_of) if plan.changes else plan
    ordered = in_order(changes)
    if not ordered:
        return base
    stages = Timeline(base, ordered).stages()
    last = stages[-1]
    assumed = tuple(finding for finding in base.findings if finding.code in ASSUMED)
    said = (finding for finding in findings_of(last.layout, last.rows, last.level) if finding.code not in ASSUMED)
    raw = tuple(row for stage in stages for row in stage.rows)
    return replace(
        base, raw=raw, level=named_level(last.layout, last.level), findings=(*assumed, *said), changes=ordered,
        stages=stages,
    )  # fmt: skip


class Timeline:
    """The stages of a plan, as changes and payments come in by date."""

    def __init__(self, plan: Plan, changes: Sequence[Change]) -> None:
        _check(plan)
        self.paid, self.until = record(changes, plan.currency)
        if early := [day for day in self.paid if day < plan.as_of]:
            refuse("paid", str(early[0]), f"days from {plan.as_of}", "what was paid before is no longer owed")
        self.closed: list[Stage] = []
        layout = plan.layout
        debt, terms = pinned(plan.debt, plan.terms, layout)
        level = layout.level() if terms.shape.rounds_each else plan.level
        again = remainder(layout, level, 0)[1]
        self.ahead = Ahead(debt, layout.held, terms, layout.dates, layout.count, again, level)
        self.laid: Stage | None = Stage(layout, level, plan.raw)
        if self.until is not None and layout.down:
            self._pay_down()
        for i, change in enumerate(changes):
            with under(f"changes[{i}]"):
                self._apply(change)
        if self.until is not None:
            self._run_to(self.until)

    def stages(self) -> tuple[Stage, ...]:
        """All rows: those that changes left behind, and those that are still to come."""
        return (*self.closed, self._planned()) if self._planned().rows else tuple(self.closed)

    def _planned(self) -> Stage:
        """What is still to come, laid out as planned."""
        if self.laid is None:
            self.laid = self.ahead.planned()
        return self.laid

    def _set(self, ahead: Ahead) -> None:
        self.ahead, self.laid = ahead, None

    def _apply(self, change: Change) -> None:
        """Leave behind what comes before a change, and take it in."""
        self._run_to(last_day(change, self.ahead.terms))
        self._check_day(change)
        if change.kind == "re_age":
            if self.ahead.dates.as_of < change.on:
                self._part_row(change.on, self.paid.pop(change.on, 0))
            if self.until == change.on:
                # What is paid on a day belongs to the period that ends on it.
                self.until = None
        self._set(AMENDED[change.kind](self.ahead, self._planned(), change))

    def _check_day(self, change: Change) -> None:
        """Refuse a change before the plan starts or after it ends."""
        planned = self._planned()
        end = planned.layout.spans[len(planned.rows) - 1].due if planned.rows else self.ahead.dates.as_of
        # What was not paid can be re-aged when no due date is left.
        late = change.kind == "re_age" and not self.ahead.count and self.ahead.owes
        if not late and (not planned.rows or change.on > end):
            refuse("on", str(change.on), f"a day before the plan ends, on {end}", "change it while it runs")
        first = self.closed[0].layout.dates.as_of if self.closed else self.ahead.dates.as_of
        if change.on < first and (change.until or change.on) <= first:
            refuse("on", str(change.on), f"a day from {first}, where the plan starts", "make the plan with it")

    def _run_to(self, day: date) -> None:
        """Leave behind the rows that are due up to a day: as they were paid, then as they are planned."""
        while self.until is not None and self._pay_to(min(day, self.until)):
            pass
        planned = self._planned()
        spans = planned.layout.spans[: len(planned.rows)]
        if kept := sum(span.due <= day for span in spans):
            self._close(planned._replace(rows=planned.rows[:kept]), kept - bool(planned.layout.down))

    def _pay_to(self, day: date) -> bool:
        """Leave behind the next rows up to a day as they were paid; False where there is none."""
        due = [span.due for span in self._planned().layout.spans[: self.ahead.count]]
        off = min((paid for paid in self.paid if not due or paid < due[0]), default=None)
        if off is not None and off <= day:
            self._part_row(off, self.paid.pop(off))
            return True
        first = min(self.paid.keys() - set(due), default=day)
        amounts = [self.paid.pop(when, 0) for when in due if when <= min(first, day)]
        if not amounts or not self.ahead.owes:
            return False
        shape = AsPaid(tuple(str(self._money(amount)) for amount in amounts))
        terms = self.ahead.terms.but(shape=shape, instalments=self.ahead.count)
        layout = self.ahead.layout(terms, self.ahead.beside._replace(as_paid=True))
        self._close(self._as_paid(Stage(layout, None, tuple(islice(layout.rows(0), len(amounts))))), len(amounts))
        return True

    def _as_paid(self, stage: Stage) -> Stage:
        """Rows as they were paid, refused where more was paid than was owed."""
        asked = sum(row.asked for row in stage.rows)
        if asked > sum(row.paid for row in stage.rows):
            refuse("paid", str(self._money(asked)), "no more than is owed", "leave out what went to another debt")
        return stage

    def _pay_down(self) -> None:
        """The down payment as it was paid."""
        paid, level = self.paid.pop(self.ahead.dates.as_of, 0), self._planned().level
        self._set(replace(self.ahead, terms=self.ahead.terms.but(down_payment=self._money(paid) if paid else None)))
        if paid:
            layout = self.ahead.layout()
            shapes = remainder(layout, level, 0)
            self._close(Stage(layout, level, tuple(islice(layout.rows(0), 1))), 0, shapes)

    def _part_row(self, day: date, amount: int = 0) -> None:
        """A row that ends inside a period, or after the last one: on a payment, or where a schedule starts anew."""
        ahead, planned, dates = self.ahead, self._planned(), self.ahead.dates
        start = dates.within.start if dates.within else dates.as_of
        inside = ahead.count and day < dates.first_due
        within = Whole(start, dates.first_due, dates.seed_day) if inside else None
        spread = tuple(c for c, how in planned.layout.treatment.items() if how == "spread")
        # What is spread falls due with the instalments alone: until then it is held.
        waits = {COMPONENTS[c]: ahead.terms.treated[COMPONENTS[c]]._replace(opening="defer") for c in spread}
        terms = ahead.treated(**waits).but(
            instalments=1, shape=AsPaid((str(self._money(amount)),)), fee_per_instalment=None, down_payment=None,
            calendar=None,
        )  # fmt: skip
        beside = ahead.beside._replace(as_paid=True, booked=tuple(b for b in ahead.beside.booked if b.on <= day))
        row_dates = dates._replace(first_due=day, seed_day=day.day, within=within)
        layout = StageLayout(ahead.debt, terms, row_dates, 1, Held(ahead.held.amounts), beside=beside)
        shapes = remainder(planned.layout, planned.level, 0)
        self._close(self._as_paid(Stage(layout, planned.level, tuple(layout.rows(0)))), 0, shapes)
        held = self.ahead.held._replace(spread=tuple(sorted({*ahead.held.spread, *spread})))
        self._set(replace(self.ahead, held=held, dates=dates._replace(as_of=day, within=within)))

    def _close(self, stage: Stage, instalments: int, shapes: tuple[Shape, Shape] | None = None) -> None:
        """Leave a stage behind after so many of its instalments: what it leaves is what is still to come."""
        ahead, planned, layout, row = self.ahead, self._planned(), stage.layout, stage.rows[-1]
        kept, again = shapes or remainder(planned.layout, planned.level, instalments)
        self.closed.append(stage)
        dates, end = ahead.dates, layout.spans[len(stage.rows) - 1].due
        if instalments:
            due = due_date(dates.first_due, dates.seed_day, dates.every, instalments)
            dates = dates._replace(as_of=end, first_due=due, within=None)
        spread = {c for c, how in layout.treatment.items() if how == "spread"} | {*ahead.held.spread}
        held = Held(tuple(row.held), tuple(sorted(c for c in spread if row.held[c])))
        count = ahead.count - instalments
        fixed = ahead.terms.instalments is None or isinstance(kept, GivenAmounts)
        collected = {name: treated._replace(opening="collect") for name, treated in ahead.terms.treated.items()}
        terms = ahead.treated(**collected | {"principal": Treated()}).but(
            shape=kept, instalments=None if fixed else max(1, count), write_down=None, down_payment=None
        )
        debt = owing(ahead.debt, [owed - apart for owed, apart in zip(row.closing, row.held, strict=True)])
        # A down payment leaves what is booked to the row after it.
        down_alone = len(stage.rows) <= bool(layout.down)
        booked = tuple(b for b in ahead.beside.booked if b.on > end or down_alone)
        beside = ahead.beside._replace(booked=booked, forgiven=())
        self._set(Ahead(debt, held, terms, dates, count, again, planned.level, beside))

    def _money(self, units: int) -> Any:
        return from_minor(units, self.ahead.debt.currency)


def _check(plan: Plan) -> None:
    """Refuse a plan that has no instalments to change, or that carries parts of a minor unit."""
    if isinstance(plan.terms.shape, (Contract, Settlement)):
        kind = plan.terms.shape.kind
        refuse("terms.shape", kind, "a plan of instalments", "make a plan of the new terms instead")
    if plan.layout.fine != 1:
        reason = "a change starts from what is owed in whole minor units: make a plan of the new terms, or leave it out"
        refuse("terms.conventions.balance", "exact", "balances in whole minor units", reason)
