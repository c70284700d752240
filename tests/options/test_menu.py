"""The menu on small cases of which every figure can be seen."""

import json
import pickle
from decimal import Decimal

import pytest

import repayplan as rp
from repayplan.options.tables import short_names
from tests.options.building import by_shape, case, codes, debt, line, sizes


def ids(options):
    return [option.id for option in options]


def test_no_debts_is_an_empty_menu():
    menu = rp.advise(case())
    assert (menu.certificate["declared"], menu.certificate["verified"]) == (None, None)
    assert menu.rejected == ()
    rp.Menu.from_dict(json.loads(json.dumps(menu.to_dict())))


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("rules", [None, "cn"])
def test_debts_of_nothing_ask_nothing(count, rules):
    owed = [debt(name, "0") for name in "AB"[:count]]
    menu = rp.advise(case(*owed, rules=rules))
    assert menu.certificate == {"declared": None, "verified": None}
    assert all(option.total_paid == 0 for option in menu.options)


def test_a_debt_of_nothing_changes_nothing_for_the_others():
    alone = rp.advise(case(debt("A", "600", due_day=10), as_of="2026-12-20", limits={"max_months": 12}, cash="250"))
    beside = rp.advise(
        case(
            debt("A", "600", due_day=10),
            debt("Z", "0", due_day=25),
            as_of="2026-12-20",
            limits={"max_months": 12},
            cash="250",
        )
    )
    assert [(o.id, o.payments) for o in beside.options] == [(o.id, o.payments) for o in alone.options]


def test_a_single_debt():
    menu = rp.advise(case(debt("A", "1000"), limits={"max_months": 12}))
    assert menu.best.feasible and menu.best.payments == [100] * 10
    assert menu.certificate == {"declared": None, "verified": None}


def test_no_rules_no_programme():
    menu = rp.advise(case(debt("A", "1000"), limits={"max_months": 12}))
    assert {option.kind for option in (*menu.options, *menu.rejected)} <= {"pay_now", "contract", "contract_rate"}


def test_an_unknown_place_is_refused():
    with pytest.raises(rp.InputError, match="rules"):
        case(debt(), rules="atlantis")
    with pytest.raises(rp.InputError, match=r"debts\[0\]"):
        case(debt(rules="atlantis"))


def test_an_unknown_programme_is_refused():
    with pytest.raises(rp.InputError, match=r"limits\.programmes\[0\]"):
        case(debt(), rules="cn", limits={"programmes": ["cn.nothing"]})


# A household in deficit


def test_a_household_in_deficit_has_no_plan_and_a_certificate():
    menu = rp.advise(case(debt("A", "600"), spending="1100", rules="cn"))
    assert menu.best is None and menu.options == ()
    found = menu.certificate["declared"]
    assert found.short_month == "2026-12"
    # 600 over 60 is 10, and the deficit is 100: 110 a month are enough, and no cent less.
    assert sizes(found.levers["income"]) == (Decimal("110.00"), Decimal("110.00"))
    assert found.levers["write_down"].feasible is None
    assert "lever_not_enough" in [f.code for f in found.levers["write_down"].findings]
    assert found.levers["spending"].feasible is None
    assert found.levers["spending"].findings[0].code == "lever_nothing_to_move"


def test_cash_that_carries_a_deficit_for_a_while_pays_what_it_can():
    # 10 a month goes missing; 500 of cash pays 400 and carries the twelve months of it.
    menu = rp.advise(case(debt("A", "370"), spending="1010", cash="500", limits={"max_months": 12}))
    assert menu.best is not None
    assert menu.best.total_paid == 370


def test_paying_now_needs_the_reserve_untouched():
    for cash, feasible in (("1000", True), ("999.99", False)):
        menu = rp.advise(case(debt("A", "700"), cash=cash, reserve="300"))
        assert by_shape(menu, "pay_now").feasible is feasible
    assert by_shape(rp.advise(case(debt("A", "700"), cash="1000", reserve="300")), "pay_now").total_paid == 700


