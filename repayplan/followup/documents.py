"""The documents of a plan's life: the ledger, and the log of contacts, as plain data that reads back to itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from repayplan.followup.payment import read_payments
from repayplan.followup.working import PaidWorking
from repayplan.plans.plan import Part, Plan
from repayplan.units.components import COMPONENTS
from repayplan.units.dates import read_date
from repayplan.units.documents import first_difference, read_schema
from repayplan.units.money import from_minor
from repayplan.units.refusal import known_keys, refuse, required, under

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from repayplan.followup.booking import Booked
    from repayplan.followup.ledger import Ledger

SCHEMA = "repayplan/ledger-1"
KEYS = ("schema", "until", "plans", "payments", "late_fees", "grace", "accounts")


def ledger_document(ledger: Ledger, until: date) -> dict[str, Any]:
    """The ledger up to a day: what was agreed, what was paid, and every row that follows from the two."""
    state = ledger.on(until)
    return {
        "schema": SCHEMA,
        "until": str(until),
        "plans": {name: plan.to_dict() for name, plan in ledger.plans.items()},
        "payments": [payment.to_dict() for payment in ledger.payments],
        "late_fees": ledger.late_fees,
        "grace": ledger.grace,
        "accounts": {
            name: {"rows": list(_rows(account.rows, account.currency))} | account.to_dict()
            for name, account in state.accounts.items()
        },
    }


def _rows(rows: Sequence[Booked], currency: str) -> Iterator[dict[str, Any]]:
    held: Sequence[int] = rows[0].stretch.layout.held.amounts if rows else ()
    for row in rows:
        yield _row(row, currency, held)
        held = row.raw.held


def _row(row: Booked, currency: str, held: Sequence[int]) -> dict[str, Any]:
    def money(units: int) -> str:
        return str(from_minor(int(units), currency))

    return {
        "number": row.number,
        "start": str(row.span.start),
        "end": str(row.span.due),
        "whole": row.whole,
        "planned": money(row.planned),
        **PaidWorking(row, held).cells(),
        "events": [
            {"on": str(day), "fee": money(event.fee), "paid": money(event.paid)} for day, event in row.happened.items()
        ],
        "segments": [
            {"from": str(segment.start), "until": str(segment.end), "balance": money(balance)}
            for segment, balance in row.segments
        ],
        "shared": [
            {"on": str(day)} | {name: money(n) for name, n in zip(COMPONENTS, taken, strict=True) if n}
            for day, taken in row.shared
        ],
        "parts": {
            name: dict(zip(Part._fields, map(money, row.raw.part(c)), strict=True)) for c, name in enumerate(COMPONENTS)
        },
        "held": {name: money(units) for name, units in zip(COMPONENTS, row.raw.held, strict=True) if units},
    }


def read_ledger(data: object) -> Ledger:
    """The ledger that a document holds, worked out anew from its input and compared cell by cell."""
    from repayplan.followup.ledger import Ledger

    document = known_keys(read_schema(data, SCHEMA), KEYS, "")
    until = read_date(required(document, "until", ""), "until")
    plans, given = {}, required(document, "plans", "")
    if not isinstance(given, Mapping):
        refuse("plans", given, "a mapping of the debts' ids to plans")
    for name, plan in given.items():
        with under(f"plans.{name}"):
            plans[name] = Plan.from_dict(plan)
    payments = read_payments(document.get("payments") or [], "payments")
    ledger = Ledger(plans, payments, document.get("late_fees") or False, document.get("grace") or 0)
    if found := first_difference(document, ledger_document(ledger, until)):
        path, given, worked_out = found
        refuse(path, given, f"{worked_out!r}, which the ledger's own input gives", "correct it, or make it anew")
    return ledger
