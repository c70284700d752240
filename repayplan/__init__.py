"""Repayment plans for households in debt: exact to the cent, judged month by month, with every reason shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from repayplan import columns, reports
    from repayplan.cases.cases import load_case, sample
    from repayplan.cases.schema import case_schema
    from repayplan.debts.daily import DailyBalances, daily_balances
    from repayplan.debts.debt import Debt
    from repayplan.debts.minimum import Minimum
    from repayplan.debts.stage import stage
    from repayplan.debts.statement import Statement
    from repayplan.engine.returns import apr, fee_to_rate, irr
    from repayplan.feasibility.assessment import Assessment
    from repayplan.feasibility.case import Case
    from repayplan.feasibility.judge import Feasibility, Verdict, judge
    from repayplan.feasibility.sizing import size
    from repayplan.feasibility.stress import stress
    from repayplan.followup.contact import contact
    from repayplan.followup.ledger import Ledger
    from repayplan.followup.payment import Payment
    from repayplan.followup.promise import Promise
    from repayplan.followup.replan import replan
    from repayplan.household.household import Household
    from repayplan.household.lines import Income, Spending
    from repayplan.options import kinds
    from repayplan.options.certificate import Certificate
    from repayplan.options.concession import concession
    from repayplan.options.menu import Menu, advise
    from repayplan.options.option import Option
    from repayplan.options.pay_off import pay_off
    from repayplan.plans.agreement import Agreement, agreement
    from repayplan.plans.card import CardPath, card_path
    from repayplan.plans.forecast import Forecast, forecast
    from repayplan.plans.plan import Plan
    from repayplan.plans.quick import accrue, level_instalment, months_to_clear, principal_cleared
    from repayplan.plans.schedule import schedule
    from repayplan.proof.verify import verify
    from repayplan.reports.explain import explain
    from repayplan.rules.book import rulebook
    from repayplan.terms import shapes
    from repayplan.terms.conventions import Conventions
    from repayplan.terms.terms import Terms
    from repayplan.terms.treatment import Window
    from repayplan.terms.working_days import Calendar
    from repayplan.units.dates import year_fraction
    from repayplan.units.findings import Finding
    from repayplan.units.money import share
    from repayplan.units.refusal import InputError

# Public name -> the module that it comes from, loaded when the name is first asked for: a tool that works out one
# account loads neither menus nor rules.
_HOMES = {
    "Agreement": "repayplan.plans.agreement",
    "Assessment": "repayplan.feasibility.assessment",
    "Calendar": "repayplan.terms.working_days",
    "CardPath": "repayplan.plans.card",
    "Case": "repayplan.feasibility.case",
    "Certificate": "repayplan.options.certificate",
    "Conventions": "repayplan.terms.conventions",
    "DailyBalances": "repayplan.debts.daily",
    "Debt": "repayplan.debts.debt",
    "Feasibility": "repayplan.feasibility.judge",
    "Finding": "repayplan.units.findings",
    "Forecast": "repayplan.plans.forecast",
    "Household": "repayplan.household.household",
    "Income": "repayplan.household.lines",
    "InputError": "repayplan.units.refusal",
    "Ledger": "repayplan.followup.ledger",
    "Menu": "repayplan.options.menu",
    "Minimum": "repayplan.debts.minimum",
    "Option": "repayplan.options.option",
    "Payment": "repayplan.followup.payment",
    "Plan": "repayplan.plans.plan",
    "Promise": "repayplan.followup.promise",
    "Spending": "repayplan.household.lines",
    "Statement": "repayplan.debts.statement",
    "Terms": "repayplan.terms.terms",
    "Verdict": "repayplan.feasibility.judge",
    "Window": "repayplan.terms.treatment",
    "accrue": "repayplan.plans.quick",
    "advise": "repayplan.options.menu",
    "agreement": "repayplan.plans.agreement",
    "apr": "repayplan.engine.returns",
    "card_path": "repayplan.plans.card",
    "case_schema": "repayplan.cases.schema",
    "columns": "repayplan.columns",
    "concession": "repayplan.options.concession",
    "contact": "repayplan.followup.contact",
    "daily_balances": "repayplan.debts.daily",
    "explain": "repayplan.reports.explain",
    "fee_to_rate": "repayplan.engine.returns",
    "forecast": "repayplan.plans.forecast",
    "irr": "repayplan.engine.returns",
    "judge": "repayplan.feasibility.judge",
    "kinds": "repayplan.options.kinds",
    "level_instalment": "repayplan.plans.quick",
    "load_case": "repayplan.cases.cases",
    "months_to_clear": "repayplan.plans.quick",
    "pay_off": "repayplan.options.pay_off",
    "principal_cleared": "repayplan.plans.quick",
    "replan": "repayplan.followup.replan",
    "reports": "repayplan.reports",
    "rulebook": "repayplan.rules.book",
    "sample": "repayplan.cases.cases",
    "schedule": "repayplan.plans.schedule",
    "shapes": "repayplan.terms.shapes",
    "share": "repayplan.units.money",
    "size": "repayplan.feasibility.sizing",
    "stage": "repayplan.debts.stage",
    "stress": "repayplan.feasibility.stress",
    "verify": "repayplan.proof.verify",
    "year_fraction": "repayplan.units.dates",
}

__all__ = [
    "Agreement",
    "Assessment",
    "Calendar",
    "CardPath",
    "Case",
    "Certificate",
    "Conventions",
    "DailyBalances",
    "Debt",
    "Feasibility",
    "Finding",
    "Forecast",
    "Household",
    "Income",
    "InputError",
    "Ledger",
    "Menu",
    "Minimum",
    "Option",
    "Payment",
    "Plan",
    "Promise",
    "Spending",
    "Statement",
    "Terms",
    "Verdict",
    "Window",
    "accrue",
    "advise",
    "agreement",
    "apr",
    "card_path",
    "case_schema",
    "columns",
    "concession",
    "contact",
    "daily_balances",
    "explain",
    "fee_to_rate",
    "forecast",
    "irr",
    "judge",
    "kinds",
    "level_instalment",
    "load_case",
    "months_to_clear",
    "pay_off",
    "principal_cleared",
    "replan",
    "reports",
    "rulebook",
    "sample",
    "schedule",
    "shapes",
    "share",
    "size",
    "stage",
    "stress",
    "verify",
    "year_fraction",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(_HOMES[name])
    # ``kinds``, ``shapes`` and ``columns`` are modules themselves.
    # ``shapes``, ``columns`` and ``reports`` are modules themselves.
    value = getattr(home, name, home)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
