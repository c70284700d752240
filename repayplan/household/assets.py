"""What a household has beside cash: listed, never sold by default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from repayplan.units.money import from_minor, to_minor
from repayplan.units.refusal import known_keys, listed, refuse, required, text, under

KEYS = ("name", "value", "usable", "note")


@dataclass(frozen=True)
class Asset:
    """An asset of the household.

    Args:
        name: shown in tables.
        value: what it is worth [currency of the household], None where it is not known.
        usable: whether the household would use it to pay, None where nobody asked.
        note: in words.

    Raises:
        InputError: naming the path, the value, what was expected and what to do.

    Examples:
        >>> Asset("car needed for work", usable=False).to_dict()
        {'name': 'car needed for work', 'value': None, 'usable': False, 'note': ''}
    """

    name: str
    value: Any = None
    usable: bool | None = None
    note: str = ""

    def __post_init__(self) -> None:
        text(self.name, "name")
        text(self.note, "note", empty=True)
        if self.usable is not None and not isinstance(self.usable, bool):
            refuse("usable", self.usable, "true or false")

    @classmethod
    def from_dict(cls, data: object) -> Asset:
        """Read an asset of a case document."""
        given = {key: value for key, value in known_keys(data, KEYS, "").items() if value is not None}
        required(given, "name", "")
        return cls(**given)

    def in_currency(self, currency: str) -> Asset:
        """The same asset, its value in the currency's decimals."""
        if self.value is None:
            return self
        return Asset(self.name, from_minor(to_minor(self.value, currency, "value"), currency), self.usable, self.note)

    def to_dict(self) -> dict[str, Any]:
        """The asset as a case document has it."""
        value = None if self.value is None else str(self.value)
        return {"name": self.name, "value": value, "usable": self.usable, "note": self.note}


def read_assets(given: object, path: str, currency: str) -> tuple[Asset, ...]:
    """A list of assets, as objects or as a document has them."""
    assets = []
    for i, asset in enumerate(listed(given, path)):
        with under(f"{path}[{i}]"):
            assets.append((asset if isinstance(asset, Asset) else Asset.from_dict(asset)).in_currency(currency))
    return tuple(assets)
