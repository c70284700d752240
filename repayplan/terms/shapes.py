"""Shapes: how much each instalment asks, with at most one unknown level sum.

Every shape is the same thing: a list of asks, one a due date. An ask is a fixed sum, plus a weight times the level sum
that is solved, plus the interest due where it comes on top.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from repayplan.units.money import read_decimal, to_minor
from repayplan.units.refusal import known_keys, listed, nearest, refuse, under, whole
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

MOST_ROWS = 600


class Ask(NamedTuple):
    """What one instalment asks: ``fixed`` [minor units] + ``weight`` x the level sum, + interest where ``on_top``."""

    fixed: int = 0
    weight: int = 0
    on_top: bool = False


LEVEL = Ask(weight=1)


class Setting(NamedTuple):
    """What a shape is laid out on: the due dates, the currency, the principal and how it is rounded."""

    due: Sequence[date]
    currency: str
    principal: int
    rounding: str


@dataclass(frozen=True)
class Shape:
    """What all shapes share: a kind, and a plain form."""

    kind: ClassVar[str] = ""
    # Whether the last due date asks for everything that is still owed.
    takes_rest: ClassVar[bool] = True

    @property
    def open_ended(self) -> bool:
        """Whether the balance may decide the number of instalments."""
        return False

    def count(self) -> int | None:
        """How many instalments the shape itself fixes, None where the terms or the balance decide."""
        return None

    def asks(self, setting: Setting) -> list[Ask]:
        """One ask for each due date."""
        raise NotImplementedError

    def check(self, currency: str) -> None:
        """Refuse sums that are not whole minor units of the currency."""

    def to_dict(self) -> dict[str, Any]:
        """The shape as plain data."""
        return {"kind": self.kind} | {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


def _plain(value: Any) -> Any:
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _sum(shape: Any, name: str) -> None:
    """Keep a sum as text, whatever it was given as."""
    given = getattr(shape, name)
    if given is not None:
        read_decimal(given, name)
        object.__setattr__(shape, name, str(given))


@dataclass(frozen=True)
class Level(Shape):
    """The same sum at every due date; the last takes the remainder.

    Args:
        amount: the sum, where it is given [currency]; None: solved.

    Examples:
        >>> Level().to_dict()
        {'kind': 'level', 'amount': None}
    """

    amount: Any = None
    kind: ClassVar[str] = "level"

    def __post_init__(self) -> None:
        _sum(self, "amount")

    @property
    def open_ended(self) -> bool:
        """Whether the balance may decide the number of instalments."""
        return self.amount is not None

    def asks(self, setting: Setting) -> list[Ask]:
        """The level sum each time."""
        ask = LEVEL if self.amount is None else Ask(to_minor(self.amount, setting.currency, "shape.amount"))
        return [ask] * len(setting.due)

    def check(self, currency: str) -> None:
        """Refuse a sum that is not whole minor units."""
        if self.amount is not None:
            to_minor(self.amount, currency, "amount")


@dataclass(frozen=True)
class FixedAmount(Shape):
    """A fixed sum until everything is paid.

    Args:
        amount: the sum [currency].

    Examples:
        >>> FixedAmount("550").amount
        '550'
    """

    amount: Any = None
    kind: ClassVar[str] = "fixed_amount"

    def __post_init__(self) -> None:
        if self.amount is None:
            refuse("amount", None, "a sum", "give the amount to pay each time")
        _sum(self, "amount")

    @property
    def open_ended(self) -> bool:
        """Whether the balance may decide the number of instalments."""
        return True

    def asks(self, setting: Setting) -> list[Ask]:
        """The fixed sum each time."""
        return [Ask(to_minor(self.amount, setting.currency, "shape.amount"))] * len(setting.due)

    def check(self, currency: str) -> None:
        """Refuse a sum that is not whole minor units."""
        to_minor(self.amount, currency, "amount")


@dataclass(frozen=True)
class EqualPrincipal(Shape):
    """The same part of the principal at every due date, the interest due on top.

    Examples:
        >>> EqualPrincipal().kind
        'equal_principal'
    """

    kind: ClassVar[str] = "equal_principal"

    def asks(self, setting: Setting) -> list[Ask]:
        """An equal part of the principal, rounded like an instalment, and the interest."""
        part = divide(setting.principal, len(setting.due), setting.rounding)
        return [Ask(part, on_top=True)] * len(setting.due)


@dataclass(frozen=True)
class InterestOnly(Shape):
    """Interest alone for some instalments, then level.

    Args:
        first: how many instalments ask for interest alone.

    Examples:
        >>> InterestOnly(6).to_dict()
        {'kind': 'interest_only', 'first': 6}
    """

    first: int = 1
    kind: ClassVar[str] = "interest_only"

    def __post_init__(self) -> None:
        whole(self.first, "first", 1, MOST_ROWS)

    def asks(self, setting: Setting) -> list[Ask]:
        """Interest first, then the level sum."""
        first = _fewer(self.first, setting, "shape.first")
        return [Ask(on_top=True)] * first + [LEVEL] * (len(setting.due) - first)


@dataclass(frozen=True)
class Holiday(Shape):
    """Nothing for some instalments, then level. What interest does meanwhile is a matter of treatment.

    Args:
        first: how many due dates ask for nothing.

    Examples:
        >>> Holiday(3).first
        3
    """

    first: int = 1
    kind: ClassVar[str] = "holiday"

    def __post_init__(self) -> None:
        whole(self.first, "first", 1, MOST_ROWS)

    def asks(self, setting: Setting) -> list[Ask]:
        """Nothing first, then the level sum."""
        first = _fewer(self.first, setting, "shape.first")
        return [Ask()] * first + [LEVEL] * (len(setting.due) - first)


@dataclass(frozen=True)
class Steps(Shape):
    """Given sums for given numbers of instalments, then level, or a fixed sum until paid.

    Args:
        steps: pairs of (how many instalments, sum [currency]).
        then: the sum that follows until everything is paid [currency]; None: level over what is left of the number.

    Examples:
        >>> Steps([(6, "400")]).to_dict()
        {'kind': 'steps', 'steps': [[6, '400']], 'then': None}
    """

    steps: Any = ()
    then: Any = None
    kind: ClassVar[str] = "steps"

    def __post_init__(self) -> None:
        pairs = []
        for i, pair in enumerate(listed(self.steps, "steps")):
            if not isinstance(pair, (list, tuple)) or len(pair) != 2:
                refuse(f"steps[{i}]", pair, "a pair of how many instalments and a sum")
            read_decimal(pair[1], f"steps[{i}][1]")
            pairs.append((whole(pair[0], f"steps[{i}][0]", 1, MOST_ROWS), str(pair[1])))
        if not pairs:
            refuse("steps", self.steps, "at least one step")
        object.__setattr__(self, "steps", tuple(pairs))
        _sum(self, "then")

    @property
    def open_ended(self) -> bool:
        """Whether the balance may decide the number of instalments."""
        return self.then is not None

    def asks(self, setting: Setting) -> list[Ask]:
        """The steps' sums, then the rest."""
        stepped = [
            Ask(to_minor(amount, setting.currency, f"shape.steps[{i}][1]"))
            for i, (count, amount) in enumerate(self.steps)
            for _ in range(count)
        ]
        rest = LEVEL if self.then is None else Ask(to_minor(self.then, setting.currency, "shape.then"))
        return (stepped + [rest] * max(0, len(setting.due) - len(stepped)))[: len(setting.due)]

    def check(self, currency: str) -> None:
        """Refuse sums that are not whole minor units."""
        for i, (_, amount) in enumerate(self.steps):
            to_minor(amount, currency, f"steps[{i}][1]")
        if self.then is not None:
            to_minor(self.then, currency, "then")


