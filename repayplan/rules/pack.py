"""Packs: the TOML files of the places, read when first asked for, and what makes one wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from repayplan.rules.cited import Cited
from repayplan.rules.conditions import check_conditions
from repayplan.rules.presets import PARTS, Preset
from repayplan.rules.programmes import Advice, Programme
from repayplan.rules.rule import Rule
from repayplan.units.refusal import known_keys, listed, nearest, refuse, text, under

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENTRIES: Mapping[str, type[Cited]] = {
    "rule": Rule,
    "programme": Programme,
    "advice": Advice,
    **dict.fromkeys(PARTS, Preset),
}
E = TypeVar("E", bound=Cited)


@dataclass(frozen=True)
class Pack:
    """The entries of one place, in the order of their files.

    Examples:
        >>> pack = read_place("sg")
        >>> read_pack(pack.to_dict()) == pack
        True
    """

    place: str
    rules: tuple[Rule, ...] = ()
    programmes: tuple[Programme, ...] = ()
    advice: tuple[Advice, ...] = ()
    presets: tuple[Preset, ...] = ()

    def over(self, lower: Pack) -> Pack:
        """This pack laid over another: an id that it has takes the place of the lower one's."""
        return Pack(
            self.place,
            _over(self.rules, lower.rules),
            _over(self.programmes, lower.programmes),
            _over(self.advice, lower.advice),
            _over(self.presets, lower.presets),
        )

    def resolved(self) -> Pack:
        """The pack, if every rule that a programme or a route names is there."""
        ids = {rule.id for rule in self.rules}
        for programme in self.programmes:
            if programme.most_months_rule and programme.most_months_rule not in ids:
                path = f"{programme.id}.most_months_rule"
                refuse(path, programme.most_months_rule, "the id of a rule", nearest(programme.most_months_rule, ids))
            for rule in programme.kept.values():
                if rule not in ids:
                    refuse(f"{programme.id}.keeps", rule, "the id of a rule", nearest(rule, ids))
        conditions = [(entry.id, entry.conditions) for entry in self.programmes]
        conditions += [(entry.id, entry.conditions) for entry in self.advice]
        for name, asked in conditions:
            check_conditions(asked, self.rules, f"{name}.conditions")
        return self

    def to_dict(self) -> dict[str, object]:
        """The pack as plain data; ``read_pack`` reads it back to an equal one."""
        document: dict[str, Any] = {"place": self.place}
        for table, entries in (("rule", self.rules), ("programme", self.programmes), ("advice", self.advice)):
            document[table] = [entry.to_dict() for entry in entries]
        for preset in self.presets:
            plain = preset.to_dict()
            document.setdefault(str(plain.pop("subject")), []).append(plain)
        return document


def _over(upper: tuple[E, ...], lower: tuple[E, ...]) -> tuple[E, ...]:
    taken = {entry.id for entry in upper}
    return (*(entry for entry in lower if entry.id not in taken), *upper)


def read_pack(document: object, place: str | None = None) -> Pack:
    """Read a pack from plain data: what TOML gives.

    Args:
        document: ``place``, ``checked_on`` and ``source`` (named sources, whose keys an entry takes over by
            ``source = "name"``), and lists ``rule``, ``programme``, ``advice``, ``minimum``, ``keep_back`` and
            ``reserve``.
        place: the place that it has to be for; None for whatever it says.

    Raises:
        InputError: an unknown key, unit, kind or status, an entry without source, or periods of one id that overlap.

    Examples:
        >>> read_pack({"place": "xx", "rule": [{"id": "a", "value": 3, "unit": "months", "kind": "house",
        ...     "status": "unverified"}]})
        Traceback (most recent call last):
        repayplan.units.refusal.InputError: rule[0].instrument: got None, expected a source for 'a'; name ...
    """
    pack = known_keys(document, ("place", "checked_on", "source", *ENTRIES), "")
    own = text(pack.get("place", place), "place")
    if place not in (None, own):
        refuse("place", own, f"a pack for {place!r}", "leave the place out, or lay it over the book of its own place")
    found = {table: _entries(table, pack, own) for table in ENTRIES}
    return _without_overlaps(
        Pack(
            own,
            cast("tuple[Rule, ...]", found["rule"]),
            cast("tuple[Programme, ...]", found["programme"]),
            cast("tuple[Advice, ...]", found["advice"]),
            tuple(cast("Preset", entry) for table in PARTS for entry in found[table]),
        )
    )


