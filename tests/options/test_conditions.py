"""Conditions of programmes and statutory routes: dated rules held against the case and the option, and no verdict."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.options.conditions import Measured, outcome_of
from repayplan.rules.conditions import MEASURES
from repayplan.rules.pack import places
from repayplan.words.sentences import sentence
from repayplan.words.vocabulary import WORDS
from tests.options.building import case, debt, line

DRO = "uk-ew.debt_relief_order"
CAR = {"name": "car", "kind": "vehicle", "value": "4000"}
SAVED = {"name": "savings", "kind": "savings", "value": "0"}


def household(income="1000", spending="925", cash="0", assets=(), **more):
    return {
        "cash": cash,
        "keep_back": "0",
        "reserve": "0",
        "incomes": [line("wage", income, evidence="verified")],
        "spending": [line("all", spending)],
        "assets": list(assets),
    } | more


def english(*debts, as_of="2026-12-01", rules="uk-ew", currency="GBP", **more):
    """A case of England: a surplus of 75, the car at its limit, debts at theirs."""
    return case(
        *(debts or [debt("A", "50000", "20%")]),
        household=household(**{"assets": (CAR, SAVED)} | more),
        currency=currency,
        rules=rules,
        as_of=as_of,
    )


def conditions(found, of=DRO):
    return {(one.measure, one.rule): one for one in rp.advise(found).conditions if one.of == of}


def outcomes(found, of=DRO):
    return {measure: one.outcome for (measure, _), one in conditions(found, of).items()}


def test_a_debt_relief_order_exactly_at_every_limit_is_within():
    """Icaew's table: 50,000 of debts, 75 of surplus, 2,000 of assets, a car of 4,000."""
    found = english(cash="2000")
    assert outcomes(found) == {
        "all_debts": "within",
        "surplus_each_month": "within",
        "cash_and_assets": "within",
        "value_of_vehicles": "within",
    }
    one = conditions(found)["all_debts", "dro.most_debt"]
    assert (one.least, one.most, one.limit, one.bound) == (50000, 50000, "at most", 50000)
    assert one.status == "secondary" and "Insolvency Act 1986" in one.citation


@pytest.mark.parametrize(
    ("change", "measure"),
    [
        ({"debts": [debt("A", "50000.01", "20%")]}, "all_debts"),
        ({"income": "1000.01"}, "surplus_each_month"),
        ({"cash": "2000.01"}, "cash_and_assets"),
        ({"assets": [CAR | {"value": "4000.01"}, SAVED]}, "value_of_vehicles"),
    ],
)
def test_one_penny_above_is_outside(change, measure):
    owed = change.pop("debts", ())
    found = outcomes(english(*owed, **({"cash": "2000"} | change)))
    assert found.pop(measure) == "outside" and set(found.values()) == {"within"}


def test_a_deficit_is_below_any_most():
    one = conditions(english(income="500"))["surplus_each_month", "dro.most_surplus"]
    assert (one.outcome, one.least, one.most) == ("within", -425, -425)


@pytest.mark.parametrize(
    ("day", "measure", "outcome"),
    [
        ("2024-06-27", "all_debts", "unknown"),
        ("2024-06-28", "all_debts", "within"),
        ("2021-06-28", "surplus_each_month", "unknown"),
        ("2021-06-29", "surplus_each_month", "within"),
    ],
)
def test_a_rule_holds_from_its_first_day(day, measure, outcome):
    one = next(one for one in conditions(english(as_of=day)).values() if one.measure == measure)
    assert (one.outcome, one.status is None, one.bound is None) == (outcome, outcome == "unknown", outcome == "unknown")
    assert one.finding.code == ("condition_without_rule" if outcome == "unknown" else "condition_within")


def test_a_rule_holds_until_its_last_day():
    rule = {
        "id": "dro.most_debt", "value": 20000, "unit": "GBP", "limit": "at most", "kind": "statute",
        "status": "secondary", "instrument": "Before", "until": "2026-12-01",
    }  # fmt: skip
    owed = debt("A", "20000", "20%")
    for day, outcome in (("2026-12-01", "within"), ("2026-12-02", "unknown")):
        document = english(owed, as_of=day).to_dict() | {"pack": {"rule": [rule]}}
        assert outcomes(rp.Case.from_dict(document))["all_debts"] == outcome


