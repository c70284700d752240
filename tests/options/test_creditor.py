"""The creditor's side: nothing decides that was not stated."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.options.creditor import valued
from repayplan.options.outlook import Outlook
from tests.options.building import case, codes, debt

LAWS = settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
AS_OF = "2026-12-01"
shares = st.sampled_from([0, "0.1", 0.25, "50%", Decimal("0.9"), 1])
recoveries = st.sampled_from([0, 0.1, "30%", Decimal("0.9"), 1])


def plan_of(principal="1000", rate="12%", penalty="0", **terms):
    owed = rp.Debt(id="A", principal=principal, rate=rate, penalty=penalty, day_count="equal-periods", currency="CNY")
    return rp.schedule(owed, rp.Terms(**({"instalments": 12} | terms)), as_of="2026-11-30")


def side(plan, **stated):
    return valued(plan, Outlook(**stated))


def test_by_hand():
    """Two payments of 500 at 1% a month: 500/1.01 + 500/1.01^2 = 985.20; given up: 10.00 and 5.00."""
    plan = plan_of(instalments=2, treatment={"interest": "pause"})
    found = side(plan, rate="12%", self_cure="20%", redefault="30%", recovery="10%", settlement="400", sale="5%")
    assert str(found.present_value) == "985.20"
    # 510/1.01 + 505/1.0201 = 504.9505 + 495.0495.
    assert str(found.in_full) == "1000.00"
    # 0.7 x 985.1975 + 0.3 x 100; 0.2 x 1000.00 + 0.8 x 100.
    assert (str(found.expected), str(found.nothing)) == ("719.64", "280.00")
    assert (found.settlement, found.sale) == (400, 50)
    assert found.gains == {"nothing": Decimal("439.64"), "settlement": Decimal("319.64"), "sale": Decimal("669.64")}
    # (985.1975 - 280) / (985.1975 - 100) = 0.79665; over 400: 0.66109.
    assert {name: str(share) for name, share in found.break_even.items()} == {
        "nothing": "0.7966",
        "settlement": "0.6610",
        "sale": "1.0000",
    }


@pytest.mark.parametrize("rate", ["6%", "12%", "24%"])
def test_a_plan_that_gives_nothing_up_is_worth_its_principal_at_the_contracts_own_rate(rate):
    found = side(plan_of("10000", rate, instalments=36), rate=rate)
    assert abs(found.present_value - 10000) <= Decimal("0.20") and found.present_value == found.in_full


def test_a_daily_rate_counts_the_days():
    owed = rp.Debt(id="A", principal="28000", rate="0.05%/day", currency="CNY")
    plan = rp.schedule(owed, rp.Terms(instalments=60), as_of=AS_OF)
    assert abs(side(plan, rate="0.05%/day").present_value - 28000) <= Decimal("0.30")


def test_what_is_not_stated_is_unknown():
    plan = plan_of(treatment={"interest": "pause"})
    bare = side(plan)
    assert (bare.present_value, bare.in_full, bare.expected, bare.nothing, bare.settlement, bare.sale) == (None,) * 6
    assert bare.break_even == {} and set(bare.gains.values()) == {None}
    assert side(plan, rate="0%").present_value == 1000
    assert side(plan, rate="0%").expected is None
    assert side(plan, rate="0%", redefault="10%").expected is None
    assert side(plan, rate="0%", redefault="10%", recovery=0).expected == 900
    assert side(plan, rate="0%", self_cure="10%").nothing is None


def test_what_a_chance_of_nothing_or_all_leaves_out_need_not_be_stated():
    plan = plan_of(treatment={"interest": "pause"})
    assert side(plan, rate="0%", redefault=0).expected == 1000
    assert side(plan, rate="0%", self_cure=1).nothing == 1000 + plan.total_forgone
    assert side(plan, rate="0%", self_cure=0, recovery="10%").nothing == 100


def test_a_plan_that_fails_later_has_paid_by_then():
    """Three of ten payments of 100, then 10% of the 700 + 27.09 that are owed once it is void."""
    plan = plan_of(instalments=10, treatment={"interest": "pause"})
    void = plan.cliff().after(3).owed
    found = side(plan, rate="0%", redefault=1, recovery="10%", fails_after=3)
    assert found.expected == 300 + (void / 10).quantize(Decimal("0.01"))
    assert side(plan, rate="0%", redefault=1, recovery="10%", fails_after=10).expected == 1000


def test_where_even_a_kept_plan_is_worth_less_no_re_default_is_low_enough():
    found = side(plan_of(write_down="500"), rate="0%", recovery="10%", settlement="90%", self_cure=0)
    assert found.break_even == {"nothing": Decimal("1.0000"), "settlement": None}


def test_each_creditor_may_state_its_own():
    menu = rp.advise(case(debt("A", "500"), debt("B", "700"), limits={"max_months": 60}))
    found = menu.best.creditor_side(rate={"A": "6%"}, sale="5%", redefault=0)
    assert found["B"].present_value is None and found["A"].present_value < 500
    assert (found["A"].sale, found["B"].sale) == (25, 35)
    assert found.totals["sale"] == 60 and found.totals["present_value"] is None


def test_sides_of_all_options_and_totals_in_one_currency():
    fx = [{"from": "USD", "to": "CNY", "rate": "7.20", "on": "2026-12-01"}]
    owed = [debt("A", "720", currency="CNY"), debt("B", "100", currency="USD")]
    menu = rp.advise(case(*owed, fx=fx, limits={"max_months": 60}))
    sides = menu.creditor_side(rate="0%", redefault=0)
    assert [found.option for found in sides.sides] == [option.id for option in menu.options]
    assert sides[menu.best.id].totals["expected"] == 1440
    frame = sides.to_frame("dict")
    assert len(frame["debt"]) == 2 * len(menu.options) and set(frame["currency"]) == {"CNY", "USD"}


def test_a_document_says_what_was_stated_and_a_page_the_rate():
    menu = rp.advise(case(debt("A", "500"), debt("B", "700"), limits={"max_months": 60}))
    sides = menu.creditor_side(rate={"A": "8%", "B": "0.05%/day"}, recovery="10%")
    stated = sides.to_dict()["stated"]
    assert (stated["A"]["rate"], stated["B"]["rate"], stated["B"]["recovery"]) == ("8%", "0.05%/day", "10%")
    assert stated["A"]["self_cure"] is None and stated["A"]["fails_after"] == 0
    assert sides.sides[0].to_dict()["stated"] == stated
    said = [finding.numbers["rate"] for finding in sides.findings if finding.code == "discounted_at"]
    assert said == ["8%", "0.05%/day"]
    assert "at the stated rate: 8%." in sides.text() and "按给定的利率8%折算" in sides.text("zh")
    # What was stated gives the same figures again.
    again = menu.creditor_side(**{name: {debt_: of[name] for debt_, of in stated.items()} for name in stated["A"]})
    assert again.to_dict() == sides.to_dict()


def test_where_nothing_can_be_kept_there_is_no_side_and_it_is_said():
    menu = rp.advise(case(debt("A", "5000"), income="100", limits={"max_months": 60}))
    none = menu.creditor_side(rate="8%")
    assert none.sides == () and "Nothing can be proposed yet." in none.text() and "方案" in none.text("zh")
    some = rp.advise(case(debt("A", "500"), limits={"max_months": 60})).creditor_side(rate="8%")
    assert list(none.to_frame("dict")) == list(some.to_frame("dict"))
    assert "Nothing can be proposed yet." in menu.survival("1%").text()


def test_not_calibrated_is_said_unless_a_source_is_named():
    menu = rp.advise(case(debt("A", "500"), limits={"max_months": 60}))
    guessed = menu.best.creditor_side(rate="8%", redefault="30%", recovery="10%")
    assert "not calibrated" in guessed.text() and "未经校准" in guessed.text("zh")
    assert "再违约" in guessed.text("zh")
    known = menu.best.creditor_side(rate="8%", redefault="30%", recovery="10%", source="our own book, 2021-2024")
    assert "our own book" in known.text() and "not calibrated" not in known.text()
    assert codes(menu.best.creditor_side()) == ["not_stated"] and "unknown" in menu.best.creditor_side().text()


@pytest.mark.parametrize(
    ("stated", "path"),
    [
        ({"rate": "8"}, "rate"),
        ({"redefault": "120%"}, "redefault"),
        ({"self_cure": "-1"}, "self_cure"),
        ({"sale": "1.234"}, "sale"),
        ({"redefualt": "1%"}, "redefualt"),
        ({"rate": {"Z": "8%"}}, "rate"),
        ({"fails_after": -1}, "fails_after"),
    ],
)
def test_wrong_input_is_refused_by_its_name(stated, path):
    menu = rp.advise(case(debt("A", "500"), limits={"max_months": 60}))
    with pytest.raises(rp.InputError) as refused:
        menu.best.creditor_side(**stated)
    assert refused.value.path.startswith(path)


plans = st.builds(
    plan_of,
    principal=st.sampled_from(["1", "999.99", "30160"]),
    rate=st.sampled_from(["0%", "6%", "36%"]),
    penalty=st.sampled_from(["0", "540"]),
    instalments=st.sampled_from([1, 2, 12, 60]),
    treatment=st.sampled_from(
        [None, {"interest": "pause"}, {"interest": "waive", "penalty": "waive"}, {"interest": "defer"}]
    ),
    write_down=st.sampled_from([None, "0.50"]),
)


@LAWS
@given(plans, st.sampled_from(["0%", "8%", "60%"]), shares, recoveries, st.integers(0, 12))
@example(plan_of(treatment={"interest": "pause"}), "60%", 1, 1, 0)
def test_where_the_customer_would_have_paid_anyway_no_concession_is_worth_it(plan, rate, redefault, recovery, after):
    found = side(plan, rate=rate, self_cure=1, redefault=redefault, recovery=recovery, fails_after=after)
    assert found.gains["nothing"] <= 0
    if sum(found.concession.values()):
        assert found.break_even.get("nothing") is None or found.present_value == found.in_full


@LAWS
@given(plans, shares, recoveries)
def test_without_re_default_and_discount_a_plan_is_worth_the_sum_of_its_payments(plan, self_cure, recovery):
    found = side(plan, rate="0%", redefault=0, self_cure=self_cure, recovery=recovery)
    assert found.expected == found.present_value == plan.total_paid
    assert found.in_full == plan.total_paid + sum(plan.concession.values())


@LAWS
@given(plans, st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_signs_are_monotone(plan, one, other, recovery):
    (low, high), recovery = (Decimal(share) / 100 for share in sorted((one, other))), Decimal(recovery) / 100
    at = {"rate": "8%", "recovery": recovery, "self_cure": low, "redefault": low}
    here = side(plan, **at)
    assert side(plan, **(at | {"self_cure": high})).nothing >= here.nothing
    if here.present_value >= recovery * here.owed:
        assert side(plan, **(at | {"redefault": high})).expected <= here.expected
    assert side(plan, **(at | {"rate": "16%"})).present_value <= here.present_value


@LAWS
@given(plans, shares, st.sampled_from([0, 0.1, 0.3]))
def test_at_the_break_even_the_plan_is_worth_no_less_and_a_step_beyond_it_is(plan, self_cure, recovery):
    at = {"rate": "8%", "recovery": recovery, "self_cure": self_cure}
    share = side(plan, **at).break_even["nothing"]
    if share is not None:
        assert side(plan, **at, redefault=share).gains["nothing"] >= 0
        if share < 1:
            worse = side(plan, **at, redefault=share + Decimal("0.0001"))
            assert worse.gains["nothing"] <= Decimal("0.00")


def test_present_values_are_exact():
    """A second way: each payment over the product of its periods, as a fraction."""
    plan = plan_of("777.77", "18%", instalments=24, treatment={"interest": "pause"})
    worth = sum(Fraction(row.payment) / Fraction(101, 100) ** k for k, row in enumerate(plan.rows, 1))
    assert str(side(plan, rate="12%").present_value) == f"{float(worth):.2f}"


def test_what_usually_ends_an_agreement_is_said_where_something_would_come_back():
    """The rule is data of the place: one missed payment ends a personalised instalment agreement on a card in China."""
    menu = rp.advise(rp.sample("unemployed-three-cards"))
    for option in menu.options:
        programme = option.kind == "cn.personalised_instalment"
        said = [finding for finding in option.findings if finding.code == "ends_if_missed"]
        assert bool(said) == (programme and option.proposal.asking.eases), option.id
        assert all(finding.rule.startswith("card.personalised_instalment.") for finding in said)
    worst = max(row.comes_back for row in menu.best.plans["A"].cliff().rows)
    assert f"{worst:,}" in menu.best.text() and menu.best.cliffs["A"].rows[-1].comes_back == 0
    assert not any("ends_if_missed" in codes(option) for option in rp.advise(rp.sample("dmp-four-cards")).options)
