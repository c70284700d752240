"""Balances day by day: published bills and averages in every printed value, and laws."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.debts.daily import billed, daily_balances, segmented
from repayplan.plans.quick import accrue
from repayplan.rules.book import rulebook
from repayplan.units.refusal import InputError

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "debts.json").read_text("utf-8"))


def cases(kind):
    found = [case for case in GOLDEN if case["kind"] == kind]
    assert found
    return pytest.mark.parametrize("case", found, ids=lambda case: case["id"])


@cases("daily_segments")
def test_published_interest_of_segments(case):
    given_, prints = case["inputs"], case["prints"]
    rate = f"{Decimal(given_['daily_rate']) * 100}%/day"
    assert accrue(given_["segments"], rate) == Decimal(prints["interest"])
    for segment, part in zip(given_["segments"], prints.get("parts", []), strict=False):
        assert accrue([segment], rate) == Decimal(part)


@cases("bill")
def test_published_interest_of_a_bill_by_its_dates(case):
    given_, prints = dict(case["inputs"]), case["prints"]
    rate, bill = given_.pop("rate"), given_.pop("bill")
    assert accrue(bill, rate, **given_) == Decimal(prints["interest"])
    assert [part.days for part in billed(bill, **given_).segments] == prints["days"]


@cases("average_daily_balance")
def test_published_average_daily_balance(case):
    given_, prints = case["inputs"], case["prints"]
    moves = [(f"2026-05-{day:02d}", amount) for day, amount in given_["transactions"]]
    found = daily_balances(given_["opening"], moves, start="2026-05-01", end="2026-05-31", last_day=True)
    assert found.days == given_["days"]
    assert [str(found.sum), str(found.average), str(found.closing)] == list(prints.values())


def test_two_banks_differ_by_the_statement_day():
    rules = rulebook("cn").on("2026-12-01")
    for bank, figure in (("cmb", "17.85"), ("bocom", "17.40")):
        last_day = rules[f"card.usual.statement_day_counts.{bank}"].value
        found = accrue(
            "1000", "0.05%/day", start="2026-03-30", end="2026-05-05", payments=[("2026-04-23", "100")],
            last_day=last_day,
        )  # fmt: skip
        assert found == Decimal(figure)


def test_whole_bill_or_unpaid_part():
    def found(base):
        return accrue(
            "10000", "0.05%/day", start="2026-04-01", end="2026-05-01", base=base, due="2026-04-25",
            payments=[("2026-04-25", "9000"), ("2026-04-28", "400")],
        )  # fmt: skip

    # 24 days of 10,000, 3 of 1,000, 3 of 600; and the same without what was paid in time.
    assert found("whole bill") == Decimal("122.40")
    assert found("unpaid part") == Decimal("14.40")


def test_dated_steps_of_the_rate_bear_on_their_own_days():
    steps = [{"from": "2026-01-01", "rate": "0.05%/day"}, {"from": "2026-04-11", "rate": "0%"}]
    assert accrue("10000", steps, start="2026-04-01", end="2026-05-01") == 50


def test_days_and_a_yearly_rate():
    assert accrue("1000", "18.25%", days=24) == accrue("1000", "0.05%/day", days=24) == 12
    assert accrue("1000", "18.25%", start="2026-04-01", end="2026-04-25") == 12
    assert accrue("1000", "18.25%", days=0) == accrue("1000", "18.25%", start="2026-04-01", end="2026-04-01") == 0


@given(
    st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 400)), min_size=1, max_size=6),
    st.sampled_from(["0.05%/day", "18%", "1.5%/month"]),
    st.sampled_from(["half-up", "down", "up"]),
)
def test_interest_is_one_rounding_of_the_sum_of_balance_times_days(segments, rate, rounding):
    found = accrue([(Decimal(b).scaleb(-2), days) for b, days in segments], rate, rounding=rounding)
    yearly = {"0.05%/day": Fraction(73, 400), "18%": Fraction(18, 100), "1.5%/month": Fraction(18, 100)}[rate]
    exact = sum(balance * days for balance, days in segments) * yearly / 365
    assert abs(Fraction(found) * 100 - exact) <= (Fraction(1, 2) if rounding == "half-up" else 1)
    if rounding != "half-up":
        assert (Fraction(found) * 100 >= exact) == (rounding == "up") or Fraction(found) * 100 == exact


@given(st.integers(0, 29), st.integers(0, 29), st.integers(0, 1000), st.booleans())
def test_paying_earlier_or_more_never_costs_more(day, other, units, last_day):
    early, late = sorted((day, other))

    def found(on, amount):
        return accrue(
            "1000", "0.05%/day", start="2026-04-01", end="2026-04-30", payments=[(f"2026-04-{on + 1:02d}", amount)],
            last_day=last_day,
        )  # fmt: skip

    assert found(early, units) <= found(late, units) <= found(late, 0)


@pytest.mark.parametrize(
    ("call", "path"),
    [
        (lambda: accrue([], "18%"), "segments"),
        (lambda: accrue([("1",)], "18%"), "segments[0]"),
        (lambda: accrue([("1", -1)], "18%"), "segments[0].days"),
        (lambda: accrue([{"balance": "1", "dais": 3}], "18%"), "segments[0].dais"),
        (lambda: accrue([{"balance": "1", "from": "2026-01-02", "to": "2026-01-01"}], "18%"), "segments[0].to"),
        (lambda: accrue([("1", 3)], [{"from": "2026-01-01", "rate": "1%"}]), "rate"),
        (lambda: accrue("1", {"flat_fee": "0.6%/month"}, days=3), "rate"),
        (lambda: accrue("1", "18%"), "segments[0].days"),
        (lambda: accrue("1", "18%", start="2026-01-02", end="2026-01-01"), "end"),
        (lambda: accrue("1", "18%", start="2026-01-01", end="2026-01-02", base="all"), "base"),
        (lambda: accrue("1", "18%", start="2026-01-01", end="2026-01-02", base="unpaid part"), "due"),
        (
            lambda: accrue("1", "18%", start="2026-01-01", end="2026-01-02", payments=[("2026-01-03", "1")]),
            "payments[0]",
        ),
        (
            lambda: accrue("1", "18%", start="2026-01-01", end="2026-01-02", payments=[("2026-01-01", "2")]),
            "payments[0]",
        ),
        (
            lambda: accrue("1", "18%", start="2026-01-01", end="2026-01-02", payments=[("2026-01-01", "-1")]),
            "payments[0]",
        ),
        (lambda: daily_balances("1", [3], start="2026-01-01", end="2026-01-02"), "movements[0]"),
        (lambda: daily_balances("1", [], start="2026-01-01", end="2026-01-02", movement_day="x"), "movement_day"),
        (lambda: daily_balances("1", start="2026-01-01", end="2026-01-01").average, "end"),
        (lambda: segmented([("1", 1)]).interest("18%", "nearest"), "rounding"),
    ],
)
def test_what_cannot_be_accrued_is_refused_by_its_path(call, path):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.path == path
