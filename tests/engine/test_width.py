"""The guard of int64: exact at the bound, objects above it, for that lane alone; nothing wraps."""

import sys

import numpy as np
import pytest

from repayplan.engine.walk import Period, walk
from repayplan.engine.width import (
    INTS,
    MET,
    MOST_OWED,
    MOST_PRODUCT,
    UNKNOWN,
    WHOLE,
    Lanes,
    Overflow,
    _outlasts,
    bounded,
    by_lane,
    numbered,
    peak,
    plus,
    total,
    width,
)

DEN = 12_000_000
RATE = 200_000
LIMIT = (MOST_PRODUCT - DEN) // RATE


def after(opening, periods, den=DEN, **words):
    """Everything owed after the last row."""
    for row in walk(opening, periods, den, **words):
        last = row
    return total(last.closing)


def column(*values):
    return np.array(values, dtype=np.int64)


def test_ints_need_no_numpy_names():
    assert width((1, 0, 0, 0)) is INTS
    assert width((0, column(1), 0, 0)) is not INTS


def test_absent_amounts_cost_no_pass():
    given = column(1, 2)
    assert plus(given, 0) is given and plus(0, given) is given and total((0, given, 0)) is given
    assert plus(2, 3) == total((2, 0, 3)) == 5


def test_the_peak_of_a_number_a_column_and_of_what_cannot_wrap():
    assert (peak(7), peak(column(3, 9)), peak(column()), peak(np.array([2**80], dtype=object))) == (7, 9, 0, 0)


def test_exact_at_the_bound_and_refused_one_above():
    periods = [Period(((RATE, "run"),))]
    assert after((column(LIMIT), 0, 0, 0), periods)[0] == after((LIMIT, 0, 0, 0), periods)
    with pytest.raises(Overflow) as found:
        after((column(5, LIMIT + 1, 7), 0, 0, 0), periods)
    assert found.value.lanes.tolist() == [False, True, False]


def test_one_large_balance_beside_one_high_rate_is_no_overflow():
    rates = column(1, 10**10)
    opening = column(2**50, 1000)
    found = after((opening, 0, 0, 0), [Period(((rates, "run"),))] * 3)
    for lane in range(2):
        periods = [Period(((int(rates[lane]), "run"),))] * 3
        assert found[lane] == after((int(opening[lane]), 0, 0, 0), periods)


WIDE, SMALL = column(3, 2**62), column(1, 1)
# What is owed, a period and the words of a walk: the second lane would pass 2^63 in some sum or product.
CASES = {
    "a component": ((WIDE, SMALL), Period(), {}),
    "a sum of components": ((column(1, MOST_OWED - 1),) * 2, Period(), {}),
    "what is held": ((column(1, MOST_OWED - 1),) * 2, Period(), {"treatment": {1: "defer"}}),
    "a numerator": ((SMALL, SMALL), Period(((WIDE, "run"),)), {}),
    "two parts": ((column(1, 10**12), SMALL), Period(((column(1, 10**6), "run"), (column(1, 4 * 10**6), "waive"))), {}),
    "the contract's rate": ((SMALL, SMALL), Period(((0, "run"),), contract=WIDE), {}),
    "a charge": ((SMALL, SMALL), Period(charges=(0, 0, WIDE, 0)), {}),
    "a charge by formula": ((SMALL, SMALL), Period(charges=lambda due: (0, 0, WIDE, 0)), {}),
    "on top": ((SMALL, SMALL), Period(((RATE, "run"),), WIDE, on_top=True), {}),
    "on top by formula": ((SMALL, SMALL), Period(pay=lambda due: WIDE, on_top=True), {}),
}


@pytest.mark.parametrize("case", CASES)
def test_every_sum_is_guarded(case):
    opening, period, words = CASES[case]
    with pytest.raises(Overflow) as found:
        after((*opening, 0, 0), [period], **words)
    assert found.value.lanes.tolist() == [False, True]


def test_growth_is_bounded_period_by_period():
    """Interest that joins the principal: the lane that would pass 2^63 is named in the period in which it could."""
    periods = [Period(((DEN, "capitalise"),))] * 40  # doubles each period
    with pytest.raises(Overflow) as found:
        after((column(1, 2**20), 0, 0, 0), periods)
    assert found.value.lanes.tolist() == [False, True]
    assert after((column(1, 0), 0, 0, 0), periods[:35])[0] == 2**35


def test_sums_that_are_added_again_and_again_are_bounded():
    with pytest.raises(Overflow) as found:
        after((column(1, 1), 0, 0, 0), [Period(charges=(0, 0, column(1, 2**58), 0))] * 60)
    assert found.value.lanes.tolist() == [False, True]


def test_a_denominator_beyond_int64_is_for_objects():
    den, periods = 12 * 10**20, [Period(((10**19, "run"),))]

    def compute(principal):
        numerator = principal * 0 + 5
        return (after((principal, 0, 0, 0), [Period(((numerator, "run"),))], den),)

    (found,), lost = by_lane(compute, [column(1000, 0)])
    assert found.tolist() == [1000, 0] and not lost.any()
    assert after((np.array([1200], dtype=object), 0, 0, 0), periods, den)[0] == 1210


