"""Each cell of the table of treatments, and windows, worked out by hand in cents."""

from decimal import Decimal

import pytest

import repayplan as rp

# 1,200 at 1 % a month, with 60 interest, 30 penalty and 12 fees owed already; 500 twice, then what is left.
DEBT = rp.Debt(
    id="A",
    currency="CNY",
    principal="1200",
    interest="60",
    penalty="30",
    fees="12",
    rate="12%",
    day_count="equal-periods",
)


def plan_of(treatment, **more):
    terms = rp.Terms(instalments=3, shape=rp.shapes.FixedAmount("500"), treatment=treatment, **more)
    return rp.schedule(DEBT, terms, "2026-12-01")


def interest(opening="collect", accrual="run"):
    return {"interest": {"opening": opening, "accrual": accrual}}


# treatment -> what is owed after rows one and two, the last payment, all that is waived, all that is forgone
CELLS = {
    "nothing said": ({}, "814.00", "322.14", "325.36", "0", "0"),
    "interest collected and run": ("collect run", "814.00", "322.14", "325.36", "0", "0"),
    "interest spread": ("spread run", "814.00", "321.74", "324.76", "0", "0"),
    "interest capitalised": ("capitalise run", "814.60", "322.75", "325.98", "0", "0"),
    "interest deferred": ("defer run", "814.00", "321.54", "324.16", "0", "0"),
    "interest waived": ("waive run", "754.00", "261.54", "264.16", "60", "0"),
    "new interest capitalised": ("collect capitalise", "814.00", "322.14", "325.36", "0", "0"),
    "new interest deferred": ("collect defer", "814.00", "322.02", "325.04", "0", "0"),
    "new interest waived": ("collect waive", "802.00", "302.00", "302.00", "23.04", "0"),
    "new interest paused": ("collect pause", "802.00", "302.00", "302.00", "0", "23.04"),
    "both capitalised": ("capitalise capitalise", "814.60", "322.75", "325.98", "0", "0"),
    "both deferred": ("defer defer", "814.00", "321.42", "323.84", "0", "0"),
    "both waived": ("waive waive", "742.00", "242.00", "242.00", "81.84", "0"),
    "deferred and paused": ("defer pause", "802.00", "302.00", "302.00", "0", "21.84"),
    "spread and waived": ("spread waive", "802.00", "302.00", "302.00", "22.44", "0"),
    "penalty spread": ({"penalty": "spread"}, "814.00", "321.94", "325.06", "0", "0"),
    "penalty waived": ({"penalty": "waive"}, "784.00", "291.84", "294.76", "30", "0"),
    "penalty deferred": ({"penalty": "defer"}, "814.00", "321.84", "324.76", "0", "0"),
    "penalty capitalised": ({"penalty": "capitalise"}, "814.30", "322.44", "325.66", "0", "0"),
    "fees spread": ({"fees": "spread"}, "814.00", "322.06", "325.24", "0", "0"),
    "fees waived": ({"fees": "waive"}, "802.00", "310.02", "313.12", "12", "0"),
    "fees deferred": ({"fees": "defer"}, "814.00", "322.02", "325.12", "0", "0"),
    "fees capitalised": ({"fees": "capitalise"}, "814.12", "322.26", "325.48", "0", "0"),
}


@pytest.mark.parametrize(("treatment", "one", "two", "last", "waived", "forgone"), CELLS.values(), ids=CELLS)
def test_a_cell_of_the_table(treatment, one, two, last, waived, forgone):
    plan = plan_of(interest(*treatment.split()) if isinstance(treatment, str) else treatment)
    assert [row.closing for row in plan.rows] == [Decimal(one), Decimal(two), 0]
    assert [row.payment for row in plan.rows] == [500, 500, Decimal(last)]
    assert (plan.total_waived, plan.total_forgone) == (Decimal(waived), Decimal(forgone))
    assert sum(plan.concession.values()) == Decimal(waived) + Decimal(forgone)


def test_the_seven_numbers_where_new_interest_is_capitalised():
    parts = plan_of(interest("collect", "capitalise")).rows[0].parts
    assert [str(n) for n in parts["interest"]] == ["60.00", "12.00", "0.00", "60.00", "0.00", "12.00", "0.00"]
    assert [str(n) for n in parts["principal"]] == ["1200.00", "0.00", "12.00", "398.00", "0.00", "0.00", "814.00"]


def test_the_seven_numbers_where_all_interest_is_capitalised():
    parts = plan_of(interest("capitalise", "capitalise")).rows[0].parts
    assert [str(n) for n in parts["interest"]] == ["60.00", "12.60", "0.00", "0.00", "0.00", "72.60", "0.00"]
    assert [str(n) for n in parts["principal"]] == ["1200.00", "0.00", "72.60", "458.00", "0.00", "0.00", "814.60"]


