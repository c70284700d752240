"""An assessment and a judgement as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.units.findings import Finding
from repayplan.words.formats import amount
from repayplan.words.labels import label
from repayplan.words.sentences import sentence, word
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from decimal import Decimal

    from repayplan.feasibility.assessment import Assessment
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
