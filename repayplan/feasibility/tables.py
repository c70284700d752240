"""A case, an assessment and a judgement as tables and as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.units.components import COMPONENTS
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor
from repayplan.words.formats import amount
from repayplan.words.labels import label
from repayplan.words.sentences import sentence, word
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from decimal import Decimal

    from repayplan.debts.debt import Debt
    from repayplan.feasibility.assessment import Assessment
    from repayplan.feasibility.case import Case
    from repayplan.feasibility.judge import Feasibility, Verdict


def assessment_parts(assessment: Assessment, language: str = "en") -> list[Any]:
    """What is owed, and whether the household is able and willing, with the reasons."""
    return [standing(assessment, language), *(sentence(finding, language) for finding in assessment.findings)]


def standing(assessment: Assessment, language: str = "en") -> Table:
    """What is owed, debt by debt."""
    rows = [
        (debt.debt, debt.creditor, debt.stage, str(debt.days_past_due), amount(debt.owed)) for debt in assessment.debts
    ]
    if len(rows) > 1:
        rows.append((label("total", language), "", "", "", amount(assessment.total_owed)))
    left, right = ("debt", "creditor", "stage"), ("days_past_due", "owed")
    return Table(
        f"{label('standing', language)} ({assessment.currency})",
        (*((label(name, language), "left") for name in left), *((label(name, language), "right") for name in right)),
        tuple(rows),
    )


def assessment_columns(assessment: Assessment) -> dict[str, list[Any]]:
    """The standing of each debt as columns."""
    names = ("debt", "creditor", "stage", "days_past_due", "owed", "arrears")
    return {name: [getattr(debt, name) for debt in assessment.debts] for name in names}


def case_parts(case: Case, language: str = "en") -> list[Any]:
    """The case as it was given: what is owed by component, and the lines of the budget with their evidence."""
    parts = [name for name in COMPONENTS if any(getattr(debt, name) for debt in case.debts)]
    owed = [
        (_named(debt, case), debt.creditor, *(amount(getattr(debt, name)) for name in parts), amount(debt.total))
        for debt in case.debts
    ]
    columns = (*((label(name, language), "left") for name in ("debt", "creditor")),
               *((word(name, language), "right") for name in parts), (label("total", language), "right"))  # fmt: skip
    home = case.household
    lines = [(word("income", language), line, word(line.evidence, language)) for line in home.incomes]
    lines += [(word("spending", language), line, word(line.kind, language)) for line in home.spending]
    budget = [(kind, line.name, _each(line), standing) for kind, line, standing in lines]
    heads = (("kind", "left"), ("line", "left"), ("amount", "right"), ("evidence", "left"))
    return [
        Table(f"{label('standing', language)} ({case.as_of})", columns, tuple(owed)),
        Table(case.currency, tuple((label(name, language), side) for name, side in heads), tuple(budget)),
    ]


def _named(debt: Debt, case: Case) -> str:
    """A debt's id, with its currency where it is another than the case's."""
    return debt.id if debt.currency == case.currency else f"{debt.id} ({debt.currency})"


def _each(line: Any) -> str:
    """What a line holds each time, or from its first month to its last."""
    if line.by_month is None:
        return amount(line.amount) + (f" / {line.every}" if line.every != "month" else "")
    months = dict(line.by_month)
    return f"{amount(min(months.values()))} – {amount(max(months.values()))}"


def feasibility_columns(feasibility: Feasibility) -> dict[str, list[Any]]:
    """Both ledgers by month as columns."""
    declared = feasibility.declared
    columns: dict[str, list[Any]] = {"month": list(declared.months)}
    for verdict in (declared, feasibility.verified):
        surplus, available = verdict.means.surplus, verdict.means.available
        sums = {
            "surplus": [from_minor(units, verdict.currency) for units in surplus[: len(declared.months)]],
            "available": [from_minor(units, verdict.currency) for units in available[: len(declared.months)]],
            "margin": list(verdict.margins),
            "cash": list(verdict.cash_path),
        }
        columns |= {f"{name}_{verdict.ledger}": values for name, values in sums.items()}
    return columns | {"payments": [from_minor(units, declared.currency) for units in declared.payments]}


def feasibility_parts(feasibility: Feasibility, language: str = "en") -> list[Any]:
    """Both ledgers side by side, and what they rest on."""
    verdicts = (feasibility.declared, feasibility.verified)
    rows = [
        (label("verdict", language), *(word(verdict.verdict, language) for verdict in verdicts)),
        (label("least_margin", language), *(_least(verdict, language) for verdict in verdicts)),
        (label("short_of_surplus", language), *(_short(verdict.short_of_surplus, language) for verdict in verdicts)),
        (label("short_of_cash", language), *(_short(verdict.short_of_cash, language) for verdict in verdicts)),
        (label("break_even_income", language), *(_amount(verdict.break_even_income) for verdict in verdicts)),
        (label("one_off_fall", language), *(_amount(verdict.one_off_fall) for verdict in verdicts)),
        (label("lasting_fall", language), *(_amount(verdict.lasting_fall) for verdict in verdicts)),
        (label("savings_used", language), *(_amount(verdict.savings_used) for verdict in verdicts)),
    ]
    columns = (("", "left"), (label("declared", language), "left"), (label("verified", language), "left"))
    table = Table(f"{label('feasibility', language)} ({feasibility.declared.currency})", columns, tuple(rows))
    flips = [Finding("needs_proof", {"lines": ", ".join(feasibility.needs_proof)})] if feasibility.needs_proof else []
    review = [] if feasibility.asked is None else [Finding("review_on", {"date": feasibility.review_on})]
    return [table, *(sentence(finding, language) for finding in (*flips, *feasibility.findings, *review))]


def _amount(found: Decimal | None) -> str:
    return "–" if found is None else amount(found)


def _least(verdict: Verdict, language: str) -> str:
    return label("in_month", language, amount=amount(verdict.least_margin), month=verdict.least_margin_month)


def _short(found: tuple[str, Decimal] | None, language: str) -> str:
    return "–" if found is None else label("in_month", language, amount=amount(found[1]), month=found[0])
