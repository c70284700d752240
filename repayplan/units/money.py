"""Money: whole minor units of an ISO 4217 currency, and the exact split of a sum."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Sized
from contextlib import contextmanager
from decimal import (
    MAX_EMAX,
    MAX_PREC,
    MIN_EMIN,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    localcontext,
)
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from repayplan.units.refusal import nearest, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

# ISO 4217, list one: active codes by number of decimals (most have two).
_TWO = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS
INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN
NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC
SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
""".split()
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()
_THREE = "BHD IQD JOD KWD LYD OMR TND".split()
_FOUR = "CLF UYW".split()
PLACES = {code: places for places, codes in ((2, _TWO), (0, _NONE), (3, _THREE), (4, _FOUR)) for code in codes}

# A product in this context is exact whatever the caller's own context is; it is the fastest way to a decimal there is.
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_UNITS = {code: Decimal(f"1E-{places}") for code, places in PLACES.items()}

# Sums, shares and quotients of decimals are worked out in this one: see ``own_context``.
# What has no value raises: no NaN ever stands for money.
_OWN = Context(
    prec=4 * 30, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[DivisionByZero, InvalidOperation]
)

MOST_DIGITS = 30
# Stricter than Decimal: no underscores, no digits of other scripts, no "NaN".
_TEXT = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")


@contextmanager
def own_context() -> Iterator[None]:
    """Decimals are added and divided here as everywhere, whatever precision, rounding or traps the caller has set.

    Examples:
        >>> with localcontext(Context(prec=3)), own_context():
        ...     Decimal("1000.01") + 1
        Decimal('1001.01')
    """
    with localcontext(_OWN):
        yield


def read_currency(value: object, path: str) -> str:
    """An ISO 4217 code."""
    if not isinstance(value, str) or value not in PLACES:
        refuse(path, value, "an ISO 4217 currency code such as 'CNY'", nearest(value, PLACES))
    return value


