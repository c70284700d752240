"""The total order, line by line: two options that are equal in all lines above it, and the lines below against it."""

import pytest

import repayplan as rp
from repayplan.feasibility.assessment import assess
from repayplan.options.candidates import askings
from repayplan.options.option import judged
from repayplan.options.proposal import Asking, Proposal
from repayplan.options.ranking import ranked
from tests.options.building import case, debt, line

GIVEN = rp.shapes.GivenAmounts


def option(of, name, *amounts, shape=None, asking=None, count=None, **terms):
    """An option of one debt, of given sums unless a shape is said."""
    plan = rp.schedule(
        of.debts[0], rp.Terms(shape=shape or GivenAmounts(amounts), instalments=count, **terms), of.as_of
    )
    assert plan.clears
    return judged(of, Proposal(name, asking or Asking(), (plan,)), name)


def GivenAmounts(amounts):
    return GIVEN(list(amounts))


def first(of, one, two, able="no", choose="best"):
    """The name of the better one and the line that decided; the same whichever comes first."""
    found = [ranked(pair, of, able, choose) for pair in ([one, two], [two, one])]
    assert [o.id for o in found[0]] == [o.id for o in found[1]]
    code = found[0][0].findings[0].code
    assert found[0][1].findings[0].code == code.replace("first_by", "after_by")
    return found[0][0].id, code


LINES = [line("wage", "1000", evidence="verified"), line("gig", "100"), line("hope", "100", evidence="expected")]


def test_what_holds_on_verified_income_goes_first():
    of = case(debt("A", "300"), incomes=LINES)
    one, two = option(of, "slow", *["100"] * 3), option(of, "fast", "150", "150")
    assert (one.feasibility.verified.feasible, two.feasibility.verified.feasible) == (True, False)
    assert first(of, one, two) == ("slow", "first_by_verified")
    assert two.needs_proof == ("gig", "hope") or two.needs_proof


def test_what_rests_on_no_expected_line_goes_next():
    of = case(debt("A", "300"), incomes=LINES, spending="1000")
    one, two = option(of, "slow", *["100"] * 3), option(of, "fast", "150", "150")
    assert (one.conditional_on, two.conditional_on) == ((), (("hope", ""),))
    assert first(of, one, two) == ("slow", "first_by_not_conditional")


def test_what_is_within_every_rule_goes_next():
    of = case(debt("A", "300"), rules="cn", income="2000")
    other = case(debt("A", "300", kind="other"), debt("B", "1"), rules="cn", income="2000")
    programme = next(a for a in askings(other, assess(other))[0] if a.programme is not None)
    alone = case(debt("A", "300", kind="other"), rules="cn", income="2000")
    one, two = option(alone, "slow", "100", "200"), option(alone, "fast", "300", asking=programme)
    assert (one.outcome, two.outcome) == ("within", "unknown")
    assert first(alone, one, two) == ("slow", "first_by_within_rules")
    assert of.total_owed == 300


def test_principal_in_full_goes_next():
    of = case(debt("A", "300"))
    one, two = option(of, "slow", *["100"] * 3), option(of, "fast", "100", "100", write_down="100")
    assert first(of, one, two) == ("slow", "first_by_principal_in_full")


def test_what_never_grows_goes_next():
    of = case(debt("A", "900", "12%"), cash="2000")
    # 9 interest stays in the first month; it ends sooner and gives up nothing either.
    one, two = option(of, "slow", "50", "100", "900"), option(of, "fast", "8", "950")
    assert first(of, one, two) == ("slow", "first_by_never_above_opening")


def test_comfortable_goes_before_what_needs_savings_but_not_for_an_able_household():
    of = case(debt("A", "300"), cash="200")
    one, two = option(of, "slow", *["100"] * 3), option(of, "fast", "150", "150")
    assert first(of, one, two) == ("slow", "first_by_comfortable")
    assert first(of, one, two, able="yes") == ("fast", "first_by_earliest_end")


def test_the_smallest_concession_goes_next():
    of = case(debt("A", "900", "12%"), income="2000")
    one = option(of, "slow", shape=rp.shapes.FixedAmount("300"))
    two = option(of, "fast", shape=rp.shapes.FixedAmount("500"), treatment={"interest": "pause"})
    assert first(of, one, two) == ("slow", "first_by_smallest_concession")


def test_pause_and_waive_rank_alike():
    of = case(debt("A", "900", "12%"), income="2000")
    shape = rp.shapes.FixedAmount("500")
    one = option(of, "pause", shape=shape, treatment={"interest": "pause"})
    two = option(of, "waive", shape=shape, treatment={"interest": "waive"})
    assert ranked([one, two], of, "no", "best")[0].findings[0].code == "first_by_content"


def test_the_earliest_end_goes_next():
    of = case(debt("A", "300"), income="2000")
    one, two = option(of, "fast", "150", "150"), option(of, "slow", *["100"] * 3)
    assert first(of, one, two) == ("fast", "first_by_earliest_end")


def test_the_largest_least_margin_goes_next():
    of = case(debt("A", "300"), income="2000")
    one, two = option(of, "even", "150", "150"), option(of, "odd", "200", "100")
    assert first(of, one, two) == ("even", "first_by_largest_margin")


def test_content_decides_in_the_end():
    of = case(debt("A", "300"), income="2000")
    one, two = option(of, "a", "200", "100"), option(of, "b", "100", "200")
    assert first(of, one, two)[1] == "first_by_content"


ORDERS = [
    ("best", "paid", "first_by_smallest_concession"),
    ("soonest", "fast", "first_by_earliest_end"),
    ("least-paid", "fast", "first_by_least_paid"),
    ("most-margin", "paid", "first_by_largest_margin"),
]


@pytest.mark.parametrize(("choose", "name", "code"), ORDERS)
def test_other_orders(choose, name, code):
    of = case(debt("A", "900", "12%"), income="2000")
    one = option(of, "paid", shape=rp.shapes.FixedAmount("300"))
    two = option(of, "fast", shape=rp.shapes.FixedAmount("500"), treatment={"interest": "pause"})
    assert first(of, one, two, choose=choose) == (name, code)


@pytest.mark.parametrize("choose", ["soonest", "least-paid", "most-margin"])
def test_no_order_puts_principal_forgiven_first(choose):
    of = case(debt("A", "300"), income="2000")
    one, two = option(of, "slow", "100", "200"), option(of, "fast", "10", write_down="290")
    assert first(of, one, two, choose=choose) == ("slow", "first_by_principal_in_full")


def test_never_by_the_lowest_instalment():
    of = case(debt("A", "1200", "12%"), income="2000")
    one = option(of, "short", shape=rp.shapes.Level(), count=12)
    two = option(of, "long", shape=rp.shapes.Level(), count=60)
    assert first(of, one, two) == ("short", "first_by_earliest_end")


def test_an_only_option_says_so():
    of = case(debt("A", "100"))
    found = ranked([option(of, "only", "100")], of, "no", "best")
    assert found[0].findings[0].code == "only_option"


def test_an_unknown_order_is_refused():
    with pytest.raises(rp.InputError, match="choose"):
        rp.advise(case(debt()), choose="cheapest")
