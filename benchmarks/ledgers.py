"""Ledgers of 24 payments, each on a day of its own: beside the same number of lean walks."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from rounds import medians, show

import repayplan as rp
from repayplan.engine.walk import Period, walk
from repayplan.followup.many import replay

LANES, PERIODS, DEN = 100_000, 24, 1_000_000
CHUNK = 32_768
START = date(2026, 12, 31)
rng = np.random.default_rng(1)
ENDS = [int(30.4375 * (k + 1)) for k in range(PERIODS)]
STARTS = [0, *ENDS[:-1]]
PRINCIPAL = rng.integers(1_000_00, 50_000_00, LANES)
RATE = rng.integers(200, 600, LANES)  # parts per million a day
DAYS = [rng.integers(a + 1, b + 1, LANES) for a, b in zip(STARTS, ENDS, strict=True)]
PAID = [np.minimum(PRINCIPAL // 30, 60_000) for _ in ENDS]


def chunks():
    for first in range(0, LANES, CHUNK):
        yield slice(first, first + CHUNK)


def lean():
    """Totals alone: a level period a month."""
    for part in chunks():
        rate = RATE[part]
        periods = [Period(((rate * (b - a), "run"),), PAID[0][part]) for a, b in zip(STARTS, ENDS, strict=True)]
        for _ in walk((PRINCIPAL[part], 0, 0, 0), periods, DEN):
            pass


def replayed():
    for part in chunks():
        columns = [column[part] for column in DAYS], [column[part] for column in PAID]
        for _ in replay((PRINCIPAL[part], 0, 0, 0), RATE[part], DEN, ENDS, *columns):
            pass


def a_ledger(lane):
    debt = rp.Debt(id="A", principal=Decimal(int(PRINCIPAL[lane])) / 100, rate=f"{RATE[lane] / 10_000:.4f}%/day",
                   currency="CNY")  # fmt: skip
    plan = rp.schedule(debt, rp.Terms(instalments=PERIODS, treatment={"interest": "pause"}), as_of=START)
    payments = [
        rp.Payment(Decimal(int(paid[lane])) / 100, on=START + timedelta(days=int(days[lane])))
        for days, paid in zip(DAYS, PAID, strict=True)
    ]
    return plan, payments


SOME = [a_ledger(lane) for lane in range(20)]


def planned():
    for plan, _ in SOME:
        list(plan.layout.rows(plan.level))


def one_by_one():
    for plan, payments in SOME:
        rp.Ledger(plan, payments).on(plan.last_due)


if __name__ == "__main__":
    columns = medians({"lean walks of 24 periods, in columns": lean, "ledgers of 24 payments, in columns": replayed}, 7)
    show(f"{LANES:,} ledgers of {PERIODS} payments", columns, "lean walks of 24 periods, in columns", {})
    single = medians({"walks of the same plans": planned, "ledgers, each with its state on a day": one_by_one}, 7)
    show("20 ledgers, one by one", single, "walks of the same plans", {})
