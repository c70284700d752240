"""A promise: an exact sum and an exact moment; whether the money is there by then; and what came of it.

Field experiments found that a promise by itself, or a reminder of it, hardly changes whether people pay: who does not
pay is mostly unable to. What a promise is good for is the check before it is taken, and the record after.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from repayplan.followup.moments import offset_zone, read_moment, read_span, read_zone, said, utc, wall
from repayplan.followup.payment import read_payments
from repayplan.units.dates import read_date
from repayplan.units.documents import read_schema
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, own_context, read_currency, read_decimal, to_minor
from repayplan.units.refusal import known_keys, refuse, required, text
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from repayplan.followup.payment import Payment
    from repayplan.followup.promise_check import PromiseCheck
    from repayplan.followup.reminder import Reminder
    from repayplan.household.household import Household

SCHEMA = "repayplan/promise-1"
# What came of a promise, and the act of a case that it becomes.
ACTS = {"kept": "promise_kept", "late": "promise_late", "part": "part_payment", "broken": "promise_broken"}


@dataclass(frozen=True)
class Promise:
    """A sum that somebody says will be paid by a moment.

    Args:
        amount: exact, above zero [currency].
        due: the exact moment with its zone: ``"2026-11-25T15:00+08:00"``; or by the day of the week, counted from
            ``now``: ``"Wednesday 15:00"``, ``"周三15:00"``.
        now: when the promise is made, with its zone.
        zone: the time zone, where ``due`` or ``now`` have none.
        debt: id of the debt that it is for.
        currency: ISO 4217 code; None: that of the household or payments that it is compared with.
        note: in the user's words.

    Raises:
        InputError: no sum or no hour (with how to ask for it), a time without zone, an unknown zone, a promise in the
            past.

    Source:
        The value of a promise is the check and the record, not persuasion: Bhanot 2017 (4,883 people; pledges had
        hardly any effect).

    Examples:
        >>> promise = Promise("2000", due="Wednesday 15:00", now="2026-11-24T10:00+08:00")
        >>> str(promise.due), promise.amount
        ('2026-11-25 15:00:00+08:00', Decimal('2000'))
        >>> Promise("2000", due="Wednesday", now="2026-11-24T10:00+08:00")
        Traceback (most recent call last):
        repayplan.units.refusal.InputError: due: got 'Wednesday', expected a day with its hour and time zone; ...
    """

    amount: Any
    due: Any
    now: Any = None
    zone: Any = field(default=None, compare=False)
    debt: str | None = None
    currency: str | None = None
    note: str = ""

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "amount", self._read_amount())
        zone = None if self.zone is None else read_zone(self.zone, "zone")
        put(self, "zone", zone)
        now = None if self.now is None else read_moment(self.now, "now", zone)
        put(self, "now", now)
        put(self, "due", self._read_due(now, zone))
        if now is not None and utc(self.due) <= utc(now):
            refuse("due", str(self.due), f"a moment after now, {now}", "ask for a moment that is still to come")
        if self.debt is not None:
            text(self.debt, "debt")
        text(self.note, "note", empty=True)

    def _read_amount(self) -> Decimal:
        if self.amount is None or self.amount == "":
            refuse("amount", self.amount, "an exact sum", 'ask: "How much exactly?"')
        amount = read_decimal(self.amount, "amount")
        if amount <= 0:
            refuse("amount", self.amount, "a sum above zero", 'ask: "How much exactly?"')
        if self.currency is None:
            return amount
        return from_minor(to_minor(amount, read_currency(self.currency, "currency"), "amount"), self.currency)

    def _read_due(self, now: datetime | None, zone: tzinfo | None) -> datetime:
        """The moment, as it is written or counted from now."""
        # Any moment tells whether the text speaks of a weekday.
        by_weekday = said(self.due, now or datetime.fromisoformat("2001-01-01T00:00+00:00"), "due", zone)
        if by_weekday is None:
            return read_moment(self.due, "due", zone)
        if now is None:
            refuse("due", self.due, "a date, or beside it the moment from which the weekday is counted", "give now=")
        return by_weekday

    @property
    def here(self) -> tzinfo:
        """The time zone of the promise."""
        return self.zone or offset_zone(self.due)

    def check(self, home: Household, as_of: Any, *, plans: Iterable[Any] = ()) -> PromiseCheck:
        """Whether the money is there by then, on both ledgers, before the promise is taken.

        The whole month's spending that is still to come is set aside, with what the household keeps back and its floor.

        Args:
            home: the household.
            as_of: the day at whose start its cash is at hand.
            plans: agreed before: their instalments due from ``as_of`` to the end of the promise's month are set aside.

        Raises:
            InputError: a promise in the past, or another currency than the household's.

        Examples:
            >>> import repayplan as rp
            >>> wage = rp.Income("wage", "5600", pay_day={"2026-12": "2026-12-04T10:00"})
            >>> home = rp.Household(currency="CNY", cash="650", incomes=[wage], spending=[rp.Spending("all", "4100")])
            >>> promise = rp.Promise("2000", due="2026-12-02T15:00+08:00")
            >>> early = promise.check(home, as_of="2026-12-01")
            >>> early.feasible, early.short, str(early.first)
            (False, Decimal('1350.00'), '2026-12-04 10:00:00')
        """
        from repayplan.followup.promise_check import check

        return check(self, home, as_of, tuple(plans))

    def reminder(self, rules: Any, **how: Any) -> Reminder:
        """When and how to remind of it: 24 hours before, or earlier where that hour is not open, never later.

        Args:
            rules: a place (``"cn"``), or a book.
            how: see :func:`repayplan.followup.reminder.remind`.

        Examples:
            >>> import repayplan as rp
            >>> promise = rp.Promise("2000", due="2026-12-04T18:00+08:00")
            >>> str(promise.reminder(rules="cn").at), str(promise.reminder(rules="cn", house=False).at)
            ('2026-12-03 17:00:00+08:00', '2026-12-03 18:00:00+08:00')
        """
        from repayplan.followup.reminder import remind

        return remind(self, rules, **how)

    def outcome(self, paid: Any, as_of: Any, grace: Any = "0 minutes") -> PromiseOutcome:
        """What came of it by a moment.

        Args:
            paid: what was paid since the promise, as :class:`Payment` values; of another debt it does not count.
            as_of: a day (its end) or a moment.
            grace: how late a sum may come and count as in time: ``"24 hours"``.

        Returns:
            ``kept`` (all of it in time), ``late`` (all of it, later), ``part``, ``broken`` (nothing), or ``open`` as
            long as there is time. A payment whose hour is not known counts as in time on the last day.

        Examples:
            >>> promise = Promise("2000", due="2026-12-04T18:00+08:00")
            >>> [promise.outcome([("2026-12-05", sum)], as_of="2026-12-06").outcome for sum in ("2000", "1500")]
            ['late', 'part']
        """
        return _outcome(self, paid, as_of, read_span(grace, "grace"))

    @classmethod
    def from_dict(cls, data: object) -> Promise:
        """Read a promise document; the outcome that it may carry is worked out from payments, not read."""
        given = known_keys(read_schema(data, SCHEMA), ("schema", *(f.name for f in fields(cls))), "")
        required(given, "amount", "")
        required(given, "due", "")
        return cls(**{key: value for key, value in given.items() if key != "schema" and value is not None})

    def to_dict(self) -> dict[str, str]:
        """The promise document: what was said, with exact moments."""
        given = {
            "schema": SCHEMA,
            "amount": format(self.amount, "f"),
            "due": self.due.isoformat(),
            "now": None if self.now is None else self.now.isoformat(),
            "zone": getattr(self.zone, "key", None),
            "debt": self.debt,
            "currency": self.currency,
            "note": self.note or None,
        }
        return {name: value for name, value in given.items() if value is not None}

    def moved(self, due: Any, amount: Any = None) -> Promise:
        """The same promise for another moment, or another sum."""
        return replace(self, due=due, amount=self.amount if amount is None else amount)


@dataclass(frozen=True)
class PromiseOutcome(Shown):
    """What came of a promise by a moment.

    Attributes:
        promise: what was said.
        outcome: ``kept``, ``late``, ``part``, ``broken`` or ``open``.
        paid: what came of it [currency].
        missing: what did not [currency].
        on: the day on which it was complete, or the last day that was looked at.
        grace: that was stated.
    """

    promise: Promise
    outcome: str
    paid: Decimal
    missing: Decimal
    on: date
    grace: timedelta

    def act(self) -> dict[str, str] | None:
        """The act that a case counts (``acts``); None as long as it is open. Acts are counted, never weighed."""
        if self.outcome == "open":
            return None
        found = {"kind": ACTS[self.outcome], "on": str(self.on)}
        return found | ({"amount": format(self.paid, "f")} if self.paid else {})

    def finding(self) -> Finding:
        """What is to be said of it."""
        numbers: dict[str, Any] = {"amount": self.promise.amount, "paid": self.paid, "missing": self.missing}
        return Finding(f"promise_{self.outcome}", numbers)

    def parts(self, language: str = "en") -> list[Any]:
        """The outcome in words."""
        from repayplan.words.sentences import sentence

        return [sentence(self.finding(), language)]


@own_context()
def _outcome(promise: Promise, given: Any, as_of: Any, grace: timedelta) -> PromiseOutcome:
    until, limit = _end(as_of, promise.here), utc(promise.due) + grace
    so_far, complete, paid = Decimal(0), None, Decimal(0)
    for moment, payment in _counted(promise, read_payments(given, "paid"), limit):
        if moment <= until:
            so_far += payment.amount
            paid = min(so_far, promise.amount)
            if complete is None and so_far >= promise.amount:
                complete = moment
    if complete is not None:
        word, on = ("kept" if complete <= limit else "late"), complete
    else:
        word, on = "open" if until < limit else "part" if paid else "broken", until
    return PromiseOutcome(promise, word, paid, promise.amount - paid, _day(on, promise), grace)


def _counted(promise: Promise, payments: Iterable[Payment], limit: datetime) -> list[tuple[datetime, Payment]]:
    """The payments that count, each with its moment: without an hour it is the limit's own on the last day."""
    found = []
    for payment in payments:
        if payment.reversed_on is not None or (promise.debt and payment.debt not in (None, promise.debt)):
            continue
        moment = _end(payment.day, promise.here) if payment.at is None else utc(payment.at)
        if payment.at is None and payment.day == _day(limit, promise):
            moment = limit
        if promise.now is None or moment > utc(promise.now):
            found.append((moment, payment))
    return sorted(found, key=lambda pair: pair[0])


def _day(moment: datetime, promise: Promise) -> date:
    return wall(moment, promise.here).date()


def _end(value: Any, zone: tzinfo) -> datetime:
    """A moment, or the end of a day."""
    if isinstance(value, datetime) or (isinstance(value, str) and len(value) > len("2026-12-30")):
        return utc(read_moment(value, "as_of", zone))
    day = read_date(value, "as_of")
    return utc(datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, tzinfo=zone))


def counted(outcomes: Iterable[PromiseOutcome]) -> dict[str, int]:
    """How many promises were kept, late, partly kept and broken: counts, and no score.

    Examples:
        >>> promise = Promise("2000", due="2026-12-04T18:00+08:00")
        >>> counted([promise.outcome([], as_of="2026-12-05")])
        {'kept': 0, 'late': 0, 'part': 0, 'broken': 1, 'open': 0}
    """
    words = [outcome.outcome for outcome in outcomes]
    return {word: words.count(word) for word in (*ACTS, "open")}
