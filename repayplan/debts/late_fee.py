"""The late fee of a debt: a share of the minimum that was not paid, with a floor and a cap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from repayplan.units.money import from_minor, read_amount, to_minor
from repayplan.units.rates import percent_text, read_share
from repayplan.units.refusal import known_keys, refuse
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repayplan.rules.rule import Rule

KEYS = ("share", "floor", "cap")
# Id of the rule that says how much a late fee may be.
MOST = "card.penalty_fee.first"


@dataclass(frozen=True)
class LateFee:
    """What the contract charges for a cycle whose minimum was not paid in full.

    Args:
        share: of the unpaid minimum [text with %]; a flat fee has none and a ``floor`` alone.
        floor: the least that is charged [currency].
        cap: the most that is charged [currency].

    Raises:
        InputError: a share above 100 %, a negative sum, a cap below the floor, or neither share nor floor.

    Source:
        Card agreements print it; it is a contract term, never a default.

    Examples:
        >>> LateFee("5%", floor="10").charged(4960_00, "CNY"), LateFee("5%", floor="10").charged(100_00, "CNY")
        (24800, 1000)
    """

    share: Any = None
    floor: Any = None
    cap: Any = None

    def __post_init__(self) -> None:
        if self.share is None and self.floor is None:
            refuse("", {}, "a share of the unpaid minimum, or a floor", 'write it like {"share": "5%", "floor": "10"}')
        if self.share is not None:
            object.__setattr__(self, "share", percent_text(read_share(self.share, "share")))
        for name in ("floor", "cap"):
            if (given := getattr(self, name)) is not None:
                object.__setattr__(self, name, read_amount(given, name))
        if self.cap is not None and self.cap < (self.floor or 0):
            refuse("cap", str(self.cap), "a sum not below the floor")

    @classmethod
    def from_dict(cls, data: object) -> LateFee:
        """Read the object of a case document."""
        return cls(**known_keys(data, KEYS, ""))

    def to_dict(self) -> dict[str, str]:
        """The parts that are there."""
        parts = {name: getattr(self, name) for name in KEYS}
        return {
            name: format(part, "f" if isinstance(part, Decimal) else "")
            for name, part in parts.items()
            if part is not None
        }

    def in_currency(self, currency: str) -> LateFee:
        """The same fee with its sums in the currency's decimals; refused where they have more of them."""
        given = {name: value for name in ("floor", "cap") if (value := getattr(self, name)) is not None}
        return replace(self, **{n: from_minor(to_minor(v, currency, n), currency) for n, v in given.items()})

    def within(self, rules: Mapping[str, Rule], currency: str) -> tuple[LateFee, Rule | None]:
        """The fee, never above what the rules in force allow, and the rule that lowered it; None where none did.

        A rule that allows more for a miss that is repeated is not used: the sum of the first is allowed for each.

        Examples:
            >>> from repayplan.rules.book import rulebook
            >>> fee, rule = LateFee(floor="39").within(rulebook("us").on("2026-12-01"), "USD")
            >>> fee.to_dict(), rule.id
            ({'floor': '30', 'cap': '30'}, 'card.penalty_fee.first')
        """
        rule = rules.get(MOST)
        if rule is None or rule.unit != currency:
            return self, None
        most = read_amount(rule.value, MOST)
        if self.cap is not None and self.cap <= most:
            return self, None
        if self.share is None and (self.floor or 0) <= most:
            return self, None
        return replace(self, floor=None if self.floor is None else min(self.floor, most), cap=most), rule

    def charged(self, unpaid: int, currency: str) -> int:
        """The fee on the part of a minimum that was not paid [minor units]; none where all of it was paid."""
        if unpaid <= 0:
            return 0
        share = read_share(self.share or "0%", "share")
        fee: int = divide(unpaid * share.numerator, share.denominator)
        fee = max(fee, to_minor(self.floor or 0, currency, "floor"))
        return fee if self.cap is None else min(fee, to_minor(self.cap, currency, "cap"))
