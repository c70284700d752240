"""Rates: exact rationals read from text, with the period that they are quoted for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from repayplan.units.dates import read_date
from repayplan.units.money import read_amount, read_decimal
from repayplan.units.refusal import known_keys, one_of, refuse, required

if TYPE_CHECKING:
    from datetime import date

_TEXT = re.compile(r"\s*([0-9]{1,12}(?:\.[0-9]{1,18})?)\s*%\s*(?:/\s*(year|month|day)\s*)?")
A_YEAR = {"year": 1, "month": 12, "day": 365}
# How often a year a quoted rate compounds, and how many decimals a growth that is not rational keeps.
COMPOUNDED = {"monthly": 12, "quarterly": 4, "semi-annual": 2, "annual": 1}
GROWTH_PLACES = 24


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as it is quoted: ``value`` [fraction of one] per ``per`` (``year``, ``month`` or ``day``).

    Raises:
        InputError: an unknown period, a negative value, or one that no decimal text can say, such as a third.
    """

    value: Fraction
    per: str = "year"

    def __post_init__(self) -> None:
        one_of(self.per, A_YEAR, "per")
        if self.value < 0 or _places(self.value) is None:
            refuse("value", str(self.value), "a rate with finitely many decimals, not negative", "round it first")

    @property
    def yearly(self) -> Fraction:
        """The rate of a year: a monthly rate x 12, a daily rate x 365 [fraction of one]."""
        return self.value * A_YEAR[self.per]

    def over(self, share: tuple[int, int], days: int) -> tuple[int, int]:
        """Numerator and denominator of the interest over a share of a year; a daily rate counts the days alone."""
        if self.per == "day":
            return self.value.numerator * days, self.value.denominator
        yearly = self.yearly
        return yearly.numerator * share[0], yearly.denominator * share[1]

    def __str__(self) -> str:
        """The text that reads back to the same rate."""
        return percent_text(self.value) + ("" if self.per == "year" else f"/{self.per}")


def growth(yearly: Fraction, times: int, share: Fraction) -> Fraction:
    """What a rate that compounds some times a year adds over a share of a year, per unit of principal.

    Exact where the share is a whole number of compounding periods, else to 24 decimals.

    Examples:
        >>> growth(Fraction(6, 100), 2, Fraction(1)), round(float(growth(Fraction(6, 100), 1, Fraction(1, 12))), 12)
        (Fraction(609, 10000), 0.004867550565)
    """
    periods, base = times * share, 1 + yearly / times
    if periods.denominator == 1:
        return base**periods.numerator - 1
    # Twice the digits that are kept, and room for the digits before the point.
    precise = Context(prec=60)
    root = precise.divide(Decimal(periods.numerator), Decimal(periods.denominator))
    grown = precise.power(precise.divide(Decimal(base.numerator), Decimal(base.denominator)), root)
    return Fraction(grown.quantize(Decimal(f"1E-{GROWTH_PLACES}"), context=precise)) - 1


def percent_text(value: Fraction) -> str:
    """A fraction of one with finitely many decimals as text, exactly.

    Examples:
        >>> percent_text(Fraction(73, 400)), percent_text(Fraction(1))
        ('18.25%', '100%')
    """
    places = _places(value * 100)
    if places is None:
        refuse("", str(value), "a share with finitely many decimals", "round it first")
    digits = str(value * 100 * 10**places).rjust(places + 1, "0")
    return (f"{digits[:-places]}.{digits[-places:]}" if places else digits) + "%"


def _places(value: Fraction) -> int | None:
    """How many decimals say the value exactly; None where no number of them does."""
    den = value.denominator
    return next((n for n in range(den.bit_length()) if 10**n % den == 0), None)


