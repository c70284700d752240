"""A debt: what is owed by component, what its contract says, and each way of saying it wrongly."""

import copy
import json
import pickle
from dataclasses import FrozenInstanceError, replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.debts.debt import FLAGS, KEYS, Debt
from repayplan.debts.late_fee import LateFee
from repayplan.debts.minimum import Minimum
from repayplan.rules.book import minimum_preset
from repayplan.units.rates import read_path
from repayplan.units.refusal import InputError, under

USUAL = {"purchases": "10%", "interest": "100%", "penalty": "100%", "fees": "100%", "past_due": "100%"}
DOCUMENT = {
    "id": "A",
    "creditor": "Bank A",
    "kind": "credit_card",
    "owner": "A",
    "currency": "CNY",
    "flags": ["secured", "disputed"],
    "balance": {"principal": "28000.00", "interest": "1620.00", "penalty": "540.00", "fees": "0.00"},
    "rate": "0.05%/day",
    "day_count": "actual/365",
    "compounding": "none",
    "days_past_due": 75,
    "arrears": "3000.00",
    "rules": "cn",
    "due_day": 15,
    "minimum": USUAL,
    "late_fee": {"share": "5%", "floor": "10.00"},
    "contractual_payment": "651.00",
    "instalments_left": 12,
    "priority_instalment": "26.67",
    "credit_limit": "30000.00",
    "cash_advance": "500.00",
    "instalments_due": "250.00",
    "balances": [],
    "payment_first": None,
}


def debt(**changes):
    """A plain debt with some fields of its own."""
    return Debt(**{"id": "A", "principal": "28000", "rate": "18%", "currency": "CNY"} | changes)


def refused(**changes):
    """Where and why a debt is refused."""
    with pytest.raises(InputError) as caught:
        debt(**changes)
    return caught.value


def test_a_document_reads_back_to_the_letter():
    found = Debt.from_dict(DOCUMENT)
    assert found.to_dict() == DOCUMENT
    assert list(found.to_dict()) == list(KEYS)
    assert Debt.from_dict(json.loads(json.dumps(found.to_dict()))) == found


def test_what_is_owed_by_component():
    found = Debt.from_dict(DOCUMENT)
    assert found.opening == (28000_00, 1620_00, 540_00, 0)
    assert (found.principal, found.interest, found.penalty, found.fees) == (28000, 1620, 540, 0)
    assert found.total == Decimal("30160.00")


def test_null_and_a_missing_key_mean_the_same():
    short = {"id": "A", "balance": {"principal": "1"}, "rate": "1%"}
    full = dict.fromkeys(KEYS) | short | {"balance": {"principal": "1", "interest": None}}
    assert Debt.from_dict(short, "CNY") == Debt.from_dict(full, "CNY")


def test_amounts_come_out_canonical():
    found = Debt.from_dict(
        {
            "id": "A",
            "balance": {"principal": 28000, "interest": 0.1},
            "rate": 0.1825,
            "minimum": {"floor": 35},
            "arrears": "7",
        },
        "CNY",
    ).to_dict()
    assert found["balance"] == {"principal": "28000.00", "interest": "0.10", "penalty": "0.00", "fees": "0.00"}
    assert (found["rate"], found["minimum"], found["arrears"]) == ("18.25%", {"floor": "35.00"}, "7.00")


def test_a_yen_has_no_decimals():
    assert debt(currency="JPY").to_dict()["balance"]["principal"] == "28000"


def test_the_debt_names_its_currency_or_takes_the_case_s():
    short = {"id": "A", "balance": {"principal": "1"}, "rate": "1%"}
    assert Debt.from_dict(short, "SGD").currency == "SGD"
    assert Debt.from_dict(short | {"currency": "CNY"}, "SGD").currency == "CNY"


def test_a_creditor_who_is_not_named_is_shown_by_the_id():
    assert debt().creditor == "A"


