"""The names in the documents of plans: others read them, so that they are only added to."""

import pytest

import repayplan as rp
from tests.keys import keys

CARD = rp.Debt(
    id="A", creditor="Bank A", kind="credit_card", principal="1200", interest="30", rate="12%", minimum="50",
    day_count="equal-periods", days_past_due=40, late_fee={"share": "5%", "floor": "10"}, currency="CNY",
)  # fmt: skip
PLAN = rp.schedule(CARD, rp.Terms(instalments=12, first_due="2026-12-31"), as_of="2026-11-30")
FORECAST = rp.forecast(CARD, as_of="2026-11-30", rules="cn")


@pytest.mark.parametrize(
    ("call", "deep", "names"),
    [
        (
            lambda: PLAN.to_dict(),
            2,
            "schema as_of unit minor debt(id creditor kind owner currency flags balance rate day_count "
            "compounding days_past_due arrears rules due_day minimum late_fee contractual_payment "
            "instalments_left priority_instalment credit_limit cash_advance instalments_due balances "
            "payment_first) terms(instalments first_due every shape treatment rate write_down order "
            "conventions fee_per_instalment down_payment calendar shift) given first_due spread_over "
            "instalment level totals(paid interest waived forgone) sums(principal interest penalty fees) "
            "concession(principal interest penalty fees) count last_due by_month rows(number start due "
            "days counted year accruals contract bearing charges forgiven capitalised apart asks forgone "
            "asked payment parts held) findings",
        ),
        (
            lambda: PLAN.to_dict()["rows"][0],
            3,
            "number start due days counted year accruals(becomes days steps(rate days share bearing) "
            "numerator denominator amount) contract bearing(principal) charges forgiven capitalised apart "
            "asks(level) forgone asked payment parts(principal(opening accrued moved_in paid waived "
            "moved_out closing) interest(opening accrued moved_in paid waived moved_out closing) "
            "penalty(opening accrued moved_in paid waived moved_out closing) fees(opening accrued "
            "moved_in paid waived moved_out closing)) held",
        ),
        (
            lambda: PLAN.to_dict()["terms"],
            1,
            "instalments first_due every shape treatment rate write_down order conventions fee_per_instalment "
            "down_payment calendar shift",
        ),
        (
            lambda: PLAN.re_amortise(on="2027-03-15", why="x", paid=[("2027-01-15", "100")]).to_dict()["changes"],
            1,
            "kind on why paid interest",
        ),
        (
            lambda: PLAN.re_age(
                on="2027-03-15", instalments=5, every="week", first_due="2027-03-20", treatment={"fees": "waive"}
            ).to_dict()["changes"],
            1,
            "kind on instalments interest treatment first_due every",
        ),
        (
            lambda: PLAN.pause("2027-03-15", "2027-04-15").to_dict()["changes"],
            1,
            "kind on until becomes",
        ),
        (lambda: PLAN.book("2027-03-15", fees="5").to_dict()["changes"], 2, "kind on amounts(fees)"),
        (lambda: PLAN.move_due("2027-03-15", "2027-04-10").to_dict()["changes"], 1, "kind on to"),
        (
            lambda: PLAN.cliff().to_dict(),
            2,
            "debt currency rows(kept due paid planned owed comes_back by_component without better_by) "
            "tried_is_better_from findings(code numbers)",
        ),
        (
            lambda: FORECAST.to_dict(),
            2,
            "debt as_of currency cost_of_nothing(months due days days_past_due stage owed cost by_component) "
            "minimum(months total interest_share) warning(months total payment payment_total savings "
            "tolerance rule) persistent_debt findings(code numbers rule)",
        ),
        (
            lambda: rp.agreement(PLAN, rules="cn", able="no", willing="willing").to_dict(),
            2,
            "place on outcome present missing conditions(the amount owed exceeds the cardholder's ability to "
            "repay the cardholder is still willing to repay) costs(code numbers rule) findings(code numbers "
            "rule) rules(id place kind status instrument article from address checked_on note value unit "
            "limit)",
        ),
    ],
)
def test_the_names_in_a_document(call, deep, names):
    assert keys(call(), deep) == names
