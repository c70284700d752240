"""Documents: their schema numbers, and where two of them differ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from repayplan.units.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_schema(document: Mapping[str, object], schema: str) -> None:
    """Refuse a document of another kind, or of a newer schema number than ``schema`` has."""
    given = document.get("schema")
    kind, _, number = schema.rpartition("-")
    found = re.fullmatch(rf"{re.escape(kind)}-([1-9][0-9]{{0,8}})", given) if isinstance(given, str) else None
    if found is None:
        refuse("schema", given, f"{schema!r}", "say which document this is")
    if int(found[1]) > int(number):
        refuse("schema", given, f"{schema!r} or older", "upgrade repayplan to read a newer document")


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
