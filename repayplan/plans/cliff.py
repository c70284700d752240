"""The cliff: what comes back if one missed instalment voids the agreement, and from when having tried was better."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.walk import Period, walk
from repayplan.plans.lawful import lawful, rules_in_force
from repayplan.plans.layout import Layout
from repayplan.plans.printed import walk_row
from repayplan.terms.shapes import Contract
from repayplan.units.components import COMPONENTS, FEES, PENALTY
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, own_context
from repayplan.units.refusal import refuse, whole
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from repayplan.debts.debt import Debt
    from repayplan.engine.walk import Row
    from repayplan.plans.plan import Plan
    from repayplan.terms.terms import Terms


class Void(NamedTuple):
    """An agreement that is void after some instalments were kept.

    Attributes:
        kept: how many instalments were paid before one is missed.
        due: the due date of the last of them.
        paid: everything paid by then [currency].
        planned: what would be owed if the agreement stood [currency].
        owed: what is owed once it is void: the contract's interest and charges are back [currency].
        comes_back: the difference of the two [currency].
        by_component: the same by component [currency].
        without: what would be owed by then had nothing been agreed and nothing been paid [currency].
        better_by: what is owed less for having tried, beyond what was paid: the interest that payments saved
            [currency]. Below nothing: the agreement itself cost that much.
    """

    kept: int
    due: date
    paid: Decimal
    planned: Decimal
    owed: Decimal
    comes_back: Decimal
    by_component: dict[str, Decimal]
    without: Decimal
    better_by: Decimal


@dataclass(frozen=True)
class Cliff(Shown):
    """What one missed instalment costs, month by month, where it voids the agreement. Made by ``plan.cliff()``.

    Attributes:
        debt: the debt's id.
        currency: of every amount.
        rows: one :class:`Void` for each instalment kept, 1 to all; after all of them nothing comes back.

    Examples:
        >>> import repayplan as rp
        >>> card = rp.Debt(id="A", principal="1200", rate="12%", day_count="equal-periods", currency="CNY")
        >>> plan = rp.schedule(card, rp.Terms(instalments=12, treatment={"interest": "pause"}), as_of="2026-11-30")
        >>> cliff = plan.cliff()
        >>> [(str(void.owed), str(void.comes_back)) for void in (cliff.after(1), cliff.after(2), cliff.after(12))]
        [('1112.00', '12.00'), ('1023.12', '23.12'), ('0.00', '0.00')]
        >>> cliff.tried_is_better_from
        2
    """

    debt: str
    currency: str
    rows: tuple[Void, ...]

    def after(self, kept: int) -> Void:
        """The agreement void after so many instalments kept, 1 to all of them."""
        return self.rows[whole(kept, "kept", 1, len(self.rows)) - 1]

    @property
    def tried_is_better_from(self) -> int | None:
        """From how many instalments kept on having tried leaves the household better off, whenever it fails then.

        None where it never does: all that is paid goes to what bears no interest, or the agreement costs more.
        """
        found = None
        for row in reversed(self.rows):
            if row.better_by <= 0:
                break
            found = row.kept
        return found

    @property
    def findings(self) -> tuple[Finding, ...]:
        """In words: the most that can come back, and from when having tried was better."""
        worst = max(self.rows, key=lambda row: row.comes_back)
        most: dict[str, Any] = {"kept": worst.kept, "amount": worst.comes_back, "owed": worst.owed}
        said = [Finding("cliff_most", {"debt": self.debt, **most})]
        if (first := self.tried_is_better_from) is None:
            said.append(Finding("cliff_never_better", {"debt": self.debt}))
        else:
            said.append(Finding("cliff_better_from", {"debt": self.debt, "kept": first}))
        return tuple(said)

    def parts(self, language: str = "en") -> list[Any]:
        """The rows as a table, and what is to be said about them."""
        from repayplan.plans.tables import cliff_parts

        return cliff_parts(self, language)

    def to_frame(self, make: str = "pandas") -> Any:
        """One row for each instalment kept, as a frame of the make asked for.

        Args:
            make: ``pandas``, ``polars``, ``pyarrow`` or ``dict``.

        Raises:
            MissingLibrary: the library is not installed; it names the extra.
        """
        from repayplan.words.frames import to_frame

        columns = {key: [getattr(row, key) for row in self.rows] for key in Void._fields if key != "by_component"}
        back = {f"{name}_back": [row.by_component[name] for row in self.rows] for name in COMPONENTS}
        return to_frame(columns | back, make)

    def to_dict(self) -> dict[str, Any]:
        """The cliff as plain data."""
        return {
            "debt": self.debt,
            "currency": self.currency,
            "rows": [
                {key: value if isinstance(value, int) else str(value) for key, value in row._asdict().items()}
                | {"by_component": {name: str(amount) for name, amount in row.by_component.items()}}
                for row in self.rows
            ],
            "tried_is_better_from": self.tried_is_better_from,
            "findings": [finding.to_dict() for finding in self.findings],
        }


def cliff(plan: Plan, rules: str | None = None) -> Cliff:
    """What is owed if the agreement is void after each instalment.

    Without the agreement the contract's interest runs from the start and its charges are booked, as if nothing had been
    agreed, and what was paid counts as paid on its day: the forecast of doing nothing, less the payments with interest.

    Args:
        plan: as agreed, without later changes.
        rules: place whose rules limit a late fee; None: the debt's own place, or none.

    Raises:
        InputError: a plan of nothing, or one that was changed since.
    """
    if plan.changes:
        refuse("changes", len(plan.changes), "a plan as it was agreed", "take the cliff of the plan before the changes")
    if not plan.raw:
        refuse("debt", plan.debt.id, "a debt on which something is owed")
    down, paid = bool(plan.layout.down), [walk_row(row).paid for row in plan.raw]
    debt, terms = without_agreement(plan, len(paid) - down, rules)
    layout = Layout(debt, terms, plan.layout.dates, len(paid) - down)
    without = list(layout.rows(0))
    first = [Period(pay=paid[0])] if down else []
    void = walk(
        layout.opening, [*first, *map(_reinstated, layout.periods(0), without, paid[down:])], layout.course.den,
        rounding=terms.conventions.interest_rounding, order=terms.order, compounding=debt.compounds,
    )  # fmt: skip
    stands, again = [walk_row(row).closing for row in plan.raw], [row.closing for row in void]
    # A kept agreement is not void: after the last instalment nothing comes back.
    again[-1] = stands[-1]
    spans = [span.due for span in plan.spans]
    rows = zip(spans[down:], list(accumulate(paid))[down:], stands[down:], again[down:], without, strict=True)
    return Cliff(debt.id, plan.currency, tuple(_void(layout, k, *row) for k, row in enumerate(rows, 1)))


def without_agreement(plan: Plan, count: int, rules: str | None) -> tuple[Debt, Terms]:
    """The debt as the rules allow it, and its contract over so many due dates as if nothing had been agreed or paid."""
    debt, _ = lawful(plan.debt, rules_in_force(rules or plan.debt.rules, plan.as_of))
    bare = dict.fromkeys(("treatment", "rate", "write_down", "fee_per_instalment", "down_payment"))
    return debt, plan.terms.but(shape=Contract(paid=False), instalments=count, **bare)


def _reinstated(period: Period, nothing: Row, paid: int) -> Period:
    """A period of the contract with the charges of doing nothing and what was paid under the agreement."""
    charges = (0, 0, nothing.accrued[PENALTY], nothing.accrued[FEES])
    return replace(period, pay=paid, charges=charges if any(charges) else None)


@own_context()
def _void(
    layout: Layout, kept: int, due: date, paid: int, stands: Sequence[int], owed: Sequence[int], nothing: Row
) -> Void:
    def money(units: int) -> Decimal:
        return from_minor(layout.printed(units), layout.debt.currency)

    here, there, without = money(sum(stands)), money(sum(owed)), money(sum(nothing.closing))
    back = {name: money(two - one) for name, one, two in zip(COMPONENTS, stands, owed, strict=True)}
    return Void(kept, due, money(paid), here, there, there - here, back, without, without - there - money(paid))
