"""Each refusal of a case, a verdict, a sizing or a stress says where, what, what was expected, and what to do."""

from dataclasses import replace

import pytest

import repayplan as rp
from tests.options.building import case, debt
from tests.refused import sentence

DECIMAL = 'expected a decimal number; write it like "1234.50"'
DAY = 'expected a day; write it like "2026-12-31"'
SHARE = 'expected a share from 0% to 100%; write it like "10%"'
FX = {"from": "USD", "to": "CNY", "rate": "7.2", "on": "2026-12-01"}
HOME = rp.Household(
    currency="CNY",
    incomes=[rp.Income("wage", "1000")],
    spending=[rp.Spending("all", "900")],
    keep_back="0",
    reserve="0",
)
OWED = rp.Debt(id="A", principal="300", rate="0%", currency="CNY")
FLAT = rp.Debt(id="F", principal="300", rate={"flat_fee": "0.6%/month"}, currency="CNY")


def plan(owed=OWED, as_of="2026-12-01", **given):
    return rp.schedule(owed, rp.Terms(**({"instalments": 3, "first_due": "2026-12-31"} | given)), as_of)


def of(**given):
    return lambda: case(debt(), **given)


def limited(**limits):
    return lambda: case(debt(), rules="cn", limits=limits)


def judged(*plans, home=HOME):
    return rp.judge(list(plans or [plan()]), home)


def refusing(debt_id, **given):
    owed = rp.Debt(id="A", principal="300", rate="0%", currency="CNY", **given)
    return lambda: judged(plan(owed)).if_refused(debt_id)


def sized(shape="own_months", months=6, **given):
    return rp.size(HOME, "2026-12", months, shape=shape, **given)


