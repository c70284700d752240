"""The book of a place: what is in force on a day, what changes between two days, and which entry says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from repayplan.rules.pack import Pack, open_pack, places, read_pack, read_place
from repayplan.rules.presets import PARTS, Preset
from repayplan.units.dates import read_date
from repayplan.units.refusal import InputError, nearest, one_of, refuse, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from repayplan.rules.programmes import Advice, Programme
    from repayplan.rules.rule import Rule

PUBLIC = ("statute", "regulation")


class RuleNotFound(InputError, KeyError):
    """No rule of this id is in force on the day: the nearest ids, or from when until when it holds.

    Examples:
        >>> rulebook("uk-ew").on("2020-06-01")["dro.fee"]
        Traceback (most recent call last):
        repayplan.rules.book.RuleNotFound: uk-ew on 2020-06-01: got 'dro.fee', expected a rule in force; it holds ...
    """

    def __reduce__(self) -> tuple[Any, ...]:
        """How it crosses to another process: as what it is."""
        return RuleNotFound, super().__reduce__()[1]


@dataclass(frozen=True)
class Looser:
    """A user's rule that allows more than the public rule that it replaces.

    Attributes:
        rule: the user's.
        public: the statute or regulation of the same id.
    """

    rule: Rule
    public: Rule

    def __str__(self) -> str:
        """Both rules, each with its source."""
        return f"{self.rule} is outside {self.public}"


class InForce(Mapping[str, "Rule"]):
    """The rules of a place that are in force on one day, by id.

    Args:
        book: the book.
        day: the day.

    Raises:
        RuleNotFound: on looking up an id that no rule has, or none that is in force on the day.

    Examples:
        >>> print(rulebook("cn").on("2026-12-01")["card.instalment.price_form"].value)
        shown as interest, not as a fee
    """

    book: Rulebook
    day: date

    def __init__(self, book: Rulebook, day: date) -> None:
        self.book, self.day = book, day
        self._rules = {rule.id: rule for rule in book.rules if rule.holds(day)}

    def __getitem__(self, rule_id: str) -> Rule:
        rule = self._rules.get(text(rule_id, "rule"))
        if rule is None:
            raise self._not_found(rule_id)
        return rule

    def __contains__(self, rule_id: object) -> bool:
        return rule_id in self._rules

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def __repr__(self) -> str:
        return f"<{len(self)} rules of {self.book.place!r} in force on {self.day}>"

    def __str__(self) -> str:
        """The rules, one a line."""
        return "\n".join(map(str, self._rules.values()))

    @property
    def outside(self) -> tuple[Looser, ...]:
        """The user's rules in force that allow more than the public rule in force that day would."""
        return tuple(
            found for found in self.book.outside if found.rule.holds(self.day) and found.public.holds(self.day)
        )

    def _not_found(self, rule_id: object) -> RuleNotFound:
        path = f"{self.book.place} on {self.day}"
        periods = [rule.period for rule in self.book.rules if rule.id == rule_id]
        if periods:
            return RuleNotFound(path, rule_id, "a rule in force", "it holds " + ", and ".join(periods))
        return RuleNotFound(
            path, rule_id, "the id of a rule", _nearest_ids(str(rule_id), {r.id for r in self.book.rules})
        )


def _nearest_ids(wanted: str, ids: set[str], most: int = 3) -> str:
    """The ids most like a wrong one; a whole book of them would help nobody."""
    from difflib import get_close_matches

    close = get_close_matches(wanted, sorted(ids), n=most, cutoff=0.5)
    if not close:
        close = sorted(name for name in ids if set(wanted.split(".")) & set(name.split(".")))[:most]
    return "the nearest are " + ", ".join(map(repr, close)) if close else "look for it with Rulebook.search"


