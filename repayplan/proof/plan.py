"""A plan: what each cell of a row, of its components, of what accrues in it, and of the head is made of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from repayplan.proof.cells import ZERO, Cells, Checks, cell, exact, hold, month, rounded, same, total, unfold

SEVEN = ("opening", "accrued", "moved_in", "paid", "waived", "moved_out", "closing")


@lru_cache(maxsize=1 << 12)
def worth(rate: str | None, share: Any, stated: Any) -> Fraction:
    """What a unit accrues: rate x share of a year, or of days; as it is stated where a quoted rate compounds."""
    if rate is None:
        return Fraction(1)
    figure, _, per = rate.partition("%")
    return exact(stated or exact(cell(figure)) / 100 * (12 if per == "/month" else 1) * exact(share))


@lru_cache(maxsize=1 << 12)
def part_of(year: Any, days: int, counted: int) -> Fraction:
    """The share of a year of some of the days that count it together."""
    return exact(year) * days / counted


def leaves(node: Any) -> list[str]:
    """The texts within a node."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [node] if isinstance(node, str) else [text for part in inner for text in leaves(part)]


def put(row: Any, name: str, *cells: str) -> Decimal:
    """What of a component is kept apart for later: its opening, what is added, released or paid of it, its closing."""
    return total([row.apart[name].get(cell) for cell in cells]) if name in row.apart else ZERO


def due(row: Any, name: str) -> Decimal:
    """What of a component is due when it is paid: what is paid of it, and what of it stays due."""
    return Decimal(row.parts[name].closing + row.parts[name].paid - put(row, name, "closing", "paid"))


def amount(row: Any, name: str, *words: str) -> Decimal:
    """What accrues of a component, all of it or what becomes one of some words: interest alone does."""
    if name != "interest":
        return ZERO
    return total(one.amount for one in row.accruals if not words or one.becomes in words)


def bears(row: Any, name: str) -> Decimal:
    """What of a component bears interest: what is due when it is paid, less what came to it in the row."""
    come = [row.charges.get(name), put(row, name, "released"), amount(row, name, "run")]
    joined = amount(row, "interest", "capitalise") if name == "principal" else ZERO
    return due(row, name) - total(come) - joined


def paid(row: Any) -> dict[str, Decimal]:
    """A payment pays what is due, then what is kept apart, in the agreed order; of several, each is shared out."""
    if row.shared:
        return {name: total(one.get(name) for one in row.shared) for name in row.parts}
    shape, found = row.stage.terms.shape, dict.fromkeys(row.parts, ZERO)
    stays = total([shape.amount if shape.kind == "residual" else shape.stays])
    left = min(row.asked, max(ZERO, total(part.paid + part.closing for part in row.parts.values()) - stays))
    for cells in ((), ("closing", "paid")):
        for name in row.stage.terms.order:
            taken = min(left, put(row, name, *cells) if cells else due(row, name))
            left, found[name] = left - taken, found[name] + taken
    return found


def parts(row: Any) -> dict[str, Any]:
    """The seven numbers of each component."""
    found, moved = paid(row), total(part.moved_out for part in row.parts.values())
    return {name: {
        "opening": row.before.parts[name].closing if row.before else row.plan.debt.balance[name],
        "accrued": row.charges.get(name, ZERO) + amount(row, name),
        "moved_in": moved if name == "principal" else ZERO,
        "paid": found[name],
        "waived": row.forgiven.get(name, ZERO) + amount(row, name, "waive"),
        "moved_out": row.capitalised.get(name, ZERO) + amount(row, name, "capitalise"),
        "closing": closing(part),
    } for name, part in row.parts.items()}  # fmt: skip


def closing(part: Any) -> Decimal:
    """Opening + accrued + moved in = paid + waived + moved out + closing."""
    come, gone = part.opening + part.accrued + part.moved_in, part.paid + part.waived + part.moved_out
    return Decimal(come - gone)


def asks(row: Any) -> dict[str, Any]:
    """What a row's ask is made of, where the plan has it: the level sum, a given one, what is due, all that is owed."""
    stage, whole = row.stage, row.plan.unit == row.plan.minor and row.weight is None
    known = {"interest": due(row, "interest"), "rest": total(part.paid for part in row.parts.values())}
    known |= {"down": stage.terms.down_payment} | ({"level": stage.instalment} if whole else {})
    known["given"] = row.asks.given if row.asks.given in stage.asked else min(stage.asked)
    return {what: known[what] for what in row.asks if what in known}


