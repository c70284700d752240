"""Changes by date: what stays, what is solved anew, and what is refused. Figures by hand are shown beside them."""

from decimal import Decimal

import pytest

import repayplan as rp
from repayplan.plans.changes import Change


def loan(principal="12000", rate="12%", count=12, **more):
    """Months of 1 % at 12 %; due on the last day of each."""
    debt = rp.Debt(
        id="A", principal=principal, rate=rate, currency="USD", day_count="equal-periods", **more.pop("owed", {})
    )
    terms = rp.Terms(instalments=count, first_due="2027-01-31", **more)
    return rp.schedule(debt, terms, "2026-12-31")


def payments(plan):
    return [str(row.payment) for row in plan.rows]


def units(plan):
    return [[row.raw.part(c) for c in range(4)] for row in plan.rows]


def test_rows_before_a_change_stay_as_they_were():
    plan = loan()
    for changed in (
        plan.re_age("2027-04-30", 24), plan.re_amortise("2027-04-30", paid=[("2027-01-31", "1066.19")]),
        plan.change_rate("2027-04-30", "6%"), plan.pause("2027-05-01", "2027-05-31"),
        plan.move_due("2027-05-31", "2027-06-10"), plan.add_instalments("2027-05-31", 3),
        plan.book("2027-05-10", fees="5"), plan.book("2027-04-30", principal="100"),
        plan.overdue("2027-05-31", "2027-07-15"),
    ):  # fmt: skip
        first = 1 if changed.changes[0].paid is not None else 4
        assert units(changed)[:first] == units(plan)[:first]
        assert rp.verify(changed.to_dict()) == []


def test_a_re_age_on_a_due_date():
    # 1,200 at 1 % a month over 3: 408.03; after the first instalment 803.97 are left, over 4: 206.04 and so on.
    plan = loan("1200", count=3).re_age("2027-01-31", 4)
    again = loan("803.97", count=4)
    assert payments(plan)[1:] == payments(again)
    assert [str(row.due) for row in plan.rows] == [
        "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("interest", "first", "waived"),
    [("first", ["24.00", "12.00"], "0"), ("spread", ["18.00", "18.00"], "0"), ("waive", ["12.00", "12.00"], "12.00")],
)
def test_interest_so_far_on_a_re_age(interest, first, waived):
    # Nothing was paid: a month's interest, 12.00, is due. New interest is 12.00 a month on 1,200 while no principal is
    # paid; the first instalment of 1,200 + 12.00 over 2 pays some, so the second month's interest is compared below.
    plan = loan("1200", count=3).re_age("2027-01-31", 2, interest, paid=[])
    assert plan.rows[0].payment == 0 and plan.clears
    assert str(plan.rows[1].to_interest) == first[0]
    assert plan.total_waived == Decimal(waived)
    owed = Decimal("1200") - plan.rows[1].to_principal
    extra = Decimal("6.00") if interest == "spread" else 0
    assert plan.rows[2].to_interest == (owed / 100).quantize(Decimal("0.01"), "ROUND_HALF_UP") + extra


def test_a_re_age_inside_a_period_ends_a_row_there():
    # 28 days of a period of 28: January's instalment is paid; on 14 February half of February's interest is due.
    plan = loan("1200", count=3).re_age("2027-02-14", 2)
    row = plan.rows[1]
    assert (str(row.start), str(row.due), row.payment) == ("2027-01-31", "2027-02-14", 0)
    assert row.accrued == Decimal("4.02")  # 803.97 x 1 % / 2 = 4.01985
    assert str(plan.rows[2].due) == "2027-02-28" and plan.rows[2].accrued == Decimal("4.02")


def test_charges_are_waived_as_a_part_of_a_change():
    owed = {"penalty": "30", "fees": "7"}
    treatment = {"penalty": "defer", "fees": "defer"}
    plan = loan("1200", count=3, owed=owed, treatment=treatment)
    changed = plan.re_amortise("2027-01-31", treatment={"penalty": "waive", "fees": "spread"}, why="hardship form 12")
    assert changed.concession["penalty"] == 30
    assert [str(row.to_fees) for row in changed.rows] == ["0.00", "3.50", "3.50"]
    assert changed.changes[0].why == "hardship form 12"


def test_what_is_deferred_stays_so_where_a_change_does_not_speak_of_it():
    plan = loan("1200", count=3, owed={"penalty": "30"}, treatment={"penalty": "defer"}).re_age("2027-01-31", 4)
    assert [str(row.to_penalty) for row in plan.rows] == ["0.00", "0.00", "0.00", "0.00", "30.00"]


