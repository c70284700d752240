"""Pay-off orders: where there is more than the minimums, which debt it goes to first, and what each order costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.debts.accrual import Dates, pieces, spans
from repayplan.debts.contract import Bill, asked, is_known, late_fee
from repayplan.debts.debt import Debt
from repayplan.engine.walk import Period, Row, walk
from repayplan.feasibility.case import rates_into, read_fx
from repayplan.terms.shape import MOST_ROWS
from repayplan.units.components import INTEREST
from repayplan.units.dates import default_first_due, month_of, month_text, read_date
from repayplan.units.findings import Finding
from repayplan.units.money import at_rate, from_minor, own_context, read_currency, split, to_minor
from repayplan.units.refusal import listed, made, one_of, refuse, text
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from repayplan.debts.accrual import Span
    from repayplan.feasibility.case import Case

ORDERS = ("highest rate", "smallest balance", "by balance", "own order")


class PayOffMonth(NamedTuple):
    """One month of an order.

    Attributes:
        month: as ``"2026-12"``.
        paid: by debt [currency of the debt].
        interest: what has accrued, by debt [currency of the debt].
        closing: what is owed after it, by debt [currency of the debt].
        short: by how much a minimum is not met, by debt; empty where all are [currency of the debt].
    """

    month: str
    paid: dict[str, Decimal]
    interest: dict[str, Decimal]
    closing: dict[str, Decimal]
    short: dict[str, Decimal]


@dataclass(frozen=True)
class PaidOff:
    """All debts paid in one order.

    Attributes:
        order: ``highest rate``, ``smallest balance``, ``by balance`` or ``own order``.
        months: calendar months from that of the first due date until nothing is owed; None where that takes more than
            600.
        total: paid in all [currency of the budget]; each payment in another at its dated rate, rounded up.
        interest: the interest in it [currency of the budget]; that of each debt at its dated rate, rounded up.
        finished: the due date on which each debt is paid off, by its id; None where it never is.
        rows: month by month.
    """

    order: str
    months: int | None
    total: Decimal
    interest: Decimal
    finished: dict[str, date | None]
    rows: tuple[PayOffMonth, ...]

    def to_dict(self) -> dict[str, Any]:
        """The order as plain data."""
        return {
            "order": self.order,
            "months": self.months,
            "total": str(self.total),
            "interest": str(self.interest),
            "finished": {name: None if day is None else str(day) for name, day in self.finished.items()},
            "rows": [
                {"month": row.month}
                | {
                    name: {debt: str(sum_) for debt, sum_ in getattr(row, name).items()}
                    for name in PayOffMonth._fields[1:]
                }
                for row in self.rows
            ],
        }


@dataclass(frozen=True)
class PayOff(Shown):
    """The orders side by side. Made by :func:`pay_off`.

    Attributes:
        currency: of the budget and of every total.
        orders: each order by its name.
        findings: minimums that are not known or not met, what never clears, and what a negotiated plan does instead.
        currencies: of each debt, by its id: its own rows are in it.
        fx: the dated rates that were used: ``from``, ``to``, ``rate``, ``on``.

    Examples:
        >>> import repayplan as rp
        >>> cards = [rp.Debt(id=name, principal=owed, rate=rate, minimum="25", day_count="equal-periods",
        ...                  currency="USD") for name, owed, rate in (("A", "1000", "24%"), ("B", "500", "12%"))]
        >>> found = rp.pay_off(cards, "200", as_of="2026-12-31")
        >>> {name: (order.months, str(order.interest)) for name, order in found.orders.items()}
        {'highest rate': (9, '105.49'), 'smallest balance': (9, '130.28'), 'by balance': (9, '117.71')}
        >>> found.best, found.cost("smallest balance")
        ('highest rate', Decimal('24.79'))
    """

    currency: str
    orders: dict[str, PaidOff]
    findings: tuple[Finding, ...]
    currencies: dict[str, str]
    fx: tuple[dict[str, str], ...] = ()

    @property
    def best(self) -> str | None:
        """The order that pays least in all, the sooner one where two pay the same; None where none ever clears."""
        clear = [name for name, order in self.orders.items() if order.months is not None]
        return min(clear, key=lambda name: (self.orders[name].total, self.orders[name].months), default=None)

    @own_context()
    def cost(self, order: str) -> Decimal | None:
        """What an order pays more than the best of them [currency]; None where it never clears."""
        found = self.orders[one_of(order, self.orders, "order")]
        return None if self.best is None or found.months is None else found.total - self.orders[self.best].total

    def __getitem__(self, order: str) -> PaidOff:
        """One order by its name."""
        return self.orders[order]

    def parts(self, language: str = "en") -> list[Any]:
        """What each order costs, what finishes when, and what is to be said."""
        from repayplan.options.pay_off_tables import pay_off_parts

        return pay_off_parts(self, language)

    def to_frame(self, make: str = "pandas") -> Any:
        """One row for each debt in each month of each order, as a frame of the make asked for.

        Args:
            make: ``pandas``, ``polars``, ``pyarrow`` or ``dict``.

        Raises:
            MissingLibrary: the library is not installed; it names the extra.
        """
        from repayplan.options.pay_off_tables import pay_off_columns
        from repayplan.words.frames import to_frame

        return to_frame(pay_off_columns(self), make)

    def to_dict(self) -> dict[str, Any]:
        """The orders as plain data."""
        costs = {name: self.cost(name) for name in self.orders}
        return {
            "currency": self.currency,
            "currencies": dict(self.currencies),
            "fx": [dict(entry) for entry in self.fx],
            "best": self.best,
            "orders": {
                name: found.to_dict() | {"cost": None if costs[name] is None else str(costs[name])}
                for name, found in self.orders.items()
            },
            "findings": [finding.to_dict() for finding in self.findings],
        }


def pay_off(
    debts: Sequence[Debt], budget: Any, as_of: Any, *, own_order: Sequence[str] | None = None, first_due: Any = None,
    currency: str | None = None, fx: Any = (),
) -> PayOff:  # fmt: skip
    """What each order of paying several debts off costs, every minimum first.

    What a month leaves above the minimums goes to one debt after another, in the order's own sequence; what a debt that
    is paid off frees goes on in the same month. Nothing is paid beyond the budget, nor beyond what is owed. A payment
    in another currency counts at its dated rate, rounded up; what is shared to it is rounded down.

    Args:
        debts: each with its own rate and minimum; no new spending is assumed.
        budget: what there is each month [currency], or one sum for each month, of which the last one stays.
        as_of: the day from which interest runs.
        own_order: the debts' ids in an order of one's own; None: that order is left out.
        first_due: first due date of each debt; None: its due day, else a month's end.
        currency: of the budget and of the totals; None: that of the first debt.
        fx: dated rates for debts in other currencies: ``from``, ``to``, ``rate``, ``on``, as a case has them.

    Returns:
        The orders ``highest rate``, ``smallest balance``, ``by balance`` (what is left, shared by balances), and
        ``own order`` where it is given. A budget below the minimums is shared by them, and a finding says who is short.

    Raises:
        InputError: no debt, two of one id, a currency without a dated rate, a flat fee, or an order that does not name
            each debt once.

    Examples:
        >>> loan = Debt(id="A", principal="10000", rate="20%", day_count="equal-periods", currency="USD")
        >>> found = pay_off([loan], "500", as_of="2026-12-31")["highest rate"]
        >>> found.months, str(found.interest), str(found.finished["A"])
        (25, '2266.06', '2029-01-31')
    """
    own, dated = None if currency is None else read_currency(currency, "currency"), read_fx(fx)
    owed = _read_debts(debts, own, dated)
    day, currency = read_date(as_of, "as_of"), own or owed[0].currency
    given = list(budget) if isinstance(budget, (list, tuple)) else [budget]
    if not given:
        refuse("budget", budget, "a sum a month, or a list of them")
    sums = [to_minor(one, currency, f"budget[{k}]" if one is not budget else "budget") for k, one in enumerate(given)]
    courses = _courses(owed, day, first_due, rates_into(currency, dated))
    return _side_by_side(courses, lambda k: sums[min(k, len(sums) - 1)], own_order, currency, dated)


def of_case(case: Case, ledger: str, own_order: Sequence[str] | None) -> PayOff:
    """The orders of a case, each month with what it leaves after what is kept back."""
    home, owed = case.household, [debt for debt in case.debts if sum(debt.opening)]

    def there(month: int) -> int:
        surplus: int = home.months(case.first_month + month, 1, ledger)[0]
        return max(0, surplus - home.kept(surplus))

    courses = _courses(_read_debts(owed, case.currency, case.fx), case.as_of, case.first_due, case.rates)
    first = min(course.first for course in courses)
    return _side_by_side(courses, lambda k: there(first - case.first_month + k), own_order, case.currency, case.fx)


def _read_debts(debts: Sequence[Debt], currency: str | None, fx: tuple[dict[str, str], ...]) -> list[Debt]:
    found = [made(debt, Debt, f"debts[{i}]") for i, debt in enumerate(listed(debts, "debts"))]
    if not found:
        refuse("debts", found, "at least one debt")
    for i, debt in enumerate(found):
        own = currency or found[0].currency
        if debt.currency not in rates_into(own, fx):
            fix = f"add {{'from': {debt.currency!r}, 'to': {own!r}, 'rate': ..., 'on': ...}} to fx, or take them apart"
            refuse(f"debts[{i}].currency", debt.currency, f"{own}, or a dated rate in fx", fix)
        if debt.path.flat:
            refuse(
                f"debts[{i}].rate",
                debt.path.to_document(),
                "a rate on what is owed",
                "leave a flat fee to its own plan",
            )
        if debt.id in [other.id for other in found[:i]]:
            refuse(f"debts[{i}].id", debt.id, "an id that no other debt has", "rename one of them")
    return found


def _courses(debts: list[Debt], day: date, first_due: Any, rates: Mapping[str, Fraction]) -> list[_Course]:
    return [_Course.of(debt, day, first_due, rates[debt.currency]) for debt in debts]


def _side_by_side(
    courses: list[_Course], budget: Callable[[int], int], own_order: Sequence[str] | None, currency: str,
    fx: tuple[dict[str, str], ...],
) -> PayOff:  # fmt: skip
    debts = [course.debt for course in courses]
    orders = {name: _walked(name, courses, budget, {}, currency) for name in ORDERS[:3]}
    if own_order is not None:
        orders[ORDERS[3]] = _walked(ORDERS[3], courses, budget, _places(own_order, debts), currency)
    currencies = {debt.id: debt.currency for debt in debts}
    pairs = [{currency, other} for other in currencies.values() if other != currency]
    dated = tuple(entry for entry in fx if {entry["from"], entry["to"]} in pairs)
    return PayOff(currency, orders, tuple(_findings(courses, orders, currency)), currencies, dated)


def _places(own_order: Sequence[str], debts: Sequence[Debt]) -> dict[str, int]:
    names = [text(name, f"own_order[{i}]") for i, name in enumerate(listed(own_order, "own_order"))]
    ids = sorted(debt.id for debt in debts)
    if sorted(names) != ids:
        refuse("own_order", names, f"each debt's id once: {', '.join(ids)}")
    return {name: place for place, name in enumerate(names)}


class _Course:
    """One debt's periods, by calendar month, and what its currency is worth in that of the budget."""

    def __init__(self, debt: Debt, first: int, laid: tuple[Span, ...], rate: Fraction) -> None:
        self.debt, self.first, self.spans, self.rate = debt, first, laid, rate
        agreed = debt.priority_instalment
        self.contract = debt if agreed is None else replace(debt, contractual_payment=agreed)

    @classmethod
    def of(cls, debt: Debt, day: date, first_due: Any, rate: Fraction) -> _Course:
        """From the first due date on."""
        due, seed = default_first_due(day, debt.due_day)
        if first_due is not None:
            due = read_date(first_due, "first_due")
            seed = due.day
            if due < day:
                refuse("first_due", str(due), f"a day not before as_of, {day}")
        return cls(debt, month_of(due), spans(Dates(day, due, seed, "month"), debt.day_count, MOST_ROWS), rate)

    def span(self, month: int) -> Span | None:
        """The period that ends in a month."""
        place = month - self.first
        return self.spans[place] if 0 <= place < len(self.spans) else None

    def walked(self, month: int, owed: Sequence[int], pay: int = 0, fee: int = 0) -> Row:
        """The period that ends in a month, by the one walk."""
        span = self.spans[month - self.first]
        accrual = sum((one.accrual for one in pieces(self.debt.path, span, span.start, span.due)), Fraction(0))
        parts = [(accrual.numerator, "run")] if accrual else []
        period = Period(parts, pay, charges=(0, 0, fee, 0) if fee else None)
        (row,) = walk(owed, [period], accrual.denominator, compounding=self.debt.compounds)
        return row

    def cost(self, units: int) -> int:
        """What a sum of the debt's currency costs in that of the budget [minor units]: rounded up."""
        return at_rate(units, self.rate)

    def bought(self, units: int) -> int:
        """What a sum of the budget's currency brings in that of the debt [minor units]: rounded down."""
        return units * self.rate.denominator // self.rate.numerator

    def minimum(self, month: int, due: Sequence[int]) -> int:
        """What the contract asks of what is due, or the instalment agreed before."""
        return min(asked(self.contract, due, Bill(0 if month == self.first else 1)), sum(due))


