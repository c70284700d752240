"""Laws of the search: at every point that is found this point can be kept, and with one step less nothing can."""

from itertools import pairwise

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.options.candidates import Candidates
from repayplan.options.concession import _start, _to_its_end
from repayplan.options.levers import Least, least
from repayplan.options.nearest import _space
from repayplan.options.pairs import _written, lever_and_line
from repayplan.options.proposal import Asking, Drafts
from repayplan.options.scales import LEVERS, position, scale
from repayplan.options.space import STILL, Space
from repayplan.units.money import split
from tests.laws.enumerated import (
    EDGES,
    holds_what_it_says,
    household,
    is_kept,
    moved,
    small_cases,
    smaller,
    that_can_be_kept,
)

FEW = settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
FEWER = settings(FEW, max_examples=6)
ledgers = st.sampled_from(("declared", "verified"))
levers_of = st.lists(st.sampled_from(LEVERS), min_size=2, max_size=4, unique=True)


def on_edges(*more):
    """The test with each edge as an example, and what else it takes."""

    def decorated(test):
        for case in EDGES:
            test = example(case, *more)(test)
        return test

    return decorated


def check(space, name, line, change, base, *, strict):
    """A change against every plan of its space, and against every plan with less of it."""
    at = moved(space, name, line, change.size, base, change.plans)
    plans = tuple(change.plans.values())
    assert is_kept(space.case, space.ledger, plans, strict=strict, more=at.more, cash=at.cash)
    holds_what_it_says(space, name, change, at)
    assert change.short[1] > 0
    for less in smaller(space, name, line, change, base, strict=strict):
        found = that_can_be_kept(space, less, strict=strict)
        assert found is None, (name, strict, change.size, less, [plan.text() for plan in found])


def check_levers(space, levers, base_of=lambda name: STILL):
    for lever in levers.values():
        line, base = lever.of or None, base_of(lever.name)
        for strict, change in ((False, lever.feasible), (True, lever.strict)):
            if change is not None:
                check(space, lever.name, line, change, base, strict=strict)
        if lever.feasible is None and any(f.code == "lever_not_enough" for f in lever.findings):
            check_nothing(space, lever.name, line, base)


def check_nothing(space, name, line, base):
    """That no size of a lever is enough."""
    if name == "write_down":
        everything = tuple(
            (debt.opening[0], *part[1:]) for debt, part in zip(space.case.debts, base.given_up(9), strict=False)
        )
        assert that_can_be_kept(space, base._replace(forgiven=everything), strict=False) is None
        return
    found = scale(space, name, line, base)
    for n in range(found.low + 1, found.high + 1) if found.counts and found.high < 30 else [found.high]:
        assert that_can_be_kept(space, found.put(base, n), strict=False) is None


@FEW
@given(small_cases(), st.booleans())
@on_edges(False)
@on_edges(True)
def test_each_lever_of_a_concession_is_the_smallest(case, strict):
    found = rp.concession(case, strict=strict)
    if found.levers:
        base = _start(found.searched)
        check_levers(found.searched, found.levers, lambda name: STILL if name == "months" else base)


@FEWER
@given(small_cases(), ledgers)
@on_edges("declared")
def test_each_lever_of_a_certificate_is_the_smallest(case, ledger):
    found = rp.advise(case).certificate[ledger]
    if found is not None:
        check_levers(found.searched, found.levers)


@FEW
@given(small_cases(), st.one_of(st.none(), levers_of), st.booleans())
@on_edges(None, False)
@on_edges(["penalty", "start", "months"], True)
def test_an_order_asks_each_to_its_end_and_the_last_as_far_as_is_needed(case, order, strict):
    found = rp.concession(case, order=order, strict=strict)
    assume(found.levers)
    space, base = found.searched, _start(found.searched)
    alone = found.levers
    for step in found.steps:
        name, line = lever_and_line(step.lever, "order")
        if step.whole:
            base, _ = _to_its_end(space, name, line, base)
            assert that_can_be_kept(space, base, strict=strict) is None
        else:
            check(space, name, line, found.last, base, strict=strict)
        lever = alone.get(name)
        change = None if lever is None else lever.strict if strict else lever.feasible
        if change is not None and not step.whole:
            # What was asked before it only spares some of it.
            assert step.size >= change.size if name == "rate" else step.size <= change.size
    assert all(step.whole for step in found.steps[:-1])
    if found.last is None and "concession_not_needed" not in {f.code for f in found.findings}:
        assert that_can_be_kept(space, base, strict=strict) is None


