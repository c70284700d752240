"""The next plan: nothing missing, nothing changed; else the fewest changed sums that can be kept, by brute force."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.followup.re_ages import re_age_finding

START = date(2026, 12, 31)


def loan(**more):
    given = {"id": "A", "principal": "600", "rate": "0%", "day_count": "actual/365", "currency": "CNY"} | more
    return rp.Debt(**given)


def agreed(debt=None, **terms):
    return rp.schedule(debt or loan(), rp.Terms(**{"instalments": 6} | terms), as_of=START)


def home_of(surplus, cash="0"):
    """A household with one surplus a month from March 2027 on."""
    months = {f"2027-{3 + k:02d}": str(amount) for k, amount in enumerate(surplus)}
    income = rp.Income("wage", by_month=months)
    return rp.Household(currency="CNY", cash=cash, incomes=[income], beyond="repeat_last", keep_back="0", reserve="0")


def as_planned(plan, count):
    return [rp.Payment(row.payment, on=row.due) for row in plan.rows[:count] if row.payment]


TERMS = [{}, {"treatment": {"interest": "waive"}}, {"shape": rp.shapes.Holiday(2)}, {"every": "fortnight"}]


@pytest.mark.parametrize("terms", TERMS)
@pytest.mark.parametrize("count", [0, 1, 3, 6])
def test_nothing_missing_is_the_same_plan(terms, count):
    plan = agreed(loan(rate="12%"), **terms)
    as_of = plan.rows[count - 1].due if count else START
    after = rp.replan(plan, paid=as_planned(plan, count), as_of=as_of)
    assert after.plans["A"] is plan and not after.changed and after.best is None
    assert [finding.code for finding in after.findings] == ["replan_kept"]
    assert "没有欠付" in after.text("zh")


def test_paid_ahead_or_late_but_in_full_is_no_reason_to_change():
    plan = agreed()
    ahead = rp.replan(plan, paid=[rp.Payment("300", on="2027-01-05")], as_of="2027-03-31")
    late = rp.replan(plan, paid=[rp.Payment("200", on="2027-03-05")], as_of="2027-03-05")
    assert not ahead.changed and not late.changed


def test_one_miss_changes_one_sum():
    plan = agreed()
    after = rp.replan(plan, paid=as_planned(plan, 1), as_of="2027-03-05", home=home_of([250] * 5))
    assert [(one.before, one.after) for one in after.changes] == [(100, 200)]
    assert after.feasible and after.plans["A"].clears
    assert after.plans["A"].total_paid == 500
    end, spread = after.way("add to the end"), after.way("spread")
    assert [(str(one.due), one.before, one.after) for one in end.changes] == [("2027-07-31", 0, 100)]
    assert (spread.count, spread.largest) == (4, 25)
    assert after.best.key <= end.key and after.best.key <= spread.key


def test_a_month_that_cannot_carry_it_is_passed_over():
    plan = agreed()
    # March and April leave 100, May leaves 150, June 220.
    after = rp.replan(plan, paid=as_planned(plan, 1), as_of="2027-03-05", home=home_of([100, 100, 150, 220, 0]))
    assert [(str(one.due), one.after) for one in after.changes] == [("2027-06-30", 200)]
    assert after.way("add to the end").feasible is True or after.way("add to the end").short


def test_a_household_that_earns_less_gets_lower_sums_and_more_later():
    plan = agreed()
    after = rp.replan(plan, paid=as_planned(plan, 2), as_of="2027-03-31", home=home_of([0, 40, 160, 260, 200]))
    assert after.feasible
    short = {str(one.due): one.by for one in after.changes}
    assert short["2027-04-30"] == -60
    assert sum(one.by for one in after.changes) == 100  # what is missing of March
    assert after.plans["A"].clears


def test_where_nothing_can_be_kept_it_says_so():
    plan = agreed()
    after = rp.replan(plan, paid=(), as_of="2027-03-05", home=home_of([10] * 6), most_months=6)
    assert after.feasible is False and after.best.short is not None
    assert "replan_short" in {finding.code for finding in after.findings}


def test_terms_are_kept():
    debt = loan(principal="12000", interest="300", penalty="60", rate="18%", due_day=31)
    plan = agreed(debt, instalments=12, treatment={"interest": {"accrual": "pause"}, "penalty": "waive"})
    after = rp.replan(plan, paid=as_planned(plan, 2), as_of="2027-04-10")
    new = after.plans["A"]
    assert new.total_interest <= 300 and new.total_waived == 0 and new.terms.treated["interest"].accrual == "pause"
    assert [row.due for row in new.rows] == [row.due for row in plan.rows[3 : 3 + len(new.rows)]]
    assert rp.verify(new.to_dict()) == []
    held = agreed(
        debt, instalments=12, treatment={"interest": {"opening": "defer", "accrual": "defer"}, "fees": "spread"}
    )
    deferred = rp.replan(held, paid=as_planned(held, 2), as_of="2027-04-10").plans["A"]
    assert deferred.terms.treated["interest"].opening == "defer" and deferred.clears
    assert rp.verify(deferred.to_dict()) == []


def test_what_is_kept_apart_stays_so():
    debt = loan(principal="1200", interest="300")
    plan = agreed(debt, instalments=12, treatment={"interest": {"opening": "defer", "accrual": "pause"}})
    new = rp.replan(plan, paid=as_planned(plan, 2), as_of="2027-04-10").plans["A"]
    assert new.terms.treated["interest"].opening == "defer"
    assert new.rows[0].to_interest == 0 and sum(row.to_interest for row in new.rows) == 300


def test_due_dates_at_month_ends_stay_there():
    plan = agreed(loan(), first_due=None)
    after = rp.replan(plan, paid=as_planned(plan, 0), as_of="2027-02-10")
    assert [str(row.due) for row in after.plans["A"].rows][:3] == ["2027-02-28", "2027-03-31", "2027-04-30"]


def brute_force(left, capacity, grid=range(0, 401, 50)):
    """The fewest changed sums, and the smallest largest change among them, over all sums of a grid."""
    agreed_sums = left["agreed"]
    places = range(len(agreed_sums))
    for size in range(len(agreed_sums) + 1):
        best = None
        for chosen in combinations(places, size):
            for sums in product(grid, repeat=size):
                asked = list(agreed_sums)
                for place, amount in zip(chosen, sums, strict=True):
                    asked[place] = amount
                changed = [abs(a - b) for a, b in zip(asked, agreed_sums, strict=True)]
                if sum(asked) != left["owed"] or sum(1 for by in changed if by) != size:
                    continue
                cash, fits = 0, True
                for have, pay in zip(capacity, asked, strict=True):
                    cash += have - pay
                    fits &= cash >= 0
                if fits:
                    best = max(changed) if best is None else min(best, max(changed))
        if best is not None:
            return size, best
    return None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([0, 50, 100, 150, 200, 300]), min_size=5, max_size=5), st.integers(0, 2))
def test_brute_force_finds_no_plan_with_fewer_changes(surplus, kept):
    """Zero interest: sums of 50 over the dates to come and one after, cash never below nothing."""
    plan = agreed()
    as_of = date(2027, 2, 28)
    after = rp.replan(plan, paid=as_planned(plan, kept), as_of=as_of, home=home_of(surplus), most_months=7)
    if not after.ways:
        return
    # The household's February is over; its months begin with March.
    owed = 600 - 100 * kept
    found = brute_force({"agreed": [100, 100, 100, 100, 0], "owed": owed}, surplus)
    if found is None:
        assert after.feasible is False
    else:
        assert after.feasible, (surplus, kept, found)
        assert (after.best.count, after.best.largest) <= found


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 9_000), st.integers(1, 5), st.sampled_from(["12%", "0.05%/day", "36%"]), st.sampled_from(TERMS[:3])
)
def test_the_nearest_is_never_worse_than_the_two_simple_ways_and_clears(part, months, rate, terms):
    plan = agreed(loan(rate=rate), **terms)
    paid = [rp.Payment(Decimal(part) / 100, on="2027-01-20")] if part else []
    as_of = plan.rows[min(months, 5)].due + timedelta(days=3)
    after = rp.replan(plan, paid=paid, as_of=as_of)
    if not after.ways:
        return
    for way in after.ways.values():
        assert after.best.key <= way.key
        assert all(new.clears for new in way.plans.values())
        assert rp.verify(way.plans["A"].to_dict()) == []
        # What the day's ledger owes is where the next plan begins.
        assert way.plans["A"].debt.total == after.state["A"].owed
    assert after.best.count == 1


def test_an_option_over_several_debts():
    menu = rp.advise(rp.sample("unemployed-three-cards"))
    after = rp.replan(menu.best, paid=[rp.Payment("2000", on="2026-12-30", debt="A")], as_of="2027-01-06")
    assert set(after.before) == set(menu.best.plans)
    assert after.state["A"].paid == 2000
    behind = {name for name, account in after.state.accounts.items() if account.behind}
    # A was paid ahead: its plan stays. B and C missed one instalment each: one sum of each changes.
    assert behind == {"B", "C"} and after.feasible
    assert after.plans["A"] is menu.best.plans["A"]
    assert sorted(one.debt for one in after.changes) == ["B", "C"]
    assert after.text() and after.diff.text("zh") and after.to_dict()["state"]


def test_the_difference_is_a_table_sentences_and_a_frame():
    plan = agreed()
    after = rp.replan(plan, paid=as_planned(plan, 1), as_of="2027-03-05", home=home_of([250] * 5))
    assert "Debt A: on 2027-03-31 it asks 200.00, before it was 100.00." in after.diff.text()
    assert "原为100.00" in after.diff.text("zh")
    assert after.diff.to_frame("dict")["by"] == [100]
    assert "add to the end" in after.text() and "加到最后" in after.text("zh")


def test_re_ages_are_counted_once_in_twelve_months_twice_in_five_years():
    on = date(2027, 3, 1)
    assert re_age_finding("us", [], on).code == "re_age_within"
    assert re_age_finding("us", ["2026-03-01"], on).code == "re_age_within"
    assert re_age_finding("us", ["2026-03-02"], on).rule == "re_age.open_end.most_in_12_months"
    assert re_age_finding("us", ["2022-03-02", "2024-01-01"], on).rule == "re_age.open_end.most_in_5_years"
    assert re_age_finding("us", ["2022-03-01", "2024-01-01"], on).code == "re_age_within"
    assert re_age_finding("cn", [], on) is None
    plan = agreed(loan(currency="USD"))
    after = rp.replan(plan, paid=(), as_of="2027-03-05", rules="us", re_aged=["2026-12-01"])
    assert after.findings[-1].code == "re_age_outside"


def test_payments_after_the_day_are_refused():
    with pytest.raises(rp.InputError, match="a day up to as_of"):
        rp.replan(agreed(), paid=[rp.Payment("10", on="2027-03-06")], as_of="2027-03-05")
    with pytest.raises(rp.InputError, match="where the agreement begins"):
        rp.replan(agreed(), paid=[rp.Payment("10", on="2026-03-06")], as_of="2027-03-05")


def test_a_next_plan_can_itself_be_re_planned():
    plan = agreed()
    home = home_of([250] * 8)
    after = rp.replan(plan, paid=as_planned(plan, 1), as_of="2027-03-05", home=home)
    ledger = after.going_on.book(rp.Payment("200", on="2027-03-31"))
    assert ledger.on("2027-03-31").kept
    again = rp.replan(after, paid=[rp.Payment("200", on="2027-03-31")], as_of="2027-05-03", home=home)
    assert [(str(one.due), one.after) for one in again.changes] == [("2027-05-31", 200)]
    assert again.plans["A"].clears


# Two debts of 500 and 250 in five instalments, and the household's four months; how many instalments of each were kept.
# The fewest changed sums and their smallest largest change by brute force over sums of 50, as above for one debt.
TWO = [
    ([150, 100, 200, 200], (2, 1), (2, 100)), ([100, 200, 100, 300], (2, 0), (2, 150)),
    ([200, 100, 100, 300], (1, 1), (3, 100)), ([100, 300, 100, 300], (1, 1), (3, 100)),
    ([100, 200, 300, 100], (1, 1), (3, 100)), ([300, 0, 0, 200], (2, 1), (4, 100)),
    ([150, 0, 150, 200], (2, 1), (4, 100)),
]  # fmt: skip


@pytest.mark.parametrize(("surplus", "kept", "fewest"), TWO)
def test_two_debts_that_share_one_household(surplus, kept, fewest):
    plans = [agreed(loan(principal="500"), instalments=5), agreed(loan(id="B", principal="250"), instalments=5)]
    paid = [
        rp.Payment(row.payment, on=row.due, debt=plan.debt.id)
        for plan, count in zip(plans, kept, strict=True)
        for row in plan.rows[:count]
    ]
    months = {f"2027-{3 + k:02d}": str(amount) for k, amount in enumerate(surplus)}
    home = rp.Household(currency="CNY", incomes=[rp.Income("wage", by_month=months)], beyond="nothing")
    after = rp.replan(plans, paid=paid, as_of="2027-02-28", home=home, most_months=6)
    assert after.feasible and (after.best.count, after.best.largest) == fewest
