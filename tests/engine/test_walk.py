"""The recurrence by hand: every treatment in both directions, order, roundings, write-down, release, what is held."""

import numpy as np
import pytest

from repayplan.engine.walk import Period, walk
from repayplan.units.components import FEES, INTEREST, PENALTY, PRINCIPAL

DEN = 100  # numerators are per cent a period


def rows(opening, *periods, **words):
    return list(walk(opening, periods, words.pop("den", DEN), **words))


def accruing(how, **more):
    return Period(((10, how),), **more)


def test_a_level_plan_by_hand():
    first, last = rows((1000, 0, 0, 0), accruing("run", pay=600), accruing("run", close=True))
    assert first.part(PRINCIPAL) == (1000, 0, 0, 500, 0, 0, 500)
    assert first.part(INTEREST) == (0, 100, 0, 100, 0, 0, 0)
    assert (first.asked, first.paid) == (600, 600)
    assert last.part(PRINCIPAL) == (500, 0, 0, 500, 0, 0, 0)
    assert (last.asked, last.paid) == (550, 550)
    assert last.closing == (0, 0, 0, 0)


def test_the_default_order_is_fees_penalty_interest_principal():
    (row,) = rows((1000, 50, 30, 20), Period(pay=75))
    assert row.taken == (0, 25, 30, 20)
    assert row.closing == (1000, 25, 0, 0)


def test_another_order_is_kept():
    (row,) = rows((1000, 50, 30, 20), Period(pay=1040), order=("principal", "interest", "penalty", "fees"))
    assert row.taken == (1000, 40, 0, 0)
    assert row.closing == (0, 10, 30, 20)


def test_a_payment_never_exceeds_what_is_owed():
    (row,) = rows((100, 5, 0, 0), Period(pay=1000))
    assert (row.asked, row.paid, sum(row.closing)) == (1000, 105, 0)


@pytest.mark.parametrize(("due", "held"), [(105, 0), (60, 45), (0, 105)])
def test_what_is_to_stay_owed_is_not_paid(due, held):
    first, second = rows(
        (due, held, 0, 0), Period(pay=70, leave=30), Period(pay=70, leave=30), treatment={INTEREST: "defer"}
    )
    assert (first.asked, first.paid, sum(first.closing)) == (70, 70, 35)
    assert (second.asked, second.paid, sum(second.closing)) == (70, 5, 30)


# Opening amounts.


def test_opening_collected_is_due_at_once():
    (row,) = rows((1000, 50, 0, 0), Period(pay=50))
    assert row.taken == (0, 50, 0, 0)
    assert row.held == (0, 0, 0, 0)


@pytest.mark.parametrize("how", ["spread", "defer"])
def test_opening_held_falls_due_as_it_is_released(how):
    first, second = rows(
        (1000, 50, 0, 0), Period(pay=20, release=(0, 20, 0, 0)), Period(pay=40), treatment={INTEREST: how}
    )
    assert first.taken == (0, 20, 0, 0)
    assert first.held == (0, 30, 0, 0)
    assert first.closing == (1000, 30, 0, 0)
    # Nothing more was released: the payment meets what is due before what is held.
    assert second.taken == (40, 0, 0, 0)
    assert second.held == (0, 30, 0, 0)


def test_a_release_is_never_more_than_what_is_held():
    (row,) = rows((0, 50, 0, 0), Period(pay=10, release=(0, 80, 0, 0)), treatment={INTEREST: "defer"})
    assert (row.closing, row.held) == ((0, 40, 0, 0), (0, 0, 0, 0))


def test_what_is_left_over_goes_to_what_is_held():
    (row,) = rows((100, 50, 30, 0), Period(pay=140), treatment={INTEREST: "defer", PENALTY: "defer"})
    assert row.taken == (100, 10, 30, 0)
    assert row.held == (0, 40, 0, 0)


def test_closing_asks_for_what_is_held_too():
    (row,) = rows((100, 50, 0, 0), Period(close=True), treatment={INTEREST: "defer"})
    assert (row.asked, row.taken, row.held) == (150, (100, 50, 0, 0), (0, 0, 0, 0))


def test_opening_capitalised_joins_the_principal_and_bears():
    (row,) = rows((1000, 50, 0, 20), accruing("run"), treatment={INTEREST: "capitalise", FEES: "capitalise"})
    assert row.part(PRINCIPAL) == (1000, 0, 70, 0, 0, 0, 1070)
    assert row.part(INTEREST) == (50, 107, 0, 0, 0, 50, 107)
    assert row.part(FEES) == (20, 0, 0, 0, 0, 20, 0)


def test_opening_waived_is_forgiven_once():
    first, second = rows((1000, 50, 30, 0), Period(), Period(), treatment={INTEREST: "waive", PENALTY: "waive"})
    assert first.waived == (0, 50, 30, 0)
    assert second.waived == (0, 0, 0, 0)
    assert second.closing == (1000, 0, 0, 0)


# What newly accrues.


