"""First due dates and the dates after them."""

import pytest

import repayplan as rp


def due(as_of, first_due=None, due_day=None, count=4, every="month"):
    debt = rp.Debt(id="A", currency="CNY", principal="400", rate="0%", due_day=due_day)
    plan = rp.schedule(debt, rp.Terms(instalments=count, first_due=first_due, every=every), as_of)
    return [str(row.due) for row in plan.rows]


DEFAULTS = {
    "the first of a month": ("2026-12-01", None, "2026-12-31 2027-01-31 2027-02-28 2027-03-31"),
    "the 15th is not after the 15th": ("2026-12-15", None, "2026-12-31 2027-01-31 2027-02-28 2027-03-31"),
    "the 16th is": ("2026-12-16", None, "2027-01-31 2027-02-28 2027-03-31 2027-04-30"),
    "a month's end": ("2027-01-31", None, "2027-02-28 2027-03-31 2027-04-30 2027-05-31"),
    "a leap year": ("2028-02-01", None, "2028-02-29 2028-03-31 2028-04-30 2028-05-31"),
    "29 February": ("2028-02-29", None, "2028-03-31 2028-04-30 2028-05-31 2028-06-30"),
    "over New Year": ("2026-11-30", None, "2026-12-31 2027-01-31 2027-02-28 2027-03-31"),
    "a due day to come": ("2026-12-01", 20, "2026-12-20 2027-01-20 2027-02-20 2027-03-20"),
    "a due day on the day itself comes a month later": (
        "2026-12-20",
        20,
        "2027-01-20 2027-02-20 2027-03-20 2027-04-20",
    ),
    "a due day after the 15th": ("2026-12-18", 20, "2026-12-20 2027-01-20 2027-02-20 2027-03-20"),
    "a due day gone by": ("2026-12-21", 20, "2027-01-20 2027-02-20 2027-03-20 2027-04-20"),
    "the 31st": ("2027-01-31", 31, "2027-02-28 2027-03-31 2027-04-30 2027-05-31"),
    "the 30th in February": ("2027-02-01", 30, "2027-02-28 2027-03-30 2027-04-30 2027-05-30"),
    "the 29th on 28 February": ("2027-02-28", 29, "2027-03-29 2027-04-29 2027-05-29 2027-06-29"),
}


@pytest.mark.parametrize(("as_of", "due_day", "expected"), DEFAULTS.values(), ids=DEFAULTS)
def test_a_first_due_date_that_nobody_gave(as_of, due_day, expected):
    assert due(as_of, due_day=due_day) == expected.split()


def test_a_given_one_goes_before_the_debts_due_day():
    assert due("2026-12-01", "2027-01-31", due_day=5) == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]


def test_a_given_28th_stays_the_28th():
    assert due("2027-01-01", "2027-02-28") == ["2027-02-28", "2027-03-28", "2027-04-28", "2027-05-28"]


EVERY = {
    "day": "2028-02-28 2028-02-29 2028-03-01",
    "week": "2028-02-28 2028-03-06 2028-03-13",
    "fortnight": "2028-02-28 2028-03-13 2028-03-27",
    "four weeks": "2028-02-28 2028-03-27 2028-04-24",
    "two months": "2028-02-28 2028-04-28 2028-06-28",
    "quarter": "2028-02-28 2028-05-28 2028-08-28",
    "half-year": "2028-02-28 2028-08-28 2029-02-28",
    "year": "2028-02-28 2029-02-28 2030-02-28",
    (30, "days"): "2028-02-28 2028-03-29 2028-04-28",
}


@pytest.mark.parametrize("every", EVERY)
def test_every_word(every):
    assert due("2028-02-01", "2028-02-28", count=3, every=every) == EVERY[every].split()


def test_a_payment_in_advance_bears_no_interest():
    debt = rp.Debt(id="A", currency="USD", principal="225844", rate="20%", day_count="equal-periods")
    plan = rp.schedule(debt, rp.Terms(instalments=12, first_due="2026-12-01"), "2026-12-01")
    assert plan.rows[0].days == 0 and plan.rows[0].accrued == 0
    assert str(plan.rows[1].due) == "2027-01-01"


def test_a_first_due_date_before_the_case_is_refused():
    with pytest.raises(rp.InputError, match="first_due"):
        due("2026-12-01", "2026-11-30")


def test_a_defaulted_first_due_date_is_an_assumption_and_a_given_one_is_not():
    debt = rp.Debt(id="A", currency="CNY", principal="400", rate="0%")
    on_20th = rp.Debt(id="A", currency="CNY", principal="400", rate="0%", due_day=20)
    codes = lambda debt, **more: [  # noqa: E731
        f.code for f in rp.schedule(debt, rp.Terms(instalments=4, **more), "2026-12-01").findings
    ]
    assert codes(debt) == ["first_due_month_end"]
    assert codes(on_20th) == ["first_due_due_day"]
    assert codes(debt, first_due="2026-12-31") == []


def test_a_month_from_its_first_to_its_last_day_is_a_full_month():
    debt = rp.Debt(id="A", currency="CNY", principal="1200", rate="12%", day_count="equal-periods")
    plan = rp.schedule(debt, rp.Terms(instalments=3), "2026-12-01")
    assert str(plan.rows[0].accrued) == "12.00"
    # From the 15th to the 31st 16 of the 31 days since the last of November: 12 x 16 / 31
    broken = rp.schedule(debt, rp.Terms(instalments=3), "2026-12-15")
    assert str(broken.rows[0].accrued) == "6.19"


def test_interest_runs_from_the_day_of_the_case():
    debt = rp.Debt(id="A", currency="CNY", principal="1000", rate="0.05%/day")
    plan = rp.schedule(debt, rp.Terms(instalments=2, first_due="2026-12-31"), "2026-12-01")
    assert plan.rows[0].days == 30 and str(plan.rows[0].accrued) == "15.00"


def test_a_rate_that_changes_within_a_period_counts_by_days():
    rate = [{"from": "2026-12-01", "rate": "0.05%/day"}, {"from": "2026-12-11", "rate": "0.1%/day"}]
    debt = rp.Debt(id="A", currency="CNY", principal="1000", rate=rate)
    plan = rp.schedule(debt, rp.Terms(instalments=1, first_due="2026-12-31"), "2026-12-01")
    # Ten days at 0.50 and twenty at 1.00, rounded once.
    assert str(plan.rows[0].accrued) == "25.00"
