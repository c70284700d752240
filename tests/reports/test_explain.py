"""Where figures come from: what is named is what moves them, and the arithmetic holds by itself."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.words.formulas import FORMULAS

AS_OF = "2026-12-01"


def leaves(held, path=""):
    """The cells of a document by their paths."""
    if isinstance(held, dict):
        for name, inner in held.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(held, list):
        for i, inner in enumerate(held):
            yield from leaves(inner, f"{path}[{i}]")
    else:
        yield path, held


def figures(document):
    return {
        path: value for path, value in leaves(document) if not re.match(r"(.*\.)?(findings|why|assumptions)\b", path)
    }


def evaluated(expression, cells):
    """Sums and differences of cells: an independent reading of an expression."""
    tokens = expression.split(" ")
    values = [cells[token] for token in tokens[::2]]
    signs = [1, *(1 if sign == "+" else -1 for sign in tokens[1::2])]
    if len(values) == 1:
        return values[0]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", str(values[0])):
        return (date.fromisoformat(values[0]) - date.fromisoformat(values[1])).days
    return str(sum(sign * Decimal(value) for sign, value in zip(signs, values, strict=True)))


def debt(**changes):
    return {"id": "A", "currency": "CNY", "balance": {"principal": "9000", "interest": "120", "penalty": "30"},
            "rate": "18.25%", "day_count": "actual/365", "days_past_due": 75} | changes  # fmt: skip


TERMS = [
    {"instalments": 7},
    {"instalments": 5, "treatment": {"interest": "spread", "penalty": "waive"}},
    {"instalments": 5, "treatment": {"interest": {"opening": "capitalise", "accrual": "pause"}, "penalty": "defer"}},
    {"instalments": 4, "fee_per_instalment": "3", "down_payment": "100", "write_down": "50"},
    {"shape": rp.shapes.Steps([(2, "300"), (3, "900")], "2000"), "treatment": {"interest": "waive"}},
    {"instalments": 6, "shape": rp.shapes.Balloon("2000")},
    {"instalments": 6, "shape": rp.shapes.EqualPrincipal()},
]
CHANGES = {
    "debt.balance.principal": lambda d: d["balance"].update(principal="9100"),
    "debt.balance.interest": lambda d: d["balance"].update(interest="220"),
    "debt.balance.penalty": lambda d: d["balance"].update(penalty="0"),
    "debt.rate": lambda d: d.update(rate="12%"),
    "debt.day_count": lambda d: d.update(day_count="actual/360"),
    "debt.due_day": lambda d: d.update(due_day=12),
    "debt.creditor": lambda d: d.update(creditor="Bank"),
    "debt.days_past_due": lambda d: d.update(days_past_due=3),
    "debt.flags": lambda d: d.update(flags=["joint"]),
}


@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: " ".join(terms))
@pytest.mark.parametrize("cell", CHANGES)
def test_in_a_plan_a_change_of_input_moves_only_what_names_it(terms, cell):
    before = rp.schedule(rp.Debt.from_dict(debt()), rp.Terms(**terms), as_of=AS_OF).to_dict()
    changed = debt()
    CHANGES[cell](changed)
    after = figures(rp.schedule(rp.Debt.from_dict(changed), rp.Terms(**terms), as_of=AS_OF).to_dict())
    moved = [path for path, value in figures(before).items() if path in after and after[path] != value]
    assert moved or cell == "debt.flags"
    for path in moved[:: 1 + len(moved) // 30]:
        assert names(rp.explain(before, path).inputs, cell), path


def names(inputs, cell):
    return any(cell == given or cell.startswith((f"{given}.", f"{given}[")) for given in inputs)


@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: " ".join(terms))
def test_every_figure_of_a_plan_has_a_source_and_its_arithmetic_holds(terms):
    document = rp.schedule(rp.Debt.from_dict(debt()), rp.Terms(**terms), as_of=AS_OF).to_dict()
    cells, read = figures(document), 0
    for path, value in list(cells.items())[::3]:
        found = rp.explain(document, path)
        assert found.value == value
        assert found.formula in FORMULAS
        if found.expression is not None and not path.startswith(("debt", "terms", "as_of")):
            assert str(evaluated(found.expression, cells)) == str(value), path
            read += 1
    assert read > 8


MENU_CHANGES = {
    "case.household.cash": lambda c: c["household"].update(cash="900"),
    "case.household.keep_back": lambda c: c["household"].update(keep_back="350"),
    "case.household.incomes": lambda c: c["household"]["incomes"][0].update(amount="3333"),
    "case.household.spending": lambda c: c["household"]["spending"][0].update(amount="777"),
    "case.debts[0].balance.principal": lambda c: c["debts"][0]["balance"].update(principal="7000"),
    "case.debts[1].creditor": lambda c: c["debts"][1].update(creditor="Other"),
}


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(sorted(MENU_CHANGES)), st.randoms(use_true_random=False))
def test_in_a_menu_a_change_of_input_moves_only_what_names_it(cell, random):
    case = rp.sample("dmp-four-cards").to_dict()
    before = rp.advise(rp.Case.from_dict(case)).to_dict()
    MENU_CHANGES[cell](case)
    after = figures(rp.advise(rp.Case.from_dict(case)).to_dict())
    # The input itself is no figure.
    worked_out = {path: value for path, value in figures(before).items() if not path.startswith("case.")}
    moved = [path for path, value in worked_out.items() if path in after and after[path] != value]
    assert moved
    for path in random.sample(moved, min(30, len(moved))):
        assert names(rp.explain(before, path).inputs, cell), path


def test_figures_of_a_menu_are_sums_of_the_cells_they_name():
    document = rp.advise(rp.sample("dmp-four-cards")).to_dict()
    cells = figures(document)
    for path in (
        "options[0].customer.payments[3]", "options[0].customer.total_paid", "options[0].plans.W.totals.interest",
        "options[0].feasibility.declared.margins[5]", "options[0].feasibility.verified.cash_path[7]",
        "options[0].plans.Z.rows[2].parts.principal.closing", "options[0].creditor.received.X",
    ):  # fmt: skip
        found = rp.explain(document, path)
        assert evaluated(found.expression, cells) == cells[path], path


def test_a_surplus_rests_on_the_budget_alone():
    found = rp.explain(rp.advise(rp.sample("dmp-four-cards")), "options[1].feasibility.verified.surplus[4]")
    assert not any("debts" in path or "cash" in path for path in found.inputs)


def test_the_rule_behind_an_option_is_named():
    found = rp.explain(rp.advise(rp.sample("dmp-four-cards")), "options[0].plans.W.instalment")
    assert found.rules[0]["outcome"] == "within"
    assert "unverified" in found.rules[0]["citation"]


def test_it_shows_itself_in_both_languages():
    plan = rp.schedule(rp.Debt.from_dict(debt()), rp.Terms(instalments=3), as_of=AS_OF)
    found = rp.explain(plan, "rows[1].parts.interest.closing")
    assert "Opening, plus what accrues" in found.text()
    assert "期初加应计和转入" in found.text("zh")
    assert found.to_dict()["words"]["zh"].startswith("期初")


@pytest.mark.parametrize(
    "path", ["", "rows[99].due", "rows[0].parts.interest.nothing", "row", "rows[0]", "rows[0].due.day"]
)
def test_a_path_to_nothing_is_refused(path):
    plan = rp.schedule(rp.Debt.from_dict(debt()), rp.Terms(instalments=3), as_of=AS_OF)
    with pytest.raises(rp.InputError, match="where a figure stands"):
        rp.explain(plan, path)
