"""Small changes, each worked out another way; and when to look at plans again."""

from datetime import date
from decimal import Decimal

import pytest

import repayplan as rp


def plans(rate="12%", count=12, **terms):
    debt = rp.Debt(id="A", currency="EUR", principal="1200", rate=rate, day_count="equal-periods")
    return [rp.schedule(debt, rp.Terms(instalments=count, **terms), "2026-12-01")]


def home(wage="300", **more):
    return rp.Household(**({"currency": "EUR", "incomes": [rp.Income("wage", wage, evidence="verified")]} | more))


def test_each_row_is_what_it_would_be():
    found = rp.judge(plans(), home()).sensitivity(months=3, income="195", points="2%")
    assert [row.what for row in found.rows] == ["as_is", "months", "income", "rate"]
    for row, other in (("as_is", plans()), ("months", plans(count=15)), ("rate", plans("14%"))):
        assert found[row].payment == other[0].instalment
        assert found[row].total_paid == other[0].total_paid
        assert found[row].last_due == other[0].last_due
        assert found[row].least_margin == 300 - other[0].instalment
    poorer = rp.judge(plans(), home("105"))
    assert found["income"].declared == poorer.declared.verdict == "not affordable"  # 106.62 of 105
    assert found["income"].verified == "not affordable"
    assert found["income"].least_margin == poorer.declared.least_margin
    assert found.to_dict()["rows"][1]["size"] == "3"
    assert "income less by 195.00" in found.text()
    assert "月收入少195.00" in found.text("zh")


def test_what_has_no_room_for_a_change_is_left_out():
    fixed = [rp.schedule(plans()[0].debt, rp.Terms(shape=rp.shapes.FixedAmount("200")), "2026-12-01")]
    assert [row.what for row in rp.judge(fixed, home()).sensitivity().rows] == ["as_is", "income", "rate"]
    assert [row.what for row in rp.judge(plans({"flat_fee": "1%/month"}), home()).sensitivity().rows] == [
        "as_is", "months", "income",
    ]  # fmt: skip


def test_an_option_has_it_too():
    best = rp.advise(rp.sample("dmp-four-cards")).best
    found = best.sensitivity()
    assert found["as_is"].total_paid == best.total_paid
    assert found["rate"].total_paid > best.total_paid
    assert found["income"].declared != "comfortable"


@pytest.mark.parametrize(
    ("more", "path"), [({"months": 0}, "months"), ({"income": "-1"}, "income"), ({"points": "x"}, "points")]
)
def test_what_is_refused(more, path):
    with pytest.raises(rp.InputError) as caught:
        rp.judge(plans(), home()).sensitivity(**more)
    assert caught.value.path == path


def test_when_to_look_again():
    assert rp.judge(plans(), home()).review_on == date(2027, 12, 1)  # a year
    months = {f"2027-{month:02d}": "300" for month in range(1, 5)} | {"2026-12": "300"}
    given = home(incomes=[rp.Income("gig", by_month=months)], beyond="repeat_last")
    assert rp.judge(plans(), given).review_on == date(2027, 5, 1)  # the first month that nobody gave
    steps = rp.schedule(plans()[0].debt, rp.Terms(shape=rp.shapes.GivenAmounts(["50", "50", "60", "60"])), "2026-12-01")
    assert rp.judge([steps], home()).review_on == date(2027, 2, 1)  # more is asked
    job = rp.Income("job", "300", start="2027-03", evidence="expected")
    waiting = home(incomes=[job], cash="350")
    assert rp.judge(plans(), waiting).review_on == date(2027, 3, 1)  # the wage that carries it
    best = rp.advise(rp.sample("unemployed-three-cards")).best
    assert best.feasibility.review_on == date(2027, 6, 1)
    assert best.to_dict()["feasibility"]["review_on"] == "2027-06-01"
    assert "2027-06-01" in best.feasibility.text("zh")
    assert Decimal(0) <= best.feasibility.declared.savings_used
