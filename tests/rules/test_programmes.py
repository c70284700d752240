"""Programmes, advice and presets of the packs, against what their sources say."""

from decimal import Decimal

import pytest

from repayplan.debts.minimum import Minimum
from repayplan.household.household import Household
from repayplan.rules.book import minimum_preset, rulebook
from repayplan.rules.pack import places, read_pack
from repayplan.rules.programmes import Programme
from repayplan.units.refusal import InputError

PROGRAMME = {
    "id": "xx.plan",
    "name_en": "Plan",
    "name_zh": "计划",
    "able": ["no"],
    "willing": ["willing"],
    "kind": "industry",
    "status": "unverified",
    "instrument": "Practice",
}


def programme(place, programme_id, day="2026-12-01"):
    return {found.id: found for found in rulebook(place).programmes(day)}[programme_id]


def test_personalised_instalments_are_the_articles():
    found = programme("cn", "cn.personalised_instalment")
    assert found.debts == ("credit_card",)
    assert found.most_months == 60
    assert found.rates == ()  # the contract's alone
    assert found.interest == ("run", "pause", "waive")
    assert found.charges == ("spread", "waive")
    assert found.may_be_asked("no", "willing")
    assert not found.may_be_asked("yes", "willing")
    assert not found.may_be_asked("no", "declined")
    assert rulebook("cn").programmes("2011-01-12") == ()


def test_the_debt_management_plan_says_that_its_rate_is_unverified():
    found = programme("us", "us.debt_management_plan")
    assert (found.rates, found.most_months, found.interest, found.charges) == (("8%",), 60, ("run",), ("spread",))
    assert found.status == "unverified"
    assert "unverified" in str(found)
    assert "yes" not in found.able


@pytest.mark.parametrize(
    ("place", "programme_id", "months"),
    [
        ("us", "us.workout", 60),
        ("uk", "uk.persistent_debt", 48),
        ("uk", "uk.interest_frozen", None),
        ("sg", "sg.debt_management_programme", 120),
        ("sg", "sg.debt_consolidation_plan", 120),
        ("hk", "hk.debt_relief_plan", 72),
    ],
)
def test_most_months_come_from_the_rule_in_force(place, programme_id, months):
    assert programme(place, programme_id).most_months == months


def test_frozen_interest_does_not_run():
    found = programme("uk", "uk.interest_frozen")
    assert "pause" in found.interest
    assert "run" not in found.interest
    assert programme("uk", "uk.token_payments").tokens == ("1", "2")


def test_a_programme_of_no_kinds_covers_every_debt():
    every = Programme.from_dict(PROGRAMME | {"place": "xx"})
    assert every.covers("council_tax_arrears")
    assert not programme("uk", "uk.interest_frozen").covers("council_tax_arrears")


def test_no_programme_asks_a_pause_or_waiver_of_a_household_that_is_able():
    for place in places():
        for found in rulebook(place).programmes("2026-12-01"):
            if "yes" in found.able:
                assert (found.interest, found.charges) == (("run",), ("spread",)), found.id


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"able": ["maybe"]}, "able[0]"),
        ({"able": []}, "able"),
        ({"willing": ["willing", "willing"]}, "willing"),
        ({"interest": ["defer"]}, "interest[0]"),
        ({"charges": ["pause"]}, "charges[0]"),
        ({"rates": ["8"]}, "rates[0]"),
        ({"tokens": ["1"]}, "currency"),
        ({"tokens": ["0.001"], "currency": "GBP"}, "tokens[0]"),
        ({"most_months": 0}, "most_months"),
        ({"name_zh": None}, "name_zh"),
        ({"most_month": 3}, "most_month"),
    ],
)
def test_what_is_wrong_in_a_programme_is_refused(change, path):
    with pytest.raises(InputError) as refused:
        read_pack({"place": "xx", "programme": [PROGRAMME | change]})
    assert refused.value.path == f"programme[0].{path}"


def test_most_months_are_counted_in_months_or_years():
    rule = {"id": "term", "value": 5, "unit": "years", "kind": "house", "status": "unverified", "instrument": "Ours"}
    asked = PROGRAMME | {"most_months_rule": "term"}
    assert (
        rulebook("ca").laid_over({"rule": [rule], "programme": [asked]}).programmes("2026-12-01")[0].most_months == 60
    )
    with pytest.raises(InputError, match="in months or years"):
        rulebook("ca").laid_over({"rule": [rule | {"unit": "days"}], "programme": [asked]}).programmes("2026-12-01")


