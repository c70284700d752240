"""Open hours: windows of a zone's clock, day by day, and the first open moment from, or the last up to, a moment.

Moments are compared as they pass everywhere, hours as the clock shows them: where a clock is put forward or back, the
steps below stop at that moment and read the clock again.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple, Protocol

from repayplan.followup.moments import wall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from repayplan.rules.rule import Rule

DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
# How many steps are looked at: more than two years of days.
MOST_STEPS = 1600


class Window(NamedTuple):
    """Hours of a day that are open, counted from midnight; ``last`` says whether the end itself is open."""

    start: timedelta
    end: timedelta
    last: bool

    def holds(self, hour: timedelta) -> bool:
        """Whether an hour of the day is open."""
        return self.start <= hour < self.end or (self.last and hour == self.end)


def read_hour(text: str) -> timedelta:
    """An hour of the day as a rule writes it.

    Examples:
        >>> read_hour("08:30")
        datetime.timedelta(seconds=30600)
    """
    hours, minutes = text.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


class Moves(Protocol):
    """What leaves some moments open, and can name the next and the last one."""

    def next(self, at: datetime) -> datetime | None:
        """The first open moment from a moment on."""

    def previous(self, at: datetime) -> datetime | None:
        """The last open moment up to a moment."""


class Clock(NamedTuple):
    """The open hours of one rule, in one zone.

    Attributes:
        zone: whose clock is read.
        windows: the open windows of a day, in order.
        rule: cited where an hour is not open.
        until: cited instead where the hour is before the day's first window.
    """

    zone: tzinfo
    windows: Callable[[date], Sequence[Window]]
    rule: Rule | None
    until: Rule | None = None

    def holds(self, at: datetime) -> bool:
        """Whether a moment is open."""
        day, hour = _hour(at, self.zone)
        return any(window.holds(hour) for window in self.windows(day))

    def cited(self, at: datetime) -> Rule | None:
        """The rule that shuts a moment."""
        day, hour = _hour(at, self.zone)
        early = all(hour < window.start for window in self.windows(day))
        return self.until if early and self.until else self.rule

    def hours(self, at: datetime) -> tuple[str, str, bool] | None:
        """The first and last open hour of a moment's day, and whether the last itself is open; None where none is."""
        day, _ = _hour(at, self.zone)
        windows = self.windows(day)
        return (_text(windows[0].start), _text(windows[-1].end), windows[-1].last) if windows else None

    def next(self, at: datetime) -> datetime | None:
        """The first open moment from a moment on; None where there is none within two years."""
        for _ in range(MOST_STEPS):
            if self.holds(at):
                return at
            day, hour = _hour(at, self.zone)
            ahead = [window.start for window in self.windows(day) if window.start > hour]
            at = _stepped(at, min(ahead, default=DAY) - hour, self.zone)
        return None

    def previous(self, at: datetime) -> datetime | None:
        """The last open moment up to a moment, on a whole minute where it is earlier; None as above."""
        for _ in range(MOST_STEPS):
            if self.holds(at):
                return at
            day, hour = _hour(at, self.zone)
            ends = [w.end if w.last else w.end - MINUTE for w in self.windows(day) if w.end <= hour]
            at = _stepped(at, max(ends, default=-MINUTE) - hour, self.zone)
        return None


def _text(hour: timedelta) -> str:
    """An hour of the day as a rule writes it."""
    hours, minutes = divmod(hour // MINUTE, 60)
    return f"{hours:02d}:{minutes:02d}"


def _hour(at: datetime, zone: tzinfo) -> tuple[date, timedelta]:
    """The day, and the hour of it, that a clock shows."""
    shown = wall(at, zone)
    day = shown.date()
    return day, shown - datetime(day.year, day.month, day.day)


def _stepped(at: datetime, step: timedelta, zone: tzinfo) -> datetime:
    """A moment so much later or earlier by the clock; where the clock is changed on the way, no further than that."""
    start = at.astimezone(UTC)
    end = start + step
    if _offset(start, zone) == _offset(end, zone):
        return end
    # The clock is changed between the two: the first moment after, or the last whole minute before.
    low, high = min(start, end), max(start, end)
    before = _offset(low, zone)
    while high - low > SECOND:
        middle = low + (high - low) / 2
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    change = high.replace(second=0, microsecond=0)
    if step > timedelta(0):
        return change
    return change if start > change else change - MINUTE


def _offset(at: datetime, zone: tzinfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()


def first_open(at: datetime, gates: Iterable[Moves]) -> datetime | None:
    """The first moment from a moment on that every gate leaves open; None where there is none."""
    return _settled(at, [gate.next for gate in gates])


def last_open(at: datetime, gates: Iterable[Moves]) -> datetime | None:
    """The last moment up to a moment that every gate leaves open; None where there is none."""
    return _settled(at, [gate.previous for gate in gates])


def _settled(at: datetime, moves: Sequence[Callable[[datetime], datetime | None]]) -> datetime | None:
    """Moved by one gate after the other until none moves it: each moves it the same way, and no further than needed."""
    for _ in range(MOST_STEPS):
        start = at
        for move in moves:
            moved = move(at)
            if moved is None:
                return None
            at = moved
        if at == start:
            return at
    return None
