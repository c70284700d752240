"""A plan: dated rows of one debt under terms, and their totals."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.plans.changeable import Changeable
from repayplan.plans.printed import given_up, totals, walk_row
from repayplan.units.components import COMPONENTS
from repayplan.units.money import from_minor
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from datetime import date

    from repayplan.debts.accrual import Span
    from repayplan.debts.debt import Debt
    from repayplan.engine.walk import Row
    from repayplan.plans.ahead import Stage
    from repayplan.plans.changes import Change
    from repayplan.plans.cliff import Cliff
    from repayplan.plans.layout import Layout
    from repayplan.terms.terms import Terms
    from repayplan.units.findings import Finding


class Part(NamedTuple):
    """One component in one row [currency]: opening + accrued + moved in = paid + waived + moved out + closing."""

    opening: Decimal
    accrued: Decimal
    moved_in: Decimal
    paid: Decimal
    waived: Decimal
    moved_out: Decimal
    closing: Decimal


class Sums(dict[int, Decimal]):
    """Minor units as decimals, each made once: a closing balance is the next row's opening, a level sum comes again."""

    def __init__(self, currency: str) -> None:
        self.currency = currency
        self.nothing: Part = Part(*[self[0]] * 7)

    def __missing__(self, units: int) -> Decimal:
        made = self[units] = from_minor(units, self.currency)
        return made

    def part(self, units: tuple[int, ...]) -> Part:
        """The seven numbers of a component."""
        return Part._make(map(self.__getitem__, units))


class PlanRow:
    """One instalment: its days, and its sums [currency].

    Attributes:
        number: 1 for the first instalment; 0 for a down payment.
        start: the day from which its interest runs.
        due: the due date.
        opening: everything owed at the start.
        accrued: newly accrued interest and charges.
        payment: what is paid on the due date.
        waived: what is forgiven, a write-down included.
        forgone: what the contract's rate would have accrued beyond what the row accrues.
        closing: everything owed after the payment.
        to_principal, to_interest, to_penalty, to_fees: the parts of the payment.
        raw: the engine's row, in minor units.
    """

    __slots__ = (
        "_sums", "accrued", "closing", "due", "forgone", "number", "opening", "payment", "raw", "start", "to_fees",
        "to_interest", "to_penalty", "to_principal", "waived",
    )  # fmt: skip

    number: int
    start: date
    due: date
    opening: Decimal
    accrued: Decimal
    payment: Decimal
    waived: Decimal
    forgone: Decimal
    closing: Decimal
    to_principal: Decimal
    to_interest: Decimal
    to_penalty: Decimal
    to_fees: Decimal
    raw: Row

    def __init__(self, number: int, span: Span, raw: Row, sums: Sums) -> None:
        self.number, self.start, self.due = number, span.start, span.due
        self.raw, self._sums = raw, sums
        principal, interest, penalty, fees = raw.taken
        self.to_principal, self.to_interest = sums[principal], sums[interest]
        self.to_penalty, self.to_fees = sums[penalty], sums[fees]
        self.payment = sums[principal + interest + penalty + fees]
        self.opening, self.closing = sums[sum(raw.opening)], sums[sum(raw.closing)]
        self.accrued, self.waived, self.forgone = sums[sum(raw.accrued)], sums[sum(raw.waived)], sums[raw.forgone]

    @property
    def days(self) -> int:
        """Days from start to due."""
        return (self.due - self.start).days

    @property
    def parts(self) -> dict[str, Part]:
        """The seven numbers of each component."""
        sums, raw = self._sums, self.raw
        walked = walk_row(raw)
        opening, accrued, moved_in = walked.opening, walked.accrued, walked.moved_in
        # What was not there and did not come is nothing in all seven.
        return {
            name: sums.part(raw.part(c)) if opening[c] or accrued[c] or moved_in[c] else sums.nothing
            for c, name in enumerate(COMPONENTS)
        }

    def __repr__(self) -> str:
        return f"PlanRow({self.number}, {self.due}, payment={self.payment}, closing={self.closing})"