def _walked(
    order: str, courses: Sequence[_Course], budget: Callable[[int], int], places: dict[str, int], currency: str
) -> PaidOff:
    """One order, month by month."""
    owed = [course.debt.opening for course in courses]
    begin = min(course.first for course in courses)
    finished: list[date | None] = [None] * len(courses)
    rows: list[PayOffMonth] = []
    paid, interest = 0, [0] * len(courses)
    for month in range(begin, begin + MOST_ROWS):
        if not any(map(sum, owed)):
            break
        open_ = [i for i, course in enumerate(courses) if sum(owed[i]) and course.span(month)]
        due = {i: courses[i].walked(month, owed[i]).closing for i in open_}
        least = {i: courses[i].minimum(month, due[i]) for i in open_}
        pays = _payments(order, courses, month, budget(month - begin), due, least, places)
        walked = {}
        for i in open_:
            fee = late_fee(courses[i].debt, least[i] - pays[i], asked=least[i]) if pays[i] < least[i] else 0
            walked[i] = courses[i].walked(month, owed[i], pays[i], fee)
            owed[i] = walked[i].closing
            if not sum(owed[i]):
                finished[i] = courses[i].spans[month - courses[i].first].due
            paid += courses[i].cost(walked[i].paid)
            interest[i] += walked[i].taken[INTEREST]
        short = {i: least[i] - pays[i] for i in open_ if pays[i] < least[i]}
        rows.append(_shown(month, courses, walked, short))
    months = None if any(map(sum, owed)) else len(rows)
    ends = {course.debt.id: day for course, day in zip(courses, finished, strict=True)}
    charged = sum(course.cost(units) for course, units in zip(courses, interest, strict=True))
    return PaidOff(order, months, from_minor(paid, currency), from_minor(charged, currency), ends, tuple(rows))


