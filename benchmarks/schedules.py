"""Schedules of many accounts in memory: beside C period by period, the exact peers, and numpy-financial."""

import sys
import tempfile
from decimal import Decimal

import numpy as np
from compiled import reference
from rounds import medians, show

import repayplan.columns

ACCOUNTS, MONTHS, FEW, ALONE = 1_000_000, 60, 100_000, 20
NAMES = ("interest", "principal", "closing")


def accounts(count):
    rng = np.random.default_rng(60)
    return {"principal": rng.integers(1000_00, 50_000_00, count), "annual_rate": rng.integers(10_000, 200_000, count)}


def beside_c(folder):
    function, given = reference(folder, "level_schedule", 2, 6), accounts(ACCOUNTS)
    words = {"instalments": MONTHS, "currency": "EUR", "units": "minor,ppm"}
    pay = repayplan.columns.level(**given, **words)["instalment"]
    kept = [np.zeros(ACCOUNTS * MONTHS, dtype=np.int64) for _ in NAMES]

    def in_c():
        function(ACCOUNTS, MONTHS, *given.values(), pay, *kept)
        return dict(zip(NAMES, kept, strict=True))

    def fresh():
        function(ACCOUNTS, MONTHS, *given.values(), pay, *[np.empty(ACCOUNTS * MONTHS, dtype=np.int64) for _ in NAMES])

    def here(by):
        return repayplan.columns.schedule(**given, **words, instalment=pay, by=by, amounts=NAMES)

    expected, found = in_c(), here("matrix")
    assert all((expected[name].reshape(MONTHS, -1) == found[name]).all() for name in NAMES)
    del expected, found
    seconds = medians(
        {
            "C, period by period": in_c,
            "C, into fresh memory": fresh,
            "repayplan, matrices": lambda: here("matrix"),
            "repayplan, rows by number": lambda: here("number"),
            "repayplan, rows by account": lambda: here("account"),
        },
        rounds=5,
    )
    title = f"{ACCOUNTS:,} accounts x {MONTHS} months: three amounts of every instalment"
    show(title, seconds, "C, into fresh memory", {"repayplan, matrices": 2.5})


def beside_peers():
    import numpy_financial as npf
    from loan import STRATEGIES, LoanRequest
    from mortgagemath import LoanParams, amortization_schedule

    given = accounts(FEW)
    words = {"instalments": MONTHS, "currency": "USD", "units": "minor,ppm"}
    pay = repayplan.columns.level(**given, **words)["instalment"]
    rates, debts = given["annual_rate"] / 12e6, given["principal"] / 100

    def peer():
        for k in range(ALONE):
            rate = Decimal(int(given["annual_rate"][k])) / 10_000
            amortization_schedule(LoanParams(Decimal(int(given["principal"][k])) / 100, rate, MONTHS))

    def other():
        for k in range(ALONE):
            rate = Decimal(int(given["annual_rate"][k])) / 10_000
            STRATEGIES["equal-installment"]().generate(
                LoanRequest(Decimal(int(given["principal"][k])) / 100, rate, MONTHS, "equal-installment")
            )

    def matrices():
        number = np.arange(1, MONTHS + 1)[:, None]
        return npf.ipmt(rates, number, MONTHS, debts), npf.ppmt(rates, number, MONTHS, debts)

    seconds = medians(
        {
            "mortgagemath, each account": peer,
            "loankit, each account": other,
            "numpy-financial, interest and principal": matrices,
            "repayplan, solve and all rows": lambda: repayplan.columns.schedule(**given, **words),
            "repayplan, solve and all five matrices": lambda: repayplan.columns.schedule(**given, **words, by="matrix"),
            "repayplan, solve and totals": lambda: repayplan.columns.level(**given, **words),
            "repayplan, totals alone": lambda: repayplan.columns.totals(**given, **words, instalment=pay),
            "repayplan, interest and principal": lambda: repayplan.columns.schedule(
                **given, **words, by="matrix", amounts=NAMES[:2], instalment=pay
            ),
        },
        rounds=7,
    )
    for name in list(seconds)[:2]:
        seconds[name] *= FEW / ALONE
    print(f"{FEW:,} accounts x {MONTHS} months; each peer's {ALONE} accounts are scaled up")
    fastest = min(list(seconds)[:2], key=seconds.get)
    for name, value in seconds.items():
        print(f"  {name:<44} {value * 1e3:10.1f} ms   {seconds[fastest] / value:8.0f} x as fast as {fastest}")
    ratio = seconds["numpy-financial, interest and principal"] / seconds["repayplan, interest and principal"]
    print(f"  interest and principal: {ratio:.0f} x as fast as numpy-financial (target 20)")


beside_peers()
with tempfile.TemporaryDirectory() as folder:
    beside_c(folder) if len(sys.argv) == 1 else None
