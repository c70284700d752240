"""One small household with its menu; which laws it breaks.

Its document verifies; options stand in the order that the pages state, worked out here from what each option shows;
the best is the first of them, can be kept on the declared ledger and pays the principal; each ledger has an option
that can be kept, or a certificate.
"""

import json
import random
from itertools import accumulate

import repayplan as rp

AS_OFS = ("2026-12-01", "2026-12-15", "2026-12-16", "2027-01-31")
MONTHS = [f"{2026 + (11 + k) // 12}-{(11 + k) % 12 + 1:02d}" for k in range(12)]


def drawn(seed: int) -> dict:
    """The case document of a seed."""
    rng = random.Random(seed)
    text = lambda cents: f"{cents // 100}.{cents % 100:02d}"  # noqa: E731
    sum_of = lambda most: text(rng.choice((0, 1, 99, 10_000, rng.randrange(most), rng.randrange(most))))  # noqa: E731

    def line(name: str, most: int) -> dict:
        if rng.random() < 0.3:
            return {"name": name, "by_month": {month: sum_of(most) for month in MONTHS}}
        start, until = rng.choice((None, None, "2026-12", "2027-03")), rng.choice((None, None, "2027-06", "2028-01"))
        return {"name": name, "amount": text(rng.randrange(most)), "start": start, "until": until}

    incomes = [
        line(name, 400_000) | {"evidence": rng.choice(("verified", "verified", "declared", "expected"))}
        for name in ("wage", "gig", "aid")[: rng.randint(1, 3)]
    ]
    spending = [
        line(name, 150_000) | {"kind": rng.choice(("essential", "priority", "flexible"))}
        for name in ("rent", "food")[: rng.randint(0, 2)]
    ]
    debts = [
        {
            "id": name,
            "kind": rng.choice(("credit_card", "credit_card", "instalment_loan", "other")),
            "balance": {
                "principal": text(rng.randrange(1, rng.choice((30_000, 200_000, 900_000)))),
                "interest": sum_of(20_000),
                "penalty": sum_of(20_000),
                "fees": sum_of(2_000),
            },
            "rate": rng.choice(("0%", "18%", "0.05%/day", "36%")),
            "day_count": rng.choice(("equal-periods", "actual/365")),
            "due_day": rng.choice((None, None, 5, 20, 31)),
            "days_past_due": rng.choice((0, 31, 95)),
            "minimum": rng.choice((None, {"balance": "10%", "floor": "50"}, "100")),
        }
        for name in "ABC"[: rng.choice((1, 1, 2, 2, 3))]
    ]
    return {
        "schema": "repayplan/case-1",
        "as_of": rng.choice(AS_OFS),
        "currency": "CNY",
        "rules": rng.choice((None, "cn", "us")),
        "household": {
            "cash": sum_of(300_000),
            "keep_back": rng.choice(("0", sum_of(50_000), "5%", "33.3%")),
            "reserve": rng.choice((None, sum_of(200_000))),
            "beyond": rng.choice(("repeat_last", "repeat_year", "nothing")),
            "incomes": incomes,
            "spending": spending,
        },
        "debts": debts,
        "willing": rng.choice((None, "willing", "declined")),
        "limits": {"max_months": rng.choice((6, 12, 24))},
    }


def grows(option: rp.Option) -> bool:
    """Whether more is owed at some due date than at the start, to all together."""
    changes = {}
    for plan in option.plans.values():
        for row in plan.rows:
            changes[row.due] = changes.get(row.due, 0) + row.closing - row.opening
    return any(change > 0 for change in accumulate(changes[day] for day in sorted(changes)))


def place(option: rp.Option, able: str) -> tuple:
    """Where an option stands in the order of the pages."""
    declared, verified = option.feasibility.declared, option.feasibility.verified
    forgiven = bool(option.concession["principal"])
    return (
        not verified.feasible,
        bool(option.conditional_on),
        option.outcome != "within",
        forgiven,
        grows(option),
        able != "yes" and declared.verdict != "comfortable",
        sum(option.concession.values()),
        option.last_due,
        -declared.least_margin,
    )


def broken(seed: int) -> tuple[int, list[str]]:
    """One menu, and the laws that it breaks."""
    document = drawn(seed)
    case = rp.Case.from_dict(document)
    menu = rp.advise(case)
    written = json.loads(json.dumps(menu.to_dict()))
    found = [f"verify: {cell}" for cell in rp.verify(written)]
    places = [place(option, menu.assessment.able) for option in menu.options]
    if places != sorted(places):
        found.append("options stand in the order of the pages")
    if not all(option.feasibility.declared.feasible for option in menu.options):
        found.append("an option can be kept on the declared ledger")
    if any(option.outcome == "outside" for option in menu.options):
        found.append("an option is outside no rule")
    full = [option for option in menu.options if not option.concession["principal"]]
    if menu.best is not (full[0] if full and menu.options[0] is full[0] else None):
        found.append("best is the first option that pays the principal")
    for ledger, certificate in menu.certificate.items():
        kept = any(option.feasibility.on(ledger).feasible for option in menu.options)
        if (certificate is None) != (kept or not case.total_owed):
            found.append(f"{ledger}: an option that can be kept, or a certificate")
    for option in menu.options:
        if sum(option.payments) != option.total_paid or min(option.payments) < 0:
            found.append(f"{option.id}: its payments are its total, none negative")
        if any(plan.rows[-1].closing for plan in option.plans.values() if plan.rows):
            found.append(f"{option.id}: nothing is owed at its end")
    return 1, found
