"""A year with a high and a low season: the average month hides February.

The case lies in cases/gig-seasonal.toml, and ships as rp.sample("gig-seasonal").
"""

from pathlib import Path

import repayplan as rp

case = rp.load_case(Path(__file__).parent / "cases" / "gig-seasonal.toml")
home = case.household

# Month by month, before anything is paid: February takes 2,100 more than it brings.
surplus = home.surplus("2026-12", months=12)
print("Surplus, December to November:", *surplus)

# What would the average promise? A level plan of it breaks the reserve in its third month.
average = rp.Debt(id="all", principal="20799.96", rate="0%", currency="CNY")
level = rp.judge([rp.schedule(average, rp.Terms(instalments=12), as_of=case.as_of)], home)
print("1,733.33 every month:", level.declared.verdict, "- short of cash from", level.declared.short_of_cash[0])

# A plan that follows the household's own months asks nothing in February, and much in summer.
menu = rp.advise(case)
best = menu.best
print("\nBest:", best.id)
print("Asked in the first twelve months:", *best.payments[:12])
print("In all:", best.total_paid, "- last payment", best.last_due)
print(best.why)

# Every yuan of it rests on statements that nobody has checked yet: ask for them first.
print("\nNeeds proof of:", ", ".join(best.needs_proof))
