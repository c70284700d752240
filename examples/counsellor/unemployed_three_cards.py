"""Three overdue cards and no job: what can be proposed to the banks today?

The case lies in cases/unemployed-three-cards.toml, and ships as rp.sample("unemployed-three-cards"). For a household of
your own copy that file, change what is in it, and give its name here.
"""

from pathlib import Path

import repayplan as rp

case = rp.load_case(Path(__file__).parent / "cases" / "unemployed-three-cards.toml")

# The menu begins with where the household stands. Then every option covers all three banks at once, the best one first,
# judged twice: on all that the household declares, and on what somebody has verified. At the end stands what cannot be
# proposed, with the month that is short.
menu = rp.advise(case)
print(menu)

# The best option rests on a wage that is only hoped for. Say so to the banks, and never write it down as verified.
best = menu.best
for line, month in best.conditional_on:
    print(f"\nOnly if the {line} arrives, from {month}. Otherwise bring the case again.")

# The rows that go into the agreement with the first bank; in the seventh the wage is there.
print("\nBank A, first eight instalments")
for row in best.plans["A"].rows[:8]:
    print(f"  {row.number}  {row.due}  owed {row.opening:>9}  paid {row.payment:>6}  left {row.closing:>9}")
