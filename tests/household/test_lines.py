"""Income and spending lines, each with its evidence or kind, and each way of saying them wrongly."""

import copy
import json
import pickle
from dataclasses import FrozenInstanceError, asdict, replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from repayplan.household.assets import Asset
from repayplan.household.lines import Income, Spending, labels
from repayplan.household.pay_days import WORDS, pay_day_document, read_pay_day
from repayplan.units.dates import read_month
from repayplan.units.refusal import InputError

FIRST = read_month("2026-12", "first")
YEAR = {f"2027-{month:02d}": str(month * 100) for month in range(1, 13)}


def path(line, count, beyond=None, currency="CNY", first=FIRST):
    """What a line holds from a month on, in whole amounts."""
    return [units // 100 for units in line.path(first, count, currency, beyond)[:count]]


def refused(make, *arguments, **named):
    """Where a line is refused."""
    with pytest.raises(InputError) as caught:
        make(*arguments, **named)
    return caught.value


def test_a_series_holds_its_amount_as_often_as_it_falls_due():
    assert path(Income("wage", "500", every="week", start="2026-12-04"), 3) == [2000, 2500, 2000]


def test_a_series_of_nothing_holds_nothing():
    assert path(Spending("rent", "0"), 2) == [0, 0]


def test_amounts_by_month_are_nothing_before_the_first():
    line = Income("gig", by_month={"2027-01": "900", "2027-02": "0", "2027-03": "700"})
    assert path(line, 4) == [0, 900, 0, 700]


@pytest.mark.parametrize(
    ("beyond", "after"),
    [("repeat_last", [1200] * 14), ("nothing", [0] * 14), ("repeat_year", [*range(100, 1300, 100), 100, 200])],
)
def test_what_a_line_by_month_does_after_its_last(beyond, after):
    assert path(Income("gig", by_month=YEAR), 27, beyond) == [0, *range(100, 1300, 100), *after]


def test_a_year_repeats_the_last_twelve_months():
    longer = {"2026-12": "5"} | YEAR
    assert path(Income("gig", by_month=longer), 26, "repeat_year")[13:] == [*range(100, 1300, 100), 100]


def test_without_beyond_a_line_by_month_ends_in_an_error():
    line = Income("gig", by_month=YEAR)
    assert path(line, 13)[-1] == 1200
    error = refused(line.path, FIRST, 14, "CNY", None)
    assert error.path == "household.beyond"
    assert "'gig' is after 2027-12" in error.expected
    assert path(line, 13)[-1] == 1200  # what was known stays known


def test_a_path_grows_without_a_change_of_what_was_there():
    line = Spending("rent", "1100", start="2027-01")
    short = line.path(FIRST, 3, "CNY", None)
    long = line.path(FIRST, 6, "CNY", None)
    assert (short, long) == ((0, 110000, 110000), (0, *[110000] * 5))
    assert line.path(FIRST, 2, "CNY", None)[:2] == short[:2]


def test_a_line_serves_currencies_and_ends_apart():
    line = Income("gig", by_month={"2026-12": "10"})
    assert line.path(FIRST, 2, "CNY", "nothing") == (1000, 0)
    assert line.path(FIRST, 2, "JPY", "repeat_last") == (10, 10)


@pytest.mark.parametrize(
    ("line", "month"),
    [
        (Income("a", "1", start="2027-06"), "2027-06"),
        (Income("a", "1", every="week", start="2027-06-04"), "2027-06"),
        (Income("a", by_month={"2026-12": "0", "2027-01": "0", "2027-02": "5"}), "2027-02"),
        (Income("a", "1"), None),
        (Income("a", "0", start="2027-06"), None),
        (Income("a", by_month={"2026-12": "0"}), None),
    ],
)
def test_the_month_in_which_a_line_begins(line, month):
    assert line.begins() == (None if month is None else read_month(month, "month"))


def test_the_last_month_by_month():
    assert Income("gig", by_month=YEAR).last_month == read_month("2027-12", "month")
    assert Income("wage", "1").last_month is None


LINES = [
    Income("wage", "5200", start="2027-06", evidence="expected", owner="A", papers=["letter"], pay_day="first friday"),
    Income("wage", 5200, every="week", start=date(2027, 6, 4), until=date(2027, 12, 31), pay_day=15),
    Income("wage", Decimal("5200.5"), every=(10, "days"), start="2027-06-04", until="2027-12"),
    Income("gig", by_month={"2027-01": 0.1, "2026-12": "1200"}, pay_day={"2026-12": "2026-12-04T10:00"}),
    Spending("rent", "1100", kind="priority"),
    Spending("food", by_month={"2026-12": "900"}, kind="flexible"),
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("settled", [False, True])
def test_a_line_reads_back(line, settled):
    line = line.in_currency("CNY") if settled else line
    document = json.loads(json.dumps(line.to_dict()))
    again = type(line).from_dict(document)
    assert (again, hash(again), again.to_dict()) == (line, hash(line), document)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one)), replace])
