"""Passages of several letters: what is owed, what is paid when, what is asked, what a missed instalment does."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from repayplan.units.components import COMPONENTS
from repayplan.units.dates import read_date
from repayplan.units.money import own_context
from repayplan.units.rates import percent_text
from repayplan.words.formats import rate as rate_text
from repayplan.words.labels import label
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from repayplan.debts.debt import Debt
    from repayplan.feasibility.case import Case
    from repayplan.plans.cliff import Void
    from repayplan.plans.plan import Plan
    from repayplan.reports.writer import Part, Writer
    from repayplan.units.rates import Rate, RatePath

# Runs of equal payments that are written out before the rest is counted.
SHOWN_RUNS = 3
# Kinds of debt whose creditor is a bank.
BANKS = ("credit_card", "store_card", "overdraft", "bank_loan", "personal_loan", "mortgage", "car_loan")


class Run(NamedTuple):
    """Equal payments that follow one another."""

    first: date
    last: date
    amount: Decimal
    times: int


def runs(plan: Plan) -> list[Run]:
    """The payments of a plan as runs of equal ones; due dates on which nothing is asked make no run.

    Examples:
        >>> import repayplan as rp
        >>> debt = rp.Debt(id="A", principal="1000", rate="0%", currency="JPY")
        >>> plan = rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-12-01")
        >>> [(run.times, str(run.amount)) for run in runs(plan)]
        [(2, '334'), (1, '332')]
    """
    found = []
    for paid, group in groupby(plan.rows, key=lambda row: row.payment):
        rows = list(group)
        if paid:
            found.append(Run(rows[0].due, rows[-1].due, paid, len(rows)))
    return found


def decides(debt: Debt) -> str:
    """The code of the phrase that says who decides."""
    return "bank_decides" if debt.kind in BANKS else "creditor_decides"


def head(pen: Writer, day: date, to: str | None = None, reference: str | None = None) -> Table:
    """To whom, about which case, of which day; no name of a person."""
    lines = [("to", to), ("reference", reference), ("date", pen.day(day))]
    first, *others = [(pen.say(name), said) for name, said in lines if said]
    return Table("", tuple((text, "left") for text in first), tuple(others))


def reason(pen: Writer, case: Case) -> list[Part]:
    """What happened, as the case has it; its note stays with the household."""
    if case.reason is None or case.reason["code"] == "none_given":
        return []
    what = pen.say(f"reason_{case.reason['code']}")
    if case.reason["since"]:
        what = pen.say("since", reason=what, day=read_date(case.reason["since"], "reason.since"))
    return [f"{pen.say('reason')}: {what}" if pen.language == "en" else f"{pen.say('reason')}：{what}"]


def owed(pen: Writer, debts: Sequence[Debt]) -> Table:
    """What is owed by component, a column for each debt."""
    total = label("total", pen.language)
    names = [f"{debt.id} ({debt.currency})" if len(debts) > 1 else debt.currency for debt in debts]
    shown = [name for name in COMPONENTS if any(getattr(debt, name) for debt in debts)]
    rows = [[pen.word(name), *(pen.sum(getattr(debt, name), debt.currency) for debt in debts)] for name in shown]
    rows.append([total, *(pen.sum(debt.total, debt.currency) for debt in debts)])
    return pen.table(("component",), rows, own=names)


@own_context()
def payments(pen: Writer, plan: Plan) -> Table:
    """What is paid, from when to when, how often."""
    rows = [
        (pen.day(run.first), pen.day(run.last), pen.sum(run.amount), str(run.times), pen.sum(run.amount * run.times))
        for run in runs(plan)
    ]
    rows.append(("", "", "", str(sum(run.times for run in runs(plan))), pen.sum(plan.total_paid)))
    return pen.table(("from", "until", "each", "times", "sum"), rows, ("each", "times", "sum"))


@own_context()
def hundred(plan: Plan) -> str:
    """How much of every hundred that is paid is interest, in tenths."""
    part = plan.total_interest * 100 / plan.total_paid if plan.total_paid else Decimal(0)
    return f"{part.quantize(Decimal('0.1')).normalize():f}"


@own_context()
def asked(pen: Writer, plan: Plan) -> list[Part]:
    """What becomes of each component: of what is owed already, of what would newly accrue, and what is given up."""
    given = plan.concession
    rows = [
        (pen.word(name), *_treated(pen, plan, name), pen.sum(given[name])) for name in COMPONENTS if _has(plan, name)
    ]
    total = sum(given.values(), Decimal(0))
    said = pen.say("offer_gives_up", amount=total) if total else pen.say("offer_gives_nothing")
    return [pen.table(("component", "owed_already", "newly", "given_up"), rows, ("given_up",)), said]


def asked_of_all(pen: Writer, plans: Sequence[Plan]) -> list[Part]:
    """The same of several creditors: each treatment once, with the ids of the debts that it is asked for."""
    found: dict[tuple[str, ...], list[str]] = {}
    for name in COMPONENTS:
        for plan in plans:
            if _has(plan, name):
                found.setdefault((pen.word(name), *_treated(pen, plan, name)), []).append(plan.debt.id)
    rows = [(*what, pen.joined(ids)) for what, ids in found.items()]
    return [pen.table(("component", "owed_already", "newly", "debt"), rows)]


def in_short(pen: Writer, plan: Plan) -> str:
    """The payments in one line: the first runs, and how many instalments there are in all."""
    found = runs(plan)
    said = [label("times", pen.language, amount=pen.sum(run.amount), count=run.times) for run in found[:SHOWN_RUNS]]
    if len(found) > SHOWN_RUNS:
        said.append(label("in_all", pen.language, count=sum(run.times for run in found)))
    return pen.joined(said)


@own_context()
def offers(pen: Writer, plans: Sequence[Plan]) -> Table:
    """What each creditor is offered, a row a debt."""
    names = ("debt", "creditor", "instalments", "last_due", "total_paid", "given_up")
    rows = [
        (
            plan.debt.id, plan.debt.creditor,
            in_short(pen, plan),
            pen.day(plan.last_due), pen.sum(plan.total_paid, plan.currency),
            pen.sum(sum(plan.concession.values(), Decimal(0)), plan.currency),
        )
        for plan in plans
    ]  # fmt: skip
    return pen.table(names, rows, names[-2:])


def _has(plan: Plan, name: str) -> bool:
    """Whether there is anything to say of a component: interest accrues on any principal."""
    return bool(getattr(plan.debt, name) or (name == "interest" and plan.debt.total) or plan.concession[name])


def _treated(pen: Writer, plan: Plan, name: str) -> tuple[str, str]:
    """What becomes of a component that is owed already, and of what would newly accrue, in plain words."""
    part, nothing = plan.terms.treated[name], pen.say("accrual_none")
    opening = pen.say(f"opening_{part.opening}") if getattr(plan.debt, name) else nothing
    if name != "interest":
        return opening, nothing
    windows = [
        pen.say("window", start=w.start, end=w.end, what=pen.say(f"accrual_{w.treatment}")) for w in part.windows
    ]
    # New interest runs at the plan's own rate, where it has one.
    own = part.accrual == "run" and plan.terms.rate is not None
    word = rates(pen, plan)[1] if own else pen.say(f"accrual_{part.accrual}")
    return opening, pen.joined([*windows, *([] if windows and part.accrual == "run" else [word])])


def rates(pen: Writer, plan: Plan) -> tuple[str, str]:
    """The contract's rate and the plan's, as text."""
    contract, own = plan.debt.path, plan.terms.path or plan.debt.path
    stopped = plan.terms.treated["interest"].accrual in ("pause", "waive")
    return _path(pen, contract), pen.say("clause_no_interest") if stopped else _path(pen, own)


def _path(pen: Writer, path: RatePath) -> str:
    """A rate path in one line."""
    steps = [(first, _rate(pen, rate, flat=path.flat)) for first, rate in path.steps]
    return pen.joined(said if first is None else pen.say("rate_from", day=first, rate=said) for first, said in steps)


def _rate(pen: Writer, rate: Rate, *, flat: bool) -> str:
    """A rate, beside one by the day or month that of a year; a flat fee's is not its multiple."""
    said = rate_text(rate, pen.language)
    return said if flat or rate.per == "year" else pen.say("yearly", rate=said, year=percent_text(rate.yearly))


