"""The total order in which options are put, and the line of it that decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.options.option import Option, forgives_principal
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.feasibility.case import Case

# The lines of the order, first to last; never the lowest instalment.
ENDS = ".missed_payments_that_end_it"
LINES = (
    "verified", "not_conditional", "within_rules", "principal_in_full", "never_above_opening", "comfortable",
    "smallest_concession", "earliest_end", "largest_margin", "content",
)  # fmt: skip
ORDERS: dict[str, tuple[str, ...]] = {
    "best": LINES,
    "soonest": ("principal_in_full", "earliest_end", *LINES),
    "least-paid": ("principal_in_full", "least_paid", *LINES),
    "most-margin": ("principal_in_full", "largest_margin", *LINES),
}


def ranked(options: Sequence[Option], case: Case, able: str, choose: str) -> list[Option]:
    """The options in order, each with the line by which the one before it goes first."""
    lines = [line for line in ORDERS[choose] if line != "comfortable" or able != "yes"]
    ends = _ends_if_missed(case)
    keys = {option.id: [_LINE[line](option, case) for line in lines] for option in options}
    ordered = sorted(options, key=lambda option: keys[option.id])
    found = []
    for place, option in enumerate(ordered):
        reasons = _about(option, ends)
        if place == 0 and len(ordered) == 1:
            reasons.insert(0, Finding("only_option", {}))
        else:
            other = ordered[1] if place == 0 else ordered[place - 1]
            decided = next(
                (line for line, one, two in zip(lines, keys[option.id], keys[other.id], strict=True) if one != two),
                "content",
            )
            code = "first_by" if place == 0 else "after_by"
            reasons.insert(0, Finding(f"{code}_{decided}", _numbers(decided, option, other)))
        found.append(option.because(*reasons))
    return found


def _ends_if_missed(case: Case) -> dict[str, int]:
    """The rules of the case's places that say how many missed payments end an agreement, by what they belong to."""
    rules = {rule.id: rule for book in case.books() for rule in book.on(case.as_of).values()}
    return {name.removesuffix(ENDS): int(str(rule.value)) for name, rule in rules.items() if name.endswith(ENDS)}


def _about(option: Option, ends: dict[str, int]) -> list[Finding]:
    """What a reader has to know of an option besides its place."""
    found = []
    verdicts = {ledger: option.feasibility.on(ledger).verdict for ledger in ("declared", "verified")}
    found.append(Finding("verdicts", verdicts))
    if option.needs_proof:
        found.append(Finding("needs_proof", {"lines": ", ".join(option.needs_proof)}))
    found += [Finding("conditional_on", {"line": line, "month": month}) for line, month in option.conditional_on]
    asking = option.proposal.asking
    if asking.interest in ("pause", "waive"):
        found.append(Finding("interest_stopped", {"amount": option.concession["interest"]}))
    family = "" if asking.programme is None else (asking.programme.most_months_rule or "").rpartition(".")[0]
    if family in ends and asking.eases:
        found.append(Finding("ends_if_missed", {"payments": ends[family]}, f"{family}{ENDS}"))
    found += [condition.finding for condition in option.conditions if condition.outcome == "outside"]
    if forgives_principal(option):
        found.append(Finding("principal_forgiven", {"amount": option.concession["principal"]}))
    for outcome in option.rules:
        if outcome.outcome == "unknown":
            found.append(Finding("not_covered_by_programme", {"debts": ", ".join(outcome.debts)}, outcome.rule))
    return found


def _numbers(line: str, option: Option, other: Option) -> dict[str, Any]:
    """The two figures that a line compares, where it compares figures."""
    figures: dict[str, Any] = {
        "smallest_concession": lambda o: from_minor(sum(o.concession_units()), o.currency),
        "earliest_end": lambda o: o.last_due,
        "largest_margin": lambda o: o.feasibility.declared.least_margin,
        "least_paid": lambda o: o.total_paid,
    }
    return {"here": figures[line](option), "there": figures[line](other)} if line in figures else {}


_LINE: dict[str, Any] = {
    "verified": lambda option, case: not option.feasibility.verified.feasible,
    "not_conditional": lambda option, case: bool(option.conditional_on),
    "within_rules": lambda option, case: option.outcome != "within",
    "principal_in_full": lambda option, case: forgives_principal(option),
    "never_above_opening": lambda option, case: _grows(option, case),
    "comfortable": lambda option, case: option.feasibility.declared.verdict != "comfortable",
    "smallest_concession": lambda option, case: sum(option.concession_units()),
    "earliest_end": lambda option, case: option.last_due,
    "largest_margin": lambda option, case: option.feasibility.declared.least_margin.copy_negate(),
    "least_paid": lambda option, case: option.total_paid,
    "content": lambda option, case: option.proposal.content,
}


def _grows(option: Option, case: Case) -> bool:
    """Whether more is owed at some due date than at the start, to all together."""
    owed: dict[Any, int] = {}
    events = []
    for plan in option.plans.values():
        last = sum(plan.debt.opening)
        for span, row in zip(plan.spans, plan.raw, strict=True):
            events.append((span.due, sum(row.closing) - last, plan.currency))
            last = sum(row.closing)
    running = 0
    for day, change, currency in sorted(events, key=lambda event: event[0]):
        running += int(change * case.rates[currency])
        owed[day] = running
    return any(change > 0 for change in owed.values())