def test_paying_now_is_not_paid_from_the_income_of_the_month():
    menu = rp.advise(case(debt("A", "700"), income="9000", cash="699.99"))
    found = by_shape(menu, "pay_now")
    assert "short_of_cash" in codes(found)


# A household that is able


def test_for_an_able_household_pause_and_waiver_are_rejected_as_within_its_ability():
    owed = debt("A", "1000", "18%", penalty="50", minimum="100")
    menu = rp.advise(case(owed, rules="cn", income="2000"))
    assert menu.assessment.able == "yes"
    eased = [o for o in (*menu.options, *menu.rejected) if "interest-pause" in o.id or "waive" in o.id]
    assert eased and all(o in menu.rejected and "within_ability" in codes(o) for o in eased)
    assert menu.best is not None and menu.best.concession == {"principal": 0, "interest": 0, "penalty": 0, "fees": 0}


def test_for_an_able_household_paying_sooner_goes_before_being_comfortable():
    menu = rp.advise(
        case(debt("A", "1000", "18%", minimum="100"), income="2000", cash="5000", limits={"max_months": 12})
    )
    assert menu.best.id == "pay_now"


def test_a_customer_who_declined_is_asked_for_no_programme():
    menu = rp.advise(case(debt("A", "1000", "18%"), rules="cn", willing="declined"))
    assert all(o.kind != "cn.personalised_instalment" for o in menu.options)
    assert "programme_not_for_household" in [f.code for f in menu.findings]


def test_a_programme_for_the_able_is_not_rejected_as_within_ability_because_the_customer_declined():
    menu = rp.advise(
        case(
            debt("A", "1000", "18%", kind="instalment_loan", minimum="50"),
            rules="cn",
            willing="declined",
            limits={"max_months": 36},
        )
    )
    assert menu.assessment.able == "yes"
    extension = [o for o in (*menu.options, *menu.rejected) if o.kind == "cn.loan_extension"]
    assert all("within_ability" not in codes(o) for o in extension)


# The contract's terms


def test_the_contracts_terms_are_skipped_where_a_payment_is_unknown():
    menu = rp.advise(case(debt("A", minimum="100"), debt("B"), limits={"max_months": 60}))
    assert by_shape(menu, "contract") is None
    skipped = [f for f in menu.findings if f.code == "contract_skipped"]
    assert [dict(f.numbers) for f in skipped] == [{"debt": "B"}]


def test_the_contracts_terms_are_tried_where_all_payments_are_known():
    menu = rp.advise(case(debt("A", "300", minimum="60"), debt("B", "80", contractual_payment="40"), debt("C", "0")))
    found = by_shape(menu, "contract")
    assert found.feasible and found.payments[:3] == [100, 100, 60]


def test_a_minimum_that_never_clears_is_rejected_in_words():
    menu = rp.advise(case(debt("A", "1000", "36%", minimum="20")))
    assert "never_clears" in codes(by_shape(menu, "contract"))


# Programmes


def test_a_debt_that_no_programme_covers_is_asked_the_same_with_outcome_unknown():
    menu = rp.advise(case(debt("A", "600"), debt("B", "600", kind="family_loan"), rules="cn"))
    asked = [o for o in menu.options if o.kind == "cn.personalised_instalment"]
    assert asked
    for option in asked:
        outcomes = {(o.outcome, o.debts) for o in option.rules}
        assert ("unknown", ("B",)) in outcomes and option.outcome == "unknown"
        assert "not_covered_by_programme" in codes(option)
    assert "programme_not_for_debt" in [f.code for f in menu.findings]


def test_a_lower_rate_of_a_programme_is_asked_and_a_higher_one_is_not():
    menu = rp.advise(case(debt("A", "1000", "24%"), debt("B", "1000", "5%"), rules="us", income="1150"))
    found = by_shape(menu, "longest", "debt_management_plan")
    assert found.plans["A"].terms.rate == "8%" and found.plans["B"].terms.rate is None