def payment(row: Any) -> Decimal:
    """A payment as it is printed: where balances are carried, rounded once if it pays principal, else part by part."""
    sums, word = [part.paid for part in row.parts.values()], row.plan.terms.conventions.interest_rounding
    if row.plan.unit == row.plan.minor:
        return total(sums)
    return total(rounded(one, row.plan.minor, word) for one in ([total(sums)] if sums[0] else sums))


def is_open(row: Any) -> bool:
    """Whether a row is due on a working day, where the terms have such; a move never goes before its start."""
    closed: Any = row.stage.terms.calendar or Cells(working=[row.due])
    shut = row.due not in closed.working and (row.due in closed.holidays or row.due.weekday() in closed.weekend)
    return not shut or row.due == row.start


PARTS = {
    "parts": parts,
    "apart": lambda row: {
        name: {"closing": one.opening + one.added - one.released - one.paid} for name, one in row.apart.items()
    },
    "held": lambda row: {name: one.closing for name, one in row.apart.items() if one.closing},
}
ROW = PARTS | {
    "number": lambda row: row.before.number + 1 if row.before else int("down" not in row.asks),
    "start": lambda row: row.before.due if row.before else row.plan.as_of,
    "days": lambda row: (row.due - row.start).days,
    "counted": lambda row: sum(one.days for one in row.accruals) or row.counted,
    "forgone": lambda row: row.contract.amount - amount(row, "interest") if row.contract else ZERO,
    "asked": lambda row: total(row.asks.values()),
    "asks": asks,
    "due": lambda row: row.due if is_open(row) else "a working day",
    "payment": payment,
    "bearing": lambda row: {name: bears(row, name) for name in row.bearing if name != "original"},
}


def accrual_checks(one: Any, row: Any, named: set[str], bearing: Decimal | None) -> Checks:
    """What accrues: steps of days, as a share of the year, at a rate of the terms, on what bears; all rounded once."""
    for step in filter(lambda step: step.rate, one.steps):
        year, counted = step.year or row.year, step.counted or row.counted
        yield from same(step.place, step, {
            "bearing": step.bearing if bearing is None else bearing,
            "share": step.days if step.rate.endswith("/day") else part_of(year, step.days, counted),
            "rate": step.rate if step.rate in named else min(named)})  # fmt: skip
    each = [(worth(step.rate, step.share, step.worth), step) for step in [*one.steps, *(one.beside or ())]]
    bore = ((part, step.bearing if step.amount is None else step.amount) for part, step in each)
    units = sum((part * int(sum_ / row.plan.unit) for part, sum_ in bore), Fraction(0))
    fraction = sum((part for part, _ in each[: len(one.steps)]), Fraction(0)) if one.balances is None else units
    sum_ = rounded(units, Decimal(1), row.plan.terms.conventions.interest_rounding) * row.plan.unit
    found = {"numerator": fraction.numerator, "denominator": fraction.denominator, "amount": sum_}
    days = row.counted if one.balances is not None else sum(step.days for step in one.steps)
    yield from same(one.place, one, (found if one.becomes != "pause" else {}) | ({"days": days} if one.becomes else {}))
    if one.balances:
        owed = row.parts.principal.opening
        yield from same(one.place, {"balances": total(one.balances.values())}, {"balances": owed})


def given(plan: Any) -> list[Any]:
    """The fixed sums that the terms name for each instalment, with its fee."""
    shape, fee, listed = plan.terms.shape, total([plan.terms.fee_per_instalment]), unfold(plan.given)
    if shape.kind == "equal_principal" or plan.stages:
        return listed
    stepped = unfold([sum_, n] for n, sum_ in shape.steps or ())
    rest = shape.then if stepped else shape.amount if shape.kind in ("level", "fixed_amount") else ZERO
    sums = [*(shape.amounts or ()), *stepped, *[rest or ZERO] * len(listed)][: len(listed)]
    return [sum_ + fee + total([shape.final]) * (k == len(sums) - 1) for k, sum_ in enumerate(sums)]


def instalment(plan: Any, months: list[Decimal]) -> Any:
    """The level sum; where none is solved the one that is given, or the largest payment."""
    if plan.stages or plan.level is not None:
        return (plan.stages[-1].instalment or plan.instalment) if plan.stages else plan.level
    monthly = plan.terms.every == "month" and plan.terms.calendar is None and plan.unit == plan.minor
    sums = [row.payment for row in plan.rows or ()] or (months if monthly else []) or [plan.instalment]
    return plan.terms.shape.amount if plan.terms.shape.kind in ("level", "fixed_amount") else max(sums)


