"""The next plan after a miss: the nearest one that can be kept, beside adding to the end and spreading."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.feasibility.cash import dated, short_document
from repayplan.followup.ledger import Ledger
from repayplan.followup.nearest import Search
from repayplan.followup.re_ages import re_age_finding
from repayplan.followup.remaining import EVERYTHING, Remaining
from repayplan.followup.room import room_of
from repayplan.options.option import Option
from repayplan.units.dates import read_date
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, own_context
from repayplan.units.refusal import refuse, whole
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from repayplan.followup.room import Amounts, Room
    from repayplan.followup.state import Account, State
    from repayplan.household.household import Household
    from repayplan.plans.plan import Plan

# How many due dates after a plan's end are looked at, where nobody says how long it may run.
LONGER = 24


class Changed(NamedTuple):
    """One sum that is not as it was agreed: the debt, the due date, what was agreed and what is asked [currency]."""

    debt: str
    due: date
    before: Decimal
    after: Decimal

    @property
    @own_context()
    def by(self) -> Decimal:
        """What is asked more, below zero what is asked less [currency]."""
        return self.after - self.before


@dataclass(frozen=True, eq=False)
class Way:
    """One way to go on.

    Attributes:
        name: ``nearest``, ``add to the end`` or ``spread``.
        plans: the next plan of each debt, by its id.
        changes: every sum that is not as it was agreed.
        feasible: whether the household can keep it on what it declares; None where the household is not known.
        verified: the same on verified income alone.
        short: first month and sum by which it cannot, on what it declares.
    """

    name: str
    plans: dict[str, Plan]
    changes: tuple[Changed, ...]
    feasible: bool | None
    verified: bool | None
    short: tuple[str, Decimal] | None

    @property
    def count(self) -> int:
        """How many sums are changed."""
        return len(self.changes)

    @property
    @own_context()
    def largest(self) -> Decimal:
        """The largest change of a sum [currency]."""
        return max((abs(change.by) for change in self.changes), default=Decimal(0))

    @property
    def last_due(self) -> date:
        """The last due date of all."""
        return max(plan.last_due for plan in self.plans.values())

    @property
    def key(self) -> tuple[bool, int, Decimal]:
        """What ways are compared by: can it be kept, how many sums change, and by how much at most."""
        return self.feasible is False, self.count, self.largest

    def to_dict(self) -> dict[str, Any]:
        """The way as plain data."""
        return {
            "name": self.name,
            "feasible": self.feasible,
            "verified": self.verified,
            "short": short_document(self.short),
            "count": self.count,
            "largest": str(self.largest),
            "last_due": str(self.last_due),
            "changes": [
                {"debt": one.debt, "due": str(one.due), "before": str(one.before), "after": str(one.after)}
                for one in self.changes
            ],
            "plans": {name: plan.to_dict() for name, plan in self.plans.items()},
        }


@dataclass(frozen=True, eq=False)
class Replan(Shown):
    """The next plan, and how it differs from the one that was agreed. Made by :func:`replan`.

    Attributes:
        as_of: the day.
        before: the plans as they were agreed.
        ledger: what was really paid: the history is kept.
        state: how things stand on the day.
        ways: ``nearest``, ``add to the end`` and ``spread``; empty where nothing is missing.
        findings: what is to be said of it.

    Examples:
        >>> import repayplan as rp
        >>> card = rp.Debt(id="A", principal="1200", rate="0%", currency="CNY")
        >>> plan = rp.schedule(card, rp.Terms(instalments=12), as_of="2026-12-31")
        >>> after = rp.replan(plan, paid=[rp.Payment("100", on="2027-01-31")], as_of="2027-03-05")
        >>> [(str(one.due), str(one.before), str(one.after)) for one in after.changes]
        [('2027-03-31', '100.00', '200.00')]
        >>> after.way("add to the end").count, after.way("spread").count
        (1, 10)
    """

    as_of: date
    before: dict[str, Plan]
    ledger: Ledger
    state: State
    ways: dict[str, Way]
    findings: tuple[Finding, ...]

    @property
    def best(self) -> Way | None:
        """The way that can be kept with the fewest changes, then the smallest; None where none is needed."""
        return self.ways.get("nearest")

    @property
    def plans(self) -> dict[str, Plan]:
        """The next plans, by the debt's id: as they were where nothing is missing."""
        return self.before | ({} if self.best is None else self.best.plans)

    @property
    def changed(self) -> bool:
        """Whether any sum is changed."""
        return bool(self.changes)

    @property
    def changes(self) -> tuple[Changed, ...]:
        """Every sum that is not as it was agreed."""
        return () if self.best is None else self.best.changes

    @property
    def feasible(self) -> bool | None:
        """Whether the household can keep the next plan; None where it is not known."""
        return None if self.best is None else self.best.feasible

    @property
    def going_on(self) -> Ledger:
        """The ledger of the next plans: those that are new begin with nothing paid, the others keep what was paid."""
        kept = [name for name, plan in self.plans.items() if plan is self.before.get(name)]
        payments = [payment for payment in self.ledger.payments if payment.debt in kept]
        return Ledger(self.plans, payments, self.ledger.late_fees, self.ledger.grace)

    def way(self, name: str) -> Way:
        """One of the ways by name: ``nearest``, ``add to the end``, ``spread``."""
        if name not in self.ways:
            refuse("name", name, "a way that was worked out", "one of: " + ", ".join(self.ways or ("none is needed",)))
        return self.ways[name]

    @property
    def diff(self) -> Diff:
        """What both sides sign: every changed sum before and after, as a table and in sentences."""
        return Diff(self)

    def parts(self, language: str = "en") -> list[Any]:
        """The difference, and the other ways beside it."""
        from repayplan.followup.tables import replan_parts

        return replan_parts(self, language)

    def to_dict(self) -> dict[str, Any]:
        """The re-plan as plain data, with the ledger that it rests on."""
        return {
            "as_of": str(self.as_of),
            "state": self.state.to_dict(),
            "ways": {name: way.to_dict() for name, way in self.ways.items()},
            "findings": [finding.to_dict() for finding in self.findings],
            "ledger": self.ledger.to_dict(self.as_of),
        }


