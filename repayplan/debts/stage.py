"""The stage of arrears: M0 to M6+, by days past due or by missed statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repayplan.units.refusal import refuse, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repayplan.rules.rule import Rule

MOST_DAYS, MOST_MISSED = 36_500, 1_200
# Ids of the rules that are the boundaries.
LENGTH, NUMBERED = "card.stage.length", "card.stage.numbered"


def boundaries(length: int = 30, numbered: int = 6) -> tuple[tuple[str, int], ...]:
    """The stages with the last day past due of each, for stages of so many days.

    Examples:
        >>> boundaries(30, 2)
        (('M0', 0), ('M1', 30), ('M2', 60))
    """
    return tuple((f"M{k}", length * k) for k in range(numbered + 1))


# Last day past due of each stage, as the Chinese pack has it: no file is read for the usual ones.
STAGES = boundaries()


def stage(
    days_past_due: int | None = None, *, missed: int | None = None, rules: Mapping[str, Rule] | None = None
) -> str:
    """The stage of a debt, by the days since its oldest unpaid due date or by the statements missed in a row.

    The two ways of counting differ by up to a stage: two statements missed are M2 from the day of the second.

    Args:
        days_past_due: days [whole number, 0 where nothing is overdue].
        missed: statements whose minimum was not paid, in the place of days.
        rules: rules in force, of a place or one's own pack laid over it: ``card.stage.length`` and
            ``card.stage.numbered`` are the boundaries; None: 30 days each, six stages with a number.

    Returns:
        ``M0``; ``M1`` (1-30 days) to ``M6`` (151-180 days); ``M6+`` beyond.

    Raises:
        InputError: not a whole number from 0 to 36500, or both ways of counting at once.
        RuleNotFound: rules without boundaries.

    Source:
        Collection practice for cards in China: stages of 30 days.

    Examples:
        >>> stage(0), stage(75), stage(181), stage(missed=3)
        ('M0', 'M3', 'M6+', 'M3')
    """
    stages = STAGES if rules is None else _stages(rules)
    if missed is None:
        days = whole(days_past_due, "days_past_due", 0, MOST_DAYS)
        return next((name for name, last in stages if days <= last), f"{stages[-1][0]}+")
    if days_past_due is not None:
        refuse("missed", missed, "days past due or missed statements, not both", "leave one of them out")
    count = whole(missed, "missed", 0, MOST_MISSED)
    return stages[count][0] if count < len(stages) else f"{stages[-1][0]}+"


def stage_by(days_past_due: int, rules: Mapping[str, Rule]) -> str:
    """The stage by the boundaries of the rules in force, or by the usual ones where they have none.

    Examples:
        >>> stage_by(31, {}), stage_by(0, {})
        ('M2', 'M0')
    """
    return stage(days_past_due, rules=rules if LENGTH in rules else None)


def _stages(rules: Mapping[str, Rule]) -> tuple[tuple[str, int], ...]:
    """The boundaries of a pack."""
    length, numbered = (rules[name] for name in (LENGTH, NUMBERED))
    return boundaries(whole(length.value, length.id, 1, MOST_DAYS), whole(numbered.value, numbered.id, 1, MOST_MISSED))