def test_a_rate_in_dated_steps():
    steps = [{"from": "2026-12-01", "rate": "0%"}, {"from": "2027-05-01", "rate": "26.99%"}]
    found = debt(rate=steps)
    assert found.to_dict()["rate"] == steps
    assert str(found.path.on(date(2027, 5, 1))) == "26.99%"
    assert debt(rate=read_path(steps, "rate")) == found
    assert hash(found) == hash(debt(rate=steps))


def test_flags_are_a_set_in_one_order():
    assert debt(flags=["disputed", "secured", "disputed"]) == debt(flags=("secured", "disputed"))
    assert debt(flags=list(FLAGS[::-1])).flags == FLAGS


def test_a_debt_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        debt().principal = "1"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one)), replace])
def test_a_debt_is_a_value(again):
    found = Debt.from_dict(DOCUMENT)
    assert again(found) == found
    assert hash(again(found)) == hash(found)
    assert again(found).to_dict() == DOCUMENT


AMOUNT = st.integers(0, 10**12).map(lambda units: Decimal(units) / 100)


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT)
def test_the_total_is_the_sum_of_the_components(principal, interest, penalty, fees):
    found = debt(principal=principal, interest=interest, penalty=penalty, fees=fees)
    assert found.total == principal + interest + penalty + fees
    assert Debt.from_dict(found.to_dict()) == found


# The minimum payment.


def test_the_minimum_counts_arrears_where_they_are_known():
    owed = {"interest": "1620", "penalty": "540", "minimum": USUAL}
    assert debt(**owed).minimum_payment() == 4960
    assert debt(**owed, arrears="3000").minimum_payment() == 7960


def test_an_unknown_minimum_is_an_error_that_names_the_debt():
    with pytest.raises(InputError, match=r"^debts\['Visa 7'\]\.minimum: got None, expected a minimum payment"):
        debt(id="Visa 7").minimum_payment()


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ("300", {"amount": "300.00"}),
        (300, {"amount": "300.00"}),
        ({"balance": "3%", "floor": "35"}, {"balance": "3%", "floor": "35.00"}),
        (Minimum(balance="3%", floor="35"), {"balance": "3%", "floor": "35.00"}),
        (None, None),
    ],
)
def test_what_a_minimum_may_be_given_as(given, parts):
    found = debt(minimum=given)
    assert found.to_dict()["minimum"] == parts
    assert Debt.from_dict(found.to_dict()) == found


def test_a_preset_is_looked_up_and_written_as_its_id():
    found = debt(minimum="cn/usual-10", interest="1620")
    assert found.preset == "cn/usual-10"
    assert found.minimum == Minimum(**minimum_preset("cn/usual-10").parts)
    assert found.to_dict()["minimum"] == "cn/usual-10"
    assert Debt.from_dict(found.to_dict()) == found == replace(found)
    assert found == debt(preset="cn/usual-10", interest="1620")


def test_a_minimum_that_is_no_longer_the_preset_loses_its_name():
    found = replace(debt(minimum="cn/usual-10"), minimum=Minimum(balance="3%"))
    assert found.preset is None
    assert found.to_dict()["minimum"] == {"balance": "3%"}


def test_an_unknown_preset_suggests_the_nearest():
    error = refused(minimum="cn/usual-1")
    assert (error.path, error.fix) == ("minimum", "did you mean 'cn/usual-10'?")


@pytest.mark.parametrize(("currency", "fits"), [("CNY", False), ("USD", True)])
def test_a_preset_with_sums_is_of_its_own_currency(monkeypatch, currency, fits):
    preset = SimpleNamespace(parts={"balance": "2%", "floor": "20"}, currency="USD")
    monkeypatch.setattr("repayplan.rules.book.minimum_preset", lambda preset_id: preset)
    if fits:
        assert debt(currency=currency, minimum="us/x").minimum == Minimum(balance="2%", floor="20")
    else:
        assert refused(currency=currency, minimum="us/x").expected == "a preset in CNY, not USD"


