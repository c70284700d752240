"""The only loop over periods: what is owed, component by component, from one due date to the next.

Money is whole minor units, a number or a column of them; a period's interest is one rounding of balance x numerator /
denominator for the days that run, and one for each other treatment that holds on some of its days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repayplan.engine.width import Amount, plus, total, width
from repayplan.units.components import COMPONENTS, DEFAULT_ORDER, INTEREST, PRINCIPAL
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

ABSENT = (0, 0, 0, 0)


@dataclass(slots=True)
class Period:
    """What the contract or the agreement says of one period.

    Attributes:
        parts: accruals as (numerator, what becomes of it: ``run``, ``capitalise``, ``defer``, ``waive``).
        contract: numerator at the contract's rate, where the period accrues less than that; None otherwise.
        pay: what is asked [minor units], or a function of what is due, by component, that says it.
        on_top: ``pay`` comes on top of the interest that is due.
        close: everything owed is asked.
        charges: what is booked on penalty and fees, by component, or a function of what is due that says it.
        release: what of the held amounts falls due, by component.
        write_down: principal forgiven at the start.
    """

    parts: Sequence[tuple[Amount, str]] = ()
    pay: Amount | Callable[[Sequence[Amount]], Amount] = 0
    contract: Amount | None = None
    on_top: bool = False
    close: bool = False
    charges: Sequence[Amount] | Callable[[Sequence[Amount]], Sequence[Amount]] | None = None
    release: Sequence[Amount] | None = None
    write_down: Amount = 0


class Row:
    """One period, walked: each attribute but ``paid`` and ``forgone`` is one amount per component."""

    __slots__ = (
        "accrued",
        "asked",
        "closing",
        "forgone",
        "held",
        "moved_in",
        "moved_out",
        "opening",
        "paid",
        "taken",
        "waived",
        "written_down",
    )

    def __init__(self, opening: list[Amount]) -> None:
        self.opening = opening
        self.accrued: list[Amount] = [0, 0, 0, 0]
        self.moved_in: list[Amount] = [0, 0, 0, 0]
        self.waived: list[Amount] = [0, 0, 0, 0]
        self.moved_out: list[Amount] = [0, 0, 0, 0]
        self.taken: list[Amount] = [0, 0, 0, 0]
        self.closing: list[Amount] = opening
        self.held: list[Amount] = [0, 0, 0, 0]
        self.asked: Amount = 0
        self.paid: Amount = 0
        self.forgone: Amount = 0
        self.written_down: Amount = 0

    def part(self, component: int) -> tuple[Amount, ...]:
        """Opening, accrued, moved in, paid, waived, moved out, closing of one component."""
        c = component
        return (
            self.opening[c],
            self.accrued[c],
            self.moved_in[c],
            self.taken[c],
            self.waived[c],
            self.moved_out[c],
            self.closing[c],
        )


def walk(
    opening: Sequence[Amount],
    periods: Iterable[Period],
    den: int,
    *,
    rounding: str = "half-up",
    order: Sequence[str] = DEFAULT_ORDER,
    treatment: Mapping[int, str] | None = None,
    compounding: bool = False,
) -> Iterator[Row]:
    """One row a period, from what is owed at the start.

    Args:
        opening: what is owed, by component [minor units].
        periods: the periods, in order; the walk stops with them.
        den: the denominator of every numerator.
        rounding: of interest.
        order: of components in a payment.
        treatment: of the opening amounts, by component: ``spread``, ``capitalise``, ``defer`` or ``waive``.
        compounding: unpaid interest bears interest.
    """
    xp = width(opening)
    sequence = tuple(COMPONENTS.index(component) for component in order)
    due, held = list(opening), [0, 0, 0, 0]
    for period in periods:
        row = Row([plus(a, b) for a, b in zip(due, held, strict=True)])
        if treatment:
            _treat(row, due, held, treatment)
            treatment = None
        if type(period.write_down) is not int or period.write_down:
            row.written_down = xp.minimum(period.write_down, due[PRINCIPAL])
            row.waived[PRINCIPAL] = plus(row.waived[PRINCIPAL], row.written_down)
            due[PRINCIPAL] = due[PRINCIPAL] - row.written_down
        _accrue(row, due, held, period, den, rounding, compounding)
        if period.charges is not None:
            _charge(row, due, period.charges)
        if period.release is not None:
            for c, amount in enumerate(period.release):
                freed = xp.minimum(amount, held[c])
                due[c], held[c] = plus(due[c], freed), held[c] - freed
        _allocate(row, due, held, period, sequence, xp)
        row.closing = [plus(a, b) for a, b in zip(due, held, strict=True)]
        row.held = held[:]
        yield row


def _treat(row: Row, due: list[Amount], held: list[Amount], treatment: Mapping[int, str]) -> None:
    """What is owed already at the start: kept apart, joined to the principal, or forgiven."""
    for c, how in treatment.items():
        amount, due[c] = due[c], 0
        if how == "waive":
            row.waived[c] = amount
        elif how == "capitalise":
            row.moved_out[c] = amount
            row.moved_in[PRINCIPAL] = plus(row.moved_in[PRINCIPAL], amount)
            due[PRINCIPAL] = plus(due[PRINCIPAL], amount)
        else:
            held[c] = amount


def _accrue(
    row: Row, due: list[Amount], held: list[Amount], period: Period, den: int, rounding: str, compounding: bool
) -> None:
    """Interest of the period, each part rounded once, and what becomes of it."""
    bearing = plus(due[PRINCIPAL], due[INTEREST]) if compounding else due[PRINCIPAL]
    for numerator, how in period.parts:
        interest = divide(bearing * numerator, den, rounding)
        row.accrued[INTEREST] = plus(row.accrued[INTEREST], interest)
        if how == "run":
            due[INTEREST] = plus(due[INTEREST], interest)
        elif how == "defer":
            held[INTEREST] = plus(held[INTEREST], interest)
        elif how == "waive":
            row.waived[INTEREST] = plus(row.waived[INTEREST], interest)
        else:
            row.moved_out[INTEREST] = plus(row.moved_out[INTEREST], interest)
            row.moved_in[PRINCIPAL] = plus(row.moved_in[PRINCIPAL], interest)
            due[PRINCIPAL] = plus(due[PRINCIPAL], interest)
    if period.contract is not None:
        row.forgone = divide(row.opening[PRINCIPAL] * period.contract, den, rounding) - row.accrued[INTEREST]


def _charge(row: Row, due: list[Amount], charges: Any) -> None:
    for c, amount in enumerate(charges(due) if callable(charges) else charges):
        row.accrued[c] = plus(row.accrued[c], amount)
        due[c] = plus(due[c], amount)


def _allocate(
    row: Row, due: list[Amount], held: list[Amount], period: Period, sequence: tuple[int, ...], xp: Any
) -> None:
    """The payment, component by component in its order; what is left over goes to what is held."""
    owed = total([*due, *held])
    if period.close:
        row.asked = owed
    else:
        row.asked = period.pay(due) if callable(period.pay) else period.pay
        if period.on_top:
            row.asked = plus(row.asked, due[INTEREST])
    rest = row.paid = owed if period.close else xp.minimum(row.asked, owed)
    claims = [(due, c) for c in sequence if not _absent(due[c])] + [(held, c) for c in sequence if not _absent(held[c])]
    for place, (purse, c) in enumerate(claims, 1):
        # The last claim takes what is left: a payment never exceeds what is owed.
        if place == len(claims):
            taken, purse[c] = rest, purse[c] - rest
        elif xp.all(rest >= purse[c]):
            taken, purse[c] = purse[c], 0
        else:
            taken = xp.minimum(rest, purse[c])
            purse[c] = purse[c] - taken
        row.taken[c] = plus(row.taken[c], taken)
        if place < len(claims):
            rest = rest - taken


def _absent(amount: Amount) -> bool:
    return type(amount) is int and amount == 0
