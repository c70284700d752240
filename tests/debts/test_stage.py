"""Stages: thirty days each, both ends."""

import pytest

from repayplan.debts.stage import stage
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
