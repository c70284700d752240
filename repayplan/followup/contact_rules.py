"""The rules of a place on contact as gates: hours that are open, and caps that are not reached yet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.followup.hours import DAY, Clock, Window, read_hour
from repayplan.followup.moments import utc, wall
from repayplan.rules.rule import Rule
from repayplan.units.refusal import known_keys, one_of, refuse, under

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from repayplan.followup.contact_log import Contacted
    from repayplan.terms.working_days import Calendar

ROLES = {"creditor": "creditor", "third party": "collector", "collector": "collector"}
CHANNELS = ("call", "message", "visit", "workplace")
# How long a cap counts back: by the zone's calendar, or so many times 24 hours.
ROLLING = {"calls in 7 days": timedelta(days=7)}
CALENDAR = ("calls a day", "calls a week", "calls a month")
HOUSE_WINDOWS, HOUSE_CAP = "contact.house.windows", "contact.house.calls_a_day"
# A house rule that is asked for only where the pack has one.
WHERE_THERE_IS_ONE = "where there is one"
UNANSWERED = "contact.cap.unanswered_a_day"
CONVERSATION = "contact.cap.days_after_conversation"


def read_role(value: object, path: str) -> str:
    """Whom the rules bind: ``creditor``, or ``collector`` for a third party that collects for it."""
    word = value.replace("_", " ").replace("-", " ") if isinstance(value, str) else value
    return ROLES[one_of(word, ROLES, path)]


class Cap(NamedTuple):
    """So many contacts in a stretch of time, and no more.

    Attributes:
        rule: cited where it is reached.
        most: how many.
        times: the moments that count, in order.
        zone: whose days are counted; None where the time is counted back as it passes.
    """

    rule: Rule
    most: int
    times: tuple[datetime, ...]
    zone: tzinfo | None
    unit: str

    def made(self, at: datetime) -> int:
        """How many have been made in the stretch that a moment belongs to."""
        since = self._since(at)
        return sum(since <= time <= at if self.zone else since < time <= at for time in self.times)

    def holds(self, at: datetime) -> bool:
        """Whether one more is left at a moment."""
        return self.made(at) < self.most

    def next(self, at: datetime) -> datetime | None:
        """The first moment from a moment on at which one more is left; None where none ever is."""
        if self.holds(at):
            return at
        if self.most <= 0:
            return None
        if self.zone is None:
            counted = [time for time in self.times if self._since(at) < time <= at]
            return counted[-self.most] + ROLLING[self.unit]
        return _start(_after(wall(at, self.zone).date(), self.unit), self.zone)

    def previous(self, at: datetime) -> datetime | None:
        """The last moment up to a moment at which one more was left."""
        return at if self.holds(at) else None

    def _since(self, at: datetime) -> datetime:
        if self.zone is None:
            return at - ROLLING[self.unit]
        return _start(_first(wall(at, self.zone).date(), self.unit), self.zone)


class Quiet(NamedTuple):
    """No call sooner than some days, of 24 hours each, after a conversation."""

    rule: Rule
    length: timedelta
    times: tuple[datetime, ...]

    def holds(self, at: datetime) -> bool:
        """Whether the last conversation is long enough ago."""
        return self.next(at) == at

    def next(self, at: datetime) -> datetime:
        """The first moment from a moment on at which it is."""
        return max((time + self.length for time in self.times if time <= at < time + self.length), default=at)

    def previous(self, at: datetime) -> datetime | None:
        """The last moment up to a moment at which it was."""
        return at if self.holds(at) else None


Gate = Clock | Cap | Quiet


def _start(day: date, zone: tzinfo) -> datetime:
    """The first moment of a day in a zone."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _first(day: date, unit: str) -> date:
    """The first day of the day's own day, week or month."""
    if unit == "calls a month":
        return day.replace(day=1)
    return day - DAY * day.weekday() if unit == "calls a week" else day


def _after(day: date, unit: str) -> date:
    """The first day after it."""
    if unit == "calls a month":
        return (day.replace(day=1) + 31 * DAY).replace(day=1)
    return _first(day, unit) + (7 if unit == "calls a week" else 1) * DAY


class Asked(NamedTuple):
    """A contact that is asked about, and what is known of the debtor.

    Attributes:
        role: ``creditor`` or ``collector``.
        channel: of ``CHANNELS``.
        kind: of the debt, for rules of one kind alone.
        consent: the debtor agreed to this contact.
        zones: the debtor's.
        calendar: the place's holidays, None where they are not known.
        log: the contacts that count, in order.
    """

    role: str
    channel: str
    kind: str | None
    consent: bool
    zones: tuple[tzinfo, ...]
    calendar: Calendar | None
    log: tuple[Contacted, ...]


def binding(rules: Mapping[str, Rule], asked: Asked) -> dict[str, Rule]:
    """The rules that bind a role."""
    return {name: rule for name, rule in rules.items() if not rule.binds or asked.role in rule.binds}


def clocks(rules: Mapping[str, Rule], asked: Asked) -> list[Clock]:
    """The hours that the rules leave open, one clock for each zone and each pair of rules."""
    scopes = ["contact"] + ([f"contact.{asked.kind}"] if asked.kind else [])
    found = []
    for scope in scopes:
        own = f"{scope}.hours.{asked.channel}"
        name = own if f"{own}.closed_from" in rules else f"{scope}.hours"
        lifted = asked.consent and f"{scope}.hours.unless_consent" in rules
        if f"{name}.closed_from" in rules and not lifted:
            found += [_clock(rules, scope, name, zone, asked.calendar) for zone in asked.zones]
    return found