def _payments(
    order: str, courses: Sequence[_Course], month: int, budget: int, due: Mapping[int, Sequence[int]],
    least: dict[int, int], places: dict[str, int],
) -> dict[int, int]:  # fmt: skip
    """Every minimum, then what is left; a budget below the minimums is shared by them. All in the debts' currencies."""
    owed = {i: sum(due[i]) for i in due}
    asks = {i: courses[i].cost(least[i]) for i in least}
    rest = budget - sum(asks.values())
    if rest <= 0:
        shares = split(min(budget, sum(asks.values())), list(asks.values()))
        return {i: min(least[i], courses[i].bought(share)) for i, share in zip(least, shares, strict=True)}
    left = {i: courses[i].cost(owed[i]) - asks[i] for i in due}
    rest = min(rest, sum(left.values()))
    if order == "by balance":
        extra = split(rest, list(left.values()))
        shares = [asks[i] + more for i, more in zip(left, extra, strict=True)]
        return {i: max(least[i], min(owed[i], courses[i].bought(s))) for i, s in zip(left, shares, strict=True)}
    pays = dict(least)
    for i in sorted(left, key=lambda i: _key(order, courses[i], month, owed[i], places)):
        pays[i] = max(least[i], min(owed[i], courses[i].bought(asks[i] + rest)))
        rest -= courses[i].cost(pays[i]) - asks[i]
    return pays