@dataclass(frozen=True, eq=False)
class Diff(Shown):
    """The difference between the agreed plan and the next one."""

    after: Replan

    @property
    def rows(self) -> tuple[Changed, ...]:
        """Every sum that is not as it was agreed."""
        return self.after.changes

    def parts(self, language: str = "en") -> list[Any]:
        """The changed sums as a table, and in sentences."""
        from repayplan.followup.tables import diff_parts

        return diff_parts(self.after, language)

    def to_frame(self, make: str = "pandas") -> Any:
        """One row a changed sum, as a frame of the make asked for: ``pandas``, ``polars``, ``pyarrow``, ``dict``."""
        from repayplan.words.frames import to_frame

        names = ("debt", "due", "before", "after", "by")
        return to_frame({name: [getattr(row, name) for row in self.rows] for name in names}, make)


def replan(
    agreed: Any,
    paid: Any = (),
    as_of: Any = None,
    *,
    home: Household | None = None,
    rules: str | None = None,
    most_months: int | None = None,
    re_aged: Sequence[Any] = (),
    late_fees: bool = False,
    grace: int = 0,
) -> Replan:
    """The nearest plan that can be kept, after what was really paid.

    Fewest changed sums, then the smallest largest change, such that the debts are cleared, the household can keep it
    and it runs no longer than it may. Where nothing is missing a plan stays as it is. Terms are kept: rate,
    treatment, order, due dates; interest runs on from the day.

    Args:
        agreed: an option, a plan, several plans, a :class:`Ledger`, which has its payments already, or what an earlier
            re-plan gave.
        paid: what was really paid, as :class:`Payment` values.
        as_of: the day.
        home: the household as it stands on the day; None: that of the option, on the cash path that was planned: what
            was not paid is not counted as there, and what was paid beyond it comes from what the path leaves over.
        rules: place whose rules on re-ageing are looked at; None: those of the debts.
        most_months: how many instalments a plan may have in all, those that are past among them; None: those of the
            option's programme, else 24 more than agreed.
        re_aged: days on which these accounts were re-aged before.
        late_fees: whether the agreement keeps the debts' late fees.
        grace: days after a due date that count as in time.

    Returns:
        The next plan with its difference, ``ways`` to compare it with, and the ledger.

    Raises:
        InputError: payments after the day, and whatever a ledger refuses.

    Examples:
        >>> import repayplan as rp
        >>> card = rp.Debt(id="A", principal="600", rate="0%", currency="CNY")
        >>> plan = rp.schedule(card, rp.Terms(instalments=6), as_of="2026-12-31")
        >>> wage = rp.Income("wage", by_month={"2027-03": "130", "2027-04": "250"})
        >>> home = rp.Household(currency="CNY", incomes=[wage], beyond="repeat_last")
        >>> after = rp.replan(plan, paid=[rp.Payment("100", on="2027-01-31")], as_of="2027-03-05", home=home)
        >>> [(str(one.due), str(one.before), str(one.after)) for one in after.changes], after.feasible
        ([('2027-04-30', '100.00', '200.00')], True)
    """
    ledger = _ledger(agreed, late_fees, grace)
    given = Ledger(ledger.plans, paid, ledger.late_fees, ledger.grace) if paid else None
    day = read_date(as_of, "as_of")
    for i, payment in enumerate(() if given is None else given.payments):
        if payment.day > day:
            refuse(f"paid[{i}].on", str(payment.day), f"a day up to as_of, {day}", "what is paid later is not paid yet")
    ledger = ledger if given is None else ledger.book(*given.payments)
    state = ledger.on(day)
    found: list[Finding] = []
    missed = {name for name, account in state.accounts.items() if _missed(account, ledger.plans[name])}
    if not missed:
        found.append(Finding("replan_kept", {"day": day}))
        return Replan(day, ledger.plans, ledger, state, {}, tuple(found))
    most = _most(agreed, most_months)
    owing = {name: account for name, account in state.accounts.items() if account.owed}
    left = [
        Remaining.of(ledger.plans[name], one, name in missed, _more(ledger.plans[name], most))
        for name, one in owing.items()
    ]
    room = room_of(agreed, home, left, state)
    ways = _ways(left, room)
    found += _findings(ways, room, [one.debt.rules for one in left], rules, re_aged, day)
    return Replan(day, ledger.plans, ledger, state, ways, tuple(found))


