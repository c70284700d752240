"""What plans survive: falls by trying every unit, lines by leaving them out, refusals by adding up."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.feasibility.cash import Dues, Means
from repayplan.feasibility.judge import judge_plans
from repayplan.household.kept import Kept, read_keep_back
from repayplan.units.dates import read_month

FIRST = read_month("2026-12", "first")


def plan(*amounts, debt="A", first_due=None):
    owed = rp.Debt(id=debt, currency="JPY", principal=str(sum(amounts)), rate="0%")
    shape = rp.shapes.GivenAmounts([str(amount) for amount in amounts])
    return rp.schedule(owed, rp.Terms(shape=shape, first_due=first_due), "2026-12-01")


def home(incomes, cash=0, keep_back=None, reserve="0", pay_day=None):
    by_month = {f"{2026 + (11 + k) // 12}-{(11 + k) % 12 + 1:02d}": str(units) for k, units in enumerate(incomes)}
    line = rp.Income("gig", by_month=by_month, evidence="verified", pay_day=pay_day)
    return rp.Household(currency="JPY", cash=cash, keep_back=keep_back, reserve=reserve, incomes=[line])


def with_cost(household, month, cost):
    """The same household with a cost in one month, month by month, by another way than the library's."""
    line = rp.Spending(
        "cost", str(cost), every="once", start=f"{2026 + (11 + month) // 12}-{(11 + month) % 12 + 1:02d}"
    )
    return rp.Household(
        currency="JPY", cash=household.cash, keep_back=household.keep_back, reserve=household.reserve,
        incomes=household.incomes, spending=[line],
    )  # fmt: skip


KEEP = st.sampled_from([None, "5", "10%", "50%", "100%", "30% up to 4"])


@settings(max_examples=60)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=4), st.integers(0, 30), KEEP, st.data())
def test_the_largest_falls_by_trying_every_unit(incomes, cash, keep_back, data):
    household = home(
        incomes, cash, keep_back, data.draw(st.sampled_from(["0", "7"])), data.draw(st.sampled_from([None, 5, 20]))
    )
    amounts = [data.draw(st.integers(0, max(1, income))) for income in incomes]
    if not any(amounts):
        return
    plans = [plan(*amounts, first_due="2026-12-10")]
    found = rp.judge(plans, household).declared
    if not found.feasible:
        assert (found.one_off_fall, found.lasting_fall) == (None, None)
        return

    def stands(cost, months):
        means = Means.of(household, FIRST, len(incomes)).changed(
            [-cost if k in months else 0 for k in range(len(incomes))]
        )
        return means.short_of_cash(found.payments, found.dues) is None

    for cost in (found.one_off_fall, found.one_off_fall + 1):
        hit = [
            rp.judge(plans, with_cost(household, month, int(cost))).declared.feasible for month in range(len(incomes))
        ]
        assert (
            all(hit) == (cost == found.one_off_fall) or household.incomes[0].pay_day
        )  # a cost with a pay-day has none
        assert all(stands(int(cost), {month}) for month in range(len(incomes))) == (cost == found.one_off_fall)
    everywhere = set(range(len(incomes)))
    assert stands(int(found.lasting_fall), everywhere)
    assert not stands(int(found.lasting_fall) + 1, everywhere)


@given(st.integers(-50, 300), st.sampled_from(["0", "7", "10%", "33.3%", "100%", "40% up to 9", "100% up to 5"]))
def test_the_smallest_surplus_of_which_so_much_is_left(left, keep_back):
    keeping, _ = read_keep_back(keep_back, "JPY")
    needed = keeping.needed(left)
    enough = [surplus for surplus in range(-60, 1000) if surplus - keeping.of(surplus) >= left]
    assert needed == (enough[0] if enough else None)
    assert Kept().needed(5) == 5


def test_falls_by_hand():
    # 100 left of 100 a month, 60 asked: 40 stay each month; cash 50, floor 0.
    found = rp.judge([plan(60, 60, 60)], home([100] * 3, 50)).declared
    assert found.one_off_fall == 90  # in the first month: 50 + 40
    assert found.lasting_fall == 56  # 50 + 3 x 40 = 170, a third of it
    assert found.savings_used == 0
    used = rp.judge([plan(120, 90, 120)], home([100] * 3, 50)).declared
    assert used.savings_used == 30  # 30, 40, 20 at the ends


