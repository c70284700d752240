"""A portfolio of card accounts: the stages, who is able and willing, and what a pause does that a longer term does not.

The accounts are made up, the same ones at every run, from proportions of 30,000 accounts of a bank in Taiwan in
September 2005 ("Default of Credit Card Clients", UCI Machine Learning Repository, I-Cheng Yeh, CC BY 4.0): how many are
how far behind, the quartiles of what they owe, and how many of them paid something in the month. Income is not in it,
nor are the card's terms: both are assumptions, printed first. This example needs numpy.
"""

import numpy as np

import repayplan as rp

ACCOUNTS, MONTHS = 20_000, 60
# Statements missed: how many accounts; quartiles of what those who owe owe [TWD]; the part of them that paid something.
SEEN = {
    0: (14_737, (22_233, 49_605, 104_691), 0.982),
    1: (3_688, (11_883, 26_185, 59_159), 0.406),
    2: (2_667, (17_182, 41_632, 85_810), 0.796),
    3: (463, (7_252, 24_348, 58_064), 0.311),
}
ASSUMED = {"rate": 200_000, "minimum": {"balance": 100_000, "floor": 1_000_00}, "median_surplus": 3_000_00}

made_up = np.random.default_rng(20261201)
count = np.array([seen[0] for seen in SEEN.values()])
missed = made_up.choice(len(SEEN), ACCOUNTS, p=count / count.sum())
days = np.maximum(0, 30 * missed - made_up.integers(0, 30, ACCOUNTS))
low, middle, high = np.array([seen[1] for seen in SEEN.values()])[missed].T
# Between and beyond the quartiles along straight lines of the logarithm.
place = made_up.uniform(0.02, 0.98, ACCOUNTS)
spread = np.where(place < 0.5, np.log(middle / low), np.log(high / middle))
owed = np.exp(np.log(middle) + spread * (place - 0.5) / 0.25).astype(np.int64) * 100
willing = made_up.uniform(size=ACCOUNTS) < np.array([seen[2] for seen in SEEN.values()])[missed]
surplus = (ASSUMED["median_surplus"] * np.exp(made_up.normal(0, 1, ACCOUNTS))).astype(np.int64)
words = {"currency": "TWD", "units": "minor,ppm"}
card = {"principal": owed, "annual_rate": np.full(ACCOUNTS, ASSUMED["rate"])}

print("assumed: 20 % a year; minimum 10 %, at least 1,000; half the households have less than 3,000 a month left")
bill = rp.columns.statement(
    principal=owed, minimum=ASSUMED["minimum"], days_past_due=days, **words
)  # fmt: skip
able = surplus >= bill["minimum"]

print("\nstage   accounts     owed, millions   able   willing")
for stage in ("M0", "M1", "M2", "M3"):
    here = bill["stage"] == stage
    sums = f"{stage:5} {here.sum():10,} {owed[here].sum() / 1e8:17,.1f}"
    print(f"{sums} {able[here].mean():8.0%} {willing[here].mean():8.0%}")

behind = days > 0
print("\nbehind         willing   not seen to be")
for name, group in (("able", able), ("not able", ~able)):
    print(f"{name:10} {(behind & group & willing).sum():11,} {(behind & group & ~willing).sum():16,}")

# Those who are behind, willing and not able: the customers that this library exists for.
case = behind & willing & ~able
sums, rates, pay = owed[case], card["annual_rate"][case], surplus[case]
print(f"\nwilling and not able: {case.sum():,} accounts, {sums.sum() / 1e8:,.1f} million owed")
for title, rate in (
    ("a longer term, 60 months at the card's rate", rates),
    ("60 months with interest paused", rates * 0),
):
    asked = rp.columns.level(principal=sums, annual_rate=rate, instalments=MONTHS, **words)
    keeps = asked["instalment"] <= pay
    back = np.where(keeps, asked["total"], 0).sum()
    print(f"{title:45} {keeps.mean():6.1%} can keep it, who pay back {back / 1e8:8,.1f} million")

least = rp.columns.concession(principal=sums, annual_rate=rates, payment=pay, most_months=MONTHS, **words)
print("the least that each of them needs:")
for lever in ("months", "rate", "write_down"):
    needs = least["lever"] == lever
    print(f"  {lever:10} {needs.mean():6.1%}", end="")
    print(f"   {least['write_down'][needs].sum() / 1e8:,.1f} million forgiven" if lever == "write_down" else "")