@dataclass(frozen=True)
class Seasonal(Shape):
    """A level sum times a weight for each month of the year.

    Args:
        weights: twelve whole numbers, January to December; 0 asks for nothing in that month.

    Examples:
        >>> Seasonal([1, 0, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1]).weights[1]
        0
    """

    weights: Any = ()
    kind: ClassVar[str] = "seasonal"

    def __post_init__(self) -> None:
        weights = tuple(whole(w, f"weights[{i}]", 0, 1_000_000) for i, w in enumerate(listed(self.weights, "weights")))
        if len(weights) != 12 or not any(weights):
            refuse("weights", self.weights, "twelve weights, January to December, not all zero")
        object.__setattr__(self, "weights", weights)

    def asks(self, setting: Setting) -> list[Ask]:
        """The weight of each due date's month."""
        return [Ask(weight=self.weights[day.month - 1]) for day in setting.due]


@dataclass(frozen=True)
class Balloon(Shape):
    """Level, with a larger last instalment of a given sum on top.

    Args:
        final: the sum by which the last instalment exceeds the others [currency].

    Examples:
        >>> Balloon("5000").final
        '5000'
    """

    final: Any = None
    kind: ClassVar[str] = "balloon"

    def __post_init__(self) -> None:
        if self.final is None:
            refuse("final", None, "a sum", "say by how much the last instalment exceeds the others")
        _sum(self, "final")

    def asks(self, setting: Setting) -> list[Ask]:
        """Level, and the final sum on top of the last."""
        final = Ask(to_minor(self.final, setting.currency, "shape.final"), 1)
        return [LEVEL] * (len(setting.due) - 1) + [final]

    def check(self, currency: str) -> None:
        """Refuse a sum that is not whole minor units."""
        to_minor(self.final, currency, "final")


