"""Small tools that people look for first: one level loan, one pay-off, one accrual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.debts.daily import billed, segmented
from repayplan.debts.debt import Debt
from repayplan.engine.solve import balance_cleared
from repayplan.plans.schedule import lay_out
from repayplan.terms.conventions import Conventions
from repayplan.terms.shapes import FixedAmount
from repayplan.terms.terms import Terms
from repayplan.units.dates import read_date
from repayplan.units.money import from_minor, read_currency, to_minor
from repayplan.units.rates import read_rate
from repayplan.units.refusal import refuse, whole
from repayplan.units.rounding import divide, read_rounding

if TYPE_CHECKING:
    from decimal import Decimal

    from repayplan.plans.plan import Plan

# Equal periods do not depend on the day: any first of a month shows the same months.
_ANY_DAY = read_date("2001-01-01", "as_of")


def level_instalment(
    principal: Any, rate: Any, instalments: int, *, rounding: str = "up", currency: str = "USD"
) -> Decimal:
    """The level instalment of a loan with equal monthly periods.

    Args:
        principal: what is borrowed [currency].
        rate: with its unit, as in ``"19.99%"`` a year.
        instalments: how many, 1 to 600.
        rounding: of the exact annuity.
        currency: ISO 4217 code: sets the minor unit.

    Returns:
        The instalment [currency].

    Raises:
        InputError: naming the argument, the value, what was expected and what to do.

    Source:
        The annuity formula; OpenIntro's US consumer loans round it up, textbooks mostly half-up.

    Examples:
        >>> level_instalment("10000", "19.99%", 36)
        Decimal('371.59')
    """
    terms = Terms(instalments=instalments, conventions=Conventions(instalment_rounding=rounding))
    return _monthly(principal, rate, terms, currency).instalment


def months_to_clear(principal: Any, rate: Any, payment: Any, *, currency: str = "USD") -> int | None:
    """How many equal monthly payments clear a debt.

    Args:
        principal: what is owed [currency].
        rate: with its unit.
        payment: paid each month [currency].
        currency: ISO 4217 code.

    Returns:
        The number of payments, the last one smaller; None where they do not clear it within 600 months.

    Raises:
        InputError: naming the argument, the value, what was expected and what to do.

    Source:
        The walk itself: interest of each month half-up to the minor unit.

    Examples:
        >>> months_to_clear("10000", "20%", payment="500"), months_to_clear("10000", "20%", payment="166")
        (25, None)
    """
    plan = _monthly(principal, rate, Terms(shape=FixedAmount(payment)), currency)
    return len(plan.raw) if plan.clears else None


def principal_cleared(payment: Any, rate: Any, instalments: int, *, currency: str = "USD") -> Decimal:
    """The largest principal that a level payment clears with equal monthly periods.

    Args:
        payment: paid each month [currency].
        rate: with its unit.
        instalments: how many payments, 1 to 600.
        currency: ISO 4217 code.

    Returns:
        The principal [currency].

    Raises:
        InputError: naming the argument, the value, what was expected and what to do.

    Source:
        The walk itself, searched exactly.

    Examples:
        >>> principal_cleared("371.59", "19.99%", 36)
        Decimal('10000.13')
    """
    read_currency(currency, "currency")
    yearly = read_rate(rate, "rate").yearly / 12
    count = whole(instalments, "instalments", 1, 600)
    units = to_minor(payment, currency, "payment")
    return from_minor(balance_cleared(units, [yearly.numerator] * count, yearly.denominator), currency)


def accrue(
    principal: Any,
    rate: Any,
    *,
    days: int | None = None,
    months: int | None = None,
    start: Any = None,
    end: Any = None,
    payments: Any = (),
    base: str = "whole bill",
    due: Any = None,
    last_day: bool = False,
    movement_day: str = "new balance",
    rounding: str = "half-up",
    currency: str = "USD",
) -> Decimal:
    """The interest on a sum for some days, on a bill that is paid in parts, or on several balances: one rounding.

    Args:
        principal: what bears interest [currency]; or segments: (balance, days) pairs, or mappings of ``balance`` with
            ``days``, or with ``from`` and ``to``.
        rate: with its unit, or dated steps; a yearly or monthly one counts days over 365.
        days: how many days; else ``months``, or ``start`` and ``end``.
        months: how many whole months, each a twelfth of a year's rate.
        start: the day from which interest runs.
        end: the last day, as a rule the next statement day.
        payments: (day, amount) pairs from ``start`` to ``end`` [currency].
        base: ``whole bill`` (全额计息): all of it bears interest until it is paid; ``unpaid part``: what is paid by
            ``due`` bears none.
        due: the due date, which ``unpaid part`` needs.
        last_day: whether the last day is counted; card issuers differ.
        movement_day: the day of a payment has the ``new balance``, or the ``old balance``.
        rounding: of the sum of balance x days x rate, once.
        currency: ISO 4217 code.

    Returns:
        The interest [currency].

    Raises:
        InputError: naming the argument, the value, what was expected and what to do.

    Source:
        Balance x daily rate x days, as card issuers in China print it; the last day is counted by China Merchants Bank,
        not by Bank of Communications.

    Examples:
        >>> accrue("1000", "0.05%/day", days=24)
        Decimal('12.00')
        >>> accrue("1000", "0.05%/day", start="2026-03-30", end="2026-05-05", payments=[("2026-04-23", "100")],
        ...        last_day=True)
        Decimal('17.85')
        >>> accrue([("15000", 34), ("13500", 12)], "0.05%/day")
        Decimal('336.00')
        >>> accrue("13450", "6.75%", months=1, rounding="up")
        Decimal('75.66')
    """
    if sum(given is not None for given in (days, months, start)) > 1:
        refuse("days" if months is None else "months", days if months is None else months, "one of days, months, start")
    if months is not None:
        return _of_months(principal, rate, months, rounding, currency)
    if isinstance(principal, (list, tuple)):
        balances = segmented(principal, last_day=last_day, currency=currency)
    elif start is None:
        balances = segmented([(principal, days)], last_day=last_day, currency=currency)
    else:
        balances = billed(
            principal, payments, start=start, end=end, base=base, due=due,
            last_day=last_day, movement_day=movement_day, currency=currency,
        )  # fmt: skip
    return balances.interest(rate, rounding)


def _of_months(principal: Any, rate: Any, months: int, rounding: str, currency: str) -> Decimal:
    """The interest of whole months; a rate by the day has no months."""
    read = read_rate(rate, "rate")
    if read.per == "day":
        refuse("rate", rate, "a rate a month or a year", "a daily rate counts days: give days, or start and end")
    count, owed = whole(months, "months", 0, 1200), to_minor(principal, currency, "principal")
    exact = owed * read.yearly * count / 12
    return from_minor(divide(exact.numerator, exact.denominator, read_rounding(rounding, "rounding")), currency)


def _monthly(principal: Any, rate: Any, terms: Terms, currency: str) -> Plan:
    """A plan of equal months on one principal."""
    if read_rate(rate, "rate").per == "day":
        refuse("rate", rate, "a rate a month or a year", "equal months have no days to count; use rp.schedule")
    debt = Debt(id="loan", principal=principal, rate=rate, currency=currency, day_count="equal-periods")
    return lay_out(debt, terms, _ANY_DAY)
