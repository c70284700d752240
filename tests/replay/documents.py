"""Documents of every kind from fixed input, and their digests: ``python -m tests.replay.documents``.

The same version of the library gives the same bytes for the same input, whatever Python, numpy, dateutil, language,
time zone, hash seed or decimal context it meets. ``digests.json`` beside this file holds what it gives; ``--check``
compares with it, ``--write`` writes it anew where documents were changed on purpose. Needs no test library.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import repayplan as rp
from repayplan.cases.golden import differing, golden_cases, golden_plan
from repayplan.followup.contact_log import ContactLog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DIGESTS = Path(__file__).parent / "digests.json"
SAMPLES = ("able-not-willing", "dmp-four-cards", "gig-seasonal", "nine-creditors", "unemployed-three-cards")
AS_OF = "2026-12-01"


def documents() -> Iterator[tuple[str, Any]]:
    """Each document by its name."""
    for name in SAMPLES:
        case = rp.sample(name)
        menu = rp.advise(case)
        yield f"case {name}", case.to_dict()
        yield f"menu {name}", menu.to_dict()
        yield (
            f"copies {name}",
            [
                menu.to_dict(audience="creditor", creditor=case.debts[0].id),
                menu.to_dict(audience="third party"),
            ],
        )
        yield f"text {name}", [menu.text(), menu.text("zh"), menu.html(), menu.html("zh"), case.assess().text()]
        yield f"letters {name}", list(letters(menu))
        yield f"views {name}", list(views(case, menu))
    yield "golden plans", [golden_plan(case["inputs"]).to_dict() for case in golden_cases() if _is_plan(case)]
    yield "golden figures", [differing(case) for case in golden_cases() if "left_out" not in case]
    yield from afterwards()
    yield "forecasts", [card().to_dict(), *forecasts()]
    yield "small tools", list(tools())
    yield "columns", list(columns())
    yield "rules", [str(rp.rulebook(place).on(AS_OF)) for place in ("cn", "us", "uk-ew", "eu", "in", "hk", "sg")]
    yield "schema", rp.case_schema()


def _is_plan(case: Any) -> bool:
    return case["kind"] == "schedule" and "left_out" not in case and case.get("check", "schedule") == "schedule"


def letters(menu: Any) -> Iterator[str]:
    """Each letter in both languages, in each form that needs no extra."""
    first = menu.case.debts[0].id
    made = [rp.reports.offer(menu, first), rp.reports.negotiation_sheet(menu, first, audience="creditor")]
    if menu.best is not None:
        plan = menu.best.plans[first]
        made += [rp.reports.schedule_sheet(plan), rp.reports.reminder(plan), rp.reports.completion(plan)]
        made.append(rp.reports.agreement_draft(plan, menu.case.rules, able="no", willing="willing"))
    for letter in made:
        for language in ("en", "zh"):
            yield from (letter.text(language), letter.page(language), letter.markdown(language), letter.csv(language))


def views(case: Any, menu: Any) -> Iterator[str]:
    """What is worked out beside a menu: each as text."""
    yield case.balance_sheet().text("zh")
    yield menu.frontier(rate="8%").text()
    yield menu.survival("2%").text()
    yield menu.offers().text("zh")
    if menu.options:
        option = menu.options[0]
        yield menu.creditor_side(rate="8%", redefault="30%", recovery="10%").text()
        yield (
            rp.stress(list(option.plans.values()), case.household, paths=200).text()
            if len({plan.currency for plan in option.plans.values()}) == 1
            else ""
        )
        yield json.dumps(rp.explain(menu, "options[0].customer.total_paid").to_dict(), ensure_ascii=False)


def afterwards() -> Iterator[tuple[str, Any]]:
    """A plan's life: ledger, re-plan, promise, contacts."""
    plan = rp.schedule(card(), rp.Terms(instalments=12), as_of=AS_OF)
    paid = [rp.Payment("100", on="2026-12-31", id="one"), rp.Payment("40.01", on="2027-02-11", note="by hand")]
    home = rp.Household(
        currency="CNY", cash="90", incomes=[rp.Income("wage", "900")], spending=[rp.Spending("all", "700")]
    )
    yield (
        "changed plans",
        [
            plan.re_age(on="2027-02-28", instalments=9, interest="spread").to_dict(),
            plan.re_amortise(on="2027-03-31", paid=paid_so_far()).to_dict(),
        ],
    )
    ledger = rp.Ledger(plan, paid, late_fees=True, grace=2)
    yield "ledger", [ledger.to_dict("2027-04-10"), ledger.on("2027-04-10").text("zh")]
    after = rp.replan(plan, paid, as_of="2027-03-05", home=home)
    yield "replan", [after.to_dict(), after.text("zh"), after.diff.text()]
    promise = rp.Promise("200", due="周三15:00", now="2026-11-24T10:00+08:00", currency="CNY")
    yield "promise", [promise.to_dict(), promise.check(home, as_of="2026-11-24").text("zh"),
                      str(promise.reminder(rules="cn"))]  # fmt: skip
    log = ContactLog("cn", "creditor", "Asia/Shanghai", ["2026-11-25T22:30+08:00", "2026-11-25T09:00+08:00"])
    yield "contact log", [log.to_dict(), str(rp.contact(rules="us", role="collector", at="2026-11-01T01:30-05:00",
                                                        zone="America/New_York"))]  # fmt: skip