def test_what_was_really_paid():
    # Paid half a month late: the interest of 14 of 28 days joins what the payment meets first.
    plan = loan("1200", count=3).re_amortise("2027-02-28", paid=[("2027-02-14", "408.03")])
    assert [(str(row.due), str(row.payment)) for row in plan.rows[:3]] == [
        ("2027-01-31", "0.00"), ("2027-02-14", "408.03"), ("2027-02-28", "0.00"),
    ]  # fmt: skip
    # 12.00 for January and 6.00 for half of February are paid first; 1200 + 18 - 408.03 = 809.97.
    assert plan.rows[1].to_interest == 18 and plan.rows[1].closing == Decimal("809.97")
    assert plan.rows[2].accrued == Decimal("4.05")
    assert plan.rows[3].payment == Decimal("814.02") + Decimal("8.10") and plan.clears


def test_a_rate_that_changes_on_a_due_date():
    plan = loan("1200", count=3).change_rate("2027-01-31", "24%")
    again = loan("803.97", rate="24%", count=2)
    assert payments(plan) == ["408.03", *payments(again)]


def test_a_rate_that_changes_inside_a_period_counts_by_days():
    plan = loan("1200", count=3).change_rate("2027-02-14", "24%")
    # 803.97 x (1 % x 14/28 + 2 % x 14/28) = 12.06
    assert plan.rows[1].accrued == Decimal("12.06")


def test_a_pause_by_inclusive_days():
    plan = loan("1200", count=3).pause("2027-02-10", "2027-03-10")
    # 19 of 28 days in February (10 to 28), 10 of 31 in March; the instalment stays: 803.97 x 1 % x 9/28 = 2.58, and
    # 803.97 + 2.58 - 408.03 = 398.52, x 1 % x 21/31 = 2.70.
    assert [str(row.accrued) for row in plan.rows] == ["12.00", "2.58", "2.70"]
    assert payments(plan)[:2] == ["408.03", "408.03"]


def test_a_due_date_that_moves_takes_the_later_ones_along():
    plan = loan("1200", count=3).move_due("2027-02-01", "2027-03-15")
    assert [str(row.due) for row in plan.rows] == ["2027-01-31", "2027-03-15", "2027-04-15"]
    assert payments(plan)[:2] == ["408.03", "408.03"] and plan.clears


def test_a_shape_goes_on_after_a_change():
    shape = rp.shapes.Holiday(3)
    plan = loan(count=8, shape=shape, treatment={"interest": {"accrual": "capitalise"}}).move_due(
        "2027-02-28", "2027-03-05"
    )
    assert payments(plan)[:3] == ["0.00", "0.00", "0.00"] and plan.rows[3].payment > 0
    stepped = loan(count=None, shape=rp.shapes.Steps([(2, "500"), (2, "800")], "2000")).pause(
        "2027-02-01", "2027-02-28"
    )
    assert payments(stepped)[:5] == ["500.00", "500.00", "800.00", "800.00", "2000.00"]


def test_the_plan_keeps_its_history_by_day():
    plan = loan().pause("2027-06-01", "2027-06-30", why="illness").change_rate("2027-03-31", "6%", why="agreed")
    assert [(str(c.on), c.kind, c.why) for c in plan.changes] == [
        ("2027-03-31", "rate", "agreed"), ("2027-06-01", "window", "illness"),
    ]  # fmt: skip
    assert plan.to_dict()["changes"][0] == {"kind": "rate", "on": "2027-03-31", "why": "agreed", "rate": "6%"}
    assert plan != loan() and plan.changed() == plan


def test_a_re_age_of_what_was_not_paid_when_no_due_date_is_left():
    plan = loan("1200", count=2).re_age("2027-03-15", 3, paid=[])
    assert [str(row.due) for row in plan.rows] == [
        "2027-01-31", "2027-02-28", "2027-03-15", "2027-03-31", "2027-04-30", "2027-05-31",
    ]  # fmt: skip
    assert plan.clears


