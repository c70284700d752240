"""Sensitivity: what one more month, a little less income and one point of rate change, each alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.feasibility.judge import judge_plans
from repayplan.feasibility.stress import agreed_rate, raised
from repayplan.household.lines import Spending
from repayplan.plans.schedule import schedule
from repayplan.units.money import from_minor, to_minor
from repayplan.units.rates import percent_text, read_share
from repayplan.units.refusal import InputError, refuse, whole
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from repayplan.feasibility.judge import Feasibility
    from repayplan.plans.plan import Plan
    from repayplan.terms.terms import Terms


class Changed(NamedTuple):
    """What is so with one thing changed.

    Attributes:
        what: ``as_is``, ``months``, ``income`` or ``rate``.
        size: by how much it is changed, as text.
        payment: the largest monthly payment [currency].
        total_paid: all payments [currency].
        last_due: the last due date.
        declared: the verdict.
        verified: the verdict.
        least_margin: the smallest of the declared margins [currency].
    """

    what: str
    size: str
    payment: Decimal
    total_paid: Decimal
    last_due: date | None
    declared: str
    verified: str
    least_margin: Decimal

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {name: None if value is None else str(value) for name, value in self._asdict().items()}


@dataclass(frozen=True)
class Sensitivity(Shown):
    """Plans beside what small changes make of them. Made by :meth:`Feasibility.sensitivity`.

    Attributes:
        currency: of every amount.
        rows: as it is first; then each change that the plans have room for.
    """

    currency: str
    rows: tuple[Changed, ...]

    def __getitem__(self, what: str) -> Changed:
        """The row of ``as_is``, ``months``, ``income`` or ``rate``."""
        return {row.what: row for row in self.rows}[what]

    def parts(self, language: str = "en") -> list[Any]:
        """The rows as a table."""
        from repayplan.feasibility.sensitivity_tables import sensitivity_parts

        return sensitivity_parts(self, language)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"currency": self.currency, "rows": [row.to_dict() for row in self.rows]}


def sensitivity(judged: Feasibility, months: int, income: object, points: str) -> Sensitivity:
    """See :meth:`Feasibility.sensitivity`."""
    home = judged.declared.household
    if home is None or not judged.plans:
        refuse("plans", None, "the plans that were judged", "take the verdicts from rp.judge")
    more, share = whole(months, "months", 1, 600), read_share(points, "points")
    units = to_minor(income, home.currency, "income")
    rows = [_row("as_is", "", judged)]
    if (longer := _again(judged, lambda plan: _longer(plan, more))) is not None:
        rows.append(_row("months", str(more), longer))
    less = Spending("income less", from_minor(units, home.currency))
    poorer = judge_plans(judged.plans, replace(home, spending=(*home.spending, less)), judged.rates)
    rows.append(_row("income", str(from_minor(units, home.currency)), poorer))
    if not any(agreed_rate(plan).flat for plan in judged.plans):
        dearer = _again(judged, lambda plan: replace(plan.terms, rate=raised(agreed_rate(plan), share)))
        if dearer is not None:
            rows.append(_row("rate", percent_text(share), dearer))
    return Sensitivity(home.currency, tuple(rows))


def _longer(plan: Plan, more: int) -> Terms | None:
    number = plan.terms.instalments
    return None if number is None else replace(plan.terms, instalments=number + more)


def _again(judged: Feasibility, change: Callable[[Plan], Terms | None]) -> Feasibility | None:
    """The plans under changed terms; None where no plan has room for the change, or one was changed by date."""
    home, plans, any_changed = judged.declared.household, [], False
    for plan in judged.plans:
        terms = None if plan.changes else change(plan)
        try:
            plans.append(plan if terms is None else schedule(plan.debt, terms, plan.as_of))
        except InputError:  # a shape of its own number of rows
            return None
        any_changed = any_changed or terms is not None
    return judge_plans(plans, home, judged.rates) if any_changed and home is not None else None


def _row(what: str, size: str, judged: Feasibility) -> Changed:
    declared = judged.declared
    due = [span.due for plan in judged.plans for span in plan.spans]
    return Changed(
        what, size, from_minor(max(declared.payments), declared.currency),
        from_minor(sum(declared.payments), declared.currency), max(due, default=None),
        declared.verdict, judged.verified.verdict, declared.least_margin,
    )  # fmt: skip
