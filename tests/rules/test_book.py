"""Looking rules up on a date: the days on which they begin and end, what is missing, and what a user lays over."""

import pickle
from datetime import date, timedelta

import pytest

from repayplan.rules.book import RuleNotFound, minimum_preset, rulebook
from repayplan.rules.pack import places
from repayplan.units.refusal import InputError

MAX_TERM = "card.personalised_instalment.max_term"
DAY = timedelta(days=1)


def ours(**rule):
    base = {"id": MAX_TERM, "unit": "months", "kind": "house", "status": "unverified", "instrument": "Our own policy"}
    return {"rule": [base | rule]}


# Dates


@pytest.mark.parametrize("place", places())
def test_every_rule_holds_on_its_first_and_last_day_and_not_beside_them(place):
    book = rulebook(place)
    for rule in book.rules:
        if rule.valid_from:
            assert book.on(rule.valid_from)[rule.id] == rule
            assert rule not in book.on(rule.valid_from - DAY).values()
        if rule.until:
            assert book.on(rule.until)[rule.id] == rule
            assert rule not in book.on(rule.until + DAY).values()


def test_the_card_limits_ended_with_2016():
    book = rulebook("cn")
    before, after = book.on("2016-12-31"), book.on("2017-01-01")
    assert str(before["card.minimum_payment.least_share"].value) == "0.10"
    assert before["card.cash_advance_atm.most_a_day"].value == 2000
    assert after["card.cash_advance_atm.most_a_day"].value == 10000
    assert "card.minimum_payment.least_share" not in after
    assert "card.interest_on_penalty" not in before
    assert after["card.interest_on_penalty"].value is False


def test_the_repair_of_credit_records_is_over():
    book = rulebook("cn")
    assert book.on("2026-03-31")["credit_record.one_time_repair.most"].value == 10000
    with pytest.raises(RuleNotFound, match="until 2026-03-31"):
        book.on("2026-04-01")["credit_record.one_time_repair.most"]


def test_the_directive_of_2023_applies_from_its_day():
    book = rulebook("eu")
    assert book.on("2026-11-19")["credit.directive"].value == "2008/48/EC"
    assert book.on("2026-11-20")["credit.directive"].value == "(EU) 2023/2225"
    assert "forbearance.considered" not in book.on("2026-11-19")
    assert book.on("2026-11-20")["forbearance.considered"].status == "unverified"


def test_a_rule_of_unknown_start_counts_as_in_force():
    rule = rulebook("cn").on("1990-01-01")["card.usual.rate"]
    assert rule.valid_from is None
    assert rule.value == "0.05%/day"


def test_changes_lists_what_begins_and_what_holds_no_longer():
    def found(after, up_to):
        return {rule.id for rule in rulebook("eu").changes(after, up_to)}

    assert found("2026-11-19", "2026-11-20") >= {"credit.directive", "forbearance.considered", "apr.decimals"}
    assert found("2026-11-18", "2026-11-19") == set()
    assert found("2026-11-20", "2027-11-20") == set()


@pytest.mark.parametrize("place", places())
def test_changes_are_the_difference_of_two_days(place):
    book = rulebook(place)
    after, up_to = date(2016, 12, 31), date(2026, 11, 20)
    before, later = set(map(str, book.on(after).values())), set(map(str, book.on(up_to).values()))
    listed = set(map(str, book.changes(after, up_to)))
    assert before ^ later <= listed
    # What is listed beside the difference both began and ended in between.
    assert listed - (before ^ later) == {
        str(rule)
        for rule in book.rules
        if rule.until and rule.valid_from and after < rule.valid_from <= rule.until < up_to
    }


def test_changes_asks_for_days_in_order():
    with pytest.raises(InputError, match="a day not before 2026-02-01"):
        rulebook("cn").changes("2026-02-01", "2026-01-01")


# What is not there


def test_a_missing_rule_names_the_nearest():
    with pytest.raises(RuleNotFound) as refused:
        rulebook("cn").on("2026-12-01")["card.personalized_instalment.max_term"]
    error = refused.value
    assert isinstance(error, KeyError)
    assert isinstance(error, InputError)
    assert error.path == "cn on 2026-12-01"
    assert f"'{MAX_TERM}'" in error.fix
    assert str(error).startswith("cn on 2026-12-01: got 'card.personalized_instalment.max_term', expected")
    assert not str(error).startswith('"')


