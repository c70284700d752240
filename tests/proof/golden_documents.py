"""Documents of every kind, small enough that each of their figures can be changed."""

import json

import repayplan as rp
from repayplan.cases.golden import golden_cases, golden_plan

CARD = {"id": "A", "currency": "CNY", "rate": "0.05%/day", "principal": "900", "interest": "64.31", "penalty": "30"}
STEPS = [{"from": "2026-12-15", "rate": "18.25%"}, {"from": "2027-02-20", "rate": "0.03%/day"}]
LATE = {"share": "5%", "floor": "10"}


def plan(as_of="2026-12-01", **terms):
    debt = {**CARD, **terms.pop("debt", {})}
    return rp.schedule(rp.Debt(**debt), rp.Terms(**({"instalments": 12} | terms)), as_of)


def treated():
    windows = [rp.Window("2026-12-20", "2027-01-20", "waive"), rp.Window("2027-02-10", "2027-03-05", "capitalise")]
    treatment = {"interest": {"opening": "spread", "accrual": windows}, "penalty": "defer"}
    return plan(treatment=treatment, write_down="40", fee_per_instalment="2.50", down_payment="60")


def staged():
    found = plan(debt={"rate": "12%", "day_count": "equal-periods"}, first_due="2027-01-15")
    return found.re_age(on="2027-04-15", instalments=9, interest="spread").re_amortise(on="2027-07-15")


def billed():
    balances = [
        {"principal": "600", "rate": "18%"},
        {"kind": "deferred_interest", "principal": "300", "rate": "24%", "until": "2027-03-31", "accrued": "12"},
        {"kind": "cash_advance", "principal": "100", "rate": "24%", "name": "cash"},
    ]
    card = rp.Debt(
        id="A", currency="USD", principal="1000", rate="18%", balances=balances, day_count="actual/365",
        minimum={"balance": "3%", "floor": "25"},
    )  # fmt: skip
    return rp.forecast(card, "2026-12-01").minimum


def ledger():
    agreed = plan(debt={"late_fee": LATE, "day_count": "actual/365", "rate": "18%"}, treatment={"penalty": "spread"})
    paid = [
        rp.Payment(agreed.instalment, on="2026-12-31"),
        rp.Payment("40", on="2027-01-20", id="second"),
        rp.Payment("100", on="2027-02-10"),
    ]
    return rp.Ledger(agreed, paid, late_fees=True, grace=3).reverse("second", on="2027-02-01")


def replanned():
    best = rp.advise(rp.sample("dmp-four-cards")).best
    return rp.replan(best, paid=[], as_of="2027-01-06")


def published():
    cases = [case for case in golden_cases() if "left_out" not in case and case.get("check") == "schedule"]
    return [golden_plan(case["inputs"]) for case in cases]


def plain(document):
    return json.loads(json.dumps(document))


DOCUMENTS = {
    "plan": lambda: plain(plan().to_dict()),
    "plan, rate path": lambda: plain(plan(debt={"rate": STEPS}).to_dict()),
    "plan, treatments and windows": lambda: plain(treated().to_dict()),
    "plan, balances carried": lambda: plain(plan(conventions=rp.Conventions(balance="exact")).to_dict()),
    "plan, changed twice": lambda: plain(staged().to_dict()),
    "plan, a card as it is billed": lambda: plain(billed().to_dict()),
    "ledger": lambda: plain(ledger().to_dict("2027-03-10")),
}
MENUS = ("able-not-willing", "dmp-four-cards", "gig-seasonal", "nine-creditors", "unemployed-three-cards")


def menus():
    """The menus of the samples, by name."""
    return {f"menu, {name}": lambda name=name: plain(rp.advise(rp.sample(name)).to_dict()) for name in MENUS}
