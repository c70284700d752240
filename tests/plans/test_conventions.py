"""What each convention does to a schedule, against the same loan worked out a second time in fractions."""

from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.plans.printed import walk_row
from tests.plans.reference import rounded

S = rp.shapes
FEW = settings(max_examples=60, deadline=None, derandomize=True)
RATES = st.integers(0, 4000).map(lambda basis_points: Fraction(basis_points, 10000))


def loan(principal="1000", rate="12%", instalments=None, conventions=None, debt=None, **terms):
    said = {"id": "A", "currency": "USD", "principal": principal, "rate": rate, "day_count": "equal-periods"}
    said |= debt or {}
    habits = conventions if isinstance(conventions, rp.Conventions) else rp.Conventions(**conventions or {})
    given = {"first_due": "2027-02-01", "conventions": habits} | terms
    return rp.schedule(rp.Debt(**said), rp.Terms(instalments=instalments, **given), "2027-01-01")


def percent(rate):
    return f"{float(rate * 100):.2f}%"


def annuity(principal, rate, count):
    """The exact level sum, month by month."""
    worth = sum(1 / (1 + rate / 12) ** k for k in range(1, count + 1))
    return principal / worth


# Balances that are carried.


@FEW
@given(st.integers(10_000, 9_000_000), RATES, st.integers(1, 60), st.booleans())
def test_a_carried_balance_is_the_exact_one_and_what_is_printed_is_rounded(units, rate, count, whole):
    word = "half-up" if whole else "none"
    plan = loan(
        Fraction(units, 100).__float__(), percent(rate), count, {"balance": "exact", "instalment_rounding": word}
    )
    exact = annuity(Fraction(units), rate, count)
    level = rounded(exact) if whole else exact
    assert str(plan.instalment) == f"{rounded(exact) / 100:.2f}"
    balance = Fraction(units)
    for row in plan.rows:
        interest = balance * rate / 12
        pays = balance + interest if row is plan.rows[-1] else min(level, balance + interest)
        balance += interest - pays
        found = walk_row(row.raw)
        for ours, true in ((found.accrued[1], interest), (found.paid, pays), (sum(found.closing), balance)):
            assert abs(Fraction(ours, 10**12) - true) < Fraction(1, 10**6)
        assert row.to_principal == row.payment - row.to_interest
        # A tie that is off by a part of a millionth may round either way.
        assume(abs(pays % 1 - Fraction(1, 2)) > Fraction(1, 10**6) < abs(interest % 1 - Fraction(1, 2)))
        assert (int(row.payment * 100), int(row.to_interest * 100)) == (rounded(pays), rounded(interest))


def test_the_identity_holds_in_the_walks_unit():
    plan = loan("3000", "6%", conventions={"balance": "exact"}, shape=S.FixedAmount("30"))
    part = plan.rows[2].parts["principal"]
    assert [str(n) for n in part] == ["2969.925", "0.00", "0.00", "15.150375", "0.00", "0.00", "2954.774625"]
    assert part.opening == part.paid + part.closing
    assert (str(plan.rows[2].to_principal), str(plan.rows[2].closing)) == ("15.15", "2954.77")


def test_totals_of_a_document_are_rounded_once():
    plan = loan("1000", "7%", 7, {"balance": "exact", "instalment_rounding": "none"})
    exact = 7 * annuity(Fraction(1000), Fraction(7, 100), 7)
    assert plan.to_dict()["totals"]["paid"] == f"{rounded(exact * 100) / 100:.2f}"


# How the level sum is defined.


@FEW
@given(st.integers(1, 9_000_000), RATES, st.integers(1, 40), st.sampled_from((1, 100, 1000)))
def test_least_that_closes_does_and_one_step_less_does_not(units, rate, count, step):
    habits = {"instalment": "least-that-closes", "unit": f"{step / 100:.2f}"}
    plan = loan(f"{units / 100:.2f}", percent(rate), count, habits)
    level = int(plan.instalment * 100)
    assert level % step == 0
    for sum_, closes in ((level, True), (level - step, False)):
        owed = units
        for _ in range(count):
            owed = max(0, owed + rounded(owed * rate / 12) - sum_)
        assert (owed == 0) == closes
    assert (
        level <= int(loan(f"{units / 100:.2f}", percent(rate), count, {"unit": habits["unit"]}).instalment * 100) + step
    )


def test_an_annuity_over_equal_periods_looks_away_from_days():
    habits = {"instalment_rounding": "half-up"}
    days = {"day_count": "actual/360"}
    plain = loan("2500000", "4%", 120, habits)
    equal = loan("2500000", "4%", 120, habits | {"annuity_periods": "equal"}, days)
    real = loan("2500000", "4%", 120, habits, days)
    assert plain.instalment == equal.instalment < real.instalment
    assert [str(row.accrued) for row in equal.rows[:2]] == ["8611.11", "7725.82"]
    assert real.rows[-1].payment < equal.rows[-1].payment


