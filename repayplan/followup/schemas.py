"""The documents of a plan's life as JSON Schemas (draft 2020-12), made from the words of the code that reads them."""

from __future__ import annotations

from typing import Any

from repayplan.followup.adherence import WORDS
from repayplan.followup.contact_log import CHANNELS, RESULTS
from repayplan.followup.contact_log import SCHEMA as CONTACT_LOG
from repayplan.followup.documents import KEYS
from repayplan.followup.documents import SCHEMA as LEDGER
from repayplan.followup.promise import SCHEMA as PROMISE
from repayplan.plans.working import APART_CELLS
from repayplan.units.components import COMPONENTS
from repayplan.units.money import PLACES

Schema = dict[str, Any]

DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
MOMENT: Schema = {
    "type": "string",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?)$",
}
AMOUNT: Schema = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?$"}
TEXT: Schema = {"type": "string", "minLength": 1}
CURRENCY: Schema = {"enum": list(PLACES)}
NUMBER: Schema = {"type": "integer", "minimum": 0}
STEP = ("rate", "days", "share", "bearing")
OUTCOMES = ("within", "outside", "unknown")
SEVEN = ("opening", "accrued", "moved_in", "paid", "waived", "moved_out", "closing")


def follow_up_schemas() -> dict[str, Schema]:
    """The schemas of ``ledger``, ``promise`` and ``contact log``.

    Returns:
        Each as plain data, anew at each call. A plan inside a ledger is a plan document.

    Examples:
        >>> sorted(follow_up_schemas())
        ['contact log', 'ledger', 'promise']
    """
    return {
        "ledger": _document(LEDGER, "What was agreed and what was really paid", _ledger(), KEYS),
        "promise": _document(PROMISE, "A sum that is to be paid by a moment", _promise(), ("schema", "amount", "due")),
        "contact log": _document(CONTACT_LOG, "Contacts, and what the rules said of each", _contact_log()),
    }


def _object(parts: Schema, required: Any = None) -> Schema:
    return {
        "type": "object", "properties": parts, "required": list(parts if required is None else required),
        "additionalProperties": False,
    }  # fmt: skip


def _document(schema: str, title: str, parts: Schema, required: Any = None) -> Schema:
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{schema.replace('/', ':')}",
        "title": title,
    }
    return about | _object({"schema": {"const": schema}} | parts, required)


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _by_name(of: Schema) -> Schema:
    return {"type": "object", "additionalProperties": of}


def _ledger() -> Schema:
    payment = _object(
        {
            "amount": AMOUNT, "on": {"anyOf": [DAY, MOMENT]}, "debt": TEXT, "currency": CURRENCY, "id": TEXT,
            "reversed_on": DAY, "note": TEXT,
        },
        ("amount", "on"),
    )  # fmt: skip
    share = {"type": "string", "pattern": r"^[0-9]+(/[0-9]+)?$"}
    step = _object({"rate": TEXT, "days": NUMBER, "share": share, "bearing": AMOUNT, "worth": share}, STEP)
    accrual = _object({
        "becomes": TEXT, "days": NUMBER, "steps": _list(step), "numerator": NUMBER, "denominator": NUMBER,
        "amount": AMOUNT,
    }, ("becomes", "days", "steps"))  # fmt: skip
    by_component = _object(dict.fromkeys((*COMPONENTS, "original"), AMOUNT), ())
    row = _object({
        "counted": NUMBER, "year": {"anyOf": [share, {"type": "null"}]}, "accruals": _list(accrual),
        **dict.fromkeys(("bearing", "charges", "forgiven", "capitalised"), by_component),
        "apart": _object(dict.fromkeys(COMPONENTS, _object(dict.fromkeys(APART_CELLS, AMOUNT))), ()),
        "shared": _list(_object({"on": DAY, **dict.fromkeys(COMPONENTS, AMOUNT)}, ("on",))),
        "number": {"type": "integer", "minimum": 0}, "start": DAY, "end": DAY, "whole": {"type": "boolean"},
        "planned": AMOUNT, "events": _list(_object({"on": DAY, "fee": AMOUNT, "paid": AMOUNT})),
        "segments": _list(_object({"from": DAY, "until": DAY, "balance": AMOUNT})),
        "parts": _object({name: _object(dict.fromkeys(SEVEN, AMOUNT)) for name in COMPONENTS}),
        "held": _object(dict.fromkeys(COMPONENTS, AMOUNT), ()),
    })  # fmt: skip
    instalment = _object({
        "number": {"type": "integer", "minimum": 1}, "due": DAY, "asked": AMOUNT, "paid": AMOUNT, "missing": AMOUNT,
        "word": {"enum": list(WORDS)}, "on": {"anyOf": [DAY, {"type": "null"}]},
    })  # fmt: skip
    sums = dict.fromkeys(("owed", "running", "paid", "asked", "behind", "overpaid"), AMOUNT)
    account = sums | {
        "rows": _list(row), "by_component": _object(dict.fromkeys(COMPONENTS, AMOUNT)),
        "days_past_due": {"type": "integer", "minimum": 0}, "instalments": _list(instalment),
    }  # fmt: skip
    return {
        "until": DAY, "plans": _by_name({"type": "object"}), "payments": _list(payment),
        "late_fees": {"type": "boolean"}, "grace": {"type": "integer", "minimum": 0},
        "accounts": _by_name(_object(account)),
    }  # fmt: skip


def _promise() -> Schema:
    return {
        "amount": AMOUNT, "due": MOMENT, "now": MOMENT, "zone": TEXT, "debt": TEXT, "currency": CURRENCY, "note": TEXT,
    }  # fmt: skip


def _contact_log() -> Schema:
    hours = _object({"from": TEXT, "until": TEXT, "last": {"type": "boolean"}})
    entry = {
        "at": MOMENT, "channel": {"enum": list(CHANNELS)}, "result": {"enum": list(RESULTS)}, "debt": TEXT, "to": TEXT,
        "counted": {"const": False}, "note": TEXT, "local": MOMENT, "outcome": {"enum": list(OUTCOMES)},
        "rule": {"type": ["string", "null"]}, "hours": {"anyOf": [hours, {"type": "null"}]},
    }  # fmt: skip
    needed = ("at", "channel", "result", "local", "outcome", "rule", "hours")
    return {"rules": TEXT, "role": TEXT, "zone": TEXT, "entries": _list(_object(entry, needed))}
