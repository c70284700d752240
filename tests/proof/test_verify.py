"""Plan documents: what the library makes holds, one changed figure of a row does not, and rubbish is never an error."""

import copy
import json
from datetime import date, timedelta
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.proof.cells import Discrepancy
from repayplan.proof.verify import CHECKS, MOST, verify
from tests.proof.figures import nudged

S = rp.shapes
BALANCE = {"principal": "900", "interest": "64.31", "penalty": "30", "fees": "5"}
STEPS = [{"from": "2026-12-15", "rate": "18.25%"}, {"from": "2027-02-20", "rate": "0.03%/day"}]


def plan(*, debt=None, as_of="2026-12-01", **terms):
    debt = {"id": "A", "currency": "CNY", "rate": "0.05%/day", **BALANCE} | (debt or {})
    return rp.schedule(rp.Debt(**debt), rp.Terms(**({"instalments": 5} | terms)), as_of)


def interest(*windows, opening="collect"):
    accrual = [rp.Window(*window) for window in windows]
    return {"interest": {"opening": opening, "accrual": accrual}}


def settle(amount, **terms):
    return plan(instalments=None, shape=S.Settlement(amount), **terms)


PLANS = {
    "level": lambda: plan(),
    "level sum given": lambda: plan(instalments=None, shape=S.Level("250"), every="fortnight"),
    "fixed amount, yen": lambda: plan(
        instalments=None,
        shape=S.FixedAmount("55000"),
        debt={"currency": "JPY", "principal": "150001", "interest": "640"},
    ),
    "equal principal, three decimals, quarterly": lambda: plan(
        shape=S.EqualPrincipal(),
        every="quarter",
        debt={"currency": "KWD", "principal": "800.125", "interest": "1.001", "rate": "1.5%/month"},
        treatment={"penalty": "capitalise"},
    ),
    "interest only, rate steps of the contract": lambda: plan(shape=S.InterestOnly(2), debt={"rate": STEPS}),
    "holiday, new rate in steps": lambda: plan(shape=S.Holiday(2), rate=STEPS, treatment={"interest": "capitalise"}),
    "steps, then level": lambda: plan(shape=S.Steps([(2, "40"), (1, "90.50")]), conventions=rp.Conventions(unit="10")),
    "steps until paid": lambda: plan(instalments=None, shape=S.Steps([(2, "40")], "400"), every="week"),
    "seasonal, half-months": lambda: plan(shape=S.Seasonal([1] * 11 + [0]), every="half-month", first_due="2026-12-15"),
    "balloon, by equal periods": lambda: plan(
        shape=S.Balloon("200"), debt={"day_count": "equal-periods", "rate": "24%", "due_day": 29}
    ),
    "given amounts that do not suffice": lambda: plan(instalments=None, shape=S.GivenAmounts(["220", "0", "90.5"])),
    "settlement of all": lambda: settle(None, first_due="2026-12-20"),
    "pause and waive in windows": lambda: plan(
        treatment=interest(("2026-12-10", "2027-01-20"), ("2027-01-21", "2027-02-10", "waive"), opening="spread")
        | {"penalty": "spread", "fees": "defer"},
        debt={"rate": STEPS, "day_count": "actual/360"},
    ),
    "capitalise and defer in windows": lambda: plan(
        treatment=interest(
            ("2026-12-10", "2027-01-20", "capitalise"), ("2027-02-01", "2027-02-10", "defer"), opening="waive"
        ),
        debt={"compounding": "monthly"},
    ),
    "all deferred": lambda: plan(treatment=dict.fromkeys(BALANCE, "defer")),
    "all waived but the principal": lambda: plan(
        treatment=dict.fromkeys(("interest", "penalty", "fees"), "waive"), rate="6%", every=(10, "days")
    ),
    "write-down, fee, down payment": lambda: plan(
        write_down="123.45",
        fee_per_instalment="2.50",
        down_payment="60",
        order=("interest", "fees", "principal", "penalty"),
        conventions=rp.Conventions(interest_rounding="half-even", instalment_rounding="half-up"),
    ),
    "principal spread": lambda: plan(
        treatment={"principal": "spread"}, conventions=rp.Conventions(interest_rounding="up")
    ),
    "no interest": lambda: plan(debt={"rate": "0%"}, treatment=interest(("2026-12-10", "2027-01-20"))),
    "thirty days a month": lambda: plan(
        debt={"day_count": "30/360", "rate": "12%"}, treatment=interest(("2026-12-10", "2027-01-20"))
    ),
    "nothing is paid": lambda: rp.forecast(
        rp.Debt(id="A", currency="CNY", rate="12%", minimum="50", late_fee={"share": "5%", "floor": "10"}, **BALANCE),
        as_of="2026-12-01",
    ).nothing,
    "nothing owed": lambda: plan(debt=dict.fromkeys(BALANCE, "0")),
    "longest": lambda: plan(instalments=600, every="day", debt={"principal": "99999999.99"}),
}  # fmt: skip
SMALL = [name for name in PLANS if name not in ("longest", "nothing owed")]


