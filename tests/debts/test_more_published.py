"""Further published figures of cards: course notes, issuers' illustrations, the press; each with its page."""

from decimal import Decimal

import pytest

import repayplan as rp
from repayplan.debts.late_fee import LateFee
from repayplan.plans.printed import walk_row

EDINBORO = "https://mirkwood.cs.edinboro.edu/~bennett/class/math104/spring2010/notes/ch11/three.html"
EDINBORO_FALL = "https://mirkwood.cs.edinboro.edu/~bennett/class/math104/fall2010/notes/ch11/five.html"
SBI = "http://veterum.es/inicio/the-credit-limit-and-funds-restrictions-were (SBI Card's terms, as copied there)"
NEWSBUST = "http://api.newsbust.in/is-paying-the-lower-minimum-amount-on-credit-card-good-for-you/"


@pytest.mark.parametrize(
    ("owed", "daily", "share", "interest", "minimum", "source"),
    [
        ("2600", None, "1%", "0", "26", EDINBORO),
        ("2100", "0.039698%/day", "1%", "25.01", "47", EDINBORO),
        ("1440", None, "1.5%", "0", "22", EDINBORO_FALL),
        ("1140", "0.05429%/day", "1.5%", "18.57", "36", EDINBORO_FALL),
    ],
)
def test_interest_and_a_share_of_the_principal_up_to_the_next_dollar(owed, daily, share, interest, minimum, source):
    accrued = rp.accrue(owed, daily, days=30) if daily else Decimal(0)
    assert accrued == Decimal(interest)
    formula = rp.Minimum(principal=share, interest="100%", unit="1", rounding="up")
    card = rp.Debt(id="A", principal=owed, interest=accrued, rate="18%", currency="USD", minimum=formula)
    assert card.minimum_payment() == Decimal(minimum)


def test_the_unpaid_balance_method():
    # Problem 27; problem 25 of the page adds up wrongly and is left out.
    charged = rp.accrue("124.78", "1.25%/month", months=1)
    assert charged == Decimal("1.56"), EDINBORO
    moves = [("2026-05-03", "25.64"), ("2026-05-09", "-100"), ("2026-05-11", "67.23"), ("2026-05-20", "13.90")]
    month = rp.daily_balances("124.78", [*moves, ("2026-05-31", charged)], start="2026-05-01", end="2026-05-31")
    assert month.closing == Decimal("133.11"), EDINBORO


def test_an_illustration_of_an_issuer_in_india():
    parts = [("500", 49), ("90", 49), ("6000", 39), ("6175", 10)]
    assert rp.accrue(parts, "3.65%/month", currency="INR") == Decimal("389.59"), SBI
    printed = ["29.40", "5.29", "280.80", "74.10"]
    assert [str(rp.accrue([part], "3.65%/month", currency="INR")) for part in parts] == printed, SBI


def test_a_share_of_spending_and_all_fees():
    formula = rp.Minimum(purchases="5%", fees="100%")
    card = rp.Debt(id="A", principal="12000", fees="400", rate="42%", currency="INR", minimum=formula)
    assert card.minimum_payment() == 1000, NEWSBUST


@pytest.mark.parametrize("form", ["pair", "mapping", "payment"])
def test_a_payment_may_be_given_in_each_plausible_form(form):
    given = {"pair": ("2026-04-23", "100"), "mapping": {"on": "2026-04-23", "amount": "100"},
             "payment": rp.Payment("100", on="2026-04-23")}[form]  # fmt: skip
    found = rp.accrue("1000", "0.05%/day", start="2026-03-30", end="2026-05-05", payments=[given], last_day=True)
    assert found == Decimal("17.85")


@pytest.mark.parametrize(
    ("how", "path"),
    [
        ({"months": 1, "days": 3}, "months"),
        ({"days": 1, "start": "2026-01-01"}, "days"),
        ({"months": -1}, "months"),
        ({"months": 1, "rate": "0.05%/day"}, "rate"),
    ],
)
def test_one_way_of_saying_how_long(how, path):
    with pytest.raises(rp.InputError) as caught:
        rp.accrue("100", how.pop("rate", "12%"), **how)
    assert caught.value.path == path


def test_dated_segments_may_be_given_as_triples_and_each_may_have_its_rate():
    dated = [("1500", "2010-05-30", "2010-06-25"), ("1350", "2010-06-25", "2010-07-05")]
    assert rp.accrue(dated, "0.05%/day") == Decimal("26.25")
    apart = [{"balance": "1000", "days": 10, "rate": "0.05%/day"}, {"balance": "1000", "days": 10, "rate": "36.5%"}]
    assert rp.accrue(apart, None) == Decimal("15.00")
    with pytest.raises(rp.InputError) as caught:
        rp.accrue([*apart, ("1", 1)], None)
    assert caught.value.path == "rate"


def test_numbered_days_of_a_textbook():
    moves = [(10, "-120.00"), (15, "83.43"), (26, "130.46"), (30, "98.23")]
    found = rp.daily_balances("450.21", moves, days=31)
    assert [str(n) for n in (found.sum, found.average, found.closing)] == ["13714.04", "442.39", "642.33"]
    for how, path in (
        ({"days": 0}, "days"),
        ({"days": 9}, "movements[0]"),
        ({"days": 31, "start": "2026-01-01"}, "days"),
    ):
        with pytest.raises(rp.InputError) as caught:
            rp.daily_balances("450.21", moves, **how)
        assert caught.value.path == path


@pytest.mark.parametrize(
    ("balance", "rate", "share", "remaining"),
    [("484", "20%", "4%", "361.61"), ("5000", "18%", "2%", "4691.11")],  # MIT 6.00.1x and 6.00, problem sets on cards
)
def test_a_year_of_minimum_payments_without_rounding(balance, rate, share, remaining):
    card = rp.Debt(
        id="A", principal=balance, rate=rate, day_count="equal-periods", currency="USD", minimum={"balance": share}
    )
    exact = rp.Conventions(balance="exact")
    plan = rp.forecast(card, "2027-01-01", first_due="2027-01-01", conventions=exact).minimum
    # Paid first, then interest on the rest: what is billed before the thirteenth payment.
    row = walk_row(plan.raw[12])
    assert Decimal(plan.layout.printed(sum(row.opening) + sum(row.accrued))).scaleb(-2) == Decimal(remaining)


@pytest.mark.parametrize(
    ("fee", "minimum", "paid", "charged"),
    [
        (LateFee("5%"), "200", "100", "5.00"),  # a published answer: a bill of 2,000
        (LateFee("5%", cap="500"), "20000", "0", "500.00"),  # the cap of one bank
        (LateFee("5%", floor="10"), "100", "0", "10.00"),
        (LateFee("5%", floor="10"), "100", "100", "0.00"),
    ],
)
def test_a_late_fee_of_a_cycle(fee, minimum, paid, charged):
    assert fee.on(minimum, paid, currency="CNY") == Decimal(charged)