def test_what_nobody_listed_is_unknown_unless_cash_alone_is_too_much():
    found = english(assets=(), cash="60")
    assert outcomes(found) | {"all_debts": "", "surplus_each_month": ""} == {
        "all_debts": "",
        "surplus_each_month": "",
        "cash_and_assets": "unknown",
        "value_of_vehicles": "unknown",
    }
    one = conditions(found)["cash_and_assets", "dro.most_assets"]
    assert (one.least, one.most) == (60, None)
    assert outcomes(english(assets=(), cash="2000.01"))["cash_and_assets"] == "outside"


@pytest.mark.parametrize(
    ("assets", "there", "car"),
    [
        # A car nobody has valued.
        ([{"name": "car", "kind": "vehicle"}, SAVED], "within", "unknown"),
        # Something of no kind: a car or not.
        ([{"name": "something", "value": "3000"}], "unknown", "within"),
        ([{"name": "something", "value": "1500"}], "within", "within"),
        ([{"name": "something", "value": "5000"}], "unknown", "unknown"),
        # Of two cars one may count, or both.
        ([CAR | {"value": "3000"}, CAR | {"value": "3000"}], "within", "unknown"),
        ([CAR | {"value": "3000"}, CAR | {"value": "4500"}], "within", "outside"),
        # A pension may count or not; a home brings what it brings.
        ([SAVED, {"name": "pot", "kind": "pension", "value": "9000"}], "unknown", "within"),
        ([{"name": "flat", "kind": "home", "value": "90000"}], "unknown", "within"),
        ([{"name": "flat", "kind": "home", "value": "90000", "brings": "2000.01"}], "outside", "within"),
        ([{"name": "flat", "kind": "home", "value": "90000", "brings": "2000"}], "within", "within"),
        ([{"name": "ring", "kind": "valuables"}], "unknown", "within"),
        ([{"name": "ring", "kind": "valuables"}, SAVED | {"value": "2000.01"}], "outside", "within"),
    ],
)
def test_assets_count_as_far_as_they_are_known(assets, there, car):
    found = outcomes(english(assets=assets))
    assert (found["cash_and_assets"], found["value_of_vehicles"]) == (there, car)


def test_a_surplus_that_lies_on_both_sides_of_the_limit_stays_open():
    months = {f"2027-{m:02d}": "1000" for m in range(1, 12)} | {"2026-12": "1000.01"}
    wage = {"name": "wage", "by_month": months, "evidence": "verified"}
    one = conditions(english(incomes=[wage], beyond="repeat_last"))["surplus_each_month", "dro.most_surplus"]
    assert (one.outcome, one.least, one.most) == ("unknown", Decimal("75.00"), Decimal("75.01"))
    assert one.finding.code == "condition_between"
    # What is only hoped for is not there.
    hoped = [line("wage", "1000", evidence="verified"), line("new", "900", start="2027-03", evidence="expected")]
    assert outcomes(english(incomes=hoped))["surplus_each_month"] == "within"


def test_a_limit_in_another_currency_needs_a_dated_rate():
    """50,000 GBP at 1.25 are 62,500 EUR, exactly; without a rate nothing is compared."""
    without = conditions(english(debt("A", "100", "20%"), currency="EUR"))["all_debts", "dro.most_debt"]
    assert (without.outcome, without.bound, without.least) == ("unknown", None, 100)
    for rate in ({"from": "GBP", "to": "EUR", "rate": "1.25"}, {"from": "EUR", "to": "GBP", "rate": "0.8"}):
        for owed, outcome in (("62500", "within"), ("62500.01", "outside")):
            document = english(debt("A", owed, "20%"), currency="EUR").to_dict() | {"fx": [rate | {"on": "2026-12-01"}]}
            one = conditions(rp.Case.from_dict(document))["all_debts", "dro.most_debt"]
            assert (one.outcome, one.bound) == (outcome, 62500)


