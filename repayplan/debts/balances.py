"""The balances of a card, each at its own rate: what they bear by days, what falls due of them, who is paid first."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.debts.accrual import pieces
from repayplan.units.dates import read_date
from repayplan.units.money import from_minor, split, to_minor
from repayplan.units.rates import Rate, RatePath, read_path, read_rate
from repayplan.units.refusal import known_keys, listed, one_of, refuse, required, text, under, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from repayplan.debts.accrual import Span

KINDS = ("purchases", "cash_advance", "promotional", "deferred_interest", "instalments")
# Which balance a payment goes to first, by its rate on the day; equal ones in the order in which they are listed.
FIRST = {"lowest rate": 1, "highest rate": -1}
# How many decimals of a year's rate the average of several balances keeps.
AVERAGE_PLACES = 10
# The first step of a rate that holds from ever until a day.
LONG_AGO = date(1990, 1, 1)
NOTHING = RatePath(((None, Rate(Fraction(0))),))


@dataclass(frozen=True, kw_only=True)
class Balance:
    """One balance of a card: a part of its principal with a rate of its own.

    Args:
        principal: what is owed on it [currency].
        rate: with its unit, as a debt takes it; a flat fee for instalments on the card.
        kind: ``purchases``, ``cash_advance``, ``promotional``, ``deferred_interest`` or ``instalments``.
        name: unique within the card; the kind where absent.
        until: the last day of a promotional rate, or of the time in which interest is deferred: interest up to that
            day is at ``rate``.
        then: the rate that follows; of deferred interest ``rate`` itself where it is not said.
        accrued: of deferred interest, what has accrued behind the balance so far [currency]. Interest goes on accruing
            at ``rate``; it is charged, all of it, where the balance is not cleared by ``until``, and never otherwise.
        instalments_left: of instalments, how many are left; an equal part of the principal falls due each month.

    Raises:
        InputError: a promotion without end or without the rate that follows, or a part that its kind does not have.

    Examples:
        >>> Balance(kind="promotional", principal="500", rate="0%", until="2027-06-30", then="17%").path.to_document()
        [{'from': '1990-01-01', 'rate': '0%'}, {'from': '2027-06-30', 'rate': '17%'}]
    """

    principal: Any
    rate: Any
    kind: str = "purchases"
    name: str = ""
    until: Any = None
    then: Any = None
    accrued: Any = None
    instalments_left: int | None = None
    path: RatePath = field(init=False, repr=False, compare=False)
    # What accrues behind a balance whose interest is deferred; nothing behind any other.
    behind: RatePath = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        one_of(self.kind, KINDS, "kind")
        put(self, "name", text(self.name or self.kind, "name"))
        path = read_path(self.rate, "rate")
        if path.flat and self.kind != "instalments":
            refuse("rate", self.rate, "a rate on what is owed", "a flat fee is for a balance of kind 'instalments'")
        put(self, "rate", path.to_document())
        if self.until is not None:
            put(self, "until", read_date(self.until, "until"))
        if self.then is not None:
            put(self, "then", str(read_rate(self.then, "then")))
        self._check(path)
        deferred = self.kind == "deferred_interest"
        put(self, "behind", path if deferred else NOTHING)
        put(self, "path", self._charged(path) if self.until is not None else path)

    def _check(self, path: RatePath) -> None:
        """What a kind has to have, and what it does not have."""
        ends = self.kind in ("promotional", "deferred_interest")
        if (self.until is not None or self.then is not None) and not ends:
            refuse(
                "until" if self.until is not None else "then", self.kind, "a promotional or deferred-interest balance"
            )
        if self.until is not None and path.changes():
            refuse("rate", self.rate, "one rate beside until", "say what follows in 'then', or leave 'until' out")
        if self.kind == "deferred_interest" and self.until is None:
            refuse("until", None, "the last day on which clearing the balance avoids the interest", "add 'until'")
        if self.kind == "promotional" and not path.changes() and (self.until is None or self.then is None):
            missing = "until" if self.until is None else "then"
            refuse(missing, None, "when the promotional rate ends, and the rate that follows", f"add {missing!r}")
        if self.accrued is not None and self.kind != "deferred_interest":
            refuse("accrued", self.accrued, "a deferred-interest balance", "interest that is owed is the debt's own")
        if (self.instalments_left is not None) != (self.kind == "instalments"):
            refuse("instalments_left", self.instalments_left, "how many are left, for a balance of kind 'instalments'")
        if self.instalments_left is not None:
            whole(self.instalments_left, "instalments_left", 1, 600)

    def _charged(self, path: RatePath) -> RatePath:
        """What is charged: the first rate, or nothing while interest is deferred; after the last day what follows."""
        first = Rate(Fraction(0)) if self.kind == "deferred_interest" else path.steps[0][1]
        after = path.steps[0][1] if self.then is None else read_rate(self.then, "then")
        return RatePath(((LONG_AGO, first), (self.until, after)))

    @classmethod
    def from_dict(cls, data: object) -> Balance:
        """Read a balance of a case document."""
        given = {key: value for key, value in known_keys(data, KEYS, "").items() if value is not None}
        for key in ("principal", "rate"):
            required(given, key, "")
        return cls(**given)

    def to_dict(self) -> dict[str, Any]:
        """The balance as plain data, without what is not there."""
        plain = {key: getattr(self, key) for key in KEYS}
        plain |= {key: None if plain[key] is None else str(plain[key]) for key in ("principal", "until", "accrued")}
        return {key: value for key, value in plain.items() if value is not None}

    def in_currency(self, currency: str) -> Balance:
        """The same balance with its sums in the currency's decimals."""
        sums = {key: value for key in ("principal", "accrued") if (value := getattr(self, key)) is not None}
        read: dict[str, Any] = {key: from_minor(to_minor(v, currency, key), currency) for key, v in sums.items()}
        return replace(self, **read)

    def falls_due(self, left: int, number: int) -> int:
        """What of an instalment plan falls due with one payment, counted from 0 [minor units]; of others nothing."""
        if self.instalments_left is None or number >= self.instalments_left:
            return left if self.instalments_left is not None else 0
        return split(left, [1] * (self.instalments_left - number))[0]


