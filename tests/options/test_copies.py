"""Copies for others: what must not be in them is searched for in their whole text."""

import json
from decimal import Decimal

import pytest

import repayplan as rp
from tests.options.building import case, debt, line

SAMPLES = ("unemployed-three-cards", "gig-seasonal", "able-not-willing", "nine-creditors", "dmp-four-cards")


@pytest.fixture(scope="module", params=SAMPLES)
def menu(request):
    return rp.advise(rp.sample(request.param))


def text_of(document):
    return json.dumps(document, ensure_ascii=False)


def secret():
    """A household of which every name and sum is found by search."""
    incomes = [
        line("Wage at Harbour Works", "1711.13", evidence="verified") | {"papers": ["payslips to November"]},
        line("Aunt Mei helps", "83.19"),
        line("New work", "407.77", start="2027-06", evidence="expected"),
    ]
    outgoings = [line("Rent to Mr Smith", "903.31"), line("School of Lin", "211.17") | {"kind": "flexible"}]
    owed = [
        debt("D-ONE", "7013.37", "12%", creditor="North Bank"),
        debt("D-TWO", "2909.83", "18%", creditor="South Bank"),
        debt("D-THREE", "1237.91", "6%", creditor="North Bank"),
    ]
    return case(
        *owed, incomes=incomes, outgoings=outgoings, cash="317.19", keep_back="59.27", reserve="101.41", rules="cn",
        acts=[{"kind": "contact", "on": "2026-11-01", "note": "called Ms Wu"}],
    )  # fmt: skip


def test_a_creditors_copy_has_the_proposal_its_share_the_surplus_and_the_evidence():
    menu = rp.advise(secret())
    copy = menu.to_dict(audience="creditor", creditor="South Bank")
    assert list(copy["proposal"]["plans"]) == ["D-TWO"]
    assert copy["proposal"]["plans"]["D-TWO"] == menu.best.plans["D-TWO"].to_dict()
    # 2,909.83 of 11,161.11.
    assert copy["share_of_all_debts"] == str((Decimal("2909.83") / Decimal("11161.11")).quantize(Decimal("0.0001")))
    # 1,711.13 + 83.19 - 903.31 - 211.17, and the new work from June on.
    assert [month["amount"] for month in copy["surplus"]] == ["679.84"] * 6 + ["1087.61"] * 6
    assert copy["evidence"] == [
        {"evidence": "verified", "incomes": 1, "papers": ["payslips to November"]},
        {"evidence": "declared", "incomes": 1, "papers": []},
        {"evidence": "expected", "incomes": 1, "papers": []},
    ]
    assert menu.to_dict(audience="creditor", creditor="D-TWO") == copy
    north = menu.to_dict(audience="creditor", creditor="North Bank")
    assert list(north["proposal"]["plans"]) == ["D-ONE", "D-THREE"]


@pytest.mark.parametrize("of", ["best", "others"])
def test_a_creditors_copy_has_nothing_of_others_of_the_sizing_or_of_the_budget(of):
    menu = rp.advise(secret())
    for option in [menu.best] if of == "best" else [*menu.options, *menu.rejected]:
        found = text_of(menu.to_dict(audience="creditor", creditor="South Bank", option=option))
        for name in ("North", "D-ONE", "D-THREE", "Harbour", "Mei", "New work", "Smith", "Lin", "Wu"):
            assert name not in found
        for sum_ in (
            "7013.37",
            "1237.91",
            "1711.13",
            "83.19",
            "407.77",
            "903.31",
            "211.17",
            "317.19",
            "59.27",
            "101.41",
        ):
            assert sum_ not in found
        # What may be asked at most: what is left after what is kept back.
        assert "620.57" not in found and "1028.34" not in found


def test_a_creditors_copy_of_a_sample_names_no_other_creditor_and_no_line(menu):
    home = menu.case.household
    for one in menu.case.debts:
        copy = menu.to_dict(audience="creditor", creditor=one.creditor)
        # A member of the household may have the name of a debt.
        found = text_of(copy).replace(f'"owner": "{one.owner}"', "")
        others = {d.creditor for d in menu.case.debts if d.creditor != one.creditor}
        assert not any(
            f'"{name}"' in found for name in others | {d.id for d in menu.case.debts if d.creditor in others}
        )
        assert not any(entry.name in found for entry in (*home.incomes, *home.spending) if len(entry.name) > 4)
        for key in ("available", "margins", "cash_path", "keep_back", "household", "baselines", "certificate"):
            assert f'"{key}"' not in found
        assert (copy["proposal"] is None) == (menu.best is None)


def test_a_third_partys_copy_has_no_sum_and_no_creditor(menu):
    copy = menu.to_dict(audience="third party")
    found = text_of(copy)
    for one in menu.case.debts:
        assert one.creditor not in found and f'"{one.id}"' not in found
    sums = {str(one.total) for one in menu.case.debts} | {str(menu.case.total_owed)}
    for option in menu.options:
        sums |= {str(payment) for payment in option.payments if payment} | {str(option.total_paid)}
    assert not any(sum_ in found for sum_ in sums)
    assert menu.case.currency not in found and "principal" not in found
    assert copy["proposed"] == (menu.best is not None) and bool(copy["due_dates"]) == copy["proposed"]


def test_where_nothing_can_be_kept_the_copy_says_by_how_much():
    menu = rp.advise(rp.sample("nine-creditors"))
    copy = menu.to_dict(audience="creditor", creditor="Creditor 1")
    assert copy["proposal"] is None and copy["findings"][0]["code"] == "nothing_feasible"


def test_the_households_copy_is_the_whole_document_and_comes_back(menu):
    whole = menu.to_dict()
    assert menu.to_dict(audience="household") == whole
    with pytest.raises(rp.InputError, match="schema"):
        rp.Menu.from_dict(menu.to_dict(audience="third party"))


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"audience": "everybody"}, "audience"),
        ({"audience": "creditor"}, "creditor"),
        ({"audience": "creditor", "creditor": "South Bnk"}, "creditor"),
        ({"audience": "creditor", "creditor": "South Bank", "option": "none"}, "option"),
    ],
)
def test_wrong_use_is_refused(given, path):
    with pytest.raises(rp.InputError) as refused:
        rp.advise(secret()).to_dict(**given)
    assert refused.value.path == path


def test_a_creditors_plans_can_be_checked_by_themselves():
    copy = rp.advise(secret()).to_dict(audience="creditor", creditor="South Bank")
    assert rp.verify(copy["proposal"]["plans"]["D-TWO"]) == []
