"""The case document as a JSON Schema, made from the key lists and words of the code that reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.debts.balances import FIRST
from repayplan.debts.balances import KEYS as BALANCE
from repayplan.debts.balances import KINDS as BALANCES
from repayplan.debts.debt import COMPOUNDING, FLAGS
from repayplan.debts.debt import KEYS as DEBT
from repayplan.debts.late_fee import KEYS as LATE_FEE
from repayplan.debts.minimum import KEYS as MINIMUM
from repayplan.debts.minimum import SHARES, SUMS
from repayplan.feasibility.case import ACTS, KEYS, LIMITS, REASONS, SAID, SCHEMA
from repayplan.household.assets import KEYS as ASSET
from repayplan.household.assets import KINDS as ASSETS
from repayplan.household.categories import INCOME, SPENDING
from repayplan.household.household import KEYS as HOUSEHOLD
from repayplan.household.lines import BEYOND, EVIDENCE, KINDS, Income, Spending
from repayplan.household.pay_days import WORDS
from repayplan.household.series import LINE_EVERY
from repayplan.units.components import COMPONENTS
from repayplan.units.day_counts import DAY_COUNTS
from repayplan.units.money import PLACES
from repayplan.units.rounding import BIAS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Schema = dict[str, Any]

MONTH = "^[0-9]{4}-(0[1-9]|1[0-2])$"
DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
PRESET = r"^[^/%\s]+/[^/%\s]+$"
DECIMAL = r"([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"
RAISE = r"[0-9]{1,6}(\.[0-9]{1,12})?"
PER_CENT = r"[0-9]{1,12}(\.[0-9]{1,18})?\s*%"
TO_A_HUNDRED = r"0{0,9}(100(\.0{1,18})?|[0-9]{1,2}(\.[0-9]{1,18})?)\s*%"


def case_schema() -> Schema:
    """The case document as a JSON Schema (draft 2020-12), as it ships in ``repayplan/cases/case.schema.json``.

    What takes two places to see (ids that differ, owners who are members, decimals that the currency has) no schema
    says: :meth:`repayplan.Case.from_dict` checks it.

    Returns:
        The schema as plain data, anew at each call.

    Examples:
        >>> case_schema()["required"]
        ['schema', 'as_of', 'currency', 'household', 'debts']
    """
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": "A household in debt, as repayplan reads it",
        "description": "Null and a missing key mean the same. An unknown key is an error.",
    }
    return about | _case() | {"$defs": _values() | _small() | _household() | _debt()}


def case_schema_text() -> str:
    """The schema as the file holds it."""
    import json

    return json.dumps(case_schema(), indent=2) + "\n"


def _case() -> Schema:
    parts = {
        "schema": {"const": SCHEMA},
        "as_of": _ref("day"),
        "currency": _ref("currency"),
        "rules": _ref("text"),
        "first_due": _ref("day"),
        "fx": _list("fx"),
        "household": _ref("household"),
        "debts": _list("debt"),
        "reason": _ref("reason"),
        "acts": _list("act"),
        "willing": _words(SAID),
        "limits": _ref("limits"),
        "pack": {"type": "object", "description": "rules and programmes of one's own, as a pack's file holds them"},
    }
    return _object(KEYS, parts, ("schema", "as_of", "currency", "household", "debts"))


def _values() -> Schema:
    """What stands in many places."""
    rate = _pattern(rf"^\s*{PER_CENT}\s*(/\s*(year|month|day)\s*)?$")
    step = _object(("from", "rate"), {"from": _ref("day"), "rate": _ref("rate")}, ("from", "rate"))
    steps = {"type": "array", "items": step, "minItems": 1}
    flat = _object(("flat_fee", "of"), {"flat_fee": _ref("rate"), "of": _ref("amount")}, ("flat_fee",))
    days = {"type": "array", "prefixItems": [_whole(1, 3660), {"const": "days"}], "minItems": 2, "maxItems": 2}
    return {
        "currency": _words(sorted(PLACES)) | {"description": "ISO 4217"},
        "text": _pattern(r"\S"),
        "note": {"type": "string"},
        "day": _pattern(DAY),
        "when": _any(_pattern(MONTH), _pattern(DAY), says="a month, or a day where the line goes by days"),
        "amount": _any(_pattern(rf"^\s*[+]?{DECIMAL}\s*$"), _number(), says="whole minor units of the currency"),
        "share": _any(_pattern(rf"^\s*{TO_A_HUNDRED}\s*$"), _number(maximum=1), says="10%"),
        "rate": _any(rate, _number(exclusiveMaximum=1), says="18.25% a year, 1.5%/month, 0.05%/day; bare: a fraction"),
        "rates": _any(_ref("rate"), steps, flat, says="one rate, dated steps, or a flat fee on the original amount"),
        "every": _any(_words(LINE_EVERY), days, says="a word, or [k, days]"),
    }


def _small() -> Schema:
    """The small objects of a case."""
    day, amount, note = _ref("day"), _ref("amount"), _ref("note")
    fx = {"from": _ref("currency"), "to": _ref("currency"), "rate": amount, "on": day}
    reason = {"code": _words(REASONS), "since": day, "expected_end": day, "note": note}
    act = {"kind": _words(ACTS), "on": day, "amount": amount, "note": note}
    limits = {
        "max_months": _whole(1, 600),
        "step_share": _ref("share"),
        "settlement_floor": _any(_pattern(rf"^\s*{TO_A_HUNDRED}$"), amount, says="a share of what is owed, or a sum"),
        "programmes": _list("text"),
    }
    return {
        "fx": _object(fx, fx, fx),
        "reason": _object(reason, reason, ("code",)),
        "act": _object(act, act, ("kind", "on")),
        "limits": _object(LIMITS, limits),
    }


def _household() -> Schema:
    weeks, preset = _pattern("^[0-9]{1,3} weeks?( of income)?$"), _pattern(PRESET)
    share = _pattern(rf"^\s*{TO_A_HUNDRED}(\s+up to\s+{DECIMAL})?\s*$")
    parts = {
        "cash": _ref("amount"),
        "keep_back": _any(share, _ref("amount"), preset, says="a share of the surplus, a sum, or a preset's id"),
        "reserve": _any(weeks, _ref("amount"), preset, says="4 weeks of income, a sum, or a preset's id"),
        "presets": _object(("keep_back", "reserve"), {"keep_back": preset, "reserve": preset}),
        "beyond": _words(BEYOND),
        "time_zone": _ref("text"),
        "members": _list("text"),
        "incomes": _list("income"),
        "spending": _list("spending"),
        "assets": _list("asset"),
        "guidelines": _object(SPENDING, dict.fromkeys(SPENDING, _ref("amount"))),
    }
    pay_day = _any(_whole(1, 31), _words(WORDS), _by_month(_pattern("^[0-9]{4}")))
    both = {"pay_day": pay_day, "owner": _ref("text")}
    earned = both | {"evidence": _words(EVIDENCE), "papers": _list("text"), "category": _words(INCOME)}
    spent = both | {"kind": _words(KINDS), "category": _words(SPENDING)}
    sums = dict.fromkeys(("value", "brings", "use"), _ref("amount"))
    asset = {"name": _ref("text"), "kind": _words(ASSETS), "usable": {"type": "boolean"}, "note": _ref("note")}
    asset |= sums | {"owner": _ref("text")}
    return {
        "household": _object(HOUSEHOLD, parts),
        "income": _line(Income.KEYS, earned),
        "spending": _line(Spending.KEYS, spent),
        "raise": _raise(),
        "asset": _object(ASSET, asset, ("name",)),
    }


def _raise() -> Schema:
    """A new amount from a date on, or the share that it grows by; never both."""
    parts = {"from": _ref("when"), "amount": _ref("amount"), "by": _pattern(rf"^\s*[+-]?\s*{RAISE}\s*%\s*$")}
    either = [{"required": ["amount"], "properties": {"by": {"type": "null"}}},
              {"required": ["by"], "properties": {"amount": {"type": "null"}}}]  # fmt: skip
    return _object(("from", "amount", "by"), parts, ("from",)) | {"oneOf": either}


def _line(keys: Iterable[str], own: Schema) -> Schema:
    """A line of money: an amount every so often, or amounts by month; never both."""
    series = {"amount": _ref("amount"), "every": _ref("every"), "start": _ref("when"), "until": _ref("when")}
    series |= {"months": {"type": "array", "items": _whole(1, 12), "minItems": 1}, "raises": _list("raise")}
    months = {"by_month": _by_month(_or_null(_ref("amount")))}
    absent = {"type": "null"}
    either = [
        {"required": ["amount"], "properties": {"amount": {"not": absent}, "by_month": absent}},
        {"required": ["by_month"], "properties": {"by_month": {"not": absent}} | dict.fromkeys(series, absent)},
    ]
    return _object(keys, {"name": _ref("text")} | series | months | own, ("name",)) | {"oneOf": either}


def _debt() -> Schema:
    text, amount = _ref("text"), _ref("amount")
    fee = {"share": _ref("share"), "floor": amount, "cap": amount, "repeated": amount}
    fee |= {"within_minimum": {"type": "boolean"}}
    parts = {
        "id": text,
        "creditor": _ref("note"),
        "kind": text,
        "owner": text,
        "currency": _ref("currency"),
        "flags": {"type": "array", "items": _words(FLAGS)},
        "balance": _object(COMPONENTS, dict.fromkeys(COMPONENTS, amount), ("principal",)),
        "rate": _ref("rates"),
        "day_count": _words(DAY_COUNTS),
        "compounding": _words(COMPOUNDING),
        "days_past_due": _whole(0, 36_500),
        "arrears": amount,
        "rules": text,
        "due_day": _whole(1, 31),
        "minimum": _any(
            _pattern(PRESET), amount, _ref("minimum"), says="a preset such as cn/usual-10, a sum, or parts"
        ),
        "late_fee": _object(LATE_FEE, fee),
        "contractual_payment": amount,
        "instalments_left": _whole(1, 600),
        "priority_instalment": amount,
        "credit_limit": amount,
        "cash_advance": amount,
        "instalments_due": amount,
        "balances": _list("card_balance"),
        "payment_first": _words(FIRST),
    }
    named = dict.fromkeys(SHARES, _ref("share")) | dict.fromkeys((*SUMS, "unit", "up_to"), amount)
    named |= {"rounding": _words(BIAS), "greater_of": _list("minimum"), "tiers": _list("tier")}
    named |= {"by_month": _by_month(amount)}
    balance = {
        "principal": amount,
        "rate": _ref("rates"),
        "kind": _words(BALANCES),
        "name": _ref("note"),
        "until": _ref("day"),
        "then": _ref("rate"),
        "accrued": amount,
        "instalments_left": _whole(1, 600),
    }
    return {
        "debt": _object(DEBT, parts, ("id",)) | {"anyOf": [_given("balance", "rate"), _several()]},
        "card_balance": _object(BALANCE, balance, ("principal", "rate")),
        "minimum": _object(MINIMUM, named) | {"minProperties": 1},
        "tier": _object(("up_to", *MINIMUM), named) | {"minProperties": 1},
    }


def _given(*keys: str) -> Schema:
    """Keys that are there and not null."""
    return {"required": list(keys), "properties": {key: {"not": {"type": "null"}} for key in keys}}


def _several() -> Schema:
    """A debt with at least one balance of its own rate, in the place of a balance and a rate."""
    return {"required": ["balances"], "properties": {"balances": {"type": "array", "minItems": 1}}}


def _object(keys: Iterable[str], parts: Mapping[str, Schema], needed: Iterable[str] = ()) -> Schema:
    """A mapping with the keys that the reader knows and no other; what is not needed may be null."""
    return {
        "type": "object",
        "properties": {key: parts[key] if key in needed else _or_null(parts[key]) for key in keys},
        "required": list(needed),
        "additionalProperties": False,
    }


def _or_null(form: Schema) -> Schema:
    if "enum" in form:
        return form | {"enum": [*form["enum"], None]}
    if isinstance(form.get("type"), str) and "properties" not in form:
        return form | {"type": [form["type"], "null"]}
    return {"anyOf": [form, {"type": "null"}]}


def _by_month(value: Schema) -> Schema:
    return {"type": "object", "patternProperties": {MONTH: value}, "additionalProperties": False, "minProperties": 1}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _words(words: Iterable[str]) -> Schema:
    return {"enum": list(words)}


def _pattern(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


def _number(**bounds: int) -> Schema:
    return {"type": "number", "minimum": 0} | bounds


def _whole(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


def _any(*forms: Schema, says: str = "") -> Schema:
    return {"anyOf": list(forms)} | ({"description": says} if says else {})


if __name__ == "__main__":
    print(case_schema_text(), end="")
