"""Reading cases from files, and the samples that ship."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from repayplan.feasibility.case import Case
from repayplan.units.refusal import InputError, nearest, refuse, text

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).parent / "samples"
ENDINGS = (".json", ".toml")
MOST_BYTES = 5_000_000
_TOML_PLACE = re.compile(r"\s*\(at line (\d+), column (\d+)\)")


def load_case(path: str | Path) -> Case:
    """Read a case from a JSON or TOML file.

    Numbers are read as they are written: ``cash = 12.30`` is exactly that.

    Args:
        path: ends in ``.json`` or ``.toml``; the text is UTF-8.

    Raises:
        InputError: a file that is no such document or over 5 MB, a key that stands twice, or any value that is wrong;
            it names the file and the place in it.
        OSError: the file cannot be read; ``FileNotFoundError`` where there is none.

    Examples:
        >>> load_case(SAMPLES / "gig-seasonal.toml") == sample("gig-seasonal")
        True
    """
    if not isinstance(path, (str, PathLike)) or "\0" in text(str(path), "path", empty=True):
        refuse("path", path, "the path of a file")
    file = Path(path)
    if file.suffix.lower() not in ENDINGS:
        refuse("path", str(path), "a file that ends in .json or .toml")
    held = _text(file)
    try:
        data = _json(held, file) if file.suffix.lower() == ".json" else _toml(held, file)
    except RecursionError:
        refuse(str(file), held[:40], "a case document", "lists or tables are nested too deep")
    return _read(data, file)


def sample(name: str) -> Case:
    """A case that ships with the library: a constructed household, no real person.

    Args:
        name: ``unemployed-three-cards``, ``gig-seasonal``, ``able-not-willing``, ``nine-creditors`` or
            ``dmp-four-cards``; a wrong one is refused with the nearest.

    Raises:
        InputError: no sample of that name.

    Examples:
        >>> sample("unemployed-three-cards").total_owed
        Decimal('64000.00')
    """
    known = {file.stem: file for file in sorted(SAMPLES.iterdir()) if file.suffix in ENDINGS}
    if name not in known:
        refuse("name", name, "a sample case", nearest(name, known))
    return load_case(known[name])


def _read(data: object, file: Path) -> Case:
    """The case of a document; a refusal names the file before the place."""
    try:
        return Case.from_dict(data)
    except InputError as error:
        place = f"{file}: {error.path}" if error.path else str(file)
        raise InputError.restated(place, error) from None


def _text(file: Path) -> str:
    """The text of a file; a byte-order mark is no part of it."""
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        refuse(str(file), "more than 5 MB", "the file of one case", "give each case a file of its own")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        around = content[max(0, error.start - 10) : error.start + 10]
        refuse(f"{file}: byte {error.start + 1}", around, "text in UTF-8", "save the file as UTF-8")


def _toml(text: str, file: Path) -> Any:
    """A TOML document, its fractions as they are written."""
    # Loaded by the first TOML file.
    import tomllib

    try:
        return tomllib.loads(text, parse_float=Decimal)
    except ValueError as error:
        reason, place = str(error), _TOML_PLACE.search(str(error))
        line, column = (place[1], place[2]) if place else ("", "")
        _refuse_text(text, file, "TOML", _TOML_PLACE.sub("", reason), line, column)


def _json(text: str, file: Path) -> Any:
    """A JSON document, its fractions as they are written; a key that stands twice is refused."""
    # Loaded by the first JSON file.
    import json

    # By identity, and kept: the place of a mapping that is gone may be another's.
    doubled: dict[int, tuple[dict[str, Any], str]] = {}

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = sorted(key for key, _ in pairs)
            doubled[id(found)] = found, next(one for one, two in pairwise(keys) if one == two)
        return found

    try:
        data = json.loads(text, object_pairs_hook=keep, parse_float=Decimal)
    except json.JSONDecodeError as error:
        _refuse_text(text, file, "JSON", error.msg, str(error.lineno), str(error.colno))
    except ValueError as error:
        _refuse_text(text, file, "JSON", str(error))
    # Of mappings that were replaced by their double the outer one is still there.
    for found, path in _mappings(data, "") if doubled else ():
        if id(found) in doubled:
            key = doubled[id(found)][1]
            refuse(f"{file}: {path}{key}", found[key], "each key once", "leave one of the two")
    return data


def _mappings(value: object, path: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Every mapping in a document, with what stands before its keys in a path."""
    if isinstance(value, dict):
        yield value, path
        for key, inner in value.items():
            yield from _mappings(inner, f"{path}{key}" + "." * isinstance(inner, dict))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _mappings(inner, f"{path}[{i}]" + "." * isinstance(inner, dict))


def _refuse_text(text: str, file: Path, form: str, reason: str, line: str = "", column: str = "") -> NoReturn:
    """The refusal of a text that is no document, with the line in which that shows."""
    shown = text.split("\n")[int(line) - 1].strip() if line else text[:40]
    place = f"{file}: line {line}, column {column}" if line else str(file)
    refuse(place, shown, f"a {form} document", reason)
