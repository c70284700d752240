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

KEYS = ("share", "floor", "cap", "repeated", "within_minimum")
SUMS = ("floor", "cap", "repeated")
# Ids of the rules that say how much a late fee may be: of one miss, of one that is repeated, and whatever it is.
MOST, MOST_REPEATED, NEVER_ABOVE = "card.penalty_fee.first", "card.penalty_fee.repeated", "card.penalty_fee.cap"


@dataclass(frozen=True)
class LateFee:
    """What the contract charges for a cycle whose minimum was not paid in full.

    Args:
        share: of the unpaid minimum [text with %]; a flat fee has none and a ``floor`` alone.
        floor: the least that is charged [currency].
        cap: the most that is charged [currency].
        repeated: what is charged instead where another payment was late in the six cycles before [currency].
        within_minimum: whether it is never above the payment that was due.

    Raises:
        InputError: a share above 100 %, a negative sum, a cap below the floor, or neither share nor floor.

    Source:
        Card agreements print it; it is a contract term, never a default.

    Examples:
        >>> LateFee("5%", floor="10").charged(4960_00, "CNY"), LateFee("5%", floor="10").charged(100_00, "CNY")
        (24800, 1000)
        >>> fee = LateFee(floor="30", repeated="41", within_minimum=True)
        >>> [fee.charged(35_00, "USD", repeated=again) for again in (False, True)]
        [3000, 3500]
    """

    share: Any = None
    floor: Any = None
    cap: Any = None
    repeated: Any = None
    within_minimum: bool = False

    def __post_init__(self) -> None:
        if self.share is None and self.floor is None:
            refuse("", {}, "a share of the unpaid minimum, or a floor", 'write it like {"share": "5%", "floor": "10"}')
        if self.share is not None:
            object.__setattr__(self, "share", percent_text(read_share(self.share, "share")))
        if not isinstance(self.within_minimum, bool):
            refuse("within_minimum", self.within_minimum, "true or false")
        for name in SUMS:
            if (given := getattr(self, name)) is not None:
                object.__setattr__(self, name, read_amount(given, name))
        if self.cap is not None and self.cap < (self.floor or 0):
            refuse("cap", str(self.cap), "a sum not below the floor")

    @classmethod
    def from_dict(cls, data: object) -> LateFee:
        """Read the object of a case document."""
        return cls(**{key: value for key, value in known_keys(data, KEYS, "").items() if value is not None})

    def to_dict(self) -> dict[str, Any]:
        """The parts that are there."""
        parts = {name: getattr(self, name) for name in KEYS}
        there = {name: part for name, part in parts.items() if part is not None and part is not False}
        return {name: format(part, "f") if isinstance(part, Decimal) else part for name, part in there.items()}

    def in_currency(self, currency: str) -> LateFee:
        """The same fee with its sums in the currency's decimals; refused where they have more of them."""
        given = {name: value for name in SUMS if (value := getattr(self, name)) is not None}
        sums: dict[str, Any] = {n: from_minor(to_minor(v, currency, n), currency) for n, v in given.items()}
        return replace(self, **sums)

    def within(self, rules: Mapping[str, Rule], currency: str) -> tuple[LateFee, tuple[Rule, ...]]:
        """The fee, never above what the rules in force allow, and the rules that lowered it.

        Examples:
            >>> from repayplan.rules.book import rulebook
            >>> fee, lowered = LateFee(floor="39").within(rulebook("us").on("2026-12-01"), "USD")
            >>> fee.to_dict(), [rule.id for rule in lowered]
            ({'floor': '30', 'cap': '30', 'repeated': '39', 'within_minimum': True}, ['card.penalty_fee.first', \
'card.penalty_fee.cap'])
        """
        fee, lowered = self, []
        first, again = (
            rule if rule and rule.unit == currency else None for rule in map(rules.get, (MOST, MOST_REPEATED))
        )
        if first is not None and (most := read_amount(first.value, MOST)) < self._most():
            # A flat fee of the contract is still its own where the miss is repeated; a share is capped each time.
            own = self.floor if self.share is None and self.repeated is None else self.repeated
            floor = None if self.floor is None else min(self.floor, most)
            fee, lowered = replace(self, floor=floor, cap=most, repeated=own), [first]
        if (
            again is not None
            and fee.repeated is not None
            and fee.repeated > (most := read_amount(again.value, again.id))
        ):
            fee, lowered = replace(fee, repeated=most), [*lowered, again]
        never = rules.get(NEVER_ABOVE)
        # A share of what is unpaid is never above it.
        if never is not None and not self.within_minimum and (self.floor or fee.repeated):
            fee, lowered = replace(fee, within_minimum=True), [*lowered, never]
        return fee, tuple(lowered)

    def _most(self) -> Decimal:
        """The most that it can be [currency]; a share without cap has no end."""
        most: Decimal = Decimal("Infinity") if self.share is not None else self.floor or Decimal(0)
        return most if self.cap is None else min(most, self.cap)

    def on(self, minimum: Any, paid: Any = "0", *, currency: str, repeated: bool = False) -> Decimal:
        """The fee of a cycle [currency].

        Args:
            minimum: the payment that was due [currency].
            paid: what of it was paid by the due date [currency].
            currency: ISO 4217 code.
            repeated: whether another payment was late in the six cycles before.

        Source:
            (Minimum due - paid by the due date) x share: a published answer to 200 due, 100 paid at 5 %.

        Examples:
            >>> LateFee("5%").on("200", "100", currency="CNY")
            Decimal('5.00')
        """
        asked, given = to_minor(minimum, currency, "minimum"), to_minor(paid, currency, "paid")
        fee = self.charged(max(0, asked - given), currency, asked=asked, repeated=repeated)
        return from_minor(fee, currency)

    def charged(self, unpaid: int, currency: str, *, asked: int | None = None, repeated: bool = False) -> int:
        """The fee on the part of a payment that was not made [minor units]; none where all of it was.

        Args:
            unpaid: what was not paid.
            currency: ISO 4217 code.
            asked: the whole payment that was due; None: nothing of it was paid.
            repeated: whether another payment was late in the six cycles before.
        """
        if unpaid <= 0:
            return 0
        if repeated and self.repeated is not None:
            fee = to_minor(self.repeated, currency, "repeated")
        else:
            share = read_share(self.share or "0%", "share")
            fee = divide(unpaid * share.numerator, share.denominator)
            fee = max(fee, to_minor(self.floor or 0, currency, "floor"))
            fee = fee if self.cap is None else min(fee, to_minor(self.cap, currency, "cap"))
        return min(fee, unpaid if asked is None else asked) if self.within_minimum else fee