def test_a_lower_rate_of_a_programme_is_asked_of_a_debt_whose_promotion_ends():
    """Nothing until May, 26.99 % after: 8 % is less than what the contract will ask, whatever it asks today."""
    promotion = [{"from": "2026-12-01", "rate": "0%"}, {"from": "2027-05-01", "rate": "26.99%"}]
    found = by_shape(
        rp.advise(case(debt("A", "5000", promotion), rules="us", income="1110")), "longest", "debt_management"
    )
    at_eight = rp.Debt(id="A", currency="CNY", principal="5000", rate="8%", day_count="equal-periods")
    most = rp.schedule(at_eight, rp.Terms(instalments=60), "2026-12-01").total_interest
    assert found.plans["A"].total_interest <= most


def test_a_programme_that_is_longer_than_the_limit_is_asked_up_to_the_limit():
    menu = rp.advise(case(debt("A", "600"), rules="cn", limits={"max_months": 24}))
    assert by_shape(menu, "longest", "interest-run").instalments == 24
    assert max(option.instalments for option in menu.options) <= 24


def test_a_limit_above_the_programmes_own_does_not_stretch_it():
    menu = rp.advise(case(debt("A", "600"), rules="cn", limits={"max_months": 120}))
    assert by_shape(menu, "longest", "interest-run").instalments == 60


def brute_fewest(of, treatment, most):
    """The plans of the smallest number of level instalments that the household can keep."""
    for count in range(1, most + 1):
        plans = [
            rp.schedule(owed, rp.Terms(instalments=count, treatment=treatment, first_due=of.first_due), of.as_of)
            for owed in of.debts
        ]
        if rp.judge(plans, of.household).declared.feasible:
            return plans
    return None


FEWEST = {
    "plain": case(debt("A", "1000"), rules="cn"),
    "interest": case(debt("A", "1000", "18%"), rules="cn"),
    "two debts": case(debt("A", "700", "36%"), debt("B", "500"), rules="cn"),
    "cash": case(debt("A", "1000", "18%"), rules="cn", cash="333"),
    "a reserve": case(debt("A", "1000", "18%"), rules="cn", cash="333", reserve="100"),
    "half of it penalty": case(debt("A", "1000", penalty="1000"), rules="cn"),
    "half of it penalty, and a surplus that does not divide": case(
        debt("A", "1000", penalty="1000"), rules="cn", income="1020"
    ),
    "half of it interest": case(debt("A", "1000", "12%", interest="1000"), rules="cn"),
    "first due next month": case(debt("A", "1000", "18%"), rules="cn", as_of="2026-12-20"),
    "a cost before that": case(
        debt("A", "1000"),
        rules="cn",
        as_of="2026-12-20",
        cash="300",
        outgoings=[line("all", "900"), line("feast", "250", start="2026-12", until="2026-12")],
    ),
    "due days that differ": case(
        debt("A", "100", due_day=28), debt("B", "1000", due_day=1), rules="cn", as_of="2026-12-15"
    ),
    "a large one due later": case(
        debt("A", "1", due_day=28), debt("B", "1000", due_day=1), rules="cn", as_of="2026-12-15", cash="800"
    ),
    "income that ends": case(
        debt("A", "1000"),
        rules="cn",
        incomes=[line("wage", "1000", until="2027-12"), line("less", "900", start="2028-01")],
    ),
    "cents": case(debt("A", "0.07"), rules="cn", income="900.01"),
}


