"""Sums of a case document, what of them stays with the household, and running totals."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from repayplan.proof.cells import at, matched, read, sum_text, units
from repayplan.proof.plan import PLACES


class Money:
    """Sums of the case: its decimals, and what another currency is worth."""

    def __init__(self, document: object) -> None:
        self.currency = read(document, "case.currency", lambda v: matched("[A-Z]{3}", v)[0])
        self.places = PLACES.get(self.currency, 2)
        self.rates = {self.currency: Fraction(1)}
        for entry in at(document, "case.fx") or []:
            other = at(entry, "from") if at(entry, "to") == self.currency else at(entry, "to")
            rate = read(entry, "rate", Fraction)
            rate = rate if at(entry, "to") == self.currency else 1 / rate
            self.rates[other] = rate * Fraction(10) ** (self.places - PLACES.get(other, 2))

    def units(self, value: Any) -> int:
        """A sum of the case, below zero too, as minor units."""
        return -units(value[1:], self.places) if value.startswith("-") else units(value, self.places)

    def of(self, value: Any, currency: str) -> int:
        """A sum of a plan in the case's minor units, rounded up."""
        return int(-(-units(value, PLACES.get(currency, 2)) * self.rates[currency] // 1))

    def text(self, value: int) -> str:
        """Minor units as the document writes them."""
        return sum_text(value, self.places)


def kept_back(money: Money, document: object, surplus: int) -> int:
    """What stays with the household of a month's surplus."""
    keep = at(document, "case.household.keep_back")
    if keep is None or surplus <= 0:
        return 0
    share, _, cap = keep.partition(" up to ")
    most = min(surplus, money.units(cap)) if cap else surplus
    if share.endswith("%"):
        return min(most, int(-(-surplus * Fraction(share[:-1]) / 100 // 1)))
    return min(most, money.units(share))


def running(opening: int, changes: list[int]) -> list[int]:
    """The totals after each change."""
    found = []
    for change in changes:
        opening += change
        found.append(opening)
    return found
