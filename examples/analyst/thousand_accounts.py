"""A thousand accounts in arrays: the instalment of each, to the cent, and what a lower rate would change.

The accounts are made up, the same ones at every run. This example needs numpy.
"""

import numpy as np

import repayplan as rp

made_up = np.random.default_rng(20261201)
principal = made_up.integers(500, 30_000, 1_000)
annual_rate = made_up.choice([0.1299, 0.1999, 0.2499, 0.2999], 1_000)
instalments = made_up.choice([24, 36, 48, 60], 1_000)

# Arrays in, arrays out, one row per account in the order given. Each instalment is the exact annuity rounded up to the
# cent, each account is walked to its end, and no amount was ever a float.
now = rp.columns.level(principal=principal, annual_rate=annual_rate, instalments=instalments, currency="USD")
print("accounts:", len(now["instalment"]), "- columns:", *now)
print("due each month:", now["instalment"].sum(), "- interest in all:", now["interest"].sum())

# The same core works out one account: any row can be looked at by itself.
row = int(principal.argmax())
debt = rp.Debt(
    id=str(row), principal=int(principal[row]), rate=float(annual_rate[row]), currency="USD", day_count="equal-periods"
)
plan = rp.schedule(debt, rp.Terms(instalments=int(instalments[row])), as_of="2026-12-01")
print("largest account:", row, now["instalment"][row], now["interest"][row])
print("by itself:      ", row, plan.instalment, plan.total_interest)

# What if every creditor went down to 8 %, over 60 months? Whole cents and parts per million are the fast way.
cents, many = principal * 100, np.full(1_000, 60)
eased = rp.columns.level(
    principal=cents, annual_rate=80_000, instalments=many, currency="USD", units="minor,ppm"
)  # fmt: skip
less = np.array([int(amount * 100) for amount in now["instalment"]]) - eased["instalment"]
print("at 8 % over 60 months:", (less > 0).sum(), "accounts pay less, by", int(np.median(less)), "cents in the median")
