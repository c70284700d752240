"""The smallest concession against enumeration: the point is feasible, one step less is not; the order asks no more."""

from decimal import Decimal

import pytest

import repayplan as rp
from tests.options.building import case, codes, debt, line
from tests.options.test_certificate import yen

CENT = Decimal("0.01")


def keeps(of, *, months, rate=None, write_down=None, waived=None, pause=None, first_due=None, strict=False):
    """Whether the household's ten a month clear one debt within some months under these terms."""
    (owed,) = of.debts
    given = {"penalty": "0", "fees": "0", "interest": "0", "principal": "0"} | (waived or {})
    terms = rp.Terms(
        shape=rp.shapes.GivenAmounts(["10"] * months),
        rate=rate,
        write_down=given if write_down is None else str(write_down),
        treatment=pause,
        first_due=first_due,
    )
    return rp.schedule(owed, terms, of.as_of).clears


LOAN = yen(debt("A", "150", "24%", penalty="9", fees="4", interest="6"))


def test_each_lever_alone_is_the_smallest():
    levers = rp.concession(LOAN, months=18).levers
    assert not keeps(LOAN, months=18)
    rate = levers["rate"].feasible
    assert keeps(LOAN, months=18, rate=f"{rate.size * 100}%")
    assert not keeps(LOAN, months=18, rate=f"{rate.one_less * 100}%")
    write_down = levers["write_down"].feasible
    assert keeps(LOAN, months=18, write_down=write_down.size)
    assert not keeps(LOAN, months=18, write_down=write_down.one_less)
    # Ten of what is owed in all is missing or more: no penalty, fees or interest that is owed is as much.
    for name, all_of_it in (("penalty", 9), ("fees", 4), ("interest", 6)):
        assert not keeps(LOAN, months=18, waived={name: str(all_of_it)})
        assert levers[name].feasible is None and codes(levers[name]) == ["lever_not_enough"]


def test_each_waiver_alone_is_the_smallest():
    """18 tens are 180 of 191 without interest: eleven have to go, and there are 20, 15 and 6 of them."""
    levers = rp.concession(yen(debt("A", "150", penalty="20", fees="15", interest="6")), months=18).levers
    assert [levers[name].feasible.size for name in ("penalty", "fees")] == [11, 11]
    assert levers["interest"].feasible is None and codes(levers["interest"]) == ["lever_not_enough"]


@pytest.mark.parametrize(("component", "size"), [("penalty", "40"), ("fees", "40"), ("interest", "40")])
def test_each_waiver_alone_is_the_smallest_where_interest_runs(component, size):
    of = yen(debt("A", "150", "24%", **{component: size}))
    change = rp.concession(of, months=20).levers[component].feasible
    left = {"principal": "0", "interest": "0", "penalty": "0", "fees": "0"}
    assert 0 < change.size < 40 and change.size - change.one_less == 1
    assert keeps(of, months=20, waived=left | {component: str(change.size)})
    assert not keeps(of, months=20, waived=left | {component: str(change.one_less)})


def test_time_alone_is_the_fewest_instalments():
    change = rp.concession(LOAN, months=60).levers["months"].feasible
    fewest = next(n for n in range(1, 61) if keeps(LOAN, months=n))
    assert (change.size, change.one_less) == (fewest, fewest - 1)


def test_the_order_asks_each_to_its_end_before_the_next():
    dearer = yen(debt("A", "156", "24%", penalty="9", fees="4", interest="6"))
    found = rp.concession(dearer, months=18)
    steps = [(step.lever, step.size, step.whole) for step in found.steps]
    # Time, penalty, fees and the interest that is owed are not enough together; so much of the rate that less is not.
    assert steps[:3] == [("months", 18, True), ("penalty", 9, True), ("fees", 4, True)]
    gone = {"penalty": "9", "fees": "4"}
    assert steps[3] == ("interest", 6, True) and steps[4][0] == "rate" and len(steps) == 5
    gone["interest"] = "6"
    assert not keeps(dearer, months=18, waived=gone)
    rates = (found.last.size, found.last.one_less)
    assert [keeps(dearer, months=18, waived=gone, rate=f"{rate * 100}%") for rate in rates] == [True, False]
    assert all(plan.clears for plan in found.plans.values())