def paid_so_far() -> list[tuple[str, str]]:
    return [("2026-12-31", "80"), ("2027-02-10", "33.33")]


def card() -> Any:
    return rp.Debt(
        id="A", creditor="Bank A", currency="CNY", kind="credit_card", principal="1000", interest="16.20",
        penalty="5.40", rate="0.05%/day", days_past_due=75, minimum=rp.Minimum(balance="5%", floor="10"),
        late_fee={"share": "5%", "floor": "10"},
    )  # fmt: skip


def forecasts() -> Iterator[str]:
    """Doing nothing, the minimum for ever, a card's path, orders of paying off, the least concession."""
    ahead = rp.forecast(card(), as_of=AS_OF, rules="cn")
    yield from (ahead.text(), ahead.text("zh"), ahead.nothing.text(), ahead.minimum.text())
    one, two = (rp.Debt(id=name, currency="USD", principal="900", rate=rate, minimum={"balance": "4%", "floor": "25"})
                for name, rate in (("P", "12%"), ("Q", "24%")))  # fmt: skip
    yield str(rp.card_path([one, two], {"balance": "4%", "floor": "25"}, as_of=AS_OF).rows)
    yield rp.pay_off([one, two], "120", AS_OF).text("zh")
    yield rp.concession(rp.sample("dmp-four-cards")).text()
    yield rp.size(rp.sample("dmp-four-cards").household, "2026-12", 12, income_fall="10%").text()


def tools() -> Iterator[str]:
    """The small tools."""
    yield str(rp.level_instalment("10000", "19.99%", 36, rounding="up"))
    yield str(rp.months_to_clear("10000", "20%", payment="500"))
    yield str(rp.principal_cleared("500", "20%", 24))
    yield str(rp.accrue("1000", "0.05%/day", days=24, currency="CNY"))
    yield str(rp.irr(["-100", "39", "59", "55", "20"]))
    yield str(rp.fee_to_rate("0.6%/month", 12))
    yield str(rp.year_fraction("2012-01-12", "2012-03-15", "month"))
    yield str(rp.share("160", ["4550", "6700", "1200"]))
    for method in ("us-actuarial", "eu", "uk", "cn-simple", "cn-compound"):
        yield str(rp.apr([("2027-01-10", "5000")], [(f"2027-{k:02d}-15", "230.01") for k in range(2, 13)] * 2, method))


def columns() -> Iterator[Any]:
    """Columns, as plain lists: every shape, ints beyond 64 bits inside."""
    principal = [f"{997 * k}.{k:02d}" for k in range(1, 60)]
    rates, months = [f"{k}.{k:02d}%" for k in range(1, 60)], list(range(1, 60))
    some: dict[str, Any] = {"principal": principal, "annual_rate": rates, "currency": "CNY"}
    level = rp.columns.level(**some, instalments=months)
    yield level
    yield rp.columns.totals(**some, instalment=level["instalment"], instalments=months, interest="5", treatment={
        "interest": {"opening": "defer", "accrual": "waive"}})  # fmt: skip
    yield rp.columns.schedule(**some, instalments=months, as_of=AS_OF, first_due="2026-12-31", day_count="actual/365",
                              errors="column")  # fmt: skip
    yield rp.columns.minimum_path(**some, minimum={"balance": "5%", "floor": "10"}, errors="column")
    yield rp.columns.concession(**some, payment=["90"] * 59, most_months=months, errors="column")
    yield rp.columns.statement(principal=principal, minimum={"balance": "5%"}, currency="CNY", days_past_due=months)
    yield rp.columns.irr([["-1000", *[str(90 + k)] * 12] for k in range(40)])
    yield rp.columns.stage(days_past_due=[3 * k for k in months])
    yield rp.columns.level(principal=["9" * 14] * 3, annual_rate=["35.123456%"] * 3, instalments=[360] * 3,
                           currency="CNY", errors="column")  # fmt: skip


def digests() -> dict[str, str]:
    """The digest of each document's bytes."""
    return {name: _digest(value) for name, value in documents()}


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, default=str).encode()).hexdigest()[:32]


def main(how: str, found: Callable[[], dict[str, str]] = digests) -> int:
    """Print, write or compare; 1 where a digest is another."""
    now = found()
    if how == "--write":
        DIGESTS.write_text(json.dumps(now, indent=1) + "\n", "utf-8")
    known = json.loads(DIGESTS.read_text("utf-8"))
    differ = [name for name in {**known, **now} if known.get(name) != now.get(name)]
    for name in now if how == "--print" else differ:
        print(now.get(name), name)
    with_ = ", ".join(f"{name} {version(name)}" for name in ("numpy", "python-dateutil"))
    print(f"Python {platform.python_version()}, {with_}: {len(now) - len(differ)} of {len(now)} documents as recorded")
    return int(bool(differ))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "--print"))
