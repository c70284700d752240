"""One rule: a value of a place, with its unit, its source, and the days on which it holds."""

from __future__ import annotations

from dataclasses import dataclass
from operator import ge, gt, le
from typing import TYPE_CHECKING, Any, ClassVar

from repayplan.rules.cited import Cited, Reader, optional, words
from repayplan.rules.values import UNORDERED, Value, measure, read_unit, read_value, show
from repayplan.units.refusal import one_of, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COMPARED: dict[str, Callable[[Any, Any], bool]] = {"at most": le, "at least": ge, "more than": gt}
LIMITS = tuple(COMPARED)
BOUND = ("creditor", "collector")


@dataclass(frozen=True, kw_only=True)
class Rule(Cited):
    """A dated, cited value.

    Attributes:
        value: a number, a share as a fraction of one, a text, a list, or yes or no, as the unit asks.
        unit: ``months``, ``share``, ``rate``, ``local time``, an ISO 4217 code, ...
        limit: ``at most`` where the value is the most that the rule allows, ``at least`` where it is the least, ``more
            than`` where it is the least and is itself not enough; None where the rule bounds nothing.
        binds: whom it binds, of ``creditor`` and ``collector`` (one who collects for others); empty is everybody.

    Raises:
        InputError: an unknown unit, kind or status, a value that is not of its unit, or a rule without source.

    Examples:
        >>> rule = Rule(
        ...     id="card.max_term", value=60, unit="months", limit="at most", place="xx", kind="house",
        ...     status="unverified", instrument="Our own policy", valid_from="2026-01-01",
        ... )
        >>> print(rule)
        card.max_term: at most 60 months (Our own policy; from 2026-01-01; house; unverified)
        >>> rule.check(72), rule.check(60), rule.check(None)
        ('outside', 'within', 'unknown')
    """

    value: Value
    unit: str
    limit: str | None = None
    binds: tuple[str, ...] = ()

    READERS: ClassVar[Mapping[str, Reader]] = {
        **Cited.READERS,
        "unit": read_unit,
        "limit": optional(lambda value, path: one_of(value, LIMITS, path)),
        "binds": words(*BOUND),
    }

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "value", read_value(self.value, self.unit, "value"))
        if self.limit and self.unit in UNORDERED:
            refuse("limit", self.limit, f"no limit on a value of unit {self.unit!r}", "leave it out")

    def check(self, value: object) -> str:
        """Whether a value of the same unit is ``within`` or ``outside``; ``unknown`` where nothing can be compared."""
        if self.limit is None or value is None:
            return "unknown"
        given = measure(read_value(value, self.unit, self.id), self.unit)
        bound = measure(self.value, self.unit)
        # Both are times of the day, or both numbers: one unit has one measure.
        return "within" if COMPARED[self.limit](given, bound) else "outside"

    def __str__(self) -> str:
        """Value with its unit, source, dates, kind and status."""
        limit = f"{self.limit} " if self.limit else ""
        return f"{self.id}: {limit}{show(self.value, self.unit)} ({self.citation})"
