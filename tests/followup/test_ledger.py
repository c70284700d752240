"""The ledger: published daily figures, the plan itself where it is kept, and the laws of what was really paid."""

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.units.components import COMPONENTS

START = date(2026, 12, 31)


def loan(**more):
    given = {"id": "A", "principal": "1200", "rate": "12%", "day_count": "actual/365", "currency": "CNY"} | more
    return rp.Debt(**given)


def agreed(debt=None, as_of=START, **terms):
    return rp.schedule(debt or loan(), rp.Terms(**{"instalments": 12} | terms), as_of=as_of)


# Published examples of interest by the day. (source, principal, (day, payment), days, interest)
PUBLISHED = [
    ("wodefinance.com oncibdrooo: 10% minimum", "15000", [(34, "1500")], 46, "336.00"),
    ("wodefinance.com ojasbxrdji: CITIC, 5% minimum", "15000", [(34, "750")], 46, "340.50"),
    ("wodefinance.com porhrvcvtz: Bank of Communications", "1500", [(26, "150")], 36, "26.25"),
    ("wodefinance.com zkaqmrmnpj: 9,000 of 10,000 paid on the due day", "10000", [(26, "9000")], 31, "132.50"),
    ("a press illustration: the whole amount, 30 days", "10000", [], 30, "150.00"),
    ("a press illustration: the overdue part alone", "1000", [], 30, "15.00"),
]


@pytest.mark.parametrize(("source", "principal", "paid", "days", "interest"), PUBLISHED)
def test_published_daily_figures(source, principal, paid, days, interest):
    card = loan(principal=principal, rate="0.05%/day")
    bill = START + timedelta(days=days)
    plan = rp.schedule(card, rp.Terms(instalments=1, first_due=bill), as_of=START)
    payments = [rp.Payment(amount, on=START + timedelta(days=day)) for day, amount in paid]
    ledger = rp.Ledger(plan, payments)
    account = ledger.on(bill)["A"]
    assert account.by_component["interest"] == Decimal(interest)
    assert account.owed == Decimal(principal) + Decimal(interest) - sum(p.amount for p in payments)
    # On the day before, what has run is there already, and not yet due.
    eve = ledger.on(bill - timedelta(days=1))["A"]
    assert eve.running == eve.by_component["interest"] < Decimal(interest)


TERMS = [
    {},
    {"treatment": {"interest": "waive", "penalty": "waive"}},
    {"treatment": {"interest": "pause", "penalty": "spread"}},
    {"treatment": {"interest": {"accrual": "defer"}, "fees": "defer"}},
    {"treatment": {"interest": {"accrual": "capitalise"}}},
    {"treatment": {"interest": [rp.Window("2027-02-10", "2027-04-20", "waive")]}},
    {"shape": rp.shapes.FixedAmount("150"), "instalments": None},
    {"shape": rp.shapes.Holiday(3)},
    {"shape": rp.shapes.InterestOnly(2)},
    {"shape": rp.shapes.EqualPrincipal()},
    {"order": ("principal", "interest", "penalty", "fees")},
    {"fee_per_instalment": "2", "down_payment": "100"},
    {"every": "fortnight", "first_due": "2027-01-08"},
    {"rate": [{"from": "2027-01-01", "rate": "0%"}, {"from": "2027-05-10", "rate": "18%"}]},
    {"write_down": "200", "first_due": "2027-02-15"},
]
FLAT = {"rate": {"flat_fee": "0.6%/month"}, "day_count": "equal-periods"}
DEBTS = [{}, {"interest": "31.77", "penalty": "12.05", "fees": "3"}, {"compounding": "monthly"},
         {"compounding": "everything", "interest": "31.77", "penalty": "12.05"},
         {"day_count": "equal-periods"}, FLAT]  # fmt: skip


def as_planned(plan):
    return [rp.Payment(row.payment, on=row.due) for row in plan.rows if row.payment]


