"""Plan kinds: what each asks, in figures that are worked out another way."""

from decimal import Decimal

import pytest

import repayplan as rp
from tests.options.building import case, debt

AS_OF = "2026-11-30"


def owed(principal="1200", **more):
    given = {"rate": "12%", "day_count": "equal-periods", "currency": "USD"} | more
    return rp.Debt(id="A", principal=principal, **given)


def paid(terms, debt_=None, as_of=AS_OF):
    return [str(row.payment) for row in rp.schedule(debt_ or owed(), terms, as_of=as_of).rows]


def test_personalised_instalment_spreads_charges_and_lets_interest_run_unless_it_is_said():
    """64,000 with interest paused over 60: 1,066.67, the last 1,066.47; nothing is stopped by default."""
    card = owed("56000", interest="8000", rate="0.05%/day", currency="CNY", day_count="actual/365")
    stopped = paid(rp.kinds.personalised_instalment(60, interest="pause"), card)
    assert stopped[0] == "1066.67" and stopped[-1] == "1066.47"
    plan = rp.schedule(card, rp.kinds.personalised_instalment(60), as_of=AS_OF)
    assert plan.total_forgone == 0 and plan.instalment > Decimal("1066.67")
    charged = owed("1200", penalty="60", rate="0%")
    assert paid(rp.kinds.personalised_instalment(12), charged) == ["105.00"] * 12
    assert paid(rp.kinds.personalised_instalment(12, charges="waive"), charged) == ["100.00"] * 12


def test_personalised_instalment_is_held_against_its_rule():
    card = owed("6000", currency="CNY", kind="credit_card")
    for count, outcome in ((60, "agreement_term_within"), (61, "agreement_term_outside")):
        plan = rp.schedule(card, rp.kinds.personalised_instalment(count), as_of=AS_OF)
        assert outcome in [finding.code for finding in rp.agreement(plan, rules="cn").findings]


def test_debt_management_plan_pays_the_share_until_paid():
    """24,000 at 8% and 550 a month: 52 payments, 4,455.90 of interest, the last 405.90."""
    found = paid(rp.kinds.debt_management_plan("550", rate="8%"), owed("24000", rate="24%"))
    assert (len(found), found[0], found[-1]) == (52, "550.00", "405.90")
    # The 60-month annuity at 8%, exact 486.6335.
    assert paid(rp.kinds.debt_management_plan(instalments=60, rate="8%"), owed("24000"))[0] == "486.64"


def test_debt_management_plans_of_a_menus_shares_are_its_plans():
    menu = rp.advise(rp.sample("dmp-four-cards"))
    for offer, one in zip(menu.offers().rows, menu.case.debts, strict=True):
        plan = rp.schedule(one, rp.kinds.debt_management_plan(offer.amount, rate="8%"), as_of=menu.case.as_of)
        assert [row.payment for row in plan.rows] == [row.payment for row in menu.best.plans[one.id].rows]


def test_workout_lowers_the_rate_and_forgives_fees():
    plan = rp.schedule(owed("6000", fees="60"), rp.kinds.workout(60, rate="0%", charges="waive"), as_of=AS_OF)
    assert plan.instalment == 100 and plan.concession["fees"] == 60


def test_breathing_space_asks_nothing_and_accrues_nothing_for_its_days():
    """60 days from 1 December end on 29 January; 36.5% on 1,000 is 1.00 a day: 30 and 31 January, February, 1 March."""
    loan = owed("1000", rate="36.5%", day_count="actual/365")
    terms = rp.kinds.breathing_space("2026-12-01", 60, 12)
    first = rp.schedule(loan, terms, as_of="2026-11-30").rows[0]
    assert (str(first.due), str(first.accrued), str(first.forgone)) == ("2027-03-01", "31.00", "60.00")
    given = rp.kinds.breathing_space("2026-12-01", 60, amount="100", first_due="2027-01-30")
    assert rp.schedule(loan, given, as_of="2026-11-30").rows[0].accrued == 1
    with pytest.raises(rp.InputError, match="2027-01-29"):
        rp.kinds.breathing_space("2026-12-01", 60, 12, first_due="2027-01-29")


