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
