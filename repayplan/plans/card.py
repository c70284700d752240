"""A card with several balances, each at its own rate, under one minimum: its path at that minimum."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.debts.accrual import Dates, pieces, spans
from repayplan.debts.contract import parts_asked
from repayplan.engine.solve import exact_level
from repayplan.engine.walk import Period, Row, walk
from repayplan.terms.shape import MOST_ROWS
from repayplan.units.components import COMPONENTS
from repayplan.units.dates import default_first_due, read_date
from repayplan.units.money import from_minor
from repayplan.units.refusal import one_of, refuse
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from repayplan.debts.accrual import Span
    from repayplan.debts.debt import Debt

# Which balance a payment is used for first. In the US the minimum may go to the lowest rate, and what is paid above it
# goes to the highest; in the UK all of it goes to the highest.
FIRST = {"lowest rate": 1, "highest rate": -1}
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


def card_path(
    balances: Sequence[Debt],
    minimum: Any,
    as_of: Any,
    first_due: Any = None,
    *,
    first: str = "lowest rate",
    base: str = "due",
) -> CardPath:
    """The path of a card's balances at one minimum, until all are cleared; no new spending is assumed.

    Args:
        balances: one debt each, with its own rate: dated steps for a promotional rate and what follows it.
        minimum: the card's formula, as a debt takes it.
        as_of: the day from which interest runs.
        first_due: next due date; None: the due day of the first balance, else a month's end.
        first: where a payment goes first: ``lowest rate`` or ``highest rate`` of the month; equal ones in their order.
        base: of what the minimum is asked: of the last ``statement``, or of what is ``due`` with interest.

    Raises:
        InputError: no balance, two currencies, or a word that is not known.

    Source:
        12 CFR 1026, Appendix M1 (the minimum to the lowest rate; the weighted average rate) and 1026.53; CONC 6.7.4R.

    Examples:
        >>> from repayplan.debts.debt import Debt
        >>> old, cash = (Debt(id=name, principal="500", rate=rate, day_count="equal-periods", currency="USD")
        ...              for name, rate in (("old", "12%"), ("cash", "24%")))
        >>> rows = card_path([old, cash], {"balance": "5%", "floor": "50"}, as_of="2026-12-31").rows
        >>> rows[0].split, rows[0].interest
        ((Decimal('50.75'), Decimal('0.00')), Decimal('15.00'))
    """
    cards = _one_currency(balances)
    day, sign = read_date(as_of, "as_of"), FIRST[one_of(first, FIRST, "first")]
    one_of(base, BASES, "base")
    whole = _whole(cards, minimum)
    dates = _dates(cards[0], day, first_due)
    owed, rows = [card.opening for card in cards], []
    layout = [spans(dates, card.day_count, MOST_ROWS) for card in cards]
    for k in range(MOST_ROWS):
        if not any(map(sum, owed)):
            break
        month = [_Month.of(card, spans_[k]) for card, spans_ in zip(cards, layout, strict=True)]
        due = [one.walked(left, 0).closing for one, left in zip(month, owed, strict=True)]
        pay = _pay(whole, _added(owed if base == "statement" else due), sum(map(sum, due)), first=k == 0)
        shares = _shares(pay, due, [sign * one.yearly for one in month])
        walked = [one.walked(left, share) for one, left, share in zip(month, owed, shares, strict=True)]
        owed = [row.closing for row in walked]
        rows.append(_shown(layout[0][k].due, walked, whole.currency))
    total = sum((row.paid for row in rows), from_minor(0, whole.currency))
    months = None if any(map(sum, owed)) else len(rows)
    return CardPath(tuple(rows), months, total, from_minor(_level_36(cards, layout), whole.currency))


class _Month(NamedTuple):
    """One balance in one month: what it accrues, and at which rate."""

    card: Debt
    accrual: Fraction
    yearly: Fraction

    @classmethod
    def of(cls, card: Debt, span: Span) -> _Month:
        found = pieces(card.path, span, span.start, span.due)
        accrual = sum((piece.accrual for piece in found), Fraction(0))
        return cls(card, accrual, card.path.on(span.start).yearly)

    def walked(self, owed: Sequence[int], pay: int) -> Row:
        """The month by the one walk. A balance that is passed over keeps its interest, which bears interest."""
        parts = [(self.accrual.numerator, "run")] if self.accrual else []
        (row,) = walk(owed, [Period(parts, pay)], self.accrual.denominator, compounding=True)
        return row


def _one_currency(balances: Sequence[Debt]) -> list[Debt]:
    cards = list(balances)
    if not cards or len({card.currency for card in cards}) != 1:
        refuse("balances", [card.currency for card in cards], "at least one balance, all in one currency")
    for i, card in enumerate(cards):
        if card.path.flat:
            refuse(f"balances[{i}].rate", card.rate, "a rate on what is owed", "leave a flat fee to its own plan")
    return cards


def _whole(cards: list[Debt], minimum: Any) -> Debt:
    """The card as one debt, for what its formula asks."""
    return replace(cards[0], minimum=minimum, preset=None, contractual_payment=None)


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


def _pay(whole: Debt, base: Sequence[int], due: int, *, first: bool) -> int:
    """What is paid of what is due: the formula's sum on its base, and all of it where the formula asks the balance."""
    parts = parts_asked(whole, base, first=first)
    owed = parts.pop("owed", 0)
    return due if owed > 0 else min(sum(parts.values()), due)


def _shares(pay: int, due: Sequence[Sequence[int]], ranks: Sequence[Fraction]) -> list[int]:
    """A payment over the balances, in order of rank."""
    shares = [0] * len(due)
    for i in sorted(range(len(due)), key=lambda i: ranks[i]):
        shares[i] = min(pay, sum(due[i]))
        pay -= shares[i]
    return shares


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


def _level_36(cards: Sequence[Debt], layout: Sequence[Sequence[Span]]) -> int:
    """The annuity at the average rate of 36 months, weighted by the balances [minor units]."""
    owed = sum(sum(card.opening) for card in cards)
    if not owed:
        return 0
    average = Fraction(0)
    for card, spans_ in zip(cards, layout, strict=True):
        # The month in which a promotional rate ends counts as one of it here: with it the example comes out.
        days = (span.start - timedelta(days=1) for span in spans_[:WARNED_MONTHS])
        months = [card.path.on(day).yearly for day in days]
        average += Fraction(sum(card.opening), owed) * sum(months, Fraction(0)) / WARNED_MONTHS
    monthly = average / 12
    nothing, level = [0] * WARNED_MONTHS, [1] * WARNED_MONTHS
    num, den = exact_level(owed, [monthly.numerator] * WARNED_MONTHS, monthly.denominator, nothing, level)
    payment: int = divide(num, den)
    return payment
