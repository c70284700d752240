"""Refusals: every pattern equals what is added up for it by itself."""

from decimal import Decimal
from itertools import combinations

import pytest

import repayplan as rp
from repayplan.feasibility.cash import Dues
from repayplan.feasibility.judge import _verdict
from repayplan.feasibility.survived import Asked
from repayplan.plans.forecast import by_contract
from repayplan.units.dates import month_of
from repayplan.units.money import split
from tests.options.building import case, codes, debt

SAMPLES = ("dmp-four-cards", "unemployed-three-cards", "gig-seasonal")


def by_brute_force(found, option, refusers, ledger):
    """Verdict, shorts and what is left, from the rows of the plans and of the contracts' paths."""
    count = len(option.payments)
    sums, others, at_once, dues = [0] * count, [0] * count, 0, []
    for one in found.debts:
        if not sum(one.opening):
            continue
        refuses = one.creditor in refusers and one.priority_instalment is None
        plan = by_contract(one, found.as_of, found.first_due) if refuses else option.plans[one.id]
        for span, row in zip(plan.spans, plan.raw, strict=True):
            month = month_of(span.due) - found.first_month
            if month < count:
                paid = -(-row.paid * found.rates[one.currency] // 1)
                sums[month] += paid
                others[month] += paid if refuses or one.priority_instalment is not None else 0
                at_once += paid if span.due == found.as_of else 0
                dues.append((month, span.due.day, paid))
    verdict = _verdict(ledger, Asked(found.household, found.first_month, tuple(sums), Dues(at_once, tuple(dues))))
    left = max(0, min(have - paid for have, paid in zip(verdict.means.available, others, strict=True)))
    return verdict, Decimal(left) / 100


def weights(found, names):
    asked = [(d, w) for d, w in zip(found.debts, found.weights, strict=True) if d.priority_instalment is None]
    return {name: sum(weight for debt, weight in asked if debt.creditor == name) for name in names}


def assert_equal_to_brute_force(menu, ledger="declared"):
    found = menu.refusals(ledger=ledger)
    option = menu.best
    assert len(found.patterns) == 2 ** len(found.creditors)
    before = by_brute_force(menu.case, option, (), ledger)[1]
    for pattern in found.patterns:
        verdict, left = by_brute_force(menu.case, option, pattern.creditors, ledger)
        assert (pattern.verdict, pattern.left) == (verdict.verdict, left)
        assert pattern.short_of_cash == verdict.short_of_cash
        assert pattern.short_of_surplus == verdict.short_of_surplus
        accept = [name for name in found.creditors if name not in pattern.creditors]
        assert sum(pattern.shares.values()) == (left if accept else 0) and set(pattern.shares) == set(accept)
        whole = weights(menu.case, found.creditors)
        for name in accept:
            part = split(int(left * 100), [whole[one] for one in accept])[accept.index(name)]
            there = split(int(before * 100), [whole[one] for one in found.creditors])[found.creditors.index(name)]
            assert abs(int(pattern.shares[name] * 100) - part) <= 1
            assert abs(int(pattern.loses[name] * 100) - (there - part)) <= 2
    broken = {frozenset(p.creditors) for p in found.patterns if not p.feasible}
    smallest = {one for one in broken if not any(less < one for less in broken)}
    assert {frozenset(names) for names in found.breaking} == smallest
    assert len(found.breaking) == len(smallest)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("ledger", ["declared", "verified"])
def test_every_pattern_of_a_sample_equals_brute_force(name, ledger):
    assert_equal_to_brute_force(rp.advise(rp.sample(name)), ledger)


def test_a_household_where_two_refusals_together_break_what_each_alone_does_not():
    """200 a month; each contract asks 70 where its plan asks 50: one more 20 is there, two are not."""
    owed = [debt(name, "600", contractual_payment="70") for name in "ABC"]
    longest = rp.advise(case(*owed, income="1085", rules="cn", limits={"max_months": 12}))
    option = next(o for o in longest.options if o.shape == "longest")
    found = longest.refusals(option.id)
    # 3 x 50 = 150 of 185; one refusal 170, two 190.
    assert [pattern.verdict for pattern in found.single] == ["comfortable"] * 3
    assert set(found.breaking) == {("A", "B"), ("A", "C"), ("B", "C")}
    assert found["A"].left == 115 and found["A", "B"].left == 45
    assert found["A"].shares == {"B": Decimal("57.50"), "C": Decimal("57.50")}
    # 185 over three is 61.67, 61.67 and 61.66: the two that accept had 123.33 or 123.34.
    assert sum(found["A"].loses.values()) + 115 in (Decimal("123.33"), Decimal("123.34"))


def test_patterns_of_random_households_equal_brute_force():
    import random

    draw = random.Random(7)
    for _ in range(6):
        owed = [
            debt(
                name, str(draw.randint(100, 3000)), draw.choice(["0%", "18%"]),
                contractual_payment=str(draw.randint(10, 90)), creditor=draw.choice("XYZ") + draw.choice("12"),
                priority_instalment="15" if draw.random() < 0.2 else None,
            )
            for name in "ABCDE"[: draw.randint(2, 5)]
        ]  # fmt: skip
        menu = rp.advise(case(*owed, income=str(1000 + draw.randint(20, 120)), cash="200", limits={"max_months": 60}))
        if menu.best is not None:
            assert_equal_to_brute_force(menu)


def test_one_creditor_with_two_debts_refuses_with_both():
    owed = [
        debt("A", "300", creditor="Bank", contractual_payment="20"),
        debt("B", "300", creditor="Bank", contractual_payment="30"),
        debt("C", "600", contractual_payment="10"),
    ]
    menu = rp.advise(case(*owed, limits={"max_months": 60}))
    found = menu.refusals()
    assert found.creditors == ("Bank", "C") and found["Bank"].left == 50
    assert_equal_to_brute_force(menu)


def test_an_instalment_agreed_before_is_asked_of_nobody():
    owed = [debt("P", "2400", priority_instalment="40"), debt("B", "600", contractual_payment="30")]
    found = rp.advise(case(*owed, limits={"max_months": 60})).refusals()
    assert found.creditors == ("B",) and (found.nobody.left, found["B"].left) == (60, 30)


def test_where_a_contract_is_not_known_its_refusal_is_not_judged():
    owed = [debt("A", "600", contractual_payment="30"), debt("B", "600")]
    found = rp.advise(case(*owed, limits={"max_months": 60})).refusals()
    assert (found["A"].feasible, found["B"].feasible, found["A", "B"].feasible) == (True, None, None)
    assert codes(found) == ["refuser_by_contract", "refusal_unknown"] and "unknown" in found.text()


def test_more_than_twelve_creditors_are_shown_one_by_one_and_it_is_said():
    owed = [debt(f"D{k}", "100", contractual_payment="5") for k in range(13)]
    found = rp.advise(case(*owed, limits={"max_months": 60})).refusals()
    assert len(found.single) == 13 and len(found.patterns) == 14
    assert codes(found)[-1] == "refusals_single_only" and "13" in found.text()
    twelve = rp.advise(case(*owed[:12], limits={"max_months": 60})).refusals()
    assert len(twelve.patterns) == 4096 and "refusals_single_only" not in codes(twelve)


def test_an_option_that_cannot_be_kept_is_broken_by_nobody():
    menu = rp.advise(rp.sample("nine-creditors"))
    found = menu.refusals(menu.rejected[0])
    assert found.breaking == ((),) and "even if nobody refuses" in found.text()
    with pytest.raises(rp.InputError, match="name a rejected one"):
        menu.refusals()
    with pytest.raises(rp.InputError, match="option"):
        menu.refusals("no such option")


def test_it_shows_itself():
    owed = [debt("A", "600", contractual_payment="90"), debt("B", "300", contractual_payment="60")]
    menu = rp.advise(case(*owed, limits={"max_months": 60}))
    found = menu.refusals()
    assert "refuses" in found.text() and "拒绝" in found.text("zh") and found.html().startswith("<div")
    frame = found.to_frame("dict")
    assert frame["refusing"] == [len(names) for size in range(3) for names in combinations("AB", size)]
    assert [tuple(p["creditors"]) for p in found.to_dict()["patterns"]] == [(), ("A",), ("B",), ("A", "B")]
