"""Refusals: where, what, what was expected, what to do."""

import copy
import pickle

import pytest

from repayplan.units.components import COMPONENTS, DEFAULT_ORDER, read_order
from repayplan.units.refusal import (
    InputError,
    known_keys,
    listed,
    nearest,
    one_of,
    refuse,
    required,
    shortened,
    text,
    under,
    whole,
)


def refused(function, *arguments, **named):
    """The refusal that a call ends in."""
    with pytest.raises(InputError) as caught:
        function(*arguments, **named)
    return caught.value


def test_a_refusal_says_where_what_why_and_what_to_do():
    error = refused(refuse, "debts[0].rate", "18", "a rate with its unit", 'write "18%"')
    assert isinstance(error, ValueError)
    assert (error.path, error.value, error.expected, error.fix) == (
        "debts[0].rate",
        "'18'",
        "a rate with its unit",
        'write "18%"',
    )
    assert str(error) == "debts[0].rate: got '18', expected a rate with its unit; write \"18%\""


def test_a_refusal_of_the_whole_input_has_no_path():
    assert str(refused(refuse, "", 3, "a mapping")) == "got 3, expected a mapping"


@pytest.mark.parametrize(
    ("outer", "inner", "path"),
    [
        ("debts[0]", "rate", "debts[0].rate"),
        ("debts[0]", "", "debts[0]"),
        ("acts", "[1].on", "acts[1].on"),
        ("", "rate", "rate"),
    ],
)
def test_a_refusal_moves_under_the_path_of_its_caller(outer, inner, path):
    with pytest.raises(InputError) as caught, under(outer):
        refuse(inner, "x" * 100, "something else", "change it")
    assert caught.value.path == path
    assert str(caught.value) == f"{path}: got {shortened('x' * 100)}, expected something else; change it"
    assert caught.value.__cause__ is None


def test_refusals_nest():
    with pytest.raises(InputError) as caught, under("household"), under("incomes[2]"):
        refuse("evidence", "x", "evidence")
    assert str(caught.value) == "household.incomes[2].evidence: got 'x', expected evidence"


def test_another_error_passes_unchanged():
    with pytest.raises(KeyError), under("household"):
        raise KeyError("x")


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_a_refusal_crosses_to_another_process(again):
    error = InputError("rate", "x" * 100, "a rate", "write it")
    other = again(error)
    assert (str(other), other.path, other.value, other.fix) == (str(error), error.path, error.value, error.fix)


def test_a_long_value_is_shortened():
    assert shortened("x" * 100) == "'" + "x" * 58 + "…"
    assert shortened("x" * 58) == "'" + "x" * 58 + "'"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("verifed", "did you mean 'verified'?"),
        ("VERIFIED", "did you mean 'verified'?"),
        ("hearsay", "use one of: declared, expected, verified"),
        (3, "use one of: declared, expected, verified"),
    ],
)
def test_the_nearest_word(word, hint):
    assert nearest(word, ["verified", "declared", "expected"]) == hint


def test_a_long_list_of_words_is_cut():
    assert nearest("x", [f"w{i:03d}" for i in range(100)]).endswith("w023, …")


@pytest.mark.parametrize("value", ["Level", None, 3, ["level"]])
def test_a_word_that_is_not_known(value):
    assert refused(one_of, value, ["level", "steps"], "shape").path == "shape"


def test_an_unknown_key_suggests_the_nearest():
    error = refused(known_keys, {"rate": "1%", "creditr": "x"}, ("rate", "creditor"), "debts[0]")
    assert (error.path, error.fix) == ("debts[0].creditr", "did you mean 'creditor'?")


def test_an_unknown_key_that_is_no_text():
    assert refused(known_keys, {3: "x"}, ("rate",), "").path == "3"


@pytest.mark.parametrize("value", [None, "rate", [("rate", "1%")], 3])
def test_a_document_that_is_no_mapping(value):
    assert refused(known_keys, value, ("rate",), "debts[0]").path == "debts[0]"


@pytest.mark.parametrize(("value", "items"), [(None, []), ([1], [1]), ((1, 2), [1, 2])])
def test_a_list(value, items):
    assert listed(value, "flags") == items


@pytest.mark.parametrize("value", ["secured", {"secured": 1}, 3])
def test_a_value_that_is_no_list(value):
    assert refused(listed, value, "flags").expected == "a list"


@pytest.mark.parametrize("document", [{}, {"id": None}])
def test_a_value_that_has_to_be_there(document):
    error = refused(required, document, "id", "debts[0]")
    assert (error.path, error.fix) == ("debts[0].id", "add 'id'")


def test_a_value_that_is_there():
    assert required({"id": 0}, "id", "") == 0


@pytest.mark.parametrize("value", ["", "  ", None, 3, b"x"])
def test_a_value_that_is_no_text(value):
    assert refused(text, value, "name").path == "name"


def test_text_may_be_empty_where_that_is_said():
    assert text("", "note", empty=True) == ""
    assert text("房租", "name") == "房租"


@pytest.mark.parametrize("value", [0, 13, 1.0, "1", True, None])
def test_a_value_that_is_no_whole_number_in_bounds(value):
    assert refused(whole, value, "months", 1, 12).expected == "a whole number from 1 to 12"


def test_bounds_are_included():
    assert (whole(1, "months", 1, 12), whole(12, "months", 1, 12)) == (1, 12)


def test_a_payment_order():
    assert read_order(list(DEFAULT_ORDER), "order") == DEFAULT_ORDER
    assert sorted(DEFAULT_ORDER) == sorted(COMPONENTS)


@pytest.mark.parametrize(
    "value",
    [
        "fees",
        None,
        ["fees"],
        ["fees", "fees", "interest", "principal"],
        [*DEFAULT_ORDER, "fees"],
        ["fee", *DEFAULT_ORDER[1:]],
    ],
)
def test_a_payment_order_that_is_none(value):
    assert refused(read_order, value, "order").path == "order"


def test_a_misspelt_component_suggests_the_nearest():
    error = refused(read_order, ["fee", *DEFAULT_ORDER[1:]], "order")
    assert (error.value, error.fix) == ("'fee'", "did you mean 'fees'?")
