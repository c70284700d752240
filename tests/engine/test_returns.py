"""Rates of return: published examples, exact signs on both sides of an answer, and laws for all inputs."""

import json
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from repayplan.engine.returns import METHODS, apr, fee_to_rate, irr
from repayplan.engine.unit_periods import Unit, count_units, find_unit
from repayplan.units.dates import EVERY, due_dates, year_fraction
from repayplan.units.refusal import InputError

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "returns.json").read_text("utf-8"))
HALF_PLACE = Fraction(1, 2 * 10**8)
START = date(2027, 1, 15)


def at_printed_places(value, printed):
    return value.quantize(Decimal(printed), rounding=ROUND_HALF_UP)


def payments_of(groups):
    """Dated groups (first, every, count, amount), or timed ones (step, count, amount) in years."""
    for group in groups:
        if "step" in group:
            begin = group.get("start", 1)
            for k in range(begin, begin + group["count"]):
                yield Fraction(group["step"]) * k, group["amount"]
        else:
            first, seed_day = date.fromisoformat(group["first"]), group.get("seed_day")
            for day in due_dates(first, group["every"], group["count"], seed_day):
                yield str(day), group["amount"]


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["id"])
def test_published_example(case):
    inputs, prints = dict(case["inputs"]), case["prints"]
    if case["kind"] == "year_fraction":
        assert year_fraction(**inputs) == sum(Fraction(part.strip()) for part in prints["years"].split("+"))
    elif case["kind"] == "irr":
        assert at_printed_places(irr(**inputs), prints["rate"]) == Decimal(prints["rate"])
    else:
        rate = apr(payments=list(payments_of(inputs.pop("payments"))), **inputs)
        assert at_printed_places(rate * 100, prints["percent"]) == Decimal(prints["percent"])


def test_published_examples_say_where_they_stand():
    assert len({case["id"] for case in GOLDEN}) == len(GOLDEN)
    assert all(case["source"] and case["citation"] for case in GOLDEN)


# irr


def worth(flows, rate):
    return sum(flow / (1 + rate) ** k for k, flow in enumerate(flows))


amounts = st.integers(1, 10**12)


@given(st.lists(amounts, min_size=1, max_size=4), st.lists(st.integers(0, 10**12), max_size=40), amounts)
def test_irr_is_right_to_half_its_last_place(lent, back, last):
    flows = [*(-amount for amount in lent), *back, last]
    rate = Fraction(irr(flows))
    if rate - HALF_PLACE > -1:
        assert worth(flows, rate - HALF_PLACE) >= 0
    assert worth(flows, rate + HALF_PLACE) <= 0


@given(st.lists(amounts, min_size=1, max_size=30), amounts)
def test_irr_does_not_depend_on_the_side_nor_on_the_currency(back, lent):
    flows = [-lent, *back]
    assert irr(flows) == irr([-flow for flow in flows]) == irr([Decimal(flow).scaleb(-2) for flow in flows])


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ([-100, 100], "0"),
        ([-100, 0, 0, 100], "0"),
        ([-100, 50], "-0.5"),
        ([-100, "0.001"], "-0.99999"),
        (["-0.01", "1000000000"], "99999999999"),
        (["-1e28", "11e27"], "0.1"),
        ([0, 0, -100, 121], "0.21"),
    ],
)
def test_irr_of_negative_zero_huge_and_large(flows, rate):
    assert irr(flows) == Decimal(rate)


@pytest.mark.parametrize(
    ("flows", "words"),
    [
        ([100, 50], "never change sign"),
        ([0, 0], "never change sign"),
        ([], "never change sign"),
        ([-100, 230, -132], "change sign 2 times"),
    ],
)
def test_irr_refuses_in_words_where_no_single_rate_fits(flows, words):
    with pytest.raises(InputError, match=words):
        irr(flows)


# apr


def monthly(start, months, amount):
    return [(str(day), amount) for day in due_dates(start, "month", months + 1)[1:]]