def leaves(node, path=()):
    """Every leaf with its way from the top; a null is one."""
    if isinstance(node, (dict, list)) and node:
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(value, (*path, key))
    else:
        yield path, node


def others(key, value):
    """Other values that a figure could have; none for what is no figure."""
    found = [] if nudged(value) is None else [nudged(value)]
    if isinstance(value, int) and not isinstance(value, bool):
        return [*found, value - 1]
    try:
        return [*found, str(date.fromisoformat(value) - timedelta(days=1))]
    except (TypeError, ValueError):
        return found


# Figures of a row that another value may have where nothing accrues, or where a rounding hides what one unit bears.
# Figures that no cent may follow from: of small sums, and of a weight whose sum is more than what is owed.
HIDDEN = ("rate", "share", "year", "numerator", "denominator", "counted", "weight")


def changed(document, path, value):
    """A copy with one leaf changed."""
    other = copy.deepcopy(document)
    node = other
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return other


@pytest.mark.parametrize("name", PLANS)
def test_what_the_library_makes_holds(name):
    document = PLANS[name]().to_dict()
    assert verify(document) == []
    assert verify(json.loads(json.dumps(document))) == []


@pytest.mark.parametrize("name", PLANS)
def test_a_document_without_its_nulls_holds(name):
    def without_nulls(node):
        if isinstance(node, dict):
            return {key: without_nulls(value) for key, value in node.items() if value is not None}
        return [without_nulls(value) for value in node] if isinstance(node, list) else node

    assert verify(without_nulls(PLANS[name]().to_dict())) == []


@pytest.mark.parametrize("name", SMALL)
def test_any_changed_figure_of_the_rows_is_found(name):
    document = PLANS[name]().to_dict()
    for path, value in leaves(document["rows"], ("rows",)):
        for other in others(path[-1], value):
            if path[-1] not in HIDDEN:
                assert verify(changed(document, path, other)), f"{path}: {value!r} to {other!r}"


@pytest.mark.parametrize("name", SMALL)
def test_any_key_of_the_rows_that_is_missing_is_found(name):
    document = PLANS[name]().to_dict()
    for i, row in enumerate(document["rows"]):
        for key in row:
            if row[key] not in (None, {}, []) and key not in ("year", "counted"):
                assert verify(changed(document, ("rows", i), {k: v for k, v in row.items() if k != key})), key


def test_rows_that_are_missing_doubled_or_swapped_are_found():
    document = PLANS["level"]().to_dict()
    rows = document["rows"]
    for other in (rows[:-1], rows[1:], [*rows, rows[-1]], [rows[0], *rows], rows[::-1], []):
        assert verify(document | {"rows": other})


ROUNDINGS = ("half-up", "half-even", "half-down", "up", "down")


