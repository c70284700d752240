"""The most that can be paid: against every placement of the shocks, and every payment, tried one by one."""

from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.units.dates import read_month

FIRST = read_month("2026-12", "first")


def home(incomes, spent=0, cash=0, keep_back=None, reserve="0", **more):
    by_month = {f"{2026 + (11 + k) // 12}-{(11 + k) % 12 + 1:02d}": str(units) for k, units in enumerate(incomes)}
    spending = [rp.Spending("all", str(spent))]
    line = rp.Income("gig", by_month=by_month, evidence="verified")
    fields = {"currency": "JPY", "cash": cash, "keep_back": keep_back, "reserve": reserve, "incomes": [line]}
    return rp.Household(**(fields | {"spending": spending} | more))


def stands(household, payments, share, cost):
    """Whether payments can be kept wherever one fall and one cost come: each placement by itself."""
    count = len(payments)
    income, surplus = household.income_months(FIRST, count), household.months(FIRST, count)
    floor = household.floor(FIRST)
    for falls, costs in product([None, *range(count)], repeat=2):
        cash = household.opening
        for k in range(count):
            left = surplus[k]
            if k == falls:
                left -= -(-income[k] * share.numerator // share.denominator)
            if k == costs:
                left -= cost
            cash += left - household.kept(left) - payments[k]
            if cash < floor:
                return False
    return True


INCOMES = st.lists(st.integers(0, 30), min_size=1, max_size=4)
KEEP = st.sampled_from([None, "4", "10%", "50%", "100%", "50% up to 3"])
SHARES = st.sampled_from(["0%", "10%", "33%", "100%"])


@settings(max_examples=80)
@given(INCOMES, st.integers(0, 12), st.integers(0, 25), KEEP, SHARES, st.integers(0, 12), st.integers(0, 9))
@example([10, 10, 10], 0, 0, "100%", "10%", 3, 0)
@example([20, 0, 20], 5, 5, "4", "100%", 7, 5)
def test_each_shape_is_the_largest_that_stands_in_the_worst_months(
    incomes, spent, cash, keep_back, fall, cost, reserve
):
    household = home(incomes, spent, cash, keep_back, str(reserve))
    count, share = len(incomes), Fraction(int(fall[:-1]), 100)
    sized = {
        shape: rp.size(household, "2026-12", count, shape, income_fall=fall, cost=str(cost))
        for shape in ("level", "rising", "own_months")
    }
    if not stands(household, [0] * count, share, cost):
        for found in sized.values():
            assert found.total == 0
            assert found.short is not None
        return
    paid = {shape: [int(p) for p in found.payments] for shape, found in sized.items()}
    for shape, payments in paid.items():
        assert sized[shape].short is None
        assert stands(household, payments, share, cost)
        # One unit more in any month, paid instead in no other, does not fit its kind or does not stand.
        for k in range(count):
            more = [units + (i >= k if shape == "rising" else i == k) for i, units in enumerate(payments)]
            if shape != "level":
                assert not stands(household, more, share, cost)
    assert not stands(household, [units + 1 for units in paid["level"]], share, cost)
    # The sums of each kind are the largest: a level plan never pays more by any month than a rising one, and so on.
    for less, more in (("level", "rising"), ("rising", "own_months")):
        assert all(a <= b for a, b in zip(accumulate(paid[less]), accumulate(paid[more]), strict=True))
    assert paid["rising"] == sorted(paid["rising"])


@settings(max_examples=30)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=3), st.integers(0, 6))
def test_the_rising_payments_pay_most_by_every_month_of_all_that_rise(incomes, cash):
    household = home(incomes, cash=cash)
    found = [int(p) for p in rp.size(household, "2026-12", len(incomes), "rising").payments]
    most = [0] * len(incomes)
    for payments in product(range(cash + sum(incomes) + 1), repeat=len(incomes)):
        if list(payments) == sorted(payments) and stands(household, payments, Fraction(0), 0):
            most = [max(a, b) for a, b in zip(most, accumulate(payments), strict=True)]
    assert list(accumulate(found)) == most