@pytest.mark.parametrize("debt", DEBTS)
@pytest.mark.parametrize("terms", TERMS)
def test_paid_as_planned_the_rows_are_the_plans(terms, debt):
    plan = agreed(loan(**debt), **terms)
    ledger = rp.Ledger(plan, as_planned(plan))
    rows = ledger.rows()
    seven = [[row.raw.part(c) for c in range(4)] for row in rows]
    assert seven == [[raw.part(c) for c in range(4)] for raw in plan.raw]
    state = ledger.on(plan.last_due)
    assert state.kept and state.owed == 0 and state.behind == 0
    assert set(state.counts) == {"on time", "late", "part", "missed", "open"}
    assert {one.word for one in ledger.instalments(plan.last_due)} == {"on time"}


def entries(max_size=12):
    """Payments as (days after the start, minor units)."""
    return st.lists(st.tuples(st.integers(0, 420), st.integers(1, 40_000)), max_size=max_size)


def payments_of(pairs):
    return [rp.Payment(Decimal(units) / 100, on=START + timedelta(days=day)) for day, units in pairs]


CASES = st.tuples(st.sampled_from(DEBTS), st.sampled_from(TERMS))


@settings(max_examples=80, deadline=None)
@given(CASES, entries(), st.randoms(use_true_random=False), st.integers(0, 460))
def test_the_same_payments_in_any_order_give_the_same_state(case, pairs, rng, day):
    debt, terms = case
    plan = agreed(loan(**debt), **terms)
    payments = payments_of(pairs)
    mixed = payments[:]
    rng.shuffle(mixed)
    on = START + timedelta(days=day)
    one, two = rp.Ledger(plan, payments), rp.Ledger(plan, mixed)
    late = rp.Ledger(plan)
    for payment in mixed:
        late = late.book(payment)
    assert one.on(on).to_dict() == two.on(on).to_dict() == late.on(on).to_dict()


@settings(max_examples=80, deadline=None)
@given(CASES, entries(), st.integers(0, 460))
@example((DEBTS[1], TERMS[2]), [(0, 5000), (31, 1), (31, 2)], 31)
def test_every_row_balances_by_component_and_nothing_is_lost(case, pairs, day):
    debt, terms = case
    plan = agreed(loan(**debt), **terms)
    on = START + timedelta(days=day)
    account = rp.Ledger(plan, payments_of(pairs)).on(on)["A"]
    before = None
    for row in account.rows:
        for c, name in enumerate(COMPONENTS):
            opening, accrued, moved_in, paid, waived, moved_out, closing = row.raw.part(c)
            assert opening + accrued + moved_in == paid + waived + moved_out + closing, name
        assert sum(c for c in map(row.raw.part, range(4)) for c in [c[2]]) == sum(row.raw.part(c)[5] for c in range(4))
        assert before is None or row.raw.opening == before
        assert all(units >= 0 for units in row.raw.closing)
        before = row.raw.closing
    used = sum(row.raw.paid for row in account.rows)
    assert account.paid == Decimal(used) / 100 + account.overpaid


@settings(max_examples=120, deadline=None)
@given(CASES, entries(8), st.integers(0, 7), st.integers(1, 90), st.integers(60, 460))
@example((DEBTS[0], TERMS[0]), [(31, 10662)], 0, 30, 365)
@example((DEBTS[2], TERMS[0]), [(31, 10662)], 0, 30, 365)
def test_paying_earlier_never_costs_more(case, pairs, which, days, day):
    debt, terms = case
    if not pairs:
        return
    plan = agreed(loan(**debt), **terms)
    which %= len(pairs)
    earlier = [(max(0, d - days) if k == which else d, units) for k, (d, units) in enumerate(pairs)]
    on = START + timedelta(days=max(day, max(d for d, _ in pairs)))
    then, now = (rp.Ledger(plan, payments_of(entry)).on(on)["A"] for entry in (pairs, earlier))
    assert now.owed - now.overpaid <= then.owed - then.overpaid


