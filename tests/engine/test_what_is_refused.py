"""Each refusal of a rate of return says where, what, what was expected, and what to do."""

import pytest

from repayplan.engine.returns import apr, fee_to_rate, irr
from tests.refused import sentence

JAN, FEB = ("2027-01-01", "100"), ("2027-02-01", "101")
NEVER = "these never change sign, so that no rate makes them worth nothing"
WHOLE_DAYS = 'it like "2026-12-31"'


def of(advances, payments, method="eu", **words):
    return lambda: apr(advances, payments, method, **words)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: irr([1, "x"]), 'flows[1]: got \'x\', expected a decimal number; write it like "1234.50"'),
        (lambda: irr("12"), "flows: got '12', expected a list"),
        (lambda: irr([1, 2]), f"flows: got [1, 2], expected flows that change sign exactly once; {NEVER}"),
        (
            lambda: irr([-1, 3, -1]),
            "flows: got [-1, 3, -1], expected flows that change sign exactly once; "
            "these change sign 2 times, so that several rates may fit: split them into simple loans",
        ),
        (
            lambda: fee_to_rate("0.6%/month", 12, "eu"),
            "method: got 'eu', expected one of the known words; use one of: cn-compound, cn-simple",
        ),
        (
            lambda: fee_to_rate("0.6", 12),
            "fee: got '0.6', expected a rate with its unit, not negative; write a year's rate as \"18.25%\", a month's "
            'as "1.5%/month", a day\'s as "0.05%/day"',
        ),
        (
            lambda: fee_to_rate("0.02%/day", 12),
            "fee: got '0.02%/day', expected a fee by the month or the year; write it like \"0.6%/month\"",
        ),
        (lambda: fee_to_rate("1%", 1201), "instalments: got 1201, expected a whole number from 1 to 1200"),
        (of(JAN, [FEB]), "advances[0]: got '2027-01-01', expected a pair of a day and an amount; "
                         'write it like ("2026-12-31", "1234.50")'),
        (of([JAN], [(*FEB, 3)]), "payments[0]: got ('2027-02-01', '101', 3), expected a pair of a day and an amount; "
                                 'write it like ("2026-12-31", "1234.50")'),
        (of("x", [FEB]), "advances: got 'x', expected a list"),
        (of([JAN], "x"), "payments: got 'x', expected a list"),
        (of([], [FEB]), "advances: got [], expected at least one of the advances above 0"),
        (of([JAN], [("2027-02-01", 0)]), "payments: got [('2027-02-01', 0)], expected at least one of the payments "
                                         "above 0"),
        (of([JAN], [FEB, ("2027-02-01", "x")]), "payments[1][1]: got 'x', expected a decimal number; "
                                                'write it like "1234.50"'),
        (of([JAN], [("2027-02-01", -1)]), "payments[0][1]: got -1, expected an amount that is not negative; "
                                          "advances and payments stand apart"),
        (of([JAN], [("2027-02-30", 1)]), f"payments[0][0]: got '2027-02-30', expected a day; write {WHOLE_DAYS}"),
        (of([(0, 1)], [("1/0", 1)]), "payments[0][0]: got '1/0', expected years as a fraction; write it like \"7/12\""),
        (of([(0, 1)], [("x", 1)]), 'payments[0][0]: got \'x\', expected a decimal number; write it like "1234.50"'),
        (of([JAN], [("1/12", 1)]), "payments: got [('1/12', 1)], expected days throughout, or years as fractions "
                                   "throughout; do not mix the two"),
        (of([FEB], [JAN]), "payments: got '2027-01-01', expected payments from the first advance on (2027-02-01); "
                           "make the advance smaller"),
        (of([(0, 1)], [("1/12", 1)], "us-actuarial"), "advances: got 'years', expected days for us-actuarial; "
                                                      "its unit-periods are counted between days"),
        (of([(0, 1)], [("1/12", 1)], time="months"), "time: got 'months', expected no time here; "
                                                     "years need no such word"),
        (of([(0, 1)], [("1/12", 1)], "cn-simple", term="days"), "term: got 'days', expected no term here; "
                                                                "years need no such word"),
        (of([JAN], [FEB], unit_period="month"), "unit_period: got 'month', expected no unit_period here; "
                                                "eu takes time"),
        (of([JAN], [FEB], "us-actuarial", time="months"), "time: got 'months', expected no time here; "
                                                          "us-actuarial takes term and unit_period"),
        (of([JAN], [FEB], term="day"), "term: got 'day', expected one of the known words; did you mean 'days'?"),
        (of([JAN], [FEB], time="month"), "time: got 'month', expected one of the known words; did you mean 'months'?"),
        (of([JAN], [FEB], "uks"), "method: got 'uks', expected one of the known words; did you mean 'uk'?"),
        (of([JAN], [FEB], "us-actuarial", unit_period="moon"), "unit_period: got 'moon', expected a word of every, or "
                                                               "(k, \"days\"); did you mean 'month'?"),
        (of([JAN], [("2027-01-01", 100)]), "payments: got [('2027-01-01', 100)], expected advances repaid by later "
                                           f"payments; {NEVER}"),
        (of([JAN, ("2027-03-01", 500)], [("2027-01-01", 200)]), "payments: got [('2027-01-01', 200)], expected a first "
                                                                "advance above what is paid on its day"),
        (of([JAN], [("2027-01-01", 50)], "us-actuarial"), "payments: got [('2027-01-01', 50)], expected advances "
                                                          f"repaid by later payments; {NEVER}"),
        (of([("2027-01-01", 1)], [("2027-01-02", 10**6)]), "payments: got 'sums', expected a rate that can be written; "
                                                           "too much comes back too soon"),
    ],
)  # fmt: skip
def test_a_refusal_says_all_four(call, says):
    assert sentence(call) == says
