"""Paying more at first: never longer for plain formulas, and named where tiers or rounding make it so."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp

DAY = "2026-12-31"
TIERS = {"tiers": [{"up_to": "500", "amount": "25"}, {"amount": "50"}]}


def card(principal, minimum, **more):
    given_ = {"id": "A", "currency": "USD", "day_count": "equal-periods", "rate": "12%"}
    return rp.Debt(**given_ | {"principal": principal, "minimum": minimum} | more)


def months(principal, minimum, extra=0, rate=12):
    """The payments in cents by a plain loop, the first one larger; a second way of computing the path."""
    owed, count = principal, 0
    while owed:
        owed += (2 * owed * rate + 1200) // 2400
        owed, count = owed - min(owed, minimum(owed) + extra), count + 1
        extra = 0
    return count


def by_tiers(owed):
    return 25_00 if owed <= 500_00 else 50_00


@pytest.mark.parametrize("principal", [540, 545, 560, 900])
def test_a_tier_below_makes_a_larger_first_payment_take_longer(principal):
    (note,) = [f for f in rp.forecast(card(principal, TIERS), DAY).notes if f.code == "larger_payment_longer"] or [None]
    plain, worse = months(principal * 100, by_tiers), {
        extra: found for extra in range(1, 50_00) if (found := months(principal * 100, by_tiers, extra)) > 0
    }  # fmt: skip
    longer = [extra for extra, found in worse.items() if found > plain]
    if note is None:
        # Only sums that bring it just below a tier are looked at.
        assert principal == 900
        return
    extra = int(note.numbers["extra"] * 100)
    assert (note.numbers["months"], note.numbers["after"]) == (plain, worse[extra])
    assert extra == longer[0]


def test_a_rounded_minimum_can_be_worse_too():
    debt = card("2890", {"balance": "5%", "unit": "10", "floor": "10"}, rate="18%")
    (note,) = [f for f in rp.forecast(debt, DAY).notes if f.code == "larger_payment_longer"]

    def rounded(owed):
        return max(10_00, (2 * owed * 5 + 1000_00) // 2000_00 * 10_00)

    extra = int(note.numbers["extra"] * 100)
    assert months(2890_00, rounded, rate=18) == note.numbers["months"]
    assert months(2890_00, rounded, extra, rate=18) == note.numbers["after"] > note.numbers["months"]


SHARES = st.sampled_from(["balance", "principal", "purchases"])


@settings(deadline=None, max_examples=25)
@given(st.integers(100_00, 5000_00), SHARES, st.integers(3, 20), st.integers(0, 50), st.integers(1, 100_00))
def test_without_tiers_and_rounding_paying_more_never_takes_longer(owed, share, percent, floor, extra):
    minimum = {share: f"{percent}%", "interest": "100%", "floor": str(floor)}
    debt = card(Decimal(owed).scaleb(-2), minimum)
    plain = rp.forecast(debt, DAY)
    assert not [f for f in plain.notes if f.code == "larger_payment_longer"]
    first = plain.minimum.rows[0].payment
    larger = rp.forecast(
        card(Decimal(owed).scaleb(-2), minimum | {"by_month": {"2027-01": first + Decimal(extra) / 100}}), DAY
    )
    assert larger.months <= plain.months
