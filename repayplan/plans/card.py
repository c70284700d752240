"""A card with several balances, each at its own rate, under one minimum: its path at that minimum."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.debts.accrual import Dates, pieces, spans
from repayplan.debts.balances import FIRST, shared, worth
from repayplan.debts.contract import Bill, parts_asked
from repayplan.debts.debt import Debt
from repayplan.engine.solve import exact_level
from repayplan.engine.walk import Period, Row, walk
from repayplan.terms.shape import MOST_ROWS
from repayplan.units.components import COMPONENTS
from repayplan.units.dates import default_first_due, read_date
from repayplan.units.money import from_minor, own_context, to_minor
from repayplan.units.rates import RatePath
from repayplan.units.refusal import made, one_of, refuse
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from repayplan.debts.accrual import Span

# How a promotional rate that ends within a month counts in it.
PROMOTIONS = ("by days", "month it ends")
# Whether the minimum is asked of what stood on the last statement, or of what is due with the interest since.
BASES = ("statement", "due")
WARNED_MONTHS = 36


class CardRow(NamedTuple):
    """One month of a card.

    Attributes:
        due: the due date.
        paid: what is paid [currency].
        interest: what has accrued on all balances [currency].
        split: what goes to each balance [currency].
        closing: what is owed on each balance after it [currency].
    """

    due: date
    paid: Decimal
    interest: Decimal
    split: tuple[Decimal, ...]
    closing: tuple[Decimal, ...]


@dataclass(frozen=True)
class CardPath:
    """A card at its minimum. Made by :func:`card_path`.

    Attributes:
        rows: month by month.
        months: payments until nothing is owed; None where that takes more than 600.
        total: paid in all [currency].
        payment_36: the level payment that clears in 36 months, at the average rate of those months, weighted by the
            balances at the start, half-up [currency].

    Examples:
        >>> import repayplan as rp
        >>> card = rp.Debt(id="old", principal="500", rate="12%", day_count="equal-periods", currency="USD")
        >>> rp.card_path([card], {"balance": "5%", "floor": "50"}, as_of="2026-12-31").months
        11
    """

    rows: tuple[CardRow, ...]
    months: int | None
    total: Decimal
    payment_36: Decimal

    @property
    def total_36(self) -> Decimal:
        """Paid in all at the payment that clears in 36 months [currency]."""
        return self.payment_36 * WARNED_MONTHS

    @property
    def savings(self) -> Decimal | None:
        """What that payment saves, in whole units of the currency; None where the minimum never clears."""
        return None if self.months is None else (self.total - self.total_36).quantize(Decimal(1), ROUND_HALF_UP)


@own_context()
def card_path(
    balances: Debt | Sequence[Debt],
    minimum: Any = None,
    as_of: Any = None,
    first_due: Any = None,
    *,
    first: str = "lowest rate",
    base: str = "due",
    promotion: str = "by days",
    payment: Any = None,
) -> CardPath:
    """The path of a card's balances at one minimum, until all are cleared; no new spending is assumed.

    Args:
        balances: a debt with its ``balances``, or one debt each, with its own rate: dated steps for a promotional rate
            and what follows it. Deferred interest counts as it accrues.
        minimum: the card's formula, as a debt takes it; None: that of the first debt.
        as_of: the day from which interest runs.
        first_due: next due date; None: the due day of the first balance, else a month's end.
        first: where the minimum goes first: ``lowest rate`` or ``highest rate`` of the month; equal ones in order.
        base: of what the minimum is asked: of the last ``statement``, or of what is ``due`` with interest.
        promotion: a rate that changes within a month holds ``by days``; or the new one holds in all of the
            ``month it ends``, while that month counts at the old one in the average of 36 months (Appendix M2).
        payment: paid each month where it is above the minimum [currency]. What is above it goes to the highest rate
            first; in its last two cycles to a balance with deferred interest.

    Raises:
        InputError: no balance, two currencies, no minimum, or a word that is not known.

    Source:
        12 CFR 1026, Appendix M1 (the minimum to the lowest rate; the weighted average rate), Appendix M2 and 1026.53;
        CONC 6.7.4R.

    Examples:
        The sample input of Appendix M2:

        >>> from repayplan.debts.debt import Debt
        >>> card = Debt(id="card", currency="USD", day_count="equal-periods", minimum="us/appendix-m2", balances=[
        ...     {"kind": "promotional", "principal": "500", "rate": "0%", "until": "2027-06-30", "then": "17%"},
        ...     {"name": "b", "principal": "250", "rate": "17%"}, {"name": "c", "principal": "250", "rate": "21%"}])
        >>> path = card_path(card, as_of="2026-12-31", base="statement", promotion="month it ends")
        >>> path.months, path.total, path.payment_36, path.total_36, path.savings
        (94, Decimal('1872.38'), Decimal('35.45'), Decimal('1276.20'), Decimal('596'))
    """
    cards, day = _one_currency(balances), read_date(as_of, "as_of")
    sign = FIRST[one_of(first, FIRST, "first")]
    one_of(base, BASES, "base")
    ends = one_of(promotion, PROMOTIONS, "promotion") != PROMOTIONS[0]
    whole = _whole(cards, minimum)
    more = 0 if payment is None else to_minor(payment, whole.currency, "payment")
    dates = _dates(cards[0].debt, day, first_due)
    owed, rows = [card.debt.opening for card in cards], []
    layout = [spans(dates, card.debt.day_count, MOST_ROWS) for card in cards]
    due_days = [span.due for span in layout[0]]
    for k in range(MOST_ROWS):
        if not any(map(sum, owed)):
            break
        month = [_Month.of(card.debt, spans_[k], ends) for card, spans_ in zip(cards, layout, strict=True)]
        due = [one.walked(left, 0).closing for one, left in zip(month, owed, strict=True)]
        asked = _pay(whole, _added(owed if base == "statement" else due), sum(map(sum, due)), Bill(k))
        order = sorted(range(len(cards)), key=lambda i: sign * month[i].yearly)
        shares = shared(asked, [sum(one) for one in due], order)
        if more > asked:
            above = sorted(range(len(cards)), key=lambda i: (not cards[i].ending(k, due_days), -month[i].yearly))
            left_over = [sum(one) - share for one, share in zip(due, shares, strict=True)]
            shares = [s + m for s, m in zip(shares, shared(more - asked, left_over, above), strict=True)]
        walked = [one.walked(left, share) for one, left, share in zip(month, owed, shares, strict=True)]
        owed = [row.closing for row in walked]
        rows.append(_shown(due_days[k], walked, whole.currency))
    total = sum((row.paid for row in rows), from_minor(0, whole.currency))
    months = None if any(map(sum, owed)) else len(rows)
    level = _level_36([card.debt for card in cards], layout, ends)
    return CardPath(tuple(rows), months, total, from_minor(level, whole.currency))


class _Card(NamedTuple):
    """One balance as a debt of its own, and the last day on which clearing it avoids deferred interest."""

    debt: Debt
    until: date | None = None

    def ending(self, k: int, due_days: Sequence[date]) -> bool:
        """Whether a due date is one of the last two in which deferred interest can be avoided."""
        return self.until is not None and due_days[k] <= self.until and due_days[k + 2] > self.until


class _Month(NamedTuple):
    """One balance in one month: what it accrues, and at which rate."""

    card: Debt
    accrual: Fraction
    yearly: Fraction

    @classmethod
    def of(cls, card: Debt, span: Span, ends: bool) -> _Month:
        rate = card.path.on(span.due if ends else span.start)
        path = RatePath(((None, rate),)) if ends else card.path
        return cls(card, worth(path, span, span.start, span.due), rate.yearly)

    def walked(self, owed: Sequence[int], pay: int) -> Row:
        """The month by the one walk. A balance that is passed over keeps its interest, which bears interest."""
        parts = [(self.accrual.numerator, "run")] if self.accrual else []
        (row,) = walk(owed, [Period(parts, pay)], self.accrual.denominator, compounding=True)
        return row


def _one_currency(balances: Debt | Sequence[Debt]) -> list[_Card]:
    given = list(balances) if isinstance(balances, (list, tuple)) else [balances]
    cards = [card for i, debt in enumerate(given) for card in _apart(made(debt, Debt, f"balances[{i}]"))]
    currencies = [card.debt.currency for card in cards]
    if len(set(currencies)) != 1:
        refuse("balances", currencies, "at least one balance, all in one currency")
    for i, card in enumerate(cards):
        if card.debt.path.flat:
            refuse(
                f"balances[{i}].rate",
                card.debt.path.to_document(),
                "a rate on what is owed",
                "leave a flat fee to its own plan",
            )
    return cards


def _apart(debt: Debt) -> list[_Card]:
    """The balances of a debt, one debt each; interest, penalty and fees that are owed stand with the first."""
    found: list[_Card] = []
    for balance in debt.balances:
        deferred = balance.kind == "deferred_interest"
        own: dict[str, Any] = {"principal": balance.principal, "rate": balance.behind if deferred else balance.path}
        own |= dict.fromkeys(COMPONENTS[1:], "0") if found else {}
        if balance.accrued is not None:
            own["interest"] = balance.accrued + (0 if found else debt.interest)
        one = replace(debt.as_one(**own), id=f"{debt.id}: {balance.name}")
        found.append(_Card(one, balance.until if deferred else None))
    return found or [_Card(debt)]


def _whole(cards: list[_Card], minimum: Any) -> Debt:
    """The card as one debt, for what its formula asks."""
    own = cards[0].debt
    formula = own.minimum if minimum is None else minimum
    if formula is None:
        refuse("minimum", None, "the card's formula", "give it, or name it in the debt")
    return replace(own, minimum=formula, preset=None, contractual_payment=None)


def _dates(card: Debt, day: date, first_due: Any) -> Dates:
    if first_due is None:
        return Dates(day, *default_first_due(day, card.due_day), "month")
    due = read_date(first_due, "first_due")
    if due < day:
        refuse("first_due", str(due), f"a day not before as_of, {day}")
    return Dates(day, due, due.day, "month")


def _added(owed: Sequence[Sequence[int]]) -> list[int]:
    """What is owed on all balances, by component."""
    return [sum(one[c] for one in owed) for c in range(len(COMPONENTS))]


def _pay(whole: Debt, base: Sequence[int], due: int, bill: Bill) -> int:
    """What is paid of what is due: the formula's sum on its base, and all of it where the formula asks the balance."""
    parts = parts_asked(whole, base, bill)
    owed = parts.pop("owed", 0)
    return due if owed > 0 else min(sum(parts.values()), due)


