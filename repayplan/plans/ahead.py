"""What is still to come of a plan after some rows: what is owed, the terms that run on, the dates that are left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.plans.restated import NOTHING_BESIDE, Beside, StageLayout
from repayplan.units.components import COMPONENTS
from repayplan.units.money import from_minor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from repayplan.debts.accrual import Dates
    from repayplan.debts.debt import Debt
    from repayplan.engine.walk import Row
    from repayplan.plans.layout import Held, Layout
    from repayplan.terms.shape import Shape
    from repayplan.terms.terms import Terms
    from repayplan.terms.treatment import Treated


class Stage(NamedTuple):
    """Rows under one set of terms: those that stand."""

    layout: Layout
    level: int | Fraction | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Ahead:
    """What is still to come.

    Attributes:
        debt: what is due.
        held: what is kept apart.
        terms: those that run on, with the sums that are kept.
        dates: the due dates that are left.
        count: how many there are.
        again: the shape where the instalment is solved anew.
        level: the instalment that is kept.
        beside: what the rows have beside their terms.
    """

    debt: Debt
    held: Held
    terms: Terms
    dates: Dates
    count: int
    again: Shape
    level: int | Fraction | None
    beside: Beside = NOTHING_BESIDE

    @property
    def owes(self) -> bool:
        """Whether anything is owed."""
        return any(self.debt.opening) or any(self.held.amounts) or any(any(one.amounts) for one in self.beside.booked)

    def layout(self, terms: Terms | None = None, beside: Beside | None = None) -> StageLayout:
        """Laid out, under the terms that run on or others for its rows."""
        chosen = self.beside if beside is None else beside
        return StageLayout(self.debt, terms or self.terms, self.dates, max(1, self.count), self.held, beside=chosen)

    def planned(self) -> Stage:
        """Worked out. The instalment is what it would be without arrears: they come on top in the last row."""
        layout = self.layout(beside=self.beside._replace(overdue=None))
        level, rows = layout.worked_out() if self.owes and self.count else (None, ())
        overdue = self.beside.overdue
        if rows and overdue is not None and self.dates.as_of < overdue.until:
            layout = self.layout()
            rows = tuple(layout.rows(level or 0, close=layout.takes_rest))
        return Stage(layout, self.level if level is None else level, rows)

    def anew(self, count: int, **changed: Any) -> Ahead:
        """With the instalment solved anew over ``count`` due dates."""
        terms = self.terms.but(**{"shape": self.again, "instalments": count} | changed)
        return replace(self, terms=terms, count=count, level=None)

    def treated(self, **by_component: Treated) -> Terms:
        """The terms with other treatment of some components."""
        return self.terms.but(treatment=self.terms.treated | by_component)


def owing(debt: Debt, due: Sequence[int]) -> Debt:
    """The debt with what is due at a later day; what was in arrears is part of it."""
    owed: dict[str, Any] = {name: from_minor(units, debt.currency) for name, units in zip(COMPONENTS, due, strict=True)}
    return debt.as_one(arrears=None, **owed)


def pinned(debt: Debt, terms: Terms, layout: Layout, more: int = 0) -> tuple[Debt, Terms]:
    """Debt and terms where a flat fee names its original amount and what is lent ``more``, whatever is owed later."""
    path, contract = layout.bearing.path, layout.bearing.contract
    if path.flat:
        of = str(from_minor(layout.original_of(path) + more, debt.currency))
        terms = terms.but(rate=replace(terms.path or debt.path, of=of))
    if contract.flat:
        of = str(from_minor(layout.original_of(contract) + more, debt.currency))
        debt = replace(debt, rate=replace(debt.path, of=of))
    return debt, terms