def _ledger(agreed: Any, late_fees: bool, grace: int) -> Ledger:
    """The ledger of what was agreed, with what is known to be paid."""
    if isinstance(agreed, Replan):
        return agreed.going_on
    return agreed if isinstance(agreed, Ledger) else Ledger(agreed, (), late_fees, grace)


def _missed(account: Account, plan: Plan) -> bool:
    """Whether anything is missing that was due, after its days of grace; after the last due date, whatever is owed."""
    late = any(one.word in ("part", "missed") for one in account.instalments)
    return bool(account.behind) and (late or account.day >= plan.last_due)


def _most(agreed: Any, given: int | None) -> int | None:
    """How many instalments a plan may have in all."""
    if given is not None:
        return whole(given, "most_months", 1, 600)
    return agreed.proposal.asking.most if isinstance(agreed, Option) else None


def _more(plan: Plan, most: int | None) -> int:
    """How many due dates after its end a plan may have."""
    return LONGER if most is None else max(0, min(LONGER, most - len(plan.raw)))


def _ways(left: Sequence[Remaining], room: Room | None) -> dict[str, Way]:
    """The three ways; the nearest is never worse than the other two."""
    others = {name: _way(name, left, room, made) for name, made in _simple(left).items()}
    amounts = Search(left, room).nearest()
    found = None if amounts is None else _way("nearest", left, room, amounts)
    candidates = [*others.values()] if found is None else [found, *others.values()]
    best = min(candidates, key=lambda way: way.key)
    nearest = Way("nearest", best.plans, best.changes, best.feasible, best.verified, best.short)
    return {"nearest": nearest} | others


