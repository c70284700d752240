"""Write the page of plan kinds: ``python docs/kinds.py``."""

from pathlib import Path
from textwrap import fill

import repayplan as rp

PAGE = Path(__file__).parent / "kinds.md"
ON = "2026-12-01"
INTRODUCTION = f"""# Plan kinds

`rp.kinds` has the plans that creditors and advisers name, a few words over `rp.Terms`: each returns terms that
`rp.schedule` takes. Nothing is waived or paused by a default: what a creditor has agreed to is said. `rp.advise` tries
what the programmes of the place allow; these are for a plan that is on the table already. `rp.agreement(plan, ...)`
holds it against the rules, `plan.cliff()` says what comes back if one missed instalment ends it.

The creditor may agree; nobody is entitled to any of them unless a rule says so.

This page is written by `docs/kinds.py` from the library and its rules as of {ON}, and a test keeps it so.
"""
WHEN = {
    "personalised_instalment": (
        "A card in China, owed beyond what the household can pay, and the customer is willing. One missed instalment "
        "usually ends it. The article does not stop interest: `interest=\"pause\"` only where the bank agrees to it.",
        'rp.kinds.personalised_instalment(60, interest="pause")',
    ),
    "debt_management_plan": (
        "Several cards, a surplus every month, and an agency or adviser who asks all creditors for a lower rate. "
        "`menu.offers()` has each debt's share.",
        'rp.kinds.debt_management_plan("206.25", rate="8%")',
    ),
    "workout": (
        "One lender closes the account to new spending and asks less for longer. A lower rate helps; a longer term "
        "alone did not, in a randomised trial with US card debt (Dobbie and Song, Targeted Debt Relief; abstract).",
        'rp.kinds.workout(60, rate="6%", charges="waive")',
    ),
    "breathing_space": (
        "Time to take advice or to wait for a first wage: nothing is asked and interest stands still, then a plan. "
        "By law in England and Wales for a stated number of days; elsewhere where a creditor agrees.",
        'rp.kinds.breathing_space("2026-12-01", 60, 36)',
    ),
    "token_then_step_up": (
        "Almost nothing is left now, and a better income is near. Where interest runs on, a token below it lets the "
        "debt grow: ask for a stop first, or the plan says how far it grows.",
        'rp.kinds.token_then_step_up("188.50", 6, 60, interest="pause")',
    ),
    "settlement": (
        "A sum is there once, and the creditor takes it in full satisfaction. Not from what the household lives on, "
        "and never from a new loan.",
        'rp.kinds.settlement("12000")',
    ),
    "catch_up": (
        "A short dip that is over: the contract goes on and the arrears are made good on top. It raises the payment: "
        "of US mortgages modified in 2008, those whose payment did not fall failed about twice as often as those whose "
        "payment fell by a tenth or more (OCC Mortgage Metrics, fourth quarter of 2008; observed, not tried).",
        "rp.kinds.catch_up(loan, 6)",
    ),
    "seasonal": (
        "Income that comes with harvest, tourism or holidays: more in the good months, nothing in the empty ones. "
        "`rp.advise` sizes the household's own months; here the weights are given.",
        "rp.kinds.seasonal([1, 0, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1], 24)",
    ),
}  # fmt: skip
BLOCK = """
## In use

```python
import repayplan as rp

card = rp.Debt(id="A", principal="28000", interest="1620", penalty="540", rate="0.05%/day", currency="CNY")
loan = rp.Debt(id="L", principal="5000", rate="12%", currency="USD", contractual_payment="200", arrears="600")
for debt, terms in {block}
    plan = rp.schedule(debt, terms, as_of="2026-12-01")
    print(plan.terms.shape.kind, plan.rows[0].payment, len(plan.rows), plan.last_due, sum(plan.concession.values()))
```
"""


def rules(kind):
    """The rules that speak of it, each with its status; a place without them has none."""
    found = []
    for place in kind.places:
        book = rp.rulebook(place).on(ON)
        found += [f"`{book[name].id}` ({place}): {book[name].status}" for name in kind.rules if name in book]
    return found or ["no rule of a place: what the two sides agree"]


def page():
    parts = [INTRODUCTION]
    for name, kind in rp.kinds.KINDS.items():
        when, call = WHEN[name]
        lines = "\n".join(f"- {rule}" for rule in rules(kind))
        parts.append(f"\n## {kind.name_en} · {kind.name_zh}\n\n{fill(when, 118)}\n\n`{call}`\n\n{lines}\n")
    calls = [(("loan" if name == "catch_up" else "card"), call) for name, (_, call) in WHEN.items()]
    block = "(\n" + "".join(f"    ({debt}, {call}),\n" for debt, call in calls) + "):"
    return "".join(parts) + BLOCK.format(block=block)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