def model(**parts):
    return lambda: rp.stress([plan()], HOME, model=parts)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        # the case
        (of(as_of="x"), f"as_of: got 'x', {DAY}"),
        (
            of(currency="cny"),
            "currency: got 'cny', expected an ISO 4217 currency code such as 'CNY'; did you mean 'CNY'?",
        ),
        (of(rules=3), "rules: got 3, expected text"),
        (of(pack={}), 'pack: got {}, expected a place in rules, over whose rules it is laid; add a place such as "cn"'),
        (of(first_due="x"), f"first_due: got 'x', {DAY}"),
        (
            of(first_due="2026-11-30"),
            "first_due: got '2026-11-30', expected a day not before as_of, 2026-12-01; move it, or leave it out",
        ),
        (of(cash="x"), f"household.cash: got 'x', {DECIMAL}"),
        (
            lambda: rp.Case(as_of="2026-12-01", currency="USD", household=HOME),
            "household.currency: got 'CNY', expected the case's currency, USD",
        ),
        (
            lambda: rp.Case(as_of="2026-12-01", currency="CNY", household=HOME, debts=[3]),
            "debts[0]: got 3, expected a mapping of names to values",
        ),
        (lambda: rp.Case.from_dict({}), "schema: got None, expected 'repayplan/case-1'; say which document this is"),
        (lambda: rp.Case.from_dict({"schema": "repayplan/case-1"}), "as_of: got None, expected a value; add 'as_of'"),
        (
            lambda: case(debt("A"), debt("A")),
            "debts[1].id: got 'A', expected an id that no other debt has; rename one of them",
        ),
        (
            lambda: case(debt(), debt("B", currency="USD")),
            "debts[1].currency: got 'USD', expected CNY, or a dated rate in fx; add {'from': 'USD', 'to': 'CNY', 'rate': ..., 'on': ...}",
        ),
        (lambda: case(debt(principal="x")), f"debts[0].balance.principal: got 'x', {DECIMAL}"),
        (
            lambda: rp.Case(
                as_of="2026-12-01",
                currency="CNY",
                household=rp.Household(currency="CNY", members=["M"]),
                debts=[debt(owner="N")],
            ),
            "debts[0].owner: got 'N', expected a member of the household; list every member in members",
        ),
        (of(fx=[FX | {"rate": 0}]), "fx[0].rate: got 0, expected a rate above zero"),
        (of(fx=[FX, FX | {"rate": "x"}]), f"fx[1].rate: got 'x', {DECIMAL}"),
        (of(fx=[FX | {"on": "x"}]), f"fx[0].on: got 'x', {DAY}"),
        (
            of(fx=[FX | {"to": "cny"}]),
            "fx[0].to: got 'cny', expected an ISO 4217 currency code such as 'CNY'; did you mean 'CNY'?",
        ),
        (of(fx=[{k: v for k, v in FX.items() if k != "from"}]), "fx[0].from: got None, expected a value; add 'from'"),
        (of(fx=[FX | {"rates": 1}]), "fx[0].rates: got 1, expected a known key; did you mean 'rate'?"),
        (of(fx="x"), "fx: got 'x', expected a list"),
        (
            of(reason={"code": "sick"}),
            "reason.code: got 'sick', expected one of the known words; use one of: business_failure, cash_timing, cost_of_living, disaster, family, income_drop, income_volatility, injury_leave, medical, none_given, other, over_indebted, unemployment",
        ),
        (of(reason={"code": "medical", "since": "x"}), f"reason.since: got 'x', {DAY}"),
        (of(reason={"code": "medical", "expected_end": "x"}), f"reason.expected_end: got 'x', {DAY}"),
        (of(reason={"code": "medical", "note": 3}), "reason.note: got 3, expected text"),
        (of(reason={"codes": "medical"}), "reason.codes: got 'medical', expected a known key; did you mean 'code'?"),
        (of(acts="x"), "acts: got 'x', expected a list"),
        (
            of(acts=[{"kind": "contacts", "on": "2026-11-01"}]),
            "acts[0].kind: got 'contacts', expected one of the known words; did you mean 'contact'?",
        ),
        (of(acts=[{"kind": "contact"}]), "acts[0].on: got None, expected a value; add 'on'"),
        (of(acts=[{"kind": "contact", "on": "x"}]), f"acts[0].on: got 'x', {DAY}"),
        (of(acts=[{"kind": "part_payment", "on": "2026-11-01", "amount": "x"}]), f"acts[0].amount: got 'x', {DECIMAL}"),
        (of(acts=[{"kind": "contact", "on": "2026-11-01", "note": 3}]), "acts[0].note: got 3, expected text"),
        (
            of(acts=[{"kind": "contact", "on": "2026-11-01", "by": 3}]),
            "acts[0].by: got 3, expected a known key; use one of: amount, kind, note, on",
        ),
        (
            of(willing="yes"),
            "willing: got 'yes', expected one of the known words; use one of: declined, unknown, willing",
        ),
        (limited(max_months=0), "limits.max_months: got 0, expected a whole number from 1 to 600"),
        (limited(max_months=601), "limits.max_months: got 601, expected a whole number from 1 to 600"),
        (limited(step_share="150%"), f"limits.step_share: got '150%', {SHARE}"),
        (limited(settlement_floor="x%"), f"limits.settlement_floor: got 'x%', {SHARE}"),
        (limited(settlement_floor="x"), f"limits.settlement_floor: got 'x', {DECIMAL}"),
        (limited(programmes="x"), "limits.programmes: got 'x', expected a list"),
        (limited(programmes=[3]), "limits.programmes[0]: got 3, expected text"),
        (limited(months=3), "limits.months: got 3, expected a known key; did you mean 'max_months'?"),
        # verdicts
        (lambda: rp.judge("x", HOME), "plans: got 'x', expected a list"),
        (lambda: rp.judge([], HOME), "plans: got [], expected at least one plan"),
        (lambda: rp.judge(["x"], HOME), "plans[0]: got 'x', expected rp.Plan"),
        (lambda: rp.judge([plan()], "x"), "home: got 'x', expected rp.Household"),
        (
            lambda: judged(plan(), plan(as_of="2026-12-02")),
            "plans[1].as_of: got '2026-12-02', expected 2026-12-01, as of the first plan",
        ),
        (
            lambda: judged(home=rp.Household(currency="USD")),
            "plans[0].currency: got 'CNY', expected the household's currency, USD; give a dated rate",
        ),
        (refusing("B"), "debt: got 'B', expected a debt that has a plan here; use one of: A"),
        (
            refusing("A"),
            "debt: got 'A', expected a debt whose payment by contract is known; give its minimum or contractual_payment",
        ),
        (lambda: judged().sensitivity(months=0), "months: got 0, expected a whole number from 1 to 600"),
        (lambda: judged().sensitivity(months=601), "months: got 601, expected a whole number from 1 to 600"),
        (lambda: judged().sensitivity(income="x"), f"income: got 'x', {DECIMAL}"),
        (lambda: judged().sensitivity(points="x"), f"points: got 'x', {SHARE}"),
        (
            lambda: case(debt()).balance_sheet().owed_by("bank"),
            "what: got 'bank', expected kind, creditor or component",
        ),
        (lambda: case(debt()).balance_sheet().spending_by("bank"), "what: got 'bank', expected kind or category"),
        # sizing
        (
            lambda: sized("flat"),
            "shape: got 'flat', expected one of the known words; use one of: level, own_months, rising",
        ),
        (lambda: rp.size("x", "2026-12", 6), "home: got 'x', expected rp.Household"),
        (lambda: rp.size(HOME, "x", 6), "start: got 'x', expected a month; write it like \"2026-12\""),
        (lambda: sized(months=0), "months: got 0, expected a whole number from 1 to 1200"),
        (lambda: sized(months=1201), "months: got 1201, expected a whole number from 1 to 1200"),
        (
            lambda: sized(step="5"),
            "step: got '5', expected nothing for this shape; say shape=\"rising\", or leave step out",
        ),
        (lambda: sized("rising", step="x"), f"step: got 'x', {DECIMAL}"),
        (lambda: sized("rising", step="x", from_cash=False), f"step: got 'x', {DECIMAL}"),
        (lambda: sized(cost="x"), f"cost: got 'x', {DECIMAL}"),
        (lambda: sized(income_fall="x"), f"income_fall: got 'x', {DECIMAL}"),
        (lambda: sized(income_fall="101%"), f"income_fall: got '101%', {SHARE}"),
        (
            lambda: sized("level").like(plan()),
            "shape: got 'level', expected own_months; size with shape=\"own_months\"",
        ),
        (
            lambda: sized().like(plan(rp.Debt(id="A", principal="300", rate="0%", currency="USD"))),
            "plan.currency: got 'USD', expected the household's, CNY",
        ),
        (
            lambda: sized(months=2).like(plan()),
            "plan: got '2026-12-01', expected due dates within the months that were sized; size more months",
        ),
        (
            lambda: sized().like(plan(FLAT)),
            "plan.debt.rate: got 'a flat fee', expected a rate on what is owed; a flat fee does not say what time costs",
        ),
        # stress
        (
            lambda: rp.stress([plan()], HOME, ledger="x"),
            "ledger: got 'x', expected one of the known words; use one of: declared, verified",
        ),
        (lambda: rp.stress([plan()], HOME, falls="x"), "falls: got 'x', expected a list"),
        (lambda: rp.stress([plan()], HOME, falls=["x"]), f"falls[0]: got 'x', {SHARE}"),
        (lambda: rp.stress([plan()], HOME, out="x"), "out: got 'x', expected a list"),
        (lambda: rp.stress([plan()], HOME, out=[0]), "out[0]: got 0, expected a whole number from 1 to 600"),
        (lambda: rp.stress([plan()], HOME, costs=["x"]), f"costs[0]: got 'x', {DECIMAL}"),
        (lambda: rp.stress([plan()], HOME, costs="x"), "costs: got 'x', expected a list"),
        (lambda: rp.stress([plan()], HOME, points=["x"]), f"points[0]: got 'x', {SHARE}"),
        (lambda: rp.stress([plan()], HOME, points="x"), "points: got 'x', expected a list"),
        (lambda: rp.stress([plan()], HOME, paths=0), "paths: got 0, expected a whole number from 1 to 10000000"),
        (lambda: rp.stress([plan()], HOME, seed=-1), f"seed: got -1, expected a whole number from 0 to {2**63}"),
        (model(falls="1%"), "model.falls: got '1%', expected a known key; did you mean 'fall'?"),
        (model(cost="x"), f"model.cost: got 'x', {DECIMAL}"),
        (model(out=601), "model.out: got 601, expected a whole number from 0 to 600"),
        (model(source=3), "model.source: got 3, expected text"),
        (model(fall="x"), f"model.fall: got 'x', {SHARE}"),
        (model(swing="x"), f"model.swing: got 'x', {SHARE}"),
        (model(chance="x"), f"model.chance: got 'x', {SHARE}"),
        (model(loss="x"), f"model.loss: got 'x', {SHARE}"),
    ],
)
def test_a_refusal_says_all_four(call, says):
    assert sentence(call) == says


def bare(**parts):
    """A judgement whose verdicts do not know the household, or the plans, as one that somebody put together by hand."""
    found = judged(plan(rp.Debt(id="A", principal="300", rate="0%", currency="CNY", minimum="100")))
    declared = replace(found.declared, household=None)
    return replace(found, **(parts or {"declared": declared}))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (
            lambda: bare().declared.break_even_income,
            "household: got None, expected the household that was judged; take the verdict from rp.judge",
        ),
        (
            lambda: bare().if_refused("A"),
            "household: got None, expected the household that was judged; take the verdicts from rp.judge",
        ),
        (
            lambda: bare().sensitivity(),
            "plans: got None, expected the plans that were judged; take the verdicts from rp.judge",
        ),
        (
            lambda: bare(asked=None).review_on,
            "plans: got None, expected the plans that were judged; take the verdicts from rp.judge",
        ),
    ],
)
def test_a_judgement_put_together_by_hand_says_what_it_lacks(call, says):
    assert sentence(call) == says