@pytest.mark.parametrize("of", FEWEST.values(), ids=FEWEST)
@pytest.mark.parametrize(
    ("interest", "charges"), [("run", "spread"), ("pause", "spread"), ("run", "waive"), ("waive", "waive")]
)
def test_the_fewest_instalments_are_the_fewest_that_can_be_kept(of, interest, charges):
    treatment = {
        "interest": {"opening": "waive" if interest == "waive" else "collect", "accrual": interest},
        "penalty": charges,
        "fees": charges,
    }
    plans = brute_fewest(of, treatment, 60)
    assert plans is not None
    # Options of equal payments are one: it may stand under another name.
    expected = {plan.debt.id: [row.payment for row in plan.rows] for plan in plans}
    asked = [o for o in rp.advise(of).options if o.kind == "cn.personalised_instalment"]
    assert expected in [{name: [r.payment for r in p.rows] for name, p in o.plans.items()} for o in asked]


def test_a_longest_plan_that_cannot_be_kept_is_rejected_with_its_short_month():
    menu = rp.advise(case(debt("A", "60000"), rules="cn"))
    found = by_shape(menu, "longest", "interest-run")
    finding = next(f for f in found.findings if f.code == "short_of_cash")
    assert (finding.numbers["month"], str(finding.numbers["amount"])) == ("2026-12", "900.00")


# Shapes


def test_small_then_step_up_where_an_expected_line_begins():
    lines = [line("wage", "1000", evidence="verified"), line("new", "900", start="2027-06", evidence="expected")]
    menu = rp.advise(case(debt("A", "10000"), incomes=lines, rules="cn", limits={"step_share": "50%"}))
    found = by_shape(menu, "step_up", "personalised")
    # 100 for six months, then half of 1,000 until paid: 9,400 in 19 payments.
    assert [str(p) for p in found.payments[:7]] == ["100.00"] * 6 + ["500.00"]
    assert found.instalments == 6 + 19
    assert found.conditional_on == (("new", "2027-06"),)
    assert "step_share_absent" not in [f.code for f in menu.findings]


def test_without_a_step_share_what_rests_on_hope_takes_the_longest_term():
    lines = [line("wage", "1000", evidence="verified"), line("new", "900", start="2027-06", evidence="expected")]
    menu = rp.advise(case(debt("A", "10000"), incomes=lines, rules="cn"))
    found = by_shape(menu, "step_up", "personalised")
    assert found.instalments == 60
    # 9,400 over 54: 174.08
    assert [str(p) for p in found.payments[5:8]] == ["100.00", "174.08", "174.08"]
    assert "step_share_absent" in [f.code for f in menu.findings]


@pytest.mark.parametrize("share", ["0%", "100%"])
def test_the_ends_of_a_step_share(share):
    lines = [line("wage", "1000", evidence="verified"), line("new", "900", start="2027-06", evidence="expected")]
    menu = rp.advise(case(debt("A", "10000"), incomes=lines, rules="cn", limits={"step_share": share}))
    found = by_shape(menu, "step_up", "personalised")
    assert (found is None) if share == "0%" else (str(found.payments[6]) == "1000.00")


def test_the_own_months_follow_the_months():
    gig = {f"2027-{m:02d}": amount for m, amount in enumerate(("1200", "700", "900", "1500", "800", "1000"), 1)}
    menu = rp.advise(
        case(
            debt("A", "700"),
            incomes=[{"name": "gig", "by_month": {"2026-12": "1100"} | gig}],
            beyond="nothing",
            cash="100",
            limits={"max_months": 6},
        )
    )
    # Cash 100, then +200 +300 -200 0 +600 -100: carried 300 600 400 400 1000 900.
    # The least ahead: 300 400 400 400 900 900.
    found = by_shape(menu, "own_months")
    assert [str(p) for p in found.payments] == ["300.00", "100.00", "0.00", "0.00", "300.00"]
    assert found.feasible