@FEWER
@given(small_cases(), st.permutations(LEVERS).map(lambda names: names[:2]), st.booleans())
@on_edges(["months", "write_down"], False)
@on_edges(["write_down", "start"], False)
@on_edges(["penalty", "income"], True)
def test_at_every_pair_one_step_less_of_the_second_is_not_enough(case, names, strict):
    found = rp.advise(case).certificate["declared"]
    assume(found is not None)
    one, two = names
    pair, space = found.pair(one, two, strict=strict), found.searched
    if not pair.points:
        return
    assert pair.smallest in pair.points
    first = _written(space, strict) if one == "write_down" else scale(space, one, None, STILL)
    for size, change in pair.points:
        at = first.high - round(size * 10**6) if one == "rate" else position(first, size, "size")
        check(space, two, None, change, first.put(STILL, at), strict=strict)
    sizes = [-change.size if two == "rate" else change.size for _, change in pair.points]
    assert all(less < more for more, less in pairwise(sizes))


@FEW
@given(small_cases(most_debts=2), st.integers(0, 50))
@on_edges(0)
@on_edges(3)
def test_what_would_make_an_option_feasible_is_the_smallest(case, which):
    menu = rp.advise(case)
    assume(menu.rejected)
    option = menu.rejected[which % len(menu.rejected)]
    found = menu.nearest(option)
    if found.levers:
        check_levers(_space(case, option), found.levers)


@FEW
@given(small_cases(), st.booleans())
@on_edges(False)
def test_no_smaller_part_of_everyones_write_down_is_enough(case, strict):
    """Neither the same part less of what each gives up, nor as much less of each one's principal."""
    space = rp.concession(case, strict=strict).searched
    change = least(space, "write_down", None, STILL, strict=strict)
    if not isinstance(change, Least):
        return
    cuts = [part[0] for part in change.move.forgiven]
    for less in {sum(cuts) - 1, sum(cuts) // 2}:
        smaller_part = tuple((part, 0, 0, 0) for part in split(less, cuts))
        assert that_can_be_kept(space, STILL._replace(forgiven=smaller_part), strict=strict) is None


# --- the bound


def by_contract(case, months):
    """The contracts' own terms over so many months."""
    return Space(case, Candidates(case, Drafts(case)), [Asking(most=months)], "declared", level=True)


@FEW
@given(
    st.lists(st.one_of(st.integers(1, 300), st.integers(1, 10**12)), min_size=1, max_size=3),
    st.lists(st.sampled_from(("0%", "0.0001%", "6%", "24%", "120%", "0.05%/day")), min_size=3, max_size=3),
    st.sampled_from((1, 2, 7, 60, 600)),
    st.sampled_from(("equal-periods", "actual/365", "30/360")),
)
@example([10**12], ["0.0001%"] * 3, 600, "actual/365")
@example([10**12, 1, 10**6], ["120%", "0%", "0.05%/day"], 600, "equal-periods")
@example([1, 1, 1], ["0.0001%"] * 3, 600, "equal-periods")
def test_what_can_be_kept_is_never_ruled_out(principals, rates, months, day_count):
    """The household has just what level plans ask: at huge sums, tiny rates and 600 months the bound lets it pass."""
    debts = [(str(units), rate, {"day_count": day_count}) for units, rate in zip(principals, rates, strict=False)]
    first = household(*debts, months=months, wage="0")
    plans = [rp.schedule(debt, rp.Terms(instalments=months), first.as_of) for debt in first.debts]
    case = household(*debts, months=months, wage=str(sum(max(row.payment for row in plan.rows) for plan in plans)))
    space = by_contract(case, months)
    for strict in (False, True):
        assert is_kept(case, "declared", plans, strict=strict, most=months)
        assert space.might(STILL._replace(months=months), strict=strict)


@FEW
@given(st.integers(1, 10**12), st.integers(1, 600), st.integers(0, 2))
@example(10**12, 600, 1)
@example(1, 600, 1)
def test_without_interest_the_bound_is_exact(owed, months, more):
    """What is owed in so many months and one unit less, the same, and one more."""
    each = -(-owed // months)
    case = household((str(owed), "0%", {}), months=months, cash=str(more), wage=str(each))
    space = by_contract(case, months)
    for count in {1, max(1, months - 1), months}:
        can = each * count + more >= owed
        assert space.might(STILL._replace(months=count), strict=False) is can
