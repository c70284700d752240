"""One debt: what is owed, by component, and what its contract says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from repayplan.debts.balances import FIRST, average, read_balances
from repayplan.debts.bearing import COMPOUNDING as COMPOUNDING
from repayplan.debts.contract import Bill, asked
from repayplan.debts.late_fee import LateFee
from repayplan.debts.minimum import Minimum
from repayplan.debts.statement import Statement, statement
from repayplan.units.components import COMPONENTS
from repayplan.units.dates import read_day_count, read_month
from repayplan.units.money import from_minor, read_currency, read_decimal, to_minor
from repayplan.units.rates import RatePath, read_path
from repayplan.units.refusal import known_keys, listed, one_of, refuse, required, text, under, whole

if TYPE_CHECKING:
    from decimal import Decimal

FLAGS = ("secured", "priority", "joint", "guaranteed", "disputed", "set_off")
SUMS = (
    "contractual_payment", "priority_instalment", "arrears", "credit_limit", "cash_advance", "instalments_due",
)  # fmt: skip
KEYS = (
    "id", "creditor", "kind", "owner", "currency", "flags", "balance", "rate", "day_count", "compounding",
    "days_past_due", "arrears", "rules", "due_day", "minimum", "late_fee", "contractual_payment", "instalments_left",
    "priority_instalment", "credit_limit", "cash_advance", "instalments_due", "balances", "payment_first",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Debt:
    """What one creditor is owed, apart by component, and the contract that it is owed under.

    Args:
        id: a name for it, unique within a case.
        principal: the component that bears interest [currency].
        rate: with its unit: ``"18.25%"`` a year, ``"1.5%/month"``, ``"0.05%/day"``, or dated steps; or a flat fee on
            the original amount, ``{"flat_fee": "0.6%/month"}``.
        currency: ISO 4217 code.
        interest: accrued and unpaid [currency].
        penalty: late fees and penalty interest, unpaid [currency].
        fees: unpaid [currency].
        creditor: shown in tables; the id where absent.
        kind: what programmes ask for: ``credit_card``, ``instalment_loan``, ``online_loan``, ...
        owner: the household member who owes it.
        flags: of ``secured``, ``priority``, ``joint``, ``guaranteed``, ``disputed``, ``set_off``.
        day_count: ``equal-periods``, ``actual/360`` or ``actual/365``.
        compounding: ``none``; ``monthly`` where unpaid interest bears interest; ``everything`` where unpaid penalty and
            fees do too, as long as no rule of the debt's own place forbids it. Under an agreement charges never do.
        days_past_due: days since the oldest unpaid due date.
        arrears: the sum due and unpaid [currency], None where it is not known.
        due_day: day of the month on which payments fall due.
        minimum: a :class:`Minimum`, its named parts, a sum, a preset's id, or None where it is not known.
        late_fee: ``share`` of the unpaid minimum, ``floor``, ``cap``.
        contractual_payment: the instalment of the contract [currency].
        instalments_left: how many of them are left.
        priority_instalment: a sum already agreed that comes before any sharing [currency].
        credit_limit: [currency].
        cash_advance: the part of the principal that is cash advanced and not yet billed once [currency].
        instalments_due: the part of the principal that falls due next as the card's own instalments [currency].
        balances: the principal apart, where parts of it bear their own rates: :class:`Balance` values or mappings of
            ``principal``, ``rate`` and ``kind`` (``purchases``, ``cash_advance``, ``promotional``,
            ``deferred_interest``, ``instalments``). ``principal`` is then their sum, and ``rate``, which unpaid
            interest and a plan of the whole follow, their average; neither has to be given.
        payment_first: which balance a payment goes to first: ``lowest rate`` or ``highest rate``; None: as the rules of
            the place say, else the lowest.
        rules: place whose rules apply, where it is not the case's.
        preset: id of the preset that the minimum is, None where it is the debt's own.

    Raises:
        InputError: naming the path, the value, what was expected and what to do.

    Examples:
        >>> Debt(id="A", principal="28000", interest="1620", penalty="540", rate="0.05%/day", currency="CNY").total
        Decimal('30160.00')
        >>> card = Debt(id="B", currency="USD", balances=[
        ...     {"principal": "300", "rate": "12%"}, {"kind": "cash_advance", "principal": "100", "rate": "24%"}])
        >>> card.principal, card.rate
        (Decimal('400.00'), '15%')
    """

    id: str
    currency: str
    principal: Any = None
    rate: Any = None
    interest: Any = "0"
    penalty: Any = "0"
    fees: Any = "0"
    creditor: str = ""
    kind: str = "other"
    owner: str | None = None
    flags: Any = ()
    day_count: str = "actual/365"
    compounding: str = "none"
    days_past_due: int = 0
    arrears: Any = None
    due_day: int | None = None
    minimum: Any = None
    late_fee: Any = None
    contractual_payment: Any = None
    instalments_left: int | None = None
    priority_instalment: Any = None
    credit_limit: Any = None
    cash_advance: Any = None
    instalments_due: Any = None
    balances: Any = ()
    payment_first: str | None = None
    rules: str | None = None
    preset: str | None = None
    opening: tuple[int, int, int, int] = field(init=False, repr=False, compare=False)
    path: RatePath = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        read_currency(self.currency, "currency")
        self._read_balances(put)
        put(self, "opening", tuple(_owed(getattr(self, name), self.currency, name) for name in COMPONENTS))
        for name, units in zip(COMPONENTS, self.opening, strict=True):
            put(self, name, from_minor(units, self.currency))
        for name in SUMS:
            if (given := getattr(self, name)) is not None:
                put(self, name, from_minor(to_minor(given, self.currency, name), self.currency))
        path = read_path(self.rate, "rate")
        put(self, "path", path)
        put(self, "rate", path if path.changes() or path.flat else path.to_document())
        self._read_words(put)
        self._read_terms(put)

    def _read_balances(self, put: Any) -> None:
        """The balances; principal and rate are theirs together where they are not given."""
        put(self, "balances", read_balances(self.balances, self.currency))
        if self.payment_first is not None:
            one_of(self.payment_first, FIRST, "payment_first")
        for name in ("principal", "rate"):
            if getattr(self, name) is None and not self.balances:
                refuse(name, None, "a value", f"give {name!r}, or the card's balances, each with its own")
        if not self.balances:
            return
        owed = from_minor(sum(to_minor(b.principal, self.currency, "principal") for b in self.balances), self.currency)
        if self.principal is None:
            put(self, "principal", owed)
        elif _owed(self.principal, self.currency, "principal") != to_minor(owed, self.currency, "principal"):
            fix = "leave the principal out: it is the sum of the balances"
            refuse("principal", str(self.principal), f"the sum of the balances, {owed}", fix)
        if self.rate is None:
            put(self, "rate", average(self.balances, self.currency))

    def as_one(self, **owed: Any) -> Debt:
        """The same debt as one balance, of which other sums may be owed: a plan of the whole has one rate.

        Examples:
            >>> card = Debt(id="B", currency="USD", balances=[{"principal": "300", "rate": "12%"}])
            >>> card.as_one(principal="250").total
            Decimal('250.00')
        """
        return replace(self, balances=(), **owed)

    def owed_on_balances(self, fine: int = 1) -> tuple[int, ...]:
        """What is owed on each of the balances [minor units, or finer ones]."""
        return tuple(fine * to_minor(b.principal, self.currency, "principal") for b in self.balances)

    def _read_words(self, put: Any) -> None:
        """Names, kinds and flags."""
        text(self.id, "id")
        text(self.kind, "kind")
        put(self, "creditor", text(self.id if self.creditor == "" else self.creditor, "creditor"))
        for name in ("owner", "rules"):
            if (given := getattr(self, name)) is not None:
                text(given, name)
        flags = {one_of(flag, FLAGS, f"flags[{i}]") for i, flag in enumerate(listed(self.flags, "flags"))}
        put(self, "flags", tuple(flag for flag in FLAGS if flag in flags))

    def _read_terms(self, put: Any) -> None:
        """What the contract says of days, minimum and late fee."""
        read_day_count(self.day_count, "day_count")
        one_of(self.compounding, COMPOUNDING, "compounding")
        whole(self.days_past_due, "days_past_due", 0, 36_500)
        if self.due_day is not None:
            whole(self.due_day, "due_day", 1, 31)
        if self.instalments_left is not None:
            whole(self.instalments_left, "instalments_left", 1, 600)
        put(self, "minimum", self._read_minimum(put))
        if self.late_fee is not None:
            with under("late_fee"):
                fee = self.late_fee if isinstance(self.late_fee, LateFee) else LateFee.from_dict(self.late_fee)
                put(self, "late_fee", fee.in_currency(self.currency))

    def _read_minimum(self, put: Any) -> Minimum | None:
        given = self.minimum
        if isinstance(given, str) and "/" in given:
            put(self, "preset", given)
            return _read_preset(given, self.currency)
        if given is None:
            return None if self.preset is None else _read_preset(self.preset, self.currency)
        if not isinstance(given, (Mapping, Minimum)):
            to_minor(given, self.currency, "minimum")
            given = Minimum(amount=given)
        with under("minimum"):
            formula = given if isinstance(given, Minimum) else Minimum.from_dict(given)
            formula = formula.in_currency(self.currency)
        if self.preset is not None and formula != _read_preset(self.preset, self.currency):
            put(self, "preset", None)
        return formula

    @property
    def compounds(self) -> bool:
        """Whether unpaid interest bears interest."""
        return self.compounding != "none"

    @property
    def total(self) -> Decimal:
        """Everything owed [currency]."""
        return from_minor(sum(self.opening), self.currency)

    def minimum_payment(self, month: str | None = None) -> Decimal:
        """The minimum on what is owed now [currency].

        Args:
            month: of the due date, as in ``"2026-12"``: what is given by month needs it.

        Raises:
            InputError: no minimum is known for this debt, or it is given by month alone and none is named.
        """
        if month is not None:
            read_month(month, "month")
        elif self.minimum is not None and self.minimum.is_only_by_month:
            refuse("month", None, "the month of the due date", 'write it like "2026-12"')
        if self.minimum is None:
            refuse(f"debts[{self.id!r}].minimum", None, "a minimum payment", "give its formula or a preset's id")
        own = replace(self, contractual_payment=None) if self.contractual_payment is not None else self
        return from_minor(asked(own, self.opening, Bill(0, month)), self.currency)

    def statement(self, as_of: Any, since: Any = None, *, rules: Any = None) -> Statement:
        """What is true of the debt on a day: past due, the split by component, the minimum by its named parts.

        Args:
            as_of: the day.
            since: the day on which the balance held; interest runs from it. None: the balance is that of ``as_of``.
            rules: place, or a book with one's own pack laid over it, whose rules give the boundaries of the stages and
                the most that a late fee may be; None: the debt's own place, or none.

        Raises:
            InputError: a day that is none, or ``since`` after ``as_of``.

        Examples:
            >>> card = Debt(id="A", principal="1000", interest="12", rate="0.05%/day", currency="CNY",
            ...             minimum="cn/usual-10", days_past_due=20)
            >>> bill = card.statement("2026-12-11", since="2026-12-01")
            >>> bill.stage, bill.split["interest"], bill.minimum, {name: str(part) for name, part in bill.parts.items()}
            ('M1', Decimal('17.00'), Decimal('117.00'), {'purchases': '100.00', 'interest': '17.00'})
        """
        return statement(self, as_of, since, rules)

    @classmethod
    def from_dict(cls, data: object, currency: str | None = None) -> Debt:
        """Read a debt of a case document; ``currency`` is the case's, for a debt that names none."""
        given = {key: value for key, value in known_keys(data, KEYS, "").items() if value is not None}
        balance = known_keys(given.get("balance") or {}, COMPONENTS, "balance")
        required(given, "id", "")
        if not given.get("balances"):
            required(given, "balance", "")
            required(given, "rate", "")
            required(balance, "principal", "balance")
        given["currency"] = read_currency(given.get("currency", currency), "currency")
        owed = {name: value for name, value in balance.items() if value is not None}
        for name, value in owed.items():
            _owed(value, given["currency"], f"balance.{name}")
        given.pop("balance", None)
        return cls(**given, **owed)

    def to_dict(self) -> dict[str, Any]:
        """The debt as a case document has it: text and whole numbers, nothing left out."""
        plain = {key: getattr(self, key) for key in KEYS if key != "balance"}
        sums = {name: None if (value := getattr(self, name)) is None else str(value) for name in SUMS}
        worded = {
            "flags": list(self.flags),
            "balance": {name: str(getattr(self, name)) for name in COMPONENTS},
            "rate": self.path.to_document(),
            "minimum": self.preset or (self.minimum.to_dict() if self.minimum else None),
            "late_fee": self.late_fee.to_dict() if self.late_fee else None,
            "balances": [balance.to_dict() for balance in self.balances],
        }
        return {key: (plain | sums | worded)[key] for key in KEYS}


def _owed(value: object, currency: str, path: str) -> int:
    """One component of a balance [minor units]."""
    if read_decimal(value, path) < 0:
        fix = (
            "a credit balance is not netted against what is owed: leave it out, and add it to cash once it is paid out"
        )
        refuse(path, value, "an amount that is not negative", fix)
    return to_minor(value, currency, path)


def _read_preset(preset_id: str, currency: str) -> Minimum:
    """The minimum that a preset names."""
    # Loaded by the first preset: the rules are read from files.
    from repayplan.rules.book import minimum_preset

    preset = minimum_preset(preset_id)
    if preset.currency not in (None, currency):
        refuse("minimum", preset_id, f"a preset in {currency}, not {preset.currency}", "write out its parts")
    return Minimum.from_dict(preset.parts).in_currency(currency)
