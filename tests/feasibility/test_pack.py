"""A user's own pack in a case: laid over the rules of its place, carried by the document, used by the menu."""

import json

import pytest

import repayplan as rp

CITED = {"kind": "house", "status": "unverified", "instrument": "Bank B, hardship desk, letter of 2026-11-02"}
OURS = {
    "programme": [
        {"id": "bank_b.hardship", "name_en": "Bank B hardship plan", "name_zh": "乙行困难方案", "able": ["no"],
         "willing": ["willing"], "most_months": 48, "rates": ["3%"], "interest": ["run"], **CITED},
    ],
    "rule": [
        {"id": "card.personalised_instalment.max_term", "value": 72, "unit": "months", **CITED},
    ],
}  # fmt: skip


def case(**changes):
    return rp.sample("unemployed-three-cards").but(**{"rules": "cn", "pack": OURS} | changes)


def test_own_programmes_are_tried_in_the_menu():
    menu = rp.advise(case(limits={"programmes": ["bank_b.hardship"]}))
    options = [*menu.options, *menu.rejected]
    asked = [option for option in options if "bank_b.hardship" in str(option.id) + json.dumps(option.to_dict())]
    assert asked
    without = rp.sample("unemployed-three-cards")
    assert "bank_b.hardship" not in [programme.id for programme in without.programmes()]


def test_own_rules_are_those_of_the_case_and_looser_ones_are_flagged():
    book = case().book()
    assert book.on("2026-12-01")["card.personalised_instalment.max_term"].value == 72
    assert [found.rule.value for found in book.outside] == [72]
    assert case().book("us").place == "us"


def test_the_document_carries_it_and_reads_back():
    document = json.loads(json.dumps(case().to_dict()))
    again = rp.Case.from_dict(document)
    assert again == case() and again.to_dict() == case().to_dict()
    assert rp.sample("unemployed-three-cards").to_dict()["pack"] is None
    menu = rp.advise(again)
    assert rp.Menu.from_dict(menu.to_dict()).to_dict() == menu.to_dict()


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"rules": None}, "pack"),
        ({"pack": {"rule": [OURS["rule"][0] | {"instrument": ""}]}}, "pack.rule[0].instrument"),
        ({"pack": {"rule": [OURS["rule"][0] | {"unit": "moons"}]}}, "pack.rule[0].unit"),
        ({"pack": {"rules": []}}, "pack.rules"),
        ({"pack": {"place": "us"}}, "pack.place"),
        ({"pack": []}, "pack"),
    ],
)
def test_a_pack_that_does_not_read_is_refused_by_its_path(changes, path):
    with pytest.raises(rp.InputError) as caught:
        case(**changes)
    assert caught.value.path == path
