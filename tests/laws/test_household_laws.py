"""Households in columns: every cell is what a counsellor sees for that household alone, whatever stands beside it."""

import importlib

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan import columns
from repayplan.feasibility.case import SCHEMA

COMPONENTS = ("principal", "interest", "penalty", "fees")
OF_DEBT = (*COMPONENTS, "rate", "kind", "day_count", "due_day", "days_past_due")
SUMS = st.one_of(st.sampled_from(("0", "0.01", "600", "1200")), st.integers(0, 400_000).map(lambda c: f"{c / 100:.2f}"))
BAD = st.sampled_from(("-1", "x", "1.005", None))
SMALL = st.one_of(st.just("0"), st.just(None), st.integers(0, 30_000).map(lambda c: f"{c / 100:.2f}"))


@st.composite
def household(draw):
    """One household of one debt: what it owes, earns and spends, as the cells of its two rows."""
    earned = draw(st.integers(0, 300_000))
    spent = max(0, earned - draw(st.one_of(st.sampled_from((0, 10_000, 60_000)), st.integers(-5_000, 90_000))))
    return {
        "principal": draw(st.one_of(SUMS, SUMS, SUMS, BAD)),
        "interest": draw(SMALL),
        "penalty": draw(st.sampled_from(("0", "0", "0", "12.34"))),
        "fees": draw(st.sampled_from(("0", None, "0", "5"))),
        "rate": draw(st.sampled_from(("0%", "12%", "18.25%", "36%", "1.5%/month", "0.05%/day", "3%", "99%", "-1%"))),
        "kind": draw(st.sampled_from(("credit_card", "credit_card", "personal_loan", "other"))),
        "day_count": draw(st.sampled_from((None, None, "equal-periods", "30/360"))),
        "due_day": draw(st.sampled_from((None, None, 1, 20, 31))),
        "days_past_due": draw(st.sampled_from((None, 0, 75, -3))),
        "cash": draw(st.one_of(SMALL, SUMS)),
        "keep_back": draw(st.sampled_from((None, "0", "50", "100"))),
        "reserve": draw(st.sampled_from((None, "0", "200"))),
        "income": f"{earned / 100:.2f}",
        "spending": f"{spent / 100:.2f}",
        "income_evidence": draw(st.sampled_from((None, "verified", "declared", "expected"))),
        "max_months": draw(st.sampled_from((2, 6, 12, 24))),
        "willing": draw(st.sampled_from((None, None, "willing", "declined"))),
        "first_due": draw(st.sampled_from((None, None, "2026-12-05", "2027-02-10"))),
    }


def framed(rows, **more):
    """The rows as frames."""
    keys = [f"h{k}" for k in range(len(rows))]
    debts = {"household": keys} | {name: [row[name] for row in rows] for name in OF_DEBT}
    names = [name for name in (rows[0] if rows else PLAIN) if name not in OF_DEBT]
    homes = {"household": keys} | {name: [row[name] for row in rows] for name in names}
    return columns.advise(
        debts=debts, households=homes, currency="CNY", as_of="2026-12-05", errors="column", discount="7%", **more
    )


def alone(row, rules, choose="best"):
    """The same from the menu of that household."""
    lines = {name: row[name] for name in ("income", "spending")}
    home = {name: row[name] for name in ("cash", "keep_back", "reserve")}
    case = {
        "schema": SCHEMA, "as_of": "2026-12-05", "currency": "CNY", "rules": rules, "first_due": row["first_due"],
        "willing": row["willing"], "limits": {"max_months": row["max_months"]},
        "debts": [{"id": "0", "balance": {name: row[name] for name in COMPONENTS}}
                  | {name: row[name] for name in OF_DEBT if name not in COMPONENTS and row[name] is not None}],
        "household": home | {
            "incomes": [{"name": "income", "amount": lines["income"],
                         "evidence": row["income_evidence"] or "declared"}],
            "spending": [{"name": "spending", "amount": lines["spending"]}]},
    }  # fmt: skip
    try:
        menu = rp.advise(rp.Case.from_dict(case), choose=choose)
    except rp.InputError:
        return "refused"
    best = menu.best
    if best is None:
        return "nothing_owed" if not sum(menu.case.weights) else "nothing_feasible"
    payments = [payment for payment in best.payments if payment]
    return (
        best.kind, best.shape, best.instalments, len(best.payments), best.last_due, payments[0] if payments else 0,
        best.total_paid, best.feasibility.declared.verdict, best.feasibility.verified.verdict,
        bool(best.conditional_on), *best.concession.values(), best.creditor_side(rate="7%").totals["present_value"],
        best.findings[0].code,
    )  # fmt: skip


NAMES = (
    "kind", "shape", "instalments", "months", "last_due", "payment", "total_paid", "declared", "verified",
    "conditional", *(f"conceded_{name}" for name in COMPONENTS), "present_value", "finding",
)  # fmt: skip


def of_rows(out):
    """The rows of an answer, as ``alone`` has them."""
    found = []
    for row in range(len(out["kind"])):
        cells = tuple(out[name][row] for name in NAMES)
        refused = out["refused"][row]
        found.append("refused" if refused is not None else cells if cells[0] is not None else cells[-1])
    return found


