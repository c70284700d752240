"""What a change makes of what is still to come: one function a kind of change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from repayplan.debts.accrual import Whole
from repayplan.plans.ahead import owing, pinned
from repayplan.plans.changes import INTEREST
from repayplan.plans.layout import Held
from repayplan.plans.remainder import longer, remainder
from repayplan.plans.restated import Booked, Overdue
from repayplan.terms.shapes import Level
from repayplan.terms.treatment import Window, read_treatment
from repayplan.units.components import COMPONENTS, PRINCIPAL
from repayplan.units.components import INTEREST as INTEREST_PLACE
from repayplan.units.dates import due_date
from repayplan.units.money import to_minor
from repayplan.units.rates import RatePath, read_rate
from repayplan.units.refusal import refuse, under
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from repayplan.plans.ahead import Ahead, Stage
    from repayplan.plans.changes import Change
    from repayplan.terms.terms import Terms

ONE = timedelta(days=1)
# Where interest stops after it is spread, charges are spread with it.
STOPPED = {"interest": "pause", "penalty": "spread", "fees": "spread"}


def last_day(change: Change, terms: Terms) -> date:
    """The day up to which rows that are due stay as they are."""
    day: date = change.on
    if change.kind in ("re_amortise", "re_age") or "principal" in (change.amounts or {}):
        return day
    return _rate_day(change, terms) if change.kind == "rate" else day - ONE


def _rate_day(change: Change, terms: Terms) -> date:
    """The day at whose close a new rate begins to bear."""
    day: date = change.on
    return day - ONE * (terms.conventions.rate_from == "the-day-before")


def _keeping(ahead: Ahead, planned: Stage) -> Ahead:
    """With the sums that are asked kept as they are."""
    kept, again = remainder(planned.layout, planned.level, 0)
    return replace(ahead, terms=ahead.terms.but(shape=kept), again=again, level=planned.level)


def _number(ahead: Ahead, planned: Stage) -> int:
    """How many instalments are left."""
    return ahead.count if ahead.terms.instalments is not None else len(planned.rows)


def _due_date(ahead: Ahead, planned: Stage, change: Change) -> Ahead:
    """The next due date moves, the later ones follow from it."""
    dates = ahead.dates
    if change.to <= dates.as_of:
        refuse("to", str(change.to), f"a day after {dates.as_of}", "move it between its neighbours")
    within = dates.within and Whole(dates.within.start, change.to, change.to.day)
    return replace(
        _keeping(ahead, planned), dates=dates._replace(first_due=change.to, seed_day=change.to.day, within=within)
    )


def _added(ahead: Ahead, planned: Stage, change: Change) -> Ahead:
    """More instalments: the instalment is solved anew over all that are left."""
    if ahead.terms.instalments is None:
        refuse("kind", change.kind, "a plan with a number of instalments", "lower its instalment instead")
    more = change.instalments or 0
    return replace(ahead, again=longer(ahead.again, more)).anew(ahead.count + more)


def _window(ahead: Ahead, planned: Stage, change: Change) -> Ahead:
    """Days in which new interest is treated otherwise; the instalment is kept."""
    interest = ahead.terms.treated["interest"]
    if interest.accrual != "run":
        refuse("becomes", change.becomes, f"no window: new interest is treated as {interest.accrual!r} all along")
    windows = (*interest.windows, Window(change.on, change.until, change.becomes or "pause"))
    with under("window"):
        treated = read_treatment({"interest": interest._replace(windows=windows)}, "treatment")["interest"]
    kept = _keeping(ahead, planned)
    return replace(kept, terms=kept.treated(interest=treated))


def _rate(ahead: Ahead, planned: Stage, change: Change) -> Ahead:
    """A new rate in place of all that was agreed for the days after; the instalment is solved anew."""
    first, here = _rate_day(change, ahead.terms), ahead.dates.as_of
    if planned.layout.bearing.path.flat:
        refuse("rate", change.rate, "a rate on what is owed; this plan has a flat fee", "re-age it under new terms")
    path = ahead.terms.path or ahead.debt.path
    steps = [step for step in path.steps if step[0] is not None and step[0] < first]
    before = steps or [(min(here, first) - ONE, path.on(here))]
    new = RatePath((*before, (first, read_rate(change.rate, "rate"))))
    return ahead.anew(_number(ahead, planned), rate=new)


def _booked(ahead: Ahead, planned: Stage, change: Change) -> Ahead:
    """More is owed from a day on: a charge falls due with the instalment, an advance has it solved anew."""
    amounts = [to_minor(change.amounts.get(name, "0"), ahead.debt.currency, f"amounts.{name}") for name in COMPONENTS]
    booked = (*ahead.beside.booked, Booked(change.on, tuple(amounts)))
    more = replace(_keeping(ahead, planned), beside=ahead.beside._replace(booked=booked))
    if not amounts[PRINCIPAL]:
        return more
    debt, terms = pinned(ahead.debt, ahead.terms, planned.layout, amounts[PRINCIPAL])
    return replace(more, debt=debt, terms=terms).anew(_number(ahead, planned))


def _re_amortise(ahead: Ahead, planned: Stage, change: Change) -> Ahead:
    """The instalment is solved anew over the due dates that are left."""
    agreed, count = _agreed(ahead, change), _number(ahead, planned)
    if change.interest == "spread" and ahead.terms.conventions.split_rest == "forgiven":
        owed = agreed.debt.opening[INTEREST_PLACE]
        rest = owed - count * divide(owed, count, ahead.terms.conventions.rounding)
        agreed = replace(agreed, beside=agreed.beside._replace(forgiven=(0, max(0, rest), 0, 0)))
    return agreed.anew(count)


def _re_age(ahead: Ahead, planned: Stage, change: Change) -> Ahead:
    """So many new instalments follow."""
    if change.interest == "spread" and ahead.terms.conventions.after_spread == "stops":
        change = replace(change, treatment=STOPPED | (change.treatment or {}))
    agreed, dates = _agreed(ahead, change), ahead.dates
    if change.first_due is not None or change.every not in (None, dates.every):
        first, every = change.first_due or dates.first_due, change.every or dates.every
        dates = dates._replace(as_of=change.on, first_due=first, seed_day=first.day, every=every, within=None)
    while dates.first_due < change.on:
        dates = dates._replace(first_due=due_date(dates.first_due, dates.seed_day, dates.every, 1))
    terms = agreed.terms.but(every=dates.every)
    return replace(agreed, terms=terms, dates=dates, again=Level()).anew(change.instalments or 1)


def _overdue(ahead: Ahead, planned: Stage, change: Change) -> Ahead:
    """What is due from a day on and not paid bears interest until another; the instalment is kept."""
    overdue = Overdue(change.until, ahead.debt.opening[PRINCIPAL])
    return replace(_keeping(ahead, planned), beside=ahead.beside._replace(overdue=overdue))


def _agreed(ahead: Ahead, change: Change) -> Ahead:
    """With the treatment that a change agrees on; what it does not speak of stays as it was, deferred or spread."""
    agreed = read_treatment(change.treatment, "treatment")
    by_component = {name: agreed[name] for name in change.treatment or {}}
    if change.interest != "first":
        interest = by_component.get("interest", ahead.terms.treated["interest"])
        by_component["interest"] = interest._replace(opening=INTEREST[change.interest or "first"])
    named = [COMPONENTS.index(name) for name in by_component]
    held = [0 if c in named else amount for c, amount in enumerate(ahead.held.amounts)]
    due = [owed + (c in named) * ahead.held.amounts[c] for c, owed in enumerate(ahead.debt.opening)]
    spread = tuple(c for c in ahead.held.spread if c not in named)
    ahead = replace(ahead, debt=owing(ahead.debt, due), held=Held(tuple(held), spread))
    return replace(ahead, terms=ahead.treated(**by_component))


AMENDED: dict[str, Callable[[Ahead, Stage, Change], Ahead]] = {
    "due_date": _due_date, "added": _added, "window": _window, "rate": _rate, "booked": _booked,
    "re_amortise": _re_amortise, "re_age": _re_age, "overdue": _overdue,
}  # fmt: skip
