"""A plan against the rules for agreements: conditions, months, required contents, costs."""

from dataclasses import replace

import pytest

import repayplan as rp
from repayplan.plans.agreement import RE_AGES, SAID, agreement, months_of
from repayplan.rules.book import rulebook

REST = SAID[3:]


def plan(instalments=60, kind="credit_card", as_of="2026-12-01", principal="28000", **terms):
    debt = rp.Debt(id="A", principal=principal, interest="1620", rate="0.05%/day", currency="CNY", kind=kind)
    return rp.schedule(debt, rp.Terms(instalments=instalments, **terms), as_of=as_of)


@pytest.mark.parametrize(("instalments", "outcome"), [(1, "within"), (60, "within"), (61, "outside")])
def test_at_most_sixty_months(instalments, outcome):
    found = agreement(plan(instalments), rules="cn")
    assert found.outcome == outcome
    term = next(f for f in found.findings if f.code == f"agreement_term_{outcome}")
    assert (term.numbers["most"], term.rule) == (60, "card.personalised_instalment.max_term")
    assert any(rule.id == term.rule and rule.article == "Art. 70 para 1" for rule in found.rules)


@pytest.mark.parametrize(
    ("terms", "months"),
    [
        ({"instalments": 60, "first_due": "2027-01-15"}, 60),
        ({"instalments": 60, "first_due": "2027-03-01"}, 62),  # the months before the first one count too
        ({"instalments": 60, "every": "two months"}, 119),
        ({"instalments": 261, "every": "week", "first_due": "2026-12-08"}, 61),
        ({"instalments": 60, "down_payment": "100"}, 60),
    ],
)
def test_how_many_months_a_plan_runs(terms, months):
    assert months_of(plan(**terms)) == months


@pytest.mark.parametrize(
    ("able", "willing", "conditions", "outcome"),
    [
        (None, None, ["unknown", "unknown"], "within"),
        ("no", "willing", ["within", "within"], "within"),
        ("part of the year", "unknown", ["within", "unknown"], "within"),
        ("yes", "willing", ["outside", "within"], "outside"),
        ("no", "declined", ["within", "outside"], "outside"),
    ],
)
def test_the_two_conditions_are_findings(able, willing, conditions, outcome):
    found = agreement(plan(), rules="cn", able=able, willing=willing)
    assert list(found.conditions.values()) == conditions
    assert found.outcome == outcome
    assert sum(f.code.startswith("agreement_condition") for f in found.findings) == 2


def test_the_six_required_contents():
    rule = rulebook("cn").on("2026-12-01")["card.personalised_instalment.agreement_contents"]
    found = agreement(plan(), rules="cn")
    assert (found.present, found.missing) == (rule.value[:3], rule.value[3:])
    assert agreement(plan(), rules="cn", says=REST).missing == ()
    assert agreement(plan(), rules="cn", says=REST[:1]).missing == rule.value[4:]


def test_a_plan_that_leaves_a_rest_is_no_whole_schedule():
    left = plan(None, shape=rp.shapes.GivenAmounts(["100"]))
    found = agreement(left, rules="cn")
    assert found.outcome == "outside" and not found.present
    assert len(agreement(left, rules="cn", says=SAID).present) == 6


def test_what_it_costs_and_what_it_does():
    found = agreement(plan(), rules="cn")
    assert [f.code for f in found.costs] == ["agreement_no_new_cards", "agreement_credit_record"]
    codes = [f.code for f in found.findings]
    assert "agreement_may_be_agreed" in codes and "agreement_stops_collection" in codes
    assert "agreement_interest_runs" in codes
    stopped = agreement(plan(treatment={"interest": "waive"}), rules="cn")
    assert "agreement_interest_runs" not in [f.code for f in stopped.findings]
    en, zh = ("".join(found.text(language).split()) for language in ("en", "zh"))
    assert "nobodyisentitledtoit" in en and "无人当然享有" in zh


@pytest.mark.parametrize(("day", "outcome"), [("2011-01-12", "unknown"), ("2011-01-13", "within")])
def test_the_day_on_which_the_rule_begins(day, outcome):
    assert agreement(plan(as_of=day), rules="cn").outcome == outcome
    assert agreement(plan(), rules="cn", on=day).outcome == outcome


def test_a_rule_for_cards_says_nothing_of_a_loan():
    found = agreement(plan(kind="online_loan"), rules="cn")
    assert (found.outcome, [f.code for f in found.findings]) == ("unknown", ["agreement_no_rules"])
    assert found.costs == found.present == found.missing == ()


def test_a_workout_in_the_united_states():
    found = agreement(plan(61), rules="us")
    assert found.outcome == "outside"
    assert agreement(plan(60), rules="us").outcome == "within"
    counted = next(f for f in found.findings if f.code == "agreement_counts_as_re_age")
    assert dict(counted.numbers) == {"times": 1, "years": 5}
    assert found.conditions == {} and found.missing == ()


