"""Conventions: each word has a source, contradictions name both sides, and named sets are data."""

import itertools
import json

import pytest

import repayplan as rp
from repayplan.terms.conventions import CONTRADICTIONS, SAID, WORDS, Smoothing
from repayplan.terms.named_sets import NAMED

SOME = {"unit": "5", "smoothing": {"rounds": 1}, "rate_compounding": "annual"}


@pytest.mark.parametrize("name", NAMED)
def test_a_named_set_is_data_with_a_source_and_reads_back(name):
    found = rp.Conventions.named(name)
    assert NAMED[name].source
    assert all(json.dumps(value) for value in NAMED[name].fields.values())
    assert rp.Conventions.from_dict(json.loads(json.dumps(found.to_dict()))) == found


def test_every_word_of_every_field_has_a_source_and_is_taken():
    for field, words in WORDS.items():
        for word, source in words.items():
            assert source
            beside = {"balance": "exact"} if word == "none" else {}
            assert getattr(rp.Conventions(**{field: word} | beside), field) == word


@pytest.mark.parametrize("field", [*WORDS, "unit", "smoothing", "shape"])
def test_an_unknown_word_names_its_field(field):
    with pytest.raises(rp.InputError) as caught:
        rp.Conventions(**{field: "sideways"})
    assert caught.value.path.split(".")[0] == field


@pytest.mark.parametrize("wrong", [{"round": 3}, {"rounds": 0}, {"rounds": 3, "share": "-1"}, {"share": "1/0"}, [3]])
def test_wrong_smoothing(wrong):
    with pytest.raises(rp.InputError, match="smoothing"):
        rp.Conventions(smoothing=wrong)


@pytest.mark.parametrize("rule", CONTRADICTIONS, ids=" ".join)
def test_choices_that_cannot_be_met_together_are_refused_naming_both(rule):
    one, word, two, other = rule
    given = {"balance": "exact"} if word == "none" and two != "balance" else {}
    given |= {one: SOME[one] if word == SAID else word, two: SOME[two] if other == SAID else other}
    with pytest.raises(rp.InputError) as caught:
        rp.Conventions(**given)
    assert caught.value.path == one and two in caught.value.expected


def test_all_other_pairs_go_together():
    refused = {frozenset((one, two)) for one, _, two, _ in CONTRADICTIONS}
    for one, two in itertools.combinations(WORDS, 2):
        if frozenset((one, two)) not in refused:
            for words in itertools.product(WORDS[one], WORDS[two]):
                given = dict(zip((one, two), words, strict=True))
                assert rp.Conventions(**({"balance": "exact"} if "none" in words else {}) | given)


def test_a_given_instalment_needs_a_shape_that_names_it():
    debt = rp.Debt(id="A", currency="USD", principal="1000", rate="12%")
    given = rp.Conventions(instalment="given")
    with pytest.raises(rp.InputError) as caught:
        rp.schedule(debt, rp.Terms(instalments=3, conventions=given), "2026-12-01")
    assert caught.value.path == "conventions.instalment"
    assert rp.schedule(debt, rp.Terms(shape=rp.shapes.FixedAmount("400"), conventions=given), "2026-12-01").clears


def test_a_set_may_be_taken_with_changes():
    assert rp.Conventions.named("us-loan", unit="10") == rp.Conventions(unit="10")
    with pytest.raises(rp.InputError, match="smoothing"):
        rp.Conventions.named("fineract-2026-06", number="kept")


def test_a_sets_own_shape_holds_where_the_terms_name_none():
    set_ = rp.Conventions.named("italy-constant-principal")
    assert rp.Terms(instalments=3, conventions=set_).shape == rp.shapes.EqualPrincipal()
    assert rp.Terms(instalments=3, conventions=set_, shape=rp.shapes.Level()).shape == rp.shapes.Level()
    assert rp.Terms(instalments=3).shape == rp.shapes.Level()


def test_smoothing_is_data():
    assert rp.Conventions.named("fineract-2026-06").smoothing == Smoothing(3, "0.5")
    assert [Smoothing(3, "0.5").least(n) for n in (5, 6, 7)] == [2, 3, 3]
