"""Judging: whether a household can keep plans, month by month, on what it declares and on what is verified."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from repayplan.engine.solve import smallest
from repayplan.feasibility.cash import VERDICTS, Dues, Means, dated, short_document
from repayplan.feasibility.concerns import spends_anew
from repayplan.feasibility.survived import Asked, lasting_fall, one_off_fall, review_on, savings_used
from repayplan.household.household import LEDGERS, Household
from repayplan.plans.plan import Plan
from repayplan.units.dates import month_of, month_text
from repayplan.units.findings import Finding
from repayplan.units.money import at_rate, from_minor, own_context
from repayplan.units.refusal import listed, made, refuse
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from repayplan.feasibility.refused import IfRefused
    from repayplan.feasibility.sensitivity import Sensitivity

# More minor units than anybody earns in a month: where these are not enough, nothing is.
_NO_INCOME = 10**24


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
        return dated(self.means.short_of_surplus(self.payments), self.means.first, self.currency)

    @property
    def short_of_cash(self) -> tuple[str, Decimal] | None:
        """First month and sum by which cash falls below the floor; None where feasible."""
        return dated(self.means.short_of_cash(self.payments, self.dues), self.means.first, self.currency)

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

    @cached_property
    def one_off_fall(self) -> Decimal | None:
        """The largest sum that may be missing in any one month, whichever it is [currency]; None: not feasible.

        A fall of income or a cost alike; less surplus is less to keep back.
        """
        found = one_off_fall(self)
        return None if found is None else self._money(found)

    @cached_property
    def lasting_fall(self) -> Decimal | None:
        """The largest sum that may be missing in every month [currency]; None: not feasible."""
        found = lasting_fall(self)
        return None if found is None else self._money(found)

    @property
    def savings_used(self) -> Decimal:
        """The most by which cash is below what was there at the start [currency]."""
        return self._money(savings_used(self))

    def _within_months(self) -> list[dict[str, str]]:
        """Cash on the days within months on which it is tested."""
        points = self.means.points(self.payments, self.dues) if self.means.timing is not None else ()
        return [
            {"month": month_text(self.means.first + k), "day": str(day), "cash": str(self._money(cash))}
            for k, day, cash in points
            if day
        ]

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
            "short_of_surplus": short_document(self.short_of_surplus),
            "short_of_cash": short_document(self.short_of_cash),
            "payment_to_income": _share(self.payment_to_income),
            "payment_to_surplus": _share(self.payment_to_surplus),
            "break_even_income": _share(self.break_even_income),
            "one_off_fall": _share(self.one_off_fall),
            "lasting_fall": _share(self.lasting_fall),
            "savings_used": str(self.savings_used),
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
    plans: tuple[Plan, ...] = field(default=(), repr=False, compare=False)
    asked: Asked | None = field(default=None, repr=False, compare=False)
    rates: Mapping[str, Fraction] | None = field(default=None, repr=False, compare=False)

    @property
    def conditional_on(self) -> tuple[tuple[str, str], ...]:
        """The expected lines without which cash falls below the floor: (line, month in which it begins)."""
        return self._asked.conditional_on()

    @property
    def needs_proof(self) -> tuple[str, ...]:
        """The lines that flip the verdict: unverified, and each alone missed where it is feasible on declared alone.

        All unverified lines where only together they are missed; none where the ledgers agree.
        """
        return self._asked.needs_proof() if self.declared.feasible and not self.verified.feasible else ()

    @property
    def to_prove(self) -> tuple[str, ...]:
        """The fewest lines that, once verified, make it feasible on the verified ledger too; see ``needs_proof``."""
        return self._asked.to_prove() if self.declared.feasible and not self.verified.feasible else ()

    def without(self, *lines: str) -> Feasibility:
        """The same plans if some income lines were not there.

        Args:
            lines: their names; of lines with one name the second is ``"wage (2)"``.

        Raises:
            InputError: a line that the household has not.

        Examples:
            >>> import repayplan as rp
            >>> best = rp.advise(rp.sample("unemployed-three-cards")).best
            >>> best.feasibility.without("new wage").declared.short_of_cash[0]
            '2027-06'
        """
        asked = self._asked
        return _judged(self.plans, self.rates, asked._replace(home=asked.home.without(*lines)))

    def if_refused(self, debt: str) -> IfRefused:
        """What happens where one creditor refuses and asks what its contract asks, and the others' plans are kept.

        Args:
            debt: its id.

        Raises:
            InputError: a debt that has no plan here, or whose contractual payment is not known.

        Examples:
            >>> import repayplan as rp
            >>> best = rp.advise(rp.sample("dmp-four-cards")).best
            >>> refused = best.feasibility.if_refused("W")
            >>> refused.feasibility.declared.verdict, refused.stays
            ('tight', {'X': Decimal('128.15'), 'Y': Decimal('91.53'), 'Z': Decimal('54.92')})
        """
        from repayplan.feasibility.refused import if_refused

        return if_refused(self, debt)

    def sensitivity(self, months: int = 1, income: object = "100", points: str = "1%") -> Sensitivity:
        """What one more month, less income, and a higher rate change, each alone.

        Args:
            months: by how many instalments each plan with a number of them is longer.
            income: by how much each month's income is less [currency].
            points: by how much a year each plan's rate is higher.

        Returns:
            A :class:`~repayplan.feasibility.sensitivity.Sensitivity`; a change that no plan has room for is left out.

        Examples:
            >>> import repayplan as rp
            >>> debt = rp.Debt(id="A", principal="1200", rate="0%", currency="EUR")
            >>> home = rp.Household(currency="EUR", incomes=[rp.Income("pay", "180")])
            >>> found = rp.judge([rp.schedule(debt, rp.Terms(instalments=12), as_of="2026-12-01")], home).sensitivity()
            >>> [(row.what, str(row.payment), row.declared) for row in found.rows][:3]
            [('as_is', '100.00', 'comfortable'), ('months', '92.31', 'comfortable'), ('income', '100.00', \
'not affordable')]
        """
        from repayplan.feasibility.sensitivity import sensitivity

        return sensitivity(self, months, income, points)

    @property
    def review_on(self) -> date:
        """The day by which the plans should be looked at again.

        The first of: the month in which an expected line that carries them begins; the first month in which more is
        asked than in the one before; the month after the last one that a line by month names; a year from the start.
        """
        return review_on(self._asked)

    @property
    def _asked(self) -> Asked:
        if self.asked is None:
            refuse("plans", None, "the plans that were judged", "take the verdicts from rp.judge")
        return self.asked

    def on(self, ledger: str) -> Verdict:
        """The verdict on ``declared`` or ``verified``."""
        return self.declared if ledger == "declared" else self.verified

    def parts(self, language: str = "en") -> list[Any]:
        """Both ledgers side by side."""
        from repayplan.feasibility.tables import feasibility_parts

        return feasibility_parts(self, language)

    def to_frame(self, make: str = "pandas") -> Any:
        """One row a month, both ledgers side by side, as a frame of the make asked for.

        Args:
            make: ``pandas``, ``polars``, ``pyarrow`` or ``dict``.

        Raises:
            MissingLibrary: the library is not installed; it names the extra.
        """
        from repayplan.feasibility.tables import feasibility_columns
        from repayplan.words.frames import to_frame

        return to_frame(feasibility_columns(self), make)

    def to_dict(self) -> dict[str, Any]:
        """Both verdicts as plain data."""
        return (
            {ledger: self.on(ledger).to_dict() for ledger in LEDGERS}
            | {"findings": [finding.to_dict() for finding in self.findings]}
            | ({} if self.asked is None else {"review_on": str(self.review_on)})
        )


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
    plans = [made(plan, Plan, f"plans[{i}]") for i, plan in enumerate(listed(plans, "plans"))]
    made(home, Household, "home")
    if not plans:
        refuse("plans", plans, "at least one plan")
    for i, plan in enumerate(plans):
        if plan.as_of != plans[0].as_of:
            refuse(f"plans[{i}].as_of", str(plan.as_of), f"{plans[0].as_of}, as of the first plan")
        if plan.currency != home.currency:
            refuse(
                f"plans[{i}].currency", plan.currency, f"the household's currency, {home.currency}", "give a dated rate"
            )
    return judge_plans(plans, home)


def payments_by_month(plans: Sequence[Plan], rates: Mapping[str, Fraction] | None = None) -> tuple[list[int], Dues]:
    """What plans ask in each month from that of ``as_of``, and on which days [minor units].

    ``rates`` turns minor units of another currency into the household's, each payment rounded up.
    """
    first = month_of(plans[0].as_of) if plans else 0
    found, sums, at_once = [], {0: 0}, 0
    for plan in plans:
        rate = Fraction(1) if rates is None else rates[plan.currency]
        for span, row in zip(plan.spans, plan.raw, strict=True):
            paid = at_rate(row.paid, rate)
            month = month_of(span.due) - first
            sums[month] = sums.get(month, 0) + paid
            found.append((month, span.due.day, paid))
            at_once += paid if span.due == plan.as_of else 0
    return [sums.get(month, 0) for month in range(max(sums) + 1)], Dues(at_once, tuple(found))


def judge_plans(plans: Sequence[Plan], home: Household, rates: Mapping[str, Fraction] | None = None) -> Feasibility:
    """Both verdicts on plans, all of one day; ``rates`` as in :func:`payments_by_month`."""
    payments, dues = payments_by_month(plans, rates)
    return _judged(tuple(plans), rates, Asked(home, month_of(plans[0].as_of), tuple(payments), dues))


def _judged(plans: tuple[Plan, ...], rates: Mapping[str, Fraction] | None, asked: Asked) -> Feasibility:
    declared, verified = (_verdict(ledger, asked) for ledger in LEDGERS)
    findings = _findings(asked.home, asked.first)
    if any(spends_anew(plan.debt) for plan in plans):
        findings.append(Finding("no_new_spending", {}))
    return Feasibility(declared, verified, tuple(findings), plans, asked, rates)


def _verdict(ledger: str, asked: Asked) -> Verdict:
    home, first, payments, dues = asked
    means = Means.of(home, first, len(payments), ledger)
    income = tuple(home.months(first, len(payments), ledger, income_only=True))
    return Verdict(ledger, means.verdict(payments, dues), home.currency, means, payments, dues, income, home)


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


def _share(found: Decimal | None) -> str | None:
    return None if found is None else str(found)


@own_context()
def _largest_share(payments: Sequence[int], bases: Sequence[int]) -> Decimal | None:
    shares = []
    for pay, base in zip(payments, bases, strict=False):
        if pay and base <= 0:
            return None
        if pay:
            shares.append(Decimal(pay) / Decimal(base))
    return max(shares, default=Decimal(0)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