def _simple(left: Sequence[Remaining]) -> dict[str, Amounts]:
    """What is missing added to the end, or spread evenly over the dates to come."""
    return {"add to the end": [_added(one) for one in left], "spread": [_spread(one) for one in left]}


def _added(one: Remaining) -> list[int]:
    """The agreed sums, then as many more of the usual one as it takes; the last date there is takes the rest."""
    usual = max(one.agreed) or sum(one.account.parts)
    sums = [units or usual for units in one.agreed]
    sums[: one.own] = one.agreed[: one.own]
    return one.with_rest_on(len(one.dates) - 1, sums) if one.own < len(one.dates) else one.with_rest_on(one.last, sums)


def _spread(one: Remaining) -> list[int]:
    """The same more on each date to come of the plan; the last takes the rest."""
    from repayplan.engine.solve import smallest

    count = one.last + 1
    agreed = one.agreed[:count]

    def clears(more: int) -> bool:
        return one.at([units + more for units in agreed]).clears

    if one.paid(agreed) is not None:
        return one.with_rest_on(one.last, agreed)
    more = smallest(clears, max(1, sum(one.account.parts) - sum(agreed)) // count, 0, sum(one.account.parts))
    return one.with_rest_on(one.last, [units + more for units in agreed])


def _way(name: str, left: Sequence[Remaining], room: Room | None, amounts: Amounts) -> Way:
    """A way from its sums."""
    plans, changes = {}, []
    for one, sums in zip(left, amounts, strict=True):
        changed = one.changes(sums)
        plans[one.debt.id] = one.at(sums[: _length(sums)]) if changed else one.plan
        for k, _ in changed:
            before, after = (from_minor(units, one.plan.currency) for units in (one.agreed[k], sums[k]))
            changes.append(Changed(one.debt.id, one.dates[k], before, after))
    changes.sort(key=lambda change: (change.due, change.debt))
    if room is None:
        return Way(name, plans, tuple(changes), None, None, None)
    short = room.short(left, amounts)
    verified = room.short(left, amounts, "verified") is None
    currency = next((c for c, rate in room.rates.items() if rate == 1), left[0].plan.currency)
    said = dated(short, room.first, currency)
    return Way(name, plans, tuple(changes), short is None, verified, said)


def _length(sums: Sequence[int]) -> int:
    """Up to the last sum that is anything."""
    return max((k + 1 for k, units in enumerate(sums) if units and units < EVERYTHING), default=1)


def _findings(
    ways: dict[str, Way], room: Room | None, places: Sequence[str | None], rules: str | None, re_aged: Sequence[Any],
    day: date,
) -> list[Finding]:  # fmt: skip
    """What is to be said of the next plan."""
    best = ways["nearest"]
    numbers: dict[str, Any] = {"count": best.count, "largest": best.largest, "last_due": best.last_due}
    found = [Finding("replan_changed", numbers)]
    if room is None:
        found.append(Finding("replan_household_unknown", {}))
    elif best.short is not None:
        found.append(Finding("replan_short", {"month": best.short[0], "amount": best.short[1]}))
    elif best.verified is False:
        found.append(Finding("replan_needs_proof", {}))
    place = rules or next((place for place in places if place), None)
    if place is not None and (counted := re_age_finding(place, re_aged, day)) is not None:
        found.append(counted)
    return found
