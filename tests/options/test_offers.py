"""The table of offers: one monthly sum over all creditors, exact to the minor unit."""

from decimal import Decimal

import pytest

import repayplan as rp
from repayplan.options.offers import offers
from tests.options.building import case, codes, debt

FX = [{"from": "SGD", "to": "CNY", "rate": "5.40", "on": "2026-12-01"}]


def paid(found):
    return {offer.debt: str(offer.amount) for offer in found.rows}


def three(**more):
    """The published example: 160 over 4,550, 6,700 and 1,200; the agency's own page hands out 159.99."""
    owed = [debt(name, sum_) for name, sum_ in zip("LCS", ("4550", "6700", "1200"), strict=True)]
    return case(*owed, currency="GBP", income="1060", **more)


def test_the_published_example_loses_no_penny():
    found = offers(three())
    assert found.total == 160 and sum(offer.amount for offer in found.rows) == 160
    assert paid(found) == {"L": "58.47", "C": "86.11", "S": "15.42"}
    assert rp.advise(three()).offers().to_dict() == found.to_dict()


def test_agreed_instalments_of_priority_debts_come_first():
    """142 less 10 kept back; 26.67 and 13.33 are agreed; 92 over 4,550, 6,712 and 1,212."""
    owed = [
        debt("CT", "860", priority_instalment="26.67", flags=["priority"]),
        debt("EN", "430", priority_instalment="13.33", flags=["priority"]),
        debt("L", "4550"), debt("C", "6700", fees="12"), debt("S", "1200", fees="12"),
    ]  # fmt: skip
    found = offers(case(*owed, currency="GBP", income="1042", keep_back="10"))
    assert paid(found) == {"CT": "26.67", "EN": "13.33", "L": "33.56", "C": "49.50", "S": "8.94"}
    assert found.total == 132 and [offer.how for offer in found.rows] == ["agreed"] * 2 + ["share"] * 3


def test_a_sum_for_priority_debts_is_shared_by_their_arrears():
    """40 over arrears of 860 and 430; 92 are left for the other."""
    owed = [
        debt("CT", "2000", arrears="860", flags=["priority"]),
        debt("EN", "430", flags=["priority"]),
        debt("L", "4550"),
    ]
    found = offers(case(*owed, currency="GBP"), "132", priority="40")
    assert paid(found) == {"CT": "26.67", "EN": "13.33", "L": "92.00"}
    assert codes(found) == ["priority_first"]


def test_without_a_sum_priority_arrears_come_first_as_far_as_the_money_goes():
    owed = [debt("CT", "2000", arrears="100", flags=["priority"]), debt("L", "4550")]
    assert paid(offers(case(*owed), "132")) == {"CT": "100.00", "L": "32.00"}
    assert paid(offers(case(*owed), "60")) == {"CT": "60.00", "L": "0.00"}


def test_shares_by_what_the_contracts_ask():
    owed = [
        debt("A", "4000", contractual_payment="100"),
        debt("B", "2000", minimum={"balance": "5%", "floor": "5"}),
        debt("C", "100", minimum="50"),
    ]
    found = offers(case(*owed), "125", by="contractual payment")
    # 100 + 100 + 50.
    assert paid(found) == {"A": "50.00", "B": "50.00", "C": "25.00"}


def test_where_a_payment_is_not_known_nothing_is_shared_by_it():
    with pytest.raises(rp.InputError, match=r"debts\['B'\].minimum.*share by balance"):
        offers(case(debt("A", contractual_payment="10"), debt("B")), "50", by="contractual payment")


def test_a_floor_holds_and_the_others_share_the_rest():
    owed = [debt("A", "9000"), debt("B", "900"), debt("C", "100")]
    found = offers(case(*owed), "100", floors={"C": "5"})
    # 95 over 9,000 and 900: 86.3636, 8.6363.
    assert paid(found) == {"A": "86.36", "B": "8.64", "C": "5.00"}
    assert [offer.how for offer in found.rows] == ["share", "share", "floor"]
    assert paid(offers(case(*owed), "100", floors="5")) == {"A": "86.36", "B": "8.64", "C": "5.00"}