KEYS = tuple(f.name for f in fields(Balance) if f.init)


def read_balances(given: object, currency: str, path: str = "balances") -> tuple[Balance, ...]:
    """The balances of a debt; names differ."""
    found: list[Balance] = []
    for i, one in enumerate(listed(given, path)):
        with under(f"{path}[{i}]"):
            balance = (one if isinstance(one, Balance) else Balance.from_dict(one)).in_currency(currency)
            if balance.name in [other.name for other in found]:
                refuse("name", balance.name, "a name that no other balance has", "name one of them otherwise")
            found.append(balance)
    return tuple(found)


def average(balances: Sequence[Balance], currency: str) -> RatePath:
    """The rate of all balances together, weighted by what is owed on each today [fraction of one a year].

    Examples:
        >>> card = read_balances([{"principal": "300", "rate": "12%"},
        ...                       {"kind": "cash_advance", "principal": "100", "rate": "24%"}], "USD")
        >>> average(card, "USD").to_document()
        '15%'
    """
    owed = [to_minor(balance.principal, currency, "principal") for balance in balances]
    weights = owed if any(owed) else [1] * len(owed)
    days = sorted({day for balance in balances for day in balance.path.changes()} | {LONG_AGO})

    def on(day: date) -> Rate:
        rates = [balance.path.on(day).yearly for balance in balances]
        exact = sum((w * rate for w, rate in zip(weights, rates, strict=True)), Fraction(0)) / sum(weights)
        return Rate(Fraction(round(exact * 10**AVERAGE_PLACES), 10**AVERAGE_PLACES))

    steps: list[tuple[date | None, Rate]] = []
    for day in days:
        if not steps or steps[-1][1] != on(day):
            steps.append((day, on(day)))
    return RatePath(tuple(steps)) if len(steps) > 1 else RatePath(((None, steps[0][1]),))


