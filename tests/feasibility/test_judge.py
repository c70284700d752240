"""Judging by hand: the cash path, the floor, strict, the four verdicts and their edges, to the cent."""

from decimal import Decimal

import pytest

import repayplan as rp


def home(income="1000", spending="900", **more):
    given = {"cash": "0", "keep_back": "0", "reserve": "0"} | more
    lines = [rp.Income("wage", income, evidence="verified")] if isinstance(income, str) else income
    return rp.Household(currency="CNY", incomes=lines, spending=[rp.Spending("all", spending)], **given)


def months(*amounts):
    """Income by month from December 2026."""
    by_month = {f"{2026 + (11 + k) // 12}-{(11 + k) % 12 + 1:02d}": str(a) for k, a in enumerate(amounts)}
    return [rp.Income("gig", by_month=by_month, evidence="verified")]


def paying(*amounts, debt="A", first_due=None, as_of="2026-12-01"):
    """A plan of given payments on a debt of just their sum."""
    owed = rp.Debt(id=debt, currency="CNY", principal=str(sum(map(Decimal, amounts))), rate="0%")
    terms = rp.Terms(shape=rp.shapes.GivenAmounts(list(amounts)), first_due=first_due)
    return rp.schedule(owed, terms, as_of)


def declared(plans, household):
    return rp.judge(plans if isinstance(plans, list) else [plans], household).declared


EDGES = {
    "exactly the surplus": (["100"], {}, "comfortable"),
    "a cent more, no cash": (["100.01"], {}, "not affordable"),
    "a cent more, a cent of cash": (["100.01"], {"cash": "0.01"}, "needs savings"),
    "a cent more, a cent of cash that is the reserve": (
        ["100.01"],
        {"cash": "0.01", "reserve": "0.01"},
        "not affordable",
    ),
    "exactly the surplus less what is kept": (["80"], {"keep_back": "20"}, "comfortable"),
    "a cent into what is kept": (["80.01"], {"keep_back": "20"}, "tight"),
    "all that is kept": (["100"], {"keep_back": "20"}, "tight"),
    "a cent more than all": (["100.01"], {"keep_back": "20"}, "not affordable"),
    "what is kept, from cash": (["100"], {"keep_back": "20", "cash": "20"}, "needs savings"),
    "cash exactly at the floor": (["150"], {"cash": "80", "reserve": "30"}, "needs savings"),
    "cash a cent below the floor": (["150.01"], {"cash": "80", "reserve": "30"}, "not affordable"),
    "a reserve that is not there yet is not asked for": (["100"], {"cash": "10", "reserve": "5000"}, "comfortable"),
    "but what there is of it stays": (["100.01"], {"cash": "10", "reserve": "5000"}, "not affordable"),
    "nothing paid": (["0", "1"], {}, "comfortable"),
    "a share kept": (["75"], {"keep_back": "25%"}, "comfortable"),
    "a cent into the share": (["75.01"], {"keep_back": "25%"}, "tight"),
    "all is kept, nothing asked until the end": (["0", "0", "0.01"], {"keep_back": "1000"}, "tight"),
}


@pytest.mark.parametrize(("payments", "more", "verdict"), EDGES.values(), ids=EDGES)
def test_the_edge_of_a_verdict(payments, more, verdict):
    found = declared(paying(*payments), home(**more))
    assert found.verdict == verdict
    assert found.feasible == (verdict in ("comfortable", "needs savings"))


def test_the_cash_path_and_its_first_short_months():
    # Surplus 200, -100, 50, 50; 40 kept of what is positive: 160, -100, 10, 10.
    household = home(months(1100, 800, 950, 950), "900", cash="100", keep_back="40", reserve="60")
    found = declared(paying("90", "40", "0", "30"), household)
    assert [str(m) for m in found.means.available] == ["16000", "-10000", "1000", "1000"]
    assert found.cash_path == [170, 30, 40, 20]
    assert found.without_plan == [260, 160, 170, 180]
    assert found.margins == [70, -140, 10, -20]
    assert (found.least_margin, found.least_margin_month) == (-140, "2027-01")
    assert found.short_of_surplus == ("2027-01", 40)
    assert found.short_of_cash == ("2027-01", 30)
    assert found.months == ["2026-12", "2027-01", "2027-02", "2027-03"]
    # Nothing kept back: 210, 70, 120, 140: never below 60.
    assert found.verdict == "tight"


