"""A card with several balances: a rerun of Appendix M2, a second way of computing it, and laws."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.plans.card import card_path
from tests.plans.reference import rounded


def balance(name, principal, rate, **more):
    return rp.Debt(id=name, principal=principal, rate=rate, day_count="equal-periods", currency="USD", **more)


def promotional(*, until):
    return [{"from": "2026-01-01", "rate": "0%"}, {"from": until, "rate": "17%"}]


def test_the_sample_input_of_appendix_m2():
    # Not printed in the regulation: a rerun of its program, the loop in part recalled. 500 at 0 % with month 6 as
    # its last, then 17 %; 250 at 17 %; 250 at 21 %; 2 % of the statement, at least 20, to the lowest rate first.
    cards = [
        balance("a", "500", promotional(until="2027-06-30")), balance("b", "250", "17%"), balance("c", "250", "21%"),
    ]  # fmt: skip
    found = card_path(cards, "us/appendix-m2", as_of="2026-12-31", base="statement", promotion="month it ends")
    assert (found.months, str(found.total)) == (94, "1872.38")
    assert (str(found.payment_36), str(found.total_36), str(found.savings)) == ("35.45", "1276.20", "596")


def second_way(balances, rates, first, statement):
    """The same path in cents by a plain loop: interest joins its balance, the minimum is 2 %, at least 20."""
    owed, payments = list(balances), []
    while sum(owed) and len(payments) < 600:
        before = sum(owed)
        owed = [one + rounded(one * Fraction(rate, 1200)) for one, rate in zip(owed, rates, strict=True)]
        pay = min(sum(owed), max(2000, rounded(Fraction(before if statement else sum(owed), 50))))
        payments.append(pay)
        for i in sorted(range(len(owed)), key=lambda i: first * rates[i]):
            part = min(pay, owed[i])
            owed[i], pay = owed[i] - part, pay - part
    return payments


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 30)), min_size=1, max_size=3),
    st.sampled_from([("lowest rate", 1), ("highest rate", -1)]), st.booleans(),
)  # fmt: skip
def test_a_second_way_of_computing_it(given_, order, statement):
    cards = [balance(f"b{i}", Decimal(units).scaleb(-2), f"{rate}%") for i, (units, rate) in enumerate(given_)]
    base = "statement" if statement else "due"
    found = card_path(cards, {"balance": "2%", "floor": "20"}, "2026-12-31", first=order[0], base=base)
    expected = second_way(*zip(*given_, strict=True), order[1], statement)
    assert [int(row.paid * 100) for row in found.rows] == expected
    assert all(sum(row.split) == row.paid for row in found.rows)


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 10**6))
def test_one_balance_is_the_forecast_of_one_debt(units):
    card = balance(
        "A", Decimal(units).scaleb(-2), "24%", compounding="monthly", minimum={"balance": "3%", "floor": "35"}
    )
    found = card_path([card], {"balance": "3%", "floor": "35"}, "2026-12-31")
    alone = rp.forecast(card, "2026-12-31").minimum
    assert [row.paid for row in found.rows] == [row.payment for row in alone.rows]


def test_the_highest_rate_first_costs_less():
    cards = [balance("a", "3000", "9%"), balance("b", "3000", "29%")]
    low, high = (
        card_path(cards, {"balance": "3%"}, "2026-12-31", first=f"{word} rate") for word in ("lowest", "highest")
    )
    assert high.total < low.total
    assert low.rows[0].split[1] == 0 == high.rows[0].split[0]


def test_a_minimum_that_never_clears():
    found = card_path([balance("a", "1000", "36%"), balance("b", "1000", "36%")], {"amount": "10"}, "2026-12-31")
    assert (found.months, found.savings, len(found.rows)) == (None, None, 600)
    assert card_path([balance("a", "0", "36%")], {"amount": "10"}, "2026-12-31").months == 0


@pytest.mark.parametrize(
    ("cards", "how", "path"),
    [
        ([], {}, "balances"),
        ([balance("a", "1", "1%"), rp.Debt(id="b", principal="1", rate="1%", currency="CNY")], {}, "balances"),
        ([balance("a", "1", {"flat_fee": "0.6%/month"})], {}, "balances[0].rate"),
        ([balance("a", "1", "1%")], {"first": "oldest"}, "first"),
        ([balance("a", "1", "1%")], {"base": "bill"}, "base"),
        ([balance("a", "1", "1%")], {"first_due": "2026-12-30"}, "first_due"),
    ],
)
def test_what_is_no_card_is_refused_by_its_path(cards, how, path):
    with pytest.raises(rp.InputError) as caught:
        card_path(cards, {"balance": "3%"}, "2026-12-31", **how)
    assert caught.value.path == path


def test_what_is_paid_above_the_minimum_goes_to_the_highest_rate():
    cards = [balance("a", "1000", "12%"), balance("b", "1000", "24%")]
    row = card_path(cards, {"amount": "100"}, "2026-12-31", payment="150").rows[0]
    assert [str(part) for part in row.split] == ["100.00", "50.00"]
    less = card_path(cards, {"amount": "100"}, "2026-12-31", payment="99.99")
    assert less == card_path(cards, {"amount": "100"}, "2026-12-31")


def test_deferred_interest_comes_first_in_its_last_two_cycles():
    sofa = {"kind": "deferred_interest", "principal": "900", "rate": "10%", "until": "2027-05-31"}
    card = rp.Debt(
        id="A", currency="USD", day_count="equal-periods", minimum={"amount": "20"},
        balances=[{"principal": "2000", "rate": "24%"}, sofa],
    )  # fmt: skip
    rows = card_path(card, as_of="2026-12-31", payment="120").rows
    # The minimum to the lowest rate; 100 above it to the highest, but in April and May to the deferred one.
    assert [str(row.split[0]) for row in rows[:6]] == ["100.00"] * 3 + ["0.00"] * 2 + ["100.00"]


def test_a_debt_with_balances_is_its_balances():
    apart = [balance("a", "500", "12%", interest="5"), balance("b", "500", "24%")]
    card = rp.Debt(
        id="A", currency="USD", day_count="equal-periods", minimum={"balance": "5%", "floor": "50"}, interest="5",
        balances=[{"principal": "500", "rate": "12%"}, {"name": "b", "principal": "500", "rate": "24%"}],
    )  # fmt: skip
    assert card_path(card, as_of="2026-12-31") == card_path(apart, card.minimum, as_of="2026-12-31")
    with pytest.raises(rp.InputError, match="card's formula"):
        card_path(apart, as_of="2026-12-31")
