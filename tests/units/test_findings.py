"""Findings: a stable code, the numbers that it names, and the rule behind it."""

import copy
import pickle
from datetime import date
from decimal import Decimal

import pytest

from repayplan.units.findings import CODES, Finding

GIVEN = {"owed": Decimal("1.50"), "debt": "A", "date": date(2027, 1, 31), "instalments": 3}


def test_a_finding_names_the_numbers_of_its_code_and_no_others():
    with pytest.raises(KeyError, match=r"still_owed names \('debt', 'instalments', 'date', 'owed'\), not \('debt',\)"):
        Finding("still_owed", {"debt": "A"})
    with pytest.raises(KeyError, match="names"):
        Finding("still_owed", GIVEN | {"more": 1})
    with pytest.raises(KeyError, match="no_such_code"):
        Finding("no_such_code")


def test_equal_findings_print_alike_whatever_the_order_of_their_numbers():
    one, two = Finding("still_owed", GIVEN), Finding("still_owed", dict(reversed(GIVEN.items())))
    assert tuple(one.numbers) == CODES["still_owed"]
    assert (one, hash(one), str(one)) == (two, hash(two), str(two))


def test_findings_are_told_apart_by_code_numbers_and_rule():
    one = Finding("still_owed", GIVEN)
    assert len({one, Finding("still_owed", GIVEN | {"debt": "B"}), Finding("still_owed", GIVEN, "cn.x"), one}) == 3
    assert hash(one) != hash(Finding("still_owed", GIVEN | {"debt": "B"}))
    assert hash(one) != hash(Finding("still_owed", GIVEN, "cn.x"))


def test_a_finding_cannot_be_changed_afterwards():
    given = dict(GIVEN)
    one = Finding("still_owed", given)
    given["debt"] = "B"
    assert one.numbers["debt"] == "A"
    with pytest.raises(TypeError):
        one.numbers["debt"] = "B"


def test_the_document_of_a_finding():
    assert Finding("still_owed", GIVEN).to_dict() == {
        "code": "still_owed",
        "numbers": {"debt": "A", "instalments": 3, "date": "2027-01-31", "owed": "1.50"},
    }
    assert Finding("no_reserve", rule="uk.x").to_dict() == {"code": "no_reserve", "numbers": {}, "rule": "uk.x"}


def test_a_finding_crosses_to_another_process():
    one = Finding("still_owed", GIVEN, "cn.x")
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
