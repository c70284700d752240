"""Doing nothing and the minimum for ever: costs, the warning, persistent debt, and the last days of remedies."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.debts.distress import Month, contacts, look_back, since
from repayplan.debts.late_fee import LateFee
from repayplan.debts.payment_order import contract_order
from repayplan.rules.book import rulebook
from repayplan.units.components import DEFAULT_ORDER

DAY, YEAR_END = date(2026, 12, 1), "2026-12-31"


def card(**changes):
    """A card on equal months, with some fields of its own."""
    given_ = {
        "id": "A", "principal": "1000", "rate": "24%", "day_count": "equal-periods", "currency": "GBP",
        "minimum": {"balance": "3%", "floor": "5"},
    }  # fmt: skip
    return rp.Debt(**given_ | changes)


def test_the_cost_of_doing_nothing_in_money_and_days_by_component():
    fee = {"share": "5%", "floor": "10"}
    debt = card(interest="20", minimum={"purchases": "10%", "interest": "100%"}, late_fee=fee)
    costs = rp.forecast(debt, DAY).cost_of_nothing
    # 20 of interest a month. In month k the minimum is 100 and the interest, 20 + 20 k: the fee is 6 + k, at least 10.
    assert [(c.months, str(c.due), c.days, str(c.owed), str(c.cost)) for c in costs] == [
        (1, "2026-12-31", 30, "1050.00", "30.00"), (3, "2027-02-28", 89, "1110.00", "90.00"),
        (6, "2027-05-31", 181, "1203.00", "183.00"), (12, "2027-11-30", 364, "1416.00", "396.00"),
    ]  # fmt: skip
    assert costs[2].by_component == {"principal": 0, "interest": 120, "penalty": 63, "fees": 0}
    assert all(sum(cost.by_component.values()) == cost.cost for cost in costs)


def test_days_past_due_run_on_or_begin_at_the_first_due_date():
    assert [c.stage for c in rp.forecast(card(days_past_due=75), DAY).cost_of_nothing] == ["M4", "M6", "M6+", "M6+"]
    found = rp.forecast(card(), DAY).cost_of_nothing
    assert [(c.days_past_due, c.stage) for c in found] == [(0, "M0"), (59, "M2"), (151, "M6"), (334, "M6+")]


@settings(deadline=None)
@given(
    st.integers(0, 10**7), st.integers(0, 10**5), st.sampled_from(["0%", "18%", "0.05%/day", "36%"]),
    st.sampled_from(["none", "monthly"]), st.sampled_from([None, {"share": "5%", "floor": "10"}]),
)  # fmt: skip
def test_doing_nothing_never_reduces_the_debt(principal, interest, rate, compounding, late_fee):
    debt = card(
        principal=Decimal(principal).scaleb(-2), interest=Decimal(interest).scaleb(-2), rate=rate,
        compounding=compounding, late_fee=late_fee,
    )  # fmt: skip
    costs = rp.forecast(debt, DAY).cost_of_nothing
    assert [cost.cost for cost in costs] == sorted(cost.cost for cost in costs)
    assert all(added >= 0 for cost in costs for added in cost.by_component.values())
    assert bool(costs) == bool(principal + interest)


@settings(deadline=None, max_examples=40)
@given(st.integers(100, 10**6), st.integers(25, 100), st.integers(1, 75))
def test_at_a_share_alone_paying_more_never_lengthens_the_path(principal, share, more):
    # Balances carried and no floor: where sums are rounded or tiered, a case to the contrary can be found.
    exact = rp.Conventions(balance="exact")

    def rows(tenths):
        debt = card(principal=Decimal(principal).scaleb(-2), minimum={"balance": f"{tenths / 10}%", "floor": "5"})
        return len(rp.forecast(debt, DAY, conventions=exact).minimum.raw)

    assert rows(share + more) <= rows(share)


def test_a_rounded_tiered_minimum_can_take_longer_though_it_asks_more():
    low = card(currency="USD", rate="0%", principal="101", minimum={"amount": "50"})
    tiers = [{"up_to": "50", "amount": "1"}, {"amount": "51"}]
    high = replace(low, minimum=rp.Minimum(tiers=tiers))
    assert high.minimum_payment() > low.minimum_payment()
    assert rp.forecast(high, DAY).months > rp.forecast(low, DAY).months == 3


def test_a_debt_that_never_clears_says_what_is_missing_in_the_first_month():
    found = rp.forecast(card(minimum={"amount": "15"}), DAY)
    assert found.months is None and found.warning.months is None and found.warning.savings is None
    assert dict(found.shortfall.numbers) == {"debt": "A", "payment": 15, "accrued": 20, "shortfall": 5}
    assert found.warning.payment > 0
    assert rp.forecast(card(), DAY).shortfall is None
    assert rp.forecast(card(minimum=None), DAY).shortfall is None


def test_the_warning_of_a_statement():
    found = rp.forecast(card(currency="USD"), DAY, rules="us")
    warning = found.warning
    level = rp.schedule(
        card(currency="USD"),
        rp.Terms(instalments=36, conventions=rp.Conventions(instalment_rounding="half-up")), as_of=DAY,
    )  # fmt: skip
    assert (warning.months, warning.total) == (found.months, found.total)
    assert (warning.payment, warning.payment_total) == (level.instalment, level.instalment * 36)
    assert abs(warning.total - warning.payment_total - warning.savings) <= Decimal("0.5")
    assert (warning.tolerance, warning.rule) == (2, "card.minimum_warning.contents")
    assert [warning.agrees(warning.months + k) for k in (-3, -2, 0, 2, 3)] == [False, True, True, True, False]


@pytest.mark.parametrize(("principal", "shown"), [("35.01", True), ("35", True), ("34", False)])
def test_where_the_minimum_alone_clears_within_36_months_the_second_payment_is_left_out(principal, shown):
    warning = rp.forecast(card(rate="0%", principal=principal, minimum={"amount": "1"}), DAY).warning
    assert (warning.payment is not None) is (warning.months >= 36) is (Decimal(principal) > 35)
    assert shown or warning.savings is None


def test_a_late_fee_is_never_above_what_the_rule_allows():
    debt = card(currency="USD", late_fee={"floor": "39"})
    found = rp.forecast(debt, DAY, rules="us")
    assert [(f.code, f.rule) for f in found.notes] == [
        ("late_fee_lowered", "card.penalty_fee.first"), ("late_fee_within_minimum", "card.penalty_fee.cap"),
    ]  # fmt: skip
    assert found.notes[0].numbers["amount"] == 30
    # 39 is allowed where another payment was late in the six cycles before.
    charged = [row.parts["penalty"].accrued for row in found.nothing.rows]
    assert (charged[0], charged[-1], charged == sorted(charged)) == (30, 39, True)
    assert rp.forecast(debt, DAY).notes == () and rp.forecast(replace(debt, rules="us"), DAY).notes == found.notes


@pytest.mark.parametrize(
    ("day", "most"), [("2020-12-31", None), ("2021-01-01", 29), ("2021-12-31", 29), ("2022-01-01", 30)]
)
def test_the_day_on_which_a_fee_rule_begins_and_ends(day, most):
    fee, rules = LateFee("50%", cap="100").within(rulebook("us").on(day), "USD")
    assert (fee.cap if rules else None) == most


@pytest.mark.parametrize(
    "fee",
    [
        LateFee(floor="30", within_minimum=True), LateFee("5%", cap="30"),
        LateFee("5%", floor="1", cap="2", repeated="41", within_minimum=True),
    ],
)  # fmt: skip
def test_a_fee_that_the_rule_allows_is_left_alone(fee):
    assert fee.within(rulebook("us").on(DAY), "USD") == (fee, ())
    assert fee.within(rulebook("cn").on(DAY), "CNY") == (fee, ())


@pytest.mark.parametrize(
    ("fee", "lowered"),
    [
        (LateFee(floor="39"), {"floor": "30", "cap": "30", "repeated": "39"}),
        (LateFee(floor="29", repeated="45"), {"floor": "29", "repeated": "41"}),
        (LateFee(floor="45"), {"floor": "30", "cap": "30", "repeated": "41"}),
        (LateFee(floor="30.01"), {"floor": "30", "cap": "30", "repeated": "30.01"}),
        (LateFee("10%", floor="5"), {"share": "10%", "floor": "5", "cap": "30"}),
    ],
)
def test_a_first_and_a_repeated_miss_have_their_own_most(fee, lowered):
    assert fee.within(rulebook("us").on(DAY), "USD")[0].to_dict() == lowered | {"within_minimum": True}


@pytest.mark.parametrize(("minimum", "fees"), [("100", ["30", "41"]), ("35", ["30", "35"]), ("12.50", ["12.50"] * 2)])
def test_a_fee_is_never_above_the_minimum_due(minimum, fees):
    debt = card(currency="USD", rules="us", minimum={"amount": minimum}, late_fee={"floor": "30", "repeated": "41"})
    found = rp.forecast(debt, DAY).nothing.rows[:2]
    assert [row.parts["penalty"].accrued for row in found] == [Decimal(fee) for fee in fees]
    # Whoever is past due already has missed one before.
    late = rp.forecast(replace(debt, days_past_due=20), DAY).nothing.rows[0]
    assert late.parts["penalty"].accrued == Decimal(fees[1])


def test_persistent_debt_at_18_27_and_36_months():
    found = rp.forecast(card(principal="5000", minimum={"balance": "2.5%", "floor": "5"}), DAY, rules="uk")
    seen = found.persistent_debt
    assert [(one.month, one.rule.rsplit(".", 1)[1]) for one in seen] == [
        (18, "first_contact"), (27, "second_contact"), (36, "options_given"),
    ]  # fmt: skip
    rows = found.minimum.rows
    for one in seen:
        looked = rows[one.month - 18 : one.month]
        charges = sum(row.payment - row.to_principal for row in looked)
        principal = sum(row.to_principal for row in looked)
        assert (Decimal(one.charges).scaleb(-2), Decimal(one.principal).scaleb(-2)) == (charges, principal)
        assert one.persistent == (charges > principal and min(row.closing for row in looked) >= 200)
        assert one.persistent
    fast = rp.forecast(card(principal="5000", minimum={"balance": "10%"}), DAY, rules="uk").persistent_debt
    assert not any(one.persistent for one in fast)


def test_persistent_debt_where_there_is_no_such_rule():
    assert rp.forecast(card(), DAY).persistent_debt == ()
    assert rp.forecast(card(currency="USD"), DAY, rules="uk").persistent_debt == ()
    assert rp.forecast(card(), "2018-02-28", rules="uk").persistent_debt == ()
    assert len(rp.forecast(card(), "2018-03-01", rules="uk").persistent_debt) == 3
    assert rp.forecast(card(), DAY, rules="cn").persistent_debt == ()
    assert contacts([Month(2, 1, 30_000)] * 17, rulebook("uk").on(DAY)) == []


@pytest.mark.parametrize(
    ("charges", "principal", "balance", "months", "persistent"),
    [
        (2, 1, 200_00, 18, True), (1, 1, 200_00, 18, False), (2, 1, 199_99, 18, False), (2, 1, 200_00, 17, False),
    ],
)  # fmt: skip
def test_each_bound_of_persistent_debt(charges, principal, balance, months, persistent):
    assert look_back([Month(charges, principal, balance)] * months, months, 18, 200_00).persistent is persistent


def test_since_when_a_debt_is_persistent_is_a_direct_sum_on_the_ledger():
    good, bad = Month(1, 9, 500_00), Month(9, 1, 500_00)
    ledger = [good] * 5 + [bad] * 30
    first = next(m for m in range(18, 36) if sum(x.charges - x.principal for x in ledger[m - 18 : m]) > 0)
    assert since(ledger, 18, 200_00) == first == 18
    assert since([good] * 12 + [bad] * 12, 18, 200_00) == 22


def test_the_last_day_of_a_remedy_flips_it():
    debt = card(principal="10000", currency="CNY", late_fee={"share": "5%", "floor": "10"})
    ahead = rp.forecast(debt, "2026-12-31", first_due="2027-01-31")
    monthly = Decimal("310")
    found = {remedy.name: remedy for remedy in ahead.remedies(monthly)}
    assert found["level_12"].last_day is None and not found["level_12"].beyond
    level = found["level_60"]
    rows = ahead.nothing.rows
    at = next(k for k, row in enumerate(rows) if row.due == level.last_day)

    def asked(k):
        row = rows[k]
        owed = {name: part.closing for name, part in row.parts.items()}
        terms = rp.Terms(instalments=60, first_due=rows[k + 1].due)
        return rp.schedule(replace(debt, **owed), terms, as_of=row.due).instalment

    assert asked(at) <= monthly < asked(at + 1)
    assert found["level_60_interest_stopped"].beyond
    assert found["level_60"].now == rp.schedule(
        debt, rp.Terms(instalments=60, first_due="2027-01-31"), as_of="2026-12-31"
    ).instalment  # fmt: skip


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 2000))
def test_more_money_never_shortens_the_time_that_is_left(monthly):
    ahead = rp.forecast(card(principal="10000"), DAY)
    for less, more in zip(ahead.remedies(monthly), ahead.remedies(monthly + 50), strict=True):
        assert (less.last_day or date.min) <= (more.last_day or date.min)
        assert less.beyond <= more.beyond


def test_the_contract_s_own_order_is_data():
    cn = rulebook("cn").on(DAY)
    assert contract_order("credit_card", 90, cn).components == ("fees", "penalty", "interest", "principal")
    assert contract_order("credit_card", 91, cn).components[0] == "principal"
    assert contract_order("personal_loan", 200, cn).components == ("fees", "penalty", "interest", "principal")
    assert contract_order("credit_card", 91, rulebook("us").on(DAY)) == (DEFAULT_ORDER, None)
    assert contract_order("credit_card", 91, rulebook("cn").on("2011-01-12")).rule is None
    assert contract_order("credit_card", 0, rulebook("cn").on("2011-01-13")).rule.status == "unverified"


@given(st.integers(0, 10**6), st.sampled_from([0, 90, 91]))
def test_an_order_changes_the_split_of_a_payment_never_its_sum(paid, days):
    order = contract_order("credit_card", days, rulebook("cn").on(DAY)).components
    debt = card(interest="300", penalty="200", fees="100", currency="CNY")
    terms = rp.Terms(shape=rp.shapes.GivenAmounts([Decimal(paid).scaleb(-2)]), order=order)
    (row,) = rp.schedule(debt, terms, as_of=DAY).rows
    parts = row.to_principal + row.to_interest + row.to_penalty + row.to_fees
    assert parts == row.payment == min(Decimal(paid).scaleb(-2), row.opening + row.accrued)


def test_since_when_with_a_history_is_a_direct_sum_too():
    debt = card(principal="5000", minimum={"balance": "2.5%", "floor": "5"})
    ahead = rp.forecast(debt, DAY, rules="uk")
    history = [("10", "90", "5000")] * 9
    ledger = [Month(10_00, 90_00, 5000_00)] * 9 + list(ahead.ledger)
    first = next(m for m in range(18, len(ledger) + 1) if sum(x.charges - x.principal for x in ledger[m - 18 : m]) > 0)
    # The tenth month of the ledger is that of the first due date, December 2026.
    month = 2026 * 12 + 11 + first - 10
    assert ahead.persistent_since(history) == f"{month // 12}-{month % 12 + 1:02d}"
    assert rp.forecast(debt, DAY).persistent_since(history) is None
    assert rp.forecast(card(minimum={"balance": "50%"}), DAY, rules="uk").persistent_since() is None
    with pytest.raises(rp.InputError, match=r"^history\[1\]"):
        ahead.persistent_since([("1", "1", "1"), ("1", "1")])


def test_a_forecast_as_plain_data():
    document = rp.forecast(card(minimum={"amount": "15"}), DAY, rules="uk").to_dict()
    assert json.loads(json.dumps(document)) == document
    assert document["minimum"] == {"months": None, "total": "9000.00", "interest_share": "1.0000"}
    assert [cost["cost"] for cost in document["cost_of_nothing"]] == ["20.00", "60.00", "120.00", "240.00"]
    assert [finding["code"] for finding in document["findings"]] == ["minimum_shortfall"]


def test_a_cure_asks_what_is_overdue_and_the_next_payment():
    loan = card(minimum=None, contractual_payment="90", arrears="180", days_past_due=70, principal="1000", rate="12%")
    found = {remedy.name: remedy for remedy in rp.forecast(loan, YEAR_END).remedies("360")}
    assert str(found["cure"].now) == "270.00"
    rows = rp.forecast(loan, YEAR_END).nothing.rows
    # 360 is enough until one more payment is missed, and one less only today.
    assert (found["cure"].last_day, found["cure"].beyond) == (rows[0].due, False)
    short = {remedy.name: remedy for remedy in rp.forecast(loan, YEAR_END).remedies("359.99")}
    assert str(short["cure"].last_day) == YEAR_END
    unknown = rp.forecast(replace(loan, arrears=None), YEAR_END).remedies("360")
    assert "cure" not in [remedy.name for remedy in unknown]


def test_what_was_missed_is_counted_once_in_a_cure():
    # 10 % of 1,000 and a month's interest of 10, then again: 110 and 110, less nothing twice.
    debt = card(principal="1000", rate="12%", minimum={"purchases": "10%", "interest": "100%"})
    ahead = rp.forecast(debt, YEAR_END)
    found = {remedy.name: remedy for remedy in ahead.remedies("220")}["cure"]
    assert (str(found.now), found.last_day) == ("110.00", ahead.nothing.rows[0].due)


@pytest.mark.parametrize(
    ("surplus", "month", "missing"),
    [
        ("95", None, None),
        ("90", None, None),
        ("89.99", "2027-01", "0.01"),
        (["0", "90", "89"], "2027-02", "1.00"),
        (["0", "90", "90"], None, None),
        ({"2027-05": "-5"}, "2027-05", "90.00"),
    ],
)
def test_the_first_month_of_deficit(surplus, month, missing):
    loan = card(minimum=None, contractual_payment="90", principal="1000", rate="12%")
    found = rp.forecast(loan, YEAR_END).first_deficit(surplus)
    assert (found and found.month) == month
    assert (found and str(found.missing)) == missing


def test_the_warning_of_a_card_with_several_balances_has_their_average_rate():
    balances = [{"principal": "500", "rate": "12%"}, {"kind": "cash_advance", "principal": "500", "rate": "24%"}]
    debt = rp.Debt(id="A", currency="USD", balances=balances, day_count="equal-periods", minimum="us/appendix-m2")
    warning = rp.forecast(debt, YEAR_END, rules="us").warning
    path = rp.card_path(debt, as_of=YEAR_END)
    assert warning.payment == path.payment_36 == Decimal("36.15")
    assert warning.payment == rp.level_instalment("1000", "18%", 36, rounding="half-up")


@pytest.mark.parametrize(
    ("kind", "late", "first", "status"),
    [
        ("credit_card", 90, "fees", "unverified"),
        ("credit_card", 91, "principal", "unverified"),
        ("personal_loan", 91, "fees", "primary text read"),
    ],
)
def test_without_an_agreement_payments_follow_the_contract_s_own_order(kind, late, first, status):
    debt = card(currency="CNY", kind=kind, days_past_due=late, interest="50", penalty="30", minimum={"amount": "60"})
    found = rp.forecast(debt, YEAR_END, rules="cn")
    (note,) = [f for f in found.notes if f.code == "payment_order_of_contract"]
    assert (note.numbers["first"], note.numbers["status"]) == (first, status)
    row = found.minimum.rows[0]
    assert (row.to_principal == 60) is (first == "principal")
    # The order changes the split of a payment and not its sum.
    assert row.payment == rp.forecast(debt, YEAR_END).minimum.rows[0].payment == 60


def test_a_minimum_by_month_is_the_bill_s_own_sum_in_its_month():
    given_ = {"by_month": {"2027-01": "212.50", "2027-02": "99"}, "balance": "10%"}
    rows = rp.forecast(card(principal="1000", rate="0%", minimum=given_), YEAR_END).minimum.rows
    assert [str(row.payment) for row in rows[:3]] == ["212.50", "99.00", "68.85"]
    alone = rp.forecast(card(principal="1000", rate="0%", minimum={"by_month": {"2027-02": "300"}}), YEAR_END)
    assert [str(row.payment) for row in alone.minimum.rows] == ["300.00"] * 3 + ["100.00"]
    assert [f.numbers["month"] for f in alone.notes if f.code == "minimum_repeats_last"] == ["2027-02"]


def test_a_forecast_shows_itself():
    debt = card(principal="5000", minimum={"balance": "3%", "floor": "25"}, currency="USD", rules="us")
    found = rp.forecast(debt, YEAR_END)
    en, zh = found.text(), found.text("zh")
    assert str(found) == en and found.html("zh")
    assert all(str(cost.due) in en and cost.stage in zh for cost in found.cost_of_nothing)
    assert str(found.months) in en and f"{found.warning.payment:,}" in zh
    never = rp.forecast(card(minimum={"amount": "1"}), YEAR_END)
    assert "never clears" in never.text() and "36" in rp.forecast(card(minimum={"amount": "1"}), YEAR_END).text()
    unknown = rp.forecast(card(minimum=None), YEAR_END)
    assert "is not known" in unknown.text() and "At the contract" not in unknown.text()
    assert rp.forecast(card(principal="0"), YEAR_END).text() is not None


def test_once_what_is_overdue_is_made_good_the_order_is_that_of_no_days():
    late = card(
        currency="CNY", kind="credit_card", days_past_due=120, arrears="300", interest="50", minimum="cn/usual-10"
    )
    (note,) = [f for f in rp.forecast(late, YEAR_END, rules="cn").notes if f.code == "payment_order_of_contract"]
    assert note.numbers["first"] == "fees"
    unknown = rp.forecast(replace(late, arrears=None), YEAR_END, rules="cn").notes
    assert [f.numbers["first"] for f in unknown if f.code == "payment_order_of_contract"] == ["principal"]


@pytest.mark.parametrize(("rules", "rule"), [("us", True), ("in", True), ("cn", False), (None, False)])
def test_a_minimum_below_the_interest_names_the_rule_of_the_place(rules, rule):
    found = rp.forecast(card(minimum={"balance": "1%"}, rate="36%"), YEAR_END, rules=rules).shortfall
    assert found.rule == ("card.minimum_payment.negative_amortisation" if rule else None)


def test_the_warning_of_a_card_with_several_balances_is_that_of_appendix_m2():
    balances = [
        {"kind": "promotional", "principal": "500", "rate": "0%", "until": "2027-06-30", "then": "17%"},
        {"name": "b", "principal": "250", "rate": "17%"}, {"name": "c", "principal": "250", "rate": "21%"},
    ]  # fmt: skip
    debt = rp.Debt(id="A", currency="USD", balances=balances, day_count="equal-periods", minimum="us/appendix-m2")
    found = rp.forecast(debt, YEAR_END, rules="us")
    warning = found.warning
    # There unpaid interest joins its own balance. A contract that takes interest first clears it sooner.
    assert (warning.months, str(warning.total)) == (94, "1872.38")
    assert found.months < 94 and found.total < warning.total
    assert [str(n) for n in (warning.payment, warning.payment_total, warning.savings)] == ["35.45", "1276.20", "596"]