def head_checks(plan: Any) -> Checks:
    """The head of a plan: sums, totals, months, dates and numbers hold together; what is asked stands in the terms."""
    terms, months, whole, asked = plan.terms, unfold(plan.by_month), plan.unit == plan.minor, len(unfold(plan.given))
    sums = {cell: total(part[cell] for part in plan.sums.values()) for cell in SEVEN}
    totals = {"paid": sums["paid"], "interest": plan.sums.interest.paid, "waived": sums["waived"]}
    said = {finding.code: finding.numbers for finding in plan.findings}
    count = plan.count - bool(terms.down_payment)
    fewer = said["fewer_instalments"].asked if "fewer_instalments" in said else count
    minor = Decimal(1).scaleb(int(plan.instalment.as_tuple().exponent))
    expected = {
        "minor": minor, "unit": minor if whole else minor.scaleb(-12), "first_due": terms.first_due or plan.first_due,
        "totals": {name: rounded(one, minor, terms.conventions.interest_rounding) for name, one in totals.items()},
        "sums": {name: {"closing": closing(part)} for name, part in plan.sums.items()},
        "instalment": instalment(plan, months),
    }  # fmt: skip
    if count > 0 and not plan.stages:
        expected["terms"] = {"instalments": terms.instalments and fewer}
        expected["spread_over"] = plan.spread_over and (terms.instalments or count)
    yield from same(plan.place, plan, expected)
    firsts = {code: {"date": plan.first_due} for code in said if code.startswith("first_due_")}
    yield from same(f"{plan.place}.findings", said, firsts)
    found = {"by_month": total(months), "moved_in": sums["moved_in"], "last_due": month(plan.last_due)}
    found |= {"given": unfold(plan.given), "count": asked, "concession": total(plan.concession.values())}
    yield from same(plan.place, found, {
        "concession": plan.totals.waived + plan.totals.forgone,
        "by_month": plan.totals.paid if whole else total(months), "moved_in": sums["moved_out"], "given": given(plan),
        "last_due": month(plan.as_of, max(0, len(months) - 1)),
        "count": terms.instalments or len(terms.shape.amounts or ()) or asked})  # fmt: skip


def plan_checks(plan: Any) -> Checks:
    """The rows, stage by stage where something was changed; what they come to; and the head."""
    rows, done, flat = plan.rows, 0, plan.terms.conventions.rate_form == "flat fee"
    stages: list[Any] = plan.stages or [Cells(plan | {"rows": len(rows)})]
    for stage in stages:
        own, path, asked = rows[done : done + stage.rows], stage.contract or plan.debt.rate, unfold(stage.given)
        stage.asked, done = {ZERO, *asked}, done + stage.rows
        rates, contract = ({"0%", *leaves([one, plan.debt.balances])} for one in (stage.terms.rate or path, path))
        dues = [row.due for row in own if row.asks.down is None and plan.terms.calendar is None] or [stage.first_due]
        yield from same(stage.place or plan.place, stage | {"given": len(asked)}, {
            "as_of": own[0].start if own else stage.as_of, "first_due": dues[0],
            "given": stage.terms.instalments or len(asked)})  # fmt: skip
        for row in own:
            row.stage, row.plan, opening = stage, plan, row.parts.principal.opening
            yield from hold([row], ROW)
            for one in row.accruals:
                bearing = total(row.bearing.values()) if row.bearing else None
                yield from accrual_checks(one, row, rates, bearing)
            if row.contract:
                bearing = None if flat or isinstance(path, dict) else opening
                yield from accrual_checks(row.contract, row, contract, bearing)
    paid_in, months = dict[str, Decimal](), unfold(plan.by_month)
    for row in rows:
        paid_in[month(row.due)] = paid_in.get(month(row.due), ZERO) + row.payment
    sums = {name: {cell: total(row.parts[name][cell] for row in rows) for cell in SEVEN[1:6]} for name in plan.sums}
    for name in plan.sums if rows else ():
        sums[name] |= {"opening": rows[0].parts[name].opening, "closing": rows[-1].parts[name].closing}
    forgone = rounded(total(row.forgone for row in rows), plan.minor, plan.terms.conventions.interest_rounding)
    yield from same(plan.place, plan | {"by_month": months, "rows": len(rows)}, {
        "sums": sums, "count": done, "rows": done, "last_due": rows[-1].due if rows else plan.as_of,
        "by_month": [paid_in.get(month(plan.as_of, k), ZERO) for k in range(len(months))],
        "totals": {"forgone": forgone}})  # fmt: skip
    yield from head_checks(plan)
