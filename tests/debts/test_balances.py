"""A card with several balances: what each bears, what falls due of it, and what is said before interest is charged."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.debts.balances import Balance, average, ranked, read_balances, shared
from repayplan.debts.debt import Debt
from repayplan.units.refusal import InputError

SOFA = {"kind": "deferred_interest", "principal": "600", "rate": "24%", "until": "2027-05-31", "accrued": "72"}
MOVED = {"kind": "promotional", "principal": "500", "rate": "0%", "until": "2027-06-30", "then": "18%"}


def card(*balances, **more):
    """A card in dollars, equal months."""
    return Debt(**{"id": "A", "currency": "USD", "day_count": "equal-periods", "balances": list(balances)} | more)


def test_principal_and_rate_are_the_balances_together():
    found = card({"principal": "300", "rate": "12%"}, {"kind": "cash_advance", "principal": "100", "rate": "2%/month"})
    assert (found.principal, found.rate) == (Decimal(400), "15%")
    assert found == card(*found.balances, principal="400") == Debt.from_dict(found.to_dict())
    assert found.as_one(principal="250").balances == ()


def test_the_average_steps_where_a_promotion_ends():
    found = average(read_balances([MOVED, {"principal": "500", "rate": "12%"}], "USD"), "USD")
    assert [str(rate) for rate in map(found.on, (date(2027, 6, 29), date(2027, 6, 30)))] == ["6%", "15%"]
    # A third is kept to ten decimals.
    thirds = average(read_balances([{"principal": "1", "rate": "10%"},
                                    {"name": "b", "principal": "2", "rate": "0%"}], "USD"), "USD")  # fmt: skip
    assert abs(thirds.on(date(2027, 1, 1)).yearly - Fraction(1, 30)) <= Fraction(1, 2 * 10**10)
    assert average(read_balances([{"principal": "0", "rate": "10%"}], "USD"), "USD").on(date.min).yearly == Fraction(
        1, 10
    )


@pytest.mark.parametrize(
    ("balance", "path"),
    [
        ({"rate": "1%"}, "balances[0].principal"),
        ({"principal": "1"}, "balances[0].rate"),
        ({"principal": "-1", "rate": "1%"}, "balances[0].principal"),
        ({"principal": "0.001", "rate": "1%"}, "balances[0].principal"),
        ({"principal": "1", "rate": "1%", "kind": "shopping"}, "balances[0].kind"),
        ({"principal": "1", "rate": "1%", "knid": "purchases"}, "balances[0].knid"),
        ({"principal": "1", "rate": "1%", "until": "2027-01-01"}, "balances[0].until"),
        ({"principal": "1", "rate": "1%", "then": "1%"}, "balances[0].then"),
        ({"principal": "1", "rate": "1%", "accrued": "1"}, "balances[0].accrued"),
        ({"principal": "1", "rate": "1%", "instalments_left": 3}, "balances[0].instalments_left"),
        ({"principal": "1", "rate": {"flat_fee": "1%/month"}}, "balances[0].rate"),
        (MOVED | {"until": None}, "balances[0].until"),
        (MOVED | {"then": None}, "balances[0].then"),
        (MOVED | {"until": "2027-02-30"}, "balances[0].until"),
        (MOVED | {"rate": [{"from": "2027-01-01", "rate": "1%"}]}, "balances[0].rate"),
        (SOFA | {"until": None}, "balances[0].until"),
        ({"principal": "1", "rate": "1%", "kind": "instalments"}, "balances[0].instalments_left"),
        (
            {"principal": "1", "rate": "1%", "kind": "instalments", "instalments_left": 0},
            "balances[0].instalments_left",
        ),
    ],
)
def test_a_balance_names_what_it_refuses(balance, path):
    with pytest.raises(InputError) as caught:
        card(balance)
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"principal": "2"}, "principal"),
        ({"payment_first": "oldest"}, "payment_first"),
        ({"balances": [{"principal": "1", "rate": "1%"}] * 2}, "balances[1].name"),
        ({"balances": []}, "principal"),
        ({"balances": [], "principal": "1"}, "rate"),
    ],
)
def test_a_card_names_what_it_refuses(more, path):
    with pytest.raises(InputError) as caught:
        card(**{"balances": [{"principal": "1", "rate": "1%"}]} | more)
    assert caught.value.path == path


def test_a_plain_form_needs_a_balance_or_balances():
    for gone, path in (("balance", "balance"), ("rate", "rate")):
        document = {"id": "A", "currency": "USD", "balance": {"principal": "1"}, "rate": "1%"}
        del document[gone]
        with pytest.raises(InputError) as caught:
            Debt.from_dict(document)
        assert caught.value.path == path
    assert Debt.from_dict({"id": "A", "currency": "USD", "balances": [{"principal": "1", "rate": "1%"}]}).total == 1


def test_the_interest_of_a_statement_is_one_rounding_over_all_balances():
    # 0.05 % a day on 10.00 for one day is half a cent; on two of them it is one cent, and not two.
    both = [{"principal": "10", "rate": "0.05%/day"}, {"name": "b", "principal": "10", "rate": "0.05%/day"}]
    assert card(*both).statement("2026-12-02", since="2026-12-01").accrued == Decimal("0.01")
    assert card(both[0]).statement("2026-12-02", since="2026-12-01").accrued == Decimal("0.01")


@pytest.mark.parametrize(
    ("since", "day", "interest"),
    [
        # 600 at 24 % is 12 a month; 72 had accrued by December.
        ("2026-12-31", "2027-01-31", "0.00"),
        ("2026-12-31", "2027-05-31", "0.00"),  # the last day on which clearing it avoids the interest
        ("2027-04-30", "2027-05-31", "0.00"),
        ("2027-04-30", "2027-06-30", "96.00"),  # a month behind, 72 before, and a month after it
        ("2027-05-31", "2027-06-30", "84.00"),  # 72, and a month from one month's end to the next
        ("2027-06-30", "2027-07-31", "12.00"),
    ],
)
def test_deferred_interest_is_charged_back_the_day_after_its_last_day(since, day, interest):
    found = card(SOFA).statement(day, since=since)
    assert found.accrued == Decimal(interest)
    assert sum(found.split.values()) == found.owed


@given(st.dates(date(2026, 12, 1), date(2028, 1, 1)), st.dates(date(2026, 12, 1), date(2028, 1, 1)))
def test_the_parts_of_a_statement_sum_to_the_balance_on_every_date(one, other):
    debt = card(
        SOFA, MOVED, {"principal": "33.33", "rate": "19.99%"}, interest="7", penalty="3", minimum="us/appendix-m2",
        compounding="monthly",
    )  # fmt: skip
    found = debt.statement(max(one, other), since=min(one, other))
    assert sum(found.split.values()) == found.owed == debt.total + found.accrued
    assert sum(found.balances.values()) == found.split["principal"]
    assert sum(found.parts.values()) == found.minimum


def test_what_falls_due_is_asked_by_its_name_and_the_rest_of_a_plan_on_the_card_is_no_purchase():
    found = card(
        {"principal": "1000", "rate": "0.05%/day"},
        {"kind": "cash_advance", "principal": "300", "rate": "0.05%/day"},
        {"kind": "instalments", "principal": "1200", "rate": {"flat_fee": "0.6%/month"}, "instalments_left": 12},
        currency="CNY", minimum="cn/usual-10", interest="10",
    ).statement("2026-12-01")  # fmt: skip
    assert {name: str(part) for name, part in found.parts.items()} == {
        "purchases": "100.00", "interest": "10.00", "cash_advance": "300.00", "instalments_due": "100.00",
    }  # fmt: skip


@pytest.mark.parametrize(("left", "parts"), [(1200_00, [100_00]), (100_01, [8_34]), (0, [0])])
def test_an_instalment_plan_on_the_card_falls_due_in_equal_parts(left, parts):
    plan = Balance(kind="instalments", principal="0", rate="0%", instalments_left=12)
    assert [plan.falls_due(left, 0)] == parts
    assert plan.falls_due(left, 11) == plan.falls_due(left, 12) == left
    assert Balance(principal="0", rate="0%").falls_due(left, 0) == 0


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=4), st.integers(0, 10**7), st.permutations(range(4)))
def test_the_order_changes_the_split_and_never_the_sum(left, pay, order):
    order = [i for i in order if i < len(left)]
    found = shared(pay, left, order)
    assert sum(found) == min(pay, sum(left))
    assert all(0 <= share <= owed for share, owed in zip(found, left, strict=True))
    # Who comes first is paid in full before the next one gets anything.
    full = [share == left[i] for i, share in ((i, found[i]) for i in order)]
    assert all(full[k] or not any(found[i] for i in order[k + 1 :]) for k in range(len(order)))


def test_the_rate_of_the_day_decides_who_comes_first():
    found = read_balances([MOVED, {"principal": "1", "rate": "12%"}], "USD")
    assert ranked(found, "highest rate", date(2027, 6, 29)) == [1, 0]
    assert ranked(found, "highest rate", date(2027, 6, 30)) == [0, 1]
    assert ranked(found, "lowest rate", date(2027, 6, 29)) == [0, 1]


@pytest.mark.parametrize(
    ("day", "amount", "months", "monthly"),
    [
        ("2026-11-30", "144.00", 6, "100.00"),
        ("2027-04-30", "84.00", 1, "600.00"),
        ("2027-05-31", "72.00", 0, "600.00"),  # its last day: nothing is due any more before it
    ],
)
def test_the_trap_is_named_before_it_closes(day, amount, months, monthly):
    (found,) = [f for f in card(SOFA).statement(day).findings if f.code == "deferred_interest_ends"]
    assert found.numbers["date"] == date(2027, 5, 31)
    assert [str(found.numbers[name]) for name in ("amount", "monthly")] == [amount, monthly]
    assert found.numbers["months"] == months


def test_once_it_has_closed_or_nothing_is_owed_nothing_is_named():
    assert not [f for f in card(SOFA).statement("2027-06-01").findings if f.code.startswith("deferred")]
    assert not [f for f in card(SOFA | {"principal": "0"}).statement("2027-05-01").findings if f.code.startswith("def")]


def test_each_flag_says_what_it_changes():
    found = card({"principal": "1", "rate": "1%"}, minimum={"amount": "1"},
                 flags=["set_off", "secured", "priority", "joint", "guaranteed", "disputed"])  # fmt: skip
    assert [f.code for f in found.statement("2026-12-01").findings] == [
        "debt_secured", "debt_priority", "debt_joint", "debt_guaranteed", "debt_disputed", "wages_may_be_set_off",
    ]  # fmt: skip