# Advice


def test_advice_is_of_the_place_and_its_part():
    whole = {entry.id for entry in rulebook("uk").advice("2026-12-01")}
    part = {entry.id: entry for entry in rulebook("uk-ew").advice("2026-12-01")}
    assert whole < set(part)
    assert part["uk-ew.breathing_space"].kind == "statutory route"
    assert part["uk.stepchange"].kind == "advice"
    assert "uk-ew.breathing_space" not in {entry.id for entry in rulebook("uk-ew").advice("2021-05-03")}


def test_advice_has_two_kinds():
    entry = {"id": "a", "name_en": "A", "name_zh": "甲", "kind": "agent", "status": "unverified", "address": "a"}
    with pytest.raises(InputError, match="advice, statutory route"):
        read_pack({"place": "xx", "advice": [entry]})


# Presets


@pytest.mark.parametrize(
    ("preset_id", "currency", "due", "past_due", "asked"),
    [
        # 10% of 28,000, and all of 1,620, 540 and 200 past due: by hand.
        ("cn/usual-10", "CNY", (2800000, 162000, 54000, 0), 20000, 516000),
        ("cn/usual-5", "CNY", (2800000, 162000, 54000, 0), 20000, 376000),
        # 20 + 12 + 3, and 1% of 1,035.
        ("uk/conc-6.7.5", "GBP", (100000, 2000, 1200, 300), 0, 4535),
    ],
)
def test_a_minimum_preset_is_a_minimum(preset_id, currency, due, past_due, asked):
    minimum = Minimum.from_dict(minimum_preset(preset_id).parts)
    assert minimum.asked(due, currency, past_due) == asked


def test_a_preset_says_what_it_is_worth_and_how_its_source_was_read():
    preset = minimum_preset("cn/usual-5")
    assert preset.status == "usual card term, not law"
    assert preset.source_status == "secondary"
    assert "not law" in str(preset)
    assert "secondary" in str(preset)
    assert len({preset, minimum_preset("cn/usual-5")}) == 1
    with pytest.raises(TypeError):
        preset.parts["purchases"] = "1%"


def test_presets_of_an_unknown_subject_are_refused():
    assert {preset.subject for preset in rulebook("us").presets("reserve")} == {"reserve"}
    with pytest.raises(InputError, match="did you mean 'reserve'"):
        rulebook("us").presets("reserves")


def test_every_keep_back_and_reserve_preset_is_one_that_a_household_takes():
    presets = [preset for place in places() for preset in rulebook(place).presets() if preset.subject != "minimum"]
    assert {preset.id for preset in presets} >= {"us/nfcc-200", "uk/half", "us/weeks-3", "us/weeks-6"}
    for preset in presets:
        given = {preset.subject: preset.parts["value"]}
        home = Household(currency=preset.currency or "USD", cash="0", beyond="nothing", **given)
        taken = home.to_dict()[preset.subject]
        assert taken == preset.parts["value"] or Decimal(taken) == Decimal(preset.parts["value"])


@pytest.mark.parametrize(
    ("table", "change", "path"),
    [
        ("minimum", {"parts": {"purchase": "10%"}}, "parts.purchase"),
        ("minimum", {"parts": {"purchases": "110%"}}, "parts.purchases"),
        ("minimum", {"parts": {"floor": "35"}}, "currency"),
        ("minimum", {"parts": {}}, "parts"),
        ("keep_back", {"parts": {"value": "half"}}, "parts.value"),
        ("reserve", {"parts": {"value": "3 months of income"}}, "parts.value"),
        ("reserve", {"parts": {"value": "500"}}, "currency"),
        ("reserve", {"source_status": "seen"}, "source_status"),
    ],
)
def test_what_is_wrong_in_a_preset_is_refused(table, change, path):
    preset = {
        "id": "xx/a",
        "parts": {"value": "3 weeks of income"} if table == "reserve" else {"balance": "3%"},
        "kind": "contract",
        "status": "usual, not law",
        "source_status": "unverified",
        "instrument": "Terms",
    }
    with pytest.raises(InputError) as refused:
        read_pack({"place": "xx", table: [preset | change]})
    assert refused.value.path == f"{table}[0].{path}"