def test_savings_used_of_a_published_kind():
    """SG-01 by hand: 1,054.38 asked of 1,050 for 60 months uses 262.80 of the 900."""
    debt = rp.Debt(id="A", currency="SGD", principal=str(Decimal("1054.38") * 60), rate="0%")
    household = rp.Household(currency="SGD", cash="900", incomes=[rp.Income("pay", "1050", evidence="verified")])
    found = rp.judge([rp.schedule(debt, rp.Terms(instalments=60), "2026-12-01")], household).declared
    assert (found.verdict, found.savings_used) == ("needs savings", Decimal("262.80"))
    assert found.short_of_surplus == ("2026-12", Decimal("4.38"))


# --- lines


LINES = [
    rp.Income("wage", "60", evidence="verified"),
    rp.Income("gig", "30"),
    rp.Income("help", "30"),
    rp.Income("job", "50", start="2027-01", evidence="expected"),
]


def judged(*amounts, lines=LINES):
    return rp.judge([plan(*amounts)], rp.Household(currency="JPY", incomes=lines, keep_back="0", reserve="0"))


@pytest.mark.parametrize(
    ("amounts", "needs", "prove", "conditional"),
    [
        ((60, 60), (), (), ()),
        ((90, 90), ("gig", "help", "job"), ("gig",), ()),  # either of two will do: together they are missed
        ((120, 90), ("gig", "help"), ("gig", "help"), ()),
        ((120, 170), ("gig", "help", "job"), ("gig", "help", "job"), (("job", "2027-01"),)),
        ((200, 1), (), (), ()),  # not feasible: nothing flips
    ],
)
def test_the_lines_that_flip_the_verdict(amounts, needs, prove, conditional):
    found = judged(*amounts)
    assert (found.needs_proof, found.to_prove) == (needs, prove)
    if found.declared.feasible:
        assert found.conditional_on == conditional
        for line in needs if set(needs) == set(prove) else ():
            assert not found.without(line).declared.feasible  # taken away, it flips
    if prove:
        proved = [
            rp.Income(**{**line.to_dict(), "evidence": "verified", "every": "month"}) if line.name in prove else line
            for line in LINES
        ]
        assert judged(*amounts, lines=proved).verified.feasible


def test_without_a_line_that_is_not_there():
    with pytest.raises(rp.InputError, match="did you mean 'gig'"):
        judged(60).without("gigs")


# --- one creditor refuses


def test_what_stays_where_one_creditor_refuses():
    debts = [
        rp.Debt(id=name, currency="JPY", principal=str(owed), rate="0%", minimum=rp.Minimum(amount=str(minimum)))
        for name, owed, minimum in (("A", 1000, 70), ("B", 600, 10), ("C", 400, 10))
    ]
    plans = [rp.schedule(debt, rp.Terms(instalments=20), "2026-12-01") for debt in debts]  # 50, 30, 20
    household = rp.Household(
        currency="JPY", incomes=[rp.Income("wage", "100", evidence="verified")], keep_back="0", reserve="0"
    )
    found = rp.judge(plans, household)
    assert found.declared.verdict == "comfortable"
    refused = found.if_refused("A")
    # 100 - 70 = 30 are left, 600 : 400
    assert (refused.left, refused.stays) == (30, {"B": 18, "C": 12})
    assert refused.feasibility.declared.short_of_surplus == ("2026-12", 20)
    kind = found.if_refused("B")
    assert kind.left == 90
    assert kind.feasibility.declared.feasible
    assert sum(kind.stays.values()) == kind.left
    assert kind.to_dict()["stays"] == {"A": "64", "C": "26"}
    with pytest.raises(rp.InputError, match="a debt that has a plan here"):
        found.if_refused("D")
    unknown = rp.schedule(
        rp.Debt(id="D", currency="JPY", principal="9", rate="0%"), rp.Terms(instalments=3), "2026-12-01"
    )
    with pytest.raises(rp.InputError, match="by contract is known"):
        rp.judge([unknown], household).if_refused("D")


def test_no_new_spending_is_printed_beside_a_cards_verdict():
    card = rp.Debt(id="A", currency="JPY", principal="100", rate="0%", kind="credit_card")
    found = rp.judge([rp.schedule(card, rp.Terms(instalments=2), "2026-12-01")], home([100, 100], keep_back="0"))
    assert [finding.code for finding in found.findings] == ["no_new_spending"]
    assert "No new spending" in found.text()
    assert Dues() == Dues(0, ())
    assert judge_plans([plan(5)], home([9])).declared.feasible
