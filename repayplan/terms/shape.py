"""What all shapes share: an ask for each due date, with at most one unknown level sum.

Every shape is the same thing: a list of asks, one a due date. An ask is a fixed sum, plus a weight times the level sum
that is solved, plus the interest due where it comes on top.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from repayplan.units.money import read_decimal, to_minor
from repayplan.units.refusal import refuse
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

# Instalments that terms may name: twenty-five years of fortnights, ten of days. Where the balance decides, so many.
MOST_INSTALMENTS = 3_660
MOST_ROWS = 600


class Ask(NamedTuple):
    """What one instalment asks: ``fixed`` [the walk's units] + ``weight`` x the level sum, + interest if ``on_top``."""

    fixed: int = 0
    weight: int | Fraction = 0
    on_top: bool = False


LEVEL = Ask(weight=1)


class Setting(NamedTuple):
    """What a shape is laid out on: due dates, currency, the principal, and how an equal part of it is rounded.

    Attributes:
        due: the due dates, as they are before any is moved to a working day.
        currency: ISO 4217 code.
        principal: what is paid off [the walk's units].
        rounding: of an equal part.
        fine: the walk's units to a minor unit.
        step: what an equal part is a multiple of [the walk's units].
    """

    due: Sequence[date]
    currency: str
    principal: int
    rounding: str
    fine: int = 1
    step: int = 1

    def units(self, amount: Any, path: str) -> int:
        """A sum [the walk's units]."""
        return self.fine * to_minor(amount, self.currency, path)

    def part(self) -> int:
        """An equal part of the principal, rounded like an instalment."""
        part: int = self.step * divide(self.principal, len(self.due) * self.step, self.rounding)
        return part

    def fewer(self, first: int, path: str) -> int:
        """A number of first instalments, refused where nothing follows them."""
        if first >= len(self.due):
            refuse(path, first, f"fewer than the {len(self.due)} instalments", "ask for more instalments")
        return first


@dataclass(frozen=True)
class Shape:
    """What all shapes share: a kind, and a plain form."""

    kind: ClassVar[str] = ""
    # Whether the last due date asks for everything that is still owed.
    takes_rest: ClassVar[bool] = True
    # Whether a sum is solved exactly and each instalment rounded by itself.
    rounds_each: ClassVar[bool] = False
    # The fields that are sums [currency]: kept as text, whatever they were given as.
    sums: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        for name in self.sums:
            if (given := getattr(self, name)) is not None:
                read_decimal(given, name)
                object.__setattr__(self, name, str(given))

    @property
    def open_ended(self) -> bool:
        """Whether the balance may decide the number of instalments."""
        return False

    @property
    def deferring(self) -> int:
        """In how many first instalments no interest is due: it falls due with the one after them."""
        return 0

    @property
    def over(self) -> int | None:
        """Over how many instalments the level sum is solved, None where it is the plan's own number."""
        return None

    def count(self) -> int | None:
        """How many instalments the shape itself fixes, None where the terms or the balance decide."""
        return None

    def left(self, setting: Setting) -> int:
        """What the plan means to leave standing after its last instalment [the walk's units]."""
        return 0

    def asks(self, setting: Setting) -> list[Ask]:
        """One ask for each due date."""
        raise NotImplementedError

    def check(self, currency: str) -> None:
        """Refuse sums that are not whole minor units of the currency."""
        for name in self.sums:
            if (given := getattr(self, name)) is not None:
                to_minor(given, currency, name)

    def to_dict(self) -> dict[str, Any]:
        """The shape as plain data."""
        return {"kind": self.kind} | {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


def _plain(value: Any) -> Any:
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
