"""Raises: an amount that changes on a date, to a new sum or by a share."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.household.pay_days import as_mapping
from repayplan.household.series import When, read_when
from repayplan.units.money import from_minor, read_amount, to_minor
from repayplan.units.rates import percent_text
from repayplan.units.refusal import known_keys, listed, refuse, required
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

_BY = re.compile(r"([+-]?)\s*([0-9]{1,6}(?:\.[0-9]{1,12})?)\s*%")


class Raise(NamedTuple):
    """A change of a line's amount.

    Attributes:
        when: from when on: a month, or a day. A line whose days are not known changes with the first whole month.
        amount: the new amount each time [currency], or None.
        by: the share that is added to the amount before, half-up [fraction], or None.
    """

    when: When
    amount: Decimal | None
    by: Fraction | None

    def after(self, units: int, currency: str) -> int:
        """The amount after it [minor units]."""
        if self.by is None:
            return to_minor(self.amount, currency, "raises")
        grown = 1 + self.by
        return int(divide(units * grown.numerator, grown.denominator, "half-up"))

    def holds(self, month: int, day: date | None) -> bool:
        """Whether it holds for what is paid on a day of a month; the day is None where it is not known."""
        if self.when.day is None or month != self.when.month:
            return month >= self.when.month
        return (self.when.day.day == 1) if day is None else day >= self.when.day

    def in_currency(self, currency: str, path: str) -> Raise:
        """The same raise, its amount in the currency's decimals."""
        if self.amount is None:
            return self
        return self._replace(amount=from_minor(to_minor(self.amount, currency, path), currency))

    def to_dict(self) -> dict[str, str]:
        """As a document has it."""
        if self.by is None:
            return {"from": str(self.when), "amount": f"{self.amount:f}"}
        return {"from": str(self.when), "by": ("-" if self.by < 0 else "") + percent_text(abs(self.by))}


def read_raises(given: object, path: str) -> tuple[Raise, ...]:
    """Raises in order of date: each has ``from``, and ``amount`` or ``by`` such as ``"3%"``."""
    raises: list[Raise] = []
    for i, entry in enumerate(listed(given, path)):
        found = entry if isinstance(entry, Raise) else _read(as_mapping(entry), f"{path}[{i}]")
        if raises and _order(found) <= _order(raises[-1]):
            refuse(f"{path}[{i}].from", str(found.when), "a date after the raise before", "list them in order of date")
        raises.append(found)
    return tuple(raises)


def _order(found: Raise) -> tuple[int, int]:
    return found.when.month, 1 if found.when.day is None else found.when.day.day


def _read(entry: object, path: str) -> Raise:
    given = known_keys(entry, ("from", "amount", "by"), path)
    when = read_when(required(given, "from", path), f"{path}.from")
    if (given.get("amount") is None) == (given.get("by") is None):
        refuse(f"{path}.amount", given.get("amount"), "amount or by, one of the two")
    if given.get("by") is None:
        return Raise(when, read_amount(given["amount"], f"{path}.amount"), None)
    return Raise(when, None, _read_by(given["by"], f"{path}.by"))


def _read_by(value: Any, path: str) -> Fraction:
    match = _BY.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or (match[1] == "-" and Fraction(match[2]) > 100):
        refuse(path, value, "a share of the amount before", 'write it like "3%" or "-5%"')
    return Fraction(match[1] + match[2]) / 100
