"""What a household has beside cash: listed, never sold by default."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from repayplan.units.money import from_minor, to_minor
from repayplan.units.refusal import known_keys, listed, one_of, refuse, required, text, under

if TYPE_CHECKING:
    from decimal import Decimal

KEYS = ("name", "kind", "value", "brings", "use", "usable", "owner", "note")
KINDS = ("savings", "home", "vehicle", "pension", "valuables", "other")
SUMS = ("value", "brings", "use")


@dataclass(frozen=True)
class Asset:
    """An asset of the household: savings, a car, a home.

    Args:
        name: shown in tables.
        value: what it is worth [currency of the household], None where it is not known.
        usable: whether the household would use it to pay, None where nobody asked.
        note: in words.
        kind: ``savings``, ``home``, ``vehicle``, ``pension``, ``valuables`` or ``other``.
        brings: what it would bring, after costs and what is secured on it [currency]; None: not known, of savings
            their value.
        use: how much of it the household would use [currency]; None: all that it brings where it is ``usable``.
        owner: the member whose it is; None: of the household together.

    Raises:
        InputError: naming the path, the value, what was expected and what to do.

    Examples:
        >>> Asset("savings", "1200", kind="savings", use="500").may_use("CNY")
        50000
        >>> Asset("car needed for work", "30000", usable=False).may_use("CNY")
        0
    """

    name: str
    value: Any = None
    usable: bool | None = None
    note: str = ""
    kind: str = "other"
    brings: Any = None
    use: Any = None
    owner: str | None = None

    def __post_init__(self) -> None:
        text(self.name, "name")
        text(self.note, "note", empty=True)
        one_of(self.kind, KINDS, "kind")
        if self.owner is not None:
            text(self.owner, "owner")
        if self.usable is not None and not isinstance(self.usable, bool):
            refuse("usable", self.usable, "true or false")
        if self.usable is False and self.use is not None:
            refuse("use", self.use, "nothing of what is not usable", "leave use out, or say usable")

    @classmethod
    def from_dict(cls, data: object) -> Asset:
        """Read an asset of a case document."""
        given = {key: value for key, value in known_keys(data, KEYS, "").items() if value is not None}
        required(given, "name", "")
        return cls(**given)

    def in_currency(self, currency: str) -> Asset:
        """The same asset, its sums in the currency's decimals."""
        value, brings, use = (self._settled(name, currency) for name in SUMS)
        settled = replace(self, value=value, brings=brings, use=use)
        most = settled.would_bring
        if settled.use is not None and most is not None and settled.use > most:
            refuse("use", str(settled.use), f"at most what it brings, {most}")
        return settled

    def _settled(self, name: str, currency: str) -> Decimal | None:
        given = getattr(self, name)
        return None if given is None else from_minor(to_minor(given, currency, name), currency)

    @property
    def would_bring(self) -> Any:
        """What it would bring [currency]; of savings their value where nothing else is said; None: not known."""
        return self.value if self.brings is None and self.kind == "savings" else self.brings

    def may_use(self, currency: str) -> int:
        """How much of it the household would use [minor units]: nothing unless it said so."""
        sum_ = self.use if self.use is not None or self.usable is not True else self.would_bring
        return 0 if sum_ is None else to_minor(sum_, currency, "use")

    def less_used(self, currency: str) -> Asset:
        """What is left of it once the household has used what it would."""
        used = from_minor(self.may_use(currency), currency)
        if not used:
            return self
        value, brings = (None if left is None else max(left - used, 0 * used) for left in (self.value, self.brings))
        return replace(self, usable=False, use=None, value=value, brings=brings)

    def to_dict(self) -> dict[str, Any]:
        """The asset as a case document has it."""
        sums = {name: None if getattr(self, name) is None else str(getattr(self, name)) for name in SUMS}
        return {"name": self.name, "kind": self.kind, **sums, "usable": self.usable, "owner": self.owner,
                "note": self.note}  # fmt: skip


def read_assets(given: object, path: str, currency: str) -> tuple[Asset, ...]:
    """A list of assets, as objects or as a document has them."""
    assets = []
    for i, asset in enumerate(listed(given, path)):
        with under(f"{path}[{i}]"):
            assets.append((asset if isinstance(asset, Asset) else Asset.from_dict(asset)).in_currency(currency))
    return tuple(assets)
