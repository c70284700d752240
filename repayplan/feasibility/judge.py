"""Judging: whether a household can keep plans, month by month, on what it declares and on what is verified."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from repayplan.engine.solve import smallest
from repayplan.feasibility.cash import Dues, Means
from repayplan.household.household import LEDGERS
from repayplan.units.dates import month_of, month_text
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor
from repayplan.units.refusal import refuse
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from repayplan.feasibility.cash import Short
    from repayplan.household.household import Household
    from repayplan.plans.plan import Plan

# More minor units than anybody earns in a month: where these are not enough, nothing is.
_NO_INCOME = 10**24
VERDICTS = ("comfortable", "needs savings", "tight", "not affordable")


@dataclass(frozen=True)
class Verdict:
    """How plans stand against one ledger, month by month.

    Attributes:
        ledger: ``declared`` or ``verified``.
        verdict: ``comfortable``, ``needs savings``, ``tight`` or ``not affordable``; the first two are feasible.
        currency: of every amount.
        means: what the household has, in minor units.
        payments: what the plans ask, by month, in minor units.

    Examples:
        >>> import repayplan as rp
        >>> debt = rp.Debt(id="A", principal="600", rate="0%", currency="CNY")
        >>> home = rp.Household(currency="CNY", cash="60", incomes=[rp.Income("gig", "90")], keep_back="20")
        >>> verdict = rp.judge([rp.schedule(debt, rp.Terms(instalments=6), as_of="2026-12-01")], home).declared
        >>> verdict.verdict, verdict.short_of_surplus, verdict.short_of_cash
        ('tight', ('2026-12', Decimal('30.00')), ('2027-02', Decimal('30.00')))
    """

    ledger: str
    verdict: str
    currency: str
    means: Means = field(repr=False)
    payments: tuple[int, ...] = field(repr=False)
    dues: Dues = field(repr=False, default=Dues())
    income: tuple[int, ...] = field(repr=False, default=())
    household: Household | None = field(repr=False, default=None, compare=False)

    @property
    def feasible(self) -> bool:
        """Whether the cash path is never below the floor."""
        return self.verdict in VERDICTS[:2]

    @property
    def strict(self) -> bool:
        """Whether every month's payments are covered by that month's own surplus."""
        return self.means.short_of_surplus(self.payments) is None

    @property
    def months(self) -> list[str]:
        """The months, as ``"2026-12"``."""
        return [month_text(self.means.first + k) for k in range(len(self.payments))]

    @property
    def margins(self) -> list[Decimal]:
        """Surplus - keep_back - payments of each month [currency]."""
        return [self._money(have - pay) for have, pay in zip(self.means.available, self.payments, strict=False)]

    @property
    def least_margin(self) -> Decimal:
        """The smallest of the margins [currency]."""
        return min(self.margins)

    @property
    def least_margin_month(self) -> str:
        """The first month with the smallest margin."""
        return self.months[self.margins.index(self.least_margin)]

    @property
    def short_of_surplus(self) -> tuple[str, Decimal] | None:
        """First month and sum by which payments exceed what the month leaves; None where strict."""
        return self._short(self.means.short_of_surplus(self.payments))

    @property
    def short_of_cash(self) -> tuple[str, Decimal] | None:
        """First month and sum by which cash falls below the floor; None where feasible."""
        return self._short(self.means.short_of_cash(self.payments, self.dues))

    @property
    def cash_path(self) -> list[Decimal]:
        """Cash at the end of each month [currency]."""
        return [self._money(cash) for cash in self.means.path(self.payments)]

    @property
    def without_plan(self) -> list[Decimal]:
        """Cash at the end of each month if nothing is paid [currency]."""
        return [self._money(cash) for cash in self.means.path([0] * len(self.payments))]

    @property
    def payment_to_income(self) -> Decimal | None:
        """The largest monthly share of payments in income [fraction]; None where a paying month has no income."""
        return _largest_share(self.payments, self.income)

    @property
    def payment_to_surplus(self) -> Decimal | None:
        """The largest monthly share of payments in surplus [fraction]; None where a paying month has none."""
        return _largest_share(self.payments, self.means.surplus)

    @cached_property
    def break_even_income(self) -> Decimal | None:
        """The smallest income, the same each month, that pays spending, what is kept back and the plan [currency].

        None where no income is enough, since all of a surplus is kept back.
        """
        home = self.household
        if home is None:
            refuse("household", None, "the household that was judged", "take the verdict from rp.judge")
        spending = [income - surplus for income, surplus in zip(self.income, self.means.surplus, strict=True)]
        pairs = set(zip(spending, self.payments, strict=False))

        def pays(income: int) -> bool:
            return all(pay <= max(0, income - spent - home.kept(income - spent)) for spent, pay in pairs)

        most = max(spent + pay for spent, pay in pairs)
        high = most * 2 + 1
        while not pays(high):
            if high > _NO_INCOME:
                return None
            high *= 2
        return self._money(smallest(pays, most, 0, high))

    def _within_months(self) -> list[dict[str, str]]:
        """Cash on the days within months on which it is tested."""
        points = self.means.points(self.payments, self.dues) if self.means.timing is not None else ()
        return [
            {"month": month_text(self.means.first + k), "day": str(day), "cash": str(self._money(cash))}
            for k, day, cash in points
            if day
        ]

    def _short(self, short: Short | None) -> tuple[str, Decimal] | None:
        return None if short is None else (month_text(self.means.first + short.month), self._money(short.by))

    def _money(self, units: int) -> Decimal:
        return from_minor(units, self.currency)

    def to_dict(self) -> dict[str, Any]:
        """The verdict as plain data."""
        return {
            "verdict": self.verdict,
            "strict": self.strict,
            "opening": str(self._money(self.means.opening)),
            "floor": str(self._money(self.means.floor)),
            "months": self.months,
            "surplus": [str(self._money(month)) for month in self.means.surplus],
            "available": [str(self._money(month)) for month in self.means.available],
            "payments": [str(self._money(month)) for month in self.payments],
            "paid_at_once": str(self._money(self.dues.at_once)),
            "within_months": self._within_months(),
            "margins": [str(margin) for margin in self.margins],
            "cash_path": [str(cash) for cash in self.cash_path],
            "least_margin": {"month": self.least_margin_month, "amount": str(self.least_margin)},
            "short_of_surplus": _short(self.short_of_surplus),
            "short_of_cash": _short(self.short_of_cash),
            "payment_to_income": _share(self.payment_to_income),
            "payment_to_surplus": _share(self.payment_to_surplus),
            "break_even_income": _share(self.break_even_income),
        }


@dataclass(frozen=True)
class Feasibility(Shown):
    """Verdicts on both ledgers.

    Attributes:
        declared: on every line.
        verified: on verified income alone, with all spending.
        findings: what the verdicts rest on.

    Examples:
        >>> import repayplan as rp
        >>> menu = rp.advise(rp.sample("dmp-four-cards"))
        >>> menu.best.feasibility.on("verified").verdict
        'comfortable'
    """

    declared: Verdict
    verified: Verdict
    findings: tuple[Finding, ...] = ()

    def on(self, ledger: str) -> Verdict:
        """The verdict on ``declared`` or ``verified``."""
        return self.declared if ledger == "declared" else self.verified

    def parts(self, language: str = "en") -> list[Any]:
        """Both ledgers side by side."""
        from repayplan.feasibility.tables import feasibility_parts

        return feasibility_parts(self, language)

    def to_dict(self) -> dict[str, Any]:
        """Both verdicts as plain data."""
        return {ledger: self.on(ledger).to_dict() for ledger in LEDGERS} | {
            "findings": [finding.to_dict() for finding in self.findings]
        }


def judge(plans: Sequence[Plan], home: Household) -> Feasibility:
    """Whether a household can keep plans, all of them together.

    Args:
        plans: one for each debt, all with the same ``as_of`` and in the household's currency.
        home: who is to pay them.

    Returns:
        A verdict on each ledger, from the month of ``as_of`` to that of the last due date.

    Raises:
        InputError: no plan, plans of different days or currencies, or a plan longer than a line by month without
            ``beyond``.

    Examples:
        >>> import repayplan as rp
        >>> debt = rp.Debt(id="A", principal="1200", rate="0%", currency="CNY")
        >>> lines = {"incomes": [rp.Income("wage", "3000")], "spending": [rp.Spending("all", "2880")]}
        >>> home = rp.Household(currency="CNY", **lines)
        >>> found = rp.judge([rp.schedule(debt, rp.Terms(instalments=10), as_of="2026-12-01")], home)
        >>> found.declared.verdict, found.verified.verdict, found.verified.short_of_cash
        ('comfortable', 'not affordable', ('2026-12', Decimal('3000.00')))
    """
    plans = list(plans)
    if not plans:
        refuse("plans", plans, "at least one plan")
    for i, plan in enumerate(plans):
        if plan.as_of != plans[0].as_of:
            refuse(f"plans[{i}].as_of", str(plan.as_of), f"{plans[0].as_of}, as of the first plan")
        if plan.currency != home.currency:
            refuse(
                f"plans[{i}].currency", plan.currency, f"the household's currency, {home.currency}", "give a dated rate"
            )
    payments, dues = payments_by_month(plans)
    return judge_payments(payments, dues, home, month_of(plans[0].as_of))


def payments_by_month(plans: Sequence[Plan], rates: Mapping[str, Fraction] | None = None) -> tuple[list[int], Dues]:
    """What plans ask in each month from that of ``as_of``, and on which days [minor units].

    ``rates`` turns minor units of another currency into the household's, each payment rounded up.
    """
    first = month_of(plans[0].as_of) if plans else 0
    found, sums, at_once = [], {0: 0}, 0
    for plan in plans:
        rate = Fraction(1) if rates is None else rates[plan.currency]
        for span, row in zip(plan.spans, plan.raw, strict=True):
            paid = row.paid if rate == 1 else -(-row.paid * rate // 1)
            month = month_of(span.due) - first
            sums[month] = sums.get(month, 0) + paid
            found.append((month, span.due.day, paid))
            at_once += paid if span.due == plan.as_of else 0
    return [sums.get(month, 0) for month in range(max(sums) + 1)], Dues(at_once, tuple(found))


def judge_payments(payments: Sequence[int], dues: Dues, home: Household, first: int) -> Feasibility:
    """Both verdicts on monthly payments."""
    declared, verified = (_verdict(ledger, tuple(payments), dues, home, first) for ledger in LEDGERS)
    return Feasibility(declared, verified, tuple(_findings(home, first)))


def _verdict(ledger: str, payments: tuple[int, ...], dues: Dues, home: Household, first: int) -> Verdict:
    means = Means.of(home, first, len(payments), ledger)
    word = verdict_word(means, payments, dues)
    income = tuple(home.months(first, len(payments), ledger, income_only=True))
    return Verdict(ledger, word, home.currency, means, payments, dues, income, home)


def verdict_word(means: Means, payments: Sequence[int], dues: Dues) -> str:
    """The first word that holds: feasible and strict, feasible, feasible with nothing kept back, or none of them."""
    if means.short_of_cash(payments, dues) is None:
        return VERDICTS[0] if means.short_of_surplus(payments) is None else VERDICTS[1]
    # Nothing kept back; the floor stays.
    bare = means._replace(available=means.surplus)
    return VERDICTS[2] if bare.short_of_cash(payments, dues) is None else VERDICTS[3]


def _findings(home: Household, first: int) -> list[Finding]:
    found = []
    if home.keep_back is None:
        found.append(Finding("nothing_kept_back", {}))
    if home.reserve is None:
        found.append(Finding("no_reserve", {}))
    elif home.reserve_units(first) > home.opening:
        reserve, cash = from_minor(home.reserve_units(first), home.currency), from_minor(home.opening, home.currency)
        found.append(Finding("reserve_not_yet_there", {"reserve": reserve, "cash": cash}))
    return found


def _short(found: tuple[str, Decimal] | None) -> dict[str, str] | None:
    return None if found is None else {"month": found[0], "by": str(found[1])}


def _share(found: Decimal | None) -> str | None:
    return None if found is None else str(found)


def _largest_share(payments: Sequence[int], bases: Sequence[int]) -> Decimal | None:
    shares = []
    for pay, base in zip(payments, bases, strict=False):
        if pay and base <= 0:
            return None
        if pay:
            shares.append(Decimal(pay) / Decimal(base))
    return max(shares, default=Decimal(0)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