def test_floors_above_what_there_is_name_whose_can_be_met():
    owed = [debt("A", "9000"), debt("B", "900"), debt("C", "500")]
    with pytest.raises(rp.InputError) as refused:
        offers(case(*owed), "100", floors={"A": "80", "B": "30", "C": "40"})
    assert refused.value.path == "floors" and "100.00" in refused.value.expected
    assert refused.value.fix.endswith("can be met: B, C")
    with pytest.raises(rp.InputError, match="can be met: none"):
        offers(case(*owed), "10", floors="40")


def test_a_token_where_nothing_is_left_and_it_is_said():
    found = offers(case(debt("A", "500"), debt("B", "0.50"), income="900"), token="1")
    assert paid(found) == {"A": "1.00", "B": "0.50"} and {offer.how for offer in found.rows} == {"token"}
    assert codes(found) == ["token_offers", "offers_above_surplus"] and "1.50" in found.text()
    assert codes(offers(case(debt("A", "500"), income="900"))) == ["nothing_to_share"]
    # Where there is something, it is shared.
    assert paid(offers(case(debt("A", "500")), token="1")) == {"A": "100.00"}


def test_nobody_is_offered_more_than_it_is_owed():
    found = offers(case(debt("A", "30", minimum="30"), debt("B", "500", minimum="30")), "100", by="contractual payment")
    assert paid(found) == {"A": "30.00", "B": "70.00"}
    over = offers(case(debt("A", "30"), debt("B", "50")), "100")
    assert paid(over) == {"A": "30.00", "B": "50.00"} and codes(over) == ["left_over"]


def test_another_currency_is_shared_at_its_dated_rate():
    """6,100 SGD and 34,000 CNY at 5.40: 6,296.30 SGD; 720 is 354.30 and 365.70, which is 1,974.78 CNY."""
    owed = [debt("S", "6000", fees="100"), debt("C", "34000", currency="CNY")]
    found = offers(case(*owed, currency="SGD", fx=FX), "720")
    assert paid(found) == {"S": "354.30", "C": "365.70"}
    assert (found["C"].in_own, found["C"].currency) == (Decimal("1974.78"), "CNY")
    assert found.fx == ({"from": "SGD", "to": "CNY", "rate": "5.40", "on": "2026-12-01"},)
    assert "1 SGD = 5.40 CNY on 2026-12-01" in found.text() and "CNY 1,974.78" in found.text("zh")


def test_a_share_in_another_currency_is_never_more_than_what_is_set_aside():
    """50 CNY at 7.20 are 6.9444 USD."""
    fx = [{"from": "USD", "to": "CNY", "rate": "7.20", "on": "2026-12-01"}]
    found = offers(case(debt("A", "720"), debt("B", "100", currency="USD"), fx=fx), "100")
    assert (str(found["B"].amount), str(found["B"].in_own)) == ("50.00", "6.94")


def test_a_floor_in_another_currency_is_in_that_currency():
    owed = [debt("S", "6000"), debt("C", "100", currency="CNY")]
    found = offers(case(*owed, currency="SGD", fx=FX), "100", floors={"C": "54"})
    assert paid(found) == {"S": "90.00", "C": "10.00"} and found["C"].in_own == 54


def test_a_debt_of_nothing_is_offered_nothing():
    assert paid(offers(case(debt("A", "0"), debt("B", "500")), "50")) == {"B": "50.00"}
    assert offers(case(debt("A", "0")), "50").rows == ()


def test_the_verified_ledger_has_its_own_sum():
    lines = [{"name": "wage", "amount": "950", "evidence": "verified"}, {"name": "gig", "amount": "50"}]
    found = case(debt("A", "500"), incomes=lines)
    assert (offers(found).total, offers(found, ledger="verified").total) == (100, 50)


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"by": "size"}, "by"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "1.234"}, "amount"),
        ({"floors": {"Z": "1"}}, "floors"),
        ({"floors": "-1"}, "floors"),
        ({"priority": "5"}, "priority"),
        ({"ledger": "best"}, "ledger"),
    ],
)
def test_wrong_use_is_refused_by_its_name(given, path):
    with pytest.raises(rp.InputError) as refused:
        offers(case(debt("A", "500")), **given)
    assert refused.value.path.startswith(path)


def test_it_shows_itself():
    found = offers(three())
    assert "58.47" in found.text() and "提出" in found.text("zh") and found.html().startswith("<div")
    assert found.to_frame("dict")["amount"] == [Decimal("58.47"), Decimal("86.11"), Decimal("15.42")]