def missed(pen: Writer, plan: Plan, rules: str | None, *, table: bool = True) -> list[Part]:
    """What one missed instalment does: what can come back, and what the household does first."""
    found: list[Part] = [pen.say("missed_usual"), pen.say("missed_paid_counts")]
    if plan.raw and not plan.changes:
        rows = plan.cliff(rules).rows
        worst = max(rows, key=lambda row: row.comes_back)
        if worst.comes_back > 0:
            found.append(pen.say("missed_most", amount=worst.comes_back, kept=worst.kept, owed=worst.owed))
            found += [_void_table(pen, rows, worst)] if table else []
        else:
            found.append(pen.say("missed_nothing_back"))
    return [*found, pen.say("missed_call_first"), pen.say("missed_grace")]


def _void_table(pen: Writer, rows: Sequence[Void], worst: Void) -> Table:
    """Three points of the cliff: after the first instalment, at its highest, before the last."""
    names = ("kept", "due", "planned", "owed_void", "comes_back")
    shown = {row.kept: row for row in (rows[0], worst, rows[max(0, len(rows) - 2)])}
    cells = [
        (str(row.kept), pen.day(row.due), pen.sum(row.planned), pen.sum(row.owed), pen.sum(row.comes_back))
        for _, row in sorted(shown.items())
    ]
    return pen.table(names, cells, ("kept", *names[2:]))