def _key(order: str, course: _Course, month: int, owed: int, places: dict[str, int]) -> tuple[Any, ...]:
    """The place of a debt: equal ones by the other measure, then as they were given. What is agreed comes last."""
    rate, owed = -course.debt.path.on(course.spans[month - course.first].start).yearly, course.cost(owed)
    agreed = course.debt.priority_instalment is not None
    if order == "own order":
        return (places[course.debt.id],)
    return (agreed, rate, owed) if order == "highest rate" else (agreed, owed, rate)


def _shown(month: int, courses: Sequence[_Course], walked: dict[int, Row], short: dict[int, int]) -> PayOffMonth:
    def money(sums: dict[int, int]) -> dict[str, Decimal]:
        return {courses[i].debt.id: from_minor(units, courses[i].debt.currency) for i, units in sums.items()}

    return PayOffMonth(
        month_text(month),
        money({i: row.paid for i, row in walked.items()}),
        money({i: row.accrued[INTEREST] for i, row in walked.items()}),
        money({i: sum(row.closing) for i, row in walked.items()}),
        money(short),
    )


def _in_all(sums: Mapping[str, Decimal], courses: Sequence[_Course], currency: str) -> Decimal:
    """Sums of several debts in the currency of the budget."""
    own = {course.debt.id: course for course in courses}
    units = [own[name].cost(to_minor(sum_, own[name].debt.currency, "")) for name, sum_ in sums.items()]
    return from_minor(sum(units), currency)


def _findings(courses: Sequence[_Course], orders: dict[str, PaidOff], currency: str) -> list[Finding]:
    found, debts = [Finding("no_new_spending", {})], [course.debt for course in courses]
    found += [Finding("minimum_unknown", {"debt": debt.id}) for debt in debts if not is_known(debt)]
    # Until the minimums are met all orders pay the same.
    first = next(iter(orders.values()))
    if (row := next((row for row in first.rows if row.short), None)) is not None:
        found += [
            Finding("minimum_not_met", {"debt": debt, "month": row.month, "amount": amount})
            for debt, amount in row.short.items()
        ]
    for name, one in orders.items():
        if one.months is None:
            paid, accrued = (_in_all(sums, courses, currency) for sums in one.rows[0][1:3])
            found.append(Finding("order_never_clears", {"order": name, "paid": paid, "accrued": accrued}))
    return [*found, Finding("plan_shares_instead", {})]
