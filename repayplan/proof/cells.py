"""Cells of a document, read once: sums, days and fractions as what they are; and how they are held to equations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import islice, pairwise, zip_longest
from typing import Any

ZERO, MOST = Decimal(0), 10**4
# A quotient n / d as a whole number.
ROUND: dict[str, Callable[[int, int], int]] = {
    "half-up": lambda n, d: (2 * n + d) // (2 * d), "half-down": lambda n, d: -((d - 2 * n) // (2 * d)),
    "half-even": lambda n, d: round(Fraction(n, d)), "up": lambda n, d: -(-n // d), "down": lambda n, d: n // d,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A cell that does not hold: its path, what stands there, what the other cells give, and what was checked."""

    path: str
    found: object
    expected: object
    rule: str


Checks = Iterator[Discrepancy]
Equations = dict[str, Callable[[Any], Any]]


class Cells(dict[str, Any]):
    """An object: ``row.due`` is a cell of it or None, ``row.place`` its path, ``row.before`` the one before it."""

    __getattr__ = dict.get
    place, before = "", None


def read(node: Any, place: str = "", deep: int = 60) -> Any:
    """A document with its cells read; what is neither text nor a whole number of some size becomes text."""
    if isinstance(node, dict) and deep:
        made = Cells()
        made.place = place
        for name, one in node.items():
            path = f"{place}.{name}" if place else str(name)
            made[str(name)] = cell(one) if type(one) is str else read(one, path, deep - 1)
        return made
    if isinstance(node, list) and deep:
        found = [cell(one) if type(one) is str else read(one, f"{place}[{i}]", deep - 1) for i, one in enumerate(node)]
        for one, after in pairwise(found):
            if type(after) is Cells:
                after.before = one
        return found
    plain = node is None or (type(node) is int and abs(node) < 10**400)
    return node if plain else f"({type(node).__name__} {bool(node)})"


@lru_cache(maxsize=1 << 16)
def cell(text: str) -> Any:
    """A day, a sum or a fraction, as it is written; any other text as it stands."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return date.fromisoformat(text)
        if re.fullmatch(r"-?\d{1,60}(\.\d{1,40})?(E[+-]?\d{1,2})?", text, re.ASCII):
            return Decimal(text)
        return Fraction(text) if re.fullmatch(r"\d{1,90}/\d{1,90}", text, re.ASCII) else text
    except (ValueError, ZeroDivisionError):
        return text


def month(day: Any, more: int = 0) -> str:
    """The month of a day or of a month, ``2026-12``, or so many months after it."""
    number = int(str(day)[:4]) * 12 + int(str(day)[5:7]) - 1 + more
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def exact(value: Any) -> Fraction:
    """A number as a fraction; text is none, however long it would be."""
    if isinstance(value, str):
        raise ValueError
    return Fraction(value)


def rounded(exact: Any, unit: Decimal, word: str) -> Decimal:
    """A sum rounded to a unit, a power of ten, by its word: below nothing as above it."""
    n, d = exact.as_integer_ratio()
    return ROUND[word](abs(n) * int(1 / unit), d) * unit * (1 if n >= 0 else -1)


def total(sums: Iterable[Any]) -> Decimal:
    """The sum of sums, those that are not there as nothing."""
    return sum(filter(None, sums), ZERO)


def unfold(runs: Any) -> list[Any]:
    """Sums in a row, written one by one, or equal ones together as [sum, how many]; no more than there can be."""
    pairs = (run if isinstance(run, list) else (run, 1) for run in runs)
    return list(islice((sum_ for sum_, n in pairs for _ in range(n)), MOST))


def hold(nodes: Iterable[Any], equations: Equations) -> Checks:
    """Hold nodes to equations: by the name of a cell, what the others make of it."""
    for node in nodes:
        yield from same(node.place, node, {name: equation(node) for name, equation in equations.items()})


def same(place: str, found: Any, expected: Any) -> Checks:
    """The cells that are not as expected."""
    listed = isinstance(expected, list)
    named = () if listed else ((key, (found.get(key), want)) for key, want in expected.items())
    for key, (have, want) in enumerate(zip_longest(found, expected)) if listed else named:
        if have != want:
            path = f"{place}[{key}]" if listed else f"{place}.{key}".lstrip(".")
            if isinstance(want, (dict, list)) and isinstance(have, (dict, list)):
                yield from same(path, have, want)
            else:
                yield Discrepancy(path, shown(have), shown(want), str(key))


def shown(value: object) -> object:
    """A value short enough to print; of others the type."""
    if value is None or (isinstance(value, int) and value.bit_length() <= 256):
        return value
    short = not isinstance(value, (dict, list, int)) and len(str(value)) <= 80
    return str(value) if short else f"({type(value).__name__})"
