"""What importers rely on, as plain data: ``python -m tests.promise.names --write``.

Public names with their parameters, members of public classes, finding codes with their numbers, keys of documents, and
words of arguments. ``names.json`` beside this file is what the last release promised: nothing in it may go or change.
It is written at a release: it keeps what was there and adds what is new. What is removed on purpose, at a release that
may, is taken out by hand.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import sys
from pathlib import Path
from typing import Any

import repayplan as rp
from repayplan.followup.documents import KEYS as LEDGER_KEYS
from repayplan.options.menu import KEYS as MENU_KEYS
from repayplan.plans.document import KEYS as PLAN_KEYS
from repayplan.rules.book import rulebook
from repayplan.terms.named_sets import NAMED
from repayplan.units.dates import EVERY
from repayplan.units.day_counts import DAY_COUNTS
from repayplan.units.findings import CODES

PROMISED = Path(__file__).parent / "names.json"
MODULES = ("columns", "kinds", "reports", "shapes")
# What users make themselves: of other classes the members are promised, not how they are made.
MADE_BY_USERS = (
    "Calendar", "Case", "Conventions", "Debt", "Finding", "Household", "Income", "InputError", "Ledger", "Minimum",
    "Payment", "Promise", "Spending", "Terms", "Window",
)  # fmt: skip
PLACES = ("cn", "us", "uk-ew", "uk", "eu", "in", "hk", "sg", "au", "ca")


def names() -> dict[str, Any]:
    """Everything that is promised, now."""
    found: dict[str, list[str]] = {}
    for name in rp.__all__:
        thing = getattr(rp, name)
        if name in MODULES:
            public = getattr(thing, "__all__", None) or [
                n
                for n, v in vars(thing).items()
                if not n.startswith("_") and getattr(v, "__module__", "") == thing.__name__
            ]
            for inner in public:
                found |= of(f"{name}.{inner}", getattr(thing, inner))
        else:
            found |= of(name, thing)
    return {
        "names": {name: " ".join(words) for name, words in sorted(found.items())},
        "codes": {code: list(numbers) for code, numbers in CODES.items()},
        "keys": {"plan": sorted(PLAN_KEYS), "menu": sorted(MENU_KEYS), "ledger": sorted(LEDGER_KEYS),
                 "case": sorted(keys(rp.case_schema()))},
        "words": {"every": sorted(EVERY), "day_count": sorted(DAY_COUNTS), "conventions": sorted(NAMED)},
        "rules": {place: sorted({rule.id for rule in rulebook(place).rules}) for place in PLACES},
    }  # fmt: skip


def of(name: str, thing: Any) -> dict[str, list[str]]:
    """A function or class with its parameters, and the members of a class."""
    if inspect.isclass(thing):
        found = {name: parameters(thing) if name in MADE_BY_USERS or name.startswith("shapes.") else []}
        fields = {field.name for field in dataclasses.fields(thing)} if dataclasses.is_dataclass(thing) else set()
        for member in sorted(fields | {m for m in dir(thing) if not m.startswith("_")}):
            held = inspect.getattr_static(thing, member, None)
            held = held.__func__ if isinstance(held, (classmethod, staticmethod)) else held
            found[f"{name}.{member}"] = parameters(held) if inspect.isfunction(held) else []
        return found
    return {name: parameters(thing) if inspect.isroutine(thing) else []}


def parameters(thing: Any) -> list[str]:
    """Each as ``name``, with ``=`` where it may be left out and ``*`` before those that have to be named."""
    try:
        given = inspect.signature(thing).parameters.values()
    except (ValueError, TypeError):
        return []
    marks = {
        inspect.Parameter.KEYWORD_ONLY: "*",
        inspect.Parameter.VAR_POSITIONAL: "*args:",
        inspect.Parameter.VAR_KEYWORD: "**",
    }
    return [
        marks.get(one.kind, "") + one.name + ("=" if one.default is not one.empty else "")
        for one in given
        if one.name not in ("self", "cls") and not one.name.startswith("_")
    ]


def keys(schema: Any, path: str = "") -> list[str]:
    """The paths of all keys of a JSON Schema."""
    found = []
    for name, part in {**schema.get("properties", {})}.items():
        at = f"{path}.{name}" if path else name
        found += [at, *keys(part, at)]
    for inner in (schema.get("items"), *schema.get("anyOf", ()), *schema.get("oneOf", ())):
        if isinstance(inner, dict):
            found += keys(inner, path)
    for name, part in schema.get("$defs", {}).items():
        found += keys(part, f"${name}")
    return sorted(set(found))


def broken(promised: Any, now: Any, path: str = "") -> list[str]:
    """What was promised and does not hold now."""
    if isinstance(promised, dict):
        return [
            line
            for key, value in promised.items()
            for line in ([f"{path}{key}: gone"] if key not in now else broken(value, now[key], f"{path}{key}: "))
        ]
    if path.startswith("names: "):
        return changed(promised.split(), now.split(), path)
    return [f"{path}{one}: gone" for one in promised if one not in now]


def changed(promised: list[str], now: list[str], path: str) -> list[str]:
    """Calls that worked and do not: a parameter gone, asked for, moved or only to be named."""
    found = []
    positional = [one.rstrip("=") for one in promised if not one.startswith("*")]
    if [one.rstrip("=") for one in now if not one.startswith("*")][: len(positional)] != positional:
        found.append(f"{path}positions {positional}: others now")
    named = {one.strip("*=") for one in now}
    found += [f"{path}{one}: gone" for one in promised if one.strip("*=") not in named]
    before = {one.strip("*=") for one in promised}
    for one in now:
        free = one.endswith("=") or one.startswith(("**", "*args:"))
        if not free and (one.strip("*=") not in before or f"{one}=" in promised):
            found.append(f"{path}{one}: asked for now")
    return found


def joined(one: Any, two: Any) -> Any:
    """Both: what was promised, and what there is now."""
    if isinstance(one, dict):
        return {
            key: joined(one[key], two[key]) if key in one and key in two else {**two, **one}[key]
            for key in {**one, **two}
        }
    return two


if __name__ == "__main__":
    now = names()
    known = json.loads(PROMISED.read_text("utf-8")) if PROMISED.exists() else now
    lines = broken(known, now)
    print(*lines, sep="\n")
    if "--write" in sys.argv and not lines:
        PROMISED.write_text(json.dumps(joined(known, now), indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.exit(bool(lines))
