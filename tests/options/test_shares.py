"""Sharing one surplus, phases, and the household's own months."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.options.shares import Pot, share_in_step
from repayplan.units.money import split
from tests.options.building import by_shape, case, debt, line

LAWS = settings(max_examples=200, derandomize=True, deadline=None)
weights_of = st.lists(st.integers(0, 10**7), min_size=1, max_size=9).filter(any)


@LAWS
@given(st.integers(0, 10**9), weights_of)
@example(1, [1, 1])
@example(2, [1, 1, 1])
@example(0, [5])
@example(7, [0, 3, 0])
def test_shares_sum_exactly_and_each_is_within_a_unit_of_its_part(total, weights):
    shares = split(total, weights)
    pot = sum(weights)
    assert sum(shares) == total
    for part, weight in zip(shares, weights, strict=True):
        assert abs(part * pot - total * weight) < pot
        assert part == 0 or weight


@LAWS
@given(st.integers(0, 10**6), weights_of, st.randoms())
def test_a_larger_weight_never_gets_less_and_order_is_no_matter(total, weights, random):
    pairs = sorted(zip(weights, split(total, weights), strict=True))
    assert [part for _, part in pairs] == sorted(part for _, part in pairs)
    mixed = weights[:]
    random.shuffle(mixed)
    assert sorted(zip(mixed, split(total, mixed), strict=True)) == pairs


def test_ties_go_to_the_larger_weight_then_to_the_place():
    assert split(1, [1, 1, 2]) == [0, 0, 1]
    # 5 over 1 and 3: 1.25 and 3.75; 2 over 1 and 3: 0.5 and 1.5: the tie goes to the larger.
    assert split(2, [1, 3]) == [0, 2]
    assert split(2, [3, 1]) == [2, 0]
    assert split(1, [7, 7]) == [1, 0]


@LAWS
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=24), weights_of)
def test_own_months_are_shared_exactly_each_month_and_in_step(sums, weights):
    found = share_in_step(sums, weights)
    pot = sum(weights)
    for k, amount in enumerate(sums):
        assert sum(own[k] for own in found) == amount
    for own, weight in zip(found, weights, strict=True):
        assert min(own) >= 0
        running = 0
        for k, part in enumerate(own):
            running += part
            assert abs(running * pot - sum(sums[: k + 1]) * weight) <= 2 * pot


def test_a_published_share_of_550():
    owed = [
        debt(name, principal, rate="24%")
        for name, principal in zip("WXYZ", ("9000", "7000", "5000", "3000"), strict=True)
    ]
    pot = Pot.of(case(*owed, income="1550", spending="1000"), "declared", 60)
    assert pot.least(60) == 55000
    assert pot.share(55000) == [20625, 16042, 11458, 6875]


def test_whole_balances_are_the_weights():
    pot = Pot.of(case(debt(principal="100", interest="60", penalty="30", fees="10"), debt("B", "200")), "declared", 12)
    assert sorted(pot.share(1001)) == [500, 501]


@pytest.mark.parametrize("flip", [False, True])
def test_a_tie_between_equal_balances_goes_by_content_and_never_by_place(flip):
    """100.01 over two debts of 500: the odd cent goes to one of them, whichever comes first in the document."""
    owed = [debt("A", "500", "12%"), debt("B", "500", "6%")]
    menu = rp.advise(case(*(reversed(owed) if flip else owed), income="1000.01", limits={"max_months": 60}))
    stepped = by_shape(menu, "step_up")
    found = {name: str(plan.instalment) for name, plan in stepped.plans.items()}
    there = by_shape(rp.advise(case(*owed, income="1000.01", limits={"max_months": 60})), "step_up")
    assert found == {name: str(plan.instalment) for name, plan in there.plans.items()}


def test_instalments_of_priority_debts_come_first_and_the_rest_is_shared():
    owed = [debt("P", "2400", priority_instalment="40"), debt("B", "500"), debt("C", "100")]
    menu = rp.advise(case(*owed, limits={"max_months": 60}))
    found = by_shape(menu, "step_up")
    assert {name: str(plan.instalment) for name, plan in found.plans.items()} == {
        "P": "40.00",
        "B": "50.00",
        "C": "10.00",
    }
    assert len(found.plans["P"].rows) == 60


def test_two_currencies_are_shared_by_balances_at_their_rate():
    fx = [{"from": "USD", "to": "CNY", "rate": "7.20", "on": "2026-12-01"}]
    owed = [debt("A", "720", currency="CNY"), debt("B", "100", currency="USD")]
    menu = rp.advise(case(*owed, fx=fx, limits={"max_months": 60}))
    found = by_shape(menu, "step_up")
    # 50 CNY each; 50 / 7.20 = 6.9444: 6.94, never more than the share.
    assert {name: str(plan.instalment) for name, plan in found.plans.items()} == {"A": "50.00", "B": "6.94"}
    # 6.94 x 7.20 = 49.968, paid as 49.97.
    assert str(found.payments[0]) == "99.97"
    assert found.feasibility.declared.verdict == "comfortable"


# Phases


def phases_of(found, months=24, ledger="declared"):
    return [(p.months, p.amount, p.expected) for p in Pot.of(found, ledger, months).phases(months)]


def test_one_phase_where_nothing_changes():
    assert phases_of(case(debt())) == [(24, 10000, False)]


def test_a_phase_ends_where_an_expected_line_begins():
    lines = [line("wage", "1000"), line("new", "300", start="2027-06", evidence="expected")]
    assert phases_of(case(debt(), incomes=lines)) == [(6, 10000, False), (18, 40000, True)]
    assert phases_of(
        case(debt(), incomes=[line("wage", "1000", evidence="verified"), lines[1]]), ledger="verified"
    ) == [(24, 10000, False)]


def test_a_phase_ends_where_the_surplus_changes_for_good():
    lines = [line("wage", "1000", until="2027-03"), line("better", "1200", start="2027-04")]
    assert phases_of(case(debt(), incomes=lines)) == [(4, 10000, False), (20, 30000, False)]


def test_a_phase_asks_the_least_of_its_months():
    lines = [line("wage", "1000"), line("less", "40", start="2027-02", until="2027-02")]
    outgoings = [line("all", "900"), line("feast", "60", start="2027-02", until="2027-02")]
    assert phases_of(case(debt(), incomes=lines, outgoings=outgoings))[0][1] == 8000


def test_where_a_month_leaves_nothing_the_most_is_what_the_cash_path_carries():
    # -100 in February from 300 of cash: 3 months carry 2 x 100 + 300 - 100.
    outgoings = [line("all", "900"), line("feast", "200", start="2027-02", until="2027-02")]
    found = case(debt(), outgoings=outgoings, cash="300")
    # carried after k months: 400, 500, 400, 500, ...; over k: 400, 250, 133.33, 125, 120, 116.66, ...
    pot = Pot.of(found, "declared", 6)
    assert pot.least(6) == 11666


@pytest.mark.parametrize(("before", "expected"), [("600", 10000), ("0", 0)])
def test_a_month_before_the_first_due_date_counts_in_the_cash_path(before, expected):
    """As of 20 December the first payment is due in January; what December leaves is there for it."""
    lines = [line("wage", "1000"), line("bonus", before, start="2026-12", until="2026-12")]
    found = case(debt("A", "300"), incomes=lines, outgoings=[line("all", "1000")], as_of="2026-12-20")
    # Six payments out of 600, and no surplus after it.
    assert Pot.of(found, "declared", 6).least(6) == expected


# The household's own months


def caps(found, months, start, ledger="declared"):
    """Cumulated payments up to month k: the least over j >= k of cash + cumulated surplus - keep_back - floor."""
    home = found.household
    count = start + months
    surplus = [int(s * 100) for s in home.surplus("2026-12", count, ledger)]
    cash = int(home.cash * 100)
    floor = min(int((home.reserve or 0) * 100), cash)
    cumulated, running = [], cash - floor
    for s in surplus:
        running += s - (min(s, int((home.keep_back or 0) * 100)) if s > 0 else 0)
        cumulated.append(running)
    return [max(0, min(cumulated[k:])) for k in range(start, count)]


amounts_of = st.lists(st.integers(-60_000, 60_000), min_size=12, max_size=12)


@LAWS
@given(amounts_of, st.integers(0, 100_000), st.integers(0, 60_000), st.integers(0, 20_000), st.integers(1, 12))
@example([10_000] * 12, 0, 0, 0, 6)
@example([-10_000, *[10_000] * 11], 0, 0, 0, 6)
def test_own_months_follow_the_least_of_what_later_months_carry(amounts, cash, reserve, keep_back, months):
    assert_caps(amounts, cash, reserve, keep_back, months, "2026-12-01", 0)


@LAWS
@given(amounts_of, st.integers(0, 100_000), st.integers(0, 60_000), st.integers(0, 20_000), st.integers(1, 11))
@example([-10_000, *[2_000] * 11], 30_000, 0, 0, 6)
@example([10_000, *[2_000] * 11], 0, 0, 0, 6)
def test_own_months_count_the_month_before_the_first_due_date(amounts, cash, reserve, keep_back, months):
    assert_caps(amounts, cash, reserve, keep_back, months, "2026-12-20", 1)


def assert_caps(amounts, cash, reserve, keep_back, months, as_of, start):
    cents = lambda n: f"{n // 100}.{n % 100:02d}"  # noqa: E731
    gig = {f"{2026 + (11 + k) // 12}-{(11 + k) % 12 + 1:02d}": cents(60_000 + a) for k, a in enumerate(amounts)}
    found = case(
        debt("A", "1000000"),
        incomes=[{"name": "gig", "by_month": gig}],
        outgoings=[line("all", "600")],
        beyond="repeat_last",
        cash=cents(cash),
        reserve=cents(reserve),
        keep_back=cents(keep_back),
        as_of=as_of,
    )
    own = Pot.of(found, "declared", months).own_months(months)[0]
    running, total = [], 0
    for amount in own:
        total += amount
        running.append(total)
    assert running == caps(found, months, start)