def test_what_has_to_be_asked_is_unknown_and_shown_with_its_rule():
    of_iva = conditions(english(), "uk-ew.iva")
    assert {one.outcome for one in of_iva.values()} == {"unknown"}
    assert of_iva["months", "iva.usual_term_with_equity_clause"].bound == 72
    vote = of_iva["votes_by_value", "iva.least_vote"]
    assert (vote.value, vote.status, vote.finding.code) == ("75%", "unverified", "condition_unknown")


# Singapore: more than twelve months' income


def singapore(principal, *more, income="1000", **kinds):
    return case(debt("A", principal, "26%", **kinds), *more, income=income, spending="400", currency="SGD", rules="sg")


def test_a_consolidation_is_only_asked_for_where_more_than_a_years_income_is_owed():
    """Twelve times 1,000: at the limit it is not more."""
    at_limit, above = rp.advise(singapore("12000")), rp.advise(singapore("12000.01"))
    name = "sg.debt_consolidation_plan"
    assert not any(option.kind == name for option in (*at_limit.options, *at_limit.rejected))
    assert any(option.kind == name for option in (*above.options, *above.rejected))
    said = next(finding for finding in at_limit.findings if finding.code == "condition_outside")
    assert said.rule == "dcp.least_debt" and said.numbers["here"] == 12000 and said.numbers["bound"] == 12000
    assert "more than 12,000.00" in sentence(said) and "多于12,000.00" in sentence(said, "zh")
    assert not any(finding.code == "condition_outside" for finding in above.findings)


def test_secured_debts_and_those_without_interest_do_not_count_for_it():
    more = debt("B", "9000", "26%", flags=["secured"]), debt("C", "9000", "0%")
    one = conditions(singapore("12000", *more), "sg.debt_consolidation_plan")
    assert one["unsecured_debts_with_interest", "dcp.least_debt"].least == 12000


def test_without_any_income_any_debt_is_more():
    found = conditions(singapore("100", income="0"), "sg.debt_consolidation_plan")
    assert found["unsecured_debts_with_interest", "dcp.least_debt"].outcome == "within"


def test_the_repayment_scheme_ends_at_its_most():
    for owed, outcome in (("150000", "within"), ("150000.01", "outside")):
        one = conditions(singapore(owed), "sg.debt_repayment_scheme")["all_debts", "drs.most_debt"]
        assert (one.outcome, one.status) == (outcome, "unverified")


# The United States: what is usual of a debt management plan


def american(option_id="us.debt_management_plan/interest-run/charges-spread/8%/fixed_amount"):
    menu = rp.advise(rp.sample("dmp-four-cards"))
    option = next(option for option in (*menu.options, *menu.rejected) if option.id == option_id)
    return {(one.measure, one.rule): one for one in option.conditions}


def test_the_call_to_action_on_the_published_household():
    """24,000 owed: 2 % is 480, 1.75 % is 420; 550 are paid over 52 months and 200 of 750 are left."""
    found = american()
    standard = found["payment_each_month", "dmp.call_to_action.standard_payment"]
    assert (standard.least, standard.bound, standard.outcome) == (550, 480, "within")
    assert found["payment_each_month", "dmp.call_to_action.hardship_payment"].bound == 420
    left = found["left_each_month", "dmp.call_to_action.kept_back"]
    assert (left.least, left.bound, left.outcome) == (200, 200, "within")
    assert found["months", "dmp.max_term"].least == 52
    paid = found["principal_paid", "dmp.principal_repaid"]
    assert (paid.least, paid.bound, paid.outcome) == (24000, 24000, "within")
    rate = found["rate_asked", "dmp.usual_rate.most"]
    assert (rate.least, rate.bound, rate.status) == ("8%", "10%", "unverified")
    assert {one.outcome for one in found.values()} == {"within"}


