"""What type checkers read of the library: checked by mypy and pyright, never run. ``Any`` anywhere here is an error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import assert_type

import repayplan as rp


def checked_and_never_run() -> None:
    debt = rp.Debt(id="A", principal="1000", rate="12%", currency="USD", minimum=rp.Minimum(balance="3%", floor="35"))
    terms = rp.Terms(instalments=36, shape=rp.shapes.Level(), treatment={"interest": "waive"})
    plan = rp.schedule(debt, terms, as_of="2026-12-01")
    assert_type(plan, rp.Plan)
    assert_type(plan.instalment, Decimal)
    assert_type(plan.total_paid, Decimal)
    assert_type(plan.total_interest, Decimal)
    assert_type(plan.total_waived, Decimal)
    assert_type(plan.last_due, date)
    assert_type(plan.as_of, date)
    assert_type(plan.debt, rp.Debt)
    assert_type(plan.terms, rp.Terms)
    assert_type(plan.findings, tuple[rp.Finding, ...])
    assert_type(plan.currency, str)
    assert_type(plan.concession, dict[str, Decimal])
    assert_type(plan.re_age(on="2027-04-15", instalments=24), rp.Plan)
    assert_type(plan.re_amortise(on="2027-04-15"), rp.Plan)
    assert_type(rp.Plan.from_dict(plan.to_dict()), rp.Plan)
    row = plan.rows[0]
    assert_type(row.number, int)
    assert_type(row.start, date)
    assert_type(row.due, date)
    assert_type(row.payment, Decimal)
    assert_type(row.closing, Decimal)
    assert_type(row.to_interest, Decimal)
    assert_type(row.parts["interest"].accrued, Decimal)

    home = rp.Household(
        currency="USD", cash="400", incomes=[rp.Income("pay", "1000")], spending=[rp.Spending("all", "850")]
    )
    assert_type(home.surplus("2026-12", months=60), list[Decimal])
    found = rp.judge([plan], home)
    assert_type(found, rp.Feasibility)
    assert_type(found.declared, rp.Verdict)
    assert_type(found.declared.verdict, str)
    assert_type(found.declared.feasible, bool)
    assert_type(found.declared.short_of_cash, tuple[str, Decimal] | None)

    case = rp.load_case("case.toml")
    assert_type(case, rp.Case)
    assert_type(rp.Case.from_dict({}), rp.Case)
    assert_type(case.total_owed, Decimal)
    assert_type(case.household, rp.Household)
    assert_type(case.assess(), rp.Assessment)
    menu = rp.advise(case)
    assert_type(menu, rp.Menu)
    assert_type(menu.best, rp.Option | None)
    assert_type(menu.options, tuple[rp.Option, ...])
    assert_type(menu.rejected, tuple[rp.Option, ...])
    assert_type(menu.certificate, dict[str, rp.Certificate | None])
    assert_type(menu.findings, tuple[rp.Finding, ...])
    assert_type(menu.text("zh"), str)
    assert_type(menu.html(), str)
    option = menu.options[0]
    assert_type(option.plans, dict[str, rp.Plan])
    assert_type(option.feasibility, rp.Feasibility)
    assert_type(option.total_paid, Decimal)
    assert_type(option.kind, str)

    finding = menu.findings[0]
    assert_type(finding.code, str)
    assert_type(finding.numbers, Mapping[str, Decimal | date | int | str])
    assert_type(finding.rule, str | None)

    assert_type(rp.forecast(debt, as_of="2026-12-01"), rp.Forecast)
    assert_type(rp.agreement(plan, rules="cn"), rp.Agreement)
    assert_type(rp.agreement(plan, rules="cn").missing, tuple[str, ...])
    assert_type(debt.statement("2026-12-01"), rp.Statement)
    assert_type(rp.card_path([debt], as_of="2026-12-01"), rp.CardPath)
    assert_type(rp.Ledger(plan, [rp.Payment("100", on="2027-01-31")]), rp.Ledger)
    promise = rp.Promise("2000", due="2026-11-25T15:00+08:00")
    assert_type(rp.Promise.from_dict(promise.to_dict()), rp.Promise)

    assert_type(rp.level_instalment("10000", "19.99%", 36), Decimal)
    assert_type(rp.months_to_clear("10000", "20%", payment="500"), int | None)
    assert_type(rp.irr(["-100", "110"]), Decimal)
    assert_type(rp.apr([("2026-12-01", "100")], [("2027-12-01", "110")], "eu"), Decimal)
    assert_type(rp.fee_to_rate("0.6%/month", 12), Decimal)
    assert_type(rp.share("160", ["4550", "6700"]), list[Decimal])
    assert_type(rp.accrue("1000", "0.05%/day", days=24), Decimal)
    assert_type(rp.year_fraction("2012-01-12", "2012-03-15", "month"), Fraction)
    assert_type(rp.stage(75), str)
    assert_type(rp.rulebook("cn").on("2026-12-01")["card.instalment.price_form"].id, str)
    assert_type(rp.verify(plan.to_dict())[0].path, str)
    assert_type(rp.explain(plan, "instalment").sentence("zh"), str)
    assert_type(rp.InputError("a", 1, "b").path, str)
    assert_type(rp.__version__, str)
    assert_type(promise.reminder("cn").at, datetime | None)
