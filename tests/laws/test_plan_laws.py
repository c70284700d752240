"""Laws of every plan: the identity of each component, what is moved, what rows hand on, and what a pause does."""

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.plans.printed import walk_row
from tests.strategies import ACCRUALS, OPENINGS, PLACES, WORDS, debts, plans, text_of

COMPONENTS = ("principal", "interest", "penalty", "fees")
MANY = settings(max_examples=80, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


def made(terms=None, as_of="2026-12-01", **debt):
    """A plan of a debt with something in every component."""
    owed = {"principal": "1000", "interest": "30.05", "penalty": "20.03", "fees": "5.01", "rate": "12%"} | debt
    return rp.schedule(rp.Debt(**{"id": "A", "currency": "CNY"} | owed), rp.Terms(**terms or {"instalments": 3}), as_of)


EDGES = {
    "month ends": made({"instalments": 3, "first_due": "2027-01-31"}, "2026-12-31"),
    "29 February": made({"instalments": 13, "first_due": "2028-02-29"}, "2028-01-31"),
    "from 29 February": made({"instalments": 2, "every": "year"}, "2028-02-29"),
    "zero rate": made({"instalments": 3}, rate="0%"),
    "one instalment": made({"instalments": 1}),
    "due at once": made({"instalments": 2, "first_due": "2026-12-01"}),
    "payment below interest": made({"shape": rp.shapes.FixedAmount("9.99")}, interest="0", penalty="0", fees="0"),
    "payment of nothing": made({"shape": rp.shapes.FixedAmount("0")}),
    "half a cent": made({"instalments": 2}, principal="0.50", rate="1%/month", day_count="equal-periods"),
    "owes nothing": made(principal="0", interest="0", penalty="0", fees="0"),
    "owes a cent": made({"instalments": 12}, principal="0.01", interest="0", penalty="0", fees="0"),
    "fees alone": made(principal="0", interest="0", penalty="0", fees="7"),
    "written down below nothing": made({"instalments": 2, "write_down": "5000"}),
    "written down and deferred": made({"instalments": 2, "write_down": "10", "treatment": {"principal": "defer"}}),
    "settled": made({"shape": rp.shapes.Settlement("700")}),
    "settled for nothing": made({"shape": rp.shapes.Settlement("0")}),
    "down payment of more than all": made({"instalments": 2, "down_payment": "5000"}),
    "everything waived": made({"instalments": 2, "treatment": dict.fromkeys(COMPONENTS, "waive")}),
    "everything deferred": made({"instalments": 2, "treatment": dict.fromkeys(COMPONENTS, "defer")}),
    "everything spread": made({"instalments": 7, "treatment": dict.fromkeys(COMPONENTS, "spread")}),
}


def on_edges(test):
    """The test with each edge as an example."""
    for plan in EDGES.values():
        test = example(plan)(test)
    return test


@MANY
@given(plans())
@on_edges
def test_each_component_balances_in_each_row(plan):
    before = plan.layout.opening
    for row in map(walk_row, plan.raw):
        for c in range(4):
            opening, accrued, moved_in, paid, waived, moved_out, closing = row.part(c)
            assert opening + accrued + moved_in == paid + waived + moved_out + closing
            assert min(row.part(c)) >= 0
            assert row.held[c] <= closing
        assert tuple(row.opening) == tuple(before)
        assert sum(row.moved_in) == sum(row.moved_out)
        assert sum(row.taken) == row.paid
        before = row.closing


@MANY
@given(plans())
@on_edges
def test_totals_are_the_sums_of_rows_and_the_debt_balances_over_the_plan(plan):
    parts = [part for row in plan.rows for part in row.parts.values()]
    owed, left = plan.debt.total, plan.rows[-1].closing if plan.rows else plan.debt.total
    accrued = sum((part.accrued for part in parts), 0)
    if plan.terms.conventions.balance == "exact":
        # The identity holds in the walk's unit: what is printed is rounded.
        left = sum(part.closing for part in plan.rows[-1].parts.values()) if plan.rows else left
        assert owed + accrued == sum(part.paid + part.waived for part in parts) + left
        return
    assert owed + accrued == plan.total_paid + plan.total_waived + left
    assert plan.total_paid == sum((row.payment for row in plan.rows), 0)
    assert plan.total_interest == sum((row.to_interest for row in plan.rows), 0)
    assert plan.total_waived == sum((row.waived for row in plan.rows), 0)
    for row in plan.rows:
        assert row.payment == row.to_principal + row.to_interest + row.to_penalty + row.to_fees
        assert row.payment == sum(part.paid for part in row.parts.values())
        assert row.opening == sum(part.opening for part in row.parts.values())
        assert row.closing == sum(part.closing for part in row.parts.values())


@MANY
@given(plans())
@on_edges
def test_a_concession_is_what_is_waived_and_forgone(plan):
    assert sum(plan.concession.values()) == plan.total_waived + plan.total_forgone
    becomes = {how for treated in plan.terms.treated.values() for how in (treated.opening, treated.accrual)}
    becomes |= {window.treatment for treated in plan.terms.treated.values() for window in treated.windows}
    if "capitalise" not in becomes and plan.debt.compounding == "none":
        # Nothing else than its principal bears interest: it can only accrue less than by the contract.
        assert all(row.forgone >= 0 for row in plan.rows)
        assert min(plan.concession.values()) >= 0


@MANY
@given(plans())
@on_edges
def test_due_dates_rise_and_each_row_starts_where_the_one_before_ended(plan):
    ends = [plan.as_of, *(row.due for row in plan.rows)]
    assert [row.start for row in plan.rows] == ends[:-1]
    assert all(one < two for one, two in pairwise(ends[1:]) if plan.rows[0].number == 1)
    first = plan.rows[0].number if plan.rows else 1
    assert first == (0 if plan.terms.units("down_payment", plan.currency) and plan.rows else 1)
    assert [row.number for row in plan.rows] == list(range(first, first + len(plan.rows)))


@MANY
@given(plans())
@on_edges
def test_a_plan_has_its_number_of_instalments_or_says_why_not(plan):
    codes = {finding.code for finding in plan.findings}
    asked = plan.terms.instalments
    if not plan.debt.total:
        assert plan.rows == () and "nothing_owed" in codes
        return
    if not plan.clears:
        assert codes & {"never_clears", "still_owed"}
    elif asked is not None and sum(row.number > 0 for row in plan.rows) != asked:
        assert "fewer_instalments" in codes
    if plan.clears:
        assert not codes & {"never_clears", "still_owed"}


@MANY
@given(plans())
@on_edges
def test_a_plan_document_reads_back_to_the_letter_and_verifies(plan):
    document = plan.to_dict()
    assert json.loads(json.dumps(document)) == document
    again = rp.Plan.from_dict(json.loads(json.dumps(document)))
    assert again == plan and again.to_dict() == document


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("accrual", ACCRUALS)
@pytest.mark.parametrize("currency", tuple(PLACES))
def test_every_cell_of_the_table_clears_in_every_currency(opening, accrual, currency):
    units = {"principal": 1_234_567, "interest": 1_001, "penalty": 777, "fees": 13}
    owed = {name: text_of(amount, currency) for name, amount in units.items()}
    debt = rp.Debt(id="A", currency=currency, rate="24%", **owed)
    treatment = {"interest": {"opening": opening, "accrual": accrual}, "penalty": opening, "fees": opening}
    plan = rp.schedule(debt, rp.Terms(instalments=7, treatment=treatment), "2026-12-01")
    assert plan.clears and len(plan.rows) == 7
    waived = {name: plan.concession[name] for name in ("penalty", "fees")}
    if opening == "waive":
        assert waived == {"penalty": debt.penalty, "fees": debt.fees}
    else:
        assert waived == {"penalty": 0, "fees": 0}


@pytest.mark.parametrize("every", [*WORDS, (1, "days"), (10, "days"), (45, "days")])
@pytest.mark.parametrize("day_count", ["equal-periods", "actual/360", "actual/365"])
def test_every_word_of_every_gives_rows_that_clear(every, day_count):
    plan = made({"instalments": 5, "every": every, "first_due": "2028-01-31"}, "2027-12-31", day_count=day_count)
    assert plan.clears and len(plan.rows) == 5
    assert all(row.days > 0 for row in plan.rows)


def end_of(debt, payment, treatment=None):
    """When a fixed amount clears a debt; the end of time where it never does."""
    terms = rp.Terms(shape=rp.shapes.FixedAmount(text_of(payment, debt.currency)), treatment=treatment)
    plan = rp.schedule(debt, terms, "2026-12-01")
    return plan.last_due if plan.clears else date.max


@settings(max_examples=60, derandomize=True, deadline=None)
@given(debts(), st.integers(1, 900_000), st.integers(1, 100_000))
def test_a_payment_raised_never_makes_the_end_later(debt, payment, more):
    assert end_of(debt, payment + more) <= end_of(debt, payment)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(debts(), st.integers(1, 900_000))
def test_a_payment_of_one_unit_more_never_makes_the_end_later(debt, payment):
    assert end_of(debt, payment + 1) <= end_of(debt, payment)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(debts(), st.integers(1, 900_000), st.integers(0, 400), st.integers(1, 400))
def test_a_pause_never_raises_what_is_paid_in_all_at_a_given_instalment(debt, payment, start, days):
    begin = date(2026, 12, 2) + timedelta(days=start)
    pause = rp.Window(begin, begin + timedelta(days=days), "pause")
    shape = rp.shapes.FixedAmount(text_of(payment, debt.currency))
    run = rp.schedule(debt, rp.Terms(shape=shape), "2026-12-01")
    paused = rp.schedule(debt, rp.Terms(shape=shape, treatment={"interest": [pause]}), "2026-12-01")
    if run.clears:
        assert paused.clears
        assert paused.total_paid <= run.total_paid
        assert paused.last_due <= run.last_due


@settings(max_examples=60, derandomize=True, deadline=None)
@given(debts(), st.sampled_from((1, 2, 3, 12, 48)), st.sampled_from(("collect", "spread", "capitalise", "defer")))
def test_a_solved_level_sum_leaves_no_larger_last_instalment_and_one_unit_less_would(debt, count, opening):
    treatment = {"interest": opening, "penalty": {"opening": opening}, "fees": {"opening": opening}}
    plan = rp.schedule(debt, rp.Terms(instalments=count, treatment=treatment), "2026-12-01")
    if not plan.raw:
        return
    assert plan.clears
    codes = {finding.code for finding in plan.findings}
    if plan.level:
        assert (plan.raw[-1].paid > plan.level) == ("last_instalment_larger" in codes)
    if opening in ("collect", "spread") and plan.level:
        # Where something bears nothing, the sum is the smallest that closes in n.
        other = debt.opening[1] + debt.opening[2] + debt.opening[3]
        if other:
            assert plan.raw[-1].paid <= plan.level
            less = rp.Terms(
                instalments=count, shape=rp.shapes.Level(text_of(plan.level - 1, debt.currency)), treatment=treatment
            )
            shorter = rp.schedule(debt, less, "2026-12-01")
            assert shorter.raw[-1].paid > plan.level - 1
