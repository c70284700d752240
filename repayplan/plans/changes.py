"""Changes of a plan by date, as data: what changes, from which day, and why; and what was really paid."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import groupby
from typing import TYPE_CHECKING, Any

from repayplan.terms.shape import MOST_INSTALMENTS
from repayplan.terms.treatment import ACCRUAL, read_treatment, treatment_document
from repayplan.units.components import COMPONENTS
from repayplan.units.dates import read_date, read_every
from repayplan.units.money import read_decimal, to_minor
from repayplan.units.rates import Rate, read_rate
from repayplan.units.refusal import known_keys, listed, one_of, refuse, text, under, whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

# In the order in which changes of one day are taken: due dates, then how many there are, then what interest does, then
# what is solved anew, then what of it is overdue.
KINDS = ("due_date", "added", "window", "rate", "booked", "re_amortise", "re_age", "overdue")
INTEREST = {"first": "collect", "spread": "spread", "waive": "waive"}
# What each kind has to say, and what it may say beside.
ASKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "overdue": (("until",), ()),
    "due_date": (("to",), ()),
    "added": (("instalments",), ()),
    "window": (("until",), ("becomes",)),
    "rate": (("rate",), ()),
    "booked": (("amounts",), ()),
    "re_amortise": ((), ("interest", "treatment")),
    "re_age": (("instalments",), ("interest", "treatment", "first_due", "every")),
}
ALWAYS = ("kind", "on", "why", "paid")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change of a plan: what, from which day, and why.

    Args:
        kind: ``due_date`` (the next due date moves, later ones follow), ``added`` (instalments at the end), ``window``
            (what becomes of new interest from ``on`` to ``until``), ``rate``, ``booked`` (more is owed),
            ``re_amortise``, ``re_age``, or ``overdue`` (what is due from ``on`` and unpaid bears to ``until``).
        on: the day from which it holds.
        why: in the user's words; kept with the plan.
        paid: what was really paid from the plan's start to ``on``, as (day, amount) pairs; None: as planned.
        to: the new due date.
        instalments: how many are added, or how many a re-aged schedule has.
        until: last day of a window, or of what is overdue.
        becomes: of the interest in a window: ``pause``, ``waive``, ``capitalise`` or ``defer``.
        rate: the new rate.
        amounts: what is booked, by component [currency]: charges, or an advance of principal by itself.
        interest: what is due and unpaid of it: ``first`` (with the first instalment), ``spread`` or ``waive``.
        treatment: of the other components, or of all, as :class:`repayplan.Terms` takes it: a charge waiver is a part
            of the change.
        first_due: of a re-aged schedule; None: the next due date of the old one after ``on``.
        every: of a re-aged schedule; None: as before.

    Raises:
        InputError: a word that the kind does not take, or one that it has to have.

    Examples:
        >>> Change(kind="rate", on="2027-04-15", rate="5%", why="agreed by phone").to_dict()
        {'kind': 'rate', 'on': '2027-04-15', 'why': 'agreed by phone', 'rate': '5%'}
    """

    kind: str
    on: Any
    why: str = ""
    paid: Any = None
    to: Any = None
    instalments: int | None = None
    until: Any = None
    becomes: str | None = None
    rate: Any = None
    amounts: Any = None
    interest: str | None = None
    treatment: Any = None
    first_due: Any = None
    every: Any = None

    def __post_init__(self) -> None:
        one_of(self.kind, KINDS, "kind")
        text(self.why, "why", empty=True)
        needed, more = ASKS[self.kind]
        for field in fields(self):
            given = getattr(self, field.name)
            if field.name in needed and given is None:
                refuse(field.name, None, f"a value: it is what a change of kind {self.kind!r} says")
            if given is not None and field.name not in (*ALWAYS, *needed, *more):
                refuse(field.name, given, f"nothing in a change of kind {self.kind!r}", "make it a change of its own")
        self._read()

    def _read(self) -> None:
        """Days, rates and words as they are kept."""

        def put(name: str, value: object) -> None:
            object.__setattr__(self, name, value)

        put("on", read_date(self.on, "on"))
        for name in ("to", "until", "first_due"):
            if (given := getattr(self, name)) is not None:
                put(name, read_date(given, name))
        if self.instalments is not None:
            whole(self.instalments, "instalments", 1, MOST_INSTALMENTS)
        if self.kind == "window":
            put("becomes", one_of(self.becomes or "pause", ACCRUAL[1:], "becomes"))
        if self.until is not None and self.until < self.on:
            refuse("until", str(self.until), f"a day not before {self.on}", "swap the two")
        if self.amounts is not None:
            put("amounts", self._read_amounts())
        if self.rate is not None:
            put("rate", str(self.rate if isinstance(self.rate, Rate) else read_rate(self.rate, "rate")))
        if self.kind in ("re_amortise", "re_age"):
            put("interest", one_of(self.interest or "first", INTEREST, "interest"))
            put("treatment", self._read_treatment())
        if self.first_due is not None and self.first_due < self.on:
            refuse("first_due", str(self.first_due), f"a day not before {self.on}", "move the first due date")
        if self.every is not None:
            put("every", read_every(self.every, "every"))
        put("paid", None if self.paid is None else self._read_paid())

    def _read_amounts(self) -> dict[str, str]:
        """What is booked, by component."""
        given = known_keys(self.amounts, COMPONENTS, "amounts")
        found = {name: str(given[name]) for name in COMPONENTS if given.get(name) is not None}
        for name, amount in found.items():
            read_decimal(amount, f"amounts.{name}")
        if not found or ("principal" in found and len(found) > 1):
            refuse("amounts", self.amounts, "charges, or an advance of principal alone", "make two changes of it")
        return found

    def _read_treatment(self) -> dict[str, Any]:
        """The treatment that is given, component by component, in its full form."""
        given = known_keys({} if self.treatment is None else self.treatment, COMPONENTS, "treatment")
        given = {name: value for name, value in given.items() if value is not None}
        full = treatment_document(read_treatment(given, "treatment"))
        return {name: full[name] for name in given}

    def _read_paid(self) -> tuple[tuple[date, str], ...]:
        """The payments in order of day, each sum as text."""
        found = []
        for i, entry in enumerate(listed(self.paid, "paid")):
            if not isinstance(entry, (list, tuple)) or len(entry) != 2:
                refuse(f"paid[{i}]", entry, "a pair of a day and an amount", 'write it like ("2027-01-15", "300")')
            day = read_date(entry[0], f"paid[{i}][0]")
            if day > self.on:
                refuse(f"paid[{i}][0]", str(day), f"a day up to {self.on}", "what is paid later is not paid so far")
            found.append((day, str(entry[1])))
        return tuple(sorted(found))

    @classmethod
    def from_dict(cls, data: object) -> Change:
        """Read a change of a document."""
        known = known_keys(data, [field.name for field in fields(cls)], "")
        given: dict[str, Any] = {"kind": None, "on": None} | {k: v for k, v in known.items() if v is not None}
        if isinstance(given.get("every"), list):
            given["every"] = tuple(given["every"])
        return cls(**given)

    def to_dict(self) -> dict[str, Any]:
        """The change as plain data, what it does not say left out."""
        plain: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        plain = {name: value for name, value in plain.items() if value is not None and value not in ("", {})}
        for name in ("on", "to", "until", "first_due"):
            if name in plain:
                plain[name] = str(plain[name])
        if self.paid is not None:
            plain["paid"] = [[str(day), amount] for day, amount in self.paid]
        if isinstance(self.every, tuple):
            plain["every"] = list(self.every)
        return plain


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes by effective day, those of one day by kind, however they were entered.

    Raises:
        InputError: two changes of one day that contradict each other.
    """
    ordered = sorted(changes, key=lambda change: (change.on, KINDS.index(change.kind), str(change.to_dict())))
    for (on, kind), same in groupby(ordered, key=lambda change: (change.on, change.kind)):
        if kind not in ("added", "window", "booked") and len(list(same)) > 1:
            refuse("changes", str(on), f"one change of kind {kind!r} a day", "keep the one that holds")
    return tuple(ordered)


def record(changes: Iterable[Change], currency: str) -> tuple[dict[date, int], date | None]:
    """What was really paid, day by day [minor units], and the day up to which that is known.

    The latest change that says it decides; an earlier one has to say the same of its own days.
    """
    said = [change for change in changes if change.paid is not None]
    if not said:
        return {}, None
    *before, last = said
    for change in before:
        if change.paid != tuple(entry for entry in last.paid if entry[0] <= change.on):
            refuse("paid", str(change.on), f"the payments that the change of {last.on} names", "name them all in each")
    found: dict[date, int] = {}
    for i, (day, amount) in enumerate(last.paid):
        with under(f"paid[{i}]"):
            found[day] = found.get(day, 0) + to_minor(amount, currency, "[1]")
    return found, last.on
