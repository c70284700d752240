"""Presets: usual terms by name, so that a case can say which one it means instead of copying numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from repayplan.rules.cited import STATUSES, Cited, Reader, optional
from repayplan.units.money import read_currency, read_decimal
from repayplan.units.rates import read_rate
from repayplan.units.refusal import known_keys, listed, one_of, refuse, required, text
from repayplan.units.rounding import read_rounding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WEEKS = re.compile(r"\d{1,3} weeks of income")


def _share(value: object, path: str) -> None:
    rate = read_rate(text(value, path), path)
    if rate.per != "year" or rate.value > 1:
        refuse(path, value, "a share from 0% to 100%", 'write it like "10%"')


def _sum(value: object, path: str) -> None:
    if read_decimal(text(value, path), path) < 0:
        refuse(path, value, "a sum that is not negative")


def _kept(value: object, path: str) -> None:
    (_share if text(value, path).endswith("%") else _sum)(value, path)


def _floor(value: object, path: str) -> None:
    if not _WEEKS.fullmatch(text(value, path)):
        _sum(value, path)


def _formulas(value: object, path: str) -> None:
    formulas = listed(value, path)
    if not formulas:
        refuse(path, value, "at least one formula")
    for i, formula in enumerate(formulas):
        at = f"{path}[{i}]"
        for name, part in known_keys(formula, tuple(MINIMUM), at).items():
            MINIMUM[name](part, f"{at}.{name}")


SHARES = (
    "purchases", "principal", "balance", "interest", "penalty", "fees", "past_due", "cash_advance", "over_limit",
    "instalments_due",
)  # fmt: skip
SUMS = ("amount", "floor", "cap", "unit", "up_to")
MINIMUM: dict[str, Callable[[object, str], object]] = {
    **dict.fromkeys(SHARES, _share),
    **dict.fromkeys(SUMS, _sum),
    "rounding": read_rounding,
    "greater_of": _formulas,
    "tiers": _formulas,
}
# Subject -> the parts that a preset of it may have; a minimum's are those of the case document.
PARTS: dict[str, dict[str, Callable[[object, str], object]]] = {
    "minimum": MINIMUM,
    "keep_back": {"value": _kept, "cap": _sum},
    "reserve": {"value": _floor},
}


@dataclass(frozen=True, kw_only=True)
class Preset(Cited):
    """A usual term under a name such as ``cn/usual-10``.

    Attributes:
        subject: ``minimum``, ``keep_back`` or ``reserve``.
        parts: of a minimum the named parts of the case document; else ``value``, as a household takes it, and ``cap``.
        status: what the preset is worth, in words, as in ``usual card term, not law``.
        source_status: how its source was read: ``primary text read``, ``secondary`` or ``unverified``.
        currency: of the sums among the parts.

    Raises:
        InputError: an unknown part, a share without unit, or a sum without currency.

    Examples:
        >>> from repayplan.rules.book import minimum_preset
        >>> preset = minimum_preset("cn/usual-10")
        >>> preset.parts["purchases"], preset.parts["past_due"], preset.status
        ('10%', '100%', 'usual card term, not law')
    """

    subject: str
    parts: Mapping[str, Any]
    source_status: str
    currency: str | None = None

    READERS: ClassVar[Mapping[str, Reader]] = {
        **Cited.READERS,
        "status": text,
        "source_status": lambda value, path: one_of(value, STATUSES, path),
        "subject": lambda value, path: one_of(value, PARTS, path),
        "currency": optional(read_currency),
    }

    def __post_init__(self) -> None:
        super().__post_init__()
        known = PARTS[self.subject]
        parts = known_keys(self.parts, tuple(known), "parts")
        for name, value in parts.items():
            known[name](value, f"parts.{name}")
        if not parts:
            refuse("parts", {}, "at least one part")
        if any(_is_sum(name, value) for name, value in parts.items()):
            required({"currency": self.currency}, "currency", "")
        object.__setattr__(self, "parts", MappingProxyType({name: parts[name] for name in known if name in parts}))

    def __hash__(self) -> int:
        return hash((self.id, self.place, self.valid_from))

    def __reduce__(self) -> tuple[object, ...]:
        """How it crosses to another process: as what it is."""
        return Preset.from_dict, (self.to_dict(),)

    @property
    def citation(self) -> str:
        """Source, dates and kind, what it is worth, and how the source was read."""
        return f"{super().citation}; source {self.source_status}"

    def __str__(self) -> str:
        """Its parts, source and status."""
        return f"{self.id}: {', '.join(f'{name} {value}' for name, value in self.parts.items())} ({self.citation})"


def _is_sum(name: str, value: object) -> bool:
    """Whether a part is a sum of money, or holds one."""
    if isinstance(value, (list, tuple)):
        return any(_is_sum(*part) for formula in value for part in formula.items())
    return name in SUMS or (name == "value" and str(value).replace(".", "", 1).isdigit())
