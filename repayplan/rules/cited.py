"""What every entry of a pack says about itself: where it comes from, from when until when it holds, how it was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from repayplan.units.dates import read_date
from repayplan.units.refusal import known_keys, listed, one_of, refuse, required, text

KINDS = ("statute", "regulation", "guidance", "industry", "contract", "house")
STATUSES = ("primary text read", "secondary", "unverified")

# A checked day is often known to the month alone, and a day is not made up.
_CHECKED = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d{2})?")
# ``from`` cannot be the name of an attribute.
_KEYS = {"valid_from": "from"}

Reader = Callable[[Any, str], Any]


def words(*known: str) -> Reader:
    """A reader of a list of known words, each once."""

    def read(value: object, path: str) -> tuple[str, ...]:
        found = tuple(one_of(word, known, f"{path}[{i}]") for i, word in enumerate(listed(value, path)))
        if len(set(found)) < len(found):
            refuse(path, value, "each word once")
        return found

    return read


def texts(value: object, path: str) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(text(item, f"{path}[{i}]") for i, item in enumerate(listed(value, path)))


def optional(read: Reader) -> Reader:
    """The same reader, for a value that may be absent."""
    return lambda value, path: None if value is None else read(value, path)


def _line(value: object, path: str) -> str:
    return text(value, path, empty=True)


def _checked_on(value: object, path: str) -> str:
    if value == "":
        return ""
    if not _CHECKED.fullmatch(str(value)):
        refuse(path, value, "a month or a day", 'write it like "2026-11" or "2026-11-25"')
    return str(value)


@dataclass(frozen=True, kw_only=True)
class Cited:
    """An entry of a pack with its source: the part that rules, programmes, advice and presets share.

    Attributes:
        id: the name that it is looked up by.
        place: the place whose pack it stands in.
        kind: ``statute``, ``regulation``, ``guidance``, ``industry``, ``contract`` or ``house``.
        status: ``primary text read``, ``secondary`` or ``unverified``.
        instrument: the text that it stands in, by its own name.
        article: where in the instrument.
        valid_from: first day on which it holds; None where that day is not known.
        until: last day on which it holds; None where no end is known.
        address: where the text was read.
        checked_on: the month or day on which it was last compared with its source.
        note: what the reader of the value ought to know.
    """

    id: str
    place: str
    kind: str
    status: str
    instrument: str = ""
    article: str = ""
    valid_from: date | None = None
    until: date | None = None
    address: str = ""
    checked_on: str = ""
    note: str = ""

    # How each attribute is read; a class that adds attributes adds their readers.
    READERS: ClassVar[Mapping[str, Reader]] = {
        "id": text,
        "place": text,
        "kind": lambda value, path: one_of(value, KINDS, path),
        "status": lambda value, path: one_of(value, STATUSES, path),
        "instrument": _line,
        "article": _line,
        "valid_from": optional(read_date),
        "until": optional(read_date),
        "address": _line,
        "checked_on": _checked_on,
        "note": _line,
    }

    def __post_init__(self) -> None:
        for name, read in self.READERS.items():
            object.__setattr__(self, name, read(getattr(self, name), _KEYS.get(name, name)))
        if not (self.instrument or self.address):
            refuse("instrument", None, f"a source for {self.id!r}", "name the instrument, or give the address")
        if self.valid_from and self.until and self.until < self.valid_from:
            refuse("until", str(self.until), f"a day not before {self.valid_from}")

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day; one without a known start counts as in force until its end."""
        return (self.valid_from is None or self.valid_from <= day) and (self.until is None or day <= self.until)

    @property
    def period(self) -> str:
        """From when until when it holds, in words."""
        end = f"until {self.until}" if self.until else ""
        if self.valid_from:
            return f"from {self.valid_from} {end}".rstrip()
        return f"{end}, start not known" if end else "start not known"

    @property
    def citation(self) -> str:
        """Instrument and article, dates, kind and status, in one line."""
        source = " ".join(part for part in (self.instrument, self.article) if part) or self.address
        return f"{source}; {self.period}; {self.kind}; {self.status}"

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """Read an entry as it stands in a pack: the day it begins is ``from``.

        Raises:
            InputError: naming the key, the value, what was expected and what to do.
        """
        names = {_KEYS.get(field.name, field.name): field for field in fields(cls)}
        document = known_keys(data, tuple(names), "")
        for key, field in names.items():
            if field.default is MISSING and field.default_factory is MISSING:
                required(document, key, "")
        values: dict[str, Any] = {names[key].name: value for key, value in document.items()}
        return cls(**values)

    def to_dict(self) -> dict[str, object]:
        """The entry as plain data, without what is empty; ``from_dict`` reads it back to an equal one."""
        values = {_KEYS.get(field.name, field.name): getattr(self, field.name) for field in fields(self)}
        return {key: plain(value) for key, value in values.items() if value is not None and value not in ("", ())}


def plain(value: object) -> object:
    """A value as a document holds it: text, whole numbers, lists and mappings."""
    if isinstance(value, (Decimal, date)):
        return str(value)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value
