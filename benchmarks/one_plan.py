"""One level loan of 60 monthly rows, solved and walked: beside the exact peers that print the same cents."""

from decimal import Decimal

import mortgagemath
from loan import STRATEGIES, LoanRequest
from rounds import medians, show

import repayplan as rp
from repayplan.engine.solve import exact_level
from repayplan.engine.walk import Period, walk
from repayplan.units.rounding import divide

MONTHS, DEN = 60, 12_000_000
# Twenty different loans: what is worked out once for one of them is not had for nothing by the next.
LOANS = [(2_800_000 + 123_457 * k, 182_500 - 7_300 * k) for k in range(20)]
FIELDS = ("number", "start", "due", "opening", "accrued", "payment", "waived", "closing")
PAID = ("to_principal", "to_interest", "to_penalty", "to_fees")


def euros(units):
    return Decimal(units).scaleb(-2)


def by_mortgagemath():
    half_up = mortgagemath.PaymentRounding.ROUND_HALF_UP
    return [
        mortgagemath.amortization_schedule(
            mortgagemath.LoanParams(euros(principal), Decimal(rate) / 10_000, MONTHS, payment_rounding=half_up)
        )
        for principal, rate in LOANS
    ]


def by_loankit():
    strategy = STRATEGIES["equal-installment"]()
    return [
        strategy.generate(LoanRequest(euros(principal), Decimal(rate) / 10_000, MONTHS, "equal-installment"))
        for principal, rate in LOANS
    ]


def by_the_engine():
    plans = []
    for principal, rate in LOANS:
        exact = exact_level(principal, [rate] * MONTHS, DEN, [0] * MONTHS, [1] * MONTHS)
        level = Period(((rate, "run"),), divide(*exact, "half-up"))
        plans.append(list(walk((principal, 0, 0, 0), [level] * (MONTHS - 1) + [Period(level.parts, close=True)], DEN)))
    return plans


def planned():
    terms = rp.Terms(
        instalments=MONTHS, first_due="2027-01-31", conventions=rp.Conventions(instalment_rounding="half-up")
    )
    for principal, rate in LOANS:
        debt = rp.Debt(id="A", principal=euros(principal), rate=f"{Decimal(rate) / 10_000}%", day_count="equal-periods",
                       currency="EUR")  # fmt: skip
        yield rp.schedule(debt, terms, as_of="2026-12-31")


def by_schedule():
    return [
        [
            [getattr(row, name) for name in (*FIELDS, *PAID)] + [tuple(part) for part in row.parts.values()]
            for row in plan.rows
        ]
        for plan in planned()
    ]


def check():
    """The same cents, in every row."""
    engine = [
        [(euros(row.paid), euros(row.taken[1]), euros(row.closing[0])) for row in rows] for rows in by_the_engine()
    ]
    peers = [
        [[(row.payment, row.interest, row.balance) for row in rows[1:]] for rows in by_mortgagemath()],
        [[(row.payment, row.interest, row.remaining) for row in plan.installments] for plan in by_loankit()],
        [[(row.payment, row.to_interest, row.closing) for row in plan.rows] for plan in planned()],
    ]
    assert all(peer == engine for peer in peers)


check()
found = medians(
    {
        "mortgagemath": by_mortgagemath,
        "loankit": by_loankit,
        "repayplan, engine: solved and walked": by_the_engine,
        "repayplan, rp.schedule: every field read": by_schedule,
    }
)
found = {name: seconds / len(LOANS) for name, seconds in found.items()}
fastest = min("mortgagemath", "loankit", key=found.__getitem__)
targets = {"repayplan, engine: solved and walked": 1, "repayplan, rp.schedule: every field read": 4}
show(f"one plan of {MONTHS} rows, beside {fastest}", found, fastest, targets)
