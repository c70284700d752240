"""Nine creditors and no plan: exactly why, and the smallest change that would make one work.

The case lies in cases/nine-creditors.toml, and ships as rp.sample("nine-creditors").
"""

from pathlib import Path

import repayplan as rp

case = rp.load_case(Path(__file__).parent / "cases" / "nine-creditors.toml")
menu = rp.advise(case)

# "This cannot work yet" is an answer: there is no best option, and a certificate for each ledger.
print("Owed:", case.total_owed, "to", len(case.debts), "creditors. Best option:", menu.best)
certificate = menu.certificate["declared"]
print(certificate)

# Each lever by itself: what makes some plan work with the cash that is there, and what from each month alone.
print("\nThe smallest changes")
for lever in certificate.levers.values():
    sizes = [change.size if change else "no size is enough" for change in (lever.feasible, lever.strict)]
    print(f"  {lever.name}: {sizes[0]} with savings, {sizes[1]} from each month alone")

# The proof that it is the smallest: with one step less some month is short again.
write_down = certificate.levers["write_down"].feasible
month, short = write_down.short
print(f"\nA write-down of {write_down.one_less} is not enough: {short} short in {month}")
