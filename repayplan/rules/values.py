"""The units of rule values: how a value of each is read, printed, and compared with another."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from repayplan.rules.cited import texts
from repayplan.units.dates import read_date
from repayplan.units.money import PLACES, own_context, read_decimal
from repayplan.units.rates import read_rate
from repayplan.units.refusal import listed, nearest, refuse, text

if TYPE_CHECKING:
    from repayplan.rules.cited import Reader

Value = Decimal | int | str | bool | date | tuple[str, ...] | tuple[tuple[str, ...], ...]

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


def _number(value: object, path: str) -> Decimal | int:
    number = read_decimal(value, path)
    if number < 0:
        refuse(path, value, "a number that is not negative")
    return value if isinstance(value, int) else number


def _count(value: object, path: str) -> int:
    number = _number(value, path)
    if number != int(number):
        refuse(path, value, "a whole number")
    return int(number)


def _share(value: object, path: str) -> Decimal:
    number = read_decimal(value, path)
    if not 0 <= number <= 1:
        refuse(path, value, "a fraction of one", "write 10% as 0.10")
    return number


def _rate(value: object, path: str) -> str:
    read_rate(text(value, path), path)
    return cast("str", value)


def _time(value: object, path: str) -> str:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        refuse(path, value, "a time of the day", 'write it like "08:00"')
    return value


def _windows(value: object, path: str) -> tuple[tuple[str, ...], ...]:
    found = []
    for i, pair in enumerate(listed(value, path)):
        times = tuple(_time(part, f"{path}[{i}]") for part in listed(pair, f"{path}[{i}]"))
        if len(times) != 2 or times[0] >= times[1]:
            refuse(f"{path}[{i}]", pair, "two times of one day, the earlier first")
        found.append(times)
    return tuple(found)


def _yes_or_no(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        refuse(path, value, "true or false")
    return value


COUNTS = (
    "hours", "days", "weeks", "months", "years", "billing cycles", "payments", "people", "times", "decimals",
    "calls a day", "calls in 7 days", "calls a week", "calls a month", "months of income",
)  # fmt: skip
SHARES = ("share", "share of the unpaid minimum", "share of the balance", "share of the balance a month")
NUMBERS = ("times the one-year LPR", "percentage points")
# Not a number: these say what is, and have no more or less, but for times and rates.
READERS: dict[str, Reader] = {
    **dict.fromkeys(COUNTS, _count),
    **dict.fromkeys(SHARES, _share),
    **dict.fromkeys(NUMBERS, _number),
    **dict.fromkeys(PLACES, _number),
    "rate": _rate,
    "local time": _time,
    "windows": _windows,
    "yes or no": _yes_or_no,
    "day": read_date,
    "list": texts,
    "text": text,
}
UNORDERED = ("windows", "yes or no", "day", "list", "text")


def read_unit(value: object, path: str) -> str:
    """A unit of rule values: a word, or an ISO 4217 code."""
    if not isinstance(value, str) or value not in READERS:
        refuse(path, value, "a unit of rule values", nearest(value, set(READERS) - set(PLACES)))
    return value


def read_value(value: object, unit: str, path: str) -> Value:
    """A value of a unit, in the one form that equal values share."""
    return cast("Value", READERS[unit](value, path))


def measure(value: Value, unit: str) -> Fraction | str:
    """What values of an ordered unit are compared by; times of the day compare as text."""
    if unit == "rate":
        return read_rate(value, "value").yearly
    return value if isinstance(value, str) else Fraction(cast("Decimal", value))


@own_context()
def show(value: Value, unit: str) -> str:
    """A value with its unit, for people."""
    if unit in SHARES:
        percent = f"{cast('Decimal', value) * 100:f}"
        percent = percent.rstrip("0").rstrip(".") if "." in percent else percent
        return f"{percent}%{unit.removeprefix('share')}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join("-".join(item) if isinstance(item, tuple) else item for item in value)
    return str(value) if unit in ("rate", "text", "day") else f"{value} {unit}"
