"""Published schedules, matched in every value that their sources print."""

from decimal import Decimal
from itertools import pairwise

import pytest

import repayplan as rp

# source, currency, principal, yearly rate, every, n, rounding, instalment
LEVEL = [
    ("BCC Brescia, foglio informativo", "EUR", "200000", "5.65%", "month", 180, "half-up", "1650.13"),
    ("BCC Brescia, foglio informativo", "EUR", "200000", "5.65%", "month", 120, "half-up", "2185.42"),
    ("BCC Brescia, foglio informativo", "EUR", "200000", "5.65%", "month", 60, "half-up", "3834.09"),
    ("Solution Bank, foglio informativo", "EUR", "200000", "7%", "month", 120, "half-up", "2322.17"),
    ("Solution Bank, foglio informativo", "EUR", "200000", "7%", "month", 180, "half-up", "1797.66"),
    ("KB Capital, equal total payment", "KRW", "100000000", "3.8%", "month", 96, "half-up", "1209646"),
    ("regneregler.dk, annuitetslån", "DKK", "12000", "5%", "year", 4, "half-up", "3384.14"),
    ("andreailmatematico.it, piano francese", "EUR", "50000", "10%", "year", 4, "half-up", "15773.54"),
    ("CFPB, Closing Disclosure H-25(B)", "USD", "162000", "3.875%", "month", 360, "half-up", "761.78"),
    ("Broverman, MIC 2.7(b)", "USD", "12000", "15%", "month", 48, "half-up", "333.97"),
    ("OpenStax, Contemporary Mathematics", "USD", "136700", "5.75%", "month", 180, "up", "1135.18"),
    ("OpenStax, Contemporary Mathematics", "USD", "28500", "3.99%", "month", 60, "up", "524.75"),
    ("Las Positas, §8.05", "USD", "15000", "9%", "month", 60, "up", "311.38"),
]


def loan(
    currency, principal, rate, count, every="month", rounding="half-up", first_due=None, as_of="2026-12-31", **more
):
    debt = rp.Debt(id="A", currency=currency, principal=principal, rate=rate, day_count="equal-periods")
    first = {"month": "2027-01-31", "year": "2027-12-31", "half-year": "2027-06-30"}[every]
    conventions = rp.Conventions(instalment_rounding=rounding)
    terms = rp.Terms(instalments=count, every=every, first_due=first_due or first, conventions=conventions, **more)
    return rp.schedule(debt, terms, as_of)


@pytest.mark.parametrize(("source", "currency", "principal", "rate", "every", "n", "rounding", "instalment"), LEVEL)
def test_a_level_instalment(source, currency, principal, rate, every, n, rounding, instalment):
    plan = loan(currency, principal, rate, n, every, rounding)
    assert str(plan.instalment) == instalment
    assert len(plan.rows) == n and plan.clears


# MIT 6.00.1x, problem set 2: twelve fixed payments, each at the start of its month.
@pytest.mark.parametrize(
    ("balance", "rate", "payment"),
    [
        ("225844", "20%", "20577.98"),
        ("255538", "21%", "23384.87"),
        ("320000", "20%", "29157.09"),
        ("404546", "21%", "37020.94"),
        ("492579", "20%", "44881.78"),
        ("68095", "22%", "6258.57"),
    ],
)
def test_payments_in_advance(balance, rate, payment):
    plan = loan("USD", balance, rate, 12, first_due="2026-12-31")
    assert str(plan.instalment) == payment


ROWS = {
    "Expert Fiscal, annuités constantes": (
        ("EUR", "100000", "5%", 4, "year"),
        [("28201.18", "23201.18", "5000.00", "76798.82")],
    ),
    "Fortus.nl, annuïteit": (("EUR", "200000", "3.5%", 360), [("898.09", "314.76", "583.33", "199685.24")]),
    "Chase, loan amortization": (
        ("USD", "200000", "5%", 360),
        [
            ("1073.64", "240.31", "833.33", "199759.69"),
            ("1073.64", "241.31", "832.33", "199518.38"),
            ("1073.64", "242.31", "831.33", "199276.07"),
        ],
    ),
    "OpenStax, Principles of Finance, car": (("USD", "32000", "6%", 36), [("973.50", "813.50", "160.00", "31186.50")]),
    "OpenStax, Principles of Finance, home": (
        ("USD", "140000", "3.6%", 240),
        [("819.16", "399.16", "420.00", "139600.84")],
    ),
    "Olivier, dishwasher": (("USD", "895.94", "5.9%", 6), [("151.90", "147.49", "4.41", "748.45")]),
    "Arcones, Exam FM, §4.1, example 4": (
        ("USD", "20000", "8%", 12, "year"),
        [
            ("2653.90", "1053.90", "1600.00", "18946.10"),
            ("2653.90", "1138.21", "1515.69", "17807.89"),
            ("2653.90", "1229.27", "1424.63", "16578.62"),
            ("2653.90", "1327.61", "1326.29", "15251.01"),
            ("2653.90", "1433.82", "1220.08", "13817.19"),
        ],
    ),
    "half a cent of interest, half up": (
        ("USD", "100001.25", "4.80%", 360),
        [("524.67", "124.66", "400.01", "99876.59")],
    ),
    "half a cent of interest, instalment up": (
        ("USD", "100001.25", "4.80%", 360, "month", "up"),
        [
            ("524.68", "124.67", "400.01", "99876.58"),
        ],
    ),
}


