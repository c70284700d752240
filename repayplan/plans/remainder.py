"""What is left of a shape after some of its instalments: the sums as they were, or what is to be solved anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from repayplan.terms.shape import Ask, Shape
from repayplan.terms.shapes import Balloon, EqualPrincipal, FixedAmount, GivenAmounts, Level, Residual, Steps, Weights
from repayplan.units.money import from_minor
from repayplan.units.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from repayplan.plans.layout import Layout
    from repayplan.terms.shape import Setting


@dataclass(frozen=True)
class AsAsked(Shape):
    """The asks of another shape that are left, or what was really paid.

    Args:
        asked: for each due date the sum [currency], how many times the level sum, and whether interest comes on top.
        stays: what is left standing after the last instalment [currency].

    Examples:
        >>> AsAsked((("0", 0, True), ("0", 1, False))).to_dict()
        {'kind': 'as_asked', 'asked': [['0', 0, True], ['0', 1, False]], 'stays': None}
    """

    asked: tuple[tuple[Any, int, bool], ...] = ()
    stays: Any = None
    kind: ClassVar[str] = "as_asked"
    sums: ClassVar[tuple[str, ...]] = ("stays",)

    def left(self, setting: Setting) -> int:
        """What is left standing after the last instalment."""
        return 0 if self.stays is None else setting.units(self.stays, "shape.stays")

    def asks(self, setting: Setting) -> list[Ask]:
        """As they stand here."""
        return [Ask(setting.units(amount, "shape.asked"), times, top) for amount, times, top in self.asked]


@dataclass(frozen=True)
class AsPaid(Shape):
    """What was really paid on each due date, the fee of an instalment included.

    Args:
        amounts: the sums, in order of due date; nothing where they end [currency].

    Examples:
        >>> AsPaid(("300", "0")).to_dict()
        {'kind': 'as_paid', 'amounts': ['300', '0']}
    """

    amounts: tuple[Any, ...] = ()
    kind: ClassVar[str] = "as_paid"
    takes_rest: ClassVar[bool] = False

    def asks(self, setting: Setting) -> list[Ask]:
        """The sums that were paid."""
        paid = [Ask(setting.units(amount, "shape.amounts")) for amount in self.amounts]
        return (paid + [Ask()] * len(setting.due))[: len(setting.due)]


def remainder(layout: Layout, level: int | Fraction | None, count: int) -> tuple[Shape, Shape]:
    """What is left of a layout's shape after ``count`` instalments.

    Returns:
        The shape with the sums that were asked, and the one with the level sum to be solved anew.
    """
    shape = layout.terms.shape
    if isinstance(shape, GivenAmounts):
        return GivenAmounts(shape.amounts[count:] or ["0"]), Level()
    if layout.terms.instalments is None:
        return _open_ended(shape, count), Level()
    if count < shape.deferring:
        refuse("on", count, f"a day after the {shape.deferring} instalments without interest", "change it later")
    left = [ask._replace(fixed=ask.fixed - layout.fee) for ask in layout.asks[bool(layout.down) :]][count:]
    sums = [ask._replace(fixed=layout.asked_at(ask, level or 0), weight=0) for ask in left]
    stays = getattr(shape, "amount" if isinstance(shape, Residual) else "stays", None)
    kept = _as_asked(sums, layout.debt.currency, stays)
    return kept, _again(shape, left, count, layout.debt.currency)


def _again(shape: Shape, left: Sequence[Ask], count: int, currency: str) -> Shape:
    """The shape after so many instalments, with its level sum to be solved anew."""
    if isinstance(shape, (EqualPrincipal, Residual)):
        return shape
    if isinstance(shape, Weights):
        return Weights(shape.weights[count:]) if count < len(shape.weights) else Level()
    if shape.over is not None:
        return Balloon(amortised_over=max(1, shape.over - count))
    return _as_asked(left, currency) if any(ask.weight for ask in left) else Level()


def longer(shape: Shape, more: int) -> Shape:
    """The shape for so many more instalments: the level ones before the last come again."""
    if isinstance(shape, Weights):
        return Weights((*shape.weights, *shape.weights[-1:] * more))
    if not isinstance(shape, AsAsked):
        return shape
    *first, last = shape.asked
    return AsAsked((*first, *[("0", 1, False)] * more, last))


def _open_ended(shape: Shape, count: int) -> Shape:
    """A fixed sum until paid goes on; of steps those that are left."""
    if not isinstance(shape, Steps):
        return shape
    left = []
    for times, amount in shape.steps:
        if times > count:
            left.append((times - count, amount))
        count = max(0, count - times)
    return Steps(left, shape.then) if left else FixedAmount(shape.then)


def _as_asked(asks: Sequence[Ask], currency: str, stays: Any = None) -> Shape:
    """The asks as a shape: a level one where they are all the same sum."""
    if asks and stays is None and all(ask == asks[0] and not ask.on_top for ask in asks):
        fixed, weight, _ = asks[0]
        if weight == 0:
            return Level(from_minor(fixed, currency))
        if weight == 1 and fixed == 0:
            return Level()
    asked = ((str(from_minor(ask.fixed, currency)), int(ask.weight), ask.on_top) for ask in asks)
    return AsAsked(tuple(asked), stays)
