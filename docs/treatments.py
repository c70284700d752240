"""Write the page that works every treatment out in cents: ``python docs/treatments.py``."""

from pathlib import Path

import repayplan as rp

PAGE = Path(__file__).parent / "treatments.md"
DEBT = rp.Debt(
    id="A", principal="1000", interest="30", penalty="12", rate="12%", day_count="equal-periods", currency="CNY"
)
CELLS = [("interest", "opening", word) for word in ("collect", "spread", "capitalise", "defer", "waive")] + [
    ("interest", "accrual", word) for word in ("run", "capitalise", "defer", "waive", "pause")
]
INTRODUCTION = """# Every treatment, in cents

One debt, one number of instalments, one treatment changed at a time. Owed on 2026-12-31: principal 1,000.00, interest
30.00, penalty 12.00; 12 % a year, one per cent a month; three level instalments from 2027-01-31. What is not said is
`collect` and `run`. The two parts of a treatment are never mixed: `opening` is about what is owed already, `accrual`
about what would newly accrue. 停息挂账 in everyday speech is several of these; which one is meant has to be said.

This page is written by `docs/treatments.py` from the library itself, and a test keeps it so.
"""
WINDOW = """
## A pause by dates

`{{"interest": [rp.Window("2027-02-10", "2027-03-10", "pause")]}}`: both days inclusive, {days} days. Interest of a day
is what accrues up to that day: 10 to 28 February belong to the second row, 1 to 10 March to the third. Interest of a
row is rounded once for the days that run, and once for those in a window.
"""


def plan(treatment):
    terms = rp.Terms(instalments=3, first_due="2027-01-31", treatment=treatment)
    return rp.schedule(DEBT, terms, as_of="2026-12-31")


def table(plan):
    lines = ["| row | due | component | opening | accrued | moved in | paid | waived | moved out | closing | forgone |"]
    lines.append("|---|---|---|" + "---:|" * 8)
    for row in plan.rows:
        for name, part in row.parts.items():
            if any(part):
                forgone = str(row.forgone) if name == "interest" else ""
                lines.append(f"| {row.number} | {row.due} | {name} | " + " | ".join(map(str, part)) + f" | {forgone} |")
    return "\n".join(lines)


def said(plan):
    given = sum(plan.concession.values())
    return f"Instalment {plan.instalment}, paid in all {plan.total_paid}, given up by the creditor {given}."


def page():
    parts = [INTRODUCTION]
    for component, part, word in CELLS:
        worked = plan({component: {part: word}})
        parts.append(f"\n## {component}, {part}: {word}\n\n{said(worked)}\n\n{table(worked)}\n")
    window = rp.Window("2027-02-10", "2027-03-10", "pause")
    worked = plan({"interest": [window]})
    parts.append(WINDOW.format(days=window.days) + f"\n{said(worked)}\n\n{table(worked)}\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
