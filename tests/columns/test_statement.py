"""Statements in columns: each row is that of its own card."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan import InputError, columns

amounts = st.one_of(st.sampled_from((0, 1, 99)), st.integers(0, 900_000)).map(lambda cents: str(Decimal(cents) / 100))
FORMULAS = (
    "cn/usual-10",
    {"balance": "3%", "floor": "35"},
    {"interest": "100%", "penalty": "50%", "fees": "100%", "past_due": "100%", "principal": "1%", "cap": "900"},
    {"unit": "1", "greater_of": [{"amount": "35"}, {"balance": "1%", "interest": "100%"}]},
)
NAMES = ("owed", "minimum", "to_principal", "to_interest", "to_penalty", "to_fees", "stage")


@given(
    st.lists(
        st.tuples(amounts, amounts, amounts, amounts, amounts, st.sampled_from((0, 1, 30, 31, 90, 91, 180, 181))),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(FORMULAS),
)
@settings(deadline=None, max_examples=80)
def test_each_row_is_the_statement_of_that_card(given, minimum):
    names = ("principal", "interest", "penalty", "fees", "arrears", "days_past_due")
    cells = {name: [card[k] for card in given] for k, name in enumerate(names)}
    out = columns.statement(**cells, minimum=minimum, currency="CNY")
    for row, card in zip(zip(*(out[name] for name in NAMES), strict=True), given, strict=True):
        debt = rp.Debt(id="A", rate="18%", currency="CNY", minimum=minimum, **dict(zip(names, card, strict=True)))
        bill = debt.statement("2026-12-01")
        assert row[:2] == (bill.owed, bill.minimum) and row[6] == bill.stage
        left = bill.minimum
        for name, paid in zip(("fees", "penalty", "interest", "principal"), reversed(row[2:6]), strict=True):
            assert paid == min(left, bill.split[name])
            left -= paid
        assert left == 0


def test_bad_rows_and_columns_of_parts():
    out = columns.statement(
        principal=["100", None, "100"], days_past_due=[0, 1, -1], currency="USD", errors="column",
        minimum={"balance": ["10%", "10%", "5%"], "floor": ["1", "2", "3"]},
    )  # fmt: skip
    assert out["minimum"] == [10, None, None] and out["stage"] == ["M0", None, None]
    assert out["finding"] == [None, "null", "negative"]
    with pytest.raises(InputError, match=r"days_past_due\[2\]"):
        columns.statement(principal=["1"] * 3, days_past_due=[0, 1, -1], currency="USD", minimum="10")