def test_the_least_margin_names_its_first_month():
    found = declared(paying("50", "50", "50"), home())
    assert (found.least_margin, found.least_margin_month) == (50, "2026-12")


def test_strict_asks_nothing_of_a_month_without_a_payment():
    found = declared(paying("100", "0", "100"), home(months(1000, 800, 1000), cash="500"))
    assert found.strict and found.verdict == "comfortable"
    assert found.margins[1] == -100


def test_a_deficit_without_payments_makes_it_infeasible_all_the_same():
    found = declared(paying("0", "0", "100"), home(months(1000, 790, 1000)))
    assert not found.feasible
    assert found.short_of_cash == ("2027-01", 10)
    assert found.strict


def test_a_deficit_after_the_last_payment_is_not_looked_at():
    assert declared(paying("100"), home(months(1000, 0, 0), beyond="nothing")).feasible


def test_what_is_kept_is_never_more_than_a_positive_surplus():
    for keep_back in ("500", "100%"):
        found = declared(paying("0", "1"), home(months(1000, 850), cash="500", keep_back=keep_back))
        assert [int(m) for m in found.means.available] == [0, -5000]
        assert found.cash_path == [500, 449]


def test_a_share_is_rounded_up_for_the_household():
    # A third of 100.01 is 33.3333...: 33.34 is kept.
    found = declared(paying("1"), home("1000.01", keep_back="33.3333%"))
    assert found.margins == [Decimal("65.67")]


def test_payments_on_the_day_of_the_case_are_tested_against_the_cash_of_that_day():
    now = paying("100", first_due="2026-12-01")
    short = declared(now, home(cash="99.99"))
    assert (short.verdict, short.short_of_cash) == ("not affordable", ("2026-12", Decimal("0.01")))
    assert declared(now, home(cash="100")).feasible
    assert not declared(now, home(cash="100", reserve="0.01")).feasible
    assert declared(paying("100", first_due="2026-12-02"), home()).feasible


def test_two_payments_on_the_day_of_the_case_are_added():
    both = [paying("60", first_due="2026-12-01"), paying("60", debt="B", first_due="2026-12-01")]
    assert not declared(both, home("1020", cash="119.99")).feasible
    assert declared(both, home("1020", cash="120")).feasible


def test_plans_are_added_month_by_month_of_their_due_dates():
    one, two = paying("10", "20", first_due="2026-12-20"), paying("5", "5", "5", debt="B", first_due="2027-01-02")
    assert list(declared([one, two], home()).payments) == [1000, 2500, 500, 500]


def test_the_verified_ledger_has_verified_income_and_all_spending():
    household = rp.Household(
        currency="CNY",
        cash="0",
        keep_back="0",
        reserve="0",
        incomes=[
            rp.Income("a", "950", evidence="verified"),
            rp.Income("b", "100"),
            rp.Income("c", "60", evidence="expected"),
        ],
        spending=[rp.Spending("all", "900", kind="flexible")],
    )
    found = rp.judge([paying("200")], household)
    assert found.declared.cash_path == [10] and found.verified.cash_path == [-150]
    assert (found.declared.verdict, found.verified.verdict) == ("comfortable", "not affordable")


def test_findings_say_what_is_not_given():
    codes = lambda household: [f.code for f in rp.judge([paying("1")], household).findings]  # noqa: E731
    assert codes(home()) == []
    assert codes(home(keep_back=None)) == ["nothing_kept_back"]
    assert codes(home(reserve=None)) == ["no_reserve"]
    assert codes(home(cash="10", reserve="10.01")) == ["reserve_not_yet_there"]


def test_weeks_of_income_are_a_sum_once():
    # 12 x 1,000 / 52 x 3 = 692.3077: up
    found = declared(paying("1"), home(cash="5000", reserve="3 weeks of income"))
    assert found.means.floor == 69231


def test_payments_to_income_and_to_surplus():
    found = declared(paying("50", "80"), home())
    assert (found.payment_to_income, found.payment_to_surplus) == (Decimal("0.0800"), Decimal("0.8000"))