@given(INCOMES, st.integers(0, 20), st.integers(0, 5))
def test_payments_that_rise_by_a_step(incomes, cash, step):
    household = home(incomes, cash=cash)
    found = [int(p) for p in rp.size(household, "2026-12", len(incomes), "rising", step=str(step)).payments]
    if any(found):
        assert found == [found[0] + step * k for k in range(len(incomes))]
        assert stands(household, found, Fraction(0), 0)
        assert not stands(household, [units + 1 for units in found], Fraction(0), 0)
    elif step:
        assert not stands(household, [step * k for k in range(len(incomes))], Fraction(0), 0) or len(incomes) == 1


@given(INCOMES, st.integers(0, 12), st.integers(0, 12), KEEP, SHARES, st.integers(0, 12))
def test_without_the_cash_each_month_pays_from_itself(incomes, spent, cash, keep_back, fall, cost):
    household = home(incomes, spent, cash, keep_back)
    count, income = len(incomes), household.income_months(FIRST, len(incomes))
    left = []
    for k in range(count):
        surplus = income[k] - spent - -(-income[k] * int(fall[:-1]) // 100) - cost
        left.append(max(0, surplus - household.kept(surplus)))
    sized = lambda shape: [  # noqa: E731
        int(p)
        for p in rp.size(household, "2026-12", count, shape, income_fall=fall, cost=str(cost), from_cash=False).payments
    ]
    assert sized("own_months") == left
    assert sized("level") == [min(left)] * count
    assert sized("rising") == [min(left[k:]) for k in range(count)]


def test_the_most_falls_with_shocks_reserve_and_what_is_kept():
    household = home([30, 5, 30, 40], 10, 20, "2", "5")
    before = None
    for fall, cost, reserve, keep in ((0, 0, 5, 2), (10, 0, 5, 2), (10, 4, 5, 2), (20, 4, 9, 2), (20, 4, 9, 3)):
        found = rp.size(
            home([30, 5, 30, 40], 10, 20, str(keep), str(reserve)), "2026-12", 4, income_fall=f"{fall}%", cost=str(cost)
        )
        assert before is None or found.total <= before
        before = found.total
    assert household


def test_figures_by_hand():
    seasonal = rp.sample("gig-seasonal").household
    found = rp.size(seasonal, "2026-12", months=12)
    assert (found.amount, found.total, found.binding_month) == (975, 11700, "2027-03")  # tests/golden/households.toml
    assert rp.size(seasonal, "2026-12", 12, "own_months").total == 20800
    nine = rp.sample("nine-creditors").household
    assert rp.size(nine, "2026-12", 60, from_cash=False).total == 114000  # 1,900 x 60, cash left alone
    assert rp.size(nine, "2026-12", 60).total == 60 * Decimal("1905")  # (300 + 60 x 1,900) / 60


def test_it_shows_itself():
    short = rp.size(home([0, 0], 5, 3), "2026-12", 2)
    assert short.short == ("2026-12", 2)
    assert "below the floor" in short.text()
    assert short.to_dict()["short"] == {"month": "2026-12", "by": "2"}
    found = rp.size(home([9, 9, 9]), "2026-12", 3, income_fall="2", cost="1")
    assert [f.code for f in found.findings] == []
    assert found.to_dict()["shocks"] == {"income_fall": "2", "cost": "1"}
    assert "等额" in found.text("zh")


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"shape": "balloon"}, "shape"),
        ({"months": 0}, "months"),
        ({"start": "2026"}, "start"),
        ({"ledger": "proved"}, "ledger"),
        ({"income_fall": "101%"}, "income_fall"),
        ({"income_fall": "-1"}, "income_fall"),
        ({"cost": "-1"}, "cost"),
        ({"step": "5"}, "step"),
        ({"months": 5}, "household.beyond"),
    ],
)
def test_what_is_refused(more, path):
    with pytest.raises(rp.InputError) as caught:
        rp.size(home([1, 1]), **({"start": "2026-12", "months": 2} | more))
    assert caught.value.path == path


# --- a plan moved into the household's months


def level(principal, count, rate="18%", **more):
    debt = rp.Debt(id="A", currency="JPY", principal=str(principal), rate=rate, day_count="equal-periods")
    return rp.schedule(debt, rp.Terms(instalments=count, **more), as_of="2026-12-01")


