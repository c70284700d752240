"""Schedules that a lender's engine publishes in its own tests, in every cell.

Apache Fineract, develop of 2026-06-26; each case names the file and the scenario that it stands in. The engine is under
the Apache License 2.0; this project is not affiliated with it. Cases that differ are named in ``DIFFER`` with the rule.
"""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import repayplan as rp

CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parents[1] / "golden" / "fineract.json").read_text())["cases"]
}
EVERY = {"months": {1: "month", 3: "quarter"}, "weeks": {1: "week", 2: "fortnight"}}
CHARGES = {"LOAN_NSF_FEE": "penalty", "LOAN_SNOOZE_FEE": "fees"}
DIFFER = {
    "LoanReAmortization-Part1-C3077-s1": "a charge stays on its unpaid row at 0 %, and moves on else; here it moves on",
}


def every(number, unit):
    """The word for so many units."""
    return (number, "days") if unit == "days" else EVERY[unit][number]


def day_count(loan):
    """Interest by repayment period is equal periods; else the days of a month over those of a year."""
    if loan["calculation"] == "same_as_repayment_period" and loan["every"][1] != "days":
        return "equal-periods"
    if loan["days_in_month"] == "30":
        return "30/360"
    return "actual/actual" if loan["days_in_year"] == "actual" else f"actual/{loan['days_in_year']}"


def shape(loan):
    grace = loan.get("grace", {})
    if grace.get("principal"):
        return rp.shapes.InterestOnly(grace["principal"])
    return rp.shapes.InterestGrace(grace["interest"]) if grace.get("interest") else rp.shapes.Level()


def scheduled(loan):
    """The loan as it was first scheduled."""
    start, down = date.fromisoformat(loan["start"]), Decimal(loan.get("down_payment", "0%")[:-1]) / 100
    rate = {"flat_fee": loan["rate"]} if loan["interest_type"] == "flat" and loan["rate"] != "0%" else loan["rate"]
    debt = rp.Debt(id="loan", principal=loan["principal"], rate=rate, currency="USD", day_count=day_count(loan))
    down *= Decimal(loan["principal"])
    terms = rp.Terms(
        instalments=loan["instalments"], every=every(*loan["every"]), shape=shape(loan),
        order=("interest", "fees", "penalty", "principal"), down_payment=str(down.normalize()) if down else None,
        conventions=rp.Conventions.named("fineract-2026-06", unit=loan["multiples_of"]),
    )  # fmt: skip
    return rp.schedule(debt, terms, start)


def as_changed(plan, case):
    """The plan with what happened to the loan."""
    loan = case["loan"]
    # The engine pays the down payment by itself.
    paid = [(loan["start"], str(plan.rows[0].payment))] if "down_payment" in loan else []
    paid += [(event["date"], event["amount"]) for event in case["events"] if event["type"] == "repayment"]
    # Changes compose by their days: a charge is entered when the schedule has come to its day.
    for event in sorted(the_last_of_a_day(case["events"], loan), key=lambda event: event["type"] == "charge"):
        match event["type"]:
            case "repayment":
                pass
            case "charge":
                plan = plan.book(charged_on(event, case), **{CHARGES[event["charge"]]: event["amount"]})
            case "disburse":
                plan = plan.book(lent_on(event, plan, loan), principal=event["amount"])
            case "interest_pause":
                plan = plan.pause(event["from"], event["to"])
            case "rate":
                plan = plan.change_rate(event["date"], event["rate"] + "%")
            case "reschedule" if "newInterestRate" in event:
                plan = plan.change_rate(event["rescheduleFromDate"], event["newInterestRate"] + "%")
            case "reschedule":
                at = event["rescheduleFromDate"]
                if "adjustedDueDate" in event:
                    plan = plan.move_due(at, event["adjustedDueDate"])
                if "extraTerms" in event:
                    plan = plan.add_instalments(at, int(event["extraTerms"]))
            case "reamortize":
                interest = "spread" if "SPLIT" in event["interest_handling"] else "first"
                plan = plan.re_amortise(event["on"], interest, up_to(event["on"], paid))
            case "reage" | "reage_preview":
                plan = re_aged(plan, event, paid)
            case other:
                raise NotImplementedError(other)
    return restated(plan, case, paid)


def charged_on(event, case):
    """The day of a charge; a re-age that splits all that is owed takes later ones in too."""
    splits = [e["on"] for e in case["events"] if e.get("reAgeInterestHandling", "").startswith("EQUAL")]
    return min([event["due"], *splits])