def test_token_then_step_up():
    """64,000, interest paused: six of 400, then 61,600 over 54: 1,140.75, the last 1,140.25."""
    found = paid(rp.kinds.token_then_step_up("400", 6, 60, interest="pause"), owed("64000", currency="CNY"))
    assert found[5:7] == ["400.00", "1140.75"] and found[-1] == "1140.25" and len(found) == 60
    assert paid(rp.kinds.token_then_step_up("10", 2, then="500"), owed("1020", rate="0%")) == [
        "10.00", "10.00", "500.00", "500.00",
    ]  # fmt: skip


def test_settlement_on_its_day():
    plan = rp.schedule(owed("1000", penalty="50"), rp.kinds.settlement("600", on="2026-12-15"), as_of=AS_OF)
    assert str(plan.last_due) == "2026-12-15" and plan.total_paid == 600
    assert plan.concession["penalty"] == 50


def test_catch_up_makes_good_the_arrears_to_the_cent():
    loan = owed("5000", contractual_payment="200", arrears="500")
    found = paid(rp.kinds.catch_up(loan, 3), loan)
    assert found[:4] == ["366.67", "366.67", "366.66", "200.00"]
    for missing in ("contractual_payment", "arrears"):
        given = {"contractual_payment": "200", "arrears": "500"} | {missing: None}
        with pytest.raises(rp.InputError, match=missing):
            rp.kinds.catch_up(owed("5000", **given), 3)


def test_seasonal_asks_by_the_months_weight():
    found = paid(rp.kinds.seasonal([1, 0, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1], 12), owed("1300", rate="0%"), "2026-12-31")
    assert found == ["100.00", "0.00", "100.00", "100.00", "100.00", "100.00", "200.00", "200.00", *["100.00"] * 4]


@pytest.mark.parametrize(
    "make",
    [
        lambda: rp.kinds.debt_management_plan(),
        lambda: rp.kinds.debt_management_plan("5", 5),
        lambda: rp.kinds.breathing_space("2026-12-01", 60),
        lambda: rp.kinds.breathing_space("2026-12-01", 60, 12, amount="5"),
        lambda: rp.kinds.token_then_step_up("5", 5),
        lambda: rp.kinds.token_then_step_up("5", 5, 50, then="9"),
    ],
)
def test_one_of_two_has_to_be_said(make):
    with pytest.raises(rp.InputError, match="leave out one"):
        make()


@pytest.mark.parametrize("name", list(rp.kinds.KINDS))
def test_each_kind_is_terms_that_a_document_brings_back(name):
    loan = owed("5000", contractual_payment="200", arrears="500")
    first = {
        "personalised_instalment": (12,), "debt_management_plan": ("500",), "workout": (12,),
        "breathing_space": ("2026-12-01", 30, 12), "token_then_step_up": ("5", 3, 12), "settlement": ("400",),
        "catch_up": (loan, 3), "seasonal": ([1] * 12, 12),
    }[name]  # fmt: skip
    terms = getattr(rp.kinds, name)(*first, every="month")
    plan = rp.schedule(loan, terms, as_of=AS_OF)
    assert rp.verify(plan.to_dict()) == [] and rp.Plan.from_dict(plan.to_dict()) == plan


def test_the_rules_that_are_named_are_there():
    for kind in rp.kinds.KINDS.values():
        for rule in kind.rules:
            assert any(rule in rp.rulebook(place).on("2026-12-01") for place in kind.places), rule


def test_kinds_are_judged_like_any_plan():
    found = case(debt("A", "1200"))
    plan = rp.schedule(found.debts[0], rp.kinds.workout(12), as_of=found.as_of)
    assert rp.judge([plan], found.household).declared.verdict == "comfortable"