def evidence(pen: Writer, case: Case, debt: Debt | None) -> list[Part]:
    """What proves the income: documents and their standing; for a creditor without the lines of the budget.

    Args:
        pen: who writes.
        case: whose documents.
        debt: of the creditor who reads it; None: the household itself, which sees each line.
    """
    lines = case.household.incomes
    if debt is None:
        rows = [(line.name, pen.joined(line.papers) or "–", pen.word(line.evidence)) for line in lines]
        table = pen.table(("line", "document", "standing"), rows)
    else:
        named = [
            (_document(pen, paper, case, debt), pen.word(line.evidence)) for line in lines for paper in line.papers
        ]
        bare = [(pen.say("without_document"), pen.word(line.evidence)) for line in lines if not line.papers]
        table = pen.table(("document", "standing"), list(dict.fromkeys([*named, *bare])))
    found: list[Part] = [table] if lines else [pen.say("evidence_none")]
    counts = case.assess().acts
    if counts:
        acts = pen.joined(pen.say(f"act_{kind}", count=count) for kind, count in counts.items())
        found.append(pen.say("acts_counted", acts=acts))
    return found


def _document(pen: Writer, paper: str, case: Case, debt: Debt) -> str:
    """A document's name, unless it names another creditor."""
    own = {debt.id, debt.creditor}
    others = {name for other in case.debts for name in (other.id, other.creditor) if name not in own}
    # A short id such as "B" stands in many words: only a name tells whose document it is.
    told = any(len(name) > 2 and name.casefold() in paper.casefold() for name in others)
    return pen.say("another_document") if told else paper


def months(pen: Writer, columns: Sequence[str], months: Sequence[str], values: Iterable[Sequence[Decimal]]) -> Table:
    """Values by month, months of equal values taken together."""
    rows, at = [], 0
    for cells, group in groupby(zip(*values, strict=True)):
        count = len(list(group))
        span = months[at]
        if count > 1:
            span = label("to", pen.language, first=span, last=months[at + count - 1])
        at += count
        rows.append((span, *(pen.sum(cell) for cell in cells)))
    return pen.table(("month", *columns), rows, columns)


def third_party(pen: Writer, dues: Sequence[date], day: date, reference: str | None) -> list[Part]:
    """What somebody who only helps may read: days, and nothing of sums or creditors."""
    found: list[Part] = [head(pen, day, None, reference), pen.say("third_party")]
    coming = [due for due in dues if due >= day]
    if coming:
        found.append(pen.say("third_party_dates", count=len(coming), first=coming[0], last=coming[-1]))
        found.append(pen.table(("number", "next_dates"), [(str(k), pen.day(d)) for k, d in enumerate(coming[:12], 1)]))
    return [*found, pen.say("third_party_help"), pen.say("third_party_no_debt")]
