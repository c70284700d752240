"""Formats: what is printed reads back to the value, to the last digit."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.units.money import PLACES, from_minor
from repayplan.units.rates import read_rate
from repayplan.units.refusal import InputError
from repayplan.words.formats import amount, day, joined, language_index, money, percent, plain, rate

UNITS = st.integers(-(10**25), 10**25)


@given(UNITS, st.sampled_from(["CNY", "JPY", "KWD", "CLF"]))
def test_an_amount_reads_back_and_has_the_places_of_its_currency(units, currency):
    text = amount(from_minor(units, currency), currency)
    assert Decimal(text.replace(",", "")) == from_minor(units, currency)
    assert len(text.partition(".")[2]) == PLACES[currency]
    assert all(len(group) == 3 for group in text.partition(".")[0].split(",")[1:])


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [
        ("1066.67", "CNY", "1,066.67"),
        ("1234567", "CNY", "1,234,567.00"),
        ("999", "JPY", "999"),
        ("1.005", "CNY", "1.005"),  # finer than the currency: shown, not rounded
        ("-0.00", "CNY", "0.00"),
        ("-1200.5", "CNY", "-1,200.50"),
        ("1E+3", "", "1,000"),
        ("0.1", "", "0.1"),
    ],
)
def test_amounts(value, currency, text):
    assert amount(Decimal(value), currency) == text


def test_money_has_its_code():
    assert money(Decimal("1066.67"), "CNY") == "CNY 1,066.67"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=8, min_value=-100, max_value=100))
def test_a_percentage_reads_back(value):
    assert Decimal(percent(value).removesuffix("%")) == value * 100


def test_percentages_keep_thirty_digits():
    digits = "0.123456789012345678901234567891"
    assert percent(Decimal(digits)) == "12.3456789012345678901234567891%"


@pytest.mark.parametrize(
    ("value", "text"), [("0", "0"), ("-0.0", "0"), ("7.10", "7.1"), ("120", "120"), ("1E-7", "0.0000001")]
)
def test_plain(value, text):
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(
    ("quoted", "en", "zh"),
    [
        ("18.25%", "18.25% a year", "年利率18.25%"),
        ("1.5%/month", "1.5% a month", "月利率1.5%"),
        ("0.05%/day", "0.05% a day", "日利率0.05%"),
    ],
)
def test_rates(quoted, en, zh):
    value = read_rate(quoted, "rate")
    assert (rate(value), rate(value, "zh")) == (en, zh)


def test_days_and_moments():
    assert day(date(2026, 2, 28)) == "2026-02-28"
    assert day(datetime(2026, 11, 25, 15, tzinfo=UTC)) == "2026-11-25 15:00+00:00"


def test_lists():
    assert (joined([]), joined(["A"]), joined(["A", "B", "C"]), joined(iter("甲乙"), "zh")) == (
        "",
        "A",
        "A, B, C",
        "甲、乙",
    )


def test_another_language_is_refused_by_name():
    with pytest.raises(InputError, match="language: got 'fr', expected one of the known words; use one of: en, zh"):
        language_index("fr")
