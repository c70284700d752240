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


def test_a_ledger_is_explained_from_its_plans_and_payments():
    plan = rp.schedule(rp.Debt.from_dict(debt()), rp.Terms(instalments=3), as_of=AS_OF)
    ledger = rp.Ledger(plan, [rp.Payment("40", on="2027-01-05")])
    before = ledger.to_dict("2027-02-10")
    after = figures(rp.Ledger(plan, [rp.Payment("50", on="2027-01-05")]).to_dict("2027-02-10"))
    moved = [
        path for path, value in figures(before).items() if after.get(path, value) != value and "payments" not in path
    ]
    assert len(moved) > 3
    for path in moved:
        assert names(rp.explain(before, path).inputs, "payments[0].amount"), path
    found = rp.explain(ledger, "plans.A.rows[0].payment")
    assert found.formula == "payment" and str(evaluated(found.expression, figures(ledger.to_dict()))) == str(
        found.value
    )
    assert not any("payments" in given for given in found.inputs)
    assert rp.explain(before, "accounts.A.rows[1].parts.interest.closing").formula == "closing"


@pytest.mark.parametrize("document", [None, 5, "x", {}, {"schema": "repayplan/case-1"}, {"rows": []}, rp.InputError])
def test_what_cannot_be_explained_is_refused(document):
    with pytest.raises(rp.InputError, match="a plan, a menu, a ledger"):
        rp.explain(document, "rows[0].due")


# -- one sentence for each key number


def key_numbers(document):
    """What a household asks about first, by what it is: where it stands, and the formula whose sentence explains it."""
    option, at = (
        (document["options"] or document["rejected"])[0],
        "options[0]" if document["options"] else "rejected[0]",
    )
    found = {
        "instalment": (f"{at}.plans.{next(iter(option['plans']))}.instalment", "solved"),
        "total paid": (f"{at}.customer.total_paid", "total"),
        "concession": (f"{at}.concession.interest", "conceded"),
        "last due date": (f"{at}.customer.last_due", "latest"),
        "surplus": (f"{at}.feasibility.declared.surplus[0]", "surplus"),
        "reserve": (f"{at}.feasibility.declared.floor", "floor"),
        "tightest month": (f"{at}.feasibility.declared.least_margin.amount", "least_margin"),
        "income needed": (f"{at}.feasibility.declared.break_even_income", "break_even_income"),
        "total owed": ("assessment.total_owed", "assessed"),
    }
    short = option["feasibility"]["declared"]["short_of_cash"]
    found["first short month"] = (
        f"{at}.feasibility.declared.short_of_cash" + (".month" if short else ""),
        "short_of_cash",
    )
    certificate = document["certificate"]["declared"]
    if certificate is not None:
        debt = next(iter(certificate["plan"]))
        found["least to be asked"] = (f"certificate.declared.plan.{debt}.instalment", "asks_least")
        found["first short month, at the least"] = ("certificate.declared.short_month", "short_of_cash")
        found["smallest change"] = ("certificate.declared.levers.income.feasible.size", "smallest_change")
    return found


@pytest.mark.parametrize("sample", ["unemployed-three-cards", "nine-creditors", "able-not-willing"])
def test_each_key_number_has_a_sentence_that_a_debtor_can_read(sample):
    document = rp.advise(rp.sample(sample)).to_dict()
    found = key_numbers(document)
    assert len(found) >= (13 if sample == "nine-creditors" else 10)
    for name, (path, formula) in found.items():
        explained = rp.explain(document, path)
        assert explained.formula == formula, name
        assert explained.inputs, name
        for language in ("en", "zh"):
            assert explained.sentence(language)


def test_sentences_of_formulas_are_short_and_plain():
    for en, zh in FORMULAS.values():
        assert len(en.split()) <= 25 and en[0].isupper() and en.endswith(".")
        assert all(len(part) <= 40 for part in re.split("[。；：]", zh)) and zh.endswith("。")
        assert not re.search(r"\d|_|%", en + zh)


# -- random cases

SUMS = st.integers(50_00, 3_000_00).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")


@st.composite
def small_cases(draw):
    """A household with one to three debts, and another that differs in one input; which one."""
    count = draw(st.integers(1, 3))
    debts = [
        {"id": "ABC"[k], "kind": "credit_card", "days_past_due": draw(st.sampled_from([0, 40, 100])),
         "balance": {"principal": draw(SUMS), "interest": draw(SUMS)},
         "rate": draw(st.sampled_from(["0%", "9%", "18%"]))}
        for k in range(count)
    ]  # fmt: skip
    case = {
        "schema": "repayplan/case-1", "as_of": "2026-12-01", "currency": "CNY",
        "rules": draw(st.sampled_from([None, "cn"])),
        "household": {"cash": draw(SUMS), "keep_back": draw(SUMS), "reserve": draw(SUMS), "beyond": "repeat_last",
                      "incomes": [{"name": "wage", "amount": draw(SUMS), "evidence": "verified"}],
                      "spending": [{"name": "all", "amount": draw(SUMS)}]},
        "debts": debts, "limits": {"max_months": draw(st.integers(2, 8))},
    }  # fmt: skip
    k, new = draw(st.integers(0, count - 1)), draw(SUMS)
    changes = {
        "case.household.cash": lambda c: c["household"].update(cash=new),
        "case.household.keep_back": lambda c: c["household"].update(keep_back=new),
        "case.household.reserve": lambda c: c["household"].update(reserve=new),
        "case.household.incomes[0].amount": lambda c: c["household"]["incomes"][0].update(amount=new),
        "case.household.spending[0].amount": lambda c: c["household"]["spending"][0].update(amount=new),
        f"case.debts[{k}].balance.principal": lambda c: c["debts"][k]["balance"].update(principal=new),
        f"case.debts[{k}].rate": lambda c: c["debts"][k].update(rate="12%"),
        f"case.debts[{k}].days_past_due": lambda c: c["debts"][k].update(days_past_due=70),
        "case.limits.max_months": lambda c: c["limits"].update(max_months=9),
    }
    cell = draw(st.sampled_from(sorted(changes)))
    return case, changes[cell], cell


@settings(max_examples=12, deadline=None)
@given(small_cases(), st.randoms(use_true_random=False))
def test_of_random_cases_a_change_of_one_input_moves_only_figures_that_name_it(drawn, random):
    case, change, cell = drawn
    before = rp.advise(rp.Case.from_dict(case)).to_dict()
    change(case)
    after = figures(rp.advise(rp.Case.from_dict(case)).to_dict())
    worked_out = {path: value for path, value in figures(before).items() if not path.startswith("case.")}
    moved = sorted(path for path, value in worked_out.items() if path in after and after[path] != value)
    for path in random.sample(moved, min(25, len(moved))):
        assert names(rp.explain(before, path).inputs, cell), path
