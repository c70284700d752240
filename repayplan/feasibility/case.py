"""The case: what a counsellor brings. The first place where debts and household meet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.debts.debt import Debt
from repayplan.household.household import Household
from repayplan.rules.book import rulebook
from repayplan.rules.pack import read_pack
from repayplan.units.dates import month_of, read_date
from repayplan.units.documents import read_schema
from repayplan.units.money import PLACES, at_rate, from_minor, read_currency, read_decimal, to_minor
from repayplan.units.rates import percent_text, read_share
from repayplan.units.refusal import known_keys, listed, one_of, refuse, required, text, under, whole
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from repayplan.feasibility.assessment import Assessment
    from repayplan.feasibility.balance import BalanceSheet
    from repayplan.rules.book import Rulebook
    from repayplan.rules.programmes import Advice, Programme

SCHEMA = "repayplan/case-1"
KEYS = (
    "schema", "as_of", "currency", "rules", "first_due", "fx", "household", "debts", "reason", "acts", "willing",
    "limits", "pack",
)  # fmt: skip
REASONS = (
    "unemployment", "income_drop", "income_volatility", "medical", "injury_leave", "family", "over_indebted",
    "business_failure", "cost_of_living", "cash_timing", "disaster", "none_given", "other",
)  # fmt: skip
ACTS = ("contact", "part_payment", "promise_kept", "promise_late", "promise_broken", "document", "stopped_borrowing")
SAID = ("willing", "unknown", "declined")
MOST_DEBTS = 100
LIMITS = ("max_months", "step_share", "settlement_floor", "programmes")


@dataclass(frozen=True, kw_only=True)
class Case(Shown):
    """What a counsellor brings: a household, what it owes, and what is known about both.

    Args:
        as_of: the day of the case; nothing here reads a clock.
        currency: ISO 4217 code of the household.
        household: a :class:`Household`, or its plain form.
        debts: :class:`Debt` values, or their plain form; ids differ.
        rules: the place whose rules apply, as in ``"cn"``; None: no rule is looked up.
        first_due: first due date of every plan; None: each debt's due day, else a month's end.
        fx: dated rates for debts in other currencies: ``from``, ``to``, ``rate``, ``on``.
        reason: ``code``, ``since``, ``expected_end``, ``note``.
        acts: what the customer has done: ``kind``, ``on``, ``amount``, ``note``.
        willing: what the customer said: ``willing``, ``declined``, or None.
        limits: ``max_months``, ``step_share``, ``settlement_floor``, ``programmes``.
        pack: rules and programmes of one's own, laid over those of ``rules``: what a pack's file holds, each entry with
            its source.

    Raises:
        InputError: naming the path, the value, what was expected and what to do.

    Examples:
        >>> import repayplan as rp
        >>> case = rp.sample("unemployed-three-cards")
        >>> case.total_owed, rp.Case.from_dict(case.to_dict()) == case
        (Decimal('64000.00'), True)
    """

    as_of: Any
    currency: str
    household: Household
    debts: Any = ()
    rules: str | None = None
    first_due: Any = None
    fx: Any = ()
    reason: Any = None
    acts: Any = ()
    willing: str | None = None
    limits: Any = None
    pack: Any = None
    own: Rulebook | None = field(init=False, repr=False, compare=False)
    rates: dict[str, Fraction] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "as_of", read_date(self.as_of, "as_of"))
        read_currency(self.currency, "currency")
        put(self, "own", None if self.rules is None else rulebook(text(self.rules, "rules")))
        if self.pack is not None:
            self._read_pack(put)
        if self.first_due is not None:
            put(self, "first_due", read_date(self.first_due, "first_due"))
            if self.first_due < self.as_of:
                refuse(
                    "first_due",
                    str(self.first_due),
                    f"a day not before as_of, {self.as_of}",
                    "move it, or leave it out",
                )
        if not isinstance(self.household, Household):
            with under("household"):
                put(self, "household", Household.from_dict(self.household, self.currency))
        if self.household.currency != self.currency:
            refuse("household.currency", self.household.currency, f"the case's currency, {self.currency}")
        put(self, "fx", read_fx(self.fx))
        put(self, "debts", tuple(self._read_debt(d, i) for i, d in enumerate(listed(self.debts, "debts", MOST_DEBTS))))
        self._check_debts()
        put(self, "reason", _read_reason(self.reason))
        put(
            self,
            "acts",
            tuple(_read_act(act, f"acts[{i}]", self.currency) for i, act in enumerate(listed(self.acts, "acts"))),
        )
        if self.willing is not None:
            one_of(self.willing, SAID, "willing")
        put(self, "limits", self._read_limits())

    def _read_pack(self, put: Any) -> None:
        """One's own pack, laid over the rules of the place."""
        if self.own is None or self.rules is None:
            refuse("pack", self.pack, "a place in rules, over whose rules it is laid", 'add a place such as "cn"')
        with under("pack"):
            put(self, "pack", read_pack(self.pack, self.rules).to_dict())
            put(self, "own", self.own.laid_over(self.pack))

    def book(self, place: str | None = None) -> Rulebook | None:
        """The rules of a place, with one's own pack where it is that of the case; None where there is no place."""
        return self.own if place is None or place == self.rules else rulebook(place)

    def _read_debt(self, given: Any, i: int) -> Debt:
        """A debt, or its plain form; the case's currency is that of a debt that names none."""
        if isinstance(given, Debt):
            return given
        with under(f"debts[{i}]"):
            return Debt.from_dict(given, self.currency)

    def _check_debts(self) -> None:
        seen: set[str] = set()
        rates = rates_into(self.currency, self.fx)
        for i, debt in enumerate(self.debts):
            if debt.id in seen:
                refuse(f"debts[{i}].id", debt.id, "an id that no other debt has", "rename one of them")
            seen.add(debt.id)
            if debt.currency not in rates:
                refuse(
                    f"debts[{i}].currency", debt.currency, f"{self.currency}, or a dated rate in fx",
                    f"add {{'from': {debt.currency!r}, 'to': {self.currency!r}, 'rate': ..., 'on': ...}}",
                )  # fmt: skip
            if debt.owner is not None and self.household.members and debt.owner not in self.household.members:
                refuse(f"debts[{i}].owner", debt.owner, "a member of the household", "list every member in members")
            if debt.rules is not None:
                with under(f"debts[{i}]"):
                    rulebook(debt.rules)
        object.__setattr__(self, "rates", rates)

    def _read_limits(self) -> dict[str, Any]:
        given = known_keys({} if self.limits is None else self.limits, LIMITS, "limits")
        limits: dict[str, Any] = dict.fromkeys(LIMITS) | {"programmes": []}
        if (months := given.get("max_months")) is not None:
            limits["max_months"] = whole(months, "limits.max_months", 1, 600)
        if (share := given.get("step_share")) is not None:
            limits["step_share"] = percent_text(read_share(share, "limits.step_share"))
        if (floor := given.get("settlement_floor")) is not None:
            limits["settlement_floor"] = _read_floor(floor, self.currency)
        programmes = listed(given.get("programmes"), "limits.programmes")
        limits["programmes"] = [text(p, f"limits.programmes[{i}]") for i, p in enumerate(programmes)]
        known = {programme.id for programme in self.programmes()}
        for i, name in enumerate(limits["programmes"]):
            one_of(name, known, f"limits.programmes[{i}]")
        return limits

    @property
    def first_month(self) -> int:
        """The running number of the month of ``as_of``."""
        return month_of(self.as_of)

    @property
    def total_owed(self) -> Decimal:
        """Everything owed, in the case's currency [currency]; foreign balances at their dated rate, rounded up."""
        return from_minor(sum(self.weights), self.currency)

    @property
    def weights(self) -> list[int]:
        """The whole balance of each debt [minor units of the case's currency]."""
        return [at_rate(sum(debt.opening), self.rates[debt.currency]) for debt in self.debts]

    def books(self) -> tuple[Rulebook, ...]:
        """The rules of the places whose rules apply, those of the case first."""
        places = dict.fromkeys(place for place in (self.rules, *(debt.rules for debt in self.debts)) if place)
        return tuple(book for place in places if (book := self.book(place)) is not None)

    def programmes(self) -> tuple[Programme, ...]:
        """The programmes of the places whose rules apply, in force on the day."""
        return tuple(programme for book in self.books() for programme in book.programmes(self.as_of))

    def owes(self, programme: Programme) -> bool:
        """Whether something is owed on a debt of a kind that a programme covers."""
        return any(programme.covers(debt.kind) and sum(debt.opening) for debt in self.debts)

    def advice(self) -> tuple[Advice, ...]:
        """Free advice and statutory routes of the case's own place on the day."""
        return () if self.own is None else self.own.advice(self.as_of)

    def parts(self, language: str = "en") -> list[Any]:
        """What is owed by component, and the lines of the budget with their evidence."""
        from repayplan.feasibility.tables import case_parts

        return case_parts(self, language)

    def assess(self) -> Assessment:
        """Stage and tier of each debt, ability, willingness, each with its reason."""
        from repayplan.feasibility.assessment import assess

        return assess(self)

    def balance_sheet(self) -> BalanceSheet:
        """What the household has and owes, what comes in and goes out, and how long its cash lasts (梳理资产负债)."""
        from repayplan.feasibility.balance import balance_sheet

        return balance_sheet(self)

    def single(self, member: str, shares: Mapping[str, int] | None = None) -> Case:
        """The case of one member: :meth:`Household.single`, and what the member owes alone or together with others.

        A debt that nobody is named for, and one flagged ``joint``, is owed by each member whole.

        Raises:
            InputError: somebody who is no member of the household.

        Examples:
            >>> import repayplan as rp
            >>> case = rp.sample("dmp-four-cards")
            >>> case.single("A").total_owed == case.total_owed
            True
        """
        own = (None, member)
        debts = tuple(debt for debt in self.debts if debt.owner in own or "joint" in debt.flags)
        debts = tuple(debt if debt.owner in own else replace(debt, owner=member) for debt in debts)
        return self.but(household=self.household.single(member, shares), debts=debts)

    @classmethod
    def from_dict(cls, data: object) -> Case:
        """Read a case document.

        Raises:
            InputError: an unknown key, a newer schema, or any value that is wrong, with its path.
        """
        given = known_keys(read_schema(data, SCHEMA), KEYS, "")
        for key in ("as_of", "currency", "household", "debts"):
            required(given, key, "")
        return cls(**{key: value for key, value in given.items() if key != "schema" and value is not None})

    def to_dict(self) -> dict[str, Any]:
        """The case document, nothing left out."""
        return {
            "schema": SCHEMA,
            "as_of": str(self.as_of),
            "currency": self.currency,
            "rules": self.rules,
            "first_due": None if self.first_due is None else str(self.first_due),
            "fx": [dict(entry) for entry in self.fx],
            "household": self.household.to_dict(),
            "debts": [debt.to_dict() for debt in self.debts],
            "reason": None if self.reason is None else dict(self.reason),
            "acts": [dict(act) for act in self.acts],
            "willing": self.willing,
            "limits": {**self.limits, "programmes": list(self.limits["programmes"])},
            "pack": self.pack,
        }

    def but(self, **changes: Any) -> Case:
        """The same case with some fields changed."""
        return replace(self, **changes)


