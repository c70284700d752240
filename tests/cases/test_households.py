"""The sample cases and three more against figures by hand: what is owed, who can pay, and which plans can be kept."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import repayplan as rp

GOLDEN = tomllib.loads((Path(__file__).parents[1] / "golden" / "households.toml").read_text("utf-8"))
CENT = Decimal("0.01")


def of(name, **household):
    """A sample, or the case that the figures stand with; some of its household changed."""
    document = rp.sample(name).to_dict() if "case" not in GOLDEN[name] else GOLDEN[name]["case"]
    return rp.Case.from_dict(document | {"household": document["household"] | household})


@cache
def menu(name):
    """The menu of a case."""
    return rp.advise(of(name))


def option(name, end):
    """The one option, proposed or rejected, whose id ends so."""
    (found,) = [o for o in (*menu(name).options, *menu(name).rejected) if o.id.endswith(end)]
    return found


def golden(name):
    """The figures of a case, text as decimals."""

    def read(value):
        if isinstance(value, list):
            return [read(inner) for inner in value]
        return Decimal(value) if isinstance(value, str) and value.replace(".", "").lstrip("-").isdigit() else value

    return {key: read(value) for key, value in GOLDEN[name]["figures"].items()}


def pooled(amount):
    """One debt without interest of twelve such instalments, to judge a level sum."""
    debt = rp.Debt(id="all", principal=amount * 12, rate="0%", currency="CNY")
    return rp.schedule(debt, rp.Terms(instalments=12), as_of="2026-12-01")


def close(instalments, pooled_sum):
    """Whether instalments add up to a pooled one within one minor unit per debt."""
    return abs(sum(instalments) - pooled_sum) <= CENT * len(instalments)


def instalments(found):
    return [plan.instalment for plan in found.plans.values()]


# --- every case


@pytest.mark.parametrize("name", GOLDEN)
def test_surplus_total_and_quadrant(name):
    case, expected = of(name), GOLDEN[name]
    assert case.household.surplus("2026-12", months=12) == [Decimal(amount) for amount in expected["surplus"]]
    assert case.total_owed == Decimal(expected["total_owed"])
    assert case.assess().quadrant == expected["quadrant"]


@pytest.mark.parametrize(
    ("name", "kind", "shape"),
    [
        ("unemployed-three-cards", "cn.personalised_instalment", "step_up"),
        ("gig-seasonal", "contract_rate", "own_months"),
        ("able-not-willing", "pay_now", "pay_now"),
        ("dmp-four-cards", "us.debt_management_plan", "fixed_amount"),
        ("uk-budget", "uk.interest_frozen", "fixed_amount"),
        ("sg-five-banks", "sg.debt_management_programme", "fixed_amount"),
    ],
)
def test_what_comes_first(name, kind, shape):
    best = menu(name).best
    assert (best.kind, best.shape) == (kind, shape)
    assert menu(name).certificate["declared"] is None


@pytest.mark.parametrize("name", ["able-not-willing", "dmp-four-cards"])
def test_with_proved_income_both_ledgers_agree(name):
    assert menu(name).certificate == {"declared": None, "verified": None}
    assert menu(name).best.feasibility.verified.feasible


# --- three cards, no job


def test_unemployed_interest_that_runs_is_more_than_can_be_paid():
    case, figures = rp.sample("unemployed-three-cards"), golden("unemployed-three-cards")
    month = [rp.schedule(d, rp.Terms(instalments=1, first_due="2026-12-31"), as_of=case.as_of) for d in case.debts]
    assert sum(plan.rows[0].accrued for plan in month) == figures["interest_of_30_days"]


def test_unemployed_the_minimums_cannot_be_paid():
    case, figures = rp.sample("unemployed-three-cards"), golden("unemployed-three-cards")
    assert [debt.minimum_payment() for debt in case.debts] == figures["minimums"]
    contract = option("unemployed-three-cards", "contract")
    for ledger in ("declared", "verified"):
        assert contract.feasibility.on(ledger).short_of_cash[0] == "2026-12"


def test_unemployed_sixty_level_instalments_cannot_be_kept():
    figures = golden("unemployed-three-cards")
    level = option("unemployed-three-cards", "interest-pause/charges-spread/longest")
    declared = level.feasibility.declared
    assert close(instalments(level), figures["level_60"])
    assert declared.short_of_surplus[0] == "2026-12"
    below = [month for month, cash in zip(declared.months, declared.cash_path, strict=True) if cash < 0]
    assert [below[0], below[-1]] == figures["below_nothing_at_level_60"]
    assert len(below) == 7
    assert level.feasibility.verified.short_of_cash[0] == "2026-12"


def test_unemployed_a_token_and_then_the_longest_term_can_be_kept_if_the_wage_arrives():
    figures, best = golden("unemployed-three-cards"), menu("unemployed-three-cards").best
    assert best.proposal.asking.interest == "pause"
    for plan, token in zip(best.plans.values(), figures["token"], strict=True):
        assert [row.payment for row in plan.rows[:6]] == [token] * 6
        assert len(plan.rows) == 60
    assert sum(plan.rows[5].closing for plan in best.plans.values()) == figures["after_token"]
    assert close(instalments(best), figures["level_54"])
    assert best.feasibility.declared.verdict == "comfortable"
    assert best.conditional_on == (("new wage", "2027-06"),)
    assert "new wage" in best.needs_proof


def test_unemployed_nothing_can_be_kept_on_verified_income():
    figures, found = golden("unemployed-three-cards"), menu("unemployed-three-cards")
    assert found.best.feasibility.verified.without_plan[:3] == figures["unpaid_cash_verified"]
    assert not any(o.feasibility.verified.feasible for o in found.options)
    assert found.certificate["verified"].short_month == "2026-12"


# --- a high and a low season


def test_seasonal_the_mean_cannot_be_kept():
    home, figures = rp.sample("gig-seasonal").household, golden("gig-seasonal")
    assert sum(home.surplus("2026-12")) / 12 - figures["mean_surplus"] < CENT
    declared = rp.judge([pooled(figures["mean_surplus"])], home).declared
    path = dict(zip(declared.months, declared.cash_path, strict=True))
    assert declared.short_of_cash[0] == figures["below_reserve_at_mean"][0]
    assert [month for month, cash in path.items() if cash < 1000] == figures["below_reserve_at_mean"]
    assert [month for month, cash in path.items() if cash < 0] == figures["below_nothing_at_mean"]


def test_seasonal_the_most_that_a_level_sum_can_ask():
    home, figures = rp.sample("gig-seasonal").household, golden("gig-seasonal")
    assert rp.judge([pooled(figures["most_level"])], home).declared.verdict == "needs savings"
    more = rp.judge([pooled(figures["most_level"] + CENT)], home).declared
    assert (more.verdict, more.short_of_cash[0]) == ("not affordable", figures["binding_month"])


def test_seasonal_a_level_sum_hardly_pays_the_interest():
    card, loan = rp.sample("gig-seasonal").debts
    figures = golden("gig-seasonal")
    for debt, interest in ((card, figures["interest_of_30_days_A"]), (loan, figures["interest_of_a_month_B"])):
        plan = rp.schedule(debt, rp.Terms(instalments=60, first_due="2026-12-31"), as_of="2026-12-01")
        assert plan.rows[0].accrued == interest


def test_seasonal_the_households_own_months_pay_the_most():
    figures, best = golden("gig-seasonal"), menu("gig-seasonal").best
    assert sum(best.payments[:12]) == figures["most_of_a_year"]
    assert best.payments[2] == 0
    assert min(best.feasibility.declared.cash_path[:12]) == 1000
    assert best.needs_proof == ("deliveries",)
    assert best.feasibility.verified.short_of_cash[0] == "2026-12"


# --- able, not willing


def test_able_paying_now_can_be_kept_and_costs_least():
    best = menu("able-not-willing").best
    assert best.total_paid == rp.sample("able-not-willing").total_owed
    assert best.total_paid == min(o.total_paid for o in menu("able-not-willing").options)
    assert best.feasibility.declared.feasible
    assert best.feasibility.verified.feasible


def test_able_what_waiting_costs():
    figures, (card,) = golden("able-not-willing"), rp.sample("able-not-willing").debts
    order = ("interest", "penalty", "fees", "principal")
    terms = rp.Terms(shape=rp.shapes.FixedAmount("6500"), every=(30, "days"), first_due="2026-12-31", order=order)
    plan = rp.schedule(card, terms, as_of="2026-12-01")
    assert (len(plan.rows), plan.total_paid) == (figures["payments_of_6500"], figures["total_of_6500"])
    assert plan.total_paid - card.total == figures["cost_of_waiting"]


def test_able_nothing_is_eased():
    found = menu("able-not-willing")
    eased = [o for o in (*found.options, *found.rejected) if o.proposal.asking.interest in ("pause", "waive")]
    assert eased
    assert all(o in found.rejected and o.findings[-1].code == "within_ability" for o in eased)


# --- nine creditors, no plan


def test_nine_no_plan_of_sixty_can_be_kept():
    figures, found = golden("nine-creditors"), menu("nine-creditors")
    assert found.best is None
    assert found.options == ()
    level = option("nine-creditors", "interest-pause/charges-spread/longest")
    assert close(instalments(level), figures["level_60"])
    for ledger in ("declared", "verified"):
        assert level.feasibility.on(ledger).short_of_cash[0] == "2026-12"
    token = option("nine-creditors", "interest-pause/charges-spread/fixed_amount")
    assert instalments(token) == figures["token"]


@pytest.mark.parametrize("ledger", ["declared", "verified"])
def test_nine_the_certificate_has_the_smallest_changes(ledger):
    figures, levers = golden("nine-creditors"), menu("nine-creditors").certificate[ledger].levers
    assert levers["write_down"].strict.size == figures["strict_write_down"]
    assert levers["income"].strict.size == figures["strict_income_rise"]
    assert levers["write_down"].feasible.size == figures["write_down_from_cash"]
    for name in ("write_down", "income"):
        for change in (levers[name].feasible, levers[name].strict):
            assert change.size - change.one_less == CENT
            assert change.short[1] > 0


# --- four cards, a debt management plan


def at(rate, amounts):
    """The four cards at a rate, each paid its own sum until it is cleared."""
    case = rp.sample("dmp-four-cards")
    return [
        rp.schedule(card, rp.Terms(shape=rp.shapes.FixedAmount(amount), rate=rate), as_of=case.as_of)
        for card, amount in zip(case.debts, amounts, strict=True)
    ]


def test_four_cards_the_minimums_cannot_be_paid_with_what_is_kept_back():
    case, figures = rp.sample("dmp-four-cards"), golden("dmp-four-cards")
    assert sum(card.minimum_payment() for card in case.debts) == figures["minimums"]
    assert case.household.surplus("2026-12")[0] - case.household.keep_back == figures["usable"]
    declared = option("dmp-four-cards", "contract").feasibility.declared
    assert (declared.verdict, declared.short_of_surplus[0]) == ("tight", "2026-12")


def test_four_cards_the_whole_share_at_eight_per_cent_comes_first():
    figures, best = golden("dmp-four-cards"), menu("dmp-four-cards").best
    assert best.proposal.asking.rate == "8%"
    assert instalments(best) == figures["token"]
    assert best.instalments == figures["payments_of_550"]
    assert sum(plan.total_interest for plan in best.plans.values()) == figures["interest_of_550"]


def test_four_cards_two_per_cent_a_month_takes_too_long():
    figures = golden("dmp-four-cards")
    plans = at("8%", rp.share("480", ["9000", "7000", "5000", "3000"], "USD"))
    assert max(len(plan.rows) for plan in plans) == figures["payments_of_480"]
    assert sum(plan.total_interest for plan in plans) == figures["interest_of_480"]


def test_four_cards_without_a_concession():
    figures = golden("dmp-four-cards")
    plans = at("24%", figures["token"])
    assert max(len(plan.rows) for plan in plans) == figures["payments_at_24"]
    assert sum(plan.total_interest for plan in plans) == figures["interest_at_24"]


def test_four_cards_the_least_that_sixty_months_ask():
    figures = golden("dmp-four-cards")
    assert close(instalments(option("dmp-four-cards", "8%/longest")), figures["least_60"])


# --- a budget with priority arrears; interest frozen, or not


def test_budget_priority_debts_first_and_the_rest_by_balances():
    figures, best = golden("uk-budget"), menu("uk-budget").best
    paid = [plan.instalment for plan in best.plans.values()]
    assert paid[:2] == figures["priority"]
    assert paid[2:] == figures["others"]
    assert best.proposal.asking.interest == "pause"
    assert best.feasibility.declared.verdict == "comfortable"


def test_budget_frozen_it_takes_eleven_years_and_four_months():
    figures, best = golden("uk-budget"), menu("uk-budget").best
    assert best.instalments == figures["months_frozen"]
    # No longest term is known: nothing is sized by one.
    assert best.proposal.asking.most is None
    assert not [o for o in menu("uk-budget").options if o.shape in ("longest", "fewest")]


def test_budget_not_frozen_it_never_clears():
    figures, case = golden("uk-budget"), of("uk-budget")
    month = [rp.schedule(d, rp.Terms(instalments=1, first_due="2026-12-31"), as_of=case.as_of) for d in case.debts]
    assert sum(plan.rows[0].accrued for plan in month) == figures["interest_of_a_month"]
    contract = option("uk-budget", "contract_rate/own_months")
    assert contract.findings[0].code == "never_clears"
    assert figures["interest_of_a_month"] > sum(figures["others"])


# --- five banks: time, or a lower rate


def limited(months, **household):
    case = of("sg-five-banks", **household)
    limits = {"max_months": months, "programmes": ["sg.debt_management_programme"]}
    return rp.advise(rp.Case.from_dict(case.to_dict() | {"limits": limits}))


@pytest.mark.parametrize(("months", "keep_back", "strict"), [(60, "0", False), (72, "150", False), (84, "150", True)])
def test_five_banks_level_instalments(months, keep_back, strict):
    figures, found = golden("sg-five-banks"), limited(months, keep_back=keep_back, cash="0")
    level = next(o for o in (*found.options, *found.rejected) if o.shape == "longest")
    assert close(instalments(level), figures[f"level_{months}"])
    assert level.feasibility.declared.strict is strict
    assert level.feasibility.declared.feasible is strict
    if months == 60:
        short = level.feasibility.declared.short_of_surplus
        assert abs(short[1] - figures["short_at_60"]) <= 5 * CENT


def test_five_banks_the_highest_rate_over_sixty_months():
    figures, case = golden("sg-five-banks"), of("sg-five-banks", keep_back="0", cash="0")
    found = rp.concession(case, months=60, strict=True)
    for change in (found.levers["rate"].feasible, found.levers["rate"].strict):
        # A minor unit for each debt moves the rate by some millionths.
        assert abs(change.size - figures["highest_rate_60"]) < Decimal("0.00003")
    assert [(step.lever, step.whole) for step in found.steps] == [("months", True), ("rate", False)]


def test_five_banks_the_minimums_cannot_be_paid():
    figures, case = golden("sg-five-banks"), of("sg-five-banks")
    assert sum(card.minimum_payment() for card in case.debts) == figures["minimums"]


# --- two currencies


def test_two_currencies_one_surplus_by_converted_balances():
    figures = golden("two-currencies")
    shared = option("two-currencies", "sg.debt_management_programme/interest-run/charges-spread/8%/fixed_amount")
    paid = {name: plan.instalment for name, plan in shared.plans.items()}
    assert paid == {"S1": figures["share_sgd"], "C1": figures["share_cny"]}
    assert shared.plans["C1"].currency == "CNY"


def test_two_currencies_are_never_added_without_a_rate():
    document = GOLDEN["two-currencies"]["case"]
    with pytest.raises(rp.InputError, match=r"debts\[1\].currency"):
        rp.Case.from_dict(document | {"fx": []})