def test_a_line_is_a_value(line, again):
    line.path(FIRST, 1, "CNY", "nothing")
    assert again(line) == line
    assert asdict(line)["name"] == line.name
    with pytest.raises(FrozenInstanceError):
        line.name = "other"


def test_amounts_come_out_canonical():
    assert Income("wage", 5200).in_currency("CNY").to_dict()["amount"] == "5200.00"
    assert Income("wage", Decimal("5.2E+3")).to_dict()["amount"] == "5200"
    assert Income("gig", by_month={"2027-01": 0.1, "2026-12": 7}).in_currency("CNY").to_dict()["by_month"] == {
        "2026-12": "7.00",
        "2027-01": "0.10",
    }


def test_null_and_a_missing_key_mean_the_same():
    assert Income.from_dict(dict.fromkeys(Income.KEYS) | {"name": "wage", "amount": "1"}) == Income("wage", "1")
    assert Income("gig", by_month={"2026-12": "1", "2027-01": None}) == Income("gig", by_month={"2026-12": "1"})


@pytest.mark.parametrize("kind", [Income, Spending])
@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"amount": "1", "by_month": YEAR}, "amount"),
        ({}, "amount"),
        ({"by_month": {}}, "by_month"),
        ({"by_month": ["2026-12", "1"]}, "by_month"),
        ({"by_month": "1200"}, "by_month"),
        ({"by_month": ("2026-12", "1200")}, "by_month"),
        ({"by_month": {"2026-12": "1", "2027-02": "1"}}, "by_month.2027-01"),
        ({"by_month": {"2026-12": "1", "2027-01": None, "2027-02": "1"}}, "by_month.2027-01"),
        ({"by_month": {"2026-13": "1"}}, "by_month"),
        ({"by_month": {"Dec": "1"}}, "by_month"),
        ({"by_month": {202612: "1"}}, "by_month"),
        ({"by_month": {"2026-12-01": "1"}}, "by_month"),
        ({"by_month": {"2026-12": "-1"}}, "by_month.2026-12"),
        ({"by_month": {"2026-12": float("nan")}}, "by_month.2026-12"),
        ({"by_month": {"2026-12": "x"}}, "by_month.2026-12"),
        ({"by_month": {"2026-12": True}}, "by_month.2026-12"),
        ({"by_month": YEAR, "every": "month"}, "every"),
        ({"by_month": YEAR, "start": "2027-01"}, "start"),
        ({"by_month": YEAR, "until": "2027-01"}, "until"),
        ({"amount": "-1"}, "amount"),
        ({"amount": float("nan")}, "amount"),
        ({"amount": float("inf")}, "amount"),
        ({"amount": "lots"}, "amount"),
        ({"amount": "1", "every": "weekly"}, "every"),
        ({"amount": "1", "every": "week"}, "start"),
        ({"amount": "1", "start": "2027-06", "until": "2027-05"}, "until"),
    ],
)
def test_a_line_names_what_it_refuses(kind, fields, where):
    assert refused(kind, "line", **fields).path == where


@pytest.mark.parametrize("name", ["", " ", None, 7])
def test_a_name_is_text(name):
    assert refused(Income, name, "1").path == "name"
    assert refused(Spending, name, "1").path == "name"


@pytest.mark.parametrize("line", [Income("a", "0.001"), Income("a", by_month={"2026-12": "0.001"})])
def test_an_amount_finer_than_the_currency_is_refused(line):
    assert "whole minor units of CNY" in refused(line.in_currency, "CNY").expected