def test_a_missing_rule_unlike_all_others_lists_no_book():
    with pytest.raises(RuleNotFound) as refused:
        rulebook("cn").on("2026-12-01")["xyzzy"]
    assert len(str(refused.value)) < 200


def test_the_error_crosses_to_another_process_as_it_is():
    with pytest.raises(RuleNotFound) as refused:
        rulebook("cn").on("2026-12-01")["card.nothing"]
    again = pickle.loads(pickle.dumps(refused.value))
    assert (type(again), str(again)) == (RuleNotFound, str(refused.value))


def test_the_rules_of_a_day_are_a_mapping():
    rules = rulebook("cn").on(date(2026, 12, 1))
    assert rules.get("card.nothing") is None
    assert "card.nothing" not in rules
    assert len(rules) == len(list(rules)) == len(set(rules)) > 50
    assert "60 months" in str(rules)
    assert repr(rules) == f"<{len(rules)} rules of 'cn' in force on 2026-12-01>"


@pytest.mark.parametrize(("place", "message"), [("usa", "did you mean 'us'"), (None, "cn"), (["cn"], "cn"), ("", "cn")])
def test_an_unknown_place_names_the_nearest(place, message):
    with pytest.raises(InputError, match=message):
        rulebook(place)


def test_a_wrong_day_is_refused():
    with pytest.raises(InputError, match="a day"):
        rulebook("cn").on("2026-13-01")


def test_a_part_of_a_place_has_the_rules_of_the_whole():
    part, whole = rulebook("uk-ew").on("2026-12-01"), rulebook("uk").on("2026-12-01")
    assert part["card.payment_allocation"] == whole["card.payment_allocation"]
    assert part["dro.most_debt"].value == 50000
    assert "dro.most_debt" not in whole


# Printing, checking, searching


def test_a_rule_prints_its_value_source_dates_kind_and_status():
    rules = rulebook("cn").on("2026-12-01")
    printed = str(rules[MAX_TERM])
    for part in (
        "at most 60 months",
        "商业银行信用卡业务监督管理办法",
        "Art. 70",
        "2011-01-13",
        "regulation",
        "secondary",
    ):
        assert part in printed
    assert "unverified" in str(rules["court.financial_institution.most"])
    assert "5% of the unpaid minimum" in str(rules["card.usual.late_fee"])
    assert "09:30-11:00; 15:00-17:00" in str(rules["contact.house.windows"])


@pytest.mark.parametrize(
    ("place", "rule_id", "value", "outcome"),
    [
        ("cn", MAX_TERM, 60, "within"),
        ("cn", MAX_TERM, 61, "outside"),
        ("cn", MAX_TERM, None, "unknown"),
        ("cn", "card.personalised_instalment.interest_pause", True, "unknown"),
        ("cn", "contact.hours.closed_from", "22:00", "within"),
        ("cn", "contact.hours.closed_from", "22:01", "outside"),
        ("cn", "contact.hours.closed_until", "08:00", "within"),
        ("cn", "contact.hours.closed_until", "07:59", "outside"),
        ("cn", "court.financial_institution.most", "2%/month", "within"),
        ("cn", "court.financial_institution.most", "0.07%/day", "outside"),
        ("uk-ew", "dro.most_surplus", "75.00", "within"),
        ("uk-ew", "dro.most_surplus", "75.01", "outside"),
        ("uk-ew", "iva.least_vote", "0.75", "within"),
        ("uk-ew", "iva.least_vote", "0.7499", "outside"),
    ],
)
def test_a_value_is_within_a_rule_outside_it_or_unknown(place, rule_id, value, outcome):
    assert rulebook(place).on("2026-12-01")[rule_id].check(value) == outcome


