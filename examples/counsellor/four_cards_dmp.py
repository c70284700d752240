"""Four cards at 24 %: the minimums cannot be kept, a debt management plan at 8 % can.

The case lies in cases/dmp-four-cards.toml, and ships as rp.sample("dmp-four-cards").
"""

from pathlib import Path

import repayplan as rp

case = rp.load_case(Path(__file__).parent / "cases" / "dmp-four-cards.toml")

# What the cards ask now, and what is there for it.
asked = sum(card.minimum_payment() for card in case.debts)
left = case.household.surplus("2026-12", months=1)[0] - case.household.keep_back
print(f"Minimums: {asked} a month; there is {left} once {case.household.keep_back} is kept back")

# The menu tries every programme of the place: what is on offer, and what each option costs both sides.
menu = rp.advise(case)
for option in menu.options:
    given_up = sum(option.concession.values())
    print(f"  {option.id}: {option.instalments} payments, {option.total_paid} in all, creditors give up {given_up}")

# The whole 550 for 52 months comes first: interest falls to 8 %, the principal is paid in full.
best = menu.best
print("\nBest:", best.id)
print(best.why)
for name, plan in best.plans.items():
    print(f"  Card {name}: {plan.instalment} a month, {plan.total_interest} interest, paid off on {plan.last_due}")

# Why not the contract? In which month, and by how much.
contract = next(option for option in menu.rejected if option.kind == "contract")
print("\nBy the contract:", contract.why)