def level(principal, months, monthly_rate):
    """A level instalment in whole cents, rounded up."""
    factor = sum((1 + monthly_rate) ** -k for k in range(1, months + 1))
    return Decimal(-(-principal * 100 * factor.denominator // factor.numerator)) / 100


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("step", ["day", "week", "fortnight", "half-month", "month", "quarter", "year"])
def test_nothing_charged_is_zero(method, step):
    days = due_dates(START, step, 7)[1:]
    assert apr([(START, "600")], [(day, "100") for day in days], method) == 0


@given(
    st.sampled_from(METHODS),
    st.integers(1, 60),
    st.integers(0, 40),
    st.integers(1, 20_000),
    st.integers(1, 20_000),
    st.integers(0, 400),
)
def test_a_fee_makes_it_grow(method, months, rate, fee, more, delay):
    payment = level(10_000, months, Fraction(rate, 1200))
    start = START - timedelta(days=delay)
    payments = monthly(START, months, payment)
    rates = [
        apr([(start, "10000")], [(start, Decimal(cents) / 100), *payments], method) for cents in (0, fee, fee + more)
    ]
    assert rates[0] >= 0
    assert rates[0] <= rates[1] <= rates[2]
    if more > 100:
        assert rates[1] < rates[2]


@given(st.integers(1, 60), st.integers(50, 400))
def test_equal_months_agree_with_the_rate_a_month(months, payment):
    assume(months * payment >= 1000)
    rate = Fraction(irr([-1000, *[payment] * months]))
    low, high = rate - HALF_PLACE, rate + HALF_PLACE
    deal = [(START, 1000)], monthly(START, months, payment)
    assert 12 * low - HALF_PLACE <= apr(*deal, "cn-simple") <= 12 * high + HALF_PLACE
    assert apr(*deal, "us-actuarial") == apr(*deal, "cn-simple")
    yearly = Fraction(apr(*deal, "eu", time="months"))
    assert (1 + low) ** 12 - 1 - HALF_PLACE <= yearly <= (1 + high) ** 12 - 1 + HALF_PLACE
    timed = [(0, 1000)], [(f"{k}/12", payment) for k in range(1, months + 1)]
    assert apr(*timed, "eu") == apr(*timed, "uk") == apr(*timed, "cn-compound") == apr(*deal, "cn-compound")


@given(st.lists(st.tuples(st.integers(1, 4000), st.integers(1, 10**6)), min_size=1, max_size=12), st.integers(1, 10**6))
def test_dated_rate_is_right_to_half_its_last_place(payments, lent):
    first = min(days for days, _ in payments)
    assume(sum(paid for _, paid in payments) < lent * 5 ** (first / 365))  # else above 400 % a year
    rate = float(apr([(START, lent)], [(START + timedelta(days=days), paid) for days, paid in payments], "eu"))
    assume(rate > -0.99)

    def owed(yearly):
        return lent - sum(paid * (1 + yearly) ** (-days / 365) for days, paid in payments)

    slack = 1e-9 * (lent + sum(paid * (1 + rate) ** (-days / 365) for days, paid in payments))
    assert owed(rate - 6e-9) <= slack
    assert owed(rate + 6e-9) >= -slack


def test_a_fee_kept_back_is_a_smaller_advance():
    payments = monthly(START, 12, "88.85")
    for method in METHODS:
        kept = apr([(START, "980")], payments, method)
        assert apr([(START, "1000")], [(START, "20"), *payments], method) == kept


def test_the_two_terms_of_a_single_payment():
    deal = [("1978-01-15", "1000")], [("1978-07-15", "1044")]
    assert apr(*deal, "us-actuarial") == apr(*deal, "us-actuarial", term="months") == Decimal("0.088")
    assert apr(*deal, "us-actuarial", term="days") == at_printed_places(Decimal("0.044") * 365 / 181, "0.00000001")


def test_a_single_payment_by_the_day():
    # 170 on 10,000 for 42 days: 0.017 x 365 / 42.
    rate = apr([("2025-12-06", "10000")], [("2026-01-17", "10170")], "us-actuarial")
    assert rate == at_printed_places(Decimal("0.017") * 365 / 42, "0.00000001")


def test_one_exact_year_is_the_plain_ratio():
    for method in METHODS:
        assert apr([("2026-03-01", "1000")], [("2027-03-01", "1100")], method) == Decimal("0.1")


def test_advances_between_payments_have_one_rate_while_something_is_owed():
    deal = [("2027-01-01", 1000), ("2027-03-01", 500)], [("2027-02-01", 10), ("2027-12-01", 1600)]
    assert 0 < apr(*deal, "us-actuarial") < apr(*deal, "eu")
    with pytest.raises(InputError, match="change sign 3 times"):
        apr([("2027-01-01", 100), ("2027-03-01", 500)], [("2027-02-01", 400), ("2027-12-01", 300)], "eu")


def test_a_loss_is_a_negative_rate():
    assert apr([(0, "1000")], [(1, "900")], "eu") == Decimal("-0.1")


def test_a_payday_loan_doubled_overnight():
    rate = apr([("2027-01-01", "1000")], [("2027-01-02", "2000")], "eu")
    assert rate == 2**365 - 1
    assert apr([("2027-01-01", "1000")], [("2027-01-02", "2000")], "us-actuarial") == 365


def test_a_rate_beyond_writing_is_refused():
    with pytest.raises(InputError, match="a rate that can be written"):
        apr([("2027-01-01", "1")], [("2027-01-02", "1000")], "eu")


@pytest.mark.parametrize(
    ("arguments", "words", "expected"),
    [
        (([], [("2027-01-01", 1)], "eu"), {}, "advances"),
        (([("2027-01-01", 1)], [], "eu"), {}, "payments"),
        (([("2027-01-01", 1)], [("2026-12-31", 1)], "eu"), {}, "from the first advance on"),
        (([("2027-01-01", 1)], [("2027-01-01", 1)], "eu"), {}, "never change sign"),
        (([("2027-01-01", 1)], [("2027-01-01", 2), ("2027-02-01", 2)], "eu"), {}, "never change sign"),
        (([("2027-01-01", 1)], [("1/12", 1)], "eu"), {}, "do not mix"),
        (([("2027-01-01", -1)], [("2027-02-01", 1)], "eu"), {}, "not negative"),
        (([("2027-01-01", 1)], [("2027-02-30", 1)], "eu"), {}, "a day"),
        (([("2027-01-01", 1)], ["2027-02-01"], "eu"), {}, "a pair"),
        (([(0, 1)], [("1/0", 1)], "eu"), {}, "years as a fraction"),
        (([(0, 1)], [("1/12", 1)], "us-actuarial"), {}, "between days"),
        (([(0, 1)], [("1/12", 1)], "eu"), {"time": "months"}, "no such word"),
        (([("2027-01-01", 1)], [("2027-02-01", 1)], "us"), {}, "us-actuarial"),
        (([("2027-01-01", 1)], [("2027-02-01", 1)], "eu"), {"term": "days"}, "no term here"),
        (([("2027-01-01", 1)], [("2027-02-01", 1)], "us-actuarial"), {"time": "months"}, "no time here"),
        (([("2027-01-01", 1)], [("2027-02-01", 1)], "eu"), {"time": "month"}, "months"),
        (([("2027-01-01", 1)], [("2027-02-01", 1)], "cn-simple"), {"unit_period": "moon"}, "month"),
    ],
)
def test_what_cannot_be_is_refused_in_words(arguments, words, expected):
    with pytest.raises(InputError, match=expected):
        apr(*arguments, **words)


# unit-periods


def test_the_unit_period_of_each_word_is_found():
    for step in EVERY:
        days = due_dates(date(2027, 3, 5), step, 8)
        unit = find_unit(days[0] - timedelta(days=3), [], days)
        assert unit.per_year == {"day": 365, "week": 52, "fortnight": 26, "four weeks": 13, "half-month": 24}.get(
            step, unit.per_year
        )
        if unit.of == "months":
            assert unit.size == {"month": 1, "two months": 2, "quarter": 3, "half-year": 6, "year": 12}[step]


def test_half_months_on_the_15th_and_the_last_day():
    days = [date(2027, 1, 15), date(2027, 1, 31), date(2027, 2, 15), date(2027, 2, 28), date(2027, 3, 15)]
    assert find_unit(date(2026, 12, 31), [], days) == Unit("half-months", 1)


def test_the_smaller_of_two_equally_common_periods_and_the_average_of_none():
    first = date(2027, 1, 1)
    weeks_and_months = [first + timedelta(days=days) for days in (7, 14)] + [date(2027, 2, 15), date(2027, 3, 15)]
    assert find_unit(first, [], weeks_and_months) == Unit("days", 7)
    # 100, 50 and 33 days: 61 on average, two months.
    assert find_unit(first, [], [first + timedelta(days=d) for d in (100, 150, 183)]) == Unit("months", 2)
    # More than a year is a year.
    assert find_unit(first, [], due_dates(first, "year", 9)[2::2]) == Unit("months", 12)
    # A common period that is no standard interval counts its days.
    assert find_unit(first, [], [first + timedelta(days=10 * k) for k in range(1, 5)]) == Unit("days", 10)


def test_month_ends_are_counted_from_month_ends():
    start, month = date(2027, 1, 15), Unit("months", 1)
    days = [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]
    assert [count_units(month, start, day, 31) for day in days] == [(k, Fraction(16, 30)) for k in (1, 2, 3)]


def test_a_year_has_odd_months_or_odd_days():
    year = Unit("months", 12)
    assert count_units(year, date(2026, 1, 15), date(2027, 7, 15), None) == (1, Fraction(6, 12))
    assert count_units(year, date(2026, 4, 27), date(2028, 4, 30), None) == (2, Fraction(3, 365))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 2000), st.sampled_from([1, 2, 3, 5, 6, 11, 12]))