def test_search_finds_every_word_in_any_field():
    book = rulebook("cn")
    assert [rule.id for rule in book.search("停息挂账")] == ["card.personalised_instalment.interest_pause"]
    assert {rule.id for rule in book.search("ART. 70 months")} == {MAX_TERM}
    assert {rule.id for rule in book.search("unverified 67-69 violence")} == {"contact.card.banned_acts"}
    assert book.search("nothing says this") == ()


# A user's own pack


def test_a_looser_limit_than_a_regulation_is_flagged():
    book = rulebook("cn").laid_over(ours(value=72))
    assert book.on("2026-12-01")[MAX_TERM].value == 72
    (found,) = book.outside
    assert (found.rule.value, found.public.value, found.public.kind) == (72, 60, "regulation")
    assert book.on("2026-12-01").outside == (found,)
    assert book.on("2010-12-01").outside == ()  # before the regulation began
    assert "72 months" in str(found)
    assert "60 months" in str(found)


def test_a_tighter_limit_is_not_flagged_and_limits_as_the_rule_did():
    book = rulebook("cn").laid_over(ours(value=48))
    assert book.outside == ()
    assert book.on("2026-12-01")[MAX_TERM].check(60) == "outside"
    assert rulebook("cn").on("2026-12-01")[MAX_TERM].value == 60  # the place's own book stays as it was


def test_a_least_is_looser_where_it_is_lower():
    def flagged(value):
        rule = {"id": "card.notice_of_change.least_days", "unit": "days", "value": value}
        return bool(rulebook("cn").laid_over(ours(**rule)).outside)

    assert (flagged(44), flagged(45), flagged(46)) == (True, False, False)


def test_guidance_and_contracts_may_be_replaced_by_anything():
    rule = {"id": "workout.max_term", "value": 84}
    assert rulebook("us").laid_over(ours(**rule)).outside == ()


def test_loosening_in_two_steps_is_flagged_too():
    book = rulebook("cn").laid_over(ours(value=48)).laid_over(ours(value=72))
    assert [(found.rule.value, found.public.value) for found in book.outside] == [(72, 60)]
    assert book.laid_over(ours(value=60)).outside == ()


def test_a_looser_rule_after_a_regulation_has_ended_is_not_flagged():
    rule = {"id": "card.overdraft_rate.most", "unit": "rate", "value": "0.06%/day"}
    assert rulebook("cn").laid_over(ours(**rule, **{"from": "2021-01-01"})).outside == ()
    assert rulebook("cn").laid_over(ours(**rule, **{"from": "2020-12-31"})).outside


def test_a_users_pack_cites_itself_is_for_the_place_and_keeps_the_unit():
    for wrong, message in (
        (ours(value=48, instrument=""), "a source for"),
        (ours(value=4, unit="years"), "the unit of the rule that it replaces: months"),
        ({"place": "us"}, "a pack for 'cn'"),
    ):
        with pytest.raises(InputError, match=message):
            rulebook("cn").laid_over(wrong)


def test_a_users_pack_may_be_a_file(tmp_path):
    file = tmp_path / "ours.toml"
    rule = f'id = "{MAX_TERM}"\nvalue = 48\nunit = "months"\nkind = "house"\nstatus = "secondary"\naddress = "intranet"'
    file.write_text(f"[[rule]]\n{rule}\n", "utf-8")
    for path in (file, str(file)):
        assert rulebook("cn").laid_over(path).on("2026-12-01")[MAX_TERM].address == "intranet"


def test_a_programme_follows_the_rule_that_a_user_lays_over():
    programme = rulebook("cn").laid_over(ours(value=48)).programmes("2026-12-01")[0]
    assert programme.most_months == 48


def test_a_programme_that_names_no_rule_of_the_book_is_refused():
    document = rulebook("cn").pack.programmes[0].to_dict() | {"most_months_rule": "card.personalised_instalment.max"}
    with pytest.raises(InputError, match=f"did you mean '{MAX_TERM}'"):
        rulebook("cn").laid_over({"programme": [document]})


# Presets


def test_an_unknown_preset_names_the_nearest():
    for wrong, close in (("cn/usual10", "cn/usual-10"), ("uk/conc", "uk/conc-6.7.5"), (None, "cn/usual-5")):
        with pytest.raises(InputError, match=close):
            minimum_preset(wrong)
