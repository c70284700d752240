"""Each refusal of a menu and what is made of it says where, what, what was expected, and what to do."""

from functools import cache

import pytest

import repayplan as rp
from tests.options.building import case, debt
from tests.refused import sentence

DECIMAL = 'expected a decimal number; write it like "1234.50"'
DAY = 'expected a day; write it like "2026-12-31"'
SHARE = 'expected a share from 0% to 100%; write it like "10%"'
LEDGERS = "expected one of the known words; use one of: declared, verified"
CARD = rp.Debt(id="A", principal="300", rate="12%", day_count="equal-periods", currency="CNY", minimum="50")
DOLLARS = rp.Debt(id="B", principal="300", rate="12%", currency="USD", minimum="50")
FLAT = rp.Debt(id="F", principal="300", rate={"flat_fee": "0.6%/month"}, currency="CNY", minimum="50")


@cache
def menu(**given):
    return rp.advise(case(debt(principal="300"), **given))


@cache
def hopeless():
    return rp.advise(case(debt(principal="300"), income="0", limits=None))


def paid_off(debts=(CARD,), budget="100", **given):
    return lambda: rp.pay_off(list(debts), budget, **({"as_of": "2026-12-01"} | given))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: rp.advise("x"), "case: got 'x', expected rp.Case; as in rp.Case.from_dict(data)"),
        (
            lambda: rp.advise(case(debt()), choose="first"),
            "choose: got 'first', expected one of the known words; use one of: best, least-paid, most-margin, soonest",
        ),
        (
            lambda: menu().to_dict(audience="bank"),
            "audience: got 'bank', expected one of the known words; use one of: creditor, household, third party",
        ),
        (lambda: menu().to_dict(audience="creditor"), "creditor: got None, expected whose copy it is; one of: A"),
        (
            lambda: menu().to_dict(audience="creditor", creditor="B"),
            "creditor: got 'B', expected a creditor of the case; use one of: A",
        ),
        (
            lambda: menu().to_dict(audience="creditor", creditor="A", option="x"),
            "option: got 'x', expected one of the known words; ",
        ),
        (
            lambda: hopeless().refusals(),
            "option: got None, expected the id of an option; nothing can be kept: name a rejected one",
        ),
        (lambda: rp.Menu.from_dict(menu().to_dict() | {"best": "x"}), "best: got 'x', expected "),
        (
            lambda: rp.Menu.from_dict({"schema": "repayplan/plan-1"}),
            "schema: got 'repayplan/plan-1', expected 'repayplan/menu-1'; say which document this is",
        ),
        (lambda: rp.Menu.from_dict({"schema": "repayplan/menu-1"}), "case: got None, expected a value; add 'case'"),
        (
            lambda: rp.Menu.from_dict({"shema": "repayplan/menu-1"}),
            "shema: got 'repayplan/menu-1', expected a known key; did you mean 'schema'?",
        ),
        (lambda: menu().refusals(ledger="x"), f"ledger: got 'x', {LEDGERS}"),
        (lambda: menu().pay_off(ledger="x"), f"ledger: got 'x', {LEDGERS}"),
        (lambda: menu().survival("x"), f"hazard: got 'x', {DECIMAL}"),
        (lambda: menu().survival("200%"), f"hazard: got '200%', {SHARE}"),
        # certificates
        (
            lambda: hopeless().certificate["declared"].pair("income", "income"),
            "two: got 'income', expected another lever than 'income'; name two that differ",
        ),
        (
            lambda: hopeless().certificate["declared"].pair("incomes", "months"),
            "one: got 'incomes', expected one of the known words; did you mean 'income'?",
        ),
        (lambda: hopeless().certificate["declared"].pair("months", 3), "two: got 3, expected text"),
        (
            lambda: hopeless().certificate["declared"].pair("income", "savings", sizes="x"),
            "sizes: got 'x', expected a list",
        ),
        (
            lambda: hopeless().certificate["declared"].pair("income", "savings", sizes=["x"]),
            f"sizes[0]: got 'x', {DECIMAL}",
        ),
        # concessions
        (lambda: rp.concession("x"), "case: got 'x', expected rp.Case; as in rp.Case.from_dict(data)"),
        (lambda: rp.concession(case(debt()), ledger="x"), f"ledger: got 'x', {LEDGERS}"),
        (lambda: rp.concession(case(debt()), order="x"), "order: got 'x', expected a list"),
        (
            lambda: rp.concession(case(debt()), order=[]),
            "order: got [], expected at least one lever; leave it out for the usual order",
        ),
        (
            lambda: rp.concession(case(debt()), order=["rate", "rate"]),
            "order[1]: got 'rate', expected each lever once; leave it out",
        ),
        (
            lambda: rp.concession(case(debt()), order=["rates"]),
            "order[0]: got 'rates', expected one of the known words; did you mean 'rate'?",
        ),
        (lambda: rp.concession(case(debt()), months=0), "months: got 0, expected a whole number from 1 to 600"),
        (lambda: rp.concession(case(debt()), months=601), "months: got 601, expected a whole number from 1 to 600"),
        # shares
        (lambda: menu().offers(by="size"), "by: got 'size', expected one of the known words; use one of: "),
        (lambda: menu().offers(ledger="x"), f"ledger: got 'x', {LEDGERS}"),
        (lambda: menu().offers("x"), f"amount: got 'x', {DECIMAL}"),
        (
            lambda: menu().offers(priority="1"),
            "priority: got '1', expected nothing: no debt with the flag priority is without an agreed instalment",
        ),
        (lambda: menu().offers(priority="x"), f"priority: got 'x', {DECIMAL}"),
        (
            lambda: rp.advise(case(debt(flags=["priority"]))).offers("5", priority="6"),
            "priority: got '6', expected at most 5.00, which is what there is",
        ),
        (lambda: menu().offers(floors={"B": "1"}), "floors['B']: got '1', expected the id of a debt; use one of: A"),
        (
            lambda: menu().offers("5", floors="9"),
            "floors: got '9.00', expected floors of at most 5.00 in all; the floors of these can be met: none",
        ),
        # kinds
        (
            lambda: rp.kinds.debt_management_plan(),
            "amount: got None, expected either an amount or a number of instalments; leave out one of them",
        ),
        (
            lambda: rp.kinds.debt_management_plan("1", instalments=2),
            "amount: got '1', expected either an amount or a number of instalments; leave out one of them",
        ),
        (
            lambda: rp.kinds.breathing_space("2026-12-01", 60),
            "amount: got None, expected either an amount or a number of instalments; leave out one of them",
        ),
        (lambda: rp.kinds.breathing_space("x", 60, 12), f"start: got 'x', {DAY}"),
        (lambda: rp.kinds.breathing_space("2026-12-01", 0, 12), "days: got 0, expected a whole number from 1 to 3660"),
        (
            lambda: rp.kinds.breathing_space("2026-12-01", 3661, 12),
            "days: got 3661, expected a whole number from 1 to 3660",
        ),
        (lambda: rp.kinds.breathing_space("2026-12-01", 60, 12, first_due="x"), f"first_due: got 'x', {DAY}"),
        (
            lambda: rp.kinds.breathing_space("2026-12-01", 31, 12, first_due="2026-12-31"),
            "first_due: got '2026-12-31', expected a day after 2026-12-31, the last of the breathing space; move it",
        ),
        (
            lambda: rp.kinds.token_then_step_up("5", 6),
            "then: got None, expected either a sum that follows or a number of instalments; leave out one of them",
        ),
        (
            lambda: rp.kinds.token_then_step_up("5", 6, 12, then="7"),
            "then: got '7', expected either a sum that follows or a number of instalments; leave out one of them",
        ),
        (
            lambda: rp.kinds.catch_up(CARD, 3),
            "debt.contractual_payment: got None, expected a sum that is known; ask the creditor for it",
        ),
        # orders of paying off
        (paid_off(debts=()), "debts: got [], expected at least one debt"),
        (paid_off(debts=("x",)), "debts[0]: got 'x', expected rp.Debt"),
        (
            paid_off(debts=(CARD, CARD)),
            "debts[1].id: got 'A', expected an id that no other debt has; rename one of them",
        ),
        (
            paid_off(debts=(CARD, DOLLARS)),
            "debts[1].currency: got 'USD', expected CNY, or a dated rate in fx; add {'from': 'USD', 'to': 'CNY', 'rate': ..., 'on': ...} to fx, or take them apart",
        ),
        (
            paid_off(debts=(CARD, FLAT)),
            "debts[1].rate: got {'flat_fee': '0.6%/month'}, expected a rate on what is owed; leave a flat fee to its own plan",
        ),
        (paid_off(budget=[]), "budget: got [], expected a sum a month, or a list of them"),
        (paid_off(budget="x"), f"budget: got 'x', {DECIMAL}"),
        (paid_off(budget=["100", "x"]), f"budget[1]: got 'x', {DECIMAL}"),
        (
            paid_off(currency="cny"),
            "currency: got 'cny', expected an ISO 4217 currency code such as 'CNY'; did you mean 'CNY'?",
        ),
        (paid_off(as_of="x"), f"as_of: got 'x', {DAY}"),
        (paid_off(first_due="x"), f"first_due: got 'x', {DAY}"),
        (paid_off(first_due="2026-11-30"), "first_due: got '2026-11-30', expected a day not before as_of, 2026-12-01"),
        (paid_off(own_order="A"), "own_order: got 'A', expected a list"),
        (paid_off(own_order=[3]), "own_order[0]: got 3, expected text"),
        (paid_off(own_order=["B"]), "own_order: got ['B'], expected each debt's id once: A"),
        (paid_off(fx="x"), "fx: got 'x', expected a list"),
        # the creditor's side
        (
            lambda: menu().creditor_side(rates="5%"),
            "rates: got '5%', expected an input of the creditor's side; did you mean 'rate'?",
        ),
        (
            lambda: menu().creditor_side(rate={"B": "5%"}),
            "rate['B']: got '5%', expected the id of a debt; use one of: A",
        ),
        (lambda: menu().creditor_side(self_cure="x"), f"self_cure: got 'x', {DECIMAL}"),
        (lambda: menu().creditor_side(fails_after=601), "fails_after: got 601, expected a whole number from 0 to 600"),
        (lambda: menu().creditor_side(source=3), "source: got 3, expected text"),
    ],
)
def test_a_refusal_says_all_four(call, says):
    said = sentence(call)
    assert said == says or (says.endswith(" ") and said.startswith(says))
