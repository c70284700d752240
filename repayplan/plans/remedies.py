"""Until when a cheaper remedy is still enough, while nothing is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.plans.schedule import lay_out
from repayplan.terms.terms import Terms
from repayplan.units.components import COMPONENTS
from repayplan.units.money import from_minor, to_minor

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from repayplan.plans.plan import Plan

# What a creditor may be asked for, from the cheapest for it to the dearest: name, months, treatment.
REMEDIES: tuple[tuple[str, int, dict[str, str]], ...] = (
    ("level_12", 12, {}),
    ("level_60", 60, {}),
    ("level_60_interest_stopped", 60, {"interest": "pause"}),
)


class Remedy(NamedTuple):
    """Until when a sum a month is still enough for one remedy, while nothing is done.

    Attributes:
        name: ``level_12``, ``level_60``: level at the contract's rate; ``level_60_interest_stopped``.
        now: what it asks a month today [currency].
        last_day: the last due date on which the sum is still enough; None where it is not today.
        beyond: whether it still is when the path of doing nothing ends.
    """

    name: str
    now: Decimal
    last_day: date | None
    beyond: bool


def remedies(nothing: Plan, monthly: Any) -> tuple[Remedy, ...]:
    """Each remedy with its last day.

    Args:
        nothing: the path of doing nothing.
        monthly: what can be paid each month [currency].

    Examples:
        >>> import repayplan as rp
        >>> loan = rp.Debt(id="L", principal="10000", rate="24%", day_count="equal-periods", currency="CNY")
        >>> nothing = rp.forecast(loan, as_of="2026-12-31", first_due="2027-01-31").nothing
        >>> [str(remedy.last_day) for remedy in remedies(nothing, "300")]
        ['None', '2027-02-28', '2027-12-31']
    """
    units = to_minor(monthly, nothing.currency, "monthly")
    if not nothing.raw:
        return ()
    days = [nothing.as_of, *(span.due for span in nothing.layout.spans[: len(nothing.raw)])]
    return tuple(_remedy(nothing, days, units, *one) for one in REMEDIES)


def _remedy(nothing: Plan, days: list[date], monthly: int, name: str, months: int, treatment: dict[str, str]) -> Remedy:
    """The days in order, up to the first on which the sum is not enough."""
    late = (k for k, day in enumerate(days) if _asked(nothing, k, day, months, treatment) > monthly)
    enough = next(late, len(days))
    now = from_minor(_asked(nothing, 0, days[0], months, treatment), nothing.currency)
    return Remedy(name, now, days[enough - 1] if enough else None, enough == len(days))


def _asked(nothing: Plan, row: int, day: date, months: int, treatment: dict[str, str]) -> int:
    """What a remedy asks a month, agreed after some rows of doing nothing [minor units]."""
    owed = nothing.raw[row - 1].closing if row else nothing.raw[0].opening
    currency, spans = nothing.currency, nothing.layout.spans
    amounts: dict[str, Any] = {n: from_minor(units, currency) for n, units in zip(COMPONENTS, owed, strict=True)}
    first_due = spans[row].due if row < len(spans) else None
    terms = Terms(instalments=months, treatment=treatment, first_due=first_due)
    return to_minor(lay_out(nothing.debt.as_one(**amounts), terms, day).instalment, currency, "instalment")
