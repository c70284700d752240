"""A customer who could pay, and says no: facts and consequences, nothing else.

The case lies in cases/able-not-willing.toml, and ships as rp.sample("able-not-willing").
"""

from pathlib import Path

import repayplan as rp

case = rp.load_case(Path(__file__).parent / "cases" / "able-not-willing.toml")

# Able and willing stand side by side, each with its reason. Neither is a score.
print(case.assess())

# Paying at once is an option like any other, from the cash that is there.
menu = rp.advise(case)
print("\nBest:", menu.best.id, menu.best.total_paid, "-", menu.best.why)

# What waiting costs: 6,500 every thirty days, interest first.
card = case.debts[0]
terms = rp.Terms(
    shape=rp.shapes.FixedAmount("6500"), every=(30, "days"), first_due="2026-12-31",
    order=("interest", "penalty", "fees", "principal"),
)  # fmt: skip
slowly = rp.schedule(card, terms, as_of=case.as_of)
print(f"\n{len(slowly.rows)} payments: {slowly.total_paid}, which is {slowly.total_paid - card.total} more than now")

# Interest is not stopped for somebody who can pay it. Those options are kept, each with the reason.
stopped = [option for option in menu.rejected if option.proposal.asking.interest == "pause"]
print(f"\nInterest stopped: {len(stopped)} options, none proposed. {stopped[0].why}")
