"""How an agreement was kept, instalment by instalment: counted, never weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.units.money import from_minor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, timedelta
    from decimal import Decimal

WORDS = ("on time", "late", "part", "missed", "open")


class Instalment(NamedTuple):
    """One instalment of a plan, and what was paid of it: what comes in fills the oldest first.

    Attributes:
        number: from 1.
        due: its due date.
        asked: what the plan asks [currency].
        paid: what was paid of it [currency].
        missing: what was not [currency].
        word: ``on time``, ``late``, ``part`` or ``missed``; ``open`` as long as there is time.
        on: the day on which it was complete.
    """

    number: int
    due: date
    asked: Decimal
    paid: Decimal
    missing: Decimal
    word: str
    on: date | None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            key: value if value is None or isinstance(value, int) else str(value)
            for key, value in self._asdict().items()
        }


def instalments_of(
    planned: Sequence[tuple[date, int]], paid: Mapping[date, int], day: date, grace: timedelta, currency: str
) -> list[Instalment]:
    """The instalments due by a day, each with what was paid of it by then."""
    found, entries = [], sorted(paid.items())
    before = 0
    for number, (due, asked) in enumerate(planned, 1):
        if due > day:
            break
        here = max(0, min(asked, sum(units for _, units in entries) - before))
        complete = _complete(entries, before + asked) if asked else None
        if here == asked:
            word = "on time" if complete is None or complete <= due + grace else "late"
        elif day < due + grace:
            word = "open"
        else:
            word = "part" if here else "missed"
        whole, paid_of, missing = (from_minor(units, currency) for units in (asked, here, asked - here))
        on = complete if here == asked else None
        found.append(Instalment(number, due, whole, paid_of, missing, word, on))
        before += asked
    return found


def _complete(entries: Iterable[tuple[date, int]], wanted: int) -> date | None:
    """The day on which so much had been paid."""
    so_far = 0
    for day, units in entries:
        so_far += units
        if so_far >= wanted:
            return day
    return None


def counts(instalments: Iterable[Instalment]) -> dict[str, int]:
    """How many instalments were kept on time, late, in part, or missed.

    Examples:
        >>> counts([])
        {'on time': 0, 'late': 0, 'part': 0, 'missed': 0, 'open': 0}
    """
    words = [instalment.word for instalment in instalments]
    return {word: words.count(word) for word in WORDS}
