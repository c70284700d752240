"""The minimum payment of a debt: a formula of named parts, kept apart so that each can be explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.debts.formula import BASES, NOTHING, Formula, Share, steps
from repayplan.units.dates import month_text, read_month
from repayplan.units.money import from_minor, read_amount, to_minor
from repayplan.units.rates import percent_text, read_share
from repayplan.units.refusal import known_keys, listed, refuse, under
from repayplan.units.rounding import read_rounding

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARES = tuple(BASES)
SUMS = ("amount", "floor", "cap")


@dataclass(frozen=True)
class Minimum:
    """A contractual minimum payment by named parts, which add up; then ``rounding``, ``floor`` and ``cap``.

    Each share is rounded half up by itself. Never more is asked than is owed.

    Args:
        purchases: share of the purchases: the principal less what the formula names apart [text with %].
        principal: share of the principal [text with %].
        balance: share of everything owed [text with %].
        interest: share of the unpaid interest [text with %].
        penalty: share of the unpaid penalty [text with %].
        fees: share of the unpaid fees [text with %].
        past_due: share of the sum due and unpaid [text with %]; counts where the debt's ``arrears`` are known.
        amount: a fixed sum [currency].
        floor: the least that is asked [currency].
        cap: the most that is asked [currency].
        cash_advance: share of the cash advanced, where the debt says how much that is [text with %].
        over_limit: share of what is owed above the debt's ``credit_limit`` [text with %].
        instalments_due: share of the card's own instalments that fall due [text with %].
        unit: the sum of the parts is rounded to a multiple of it [currency].
        rounding: how it is rounded to the ``unit``, once and from the exact sum; half-up where it is not said.
        greater_of: formulas, the one that asks most of which counts; it comes beside the other parts.
        tiers: formulas by what is owed: each has ``up_to`` [currency], the last has none.
        by_month: what the bill of a month asks, as it is printed: ``{"2026-12": "300"}`` [currency]; the other parts
            hold in the months that are not named, or, where there are none, the last sum before them.

    Raises:
        InputError: a share above 100 % or without unit, a negative sum, a cap below the floor, tiers out of order, or
            no part at all.

    Source:
        Card agreements print the formula; it is a contract term, never a default.

    Examples:
        >>> Minimum(balance="3%", floor="35").to_dict()
        {'balance': '3%', 'floor': '35'}
        >>> tiers = [{"up_to": "499.99", "amount": "25"}, {"up_to": "1000", "amount": "50"}, {"balance": "2.5%"}]
        >>> [Minimum(tiers=tiers).asked((owed, 0, 0, 0), "USD") for owed in (20_00, 499_99, 500_00, 1309_00)]
        [2000, 2500, 5000, 3273]
    """

    purchases: Any = None
    principal: Any = None
    balance: Any = None
    interest: Any = None
    penalty: Any = None
    fees: Any = None
    past_due: Any = None
    amount: Any = None
    floor: Any = None
    cap: Any = None
    cash_advance: Any = None
    over_limit: Any = None
    instalments_due: Any = None
    unit: Any = None
    rounding: Any = None
    greater_of: Any = ()
    tiers: Any = ()
    by_month: Any = None
    _parts: tuple[Share, ...] = field(init=False, repr=False, compare=False)
    # The formula in units, by currency and units to a minor unit.
    _units: dict[tuple[str, int], Formula] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put, parts = object.__setattr__, []
        for name in SHARES:
            if (given := getattr(self, name)) is not None:
                share = read_share(given, name)
                parts.append(Share(name, share.numerator, share.denominator))
                put(self, name, percent_text(share))
        for name in (*SUMS, "unit"):
            if (given := getattr(self, name)) is not None:
                put(self, name, read_amount(given, name))
        put(self, "greater_of", _formulas(self.greater_of, "greater_of", Minimum.from_dict))
        put(self, "tiers", _formulas(self.tiers, "tiers", Tier.from_dict))
        if self.by_month is not None:
            put(self, "by_month", _by_month(self.by_month))
        put(self, "_parts", tuple(parts))
        put(self, "_units", {})
        self._check_parts()

    def _check_parts(self) -> None:
        """What does not go together."""
        some = self._parts or self.greater_of or self.tiers or self.by_month
        if not some and self.amount is None and self.floor is None:
            refuse("", {}, "at least one part", "name parts such as balance and floor, or leave the minimum out")
        if self.cap is not None and (self.cap == 0 or self.cap < (self.floor or 0)):
            refuse("cap", str(self.cap), "a sum above zero and not below the floor")
        if self.unit is not None and not self.unit:
            refuse("unit", str(self.unit), "a sum above zero")
        if self.rounding is not None:
            read_rounding(self.rounding, "rounding")
            if self.unit is None:
                refuse("rounding", self.rounding, "a unit beside it", 'write "unit": "1" for whole sums')
        for inner in (*self.greater_of, *(tier.formula for tier in self.tiers)):
            if inner.by_month:
                refuse("by_month", dict(inner.by_month), "sums by month beside the formulas, not inside one")
        if len(self.greater_of) == 1:
            refuse("greater_of", [self.greater_of[0].to_dict()], "at least two formulas")
        bounds = [tier.up_to for tier in self.tiers]
        if bounds and (bounds[-1] is not None or None in bounds[:-1] or bounds[:-1] != sorted(set(bounds[:-1]))):
            refuse("tiers", bounds, "rising sums in up_to, and none in the last tier", "put the tiers in order")

    @classmethod
    def from_dict(cls, data: object) -> Minimum:
        """Read the object of named parts of a case document."""
        given = known_keys(data, KEYS, "")
        return cls(**{key: value for key, value in given.items() if value is not None})

    def to_dict(self) -> dict[str, Any]:
        """The named parts that are there."""
        parts = {name: getattr(self, name) for name in KEYS}
        if self.by_month is not None:
            parts["by_month"] = dict(self.by_month)
        return {name: _plain(part) for name, part in parts.items() if part is not None and part != ()}

    def check(self, currency: str) -> None:
        """Refuse sums that are not whole minor units of the currency."""
        self.in_currency(currency)

    def in_currency(self, currency: str) -> Minimum:
        """The same formula with its sums in the currency's decimals."""
        given = {name: value for name in (*SUMS, "unit") if (value := getattr(self, name)) is not None}
        sums: dict[str, Any] = {n: from_minor(to_minor(v, currency, n), currency) for n, v in given.items()}
        formulas = {"greater_of": self.greater_of, "tiers": self.tiers}
        for name, found in formulas.items():
            with under(name):
                sums[name] = tuple(one.in_currency(currency) for one in found)
        if self.by_month is not None:
            path = "by_month"
            sums[path] = {m: from_minor(to_minor(v, currency, f"{path}.{m}"), currency) for m, v in self.by_month}
        return replace(self, **sums)

    def asked(self, due: Sequence[int], currency: str, past_due: int = 0, **more: Any) -> int:
        """What is asked of what is due, by component [minor units]: the sum of :meth:`parts`, which takes ``more``."""
        return sum(self.parts(due, currency, past_due, **more).values())

    def parts(
        self,
        due: Sequence[int],
        currency: str,
        past_due: int = 0,
        *,
        beside: Mapping[str, int] = NOTHING,
        fine: int = 1,
        month: str | None = None,
    ) -> dict[str, int]:
        """What is asked, by named parts that add up to it [minor units].

        ``rounding``, ``floor``, ``cap`` and ``owed`` are what these add to the other parts, or take off. A formula that
        rounds to nothing asks the balance.

        Args:
            due: what is due, by component.
            currency: ISO 4217 code.
            past_due: what is due and unpaid.
            beside: parts of the principal, which the components do not tell: ``cash_advance``, ``over_limit``,
                ``instalments_due``, and what is ``not_billed`` at all.
            fine: units to a minor unit, where finer ones are counted.
            month: of the due date, as in ``"2026-12"``, for what is given by month.

        Examples:
            >>> formula = Minimum(purchases="10%", interest="100%", cash_advance="100%", floor="20")
            >>> formula.parts((1000_00, 7_50, 0, 0), "CNY", beside={"cash_advance": 300_00})
            {'purchases': 7000, 'interest': 750, 'cash_advance': 30000}
            >>> billed = Minimum(by_month={"2026-12": "212.50"}, balance="10%")
            >>> [billed.parts((1000_00, 0, 0, 0), "CNY", month=month) for month in ("2026-12", "2027-01")]
            [{'by_month': 21250}, {'balance': 10000}]
        """
        owed, beside = sum(due), {**beside, "past_due": past_due} if past_due else beside
        if (given := self._given(month)) is not None:
            return {"by_month": min(fine * to_minor(given, currency, "by_month"), owed)}
        found: dict[str, int] = {}
        so_far = 0
        for name, sum_ in steps(self.in_units(currency, fine), due, beside):
            if sum_ != so_far:
                found[name] = found.get(name, 0) + sum_ - so_far
            so_far = sum_
        return found

    def _given(self, month: str | None) -> Decimal | None:
        """What is given for a month; where there is nothing else, the nearest month's sum holds before and after."""
        if month is None or not self.by_month:
            return None
        own: dict[str, Decimal] = dict(self.by_month)
        if month in own or not self.is_only_by_month:
            return own.get(month)
        before = [value for known, value in own.items() if known < month]
        return before[-1] if before else next(iter(own.values()))

    @property
    def is_only_by_month(self) -> bool:
        """Whether it has sums by month and nothing that holds in other months."""
        parts = (self._parts, self.greater_of, self.tiers, self.amount, self.floor)
        return bool(self.by_month) and all(part in ((), None) for part in parts)

    def formula(self, currency: str) -> str:
        """The parts as text, in the document's words."""
        return ", ".join(f"{name} {value}" for name, value in self.in_currency(currency).to_dict().items())

    def in_units(self, currency: str, fine: int = 1) -> Formula:
        """The formula with its sums in units, of which ``fine`` make a minor one of the currency."""
        key = currency, fine
        if key not in self._units:

            def units(name: str) -> int:
                return fine * to_minor(value, currency, name) if (value := getattr(self, name)) is not None else 0

            self._units[key] = Formula(
                self._parts,
                units("amount"),
                units("floor"),
                None if self.cap is None else units("cap"),
                units("unit"),
                self.rounding or "half-up",
                tuple(one.in_units(currency, fine) for one in self.greater_of),
                tuple(tier.in_units(currency, fine) for tier in self.tiers),
            )
        return self._units[key]


