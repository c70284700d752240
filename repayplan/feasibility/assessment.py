"""Assessment: how far behind each debt is, whether the household is able, and what it has shown of being willing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.debts.contract import is_known
from repayplan.debts.remarks import deferred, unknowns
from repayplan.debts.stage import stage_by
from repayplan.feasibility.cash import Means
from repayplan.feasibility.concerns import of_budget, of_debts
from repayplan.plans.forecast import by_contract
from repayplan.units.dates import month_of, month_text
from repayplan.units.findings import Finding
from repayplan.units.money import at_rate, from_minor
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from decimal import Decimal

    from repayplan.debts.debt import Debt
    from repayplan.feasibility.case import Case

MONTHS_AHEAD = 12
COUNTED = ("contact", "part_payment", "promise_kept", "document", "stopped_borrowing")


class Standing(NamedTuple):
    """How far behind one debt is: its stage, and with the amount its tier."""

    debt: str
    creditor: str
    stage: str
    days_past_due: int
    owed: Decimal
    arrears: Decimal | None

    @property
    def tier(self) -> tuple[str, Decimal]:
        """Stage and amount."""
        return self.stage, self.owed


@dataclass(frozen=True)
class Assessment(Shown):
    """Where a household stands, each answer with its reason.

    Attributes:
        debts: the standing of each debt.
        total_owed: everything owed [currency].
        able: ``yes``, ``part of the year``, ``no`` or ``unknown``.
        willing: ``willing``, ``unknown`` or ``declined``.
        acts: how many acts of each kind count.
        months: what the contracts ask and what is there for it, by month: (month, asked, available) [currency].
        findings: the reasons.

    Examples:
        >>> import repayplan as rp
        >>> found = rp.sample("unemployed-three-cards").assess()
        >>> found.quadrant, [standing.stage for standing in found.debts]
        ({'able': 'no', 'willing': 'willing'}, ['M3', 'M3', 'M2'])
    """

    debts: tuple[Standing, ...]
    total_owed: Decimal
    currency: str
    able: str
    willing: str
    acts: dict[str, int]
    months: tuple[tuple[str, Decimal, Decimal], ...]
    findings: tuple[Finding, ...]

    @property
    def quadrant(self) -> dict[str, str]:
        """Able and willing, side by side."""
        return {"able": self.able, "willing": self.willing}

    def parts(self, language: str = "en") -> list[Any]:
        """What is owed as a table, and the reasons."""
        from repayplan.feasibility.tables import assessment_parts

        return assessment_parts(self, language)

    def to_frame(self, make: str = "pandas") -> Any:
        """One row a debt, as a frame of the make asked for.

        Args:
            make: ``pandas``, ``polars``, ``pyarrow`` or ``dict``.

        Raises:
            MissingLibrary: the library is not installed; it names the extra.
        """
        from repayplan.feasibility.tables import assessment_columns
        from repayplan.words.frames import to_frame

        return to_frame(assessment_columns(self), make)

    def to_dict(self) -> dict[str, Any]:
        """The assessment as plain data."""
        return {
            "debts": [
                {k: v if v is None or isinstance(v, int) else str(v) for k, v in standing._asdict().items()}
                for standing in self.debts
            ],
            "total_owed": str(self.total_owed),
            "currency": self.currency,
            "able": self.able,
            "willing": self.willing,
            "acts": dict(self.acts),
            "months": [{"month": m, "asked": str(asked), "available": str(have)} for m, asked, have in self.months],
            "findings": [finding.to_dict() for finding in self.findings],
        }


def assess(case: Case) -> Assessment:
    """Where a household stands. No score; no name, age, sex or place is looked at."""
    asked = contract_by_month(case)
    expected = frozenset(name for name, _ in case.household.expected())
    means = Means.of(case.household, case.first_month, MONTHS_AHEAD, "declared", expected)
    covered = [pay <= max(0, have) for pay, have in zip(asked, means.available, strict=True)]
    able = _able(covered, known=all(is_known(debt) for debt in case.debts if _asks(debt)))
    willing, acts = _willing(case)
    money = partial(from_minor, currency=case.currency)
    months = tuple(
        (month_text(case.first_month + k), money(pay), money(have))
        for k, (pay, have) in enumerate(zip(asked, means.available, strict=True))
    )
    findings = [_able_finding(able, covered, months), Finding(f"willing_{willing}", {"acts": sum(acts.values())})]
    return Assessment(
        tuple(_standing(case, debt) for debt in case.debts), case.total_owed, case.currency, able, willing, acts,
        months, (*findings, *_about_debts(case), *of_debts(case), *of_budget(case, able)),
    )  # fmt: skip


def contract_by_month(case: Case) -> list[int]:
    """What the contracts ask in each of the next twelve months, each along its own path [minor units]."""
    asked = [0] * MONTHS_AHEAD
    for debt in case.debts:
        plan = by_contract(debt, case.as_of, case.first_due, MONTHS_AHEAD + 1)
        for span, row in zip(plan.spans, plan.raw, strict=True):
            month = month_of(span.due) - case.first_month
            if month < MONTHS_AHEAD:
                asked[month] += at_rate(row.paid, case.rates[debt.currency])
    return asked


def _asks(debt: Debt) -> bool:
    return bool(sum(debt.opening))


def _able(covered: list[bool], *, known: bool) -> str:
    """Able on known payments; where an unknown one could still decide, that is unknown."""
    if not any(covered):
        return "no"
    if not known:
        return "unknown"
    return "yes" if all(covered) else "part of the year"


def _able_finding(able: str, covered: list[bool], months: Any) -> Finding:
    if able == "yes":
        return Finding("able_yes", {})
    if able == "unknown":
        return Finding("able_unknown", {})
    month, asked, have = months[covered.index(False)]
    code = "able_no" if able == "no" else "able_part_of_the_year"
    return Finding(code, {"covered": sum(covered), "month": month, "asked": asked, "available": have})


def _willing(case: Case) -> tuple[str, dict[str, int]]:
    acts = {kind: n for kind in COUNTED if (n := sum(act["kind"] == kind for act in case.acts))}
    if case.willing is not None and case.willing != "unknown":
        return case.willing, acts
    return ("willing" if acts else "unknown"), acts


def _standing(case: Case, debt: Debt) -> Standing:
    book = case.book(debt.rules)
    rules = {} if book is None else book.on(case.as_of)
    found = stage_by(debt.days_past_due, rules)
    return Standing(debt.id, debt.creditor, found, debt.days_past_due, debt.total, debt.arrears)


def _about_debts(case: Case) -> list[Finding]:
    return [finding for debt in case.debts for finding in (*unknowns(debt), *deferred(debt, case.as_of))]
