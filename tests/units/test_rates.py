"""Rates: exact rationals from text, which reads back to the same rate."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.units.rates import (
    A_YEAR,
    GROWTH_PLACES,
    Rate,
    RatePath,
    growth,
    percent_text,
    read_path,
    read_rate,
    read_share,
)
from repayplan.units.refusal import InputError

DECIMALS = st.builds(lambda digits, places: Fraction(digits, 10**places), st.integers(0, 10**20), st.integers(0, 18))


@pytest.mark.parametrize(
    ("text", "value", "yearly"),
    [
        ("18.25%", Fraction(73, 400), Fraction(73, 400)),
        ("1.5%/month", Fraction(3, 200), Fraction(18, 100)),
        ("0.05%/day", Fraction(1, 2000), Fraction(365, 2000)),
        ("0%", Fraction(0), Fraction(0)),
        ("24% / year", Fraction(6, 25), Fraction(6, 25)),
        (" 24 % ", Fraction(6, 25), Fraction(6, 25)),
        ("400%", Fraction(4), Fraction(4)),
    ],
)
def test_a_rate_from_text_is_exact(text, value, yearly):
    rate = read_rate(text, "rate")
    assert (rate.value, rate.yearly) == (value, yearly)


@pytest.mark.parametrize("value", [0.1825, Decimal("0.1825"), Decimal("0.18250")])
def test_a_number_is_a_fraction_of_one_a_year(value):
    assert read_rate(value, "rate") == Rate(Fraction(73, 400), "year")


def test_nothing_is_a_rate_as_well():
    assert read_rate(0, "rate") == read_rate("0%", "rate")


def test_a_float_is_read_by_its_shortest_decimal():
    assert read_rate(0.1, "rate").value == Fraction(1, 10)  # not 0.1000000000000000055


@given(DECIMALS, st.sampled_from(sorted(A_YEAR)))
def test_the_text_of_a_rate_reads_back(value, per):
    # 12 digits before the point and 18 after it are what text may have.
    rate = Rate(value % 10**9 if (value * 100).denominator <= 10**18 else Fraction(0), per)
    assert read_rate(str(rate), "rate") == rate


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(73, 400), "18.25%"),
        (Fraction(1, 2000), "0.05%"),
        (Fraction(10), "1000%"),
        (Fraction(0), "0%"),
        (Fraction(1, 10**20), "0.000000000000000001%"),
        (Fraction(1, 8), "12.5%"),
    ],
)
def test_a_percentage_without_trailing_zeros(value, text):
    assert percent_text(value) == text


@pytest.mark.parametrize(
    "text", ["18", "0.18", "18%/week", "-1%", "%", "18 percent", "1,5%", "inf%", "nan%", "18%/", "１８%", ""]
)
def test_text_without_a_unit_that_is_known_is_refused(text):
    with pytest.raises(InputError, match="a rate with its unit, not negative; write a year"):
        read_rate(text, "rate")


@pytest.mark.parametrize("value", [18, 1, Decimal("1"), 18.25, -0.01, Decimal("-0.1")])
def test_a_bare_number_that_may_be_per_cent_is_refused(value):
    with pytest.raises(InputError, match="a fraction of one from 0 to below 1"):
        read_rate(value, "rate")


@pytest.mark.parametrize("value", [float("inf"), float("nan"), Decimal("Infinity"), Decimal("NaN")])
def test_a_rate_that_is_not_finite_is_refused(value):
    with pytest.raises(InputError, match="a finite number"):
        read_rate(value, "rate")


@pytest.mark.parametrize("value", [None, True, b"18%", {}])
def test_a_value_that_is_no_rate_is_refused(value):
    with pytest.raises(InputError, match="a rate with its unit"):
        read_rate(value, "rate")


@pytest.mark.parametrize(
    ("value", "per", "path"),
    [(Fraction(1, 3), "year", "value"), (Fraction(-1), "year", "value"), (Fraction(1), "week", "per")],
)
def test_a_rate_that_no_text_can_say_is_refused(value, per, path):
    with pytest.raises(InputError) as caught:
        Rate(value, per)
    assert caught.value.path == path


def test_a_share_that_no_text_can_say_is_refused():
    with pytest.raises(InputError, match="finitely many decimals") as caught:
        percent_text(Fraction(1, 3))
    assert caught.value.path == ""


@pytest.mark.parametrize(
    ("value", "share"), [("10%", Fraction(1, 10)), ("100%", 1), ("0%", 0), (Decimal("0.1"), Fraction(1, 10)), (1, 1)]
)
def test_a_share(value, share):
    assert read_share(value, "floor") == share


@pytest.mark.parametrize("value", ["10", "101%", "10%/month", "10%/year", "-5%", 1.5, -0.1, Decimal("1.01")])
def test_a_share_outside_the_whole_is_refused(value):
    with pytest.raises(InputError, match="a share from 0% to 100%"):
        read_share(value, "floor")


def test_a_yearly_rate_counts_the_share_of_the_year_and_a_daily_rate_the_days():
    month = (1, 12)
    assert Fraction(*read_rate("18%", "rate").over(month, 31)) == Fraction(18, 1200)
    assert Fraction(*read_rate("1.5%/month", "rate").over(month, 31)) == Fraction(18, 1200)
    assert Fraction(*read_rate("0.05%/day", "rate").over(month, 31)) == Fraction(31, 2000)
    assert Fraction(*read_rate("18%", "rate").over((53, 372), 50)) == Fraction(18, 100) * Fraction(53, 372)


STEPS = [{"from": "2026-12-01", "rate": "0%"}, {"from": "2027-05-01", "rate": "26.99%"}]


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2026, 11, 30), "0%"),  # before the first step: its rate
        (date(2026, 12, 1), "0%"),
        (date(2027, 4, 30), "0%"),
        (date(2027, 5, 1), "26.99%"),
        (date(2040, 1, 1), "26.99%"),
    ],
)
def test_the_rate_of_a_day(day, rate):
    assert str(read_path(STEPS, "rate").on(day)) == rate


def test_a_path_reads_back():
    path = read_path(STEPS, "rate")
    assert path.to_document() == STEPS
    assert path.changes() == (date(2026, 12, 1), date(2027, 5, 1))
    assert read_path(path.to_document(), "rate") == path == read_path(path, "rate")


def test_a_path_of_one_dated_step_keeps_its_day():
    path = read_path(STEPS[1:], "rate")
    assert path.to_document() == STEPS[1:]
    assert str(path.on(date(2026, 12, 1))) == "26.99%"


def test_a_flat_fee_is_told_apart_from_a_rate():
    path = read_path({"flat_fee": "0.60%/month"}, "rate")
    assert path.flat and not read_path("0.6%/month", "rate").flat
    assert path.to_document() == {"flat_fee": "0.6%/month"}
    assert read_path(path.to_document(), "rate") == path == read_path(path, "rate")
    known = read_path({"flat_fee": "0.6%/month", "of": 12000}, "rate")
    assert known.to_document() == {"flat_fee": "0.6%/month", "of": "12000"} and known != path


@pytest.mark.parametrize("times", [1, 2, 4, 12])
def test_growth_over_whole_compounding_periods_is_exact(times):
    yearly = Fraction(38, 1000)
    assert growth(yearly, times, Fraction(3, times)) == (1 + yearly / times) ** 3 - 1
    assert growth(yearly, times, Fraction(1, times)) == yearly / times
    assert growth(Fraction(0), times, Fraction(1, 7)) == growth(yearly, times, Fraction(0)) == 0


@pytest.mark.parametrize(
    ("times", "share", "parts"), [(2, Fraction(1, 12), 6), (1, Fraction(1, 12), 12), (4, Fraction(1, 52), 13)]
)
def test_growth_that_is_not_rational_is_right_to_the_stated_decimal(times, share, parts):
    """So many of its periods make a whole one: the power of what it adds is the exact growth, to 23 decimals."""
    grown = growth(Fraction(38, 1000), times, share)
    assert abs((1 + grown) ** parts - 1 - growth(Fraction(38, 1000), times, share * parts)) < Fraction(1, 10**22)
    assert (grown * 10**GROWTH_PLACES).denominator == 1


def test_a_plain_rate_is_a_path_that_never_changes():
    rate = read_rate("18.250%", "rate")
    path = read_path("18.250%", "rate")
    assert path == read_path(rate, "rate") == RatePath(((None, rate),))
    assert path.to_document() == "18.25%"
    assert path.changes() == ()


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ([], "rate"),
        ({"flat_fee": "0.6"}, "rate.flat_fee"),
        ({"flat_fee": None}, "rate.flat_fee"),
        ({"flat": "0.6%/month"}, "rate.flat"),
        ({"flat_fee": "0.6%/month", "of": "-1"}, "rate.of"),
        ([{"from": "2026-12-01"}], "rate[0].rate"),
        ([{"rate": "1%"}], "rate[0].from"),
        ([{"from": "2026-12-01", "rat": "1%"}], "rate[0].rat"),
        ([{"from": "1 May", "rate": "1%"}], "rate[0].from"),
        ([{"from": "2026-12-01", "rate": "18"}], "rate[0].rate"),
        ([*STEPS, {"from": "2027-05-01", "rate": "1%"}], "rate[2].from"),
        (STEPS[::-1], "rate[1].from"),
        (["18%"], "rate[0]"),
    ],
)
def test_a_path_names_what_it_refuses(value, path):
    with pytest.raises(InputError) as caught:
        read_path(value, "rate")
    assert caught.value.path == path


def test_growth_keeps_its_decimals_however_large_it_is():
    # (1 + 12) to the 12.5th: its square is 13 to the 25th, 28 digits before the point.
    grown = growth(Fraction(12), 1, Fraction(25, 2))
    assert abs((1 + grown) ** 2 - 13**25) < Fraction(2 * 10**14, 10**GROWTH_PLACES)


def test_the_original_amount_of_a_flat_fee_is_written_out():
    path = read_path({"flat_fee": "0.6%/month", "of": Decimal("1.2E+4")}, "rate")
    assert path.to_document() == {"flat_fee": "0.6%/month", "of": "12000"}