def worth(payments, rate=Fraction(18, 1200)):
    return sum(Fraction(int(pay)) / (1 + rate) ** k for k, pay in enumerate(payments, 1))


@given(st.lists(st.integers(0, 900), min_size=2, max_size=8), st.integers(100, 3000), st.sampled_from(["0%", "18%"]))
def test_a_seasonal_plan_is_worth_the_same_and_asks_for_nothing_before_it_comes_in(incomes, principal, rate):
    household, plan = home(incomes), level(principal, len(incomes), rate)
    sized = rp.size(household, "2026-12", len(incomes), "own_months")
    found = sized.like(plan)
    monthly = Fraction(int(rate[:-1]), 1200)
    wanted = worth([row.payment for row in plan.rows], monthly)
    there = worth(sized.payments, monthly)
    assert found.plan_worth == wanted
    assert found.worth == worth(found.payments, monthly)
    assert all(payment >= 0 for payment in found.payments)
    come_in = accumulate(incomes)
    assert all(paid <= have for paid, have in zip(accumulate(found.payments), come_in, strict=True))
    if found.fails is None:
        assert abs(found.worth - wanted) <= len(incomes)
    else:
        assert there < wanted - len(incomes)  # all that comes in, as early as it does, is worth less
        assert found.findings[0].code == "seasonal_worth_less"


def test_a_plan_due_before_the_pay_day_waits_for_the_next_month():
    wage = rp.Income("wage", "100", pay_day=20)
    household = rp.Household(currency="JPY", cash=0, incomes=[wage])
    sized = rp.size(household, "2026-12", 3, "own_months")
    early, late = (sized.like(level(150, 3, "0%", first_due=f"2026-12-{day}")) for day in (15, 25))
    assert [int(p) for p in early.payments] == [0, 75, 75]
    assert [int(p) for p in late.payments] == [50, 50, 50]


def test_what_cannot_be_moved():
    sized = rp.size(home([9, 9, 9]), "2026-12", 3, "own_months")
    for call, path in (
        (lambda: rp.size(home([9, 9, 9]), "2026-12", 3).like(level(500, 3)), "shape"),
        (lambda: sized.like(level(500, 4)), "plan"),
        (lambda: sized.like(level(500, 3, {"flat_fee": "1%/month"})), "plan.debt.rate"),
    ):
        with pytest.raises(rp.InputError) as caught:
            call()
        assert caught.value.path == path


def test_from_the_months_alone_the_tightest_month_binds_each_shape():
    # 100, 40 and 70 are left of three months, no cash is used.
    home = rp.Household(
        currency="CNY", cash="500", keep_back="0", reserve="0",
        incomes=[rp.Income("pay", by_month={"2026-12": "100", "2027-01": "40", "2027-02": "70"})],
    )  # fmt: skip
    sizes = {
        (shape, step): rp.size(home, "2026-12", 3, shape=shape, step=step, from_cash=False)
        for shape, step in (("level", None), ("own_months", None), ("rising", None), ("rising", "10"), ("rising", "50"))
    }
    paid = {key: [str(sum_) for sum_ in found.payments] for key, found in sizes.items()}
    assert paid["level", None] == ["40.00"] * 3
    assert paid["own_months", None] == ["100.00", "40.00", "70.00"]
    # Never less than before, and no month more than it has.
    assert paid["rising", None] == ["40.00", "40.00", "70.00"]
    # By ten a month: 40 less one step is 30, then 40 and 50. By fifty the second month would ask 50 at the least.
    assert paid["rising", "10"] == ["30.00", "40.00", "50.00"]
    assert paid["rising", "50"] == ["0.00"] * 3
    assert sizes["level", None].binding_month == "2027-01"


def test_own_months_of_a_household_without_a_surplus_are_nothing():
    home = rp.Household(
        currency="CNY", cash="0", keep_back="0", reserve="0", incomes=[rp.Income("pay", "100")],
        spending=[rp.Spending("all", "150")],
    )  # fmt: skip
    assert [str(paid) for paid in rp.size(home, "2026-12", 3, shape="own_months").payments] == ["0.00"] * 3
