"""A ledger: each row from the row before it and what was paid on its days; then how each instalment was kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from repayplan.proof.cells import ZERO, Checks, cell, hold, same, total
from repayplan.proof.plan import PARTS, accrual_checks, leaves, plan_checks


def ledger_checks(doc: Any) -> Checks:
    """Every plan as it was agreed, then its account: what counts as paid is what was not taken back by the day."""
    for name, plan in doc.plans.items():
        yield from plan_checks(plan)
        paid = dict[date, Decimal]()
        for one in doc.payments:
            when = cell(str(one.on)[:10])
            if one.debt in (name, cell(name)) and when <= doc.until < (one.reversed_on or date.max):
                paid[when] = paid.get(when, ZERO) + one.amount
        account, asked = doc.accounts[name], [(row.due, row.payment) for row in plan.rows]
        for k, row in enumerate(account.rows):
            row.plan, row.asked = plan, asked[k][1] if "True" in row.whole and k < len(asked) else ZERO
            yield from paid_row_checks(row, paid)
        fees = total(event.fee for row in account.rows for event in row.events)
        yield from same("", doc, {"late_fees": "(bool True)" if fees else doc.late_fees})
        yield from account_checks(doc, plan, account, asked, sorted(paid.items()))


def paid_row_checks(row: Any, paid: dict[date, Decimal]) -> Checks:
    """A row as it was paid: each payment on its day, and interest on what stood until then."""
    plan, before = row.plan, row.before
    row.charges["penalty"] = total([row.charges.penalty, *(event.fee for event in row.events)])
    yield from hold([row], PARTS)
    joined = ("principal", "interest") if plan.debt.compounding != "none" else ("principal",)
    gone = accumulate(total(one.get(name) for name in joined) for one in row.shared)
    left, flat = [total(row.bearing.values()) - sum_ for sum_ in gone], row.bearing.original is not None
    ends = [row.start, *(one.until for one in row.segments)]
    inner = [when for when in ends[1:] if when < row.end]
    days = inner + [event.on for event in row.events if event.on not in inner]
    stood = [{"from": first} | ({} if flat else {"balance": sum_}) for first, sum_ in zip(ends, left, strict=False)]
    yield from same(row.place, row, {
        "number": before.number + 1 if before else plan.rows[0].number, "planned": row.asked,
        "start": before.end if before else plan.as_of, "segments": stood[: len(row.segments)],
        "events": [{"on": when, "paid": paid.get(when, ZERO)} for when in days],
        "shared": [{"on": when} for when in (ends if row.segments else [row.end])]})  # fmt: skip
    steps = {step.bearing for one in row.accruals for step in one.steps}
    bore = {one.balance for one in row.segments if one["from"] < one.until} or {total(row.bearing.values())}
    yield from same(row.place, {"bearing": sorted(steps)}, {"bearing": sorted(bore if steps else steps)})
    for one in row.accruals:
        path = [*one.steps] if plan.stages else plan.terms.rate or plan.debt.rate
        yield from accrual_checks(one, row, {"0%", *leaves(path)}, None)


def account_checks(doc: Any, plan: Any, account: Any, asked: Any, paid: list[tuple[date, Decimal]]) -> Checks:
    """What is owed, paid and missing after the rows; what comes in fills the oldest instalment first."""
    rows, instalments, given = account.rows, [], total(sum_ for _, sum_ in paid)
    owed = {name: part.closing for name, part in rows[-1].parts.items()} if rows else plan.debt.balance
    used, cleared, left = total(part.paid for row in rows for part in row.parts.values()), not any(owed.values()), given
    due = total(event.fee for row in rows for event in row.events) + total(
        sum_ for on, sum_ in asked if on <= doc.until
    )
    due = used + total(owed.values()) if cleared or doc.until >= plan.last_due else due
    for k, one in enumerate(account.instalments):
        here, last = min(one.asked, max(ZERO, left)), one.due + timedelta(days=doc.grace)
        left -= one.asked
        whole, so_far = here == one.asked, zip(paid, accumulate(sum_ for _, sum_ in paid), strict=True)
        on = next((when for (when, _), sum_ in so_far if sum_ >= given - left), None) if whole and here else None
        word = ("on time" if on is None or on <= last else "late") if whole else "part" if here else "missed"
        instalments.append({
            "number": k + 1, "due": asked[k][0], "asked": one.asked if cleared else asked[k][1], "paid": here,
            "missing": one.asked - here, "on": on,
            "word": "open" if not whole and doc.until < last else word})  # fmt: skip
    late = [one["due"] for one in instalments if one["word"] in ("part", "missed")]
    cut = [row.parts.interest for row in rows[-1:] if "False" in row.whole]
    yield from same(account.place, account, {
        "running": max(ZERO, total(one.accrued - one.moved_out - one.waived for one in cut)),
        "owed": total(owed.values()), "by_component": owed, "paid": given, "asked": due,
        "behind": max(ZERO, due - given), "overpaid": given - used,
        "instalments": instalments, "days_past_due": (doc.until - min(late)).days if late else 0})  # fmt: skip


def moment(text: Any) -> datetime:
    """A moment with its offset."""
    found = datetime.fromisoformat(str(text))
    return found if found.utcoffset() is not None else datetime.fromisoformat("no offset")


def zone_of(name: Any) -> tzinfo | None:
    """The time zone of a name; None where it names none: a folder, a path, or something too long for either."""
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return None


def promise_checks(doc: Any) -> Checks:
    """A promise: a sum above zero, due after now, at the offset of its zone."""
    due, zone = moment(doc.due), UTC if doc.zone is None else zone_of(doc.zone)
    later = doc.now is None or due.astimezone(UTC) > moment(doc.now).astimezone(UTC)
    zoned = doc.zone is None or zone is None or due.astimezone(zone).utcoffset() == due.utcoffset()
    found = {"amount": doc.amount > 0, "due": (later, zoned), "zone": zone is not None}
    yield from same("", found, {"amount": True, "due": (True, True), "zone": True})


def contact_log_checks(doc: Any) -> Checks:
    """A log of contacts: in order, at local times, within or outside the open hours that stand beside each."""
    zone, before = zone_of(doc.zone), None
    yield from same("", {"zone": zone is not None}, {"zone": True})
    for entry in doc.entries if zone else ():
        local, rule = moment(entry.at).astimezone(zone), str(entry.rule)
        ordered, known = before is None or moment(entry.at) >= before, entry.outcome in ("within", "outside", "unknown")
        before, clock = moment(entry.at), local.strftime("%H:%M:%S.%f")
        found = {"at": ordered, "local": str(entry.local), "outcome": entry.outcome if known else None}
        expected = {"at": True, "local": local.isoformat(), "outcome": entry.outcome}
        if entry.hours and rule.startswith(("contact.hours.", "contact.online_loan.hours.")):
            first, last = (f"{entry.hours[name]}:00.000000" for name in ("from", "until"))
            inside = first <= clock < last or ("True" in str(entry.hours.last) and clock == last)
            expected["outcome"] = "within" if inside else "outside"
        yield from same(entry.place, found, expected)