@settings(max_examples=60, deadline=None)
@given(entries(6), st.integers(1, 400))
def test_interest_of_a_period_is_one_rounding_of_the_days_added_up(pairs, day):
    """Worked out anew day by day: the balance of each day, added up, and rounded once a period."""
    plan = agreed(loan(rate="0.05%/day"))
    ledger = rp.Ledger(plan, payments_of(pairs))
    on = START + timedelta(days=day)
    account = ledger.on(on)["A"]
    principal, interest, spare, sum_of_days = 120_000, 0, 0, 0
    dues = {row.due for row in plan.rows} | {START + timedelta(days=400 + k) for k in ()}
    last = max(dues)
    paid = {}
    for payment in payments_of(pairs):
        paid[payment.day] = paid.get(payment.day, 0) + int(payment.amount * 100)
    today = START
    while True:
        if today in dues or today == on:
            interest += int(Fraction(sum_of_days, 2000) + Fraction(1, 2))
            sum_of_days = 0
        spare += paid.get(today, 0)
        to_interest = min(spare, interest)
        to_principal = min(spare - to_interest, principal)
        interest, principal = interest - to_interest, principal - to_principal
        spare -= to_interest + to_principal
        if today == on or (not principal and not interest and not sum_of_days) or today > last:
            break
        sum_of_days += principal
        today += timedelta(days=1)
    if on <= last:
        assert account.parts[:2] == (principal, interest)


def test_short_late_and_missing_instalments():
    plan = agreed(loan(rate="0%"))  # 100 a month
    ledger = rp.Ledger(plan, [
        rp.Payment("100", on="2027-01-31"), rp.Payment("100", on="2027-03-03"), rp.Payment("40", on="2027-03-31"),
    ])  # fmt: skip
    words = [one.word for one in ledger.instalments("2027-04-30")]
    assert words == ["on time", "late", "part", "missed"]
    assert [one.word for one in rp.Ledger(plan, ledger.payments, grace=5).instalments("2027-04-30")] == [
        "on time", "on time", "part", "open",
    ]  # fmt: skip
    state = ledger.on("2027-04-30")
    assert (state.behind, state.owed, state["A"].days_past_due) == (160, 960, 30)
    assert not state.kept
    assert ledger.on("2027-02-28").behind == 100
    assert "160.00" in state.text() and "部分支付" in state.text("zh")


def test_the_agreement_keeps_late_fees_only_where_it_says_so():
    debt = loan(rate="0%", late_fee={"share": "5%", "floor": "10"})
    plan = agreed(debt)
    paid = [rp.Payment("100", on="2027-01-31"), rp.Payment("50", on="2027-02-28"), rp.Payment("50", on="2027-03-01")]
    assert rp.Ledger(plan, paid).on("2027-03-10").owed == 1000
    charged = rp.Ledger(plan, paid, late_fees=True)
    assert charged.on("2027-02-28").owed == 1050
    # From the next day on the fee is owed; what comes then pays it first.
    assert charged.on("2027-03-01")["A"].by_component["principal"] == 1010
    assert charged.on("2027-03-10").owed == 1010
    assert rp.Ledger(plan, paid, late_fees=True, grace=1).on("2027-03-10").owed == 1000
    assert charged.on("2027-03-10").behind == 10


def test_a_reversal_counts_as_if_it_had_never_been_made():
    plan = agreed()
    bounced = rp.Payment("300", on="2027-01-10", id="cheque")
    ledger = rp.Ledger(plan, [bounced, *as_planned(plan)[:2]])
    back = ledger.reverse("cheque", on="2027-02-05", note="no funds")
    assert back.on("2027-02-04").to_dict() == ledger.on("2027-02-04").to_dict()
    assert back.on("2027-02-05").to_dict() == rp.Ledger(plan, as_planned(plan)[:2]).on("2027-02-05").to_dict()
    assert back.total() == ledger.total() - 300
    with pytest.raises(rp.InputError, match="one payment of the ledger"):
        back.reverse("cheque", on="2027-02-06")
    assert ledger.reverse(bounced, on="2027-02-05").on("2027-03-01").to_dict() == back.on("2027-03-01").to_dict()


def test_a_back_dated_payment_replays_the_whole_ledger():
    plan = agreed(loan(rate="0.05%/day"))
    without = rp.Ledger(plan, as_planned(plan)[2:5])
    found = without.book(rp.Payment("500", on="2027-01-02"))
    assert found.on("2027-05-31").owed < without.on("2027-05-31").owed - 500
    assert found.on("2027-01-01").to_dict() == without.on("2027-01-01").to_dict()