def test_the_order_stops_within_the_interest_that_is_owed_where_that_is_enough():
    """191 less 4 of fees and 3 of penalty are 184: four of the six of interest, and the rate is not touched."""
    of = yen(debt("A", "178", penalty="3", fees="4", interest="6"))
    found = rp.concession(of, months=18)
    steps = [(step.lever, step.size, step.whole) for step in found.steps]
    assert steps == [("months", 18, True), ("penalty", 3, True), ("fees", 4, True), ("interest", 4, False)]


def test_the_order_of_the_user_is_kept():
    found = rp.concession(LOAN, months=18, order=["rate", "principal"])
    assert [step.lever for step in found.steps] == ["rate"]
    assert found.steps[0].size == found.levers["rate"].feasible.size
    principal = rp.concession(LOAN, months=18, order=["principal", "rate"])
    assert [step.lever for step in principal.steps] == ["write_down"]
    assert principal.steps[0].size == principal.levers["write_down"].feasible.size


def test_the_household_may_stand_in_the_order_too():
    found = rp.concession(LOAN, months=12, order=["fees", "income"])
    assert [step.lever for step in found.steps] == ["fees", "income"]
    assert found.last.size - found.last.one_less == 1


def test_contracts_with_a_term_are_asked_for_their_own_months_first():
    of = yen(debt("A", "150", "24%", instalments_left=12, contractual_payment="15"))
    found = rp.concession(of, months=24)
    alone, asked = found.levers["rate"], found.steps[0]
    # In twelve months even without interest 120 of 150 would be paid.
    assert alone.feasible is None and codes(alone) == ["lever_not_enough"]
    assert asked.lever == "months" and not asked.whole
    assert keeps(of, months=asked.size) and not keeps(of, months=asked.size - 1)


def test_nothing_is_asked_where_the_contract_can_be_kept():
    found = rp.concession(yen(debt("A", "60", "12%", instalments_left=12, contractual_payment="6")))
    assert found.steps == () and found.last is None and "concession_not_needed" in codes(found)
    assert all(codes(lever) == ["lever_not_needed"] for lever in found.levers.values())


def test_where_everything_is_not_enough_it_says_what_is_missing():
    found = rp.concession(yen(debt("A", "600", "12%", penalty="60")), months=6, order=["penalty", "rate"])
    assert [(step.lever, step.whole) for step in found.steps] == [("penalty", True), ("rate", True)]
    assert found.plans == {} and codes(found)[-1] == "concession_not_enough"


def test_what_nobody_bounds_is_said():
    found = rp.concession(yen(debt("A", "600", "1%")))
    assert found.months == 600 and "months_not_bounded" in codes(found)
    assert rp.concession(yen(debt("A", "600", "1%"), limits={"max_months": 7})).months == 7


def test_a_lever_that_a_rule_forbids_is_refused_by_its_rule():
    of = case(
        debt("A", "9000", "24%"), currency="USD", spending="900", rules="us",
        limits={"programmes": ["us.debt_management_plan"]},
    )  # fmt: skip
    with pytest.raises(rp.InputError, match=r"order\[1\].*dmp.principal_repaid"):
        rp.concession(of, order=["rate", "principal"])
    found = rp.concession(of)
    assert "write_down" not in found.order
    assert codes(found.levers["write_down"]) == ["lever_forbidden"]
    assert found.findings[-1].rule == "dmp.principal_repaid"


def test_more_months_than_a_rule_allows_are_refused():
    of = case(debt("A", "9000", "24%"), spending="900", rules="cn")
    with pytest.raises(rp.InputError, match=r"months.*60.*card.personalised_instalment.max_term"):
        rp.concession(of, months=72)


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ({"order": ["wage"]}, r"order\[0\]"),
        ({"order": ["rate", "rate"]}, r"order\[1\]"),
        ({"order": []}, "order"),
        ({"order": "rate"}, "order"),
        ({"months": 0}, "months"),
        ({"ledger": "hoped"}, "ledger"),
    ],
)
def test_what_cannot_be_asked_is_refused(words, path):
    with pytest.raises(rp.InputError, match=path):
        rp.concession(LOAN, **words)