def test_what_is_deferred_stays_in_the_closing_balance_until_the_end():
    parts = [row.parts["interest"] for row in plan_of(interest("defer", "defer")).rows]
    assert [(str(p.accrued), str(p.paid), str(p.closing)) for p in parts] == [
        ("12.00", "0.00", "72.00"),
        ("7.42", "0.00", "79.42"),
        ("2.42", "81.84", "0.00"),
    ]


def test_one_word_stands_for_every_part_of_its_row():
    words = {
        "collect": ("collect", "run"),
        "run": ("collect", "run"),
        "spread": ("spread", "run"),
        "pause": ("collect", "pause"),
        "capitalise": ("capitalise", "capitalise"),
        "defer": ("defer", "defer"),
        "waive": ("waive", "waive"),
    }
    for word, parts in words.items():
        assert rp.Terms(instalments=3, treatment={"interest": word}) == rp.Terms(
            instalments=3, treatment=interest(*parts)
        )


def test_an_absent_part_is_collected_and_runs():
    assert rp.Terms(instalments=3, treatment={"interest": {"accrual": "pause"}}) == rp.Terms(
        instalments=3, treatment=interest("collect", "pause")
    )
    assert rp.Terms(instalments=3, treatment={"interest": {"opening": "waive"}}) == rp.Terms(
        instalments=3, treatment=interest("waive", "run")
    )


# 1,000 at 0.05 % a day: fifty cents each day. From New Year's Eve to 31 January 31 days, to 28 February 28 more.
DAILY = rp.Debt(id="A", currency="CNY", principal="1000", rate="0.05%/day")


def days(*windows, **more):
    terms = rp.Terms(
        instalments=2,
        first_due="2027-01-31",
        treatment={"interest": list(windows)},
        shape=rp.shapes.GivenAmounts(["0", "0"]),
        **more,
    )
    return rp.schedule(DAILY, terms, "2026-12-31")


WINDOWS = {
    "ten days of January": ("2027-01-10", "2027-01-19", ["10.50", "14.00"]),
    "its last day alone": ("2027-01-31", "2027-01-31", ["15.00", "14.00"]),
    "the first day after a due date": ("2027-02-01", "2027-02-01", ["15.50", "13.50"]),
    "two days about a due date": ("2027-01-31", "2027-02-01", ["15.00", "13.50"]),
    "the first day of all": ("2027-01-01", "2027-01-01", ["15.00", "14.00"]),
    "the day of the case itself accrues nothing": ("2026-12-31", "2027-01-01", ["15.00", "14.00"]),
    "all of it": ("2027-01-01", "2027-02-28", ["0.00", "0.00"]),
    "longer than all of it": ("2026-01-01", "2028-01-01", ["0.00", "0.00"]),
}


@pytest.mark.parametrize(("start", "end", "accrued"), WINDOWS.values(), ids=WINDOWS)
def test_both_days_of_a_window_are_in_it(start, end, accrued):
    plan = days(rp.Window(start, end, "pause"))
    assert [str(row.accrued) for row in plan.rows] == accrued
    assert [row.accrued + row.forgone for row in plan.rows] == [Decimal("15.50"), Decimal("14.00")]


def test_a_window_of_waived_interest_is_a_concession_that_has_accrued():
    plan = days(rp.Window("2027-01-10", "2027-01-19", "waive"))
    assert [(str(r.accrued), str(r.waived), str(r.forgone)) for r in plan.rows] == [
        ("15.50", "5.00", "0.00"),
        ("14.00", "0.00", "0.00"),
    ]


def test_a_window_of_capitalised_interest_bears_interest_from_its_due_date():
    plan = days(rp.Window("2027-01-10", "2027-01-19", "capitalise"))
    assert [str(row.parts["principal"].closing) for row in plan.rows] == ["1005.00", "1005.00"]
    assert [str(row.accrued) for row in plan.rows] == ["15.50", "14.07"]


def test_a_window_of_deferred_interest_is_kept_apart():
    plan = days(rp.Window("2027-01-10", "2027-01-19", "defer"))
    assert plan.to_dict()["rows"][1]["held"] == {"interest": "5.00"}


def test_interest_is_rounded_once_for_the_days_that_run_and_once_for_those_in_a_window():
    # 0.50050 a day: 21 days 10.5105 and ten days 5.005 are 10.51 and 5.01; all 31 days at once would be 15.5155.
    debt = rp.Debt(id="A", currency="CNY", principal="1001", rate="0.05%/day")
    window = rp.Window("2027-01-10", "2027-01-19", "waive")
    terms = rp.Terms(instalments=1, first_due="2027-01-31", treatment={"interest": [window]})
    row = rp.schedule(debt, terms, "2026-12-31").rows[0]
    assert (str(row.accrued), str(row.waived), str(row.to_interest)) == ("15.52", "5.01", "10.51")