def test_a_long_first_period_is_one_equal_period():
    habits = {"annuity_periods": "equal"}
    late = loan("1000", "12%", 6, habits, first_due="2027-02-21")
    assert late.instalment == loan("1000", "12%", 6).instalment
    assert late.rows[0].accrued > loan("1000", "12%", 6).rows[0].accrued
    now = loan("1000", "12%", 6, habits, first_due="2027-01-01")
    assert now.instalment == loan("1000", "12%", 6, first_due="2027-01-01").instalment


# Where the remainder goes, and how many instalments there are.


@FEW
@given(st.integers(1, 900_000), RATES, st.integers(1, 60))
def test_a_number_is_kept_with_the_largest_sum_that_keeps_it(units, rate, count):
    text = f"{units / 100:.2f}"
    plan = loan(text, percent(rate), count, {"number": "kept"})
    usual = loan(text, percent(rate), count)
    if len(usual.rows) == count:
        assert plan.instalment == usual.instalment
    elif len(plan.rows) == count:
        assert plan.instalment < usual.instalment
        more = loan(text, percent(rate), count, shape=S.Level(str(plan.instalment + plan.instalment.__class__("0.01"))))
        assert len(more.rows) < count
    else:  # a minor unit each time ends it early
        assert plan.instalment == usual.instalment
        assert len(loan(text, percent(rate), count, shape=S.Level("0.01")).rows) < count
        assert "fewer_instalments" in {finding.code for finding in plan.findings}


@FEW
@given(st.integers(1_000, 900_000), RATES, st.integers(1, 60), st.sampled_from(("half-up", "down", "up")))
def test_a_remainder_that_is_left_is_printed_and_no_row_asks_for_more(units, rate, count, word):
    text = f"{units / 100:.2f}"
    left = loan(text, percent(rate), count, {"instalment_rounding": word, "remainder": "left"})
    last = loan(text, percent(rate), count, {"instalment_rounding": word})
    assert left.instalment == last.instalment
    assert all(row.payment <= left.instalment for row in left.rows)
    assert left.rows[-1].closing == last.rows[-1].payment - left.rows[-1].payment
    assert ("still_owed" in {finding.code for finding in left.findings}) == (left.rows[-1].closing > 0)


def test_smoothing_moves_all_instalments_by_the_share_of_what_the_last_is_off():
    """Six of 17.01 and a last of 17.00, where the annuity alone leaves a last one of 17.03 (or the like)."""
    rough = loan("100", "7%", 6, {"instalment_rounding": "down"})
    smooth = loan("100", "7%", 6, {"instalment_rounding": "down", "smoothing": {"rounds": 3, "share": "0.1"}})
    off = [abs(plan.rows[-1].payment - plan.instalment) for plan in (rough, smooth)]
    assert off[1] <= off[0] and abs(smooth.instalment - rough.instalment) <= 1


# Rates that compound otherwise than the periods.


def test_an_effective_yearly_rate_adds_exactly_itself_in_a_year():
    plan = loan("1000000", "6%", 12, {"rate_compounding": "annual", "balance": "exact"}, shape=S.Holiday(11),
                treatment={"interest": "capitalise"})  # fmt: skip
    assert str(plan.rows[-1].payment) == "1060000.00"


def test_compounding_by_the_period_is_the_plain_rate():
    for every, word in (
        ("month", "monthly"),
        ("quarter", "quarterly"),
        ("half-year", "semi-annual"),
        ("year", "annual"),
    ):
        first = {"month": "2027-02-01", "quarter": "2027-04-01", "half-year": "2027-07-01", "year": "2028-01-01"}[every]
        one, two = (
            loan("5000", "7.3%", 9, {"rate_compounding": said}, every=every, first_due=first) for said in (word, None)
        )
        assert [row.closing for row in one.rows] == [row.closing for row in two.rows]


def test_the_rate_of_a_day_is_left_alone():
    one, two = (
        loan("5000", "0.05%/day", 9, {"rate_compounding": said}, {"day_count": "actual/365"})
        for said in ("annual", None)
    )
    assert [row.accrued for row in one.rows] == [row.accrued for row in two.rows]


# Shapes.


@FEW
@given(st.integers(1_000, 900_000), RATES, st.lists(st.sampled_from((0, 1, 3, "0.5", "1.25")), min_size=1, max_size=9))
def test_weights_multiply_the_exact_sum_and_each_instalment_is_rounded_once(units, rate, weights):
    assume(weights[-1])
    plan = loan(f"{units / 100:.2f}", percent(rate), None, {"instalment_rounding": "half-up"}, shape=S.Weights(weights))
    worth = sum(Fraction(w) / (1 + rate / 12) ** k for k, w in enumerate(weights, 1))
    base = Fraction(units) / worth
    assert int(plan.instalment * 100) == rounded(base)
    asked = [rounded(base * Fraction(w)) for w in weights]
    assert [int(row.payment * 100) for row in plan.rows[:-1]] == asked[: len(plan.rows) - 1]
    assert plan.clears