@dataclass(frozen=True, eq=False)
class Plan(Changeable, Shown):
    """One debt under terms, worked out to dated rows. Made by :func:`schedule`; read back by :meth:`from_dict`.

    Attributes:
        debt: what is owed.
        terms: what is offered.
        as_of: the day from which interest runs.
        raw: the engine's rows, in minor units.
        level: the level sum [minor units], None where the shape has none.
        findings: what is to be said about the plan: assumptions, and where it cannot clear the debt.
        changes: what was changed, from which day and why, by effective day; ``terms`` are those that it began with.
        stages: the rows under one set of terms each, where there are changes.

    Examples:
        >>> import repayplan as rp
        >>> debt = rp.Debt(id="A", principal="1000", rate="0%", currency="JPY")
        >>> plan = rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-12-01")
        >>> [(str(row.due), str(row.payment)) for row in plan.rows]
        [('2026-12-31', '334'), ('2027-01-31', '334'), ('2027-02-28', '332')]
    """

    debt: Debt
    terms: Terms
    as_of: date
    layout: Layout = field(repr=False)
    raw: tuple[Row, ...] = field(repr=False)
    level: int | None
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    stages: tuple[Stage, ...] = field(default=(), repr=False)

    @property
    def currency(self) -> str:
        """ISO 4217 code."""
        return self.debt.currency

    @cached_property
    def rows(self) -> tuple[PlanRow, ...]:
        """The instalments in order, a down payment first."""
        first, sums = 0 if self.placed and self.placed[0][1] < 0 else 1, Sums(self.currency)
        return tuple(
            PlanRow(first + k, span, raw, sums) for k, (span, raw) in enumerate(zip(self.spans, self.raw, strict=True))
        )

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The days of each row."""
        if not self.stages:
            return self.layout.spans[: len(self.raw)]
        return tuple(layout.spans[number + bool(layout.down)] for layout, number in self.placed)

    @cached_property
    def placed(self) -> tuple[tuple[Layout, int], ...]:
        """The layout of each row and its number there, from 0; a down payment is -1."""
        parts = [(stage.layout, len(stage.rows)) for stage in self.stages] or [(self.layout, len(self.raw))]
        return tuple((layout, k - bool(layout.down)) for layout, count in parts for k in range(count))

    @property
    def instalment(self) -> Decimal:
        """The sum of the level part, or the largest payment where no part is level [currency]."""
        level = self.level if self.level is not None else max((row.paid for row in self.raw), default=0)
        return self._money(level)

    @property
    def clears(self) -> bool:
        """Whether nothing is owed after the last row."""
        return not self.raw or not sum(self.raw[-1].closing)

    @cached_property
    def totals(self) -> dict[str, int]:
        """The sums of all rows, each rounded once: paid, interest, waived, forgone [minor units]."""
        return totals(self)

    @property
    def total_paid(self) -> Decimal:
        """All payments [currency]."""
        return self._money(self.totals["paid"])

    @property
    def total_interest(self) -> Decimal:
        """All interest that is paid [currency]."""
        return self._money(self.totals["interest"])

    @property
    def total_waived(self) -> Decimal:
        """All that is forgiven, a write-down included [currency]."""
        return self._money(self.totals["waived"])

    @property
    def total_forgone(self) -> Decimal:
        """What the contract would have accrued beyond what the plan accrues [currency]."""
        return self._money(self.totals["forgone"])

    @property
    def last_due(self) -> date:
        """The due date of the last row, or ``as_of`` where there is none."""
        return self.spans[-1].due if self.raw else self.as_of

    def concession_units(self) -> list[int]:
        """What the creditor gives up, by component: waived, written down and forgone [minor units]."""
        return given_up(self)

    @property
    def concession(self) -> dict[str, Decimal]:
        """What the creditor gives up against the contract, by component [currency]."""
        return {name: self._money(units) for name, units in zip(COMPONENTS, self.concession_units(), strict=True)}

    def _money(self, units: int) -> Decimal:
        return from_minor(units, self.currency)

    def cliff(self, rules: str | None = None) -> Cliff:
        """What is owed if one missed instalment voids the agreement, after each instalment kept.

        Args:
            rules: place whose rules limit a late fee; None: the debt's own place, or none.

        Raises:
            InputError: a plan of nothing, or one that was changed since it was agreed.
        """
        from repayplan.plans.cliff import cliff

        return cliff(self, rules)

    def parts(self, language: str = "en") -> list[Any]:
        """The rows as a table, and what is to be said about the plan."""
        from repayplan.plans.tables import plan_parts

        return plan_parts(self, language)

    def to_frame(self, make: str = "pandas") -> Any:
        """One row an instalment, as a frame of the make asked for.

        Args:
            make: ``pandas``, ``polars``, ``pyarrow`` or ``dict``.

        Raises:
            MissingLibrary: the library is not installed; it names the extra.

        Examples:
            >>> import repayplan as rp
            >>> debt = rp.Debt(id="A", principal="1000", rate="0%", currency="JPY")
            >>> plan = rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-12-01")
            >>> plan.to_frame("dict")["payment"]
            [Decimal('334'), Decimal('334'), Decimal('332')]
        """
        from repayplan.plans.tables import plan_columns
        from repayplan.words.frames import to_frame

        return to_frame(plan_columns(self), make)

    def to_dict(self) -> dict[str, Any]:
        """The plan document: everything that a checker needs."""
        from repayplan.plans.document import plan_document

        return plan_document(self)

    @classmethod
    def from_dict(cls, data: object) -> Plan:
        """Read a plan document: the plan is worked out anew, and has to be the one that the document holds.

        Raises:
            InputError: a newer schema, wrong input, or a cell that is not what the input gives.
        """
        from repayplan.plans.document import read_plan

        return read_plan(data)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Plan):
            return False
        same = (self.debt, self.terms, self.as_of) == (other.debt, other.terms, other.as_of)
        return same and self.changes == other.changes

    def __hash__(self) -> int:
        return hash((self.debt.id, self.as_of, self.level))
