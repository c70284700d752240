"""The household: cash, what stays with it, and its surplus month by month on two ledgers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from operator import add, sub
from typing import TYPE_CHECKING, Any

from repayplan.household.assets import read_assets
from repayplan.household.categories import read_guidelines
from repayplan.household.kept import Kept, given_or_preset, read_keep_back, read_reserve
from repayplan.household.lines import BEYOND, Income, Line, Spending, labels, read_lines, refuse_overlaps
from repayplan.household.pay_days import as_mapping
from repayplan.units.dates import read_month
from repayplan.units.money import from_minor, read_currency, to_minor
from repayplan.units.refusal import known_keys, listed, nearest, one_of, refuse, text, whole
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from repayplan.household.cash_on import CashOn
    from repayplan.household.timing import Timing

LEDGERS = ("declared", "verified")
KEYS = (
    "cash", "keep_back", "reserve", "presets", "beyond", "time_zone", "members", "incomes", "spending", "assets",
    "guidelines",
)  # fmt: skip

# First running month, ledger, income lines left out, incomes alone.
Asked = tuple[int, str, frozenset[str], bool]


@dataclass(frozen=True, kw_only=True)
class Household:
    """What a household has, earns and spends.

    Args:
        currency: ISO 4217 code of every amount here.
        cash: at hand at the start [currency].
        keep_back: what stays with the household each month: a sum [currency], a share of the surplus (``"10%"``,
            ``"10% up to 20"``), or the id of a preset (``"uk/half"``); None is nothing kept, said beside every verdict.
        reserve: the cash floor: a sum [currency], ``"4 weeks of income"``, or the id of a preset (``"us/weeks-3"``).
        incomes: :class:`Income` lines.
        spending: :class:`Spending` lines.
        beyond: what a line by month does after its last month: ``repeat_last``, ``repeat_year`` or ``nothing``.
        members: who belongs to it; the owner of a line is one of them.
        assets: listed, never sold: :class:`~repayplan.household.assets.Asset`, or its plain form.
        time_zone: of its pay days.
        guidelines: the most that a guideline lets the household spend in a month, by category of spending [currency].
        presets: ids of the presets behind ``keep_back`` and ``reserve``, where they were given by name.

    Raises:
        InputError: naming the path, the value, what was expected and what to do.

    Examples:
        >>> home = Household(currency="CNY", incomes=[Income("wage", "3000")], spending=[Spending("rent", "1100")])
        >>> home.surplus("2026-12", months=2)
        [Decimal('1900.00'), Decimal('1900.00')]
    """

    currency: str
    cash: Any = "0"
    keep_back: Any = None
    reserve: Any = None
    incomes: Any = ()
    spending: Any = ()
    beyond: str | None = None
    members: Any = ()
    assets: Any = ()
    time_zone: str | None = None
    guidelines: Any = ()
    presets: Any = ()
    opening: int = field(init=False, repr=False, compare=False)
    keeping: Kept = field(init=False, repr=False, compare=False)
    # The income lines under names of which each stands once.
    _income: dict[str, Income] = field(init=False, repr=False, compare=False)
    _known: dict[Asked, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        read_currency(self.currency, "currency")
        put(self, "opening", to_minor(self.cash, self.currency, "cash"))
        put(self, "cash", from_minor(self.opening, self.currency))
        put(self, "members", tuple(text(m, f"members[{i}]") for i, m in enumerate(listed(self.members, "members"))))
        put(self, "assets", read_assets(self.assets, "assets", self.currency))
        self._read_kept()
        put(self, "guidelines", read_guidelines(self.guidelines, self.currency))
        if self.beyond is not None:
            one_of(self.beyond, BEYOND, "beyond")
        if self.time_zone is not None:
            text(self.time_zone, "time_zone")
        self._put_lines(
            read_lines(self.incomes, Income, "incomes", self.currency),
            read_lines(self.spending, Spending, "spending", self.currency),
        )
        self._check_lines()

    def _put_lines(self, incomes: tuple[Income, ...], spending: tuple[Spending, ...]) -> None:
        put = object.__setattr__
        put(self, "incomes", incomes)
        put(self, "spending", spending)
        put(self, "_income", dict(zip(labels(incomes), incomes, strict=True)))
        put(self, "_known", {})

    def _check_lines(self) -> None:
        for word in ("incomes", "spending", "assets"):
            for i, owned in enumerate(getattr(self, word)):
                if owned.owner is not None and self.members and owned.owner not in self.members:
                    fix = nearest(owned.owner, self.members)
                    refuse(f"{word}[{i}].owner", owned.owner, "a member of the household", fix)
        refuse_overlaps(self.incomes, self.beyond)
        if self.beyond == "repeat_year":
            for word, lines in (("incomes", self.incomes), ("spending", self.spending)):
                for i, line in enumerate(lines):
                    if line.by_month and len(line.by_month) < 12:
                        months = f"{len(line.by_month)} months"
                        refuse(f"{word}[{i}].by_month", months, "twelve months or more", "repeat_year repeats a year")

    def _read_kept(self) -> None:
        """What is kept back and the reserve as a document has them, and the presets that they come from."""
        named = known_keys(as_mapping(self.presets or ()), ("keep_back", "reserve"), "presets")
        values, ids = {}, []
        for subject in ("keep_back", "reserve"):
            values[subject], preset_id = given_or_preset(
                getattr(self, subject), named.get(subject), subject, self.currency
            )
            if preset_id is not None:
                ids.append((subject, preset_id))
        put = object.__setattr__
        keeping, keep_back = read_keep_back(values["keep_back"], self.currency)
        put(self, "keeping", keeping)
        put(self, "keep_back", keep_back)
        put(self, "reserve", read_reserve(values["reserve"], self.currency))
        put(self, "presets", tuple(ids))

    def kept(self, surplus: int) -> int:
        """What stays with the household of one month's surplus [minor units]: never more than a positive surplus.

        A share is rounded up, for the household.
        """
        kept: int = self.keeping.of(surplus)
        return kept

    def floor(self, as_of_month: int) -> int:
        """The cash floor [minor units]: the reserve, or what cash there is where that is less."""
        return min(self.reserve_units(as_of_month), self.opening)

    def reserve_units(self, as_of_month: int) -> int:
        """The reserve as a sum [minor units].

        Weeks count by the average declared income of the twelve months from ``as_of``, rounded up.
        """
        if self.reserve is None:
            return 0
        if isinstance(self.reserve, str):
            weeks = int(self.reserve.split()[0])
            reserve: int = divide(sum(self.income_months(as_of_month, 12)) * weeks, 52, "up")
            return reserve
        return to_minor(self.reserve, self.currency, "reserve")

    def months(
        self, first: int, count: int, ledger: str = "declared", without: frozenset[str] = frozenset(), *,
        income_only: bool = False,
    ) -> list[int]:  # fmt: skip
        """Surplus (or income) of ``count`` months from a running month [minor units].

        The verified ledger has incomes with evidence ``verified`` alone, and all spending; ``without`` leaves out
        income lines by name, as :meth:`expected` names them. What was worked out once is not worked out again.

        Raises:
            InputError: a ledger that is none, or more months than a line by month has without ``beyond``.
        """
        asked = (first, one_of(ledger, LEDGERS, "ledger"), without, income_only)
        known = self._known.get(asked, ())
        if len(known) < count:
            known = self._known[asked] = known + self._sums(asked, len(known), count)
        return list(known[:count])

    def _sums(self, asked: Asked, done: int, count: int) -> tuple[int, ...]:
        """The months from number ``done`` up to ``count`` [minor units]."""
        first, ledger, without, income_only = asked
        sums = [0] * (count - done)
        for line in self.counted(ledger, without):
            sums = list(map(add, sums, self._path(line, first, count)[done:]))
        for line in () if income_only else self.spending:
            sums = list(map(sub, sums, self._path(line, first, count)[done:]))
        return tuple(sums)

    def counted(self, ledger: str, without: frozenset[str] = frozenset()) -> list[Income]:
        """The income lines of a ledger, without some of them."""
        return [
            line
            for name, line in self._income.items()
            if (ledger == "declared" or line.evidence == "verified") and name not in without
        ]

    def timing(self, first: int, surplus: Sequence[int], ledger: str, without: frozenset[str]) -> Timing | None:
        """What is known of the days of the months with these surpluses; None where no income has a pay-day."""
        if not any(line.timed for line in self.counted(ledger, without)):
            return None
        from repayplan.household.timing import timing

        return timing(self, first, surplus, ledger, without)

    def _path(self, line: Line, first: int, count: int) -> tuple[int, ...]:
        return line.path(first, count, self.currency, self.beyond)

    def income_months(self, first: int, count: int, ledger: str = "declared") -> list[int]:
        """Income of ``count`` months from a running month, on one ledger [minor units]."""
        return self.months(first, count, ledger, income_only=True)

    def surplus(self, start: str, months: int = 12, ledger: str = "declared") -> list[Decimal]:
        """Income less all spending, month by month, before anything is kept back [currency].

        Args:
            start: first month, as ``"2026-12"``.
            months: how many, 1 to 1200.
            ledger: ``declared`` (every line) or ``verified`` (incomes that are verified, all spending).

        Raises:
            InputError: a month or ledger that is none, or a plan longer than a line by month without ``beyond``.
        """
        first = read_month(start, "start")
        units = self.months(first, whole(months, "months", 1, 1200), ledger)
        return [from_minor(value, self.currency) for value in units]

    def single(self, member: str, shares: Mapping[str, int] | None = None) -> Household:
        """The household of one member: what is the member's own, and a part of what is of all together.

        Args:
            member: one of ``members``.
            shares: the weight of each member in what nobody owns alone; None: equal parts.

        Returns:
            A household. Those of all members, :meth:`joined`, have the cash and the surplus of this one, to the cent.

        Raises:
            InputError: somebody who is no member, or a weight that is none.

        Examples:
            >>> wages = [Income("wage", "2000", owner="A"), Income("wage", "1000", owner="B")]
            >>> home = Household(currency="EUR", members=["A", "B"], incomes=wages, spending=[Spending("rent", "901")])
            >>> [home.single(name, {"A": 2, "B": 1}).surplus("2026-12", 1)[0] for name in home.members]
            [Decimal('1399.33'), Decimal('699.67')]
        """
        from repayplan.household.views import single

        return single(self, member, shares)

    def joined(self, other: Household) -> Household:
        """Both households as one: their lines, assets, members and cash; sums that are kept add up.

        Raises:
            InputError: another currency, another ``beyond`` or time zone, or shares of the surplus that differ.

        Examples:
            >>> one = Household(currency="EUR", cash="5", incomes=[Income("wage", "2000")])
            >>> other = Household(currency="EUR", cash="7", spending=[Spending("rent", "900")])
            >>> one.joined(other).surplus("2026-12", 1)
            [Decimal('1100.00')]
        """
        from repayplan.household.views import joined

        return joined(self, other)

    def without(self, *lines: str) -> Household:
        """The same household without some income lines, by name; of lines with one name the second is ``wage (2)``."""
        for name in lines:
            if name not in self._income:
                refuse("lines", name, "an income line of the household", nearest(name, self._income))
        return replace(self, incomes=tuple(line for name, line in self._income.items() if name not in lines))

    def using_savings(self) -> Household:
        """The same household with what it would use of its savings among its cash.

        Other assets are never sold by default; what of them may be used is in the balance sheet.

        Examples:
            >>> savings = {"name": "savings", "kind": "savings", "value": "900", "use": "400"}
            >>> Household(currency="EUR", cash="50", assets=[savings]).using_savings().cash
            Decimal('450.00')
        """
        used = sum(asset.may_use(self.currency) for asset in self.assets if asset.kind == "savings")
        rest = tuple(asset.less_used(self.currency) if asset.kind == "savings" else asset for asset in self.assets)
        return replace(self, cash=from_minor(self.opening + used, self.currency), assets=rest)

    def named(self, which: str) -> list[tuple[str, Any]]:
        """The lines of ``incomes`` or ``spending`` with names of which each stands once."""
        lines = getattr(self, which)
        return list(zip(labels(lines), lines, strict=True))

    def cash_on(self, when: object, as_of: object, ledger: str = "declared") -> CashOn:
        """The cash that is there at a moment, and what of it can be promised.

        Income is there from its pay-day: the day and hour given, the end of the day where there is no hour, the
        month's end where no day is known. Spending without a day has all been set aside and none of it spent, in the
        month of ``as_of`` too; what was dated before ``as_of`` is in the cash already.

        Args:
            when: a day (its end) or a moment, as ``"2026-11-25T15:00+08:00"``; without an offset on the household's
                own clock (``time_zone``).
            as_of: the day at whose start ``cash`` is at hand.
            ledger: ``declared`` (every line) or ``verified`` (incomes that are verified, all spending).

        Returns:
            A :class:`~repayplan.household.cash_on.CashOn`: ``cash``, ``free``, the lines that they rest on.

        Raises:
            InputError: a moment before ``as_of``, one that cannot be read, an unknown ledger or time zone.

        Examples:
            >>> wage = Income("wage", "3000", pay_day=25)
            >>> home = Household(currency="CNY", cash="400", incomes=[wage], spending=[Spending("food", "900")])
            >>> [home.cash_on(day, as_of="2026-12-01").free for day in ("2026-12-24", "2026-12-25")]
            [Decimal('0.00'), Decimal('2500.00')]
        """
        from repayplan.household.cash_on import cash_on

        return cash_on(self, when, as_of, ledger)

    def first_cash(
        self, amount: object, as_of: object, until: object, ledger: str = "declared"
    ) -> CashOn | None:  # fmt: skip
        """The first moment at which a sum can be promised: the start of ``as_of``, a pay-day or a month's end.

        Args:
            amount: the sum [currency].
            as_of: the day at whose start ``cash`` is at hand.
            until: the last day that is looked at.
            ledger: ``declared`` or ``verified``.

        Returns:
            What is there at that moment (``.when``); None where no moment until then is enough.

        Examples:
            >>> wage = Income("wage", "5600", pay_day={"2026-12": "2026-12-04T10:00"})
            >>> home = Household(currency="CNY", cash="650", incomes=[wage], spending=[Spending("all", "4100")])
            >>> str(home.first_cash("2000", as_of="2026-12-01", until="2026-12-31").when)
            '2026-12-04 10:00:00'
        """
        from repayplan.household.cash_on import first_moment

        return first_moment(self, amount, as_of, ledger, until)

    def expected(self) -> list[tuple[str, int | None]]:
        """Income lines that are expected, with the running month in which each begins."""
        return [(name, line.begins()) for name, line in self._income.items() if line.evidence == "expected"]

    def unverified(self) -> list[str]:
        """Income lines that are not verified, as :meth:`expected` names them."""
        return [name for name, line in self._income.items() if line.evidence != "verified"]

    @classmethod
    def from_dict(cls, data: object, currency: str) -> Household:
        """Read the household of a case document; ``currency`` is the case's."""
        given = {key: value for key, value in known_keys(data, KEYS, "").items() if value is not None}
        return cls(currency=currency, **given)

    def to_dict(self) -> dict[str, Any]:
        """The household as a case document has it."""
        return {
            "cash": str(self.cash),
            "keep_back": None if self.keep_back is None else str(self.keep_back),
            "reserve": None if self.reserve is None else str(self.reserve),
            "presets": dict(self.presets),
            "beyond": self.beyond,
            "time_zone": self.time_zone,
            "members": list(self.members),
            "incomes": [line.to_dict() for line in self.incomes],
            "spending": [line.to_dict() for line in self.spending],
            "assets": [asset.to_dict() for asset in self.assets],
            "guidelines": {category: str(most) for category, most in self.guidelines},
        }
