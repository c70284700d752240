"""Shapes: how much each instalment asks. Each is a list of asks; :mod:`repayplan.terms.shape` says what an ask is."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, ClassVar

from repayplan.terms.shape import LEVEL as LEVEL
from repayplan.terms.shape import MOST_INSTALMENTS
from repayplan.terms.shape import MOST_ROWS as MOST_ROWS
from repayplan.terms.shape import Ask as Ask
from repayplan.terms.shape import Setting as Setting
from repayplan.terms.shape import Shape as Shape
from repayplan.units.money import read_decimal, to_minor
from repayplan.units.refusal import known_keys, listed, nearest, refuse, under, whole


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
    sums: ClassVar[tuple[str, ...]] = ("amount",)

    @property
    def open_ended(self) -> bool:
        """Whether the balance may decide the number of instalments."""
        return self.amount is not None

    def asks(self, setting: Setting) -> list[Ask]:
        """The level sum each time."""
        ask = LEVEL if self.amount is None else Ask(setting.units(self.amount, "shape.amount"))
        return [ask] * len(setting.due)


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
    sums: ClassVar[tuple[str, ...]] = ("amount",)

    def __post_init__(self) -> None:
        if self.amount is None:
            refuse("amount", None, "a sum", "give the amount to pay each time")
        super().__post_init__()

    @property
    def open_ended(self) -> bool:
        """Whether the balance may decide the number of instalments."""
        return True

    def asks(self, setting: Setting) -> list[Ask]:
        """The fixed sum each time."""
        return [Ask(setting.units(self.amount, "shape.amount"))] * len(setting.due)


@dataclass(frozen=True)
class EqualPrincipal(Shape):
    """The same part of the principal at every due date, the interest due on top.

    The part is rounded as the conventions round an instalment, and the interest by itself; where balances are carried
    and instalments are not rounded, their printed sum is rounded once.

    Examples:
        >>> EqualPrincipal().kind
        'equal_principal'
    """

    kind: ClassVar[str] = "equal_principal"

    def asks(self, setting: Setting) -> list[Ask]:
        """An equal part of the principal, rounded like an instalment, and the interest."""
        return [Ask(setting.part(), on_top=True)] * len(setting.due)


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
        whole(self.first, "first", 1, MOST_INSTALMENTS)

    def asks(self, setting: Setting) -> list[Ask]:
        """Interest first, then the level sum."""
        first = setting.fewer(self.first, "shape.first")
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
        whole(self.first, "first", 1, MOST_INSTALMENTS)

    def asks(self, setting: Setting) -> list[Ask]:
        """Nothing first, then the level sum."""
        first = setting.fewer(self.first, "shape.first")
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
    sums: ClassVar[tuple[str, ...]] = ("then",)

    def __post_init__(self) -> None:
        pairs = []
        for i, pair in enumerate(listed(self.steps, "steps")):
            if not isinstance(pair, (list, tuple)) or len(pair) != 2:
                refuse(f"steps[{i}]", pair, "a pair of how many instalments and a sum")
            read_decimal(pair[1], f"steps[{i}][1]")
            pairs.append((whole(pair[0], f"steps[{i}][0]", 1, MOST_INSTALMENTS), str(pair[1])))
        if not pairs:
            refuse("steps", self.steps, "at least one step")
        object.__setattr__(self, "steps", tuple(pairs))
        super().__post_init__()

    @property
    def open_ended(self) -> bool:
        """Whether the balance may decide the number of instalments."""
        return self.then is not None

    def asks(self, setting: Setting) -> list[Ask]:
        """The steps' sums, then the rest."""
        stepped = [
            Ask(setting.units(amount, f"shape.steps[{i}][1]"))
            for i, (count, amount) in enumerate(self.steps)
            for _ in range(count)
        ]
        rest = LEVEL if self.then is None else Ask(setting.units(self.then, "shape.then"))
        return (stepped + [rest] * len(setting.due))[: len(setting.due)]

    def check(self, currency: str) -> None:
        """Refuse sums that are not whole minor units."""
        super().check(currency)
        for i, (_, amount) in enumerate(self.steps):
            to_minor(amount, currency, f"steps[{i}][1]")


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
    """Level, with a larger last instalment: by a given sum, or by all that a longer schedule would still owe.

    Args:
        final: the sum by which the last instalment exceeds the others [currency].
        amortised_over: over how many instalments the level sum is solved; the last one takes all that is left.

    Examples:
        >>> Balloon("5000").final, Balloon(amortised_over=240).over
        ('5000', 240)
    """

    final: Any = None
    amortised_over: int | None = None
    kind: ClassVar[str] = "balloon"
    sums: ClassVar[tuple[str, ...]] = ("final",)

    def __post_init__(self) -> None:
        if (self.final is None) == (self.amortised_over is None):
            fix = "say by how much the last instalment exceeds the others, or over how many the sum is solved"
            refuse("final", self.final, "a sum, or amortised_over in its place", fix)
        super().__post_init__()
        if self.amortised_over is not None:
            whole(self.amortised_over, "amortised_over", 1, MOST_INSTALMENTS)

    @property
    def over(self) -> int | None:
        """Over how many instalments the level sum is solved."""
        return self.amortised_over

    def asks(self, setting: Setting) -> list[Ask]:
        """Level, and the final sum on top of the last."""
        if self.amortised_over is not None and self.amortised_over < len(setting.due):
            refuse("shape.amortised_over", self.amortised_over, f"at least the {len(setting.due)} instalments")
        final = 0 if self.final is None else setting.units(self.final, "shape.final")
        return [LEVEL] * (len(setting.due) - 1) + [Ask(final, 1)]