@dataclass(frozen=True)
class GivenAmounts(Shape):
    """One given sum for each due date; what they leave is said, not hidden.

    Args:
        amounts: the sums, in order of due date [currency].

    Examples:
        >>> GivenAmounts(["2200", "800", "0", "900"]).count()
        4
    """

    amounts: Any = ()
    kind: ClassVar[str] = "given_amounts"
    takes_rest: ClassVar[bool] = False

    def __post_init__(self) -> None:
        amounts = listed(self.amounts, "amounts")
        if not amounts:
            refuse("amounts", self.amounts, "at least one sum")
        for i, amount in enumerate(amounts):
            read_decimal(amount, f"amounts[{i}]")
        object.__setattr__(self, "amounts", tuple(str(amount) for amount in amounts))

    def count(self) -> int:
        """As many instalments as sums."""
        return len(self.amounts)

    def asks(self, setting: Setting) -> list[Ask]:
        """The given sums."""
        return [Ask(to_minor(a, setting.currency, f"shape.amounts[{i}]")) for i, a in enumerate(self.amounts)]

    def check(self, currency: str) -> None:
        """Refuse sums that are not whole minor units."""
        for i, amount in enumerate(self.amounts):
            to_minor(amount, currency, f"amounts[{i}]")


@dataclass(frozen=True)
class Settlement(Shape):
    """One payment for everything; what it leaves is forgiven: penalty, then fees, then interest, then principal.

    Args:
        amount: the payment [currency]; None: everything owed, nothing forgiven.

    Examples:
        >>> Settlement("12000").count()
        1
    """

    amount: Any = None
    kind: ClassVar[str] = "settlement"

    def __post_init__(self) -> None:
        _sum(self, "amount")

    def count(self) -> int:
        """One payment."""
        return 1

    def asks(self, setting: Setting) -> list[Ask]:
        """All that is owed once the rest is forgiven."""
        return [Ask()]

    def check(self, currency: str) -> None:
        """Refuse a sum that is not whole minor units."""
        if self.amount is not None:
            to_minor(self.amount, currency, "amount")


@dataclass(frozen=True)
class Contract(Shape):
    """What the contract itself asks: its instalment, or its minimum payment on what is then due.

    Args:
        paid: False: nothing is paid, and the contract's late fee is charged each time.

    Examples:
        >>> Contract(paid=False).to_dict()
        {'kind': 'contract', 'paid': False}
    """

    paid: bool = True
    kind: ClassVar[str] = "contract"
    takes_rest: ClassVar[bool] = False

    def __post_init__(self) -> None:
        if not isinstance(self.paid, bool):
            refuse("paid", self.paid, "True or False")

    @property
    def open_ended(self) -> bool:
        """Whether the balance may decide the number of instalments."""
        return True

    def asks(self, setting: Setting) -> list[Ask]:
        """Nothing here: the debt's own formula says it, row by row."""
        return [Ask()] * len(setting.due)


KINDS: dict[str, type[Shape]] = {
    shape.kind: shape
    for shape in (
        Level, FixedAmount, EqualPrincipal, InterestOnly, Holiday, Steps, Seasonal, Balloon, GivenAmounts, Settlement,
        Contract,
    )
}  # fmt: skip


def read_shape(value: object, path: str) -> Shape:
    """A shape, or its plain form; None is level."""
    if isinstance(value, Shape):
        return value
    if value is None:
        return Level()
    with under(path):
        if not isinstance(value, dict) or value.get("kind") not in KINDS:
            kind = value.get("kind") if isinstance(value, dict) else value
            refuse("kind", kind, "a shape", nearest(kind, KINDS))
        shape = KINDS[value["kind"]]
        given = known_keys(value, ("kind", *(f.name for f in fields(shape))), "")
        return shape(**{name: given[name] for name in given if name != "kind" and given[name] is not None})


def _fewer(first: int, setting: Setting, path: str) -> int:
    if first >= len(setting.due):
        refuse(path, first, f"fewer than the {len(setting.due)} instalments", "ask for more instalments")
    return first
