"""Stages: thirty days each, both ends."""

import pytest

from repayplan.debts.stage import STAGES, boundaries, stage
from repayplan.rules.book import RuleNotFound, rulebook
from repayplan.units.refusal import InputError


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (0, "M0"), (1, "M1"), (30, "M1"), (31, "M2"), (60, "M2"), (61, "M3"), (90, "M3"), (91, "M4"), (120, "M4"),
        (121, "M5"), (150, "M5"), (151, "M6"), (180, "M6"), (181, "M6+"), (36_500, "M6+"),
    ],
)  # fmt: skip
def test_both_ends_of_each_stage(days, name):
    assert stage(days) == name


@pytest.mark.parametrize("days", [-1, 36_501, 1.5, "75", True, None])
def test_days_that_are_none(days):
    with pytest.raises(InputError, match=r"^days_past_due: .* a whole number from 0 to 36500$"):
        stage(days)


@pytest.mark.parametrize(("missed", "name"), [(0, "M0"), (1, "M1"), (6, "M6"), (7, "M6+"), (1_200, "M6+")])
def test_by_missed_statements(missed, name):
    assert stage(missed=missed) == name


def test_the_boundaries_are_the_pack_s():
    rules = rulebook("cn").on("2026-12-01")
    assert boundaries(rules["card.stage.length"].value, rules["card.stage.numbered"].value) == STAGES
    for days in (0, 1, 30, 31, 90, 91, 180, 181):
        assert stage(days, rules=rules) == stage(days)


def test_one_s_own_boundaries():
    own = {"kind": "house", "status": "unverified", "instrument": "Our own policy"}
    pack = {"rule": [own | {"id": "card.stage.length", "value": 15, "unit": "days"}]}
    rules = rulebook("cn").laid_over(pack).on("2026-12-01")
    assert [stage(days, rules=rules) for days in (0, 15, 16, 90, 91)] == ["M0", "M1", "M2", "M6", "M6+"]


def test_rules_without_boundaries_name_them():
    with pytest.raises(RuleNotFound, match=r"card\.stage\.length"):
        stage(3, rules=rulebook("us").on("2026-12-01"))


@pytest.mark.parametrize(("days", "missed"), [(None, -1), (None, 1_201), (None, "2"), (3, 1)])
def test_missed_statements_that_are_none(days, missed):
    with pytest.raises(InputError, match=r"^missed: "):
        stage(days, missed=missed)