@FEW
@given(st.integers(100_000, 900_000), st.integers(0, 100_000), RATES, st.integers(1, 60))
@example(100_000, 99_924, Fraction(0), 12)  # rounded up, eleven rows would take a cent of what is to stay
def test_a_residual_stays_after_the_last_instalment(units, left, rate, count):
    plan = loan(f"{units / 100:.2f}", percent(rate), count, shape=S.Residual(f"{left / 100:.2f}"))
    now = left / (1 + rate / 12) ** count
    assert int(plan.instalment * 100) == rounded(annuity(units - now, rate, count), "up")
    assert int(plan.rows[-1].closing * 100) == left and len(plan.rows) == count
    assert min(row.closing for row in plan.rows) == plan.rows[-1].closing and rp.verify(plan.to_dict()) == []


def test_a_balloon_of_what_a_longer_schedule_would_still_owe():
    plan, longer = loan("100000", "5%", 36, shape=S.Balloon(amortised_over=240)), loan("100000", "5%", 240)
    assert plan.instalment == longer.instalment
    assert plan.rows[34].closing == longer.rows[34].closing
    assert plan.rows[-1].payment == plan.instalment + longer.rows[35].closing
    with pytest.raises(rp.InputError, match="amortised_over"):
        loan("100000", "5%", 36, shape=S.Balloon(amortised_over=35))


def test_a_grace_of_interest_puts_it_off_and_waives_nothing():
    plan = loan("1000", "12%", 6, shape=S.InterestGrace(2))
    first, second, third = plan.rows[:3]
    assert first.payment == first.to_principal and second.to_interest == 0
    assert third.to_interest == first.accrued + second.accrued + third.accrued
    assert plan.total_waived == 0 and plan.clears
    level = int(plan.instalment * 100)
    for sum_, closes in ((level, True), (level - 1, False)):
        owed, put_off = 100_000, 0
        for k in range(6):
            interest = rounded(Fraction(owed, 100))
            due, put_off = (0, put_off + interest) if k < 2 else (interest + put_off, 0)
            put_off += max(0, due - sum_)
            owed -= min(owed, max(0, sum_ - due))
        assert (owed + put_off == 0) == closes


# A flat fee on the original amount.


def test_a_flat_fee_bears_on_the_original_amount():
    plan = loan("9000", {"flat_fee": "0.48%/month"}, 12, {"instalment_rounding": "half-up"}, shape=S.EqualPrincipal())
    assert {str(row.to_interest) for row in plan.rows} == {"43.20"}
    assert {str(row.payment) for row in plan.rows} == {"793.20"}
    level = loan("9000", {"flat_fee": "0.48%/month"}, 12, {"instalment_rounding": "half-up"})
    assert str(level.instalment) == "793.20" and level.total_interest == plan.total_interest


def test_the_amount_that_it_bears_on_may_be_named():
    """Half of the instalments are paid: the fee is still that on all of it."""
    plan = loan("4500", {"flat_fee": "0.48%/month", "of": "9000"}, 6, shape=S.EqualPrincipal())
    assert {str(row.payment) for row in plan.rows} == {"793.20"}
    assert rp.verify(plan.to_dict()) == []


@pytest.mark.parametrize(("word", "waived", "forgone"), [("waive", "518.40", "0.00"), ("pause", "0.00", "518.40")])
def test_a_flat_fee_is_waived_or_paused_like_interest(word, waived, forgone):
    treatment = {"interest": {"accrual": word}}
    plan = loan("9000", {"flat_fee": "0.48%/month"}, 12, shape=S.EqualPrincipal(), treatment=treatment)
    assert (str(plan.total_waived), str(plan.total_forgone), str(plan.total_paid)) == (waived, forgone, "9000.00")
    assert rp.verify(plan.to_dict()) == []


def test_a_rate_in_the_place_of_a_flat_fee_forgoes_the_difference():
    debt = rp.Debt(
        id="A", currency="CNY", principal="9000", rate={"flat_fee": "0.48%/month"}, day_count="equal-periods"
    )
    plan = rp.schedule(debt, rp.Terms(instalments=12, rate="0%", first_due="2027-02-01"), "2027-01-01")
    assert str(plan.total_forgone) == "518.40" and rp.verify(plan.to_dict()) == []


def test_a_set_may_say_that_a_plain_rate_is_a_flat_fee():
    habits = rp.Conventions.named("cn-card-instalment")
    one, two = (loan("9000", rate, 12, habits) for rate in ("0.48%/month", {"flat_fee": "0.48%/month"}))
    assert [row.payment for row in one.rows] == [row.payment for row in two.rows]
    assert rp.verify(one.to_dict()) == []
