"""Income and spending lines: dated paths of money, each with its evidence or its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from repayplan.household.pay_days import as_mapping, end_of, moment, pay_day_document, read_pay_day
from repayplan.household.series import Series, read_series
from repayplan.units.dates import month_text, read_month
from repayplan.units.money import from_minor, read_amount, to_minor
from repayplan.units.refusal import known_keys, listed, one_of, refuse, required, text, under

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

EVIDENCE = ("verified", "declared", "expected")
KINDS = ("essential", "priority", "flexible")
BEYOND = ("repeat_last", "repeat_year", "nothing")

L = TypeVar("L", bound="Line")


@dataclass(frozen=True)
class Line:
    """What income and spending lines share: a name and a dated path of money, a series or amounts by month."""

    name: str
    amount: Any = None
    every: Any = None
    start: Any = None
    until: Any = None
    by_month: Any = None
    pay_day: Any = field(default=None, kw_only=True)
    _series: Series | None = field(init=False, repr=False, compare=False)
    _months: dict[int, Decimal] = field(init=False, repr=False, compare=False)
    # Worked out once: amounts in minor units by currency, and paths by first month, currency and `beyond`.
    _minor: dict[str, tuple[int, dict[int, int]]] = field(init=False, repr=False, compare=False)
    _paths: dict[tuple[int, str, str | None], tuple[int, ...]] = field(init=False, repr=False, compare=False)

    KEYS: ClassVar[tuple[str, ...]] = ("name", "amount", "every", "start", "until", "by_month", "pay_day")

    def __post_init__(self) -> None:
        text(self.name, "name")
        if (self.by_month is None) == (self.amount is None):
            refuse("amount", self.amount, "amount or by_month, one of the two", "give the one that fits this line")
        put = object.__setattr__
        put(self, "_series", None)
        put(self, "_months", {})
        put(self, "_minor", {})
        put(self, "_paths", {})
        if self.by_month is None:
            self._read_series(put)
        else:
            self._read_months(put)
        put(self, "pay_day", read_pay_day(self.pay_day, "pay_day"))

    def _read_series(self, put: Any) -> None:
        put(self, "amount", read_amount(self.amount, "amount"))
        series = read_series(self.every, self.start, self.until)
        put(self, "_series", series)
        put(self, "every", series.every)
        put(self, "start", None if series.start is None else str(series.start))
        put(self, "until", None if series.until is None else str(series.until))

    def _read_months(self, put: Any) -> None:
        for name in ("every", "start", "until"):
            if (given := getattr(self, name)) is not None:
                refuse(name, given, "nothing beside by_month", "give amount with every, or by_month alone")
        given = as_mapping(self.by_month)
        if not isinstance(given, Mapping):
            refuse("by_month", given, "a mapping of months to amounts", 'write it like {"2026-12": "1200"}')
        months = {read_month(key, "by_month"): amount for key, amount in given.items() if amount is not None}
        if not months:
            refuse("by_month", dict(given), "at least one month")
        for month in range(min(months), max(months)):
            if month not in months:
                refuse(f"by_month.{month_text(month)}", None, "a month without a gap", 'write "0" for a month without')
        read = {month: read_amount(months[month], f"by_month.{month_text(month)}") for month in sorted(months)}
        put(self, "_months", read)
        put(self, "by_month", tuple((month_text(month), amount) for month, amount in read.items()))

    @property
    def last_month(self) -> int | None:
        """The last month that a line by month names; None for a series."""
        return max(self._months, default=None)

    def begins(self) -> int | None:
        """The first month in which the line holds any money; None where it has no beginning."""
        if self._series is None:
            return next((month for month, amount in self._months.items() if amount), None)
        return self._series.start.month if self._series.start and self.amount else None

    def in_currency(self: L, currency: str) -> L:
        """The same line, its amounts in the currency's decimals; refused where they have more of them."""
        if self._series is not None:
            return replace(self, amount=_settled(self.amount, currency, "amount"))
        return replace(self, by_month=tuple((m, _settled(v, currency, f"by_month.{m}")) for m, v in self.by_month))

    def path(self, first: int, count: int, currency: str, beyond: str | None) -> tuple[int, ...]:
        """What the line holds from a running month on, for at least ``count`` months [minor units]."""
        key = (first, currency, beyond)
        known = self._paths.get(key, ())
        if len(known) < count:
            months = range(first + len(known), first + count)
            known = self._paths[key] = (*known, *(self.units(month, currency, beyond) for month in months))
        return known

    def units(self, month: int, currency: str, beyond: str | None) -> int:
        """What the line holds in a month [minor units]."""
        amount, months = self._minor.get(currency) or self._to_minor(currency)
        if self._series is not None:
            return amount * self._series.times(month)
        stands_for = self._month_for(month, beyond)
        return 0 if stands_for is None else months[stands_for]

    def moments(self, month: int, currency: str, beyond: str | None) -> list[tuple[datetime | None, int]]:
        """When a month's money is there, and how much [minor units]; no moment where the day is not known.

        A day without an hour counts from its end: what is due during that day is not paid from it.
        """
        units = self.units(month, currency, beyond)
        if not units:
            return []
        if self.pay_day is not None or self._series is None or (days := self._series.days(month)) is None:
            return [(moment(self.pay_day, month), units)]
        return [(end_of(day), units // len(days)) for day in days]

    def _month_for(self, month: int, beyond: str | None) -> int | None:
        """The month of a line by month whose amount holds in a month; None where nothing holds."""
        if month in self._months:
            return month
        last = next(reversed(self._months))
        if month < last or beyond == "nothing":
            return None
        if beyond is None:
            expected, fix = f"what {self.name!r} is after {month_text(last)}", "say one of: " + ", ".join(BEYOND)
            refuse("household.beyond", None, expected, fix)
        return last if beyond == "repeat_last" else last - 11 + (month - last - 1) % 12

    def _to_minor(self, currency: str) -> tuple[int, dict[int, int]]:
        """Amount, and amounts by month [minor units]: worked out once for a currency."""
        months = {m: to_minor(v, currency, f"by_month.{month_text(m)}") for m, v in self._months.items()}
        self._minor[currency] = (to_minor(self.amount or 0, currency, "amount"), months)
        return self._minor[currency]

    def path_document(self) -> dict[str, Any]:
        """The line's path as a case document has it."""
        paid = {"pay_day": pay_day_document(self.pay_day)}
        if self._series is None:
            return {"name": self.name, "by_month": {month: f"{amount:f}" for month, amount in self.by_month}} | paid
        every = list(self.every) if isinstance(self.every, tuple) else self.every
        when = {"every": every, "start": self.start, "until": self.until}
        return {"name": self.name, "amount": f"{self.amount:f}"} | when | paid

    @classmethod
    def from_dict(cls: type[L], data: object) -> L:
        """Read a line of a case document."""
        given = {key: value for key, value in known_keys(data, cls.KEYS, "").items() if value is not None}
        required(given, "name", "")
        return cls(**given)


def _settled(amount: Decimal, currency: str, path: str) -> Decimal:
    """An amount in the currency's decimals."""
    return from_minor(to_minor(amount, currency, path), currency)


@dataclass(frozen=True)
class Income(Line):
    """An income line: a series (``amount``, ``every``) or a path (``by_month``), with its evidence.

    Args:
        name: shown in tables and named in conditions.
        amount: each time [currency of the household].
        every: ``month`` where it is not said, ``week``, ``fortnight``, ... or ``(k, "days")``.
        start: first month, or first day where it is paid by days; None: always there.
        until: last month, or last day.
        by_month: amounts by month instead of a series.
        pay_day: when it arrives: a day of the month, ``last``, ``first friday``, or a moment for each month. A day
            beyond the end of a short month is its last day.
        evidence: ``verified``, ``declared`` or ``expected``.
        owner: the member who earns it.
        papers: what proves it, in words.

    Raises:
        InputError: naming the path, the value, what was expected and what to do.

    Examples:
        >>> Income("wage", "5200", start="2027-06", evidence="expected").evidence
        'expected'
    """

    evidence: str = "declared"
    owner: str | None = None
    papers: Any = ()

    KEYS: ClassVar[tuple[str, ...]] = (*Line.KEYS, "evidence", "owner", "papers")

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of(self.evidence, EVIDENCE, "evidence")
        if self.owner is not None:
            text(self.owner, "owner")
        papers = tuple(text(paper, f"papers[{i}]") for i, paper in enumerate(listed(self.papers, "papers")))
        object.__setattr__(self, "papers", papers)

    def to_dict(self) -> dict[str, Any]:
        """The line as a case document has it."""
        return self.path_document() | {"owner": self.owner, "evidence": self.evidence, "papers": list(self.papers)}


@dataclass(frozen=True)
class Spending(Line):
    """A spending line: a series (``amount``, ``every``) or a path (``by_month``), with its kind.

    Args:
        name: shown in tables.
        amount: each time [currency of the household].
        every: ``month`` where it is not said, ``week``, ``fortnight``, ... or ``(k, "days")``.
        start: first month, or first day where it is paid by days; None: always there.
        until: last month, or last day.
        by_month: amounts by month instead of a series.
        pay_day: when it is paid, as for an income; None: at any time of the month.
        kind: ``essential``, ``priority``, or ``flexible`` where the household may choose to cut it.

    Raises:
        InputError: naming the path, the value, what was expected and what to do.

    Examples:
        >>> Spending("rent", "1100").kind
        'essential'
    """

    kind: str = "essential"

    KEYS: ClassVar[tuple[str, ...]] = (*Line.KEYS, "kind")

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of(self.kind, KINDS, "kind")

    def to_dict(self) -> dict[str, Any]:
        """The line as a case document has it."""
        return self.path_document() | {"kind": self.kind}


def read_lines(given: object, kind: type[L], path: str, currency: str) -> tuple[L, ...]:
    """A list of lines, as objects or as a document has them, each in the currency's decimals."""
    lines = []
    for i, line in enumerate(listed(given, path)):
        with under(f"{path}[{i}]"):
            lines.append((line if isinstance(line, kind) else kind.from_dict(line)).in_currency(currency))
    return tuple(lines)


def labels(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The names of lines, each once: of lines with one name the second is ``wage (2)``."""
    found: list[str] = []
    for line in lines:
        label, number = line.name, 1
        while label in found:
            number += 1
            label = f"{line.name} ({number})"
        found.append(label)
    return tuple(found)
