"""Laws of sharing: exact, never negative, blind to order and names, and a newcomer never helps the others."""

from decimal import Decimal

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.options.offers import offers
from repayplan.options.shares import shared
from tests.options.building import case, debt

LAWS = settings(max_examples=200, derandomize=True, deadline=None)
FEW = settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def pots(draw):
    """A sum, and for each creditor a weight, a floor and the most it can get."""
    count = draw(st.integers(1, 6))
    numbers = st.one_of(st.sampled_from((0, 1, 2, 3, 100)), st.integers(0, 10**6))
    most = [draw(numbers) for _ in range(count)]
    weights = [draw(st.one_of(st.just(one), numbers)) for one in most]
    floors = [min(draw(st.one_of(st.just(0), st.integers(0, 500))), one) for one in most]
    assume(any(weights))
    return sum(floors) + draw(st.integers(0, 10**6)), weights, floors, most


@LAWS
@given(pots())
@example((1, [1, 1], [0, 0], [5, 5]))
@example((10, [0, 1], [3, 0], [3, 100]))
@example((7, [0, 0, 1], [0, 0, 0], [9, 9, 9]))
@example((100, [1, 1, 2], [0, 30, 0], [5, 90, 90]))
def test_shares_are_whole_within_floor_and_most_and_lose_nothing(pot):
    total, weights, floors, most = pot
    parts = shared(total, weights, floors, most)
    for part, floor, top in zip(parts, floors, most, strict=True):
        assert max(0, floor) <= part <= top
    # What is not handed out is owed to nobody who has a weight.
    if sum(parts) != total:
        assert all(part == top or not weight for part, weight, top in zip(parts, weights, most, strict=True))


@LAWS
@given(pots(), st.randoms())
def test_shares_as_a_multiset_do_not_depend_on_order(pot, random):
    total, weights, floors, most = pot
    order = list(range(len(weights)))
    random.shuffle(order)
    moved = shared(total, *([group[i] for i in order] for group in (weights, floors, most)))
    assert sorted(moved) == sorted(shared(total, weights, floors, most))


@LAWS
@given(pots(), st.integers(0, 10**6), st.integers(0, 500))
@example((4, [1, 3, 3], [0, 0, 0], [9, 9, 9]), 1, 0)
def test_a_creditor_more_never_helps_the_others_by_more_than_a_minor_unit(pot, weight, floor):
    total, weights, floors, most = pot
    assume(sum(floors) + floor <= total)
    before = shared(total, weights, floors, most)
    after = shared(total, [*weights, weight], [*floors, floor], [*most, max(weight, floor)])
    for part, then in zip(before, after, strict=False):
        assert then <= part + 1


debts_of = st.lists(st.integers(1, 900_000), min_size=1, max_size=5)


@FEW
@given(debts_of, st.integers(0, 50_000), st.integers(1, 900_000), st.sampled_from(["balance", "contractual payment"]))
@example([10_000, 10_000, 10_000], 1, 10_000, "balance")
def test_offers_of_a_case_lose_nothing_and_a_newcomer_never_helps(owed, total, more, by):
    def paid(balances, names):
        given_ = [
            debt(name, f"{units / 100:.2f}", contractual_payment=f"{units // 10 / 100:.2f}")
            for name, units in zip(names, balances, strict=True)
        ]
        found = offers(case(*given_), f"{total / 100:.2f}", by=by)
        return [int(offer.amount * 100) for offer in found.rows]

    assume(by == "balance" or min(*owed, more) >= 10)
    here = paid(owed, "ABCDE"[: len(owed)])
    assert sum(here) == min(total, sum(owed)) and min(here) >= 0
    assert sorted(paid(owed[::-1], "VWXYZ"[: len(owed)])) == sorted(here)
    then = paid([*owed, more], "ABCDEF"[: len(owed) + 1])
    assert all(after <= before + 1 for after, before in zip(then, here, strict=False))


@FEW
@given(debts_of, st.integers(1, 30_000))
def test_a_newcomer_never_raises_the_most_that_the_others_may_be_asked_for(owed, surplus):
    def sized(balances):
        found = case(
            *(debt(f"D{k}", f"{units / 100:.2f}") for k, units in enumerate(balances)),
            income=f"{900 + surplus / 100:.2f}",
        )
        return [offer.amount for offer in rp.advise(found.but(limits={"max_months": 12})).offers().rows]

    here, then = sized(owed), sized([*owed, 50_000])
    assert all(after <= before + Decimal("0.01") for after, before in zip(then, here, strict=False))