@pytest.mark.parametrize(
    ("fields", "where", "hint"),
    [
        ({"evidence": "verifed"}, "evidence", "did you mean 'verified'?"),
        ({"evidence": "hearsay"}, "evidence", "use one of: declared, expected, verified"),
        ({"owner": 7}, "owner", ""),
        ({"papers": "pay slip"}, "papers", ""),
        ({"papers": ["pay slip", 7]}, "papers[1]", ""),
        ({"pay_day": "first fryday"}, "pay_day", "did you mean 'first friday'?"),
    ],
)
def test_an_income_names_what_it_refuses(fields, where, hint):
    error = refused(Income, "wage", "1", **fields)
    assert (error.path, error.fix) == (where, hint)


@pytest.mark.parametrize(
    ("fields", "where", "hint"),
    [
        ({"kind": "flexble"}, "kind", "did you mean 'flexible'?"),
    ],
)
def test_a_spending_line_names_what_it_refuses(fields, where, hint):
    error = refused(Spending, "rent", "1", **fields)
    assert (error.path, error.fix) == (where, hint)


@pytest.mark.parametrize(
    ("kind", "data", "where"),
    [
        (Income, {"name": "wage", "amount": "1", "evidense": "verified"}, "evidense"),
        (Income, {"name": "wage", "amount": "1", "kind": "essential"}, "kind"),
        (Income, {"amount": "1"}, "name"),
        (Spending, {"name": "rent", "amount": "1", "evidence": "verified"}, "evidence"),
        (Spending, ["rent", "1"], ""),
        (Asset, {"value": "1"}, "name"),
        (Asset, {"name": "car", "worth": "1"}, "worth"),
        (Asset, {"name": "car", "usable": "no"}, "usable"),
        (Asset, {"name": "car", "note": 7}, "note"),
        (Asset, "car", ""),
    ],
)
def test_a_document_names_what_it_refuses(kind, data, where):
    assert refused(kind.from_dict, data).path == where


def test_an_unknown_key_suggests_the_nearest():
    assert refused(Income.from_dict, {"name": "wage", "amount": "1", "evidense": "x"}).fix == "did you mean 'evidence'?"


@pytest.mark.parametrize("value", ["-1", "0.001", "nan"])
def test_the_value_of_an_asset_is_an_amount(value):
    assert refused(Asset("car", value).in_currency, "CNY").path == "value"


def test_labels_tell_lines_of_one_name_apart():
    lines = tuple(Income(name, "1") for name in ["wage", "gig", "wage", "wage", "wage (2)"])
    assert labels(lines) == ("wage", "gig", "wage (2)", "wage (3)", "wage (2) (2)")


@pytest.mark.parametrize("value", [1, 31, "last", "first friday", "last monday", None])
def test_a_pay_day(value):
    assert read_pay_day(value, "pay_day") == pay_day_document(value) == value


def test_pay_days_by_month():
    given = {"2027-01": date(2027, 1, 4), "2026-12": "2026-12-04T10:00+08:00", "2027-02": datetime(2027, 2, 4, 9, 30)}
    found = read_pay_day(given, "pay_day")
    document = {"2026-12": "2026-12-04T10:00+08:00", "2027-01": "2027-01-04", "2027-02": "2027-02-04T09:30:00"}
    assert list(pay_day_document(found).items()) == list(document.items())
    assert read_pay_day(found, "pay_day") == read_pay_day(document, "pay_day") == found


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (0, "pay_day"),
        (32, "pay_day"),
        (True, "pay_day"),
        ("15", "pay_day"),
        ("fifth friday", "pay_day"),
        ([], "pay_day"),
        ((1, 15), "pay_day"),
        ({}, "pay_day"),
        ({"2026-13": "2026-12-04"}, "pay_day"),
        ({"2026-12": "the fourth"}, "pay_day.2026-12"),
        ({"2026-12": 4}, "pay_day.2026-12"),
    ],
)
def test_a_pay_day_that_is_none(value, where):
    assert refused(read_pay_day, value, "pay_day").path == where


def test_every_weekday_of_a_month_has_a_word():
    assert len(WORDS) == 1 + 5 * 7
