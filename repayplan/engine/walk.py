"""The only loop over periods: what is owed, component by component, from one due date to the next.

Money is whole minor units, a number or a column of them; a period's interest is one rounding of balance x numerator /
denominator for the days that run, and one for each other treatment that holds on some of its days.

Each period is put together from the steps that it has: a plain one accrues and allocates. An amount that is not
there is the int 0 at both widths, and no step touches it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repayplan.engine.width import MET, UNKNOWN, WHOLE, Amount, plus, total, width
from repayplan.units.components import COMPONENTS, DEFAULT_ORDER, INTEREST, PRINCIPAL
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from repayplan.engine.width import Lanes

NONE = 0
ABSENT = (NONE, NONE, NONE, NONE)
HELD = len(COMPONENTS)
Amounts = tuple[Amount, ...]


@dataclass(slots=True)
class Period:
    """What the contract or the agreement says of one period.

    Attributes:
        parts: accruals as (numerator, what becomes of it: ``run``, ``capitalise``, ``defer``, ``waive``).
        pay: what is asked [minor units], or a function of what is due, by component, that says it.
        beside: what bears beside the balance, numerator x sum: for each of ``parts``, then for ``contract``; None where
            nothing does. Of a flat fee all of it does, and the numerators are 0.
        contract: numerator at the contract's rate, where the period accrues less than that; None otherwise.
        on_top: ``pay`` comes on top of the interest that is due.
        close: everything owed is asked.
        leave: what stays owed, due and held together, whatever is asked.
        charges: what is booked on penalty and fees, by component, or a function of what is due that says it.
        release: what of the held amounts falls due, by component.
        forgive: what is forgiven at the start, by component, before any treatment; of principal it is a write-down.
        bears: what the numerators multiply in place of the balance: 1 where they hold balances that stood for some of
            the days each.
    """

    parts: Sequence[tuple[Amount, str]] = ()
    pay: Amount | Callable[[Sequence[Amount]], Amount] = 0
    beside: Sequence[Amount] | None = None
    contract: Amount | None = None
    on_top: bool = False
    close: bool = False
    leave: Amount = NONE
    charges: Sequence[Amount] | Callable[[Sequence[Amount]], Sequence[Amount]] | None = None
    release: Sequence[Amount] | None = None
    forgive: Sequence[Amount] | None = None
    bears: Amount | None = None

    def is_level(self) -> bool:
        """Whether it asks and accrues no more when it comes again on a principal that has not grown."""
        alone = self.charges is None and self.release is None and self.forgive is None and self.bears is None
        fixed = alone and self.leave is NONE and not callable(self.pay)
        return fixed and all(how in ("run", "waive") for _, how in self.parts)


class Row:
    """One period, walked: what the period did not have stays as it stands here.

    Attributes:
        opening, accrued, moved_in, waived, moved_out, taken, closing: one amount per component [minor units].
        held: what of ``closing`` is kept apart and not yet due, by component.
        asked, forgone, written_down: one amount each.
    """

    accrued: Amounts = ABSENT
    moved_in: Amounts = ABSENT
    waived: Amounts = ABSENT
    moved_out: Amounts = ABSENT
    held: Amounts = ABSENT
    asked: Amount = NONE
    forgone: Amount = NONE
    written_down: Amount = NONE
    taken: Amounts
    closing: Amounts

    def __init__(self, opening: Amounts) -> None:
        self.opening = opening

    @property
    def paid(self) -> Amount:
        """What was paid, all components together: added up when it is asked for."""
        return total(self.taken)

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
        opening: what is owed, by component [minor units]; on columns at least one of them is a column. Four more say
            what is held apart and not yet due.
        periods: the periods, in order; the walk stops with them.
        den: the denominator of every numerator.
        rounding: of interest.
        order: of components in a payment.
        treatment: of the opening amounts, by component: ``spread``, ``capitalise``, ``defer`` or ``waive``.
        compounding: unpaid interest bears interest.

    Raises:
        Overflow: naming lanes of int64 columns that could pass 2^63; ints and object columns cannot.
    """
    xp = width(opening)
    lanes = xp.lanes(opening, den)
    due = tuple(COMPONENTS.index(component) for component in order)
    claims = due, (*due, *(HELD + c for c in due))
    # What is owed: four amounts that are due, by component, and four that are held, once something is.
    owed = list(opening)
    before = _together(owed)
    for period in periods:
        row = Row(before)
        known = UNKNOWN if lanes is None else lanes.known(period, owed[PRINCIPAL])
        if lanes is not None and known is UNKNOWN:
            lanes.admit(row.opening, period)
        if period.forgive is not None:
            _forgive(row, owed, period.forgive, xp)
        if treatment:
            _treat(row, owed, treatment)
            treatment = None
        _accrue(row, owed, period, den, rounding, compounding)
        if period.charges is not None:
            _charge(row, owed, period.charges, lanes)
        if period.release is not None:
            _release(owed, period.release, xp)
        met = _allocate(row, owed, period, claims[len(owed) > HELD], xp, known)
        if lanes is not None and known is UNKNOWN:
            lanes.seen(period if met and period.is_level() else None)
        if len(owed) > HELD:
            row.held = tuple(owed[HELD:])
        before = _together(owed)
        row.closing = before
        yield row