@pytest.mark.parametrize(("one", "two"), list(permutations(ROUNDINGS, 2)))
def test_another_word_of_rounding_is_found_where_it_decides(one, two):
    # Interest of 2.4, 2.5, 3.5 and 2.6 yen.
    documents = [
        plan(
            debt={
                "currency": "JPY",
                "principal": principal,
                "interest": "0",
                "rate": "1%/month",
                "day_count": "equal-periods",
            },
            conventions=rp.Conventions(interest_rounding=one),
        ).to_dict()
        for principal in ("240", "250", "350", "260")
    ]
    assert not any(verify(document) for document in documents)
    word = ("terms", "conventions", "interest_rounding")
    assert any(verify(changed(document, word, two)) for document in documents)


@pytest.mark.parametrize(
    "order", [("interest", "principal", "fees", "penalty"), ("fees", "penalty", "interest", "fees")]
)
def test_another_order_is_found(order):
    assert verify(changed(PLANS["level"]().to_dict(), ("terms", "order"), list(order)))


def test_a_wrong_cell_is_told_with_its_path_and_what_the_others_give():
    document = PLANS["level"]().to_dict()
    right = document["rows"][3]["parts"]["interest"]["closing"]
    document["rows"][3]["parts"]["interest"]["closing"] = "1.00"
    assert Discrepancy("rows[3].parts.interest.closing", "1.00", right, "closing") in verify(document)


def test_a_wrong_level_sum_is_told():
    document = PLANS["level"]().to_dict()
    right, document["instalment"] = document["instalment"], "1.00"
    assert Discrepancy("instalment", "1.00", right, "instalment") in verify(document)


def test_what_a_settlement_leaves_is_forgiven_penalty_first():
    # 999.31 is owed; 12 less is paid: all of it is penalty.
    document = settle("987.31").to_dict()
    assert verify(document) == []
    assert document["totals"]["paid"] == "987.31"
    assert document["rows"][0]["parts"]["penalty"]["waived"] == "12.00"


@pytest.mark.parametrize("opening", ["spread", "defer"])
def test_a_write_down_comes_before_the_rest_is_spread_or_deferred(opening):
    document = plan(write_down="100", treatment={"principal": opening}).to_dict()
    assert verify(document) == []
    assert document["totals"]["waived"] == "100.00"


def test_at_most_twenty_are_told():
    document = PLANS["longest"]().to_dict()
    for row in document["rows"]:
        row["days"] = 9
    assert len(verify(document)) == MOST


NOT_DOCUMENTS = [
    None, 1, 1.5, "x", b"x", [], {}, object(),
    {1: 2}, {"schema": None}, {"schema": ["x"]}, {"schema": "repayplan/plan-2"},
    {"schema": "repayplan/plan-1"}, {"schema": "repayplan/plan-1", "rows": [], "debt": [], "terms": "x"},
]  # fmt: skip


@pytest.mark.parametrize("thing", NOT_DOCUMENTS, ids=range(len(NOT_DOCUMENTS)))
def test_what_is_no_document_is_told(thing):
    assert len(verify(thing)) >= 1


HUGE = [
    10**5000, -(10**5000), "9" * 5000, "9" * 39, "1/0", "1e999999999", "١٢", "\x00", float("nan"), True,
    "999999999999%", "9999-12-31", "0001-01-01", [10**9, "days"], [[10**9, "5"]] * 9, [{}] * 700, {"kind": "x"}, {0: 1},
]  # fmt: skip


@pytest.mark.parametrize("name", ["capitalise and defer in windows", "seasonal, half-months", "thirty days a month"])
def test_rubbish_in_any_place_is_told_and_never_an_error(name):
    document = PLANS[name]().to_dict()
    document["rows"] = document["rows"][:2]
    nodes = {path[:n] for path, _ in leaves(document) for n in range(1, len(path) + 1)}
    for path in sorted(nodes, key=repr):
        for other in HUGE:
            repr(verify(changed(document, path, other)))


def test_rubbish_everywhere_is_never_an_error():
    document = PLANS["write-down, fee, down payment"]().to_dict()
    places = [path for path, _ in leaves(document)]
    random = Random(1)
    for _ in range(300):
        other = document
        for path in random.sample(places, 4):
            other = changed(other, path, random.choice([*HUGE, None, "", 0, "run", "12%", "2027-01-01", "5.00"]))
        repr(verify(other))