def test_the_door_of_the_menu_and_the_other_ledger():
    lines = [line("wage", "90", evidence="verified"), line("gig", "10")]
    menu = rp.advise(yen(debt("A", "150", "24%"), incomes=lines, limits={"max_months": 12}))
    declared, verified = menu.concession(), menu.concession(ledger="verified")
    assert declared.to_dict() == rp.concession(menu.case).to_dict()
    # Nothing is there on the verified ledger: all of it would have to be given up.
    assert verified.ledger == "verified" and verified.last.size == 150 and verified.last.one_less == 149
    for found in (declared, verified):
        assert found.text("zh") and found.text() and "order" in found.to_dict()


def test_a_pair_of_concessions():
    pair = rp.concession(LOAN, months=18).pair("rate", "write_down", sizes=["18%", "6%"])
    for rate, change in pair.points:
        asked = f"{rate * 100}%"
        assert keeps(LOAN, months=18, rate=asked, write_down=change.size)
        assert not keeps(LOAN, months=18, rate=asked, write_down=change.one_less)


# --- what would make a rejected option one that may be proposed


def test_each_rejected_option_has_reasons_with_numbers_and_its_nearest_change():
    menu = rp.advise(rp.sample("dmp-four-cards"))
    for option in menu.rejected:
        assert all(finding.numbers for finding in option.findings)
        found = menu.nearest(option.id)
        assert found.option == option.id and found.findings[: len(option.findings)] == option.findings
        assert found.first in found.levers and found.change is found.levers[found.first].feasible
        assert found.text("zh") and found.to_dict()["first"] == found.first


@pytest.mark.parametrize("shape", ["longest", "fixed_amount", "own_months", "contract", "pay_now"])
def test_with_its_income_that_very_option_is_proposed_and_with_a_unit_less_it_is_not(shape):
    def build(extra=0):
        owed = debt("A", "2000", "18%", minimum={"balance": "10%", "floor": "50"})
        return yen(owed, rules="us", spending="60", extra=extra, limits={"programmes": ["us.workout"]})

    def there(extra):
        # Options of one content are one: it may stand under another shape's name.
        mine = ("contract",) if shape == "contract" else ("us.workout",)
        return any(o.kind in mine for o in rp.advise(build(extra)).options)

    menu = rp.advise(build())
    option = next(o for o in menu.rejected if o.shape == shape)
    lever = menu.nearest(option).levers["income"]
    if shape == "pay_now":
        assert lever.feasible is None
        savings = menu.nearest(option).levers["savings"].feasible
        assert savings.size == 2000
        return
    size = int(lever.feasible.size)
    assert there(size) and not there(size - 1)


def test_what_falls_short_of_paying_at_once_is_what_is_missing_on_that_day():
    """300 at hand, and 500 more by the month's end; 2,000 are owed today: 1,700 are missing, whatever comes later."""
    menu = rp.advise(case(debt("A", "2000", minimum={"amount": "600"}), income="1500", spending="1000", cash="300"))
    levers = menu.nearest("pay_now").levers
    for name in ("savings", "write_down"):
        change = levers[name].feasible
        assert (change.size, change.short) == (1700, ("2026-12", Decimal("0.01")))
    (said,) = levers["income"].findings
    assert said.code == "lever_not_enough" and said.numbers["amount"] == 1700


def test_what_the_rules_do_not_allow_has_no_nearest_change():
    menu = rp.advise(rp.sample("able-not-willing"))
    found = menu.nearest(menu.rejected[0])
    assert found.levers == {} and found.first is None and found.change is None
    assert codes(found)[-1] == "nearest_none"


def test_months_go_only_as_far_as_the_programme():
    of = yen(debt("A", "400", "0%"), rules="cn", limits={"max_months": 12})
    menu = rp.advise(of)
    option = next(o for o in menu.rejected if o.shape == "longest")
    months = menu.nearest(option).levers["months"].feasible
    # 400 at 10 a month are 40 instalments, of the 60 that the rule allows.
    assert (months.size, months.one_less) == (40, 39)
    far = rp.advise(yen(debt("A", "900", "0%"), rules="cn", limits={"max_months": 12}))
    lever = far.nearest(next(o for o in far.rejected if o.shape == "longest")).levers["months"]
    assert lever.feasible is None


def test_an_option_that_is_none_is_refused():
    with pytest.raises(rp.InputError, match="option"):
        rp.advise(rp.sample("dmp-four-cards")).nearest("nothing")
