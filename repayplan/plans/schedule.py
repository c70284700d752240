"""One debt under terms: from due dates and a level sum to a plan, with what is to be said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.debts.accrual import Dates
from repayplan.debts.debt import Debt
from repayplan.engine.solve import smallest
from repayplan.plans.billed import BilledLayout, is_billed
from repayplan.plans.habits import as_meant
from repayplan.plans.last_row import larger_last
from repayplan.plans.layout import Layout
from repayplan.plans.plan import Plan
from repayplan.plans.printed import printed_rows
from repayplan.terms.shapes import LEVEL, MOST_ROWS, FixedAmount, Level, Settlement
from repayplan.terms.terms import Terms
from repayplan.units.dates import default_first_due, read_date
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor
from repayplan.units.refusal import made, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from repayplan.engine.walk import Row
    from repayplan.engine.width import Amount


def schedule(debt: Debt, terms: Terms, as_of: Any) -> Plan:
    """Work one debt out under terms, to dated rows.

    Args:
        debt: what is owed.
        terms: what could be offered.
        as_of: the day from which interest runs.

    Returns:
        The plan. One that cannot clear the debt is a plan too: its findings say so.

    Raises:
        InputError: a first due date before ``as_of``, a window outside the plan, sums that are not whole minor units.

    Source:
        One rounding of principal x rate x share of a year for each period; the level sum is the exact annuity, rounded
        as the conventions say.

    Examples:
        >>> import repayplan as rp
        >>> debt = rp.Debt(id="A", principal="1000", rate="12%", day_count="equal-periods", currency="USD")
        >>> plan = rp.schedule(debt, rp.Terms(instalments=3, first_due="2027-01-31"), as_of="2026-12-31")
        >>> plan.instalment, [str(row.closing) for row in plan.rows]
        (Decimal('340.03'), ['669.97', '336.64', '0.00'])
    """
    return lay_out(made(debt, Debt, "debt"), made(terms, Terms, "terms"), read_date(as_of, "as_of"))


def lay_out(debt: Debt, terms: Terms, as_of: date, most: int = MOST_ROWS) -> Plan:
    """The plan; where the balance decides the number of rows, at most ``most`` are walked."""
    terms.check(debt.currency)
    debt, terms = as_meant(debt, terms, as_of)
    dates = due_series(debt, terms, as_of)._replace(counted_on=terms.conventions.part_period == "counted-on")
    kind = BilledLayout if is_billed(debt, terms) else Layout
    layout = kind(debt, terms, dates, terms.instalments or most)
    if terms.instalments is None and "spread" in layout.treatment.values():
        # What is spread needs a number: the smallest with which the sums clear everything.
        def clears(count: int) -> bool:
            *_, last = Layout(debt, terms, dates, count).rows(0)
            return not sum(last.closing)

        layout = Layout(debt, terms, dates, smallest(clears, most // 2, 1, most))
    _check_windows(layout)
    level, rows = layout.worked_out() if sum(debt.opening) else (layout.level(), ())
    found = tuple(findings_of(layout, rows, level))
    return Plan(debt, terms, as_of, layout, printed_rows(layout, rows), named_level(layout, level), found)


def due_series(debt: Debt, terms: Terms, as_of: date) -> Dates:
    """What the due dates are made of: given, or the debt's due day, or a month's end; a settlement is due at once."""
    if terms.first_due is None:
        if isinstance(terms.shape, Settlement):
            return Dates(as_of, as_of, as_of.day, terms.every)
        return Dates(as_of, *default_first_due(as_of, debt.due_day), terms.every)
    if terms.first_due < as_of:
        refuse("first_due", str(terms.first_due), f"a day not before as_of, {as_of}", "move the first due date")
    return Dates(as_of, terms.first_due, terms.first_due.day, terms.every)


def _check_windows(layout: Layout) -> None:
    for component, treated in layout.terms.treated.items():
        for i, window in enumerate(treated.windows):
            if window.end <= layout.dates.as_of or window.after >= layout.spans[-1].due:
                refuse(
                    f"treatment.{component}.accrual[{i}]", f"{window.start} to {window.end}",
                    f"days after {layout.dates.as_of} and up to {layout.spans[-1].due}", "move it into the plan",
                )  # fmt: skip


def named_level(layout: Layout, level: Amount | None) -> int | None:
    """The level sum, solved or given [minor units]."""
    if level is None and isinstance(layout.terms.shape, (Level, FixedAmount)):
        level = layout.asks[-1].fixed - layout.fee
    return None if level is None else layout.printed(layout.asked_at(LEVEL, level))


def findings_of(layout: Layout, rows: tuple[Row, ...], level: Amount | None) -> Iterator[Finding]:
    """Assumptions first, then what a reader has to know."""
    debt, terms = layout.debt, layout.terms
    at: dict[str, Any] = {"debt": debt.id}

    def money(units: int) -> Decimal:
        return from_minor(layout.printed(units), debt.currency)

    if terms.first_due is None and not isinstance(terms.shape, Settlement):
        code = "first_due_month_end" if debt.due_day is None else "first_due_due_day"
        yield Finding(code, at | {"date": layout.dates.first_due})
    if not rows:
        yield Finding("nothing_owed", at)
        return
    if debt.balances and terms.path is None and not is_billed(debt, terms):
        yield Finding("balances_as_one", at | {"rate": str(debt.path.on(layout.dates.as_of))})
    if debt.compounds:
        yield Finding("interest_bears_interest", at)
    grown = next((k for k, row in enumerate(rows) if sum(row.closing) > sum(layout.opening)), None)
    if grown is not None:
        yield Finding("balance_grows", at | {"date": layout.spans[grown].due, "owed": money(sum(rows[grown].closing))})
    last = rows[-1]
    if left := sum(last.closing):
        if left >= sum(last.opening):
            yield Finding(
                "never_clears",
                at | {"instalments": len(rows), "payment": money(last.paid), "accrued": money(sum(last.accrued))},
            )
        else:
            yield Finding(
                "still_owed",
                at | {"instalments": len(rows), "date": layout.spans[len(rows) - 1].due, "owed": money(left)},
            )
        return
    if terms.instalments is not None and len(rows) < len(layout.spans):
        yield Finding(
            "fewer_instalments", at | {"asked": terms.instalments, "instalments": len(rows) - bool(layout.down)}
        )
    if larger := larger_last(layout, rows, level):
        yield larger
