"""Until when a cheaper remedy is still enough, while nothing is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.debts.contract import Bill, asked, is_known
from repayplan.plans.layout import Layout
from repayplan.plans.schedule import named_level
from repayplan.terms.terms import Terms
from repayplan.units.components import COMPONENTS, PRINCIPAL
from repayplan.units.dates import due_date, month_of, month_text
from repayplan.units.money import from_minor, to_minor

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from repayplan.plans.plan import Plan

# What is overdue is paid at once, beside the next payment of the contract.
CURE = "cure"
# What a creditor may be asked for, from the cheapest for it to the dearest: name, months, treatment.
REMEDIES: tuple[tuple[str, int, dict[str, str]], ...] = (
    ("level_12", 12, {}),
    ("level_60", 60, {}),
    ("level_60_interest_stopped", 60, {"interest": "pause"}),
)


class Remedy(NamedTuple):
    """Until when a sum a month is still enough for one remedy, while nothing is done.

    Attributes:
        name: ``cure``: what is overdue is paid with the next payment of the contract, where both are known;
            ``level_12``, ``level_60``: level at the contract's rate; ``level_60_interest_stopped``.
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
    cure = _cures(nothing)
    found = [_remedy(nothing, days, units, CURE, lambda k: cure[k])] if cure else []
    for name, months, treatment in REMEDIES:
        asks = partial(_asked, nothing, days, months, treatment)
        found.append(_remedy(nothing, days, units, name, asks))
    return tuple(found)


def _remedy(nothing: Plan, days: list[date], monthly: int, name: str, asks: Callable[[int], int]) -> Remedy:
    """The days in order, up to the first on which the sum is not enough."""
    enough = next((k for k in range(len(days)) if asks(k) > monthly), len(days))
    now = from_minor(asks(0), nothing.currency)
    return Remedy(name, now, days[enough - 1] if enough else None, enough == len(days))


def _cures(nothing: Plan) -> list[int]:
    """What curing asks after so many rows of doing nothing; empty where the payment or the arrears are unknown.

    A payment that was missed is counted once: the next one is asked of what has newly accrued.
    """
    debt, rows = nothing.debt, nothing.raw
    if not is_known(debt) or (debt.days_past_due and debt.arrears is None):
        return []
    overdue, found = to_minor(debt.arrears or 0, debt.currency, "arrears"), []
    for k in range(len(rows) + 1):
        at = min(k, len(rows) - 1)
        row, month = rows[at], month_text(month_of(nothing.layout.spans[at].due))
        due = row.closing if k == 0 else (row.closing[PRINCIPAL], *row.accrued[PRINCIPAL + 1 :])
        asks = asked(debt, due, Bill(max(1, k), month))
        found.append(min(overdue + asks, sum(row.closing)))
        overdue += asks
    return found


def _asked(nothing: Plan, days: list[date], months: int, treatment: dict[str, str], row: int) -> int:
    """What a remedy asks a month, agreed after some rows of doing nothing [minor units]."""
    owed = nothing.raw[row - 1].closing if row else nothing.raw[0].opening
    currency, spans = nothing.currency, nothing.layout.spans
    amounts: dict[str, Any] = {n: from_minor(units, currency) for n, units in zip(COMPONENTS, owed, strict=True)}
    dates = nothing.layout.dates
    first_due = spans[row].due if row < len(spans) else due_date(dates.first_due, dates.seed_day, "month", row)
    layout = Layout(
        nothing.debt.as_one(**amounts), Terms(instalments=months, treatment=treatment),
        dates._replace(as_of=days[row], first_due=first_due, within=None), months,
    )  # fmt: skip
    return named_level(layout, layout.level()) or 0