def test_own_months_where_the_first_due_date_is_next_month():
    """What December leaves, or costs, is there before January's payment."""
    outgoings = [line("all", "1000"), line("feast", "200", start="2026-12", until="2026-12")]
    menu = rp.advise(
        case(
            debt("A", "300"),
            income="1020",
            outgoings=outgoings,
            cash="400",
            as_of="2026-12-20",
            limits={"max_months": 6},
        )
    )
    # 400 + 20 - 200 in December, then 20 a month: 240 in January, 20, 20, 20 are 300.
    found = by_shape(menu, "own_months")
    assert found is not None and found.feasible
    assert [str(p) for p in found.payments] == ["0.00", "240.00", "20.00", "20.00", "20.00"]


def test_a_bonus_before_the_first_due_date_is_there_to_pay_with():
    lines = [line("wage", "1000"), line("bonus", "300", start="2026-12", until="2026-12")]
    menu = rp.advise(
        case(
            debt("A", "300"),
            incomes=lines,
            spending="1000",
            outgoings=[line("all", "1000")],
            as_of="2026-12-20",
            limits={"max_months": 6},
        )
    )
    assert menu.best is not None
    assert menu.certificate["declared"] is None


def test_own_months_of_debts_whose_due_days_differ_use_all_months():
    owed = [debt("A", "600", due_day=28), debt("B", "600", due_day=1)]
    menu = rp.advise(case(*owed, as_of="2026-12-15", limits={"max_months": 12}))
    # 100 a month, 50 each: A from December, B from January (with December's 50): both in twelve months.
    found = by_shape(menu, "own_months")
    assert found.feasible and found.total_paid == 1200


# Limits and days


def test_a_line_by_month_needs_no_beyond_where_no_plan_is_longer():
    """Twelve months of income, plans of at most six: nothing beyond is asked for."""
    gig = {f"{2026 + (11 + k) // 12}-{(11 + k) % 12 + 1:02d}": "100" for k in range(12)}
    household = {"cash": "0", "keep_back": "0", "reserve": "0", "incomes": [{"name": "gig", "by_month": gig}]}
    document = {
        "schema": "repayplan/case-1",
        "as_of": "2026-12-01",
        "currency": "CNY",
        "household": household,
        "debts": [debt("A", "300")],
        "limits": {"max_months": 6},
    }
    assert rp.advise(rp.Case.from_dict(document)).best.payments == [100, 100, 100]


def test_the_case_s_first_due_date_is_every_plans():
    menu = rp.advise(
        case(debt("A", "300", due_day=5), debt("B", "300"), first_due="2027-02-28", limits={"max_months": 12})
    )
    assert {str(p.rows[0].due) for o in menu.options for p in o.plans.values()} == {"2027-02-28"}
    assert menu.best.feasible


def test_each_debt_keeps_its_own_due_day():
    menu = rp.advise(case(debt("A", "300", due_day=5), debt("B", "300", due_day=31), limits={"max_months": 12}))
    best = menu.best
    assert {name: [str(r.due) for r in p.rows[:2]] for name, p in best.plans.items()} == {
        "A": ["2026-12-05", "2027-01-05"],
        "B": ["2026-12-31", "2027-01-31"],
    }


def test_one_month_is_a_limit_too():
    menu = rp.advise(case(debt("A", "100"), rules="cn", limits={"max_months": 1}))
    assert menu.best is not None and menu.best.payments == [100]


# As a whole


def test_baselines_are_never_best_and_flag_nothing_away():
    menu = rp.advise(case(debt("A", "1000", "12%", minimum="200"), limits={"max_months": 12}))
    nothing, minimum = (menu.baselines[kind].plans["A"] for kind in ("nothing", "minimum"))
    assert len(nothing.rows) == 12 and nothing.total_paid == 0
    # 200 is more than the 100 there are: it is shown in full all the same, and flagged.
    assert minimum.rows[0].payment == 200
    assert menu.baselines["minimum"].cannot_be_afforded[0] == ("2026-12", 200, 100)


