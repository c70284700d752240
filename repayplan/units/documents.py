"""Documents: their schema numbers, how older ones are read, and where two of them differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from repayplan.units.refusal import nearest, refuse

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

# Schema of an older document -> what makes one of the next number of it. All are at their first number: none is older.
# An entry is never removed: what was written once is read for good.
UPGRADES: dict[str, Upgrade] = {}


def read_schema(document: object, schema: str, upgrades: Mapping[str, Upgrade] = UPGRADES) -> Mapping[str, Any]:
    """The document as one of ``schema``: one of an older number is upgraded step by step, a newer one is refused.

    Raises:
        InputError: no mapping, a document of another kind, or a newer number than ``schema`` has.

    Examples:
        >>> read_schema({"schema": "zoo/cage-1", "animal": "owl"}, "zoo/cage-2",
        ...             {"zoo/cage-1": lambda old: {"animals": [old["animal"]]}})
        {'animals': ['owl'], 'schema': 'zoo/cage-2'}
    """
    if not isinstance(document, Mapping):
        refuse("", document, "a mapping of names to values")
    for key in document if "schema" not in document else ():
        # Its own name may be what is misspelt.
        if (fix := nearest(key, ("schema",))).startswith("did you mean"):
            refuse(str(key), document[key], "a known key", fix)
    given = document.get("schema")
    kind, _, number = schema.rpartition("-")
    found = re.fullmatch(rf"{re.escape(kind)}-([1-9][0-9]{{0,8}})", given) if isinstance(given, str) else None
    if found is None:
        refuse("schema", given, f"{schema!r}", "say which document this is")
    if int(found[1]) > int(number):
        refuse("schema", given, f"{schema!r} or older", "upgrade repayplan to read a newer document")
    for old in range(int(found[1]), int(number)):
        document = {**upgrades[f"{kind}-{old}"](dict(document)), "schema": f"{kind}-{old + 1}"}
    return document


def first_difference(one: object, two: object, path: str = "") -> tuple[str, object, object] | None:
    """The first place where two documents differ: (path, value in one, value in two); None where they agree.

    Examples:
        >>> first_difference({"rows": [1, 2]}, {"rows": [1, 3]})
        ('rows[1]', 2, 3)
    """
    if isinstance(one, dict) and isinstance(two, dict):
        for key in [*one, *(key for key in two if key not in one)]:
            inner = f"{path}.{key}" if path else str(key)
            if found := first_difference(one.get(key), two.get(key), inner):
                return found
        return None
    if isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        for i, entry in enumerate(one):
            if found := first_difference(entry, two[i], f"{path}[{i}]"):
                return found
        return None
    return None if type(one) is type(two) and one == two else (path, one, two)
