"""A last instalment that is larger than the others: by which share, and what would even it out."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING, Any

from repayplan.plans.layout import Layout
from repayplan.plans.remainder import AsAsked
from repayplan.terms.shapes import Level
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, own_context
from repayplan.units.refusal import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repayplan.engine.walk import Row
    from repayplan.engine.width import Amount
    from repayplan.terms.terms import Terms

# The share is given up to this place.
PLACE = Decimal("0.0001")


@own_context()
def larger_last(layout: Layout, rows: tuple[Row, ...], level: Amount | None) -> Finding | None:
    """What is to be said of a last instalment that exceeds the others by more than the share that the terms allow."""
    sums = _last_and_asked(layout, rows, level)
    if sums is None:
        return None
    last, instalment = (from_minor(layout.printed(units), layout.debt.currency) for units in sums)
    allowed = layout.terms.conventions.larger_last_share
    if last <= instalment * (1 + allowed):
        return None
    fix, to = next(_fixes(layout, level), ("apart", sums[1]))
    return Finding(
        "last_instalment_larger",
        {
            "debt": layout.debt.id, "last": last, "instalment": instalment,
            "share": (last / instalment - 1).quantize(PLACE, ROUND_UP).normalize(), "fix": fix,
            "to": from_minor(layout.printed(to), layout.debt.currency),
        },
    )  # fmt: skip


def _last_and_asked(layout: Layout, rows: tuple[Row, ...], level: Amount | None) -> tuple[int, int] | None:
    """The last payment and the sum that was agreed for it; None where there is nothing to compare."""
    ask = layout.asks[len(rows) - 1]
    instalment = layout.asked_at(ask, level or 0)
    if layout.contract is not None or ask.on_top or not instalment:
        return None
    return rows[-1].paid, instalment


def _fixes(layout: Layout, level: Amount | None) -> Iterator[tuple[str, int]]:
    """What evens the last instalment out, the smallest change first, each with the instalment it leads to."""
    for fix, terms, count in _tried(layout, solved=level is not None):
        tried = Layout(layout.debt, terms, layout.dates, count, layout.held)
        try:
            found, rows = tried.worked_out()
        except InputError:
            continue  # two conventions that do not go together
        sums = _last_and_asked(tried, rows, found)
        if sums is not None and not sum(rows[-1].closing) and sums[0] <= sums[1]:
            yield fix, sums[1]


def _tried(layout: Layout, *, solved: bool) -> Iterator[tuple[str, Terms, int]]:
    """The changes that may help, with their terms and number of instalments."""
    terms, count, conventions = layout.terms, layout.count, layout.terms.conventions
    least, level = conventions, terms.but(shape=Level(), instalments=count)
    if conventions.fine == 1:
        least = replace(
            conventions, instalment="least-that-closes", annuity_periods="real", smoothing=None, number="may fall",
            solved_from="everything",
        )  # fmt: skip
        if solved:
            yield "round_up", terms.but(conventions=replace(conventions, instalment_rounding="up")), count
            yield "least_that_closes", terms.but(conventions=least), count
    if terms.shape.count() is None and not isinstance(terms.shape, AsAsked):
        yield "one_more", terms.but(instalments=count + 1), count + 1
    yield "larger_instalment", level.but(conventions=least), count
    deferred = {name: part for name, part in terms.treated.items() if part.opening == "defer" and name != "principal"}
    if deferred:
        spread: Any = terms.treated | {name: part._replace(opening="spread") for name, part in deferred.items()}
        yield "spread", level.but(conventions=least, treatment=spread), count