def lent_on(event, plan, loan):
    """The day from which an advance bears: its own, or the start of its period where parts do not count."""
    starts = [row.start for row in plan.rows if str(row.start) <= event["date"]]
    return event["date"] if loan.get("partial_periods", True) else starts[-1]


def up_to(day, paid):
    return [(on, amount) for on, amount in paid if on <= day]


def restated(plan, case, paid):
    """With interest on what is overdue, where the engine recalculates it."""
    return plan.overdue(until=case["as_of"], paid=paid) if case["loan"]["recalculates"] else plan


def the_last_of_a_day(events, loan):
    """The events, less the rates that another one of the same day replaces and those that change nothing."""
    rates = {event.get("rescheduleFromDate"): event for event in events if "newInterestRate" in event}
    for event in events:
        replaced = "newInterestRate" in event and rates[event["rescheduleFromDate"]] is not event
        same = event["type"] == "rate" and Decimal(event["rate"]) == Decimal(loan["rate"][:-1])
        if not replaced and not same:
            yield event


def re_aged(plan, event, paid):
    handling = event.get("reAgeInterestHandling", "DEFAULT")
    interest = "first" if handling == "DEFAULT" else "spread"
    word = every(int(event["frequencyNumber"]), event["frequencyType"].lower())
    on = min(event["on"], event["startDate"], str(plan.last_due))
    if handling.endswith("FULL_INTEREST"):
        plan = plan.book(on, interest=interest_to_come(plan, on, paid))
    return plan.re_age(
        on, int(event["numberOfInstallments"]), interest, up_to(on, paid), every=word, first_due=event["startDate"]
    )  # fmt: skip


def interest_to_come(plan, on, paid):
    """Of the interest that was scheduled, arrears until a day included, what accrues after it."""
    unpaid = [row.due for row in plan.rows if str(row.due) not in dict(paid)]
    scheduled = sum(row.to_interest for row in plan.overdue(unpaid[0], on).rows if row.due >= unpaid[0])
    so_far = plan.re_age(on, 1, paid=up_to(on, paid))
    return str(scheduled - next(row for row in so_far.rows if str(row.due) == on).parts["interest"].closing)


def cells(plan):
    """The rows as the engine prints them."""
    return [
        [str(row.due), *(str(n) for n in (row.to_principal, row.to_interest, row.to_fees, row.to_penalty, row.payment)),
         str(row.parts["principal"].closing)]
        for row in plan.rows
    ]  # fmt: skip


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in CASES if name not in DIFFER])
def test_a_schedule_of_the_engine(name):
    case = CASES[name]
    plan = as_changed(scheduled(case["loan"]), case)
    assert cells(plan) == [row for row in case["rows"] if row[1] != "advance"]
    assert rp.verify(plan.to_dict()) == []
    assert rp.Plan.from_dict(plan.to_dict()) == plan


@pytest.mark.parametrize("name", DIFFER)
def test_a_schedule_that_differs_does_so_as_its_rule_says(name):
    case = CASES[name]
    found, expected = cells(as_changed(scheduled(case["loan"]), case)), case["rows"]
    moved = [row for row, printed in zip(found, expected, strict=True) if row != printed]
    assert [row[4] for row in moved] == ["0.00", "10.00"]


def test_the_set_reads_the_words_of_a_stranger():
    """The same loan with its first due date said, with the default order, and with the days that the words mean."""
    loan = CASES["EMICalculation-Part3-C3439-s1"]["loan"]
    usual = scheduled(loan)
    debt = rp.Debt(
        id="loan", principal=loan["principal"], rate=loan["rate"], currency="USD",
        day_count="actual/actual-december-31", due_day=31,
    )  # fmt: skip
    terms = rp.Terms(instalments=6, conventions=rp.Conventions.named("fineract-2026-06"))
    for first_due in (None, "2023-11-30"):
        assert cells(rp.schedule(debt, terms.but(first_due=first_due), loan["start"])) == cells(usual)
    assert [row.due.day for row in usual.rows] == [30, 31, 31, 29, 31, 30]


def test_what_equal_parts_leave_is_forgiven_as_rule_34_says():
    # 0.49 in four parts is 0.12 each: 0.01 is asked of nobody.
    case = CASES["LoanReAmortization-Part2-C4499-s3"]
    plan = as_changed(scheduled(case["loan"]), case)
    assert str(plan.total_waived) == "0.01" == str(plan.concession["interest"])
