"""Cells of a document: what each is read as, exactly, and where two documents differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# More rows than a plan has are not read.
MOST = 3_660


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A cell that does not hold.

    Attributes:
        path: where it stands, such as ``rows[3].parts.interest.closing``.
        found: what the document holds there, shortened; None where there is nothing.
        expected: what the other cells give.
        rule: a word for what was checked.
    """

    path: str
    found: object
    expected: object
    rule: str


class Unreadable(Exception):
    """A cell without which nothing further can be checked."""


def shown(value: object) -> object:
    """A value short enough to print; of others the type."""
    short = value is None or (isinstance(value, str) and len(value) <= 80)
    return value if short or (isinstance(value, int) and value.bit_length() <= 256) else f"({type(value).__name__})"


def at(document: object, path: str) -> Any:
    """What stands at a dotted path, None where there is nothing."""
    for key in path.split("."):
        document = document.get(key) if isinstance(document, dict) else None
    return document


def read(document: object, path: str, parse: Callable[[Any], Any]) -> Any:
    """What stands at a dotted path, parsed."""
    value = at(document, path)
    try:
        return parse(value)
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, OSError):
        raise Unreadable(Discrepancy(path, shown(value), "a value of its form", "form")) from None


def differences(found: object, expected: object, path: str, rule: str) -> Iterator[Discrepancy]:
    """The cells that are not as expected; the rule of a cell is the last name of its path."""
    if isinstance(found, dict) and isinstance(expected, dict):
        for key in (*expected, *(key for key in found if key not in expected)):
            yield from differences(found.get(key), expected.get(key), f"{path}.{shown(key)}", f"{shown(key)}")
    elif isinstance(found, list) and isinstance(expected, list):
        for i, (one, two) in enumerate(zip_longest(found, expected)):
            yield from differences(one, two, f"{path}[{i}]", rule)
    elif type(found) is not type(expected) or found != expected:
        yield Discrepancy(path, shown(found), shown(expected), rule)


def matched(pattern: str, text: Any) -> re.Match[str]:
    """The whole text by a pattern."""
    if found := re.fullmatch(pattern, text, re.ASCII):
        return found
    raise ValueError


def whole(value: Any, low: int, high: int) -> int:
    """A whole number within bounds."""
    if type(value) is int and low <= value <= high:
        return value
    raise ValueError


def day(text: Any) -> date:
    """A day written ``2026-12-31``."""
    return date.fromisoformat(matched(r"\d{4}-\d\d-\d\d", text)[0])


def units(value: Any, places: int) -> int:
    """A sum as minor units; None is nothing."""
    text = "0" if value is None else matched(r"\s*[+-]?\d{0,40}\.?\d{0,40}([eE][+-]?\d{1,2})?\s*", value)[0]
    scaled = Fraction(text) * 10**places
    return whole(scaled.numerator, 0, 10**60 if scaled.denominator == 1 else -1)


def rate(text: Any) -> tuple[Fraction, bool]:
    """A rate as a fraction of one: a year's, or (True) a day's."""
    found = matched(r"(\d{1,12}(?:\.\d{1,20})?)%(/month|/day)?", text)
    return Fraction(found[1]) / 100 * (12 if found[2] == "/month" else 1), found[2] == "/day"


def sum_text(amount: int, places: int) -> str:
    """Minor units as a document writes them."""
    return str(Decimal(f"{amount}E-{places}"))
