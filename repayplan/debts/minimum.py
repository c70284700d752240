"""The minimum payment of a debt: a formula of named parts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from repayplan.units.components import FEES, INTEREST, PENALTY, PRINCIPAL
from repayplan.units.money import from_minor, read_amount, to_minor
from repayplan.units.rates import percent_text, read_share
from repayplan.units.refusal import known_keys, refuse
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Sequence

# What each share is a share of: components of what is due.
BASES: dict[str, tuple[int, ...]] = {
    "purchases": (PRINCIPAL,),
    "principal": (PRINCIPAL,),
    "balance": (PRINCIPAL, INTEREST, PENALTY, FEES),
    "interest": (INTEREST,),
    "penalty": (PENALTY,),
    "fees": (FEES,),
    "past_due": (),
}
SHARES = tuple(BASES)
SUMS = ("amount", "floor", "cap")


@dataclass(frozen=True)
class Minimum:
    """A contractual minimum payment by named parts, which add up; then ``floor``, then ``cap``.

    Each share is rounded half up by itself. Never more is asked than is owed.

    Args:
        purchases: share of the purchases, here all principal [text with %].
        principal: share of the principal [text with %].
        balance: share of everything owed [text with %].
        interest: share of the unpaid interest [text with %].
        penalty: share of the unpaid penalty [text with %].
        fees: share of the unpaid fees [text with %].
        past_due: share of the sum due and unpaid [text with %]; counts where the debt's ``arrears`` are known.
        amount: a fixed sum [currency].
        floor: the least that is asked [currency].
        cap: the most that is asked [currency].

    Raises:
        InputError: a share above 100 % or without unit, a negative sum, a cap below the floor, or no part at all.

    Source:
        Card agreements print the formula; it is a contract term, never a default.

    Examples:
        >>> Minimum(balance="3%", floor="35").to_dict()
        {'balance': '3%', 'floor': '35'}
    """

    purchases: Any = None
    principal: Any = None
    balance: Any = None
    interest: Any = None
    penalty: Any = None
    fees: Any = None
    past_due: Any = None
    amount: Any = None
    floor: Any = None
    cap: Any = None
    # (name, numerator, denominator) of each share.
    _parts: tuple[tuple[str, int, int], ...] = field(init=False, repr=False, compare=False)
    # The sums in minor units, by currency.
    _units: dict[str, tuple[int, int, int | None]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put, parts = object.__setattr__, []
        for name in SHARES:
            if (given := getattr(self, name)) is not None:
                share = read_share(given, name)
                parts.append((name, share.numerator, share.denominator))
                put(self, name, percent_text(share))
        for name in SUMS:
            if (given := getattr(self, name)) is not None:
                put(self, name, read_amount(given, name))
        if not parts and self.amount is None and self.floor is None:
            refuse("", {}, "at least one part", "name parts such as balance and floor, or leave the minimum out")
        if self.cap is not None and (self.cap == 0 or self.cap < (self.floor or 0)):
            refuse("cap", str(self.cap), "a sum above zero and not below the floor")
        put(self, "_parts", tuple(parts))
        put(self, "_units", {})

    @classmethod
    def from_dict(cls, data: object) -> Minimum:
        """Read the object of named parts of a case document."""
        return cls(**known_keys(data, (*SHARES, *SUMS), ""))

    def to_dict(self) -> dict[str, str]:
        """The named parts that are there."""
        parts = {name: getattr(self, name) for name in (*SHARES, *SUMS)}
        return {
            name: format(part, "f" if isinstance(part, Decimal) else "")
            for name, part in parts.items()
            if part is not None
        }

    def check(self, currency: str) -> None:
        """Refuse sums that are not whole minor units of the currency."""
        self._sums(currency)

    def in_currency(self, currency: str) -> Minimum:
        """The same formula with its sums in the currency's decimals."""
        given = {name: value for name in SUMS if (value := getattr(self, name)) is not None}
        sums: dict[str, Any] = {n: from_minor(to_minor(v, currency, n), currency) for n, v in given.items()}
        return replace(self, **sums)

    def asked(self, due: Sequence[int], currency: str, past_due: int = 0) -> int:
        """What is asked of what is due, by component [minor units]; the balance where the formula rounds to nothing."""
        amount, floor, cap = self._sums(currency)
        asked, rounds_away = amount, False
        for name, num, den in self._parts:
            exact = num * (sum(due[component] for component in BASES[name]) if BASES[name] else past_due)
            asked += divide(exact, den)
            rounds_away = rounds_away or exact > 0
        asked = max(asked, floor)
        if cap is not None:
            asked = min(asked, cap)
        owed = sum(due)
        return owed if rounds_away and not asked else min(asked, owed)

    def formula(self, currency: str) -> str:
        """The parts as text, in the document's words."""
        return ", ".join(f"{name} {value}" for name, value in self.in_currency(currency).to_dict().items())

    def _sums(self, currency: str) -> tuple[int, int, int | None]:
        """Amount, floor and cap [minor units]."""
        if currency not in self._units:
            amount, floor, cap = (None if (v := getattr(self, n)) is None else to_minor(v, currency, n) for n in SUMS)
            self._units[currency] = (amount or 0, floor or 0, cap)
        return self._units[currency]