def test_a_needed_proof_is_named():
    lines = [line("wage", "950", evidence="verified"), line("gig", "100")]
    menu = rp.advise(case(debt("A", "300"), incomes=lines, limits={"max_months": 6}))
    option = next(o for o in menu.options if not o.feasibility.verified.feasible)
    assert option.needs_proof == ("gig",) and "needs_proof" in codes(option)


def test_rejected_options_keep_their_reasons():
    menu = rp.advise(case(debt("A", "90000", "36%", minimum={"balance": "10%"}), rules="cn"))
    assert menu.rejected and all(codes(option) for option in menu.rejected)
    assert all(option.why for option in menu.rejected)


def test_ids_are_each_once():
    menu = rp.advise(case(debt("A", "1000", "18%", penalty="60"), debt("B", "900", "36%"), rules="cn", cash="500"))
    names = ids((*menu.options, *menu.rejected))
    assert len(names) == len(set(names))


def test_a_menu_of_everything_reads_back():
    owed = [
        debt("A", "1000", "18%", penalty="60", minimum="cn/usual-10", days_past_due=95),
        debt("B", "900", "0.05%/day", due_day=5),
        debt("P", "400", priority_instalment="20", kind="council_tax"),
        debt("Z", "0"),
        debt("U", "50", currency="USD"),
    ]
    fx = [{"from": "USD", "to": "CNY", "rate": "7.1", "on": "2026-12-01"}]
    lines = [line("wage", "1000", evidence="verified"), line("new", "500", start="2027-04", evidence="expected")]
    found = case(
        *owed,
        fx=fx,
        incomes=lines,
        rules="cn",
        cash="700",
        reserve="100",
        keep_back="5%",
        limits={"settlement_floor": "20%", "step_share": "40%"},
    )
    for choose in ("best", "soonest", "least-paid", "most-margin"):
        menu = rp.advise(found, choose=choose)
        document = json.loads(json.dumps(menu.to_dict()))
        assert rp.Menu.from_dict(document).to_dict() == menu.to_dict()
        assert menu.best is not None


def test_a_household_that_keeps_everything_back_is_answered():
    import signal

    def late(*_):
        raise TimeoutError("no end")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(20)
    try:
        menu = rp.advise(case(debt("A", "100"), keep_back="100%", limits={"max_months": 6}))
        assert menu.best is None
        menu.to_dict()
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def test_options_of_two_programmes_do_not_read_alike():
    """Two programmes of one's own that ask the same: each row names its programme, and no row of the others does."""
    programme = {
        "name_zh": "甲", "able": ["part of the year"], "willing": ["unknown"], "kind": "house", "status": "unverified",
        "instrument": "Ours", "most_months": 24,
    }  # fmt: skip
    pack = {
        "programme": [
            programme | {"id": "in.one", "name_en": "One"},
            programme | {"id": "in.two", "name_en": "Two", "most_months": 36},
        ]
    }
    owed = debt("A", "2000", "12%", minimum={"amount": "500"})
    menu = rp.advise(case(owed, currency="INR", rules="in", pack=pack))
    assert {option.kind for option in menu.options} >= {"in.one", "in.two"}
    names = short_names(menu.options)
    assert {"One, interest runs, longest", "Two, interest runs, longest"} < set(names)
    assert "甲、照常计息、最长期限等额" in short_names(menu.options, "zh")
    assert len({(name, option.kind) for name, option in zip(names, menu.options, strict=True)}) == len(set(names))
    sole = rp.advise(rp.sample("dmp-four-cards"))
    assert not any(name.startswith("Debt management plan") for name in short_names(sole.options))


@pytest.mark.parametrize("name", ["dmp-four-cards", "nine-creditors"])
def test_a_menu_crosses_to_another_process(name):
    menu = rp.advise(rp.sample(name))
    again = pickle.loads(pickle.dumps(menu))
    assert again.text() == menu.text() and again.findings == menu.findings
    assert [option.conditions for option in again.options] == [option.conditions for option in menu.options]