def test_the_hardship_level_to_the_cent():
    """1.75 % of 24,000 is 420: fixed sums of 420 are within, a cent less is outside; both are below 2 %."""
    document = rp.sample("dmp-four-cards").to_dict()
    for spending, hardship in (("3480", "within"), ("3480.01", "outside")):
        home = document["household"] | {
            "incomes": [line("pay", "3900", evidence="verified")],
            "spending": [line("all", spending)],
            "keep_back": "0",
        }
        menu = rp.advise(rp.Case.from_dict(document | {"household": home}))
        fixed = next(o for o in (*menu.options, *menu.rejected) if o.id.endswith("8%/fixed_amount"))
        found = {(one.measure, one.rule): one.outcome for one in fixed.conditions}
        assert found["payment_each_month", "dmp.call_to_action.hardship_payment"] == hardship
        assert found["payment_each_month", "dmp.call_to_action.standard_payment"] == "outside"
        assert found["months", "dmp.max_term"] == "outside"


def test_a_condition_moves_no_option_and_is_said_on_it():
    """Own months of a small debt are over in a few months, fewer than is usual: said, and nothing else."""
    menu = rp.advise(
        case(debt("A", "3000", "24%", minimum={"amount": "3000"}), spending="400", currency="USD", rules="us")
    )
    option = next(option for option in menu.options if option.kind == "us.debt_management_plan")
    one = next(one for one in option.conditions if one.rule == "dmp.usual_least_term")
    assert one.outcome == "outside" and one.finding in option.findings
    assert option.outcome == "within" and one.finding.numbers["bound"] == 36


# The outcome, by looking at everything that the fact can be

ENDS = st.integers(-6, 6)
FITS = {"at most": int.__le__, "at least": int.__ge__, "more than": int.__gt__}


@settings(max_examples=300, derandomize=True, deadline=None)
@given(ENDS, st.one_of(st.none(), ENDS), st.booleans(), st.sampled_from([*FITS, None]), ENDS)
@example(3, 3, False, "more than", 3)
@example(0, None, True, "at most", 0)
@example(-2, None, False, "more than", -3)
def test_an_outcome_is_what_all_that_may_be_have_in_common(least, most, each, limit, bound):
    """Open upwards is as far as any limit reaches here; where each has to fit, one that does not is enough."""
    most = None if most is None else max(least, most)
    outcome = outcome_of(Measured(least, most, each), limit, Fraction(bound))
    if limit is None:
        assert outcome == "unknown"
        return
    fits = {FITS[limit](value, bound) for value in range(least, (20 if most is None else most) + 1)}
    mixed = "outside" if each and most is not None else "unknown"
    assert outcome == {(True,): "within", (False,): "outside"}.get(tuple(fits), mixed)


# Where they show


def test_conditions_show_on_menu_option_and_certificate_in_both_languages():
    menu = rp.advise(english())
    assert "Debt relief order (DRO)" in menu.text() and "债务减免令（DRO）" in menu.text("zh")
    assert "No legal verdict" in menu.html() and "不是法律结论" in menu.html("zh")
    found = menu.certificate["declared"]
    if found is not None:
        assert {one.of for one in found.conditions} >= {DRO, "uk-ew.iva"}
    best = rp.advise(rp.sample("dmp-four-cards")).best
    assert "dmp.call_to_action.kept_back, secondary" in " ".join(best.text().split())
    assert "还款后每月剩余" in best.text("zh")


def test_a_certificate_names_what_the_statutory_routes_ask():
    menu = rp.advise(english(income="900"))
    found = menu.certificate["declared"]
    assert {one.of for one in found.conditions} == {DRO, "uk-ew.iva", "uk-ew.breathing_space"}
    assert found.to_dict()["conditions"][1]["of"] == DRO
    assert "dro.most_surplus" in found.text() and "dro.most_surplus" in found.text("zh")
    # Once on the whole page.
    assert menu.text().count("dro.most_surplus") == 1