def _entries(table: str, pack: Mapping[str, object], place: str) -> tuple[Cited, ...]:
    defaults = {"place": place} | ({"checked_on": pack["checked_on"]} if "checked_on" in pack else {})
    found = []
    for i, entry in enumerate(listed(pack.get(table), table)):
        with under(f"{table}[{i}]"):
            found.append(ENTRIES[table].from_dict(_completed(table, entry, defaults, pack.get("source", {}))))
    return tuple(found)


def _completed(table: str, entry: object, defaults: dict[str, object], sources: object) -> dict[str, object]:
    """The entry with the keys of the source that it names, and of the pack; its own keys come first."""
    if not isinstance(entry, Mapping) or not isinstance(sources, Mapping):
        refuse("", entry, "a table of keys and values")
    own = dict(entry)
    name = own.pop("source", None)
    if name is not None and name not in sources:
        refuse("source", name, "the name of a source of the pack", nearest(name, sources))
    source = dict(sources[name]) if name is not None else {}
    if table in PARTS:
        # The status of a preset says what it is worth; how its source was read stands beside it.
        own["subject"] = table
        if "status" in source:
            source["source_status"] = source.pop("status")
    return defaults | source | own


def open_pack(path: str | Path, place: str | None = None) -> Pack:
    """Read a user's own pack from a TOML file."""
    with under(str(path)):
        return read_pack(_parsed(Path(path).read_text("utf-8")), place)


def _parsed(toml: str) -> dict[str, object]:
    # Loaded by the first pack that is read: parsing costs more than this module.
    import tomllib

    try:
        return tomllib.loads(toml, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        refuse("", toml, "TOML", str(error))


@cache
def _files() -> dict[str, list[Traversable]]:
    """The pack files by place: ``<place>_<subject>.toml``."""
    from importlib.resources import files

    found: dict[str, list[Traversable]] = {}
    folder = files("repayplan.rules").joinpath("packs")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            found.setdefault(file.name.split("_")[0], []).append(file)
    return found


def places() -> tuple[str, ...]:
    """The places that have a pack.

    Examples:
        >>> "cn" in places()
        True
    """
    return tuple(sorted(_files()))


@cache
def read_place(place: str) -> Pack:
    """The pack of one place from its files alone; the place has to be one of ``places``."""
    packs = []
    for file in _files()[place]:
        with under(file.name):
            packs.append(read_pack(_parsed(file.read_text("utf-8")), place))
    whole = Pack(
        place,
        tuple(rule for pack in packs for rule in pack.rules),
        tuple(programme for pack in packs for programme in pack.programmes),
        tuple(entry for pack in packs for entry in pack.advice),
        tuple(preset for pack in packs for preset in pack.presets),
    )
    return _without_overlaps(whole)


def _without_overlaps(pack: Pack) -> Pack:
    """The pack, if no entry overlaps another of its id."""
    for entries in (pack.rules, pack.programmes, pack.advice, pack.presets):
        last: dict[str, Cited] = {}
        for entry in sorted(entries, key=lambda entry: entry.valid_from or date.min):
            before = last.get(entry.id)
            if before and (before.until is None or entry.valid_from is None or entry.valid_from <= before.until):
                expected = f"periods of one id that do not overlap (another: {before.period})"
                refuse(entry.id, entry.period, expected, "end the earlier on the day before the later begins")
            last[entry.id] = entry
    return pack
