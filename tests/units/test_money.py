"""Money: whole minor units at every door, and a split that loses nothing."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.units.money import (
    PLACES,
    at_rate,
    from_minor,
    in_units,
    read_amount,
    read_currency,
    read_decimal,
    refuse_floors,
    share,
    split,
    split_above,
    to_minor,
)
from repayplan.units.refusal import InputError

CURRENCIES = st.sampled_from(sorted(PLACES))


@pytest.mark.parametrize(
    ("currency", "text", "units"),
    [
        ("JPY", "12", 12),
        ("KRW", "1500", 1500),
        ("CNY", "12.5", 1250),
        ("USD", "0.01", 1),
        ("KWD", "1.234", 1234),
        ("CLF", "0.0001", 1),
    ],
)
def test_an_amount_in_each_class_of_decimals(currency, text, units):
    assert to_minor(text, currency, "cash") == units
    assert str(from_minor(units, currency)) == f"{Decimal(text):.{PLACES[currency]}f}"


@pytest.mark.parametrize(
    ("currency", "text"), [("JPY", "0.1"), ("CNY", "0.001"), ("KWD", "0.0001"), ("CLF", "0.00001")]
)
def test_a_fraction_of_a_minor_unit_is_refused(currency, text):
    with pytest.raises(InputError, match=rf"whole minor units of {currency} \({PLACES[currency]} decimals\)"):
        to_minor(text, currency, "cash")


@given(st.integers(-(10**25), 10**25), CURRENCIES)
def test_minor_units_survive_the_way_out_and_in(units, currency):
    amount = from_minor(units, currency)
    assert to_minor(amount, currency, "cash", signed=True) == units
    assert to_minor(str(amount), currency, "cash", signed=True) == units
    assert -amount.as_tuple().exponent == PLACES[currency]


@pytest.mark.parametrize(
    ("value", "units"),
    [
        ("7", 700),
        (" 7.10 ", 710),
        ("12.5000", 1250),
        ("1e30", 10**32),
        ("+7", 700),
        (".5", 50),
        ("5.", 500),
        ("1e3", 100_000),
        (7, 700),
        (Decimal("7.10"), 710),
        (Decimal("1E+3"), 100_000),
        (0.1, 10),  # its shortest decimal is a whole number of cents
        (7.0, 700),
        (1e22, 10**24),
        ("0", 0),
        ("-0.00", 0),
    ],
)
def test_what_an_amount_may_be_written_as(value, units):
    assert to_minor(value, "CNY", "cash") == units


@pytest.mark.parametrize("value", [0.125, 0.1 + 0.2, 1e-7])
def test_a_float_with_more_decimals_than_the_currency_is_refused(value):
    with pytest.raises(InputError, match="whole minor units of CNY"):
        to_minor(value, "CNY", "cash")


def test_a_float_is_read_by_its_shortest_decimal():
    assert read_decimal(0.1, "cash") == Decimal("0.1")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_a_number_that_is_not_finite_is_refused(value):
    with pytest.raises(InputError, match="a finite number"):
        to_minor(value, "CNY", "cash")


@pytest.mark.parametrize(
    "value", ["", "12,50", "1,200", "1_000", "twelve", "NaN", "inf", "1 000", "１２", "--1", "0x10"]
)
def test_text_that_is_no_decimal_is_refused(value):
    with pytest.raises(InputError, match="a decimal number"):
        to_minor(value, "CNY", "cash")


@pytest.mark.parametrize("value", [None, True, False, [], {}, b"12", object])
def test_a_value_that_is_no_number_is_refused(value):
    with pytest.raises(InputError, match="a number as text, int or Decimal"):
        to_minor(value, "CNY", "cash")


@pytest.mark.parametrize("value", ["1" * 31, "1e31", "1e-31", "1" + "0" * 30 + ".1", Decimal("1E+999999")])
def test_a_number_too_long_to_mean_money_is_refused(value):
    with pytest.raises(InputError, match="at most 30 digits"):
        read_decimal(value, "cash")


@pytest.mark.parametrize("value", ["-1", -0.01, Decimal("-3.50")])
def test_a_negative_amount_is_refused_unless_a_sign_is_allowed(value):
    with pytest.raises(InputError, match="not negative"):
        to_minor(value, "CNY", "cash")
    assert to_minor(value, "CNY", "cash", signed=True) == int(Decimal(str(value)) * 100)


def test_an_amount_without_currency_is_kept_to_its_last_digit():
    digits = "123456789012345678901234567890"  # longer than Decimal's own precision
    assert str(read_amount(digits, "amount")) == digits
    assert str(read_amount("-0", "amount")) == "0"


def test_a_negative_amount_without_currency_is_refused():
    with pytest.raises(InputError, match=r"^amount: got '-1', expected an amount that is not negative$"):
        read_amount("-1", "amount")


@pytest.mark.parametrize("value", ["CNX", "cny", "RMB", "", 156, None])
def test_an_unknown_currency_is_refused(value):
    with pytest.raises(InputError) as caught:
        read_currency(value, "currency")
    assert caught.value.path == "currency"
    assert len(str(caught.value)) < 300  # not a list of all of them


def test_a_currency_in_small_letters_is_told_the_code():
    with pytest.raises(InputError) as caught:
        read_currency("eur", "currency")
    assert caught.value.fix == "did you mean 'EUR'?"


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),  # equal claims: by position
        (1, [1, 3], [0, 1]),  # the larger remainder
        (1, [2, 2, 2], [1, 0, 0]),
        (2, [1, 3, 1, 3], [0, 1, 0, 1]),
        # Remainders of 2 / 4 for weights 2 and 6: a tie, which goes to the larger weight though it stands later.
        (2, [2, 6], [0, 2]),
        (10, [2, 6], [2, 8]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
        (7, [0, 5], [0, 7]),
    ],
)
def test_ties_of_a_split_by_hand(total, weights, parts):
    assert split(total, weights) == parts


def test_ranks_decide_between_equal_claims_in_the_place_of_positions():
    assert split(1, [2, 2, 2], [1, 0, 2]) == [0, 1, 0]
    assert split(2, [2, 6], [0, 1]) == [0, 2]  # the larger weight comes first all the same


@given(st.integers(0, 10**15), st.lists(st.integers(0, 10**12), min_size=1, max_size=12))
def test_a_split_loses_nothing_and_is_a_unit_off_at_most(total, weights):
    if not sum(weights):
        weights[0] = 1
    parts = split(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


@given(st.integers(0, 10**9), st.lists(st.integers(1, 10**6), min_size=1, max_size=8), st.randoms())
def test_a_split_follows_the_weights_wherever_they_stand(total, weights, shuffle):
    order = list(range(len(weights)))
    shuffle.shuffle(order)
    moved = split(total, [weights[i] for i in order])
    assert sorted(zip((weights[i] for i in order), moved, strict=True)) == sorted(
        zip(weights, split(total, weights), strict=True)
    )


@pytest.mark.parametrize("weights", [[0, 0], []])
def test_a_sum_without_a_weight_to_go_to_is_refused(weights):
    with pytest.raises(InputError, match="at least one weight above zero"):
        split(1, weights)


def test_the_published_shares_and_the_cent_that_they_lose():
    # An agency's page hands out 58.47 + 86.10 + 15.42 = 159.99 of 160.
    parts = share("160", ["4550", "6700", "1200"])
    assert parts == [Decimal("58.47"), Decimal("86.11"), Decimal("15.42")]
    assert sum(parts) == 160


def test_a_published_pro_rata_offer():
    # Money Advice Hub, "Informal offers": 100 a month over four debts.
    offers = share("100", ["500", "1000", "233", "200"], "GBP")
    assert offers == [Decimal(x) for x in ("25.87", "51.73", "12.05", "10.35")]


@pytest.mark.parametrize(
    ("total", "weights", "currency", "path"),
    [
        ("-1", ["1"], "CNY", "total"),
        ("0.001", ["1"], "CNY", "total"),
        ("1", ["1", "-2"], "CNY", "weights[1]"),
        ("1", ["1", "0.5"], "JPY", "weights[1]"),
        ("1", ["0"], "CNY", "weights"),
        ("1", "12", "CNY", "weights"),
        ("1", ["1"], "XYZ", "currency"),
    ],
)
def test_a_share_names_what_it_refuses(total, weights, currency, path):
    with pytest.raises(InputError) as caught:
        share(total, weights, currency)
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("total", "weights", "floors", "parts"),
    [
        # 5% of 100 each at least; 95 over 9,000 and 900: 86.3636 and 8.6363.
        ("100", ["9000", "900", "100"], ["5", "5", "5"], ["86.36", "8.64", "5.00"]),
        # A floor of one pulls another below its own: 100 less 60 leaves 20 each, less than 25.
        ("100", ["2", "2", "1"], ["0", "25", "60"], ["15.00", "25.00", "60.00"]),
        ("160", ["4550", "6700", "1200"], ["0", "0", "0"], ["58.47", "86.11", "15.42"]),
        ("3", ["0", "1"], ["1", "0"], ["1.00", "2.00"]),
        ("2", ["0", "0"], ["1", "1"], ["1.00", "1.00"]),
        ("3", ["1", "1"], ["1", "2"], ["1.00", "2.00"]),
    ],
)
def test_a_share_is_never_below_its_floor(total, weights, floors, parts):
    assert [str(part) for part in share(total, weights, floors=floors)] == parts


def test_floors_that_can_be_met_are_named_in_the_order_of_the_names():
    with pytest.raises(InputError, match="can be met: second, first"):
        refuse_floors(600, [200, 100, 900], ["second", "first", "third"], "CNY")
    refuse_floors(1200, [200, 100, 900], ["second", "first", "third"], "CNY")


def test_floors_that_cannot_be_met_say_which_can():
    with pytest.raises(InputError, match=r"floors: got '120.00'.*at most 100.00.*can be met: 1, 2"):
        share("100", ["1", "2", "3"], floors=["70", "20", "30"])
    with pytest.raises(InputError, match="one for each weight"):
        share("100", ["1", "2"], floors=["70"])


def test_a_floor_leaves_ties_to_the_ranks():
    # 100 less the floor of 34 leaves 66 for three equal weights of 2: 22 each; of 65 two get 22 and one 21.
    assert split_above(100, [1, 2, 2, 2], [34, 0, 0, 0]) == [34, 22, 22, 22]
    assert split_above(99, [1, 2, 2, 2], [34, 0, 0, 0]) == [34, 22, 22, 21]
    assert split_above(99, [1, 2, 2, 2], [34, 0, 0, 0], [0, 3, 2, 1]) == [34, 21, 22, 22]


def test_an_amount_at_a_dated_rate_is_rounded_up():
    # 10.00 at 7.2345 is 72.345: 72.35; what divides evenly is not rounded.
    assert at_rate(1000, Fraction(72345, 10000)) == 7235
    assert at_rate(1000, Fraction(7, 2)) == 3500
    assert at_rate(-1000, Fraction(1, 3)) == -333
    assert at_rate(1001, 1) == 1001
    assert at_rate(1001, 2) == 2002
    assert type(at_rate(1001, Fraction(1))) is int


def test_whole_numbers_of_a_decimal_place_as_decimals():
    assert [str(in_units(places)(969)) for places in (0, 2, 8)] == ["969", "9.69", "0.00000969"]
    assert str(in_units(2)(10**40 + 1)) == "1" + "0" * 38 + ".01"


def test_a_sum_of_fifteen_digits_is_read_like_any_other():
    for text in ("123456789012345.67", "1234567890123456.78", "9" * 28 + ".99"):
        assert to_minor(text, "CNY", "cash") == int(text.replace(".", ""))
    assert to_minor("12", "JPY", "cash") == to_minor("12.", "JPY", "cash") == to_minor("12.0", "JPY", "cash") == 12