def read_fx(given: object) -> tuple[dict[str, str], ...]:
    """Dated exchange rates, each with ``from``, ``to``, ``rate`` and ``on``."""
    return tuple(_read_fx(entry, f"fx[{i}]") for i, entry in enumerate(listed(given, "fx")))


def rates_into(currency: str, fx: tuple[dict[str, str], ...]) -> dict[str, Fraction]:
    """Minor units of one currency for one of each other, from whichever side a dated rate was given."""
    rates = {currency: Fraction(1)}
    for entry in fx:
        other = entry["from"] if entry["to"] == currency else entry["to"]
        # How many minor units stand where one of the other does, at a rate of one.
        units = Fraction(10) ** (PLACES[currency] - PLACES[other])
        if entry["to"] == currency:
            rates[other] = Fraction(entry["rate"]) * units
        elif entry["from"] == currency:
            rates[other] = units / Fraction(entry["rate"])
    return rates


def _read_fx(given: object, path: str) -> dict[str, str]:
    entry = known_keys(given, ("from", "to", "rate", "on"), path)
    for key in ("from", "to"):
        read_currency(required(entry, key, path), f"{path}.{key}")
    rate = read_decimal(required(entry, "rate", path), f"{path}.rate")
    if rate <= 0:
        refuse(f"{path}.rate", entry["rate"], "a rate above zero")
    day: date = read_date(required(entry, "on", path), f"{path}.on")
    return {"from": str(entry["from"]), "to": str(entry["to"]), "rate": str(rate), "on": str(day)}