def test_accrual_that_runs_is_due_and_bears_nothing():
    _, row = rows((1000, 0, 0, 0), accruing("run"), accruing("run"))
    assert row.accrued == (0, 100, 0, 0)
    assert row.closing == (1000, 200, 0, 0)


def test_unpaid_interest_bears_where_it_compounds():
    _, row = rows((1000, 0, 0, 0), accruing("run"), accruing("run"), compounding=True)
    assert row.closing == (1000, 210, 0, 0)


def test_accrual_capitalised_bears_from_the_next_period():
    first, second = rows((1000, 0, 0, 0), accruing("capitalise"), accruing("capitalise"))
    assert first.part(INTEREST) == (0, 100, 0, 0, 0, 100, 0)
    assert first.part(PRINCIPAL) == (1000, 0, 100, 0, 0, 0, 1100)
    assert second.closing == (1210, 0, 0, 0)


def test_parts_of_one_period_bear_on_one_principal():
    (row,) = rows((1000, 0, 0, 0), Period(((10, "capitalise"), (10, "run"))))
    assert row.closing == (1100, 100, 0, 0)


def test_accrual_deferred_is_held_and_bears_nothing():
    _, row = rows((1000, 0, 0, 0), accruing("defer"), accruing("defer"), compounding=True)
    assert row.closing == (1000, 200, 0, 0)
    assert row.held == (0, 200, 0, 0)


def test_accrual_waived_has_accrued_and_is_forgiven():
    (row,) = rows((1000, 0, 0, 0), accruing("waive", pay=100, contract=10))
    assert row.part(INTEREST) == (0, 100, 0, 0, 100, 0, 0)
    assert (row.taken, row.forgone) == ((100, 0, 0, 0), 0)


def test_what_does_not_accrue_is_forgone():
    (row,) = rows((1000, 0, 0, 0), Period(((4, "run"),), contract=10))
    assert (row.accrued[INTEREST], row.forgone) == (40, 60)


def test_forgone_is_counted_on_the_opening_principal():
    (row,) = rows((1000, 0, 0, 0), Period(contract=10, forgive=(400, 0, 0, 0)))
    assert row.forgone == 100


# Roundings.


@pytest.mark.parametrize(
    ("rounding", "of_5", "of_15", "of_14"),
    [("half-up", 1, 2, 1), ("half-even", 0, 2, 1), ("half-down", 0, 1, 1), ("up", 1, 2, 2), ("down", 0, 1, 1)],
)
def test_a_tie_goes_as_the_rounding_says(rounding, of_5, of_15, of_14):
    for principal, expected in ((5, of_5), (15, of_15), (14, of_14)):  # tenths: 0.5, 1.5, 1.4
        (row,) = rows((principal, 0, 0, 0), accruing("run"), rounding=rounding)
        (column,) = rows((np.array([principal]), 0, 0, 0), accruing("run"), rounding=rounding)
        assert row.accrued[INTEREST] == expected == column.accrued[INTEREST][0]


def test_each_part_is_rounded_once():
    # 0.5 and 0.5 are 1 and 1; together they would be 1.
    (row,) = rows((5, 0, 0, 0), Period(((10, "run"), (10, "waive"))))
    assert (row.accrued[INTEREST], row.waived[INTEREST]) == (2, 1)
    (together,) = rows((5, 0, 0, 0), Period(((20, "run"),)))
    assert together.accrued[INTEREST] == 1


# Charges, write-down, what is asked.


def test_charges_are_booked_before_the_payment():
    (row,) = rows((1000, 0, 0, 0), Period(pay=15, charges=(0, 0, 7, 3)))
    assert row.accrued == (0, 0, 7, 3)
    assert row.taken == (5, 0, 7, 3)


