"""Where a household stands: able, willing, stages."""

import pytest

import repayplan as rp


def case(debts=(), income="1000", spending="900", incomes=None, **more):
    household = {"cash": "0", "keep_back": more.pop("keep_back", "0"), "reserve": "0", "beyond": "repeat_last"}
    household["incomes"] = incomes or [{"name": "wage", "amount": income}]
    household["spending"] = [{"name": "all", "amount": spending}]
    document = {"schema": "repayplan/case-1", "as_of": "2026-12-01", "currency": "CNY", "household": household}
    return rp.Case.from_dict(document | {"debts": list(debts)} | more)


def debt(name="A", principal="10000", **more):
    return {"id": name, "balance": {"principal": principal}, "rate": "0%"} | more


def able(*debts, **more):
    return case(debts, **more).assess().able


def test_able_is_a_matter_of_a_cent():
    assert able(debt(minimum="100")) == "yes"
    assert able(debt(minimum="100.01")) == "no"
    assert able(debt(minimum="60"), debt("B", contractual_payment="40")) == "yes"
    assert able(debt(minimum="60"), debt("B", contractual_payment="40.01")) == "no"


def test_what_is_kept_back_is_not_there_for_payments():
    assert able(debt(minimum="90"), keep_back="10") == "yes"
    assert able(debt(minimum="90.01"), keep_back="10") == "no"
    assert able(debt(minimum="90.01"), keep_back="10%") == "no"


def test_able_in_part_of_the_year():
    seasons = [{"name": "gig", "by_month": {"2026-12": "1000", "2027-01": "999.99"}}]
    found = case([debt(minimum="100")], incomes=seasons).assess()
    assert found.able == "part of the year"
    finding = found.findings[0]
    assert finding.code == "able_part_of_the_year"
    assert (finding.numbers["covered"], finding.numbers["month"]) == (1, "2027-01")


def test_expected_income_does_not_make_able():
    lines = [{"name": "wage", "amount": "950"}, {"name": "hope", "amount": "500", "evidence": "expected"}]
    assert able(debt(minimum="100"), incomes=lines) == "no"
    assert able(debt(minimum="50"), incomes=lines) == "yes"


def test_cash_does_not_make_able():
    found = case([debt(minimum="100.01")])
    rich = rp.Case.from_dict(found.to_dict() | {"household": found.to_dict()["household"] | {"cash": "100000"}})
    assert rich.assess().able == "no"


def test_the_minimum_is_followed_along_its_own_path():
    # 10 % of 1,000 is 100, then 90, 81, ...: a household with 90 covers all months but the first.
    found = case([debt(principal="1000", minimum={"balance": "10%"})], income="990").assess()
    assert found.able == "part of the year"
    assert [str(asked) for _, asked, _ in found.months[:3]] == ["100.00", "90.00", "81.00"]


def test_a_debt_that_ends_within_the_year_asks_nothing_after():
    found = case([debt(principal="250", contractual_payment="100")]).assess()
    assert [str(asked) for _, asked, _ in found.months[:4]] == ["100.00", "100.00", "50.00", "0.00"]


def test_unknown_minimums():
    assert able(debt()) == "unknown"
    # Where even what is known cannot be paid, the unknown decides nothing.
    assert able(debt(), debt("B", minimum="100.01")) == "no"
    assert able(debt(), debt("B", minimum="100")) == "unknown"
    # A debt of nothing has no minimum to know.
    assert able(debt(principal="0"), debt("B", minimum="100")) == "yes"
    codes = [f.code for f in case([debt()]).assess().findings]
    assert {"able_unknown", "minimum_unknown"} <= set(codes)


def test_nothing_owed_is_able():
    assert able() == "yes"
    assert able(debt(principal="0")) == "yes"


def test_a_household_in_deficit_is_not_able():
    assert able(debt(minimum="1"), spending="1000.01") == "no"


ACTS = ("contact", "part_payment", "promise_kept", "document", "stopped_borrowing")


@pytest.mark.parametrize("kind", ACTS)
def test_each_counted_act_shows_willing(kind):
    found = case([debt()], acts=[{"kind": kind, "on": "2026-11-01"}]).assess()
    assert (found.willing, found.acts) == ("willing", {kind: 1})


@pytest.mark.parametrize("kind", ["promise_late", "promise_broken"])
def test_other_acts_do_not(kind):
    assert case([debt()], acts=[{"kind": kind, "on": "2026-11-01"}]).assess().willing == "unknown"


def test_what_the_customer_said_goes_first():
    act = [{"kind": "contact", "on": "2026-11-01"}]
    assert case([debt()]).assess().willing == "unknown"
    assert case([debt()], willing="unknown", acts=act).assess().willing == "willing"
    assert case([debt()], willing="declined", acts=act).assess().willing == "declined"
    assert case([debt()], willing="willing").assess().willing == "willing"


STAGES = {
    0: "M0",
    1: "M1",
    30: "M1",
    31: "M2",
    60: "M2",
    61: "M3",
    75: "M3",
    90: "M3",
    91: "M4",
    120: "M4",
    121: "M5",
    150: "M5",
    151: "M6",
    180: "M6",
    181: "M6+",
    36500: "M6+",
}


@pytest.mark.parametrize(("days", "stage"), STAGES.items())
def test_the_edge_of_a_stage(days, stage):
    standing = case([debt(days_past_due=days)]).assess().debts[0]
    assert rp.stage(days) == standing.stage == stage
    assert standing.tier == (stage, 10000)


