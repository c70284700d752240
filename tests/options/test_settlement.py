"""Settlement from cash, and debts that have an instalment of their own."""

from decimal import Decimal

import pytest

import repayplan as rp
from tests.options.building import by_shape, case, codes, debt, sizes


def ids(options):
    return [option.id for option in options]


# Settlement


def settled(cash="6000", floor="50%", **more):
    given = {"income": "900", "cash": cash, "limits": {"settlement_floor": floor, "max_months": 12}} | more
    return rp.advise(case(debt("A", "10000", "18%"), **given))


def test_a_settlement_needs_a_floor_from_the_user():
    assert (
        by_shape(
            rp.advise(case(debt("A", "10000"), income="900", cash="6000", limits={"max_months": 12})), "settlement"
        )
        is None
    )


@pytest.mark.parametrize(
    ("cash", "floor", "offered"),
    [
        ("5000", "50%", "5000.00"),
        ("4999.99", "50%", None),
        ("6000", "6000", "6000.00"),
        ("5999.99", "6000", None),
        ("10000", "50%", None),
    ],
)
def test_a_settlement_offers_the_cash_there_is_from_the_floor_on(cash, floor, offered):
    found = by_shape(settled(cash, floor), "settlement")
    assert (None if found is None else str(found.total_paid)) == offered


def test_a_settlement_leaves_the_reserve():
    found = by_shape(settled("6500", reserve="700"), "settlement")
    assert found.total_paid == 5800 and found.feasible
    assert by_shape(settled("5600", reserve="700"), "settlement") is None


def test_a_settlement_below_the_principal_is_never_best_by_itself():
    menu = settled()
    assert ids(menu.options) == ["settlement"] and menu.best is None
    assert "principal_forgiven" in codes(menu.options[0])


def test_where_only_a_settlement_can_be_kept_the_certificate_stands():
    """Its stated space asks for the principal in full: a settlement below it is not in it."""
    menu = settled()
    assert menu.best is None
    assert menu.certificate["declared"] is not None and menu.certificate["verified"] is not None


def test_a_settlement_pays_its_cash_where_penalty_and_interest_are_owed_too():
    owed = debt("A", "10000", "18%", interest="500", penalty="300", fees="200")
    menu = rp.advise(case(owed, income="900", cash="6000", limits={"settlement_floor": "50%", "max_months": 12}))
    found = by_shape(menu, "settlement")
    assert found.total_paid == 6000 and found.feasible
    assert found.concession == {"principal": 4000, "interest": 500, "penalty": 300, "fees": 200}


def test_a_settlement_that_forgives_no_principal_may_be_best():
    owed = debt("A", "5000", "18%", interest="500", penalty="300", fees="200")
    menu = rp.advise(case(owed, income="900", cash="5500", limits={"settlement_floor": "50%", "max_months": 12}))
    assert menu.best is not None and menu.best.id == "settlement"
    assert menu.best.total_paid == 5500 and menu.best.concession["principal"] == 0


# Priority debts


def test_a_debt_with_an_instalment_of_its_own_does_not_stop_the_others_from_being_paid_now():
    menu = rp.advise(case(debt("P", "2400", priority_instalment="40"), debt("B", "500"), cash="5000"))
    found = by_shape(menu, "pay_now")
    assert found.feasible and "too_many_instalments" not in codes(found)


def test_an_instalment_of_its_own_may_run_longer_than_the_programme_of_the_others():
    """7,200 in 180 agreed instalments of 40; 600 in ten payments of the 60 that are left."""
    owed = [debt("P", "7200", priority_instalment="40", kind="council_tax"), debt("B", "600")]
    menu = rp.advise(case(*owed, rules="cn"))
    fixed = by_shape(menu, "fixed_amount", "interest-run") or by_shape(menu, "step_up", "personalised")
    assert fixed in menu.options
    assert len(fixed.plans["B"].rows) == 10 and len(fixed.plans["P"].rows) == 180


def test_a_priority_debt_longer_than_the_most_months_leaves_a_certificate_that_helps():
    owed = [debt("P", "7200", priority_instalment="40", kind="council_tax"), debt("B", "6000")]
    found = rp.advise(case(*owed, limits={"max_months": 60})).certificate["declared"]
    # 6,000 over 60 is 100 beside the 40: 40 more than the 100 there are.
    assert sizes(found.levers["income"]) == (Decimal("40.00"), Decimal("40.00"))