def test_forbearance_in_the_united_kingdom_has_no_longest_term():
    found = agreement(plan(), rules="uk")
    assert (found.outcome, [f.code for f in found.findings]) == ("unknown", ["agreement_to_consider"])
    both = agreement(plan(), rules="uk-ew")
    assert [f.code for f in both.findings] == ["agreement_to_consider", "agreement_frozen"]
    assert [f.code for f in agreement(plan(), rules="sg").findings] == ["agreement_no_rules"]


def test_one_s_own_pack_laid_over_the_place():
    own = {"id": "card.personalised_instalment.max_term", "value": 36, "unit": "months", "kind": "house"}
    book = rulebook("cn").laid_over({"rule": [own | {"status": "unverified", "instrument": "Our own policy"}]})
    found = agreement(plan(48), rules=book)
    assert found.outcome == "outside"
    assert "Our own policy" in str(found)


def test_the_check_as_plain_data():
    document = agreement(plan(), rules="cn", able="no").to_dict()
    assert document["outcome"] == "within" and len(document["missing"]) == 3
    assert document["rules"][0]["article"] == "Art. 70 para 1"


@pytest.mark.parametrize(
    ("how", "path"),
    [
        ({"rules": "xx"}, "rules"),
        ({"rules": None}, "rules"),
        ({"able": "maybe"}, "able"),
        ({"willing": "yes"}, "willing"),
        ({"says": ["x"]}, "says[0]"),
        ({"on": "now"}, "on"),
    ],
)
def test_a_word_that_is_not_known(how, path):
    with pytest.raises(rp.InputError) as caught:
        agreement(plan(), **{"rules": "cn"} | how)
    assert caught.value.path == path


def test_nothing_owed_has_no_balance_to_agree_on():
    assert agreement(replace_principal("0"), rules="cn").present == ()


def replace_principal(principal):
    empty = replace(plan().debt, principal=principal, interest="0")
    return rp.schedule(empty, rp.Terms(instalments=3), as_of="2026-12-01")


@pytest.mark.parametrize(
    ("re_aged", "outcomes"),
    [
        ([], []),
        (["2025-12-01"], ["within", "within", "within"]),  # a year and a day ago is not in twelve months
        (["2025-12-02"], ["outside", "within", "within"]),
        ([("2023-01-15", "workout")], ["within", "within", "outside"]),
        ([("2021-12-01", "workout")], ["within", "within", "within"]),
        (["2022-02-01", "2023-02-01"], ["within", "outside", "within"]),
    ],
)
def test_how_often_an_account_may_be_re_aged_in_the_united_states(re_aged, outcomes):
    found = agreement(plan(60), rules="us", on="2026-12-01", re_aged=re_aged)
    counted = [f for f in found.findings if f.code.startswith("re_age_")]
    assert [f.code.rsplit("_", 1)[1] for f in counted] == outcomes
    assert [f.rule for f in counted] == [name for name, _, _ in RE_AGES][: len(counted)]
    assert found.outcome == ("outside" if "outside" in outcomes else "within")


def test_what_is_not_for_cards_alone_holds_for_every_kind_of_debt():
    assert [f.code for f in agreement(plan(kind="online_loan"), rules="uk-ew").findings] == [
        "agreement_to_consider", "agreement_frozen",
    ]  # fmt: skip
    assert [f.code for f in agreement(plan(61, kind="online_loan"), rules="us").findings] == ["agreement_no_rules"]


def test_the_conditions_and_contents_are_said_in_the_language_of_the_page():
    zh = "".join(agreement(plan(), rules="cn").text("zh").split())
    assert "条件尚待说明：持卡人仍有还款意愿" in zh and "协议还须写明：双方权利义务和违约责任" in zh


def test_each_finding_of_the_check_names_its_rule_and_its_source():
    found = agreement(plan(60), rules="cn", able="no", willing="willing")
    rules = {rule.id: rule for rule in found.rules}
    for finding in found.findings:
        if finding.code in ("agreement_condition_within", "agreement_may_be_agreed"):
            assert finding.rule in rules
        if finding.code == "agreement_may_be_agreed":
            rule = rules[finding.rule]
            assert finding.numbers["instrument"] == f"{rule.instrument} {rule.article}"
    assert found.to_dict()["on"] == str(found.on)


def test_a_day_of_re_ageing_is_named_where_it_is_wrong():
    for wrong, path in (("x", "re_aged[1]"), (("2026-01-01", "fresh start"), "re_aged[1]")):
        with pytest.raises(rp.InputError) as caught:
            agreement(plan(60), rules="us", re_aged=["2026-01-01", wrong])
        assert caught.value.path == path


def test_a_plan_by_the_week_that_ends_before_the_day_on_which_it_began():
    # From 10 December to 9 January is not a whole month; it is one that is begun.
    weekly = plan(instalments=5, every="week", as_of="2026-12-10", first_due="2026-12-12")
    assert weekly.last_due.isoformat() == "2027-01-09"
    assert months_of(weekly) == 1