class Tier(NamedTuple):
    """The formula that holds up to a sum owed, that sum included [currency]; None: whatever is owed."""

    up_to: Decimal | None
    formula: Minimum

    @classmethod
    def from_dict(cls, data: object) -> Tier:
        """Read a tier: the named parts of a formula, and ``up_to``."""
        given = known_keys(data, ("up_to", *KEYS), "")
        bound = given.get("up_to")
        rest = {key: value for key, value in given.items() if key != "up_to"}
        return cls(None if bound is None else read_amount(bound, "up_to"), Minimum.from_dict(rest))

    def in_units(self, currency: str, fine: int) -> tuple[int | None, Formula]:
        """The bound and the formula in units."""
        bound = None if self.up_to is None else fine * to_minor(self.up_to, currency, "tiers.up_to")
        return bound, self.formula.in_units(currency, fine)

    def to_dict(self) -> dict[str, Any]:
        """The tier as plain data."""
        bound = {} if self.up_to is None else {"up_to": format(self.up_to, "f")}
        return bound | self.formula.to_dict()

    def in_currency(self, currency: str) -> Tier:
        """The same tier with its sums in the currency's decimals."""
        bound = None if self.up_to is None else from_minor(to_minor(self.up_to, currency, "up_to"), currency)
        return Tier(bound, self.formula.in_currency(currency))


KEYS = tuple(f.name for f in fields(Minimum) if f.init)


def _formulas(given: object, path: str, read: Any) -> tuple[Any, ...]:
    """The formulas of a list."""
    found = []
    for i, one in enumerate(listed(given, path)):
        with under(f"{path}[{i}]"):
            found.append(one if isinstance(one, (Minimum, Tier)) else read(one))
    return tuple(found)


def _by_month(given: object) -> tuple[tuple[str, Decimal], ...]:
    """Sums by month, in order of month."""
    given = dict(given) if isinstance(given, tuple) else given
    if not isinstance(given, Mapping) or not given:
        refuse("by_month", given, "sums by month", 'write it like {"2026-12": "300"}')
    read = {month_text(read_month(month, "by_month")): value for month, value in given.items()}
    return tuple((month, read_amount(read[month], f"by_month.{month}")) for month in sorted(read))


def _plain(part: Any) -> Any:
    """A part as a document holds it."""
    if isinstance(part, Mapping):
        return {name: _plain(value) for name, value in part.items()}
    if isinstance(part, tuple):
        return [one.to_dict() for one in part]
    return format(part, "f") if isinstance(part, Decimal) else part