def _read_reason(given: object) -> dict[str, Any] | None:
    if given is None:
        return None
    reason = known_keys(given, ("code", "since", "expected_end", "note"), "reason")
    one_of(reason.get("code"), REASONS, "reason.code")
    days = {
        key: None if reason.get(key) is None else str(read_date(reason[key], f"reason.{key}"))
        for key in ("since", "expected_end")
    }
    return {"code": reason["code"], **days, "note": _note(reason, "reason")}


def _read_act(given: object, path: str, currency: str) -> dict[str, Any]:
    act = known_keys(given, ("kind", "on", "amount", "note"), path)
    kind = one_of(act.get("kind"), ACTS, f"{path}.kind")
    day = read_date(required(act, "on", path), f"{path}.on")
    amount = None if act.get("amount") is None else _sum_text(act["amount"], currency, f"{path}.amount")
    return {"kind": kind, "on": str(day), "amount": amount, "note": _note(act, path)}


def _note(given: Mapping[str, object], path: str) -> str:
    """A note, empty where there is none."""
    return text("" if given.get("note") is None else given["note"], f"{path}.note", empty=True)


def _sum_text(given: object, currency: str, path: str) -> str:
    """A sum as a document has it, in the currency's decimals."""
    return str(from_minor(to_minor(given, currency, path), currency))


def _read_floor(given: object, currency: str) -> str:
    """The least that a creditor settles for: a share of what it is owed, or a sum."""
    if isinstance(given, str) and given.endswith("%"):
        return percent_text(read_share(given, "limits.settlement_floor"))
    return _sum_text(given, currency, "limits.settlement_floor")
