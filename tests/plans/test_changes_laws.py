"""Laws of changes: the identity, the order of entry, what a pause may do, and what a change of nothing does."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.plans.changes import KINDS, Change
from tests.strategies import plans

MANY = settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
SAYS = {
    "due_date": lambda draw, on: {"to": on + timedelta(days=draw(st.integers(0, 40)))},
    "added": lambda draw, on: {"instalments": draw(st.integers(1, 4))},
    "window": lambda draw, on: {"until": on + timedelta(days=draw(st.integers(0, 90))), "becomes": draw(st.sampled_from(
        ("pause", "waive", "capitalise", "defer")))},
    "rate": lambda draw, on: {"rate": draw(st.sampled_from(("0%", "5%", "24%", "0.05%/day", "1%/month")))},
    "booked": lambda draw, on: {"amounts": draw(st.sampled_from(
        ({"principal": "100"}, {"fees": "7"}, {"penalty": "3", "interest": "2"})))},
    "re_amortise": lambda draw, on: agreed(draw),
    "re_age": lambda draw, on: agreed(draw) | {"instalments": draw(st.integers(1, 8))},
    "overdue": lambda draw, on: {"until": on + timedelta(days=draw(st.integers(0, 90)))},
}  # fmt: skip


def agreed(draw):
    treatment = st.sampled_from(
        (None, {"penalty": "waive"}, {"fees": "spread"}, {"interest": "pause"}, {"penalty": "defer"})
    )
    return {"interest": draw(st.sampled_from(("first", "spread", "waive"))), "treatment": draw(treatment)}


@st.composite
def changes(draw, plan):
    """Up to three changes of any kind within a plan, some with what was paid."""
    found, days = [], max(1, (plan.last_due - plan.as_of).days)
    for _ in range(draw(st.integers(1, 3))):
        on = plan.as_of + timedelta(days=draw(st.integers(0, days)))
        kind = draw(st.sampled_from(KINDS))
        paid = None
        if not draw(st.integers(0, 3)):
            until = (on - plan.as_of).days
            days_paid = draw(st.lists(st.integers(0, until), max_size=3))
            paid = [(plan.as_of + timedelta(days=k), str(draw(st.integers(0, 30)))) for k in days_paid]
        found.append(Change(kind=kind, on=on, paid=paid, **SAYS[kind](draw, on)))
    return found


def changed(plan, found):
    """The plan with changes; the example is dropped where they cannot be."""
    try:
        return plan.changed(*found)
    except rp.InputError:
        assume(False)


def cells(plan):
    return [[row.part(c) for c in range(4)] for row in plan.raw]


@MANY
@given(st.data())
def test_a_changed_plan_balances_verifies_and_comes_back(data):
    plan = data.draw(plans())
    new = changed(plan, data.draw(changes(plan)))
    before = plan.debt.opening
    for row in new.raw:
        for c in range(4):
            opening, accrued, moved_in, paid, waived, moved_out, closing = row.part(c)
            assert opening + accrued + moved_in == paid + waived + moved_out + closing
            assert min(row.part(c)) >= 0 and row.held[c] <= closing
        assert tuple(row.opening) == tuple(before) and sum(row.moved_in) == sum(row.moved_out)
        before = row.closing
    assert all(one.due == two.start <= two.due for one, two in pairwise(new.spans))
    document = new.to_dict()
    assert rp.verify(document) == []
    assert rp.Plan.from_dict(document) == new


@MANY
@given(st.data())
def test_changes_entered_in_any_order_give_the_same_plan(data):
    plan = data.draw(plans())
    found = data.draw(changes(plan))
    new = changed(plan, found)
    assert cells(plan.changed(*reversed(found))) == cells(new)
    try:
        one_by_one = plan
        for change in data.draw(st.permutations(found)):
            one_by_one = one_by_one.changed(change)
    except rp.InputError:
        # A change may need another that is entered later: then it is refused by itself.
        return
    assert one_by_one == new and cells(one_by_one) == cells(new)


@st.composite
def level_plans(draw):
    """A level plan with nothing but principal, as lenders make them."""
    debt = rp.Debt(
        id="A", currency="USD", principal=str(draw(st.integers(100, 50_000))), rate=f"{draw(st.integers(0, 36))}%",
        day_count=draw(st.sampled_from(("equal-periods", "actual/365", "actual/360"))),
    )  # fmt: skip
    rounding = draw(st.sampled_from(("up", "half-up", "half-even")))
    terms = rp.Terms(
        instalments=draw(st.integers(2, 40)), first_due="2027-01-31",
        conventions=rp.Conventions(instalment_rounding=rounding),
    )  # fmt: skip
    return rp.schedule(debt, terms, "2026-12-31")


@MANY
@given(level_plans(), st.data())
def test_to_re_amortise_without_arrears_is_at_most_a_unit_more(plan, data):
    on = data.draw(st.sampled_from([plan.as_of, *(row.due for row in plan.rows[:-1])]))
    # Where sums are not rounded up, the last instalment may be the largest: what it carries is shared out anew.
    most = max(plan.instalment, plan.rows[-1].payment)
    assert plan.re_amortise(on).instalment <= most + Decimal("0.01")
    if plan.terms.conventions.instalment_rounding == "up":
        assert plan.re_amortise(on).instalment <= plan.instalment + Decimal("0.01")


@MANY
@given(level_plans(), st.data())
def test_a_re_age_over_what_is_left_changes_the_total_by_rounding_alone(plan, data):
    k = data.draw(st.integers(0, len(plan.rows) - 2))
    left = len(plan.rows) - 1 - k
    again = plan.re_age(plan.rows[k].due, left)
    assert [row.due for row in again.rows] == [row.due for row in plan.rows]
    # Each instalment may round another way, and each row of interest with it.
    assert abs(again.total_paid - plan.total_paid) * 100 <= left


@MANY
@given(level_plans(), st.data())
def test_a_pause_never_raises_the_total_nor_does_a_longer_one(plan, data):
    days = (plan.last_due - plan.as_of).days
    first = data.draw(st.integers(1, days))
    last = data.draw(st.integers(first, days))
    longer = data.draw(st.integers(last, days + 40))
    start, end, later = (plan.as_of + timedelta(days=k) for k in (first, last, longer))
    paused, more = plan.pause(start, end), plan.pause(start, later)
    assert more.total_paid <= paused.total_paid <= plan.total_paid
    assert paused.instalment == plan.instalment
    # What is solved anew from what a pause leaves is no more than a unit above.
    assert paused.re_amortise(plan.as_of).instalment * 100 <= plan.instalment * 100 + 1


@MANY
@given(level_plans(), st.data())
def test_what_was_paid_as_planned_is_the_plan(plan, data):
    k = data.draw(st.integers(0, len(plan.rows) - 2))
    paid = [(row.due, str(row.payment)) for row in plan.rows[: k + 1]]
    as_paid, planned = (plan.re_amortise(plan.rows[k].due, paid=what) for what in (paid, None))
    assert cells(as_paid) == cells(planned)
