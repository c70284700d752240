"""The best option of each of 100,000 households, a 60-month budget each, in lean walks of as many accounts."""

import time

import numpy as np
from rounds import medians, show

import repayplan as rp
from repayplan.feasibility.case import SCHEMA

HOUSEHOLDS, MONTHS, CHECKED = 100_000, 60, 12
WORDS = {"currency": "EUR", "units": "minor,ppm"}
NAMES = {
    "no place's rules": {},
    "rules of cn, incomes declared": {"rules": "cn"},
    "rules of cn, incomes verified": {"rules": "cn", "income_evidence": "verified"},
    "rules of us": {"rules": "us"},
}
UNPAID = "rules of cn, unpaid interest beside"


def lean(rng):
    """As many lean walks: level plans, totals alone."""
    principal, rate = rng.integers(1_000_00, 30_000_00, HOUSEHOLDS), rng.integers(0, 300_000, HOUSEHOLDS)
    pay = rp.columns.level(principal=principal, annual_rate=rate, instalments=MONTHS, **WORDS)["instalment"]
    given = {"principal": principal, "annual_rate": rate, "instalment": pay, "instalments": MONTHS}
    return lambda: rp.columns.totals(**given, **WORDS)


def frames(rng):
    """One card each; about one household in four can pay it off within the months at the contract's rate."""
    keys, earned = np.arange(HOUSEHOLDS), rng.integers(1_500_00, 3_000_00, HOUSEHOLDS)
    spent = np.maximum(earned - rng.integers(-100_00, 600_00, HOUSEHOLDS), 0)
    debts = {"household": keys, "principal": rng.integers(1_000_00, 30_000_00, HOUSEHOLDS) / 100,
             "rate": rng.integers(0, 30, HOUSEHOLDS) / 100, "kind": ["credit_card"] * HOUSEHOLDS}  # fmt: skip
    homes = {"household": keys, "cash": rng.integers(0, 4_000_00, HOUSEHOLDS) / 100, "income": earned / 100,
             "spending": spent / 100}  # fmt: skip
    return {"debts": debts, "households": homes}


def called(given, words):
    said = {"currency": "EUR", "as_of": "2026-12-01", "max_months": MONTHS, "keep_back": "100", "reserve": "500"}
    return lambda: rp.columns.advise(**given, **said, **words)


def alone(given, words, i):
    """One household as a case, and its menu."""
    debt, home = ({name: column[i] for name, column in given[frame].items()} for frame in ("debts", "households"))
    balance = {name: float(debt[name]) for name in ("principal", "interest") if name in debt}
    evidence = words.get("income_evidence", "declared")
    return rp.advise(rp.Case.from_dict({
        "schema": SCHEMA, "as_of": "2026-12-01", "currency": "EUR", "rules": words.get("rules"),
        "limits": {"max_months": MONTHS},
        "debts": [{"id": "0", "balance": balance, "rate": float(debt["rate"]), "kind": debt["kind"]}],
        "household": {"cash": float(home["cash"]), "keep_back": "100", "reserve": "500",
                      "incomes": [{"name": "income", "amount": float(home["income"]), "evidence": evidence}],
                      "spending": [{"name": "spending", "amount": float(home["spending"])}]},
    }))  # fmt: skip


def checked(given, words, out):
    """That some rows are those of the menus of these households; the time of one of them."""
    start = time.process_time()
    menus = [alone(given, words, i) for i in range(CHECKED)]
    took = (time.process_time() - start) / CHECKED
    for i, menu in enumerate(menus):
        best = menu.best
        found = (out["kind"][i], out["shape"][i], out["total_paid"][i], out["last_due"][i])
        assert found == ((None,) * 4 if best is None else (best.kind, best.shape, best.total_paid, best.last_due))
    return took


def main():
    rng = np.random.default_rng(7)
    walks, given = lean(rng), frames(rng)
    unpaid = given | {"debts": given["debts"] | {"interest": rng.integers(0, 500_00, HOUSEHOLDS) / 100}}
    jobs = {name: (given, words) for name, words in NAMES.items()} | {UNPAID: (unpaid, {"rules": "cn"})}
    for name, (frame, words) in jobs.items():
        out = called(frame, words)()
        took = checked(frame, words, out)
        kept = sum(kind is not None for kind in out["kind"]) / HOUSEHOLDS
        print(f"{name}: {kept:.0%} can keep something; one by one {took * 1e3:.0f} ms a household")
    walk = f"{HOUSEHOLDS:,} lean walks"
    seconds = medians({walk: walks} | {name: called(*job) for name, job in jobs.items()}, rounds=5)
    show(f"advise, {HOUSEHOLDS:,} households x {MONTHS} months", seconds, walk, dict.fromkeys(jobs, 60))


main()
