"""The menu document: every plan in it, and each option's sums and verdicts worked out from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.proof.cells import at, day, differences, read, units, whole
from repayplan.proof.certificate import certificate_cells
from repayplan.proof.money import Money, kept_back, running
from repayplan.proof.plan import NAMES, PLACES, plan_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from repayplan.proof.cells import Discrepancy

LEDGERS = ("declared", "verified")


def menu_cells(document: object) -> Iterator[Discrepancy]:
    """The cells of a menu document that do not hold."""
    money = read(document, "case", lambda _: Money(document))
    options = read(document, "options", list)
    for i, option in enumerate(options):
        for name, plan in read(option, "plans", dict).items():
            for cell in plan_cells(plan):
                yield type(cell)(f"options[{i}].plans.{name}.{cell.path}", cell.found, cell.expected, cell.rule)
        yield from _sums(money, option, f"options[{i}]")
    for group in ("options", "rejected"):
        for i, option in enumerate(read(document, group, list)):
            yield from _verdicts(money, document, option, f"{group}[{i}]")
    for ledger in LEDGERS:
        if found := at(document, f"certificate.{ledger}"):
            yield from certificate_cells(money, document, found, f"certificate.{ledger}")
    kept = [at(o, "id") for o in options if not read(o, "concession.principal", money.units)]
    yield from differences(at(document, "best"), kept[0] if kept else None, "best", "best")


def _sums(money: Money, option: object, path: str) -> Iterator[Discrepancy]:
    """What the customer pays by month, and what creditors give up, from the rows of the plans."""
    plans = read(option, "plans", dict)
    dates = {name: [read(row, "due", day) for row in at(plan, "rows") or []] for name, plan in plans.items()}
    first = min((_month(read(plan, "as_of", day)) for plan in plans.values()), default=0)
    paid: dict[int, int] = {0: 0}
    given = dict.fromkeys(NAMES, 0)
    for name, plan in plans.items():
        currency = at(plan, "debt.currency")
        lost = dict.fromkeys(NAMES, 0)
        for due, row in zip(dates[name], at(plan, "rows") or [], strict=True):
            month = _month(due) - first
            paid[month] = paid.get(month, 0) + money.of(at(row, "payment"), currency)
            for part in NAMES:
                lost[part] += units(at(row, f"parts.{part}.waived"), PLACES.get(currency, 2))
            lost["interest"] += _signed(at(row, "forgone"), PLACES.get(currency, 2))
        for part in NAMES:
            given[part] += int(-(-lost[part] * money.rates[currency] // 1))
    payments = [money.text(paid.get(k, 0)) for k in range(max(paid) + 1)]
    ends = [days[-1] if days else read(plans[name], "as_of", day) for name, days in dates.items()]
    expected = {
        "payments": payments,
        "total_paid": money.text(sum(paid.values())),
        "instalments": max((len(days) for days in dates.values()), default=0),
        "last_due": str(max(ends)) if ends else None,
    }
    yield from differences(at(option, "customer"), expected, f"{path}.customer", "customer")
    concession = {name: money.text(sum_) for name, sum_ in given.items()}
    yield from differences(at(option, "concession"), concession, f"{path}.concession", "concession")
    received = {name: at(plan, "totals.paid") for name, plan in plans.items()}
    yield from differences(at(option, "creditor.received"), received, f"{path}.creditor.received", "received")


def _verdicts(money: Money, document: object, option: object, path: str) -> Iterator[Discrepancy]:
    """Each ledger's verdict, margins and short months, from its surplus and the payments."""
    for ledger in LEDGERS:
        found = at(option, f"feasibility.{ledger}")
        surplus = [money.units(v) for v in read(found, "surplus", list)]
        asked = [money.units(v) for v in read(option, "customer.payments", list)]
        opening, floor = read(found, "opening", money.units), read(found, "floor", money.units)
        at_once = read(found, "paid_at_once", money.units)
        kept = [kept_back(money, document, month) for month in surplus]
        margins = [have - keep - pay for have, keep, pay in zip(surplus, kept, asked, strict=True)]
        cash = running(opening, margins)
        early = [(at(one, "month"), read(one, "cash", money.units)) for one in at(found, "within_months")]
        tested = [(at(found, "months")[0], opening - at_once)] if at_once else []
        for month, end in zip(at(found, "months"), cash, strict=True):
            tested += [one for one in early if one[0] == month] + [(month, end)]
        short = _first([(month, floor - one) for month, one in tested], money)
        beyond = [pay - max(0, have - keep) for pay, have, keep in zip(asked, surplus, kept, strict=True)]
        over = _first(zip(at(found, "months"), beyond, strict=True), money)
        # With nothing kept back, each point is higher by what was kept before it.
        by_then = dict(zip(at(found, "months"), running(0, kept), strict=True))
        before = dict(zip(at(found, "months"), running(0, [0, *kept]), strict=False))
        bare = [floor - one - by_then[month] for month, one in zip(at(found, "months"), cash, strict=True)]
        bare += [floor - one - before[month] for month, one in early] + ([floor - opening + at_once] if at_once else [])
        word = ("comfortable" if over is None else "needs savings") if short is None else "not affordable"
        if short is not None and max(bare) <= 0:
            word = "tight"
        least = min(margins)
        expected = {
            "verdict": word,
            "strict": over is None,
            "available": [money.text(have - keep) for have, keep in zip(surplus, kept, strict=True)],
            "payments": at(option, "customer.payments"),
            "margins": [money.text(margin) for margin in margins],
            "cash_path": [money.text(one) for one in cash],
            "least_margin": {"month": at(found, "months")[margins.index(least)], "amount": money.text(least)},
            "short_of_surplus": over,
            "short_of_cash": short,
        }
        for name, cells in expected.items():
            yield from differences(at(found, name), cells, f"{path}.feasibility.{ledger}.{name}", name)


def _first(gaps: Iterable[tuple[str, int]], money: Money) -> dict[str, str] | None:
    """The first month with a gap."""
    return next(({"month": month, "by": money.text(gap)} for month, gap in gaps if gap > 0), None)


def _month(when: Any) -> int:
    return whole(when.year * 12 + when.month, 0, 10**6)


def _signed(value: Any, places: int) -> int:
    return -units(value[1:], places) if value.startswith("-") else units(value, places)
