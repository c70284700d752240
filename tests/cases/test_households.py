"""Households against figures by hand: what is owed, who can pay, and which plans can be kept."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import repayplan as rp

FOLDER = Path(__file__).parents[1] / "golden"
GOLDEN = tomllib.loads((FOLDER / "households.toml").read_text("utf-8"))
CENT = Decimal("0.01")


def case_of(name):
    """A sample, or a case that lies beside the figures."""
    path = FOLDER / "cases" / f"{name}.toml"
    return rp.load_case(path) if path.exists() else rp.sample(name)


@cache
def menu(name):
    """The menu of a case."""
    return rp.advise(case_of(name))


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


def pooled(amount, count=12, currency="CNY"):
    """One debt without interest of so many such instalments, to judge a level sum."""
    debt = rp.Debt(id="all", principal=amount * count, rate="0%", currency=currency)
    return rp.schedule(debt, rp.Terms(instalments=count), as_of="2026-12-01")


def close(instalments, pooled_sum):
    """Whether instalments add up to a pooled one within one minor unit per debt."""
    return abs(sum(instalments) - pooled_sum) <= CENT * len(instalments)


def instalments(found):
    return [plan.instalment for plan in found.plans.values()]


# --- every case


@pytest.mark.parametrize("name", GOLDEN)
def test_surplus_total_and_quadrant(name):
    case, expected = case_of(name), GOLDEN[name]
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


def test_seasonal_the_most_of_each_shape():
    home, figures = rp.sample("gig-seasonal").household, golden("gig-seasonal")
    level = rp.size(home, "2026-12", months=12)
    assert (level.amount, level.binding_month) == (figures["most_level"], figures["binding_month"])
    assert rp.size(home, "2026-12", 12, "own_months").total == figures["most_of_a_year"]


# --- a budget statement: what has priority first


def test_statement_what_is_left_for_the_others():
    case, figures = case_of("budget-statement"), golden("budget-statement")
    first = [debt for debt in case.debts if "priority" in debt.flags]
    agreed = rp.share("40", [debt.total for debt in first], "GBP")
    assert agreed == figures["priority"] == [debt.priority_instalment for debt in first]
    most = rp.size(case.household, "2026-12", from_cash=False).amount
    assert most - sum(agreed) == figures["to_others"]
    others = [debt for debt in case.debts if debt not in first]
    assert rp.share(figures["to_others"], [debt.total for debt in others], "GBP") == figures["others"]
    assert [owed.debt for owed in case.balance_sheet().debts][:2] == [debt.id for debt in first]


def test_statement_what_a_month_costs_and_how_long_it_takes():
    case, figures = case_of("budget-statement"), golden("budget-statement")
    others = [debt for debt in case.debts if "priority" not in debt.flags]
    month = [rp.schedule(d, rp.Terms(instalments=1, first_due="2026-12-31"), as_of=case.as_of) for d in others]
    assert sum(plan.rows[0].accrued for plan in month) == figures["interest_of_a_month"]
    frozen = rp.Debt(id="all", principal=sum(debt.total for debt in others), rate="0%", currency="GBP")
    paid = rp.schedule(frozen, rp.Terms(shape=rp.shapes.FixedAmount(figures["to_others"])), as_of=case.as_of)
    assert len(paid.rows) == figures["months_of_92"]


# --- five banks, cash left alone


def test_five_banks_sixty_months_miss_by_a_little():
    case, figures = case_of("five-banks"), golden("five-banks")
    assert sum(debt.minimum_payment() for debt in case.debts) == figures["minimums"]
    whole = rp.Household.from_dict(case.household.to_dict() | {"keep_back": "0"}, "SGD")
    found = rp.judge([pooled(figures["level_60"], 60, "SGD")], whole).declared
    assert found.short_of_surplus == ("2026-12", figures["short_of_60"])
    assert (found.verdict, found.savings_used) == ("needs savings", figures["cash_for_60"])
    assert rp.size(whole, "2026-12", 60, from_cash=False).amount < figures["level_60"]


@pytest.mark.parametrize(("months", "fits"), [(60, False), (72, False), (84, True)])
def test_five_banks_what_fits_with_the_margin(months, fits):
    case, figures = case_of("five-banks"), golden("five-banks")
    level = rp.level_instalment("52000", "8%", months, rounding="up", currency="SGD")
    assert level == figures[f"level_{months}"]
    assert rp.size(case.household, "2026-12", months, from_cash=False).amount == figures["most_with_margin"]
    assert (level <= figures["most_with_margin"]) == fits
    assert rp.judge([pooled(level, months, "SGD")], case.household).declared.strict == fits


def test_five_banks_rate_and_income():
    case, figures = case_of("five-banks"), golden("five-banks")
    level = lambda rate: rp.level_instalment("52000", rate, 60, rounding="up", currency="SGD")  # noqa: E731
    assert level(figures["highest_rate"]) == 1050 < level("7.8241%")
    assert case.balance_sheet().months_of_income("4200") == figures["months_of_gross"]


# --- a promise before the pay-day


def test_promise_for_wednesday_and_for_friday():
    case, figures = case_of("promise-before-pay-day"), golden("promise-before-pay-day")
    home = case.household
    wednesday, friday = (
        home.cash_on(when, case.as_of) for when in ("2026-12-02T15:00+08:00", "2026-12-04T18:00+08:00")
    )
    assert (wednesday.cash, wednesday.short_of("2000")) == (figures["cash_on_wednesday"], figures["short_on_wednesday"])
    assert not wednesday.pays("2000")
    assert (friday.free, friday.free - 2000) == (figures["most_on_friday"], figures["left_on_friday"])
    kept = rp.Household.from_dict(home.to_dict() | {"reserve": "500"}, "CNY")
    assert kept.cash_on("2026-12-04T18:00+08:00", case.as_of).free == figures["most_with_500_kept"]
    assert home.first_cash("2000", case.as_of, "2026-12-31").when.isoformat() == "2026-12-04T10:00:00"


# --- two currencies


def test_two_currencies_are_added_at_the_dated_rate_alone():
    case, figures = case_of("two-currencies"), golden("two-currencies")
    own, foreign = case.balance_sheet().debts
    assert foreign.owed == figures["foreign_in_own"]
    token = rp.share("720", [own.owed, foreign.owed], "SGD")
    assert token == figures["token"]
    assert token[1] * Decimal(case.fx[0]["rate"]) == figures["token_in_foreign"]
    with pytest.raises(rp.InputError, match="dated rate"):
        rp.Case.from_dict(case.to_dict() | {"fx": []})


# --- what comes first where no longest term is known, and over stated numbers of months


def test_statement_the_frozen_plan_pays_priority_first_and_runs_until_it_is_paid():
    figures, found = golden("budget-statement"), menu("budget-statement")
    best = found.best
    assert (best.kind, best.shape, best.proposal.asking.interest) == ("uk.interest_frozen", "fixed_amount", "pause")
    paid = [plan.instalment for plan in best.plans.values()]
    assert paid == [*figures["priority"], *figures["others"]]
    assert best.feasibility.declared.verdict == "comfortable"
    assert best.instalments == figures["months_of_92"]
    # No longest term is known: nothing is sized by one.
    assert best.proposal.asking.most is None
    assert not [o for o in found.options if o.shape in ("longest", "fewest")]


def test_statement_with_interest_running_it_never_clears():
    contract = option("budget-statement", "contract_rate/own_months")
    assert contract.findings[0].code == "never_clears"


def limited(months, **household):
    """The menu of the five banks under the debt management programme alone, over so many months at the most."""
    document = case_of("five-banks").to_dict()
    limits = document["limits"] | {"max_months": months, "programmes": ["sg.debt_management_programme"]}
    changed = document | {"household": document["household"] | household, "limits": limits}
    return rp.advise(rp.Case.from_dict(changed))


@pytest.mark.parametrize(("months", "keep_back", "strict"), [(60, "0", False), (72, "150", False), (84, "150", True)])
def test_five_banks_level_instalments_in_the_menu(months, keep_back, strict):
    figures, found = golden("five-banks"), limited(months, keep_back=keep_back, cash="0")
    level = next(o for o in (*found.options, *found.rejected) if o.shape == "longest")
    assert close(instalments(level), figures[f"level_{months}"])
    assert level.feasibility.declared.strict is level.feasibility.declared.feasible is strict


def test_five_banks_the_highest_rate_is_the_smallest_concession_after_time():
    document = case_of("five-banks").to_dict()
    changed = document | {"household": document["household"] | {"keep_back": "0", "cash": "0"}}
    found = rp.concession(rp.Case.from_dict(changed), months=60, strict=True)
    for change in (found.levers["rate"].feasible, found.levers["rate"].strict):
        # A minor unit for each debt moves the rate by some millionths.
        assert abs(change.size - Decimal("0.0782408")) < Decimal("0.00003")
    assert [(step.lever, step.whole) for step in found.steps] == [("months", True), ("rate", False)]


def test_two_currencies_one_surplus_shared_in_a_plan():
    figures = golden("two-currencies")
    end = "sg.debt_management_programme/interest-run/charges-spread/8%/fixed_amount"
    paid = {name: plan.instalment for name, plan in option("two-currencies", end).plans.items()}
    assert list(paid.values()) == [figures["token"][0], figures["token_in_foreign"]]