def test_a_charge_may_follow_from_what_is_due():
    (row,) = rows((1000, 200, 0, 0), accruing("run", charges=lambda due: (0, 0, due[INTEREST] // 3, 0)))
    assert row.accrued == (0, 100, 100, 0)


def test_a_payment_may_follow_from_what_is_due():
    (row,) = rows((1000, 0, 0, 0), accruing("run", pay=lambda due: due[PRINCIPAL] // 20 + due[INTEREST]))
    assert row.taken == (50, 100, 0, 0)


def test_a_write_down_is_principal_and_lowers_what_accrues():
    (row,) = rows((1000, 0, 0, 0), accruing("run", forgive=(400, 0, 0, 0)))
    assert (row.written_down, row.waived) == (400, (400, 0, 0, 0))
    assert row.accrued[INTEREST] == 60


def test_a_write_down_is_never_more_than_the_principal():
    (row,) = rows((300, 0, 0, 0), Period(forgive=(400, 0, 0, 0)))
    assert (row.written_down, row.closing) == (300, (0, 0, 0, 0))


def test_on_top_asks_for_the_interest_that_is_due_besides():
    (row,) = rows((1000, 30, 0, 0), accruing("run", pay=200, on_top=True))
    assert (row.asked, row.taken) == (330, (200, 130, 0, 0))


def test_rows_come_one_by_one_from_endless_periods():
    def endless():
        while True:
            yield accruing("run", pay=600)

    walked = walk((1000, 0, 0, 0), endless(), DEN)
    assert [sum(next(walked).closing) for _ in range(3)] == [500, 0, 0]


# Columns.


def test_a_plain_plan_carries_no_absent_component():
    (row,) = rows((np.array([1000, 10]), 0, 0, 0), accruing("run", pay=np.array([600, 600])))
    for name in ("moved_in", "waived", "moved_out", "held"):
        assert getattr(row, name) == (0, 0, 0, 0)
    assert row.closing[INTEREST:] == (0, 0, 0)


def each_lane_alone(opening, pay, count, **more):
    """What is owed after ``count`` rows of one period, walked as columns and lane by lane."""
    period = Period(((more.pop("numerator", 10), "run"),), np.array(pay), **more)
    *_, row = walk((np.array(opening), 0, 0, 0), [period] * count, DEN)
    together = [[int(np.broadcast_to(part, len(pay))[k]) for part in row.closing] for k in range(len(pay))]
    alone = []
    for owed, asked in zip(opening, pay, strict=True):
        *_, last = rows((owed, 0, 0, 0), *[Period(period.parts, asked, **more)] * count)
        alone.append(list(last.closing))
    return together, alone


@pytest.mark.parametrize("numerator", [0, 1, 10])
@pytest.mark.parametrize("count", [3, 10, 11, 12, 40])
def test_the_same_period_again_caps_each_lane_at_its_end(numerator, count):
    """What is known of a level period that comes again stays true: lanes end in the tenth row, the eleventh, never."""
    opening, pay = [1000, 999, 1001, 1100, 10**9], [100, 100, 100, 100, 10**8]
    together, alone = each_lane_alone(opening, pay, count, numerator=numerator)
    assert together == alone


def test_a_lane_one_short_of_its_last_payment_is_capped_beyond_what_a_float_holds():
    pay = 2**54
    together, alone = each_lane_alone([11 * pay - 1], [pay], 11, numerator=0)
    assert together == alone == [[0, 0, 0, 0]]


def test_a_write_down_again_and_again_ends_a_lane_early():
    together, alone = each_lane_alone([10_000, 50_000], [100, 100], 30, numerator=0, forgive=(2500, 0, 0, 0))
    assert together == alone and alone[0] == [0, 0, 0, 0]


def test_the_caller_s_columns_are_never_written_to():
    principal, pay = np.array([1000, 500]), np.array([600, 600])
    for _ in walk((principal, 0, 0, 0), [accruing("run", pay=pay)] * 3, DEN):
        pass
    assert principal.tolist() == [1000, 500] and pay.tolist() == [600, 600]


# What bears beside the balance, and what is the same again.


def test_forgone_is_rounded_as_interest_is():
    for rounding, forgone in (("half-up", 0), ("up", 1), ("down", 0)):
        (row,) = rows((3, 0, 0, 0), Period(contract=10), rounding=rounding)
        assert row.forgone == forgone


def test_a_flat_fee_bears_beside_the_balance():
    # Nothing on the balance, 7 % of 1,000 beside it; at the contract's rate it would be 10 % of 900 and 5 % of 400.
    (row,) = rows((900, 0, 0, 0), Period(((0, "run"),), beside=(7 * 1000, 5 * 400), contract=10))
    assert (row.accrued[INTEREST], row.forgone) == (70, 90 + 20 - 70)
    # Each part has its own: 7 % of 1,000 runs, 1 % of 500 and 2 % of the balance are put off.
    parts = ((0, "run"), (2, "defer"))
    (row,) = rows((900, 0, 0, 0), Period(parts, beside=(7 * 1000, 500)))
    assert (row.accrued[INTEREST], row.held[INTEREST]) == (70 + 23, 23)
    column = np.array([900, 100])
    (many,) = rows((column, 0, 0, 0), Period(parts, beside=(7 * column, 500 + 0 * column)))
    assert many.accrued[INTEREST].tolist() == [63 + 23, 7 + 7]


def test_balances_that_stood_for_some_days_each():
    # 10 days of 600 and 20 of 900, at 1 a hundred days: 6,000 + 18,000 over 100; no further part of the balance.
    (row,) = rows((900, 0, 0, 0), Period(((24_000, "run"),), bears=1))
    assert row.accrued[INTEREST] == 240


@pytest.mark.parametrize(
    ("period", "level"),
    [
        (Period(), True),
        (Period(((1, "run"), (2, "waive")), 5, contract=3, on_top=True), True),
        (Period(((1, "capitalise"),), 5), False),
        (Period(((1, "run"), (1, "defer")), 5), False),
        (Period(pay=lambda due: 5), False),
        (Period(charges=(0, 0, 0, 1)), False),
        (Period(release=(0, 1, 0, 0)), False),
        (Period(forgive=(1, 0, 0, 0)), False),
        (Period(bears=1), False),
    ],
)
def test_a_period_that_asks_and_accrues_no_more_when_it_comes_again(period, level):
    assert period.is_level() is level
