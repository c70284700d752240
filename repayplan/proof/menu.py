"""A menu: what options ask and give up, from their plans; what the household has, line by line; verdicts from both."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, zip_longest
from typing import Any

from repayplan.proof.cells import ZERO, Checks, cell, exact, month, rounded, same, total, unfold
from repayplan.proof.plan import head_checks, plan_checks

FORGIVEN = {"interest": "interest", "penalty": "penalty", "fees": "fees", "write_down": "principal"}
COUNTED = ("months", "pause", "start")
LEDGERS = {"declared": ("declared", "verified", "expected"), "verified": ("verified",)}
LEDGERS["sure"] = ("declared", "verified")


class Case:
    """The case of a menu: its money, and what the household's lines come to by month."""

    def __init__(self, doc: Any) -> None:
        self.doc, self.home, self.first = doc.case, doc.case.household, month(doc.case.as_of)
        self.lines, self.alone = [(line, unfold(line.months)) for line in doc.budget], not doc.case.fx
        self.debts: dict[str, Any] = {str(debt.id): debt for debt in doc.case.debts}
        self.unit, self.conventions = Decimal(1).scaleb(int(self.home.cash.as_tuple().exponent)), None
        self.income, self.surplus = dict[str, list[Decimal]](), dict[str, list[Decimal]]()
        spent = [[-one for one in sums] for line, sums in self.lines if line.kind != "income"]
        for ledger, counted in LEDGERS.items():
            come = [sums for line, sums in self.lines if line.kind == "income" and line.evidence in counted]
            self.income[ledger] = [total(sums) for sums in zip_longest(*come, [ZERO] * 1400)]
            self.surplus[ledger] = [total(sums) for sums in zip_longest(self.income[ledger], *spent)]

    def kept(self, surplus: Decimal) -> Decimal:
        """What stays with the household of a month's surplus: a sum, or a share with or without a cap."""
        share, _, cap = str(self.home.keep_back or "0").partition(" up to ")
        if surplus <= 0 or share == "0":
            return ZERO
        if "%" not in share:
            return min(surplus, Decimal(share))
        keep = rounded(exact(surplus) * exact(cell(share[:-1])) / 100, self.unit, "up")
        return min(surplus, keep, Decimal(cap or keep))

    def asked(self, plans: Any) -> list[Decimal]:
        """What plans ask together by month."""
        return [total(sums) for sums in zip_longest(*(unfold(plan.by_month) for plan in plans.values()))] or [ZERO]

    def plans(self, plans: Any) -> Checks:
        """Plans of the case's debts, all of them counted alike."""
        for name, plan in plans.items():
            debt, self.conventions = self.debts[name], self.conventions or plan.terms.conventions
            opening = {part: {"opening": sum_} for part, sum_ in debt.balance.items()} if plan.count else {}
            copied = {"debt": {key: one for key, one in debt.items() if key != "currency"}} if plan.rows else {}
            yield from same(plan.place, plan, copied | {
                "as_of": self.doc.as_of, "terms": {"conventions": self.conventions}, "sums": opening})  # fmt: skip
            yield from (plan_checks if plan.rows else head_checks)(plan)


class Months:
    """Cash month by month under plans: what is there, what is asked, and where it first falls short."""

    def __init__(self, case: Case, sums: Any) -> None:
        self.case, self.sums, self.surplus, self.payments = case, sums, unfold(sums.surplus), unfold(sums.payments)
        self.available = [one - case.kept(one) for one in self.surplus]
        self.margins = [have - pay for have, pay in zip(self.available, self.payments, strict=True)]
        self.path = list(accumulate(self.margins, initial=sums.opening))[1:]
        self.names = [month(case.first, k) for k in range(len(self.path))]
        once, kept = sums.at_once or sums.paid_at_once, ZERO
        # Where cash is tested: month, cash, and what was kept back by then.
        self.tested = [(case.first, sums.opening - once, ZERO)] if once else []
        for name, end, surplus, have in zip(self.names, self.path, self.surplus, self.available, strict=True):
            self.tested += [(name, early.cash, kept) for early in sums.within_months if early.month == name]
            kept += surplus - have
            self.tested.append((name, end, kept))
        over = [pay - max(ZERO, have) for pay, have in zip(self.payments, self.available, strict=True)]
        short = ({"month": name, "by": by} for name, by in zip(self.names, over, strict=True) if by > 0)
        low = ({"month": name, "by": sums.floor - cash} for name, cash, _ in self.tested if cash < sums.floor)
        self.over, self.low = next(short, None), next(low, None)

    def checks(self, cash: Decimal) -> Checks:
        """What is there: cash at the start, the floor, and what is left of each month's surplus."""
        reserve, found = self.case.home.reserve or ZERO, {**self.sums, "available": unfold(self.sums.available)}
        floor = min(cash, reserve) if isinstance(reserve, Decimal) else self.sums.floor
        yield from same(self.sums.place, found, {"opening": cash, "floor": floor, "available": self.available})


