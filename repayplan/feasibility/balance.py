"""The balance sheet: what a household has and owes, what comes in and goes out, how long its cash lasts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.units.components import COMPONENTS
from repayplan.units.dates import month_text
from repayplan.units.findings import Finding
from repayplan.units.money import at_rate, from_minor, own_context, to_minor
from repayplan.units.refusal import refuse
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from repayplan.feasibility.case import Case
    from repayplan.household.lines import Line

MONTHS = 12
# As far as cash is followed month by month.
LOOKED_AT = 120
TENTH = Decimal("0.1")


class Have(NamedTuple):
    """Something that the household has [currency]; None where it is not known."""

    name: str
    kind: str
    value: Decimal | None
    brings: Decimal | None
    may_use: Decimal


class Owe(NamedTuple):
    """One debt, in the household's currency [currency]; ``parts`` by component."""

    debt: str
    creditor: str
    kind: str
    owed: Decimal
    parts: dict[str, Decimal]
    arrears: Decimal | None
    flags: tuple[str, ...]


class Flow(NamedTuple):
    """A line of money: what it comes to over the next twelve months [currency]."""

    name: str
    kind: str
    category: str | None
    a_year: Decimal

    @property
    def a_month(self) -> Decimal:
        """A twelfth of it, half-up [currency]."""
        return _twelfth([self.a_year])


@dataclass(frozen=True)
class BalanceSheet(Shown):
    """What a household has and owes, and what comes in and goes out.

    Attributes:
        as_of: the day.
        currency: of every amount; debts in another one stand at the case's dated rate, rounded up.
        cash: at hand [currency].
        assets: what there is beside cash.
        debts: priority debts first, then as the case has them.
        income: lines of income; ``kind`` is the evidence. A month is the average of the next twelve, half-up.
        spending: lines of spending.
        cash_lasts: months that cash lasts on essential and priority spending with no income at all, to a tenth,
            rounded down; None where there is no such spending, or where it lasts longer than ten years or than the
            months that are given.
        runs_out: by ledger the first month whose end finds less than nothing if no debt is paid, None where none of
            the next twelve does.
        findings: what is not known.

    Examples:
        >>> import repayplan as rp
        >>> sheet = rp.sample("unemployed-three-cards").balance_sheet()
        >>> sheet.net_worth, sheet.owed_by("kind"), sheet.cash_lasts
        (Decimal('-62800.00'), {'credit_card': Decimal('64000.00')}, Decimal('0.4'))
    """

    as_of: Any
    currency: str
    cash: Decimal
    assets: tuple[Have, ...]
    debts: tuple[Owe, ...]
    income: tuple[Flow, ...]
    spending: tuple[Flow, ...]
    cash_lasts: Decimal | None
    runs_out: dict[str, str | None]
    findings: tuple[Finding, ...] = ()

    @property
    @own_context()
    def total_assets(self) -> Decimal:
        """Cash and every asset whose value is known [currency]."""
        return self.cash + sum((asset.value for asset in self.assets if asset.value is not None), Decimal(0))

    @property
    @own_context()
    def may_be_used(self) -> Decimal:
        """Cash, and what the household would use of its assets [currency]."""
        return self.cash + sum((asset.may_use for asset in self.assets), Decimal(0))

    @property
    @own_context()
    def total_owed(self) -> Decimal:
        """Everything owed [currency]."""
        return sum((debt.owed for debt in self.debts), 0 * self.cash)

    @property
    @own_context()
    def net_worth(self) -> Decimal:
        """Total assets less everything owed [currency]; what is not known is in the findings."""
        return self.total_assets - self.total_owed

    @property
    @own_context()
    def income_a_month(self) -> Decimal:
        """Income of a month, over the next twelve on average [currency]."""
        return _twelfth([0 * self.cash, *(line.a_year for line in self.income)])

    @property
    @own_context()
    def spending_a_month(self) -> Decimal:
        """Spending of a month, over the next twelve on average [currency]."""
        return _twelfth([0 * self.cash, *(line.a_year for line in self.spending)])

    @property
    @own_context()
    def surplus_a_month(self) -> Decimal:
        """Income less spending of a month, over the next twelve on average [currency]."""
        sums = (line.a_year for line in self.income), (-line.a_year for line in self.spending)
        return _twelfth([0 * self.cash, *sums[0], *sums[1]])

    @own_context()
    def owed_by(self, what: str = "kind") -> dict[str, Decimal]:
        """What is owed by ``kind``, by ``creditor`` or by ``component`` [currency]."""
        if what == "component":
            parts = {name: sum((debt.parts[name] for debt in self.debts), 0 * self.cash) for name in COMPONENTS}
            return {name: owed for name, owed in parts.items() if owed}
        if what not in ("kind", "creditor"):
            refuse("what", what, "kind, creditor or component")
        found: dict[str, Decimal] = {}
        for debt in self.debts:
            name = getattr(debt, what)
            found[name] = found.get(name, 0 * self.cash) + debt.owed
        return found

    def spending_by(self, what: str = "kind") -> dict[str, Decimal]:
        """What is spent in a month by ``kind`` or ``category`` [currency]; a line without one stands under ``""``."""
        if what not in ("kind", "category"):
            refuse("what", what, "kind or category")
        found: dict[str, Decimal] = {}
        for line in self.spending:
            name = getattr(line, what) or ""
            found[name] = found.get(name, 0 * self.cash) + line.a_year
        return {name: _twelfth([year]) for name, year in found.items()}

    @own_context()
    def months_of_income(self, income: object = None) -> Decimal | None:
        """What is owed in months of income [months, 2 decimals], half-up.

        Args:
            income: of a month, such as the gross income that a rule speaks of [currency]; None: that of this sheet.

        Returns:
            The months; None where there is no income.

        Examples:
            >>> import repayplan as rp
            >>> rp.sample("dmp-four-cards").balance_sheet().months_of_income("4000")
            Decimal('6.00')
        """
        given = self.income_a_month if income is None else income
        units = to_minor(given, self.currency, "income")
        if not units:
            return None
        owed = to_minor(self.total_owed, self.currency, "owed")
        return (Decimal(owed) / Decimal(units)).quantize(Decimal("0.01"), ROUND_HALF_UP)

    def parts(self, language: str = "en") -> list[Any]:
        """Tables of what is had, owed, coming in and going out."""
        from repayplan.feasibility.balance_tables import balance_parts

        return balance_parts(self, language)

    def to_dict(self) -> dict[str, Any]:
        """The balance sheet as plain data."""
        return {
            "as_of": str(self.as_of),
            "currency": self.currency,
            "cash": str(self.cash),
            "assets": [
                {k: v if isinstance(v, str) else _text(v) for k, v in asset._asdict().items()} for asset in self.assets
            ],
            "debts": [
                {
                    "debt": debt.debt, "creditor": debt.creditor, "kind": debt.kind, "owed": str(debt.owed),
                    "parts": {name: str(part) for name, part in debt.parts.items()}, "arrears": _text(debt.arrears),
                    "flags": list(debt.flags),
                }
                for debt in self.debts
            ],
            "income": [_flow(line) for line in self.income],
            "spending": [_flow(line) for line in self.spending],
            "total_assets": str(self.total_assets),
            "may_be_used": str(self.may_be_used),
            "total_owed": str(self.total_owed),
            "net_worth": str(self.net_worth),
            "owed_by_kind": {name: str(owed) for name, owed in self.owed_by("kind").items()},
            "owed_by_creditor": {name: str(owed) for name, owed in self.owed_by("creditor").items()},
            "income_a_month": str(self.income_a_month),
            "spending_a_month": str(self.spending_a_month),
            "surplus_a_month": str(self.surplus_a_month),
            "cash_lasts": _text(self.cash_lasts),
            "runs_out": dict(self.runs_out),
            "findings": [finding.to_dict() for finding in self.findings],
        }  # fmt: skip