def ranked(balances: Sequence[Balance], first: str, day: date) -> list[int]:
    """The numbers of the balances, those that are paid first before the others.

    Examples:
        >>> from datetime import date
        >>> card = read_balances([{"principal": "1", "rate": "12%"},
        ...                       {"kind": "cash_advance", "principal": "1", "rate": "24%"}], "USD")
        >>> ranked(card, "highest rate", date(2026, 12, 1)), ranked(card, "lowest rate", date(2026, 12, 1))
        ([1, 0], [0, 1])
    """
    sign = FIRST[one_of(first, FIRST, "first")]
    return sorted(range(len(balances)), key=lambda i: sign * balances[i].path.on(day).yearly)


def shared(pay: int, left: Sequence[int], order: Sequence[int]) -> list[int]:
    """A payment over balances, in order: the order changes the split, never the sum."""
    shares = [0] * len(left)
    for i in order:
        shares[i] = min(pay, left[i])
        pay -= shares[i]
    return shares


def apart(balances: Sequence[Balance], left: Sequence[int], number: int) -> Mapping[str, int]:
    """What of the principal is no purchase, and falls due with one payment, counted from 0 [minor units].

    A cash advance falls due with the first payment, what is left of it is billed like purchases; of an instalment plan
    its next part falls due, and the rest is ``not_billed``.
    """
    found = {"cash_advance": 0, "instalments_due": 0, "not_billed": 0}
    for balance, owed in zip(balances, left, strict=True):
        if balance.kind == "cash_advance" and number == 0:
            found["cash_advance"] += owed
        elif balance.kind == "instalments":
            due = balance.falls_due(owed, number)
            found["instalments_due"] += due
            found["not_billed"] += owed - due
    return found


class Running:
    """What is owed on each balance along the way, and what has accrued behind those whose interest is deferred.

    Attributes:
        left: what is owed on each [minor units, or finer ones].
        behind: what has accrued behind each, exactly [the same].
    """

    def __init__(self, balances: Sequence[Balance], currency: str, fine: int = 1) -> None:
        self.balances = balances
        self.left = [fine * to_minor(b.principal, currency, "principal") for b in balances]
        self.behind = [Fraction(fine * to_minor(b.accrued or 0, currency, "accrued")) for b in balances]
        self.originals = [
            fine * to_minor(b.path.of, currency, "rate.of") if b.path.of else left
            for b, left in zip(balances, self.left, strict=True)
        ]

    def accrued(self, span: Span, first: date, until: date) -> Fraction:
        """What is charged on all balances for some days of a period, exactly: it is rounded once.

        Deferred interest is charged in the period in which the last day passes with something still owed.
        """
        total = Fraction(0)
        for i, balance in enumerate(self.balances):
            bears = self.originals[i] if balance.path.flat and self.left[i] else self.left[i]
            total += bears * worth(balance.path, span, first, until)
            if (last := balance.until) is None or balance.kind != "deferred_interest" or last < first:
                continue
            self.behind[i] += self.left[i] * worth(balance.behind, span, first, min(last, until))
            if last < until:
                total += self.behind[i] if self.left[i] else 0
                self.behind[i] = Fraction(0)
        return total

    def pay(self, principal: int, first: str, day: date, number: int = 0) -> None:
        """Take off what is paid of the principal: the card's instalments that fall due, then by rate."""
        due = [b.falls_due(owed, number) for b, owed in zip(self.balances, self.left, strict=True)]
        order = ranked(self.balances, first, day)
        shares = shared(principal, due, order)
        rest = [owed - share for owed, share in zip(self.left, shares, strict=True)]
        more = shared(principal - sum(shares), rest, order)
        self.left = [owed - share for owed, share in zip(rest, more, strict=True)]


def worth(path: RatePath, span: Span, first: date, until: date) -> Fraction:
    """What a unit accrues on some days of a period at a rate."""
    if first >= until:
        return Fraction(0)
    return sum((piece.accrual for piece in pieces(path, span, first, until)), Fraction(0))