@dataclass(frozen=True, slots=True)
class RatePath:
    """A rate, or a rate that changes on dates: steps of (first day or None for ever before, rate).

    Before its first step a path has the rate of that step. A ``flat`` one bears on the original amount, whatever is
    owed by then: a flat fee, an add-on rate. That amount is ``of`` [currency], the principal at the start where it is
    not given.
    """

    steps: tuple[tuple[date | None, Rate], ...]
    flat: bool = False
    of: str | None = None

    def on(self, day: date) -> Rate:
        """The rate of one day."""
        found = self.steps[0][1]
        for first, rate in self.steps:
            if first is None or first <= day:
                found = rate
        return found

    def changes(self) -> tuple[date, ...]:
        """The days on which a new rate begins."""
        return tuple(first for first, _ in self.steps if first is not None)

    def to_document(self) -> str | dict[str, str] | list[dict[str, str]]:
        """The form of the case document: text, a flat fee, or dated steps."""
        if self.flat:
            return {"flat_fee": str(self.steps[0][1])} | ({} if self.of is None else {"of": self.of})
        if len(self.steps) == 1 and self.steps[0][0] is None:
            return str(self.steps[0][1])
        return [{"from": str(first), "rate": str(rate)} for first, rate in self.steps]


def read_rate(value: object, path: str) -> Rate:
    """A rate from text with its unit (``"18.25%"``, ``"1.5%/month"``, ``"0.05%/day"``) or a fraction of one a year.

    Examples:
        >>> str(read_rate("0.05%/day", "rate")), read_rate(0.1825, "rate").yearly
        ('0.05%/day', Fraction(73, 400))
    """
    fix = 'write a year\'s rate as "18.25%", a month\'s as "1.5%/month", a day\'s as "0.05%/day"'
    if isinstance(value, str):
        match = _TEXT.fullmatch(value)
        if not match:
            refuse(path, value, "a rate with its unit, not negative", fix)
        return Rate(Fraction(match[1]) / 100, match[2] or "year")
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        refuse(path, value, "a rate with its unit, or a fraction of one a year", fix)
    number = read_decimal(value, path)
    if not 0 <= number < 1:
        # A bare 18 is as likely to be per cent as a fraction: asking beats guessing.
        refuse(path, value, "a fraction of one from 0 to below 1, or text with a unit", fix)
    return Rate(Fraction(number), "year")


def read_share(value: object, path: str) -> Fraction:
    """A share of something, from text (``"10%"``) or a fraction of one: from nothing to the whole.

    Examples:
        >>> read_share("2.5%", "minimum.balance")
        Fraction(1, 40)
    """
    if isinstance(value, str):
        match = _TEXT.fullmatch(value)
        share = Fraction(match[1]) / 100 if match and match[2] is None and "/" not in value else None
    else:
        share = Fraction(read_decimal(value, path))
    if share is None or not 0 <= share <= 1:
        refuse(path, value, "a share from 0% to 100%", 'write it like "10%"')
    return share


def read_path(value: object, path: str) -> RatePath:
    """A rate, dated steps ``[{"from": day, "rate": rate}, ...]`` in order of date, or a flat fee.

    Examples:
        >>> read_path({"flat_fee": "0.60%/month", "of": 12000}, "rate").to_document()
        {'flat_fee': '0.6%/month', 'of': '12000'}
    """
    if isinstance(value, RatePath):
        return value
    if isinstance(value, Rate):
        return RatePath(((None, value),))
    if isinstance(value, Mapping):
        fee = required(known_keys(value, ("flat_fee", "of"), path), "flat_fee", path)
        of = None if value.get("of") is None else format(read_amount(value["of"], f"{path}.of"), "f")
        return RatePath(((None, read_rate(fee, f"{path}.flat_fee")),), flat=True, of=of)
    if not isinstance(value, (list, tuple)):
        return RatePath(((None, read_rate(value, path)),))
    if not value:
        refuse(path, value, "at least one step")
    steps: list[tuple[date | None, Rate]] = []
    before: date | None = None
    for i, entry in enumerate(value):
        at = f"{path}[{i}]"
        step = known_keys(entry, ("from", "rate"), at)
        first = read_date(required(step, "from", at), f"{at}.from")
        if before is not None and first <= before:
            refuse(f"{at}.from", step["from"], "a day after the step before", "list the steps in order of date")
        steps.append((first, read_rate(required(step, "rate", at), f"{at}.rate")))
        before = first
    return RatePath(tuple(steps))