def menu_checks(doc: Any) -> Checks:
    """The lines of the household, what is owed, what the contracts ask, every option, and each ledger's certificate."""
    case, found, acts = Case(doc), doc.assessment, [act.kind for act in doc.case.acts]
    for (line, months), given in zip(case.lines, [*case.home.incomes, *case.home.spending], strict=True):
        named = [(given.by_month or {}).get(month(case.first, k), one) for k, one in enumerate(months)]
        whole = [one // given.amount * given.amount if given.amount and not given.raises else one for one in named]
        yield from same(f"{line.place}.months", months, whole)
    debts = [{"days_past_due": debt.days_past_due, "owed": total(debt.balance.values())} for debt in doc.case.debts]
    have = enumerate(case.surplus["sure"][:12])
    yield from same(found.place, found, {
        "debts": debts, "acts": {kind: acts.count(kind) for kind in acts},
        "total_owed": total(one["owed"] for one in debts) if case.alone else found.total_owed,
        "months": [{"month": month(case.first, k), "available": one - case.kept(one)} for k, one in have]})  # fmt: skip
    short = [one for one in found.months if one.asked > max(ZERO, one.available)]
    yield from same("baselines.minimum", doc.baselines.minimum, {"cannot_be_afforded": short})
    for plans in (doc.baselines.nothing.debts, doc.baselines.minimum.debts):
        yield from case.plans(plans)
        for plan in plans.values():
            yield from same(plan.place, plan, {"months": plan.count})
    for option in (*doc.options, *doc.rejected):
        yield from option_checks(option, case)
    for certificate in filter(None, doc.certificate.values()):
        yield from certificate_checks(certificate, case)
    whole = [option.id for option in doc.options if not option.concession.principal]
    yield from same("", doc, {"best": (whole or [None])[0]})


def option_checks(option: Any, case: Case) -> Checks:
    """What an option asks and gives up, from its plans; its verdicts, from its payments and the household's lines."""
    plans, asked = option.plans.values(), option.customer.payments
    yield from case.plans(option.plans)
    given = {name: total(plan.sums[name].waived for plan in plans) for name in option.concession}
    given["interest"] += total(plan.totals.forgone for plan in plans)
    yield from same(option.place, option, {
        "customer": {"payments": case.asked(option.plans) if case.alone else asked, "total_paid": total(asked),
                     "instalments": max(plan.count for plan in plans),
                     "last_due": max(plan.last_due for plan in plans)},
        "creditor": {"received": {name: plan.totals.paid for name, plan in option.plans.items()}},
        "concession": given if case.alone else option.concession,
        "assumptions": [one for plan in plans for one in plan.findings]})  # fmt: skip
    for ledger in ("declared", "verified"):
        found = option.feasibility[ledger]
        of = Months(case, found)
        yield from of.checks(case.home.cash)
        word = ("comfortable" if of.over is None else "needs savings") if of.low is None else "not affordable"
        bare, least = of.low and all(cash + kept >= found.floor for _, cash, kept in of.tested), min(of.margins)
        yield from same(found.place, found, {
            "months": of.names, "surplus": case.surplus[ledger][: len(asked)], "payments": asked, "margins": of.margins,
            "cash_path": of.path, "strict": f"(bool {of.over is None})", "verdict": "tight" if bare else word,
            "short_of_surplus": of.over, "short_of_cash": of.low,
            "least_margin": {"month": of.names[of.margins.index(least)], "amount": least},
            "savings_used": max(ZERO, found.opening - min(cash for _, cash, _ in of.tested)),
            "payment_to_income": largest(asked, case.income[ledger]),
            "payment_to_surplus": largest(asked, of.surplus)})  # fmt: skip


def largest(asked: list[Decimal], base: list[Decimal]) -> Decimal | None:
    """The largest share of a month's payments in what there is; None where a month that pays has nothing."""
    pays = [(pay, have) for pay, have in zip(asked, base, strict=False) if pay]
    if any(have <= 0 for _, have in pays):
        return None
    return max((pay / have for pay, have in pays), default=ZERO).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def certificate_checks(found: Any, case: Case) -> Checks:
    """Why nothing can be kept: the month that is short, and each change with its neighbour, by their own sums."""
    base, asked, surplus = Months(case, found.sums), case.asked(found.plan), case.surplus[found.ledger]
    yield from case.plans(found.plan)
    yield from base.checks(case.home.cash)
    yield from short_checks(found, found.sums, base.low, found.short_month, found.short_by)
    left = (one - case.kept(one) - pay for one, pay in zip(surplus, asked, strict=False))
    path = list(accumulate(left, initial=found.sums.opening))[1:]
    at = {month(case.first, k): k for k in range(len(surplus))}
    held = {(line.kind, line.name): sums for line, sums in case.lines}
    yield from same(found.place, found, {
        "cash_path": path if case.alone else found.cash_path,
        "binding": [{"amount": held[one.kind, one.name][at[found.short_month]]} for one in found.binding]})  # fmt: skip
    yield from same(f"{found.place}.sums.surplus", base.surplus, surplus[: len(base.surplus)])
    for lever in found.levers.values():
        for word in ("feasible", "strict"):
            if lever[word]:
                yield from change_checks(lever[word], case, lever.name, base, strict=word == "strict")


def short_checks(found: Any, sums: Any, short: Any, when: Any, by: Any) -> Checks:
    """The month and sum that are named as short; where no month is, what is left unpaid."""
    left = total(debt.left for debt in sums.unpaid)
    yield from same(found.place, {"month": when, "by": by}, short or {"month": when, "by": left or None})
    unpaid = [{"left": debt.owed + debt.accrued - debt.waived - debt.paid} for debt in sums.unpaid]
    yield from same(f"{sums.place}.unpaid", sums.unpaid, unpaid)


def change_checks(change: Any, case: Case, lever: str, base: Months, *, strict: bool) -> Checks:
    """Both neighbours: a change is enough by its own sums, one step less is not; its size is that of its plans."""
    plans, less, size = list(change.plans.values()), change.one_less, change.size
    step = Decimal("-0.000001") if lever == "rate" else Decimal(1) if lever in COUNTED else case.unit
    yield from case.plans(change.plans)
    yield from same(less.place, less, {"size": size - step} if case.alone else {})
    for one in (change, less):
        of = Months(case, one.sums)
        short = (of.over if strict else None) or of.low
        yield from of.checks(case.home.cash + (one.size if lever == "savings" else ZERO))
        more = [there - before for there, before in zip(of.surplus, base.surplus, strict=False)]
        most = {"income": lambda here, n=one.size: n, "spending": lambda here, n=one.size: min(n, here)}
        moved = [most.get(lever, lambda here: ZERO)(here) for here in more]
        yield from same(f"{one.place}.sums.surplus", more, moved)
        if one is less:
            yield from short_checks(less, less.sums, short, less.month, less.short)
            continue
        asked = case.asked(change.plans) if case.alone else of.payments
        found = {"short": short, "unpaid": one.sums.unpaid, "payments": of.payments}
        yield from same(one.sums.place, found, {"short": None, "unpaid": [], "payments": asked})
    sizes = {"months": [Decimal(max(plan.count for plan in plans))]}
    sizes["rate"] = [Decimal(plan.terms.rate[:-1]) / 100 for plan in plans if isinstance(plan.terms.rate, str)]
    if lever in FORGIVEN and case.alone:
        given = (plan.terms.write_down for plan in plans)
        parts = (one if isinstance(one, dict) else {"principal": one} for one in given)
        sizes[lever] = [total(one.get(FORGIVEN[lever]) for one in parts)]
    yield from same(change.place, {"size": [size for _ in sizes.get(lever, ())]}, {"size": sizes.get(lever, [])})
