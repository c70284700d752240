"""The names in the documents of cases, verdicts, sizings and stress: others read them; they are only added to."""

import pytest

import repayplan as rp
from tests.keys import keys
from tests.options.building import case, debt

OWED = rp.Debt(
    id="A", principal="1200", interest="30", rate="12%", minimum="50", day_count="equal-periods", currency="CNY"
)
PLAN = rp.schedule(OWED, rp.Terms(instalments=12, first_due="2026-12-31"), as_of="2026-11-30")
HOME = rp.Household(
    currency="CNY", cash="500", keep_back="20", reserve="100",
    incomes=[
        rp.Income("wage", "1000", evidence="verified"), rp.Income("gig", "200"),
        rp.Income("new", "300", start="2027-03", evidence="expected"),
    ],
    spending=[rp.Spending("all", "900", kind="flexible", category="utilities")],
)  # fmt: skip
JUDGED = rp.judge([PLAN], HOME)
STRESS = rp.stress([PLAN], HOME, paths=5)
CASE = case(debt(principal="1200", minimum="50", interest="5", days_past_due=40), cash="500", rules="cn")


@pytest.mark.parametrize(
    ("call", "deep", "names"),
    [
        (lambda: JUDGED.to_dict(), 1, "declared verified findings review_on"),
        (
            lambda: JUDGED.to_dict()["verified"],
            2,
            "verdict strict opening floor months surplus available payments paid_at_once within_months "
            "margins cash_path least_margin(month amount) short_of_surplus(month by) short_of_cash "
            "payment_to_income payment_to_surplus break_even_income one_off_fall lasting_fall savings_used",
        ),
        (
            lambda: JUDGED.if_refused("A").to_dict(),
            2,
            "debt left stays feasibility(declared verified findings review_on)",
        ),
        (
            lambda: JUDGED.sensitivity(months=2).to_dict(),
            2,
            "currency rows(what size payment total_paid last_due declared verified least_margin)",
        ),
        (
            lambda: rp.size(HOME, "2026-12", 6).to_dict(),
            2,
            "shape ledger currency from_cash shocks(income_fall cost) months payments amount total "
            "binding_month short findings(code numbers)",
        ),
        (
            lambda: rp.size(HOME, "2026-12", 14, shape="own_months").like(PLAN).to_dict(),
            1,
            "months payments worth plan_worth fails",
        ),
        (
            lambda: STRESS.to_dict(),
            2,
            "grid(kind size of declared verified) simulation(paths seed model share error alive findings)",
        ),
        (
            lambda: STRESS.to_dict()["grid"][0],
            2,
            "kind size of declared(verdict short_of_cash month) verified(verdict short_of_cash month)",
        ),
        (
            lambda: CASE.balance_sheet().to_dict(),
            2,
            "as_of currency cash assets debts(debt creditor kind owed parts arrears flags) income(name kind "
            "category a_year a_month) spending(name kind category a_year a_month) total_assets may_be_used "
            "total_owed net_worth owed_by_kind(credit_card) owed_by_creditor(A) income_a_month "
            "spending_a_month surplus_a_month cash_lasts runs_out(declared verified) findings",
        ),
        (
            lambda: CASE.assess().to_dict(),
            2,
            "debts(debt creditor stage days_past_due owed arrears) total_owed currency able willing acts "
            "months(month asked available) findings(code numbers)",
        ),
        (
            lambda: CASE.to_dict(),
            1,
            "schema as_of currency rules first_due fx household debts reason acts willing limits pack",
        ),
    ],
)
def test_the_names_in_a_document(call, deep, names):
    assert keys(call(), deep) == names
