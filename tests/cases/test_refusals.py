"""Each way of getting a case wrong: refused with the place, what was expected, and what to do."""

import copy
from decimal import Decimal

import pytest

import repayplan as rp

DOCUMENT = {
    "schema": "repayplan/case-1",
    "as_of": "2026-12-01",
    "currency": "CNY",
    "rules": "cn",
    "household": {
        "cash": "1200",
        "keep_back": "200",
        "reserve": "0",
        "members": ["A"],
        "incomes": [
            {"name": "wage", "amount": "5200", "owner": "A", "evidence": "verified"},
            {"name": "gig", "by_month": {"2026-12": "1200", "2027-01": "900"}},
        ],
        "spending": [{"name": "rent", "amount": "1100", "kind": "essential"}],
    },
    "debts": [
        {
            "id": "A",
            "kind": "credit_card",
            "balance": {"principal": "28000"},
            "rate": "0.05%/day",
            "minimum": "cn/usual-10",
        },
        {"id": "B", "kind": "online_loan", "balance": {"principal": "9000"}, "rate": "18%"},
    ],
}


def changed(place, value):
    """The document with one place changed."""
    document = copy.deepcopy(DOCUMENT)
    inner = document
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return document


def refused(*place_and_value):
    *place, value = place_and_value
    with pytest.raises(rp.InputError) as caught:
        rp.Case.from_dict(changed(place, value))
    return caught.value


def test_the_document_itself_is_right():
    assert rp.Case.from_dict(DOCUMENT).total_owed == Decimal("37000.00")


def test_a_refusal_is_a_value_error():
    assert isinstance(refused("as_of", "yesterday"), ValueError)


# --- amounts


AMOUNTS = [
    ("household", "cash"),
    ("household", "keep_back"),
    ("household", "reserve"),
    ("household", "incomes", 0, "amount"),
    ("household", "incomes", 1, "by_month", "2027-01"),
    ("household", "spending", 0, "amount"),
    ("debts", 0, "balance", "principal"),
    ("debts", 0, "balance", "fees"),
    ("debts", 0, "arrears"),
    ("debts", 0, "contractual_payment"),
    ("debts", 0, "priority_instalment"),
    ("debts", 0, "minimum"),
    ("limits",),
]
PATHS = {place: "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in place)[1:] for place in AMOUNTS}


def wrong_amount(place, amount):
    """The refusal of an amount at a place."""
    value = {"settlement_floor": amount} if place == ("limits",) else amount
    return refused(*place, value)


@pytest.mark.parametrize("place", AMOUNTS, ids=PATHS.values())
@pytest.mark.parametrize("amount", ["-0.01", "-1", -1, -0.5])
def test_a_negative_amount_is_refused(place, amount):
    error = wrong_amount(place, amount)
    assert error.path == PATHS[place] + (".settlement_floor" if place == ("limits",) else "")
    assert "not negative" in error.expected


@pytest.mark.parametrize("place", AMOUNTS, ids=PATHS.values())
@pytest.mark.parametrize("amount", ["0.001", "12.345", Decimal("0.005"), 0.001])
def test_a_fraction_of_a_minor_unit_is_refused(place, amount):
    error = wrong_amount(place, amount)
    assert error.path.startswith(PATHS[place])
    assert "whole minor units of CNY" in error.expected


@pytest.mark.parametrize("place", AMOUNTS, ids=PATHS.values())
@pytest.mark.parametrize(
    "amount", ["NaN", float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), "1,200", True]
)
def test_what_is_no_finite_number_is_refused(place, amount):
    assert wrong_amount(place, amount).path.startswith(PATHS[place])


# --- currencies and rates


def test_an_unknown_currency_is_refused_with_the_nearest():
    error = refused("currency", "CNX")
    assert (error.path, error.value) == ("currency", "'CNX'")
    assert error.fix.startswith("did you mean ")


def test_an_unknown_currency_of_a_debt_is_refused():
    assert refused("debts", 1, "currency", "yuan").path == "debts[1].currency"


def test_two_currencies_without_a_rate_are_refused():
    error = refused("debts", 1, "currency", "USD")
    assert (error.path, error.expected) == ("debts[1].currency", "CNY, or a dated rate in fx")


def test_two_currencies_with_a_rate_add_up():
    document = changed(("debts", 1, "currency"), "USD")
    document["fx"] = [{"from": "USD", "to": "CNY", "rate": "7.1", "on": "2026-11-30"}]
    assert rp.Case.from_dict(document).total_owed == 28000 + 9000 * Decimal("7.1")


@pytest.mark.parametrize("rate", ["18", "0.18", 18, 18.25, Decimal(18), "18%/week", "-1%", "nan%", ""])
def test_a_rate_without_unit_is_refused(rate):
    error = refused("debts", 1, "rate", rate)
    assert error.path == "debts[1].rate"
    assert '"18.25%"' in error.fix