def test_counted_time_stays_near_the_calendar(start, days, months):
    unit = Unit("months", months)
    units, odd = count_units(unit, start, start + timedelta(days=days), None)
    assert 0 <= odd <= 1
    assert abs((units + odd) / unit.per_year - Fraction(days, 365)) < Fraction(6, 365)


# flat fees


def test_the_rate_behind_a_flat_fee():
    # 12 x 0.6 % of 12,000: payments of 1,072; 1.08619 % a month, 13.034 % nominal, 13.842 % effective.
    assert at_printed_places(irr([12000, *[-1072] * 12]), "0.0000001") == Decimal("0.0108619")
    assert at_printed_places(fee_to_rate("0.6%/month", 12), "0.00001") == Decimal("0.13034")
    assert at_printed_places(fee_to_rate("0.6%/month", 12, "cn-compound"), "0.00001") == Decimal("0.13842")
    assert fee_to_rate("7.2%", 12) == fee_to_rate("7.2%/year", 12) == fee_to_rate("0.6%/month", 12)


@given(st.integers(1, 120), st.integers(0, 300))
def test_a_flat_fee_costs_more_than_it_says(months, basis_points):
    fee = Decimal(basis_points) / 100
    rate = fee_to_rate(f"{fee}%/month", months)
    flat = 12 * fee / 100
    assert rate == flat if months == 1 or not fee else flat < rate < 2 * flat
    assert fee_to_rate(f"{fee}%/month", months, "cn-compound") >= rate


