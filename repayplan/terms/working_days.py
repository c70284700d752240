"""Working days: a calendar that the caller gives, and how a due date that is none is moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

from repayplan.units.dates import read_date
from repayplan.units.refusal import known_keys, listed, refuse, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

# Where a due date goes that is no working day.
SHIFTS = ("following", "preceding", "modified following")
MOST_DAYS = 3660


@dataclass(frozen=True)
class Calendar:
    """Which days are working days: all but the weekend and the holidays, and make-up working days.

    Args:
        holidays: days on which nobody works.
        working: days of a weekend on which people work all the same.
        weekend: days of the week, Monday is 0.

    Raises:
        InputError: a day that is none, or a day that is both a holiday and a working day.

    Examples:
        >>> calendar = Calendar(holidays=["2027-01-01"], working=["2027-01-02"])
        >>> [calendar.works(date(2027, 1, day)) for day in (1, 2, 3, 4)]
        [False, True, False, True]
    """

    holidays: Any = ()
    working: Any = ()
    weekend: Any = (5, 6)

    def __post_init__(self) -> None:
        for name in ("holidays", "working"):
            given = listed(_in_order(getattr(self, name)), name)
            days = {read_date(day, f"{name}[{i}]") for i, day in enumerate(given)}
            object.__setattr__(self, name, frozenset(days))
        if both := self.holidays & self.working:
            refuse("working", str(min(both)), "a day that is no holiday", "list it once")
        weekend = {whole(day, f"weekend[{i}]", 0, 6) for i, day in enumerate(listed(self.weekend, "weekend"))}
        if len(weekend) == 7:
            refuse("weekend", sorted(weekend), "a day of the week on which people work")
        object.__setattr__(self, "weekend", tuple(sorted(weekend)))

    def works(self, day: date) -> bool:
        """Whether a day is a working day."""
        return day in self.working or not (day in self.holidays or day.weekday() in self.weekend)

    def moved(self, day: date, shift: str) -> date:
        """The working day that a due date goes to.

        Args:
            day: the due date.
            shift: ``following``, ``preceding``, or ``modified following``: the following one, unless that is in another
                month, then the preceding one.

        Raises:
            InputError: no working day within ten years.

        Examples:
            >>> [str(Calendar().moved(date(2027, 1, 31), shift)) for shift in SHIFTS]
            ['2027-02-01', '2027-01-29', '2027-01-29']
        """
        step = -1 if shift == "preceding" else 1
        found = next((d for n in range(MOST_DAYS) if self.works(d := day + timedelta(days=step * n))), None)
        if found is None:
            refuse("calendar", str(day), "a working day near it", "list fewer holidays")
        return self.moved(day, "preceding") if shift == "modified following" and found.month != day.month else found

    @classmethod
    def of(cls, country: str, years: Iterable[int]) -> Calendar:
        """The public holidays and make-up working days of a country, by the extra ``holidays``.

        Args:
            country: ISO 3166 code, such as ``CN``.
            years: the calendar years that are wanted; outside them there are weekends alone.

        Raises:
            ImportError: the extra is not installed.
        """
        try:
            holidays = import_module("holidays")
        except ImportError:
            raise ImportError("holidays of a country need the extra: pip install 'repayplan[holidays]'") from None
        found: Any = holidays.country_holidays(country, years=list(years))
        # Filled with the years above: some countries work on days of a weekend.
        working = {day for day in getattr(found, "weekend_workdays", ()) if day not in found}
        return cls(sorted(set(found)), sorted(working), sorted(getattr(found, "weekend", {5, 6})))

    @classmethod
    def from_dict(cls, data: object) -> Calendar:
        """Read the calendar of a document."""
        given: dict[str, Any] = dict(known_keys(data, ("holidays", "working", "weekend"), ""))
        return cls(**{key: value for key, value in given.items() if value is not None})

    def to_dict(self) -> dict[str, Any]:
        """The calendar as plain data."""
        return {
            "holidays": [str(day) for day in sorted(self.holidays)],
            "working": [str(day) for day in sorted(self.working)],
            "weekend": list(self.weekend),
        }


def _in_order(value: Any) -> Any:
    """A set as a list: a caller may give one."""
    return sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