def test_a_late_fee_is_read():
    found = debt(late_fee={"share": "5%", "floor": "10"})
    assert found.late_fee == LateFee("5%", floor="10") == debt(late_fee=LateFee("5%", floor=10)).late_fee
    assert found.to_dict()["late_fee"] == {"share": "5%", "floor": "10.00"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("due_day", 1), ("due_day", 31), ("instalments_left", 1), ("instalments_left", 600), ("days_past_due", 36_500)],
)
def test_bounds_are_included(field, value):
    assert debt(**{field: value}).to_dict()[field] == value


# Each way of saying it wrongly.


@pytest.mark.parametrize("component", ["principal", "interest", "penalty", "fees"])
def test_a_credit_balance_is_refused(component):
    error = refused(**{component: "-0.01"})
    assert error.path == component
    assert "not netted" in error.fix


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("id", 7),
        ("creditor", "  "),
        ("creditor", 7),
        ("kind", None),
        ("owner", 7),
        ("rules", ""),
        ("currency", "CNX"),
        ("currency", None),
        ("principal", "28000.001"),
        ("principal", float("nan")),
        ("principal", None),
        ("interest", "much"),
        ("rate", "18"),
        ("rate", 18),
        ("rate", None),
        ("day_count", "actual/999"),
        ("compounding", "monthy"),
        ("days_past_due", -1),
        ("days_past_due", "75"),
        ("due_day", 0),
        ("due_day", 32),
        ("instalments_left", 0),
        ("instalments_left", 601),
        ("days_past_due", 36_501),
        ("arrears", "-1"),
        ("contractual_payment", "-651"),
        ("priority_instalment", "26.667"),
        ("credit_limit", float("inf")),
        ("flags", "secured"),
        ("minimum", "a tenth"),
        ("minimum", "-300"),
        ("minimum", {}),
        ("late_fee", "5%"),
        ("preset", "cn/none-such"),
    ],
)
def test_a_field_names_itself_when_refused(field, value):
    path = "minimum" if field == "preset" else field
    assert refused(**{field: value}).path == path


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("flags", ["secured", "secret"], "flags[1]"),
        ("rate", [{"from": "2026-12-01", "rate": "18"}], "rate[0].rate"),
        ("rate", {"flat_fee": "0.6"}, "rate.flat_fee"),
        ("rate", {"flat": "0.6%/month"}, "rate.flat"),
        ("minimum", {"balance": "3"}, "minimum.balance"),
        ("minimum", {"balance": "3%", "flor": "35"}, "minimum.flor"),
        ("minimum", {"floor": "0.001"}, "minimum.floor"),
        ("late_fee", {"floor": "0.001"}, "late_fee.floor"),
        ("late_fee", {"shar": "5%"}, "late_fee.shar"),
    ],
)
def test_a_part_of_a_field_names_itself_when_refused(field, value, path):
    assert refused(**{field: value}).path == path


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"balance": None}, "balance"),
        ({"balance": "28000"}, "balance"),
        ({"balance": {"interest": "1"}}, "balance.principal"),
        ({"balance": {"principal": "1", "intrest": "1"}}, "balance.intrest"),
        ({"balance": {"principal": "-1"}}, "balance.principal"),
        ({"balance": {"principal": "1", "fees": "x"}}, "balance.fees"),
        ({"id": None}, "id"),
        ({"rate": None}, "rate"),
        ({"currency": None}, "currency"),
        ({"principal": "1"}, "principal"),
        ({"preset": "cn/usual-10"}, "preset"),
        ({"creditr": "Bank"}, "creditr"),
    ],
)
def test_a_document_names_what_it_refuses(changes, path):
    with pytest.raises(InputError) as caught, under("debts[0]"):
        Debt.from_dict(DOCUMENT | changes)
    assert caught.value.path == f"debts[0].{path}"


def test_an_unknown_key_suggests_the_nearest():
    with pytest.raises(InputError, match=r"did you mean 'creditor'\?"):
        Debt.from_dict(DOCUMENT | {"creditr": "Bank"})


def test_a_debt_is_not_past_due_unless_it_is_said():
    assert (debt().days_past_due, debt().flags, debt().compounding) == (0, (), "none")
