"""Rows whose balances are carried: what is printed of them, in whole minor units, and what stands behind it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from repayplan.engine.walk import Row
from repayplan.units.components import COMPONENTS, INTEREST, PRINCIPAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from repayplan.plans.layout import Layout
    from repayplan.plans.plan import Plan


class PrintedRow(Row):
    """A row in whole minor units, with the walk's own row behind it.

    Of four amounts the sum is rounded, and each but the principal; that is what the others leave of the sum. So a
    printed part of the principal is the printed payment less the printed interest.

    Attributes:
        exact: the walk's row, in the walk's units.
    """

    def __init__(self, exact: Row, layout: Layout) -> None:
        self.exact, self._fine = exact, layout.fine

        def four(amounts: Sequence[int]) -> tuple[int, ...]:
            parts = [layout.printed(amount) for amount in amounts]
            if amounts[PRINCIPAL]:
                parts[PRINCIPAL] += layout.printed(sum(amounts)) - sum(parts)
            return tuple(parts)

        super().__init__(four(exact.opening))
        self.accrued, self.moved_in, self.moved_out = four(exact.accrued), four(exact.moved_in), four(exact.moved_out)
        self.waived, self.taken, self.held = four(exact.waived), four(exact.taken), four(exact.held)
        self.closing = four(exact.closing)
        self.asked = layout.printed(exact.asked)
        sign = -1 if exact.forgone < 0 else 1
        self.forgone = sign * layout.printed(abs(exact.forgone))
        self.written_down = layout.printed(exact.written_down)

    def part(self, component: int) -> tuple[Any, ...]:
        """The seven numbers of a component, unrounded [minor units]: the identity holds in them."""
        return tuple(exactly(units, self._fine) for units in self.exact.part(component))


def walk_row(row: Row) -> Row:
    """The walk's own row, in the walk's units."""
    return row.exact if isinstance(row, PrintedRow) else row


def exactly(units: int, fine: int) -> Any:
    """The walk's units as minor units, whole where they are."""
    whole, rest = divmod(units, fine)
    return whole if not rest else (Decimal(units) / fine).normalize()


def printed_rows(layout: Layout, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows as they are printed; as they are where the walk counts in whole minor units."""
    return tuple(rows) if layout.fine == 1 else tuple(PrintedRow(row, layout) for row in rows)


def totals(plan: Plan) -> dict[str, int]:
    """The sums of a plan's rows, each rounded once [minor units]."""
    rows = [walk_row(row) for row in plan.raw]
    sums = {
        "paid": sum(row.paid for row in rows),
        "interest": sum(row.taken[INTEREST] for row in rows),
        "waived": sum(sum(row.waived) for row in rows),
        "forgone": sum(row.forgone for row in rows),
    }
    return {name: _once(plan, units) for name, units in sums.items()}


def given_up(plan: Plan) -> list[int]:
    """What is waived and forgone, by component [minor units]; together what the totals say."""
    rows = [walk_row(row) for row in plan.raw]
    given = [_once(plan, sum(row.waived[c] for row in rows)) for c in range(len(COMPONENTS))]
    given[INTEREST] += plan.totals["waived"] + plan.totals["forgone"] - sum(given)
    return given


def _once(plan: Plan, units: int) -> int:
    """A sum rounded as it is printed, below nothing as above it."""
    return plan.layout.printed(units) if units >= 0 else -plan.layout.printed(-units)
