"""Refusals as tables and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.words.formats import amount, joined
from repayplan.words.labels import label
from repayplan.words.sentences import sentence, word
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from decimal import Decimal

    from repayplan.options.refusals import Refusals, Refused

# Sets of creditors that are written out before the rest is left to the data.
MOST_SETS = 6


def refusals_parts(refusals: Refusals, language: str = "en") -> list[Any]:
    """Each single refusal, the smallest sets that break the plans, and what is to be said."""
    names = ("verdict", "short_of_cash", "short_of_surplus", "left_for_others", "others_lose")
    table = Table(
        label("refusals", language),
        ((label("refuses", language), "left"), *((label(name, language), "left") for name in names)),
        tuple(_row(pattern, language) for pattern in (refusals.nobody, *refusals.single)),
    )
    said = [sentence(finding, language) for finding in refusals.findings]
    return [table, _breaking(refusals, language), *said]


def _breaking(refusals: Refusals, language: str) -> str:
    """The smallest sets that break the plans, in a line."""
    if refusals.nobody.feasible is False:
        return label("broken_anyway", language)
    sets = [joined(names, language) for names in refusals.breaking]
    if not sets:
        return label("breaks_never", language)
    more = [label("more", language, count=len(sets) - MOST_SETS)] if len(sets) > MOST_SETS else []
    return f"{label('breaks', language)}: {'; '.join([*sets[:MOST_SETS], *more])}"


def _row(pattern: Refused, language: str) -> tuple[str, ...]:
    unknown = label("unknown", language)
    if pattern.verdict is None or pattern.left is None:
        return (joined(pattern.creditors, language), *[unknown] * 5)
    return (
        joined(pattern.creditors, language) or label("nobody", language),
        word(pattern.verdict, language),
        _short(pattern.short_of_cash, language),
        _short(pattern.short_of_surplus, language),
        amount(pattern.left),
        amount(sum(pattern.loses.values(), start=pattern.left * 0)),
    )


def _short(found: tuple[str, Decimal] | None, language: str) -> str:
    return "" if found is None else label("in_month", language, amount=amount(found[1]), month=found[0])


def refusals_columns(refusals: Refusals) -> dict[str, list[Any]]:
    """One row a pattern, as columns."""
    patterns = refusals.patterns
    found: dict[str, list[Any]] = {
        "creditors": [", ".join(pattern.creditors) for pattern in patterns],
        "refusing": [len(pattern.creditors) for pattern in patterns],
        "verdict": [pattern.verdict for pattern in patterns],
        "feasible": [pattern.feasible for pattern in patterns],
        "left": [pattern.left for pattern in patterns],
    }
    for name in ("short_of_cash", "short_of_surplus"):
        shorts = [getattr(pattern, name) for pattern in patterns]
        found[f"{name}_month"] = [None if short is None else short[0] for short in shorts]
        found[f"{name}_by"] = [None if short is None else short[1] for short in shorts]
    return found
