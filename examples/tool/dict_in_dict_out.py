"""A tool that knows no household and no law: plain data in, plain data out, every cell checked on the way.

What goes over the wire is JSON both ways. The menu document carries its input, so whoever receives it can replay it.
"""

import json

import repayplan as rp

REQUEST = """
{"schema": "repayplan/case-1", "as_of": "2026-12-01", "currency": "CNY", "rules": "cn",
 "household": {"cash": "500", "keep_back": "300", "reserve": "0",
   "incomes": [{"name": "wage", "amount": "5200", "evidence": "verified"}],
   "spending": [{"name": "living", "amount": "3600", "kind": "essential"}]},
 "debts": [{"id": "A", "creditor": "Bank A", "kind": "credit_card", "days_past_due": 40,
            "balance": {"principal": "42000", "interest": "1260", "penalty": "300"},
            "rate": "0.05%/day", "minimum": "cn/usual-10"}],
 "acts": [{"kind": "contact", "on": "2026-11-20"}]}
"""


def answer(request: str) -> str:
    """A menu document for a case document; wrong input comes back as data too."""
    try:
        case = rp.Case.from_dict(json.loads(request))
    except rp.InputError as error:
        return json.dumps({"refused": error.path, "got": error.value, "expected": error.expected, "fix": error.fix})
    return json.dumps(rp.advise(case).to_dict(), ensure_ascii=False)


menu = json.loads(answer(REQUEST))
best = next(option for option in menu["options"] if option["id"] == menu["best"])
print("best:", best["id"])
print("customer:", best["customer"]["instalments"], "instalments,", best["customer"]["total_paid"], "in all")
print("verdicts:", {ledger: best["feasibility"][ledger]["verdict"] for ledger in ("declared", "verified")})

# Every cell of every plan worked out again by code that shares nothing with the code that made it: nothing to report.
for option in menu["options"]:
    for name, plan in option["plans"].items():
        assert rp.verify(plan) == [], (option["id"], name)

# One figure changed on the way is found, with its place.
plan = best["plans"]["A"]
plan["rows"][3]["parts"]["interest"]["accrued"] = "0.01"
print("changed:", rp.verify(plan)[0].path)

# The same case gives the same document, byte for byte.
assert answer(REQUEST) == answer(REQUEST)

# A wrong value is refused with its place, what was expected, and what to do.
print("refused:", answer(REQUEST.replace('"0.05%/day"', '"18"')))