def _clock(rules: Mapping[str, Rule], scope: str, name: str, zone: tzinfo, calendar: Calendar | None) -> Clock:
    last = bool((end := rules.get(f"{scope}.hours.end_is_open")) and end.value)
    weekend = f"{name}.weekend" if f"{name}.weekend.closed_from" in rules else name
    week, off = (_window(rules, which, last) for which in (name, weekend))
    shut = rules.get(f"{scope}.hours.national_holiday")
    holidays = calendar.holidays if calendar and shut and not shut.value else frozenset()

    def windows(day: date) -> tuple[Window, ...]:
        return () if day in holidays else (off if day.weekday() >= 5 else week,)

    return Clock(zone, windows, rules[f"{name}.closed_from"], rules[f"{name}.closed_until"])


def _window(rules: Mapping[str, Rule], name: str, last: bool) -> Window:
    start, end = (read_hour(str(rules[f"{name}.{word}"].value)) for word in ("closed_until", "closed_from"))
    return Window(start, end, last)


def working_clocks(calendar: Calendar, asked: Asked) -> list[Clock]:
    """Working days alone, make-up working days among them."""

    def windows(day: date) -> tuple[Window, ...]:
        return (Window(timedelta(0), DAY, False),) if calendar.works(day) else ()

    return [Clock(zone, windows, None) for zone in asked.zones]


def caps(rules: Mapping[str, Rule], asked: Asked) -> list[Cap | Quiet]:
    """What the rules say of how often a debtor is called; where two zones count days, both have to have one left."""
    if asked.channel != "call" or (asked.consent and "contact.cap.calls_not_counted" in rules):
        return []
    found: list[Cap | Quiet] = []
    for name, rule in rules.items():
        if name == CONVERSATION:
            times = _times(asked.log, _conversation)
            found.append(Quiet(rule, timedelta(days=int(str(rule.value))), times))
        elif name.startswith("contact.cap.") and (rule.unit in CALENDAR or rule.unit in ROLLING):
            times = _times(asked.log, _unanswered if name == UNANSWERED else _any)
            found += _caps(rule, times, asked)
    return found


def _caps(rule: Rule, times: tuple[datetime, ...], asked: Asked) -> list[Cap]:
    zones: Sequence[tzinfo | None] = (None,) if rule.unit in ROLLING else asked.zones
    return [Cap(rule, int(str(rule.value)), times, zone, rule.unit) for zone in zones]


def _times(log: Sequence[Contacted], counts: Callable[[Contacted], bool]) -> tuple[datetime, ...]:
    return tuple(utc(one.at) for one in log if one.channel == "call" and counts(one))


def _conversation(one: Contacted) -> bool:
    return one.result == "conversation"


def _any(one: Contacted) -> bool:
    return one.counts


def _unanswered(one: Contacted) -> bool:
    return one.counts and not one.answered


class House(NamedTuple):
    """A rule of the house: it may only narrow what the rules of the place leave open."""

    windows: Rule | None
    calls_a_day: Rule | None

    def gates(self, asked: Asked) -> Iterator[Gate]:
        """Its windows, open at both ends, and its cap, which counts every contact, reminders too."""
        if self.windows is not None:
            pairs: Any = self.windows.value
            day = tuple(Window(read_hour(first), read_hour(last), True) for first, last in pairs)
            for zone in asked.zones:
                yield Clock(zone, partial(_alike, day), self.windows)
        if self.calls_a_day is not None:
            times = tuple(utc(one.at) for one in asked.log)
            yield from _caps(self.calls_a_day, times, asked)


def _alike(windows: tuple[Window, ...], day: date) -> tuple[Window, ...]:
    """The same windows on every day."""
    return windows


def read_house(value: Any, rules: Mapping[str, Rule], path: str) -> House | None:
    """The house rule of the pack (True), one's own (``windows``, ``calls_a_day``), or none (False).

    Raises:
        InputError: windows that do not read, or True for a place whose pack has no house rule.
    """
    if value is None or value is False:
        return None
    if value == WHERE_THERE_IS_ONE:
        return House(rules.get(HOUSE_WINDOWS), rules.get(HOUSE_CAP))
    if value is True:
        if HOUSE_WINDOWS not in rules and HOUSE_CAP not in rules:
            refuse(
                path, True, "a place whose pack has a house rule", 'give your own: {"windows": [["09:30", "11:00"]]}'
            )
        return House(rules.get(HOUSE_WINDOWS), rules.get(HOUSE_CAP))
    own = known_keys(value, ("windows", "calls_a_day"), path)
    common: dict[str, Any] = {"place": "own", "kind": "house", "status": "unverified", "instrument": "A house rule"}
    with under(path):
        return House(
            *(
                None if own.get(key) is None else Rule(id=name, value=own[key], unit=unit, **common)
                for key, name, unit in (
                    ("windows", HOUSE_WINDOWS, "windows"),
                    ("calls_a_day", HOUSE_CAP, "calls a day"),
                )
            )
        )
