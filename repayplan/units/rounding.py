"""One division for all money: exact for ints, for int64 columns and for object columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.units.refusal import one_of

if TYPE_CHECKING:
    from collections.abc import Callable

# What is added to the dividend before it is floored.
BIAS: dict[str, Callable[[int], int]] = {
    "half-up": lambda den: den // 2,
    "half-even": lambda den: den // 2,
    "half-down": lambda den: (den - 1) // 2,
    "up": lambda den: den - 1,
    "down": lambda den: 0,
}


def divide(x: Any, den: int, rounding: str = "half-up") -> Any:
    """``x / den`` as a whole number, for ``x >= 0`` [whole number or column] and a scalar ``den > 0``.

    The same expression runs on every width, so one account and a million agree in every cell.

    Examples:
        >>> [divide(5, 2, word) for word in BIAS]
        [3, 2, 2, 3, 2]
    """
    bias = BIAS[rounding](den)
    if rounding == "half-even" and den % 2 == 0:
        biased = x + bias
        quotient = biased // den
        return quotient - (quotient & 1) * (quotient * den == biased)
    if not bias:
        return x // den
    quotient = x + bias
    quotient //= den  # in place, where it is a column
    return quotient


def to_multiple(amount: int, multiple: int, rounding: str) -> int:
    """A whole amount rounded to a multiple, both in minor units; never to nothing where it was something."""
    rounded: int = divide(amount, multiple, rounding) * multiple
    return rounded or amount


def read_rounding(value: object, path: str) -> str:
    """A rounding word."""
    return one_of(value, BIAS, path)
