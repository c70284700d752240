"""Judging 100,000 households over 60 months, and 10,000 stressed paths of one plan, in lean walks of as many lanes."""

import numpy as np
from rounds import medians, show

import repayplan as rp
from repayplan.feasibility.simulation import read_model
from repayplan.feasibility.stress import simulated

HOUSEHOLDS, PATHS, MONTHS = 100_000, 10_000, 60
WORDS = {"currency": "EUR", "units": "minor,ppm"}


def walks(lanes, rng):
    """As many lean walks: level plans, totals alone."""
    principal, rate = rng.integers(1_000_00, 30_000_00, lanes), rng.integers(0, 200_000, lanes)
    pay = rp.columns.level(principal=principal, annual_rate=rate, instalments=MONTHS, **WORDS)["instalment"]
    given = {"principal": principal, "annual_rate": rate, "instalment": pay, "instalments": MONTHS}
    return lambda: rp.columns.totals(**given, **WORDS)


def households(rng):
    """Incomes that move by a tenth from month to month; about four in ten cannot keep their payment."""
    earned = rng.integers(1_500_00, 3_000_00, HOUSEHOLDS)
    income = [earned * rng.integers(90, 111, HOUSEHOLDS) // 100 for _ in range(MONTHS)]
    spending = np.maximum(earned - rng.integers(0, 1_000_00, HOUSEHOLDS), 0)
    payment = rng.integers(0, 500_00, HOUSEHOLDS)
    given = {"cash": rng.integers(0, 5_000_00, HOUSEHOLDS), "income": income, "spending": spending, "payment": payment}
    return given | {"keep_back": 100_00, "reserve": 500_00}


def main():
    rng = np.random.default_rng(60)
    given = households(rng)
    verdicts = rp.columns.judge(**given, **WORDS)["verdict"]
    print({word: int((verdicts == word).sum()) for word in set(verdicts)})
    both = given | {"verified_income": [column * 9 // 10 for column in given["income"]]}
    walk = f"{HOUSEHOLDS:,} lean walks"
    seconds = medians(
        {
            walk: walks(HOUSEHOLDS, rng),
            "columns.judge, declared": lambda: rp.columns.judge(**given, **WORDS),
            "columns.judge, both ledgers": lambda: rp.columns.judge(**both, **WORDS),
        }
    )
    show(f"{HOUSEHOLDS:,} households x {MONTHS} months", seconds, walk, {"columns.judge, declared": 3})
    home = rp.Household(
        currency="EUR", cash="2000", keep_back="50", reserve="0", incomes=[rp.Income("wage", "2400")],
        spending=[rp.Spending("all", "1700")],
    )  # fmt: skip
    plan = rp.schedule(rp.Debt(id="A", principal="24000", rate="6%", currency="EUR"), rp.Terms(instalments=MONTHS),
                       as_of="2026-12-01")  # fmt: skip
    judged = rp.judge([plan], home)
    model = read_model(None, "EUR")
    walk = f"{PATHS:,} lean walks"
    run = "a stress of one plan"
    seconds = medians(
        {walk: walks(PATHS, rng), run: lambda: simulated(judged, model, PATHS, 1, "declared")}, rounds=45
    )  # fmt: skip
    show(f"{PATHS:,} paths x {MONTHS} months", seconds, walk, {run: 3})


main()