@dataclass(frozen=True)
class Rulebook:
    """The rules, programmes, advice and presets of a place, of every date.

    Attributes:
        place: the place.
        pack: all its entries.
        replaced: the statutes and regulations that a user's pack laid over it replaced.

    Examples:
        >>> book = rulebook("uk-ew")
        >>> book.on("2026-12-01")["breathing_space.length"].value
        60
        >>> [rule.id for rule in book.changes("2024-06-27", "2024-06-28")]
        ['dro.most_debt', 'dro.most_vehicle']
    """

    place: str
    pack: Pack
    replaced: tuple[Rule, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, whatever its dates."""
        return self.pack.rules

    def on(self, day: object) -> InForce:
        """The rules in force on a day, by id; one whose start is not known counts as in force until its end.

        Args:
            day: ``date`` or ISO text.
        """
        return InForce(self, read_date(day, "day"))

    def changes(self, after: object, up_to: object) -> tuple[Rule, ...]:
        """The rules that begin, or hold no longer, on a day after ``after`` and up to ``up_to``, in order of that day.

        A rule whose last day is ``after`` holds no longer on the next day, so it is listed.
        """
        start, end = read_date(after, "after"), read_date(up_to, "up_to")
        if end < start:
            refuse("up_to", str(end), f"a day not before {start}")
        found = []
        for rule in self.rules:
            if rule.valid_from and start < rule.valid_from <= end:
                found.append((rule.valid_from, rule))
            elif rule.until and start <= rule.until < end:
                found.append((rule.until, rule))
        return tuple(rule for _, rule in sorted(found, key=lambda pair: pair[0]))

    def search(self, wanted: str) -> tuple[Rule, ...]:
        """The rules that have every word of a text in their id, value, source or note.

        Examples:
            >>> [rule.id for rule in rulebook("us").search("calls conversation")]
            ['contact.cap.days_after_conversation']
        """
        needles = text(wanted, "wanted").casefold().split()
        return tuple(rule for rule in self.rules if all(needle in _haystack(rule) for needle in needles))

    def programmes(self, on: object) -> tuple[Programme, ...]:
        """The programmes of a day, each with its most months taken from the rule in force."""
        rules = self.on(on)
        return tuple(programme.bounded(rules) for programme in self.pack.programmes if programme.holds(rules.day))

    def advice(self, on: object) -> tuple[Advice, ...]:
        """Free local advice and statutory routes of a day."""
        day = read_date(on, "on")
        return tuple(entry for entry in self.pack.advice if entry.holds(day))

    def presets(self, subject: str | None = None) -> tuple[Preset, ...]:
        """The presets of a subject (``minimum``, ``keep_back``, ``reserve``), or all."""
        if subject is not None:
            one_of(subject, PARTS, "subject")
        return tuple(preset for preset in self.pack.presets if subject in (None, preset.subject))

    def laid_over(self, pack: Mapping[str, object] | str | Path) -> Rulebook:
        """A new book with a user's own pack laid over this one: by id, its entries take the place of this book's.

        An entry takes the place of every period of its id: where it holds on some days alone, nothing holds on the
        others. A limit (``at most``, ``at least``) that a rule leaves out is that of the rule that it replaces.

        Args:
            pack: the pack as plain data, or the path of its TOML file. Each entry cites its source, as ours do.

        Returns:
            The book; ``outside`` lists the user's limits that are looser than a statute or regulation of the same id.

        Raises:
            InputError: a pack that does not read, or a rule in another unit than the one that it replaces.

        Examples:
            >>> ours = {"rule": [{"id": "card.personalised_instalment.max_term", "value": 72, "unit": "months",
            ...     "kind": "house", "status": "unverified", "instrument": "Our own policy"}]}
            >>> book = rulebook("cn").laid_over(ours)
            >>> [found.rule.value for found in book.outside]
            [72]
        """
        upper = read_pack(pack, self.place) if isinstance(pack, Mapping) else open_pack(pack, self.place)
        old = {rule.id: rule for rule in self.rules}
        upper = replace(upper, rules=tuple(_in_place_of(old.get(rule.id), rule) for rule in upper.rules))
        ids = {rule.id for rule in upper.rules}
        replaced = tuple(rule for rule in self.rules if rule.id in ids and rule.kind in PUBLIC)
        return Rulebook(self.place, upper.over(self.pack).resolved(), self.replaced + replaced)

    @property
    def outside(self) -> tuple[Looser, ...]:
        """The user's limits that allow more than the statute or regulation that they replaced, as long as both hold."""
        pairs = ((rule, public) for public in self.replaced for rule in self.rules if rule.id == public.id)
        return tuple(
            Looser(rule, public)
            for rule, public in pairs
            if rule.value != public.value and public.check(rule.value) == "outside" and _meet(rule, public)
        )

    def __str__(self) -> str:
        """The rules of every date, one a line."""
        return "\n".join(map(str, self.rules))


def _in_place_of(old: Rule | None, rule: Rule) -> Rule:
    """A user's rule as it replaces another: in its unit, and with its limit unless it has one of its own."""
    if old is None:
        return rule
    if rule.unit != old.unit:
        refuse(f"{rule.id}.unit", rule.unit, f"the unit of the rule that it replaces: {old.unit}")
    return rule if rule.limit else replace(rule, limit=old.limit)


def _meet(one: Rule, other: Rule) -> bool:
    """Whether two rules hold on some day both."""
    first = max((day for day in (one.valid_from, other.valid_from) if day), default=None)
    return first is None or all(rule.until is None or first <= rule.until for rule in (one, other))


def _haystack(rule: Rule) -> str:
    parts = (str(rule), rule.address, rule.note, " ".join(rule.binds))
    return " ".join(parts).casefold()


def rulebook(place: str) -> Rulebook:
    """The book of a place.

    Args:
        place: ``cn``, ``us``, ``uk``, ``uk-ew``, ``eu``, ...; a part of a place, such as ``uk-ew``, has the rules of
            the whole too, and its own come first.

    Raises:
        InputError: a place without a pack, naming the nearest.

    Source:
        The packs, each of whose rules names its own.

    Examples:
        >>> rulebook("uk-en")
        Traceback (most recent call last):
        repayplan.units.refusal.InputError: rules: got 'uk-en', expected a place with rules; did you mean 'uk-ew'?
    """
    if not isinstance(place, str) or place not in places():
        refuse("rules", place, "a place with rules", nearest(place, places()))
    return _book(place)


@cache
def _book(place: str) -> Rulebook:
    whole, dash, _ = place.rpartition("-")
    own = read_place(place)
    return Rulebook(place, (own.over(rulebook(whole).pack) if dash else own).resolved())


def minimum_preset(preset_id: str) -> Preset:
    """A minimum payment by name.

    Args:
        preset_id: place and name, as in ``cn/usual-10``.

    Returns:
        The preset: ``parts`` are those of the case document, ``status`` says what they are worth.

    Raises:
        InputError: an id that no preset has, naming the nearest.

    Source:
        The preset names its own.

    Examples:
        >>> dict(minimum_preset("uk/conc-6.7.5").parts)
        {'balance': '1%', 'interest': '100%', 'penalty': '100%', 'fees': '100%'}
    """
    return preset_of("minimum", preset_id)


def preset_of(subject: str, preset_id: str) -> Preset:
    """A preset of a subject (``minimum``, ``keep_back``, ``reserve``) by its id; any other id is refused."""
    place = preset_id.split("/")[0] if isinstance(preset_id, str) else ""
    known = _presets(subject, (place,)) if place in places() else {}
    if preset_id not in known:
        refuse(subject, preset_id, "the id of a preset", nearest(preset_id, _presets(subject, places())))
    return known[preset_id]


def _presets(subject: str, of: Iterable[str]) -> dict[str, Preset]:
    return {preset.id: preset for place in of for preset in read_place(place).presets if preset.subject == subject}