@pytest.mark.parametrize(("given", "rows"), ROWS.values(), ids=ROWS)
def test_the_first_rows_of_a_schedule(given, rows):
    plan = loan(*given)
    found = [(str(r.payment), str(r.to_principal), str(r.to_interest), str(r.closing)) for r in plan.rows[: len(rows)]]
    assert found == rows


def test_equal_principal_by_half_years():
    """Telemutuo, ammortamento italiano: 50,000 in ten half-yearly instalments at 6 %."""
    plan = loan("EUR", "50000", "6%", 10, "half-year", as_of="2026-12-30", shape=rp.shapes.EqualPrincipal())
    assert [row.payment for row in plan.rows] == [Decimal(6500 - 150 * k) for k in range(10)]
    assert [row.to_interest for row in plan.rows] == [Decimal(1500 - 150 * k) for k in range(10)]


def test_ranges_of_a_schedule():
    """Texas Instruments, BA II PLUS guidebook: 120,000 at 6.125 % over 360 months."""
    plan = loan("USD", "120000", "6.125%", 360)
    assert str(plan.instalment) == "729.13"
    figures = [
        ("118928.63", "1071.37", "5490.80"),
        ("117421.60", "1507.03", "7242.53"),
        ("115819.62", "1601.98", "7147.58"),
    ]
    for (start, end), (balance, principal, interest) in zip(pairwise((0, 9, 21, 33)), figures, strict=True):
        rows = plan.rows[start:end]
        assert str(rows[-1].closing) == balance
        assert (str(sum(r.to_principal for r in rows)), str(sum(r.to_interest for r in rows))) == (principal, interest)


def test_a_balance_after_five_years():
    """Texas Instruments, BA II PLUS guidebook: 82,000 at 7 % over 30 years, due after five."""
    plan = loan("USD", "82000", "7%", 360)
    assert str(plan.instalment) == "545.55"
    assert str(plan.rows[59].closing) == "77187.72"
    assert str(sum(row.to_interest for row in plan.rows[:60])) == "27920.72"


def test_a_table_that_does_not_adjust_its_last_payment_ends_at_three_cents():
    """Pima Open Press, 6.4: 500 at 12 % over six months."""
    assert str(loan("USD", "500", "12%", 6).instalment) == "86.27"
    given = loan("USD", "500", "12%", None, shape=rp.shapes.GivenAmounts(["86.27"] * 6))
    assert str(given.rows[-1].closing) == "0.03"
    assert "still_owed" in {finding.code for finding in given.findings}


# Daily interest of 0.05 % on cards, as Chinese explainers print it: 15,000 for 34 days, then what is left for 12.
@pytest.mark.parametrize(
    ("principal", "paid", "first", "last", "parts"),
    [
        ("15000", "1500", "2026-01-13", "2026-01-25", ("255.00", "81.00")),
        ("15000", "750", "2026-01-13", "2026-01-25", ("255.00", "85.50")),
    ],
)
def test_daily_interest_in_two_segments(principal, paid, first, last, parts):
    debt = rp.Debt(id="A", currency="CNY", principal=principal, rate="0.05%/day")
    order = ("principal", "interest", "penalty", "fees")
    shape = rp.shapes.GivenAmounts([paid, "0"])
    plan = rp.schedule(debt, rp.Terms(first_due=first, every=(12, "days"), shape=shape, order=order), "2025-12-10")
    assert [row.days for row in plan.rows] == [34, 12] and str(plan.rows[1].due) == last
    assert tuple(str(row.accrued) for row in plan.rows) == parts


def test_a_pro_rata_offer():
    """Money Advice Hub: 100 over four debts."""
    assert [str(part) for part in rp.share("100", ["500", "1000", "233", "200"], "GBP")] == [
        "25.87",
        "51.73",
        "12.05",
        "10.35",
    ]