@pytest.mark.parametrize("keep_back", ["0", "35", "12.5%", "99%"])
@pytest.mark.parametrize("payments", [["100"], ["100", "40", "0"], ["0.01"], ["7", "9"]])
def test_break_even_income_by_trying_every_cent(keep_back, payments):
    spent = [900, 950, 10]
    lines = [rp.Spending("all", by_month={"2026-12": "9.00", "2027-01": "9.50", "2027-02": "0.10"})]
    household = rp.Household(
        currency="CNY",
        cash="0",
        keep_back=keep_back,
        reserve="0",
        spending=lines,
        beyond="nothing",
        incomes=[rp.Income("wage", "20")],
    )
    found = declared(paying(*payments), household)
    asked = [int(Decimal(p) * 100) for p in payments]

    def pays(income):
        for pay, out in zip(asked, spent, strict=False):
            surplus = income - out
            part = household.kept(surplus)
            if pay > max(0, surplus - part):
                return False
        return True

    at = int(found.break_even_income * 100)
    assert pays(at) and not pays(at - 1)
    assert not any(pays(income) for income in range(max(0, at - 3000), at))


def test_break_even_income_where_everything_is_kept_back_comes_to_an_end():
    import signal

    def late(*_):
        raise TimeoutError("no end")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(5)
    try:
        found = declared(paying("1"), home(keep_back="100%"))
        assert not found.feasible
        found.to_dict()
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def test_no_plan_and_plans_that_do_not_go_together_are_refused():
    dollars = rp.schedule(
        rp.Debt(id="A", currency="USD", principal="1", rate="0%"), rp.Terms(instalments=1), "2026-12-01"
    )
    with pytest.raises(rp.InputError, match=r"plans\[0\]\.currency"):
        rp.judge([dollars], home())
    with pytest.raises(rp.InputError, match=r"plans\[1\]\.as_of"):
        rp.judge([paying("1"), paying("1", debt="B", as_of="2026-12-02")], home())
    with pytest.raises(rp.InputError, match="plans"):
        rp.judge([], home())


def test_a_plan_longer_than_a_line_by_month_needs_beyond():
    household = home(months(1000, 1000))
    assert declared(paying("1", "1"), household).feasible
    with pytest.raises(rp.InputError, match="beyond"):
        declared(paying("1", "1", "1"), household)


def test_a_debt_of_nothing_is_a_plan_that_asks_nothing():
    nothing = rp.schedule(
        rp.Debt(id="A", currency="CNY", principal="0", rate="0%"), rp.Terms(instalments=3), "2026-12-01"
    )
    found = declared(nothing, home())
    assert found.verdict == "comfortable" and list(found.payments) == [0]
    found.to_dict()


@pytest.mark.parametrize("currency", ["JPY", "KWD", "CLF"])
def test_the_edge_is_a_minor_unit_in_every_currency(currency):
    unit = {"JPY": "1", "KWD": "0.001", "CLF": "0.0001"}[currency]
    household = rp.Household(currency=currency, cash="0", keep_back="0", reserve="0", incomes=[rp.Income("wage", "7")])
    more = str(7 + Decimal(unit))
    for principal, verdict in (("7", "comfortable"), (more, "not affordable")):
        debt = rp.Debt(id="A", currency=currency, principal=principal, rate="0%")
        found = declared(rp.schedule(debt, rp.Terms(instalments=1), "2026-12-01"), household)
        assert found.verdict == verdict
    assert str(found.short_of_cash[1]) == unit


def test_a_plan_that_was_changed_is_judged_by_the_due_dates_of_its_own_rows():
    owed = rp.Debt(id="A", principal="1200", rate="0%", currency="CNY")
    plan = rp.schedule(owed, rp.Terms(instalments=12), as_of="2026-12-01").re_age(on="2027-03-15", instalments=6)
    verdict = rp.judge([plan], rp.Household(currency="CNY", incomes=[rp.Income("wage", "1000")])).declared
    # Three of 100 as planned, then 900 over six.
    assert verdict.months[-1] == "2027-08"
    assert [int(margin) for margin in verdict.margins] == [900] * 3 + [850] * 6