JSON = st.recursive(
    st.none() | st.integers() | st.floats() | st.text(max_size=9),
    lambda node: st.lists(node, max_size=3) | st.dictionaries(st.text(max_size=9), node, max_size=3),
    max_leaves=9,
)


@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(("debt", "terms", "rows", "as_of", "instalment", "totals"), JSON))
)
def test_any_json_under_a_known_schema_is_never_an_error(node):
    for schema in CHECKS:
        assert verify(node | {"schema": schema})


SUMS = st.integers(0, 90_000).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")
RATES = st.sampled_from(["0%", "12%", "18.25%", "1.5%/month", "0.05%/day", STEPS])
OPENINGS = st.sampled_from(["collect", "spread", "capitalise", "defer", "waive"])
ACCRUALS = st.sampled_from(["run", "capitalise", "defer", "waive", "pause"])
WINDOWS = st.builds(
    lambda *how: [rp.Window("2026-12-08", "2026-12-11", how[0]), rp.Window("2026-12-12", "2026-12-29", how[1])],
    ACCRUALS,
    ACCRUALS,
)
DEBTS = st.fixed_dictionaries(
    {
        **dict.fromkeys(BALANCE, SUMS),
        "rate": RATES,
        "day_count": st.sampled_from(
            ["actual/360", "actual/364", "actual/365", "equal-periods", "30/360", "actual/actual"]
        ),
        "compounding": st.sampled_from(["none", "monthly"]),
        "due_day": st.none() | st.integers(1, 31),
    }
)
SHAPES = st.one_of(
    st.builds(S.Level, st.none() | SUMS), st.builds(S.FixedAmount, SUMS), st.builds(S.Balloon, SUMS),
    st.just(S.EqualPrincipal()), st.builds(S.InterestOnly, st.integers(1, 3)), st.builds(S.Holiday, st.integers(1, 3)),
    st.builds(lambda amount, then: S.Steps([(2, amount)], then), SUMS, st.none() | SUMS),
    st.builds(S.Seasonal, st.lists(st.integers(0, 2), min_size=11, max_size=11).map(lambda weights: [*weights, 1])),
)  # fmt: skip
TERMS = st.fixed_dictionaries(
    {
        "instalments": st.integers(4, 9),
        "shape": SHAPES,
        "first_due": st.sampled_from([None, "2026-12-30", "2027-01-31"]),
        "every": st.sampled_from(["week", "fortnight", "half-month", "month", "quarter", (10, "days")]),
        "rate": st.none() | RATES,
        "treatment": st.fixed_dictionaries(
            {name: st.fixed_dictionaries({"opening": OPENINGS}) for name in ("penalty", "fees")}
            | {"interest": st.fixed_dictionaries({"opening": OPENINGS, "accrual": ACCRUALS | WINDOWS})}
        ),
        "order": st.permutations(list(BALANCE)),
        "write_down": st.none() | SUMS,
        "fee_per_instalment": st.none() | SUMS,
        "down_payment": st.none() | SUMS,
        "conventions": st.builds(
            rp.Conventions,
            interest_rounding=st.sampled_from(["half-up", "half-even", "half-down", "up", "down"]),
            instalment_rounding=st.sampled_from(["half-up", "up", "down"]),
        ),
    }
)


@settings(deadline=None)
@given(DEBTS, TERMS, st.randoms(use_true_random=False))
def test_any_terms_hold_and_one_changed_figure_does_not(debt, terms, random):
    document = plan(debt=debt, **terms).to_dict()
    assert verify(json.loads(json.dumps(document))) == []
    one_figure_is_found(document, random)


def one_figure_is_found(document, random):
    """Change one figure of the rows, whichever it is."""
    found = [(path, one) for path, value in leaves(document["rows"], ("rows",)) for one in others(path[-1], value)]
    if found:
        path, other = random.choice(found)
        assert path[-1] in HIDDEN or verify(changed(document, path, other)), f"{path} to {other!r}"
