"""Copies of a menu for others: a creditor sees what it is asked, a third party neither balance nor creditor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.units.dates import due_date, month_text
from repayplan.units.money import from_minor
from repayplan.units.refusal import nearest, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.debts.debt import Debt
    from repayplan.feasibility.case import Case
    from repayplan.options.menu import Menu
    from repayplan.options.option import Option

AUDIENCES = ("household", "creditor", "third party")
CREDITOR_SCHEMA = "repayplan/creditor-copy-1"
THIRD_PARTY_SCHEMA = "repayplan/third-party-copy-1"
MONTHS_AHEAD = 12


def creditor_copy(menu: Menu, option: Option | None, creditor: str | None) -> dict[str, Any]:
    """What one creditor may see: the proposal to it, its own share, the surplus in all, and the list of evidence.

    Not the names of the others, nor what the sums were sized by, nor the lines of the budget.
    """
    case, own = menu.case, _own(menu.case, creditor)
    return {
        "schema": CREDITOR_SCHEMA,
        "audience": "creditor",
        "as_of": str(case.as_of),
        "creditor": own[0].creditor,
        "currency": case.currency,
        "proposal": None if option is None else _proposal(option, own),
        "share_of_all_debts": _share(case, own),
        "surplus": _surplus(menu, option),
        "evidence": _evidence(case),
        "findings": [] if option is not None else [finding.to_dict() for finding in _why_not(menu)],
    }


def _own(case: Case, creditor: str | None) -> list[Debt]:
    """The debts of a creditor, named by itself or by the id of one of them."""
    names = {debt.creditor for debt in case.debts}
    if creditor is None:
        refuse("creditor", None, "whose copy it is", f"one of: {', '.join(sorted(names))}")
    named = next((debt.creditor for debt in case.debts if debt.id == creditor), creditor)
    if named not in names:
        refuse("creditor", creditor, "a creditor of the case", nearest(creditor, names))
    return [debt for debt in case.debts if debt.creditor == named]


def _proposal(option: Option, own: Sequence[Debt]) -> dict[str, Any]:
    """What is asked of one creditor: its plans, what it gives up, and what the rules coded here say of them."""
    ids, asking = [debt.id for debt in own], option.proposal.asking
    plans = {name: option.plans[name] for name in ids}
    return {
        "kind": option.kind,
        "shape": option.shape,
        "asking": {
            "programme": None if asking.programme is None else asking.programme.id,
            "interest": asking.interest,
            "charges": asking.charges,
            "rate": asking.rate,
        },
        "plans": {name: plan.to_dict() for name, plan in plans.items()},
        "received": {name: str(plan.total_paid) for name, plan in plans.items()},
        "concession": {
            name: {part: str(amount) for part, amount in plan.concession.items()} for name, plan in plans.items()
        },
        "verdicts": {ledger: option.feasibility.on(ledger).verdict for ledger in ("declared", "verified")},
        # From when it rests on an income that is not there yet; which one is the household's to say.
        "conditional_from": sorted({month for _, month in option.conditional_on}),
        "rules": [
            outcome.to_dict() | {"debts": [name for name in outcome.debts if name in ids]}
            for outcome in option.rules
            if set(outcome.debts) & set(ids)
        ],
    }


def _share(case: Case, own: Sequence[Debt]) -> str | None:
    """The creditor's part of everything that is owed [fraction of one, 4 places], as shares follow it."""
    whole = sum(case.weights)
    if not whole:
        return None
    part = sum(weight for weight, debt in zip(case.weights, case.debts, strict=True) if debt in own)
    units = (part * 20_000 + whole) // (2 * whole)
    return f"{units // 10_000}.{units % 10_000:04d}"


def _surplus(menu: Menu, option: Option | None) -> list[dict[str, str]]:
    """Income less all spending in each of the next twelve months, or of the option's where it is shorter."""
    case, count = menu.case, MONTHS_AHEAD if option is None else min(MONTHS_AHEAD, len(option.payments))
    months = case.household.months(case.first_month, count, "declared")
    return [
        {"month": month_text(case.first_month + k), "amount": str(from_minor(units, case.currency))}
        for k, units in enumerate(months)
    ]


def _evidence(case: Case) -> list[dict[str, Any]]:
    """How many incomes stand on which evidence, and the papers: not which line they are of, nor its amount."""
    found = []
    for evidence in ("verified", "declared", "expected"):
        lines = [line for line in case.household.incomes if line.evidence == evidence]
        if lines:
            papers = [paper for line in lines for paper in line.papers]
            found.append({"evidence": evidence, "incomes": len(lines), "papers": papers})
    return found


def _why_not(menu: Menu) -> list[Any]:
    """Where nothing can be kept: by how much the plan that asks least falls short."""
    certificate = menu.certificate["declared"]
    return [] if certificate is None else list(certificate.findings)


def third_party_copy(menu: Menu, option: Option | None) -> dict[str, Any]:
    """What somebody else may see: that there is a plan, its due dates, and where help is; no sum and no creditor."""
    case = menu.case
    last = due_date(case.as_of, case.as_of.day, "month", MONTHS_AHEAD)
    plans = [] if option is None else list(option.plans.values())
    dates = sorted({str(span.due) for plan in plans for span in plan.spans if span.due <= last})
    return {
        "schema": THIRD_PARTY_SCHEMA,
        "audience": "third party",
        "as_of": str(case.as_of),
        "proposed": option is not None,
        "due_dates": dates,
        "advice": [entry.to_dict() for entry in case.advice()],
    }