def refusal(change):
    with pytest.raises(rp.InputError) as refused:
        change(loan())
    return refused.value


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda plan: plan.re_age("2028-03-01", 12), "changes[0].on"),
        (lambda plan: plan.re_amortise("2027-12-31"), "changes[0].on"),
        (lambda plan: plan.pause("2028-01-01", "2028-01-31"), "changes[0].on"),
        (lambda plan: plan.change_rate("2026-12-01", "5%"), "changes[0].on"),
        (lambda plan: plan.move_due("2027-03-31", "2027-02-28"), "changes[0].to"),
        (lambda plan: plan.pause("2027-03-01", "2027-03-31").pause("2027-03-31", "2027-04-30", "waive"),
         "changes[1].window.treatment.interest.accrual"),
        (lambda plan: plan.change_rate("2027-03-31", "5%").change_rate("2027-03-31", "6%"), "changes"),
        (lambda plan: plan.re_amortise("2027-03-31", paid=[("2027-01-31", "99999")]), "paid"),
        (lambda plan: plan.re_amortise("2027-03-31", paid=[("2027-04-30", "1")]), "paid[0][0]"),
        (lambda plan: plan.re_amortise("2027-03-31", paid=[("2026-12-30", "1")]), "paid"),
        (lambda plan: plan.re_amortise("2027-03-31", paid=[("2027-01-31", "1")]).re_age("2027-05-31", 3, paid=[]),
         "paid"),
        (lambda plan: plan.re_age("2027-03-31", 12, "deferred"), "interest"),
        (lambda plan: plan.re_age("2027-03-31", 12, first_due="2027-03-30"), "first_due"),
        (lambda plan: plan.book("2027-03-31", principal="10", fees="1"), "amounts"),
        (lambda plan: plan.pause("2027-03-31", "2027-03-01"), "until"),
        (lambda plan: plan.changed(Change(kind="rate", on="2027-03-31", rate="5%", instalments=3)), "instalments"),
        (lambda plan: plan.changed(Change(kind="rate", on="2027-03-31")), "rate"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_is_refused_by_its_path(change, path):
    assert refusal(change).path.removeprefix("changes[1].").removeprefix("changes[0].") == path.removeprefix(
        "changes[1]."
    ).removeprefix("changes[0].")


def test_a_plan_that_has_no_instalments_to_change_is_refused():
    debt = rp.Debt(id="A", principal="100", rate="0%", currency="USD")
    plan = rp.schedule(debt, rp.Terms(shape=rp.shapes.Settlement("60"), first_due="2027-01-31"), "2026-12-31")
    with pytest.raises(rp.InputError, match="a plan of instalments"):
        plan.re_age("2026-12-31", 3)


def test_a_document_with_a_changed_cell_is_found():
    plan = loan().re_age("2027-04-15", 6, "spread", paid=[("2027-01-31", "1066.19"), ("2027-03-03", "500")])
    document = plan.to_dict()
    assert rp.verify(document) == []
    document["stages"][-1]["as_of"] = "2027-04-16"
    assert any(cell.path.endswith("as_of") for cell in rp.verify(document))
    document = plan.to_dict()
    document["rows"][2]["parts"]["interest"]["paid"] = "0.01"
    assert any(cell.path.startswith("rows[2].parts.interest.") for cell in rp.verify(document))
    with pytest.raises(rp.InputError):
        rp.Plan.from_dict(document)


def test_a_change_without_a_reason_says_nothing_and_one_with_it_keeps_it():
    loan = rp.Debt(id="A", principal="1200", rate="12%", day_count="equal-periods", currency="CNY")
    made = rp.schedule(loan, rp.Terms(instalments=6, first_due="2027-01-31"), as_of="2026-12-31")
    changes = {
        "re_age": lambda **why: made.re_age("2027-03-31", 4, **why),
        "re_amortise": lambda **why: made.re_amortise("2027-03-31", **why),
        "change_rate": lambda **why: made.change_rate("2027-03-31", "6%", **why),
        "pause": lambda **why: made.pause("2027-03-01", "2027-03-31", **why),
        "book": lambda **why: made.book("2027-03-15", fees="5", **why),
        "move_due": lambda **why: made.move_due("2027-03-15", "2027-04-10", **why),
        "add_instalments": lambda **why: made.add_instalments("2027-03-31", 2, **why),
    }
    for change in changes.values():
        assert [one.why for one in change().changes] == [""]
        assert [one.why for one in change(why="by phone").changes] == ["by phone"]
        assert "why" not in change().to_dict()["changes"][0]


def test_the_day_of_a_change_is_named_where_it_is_wrong():
    loan = rp.Debt(id="A", principal="1200", rate="12%", day_count="equal-periods", currency="CNY")
    made = rp.schedule(loan, rp.Terms(instalments=6, first_due="2027-01-31"), as_of="2026-12-31")
    for call, path in (
        (lambda: made.overdue("x", "2027-03-31"), "since"),
        (lambda: made.overdue("2027-01-31", "x"), "until"),
        (lambda: made.overdue(until="2027-03-31", paid=[("x", "1")]), "paid[0]"),
    ):
        with pytest.raises(rp.InputError) as caught:
            call()
        assert caught.value.path == path
