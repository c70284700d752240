"""Each refusal says in one sentence where the value stands, what it is, what was expected, and what to do."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from repayplan.units.components import read_order
from repayplan.units.dates import read_date, read_every, read_month, year_fraction
from repayplan.units.day_counts import read_day_count
from repayplan.units.documents import read_schema
from repayplan.units.money import read_amount, read_currency, read_decimal, share, split, split_above, to_minor
from repayplan.units.rates import Rate, percent_text, read_path, read_rate, read_share
from repayplan.units.refusal import (
    InputError,
    known_keys,
    listed,
    made,
    nearest,
    one_of,
    refuse,
    required,
    shortened,
    text,
    whole,
)
from repayplan.units.rounding import read_rounding
from tests.refused import sentence

ALL = "principal, interest, penalty, fees"
RATE_FIX = 'write a year\'s rate as "18.25%", a month\'s as "1.5%/month", a day\'s as "0.05%/day"'
WORDS = "day, fortnight, four weeks, half-month, half-year, month, quarter, two months, week, year"


@pytest.mark.parametrize(
    ("call", "says"),
    [
        # payment order
        (lambda: read_order("fees", "order"), "order: got 'fees', expected a list of the four components, each once"),
        (lambda: read_order(None, "order"), "order: got None, expected a list of the four components, each once"),
        (
            lambda: read_order(["fees", "intrest"], "order"),
            "order: got 'intrest', expected a component; did you mean 'interest'?",
        ),
        (
            lambda: read_order(["fees", "fees", "interest", "principal"], "order"),
            "order: got ['fees', 'fees', 'interest', 'principal'], expected each of the four components once; "
            "list " + ALL,
        ),
        (
            lambda: read_order([*ALL.split(", "), "fees"], "order"),
            "order: got ['principal', 'interest', 'penalty', 'fees', 'fees'], expected each of the four components "
            "once; list " + ALL,
        ),
        # days and months
        (lambda: read_date("1.2.2027", "as_of"), "as_of: got '1.2.2027', expected a day; write it like \"2026-12-31\""),
        (
            lambda: read_date("9000-01-01", "until"),
            "until: got '9000-01-01', expected a day of the years 1000 to 8999; leave it out where there is no end",
        ),
        (lambda: read_month("2026-13", "start"), "start: got '2026-13', expected a month; write it like \"2026-12\""),
        (lambda: read_month(202612, "start"), 'start: got 202612, expected a month; write it like "2026-12"'),
        (lambda: read_every((0, "days"), "every"), "every: got (0, 'days'), expected 1 to 3660 days"),
        (lambda: read_every((3661, "days"), "every"), "every: got (3661, 'days'), expected 1 to 3660 days"),
        (
            lambda: read_every("mont", "every"),
            "every: got 'mont', expected a word of every, or (k, \"days\"); did you mean 'month'?",
        ),
        (
            lambda: read_every((10, "weeks"), "every"),
            f"every: got (10, 'weeks'), expected a word of every, or (k, \"days\"); use one of: {WORDS}",
        ),
        (
            lambda: year_fraction("2027", "2027-01-01", "year"),
            "start: got '2027', expected a day; write it like \"2026-12-31\"",
        ),
        (
            lambda: year_fraction("2027-01-01", "2027", "year"),
            "end: got '2027', expected a day; write it like \"2026-12-31\"",
        ),
        (
            lambda: year_fraction("2027-01-02", "2027-01-01", "month"),
            "end: got '2027-01-01', expected a day that is not before 2027-01-02",
        ),
        (
            lambda: year_fraction("2027-01-01", "2027-02-01", "months"),
            "unit: got 'months', expected a unit of the interval; did you mean 'month'?",
        ),
        (
            lambda: year_fraction("2027-01-01", "2027-02-01", "day"),
            "unit: got 'day', expected a unit of the interval; use one of: month, week, year",
        ),
        (
            lambda: read_day_count("actual/356", "day_count"),
            "day_count: got 'actual/356', expected a day count; did you mean 'actual/365'?",
        ),
        (
            lambda: read_day_count(360, "day_count"),
            "day_count: got 360, expected a day count; did you mean '30/360'?",
        ),
        # documents
        (lambda: read_schema([1], "repayplan/case-1"), "got [1], expected a mapping of names to values"),
        (
            lambda: read_schema({"shema": "x"}, "repayplan/case-1"),
            "shema: got 'x', expected a known key; did you mean 'schema'?",
        ),
        (
            lambda: read_schema({"rows": "x", "schemas": "y"}, "repayplan/case-1"),
            "schemas: got 'y', expected a known key; did you mean 'schema'?",
        ),
        (
            lambda: read_schema({"shema": "x", "schema": "y"}, "repayplan/case-1"),
            "schema: got 'y', expected 'repayplan/case-1'; say which document this is",
        ),
        (
            lambda: read_schema({"schema": "repayplan/plan-1"}, "repayplan/case-1"),
            "schema: got 'repayplan/plan-1', expected 'repayplan/case-1'; say which document this is",
        ),
        (
            lambda: read_schema({}, "repayplan/case-1"),
            "schema: got None, expected 'repayplan/case-1'; say which document this is",
        ),
        (
            lambda: read_schema({"schema": "repayplan/case-0"}, "repayplan/case-1"),
            "schema: got 'repayplan/case-0', expected 'repayplan/case-1'; say which document this is",
        ),
        (
            lambda: read_schema({"schema": "repayplan/case-3"}, "repayplan/case-2"),
            "schema: got 'repayplan/case-3', expected 'repayplan/case-2' or older; "
            "upgrade repayplan to read a newer document",
        ),
        # money
        (
            lambda: read_currency("cny", "currency"),
            "currency: got 'cny', expected an ISO 4217 currency code such as 'CNY'; did you mean 'CNY'?",
        ),
        (lambda: read_decimal(True, "cash"), "cash: got True, expected a number as text, int or Decimal"),
        (lambda: read_decimal("1,5", "cash"), "cash: got '1,5', expected a decimal number; write it like \"1234.50\""),
        (lambda: read_decimal(Decimal("NaN"), "cash"), "cash: got Decimal('NaN'), expected a finite number"),
        (lambda: read_decimal("1E+31", "cash"), "cash: got '1E+31', expected a number of at most 30 digits"),
        (lambda: read_amount("x", "of"), "of: got 'x', expected a decimal number; write it like \"1234.50\""),
        (lambda: read_amount(-1, "of"), "of: got -1, expected an amount that is not negative"),
        (lambda: to_minor(None, "CNY", "cash"), "cash: got None, expected a number as text, int or Decimal"),
        (
            lambda: to_minor("0.001", "CNY", "cash"),
            "cash: got '0.001', expected whole minor units of CNY (2 decimals); round it yourself first",
        ),
        (lambda: to_minor("-1", "CNY", "cash"), "cash: got '-1', expected an amount that is not negative"),
        (lambda: split(1, [0, 0]), "weights: got [0, 0], expected at least one weight above zero"),
        (
            lambda: split_above(5, (1, 1), (3, 3)),
            "floors: got [3, 3], expected floors of at most 5 in all; leave out a creditor, or lower a floor",
        ),
        (
            lambda: share("1", "12"),
            'weights: got \'12\', expected a list of amounts; write it like ["4550", "6700"]',
        ),
        (
            lambda: share("1", ["1", "2"], floors=["1"]),
            "floors: got ['1'], expected 2 amounts, one for each weight",
        ),
        (lambda: share("1", ["1", "2"], floors=5), "floors: got 5, expected 2 amounts, one for each weight"),
        (lambda: share("1", ["1", "2"], floors="12"), "floors: got '12', expected 2 amounts, one for each weight"),
        (lambda: share("1", 5), 'weights: got 5, expected a list of amounts; write it like ["4550", "6700"]'),
        (
            lambda: share("1", ["1", "2"], floors=["1", "x"]),
            "floors[1]: got 'x', expected a decimal number; write it like \"1234.50\"",
        ),
        (
            lambda: share("5", ["1", "1", "1"], floors=["9", "4", "1"]),
            "floors: got '14.00', expected floors of at most 5.00 in all; the floors of these can be met: 1, 2",
        ),
        (
            lambda: share("5", ["1", "1"], floors=["9", "6"]),
            "floors: got '15.00', expected floors of at most 5.00 in all; the floors of these can be met: none",
        ),
        # rates
        (
            lambda: Rate(Fraction(1, 3)),
            "value: got '1/3', expected a rate with finitely many decimals, not negative; round it first",
        ),
        (
            lambda: percent_text(Fraction(1, 3)),
            "got '1/3', expected a share with finitely many decimals; round it first",
        ),
        (lambda: read_rate("18", "rate"), f"rate: got '18', expected a rate with its unit, not negative; {RATE_FIX}"),
        (
            lambda: read_rate([0.1], "rate"),
            f"rate: got [0.1], expected a rate with its unit, or a fraction of one a year; {RATE_FIX}",
        ),
        (
            lambda: read_rate(18, "rate"),
            f"rate: got 18, expected a fraction of one from 0 to below 1, or text with a unit; {RATE_FIX}",
        ),
        (lambda: read_rate(Decimal("Infinity"), "rate"), "rate: got Decimal('Infinity'), expected a finite number"),
        (
            lambda: read_share("10%/month", "share"),
            "share: got '10%/month', expected a share from 0% to 100%; write it like \"10%\"",
        ),
        (lambda: read_share(1.5, "share"), 'share: got 1.5, expected a share from 0% to 100%; write it like "10%"'),
        (lambda: read_share(None, "share"), "share: got None, expected a number as text, int or Decimal"),
        (lambda: read_path([], "rate"), "rate: got [], expected at least one step"),
        (
            lambda: read_path(3, "rate"),
            f"rate: got 3, expected a fraction of one from 0 to below 1, or text with a unit; {RATE_FIX}",
        ),
        (
            lambda: read_path([{"from": "2027-01-01", "rate": "1%"}, {"from": date(2027, 1, 1), "rate": "2%"}], "rate"),
            "rate[1].from: got datetime.date(2027, 1, 1), expected a day after the step before; "
            "list the steps in order of date",
        ),
        (
            lambda: read_path({"flat_fee": "1%/month", "of": "x"}, "rate"),
            "rate.of: got 'x', expected a decimal number; write it like \"1234.50\"",
        ),
        (
            lambda: read_rounding("halfup", "rounding"),
            "rounding: got 'halfup', expected one of the known words; did you mean 'half-up'?",
        ),
        # the doors themselves
        (
            lambda: one_of(3, ["level", "steps"], "shape"),
            "shape: got 3, expected one of the known words; use one of: level, steps",
        ),
        (lambda: known_keys(3, ("rate",), "debts[0]"), "debts[0]: got 3, expected a mapping of names to values"),
        (
            lambda: known_keys({"rat": "1%"}, ("rate",), "debts[0]"),
            "debts[0].rat: got '1%', expected a known key; did you mean 'rate'?",
        ),
        (lambda: listed("a", "flags"), "flags: got 'a', expected a list"),
        (lambda: required({}, "id", "debts[0]"), "debts[0].id: got None, expected a value; add 'id'"),
        (lambda: required({}, "id", ""), "id: got None, expected a value; add 'id'"),
        (lambda: text(" ", "name"), "name: got ' ', expected text"),
        (lambda: text("x" * 10_001, "name"), f"name: got '{'x' * 58}…, expected text of at most 10000 characters"),
        (
            lambda: text("a\ud800", "name"),
            "name: got 'a\\ud800', expected text that can be written as UTF-8; it holds half a character: read the file as UTF-8",
        ),
        (lambda: listed([0] * 4, "acts", 3), "acts: got '4 entries', expected at most 3 entries"),
        (lambda: listed([0] * 10_001, "acts"), "acts: got '10001 entries', expected at most 10000 entries"),
        (lambda: made("A", Rate, "rate", "as in rp.Rate"), "rate: got 'A', expected rp.Rate; as in rp.Rate"),
        (lambda: made(None, Rate, "rate"), "rate: got None, expected rp.Rate"),
        (lambda: read_month("0999-12", "start"), "start: got '0999-12', expected a month of the years 1000 to 8999"),
        (lambda: read_month("9000-01", "start"), "start: got '9000-01', expected a month of the years 1000 to 8999"),
        (lambda: whole(0, "months", 1, 600), "months: got 0, expected a whole number from 1 to 600"),
    ],
)
def test_a_refusal_says_all_four(call, says):
    assert sentence(call) == says


def test_a_refusal_is_handled_by_its_parts():
    with pytest.raises(InputError) as caught:
        refuse("rate", 18, "a rate", "write %")
    assert caught.value.args == ("rate", "18", "a rate", "write %")
    assert InputError("rate", 18, "a rate").fix == ""
    assert InputError("rate", 18, "a rate").args == ("rate", "18", "a rate", "")


def test_a_value_is_shown_as_far_as_a_line_goes():
    assert shortened(10**70) == "1" + "0" * 58 + "…"
    assert len(shortened("y" * 200)) == 60
    assert nearest("mond", ["month", "monday"]) == "did you mean 'monday'?"


def test_the_most_is_taken():
    assert len(text("x" * 10_000, "name")) == 10_000
    assert text("é 债务", "name") == "é 债务"
    assert len(listed([0] * 10_000, "acts")) == 10_000
    assert listed([0] * 3, "acts", 3) == [0, 0, 0]
    assert read_month("1000-01", "start") == 12_000
    assert read_month("8999-12", "start") == 8999 * 12 + 11
    rate = Rate(Fraction(1, 100))
    assert made(rate, Rate, "rate") is rate


class Unwilling(dict):
    def __repr__(self):
        raise ValueError("no")


def test_a_value_that_cannot_be_shown_is_named_by_its_type():
    assert shortened(Unwilling()) == "(Unwilling)"
    assert shortened(10**5000) == "(int)"
    assert nearest(Unwilling(), ["month"]) == "use one of: month"


def test_a_word_is_compared_as_it_is_written_and_as_far_as_a_name_goes():
    # With its quotes it would be too far from any.
    assert nearest("a", ["ab", "xyz"]) == "did you mean 'ab'?"
    assert nearest("m" * 10**6, ["m" * 100]) == f"did you mean '{'m' * 100}'?"


def test_a_document_without_its_schema_is_refused_at_the_path_of_the_whole():
    with pytest.raises(InputError) as caught:
        read_schema(3, "repayplan/case-1")
    assert caught.value.path == ""


def test_an_older_document_is_upgraded_step_by_step():
    steps = {
        "zoo/cage-1": lambda old: {"animals": [old["animal"]]},
        "zoo/cage-2": lambda old: {"animals": {"all": old["animals"]}, "seen": old["schema"]},
    }
    given = {"schema": "zoo/cage-1", "animal": "owl"}
    assert read_schema(given, "zoo/cage-3", steps) == {
        "animals": {"all": ["owl"]}, "seen": "zoo/cage-2", "schema": "zoo/cage-3",
    }  # fmt: skip
    assert given == {"schema": "zoo/cage-1", "animal": "owl"}
    newest = {"schema": "zoo/cage-3", "animals": {}}
    assert read_schema(newest, "zoo/cage-3", steps) == newest
