"""The frontier: what no other option beats, and what another choice would cost each side."""

from decimal import Decimal

import pytest

import repayplan as rp
from tests.options.building import case, codes, debt, line

SAMPLES = ("dmp-four-cards", "unemployed-three-cards", "gig-seasonal", "able-not-willing")
MORE = ("least_margin", "value", "cash_12")


@pytest.fixture(scope="module", params=SAMPLES)
def menu(request):
    return rp.advise(rp.sample(request.param))


def measured(option, as_of, rate):
    """The five measures of an option, from its payments alone; of each, more is better."""
    verdict = option.feasibility.declared
    worth, cash = Decimal(0), Decimal(0)
    for plan in option.plans.values():
        worth += option.creditor_side(rate=rate)[plan.debt.id].present_value
        cash += sum(row.payment for row in plan.rows if str(row.due) <= f"{as_of.year + 1}{str(as_of)[4:]}")
    share = Decimal("Infinity") if verdict.payment_to_surplus is None else verdict.payment_to_surplus
    return min(verdict.margins), -share, -max(len(plan.rows) for plan in option.plans.values()), worth, cash


@pytest.mark.parametrize("rate", ["0%", "12%", "40%"])
def test_the_points_are_the_options_that_no_other_beats(menu, rate):
    found = menu.frontier(rate=rate)
    keys = {option.id: measured(option, menu.case.as_of, rate) for option in menu.options}
    beaten = {
        name
        for name, key in keys.items()
        if any(all(a >= b for a, b in zip(other, key, strict=True)) and other != key for other in keys.values())
    }
    assert [point.option.id for point in found.points] == [o.id for o in menu.options if o.id not in beaten]
    assert set(found.dominated) == beaten
    for name, by in found.dominated.items():
        assert all(a >= b for a, b in zip(keys[by], keys[name], strict=True)) and keys[by] != keys[name]


def test_another_choice_costs_each_side_the_difference_to_the_first(menu):
    found = menu.frontier(rate="12%")
    for point in found.points:
        against = point.against_best
        assert against["paid"] == point.option.total_paid - menu.best.total_paid
        assert against["months"] == point.option.instalments - menu.best.instalments
        assert against["concession"] == sum(point.option.concession.values()) - sum(menu.best.concession.values())
        if point.option is menu.best:
            assert not any(against.values())


def test_by_hand():
    """1,200 at 1% a month, 110 a month there: 12 payments, or fewer at what is there; the longest asks 20 of 60."""
    found = rp.advise(case(debt("A", "1200", "12%"), income="1010", rules="cn", limits={"max_months": 60})).frontier(
        rate="12%"
    )
    by = {point.option.id: point for point in found.points}
    longest = next(p for p in by.values() if p.option.shape == "longest" and "interest-run" in p.option.id)
    assert (longest.months, str(longest.cash_12)) == (60, "320.40")
    assert longest.stretched_by == 60 - min(
        p.months for p in by.values() if p.option.proposal.asking == longest.option.proposal.asking
    )
    assert longest.interest_given_up == 0 and abs(longest.value - 1200) < 1


def test_cash_within_twelve_months_has_the_payment_on_the_very_day():
    """As of 1 December, due on the first: twelve payments of 100 by 1 December of the next year, and one on top."""
    found = rp.advise(case(debt("A", "2400", due_day=1), rules="cn", limits={"max_months": 24})).frontier(rate="0%")
    assert {str(point.cash_12) for point in found.points if point.months == 24} == {"1200.00"}


def test_a_stopped_interest_and_a_stretched_term_are_two_things(menu):
    for point in menu.frontier(rate="12%").points:
        assert point.interest_given_up == point.option.concession["interest"]
        same = [o for o in menu.options if o.proposal.asking == point.option.proposal.asking]
        assert point.stretched_by == point.months - min(o.instalments for o in same)


def test_the_evidence_note_has_its_source():
    found = rp.advise(rp.sample("dmp-four-cards")).frontier(rate="8%")
    assert "interest_and_term_differ" in codes(found) and "Dobbie" in found.text()
    assert "延长期限" in found.text("zh")


def test_without_a_rate_present_value_is_left_out_and_said():
    found = rp.advise(rp.sample("unemployed-three-cards")).frontier()
    assert "value" not in found.measures and "frontier_without_value" in codes(found)
    assert all(point.value is None for point in found.points) and "unknown" in found.text()


def test_a_stated_re_default_is_counted():
    menu = rp.advise(rp.sample("dmp-four-cards"))
    plain, risky = (menu.frontier(rate="8%", recovery="10%", redefault=share).points[0] for share in (0, "50%"))
    assert risky.value < plain.value
    assert "not_calibrated" in codes(menu.frontier(rate="8%", recovery="10%", redefault="50%"))


def test_where_nothing_can_be_kept_the_frontier_is_empty():
    found = rp.advise(rp.sample("nine-creditors")).frontier(rate="8%")
    assert found.points == () and found.best is None and found.text()
    assert found.to_frame("dict")["option"] == []


def test_where_only_a_settlement_can_be_kept_there_is_no_first_to_compare_with():
    limits = {"settlement_floor": "50%", "max_months": 12}
    found = rp.advise(case(debt("A", "10000", "18%"), income="900", cash="6000", limits=limits)).frontier(rate="8%")
    assert [point.option.kind for point in found.points] == ["settlement"]
    assert found.points[0].against_best is None and found.best is None and found.text()


def test_a_month_without_surplus_is_the_worst_share():
    outgoings = [line("all", "900"), line("feast", "150", start="2027-02", until="2027-02")]
    menu = rp.advise(case(debt("A", "600"), outgoings=outgoings, cash="500", limits={"max_months": 12}))
    found = menu.frontier(rate="8%")
    assert any(point.payment_to_surplus is None for point in found.points)
    assert "no surplus" in found.text()


def test_it_is_plain_data():
    found = rp.advise(rp.sample("dmp-four-cards")).frontier(rate="8%")
    document = found.to_dict()
    assert [point["option"] for point in document["points"]] == [point.option.id for point in found.points]
    frame = found.to_frame("dict")
    assert frame["paid_against_best"][0] == 0 and frame["best"][0] is True
