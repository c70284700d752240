"""Letters of every kind for the tests, from the sample households and from one whose names can be searched for."""

import repayplan as rp

TOWN, LENDER, SHOP = "Zebrabank", "Quokkafinance", "Wombatstore"
SECRETS = {"payslip": "payslip of Zebrabank account", "line": "teaching", "spending": "physiotherapy", "note": "gossip"}


def case(**names):
    """Three creditors, one household; every name, line and note is a word that stands nowhere else."""
    town, lender, shop = (names.get(key, name) for key, name in (("town", TOWN), ("lender", LENDER), ("shop", SHOP)))
    debts = [
        {"id": "T1", "creditor": town, "kind": "credit_card", "balance": {"principal": "28000", "interest": "1620"}},
        {"id": "L2", "creditor": lender, "kind": "credit_card", "balance": {"principal": "19500", "penalty": "380"}},
        {"id": "S3", "creditor": shop, "kind": "online_loan", "balance": {"principal": "12000", "fees": "77"}},
    ]
    terms = {"rate": "0.05%/day", "days_past_due": 75, "minimum": {"principal": "10%"}}
    return rp.Case.from_dict(
        {
            "schema": "repayplan/case-1",
            "as_of": "2026-12-01",
            "currency": "CNY",
            "rules": "cn",
            "household": {
                "cash": "1234.50",
                "keep_back": "222.22",
                "reserve": "0",
                "beyond": "repeat_last",
                "incomes": [
                    {"name": SECRETS["line"], "amount": "4000", "evidence": "verified", "papers": ["tax note"]},
                    {"name": "odd jobs", "amount": "700", "papers": [SECRETS["payslip"]]},
                ],
                "spending": [
                    {"name": SECRETS["spending"], "amount": "311.11", "kind": "essential"},
                    {"name": "all else", "amount": "2600", "kind": "flexible"},
                ],
            },
            "debts": [debt | terms for debt in debts],
            "reason": {"code": "medical", "since": "2026-08-20", "note": SECRETS["note"]},
            "acts": [{"kind": "contact", "on": "2026-11-01", "note": SECRETS["note"]}],
        }
    )


def letters(menu, audience):
    """One letter of each kind for an audience, about the first debt."""
    r = rp.reports
    first = next(debt for debt in menu.case.debts if debt.total)
    made = {
        "offer": r.offer(menu, first.id, audience=audience, reference="2026-017"),
        "negotiation_sheet": r.negotiation_sheet(menu, first.id, audience=audience),
    }
    if menu.best is None:
        return made
    plan = menu.best.plans[first.id]
    last = plan.rows[-1].number
    return made | {
        "agreement": r.agreement_draft(plan, menu.case.rules, able="no", willing="willing", audience=audience),
        "schedule_sheet": r.schedule_sheet(plan, audience=audience),
        "reminder": r.reminder(plan, audience=audience, officer="Ms Li"),
        "missed_payment": r.missed_payment(plan, last, on="2040-01-01", paid="0.01", audience=audience),
        "completion": r.completion(plan, audience=audience),
    }