def _treat(row: Row, owed: list[Amount], treatment: Mapping[int, str]) -> None:
    """What is owed already at the start: kept apart, joined to the principal, or forgiven."""
    for c, how in treatment.items():
        amount, owed[c] = owed[c], NONE
        if how == "waive":
            row.waived = _added(row.waived, c, amount)
        elif how == "capitalise":
            row.moved_out = _added(row.moved_out, c, amount)
            row.moved_in = _added(row.moved_in, PRINCIPAL, amount)
            owed[PRINCIPAL] = plus(owed[PRINCIPAL], amount)
        else:
            _hold(owed, c, amount)


def _forgive(row: Row, owed: list[Amount], amounts: Sequence[Amount], xp: Any) -> None:
    """Amounts forgiven of what is due, never more than there is; of principal that is a write-down."""
    for c, amount in enumerate(amounts):
        if amount is not NONE and owed[c] is not NONE:
            given = xp.minimum(amount, owed[c])
            row.waived = _added(row.waived, c, given)
            owed[c] = owed[c] - given
    row.written_down = row.waived[PRINCIPAL]


def _accrue(row: Row, owed: list[Amount], period: Period, den: int, rounding: str, compounding: bool) -> None:
    """Interest of the period, each part rounded once, and what becomes of it."""
    bearing = period.bears
    if bearing is None:
        bearing = plus(owed[PRINCIPAL], owed[INTEREST]) if compounding else owed[PRINCIPAL]
    accrued: Amount = NONE
    beside = period.beside
    for k, (numerator, how) in enumerate(period.parts if bearing is not NONE else ()):
        product = bearing * numerator
        interest = divide(product if beside is None else product + beside[k], den, rounding)
        accrued = interest if accrued is NONE else accrued + interest
        if how == "run":
            owed[INTEREST] = interest if owed[INTEREST] is NONE else owed[INTEREST] + interest
        elif how == "defer":
            _hold(owed, INTEREST, interest)
        elif how == "waive":
            row.waived = _added(row.waived, INTEREST, interest)
        else:
            row.moved_out = _added(row.moved_out, INTEREST, interest)
            row.moved_in = _added(row.moved_in, PRINCIPAL, interest)
            owed[PRINCIPAL] = plus(owed[PRINCIPAL], interest)
    row.accrued = (NONE, accrued, NONE, NONE)
    if period.contract is not None:
        product = row.opening[PRINCIPAL] * period.contract
        row.forgone = divide(product if beside is None else product + beside[-1], den, rounding) - accrued


def _charge(row: Row, owed: list[Amount], charges: Any, lanes: Lanes | None) -> None:
    """What the contract books on a component: a late fee, a fee for each instalment."""
    amounts: Any = charges(owed[:HELD]) if callable(charges) else charges
    if lanes is not None:
        lanes.add(amounts)
    for c, amount in enumerate(amounts):
        row.accrued = _added(row.accrued, c, amount)
        owed[c] = plus(owed[c], amount)


def _hold(owed: list[Amount], component: int, amount: Amount) -> None:
    """Keep an amount apart from what is due."""
    if len(owed) == HELD:
        owed.extend(ABSENT)
    owed[HELD + component] = plus(owed[HELD + component], amount)


def _release(owed: list[Amount], amounts: Sequence[Amount], xp: Any) -> None:
    """What was held and falls due now."""
    for c, amount in enumerate(amounts if len(owed) > HELD else ()):
        if amount is not NONE and owed[HELD + c] is not NONE:
            freed = xp.minimum(amount, owed[HELD + c])
            owed[c], owed[HELD + c] = plus(owed[c], freed), owed[HELD + c] - freed


def _together(owed: list[Amount]) -> Amounts:
    """What is owed by component, due and held."""
    return tuple(owed) if len(owed) == HELD else tuple(map(plus, owed, owed[HELD:]))


def _allocate(row: Row, owed: list[Amount], period: Period, claims: Sequence[int], xp: Any, known: int) -> bool:
    """The payment, claim by claim in their order: first what is due, then what is held.

    Returns:
        Whether every claim before the last was met in full; ``known`` may say so beforehand.
    """
    if period.close:
        row.taken = _together(owed)
        row.asked = total(row.taken)
        owed[:] = ABSENT
        return True
    rest: Amount = period.pay(owed[:HELD]) if callable(period.pay) else period.pay
    if period.on_top:
        rest = xp.on_top(rest, owed[INTEREST])
    row.asked = rest
    if period.leave is not NONE:
        rest = xp.minimum(rest, xp.maximum(total(_together(owed)) - period.leave, 0))
    taken: list[Amount] = [NONE, NONE, NONE, NONE]
    met, last = True, claims[-1]
    for place in claims:
        claim = owed[place]
        if claim is NONE:
            continue
        if place == last:
            # Nobody asks for the rest after this.
            part = rest if known is WHOLE else xp.minimum(rest, claim)
            owed[place] = claim - part
        elif place >= HELD and xp.is_nothing(rest):
            met = False
            break
        elif (spare := rest - claim if known >= MET else xp.spare(rest, claim)) is not None:
            part, owed[place], rest = claim, NONE, spare
        else:
            part, met = xp.minimum(rest, claim), False
            owed[place], rest = claim - part, rest - part
        c = place % HELD
        taken[c] = part if taken[c] is NONE else taken[c] + part
    row.taken = tuple(taken)
    return met


def _added(amounts: Sequence[Amount], component: int, amount: Amount) -> Amounts:
    """The amounts, with this one on top at its component."""
    changed = list(amounts)
    changed[component] = plus(changed[component], amount)
    return tuple(changed)