def _shown(due: date, walked: Sequence[Row], currency: str) -> CardRow:
    def money(units: int) -> Decimal:
        return from_minor(units, currency)

    return CardRow(
        due,
        money(sum(row.paid for row in walked)),
        money(sum(sum(row.accrued) for row in walked)),
        tuple(money(row.paid) for row in walked),
        tuple(money(sum(row.closing)) for row in walked),
    )


def _level_36(cards: Sequence[Debt], layout: Sequence[Sequence[Span]], ends: bool) -> int:
    """The annuity at the average rate of 36 months, weighted by the balances [minor units]."""
    owed = sum(sum(card.opening) for card in cards)
    if not owed:
        return 0
    average = Fraction(0)
    for card, spans_ in zip(cards, layout, strict=True):
        months = [_average(card.path, span, ends) for span in spans_[:WARNED_MONTHS]]
        average += Fraction(sum(card.opening), owed) * sum(months, Fraction(0)) / WARNED_MONTHS
    monthly = average / 12
    nothing, level = [0] * WARNED_MONTHS, [1] * WARNED_MONTHS
    num, den = exact_level(owed, [monthly.numerator] * WARNED_MONTHS, monthly.denominator, nothing, level)
    payment: int = divide(num, den)
    return payment


def payment_36(debt: Debt, dates: Dates) -> int:
    """The payment that clears a card's balances in 36 months, as Appendix M2 works it out [minor units].

    Examples:
        >>> from datetime import date
        >>> from repayplan.debts.debt import Debt
        >>> card = Debt(id="A", currency="USD", day_count="equal-periods", balances=[
        ...     {"principal": "500", "rate": "12%"}, {"kind": "cash_advance", "principal": "500", "rate": "24%"}])
        >>> payment_36(card, Dates(date(2026, 12, 31), date(2027, 1, 31), 31, "month"))
        3615
    """
    cards = [card.debt for card in _apart(debt)]
    return _level_36(cards, [spans(dates, card.day_count, WARNED_MONTHS) for card in cards], ends=True)


def _average(path: RatePath, span: Span, ends: bool) -> Fraction:
    """The rate of a month: that of its first day, or of its days."""
    if ends or span.start == span.due:
        return path.on(span.start).yearly
    found = pieces(path, span, span.start, span.due)
    return sum((piece.rate.yearly * piece.days for piece in found), Fraction(0)) / (span.due - span.start).days
