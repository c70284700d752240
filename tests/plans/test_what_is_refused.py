"""Each refusal of a plan says in one sentence where, what, what was expected, and what to do."""

import pytest

import repayplan as rp
from repayplan.plans.card import card_path
from repayplan.plans.changes import Change
from tests.refused import sentence

DECIMAL = 'expected a decimal number; write it like "1234.50"'
DAY = 'expected a day; write it like "2026-12-31"'
DEBT = rp.Debt(id="A", principal="1200", interest="30", rate="12%", day_count="equal-periods", currency="CNY")
FLAT = rp.Debt(id="F", principal="1200", rate={"flat_fee": "0.6%/month"}, currency="CNY")


def plan(debt=DEBT, **given):
    return rp.schedule(debt, rp.Terms(**({"instalments": 12, "first_due": "2026-12-31"} | given)), as_of="2026-11-30")


def change(kind, on="2027-03-15", **given):
    return lambda: Change(kind=kind, on=on, **given)


def changed(kind, on="2027-03-15", terms=None, debt=DEBT, **given):
    return lambda: plan(debt, **(terms or {})).changed(Change(kind=kind, on=on, **given))


def document(**changes):
    return lambda: rp.Plan.from_dict(plan().to_dict() | changes)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        # plans
        (
            lambda: plan(first_due="2026-11-29"),
            "first_due: got '2026-11-29', expected a day not before as_of, 2026-11-30; move the first due date",
        ),
        (lambda: rp.schedule("A", rp.Terms(instalments=3), "2026-12-01"), "debt: got 'A', expected rp.Debt"),
        (lambda: rp.schedule(DEBT, 12, "2026-12-01"), "terms: got 12, expected rp.Terms"),
        (lambda: rp.schedule(DEBT, rp.Terms(instalments=3), "2026-13-01"), f"as_of: got '2026-13-01', {DAY}"),
        (
            lambda: plan(down_payment="0.001"),
            "down_payment: got '0.001', expected whole minor units of CNY (2 decimals); round it yourself first",
        ),
        (
            lambda: plan(treatment={"fees": {"accrual": [rp.Window("2028-01-01", "2028-01-31")]}}),
            "treatment.fees.accrual[0]: got '2028-01-01 to 2028-01-31', expected days after 2026-11-30 and up to 2027-11-30; move it into the plan",
        ),
        (
            lambda: plan(conventions=rp.Conventions(instalment="given")),
            "conventions.instalment: got 'given', expected a shape that names its sums; name the sum of 'level'",
        ),
        # documents
        (
            document(first_due="2027-01-01"),
            "first_due: got '2027-01-01', expected '2026-12-31', which the plan's own input gives; correct it, or make the plan anew",
        ),
        (
            document(schema="repayplan/case-1"),
            "schema: got 'repayplan/case-1', expected 'repayplan/plan-1'; say which document this is",
        ),
        (
            document(more=1),
            "more: got 1, expected a known key; did you mean 'minor'?",
        ),
        # changes
        (change("moved"), "kind: got 'moved', expected one of the known words; did you mean 'overdue'?"),
        (change("rate", on="x", rate="5%"), f"on: got 'x', {DAY}"),
        (change("rate"), "rate: got None, expected a value: it is what a change of kind 'rate' says"),
        (
            change("rate", rate="5"),
            'rate: got \'5\', expected a rate with its unit, not negative; write a year\'s rate as "18.25%", a month\'s as "1.5%/month", a day\'s as "0.05%/day"',
        ),
        (
            change("rate", rate="5%", to="2027-04-01"),
            "to: got '2027-04-01', expected nothing in a change of kind 'rate'; make it a change of its own",
        ),
        (change("rate", rate="5%", why=3), "why: got 3, expected text"),
        (change("due_date", to="x"), f"to: got 'x', {DAY}"),
        (change("window", until="x"), f"until: got 'x', {DAY}"),
        (
            change("window", until="2027-03-14"),
            "until: got '2027-03-14', expected a day not before 2027-03-15; swap the two",
        ),
        (
            change("window", until="2027-04-14", becomes="run"),
            "becomes: got 'run', expected one of the known words; use one of: capitalise, defer, pause, waive",
        ),
        (change("added", instalments=0), "instalments: got 0, expected a whole number from 1 to 3660"),
        (
            change("re_age", instalments=3, interest="last"),
            "interest: got 'last', expected one of the known words; use one of: first, spread, waive",
        ),
        (
            change("re_age", instalments=3, first_due="2027-03-14"),
            "first_due: got '2027-03-14', expected a day not before 2027-03-15; move the first due date",
        ),
        (change("re_age", instalments=3, first_due="x"), f"first_due: got 'x', {DAY}"),
        (
            change("re_age", instalments=3, every="moon"),
            "every: got 'moon', expected a word of every, or (k, \"days\"); did you mean 'month'?",
        ),
        (
            change("booked", amounts={}),
            "amounts: got {}, expected charges, or an advance of principal alone; make two changes of it",
        ),
        (
            change("booked", amounts={"principal": "1", "fees": "1"}),
            "amounts: got {'principal': '1', 'fees': '1'}, expected charges, or an advance of principal alone; make two changes of it",
        ),
        (change("booked", amounts={"fee": "1"}), "amounts.fee: got '1', expected a known key; did you mean 'fees'?"),
        (change("booked", amounts={"fees": "x"}), f"amounts.fees: got 'x', {DECIMAL}"),
        (change("re_amortise", paid="x"), "paid: got 'x', expected a list"),
        (
            change("re_amortise", paid=["x"]),
            'paid[0]: got \'x\', expected a pair of a day and an amount; write it like ("2027-01-15", "300")',
        ),
        (
            change("re_amortise", paid=[("2027-01-01", "1", 2)]),
            "paid[0]: got ('2027-01-01', '1', 2), expected a pair of a day and an amount; write it like (\"2027-01-15\", \"300\")",
        ),
        (change("re_amortise", paid=[("x", "1")]), f"paid[0][0]: got 'x', {DAY}"),
        (changed("re_amortise", paid=[("2027-01-01", "x")]), f"paid[0][1]: got 'x', {DECIMAL}"),
        (
            change("re_amortise", paid=[("2027-03-16", "1")]),
            "paid[0][0]: got '2027-03-16', expected a day up to 2027-03-15; what is paid later is not paid so far",
        ),
        # a plan that is changed
        (
            changed("due_date", to="2027-02-28"),
            "changes[0].to: got '2027-02-28', expected a day after 2027-02-28; move it between its neighbours",
        ),
        (
            changed("added", terms={"instalments": None, "shape": rp.shapes.FixedAmount("300")}, instalments=2),
            "changes[0].kind: got 'added', expected a plan with a number of instalments; lower its instalment instead",
        ),
        (
            changed("window", terms={"treatment": {"interest": "waive"}}, until="2027-04-14"),
            "changes[0].becomes: got 'pause', expected no window: new interest is treated as 'waive' all along",
        ),
        (
            changed("rate", debt=FLAT, rate="5%"),
            "changes[0].rate: got '5%', expected a rate on what is owed; this plan has a flat fee; re-age it under new terms",
        ),
        (
            lambda: plan().changed(*(change("rate", rate=rate)() for rate in ("5%", "6%"))),
            "changes: got '2027-03-15', expected one change of kind 'rate' a day; keep the one that holds",
        ),
        (
            changed("rate", on="2028-01-15", rate="5%"),
            "changes[0].on: got '2028-01-15', expected a day before the plan ends, on 2027-11-30; change it while it runs",
        ),
        (
            changed("rate", on="2026-11-29", rate="5%"),
            "changes[0].on: got '2026-11-29', expected a day from 2026-11-30, where the plan starts; make the plan with it",
        ),
        (
            changed("re_amortise", paid=[("2026-11-29", "1")]),
            "paid: got '2026-11-29', expected days from 2026-11-30; what was paid before is no longer owed",
        ),
        (
            changed("re_amortise", paid=[("2027-01-15", "2000")]),
            "changes[0].paid: got '2000.00', expected no more than is owed; leave out what went to another debt",
        ),
        (
            lambda: plan().changed(
                Change(kind="rate", on="2027-02-15", rate="5%", paid=[("2027-01-15", "100")]),
                Change(kind="re_amortise", on="2027-03-15", paid=[("2027-01-15", "90"), ("2027-03-01", "1")]),
            ),
            "paid: got '2027-02-15', expected the payments that the change of 2027-03-15 names; name them all in each",
        ),
        (
            changed("rate", terms={"instalments": None, "shape": rp.shapes.Settlement()}, rate="5%"),
            "terms.shape: got 'settlement', expected a plan of instalments; make a plan of the new terms instead",
        ),
        (
            changed("rate", terms={"conventions": rp.Conventions(balance="exact")}, rate="5%"),
            "terms.conventions.balance: got 'exact', expected balances in whole minor units; a change starts from what is owed in whole minor units: make a plan of the new terms, or leave it out",
        ),
        (
            changed("re_amortise", on="2026-12-15", terms={"shape": rp.shapes.InterestGrace(2)}),
            "on: got 0, expected a day after the 2 instalments without interest; change it later",
        ),
        (
            lambda: plan().re_amortise(on="2027-03-15").cliff(),
            "changes: got 1, expected a plan as it was agreed; take the cliff of the plan before the changes",
        ),
        # what is asked of a plan
        (lambda: rp.agreement(plan()), 'rules: got None, expected a place with rules; write it like "cn"'),
        (lambda: rp.agreement("A", rules="cn"), "plan: got 'A', expected rp.Plan"),
        # small tools
        (lambda: rp.accrue("1000", "6%", days=3, months=1), "months: got 1, expected one of days, months, start"),
        (
            lambda: rp.accrue("1000", "6%", days=3, start="2027-01-01"),
            "days: got 3, expected one of days, months, start",
        ),
        (
            lambda: rp.accrue("1000", "0.05%/day", months=1),
            "rate: got '0.05%/day', expected a rate a month or a year; a daily rate counts days: give days, or start and end",
        ),
        (
            lambda: rp.level_instalment("1000", "0.05%/day", 12),
            "rate: got '0.05%/day', expected a rate a month or a year; equal months have no days to count; use rp.schedule",
        ),
        (
            lambda: rp.months_to_clear("1000", "0.05%/day", payment="50"),
            "rate: got '0.05%/day', expected a rate a month or a year; equal months have no days to count; use rp.schedule",
        ),
    ],
)
def test_a_refusal_says_all_four(call, says):
    assert sentence(call) == says


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: card_path([]), "balances: got [], expected at least one balance, all in one currency"),
        (lambda: card_path([DEBT, 3]), "balances[1]: got 3, expected rp.Debt"),
        (
            lambda: card_path([DEBT, FLAT], "50", "2026-12-01"),
            "balances[1].rate: got {'flat_fee': '0.6%/month'}, expected a rate on what is owed; leave a flat fee to its own plan",
        ),
        (
            lambda: card_path(DEBT, None, "2026-12-01"),
            "minimum: got None, expected the card's formula; give it, or name it in the debt",
        ),
        (
            lambda: card_path(DEBT, "50", "2026-12-01", "2026-11-30"),
            "first_due: got '2026-11-30', expected a day not before as_of, 2026-12-01",
        ),
        (lambda: card_path(DEBT, "50", "2026-12-01", "x"), f"first_due: got 'x', {DAY}"),
        (lambda: card_path(DEBT, "50", "x"), f"as_of: got 'x', {DAY}"),
        (
            lambda: card_path(DEBT, "50", "2026-12-01", first="lowest"),
            "first: got 'lowest', expected one of the known words; did you mean 'lowest rate'?",
        ),
    ],
)
def test_a_card_that_cannot_be_walked(call, says):
    assert sentence(call) == says
