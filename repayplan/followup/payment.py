"""What was really paid: a sum, a day, and the debt that it was paid on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from repayplan.followup.moments import read_moment
from repayplan.units.dates import read_date
from repayplan.units.money import from_minor, read_currency, read_decimal, to_minor
from repayplan.units.refusal import known_keys, listed, refuse, required, text, under


@dataclass(frozen=True)
class Payment:
    """One payment that was made.

    Args:
        amount: above zero [currency].
        on: the day, or the moment with its zone.
        debt: id of the debt; None where there is one debt alone.
        currency: ISO 4217 code; None: that of the debt.
        id: a name for it, which a reversal needs where two payments are alike.
        reversed_on: the day on which it was taken back; it then counts as if it had never been made.
        note: in the user's words: how it was paid, where it is written.

    Raises:
        InputError: a sum that is not above zero, a day that is none, a reversal before the payment.

    Examples:
        >>> Payment("2000", on="2026-12-30", debt="A").day
        datetime.date(2026, 12, 30)
        >>> Payment("-5", on="2026-12-30")
        Traceback (most recent call last):
        repayplan.units.refusal.InputError: amount: got '-5', expected a sum above zero; ...
    """

    amount: Any
    on: Any
    debt: str | None = None
    currency: str | None = None
    id: str | None = None
    reversed_on: Any = None
    note: str = ""

    def __post_init__(self) -> None:
        put = object.__setattr__
        amount = read_decimal(self.amount, "amount")
        if amount <= 0:
            refuse("amount", self.amount, "a sum above zero", "a payment that was taken back has reversed_on")
        if self.currency is not None:
            amount = from_minor(to_minor(amount, read_currency(self.currency, "currency"), "amount"), self.currency)
        put(self, "amount", amount)
        put(self, "on", _read_on(self.on))
        for name in ("debt", "id"):
            if (given := getattr(self, name)) is not None:
                text(given, name)
        text(self.note, "note", empty=True)
        if self.reversed_on is not None:
            put(self, "reversed_on", read_date(self.reversed_on, "reversed_on"))
            if self.reversed_on < self.day:
                refuse("reversed_on", str(self.reversed_on), f"a day not before the payment, {self.day}")

    @property
    def day(self) -> date:
        """The day on which it was made."""
        return self.on.date() if isinstance(self.on, datetime) else self.on

    @property
    def at(self) -> datetime | None:
        """The moment at which it was made, None where its hour is not known."""
        return self.on if isinstance(self.on, datetime) else None

    def units(self, currency: str, path: str) -> int:
        """The sum [minor units]; refused where it is in another currency."""
        if self.currency not in (None, currency):
            refuse(
                f"{path}.currency", self.currency, f"the debt's currency, {currency}", "enter what the creditor booked"
            )
        return to_minor(self.amount, currency, f"{path}.amount")

    @classmethod
    def from_dict(cls, data: object) -> Payment:
        """Read a payment of a document."""
        given = known_keys(data, [field.name for field in fields(cls)], "")
        for key in ("amount", "on"):
            required(given, key, "")
        return cls(**{key: value for key, value in given.items() if value is not None})

    def to_dict(self) -> dict[str, str]:
        """The payment as plain data, what it does not say left out."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        plain = {name: value for name, value in given.items() if value not in (None, "")}
        return {name: _plain(value) for name, value in plain.items()}


def _read_on(value: Any) -> date:
    """A day, or a moment."""
    if isinstance(value, datetime) or (isinstance(value, str) and len(value.strip()) > len("2026-12-30")):
        return read_moment(value, "on")
    return read_date(value, "on")


def _plain(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value if isinstance(value, str) else format(value, "f")


def read_payments(given: object, path: str) -> tuple[Payment, ...]:
    """Payments, as values, as objects of a document, or as (day, amount) pairs."""
    found = []
    for i, entry in enumerate(listed(given, path)):
        with under(f"{path}[{i}]"):
            if isinstance(entry, Payment):
                found.append(entry)
            elif isinstance(entry, Mapping):
                found.append(Payment.from_dict(entry))
            elif isinstance(entry, (list, tuple)) and len(entry) == 2:
                found.append(Payment(entry[1], on=entry[0]))
            else:
                refuse("", entry, "a payment", 'write it like repayplan.Payment("2000", on="2026-12-30", debt="A")')
    return tuple(found)
