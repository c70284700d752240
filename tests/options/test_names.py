"""The names in the documents of menus and what is made of them: others read them, so that they are only added to."""

from functools import cache

import pytest

import repayplan as rp
from tests.keys import keys
from tests.options.building import case, debt


@cache
def menu():
    return rp.advise(case(debt(principal="1200", minimum="50", interest="5", days_past_due=40), cash="500", rules="cn"))


@cache
def short():
    return rp.advise(
        case(
            debt(principal="300", minimum="50", rate="12%"), debt("B", "200"), income="800", rules="cn",
            outgoings=[{"name": "rent", "amount": "900"}, {"name": "fun", "amount": "90", "kind": "flexible"}],
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("call", "deep", "names"),
    [
        (
            lambda: menu().to_dict(),
            1,
            "schema case choose budget assessment baselines best decided_by options rejected certificate advice "
            "conditions findings",
        ),
        (
            lambda: menu().to_dict()["options"][0],
            2,
            "id kind shape asking(programme interest charges rate most_months) plans(A) customer(payments "
            "total_paid instalments last_due) concession(principal interest penalty fees) creditor(received) "
            "feasibility(declared verified findings review_on) rules conditions conditional_on needs_proof "
            "assumptions(code numbers) why(code numbers en zh)",
        ),
        (
            lambda: menu().to_dict()["baselines"]["minimum"],
            2,
            "debts(A) cannot_be_afforded findings(code numbers)",
        ),
        (lambda: menu().to_dict()["decided_by"], 2, "code numbers(here there)"),
        (
            lambda: short().certificate["declared"].to_dict(),
            1,
            "ledger space plan first_month short_month short_by cash_path binding levers sums advice "
            "conditions findings",
        ),
        (
            lambda: short().certificate["declared"].to_dict()["levers"]["income"],
            2,
            "name of feasible(size plans sums one_less) strict(size plans sums one_less) findings",
        ),
        (
            lambda: short().certificate["declared"].to_dict()["levers"]["income"]["feasible"],
            2,
            "size plans(A B) sums(opening floor surplus available payments at_once within_months unpaid) "
            "one_less(size month short sums)",
        ),
        (
            lambda: short().certificate["declared"].pair("income", "savings").to_dict(),
            2,
            "one two points(size change) smallest findings",
        ),
        (
            lambda: menu().offers("50").to_dict(),
            2,
            "total currency by offers(debt creditor how owed weight amount in_own currency) fx findings",
        ),
        (
            lambda: menu().frontier().to_dict(),
            2,
            "best measures points(option least_margin payment_to_surplus months value cash_12 paid concession "
            "interest_given_up stretched_by against_best) dominated findings(code numbers)",
        ),
        (lambda: menu().pay_off().to_dict(), 1, "currency currencies fx best orders findings"),
        (
            lambda: menu().pay_off().to_dict()["orders"]["by balance"],
            2,
            "order months total interest finished(A) rows(month paid interest closing short) cost",
        ),
        (
            lambda: short().concession().to_dict(),
            1,
            "ledger strict months levers order steps last plans findings",
        ),
        (
            lambda: short().concession().to_dict()["levers"]["rate"],
            2,
            "name of feasible strict findings(code numbers)",
        ),
        (
            lambda: menu().refusals().to_dict(),
            2,
            "option creditors patterns(creditors verdict short_of_cash short_of_surplus left shares loses) "
            "breaking findings(code numbers)",
        ),
        (
            lambda: menu().survival("1%").to_dict(),
            2,
            "hazard options(option expected paid kept) findings(code numbers)",
        ),
        (
            lambda: menu().creditor_side(rate="5%").to_dict(),
            3,
            "stated(A(rate self_cure redefault recovery settlement sale fails_after source)) options(option "
            "totals(owed received present_value in_full expected nothing settlement sale) debts(debt creditor "
            "currency owed received present_value in_full expected nothing settlement sale concession gains "
            "break_even)) findings(code numbers(inputs))",
        ),
        (lambda: short().nearest(short().rejected[0]).to_dict(), 1, "option first levers findings"),
        (
            lambda: menu().to_dict(audience="creditor", creditor="A"),
            1,
            "schema audience as_of creditor currency proposal share_of_all_debts surplus evidence findings",
        ),
        (
            lambda: menu().to_dict(audience="creditor", creditor="A")["proposal"],
            1,
            "kind shape asking plans received concession verdicts conditional_from rules",
        ),
        (
            lambda: menu().to_dict(audience="third party"),
            1,
            "schema audience as_of proposed due_dates advice",
        ),
    ],
)
def test_the_names_in_a_document(call, deep, names):
    assert keys(call(), deep) == names
