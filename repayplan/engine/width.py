"""Two widths, one set of expressions: the few functions that ints and columns spell differently."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

# A number or a column of them: the engine asks only for + - * // and the names below.
Amount = Any

INTS = SimpleNamespace(
    minimum=min,
    maximum=max,
    all=bool,
    where=lambda condition, yes, no: yes if condition else no,
)


def width(values: Iterable[Amount]) -> Any:
    """numpy where any value is a column, else the same names for ints; numpy is loaded by the first column."""
    for value in values:
        if hasattr(value, "dtype"):
            import numpy as np

            return np
    return INTS


def plus(a: Amount, b: Amount) -> Amount:
    """``a + b``, without a pass over a column where one of them is the absent component's 0."""
    if type(a) is int and a == 0:
        return b
    return a if type(b) is int and b == 0 else a + b


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts, skipping absent ones."""
    result: Amount = 0
    for amount in amounts:
        result = plus(result, amount)
    return result
