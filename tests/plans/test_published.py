"""Published figures that are no plain schedule; the schedules stand in tests/cases/test_golden.py."""

import pytest

import repayplan as rp


def test_the_instalments_of_a_table_given_one_by_one_leave_what_the_table_prints():
    """Pima Open Press, 6.4: 500 at 12 % over six months, a last payment that is not adjusted."""
    debt = rp.Debt(id="A", currency="USD", principal="500", rate="12%", day_count="equal-periods")
    terms = rp.Terms(first_due="2027-01-31", shape=rp.shapes.GivenAmounts(["86.27"] * 6))
    given = rp.schedule(debt, terms, "2026-12-31")
    assert str(given.rows[-1].closing) == "0.03"
    assert "still_owed" in {finding.code for finding in given.findings}


# Daily interest of 0.05 % on cards, as Chinese explainers print it: 15,000 for 34 days, then what is left for 12.
@pytest.mark.parametrize(("paid", "parts"), [("1500", ("255.00", "81.00")), ("750", ("255.00", "85.50"))])
def test_daily_interest_in_two_segments(paid, parts):
    debt = rp.Debt(id="A", currency="CNY", principal="15000", rate="0.05%/day")
    order = ("principal", "interest", "penalty", "fees")
    shape = rp.shapes.GivenAmounts([paid, "0"])
    plan = rp.schedule(
        debt, rp.Terms(first_due="2026-01-13", every=(12, "days"), shape=shape, order=order), "2025-12-10"
    )
    assert [row.days for row in plan.rows] == [34, 12] and str(plan.rows[1].due) == "2026-01-25"
    assert tuple(str(row.accrued) for row in plan.rows) == parts


def test_a_pro_rata_offer():
    """Money Advice Hub: 100 over four debts."""
    offered = rp.share("100", ["500", "1000", "233", "200"], "GBP")
    assert [str(part) for part in offered] == ["25.87", "51.73", "12.05", "10.35"]


# OpenIntro, loans_full_schema: the first loans of 10,000 that a US lender made in 2018. Half-up gives two of them less.
LOANS = (
    ("28000", "14.07%", 60, "652.53"), ("5000", "12.61%", 36, "167.54"), ("2000", "17.09%", 36, "71.40"),
    ("21600", "6.72%", 36, "664.19"), ("23000", "14.07%", 36, "786.87"),
)  # fmt: skip


@pytest.mark.parametrize(("principal", "rate", "count", "instalment"), LOANS)
def test_instalments_of_real_loans_are_the_annuity_rounded_up(principal, rate, count, instalment):
    assert str(rp.level_instalment(principal, rate, count)) == instalment
    debt = rp.Debt(id="A", currency="USD", principal=principal, rate=rate, day_count="equal-periods")
    terms = rp.Terms(instalments=count, first_due="2018-04-30", conventions=rp.Conventions.named("us-loan"))
    assert str(rp.schedule(debt, terms, "2018-03-31").instalment) == instalment


def test_those_loans_in_columns_too():
    principal, rate, count, instalment = map(list, zip(*LOANS, strict=True))
    out = rp.columns.level(principal=principal, annual_rate=rate, instalments=count, currency="USD")
    assert [str(amount) for amount in out["instalment"]] == instalment
    half_up = rp.columns.level(
        principal=principal, annual_rate=rate, instalments=count, currency="USD", instalment_rounding="half-up"
    )
    assert sum(str(a) != b for a, b in zip(half_up["instalment"], instalment, strict=True)) == 2


@pytest.mark.parametrize(("every", "first", "count"), [("fortnight", "2027-01-14", 650), ("week", "2027-01-07", 1300)])
def test_a_mortgage_of_twenty_five_years_by_the_fortnight_and_the_week(every, first, count):
    """Interest Act, s. 6: 6 % compounded half-yearly. The closed form, in floats, is the second way."""
    debt = rp.Debt(id="A", currency="CAD", principal="100000", rate="6%", day_count="equal-periods")
    terms = rp.Terms(
        instalments=count, every=every, first_due=first, conventions=rp.Conventions.named("canada-mortgage")
    )  # fmt: skip
    plan = rp.schedule(debt, terms, "2026-12-31")
    period = 1.03 ** (2 / (count / 25)) - 1
    assert float(plan.instalment) == round(100_000 * period / (1 - 1.03**-50), 2)
    assert len(plan.rows) == count and plan.clears
