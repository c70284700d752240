"""Income and spending lines: dated paths of money, each with its evidence or its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from repayplan.household.categories import INCOME, SPENDING
from repayplan.household.pay_days import as_mapping, end_of, moment, pay_day_document, read_pay_day
from repayplan.household.raises import read_raises
from repayplan.household.series import Series, read_series
from repayplan.units.dates import month_text, read_month
from repayplan.units.money import from_minor, read_amount, to_minor
from repayplan.units.refusal import known_keys, listed, one_of, refuse, required, text, under

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

EVIDENCE = ("verified", "declared", "expected")
KINDS = ("essential", "priority", "flexible")
BEYOND = ("repeat_last", "repeat_year", "nothing")

MOST_LINES, MOST_MONTHS = 500, 1_200

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
    months: Any = field(default=None, kw_only=True)
    raises: Any = field(default=(), kw_only=True)
    owner: str | None = field(default=None, kw_only=True)
    category: str | None = field(default=None, kw_only=True)
    _series: Series | None = field(init=False, repr=False, compare=False)
    _months: dict[int, Decimal] = field(init=False, repr=False, compare=False)
    # Worked out once: amounts in minor units by currency, and paths by first month, currency and `beyond`.
    _minor: dict[str, tuple[tuple[int, ...], dict[int, int]]] = field(init=False, repr=False, compare=False)
    _paths: dict[tuple[int, str, str | None], tuple[int, ...]] = field(init=False, repr=False, compare=False)

    KEYS: ClassVar[tuple[str, ...]] = (
        "name", "amount", "every", "start", "until", "by_month", "pay_day", "months", "raises", "owner", "category",
    )  # fmt: skip
    CATEGORIES: ClassVar[tuple[str, ...]] = ()

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
        if self.owner is not None:
            text(self.owner, "owner")
        if self.category is not None:
            one_of(self.category, self.CATEGORIES, "category")

    def _read_series(self, put: Any) -> None:
        put(self, "amount", read_amount(self.amount, "amount"))
        series = read_series(self.every, self.start, self.until, self.months)
        put(self, "months", series.only or None)
        put(self, "raises", read_raises(self.raises, "raises"))
        put(self, "_series", series)
        put(self, "every", series.every)
        put(self, "start", None if series.start is None else str(series.start))
        put(self, "until", None if series.until is None else str(series.until))

    def _read_months(self, put: Any) -> None:
        for name in ("every", "start", "until", "months", "raises"):
            if (given := getattr(self, name)) not in (None, ()):
                refuse(name, given, "nothing beside by_month", "give amount with every, or by_month alone")
        given = as_mapping(self.by_month)
        if not isinstance(given, Mapping):
            refuse("by_month", given, "a mapping of months to amounts", 'write it like {"2026-12": "1200"}')
        months = {read_month(key, "by_month"): amount for key, amount in given.items() if amount is not None}
        if not months or len(given) > MOST_MONTHS:
            refuse("by_month", f"{len(given)} months", f"at least one month, at most {MOST_MONTHS}")
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
        begins = self._series.begins()
        grown = next((step.when.month for step in self.raises if step.amount), None)
        if self.amount or begins is None:
            return begins if self.amount else None
        return None if grown is None else max(begins, grown)

    def ends(self) -> list[int]:
        """The first and the last month that the line names."""
        named = (self._series.start, self._series.until) if self._series else ()
        return [when.month for when in named if when] + ([min(self._months), max(self._months)] if self._months else [])

    def holds(self, month: int, beyond: str) -> bool:
        """Whether the line holds money in a month."""
        if self._series is not None:
            return bool((self.amount or self.raises) and self._series.times(month))
        stands_for = self._month_for(month, beyond)
        return stands_for is not None and bool(self._months[stands_for])

    @property
    def timed(self) -> bool:
        """Whether the days of its money are known, in some month at least."""
        return self.pay_day is not None or (self._series is not None and self._series.dated)

    def in_currency(self: L, currency: str) -> L:
        """The same line, its amounts in the currency's decimals; refused where they have more of them."""
        if self._series is not None:
            raises = tuple(step.in_currency(currency, f"raises[{i}].amount") for i, step in enumerate(self.raises))
            return replace(self, amount=_settled(self.amount, currency, "amount"), raises=raises)
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
        amounts, months = self._minor.get(currency) or self._to_minor(currency)
        if self._series is None:
            stands_for = self._month_for(month, beyond)
            return 0 if stands_for is None else months[stands_for]
        if not self.raises:
            return amounts[0] * self._series.times(month)
        return sum(units for _, units in self._pays(month, amounts))

    def _pays(self, month: int, amounts: tuple[int, ...]) -> list[tuple[date | None, int]]:
        """Day and amount of each time that a series falls due in a month [minor units]."""
        if self._series is None:
            raise TypeError("a line by month has one amount a month")
        days: Sequence[date | None] | None = self._series.days(month)
        if days is None or self.pay_day is not None:
            paid = moment(self.pay_day, month)
            days = [None if paid is None else paid.date()] * self._series.times(month)
        return [(day, amounts[sum(step.holds(month, day) for step in self.raises)]) for day in days]

    def moments(self, month: int, currency: str, beyond: str | None) -> list[tuple[datetime | None, int]]:
        """When a month's money is there, and how much [minor units]; no moment where the day is not known.

        A day without an hour counts from its end: what is due during that day is not paid from it.
        """
        units = self.units(month, currency, beyond)
        if not units:
            return []
        if self._series is None or self.pay_day is not None:
            return [(moment(self.pay_day, month), units)]
        pays = self._pays(month, self._minor[currency][0])
        return [(None if day is None else end_of(day), amount) for day, amount in pays]

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

    def _to_minor(self, currency: str) -> tuple[tuple[int, ...], dict[int, int]]:
        """The amount and what each raise makes of it, and amounts by month [minor units]: worked out once."""
        months = {m: to_minor(v, currency, f"by_month.{month_text(m)}") for m, v in self._months.items()}
        amounts = [to_minor(self.amount or 0, currency, "amount")]
        for step in self.raises:
            amounts.append(step.after(amounts[-1], currency))
        self._minor[currency] = (tuple(amounts), months)
        return self._minor[currency]

    def path_document(self) -> dict[str, Any]:
        """The line's path as a case document has it."""
        own = {"pay_day": pay_day_document(self.pay_day), "owner": self.owner, "category": self.category}
        if self._series is None:
            return {"name": self.name, "by_month": {month: f"{amount:f}" for month, amount in self.by_month}} | own
        every = list(self.every) if isinstance(self.every, tuple) else self.every
        when = {"every": every, "start": self.start, "until": self.until, "months": self.months and list(self.months)}
        raises = {"raises": [step.to_dict() for step in self.raises]}
        return {"name": self.name, "amount": f"{self.amount:f}"} | when | raises | own

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
        every: ``month`` where it is not said, ``week``, ``fortnight``, ``twice a month``, ``once``, ...
            or ``(k, "days")``.
        start: first month, or first day where it is paid by days; None: always there.
        until: last month, or last day.
        by_month: amounts by month instead of a series.
        pay_day: when it arrives: a day of the month, ``last``, ``first friday``, or a moment for each month. A day
            beyond the end of a short month is its last day.
        evidence: ``verified``, ``declared`` or ``expected``.
        papers: what proves it, in words.
        months: the months of the year in which a series runs, as ``[6, 7, 8]``; None: all.
        raises: new amounts from a month or day on: ``[{"from": "2027-04", "by": "3%"}]``, or ``amount``.
        owner: the member who earns it; None: of the household together.
        category: ``earnings``, ``benefits``, ``pensions``, ``family_and_friends`` or ``other_income``.

    Raises:
        InputError: naming the path, the value, what was expected and what to do.

    Examples:
        >>> Income("wage", "5200", start="2027-06", evidence="expected").evidence
        'expected'
    """

    evidence: str = "declared"
    papers: Any = ()

    KEYS: ClassVar[tuple[str, ...]] = (*Line.KEYS, "evidence", "papers")
    CATEGORIES: ClassVar[tuple[str, ...]] = INCOME

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of(self.evidence, EVIDENCE, "evidence")
        papers = tuple(text(paper, f"papers[{i}]") for i, paper in enumerate(listed(self.papers, "papers")))
        object.__setattr__(self, "papers", papers)

    def to_dict(self) -> dict[str, Any]:
        """The line as a case document has it."""
        return self.path_document() | {"evidence": self.evidence, "papers": list(self.papers)}


@dataclass(frozen=True)
class Spending(Line):
    """A spending line: a series (``amount``, ``every``) or a path (``by_month``), with its kind.

    Args:
        name: shown in tables.
        amount: each time [currency of the household].
        every: ``month`` where it is not said, ``week``, ``fortnight``, ``twice a month``, ``once``, ...
            or ``(k, "days")``.
        start: first month, or first day where it is paid by days; None: always there.
        until: last month, or last day.
        by_month: amounts by month instead of a series.
        pay_day: when it is paid, as for an income; None: at any time of the month.
        kind: ``essential``, ``priority``, or ``flexible`` where the household may choose to cut it.
        months: the months of the year in which a series runs, as ``[11, 12, 1, 2]``; None: all.
        raises: new amounts from a month or day on, as for an income.
        owner: the member whose spending it is; None: of the household together.
        category: a standard category such as ``food_and_housekeeping`` (``household.categories``).

    Raises:
        InputError: naming the path, the value, what was expected and what to do.

    Examples:
        >>> Spending("rent", "1100").kind
        'essential'
    """

    kind: str = "essential"

    KEYS: ClassVar[tuple[str, ...]] = (*Line.KEYS, "kind")
    CATEGORIES: ClassVar[tuple[str, ...]] = SPENDING

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of(self.kind, KINDS, "kind")

    def to_dict(self) -> dict[str, Any]:
        """The line as a case document has it."""
        return self.path_document() | {"kind": self.kind}


def read_lines(given: object, kind: type[L], path: str, currency: str) -> tuple[L, ...]:
    """A list of lines, as objects or as a document has them, each in the currency's decimals."""
    lines = []
    for i, line in enumerate(listed(given, path, MOST_LINES)):
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


def refuse_overlaps(incomes: tuple[Income, ...], beyond: str | None) -> None:
    """Refuse two income lines of one name and owner that hold money in one month on different evidence."""
    for i, line in enumerate(incomes):
        for earlier in incomes[:i]:
            if (line.name, line.owner) != (earlier.name, earlier.owner) or line.evidence == earlier.evidence:
                continue
            if (month := _both_hold(line, earlier, beyond or "nothing")) is not None:
                refuse(
                    f"incomes[{i}].evidence", line.evidence,
                    f"{earlier.evidence}, as {line.name!r} is in {month} already",
                    "end one line before the other begins, or give one of them another name or owner",
                )  # fmt: skip


def _both_hold(one: Line, other: Line, beyond: str) -> str | None:
    """The first month in which both lines hold money."""
    ends = [*one.ends(), *other.ends()]
    months = range(min(ends, default=0), max(ends, default=0) + 13)
    found = (month for month in months if one.holds(month, beyond) and other.holds(month, beyond))
    return next((month_text(month) if ends else "the same months" for month in found), None)