def test_what_is_deferred_falls_due_with_the_last_instalment_even_if_it_is_paid_later():
    plan = agreed(loan(), treatment={"interest": {"accrual": "defer"}})
    late = rp.Ledger(plan).on("2028-01-15")["A"]
    assert late.held[1] < late.parts[1] and late.behind == late.owed


def test_what_is_paid_beyond_all_that_is_owed_is_said_and_kept_apart():
    plan = agreed(loan(rate="0%"))
    state = rp.Ledger(plan, [rp.Payment("1300", on="2027-01-10")]).on("2027-06-30")
    assert state.owed == 0 and state["A"].overpaid == 100 and state.kept and state.behind == 0


def test_several_debts_each_with_its_own():
    menu = rp.advise(rp.sample("unemployed-three-cards"))
    ledger = rp.Ledger(menu.best, [rp.Payment("2000", on="2026-12-30", debt="A")])
    state = ledger.on("2027-01-06")
    assert state["A"].paid == 2000 and state["B"].paid == 0
    assert state["A"].overpaid == 0 or state["A"].owed == 0
    assert set(state.accounts) == set(menu.best.plans)


@pytest.mark.parametrize(
    ("payment", "said"),
    [
        ({"on": "2026-12-30"}, r"payments\[0\].on: got '2026-12-30', expected a day from 2026-12-31"),
        ({"currency": "USD"}, "the debt's currency, CNY"),
        ({"debt": "B"}, r"payments\[0\].debt: got 'B', expected a debt of the ledger"),
        ({"amount": "10.001"}, "whole minor units of CNY"),
    ],
)
def test_payments_that_cannot_be_booked(payment, said):
    with pytest.raises(rp.InputError, match=said):
        rp.Ledger(agreed(), [rp.Payment(**{"amount": "10", "on": "2027-01-10"} | payment)])


@pytest.mark.parametrize(
    ("amount", "on"), [("-5", "2027-01-10"), ("0", "2027-01-10"), ("5", "soon"), ("NaN", "2027-01-10")]
)
def test_what_is_no_payment_is_refused(amount, on):
    with pytest.raises(rp.InputError):
        rp.Payment(amount, on=on)


def test_a_payment_says_its_debt_where_there_are_several():
    plans = [agreed(), agreed(loan(id="B"))]
    with pytest.raises(rp.InputError, match="the debt that it was paid on, of A, B"):
        rp.Ledger(plans, [rp.Payment("10", on="2027-01-10")])
    assert rp.Ledger(plans[0], [rp.Payment("10", on="2027-01-10")]).payments[0].debt == "A"


def test_random_order_of_many_payments_is_one_ledger():
    plan, rng = agreed(), random.Random(7)
    payments = payments_of([(rng.randrange(0, 365), rng.randrange(1, 9000)) for _ in range(24)])
    assert rp.Ledger(plan, payments).to_dict() == rp.Ledger(plan, payments[::-1]).to_dict()


def test_no_late_fee_on_more_than_is_owed():
    debt = loan(rate="36%", late_fee={"share": "100%"})
    plan = agreed(debt)
    # All of the principal at once: only the interest of January is left, and it is paid late.
    ledger = rp.Ledger(plan, [rp.Payment("1200", on="2027-01-10")], late_fees=True)
    interest = ledger.on("2027-01-31").owed
    assert 0 < interest < 15
    # 1,200 pays some instalments and a part of the next; the one after it is missing the day after it is due.
    part = next(k for k in range(12) if sum(row.payment for row in plan.rows[: k + 1]) > 1200)
    missing = sum(row.payment for row in plan.rows[: part + 1]) - 1200
    assert ledger.on(plan.rows[part].due).owed == interest
    assert ledger.on(plan.rows[part].due + timedelta(days=1)).owed == interest + missing < 2 * interest
    due = plan.rows[part + 1].due
    assert ledger.on(due + timedelta(days=1)).owed == 2 * (interest + missing)


def test_a_day_before_a_later_agreement_of_a_ledger():
    later = rp.schedule(loan(id="B"), rp.Terms(instalments=12), as_of="2027-03-05")
    state = rp.Ledger([agreed(), later]).on("2027-01-31")
    assert state["B"].owed == 1200 and state["B"].asked == 0
