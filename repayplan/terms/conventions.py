"""Conventions: how a lender rounds. Each is a choice by name, and every default that decides is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from repayplan.units.money import PLACES, to_minor
from repayplan.units.refusal import known_keys, nearest, refuse
from repayplan.units.rounding import read_rounding

# Named sets are data. Sources: OpenIntro's 10,000 US consumer loans print the annuity rounded up in 9,997 of them;
# textbooks mostly print it half-up.
NAMED: dict[str, dict[str, str]] = {
    "us-loan": {"interest_rounding": "half-up", "instalment_rounding": "up"},
    "textbook": {"interest_rounding": "half-up", "instalment_rounding": "half-up"},
}


@dataclass(frozen=True, kw_only=True)
class Conventions:
    """How interest and instalments are rounded.

    Args:
        interest_rounding: of a period's interest: ``half-up``, ``half-even``, ``half-down``, ``up`` or ``down``.
        instalment_rounding: of the level sum, with the same words. ``up`` keeps the last instalment from being the
            largest.
        unit: the instalment is a multiple of it [currency]; None is the minor unit.

    Raises:
        InputError: an unknown word, or a unit that is not a positive number of whole minor units.

    Examples:
        >>> Conventions.named("textbook").instalment_rounding
        'half-up'
    """

    interest_rounding: str = "half-up"
    instalment_rounding: str = "up"
    unit: Any = None

    def __post_init__(self) -> None:
        read_rounding(self.interest_rounding, "interest_rounding")
        read_rounding(self.instalment_rounding, "instalment_rounding")
        if self.unit is not None:
            finest = max(PLACES, key=lambda code: PLACES[code])
            if not to_minor(self.unit, finest, "unit"):
                refuse("unit", self.unit, "an amount above zero", "leave it out for the minor unit")
            object.__setattr__(self, "unit", str(self.unit))

    @classmethod
    def named(cls, name: str) -> Conventions:
        """A named set of conventions.

        Args:
            name: ``us-loan`` or ``textbook``.

        Raises:
            InputError: no set of that name.
        """
        if name not in NAMED:
            refuse("conventions", name, "a named set", nearest(name, NAMED))
        return cls(**NAMED[name])

    def multiple(self, currency: str) -> int:
        """The instalment's unit [minor units]."""
        return 1 if self.unit is None else to_minor(self.unit, currency, "conventions.unit")

    @classmethod
    def from_dict(cls, data: object) -> Conventions:
        """Read conventions of a document."""
        given: dict[str, Any] = dict(known_keys(data, ("interest_rounding", "instalment_rounding", "unit"), ""))
        return cls(**{key: value for key, value in given.items() if value is not None})

    def to_dict(self) -> dict[str, Any]:
        """The conventions as plain data."""
        return {
            "interest_rounding": self.interest_rounding,
            "instalment_rounding": self.instalment_rounding,
            "unit": self.unit,
        }
