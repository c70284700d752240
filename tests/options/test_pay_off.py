"""Pay-off orders: every minimum first, then one debt after another; nothing beyond the budget or what is owed."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.units.money import split
from tests.options.building import case, codes, debt

LAWS = settings(max_examples=60, derandomize=True, deadline=None)
AS_OF = "2026-12-31"


def card(name, principal, rate, minimum=None, **more):
    given_ = {"day_count": "equal-periods", "currency": "USD"} | more
    return rp.Debt(id=name, principal=principal, rate=rate, minimum=minimum, **given_)


TWO = (card("A", "1000", "24%", "25"), card("B", "500", "12%", "25"))


def test_published_smallest_balance_first():
    """A public card pay-off tool: 1,000 at 24% and 500 at 12%, 25 each, 200 a month: 9 months, 130.28 of interest."""
    found = rp.pay_off(TWO, "200", as_of=AS_OF)["smallest balance"]
    assert (found.months, str(found.interest)) == (9, "130.28")


def test_interest_is_charged_once_a_month():
    """10,000 at 20% and 500 a month: 25 months and about 2,266; charged twice it would be 34 and 6,617."""
    found = rp.pay_off([card("A", "10000", "20%")], "500", as_of=AS_OF)["highest rate"]
    assert found.months == 25 and 2265 <= found.interest <= Decimal("2266.50")
    assert rp.months_to_clear("10000", "20%", payment="500") == 25


def test_what_a_paid_off_debt_frees_goes_on_in_the_same_month():
    """30 is left of the small one: 170 of the 200 go to the other in that very month."""
    owed = card("A", "1000", "0%", "25"), card("B", "30", "0%", "25")
    first = rp.pay_off(owed, "200", as_of=AS_OF)["smallest balance"].rows[0]
    assert first.paid == {"A": 170, "B": 30} and first.closing == {"A": 830, "B": 0}
    again = rp.pay_off(owed, "200", as_of=AS_OF)["smallest balance"].rows[1]
    assert again.paid == {"A": 200}


def test_every_minimum_is_paid_before_any_debt_gets_more():
    """Minimums of 25 and 60; the 15 that are left of 100 go where the order says."""
    owed = card("A", "1000", "12%", "25"), card("B", "900", "24%", "60")
    found = rp.pay_off(owed, "100", as_of=AS_OF, own_order=["A", "B"])
    assert found["highest rate"].rows[0].paid == {"A": 25, "B": 75}
    assert found["own order"].rows[0].paid == {"A": 40, "B": 60}
    # 15 over what is left of 1,010 and 918: 985 and 858 of 1,843: 8.0168 and 6.9832.
    assert found["by balance"].rows[0].paid == {"A": Decimal("33.02"), "B": Decimal("66.98")}


def test_a_budget_below_the_minimums_is_never_exceeded_and_each_shortfall_is_named():
    owed = card("A", "1000", "24%", "40"), card("B", "500", "12%", "20")
    found = rp.pay_off(owed, "45", as_of=AS_OF)
    first = found["highest rate"].rows[0]
    assert first.paid == {"A": 30, "B": 15} and first.short == {"A": 10, "B": 5}
    named = [finding.numbers for finding in found.findings if finding.code == "minimum_not_met"]
    assert [(one["debt"], one["amount"]) for one in named] == [("A", 10), ("B", 5)]
    assert "2027-01" in found.text()


def test_a_minimum_that_is_not_met_is_charged_what_the_contract_says():
    fee = {"share": "100%", "floor": "5", "cap": "5"}
    found = rp.pay_off([card("A", "100", "0%", "40", late_fee=fee)], "30", as_of=AS_OF)["highest rate"]
    # 100 - 30 + 5, 75 - 30 + 5, 50 - 30 + 5, then 25 are met.
    assert [str(row.closing["A"]) for row in found.rows] == ["75.00", "50.00", "25.00", "0.00"]
    assert found.total == 115 and found.rows[-1].short == {}


def test_where_interest_is_more_than_the_budget_it_is_said_in_figures_and_the_walk_ends():
    found = rp.pay_off([card("A", "10000", "24%", "100")], "150", as_of=AS_OF)
    assert found["highest rate"].months is None and len(found["highest rate"].rows) == 600
    assert found.best is None and found.cost("highest rate") is None
    said = next(finding for finding in found.findings if finding.code == "order_never_clears")
    assert said.numbers["paid"] == 150 and said.numbers["accrued"] == 200
    assert "never" in found.text()


def test_an_unknown_minimum_counts_as_nothing_and_is_named():
    found = rp.pay_off([card("A", "1000", "24%"), card("B", "500", "12%", "25")], "200", as_of=AS_OF)
    assert "minimum_unknown" in codes(found) and found["smallest balance"].rows[0].paid == {"A": 0, "B": 200}


def test_the_note_on_plans_and_that_nothing_new_is_spent():
    said = codes(rp.pay_off(TWO, "200", as_of=AS_OF))
    assert said[0] == "no_new_spending" and said[-1] == "plan_shares_instead"


def test_a_rate_that_changes_changes_the_order():
    promo = [{"from": "2026-12-01", "rate": "0%"}, {"from": "2027-03-01", "rate": "30%"}]
    owed = card("A", "1000", promo, "25"), card("B", "1000", "12%", "25")
    rows = rp.pay_off(owed, "150", as_of=AS_OF)["highest rate"].rows
    assert rows[0].paid == {"A": 25, "B": 125} and rows[3].paid == {"A": 125, "B": 25}


def test_each_month_has_its_own_budget_and_the_last_stays():
    found = rp.pay_off([card("A", "100", "0%", "5")], ["50", "20"], as_of=AS_OF)["highest rate"]
    assert [row.paid["A"] for row in found.rows] == [50, 20, 20, 10]


def test_arrears_fall_due_with_the_first_minimum_alone():
    formula = {"amount": "20", "past_due": "100%"}
    owed = card("A", "1000", "0%", formula, arrears="50"), card("B", "100", "0%", "10")
    rows = rp.pay_off(owed, "90", as_of=AS_OF, own_order=["B", "A"])["own order"].rows
    assert rows[0].paid == {"A": 70, "B": 20} and rows[1].paid == {"A": 20, "B": 70}


def test_due_days_of_ones_own():
    owed = card("A", "100", "0%", "10", due_day=5), card("B", "100", "0%", "10", due_day=20)
    found = rp.pay_off(owed, "100", as_of="2026-12-10")["highest rate"]
    # On 20 December only B is due; from January on both.
    assert found.rows[0].paid == {"B": 100} and found.rows[1].paid == {"A": 100}
    assert [str(found.finished[name]) for name in "AB"] == ["2027-01-05", "2026-12-20"]


def test_a_household_pays_what_each_month_leaves():
    lines = [{"name": "wage", "amount": "1000"}, {"name": "extra", "amount": "40", "start": "2027-02"}]
    owed = [debt("A", "600", "24%", minimum="20"), debt("B", "300", "12%", minimum="10")]
    found = rp.advise(case(*owed, incomes=lines, keep_back="30")).pay_off()
    assert [sum(row.paid.values()) for row in found["highest rate"].rows[:4]] == [70, 70, 110, 110]
    assert [sum(row.paid.values()) for row in found["smallest balance"].rows[:4]] == [70, 70, 110, 110]


def test_an_agreed_instalment_is_a_minimum_and_comes_last():
    owed = [debt("P", "400", "36%", priority_instalment="20"), debt("B", "300", "12%", minimum="10")]
    found = rp.advise(case(*owed)).pay_off()
    assert found["highest rate"].rows[0].paid == {"P": 20, "B": 80}


# Two currencies: 5.40 yuan a Singapore dollar.

FX = [{"from": "SGD", "to": "CNY", "rate": "5.40", "on": "2026-12-01"}]


def abroad(*owed, budget="100", fx=FX, **more):
    debts = [card(name, sum_, rate, least, currency=currency) for name, currency, sum_, rate, least in owed]
    return rp.pay_off(debts, budget, as_of=AS_OF, currency="SGD", fx=fx, **more)


def test_a_payment_in_another_currency_costs_its_dated_rate_rounded_up():
    """108.01 yuan are 20.00185 dollars: 20.01. Of 100 the other gets 79.99."""
    found = abroad(("C", "CNY", "108.01", "0%", "200"), ("S", "SGD", "500", "0%", "10"))
    first = found["highest rate"].rows[0]
    assert (str(first.paid["C"]), str(first.paid["S"])) == ("108.01", "79.99")
    assert found["highest rate"].total == Decimal("520.01")
    assert found.currency == "SGD" and found.currencies == {"C": "CNY", "S": "SGD"} and len(found.fx) == 1
    assert "1 SGD = 5.40 CNY" in found.text() and "5.40 CNY" in found.text("zh")
    # 0.27 yuan for each of five cents, exactly.
    exact = abroad(("C", "CNY", "5400", "0%", "0"), budget="0.05")["highest rate"].rows[0]
    assert str(exact.paid["C"]) == "0.27"


def test_what_is_shared_to_another_currency_is_rounded_down():
    """0.01 dollars are 5.4 fen: 0.05 yuan, which cost 0.01."""
    assert str(abroad(("C", "CNY", "5400", "0%", "0"), budget="0.01")["by balance"].rows[0].paid["C"]) == "0.05"
    # A budget below minimums of 54 yuan (10.00) and 30 dollars: 20 is shared 5 to 15, 27 yuan.
    low = abroad(("C", "CNY", "5400", "0%", "54"), ("S", "SGD", "500", "0%", "30"), budget="20")["highest rate"].rows[0]
    assert (str(low.paid["C"]), str(low.paid["S"])) == ("27.00", "15.00")
    assert (str(low.short["C"]), str(low.short["S"])) == ("27.00", "15.00")


def test_balances_are_compared_at_their_dated_rates():
    """1,000 yuan are less than 500 dollars."""
    found = abroad(("S", "SGD", "500", "12%", "0"), ("C", "CNY", "1000", "12%", "0"))
    assert found["smallest balance"].rows[0].paid == {"S": 0, "C": 540}
    # From the other side of the same dated statement, nothing changes: 1 CNY = 0.25 SGD is 4 to 1.
    turned = abroad(("C", "CNY", "400", "0%", "0"), fx=[{"from": "CNY", "to": "SGD", "rate": "0.25", "on": AS_OF}])
    assert turned["highest rate"].rows[0].paid == {"C": 400} and turned["highest rate"].total == 100


def test_a_case_in_two_currencies_has_its_orders():
    owed = [debt("S", "6000", "24%", minimum="50"), debt("C", "32000", "18%", currency="CNY", minimum="540")]
    found = rp.advise(case(*owed, currency="SGD", fx=FX, income="2100", spending="1380", rules="sg")).pay_off()
    assert found.currency == "SGD" and found["highest rate"].rows[0].paid == {"S": 620, "C": 540}
    assert found["highest rate"].months and found.best is not None
    assert found.to_frame("dict")["currency"][:2] == ["SGD", "CNY"]


owed_of = st.lists(
    st.tuples(st.integers(1, 300_000), st.sampled_from([0, 12, 18, 24]), st.integers(0, 6_000)), min_size=1, max_size=4
)
rates = st.sampled_from(["5.40", "0.25", "1", "3", "0.7", "151.33"])


@LAWS
@given(owed_of, st.integers(100, 60_000), rates, st.sampled_from(["CNY", "JPY", "KWD"]))
@example([(100_000, 24, 2_500), (50_000, 12, 2_500)], 20_000, "3", "JPY")
@example([(1, 0, 0), (1, 0, 0)], 100, "151.33", "KWD")
def test_no_budget_is_exceeded_in_two_currencies_and_little_is_held_back(owed, budget, rate, other):
    """The payments of each month at the dated rate, each rounded up, are never more than there is."""
    places = {"CNY": 2, "JPY": 0, "KWD": 3}[other]
    fx = [{"from": "SGD", "to": other, "rate": rate, "on": AS_OF}]
    debts = [
        card(
            f"D{k}", f"{Decimal(units).scaleb(-(places if k % 2 else 2)):f}", f"{rate_}%",
            f"{Decimal(least).scaleb(-(places if k % 2 else 2)):f}", currency=other if k % 2 else "SGD",
        )
        for k, (units, rate_, least) in enumerate(owed)
    ]  # fmt: skip
    found = rp.pay_off(debts, f"{budget / 100:.2f}", as_of=AS_OF, currency="SGD", fx=fx)
    worth = Fraction(10) ** (2 - places) / Fraction(rate)
    for order in found.orders.values():
        total = 0
        for row in order.rows:
            costs = [
                ceil(Fraction(paid) * 100) if name[1:] in "02" else ceil(Fraction(paid) * 10**places * worth)
                for name, paid in row.paid.items()
            ]
            total += sum(costs)
            assert sum(costs) <= budget and min(row.closing.values()) >= 0
            # What is held back would not buy one more unit of each debt that is still owed.
            slack = len(owed) * max(1, ceil(worth))
            assert sum(costs) + slack >= budget or not any(row.closing.values())
        assert order.total * 100 == total


@pytest.mark.parametrize(
    ("given_", "path"),
    [
        ({"debts": []}, "debts"),
        ({"debts": [TWO[0], TWO[0]]}, "debts[1].id"),
        ({"debts": [TWO[0], card("E", "5", "1%", currency="EUR")]}, "debts[1].currency"),
        ({"debts": [TWO[0], card("E", "5", "1%", currency="EUR")], "fx": FX}, "debts[1].currency"),
        ({"debts": [TWO[0]], "currency": "EUR"}, "debts[0].currency"),
        ({"currency": "euro"}, "currency"),
        ({"fx": [{"from": "EUR", "to": "USD", "rate": "0", "on": AS_OF}]}, "fx[0].rate"),
        ({"debts": [card("F", "5", {"flat_fee": "1%/month"})]}, "debts[0].rate"),
        ({"budget": "-5"}, "budget"),
        ({"budget": []}, "budget"),
        ({"own_order": ["A"]}, "own_order"),
        ({"own_order": ["A", "C"]}, "own_order"),
        ({"as_of": "tomorrow"}, "as_of"),
        ({"first_due": "2026-01-01"}, "first_due"),
    ],
)
def test_wrong_use_is_refused_by_its_name(given_, path):
    arguments = {"debts": TWO, "budget": "200", "as_of": AS_OF} | given_
    with pytest.raises(rp.InputError) as refused:
        rp.pay_off(**arguments)
    assert refused.value.path == path


def test_it_shows_itself():
    found = rp.pay_off(TWO, "200", as_of=AS_OF, own_order=["B", "A"])
    assert "130.28" in found.text() and "利率高的先还" in found.text("zh") and found.html().startswith("<div")
    frame = found.to_frame("dict")
    assert sum(frame["paid"]) == sum(order.total for order in found.orders.values())
    assert found.to_dict()["orders"]["smallest balance"]["cost"] == str(found.cost("smallest balance"))


# A second way: the same months, added up plainly.


def plainly(debts, budget, order):
    """Months and interest of 0%, 12%, ... debts with fixed minimums, in cents."""
    owed, rates, least = ([one[k] for one in debts] for k in range(3))
    interest = months = 0
    unpaid = [0] * len(owed)
    while sum(owed) + sum(unpaid) and months < 600:
        months += 1
        for i, rate in enumerate(rates):
            accrued = (owed[i] * rate * 2 + 1200) // 2400
            unpaid[i] += accrued
        due = [a + b for a, b in zip(owed, unpaid, strict=True)]
        asked = [min(a, b) for a, b in zip(least, due, strict=True)]
        if sum(asked) > budget:
            pays = split(budget, asked)
        else:
            pays, rest = asked, min(budget, sum(due)) - sum(asked)
            left = [a - b for a, b in zip(due, pays, strict=True)]
            if order == "by balance":
                pays = [a + b for a, b in zip(pays, split(rest, left), strict=True)]
            else:
                by = (lambda i: (-rates[i], due[i])) if order == "highest rate" else (lambda i: (due[i], -rates[i]))  # noqa: B023
                for i in sorted(range(len(owed)), key=by):
                    more = min(rest, left[i])
                    pays[i], rest = pays[i] + more, rest - more
        for i, pay in enumerate(pays):
            first = min(pay, unpaid[i])
            interest += first
            unpaid[i] -= first
            owed[i] -= pay - first
    return months, interest


@LAWS
@given(owed_of, st.integers(2_000, 60_000))
@example([(100_000, 24, 2_500), (50_000, 12, 2_500)], 20_000)
@example([(100, 0, 0), (100, 0, 0)], 2_000)
@example([(300_000, 24, 6_000)] * 4, 2_000)
def test_orders_equal_the_plain_sums_and_no_law_is_broken(owed, budget):
    debts = [
        card(f"D{k}", f"{units / 100:.2f}", f"{rate}%", f"{least / 100:.2f}")
        for k, (units, rate, least) in enumerate(owed)
    ]
    found = rp.pay_off(debts, f"{budget / 100:.2f}", as_of=AS_OF)
    for name, order in found.orders.items():
        months, interest = plainly(owed, budget, name)
        assert (order.months or 600, int(order.interest * 100)) == (months, interest)
        for row in order.rows:
            paid = sum(row.paid.values())
            assert paid * 100 <= budget and min(row.closing.values()) >= 0
            # Nothing is held back while anything is owed.
            assert paid * 100 == budget or not any(row.closing.values())
        if order.months:
            assert order.total == sum(units for units, _, _ in owed) / Decimal(100) + order.interest
    clear = [order for order in found.orders.values() if order.months]
    if len(clear) == len(found.orders) and not any(row.short for order in clear for row in order.rows):
        # Interest is rounded in each month of each debt.
        slack = Decimal(len(owed) * max(order.months for order in clear)) / 100
        assert found["highest rate"].total <= min(order.total for order in clear) + slack
