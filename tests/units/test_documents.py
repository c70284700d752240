"""Documents: which one it is, and where two of them differ."""

import pytest

from repayplan.units.documents import first_difference, read_schema
from repayplan.units.refusal import InputError

PLAN = {"id": "A", "rows": [{"paid": "1", "tags": []}, {"paid": "2", "tags": ["x"]}], "note": None}


@pytest.mark.parametrize("number", [1, 2, 12])
def test_this_schema_and_older_ones_are_read(number):
    upgrades = {f"repayplan/plan-{old}": dict for old in range(1, 12)}
    found = read_schema({"schema": f"repayplan/plan-{number}"}, "repayplan/plan-12", upgrades)
    assert found == {"schema": "repayplan/plan-12"}


@pytest.mark.parametrize(
    "given", ["repayplan/plan-13", "repayplan/plan-0", "repayplan/plan-01", "repayplan/plan", "plan-1", 1, None]
)
def test_another_schema_is_refused(given):
    with pytest.raises(InputError, match="schema"):
        read_schema({"schema": given}, "repayplan/plan-12")


def test_a_kind_may_have_a_dash_of_its_own():
    read_schema({"schema": "repayplan/creditor-copy-2"}, "repayplan/creditor-copy-2")
    with pytest.raises(InputError, match="or older"):
        read_schema({"schema": "repayplan/creditor-copy-3"}, "repayplan/creditor-copy-2")


def test_the_kind_of_a_document_is_taken_to_the_letter():
    with pytest.raises(InputError, match="schema"):
        read_schema({"schema": "repayplanXplan-1"}, "repayplan.plan-1")


def test_equal_documents_do_not_differ():
    assert first_difference(PLAN, {**PLAN, "rows": [dict(row) for row in PLAN["rows"]]}) is None


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (PLAN, PLAN | {"id": "B"}, ("id", "A", "B")),
        (PLAN, PLAN | {"more": 1}, ("more", None, 1)),
        (PLAN | {"more": 1}, PLAN, ("more", 1, None)),
        ({"rows": [{"a": [1, 2]}]}, {"rows": [{"a": [1, 3]}]}, ("rows[0].a[1]", 2, 3)),
        ({"rows": [1, 2]}, {"rows": [1]}, ("rows", [1, 2], [1])),
        ({"rows": [1]}, {"rows": {"a": 1}}, ("rows", [1], {"a": 1})),
        ({"rows": {"a": 1}}, {"rows": [1]}, ("rows", {"a": 1}, [1])),
        ({"paid": 1}, {"paid": True}, ("paid", 1, True)),
        ({"paid": "1"}, {"paid": 1}, ("paid", "1", 1)),
        ({"a": {"b": 1, "c": 2}, "d": 3}, {"a": {"b": 1, "c": 3}, "d": 4}, ("a.c", 2, 3)),
        ([1], [2], ("[0]", 1, 2)),
        ({3: 1}, {3: 2}, ("3", 1, 2)),
        (1, 2, ("", 1, 2)),
    ],
)
def test_the_first_place_where_two_differ(one, two, found):
    assert first_difference(one, two) == found
