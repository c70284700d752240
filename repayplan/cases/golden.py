"""Golden cases: published figures that ship with the library, and their check on the machine that it runs on."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repayplan.debts.debt import Debt
from repayplan.engine.returns import apr, irr
from repayplan.plans.quick import accrue
from repayplan.plans.schedule import schedule
from repayplan.terms.conventions import Conventions
from repayplan.terms.terms import KEYS as TERMS
from repayplan.terms.terms import Terms
from repayplan.units.dates import due_date, due_dates, read_date, year_fraction
from repayplan.units.money import own_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from repayplan.plans.plan import Plan, PlanRow

GOLDEN = Path(__file__).parent / "golden"
AS_OF = "2027-01-01"
COLUMNS = ("number", "payment", "principal", "interest", "balance")
# What a source may print of a row.
CELLS: dict[str, Callable[[Plan, PlanRow], object]] = {
    "number": lambda plan, row: row.number,
    "payment": lambda plan, row: row.payment,
    "principal": lambda plan, row: row.to_principal,
    "interest": lambda plan, row: row.to_interest,
    "fees": lambda plan, row: row.to_fees,
    "balance": lambda plan, row: row.closing,
    # Interest as it accrues, and by how much the payment lowers what is owed: where a payment does not cover it.
    "accrued": lambda plan, row: row.accrued,
    "reduction": lambda plan, row: row.payment - row.accrued,
    # What a last instalment asks beyond the level one.
    "rest": lambda plan, row: row.payment - plan.instalment,
}


@cache
def golden_cases() -> tuple[Mapping[str, Any], ...]:
    """The cases that ship, in the order of their files; those that are left out say why."""
    found: list[Mapping[str, Any]] = []
    for path in sorted(GOLDEN.glob("*.json")):
        found.extend(json.loads(path.read_text("utf-8")))
    return tuple(found)


@own_context()
def differing(case: Mapping[str, Any]) -> list[str]:
    """What the library gives otherwise than the source prints it, one line each; none where every value agrees.

    Examples:
        >>> differing(golden_cases()[0])
        []
    """
    given, prints = dict(case["inputs"]), case["prints"]
    try:
        found = CHECKS[case.get("check", case["kind"])](given, prints)
        return [f"{what}: prints {printed}, we give {ours}" for what, printed, ours in found if str(ours) != printed]
    except (ValueError, ArithmeticError, LookupError, TypeError) as error:
        return [f"no answer: {error}"]


def golden_plan(given: Mapping[str, Any]) -> Plan:
    """The plan of a case: fields of a debt and of terms; equal periods from 1 January 2027 where nothing is said."""
    as_of = read_date(given.get("as_of", AS_OF), "as_of")
    terms = {key: given[key] for key in TERMS if key in given}
    said = terms.get("conventions", {})
    terms["conventions"] = Conventions.named(said) if isinstance(said, str) else Conventions.from_dict(said)
    terms.setdefault("first_due", due_date(as_of, as_of.day, terms.get("every", "month"), 1))
    debt = {key: given[key] for key in given if key not in TERMS and key != "as_of"}
    debt = {"id": "loan", "day_count": "equal-periods", "rate": given["rate"]} | debt
    return schedule(Debt(**debt), Terms(**{key: value for key, value in terms.items() if key != "rate"}), as_of)


def _schedule(given: Mapping[str, Any], prints: Mapping[str, Any]) -> Iterator[tuple[str, str, object]]:
    """The level sum, the totals, and the rows and ranges of rows that are printed."""
    plan = golden_plan(given)
    columns = prints.get("columns", COLUMNS)
    totals = {
        "instalment": plan.instalment,
        "total_interest": plan.total_interest,
        "total_paid": plan.total_paid,
        "count": len(plan.rows),
    }
    for name, total in totals.items():
        if name in prints:
            yield name, str(prints[name]), total
    for printed in prints.get("rows", ()):
        row = plan.rows[printed[0] - 1]
        for name, value in zip(columns, printed, strict=True):
            yield f"row {printed[0]}, {name}", str(value), CELLS[name](plan, row)
    for first, last, *printed in prints.get("ranges", ()):
        rows = plan.rows[first - 1 : last]
        ours = sum(row.to_principal for row in rows), sum(row.to_interest for row in rows), rows[-1].closing
        for name, value, our in zip(("principal", "interest", "balance"), printed, ours, strict=True):
            if value is not None:
                yield f"rows {first} to {last}, {name}", value, our


def _accrual(given: Mapping[str, Any], prints: Mapping[str, Any]) -> Iterator[tuple[str, str, object]]:
    yield "interest", prints["interest"], accrue(**given)


def _irr(given: Mapping[str, Any], prints: Mapping[str, Any]) -> Iterator[tuple[str, str, object]]:
    yield "rate", prints["rate"], _at_places(irr(**given), prints["rate"])


def _year_fraction(given: Mapping[str, Any], prints: Mapping[str, Any]) -> Iterator[tuple[str, str, object]]:
    printed = sum(Fraction(part.strip()) for part in prints["years"].split("+"))
    yield "years", str(printed), year_fraction(**given)


def _apr(given: Mapping[str, Any], prints: Mapping[str, Any]) -> Iterator[tuple[str, str, object]]:
    payments = [flow for group in given["payments"] for flow in _flows(group)]
    rate = apr(**{**given, "payments": payments})
    yield "percent", prints["percent"], _at_places(rate * 100, prints["percent"])


def _flows(group: Mapping[str, Any]) -> Iterator[tuple[Any, str]]:
    """Payments of a group: so many a step apart in years, or dated."""
    if "step" in group:
        begin = group.get("start", 1)
        times: list[Any] = [Fraction(group["step"]) * k for k in range(begin, begin + group["count"])]
    else:
        first = read_date(group["first"], "first")
        times = due_dates(first, group["every"], group["count"], group.get("seed_day"))
    for time in times:
        yield time, group["amount"]


def _at_places(value: Decimal, printed: str) -> Decimal:
    return value.quantize(Decimal(printed), rounding=ROUND_HALF_UP)


CHECKS: dict[str, Callable[[Any, Any], Iterator[tuple[str, str, object]]]] = {
    "schedule": _schedule,
    "accrual": _accrual,
    "irr": _irr,
    "year_fraction": _year_fraction,
    "apr": _apr,
}


def habits(case: Mapping[str, Any]) -> str:
    """The conventions that a case implies, in the library's words."""
    said = case.get("inputs", {}).get("conventions")
    if said is None or isinstance(said, str):
        return said or ""
    return ", ".join(f"{name} {value}" for name, value in said.items())