@dataclass(frozen=True)
class Residual(Shape):
    """Level, leaving a given sum standing after the last instalment: it is due apart.

    Args:
        amount: what is left standing [currency].

    Examples:
        >>> Residual("4000").to_dict()
        {'kind': 'residual', 'amount': '4000'}
    """

    amount: Any = None
    kind: ClassVar[str] = "residual"
    sums: ClassVar[tuple[str, ...]] = ("amount",)

    def __post_init__(self) -> None:
        if self.amount is None:
            refuse("amount", None, "a sum", "say what is left standing after the last instalment")
        super().__post_init__()

    def left(self, setting: Setting) -> int:
        """The sum that is left standing."""
        return setting.units(self.amount, "shape.amount")

    def asks(self, setting: Setting) -> list[Ask]:
        """The level sum each time."""
        return [LEVEL] * len(setting.due)


@dataclass(frozen=True)
class Weights(Shape):
    """A level sum times a weight for each instalment: solved exactly, and each instalment rounded by itself.

    Args:
        weights: one for each instalment, such as ``[3, 1, 1]`` or ``["1", "1.5"]``; 0 asks for nothing.

    Examples:
        >>> Weights([3, 1, "0.5"]).count()
        3
    """

    weights: Any = ()
    kind: ClassVar[str] = "weights"
    rounds_each: ClassVar[bool] = True

    def __post_init__(self) -> None:
        given = listed(self.weights, "weights")
        numbers = [read_decimal(weight, f"weights[{i}]") for i, weight in enumerate(given)]
        for i, number in enumerate(numbers):
            if not 0 <= number <= 1_000_000:
                refuse(f"weights[{i}]", given[i], "a weight from 0 to 1000000")
        if len(given) > MOST_INSTALMENTS or not any(numbers):
            refuse("weights", self.weights, f"one to {MOST_INSTALMENTS} weights, not all zero")
        object.__setattr__(self, "weights", tuple(str(weight) for weight in given))

    def count(self) -> int:
        """As many instalments as weights."""
        return len(self.weights)

    def asks(self, setting: Setting) -> list[Ask]:
        """The weight of each instalment."""
        return [Ask(weight=Fraction(weight)) for weight in self.weights]


@dataclass(frozen=True)
class InterestGrace(Shape):
    """Level, where no interest falls due with some first instalments: it is put off, not waived.

    It falls due with the instalment after them, bears nothing until then, and the first ones pay principal.

    Args:
        first: how many instalments pay no interest.

    Examples:
        >>> InterestGrace(2).deferring
        2
    """

    first: int = 1
    kind: ClassVar[str] = "interest_grace"

    def __post_init__(self) -> None:
        whole(self.first, "first", 1, MOST_INSTALMENTS)

    @property
    def deferring(self) -> int:
        """How many instalments pay no interest."""
        return self.first

    def asks(self, setting: Setting) -> list[Ask]:
        """The level sum each time."""
        setting.fewer(self.first, "shape.first")
        return [LEVEL] * len(setting.due)


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
        return [Ask(setting.units(a, f"shape.amounts[{i}]")) for i, a in enumerate(self.amounts)]

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
    sums: ClassVar[tuple[str, ...]] = ("amount",)

    def count(self) -> int:
        """One payment."""
        return 1

    def asks(self, setting: Setting) -> list[Ask]:
        """All that is owed once the rest is forgiven."""
        return [Ask()]


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
        Level, FixedAmount, EqualPrincipal, InterestOnly, InterestGrace, Holiday, Steps, Seasonal, Weights, Balloon,
        Residual, GivenAmounts, Settlement, Contract,
    )
}  # fmt: skip


def read_shape(value: object, path: str) -> Shape:
    """A shape, or its plain form; None is level."""
    if isinstance(value, Shape):
        return value
    if value is None:
        return Level()
    with under(path):
        kind = value.get("kind") if isinstance(value, dict) else value
        if not isinstance(value, dict) or not isinstance(kind, str) or kind not in KINDS:
            refuse("kind", kind, "a shape", nearest(kind, KINDS))
        shape = KINDS[kind]
        given = known_keys(value, ("kind", *(f.name for f in fields(shape))), "")
        return shape(**{name: given[name] for name in given if name != "kind" and given[name] is not None})
