"""Many ledgers in columns are the ledgers one by one, in every lane and component."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

import repayplan as rp
from repayplan.followup.many import replay

np = pytest.importorskip("numpy")
START = date(2026, 12, 31)
PERIODS = 8


@pytest.mark.parametrize("seed", range(3))
def test_columns_are_the_ledgers_one_by_one(seed):
    rng, lanes = np.random.default_rng(seed), 40
    principal = rng.integers(1, 400_000, lanes)
    interest = rng.integers(0, 9_000, lanes) * rng.integers(0, 2, lanes)
    debt = rp.Debt(id="A", principal="1", rate="0.05%/day", currency="CNY")
    plan = rp.schedule(debt, rp.Terms(instalments=PERIODS), as_of=START)
    ends = [(row.due - START).days for row in plan.rows]
    starts = [0, *ends[:-1]]
    days = [rng.integers(a + 1, b + 1, lanes) for a, b in zip(starts, ends, strict=True)]
    days[2][:5] = ends[2]  # on the due date itself
    paid = [rng.integers(0, 120_000, lanes) * rng.integers(0, 2, lanes) for _ in ends]
    rows = list(replay((principal, interest, 0, 0), 5, 10_000, ends, days, paid))[1::2]
    for lane in range(lanes):
        own = rp.Debt(
            id="A", principal=Decimal(int(principal[lane])) / 100, interest=Decimal(int(interest[lane])) / 100,
            rate="0.05%/day", currency="CNY",
        )  # fmt: skip
        payments = [
            rp.Payment(Decimal(int(sums[lane])) / 100, on=START + timedelta(days=int(when[lane])))
            for when, sums in zip(days, paid, strict=True)
            if sums[lane]
        ]
        ledger = rp.Ledger(rp.schedule(own, rp.Terms(instalments=PERIODS), as_of=START), payments)
        for end, row in zip(ends, rows, strict=True):
            account = ledger.on(START + timedelta(days=end))["A"]
            assert [int(part[lane]) if hasattr(part, "__len__") else part for part in row.closing] == list(
                account.parts
            )
