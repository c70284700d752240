"""What each cell of a document is worked out from: a table of patterns, one line a kind of cell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.units.components import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

_CELLS = re.compile(r"[a-z_]+(?:\[\d+\])?(?:\.[^\s]+)+|[a-z_]+\[\d+\]|instalment")


class Source(NamedTuple):
    """How a cell is found: a formula, the cells it takes, and the same as arithmetic where it is."""

    formula: str
    of: tuple[str, ...]
    expression: str | None = None


# What a search for a plan looks at.
SEARCHED = (
    "case.as_of", "case.currency", "case.rules", "case.first_due", "case.fx", "case.household.cash",
    "case.household.keep_back", "case.household.reserve", "case.household.beyond", "case.household.incomes",
    "case.household.spending", "case.debts", "case.acts", "case.willing", "case.limits",
)  # fmt: skip
BOOKED = ("opening", "accrued", "paid", "waived", "closing", "days")
PLAN_INPUT = ("as_of", "debt", "terms", "stages", "schema")
RATES = "debt.rate debt.day_count debt.balance terms.rate terms.conventions terms.treatment terms.every first_due"
MONTHS = "case.as_of case.household.beyond case.household.incomes case.household.spending"

# Pattern of a path (# a number, * a name) -> formula, expression or "", further cells. {0}, {1} are what the pattern
# found, {before} is the row before.
PLAN: tuple[tuple[str, str, str, str], ...] = (
    ("rows[0].parts.*.opening", "opening", "debt.balance.{0}", ""),
    ("rows[#].parts.*.opening", "opening", "rows[{before}].parts.{1}.closing", ""),
    ("rows[#].parts.interest.accrued", "accrued", "",
     "rows[{0}].accruals rows[{0}].parts.principal.opening rows[{0}].parts.principal.moved_in"
     " rows[{0}].parts.principal.waived rows[{0}].parts.interest.opening debt.balance debt.compounding debt.rate"
     " terms.rate terms.shape terms.conventions"),
    ("rows[#].parts.*.accrued", "charged", "", "terms.fee_per_instalment terms.shape debt.late_fee debt.minimum"
     " debt.credit_limit debt.cash_advance debt.instalments_due rows[{0}].parts.principal.opening"
     " rows[{0}].parts.interest.opening rows[{0}].parts.penalty.opening rows[{0}].parts.fees.opening"
     " rows[{0}].accruals"),
    ("rows[#].parts.*.moved_in", "moved", "", "terms.treatment debt.balance rows[{0}].accruals debt.compounding"
     " rows[{0}].parts.principal.opening terms.shape terms.write_down terms.fee_per_instalment terms.conventions"),
    ("rows[#].parts.*.moved_out", "moved", "", "terms.treatment debt.balance rows[{0}].accruals debt.compounding"
     " rows[{0}].parts.principal.opening terms.shape terms.write_down terms.fee_per_instalment terms.conventions"),
    ("rows[#].parts.*.waived", "waived", "", "terms.treatment terms.write_down terms.shape debt.balance"
     " rows[{0}].accruals rows[{0}].parts.{1}.opening rows[{0}].parts.{1}.accrued"),
    ("rows[#].parts.*.paid", "paid", "", "rows[{0}].asked terms.order terms.treatment terms.instalments terms.shape"
     " spread_over" + "".join(f" rows[{{0}}].parts.{c}.{cell}" for c in COMPONENTS
                              for cell in ("opening", "accrued", "moved_in", "waived", "moved_out"))),
    ("rows[#].parts.*.closing", "closing", "rows[{0}].parts.{1}.opening + rows[{0}].parts.{1}.accrued + "
     "rows[{0}].parts.{1}.moved_in - rows[{0}].parts.{1}.paid - rows[{0}].parts.{1}.waived - "
     "rows[{0}].parts.{1}.moved_out", ""),
    ("rows[#].held.*", "held", "", "terms.treatment spread_over terms.conventions rows[{0}].parts.{1}.opening"
     " rows[{0}].parts.{1}.accrued rows[{0}].parts.{1}.paid rows[{0}].parts.{1}.closing rows[{0}].number"),
    ("rows[#].payment", "payment", " + ".join(f"rows[{{0}}].parts.{c}.paid" for c in COMPONENTS), ""),
    ("rows[#].asked", "asked", "", "instalment terms.shape terms.instalments terms.fee_per_instalment"
     " terms.down_payment terms.conventions debt.minimum debt.contractual_payment debt.instalments_left"
     " debt.credit_limit debt.cash_advance debt.instalments_due debt.days_past_due debt.arrears rows[{0}].due"
     + "".join(f" rows[{{0}}].parts.{c}.{cell}" for c in COMPONENTS
               for cell in ("opening", "accrued", "moved_in", "waived", "moved_out"))),
    ("rows[#].forgone", "forgone", "", "rows[{0}].contract rows[{0}].parts.principal.opening"
     " rows[{0}].parts.interest.accrued debt.rate debt.balance terms.rate"),
    ("rows[#].number", "count", "", "terms.down_payment"),
    ("rows[0].start", "start", "as_of", "terms.down_payment"),
    ("rows[#].start", "start", "rows[{before}].due", "terms.down_payment as_of"),
    ("rows[#].due", "date", "", "first_due terms.every terms.calendar terms.shift terms.down_payment debt.due_day"
     " as_of"),
    ("rows[#].days", "days", "rows[{0}].due - rows[{0}].start", ""),
    ("rows[#].accruals", "share", "", f"rows[{{0}}].start rows[{{0}}].due {RATES}"),
    ("rows[#].contract", "share", "", f"rows[{{0}}].start rows[{{0}}].due {RATES}"),
    ("first_due", "date", "", "terms.first_due as_of debt.due_day terms.every"),
    ("spread_over", "count", "", "terms debt.balance debt.rate debt.day_count debt.compounding first_due as_of"),
    ("instalment", "solved", "", f"terms {RATES} debt.compounding debt.minimum debt.contractual_payment"
     " debt.instalments_left debt.late_fee debt.credit_limit debt.cash_advance debt.instalments_due"
     " debt.days_past_due debt.arrears debt.due_day as_of"),
)  # fmt: skip
VERDICT = f"{{plans}} {MONTHS} case.household.keep_back case.household.reserve case.household.cash"
OPTION: tuple[tuple[str, str, str, str], ...] = (
    ("creditor.received.*", "total", "{at}.plans.{0}.totals.paid", ""),
    ("concession.*", "conceded", "", "{plans}"),
    ("customer.last_due", "latest", "", "{plans}"),
    ("customer.instalments", "count", "", "{plans}"),
    ("feasibility.*.surplus[#]", "surplus", "", MONTHS),
    ("feasibility.*.opening", "copied", "case.household.cash", ""),
    ("feasibility.*.floor", "floor", "",
     "case.household.reserve case.household.cash case.household.incomes case.household.beyond case.as_of"),
    ("feasibility.*.available[#]", "available", "", "{at}.feasibility.{0}.surplus[{1}] case.household.keep_back"),
    ("feasibility.*.payments[#]", "copied", "{at}.customer.payments[{1}]", ""),
    ("feasibility.*.margins[#]", "margin",
     "{at}.feasibility.{0}.available[{1}] - {at}.feasibility.{0}.payments[{1}]", ""),
    ("feasibility.*.cash_path[0]", "cash", "{at}.feasibility.{0}.opening + {at}.feasibility.{0}.margins[0]", ""),
    ("feasibility.*.cash_path[#]", "cash",
     "{at}.feasibility.{0}.cash_path[{before}] + {at}.feasibility.{0}.margins[{1}]", ""),
    *((f"feasibility.*.{name}", name, "", VERDICT) for name in (
        "short_of_cash", "short_of_surplus", "least_margin", "break_even_income", "payment_to_income",
        "payment_to_surplus", "one_off_fall", "lasting_fall", "savings_used",
    )),
    ("feasibility.*", "verdict", "", VERDICT),
)  # fmt: skip
# A certificate rests on everything that a search looks at: what can be asked, and what there is.
CERTIFICATE: tuple[tuple[str, str], ...] = (
    (r"plan\.", "asks_least"),
    ("short_month|short_by", "short_of_cash"),
    ("cash_path", "cash"),
    (r"levers\.[^.]+\.(feasible|strict)\.size", "smallest_change"),
    ("space", "space"),
    ("", "certified"),
)


def sources_of(document: Mapping[str, Any], path: str) -> Source:
    """How the cell at a path is found."""
    if "rows" in document and "case" not in document:
        return _of_plan(document, path)
    return _of_ledger(document, path) if "accounts" in document else _of_menu(document, path)


def _of_ledger(document: Mapping[str, Any], path: str) -> Source:
    """A cell of a plan as it was agreed, or of what was booked on it."""
    name = next((name for name in document["plans"] if path.startswith(f"plans.{name}.")), None)
    if name is not None:
        return _under(f"plans.{name}.", _of_plan(document["plans"][name], path[len(f"plans.{name}.") :]))
    if path.startswith("accounts."):
        last = path.rpartition(".")[2]
        return Source(last if last in BOOKED else "booked", ("plans", "payments", "until", "late_fees", "grace"))
    return Source("given", (path,))


def _under(begin: str, source: Source) -> Source:
    """The source of a cell of a plan that stands within another document."""
    moved = None if source.expression is None else _CELLS.sub(lambda cell: begin + cell[0], source.expression)
    return Source(source.formula, tuple(begin + cell for cell in source.of), moved)


def _of_plan(document: Mapping[str, Any], path: str) -> Source:
    if path.split(".")[0].split("[")[0] in PLAN_INPUT:
        return Source("given", (path,))
    if found := re.fullmatch(r"totals\.(\w+)", path):
        return _total(document, found[1])
    source = _matched(PLAN, path, "")
    if source is None:
        return Source("searched", PLAN_INPUT[:3] + (("stages",) if "stages" in document else ()))
    # What was changed on a day changes the cells of that day and after it.
    return source._replace(of=(*source.of, "stages")) if "stages" in document else source


def _total(document: Mapping[str, Any], name: str) -> Source:
    """A sum over the rows."""
    column = {"paid": ("payment",), "interest": ("parts.interest.paid",), "forgone": ("forgone",)}.get(
        name, tuple(f"parts.{c}.waived" for c in COMPONENTS)
    )
    cells = [f"rows[{i}].{cell}" for i in range(len(document["rows"])) for cell in column]
    return Source("total", tuple(cells), " + ".join(cells))


def _of_menu(document: Mapping[str, Any], path: str) -> Source:
    if path.startswith(("case", "choose", "schema")):
        return Source("given", (path,))
    found = re.match(r"(options|rejected)\[\d+\]\.", path)
    if certified := re.match(r"certificate\.\w+\.", path):
        rest = path[certified.end() :]
        return Source(next(name for begins, name in CERTIFICATE if re.match(begins, rest)), ("case", "choose"))
    if found is None:
        formula = {"assessment": "assessed", "baselines": "forecast", "findings": "assessed"}.get(
            re.split(r"[.\[]", path)[0], "ranked"
        )
        return Source(formula, ("case",))
    at, rest = found[0][:-1], path[found.end() :]
    option = document[found[1]][int(at[len(found[1]) + 1 : -1])]
    if rest.startswith("plans."):
        return _of_plan_in(document, option, at, rest)
    if inner := re.fullmatch(r"customer\.payments\[(\d+)\]", rest):
        return _month(option, at, int(inner[1]))
    if rest == "customer.total_paid":
        cells = [f"{at}.customer.payments[{k}]" for k in range(len(option["customer"]["payments"]))]
        return Source("total", tuple(cells), " + ".join(cells))
    return _matched(OPTION, rest, at) or Source("ranked", ("case", "choose"))


def _of_plan_in(document: Mapping[str, Any], option: Mapping[str, Any], at: str, rest: str) -> Source:
    """A cell of an option's plan: its debt is the case's, its terms were searched for, its rows are worked out."""
    name = max((name for name in option["plans"] if rest.startswith(f"plans.{name}.")), key=len)
    inner, under = rest[len(f"plans.{name}.") :], f"{at}.plans.{name}."
    if inner == "as_of":
        return Source("copied", ("case.as_of",), "case.as_of")
    if inner.startswith("debt"):
        number = next(i for i, debt in enumerate(document["case"]["debts"]) if debt["id"] == name)
        cell = f"case.debts[{number}]{inner.removeprefix('debt')}"
        cells = (cell, "case.currency") if inner in ("debt", "debt.currency") else (cell,)
        return Source("copied", cells, cell)
    if inner.startswith("terms"):
        return Source("searched", SEARCHED)
    plan = option["plans"][name]
    if "rows" not in plan:
        return Source("total" if inner.startswith("totals") else "solved", SEARCHED)
    return _under(under, _of_plan(plan, inner))


def _month(option: Mapping[str, Any], at: str, k: int) -> Source:
    """What all plans ask in one month."""
    months = option["feasibility"]["declared"]["months"]
    if any("rows" not in plan for plan in option["plans"].values()):
        return Source("month_payments", SEARCHED)
    cells = [
        f"{at}.plans.{name}.rows[{i}].payment"
        for name, plan in option["plans"].items()
        for i, row in enumerate(plan["rows"])
        if row["due"][:7] == months[k]
    ]
    # Which rows fall into the month rests on their days, and those on the terms.
    return Source("month_payments", (*cells, *SEARCHED), " + ".join(cells) or None)


def _matched(table: tuple[tuple[str, str, str, str], ...], path: str, at: str) -> Source | None:
    """The first line of a table whose pattern the path, or the beginning of it, is."""
    for pattern, formula, expression, more in table:
        if found := _compiled(pattern).match(path):
            number = next((int(group) for group in reversed(found.groups()) if group.isdigit()), 0)
            filled = {"at": at, "plans": " ".join(SEARCHED), "before": number - 1}
            said = expression.format(*found.groups(), **filled)
            cells = [*_CELLS.findall(said), *more.format(*found.groups(), **filled).split()]
            return Source(formula, tuple(dict.fromkeys(cells)), said or None)
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    regex = re.escape(pattern).replace(r"\#", r"(\d+)").replace(r"\*", "([^.]+)")
    return re.compile(rf"{regex}(?=$|[.\[])")