def balance_sheet(case: Case) -> BalanceSheet:
    """The balance sheet of a case; see :meth:`Case.balance_sheet`."""
    home, currency = case.household, case.currency
    assets = tuple(
        Have(asset.name, asset.kind, asset.value, asset.would_bring, from_minor(asset.may_use(currency), currency))
        for asset in home.assets
    )
    debts = sorted(_debts(case), key=lambda debt: "priority" not in debt.flags)
    income = tuple(Flow(name, line.evidence, line.category, _year(case, line)) for name, line in home.named("incomes"))
    spending = tuple(Flow(name, line.kind, line.category, _year(case, line)) for name, line in home.named("spending"))
    findings = [Finding("asset_value_unknown", {"asset": asset.name}) for asset in assets if asset.value is None]
    return BalanceSheet(
        case.as_of, currency, home.cash, assets, tuple(debts), income, spending, _cash_lasts(case),
        {ledger: _runs_out(case, ledger) for ledger in ("declared", "verified")}, tuple(findings),
    )  # fmt: skip


def _debts(case: Case) -> Iterable[Owe]:
    for debt, whole in zip(case.debts, case.weights, strict=True):
        rate = case.rates[debt.currency]
        parts = {name: at_rate(units, rate) for name, units in zip(COMPONENTS, debt.opening, strict=True)}
        # Each part is rounded up by itself; what that is too much for the whole comes off the largest.
        parts[max(parts, key=lambda name: parts[name])] -= sum(parts.values()) - whole
        arrears = None if debt.arrears is None else at_rate(to_minor(debt.arrears, debt.currency, "arrears"), rate)
        yield Owe(
            debt.id, debt.creditor, debt.kind, from_minor(whole, case.currency),
            {name: from_minor(units, case.currency) for name, units in parts.items()},
            None if arrears is None else from_minor(arrears, case.currency), debt.flags,
        )  # fmt: skip


def _year(case: Case, line: Line) -> Decimal:
    """What a line comes to over the next twelve months."""
    year = sum(line.path(case.first_month, MONTHS, case.currency, case.household.beyond)[:MONTHS])
    return from_minor(year, case.currency)


@own_context()
def _twelfth(years: Iterable[Decimal]) -> Decimal:
    """A twelfth of some years' sums, half-up to the minor unit."""
    year = sum(years)
    return (year / MONTHS).quantize(year, ROUND_HALF_UP) if isinstance(year, Decimal) else Decimal(0)


@own_context()
def _cash_lasts(case: Case) -> Decimal | None:
    """How many months of what cannot be cut the cash pays, to a tenth, rounded down."""
    home, left = case.household, case.household.opening
    needed = [line for line in home.spending if line.kind != "flexible"]
    given = [line.last_month - case.first_month + 1 for line in needed if line.last_month is not None]
    for k in range(LOOKED_AT if home.beyond else min([LOOKED_AT, *given])):
        month = sum(line.units(case.first_month + k, case.currency, home.beyond) for line in needed)
        if month > left:
            return (k + Decimal(left) / Decimal(month)).quantize(TENTH, ROUND_DOWN)
        left -= month
    return None


def _runs_out(case: Case, ledger: str) -> str | None:
    """The first of the next twelve months whose end finds less than nothing if no debt is paid."""
    cash = case.household.opening
    for k, surplus in enumerate(case.household.months(case.first_month, MONTHS, ledger)):
        cash += surplus
        if cash < 0:
            return month_text(case.first_month + k)
    return None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _flow(line: Flow) -> dict[str, Any]:
    return line._asdict() | {"a_year": str(line.a_year), "a_month": str(line.a_month)}