def read_decimal(value: object, path: str) -> Decimal:
    """A finite decimal from text, int, Decimal, or the shortest decimal of a float."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        refuse(path, value, "a number as text, int or Decimal")
    if isinstance(value, str) and not _TEXT.fullmatch(value.strip()):
        refuse(path, value, "a decimal number", 'write it like "1234.50"')
    number = Decimal(float.__repr__(value) if isinstance(value, float) else value)
    if not number.is_finite():
        refuse(path, value, "a finite number")
    if len(number.as_tuple().digits) > MOST_DIGITS or abs(number.adjusted()) > MOST_DIGITS:
        refuse(path, value, f"a number of at most {MOST_DIGITS} digits")
    return number


def read_amount(value: object, path: str) -> Decimal:
    """A decimal that is not negative, of a currency that is not known yet."""
    number = read_decimal(value, path)
    if number < 0:
        refuse(path, value, "an amount that is not negative")
    return number.copy_abs()


def to_minor(value: object, currency: str, path: str, *, signed: bool = False) -> int:
    """An amount as whole minor units, refused where it has a fraction of one or is negative.

    Examples:
        >>> to_minor("12.5", "CNY", "cash"), to_minor("12", "JPY", "cash"), to_minor("1.234", "KWD", "cash")
        (1250, 12, 1234)
    """
    if type(value) is str and (known := _plain_units(value, PLACES[currency])) is not None:
        return known
    number = read_decimal(value, path)
    sign, digits, exponent = number.as_tuple()
    shift = int(exponent) + PLACES[currency]
    whole = int("".join(map(str, digits)))
    units: int
    units, fraction = divmod(whole * 10 ** max(shift, 0), 10 ** max(-shift, 0))
    if fraction:
        refuse(path, value, f"whole minor units of {currency} ({PLACES[currency]} decimals)", "round it yourself first")
    if sign and units and not signed:
        refuse(path, value, "an amount that is not negative")
    return -units if sign else units


@lru_cache(maxsize=4096)
def _plain_units(text: str, places: int) -> int | None:
    """Text as documents write sums, as whole minor units; None for any other text. Plans ask the same ones often."""
    whole, _, fraction = text.partition(".")
    if not (whole.isascii() and whole.isdecimal() and len(whole) <= MOST_DIGITS // 2 and len(fraction) == places):
        return None
    if places == 0:
        return int(whole) if "." not in text else None
    return int(whole + fraction) if fraction.isascii() and fraction.isdecimal() else None


def from_minor(units: int, currency: str) -> Decimal:
    """Minor units as a decimal of the currency's places.

    Examples:
        >>> from_minor(1250, "CNY")
        Decimal('12.50')
    """
    return _EXACT.multiply(units, _UNITS[currency])


def at_rate(units: int, rate: Fraction | int) -> int:
    """Minor units of one currency as those of another at a dated rate, rounded up: no money is promised too little.

    Examples:
        >>> from fractions import Fraction
        >>> at_rate(100_01, Fraction(1, 2)), at_rate(100_01, 1)
        (5001, 10001)
    """
    return units if rate == 1 else int(-(-units * rate // 1))


def in_units(places: int) -> Callable[[int], Decimal]:
    """The function that makes decimals of whole numbers of 10**-places, whatever the caller's own context is.

    Examples:
        >>> in_units(8)(969)
        Decimal('0.00000969')
    """
    return partial(_EXACT.multiply, Decimal(f"1E-{places}"))


def split(total: int, weights: Sequence[int], ranks: Sequence[int] | None = None) -> list[int]:
    """A sum of minor units split by weights, exactly: largest remainder, ties by larger weight, then by rank.

    Where no ranks are given, the position is the rank.

    Examples:
        >>> split(16000, [4550, 6700, 1200])
        [5847, 8611, 1542]
    """
    pot = sum(weights)
    if not pot:
        if total:
            refuse("weights", list(weights), "at least one weight above zero")
        return [0] * len(weights)
    shares = [total * weight // pot for weight in weights]
    remainders = [total * weight % pot for weight in weights]
    last = range(len(weights)) if ranks is None else ranks
    by_claim = sorted(range(len(weights)), key=lambda i: (-remainders[i], -weights[i], last[i]))
    for i in by_claim[: total - sum(shares)]:
        shares[i] += 1
    return shares


def split_above(
    total: int, weights: Sequence[int], floors: Sequence[int], ranks: Sequence[int] | None = None
) -> list[int]:
    """The same where nobody gets less than a floor: whose part is below it gets it, the others share the rest.

    Examples:
        >>> split_above(10000, [9000, 500, 500], [0, 1000, 0])
        [8526, 1000, 474]
    """
    if sum(floors) > total:
        refuse("floors", list(floors), f"floors of at most {total} in all", "leave out a creditor, or lower a floor")
    at_floor: set[int] = set()
    while True:
        rest = total - sum(floors[i] for i in at_floor)
        pot = sum(weight for i, weight in enumerate(weights) if i not in at_floor)
        below = {i for i, floor in enumerate(floors) if i not in at_floor and rest * weights[i] < floor * pot}
        below |= {i for i, floor in enumerate(floors) if floor and not weights[i]} - at_floor
        if not below:
            break
        at_floor |= below
    shared = split(rest, [0 if i in at_floor else weight for i, weight in enumerate(weights)], ranks)
    return [floors[i] if i in at_floor else part for i, part in enumerate(shared)]


def share(
    total: object, weights: Sequence[object], currency: str = "CNY", *, floors: Sequence[object] | None = None
) -> list[Decimal]:
    """A sum shared in proportion to balances, to the minor unit, with nothing lost.

    Args:
        total: the sum [currency].
        weights: one balance per creditor [currency], none negative.
        currency: ISO 4217 code: sets the minor unit.
        floors: the least that each gets [currency]; None: nothing.

    Returns:
        One share per weight [currency], in their order; they sum to ``total``. The largest remainders get the odd
        minor units, ties go to the larger weight, then to the earlier position.

    Raises:
        InputError: a negative or fractional amount, an unknown currency, a sum over weights that are all zero, or
            floors above the total; it says which can be met, the smallest first.

    Source:
        Pro-rata offers as advice agencies publish them; a published example of 160 over 4,550, 6,700 and 1,200 hands
        out 159.99 only.

    Examples:
        >>> share("160", ["4550", "6700", "1200"])
        [Decimal('58.47'), Decimal('86.11'), Decimal('15.42')]
    """
    read_currency(currency, "currency")
    if isinstance(weights, str) or not isinstance(weights, Iterable):
        refuse("weights", weights, "a list of amounts", 'write it like ["4550", "6700"]')
    units = [to_minor(weight, currency, f"weights[{i}]") for i, weight in enumerate(weights)]
    pot = to_minor(total, currency, "total")
    if floors is None:
        return [from_minor(part, currency) for part in split(pot, units)]
    if isinstance(floors, str) or not isinstance(floors, Sized) or len(floors) != len(units):
        refuse("floors", floors, f"{len(units)} amounts, one for each weight")
    least = [to_minor(floor, currency, f"floors[{i}]") for i, floor in enumerate(floors)]
    refuse_floors(pot, least, [str(i) for i in range(len(least))], currency)
    return [from_minor(part, currency) for part in split_above(pot, units, least)]


def refuse_floors(total: int, floors: Sequence[int], names: Sequence[str], currency: str) -> None:
    """Refuse floors that are more than there is, and say whose can be met: as many as can be, the smallest first."""
    if sum(floors) <= total:
        return
    met, left = [], total
    for i in sorted(range(len(floors)), key=lambda i: (floors[i], i)):
        if floors[i] <= left:
            met.append(names[i])
            left -= floors[i]
    least, there = from_minor(sum(floors), currency), from_minor(total, currency)
    which = ", ".join(sorted(met, key=list(names).index)) or "none"
    refuse("floors", str(least), f"floors of at most {there} in all", f"the floors of these can be met: {which}")