def test_two_windows_of_one_treatment_in_a_period_are_rounded_together():
    # Five days and five days of 0.5005 each: 2.5025 twice would round to 5.00; together they are 5.005, so 5.01.
    debt = rp.Debt(id="A", currency="CNY", principal="1001", rate="0.05%/day")
    windows = [rp.Window("2027-01-02", "2027-01-06", "waive"), rp.Window("2027-01-20", "2027-01-24", "waive")]
    terms = rp.Terms(instalments=1, first_due="2027-01-31", treatment={"interest": windows})
    assert str(rp.schedule(debt, terms, "2026-12-31").rows[0].waived) == "5.01"


def test_a_lower_rate_forgoes_the_difference():
    plan = rp.schedule(DEBT, rp.Terms(instalments=3, shape=rp.shapes.FixedAmount("500"), rate="6%"), "2026-12-01")
    # 6.00 of 12.00, then on 808: 4.04 of 8.08, then on 312.04: 1.56 of 3.12.
    assert [str(row.forgone) for row in plan.rows] == ["6.00", "4.04", "1.56"]
    assert str(plan.concession["interest"]) == "11.60"


def test_a_higher_rate_forgoes_nothing():
    plan = rp.schedule(DEBT, rp.Terms(instalments=3, shape=rp.shapes.FixedAmount("500"), rate="24%"), "2026-12-01")
    assert plan.total_forgone == 0


def test_a_write_down_by_component_is_waived_in_the_first_row():
    plan = plan_of({"penalty": "spread"}, write_down={"penalty": "4.50", "interest": "30", "principal": "100"})
    assert {name: str(part.waived) for name, part in plan.rows[0].parts.items()} == {
        "principal": "100.00", "interest": "30.00", "penalty": "4.50", "fees": "0.00",
    }  # fmt: skip
    assert plan.concession["penalty"] == Decimal("4.50") and plan.total_waived == Decimal("134.50")
    assert plan.clears and rp.verify(plan.to_dict()) == []
    assert rp.Plan.from_dict(plan.to_dict()) == plan


@pytest.mark.parametrize("given", [{"charges": "5"}, {"penalty": "some"}, {"penalty": "0.001"}, {"penalty": "-1"}])
def test_a_write_down_by_component_that_is_none_is_refused(given):
    with pytest.raises(rp.InputError, match="write_down"):
        plan_of({}, write_down=given)


def test_a_write_down_is_waived_principal_of_the_first_row_and_counted_once():
    plan = plan_of({}, write_down="200")
    assert [str(row.parts["principal"].waived) for row in plan.rows] == ["200.00", "0.00", "0.00"]
    # 1 % of 1,000: 10; 500 - 12 - 30 - 70 = 388 off the principal.
    assert [str(row.closing) for row in plan.rows] == ["612.00", "118.12", "0.00"]
    assert plan.concession == {"principal": 200, "interest": 0, "penalty": 0, "fees": 0}


@pytest.mark.parametrize("treatment", ["collect", "spread", "defer"])
def test_a_write_down_counts_under_every_treatment_of_principal(treatment):
    terms = rp.Terms(instalments=3, treatment={"principal": treatment}, write_down="200")
    plan = rp.schedule(DEBT, terms, "2026-12-01")
    assert plan.concession["principal"] == 200
    assert plan.clears


def test_forgone_is_what_the_contract_would_accrue_on_the_opening_principal_less_what_accrues():
    """Interest that joins the principal bears interest too: where that is more than what is spared, it counts."""
    terms = rp.Terms(instalments=3, treatment={"interest": "capitalise"}, rate="11.9%")
    plan = rp.schedule(DEBT, terms, "2026-12-01")
    # 1,200 at 1 %: 12.00; 1,260 at 11.9 % / 12: 12.495, half-up 12.50
    assert plan.rows[0].forgone == Decimal("-0.50")


def test_principal_has_no_treatment_of_what_accrues():
    for wrong in ("capitalise", "pause", {"accrual": "pause"}, [rp.Window("2027-01-01", "2027-02-01")]):
        with pytest.raises(rp.InputError, match=r"treatment\.principal"):
            rp.Terms(instalments=3, treatment={"principal": wrong})


def test_a_window_that_the_plan_does_not_reach_is_refused():
    for start, end in (("2026-12-01", "2026-12-31"), ("2027-03-01", "2027-03-31")):
        with pytest.raises(rp.InputError, match=r"treatment\.interest\.accrual\[0\]"):
            days(rp.Window(start, end))
