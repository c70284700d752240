"""The cliff: what is owed where one missed instalment voids the agreement."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import repayplan as rp

LAWS = settings(max_examples=60, derandomize=True, deadline=None)
AS_OF = "2026-12-01"


def card(principal="28000", **more):
    return rp.Debt(id="A", principal=principal, currency="CNY", **({"rate": "0.05%/day"} | more))


def paused(debt, instalments=60, **more):
    return rp.schedule(debt, rp.Terms(instalments=instalments, treatment={"interest": "pause"}, **more), as_of=AS_OF)


def test_what_comes_back_by_hand():
    """1,200 in twelve payments of 100, 1% a month paused: 12.00, then 1% of 1,112.00 = 11.12, then of 1,023.12."""
    debt = card("1200", rate="12%", day_count="equal-periods")
    cliff = rp.schedule(debt, rp.Terms(instalments=12, treatment={"interest": "pause"}), as_of="2026-11-30").cliff()
    assert [str(row.owed) for row in cliff.rows[:3]] == ["1112.00", "1023.12", "933.35"]
    assert [str(row.comes_back) for row in cliff.rows[:3]] == ["12.00", "23.12", "33.35"]
    assert [str(row.without) for row in cliff.rows[:3]] == ["1212.00", "1224.00", "1236.00"]
    # 1,224.00 - 1,023.12 - 200 paid.
    assert [str(row.better_by) for row in cliff.rows[:2]] == ["0.00", "0.88"]
    assert cliff.tried_is_better_from == 2


@pytest.mark.parametrize("day_count", ["equal-periods", "actual/365"])
@pytest.mark.parametrize("fee", [None, {"share": "5%", "floor": "10", "cap": "500"}])
def test_the_path_without_an_agreement_is_the_forecast_of_doing_nothing(day_count, fee):
    debt = card(interest="1620", penalty="540", late_fee=fee, minimum={"balance": "10%"}, day_count=day_count)
    cliff = paused(debt).cliff()
    nothing = rp.forecast(debt, as_of=AS_OF).nothing
    assert [row.without for row in cliff.rows[:12]] == [row.closing for row in nothing.rows]


def test_charges_come_back_as_if_nothing_had_been_agreed():
    """A fee of 30 each month: what is void holds as many of them as the forecast of doing nothing."""
    fee = {"share": "1%", "floor": "30", "cap": "30"}
    debt = card("3000", rate="0%", late_fee=fee, minimum={"balance": "10%"})
    cliff = paused(debt, 10).cliff()
    for kept in (1, 4, 9):
        void = cliff.after(kept)
        assert (void.owed, void.comes_back) == (3000 - 300 * kept + 30 * kept, 30 * kept)
    # The fees are booked on the day of the payment, which takes them first.
    assert cliff.after(4).by_component["principal"] == 120
    assert cliff.tried_is_better_from == 10


def test_a_late_fee_above_the_rule_of_the_place_comes_back_as_the_rule_allows():
    debt = rp.Debt(
        id="A", principal="3000", rate="0%", currency="USD", minimum={"balance": "10%"},
        late_fee={"share": "100%", "floor": "80", "cap": "80"},
    )  # fmt: skip
    plan = rp.schedule(debt, rp.Terms(instalments=10), as_of=AS_OF)
    assert plan.cliff().after(1).comes_back == 80
    fee = rp.forecast(debt, as_of=AS_OF, rules="us").nothing.rows[0].accrued
    assert fee < 80 and plan.cliff("us").after(1).comes_back == fee


def test_nothing_comes_back_once_the_agreement_is_kept_to_its_end():
    cliff = paused(card(interest="1620", penalty="540")).cliff()
    last = cliff.rows[-1]
    assert (last.kept, last.owed, last.comes_back) == (60, 0, 0)
    # Without it 28,000 x 0.0005 x the days would have come on top.
    days = (last.due - rp.schedule(card(), rp.Terms(instalments=1), as_of=AS_OF).as_of).days
    assert last.better_by == Decimal("14.00") * days


def test_a_plan_that_forgives_gets_it_all_back():
    plan = rp.schedule(
        card("1000", rate="0%", penalty="200"),
        rp.Terms(instalments=10, write_down="100", treatment={"penalty": "waive"}),
        as_of=AS_OF,
    )
    void = plan.cliff().after(5)
    assert (void.comes_back, void.planned, void.owed) == (300, 450, 750)
    # Payments of 90 went to the penalty first.
    assert void.by_component == {"principal": 300, "interest": 0, "penalty": 0, "fees": 0}


def test_a_plan_without_concession_has_no_cliff():
    plan = rp.schedule(card(), rp.Terms(instalments=36), as_of=AS_OF)
    assert not any(row.comes_back for row in plan.cliff().rows)


def test_a_down_payment_is_paid_on_the_first_day():
    debt = card("1000", rate="12%", day_count="equal-periods")
    plan = rp.schedule(
        debt,
        rp.Terms(instalments=8, down_payment="200", treatment={"interest": "pause"}),
        as_of="2026-11-30",
    )
    void = plan.cliff().after(1)
    # 1% of the 800 that are left; 100 paid.
    assert (void.kept, void.paid, void.owed, void.comes_back) == (1, 300, 708, 8)


def test_where_every_payment_goes_to_what_bears_nothing_only_the_end_is_better():
    cliff = paused(card("28000", rate="0.1%/day", interest="30000"), 60).cliff()
    assert cliff.tried_is_better_from == 60
    assert not any(row.better_by for row in cliff.rows[:-1])


def test_a_plan_that_costs_more_than_doing_nothing_is_said_to():
    debt = card("1000", rate="0%")
    plan = rp.schedule(debt, rp.Terms(instalments=4, fee_per_instalment="10"), as_of=AS_OF)
    cliff = plan.cliff()
    assert cliff.tried_is_better_from is None
    assert [finding.code for finding in cliff.findings] == ["cliff_most", "cliff_never_better"]
    assert cliff.rows[-1].better_by == -40


def test_the_contracts_own_flat_fee_comes_back():
    debt = card("12000", rate={"flat_fee": "0.6%/month"}, day_count="equal-periods")
    plan = rp.schedule(debt, rp.Terms(instalments=12, treatment={"interest": "pause"}), as_of="2026-11-30")
    # 72 a month on the original amount, whatever is paid.
    assert [row.comes_back for row in plan.cliff().rows[:3]] == [72, 144, 216]


def test_unpaid_interest_that_bears_interest_does_so_again():
    debt = card("1000", rate="12%", day_count="equal-periods", compounding="monthly")
    plan = rp.schedule(debt, rp.Terms(instalments=10, treatment={"interest": "pause"}), as_of="2026-11-30")
    assert str(plan.cliff().after(2).without) == "1020.10"
    terms = rp.Terms(instalments=5, shape=rp.shapes.Holiday(2), treatment={"interest": "pause"})
    # Nothing is paid for two months: 1% of 1,000.00, then of 1,010.00.
    assert str(rp.schedule(debt, terms, as_of="2026-11-30").cliff().after(2).owed) == "1020.10"


amounts = st.integers(1, 5_000_000)


@LAWS
@given(amounts, st.integers(0, 500_000), st.integers(0, 5), st.integers(1, 60), st.sampled_from(["pause", "waive"]))
@example(1, 0, 3, 1, "pause")
@example(10_000, 0, 0, 12, "pause")
@example(2_800_000, 162_000, 4, 60, "waive")
def test_void_is_the_path_without_a_plan_less_payments_with_interest(principal, penalty, step, months, how):
    """A second way: each payment, as it reaches the principal, saves its own interest from then on."""
    rate = f"{step * 6}%"
    debt = rp.Debt(
        id="A", principal=str(Decimal(principal) / 100), penalty=str(Decimal(penalty) / 100), rate=rate,
        day_count="equal-periods", currency="CNY",
    )  # fmt: skip
    plan = rp.schedule(debt, rp.Terms(instalments=months, treatment={"interest": how}), as_of="2026-11-30")
    cliff = plan.cliff()
    owed, interest, charges = principal, 0, penalty
    for k, row in enumerate(plan.rows[:-1], 1):
        interest += (owed * step + 100) // 200
        left = int(row.payment * 100)
        for_charges = min(left, charges)
        for_interest = min(left - for_charges, interest)
        charges, interest = charges - for_charges, interest - for_interest
        owed -= left - for_charges - for_interest
        assert int(cliff.after(k).owed * 100) == owed + interest + charges
    assert cliff.rows[-1].comes_back == 0
    for row in cliff.rows:
        assert row.owed - row.planned == row.comes_back == sum(row.by_component.values())
        assert row.comes_back >= 0 and row.without - row.owed - row.paid == row.better_by >= 0


def test_wrong_use_is_refused():
    plan = paused(card())
    with pytest.raises(rp.InputError, match="kept"):
        plan.cliff().after(0)
    with pytest.raises(rp.InputError, match="kept"):
        plan.cliff().after(61)
    with pytest.raises(rp.InputError, match="before the changes"):
        plan.re_amortise(on="2027-04-30").cliff()
    with pytest.raises(rp.InputError, match="something is owed"):
        rp.schedule(card("0"), rp.Terms(instalments=1), as_of=AS_OF).cliff()


def test_it_shows_itself():
    cliff = paused(card()).cliff()
    # 28,000 + 30 days x 14.00 - 466.67.
    assert "27,953.33" in cliff.text() and cliff.text().count("2026-12-31") == 1
    assert "协议" in cliff.text("zh") and cliff.html().startswith("<div")
    assert cliff.to_frame("dict")["comes_back"][-1] == 0
    assert cliff.to_dict()["rows"][0]["by_component"]["principal"] == "420.00"
