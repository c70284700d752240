"""The full recurrence in columns: each row has the totals of that debt's own plan."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan import InputError, columns
from repayplan.columns import accounts
from repayplan.units.components import COMPONENTS, DEFAULT_ORDER

NAMES = ("last", "interest", "penalty", "fees", "total", "waived", "forgone", "months")
OPENINGS, ACCRUALS = (
    ("collect", "spread", "capitalise", "defer", "waive"),
    ("run", "capitalise", "defer", "waive", "pause"),
)


def alone(owed, rate, instalment, count, words, day_count="equal-periods", dates=("2026-12-31", "2027-01-31")):
    """One debt by its plan."""
    debt = rp.Debt(
        id="A", rate=rate, currency="CNY", day_count=day_count, compounding=words["compounding"],
        **dict(zip(("principal", "interest", "penalty", "fees"), owed, strict=True)),
    )  # fmt: skip
    terms = rp.Terms(
        instalments=count, first_due=dates[1], shape=rp.shapes.Level(instalment), treatment=words["treatment"],
        order=words["order"], write_down=words["write_down"], fee_per_instalment=words["fee_per_instalment"],
        conventions=rp.Conventions(interest_rounding=words["interest_rounding"]),
    )  # fmt: skip
    plan = rp.schedule(debt, terms, as_of=dates[0])
    rows = [row for row in plan.rows if row.payment]
    paid = [sum((getattr(row, f"to_{name}") for row in rows), Decimal(0)) for name in ("interest", "penalty", "fees")]
    forgone = sum((row.forgone for row in plan.rows), Decimal(0))
    last = rows[-1].payment if rows else 0
    return last, *paid, plan.total_paid, plan.total_waived, forgone, len(rows)


def rows(out):
    return zip(*(out[name] for name in NAMES), strict=True)


amounts = st.one_of(st.sampled_from((0, 1, 99)), st.integers(0, 900_000)).map(lambda cents: str(Decimal(cents) / 100))
debts = st.tuples(amounts, amounts, amounts, amounts)


@st.composite
def words_of_a_call(draw):
    treatment = {
        name: {"opening": draw(st.sampled_from(OPENINGS)), "accrual": draw(st.sampled_from(ACCRUALS))}
        for name in ("interest", "penalty", "fees")
    }
    treatment["principal"] = draw(st.sampled_from(("collect", "collect", "spread", "defer", "waive")))
    return {
        "treatment": treatment,
        "order": draw(st.permutations(DEFAULT_ORDER)),
        "compounding": draw(st.sampled_from(("none", "monthly"))),
        "interest_rounding": draw(st.sampled_from(("half-up", "half-even", "up", "down"))),
        "write_down": draw(amounts),
        "fee_per_instalment": draw(st.sampled_from(("0", "0", "2.5"))),
    }


PLAIN = {
    "treatment": None, "order": DEFAULT_ORDER, "compounding": "none", "interest_rounding": "half-up",
    "write_down": "0", "fee_per_instalment": "0",
}  # fmt: skip


@given(
    st.lists(
        st.tuples(debts, st.sampled_from(("0%", "12%", "18.2512345%")), amounts, st.integers(1, 14)),
        min_size=1,
        max_size=4,
    ),
    words_of_a_call(),
    st.sampled_from(("equal-periods", "actual/365", "actual/360", "30/360", "actual/actual")),
    st.sampled_from((("2026-12-31", "2027-01-31"), ("2026-12-15", "2027-01-31"), ("2028-01-30", "2028-02-29"))),
)
@example(
    [(("1000", "0", "0", "0"), "12%", "100", 3), (("5", "0", "0", "0"), "12%", "3", 9)],
    PLAIN,
    "equal-periods",
    ("2026-12-31", "2027-01-31"),
)
@settings(deadline=None, max_examples=120)
def test_each_row_is_the_plan_of_that_debt(given, words, day_count, dates):
    owed, rate, pays, counts = map(list, zip(*given, strict=True))
    out = columns.totals(
        **{name: [debt[c] for debt in owed] for c, name in enumerate(COMPONENTS)},
        annual_rate=rate, instalment=pays, instalments=counts, currency="CNY", as_of=dates[0], first_due=dates[1],
        day_count=day_count, errors="column", **words,
    )  # fmt: skip
    for row, said, account in zip(rows(out), out["finding"], given, strict=True):
        if said == "never_clears":
            assert account[3] > 1 and row == (None,) * 8
        else:
            assert said is None and row == alone(*account, words, day_count, dates)


def test_what_does_not_exceed_what_is_added_never_clears():
    given = {
        "principal": [100_000] * 3,
        "annual_rate": 120_000,
        "instalments": 12,
        "currency": "USD",
        "units": "minor,ppm",
    }
    out = columns.totals(**given, instalment=[1000, 1001, 20_000], penalty=5, errors="column")
    assert out["finding"] == ["never_clears", None, None]
    out = columns.totals(**given, instalment=[1000, 1100, 1101], fee_per_instalment=100, errors="column")
    assert out["finding"] == ["never_clears", None, None]  # the fee comes on top of each instalment
    out = columns.totals(**given, instalment=[1, 0, 1], treatment={"interest": "pause"}, errors="column")
    assert out["finding"] == [None, "never_clears", None] and out["forgone"][0] > 0


def test_in_pieces_and_where_one_lane_needs_objects(monkeypatch):
    monkeypatch.setattr(accounts, "LANES", 5)
    rng = np.random.default_rng(4)
    principal, counts = rng.integers(1, 10**6, 40), rng.choice([2, 6, 12], 40)
    principal[7] = 2**50
    given = {
        "principal": principal, "annual_rate": 182_500, "instalments": counts, "instalment": 50_000, "penalty": 777,
        "treatment": {"penalty": "spread"}, "currency": "USD", "units": "minor,ppm", "errors": "column",
    }  # fmt: skip
    out = columns.totals(**given)
    assert out["total"].dtype == np.int64 and out["finding"][7] == "never_clears"
    for row in range(40):
        one = columns.totals(**(given | {"principal": principal[[row]], "instalments": counts[[row]]}))
        assert all(out[name][row] == one[name][0] for name in out)


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"treatment": {"interest": "stop"}}, "treatment.interest"),
        ({"treatment": {"interest": [rp.Window("2027-01-01", "2027-02-01")]}}, "treatment.interest.accrual"),
        ({"write_down": [-1]}, "write_down[0]"),
        ({"compounding": "daily"}, "compounding"),
        ({"day_count": "actual/365"}, "as_of"),
        ({"first_due": "2027-01-01"}, "as_of"),
        ({"as_of": "2027-01-02", "first_due": "2027-01-01"}, "first_due"),
    ],
)
def test_a_wrong_argument_is_refused_by_its_name(given, path):
    usual = {"principal": ["1000"], "annual_rate": "12%", "instalment": "100", "instalments": 12, "currency": "CNY"}
    with pytest.raises(InputError) as raised:
        columns.totals(**(usual | given))
    assert raised.value.path == path


def test_a_lane_that_owes_nothing_from_the_start_pays_nothing():
    """The principal is waived at the start and nothing accrues: 1,000.00 forgiven, no payment, and no finding."""
    found = rp.columns.totals(
        principal=[100_000], annual_rate=[120_000], instalment=[100], instalments=3, currency="CNY",
        units="minor,ppm", treatment={"principal": "waive", "interest": "pause"}, errors="column",
    )  # fmt: skip
    assert [found[name][0] for name in ("total", "waived", "months", "finding")] == [0, 100_000, 0, None]