def test_the_menu_document_carries_them_and_replays():
    document = rp.advise(english()).to_dict()
    assert [one["outcome"] for one in document["conditions"] if one["of"] == DRO] == ["within"] * 4
    assert document["options"] == [] or "conditions" in document["options"][0]
    assert rp.Menu.from_dict(json.loads(json.dumps(document))).to_dict() == document
    assert rp.verify(document) == []


def test_others_see_nothing_of_them():
    menu = rp.advise(rp.sample("dmp-four-cards"))
    for copy in (menu.to_dict(audience="creditor", creditor="W"), menu.to_dict(audience="third party")):
        assert "kept_back" not in json.dumps(copy)


def test_a_text_of_ones_own_is_open_and_printed_as_it_stands():
    programme = {
        "id": "us.ours", "name_en": "Ours", "name_zh": "自有", "able": ["no"], "willing": ["willing", "unknown"],
        "most_months": 48, "kind": "house", "status": "unverified", "instrument": "Ours",
        "conditions": ["two guarantors", "months: dmp.max_term"],
    }  # fmt: skip
    document = rp.sample("dmp-four-cards").to_dict() | {"pack": {"programme": [programme]}}
    menu = rp.advise(rp.Case.from_dict(document))
    option = next(o for o in (*menu.options, *menu.rejected) if o.kind == "us.ours")
    assert [(one.measure, one.value, one.outcome) for one in option.conditions] == [
        ("", "two guarantors", "unknown"),
        ("months", "60 months", option.conditions[1].outcome),
    ]
    assert sentence(option.conditions[0].finding).startswith("us.ours: nobody can check this here")


@pytest.mark.parametrize(
    ("entry", "path", "message"),
    [
        ("all_debt: dro.most_debt", "pack.advice[0].conditions[0]", "did you mean 'all_debts'"),
        ("all_debts: dro.most_dept", "pack", "dro.most_debt"),
        ("all_debts: iva.usual_term", "pack", "in months"),
    ],
)
def test_a_condition_that_cannot_be_is_refused(entry, path, message):
    route = {
        "id": "uk-ew.ours", "name_en": "Ours", "name_zh": "自有", "kind": "statutory route", "status": "unverified",
        "instrument": "Ours", "conditions": [entry],
    }  # fmt: skip
    with pytest.raises(rp.InputError, match=message) as refused:
        rp.Case.from_dict(english().to_dict() | {"pack": {"advice": [route]}})
    assert refused.value.path.startswith(path)


def test_every_measure_has_its_words_in_both_languages():
    assert {measure.replace("_", " ") for measure in MEASURES} <= set(WORDS)


@pytest.mark.parametrize("place", places())
def test_every_condition_of_every_place_is_looked_up_and_said(place):
    """A poor household with one card of the place: each condition has its rule, an outcome and a sentence."""
    currency = {"cn": "CNY", "us": "USD", "eu": "EUR", "hk": "HKD", "in": "INR", "sg": "SGD", "au": "AUD", "ca": "CAD"}
    found = rp.advise(
        case(debt("A", "9000", "24%"), currency=currency.get(place, "GBP"), rules=place, spending="700", cash="10")
    )
    seen = [*found.conditions, *(one for o in (*found.options, *found.rejected) for one in o.conditions)]
    asked = [*rp.rulebook(place).programmes("2026-12-01"), *rp.rulebook(place).advice("2026-12-01")]
    assert bool(seen) == any(entry.conditions for entry in asked)
    for one in seen:
        assert one.status is not None and one.rule in one.finding.rule
        assert sentence(one.finding) and sentence(one.finding, "zh")


def test_a_menu_names_free_advice_once_whether_or_not_something_can_be_kept():
    kept, none = rp.advise(rp.sample("unemployed-three-cards")), rp.advise(rp.sample("nine-creditors"))
    for menu in (kept, none):
        assert menu.text().count("12378") == 1 and menu.text("zh").count("投诉热线") == 1
        assert [entry["id"] for entry in menu.to_dict()["advice"]] == ["cn.complaint_line"]
    assert rp.advise(case(debt("A", "500"))).advice == ()