def test_only_the_wide_lane_is_walked_on_objects():
    seen = []

    def compute(principal):
        seen.append((principal.dtype.kind, principal.tolist()))
        return (after((principal, 0, 0, 0), [Period(((RATE, "run"),), 10)] * 2),)

    large = LIMIT + 1
    (found,), lost = by_lane(compute, [column(1000, large, 3000)])
    assert seen[-2:] == [("i", [1000, 3000]), ("O", [large])]
    assert found.dtype == np.int64 and not lost.any()
    assert found.tolist() == [after((p, 0, 0, 0), [Period(((RATE, "run"),), 10)] * 2) for p in (1000, large, 3000)]


def test_a_result_that_does_not_fit_is_lost_and_its_neighbours_are_not():
    def compute(principal):
        return (after((principal, 0, 0, 0), [Period(((DEN, "capitalise"),))] * 40), principal)

    (found, same), lost = by_lane(compute, [column(1, 2**22, 2**23, 5)])
    assert lost.tolist() == [False, False, True, False]
    assert found.tolist() == [2**40, 2**62, 0, 5 * 2**40]
    assert same.tolist() == [1, 2**22, 0, 5]


def test_no_lanes_are_no_lanes():
    found, lost = by_lane(lambda principal: (principal,), [column()])
    assert found[0].tolist() == [] and lost.tolist() == []


# What is known of lanes, so that no period has to look at each of them.


def test_the_same_level_period_again_is_known_as_long_as_every_principal_lasts():
    lanes, level = Lanes(100), Period(((1, "run"),), 10)
    assert lanes.known(level, column(1000, 80)) == UNKNOWN
    assert lanes.known(None, column(1000, 80)) == UNKNOWN
    lanes.seen(level)
    # 80 lasts for seven whole payments, and is looked at again after them: then one is too few to count on.
    assert [lanes.known(level, column(1000, 80)) for _ in range(7)] == [WHOLE] * 7
    assert lanes.known(level, column(1000, 10)) == MET
    assert [lanes.known(level, column(1000, 1000)) for _ in range(7)] == [MET] * 7
    assert lanes.known(level, column(1000, 1000)) == WHOLE
    assert lanes.known(Period(((1, "run"),), 10), column(1000, 1000)) == UNKNOWN
    lanes.seen(None)
    assert lanes.known(level, column(1000, 80)) == UNKNOWN
    assert lanes.known(None, column(1000, 80)) == UNKNOWN


@pytest.mark.parametrize(("principal", "known"), [(50, [MET] * 8), (60, [WHOLE] * 5)])
def test_four_payments_are_too_few_to_count_on(principal, known):
    lanes, level = Lanes(100), Period(((1, "run"),), 10)
    lanes.seen(level)
    assert [lanes.known(level, column(principal)) for _ in known] == known


def test_for_how_many_payments_a_principal_lasts_is_never_too_many():
    # Ten payments of 100 are all of 1,000: nine are surely less than it.
    assert _outlasts(column(1000, 5000), column(100, 100)) == 9
    assert _outlasts(column(1099), 100) == 10
    assert _outlasts(column(1000), 0) == 999
    assert _outlasts(column(2**50), 1) == 2**30 - 1
    assert _outlasts(column(), 1) == 2**30 - 1


def test_a_bound_is_kept_up_to_itself():
    bounded(column(5, 7), 7)
    bounded(7, 7)
    bounded(column(), -1 + 1)
    bounded(np.array([2**80], dtype=object), 7)
    with pytest.raises(Overflow, match="lanes could pass 2\\*\\*63: walk them apart, as object columns") as found:
        bounded(column(5, 8, 7), 7)
    assert found.value.lanes.tolist() == [False, True, False]
    assert str(found.value).startswith("lanes could")


def test_what_bears_beside_the_balance_is_bounded_too():
    opening, period = column(1000, 1000), Period(((0, "run"),), beside=(column(1, MOST_OWED + 1),))
    with pytest.raises(Overflow) as found:
        after((opening, 0, 0, 0), [period])
    assert found.value.lanes.tolist() == [False, True]
    fits = Period(((0, "run"),), beside=(column(1, MOST_OWED),))
    assert after((opening, 0, 0, 0), [fits], den=1000)[1] == 1000 + (2 * MOST_OWED + 1000) // 2000
    # Again and again: what it adds is bounded like interest on a balance.
    with pytest.raises(Overflow):
        after((opening, 0, 0, 0), [Period(((0, "run"),), beside=(column(1, MOST_OWED),))] * 40, den=2)


def test_numbers_from_nothing_on():
    assert numbered(4).tolist() == [0, 1, 2, 3]
    assert numbered(4).dtype == np.uint32


def test_without_numpy_there_are_no_numbered_columns(monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert numbered(4) is None


def test_a_bound_that_is_no_whole_number_is_for_guesses():
    bounded(np.array([1.5, 2.0]), 2.0)
    with pytest.raises(Overflow) as found:
        bounded(np.array([1.5, 2.5]), 2.0)
    assert found.value.lanes.tolist() == [False, True]


def test_the_lanes_that_are_lost_are_a_mask():
    for large in (1, 2**62):
        (found,), lost = by_lane(lambda amount: (amount * 4,), [column(2, large)])
        assert (lost.dtype, found.dtype) == (np.dtype(bool), np.dtype(np.int64))