def test_a_rate_of_a_step_is_refused_at_its_step():
    error = refused("debts", 1, "rate", [{"from": "2026-12-01", "rate": "0%"}, {"from": "2027-05-01", "rate": "26.99"}])
    assert error.path == "debts[1].rate[1].rate"


# --- terms


@pytest.mark.parametrize("count", [0, -1, 10**9, 2.5, True, "60"])
def test_a_number_of_instalments_that_is_none_is_refused(count):
    with pytest.raises(rp.InputError) as caught:
        rp.Terms(instalments=count)
    assert caught.value.path == "instalments"
    assert caught.value.expected.startswith("a whole number from 1 to ")


def test_terms_without_a_number_are_refused():
    with pytest.raises(rp.InputError) as caught:
        rp.Terms()
    assert caught.value.path == "instalments"


def test_a_first_due_date_before_as_of_is_refused():
    error = refused("first_due", "2026-11-30")
    assert (error.path, error.expected) == ("first_due", "a day not before as_of, 2026-12-01")


def test_a_first_due_date_before_as_of_is_refused_for_one_plan():
    debt = rp.Debt(id="A", principal="1000", rate="12%", currency="CNY")
    with pytest.raises(rp.InputError) as caught:
        rp.schedule(debt, rp.Terms(instalments=3, first_due="2026-11-30"), as_of="2026-12-01")
    assert "first_due" in caught.value.path


def test_a_plan_longer_than_a_line_by_month_needs_beyond():
    with pytest.raises(rp.InputError) as caught:
        rp.advise(rp.Case.from_dict(DOCUMENT))
    assert caught.value.path == "household.beyond"
    assert "'gig'" in caught.value.expected
    assert "repeat_last" in caught.value.fix


@pytest.mark.parametrize("beyond", ["repeat_last", "nothing"])
def test_with_beyond_it_is_answered(beyond):
    menu = rp.advise(rp.Case.from_dict(changed(("household", "beyond"), beyond)))
    assert menu.baselines["nothing"].plans.keys() == {"A", "B"}


# --- names and words


def test_two_debts_of_one_id_are_refused():
    error = refused("debts", 1, "id", "A")
    assert (error.path, error.value) == ("debts[1].id", "'A'")


def test_an_unknown_preset_is_refused_with_the_nearest():
    error = refused("debts", 0, "minimum", "cn/usual-1O")
    assert (error.path, error.fix) == ("debts[0].minimum", "did you mean 'cn/usual-10'?")


def test_the_minimum_is_refused_where_none_is_known():
    debt = rp.Case.from_dict(DOCUMENT).debts[1]
    with pytest.raises(rp.InputError) as caught:
        debt.minimum_payment()
    assert caught.value.path == "debts['B'].minimum"
    assert "preset" in caught.value.fix


def test_evidence_misspelt_is_refused_with_the_nearest():
    error = refused("household", "incomes", 0, "evidence", "verifed")
    assert (error.path, error.fix) == ("household.incomes[0].evidence", "did you mean 'verified'?")


