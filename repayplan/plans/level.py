"""The level sum of a layout: the exact annuity by its convention, or the smallest sum that closes by the walk."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from repayplan.engine.solve import exact_level, smallest
from repayplan.units.components import FEES, INTEREST, PRINCIPAL
from repayplan.units.refusal import refuse
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from repayplan.engine.width import Amount
    from repayplan.plans.layout import Layout
    from repayplan.terms.conventions import Smoothing


def level_sum(layout: Layout) -> Amount | None:
    """The level sum [the walk's units], a fraction where each instalment is rounded by itself.

    Returns:
        None where the shape has no level sum, or gives it.
    """
    conventions, shape = layout.terms.conventions, layout.terms.shape
    if not any(ask.weight for ask in layout.asks):
        return None
    if conventions.instalment == "given":
        refuse("conventions.instalment", "given", "a shape that names its sums", f"name the sum of {shape.kind!r}")
    if shape.over is not None:
        return level_sum(layout.longer(shape.over))
    owed, per_unit = _exact(layout)
    if not owed:
        return 0
    if not _is_annuity(layout):
        return _least(layout, owed, per_unit)
    if shape.rounds_each:
        return Fraction(owed, per_unit)
    level = layout.to_step(owed, per_unit)
    if conventions.smoothing is not None:
        return _smoothed(layout, level, conventions.smoothing)
    return _keeping_number(layout, level) if conventions.number == "kept" else level


def _exact(layout: Layout) -> tuple[int, int]:
    """The level sum as an exact fraction, were everything that is to be paid off principal."""
    down, course = bool(layout.down), layout.annuity_course
    numerators = [0] * down + [
        sum(num for num, becomes in parts if becomes in ("run", "capitalise")) for parts in course.parts
    ]
    # Interest that comes on top is paid as it accrues: the principal stands still meanwhile.
    numerators = [0 if ask.on_top else num for ask, num in zip(layout.asks, numerators, strict=True)]
    fixed = [ask.fixed - layout.fee * (k >= down) for k, ask in enumerate(layout.asks)]
    fixed[-1] += layout.left
    owed, beside = sum(layout.after_treatment), 0
    if layout.terms.conventions.solved_from == "principal":
        owed = layout.after_treatment[PRINCIPAL]
        beside = sum(layout.after_treatment[c] for c in layout.spreads - {PRINCIPAL})
    if layout.bearing.path.flat:
        # What the original amount bears is known beforehand: it is a part of what is to be paid off.
        rounding = layout.terms.conventions.interest_rounding
        owed += sum(divide(layout.original * numerator, course.den, rounding) for numerator in numerators)
        numerators = [0] * len(numerators)
    # Weights as whole numbers: the sum that is solved is that of one part of a weight.
    parts = lcm(*(ask.weight.denominator for ask in layout.asks))
    weights = [int(ask.weight * parts) for ask in layout.asks]
    rest, per_part = exact_level(owed, numerators, course.den, fixed, weights)
    # An equal part of what is spread beside the principal comes on top.
    return rest * parts * layout.count + beside * per_part, per_part * layout.count


def _is_annuity(layout: Layout) -> bool:
    """Whether the exact annuity is the level sum: where the whole balance bears interest all along.

    With smoothing it is where the smoothing starts from.
    """
    conventions, shape = layout.terms.conventions, layout.terms.shape
    if conventions.smoothing is not None or conventions.solved_from == "principal":
        return True
    if conventions.instalment == "least-that-closes" or shape.deferring:
        return False
    weights = [ask.weight for ask in layout.asks[bool(layout.down) :] if not ask.on_top]
    whole = shape.rounds_each or all(weight == 1 for weight in weights)
    return whole and not any(layout.after_treatment[INTEREST : FEES + 1])


def _least(layout: Layout, owed: int, per_unit: int) -> int:
    """The smallest sum with which nothing is left to pay."""
    step, den = layout.step, layout.annuity_course.den ** len(layout.course.parts)
    guess = _nearer(layout, divide(owed, per_unit * step, "up") * step, per_unit / den) // step
    return step * smallest(lambda steps: layout.closes(steps * step), guess, 0, _most(layout) // step + 1)


def _nearer(layout: Layout, guess: int, worth: float) -> int:
    """A guess improved by what it leaves or overpays; ``worth``: what a unit more each time pays off by the end."""
    for _ in range(2):
        rows = list(layout.rows(guess, solving=True))
        asks = layout.asks[len(rows) - 1 :]
        spare = sum(ask.weight for ask in asks) * guess + asks[0].fixed - rows[-1].paid
        left = sum(rows[-1].closing) - layout.left
        guess = max(0, guess + round((left - spare) / worth))
    return guess


def _most(layout: Layout) -> int:
    """A level sum that surely closes: everything, with the interest on interest that it could bear."""
    most = sum(layout.opening) + sum(layout.held.amounts) * layout.fine + layout.fee * layout.count
    if layout.bearing.path.flat:
        most += layout.original
    for parts in layout.course.parts:
        most += divide(most * sum(num for num, _ in parts), layout.course.den, "up")
    return most


def _keeping_number(layout: Layout, level: int) -> int:
    """The sum, lowered by as few steps as keep the number of instalments; where none does, as it was."""

    def ends_early(steps: int) -> bool:
        return len(list(layout.rows(steps * layout.step, close=True))) < len(layout.asks)

    steps = level // layout.step
    return level if not ends_early(steps) else layout.step * (smallest(ends_early, steps, 1, steps) - 1) or level


def _smoothed(layout: Layout, level: int, smoothing: Smoothing) -> int:
    """The sum moved so that the last instalment comes near the others, where a round brings it nearer."""
    count = sum(ask.weight > 0 for ask in layout.asks)

    def above(sum_: int) -> int:
        """By how much the last instalment is above the sum."""
        *_, last = layout.rows(sum_, close=True)
        return int(last.paid - layout.asked_at(layout.asks[-1], sum_))

    beyond = above(level)
    for _ in range(smoothing.rounds):
        if abs(beyond) <= smoothing.least(count) * layout.fine:
            break
        # A sum that would have rounded to nothing is no multiple: it moves by minor units.
        step = layout.fine if level % layout.step else layout.step
        share = step * divide(abs(beyond), count * step, layout.terms.conventions.rounding)
        moved = level + share if beyond > 0 else level - share
        if moved <= 0 or abs(left := above(moved)) >= abs(beyond):
            break
        level, beyond = moved, left
    return level