PLAIN = {
    "principal": "12000", "interest": "0", "penalty": "0", "fees": "0", "rate": "18%", "kind": "credit_card",
    "day_count": None, "due_day": None, "days_past_due": None, "cash": "0", "keep_back": None, "reserve": None,
    "income": "5000", "spending": "4500", "income_evidence": None, "max_months": 60, "willing": None, "first_due": None,
}  # fmt: skip


@pytest.mark.parametrize("rules", [None, "cn", "us", "uk", "sg"])
@example([PLAIN, PLAIN | {"max_months": 24}, PLAIN | {"interest": "300", "spending": "4700"}], "best")
@example([PLAIN | {"cash": "13000"}, PLAIN | {"cash": "12000", "income": "0"}, PLAIN | {"rate": "0%"}], "best")
@example(
    [
        PLAIN | {"principal": "1200", "rate": "0%", "income": "1100", "spending": "1000", "max_months": months}
        for months in (12, 11)
    ],
    "best",
)
@example([PLAIN | {"principal": "0", "interest": "40"}, PLAIN | {"principal": "0"}], "best")
@example([PLAIN | {"first_due": "2026-12-05", "cash": "700", "reserve": "500", "keep_back": "10"}], "soonest")
@given(st.lists(household(), min_size=1, max_size=4), st.sampled_from(("best", "best", "soonest", "least-paid")))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_a_household_in_columns_is_that_household_alone(rules, rows, choose):
    found = of_rows(framed(rows, rules=rules, choose=choose))
    assert found == [alone(row, rules, choose) for row in rows]


@given(st.lists(household(), min_size=1, max_size=12), st.data())
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_cut_anywhere_or_shuffled_each_household_stays_what_it_is(rows, data):
    rules = data.draw(st.sampled_from((None, "cn")))
    whole = of_rows(framed(rows, rules=rules))
    cut = data.draw(st.integers(0, len(rows)))
    parts = [of_rows(framed(part, rules=rules)) for part in (rows[:cut], rows[cut:])]
    assert parts[0] + parts[1] == whole
    order = data.draw(st.permutations(range(len(rows))))
    assert of_rows(framed([rows[k] for k in order], rules=rules)) == [whole[k] for k in order]


def plain_frame(count, seed=3, **more):
    """Households whom columns carry, as arrays."""
    rng = np.random.default_rng(seed)
    earned = rng.integers(1_500_00, 3_000_00, count)
    spent = np.maximum(earned - rng.integers(-100_00, 600_00, count), 0)
    debts = {"household": np.arange(count), "principal": rng.integers(1_000_00, 30_000_00, count) / 100,
             "rate": rng.integers(0, 30, count) / 100, "kind": ["credit_card"] * count}  # fmt: skip
    homes = {"household": np.arange(count), "cash": rng.integers(0, 2_000_00, count) / 100, "income": earned / 100,
             "spending": spent / 100}  # fmt: skip
    words = {"currency": "CNY", "as_of": "2026-12-01", "rules": "cn", "max_months": 60, "keep_back": "100"}
    return {"debts": debts, "households": homes} | words | more


def test_plain_households_are_not_looked_at_one_by_one(monkeypatch):
    module = importlib.import_module("repayplan.columns.advise")
    monkeypatch.setattr(module, "advise_one", lambda *given, **words: pytest.fail("one by one"))
    out = columns.advise(**plain_frame(400))
    assert {"nothing_feasible", "first_by_content"} < set(out["finding"])


def test_rates_of_a_day_are_worked_out_together_too(monkeypatch):
    given_ = plain_frame(40)
    given_["debts"]["rate"] = ["0.05%/day", "0.0333%/day", "18%", "1%/month"] * 10
    whole = columns.advise(**given_, errors="column")
    module = importlib.import_module("repayplan.columns.advise")
    with monkeypatch.context() as alone_:
        alone_.setattr(module, "groups", lambda *given, **words: ())
        one_by_one = columns.advise(**given_, errors="column")
    assert {name: list(column) for name, column in whole.items()} == {
        name: list(column) for name, column in one_by_one.items()
    }
    monkeypatch.setattr(module, "advise_one", lambda *given, **words: pytest.fail("one by one"))
    assert list(columns.advise(**given_)["kind"]) == list(whole["kind"])


def test_however_many_households_are_worked_out_at_a_time(monkeypatch):
    module = importlib.import_module("repayplan.columns.advise")
    whole = columns.advise(**plain_frame(60, discount="5%"))
    monkeypatch.setattr(module, "MOST_CELLS", 700)
    some = columns.advise(**plain_frame(60, discount="5%"))
    assert {name: list(column) for name, column in some.items()} == {name: list(whole[name]) for name in whole}


def test_no_households_have_the_same_columns():
    some, none = columns.advise(**plain_frame(2)), columns.advise(**plain_frame(0))
    assert list(none) == list(some) and not any(map(len, none.values()))