@pytest.mark.parametrize(
    ("place", "word", "nearest"),
    [
        (("household", "spending", 0, "kind"), "esential", "essential"),
        (("household", "beyond"), "repeat-last", "repeat_last"),
        (("debts", 0, "day_count"), "actual/356", "actual/365"),
        (("debts", 0, "flags"), ["jiont"], "joint"),
        (("reason",), {"code": "unemployed"}, "unemployment"),
        (("acts",), [{"kind": "contacted", "on": "2026-11-01"}], "contact"),
        (("willing",), "decline", "declined"),
        (("limits",), {"programmes": ["cn.personalised_instalments"]}, "cn.personalised_instalment"),
        (("household", "incomes", 0, "every"), "monthly", "month"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_word_misspelt_is_refused_with_the_nearest(place, word, nearest):
    assert refused(*place, word).fix == f"did you mean {nearest!r}?"


def test_an_unknown_place_of_rules_is_refused():
    assert refused("rules", "atlantis").path == "rules"
    assert refused("debts", 0, "rules", "atlantis").path == "debts[0].rules"


@pytest.mark.parametrize("owner", [("household", "incomes", 0, "owner"), ("debts", 0, "owner")])
def test_an_owner_who_is_no_member_is_refused(owner):
    error = refused(*owner, "B")
    assert error.path == "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in owner)[1:]
    assert error.expected == "a member of the household"


# --- the document


@pytest.mark.parametrize("schema", ["repayplan/case-2", "repayplan/case-10"])
def test_a_newer_schema_is_refused(schema):
    error = refused("schema", schema)
    assert (error.path, error.fix) == ("schema", "upgrade repayplan to read a newer document")


@pytest.mark.parametrize("schema", [None, 1, "", "repayplan/plan-1", "case-1", "repayplan/case-", "repayplan/case-x"])
def test_another_document_is_refused(schema):
    assert refused("schema", schema).path == "schema"


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "12/2026", "2026-12-01", "二〇二六-12"])
def test_a_bad_month_is_refused(month):
    error = refused("household", "incomes", 1, "by_month", {month: "1200"})
    assert (error.path, error.fix) == ("household.incomes[1].by_month", 'write it like "2026-12"')


def test_a_gap_in_a_line_by_month_is_refused_with_its_month():
    error = refused("household", "incomes", 1, "by_month", {"2026-12": "1200", "2027-02": "900"})
    assert error.path == "household.incomes[1].by_month.2027-01"


def test_repeating_a_year_needs_one():
    assert refused("household", "beyond", "repeat_year").path == "household.incomes[1].by_month"


@pytest.mark.parametrize("line", [{"name": "gig"}, {"name": "gig", "amount": "1", "by_month": {"2026-12": "1"}}])
def test_a_line_is_an_amount_or_by_month_and_never_both(line):
    assert refused("household", "incomes", 1, line).path == "household.incomes[1].amount"


@pytest.mark.parametrize(
    ("place", "path", "nearest"),
    [
        (("as_off",), "as_off", "as_of"),
        (("household", "keepback"), "household.keepback", "keep_back"),
        (("household", "incomes", 0, "evidense"), "household.incomes[0].evidense", "evidence"),
        (("household", "spending", 0, "ammount"), "household.spending[0].ammount", "amount"),
        (("debts", 0, "balanse"), "debts[0].balanse", "balance"),
        (("debts", 0, "balance", "principle"), "debts[0].balance.principle", "principal"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest(place, path, nearest):
    error = refused(*place, "1")
    assert (error.path, error.expected, error.fix) == (path, "a known key", f"did you mean {nearest!r}?")


def test_unknown_keys_of_the_small_objects_are_refused():
    assert refused("reason", {"code": "other", "sinse": "2026-01-01"}).path == "reason.sinse"
    assert refused("acts", [{"kind": "contact", "on": "2026-11-01", "sum": "3"}]).path == "acts[0].sum"
    assert refused("limits", {"max_month": 60}).path == "limits.max_month"
    assert refused("fx", [{"from": "USD", "to": "CNY", "rate": "7", "day": "2026-11-01"}]).path == "fx[0].day"
    assert refused("debts", 0, "late_fee", {"share": "5%", "roof": "9"}).path == "debts[0].late_fee.roof"
    assert refused("debts", 0, "minimum", {"balance": "3%", "flor": "9"}).path == "debts[0].minimum.flor"
    assert refused("household", "assets", [{"name": "car", "worth": "9"}]).path == "household.assets[0].worth"


@pytest.mark.parametrize("key", ["as_of", "currency", "household", "debts"])
@pytest.mark.parametrize("absent", [True, False])
def test_what_a_case_cannot_do_without_is_asked_for(key, absent):
    document = copy.deepcopy(DOCUMENT)
    if absent:
        del document[key]
    else:
        document[key] = None
    with pytest.raises(rp.InputError) as caught:
        rp.Case.from_dict(document)
    assert (caught.value.path, caught.value.fix) == (key, f"add {key!r}")


@pytest.mark.parametrize("value", ["text", 5, [1]])
@pytest.mark.parametrize("key", ["household", "reason", "limits"])
def test_a_mapping_is_asked_for_where_one_belongs(key, value):
    assert refused(key, value).path == key


@pytest.mark.parametrize("value", ["text", 5, {"a": 1}])
@pytest.mark.parametrize("key", ["debts", "acts", "fx"])
def test_a_list_is_asked_for_where_one_belongs(key, value):
    assert refused(key, value).path == key


# --- values of the wrong form


@pytest.mark.parametrize(
    ("place", "value", "path"),
    [
        (("acts",), [{"kind": "part_payment", "on": "2026-11-01", "amount": "0.005"}], "acts[0].amount"),
        (("acts",), [{"kind": "contact", "on": "2026-11-01", "note": 0}], "acts[0].note"),
        (("reason",), {"code": "other", "note": []}, "reason.note"),
        (("debts", 0, "creditor"), False, "debts[0].creditor"),
        (("limits",), {"step_share": "5%/month"}, "limits.step_share"),
        (("schema",), "repayplan/case-0", "schema"),
        (("schema",), "repayplan/case-\u00b2", "schema"),
    ],
)
def test_a_value_of_the_wrong_form_is_refused(place, value, path):
    assert refused(*place, value).path == path