@pytest.mark.parametrize(("fee", "count"), [("0.02%/day", 12), ("0.6", 12), ("0.6%/month", 0), ("0.6%/month", 1.5)])
def test_a_fee_that_cannot_be_read_is_refused(fee, count):
    with pytest.raises(InputError):
        fee_to_rate(fee, count)


def test_running_sums_decide_interleaved_deals():
    # The rate of a deal whose sum owed never turns negative solves its equation from above.
    flows = {0: 1000, 1: -300, 2: 200, 3: -500, 4: -600}
    assert min(list(accumulate(flows.values()))[:-1]) >= 0
    lent = [(k, amount) for k, amount in flows.items() if amount > 0]
    back = [(k, -amount) for k, amount in flows.items() if amount < 0]
    rate = Fraction(apr(lent, back, "eu"))
    assert worth(flows.values(), rate - HALF_PLACE) <= 0 <= worth(flows.values(), rate + HALF_PLACE)


def test_a_rate_halfway_between_two_places_is_rounded_up():
    # 200,000,000 lent and 200,000,001 back: half of the eighth place, exactly; a little less is nothing.
    assert irr([-200_000_000, 200_000_001]) == irr([200_000_000, -200_000_001]) == Decimal("0.00000001")
    assert irr([-200_000_001, 200_000_002]) == 0


def test_a_deal_that_turns_once_has_one_rate_whatever_its_size():
    # The same deal in thousandths; its sums change sign three times, what is owed never turns.
    lent, back = [(0, "1000"), (2, "200")], [(1, "300"), (3, "500"), (4, "600")]
    small = [[(k, str(Decimal(amount) / 1000)) for k, amount in side] for side in (lent, back)]
    assert apr(*small, "eu") == apr(lent, back, "eu")


def test_a_deal_that_comes_out_even_costs_nothing():
    # 100 - 150 v + 50 v^2 = 0 at v = 1 and v = 2: the one rate that is not negative is 0.
    assert apr([(0, 100), (2, 50)], [(1, 150)], "eu") == 0
    # Half a unit more is lent than ever comes back; and what is owed that turns twice settles no rate.
    for lent, back in (([(0, 100), (2, "50.5")], [(1, 150)]), ([(0, 100), (2, 70)], [(1, 150), (3, 20)])):
        with pytest.raises(InputError, match="split them into simple loans"):
            apr(lent, back, "eu")


def test_years_as_a_fraction_have_thirty_digits_at_most():
    lent, digits = [(0, 100)], "1" * 15
    assert apr(lent, [(f"{digits}/{digits}", 110)], "eu") == Decimal("0.1")
    with pytest.raises(InputError, match="years as a fraction"):
        apr(lent, [(f"{digits}/{digits}1", 110)], "eu")