def test_arrears_are_shown_apart():
    codes = lambda **more: {f.code for f in case([debt(minimum="1", **more)]).assess().findings}  # noqa: E731
    assert "arrears_to_cure" in codes(arrears="50", days_past_due=3)
    assert "arrears_to_cure" not in codes(arrears="0")
    assert "past_due_unknown" in codes(days_past_due=3)


def test_quadrant_and_document():
    found = case([debt(minimum="100")], willing="declined").assess()
    assert found.quadrant == {"able": "yes", "willing": "declined"}
    assert found.to_dict()["months"][0] == {"month": "2026-12", "asked": "100.00", "available": "100.00"}
    assert len(found.months) == 12


def test_a_rate_may_be_given_from_either_side():
    """As in `fx` of a case: 1 SGD buys 5.40 CNY, for a debt in CNY of a household in SGD."""
    fx = [{"from": "SGD", "to": "CNY", "rate": "5.40", "on": "2026-12-01"}]
    household = {"cash": "0", "incomes": [{"name": "wage", "amount": "720"}]}
    document = {
        "schema": "repayplan/case-1",
        "as_of": "2026-12-01",
        "currency": "SGD",
        "household": household,
        "fx": fx,
    }
    owed = [debt(currency="CNY", principal="34000"), debt("B", principal="6100")]
    assert str(rp.Case.from_dict(document | {"debts": owed}).total_owed) == "12396.30"


def test_two_currencies_with_and_without_a_rate():
    fx = [{"from": "USD", "to": "CNY", "rate": "7.10", "on": "2026-12-01"}]
    assert case([debt(currency="USD", principal="100"), debt("B", principal="1")], fx=fx).total_owed == 711
    with pytest.raises(rp.InputError, match=r"debts\[0\]\.currency"):
        case([debt(currency="USD")])
    with pytest.raises(rp.InputError, match=r"debts\[0\]\.currency"):
        case([debt(currency="USD")], fx=[fx[0] | {"from": "EUR"}])


@pytest.mark.parametrize(("rate", "able_"), [("7.00", "yes"), ("7.15", "no")])
def test_foreign_minimums_count_at_their_rate(rate, able_):
    fx = [{"from": "USD", "to": "CNY", "rate": rate, "on": "2026-12-01"}]
    assert able(debt(currency="USD", minimum="14"), fx=fx) == able_


def test_what_to_ask_before_a_debt_is_part_of_a_plan():
    owed = debt(minimum="1", creditor="Bank A", flags=["disputed", "joint", "guaranteed", "set_off", "priority"])
    found = {f.code: dict(f.numbers) for f in case([owed]).assess().findings}
    for code in ("debt_disputed", "debt_joint", "debt_guaranteed"):
        assert found[code] == {"debt": "A"}
    assert found["wages_may_be_set_off"] == {"debt": "A", "creditor": "Bank A"}
    assert found["priority_debts_first"] == {"debts": "A"}
    plain = {f.code for f in case([debt(minimum="1")]).assess().findings}
    assert not plain & {
        "debt_disputed",
        "debt_joint",
        "debt_guaranteed",
        "wages_may_be_set_off",
        "priority_debts_first",
    }


def test_no_new_spending_is_said_where_spending_is_possible():
    codes = lambda **more: {f.code for f in case([debt(minimum="1", **more)]).assess().findings}  # noqa: E731
    assert "no_new_spending" in codes(kind="credit_card")
    assert "no_new_spending" in codes(kind="other", credit_limit="5000")
    assert "no_new_spending" not in codes(kind="loan")


def test_income_is_checked_first_where_the_household_is_not_able():
    for name, said in (("able-not-willing", False), ("unemployed-three-cards", True), ("gig-seasonal", True)):
        codes = {f.code for f in rp.sample(name).assess().findings}
        assert ("check_income_first" in codes) == said


def test_spending_above_the_users_guideline():
    # 12 x 50 and 300 in one month are 900 a year: 75 a month, 15 above 60.
    lines = [
        rp.Spending("phone", "50", category="communications_and_leisure"),
        rp.Spending("trip", "300", every="once", start="2027-03", category="communications_and_leisure"),
        rp.Spending("food", "500", category="food_and_housekeeping"),
    ]
    guidelines = {"communications_and_leisure": "60", "food_and_housekeeping": "500"}
    home = rp.Household(currency="CNY", spending=lines, guidelines=guidelines)
    codes = [f for f in case([debt(minimum="1")], household=home).assess().findings if "guideline" in f.code]
    (found,) = codes
    assert dict(found.numbers) == {"category": "communications_and_leisure", "amount": 75, "guideline": 60, "over": 15}


def test_a_members_case_has_what_the_member_owes_alone_or_with_others():
    both = case([debt("A", owner="A"), debt("B", owner="B"), debt("J", owner="B", flags=["joint"]), debt("N")])
    both = both.but(household=rp.Household.from_dict(both.household.to_dict() | {"members": ["A", "B"]}, "CNY"))
    single = both.single("A")
    assert [found.id for found in single.debts] == ["A", "J", "N"]
    assert single.household.surplus("2026-12", 1) == [50]
    assert "debt_joint" in {f.code for f in single.assess().findings}
    assert rp.Case.from_dict(single.to_dict()) == single
