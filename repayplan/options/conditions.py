"""What a programme or a statutory route asks for, held against the case and the option, by the dated rules.

An outcome is within the rules coded here and nothing more: nobody is said to be entitled to anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.feasibility.assessment import MONTHS_AHEAD
from repayplan.plans.agreement import ABLE, WILLING
from repayplan.rules.conditions import Asked, conditions_asked
from repayplan.rules.programmes import MONTHS
from repayplan.rules.rule import COMPARED
from repayplan.rules.values import SHARES, show
from repayplan.units.components import PRINCIPAL
from repayplan.units.findings import Finding
from repayplan.units.money import PLACES, from_minor, to_minor
from repayplan.units.rates import percent_text, read_rate
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from repayplan.debts.debt import Debt
    from repayplan.feasibility.assessment import Assessment
    from repayplan.feasibility.case import Case
    from repayplan.options.option import Option
    from repayplan.plans.plan import Plan
    from repayplan.rules.programmes import Advice, Programme
    from repayplan.rules.rule import Rule

Value = Decimal | int | str


@dataclass(frozen=True)
class Condition:
    """One condition of a programme or a statutory route, on the day of the case.

    Attributes:
        of: id of the programme or route.
        name_en: its name in English.
        name_zh: its name in Chinese.
        measure: what it is about, such as ``all_debts`` or ``months``; empty where the pack has a text.
        outcome: ``within``, ``outside`` or ``unknown``, within the rules coded here. ``unknown``: a fact or the rule is
            missing, or the fact lies on both sides of the limit; the status of the rule does not change it.
        least: the least that the fact can be here [currency, months, a rate, or a word]; None where it is not known.
        most: the most that it can be; None where that is not known.
        limit: ``at most``, ``at least``, ``more than``; None where the rule bounds nothing.
        bound: the rule's value in the terms of the fact [currency, months, or a rate]; None where that is not known.
        value: the rule's value with its unit, or the text.
        rule: its id; None where the pack has a text.
        status: how the rule's source was read; None where no rule is in force on the day.
        citation: its source, dates, kind and status.

    Examples:
        >>> import repayplan as rp
        >>> best = rp.advise(rp.sample("dmp-four-cards")).best
        >>> [(one.measure, one.outcome, str(one.least), one.value) for one in best.conditions[:2]]
        [('months', 'within', '52', '36 months'), ('months', 'within', '52', '60 months')]
    """

    of: str
    name_en: str
    name_zh: str
    measure: str
    outcome: str
    least: Value | None = None
    most: Value | None = None
    limit: str | None = None
    bound: Value | None = None
    value: str = ""
    rule: str | None = None
    status: str | None = None
    citation: str = ""

    @property
    def here(self) -> Value | None:
        """What the outcome rests on: the end of what is known that is nearest to breaking the limit."""
        return self.most if self.limit == "at most" and self.most is not None else self.least

    @property
    def finding(self) -> Finding:
        """The outcome as a finding, with the rule's id and status."""
        if not self.measure:
            return Finding("condition_open", {"of": self.of, "condition": self.value})
        named: dict[str, Value] = {"of": self.of, "measure": self.measure}
        if self.status is None:
            return Finding("condition_without_rule", named, self.rule)
        named["status"] = self.status
        exact = self.limit is not None and self.bound is not None and self.here is not None
        if not exact and self.outcome != "unknown":
            return Finding(f"condition_{self.outcome}_in_words", named, self.rule)
        if self.limit is None or self.bound is None or self.here is None or self.least is None:
            return Finding("condition_unknown", named, self.rule)
        named |= {"limit": self.limit, "bound": self.bound}
        if self.outcome != "unknown":
            return Finding(f"condition_{self.outcome}", named | {"here": self.here}, self.rule)
        if self.most is None:
            return Finding("condition_from", named | {"least": self.least}, self.rule)
        return Finding("condition_between", named | {"least": self.least, "most": self.most}, self.rule)

    def to_dict(self) -> dict[str, Any]:
        """The condition as plain data; what is not known is null."""
        values = {name: getattr(self, name) for name in ("least", "most", "bound")}
        return {
            "of": self.of,
            "name_en": self.name_en,
            "name_zh": self.name_zh,
            "measure": self.measure or None,
            "outcome": self.outcome,
            **{name: None if value is None else str(value) for name, value in values.items()},
            "limit": self.limit,
            "value": self.value,
            "rule": self.rule,
            "status": self.status,
            "citation": self.citation,
        }


class Measured(NamedTuple):
    """A fact: the least and the most that it can be, None where there is no end; ``each``: all between has to fit.

    ``base`` is what a share is of.
    """

    least: Fraction | int
    most: Fraction | int | None
    each: bool = False
    base: Fraction | int = 0


class Checks:
    """The conditions of a case's programmes and routes; what only the case decides is worked out once."""

    case: Case
    assessment: Assessment

    def __init__(self, case: Case, assessment: Assessment) -> None:
        self.case, self.assessment = case, assessment
        self._rules: dict[str, Mapping[str, Rule]] = {}
        for book in reversed(case.books()):
            # The case's own place comes first, and so has the last word.
            rules = book.on(case.as_of)
            self._rules |= {entry.id: rules for entry in (*book.pack.programmes, *book.pack.advice)}
        self._known: dict[tuple[str, Asked], Condition] = {}

    def of(self, entry: Programme | Advice, option: Option | None = None) -> tuple[Condition, ...]:
        """All conditions of a programme or a route; those about what is asked are unknown without an option."""
        found = []
        for asked in conditions_asked(entry.conditions):
            key = (entry.id, asked)
            if option is not None and asked.measure in OF_OPTION:
                found.append(self._checked(entry, asked.measure, asked.rule, option))
                continue
            if key not in self._known:
                self._known[key] = self._checked(entry, asked.measure, asked.rule, None, asked.text)
            found.append(self._known[key])
        return tuple(found)

    def of_case(self) -> tuple[Condition, ...]:
        """What the case alone decides of its programmes, and all that its statutory routes ask for."""
        programmes = [
            one for entry in self.case.programmes() if self.case.owes(entry) for one in self.of(entry)
            if one.measure not in OF_OPTION
        ]  # fmt: skip
        return (*programmes, *(one for entry in self.case.advice() for one in self.of(entry)))

    def against(self, programme: Programme) -> tuple[Condition, ...]:
        """The conditions by which a programme is not for this case, whatever is asked."""
        return tuple(one for one in self.of(programme) if one.outcome == "outside")

    def _checked(
        self, entry: Programme | Advice, measure: str, rule_id: str, option: Option | None, text: str = ""
    ) -> Condition:
        if text:
            return Condition(*_named(entry), "", "unknown", value=text)
        rules = self._rules.get(entry.id, {})
        rule = rules.get(rule_id)
        if rule is None:
            return Condition(*_named(entry), measure, "unknown", rule=rule_id)
        said = {"value": show(rule.value, rule.unit), "rule": rule.id, "status": rule.status, "citation": rule.citation}
        if measure in OF_ASSESSMENT:
            name, outcomes = OF_ASSESSMENT[measure]
            found = getattr(self.assessment, name)
            return Condition(*_named(entry), measure, outcomes[found], found, found, **said)
        known = self._measured(entry, measure, option)
        bound = None if known is None and rule.unit in SHARES else self._bound(rule, known)
        outcome = "unknown" if known is None or bound is None else outcome_of(known, rule.limit, bound)
        ends = (None, None) if known is None else (known.least, known.most)
        least, most, edge = (self._shown(rule.unit, end) for end in (*ends, bound))
        return Condition(*_named(entry), measure, outcome, least, most, rule.limit, edge, **said)

    def _measured(self, entry: Programme | Advice, measure: str, option: Option | None) -> Measured | None:
        if measure in OF_CASE:
            return OF_CASE[measure](self.case)
        return OF_OPTION[measure](self.case, entry, option) if option is not None and measure in OF_OPTION else None

    def _bound(self, rule: Rule, known: Measured | None) -> Fraction | None:
        """The rule's value as the fact is counted: minor units of the case's currency, months, a yearly rate."""
        if rule.unit == "rate":
            return read_rate(rule.value, rule.id).yearly
        if rule.unit in PLACES:
            rate = self.case.rates.get(rule.unit)
            return None if rate is None else Fraction(str(rule.value)) * 10 ** PLACES[rule.unit] * rate
        if rule.unit == "months of income":
            year = self.case.household.income_months(self.case.first_month, MONTHS_AHEAD)
            return Fraction(str(rule.value)) * sum(year) / MONTHS_AHEAD
        if rule.unit in MONTHS:
            return Fraction(str(rule.value)) * MONTHS[rule.unit]
        return Fraction(str(rule.value)) * known.base if rule.unit in SHARES and known is not None else None

    def _shown(self, unit: str, value: Fraction | int | None) -> Value | None:
        """A fact or a limit for people; in which terms, the unit of the rule says."""
        if value is None or unit in MONTHS:
            return None if value is None else int(value)
        exact = Fraction(value)
        if unit == "rate":
            return percent_text(exact)
        # A limit in another currency, or a part of a cent, is shown to the nearest unit; it is compared exactly.
        return from_minor(divide(exact.numerator, exact.denominator), self.case.currency)


def _named(entry: Programme | Advice) -> tuple[str, str, str]:
    return entry.id, entry.name_en, entry.name_zh


def outcome_of(known: Measured, limit: str | None, bound: Fraction) -> str:
    """Where a fact lies by a limit; ``unknown`` where it may lie on either side.

    Examples:
        >>> [outcome_of(Measured(60, most), "at most", Fraction(2000)) for most in (None, 2000)]
        ['unknown', 'within']
    """
    if limit is None:
        return "unknown"
    fits = COMPARED[limit]
    low, high = fits(known.least, bound), known.most is not None and fits(known.most, bound)
    if known.most is None:
        # More of it can only break an upper limit, and only meet a lower one.
        decided = low != (limit == "at most")
        return ("within" if low else "outside") if decided else "unknown"
    if low and high:
        return "within"
    return "outside" if known.each or not (low or high) else "unknown"


def _exactly(units: Fraction | int) -> Measured:
    return Measured(units, units)


def _owed(case: Case, counts: Callable[[Debt], bool]) -> Measured:
    """What is owed on some of the debts, exactly, other currencies at their dated rates [minor units]."""
    return _exactly(
        sum(
            (sum(debt.opening) * Fraction(case.rates[debt.currency]) for debt in case.debts if counts(debt)),
            Fraction(0),
        )
    )


def _unsecured(debt: Debt) -> bool:
    """Whether a debt bears interest and nothing is marked as secured for it."""
    return "secured" not in debt.flags and any(rate.value for _, rate in debt.path.steps)


def _surplus(case: Case) -> Measured:
    """The declared surplus of the next twelve months without what is only expected, before anything is kept back."""
    expected = frozenset(name for name, _ in case.household.expected())
    months = case.household.months(case.first_month, MONTHS_AHEAD, "declared", expected)
    return Measured(min(months), max(months))


def _assets(case: Case) -> Measured:
    """Cash and what is listed, without vehicles.

    Whether a pension counts, or something of no kind, which may be a vehicle, is left open; of a home that would bring
    an unknown sum, everything from nothing to its value. Where nothing is listed nobody has asked.
    """
    least = most = case.household.opening
    known = bool(case.household.assets)
    for asset in case.household.assets:
        if asset.kind == "vehicle":
            continue
        sum_ = asset.brings if asset.kind == "home" and asset.brings is not None else asset.value
        units = 0 if sum_ is None else to_minor(sum_, case.currency, "assets")
        known = known and sum_ is not None
        most += units
        open_ = asset.kind in ("pension", "other") or (asset.kind == "home" and asset.brings is None)
        least += 0 if open_ else units
    return Measured(least, most if known else None)


def _vehicle(case: Case) -> Measured:
    """What the vehicles are worth: the largest of them, or all; something of no kind may be one."""
    may = [asset for asset in case.household.assets if asset.kind in ("vehicle", "other")]
    units = [0 if asset.value is None else to_minor(asset.value, case.currency, "assets") for asset in may]
    least = max((sum_ for sum_, asset in zip(units, may, strict=True) if asset.kind == "vehicle"), default=0)
    known = bool(case.household.assets) and all(asset.value is not None for asset in may)
    return Measured(least, sum(units) if known else None)


def _covered(case: Case, entry: Programme | Advice, option: Option) -> list[tuple[Debt, Plan]]:
    """The debts that a programme is asked for, with their plans."""
    covers = getattr(entry, "covers", lambda kind: True)
    pairs = ((debt, option.plans[debt.id]) for debt in case.debts)
    return [
        (debt, plan)
        for debt, plan in pairs
        if sum(debt.opening) and debt.priority_instalment is None and covers(debt.kind)
    ]


def _months(case: Case, entry: Programme | Advice, option: Option) -> Measured | None:
    """The number of instalments of the longest plan."""
    counts = [len(plan.raw) for _, plan in _covered(case, entry, option)]
    return _exactly(max(counts)) if counts else None


def _rate(case: Case, entry: Programme | Advice, option: Option) -> Measured | None:
    """The rate that is asked in place of the contracts'."""
    asked = option.proposal.asking.rate
    return None if asked is None else _exactly(read_rate(asked, "rate").yearly)


def _principal(case: Case, entry: Programme | Advice, option: Option) -> Measured | None:
    """What is paid of the principal owed today, debt by debt at the dated rates."""
    paid = owed = Fraction(0)
    for debt, plan in _covered(case, entry, option):
        rate = case.rates[debt.currency]
        paid += sum(row.taken[PRINCIPAL] for row in plan.raw) * rate
        owed += debt.opening[PRINCIPAL] * rate
    return Measured(paid, paid, base=owed) if owed else None


def _payments(case: Case, entry: Programme | Advice, option: Option) -> Measured | None:
    """What is paid in each month in which none of the debts has come to its last instalment."""
    covered = _covered(case, entry, option)
    whole = max(1, min((len(plan.raw) for _, plan in covered), default=0) - 1)
    sums = [Fraction(0)] * whole
    for debt, plan in covered:
        for k, row in enumerate(plan.raw[:whole]):
            sums[k] += row.paid * Fraction(case.rates[debt.currency])
    owed = sum((sum(debt.opening) * Fraction(case.rates[debt.currency]) for debt, _ in covered), Fraction(0))
    return Measured(min(sums), max(sums), True, owed) if owed else None


def _left(case: Case, entry: Programme | Advice, option: Option) -> Measured | None:
    """What each month leaves after all payments, on the declared ledger, from the first payment to the last."""
    declared = option.feasibility.declared
    first = next((k for k, paid in enumerate(declared.payments) if paid), None)
    if first is None:
        return None
    left = [have - paid for have, paid in zip(declared.means.surplus, declared.payments, strict=False)][first:]
    return Measured(min(left), max(left), True)


OF_ASSESSMENT: dict[str, tuple[str, dict[str, str]]] = {
    "ability": ("able", ABLE),
    "willingness": ("willing", WILLING),
}
OF_CASE: dict[str, Callable[[Case], Measured]] = {
    "all_debts": lambda case: _owed(case, lambda debt: True),
    "debts_without_home_loan": lambda case: _owed(case, lambda debt: debt.kind != "mortgage"),
    "unsecured_debts_with_interest": lambda case: _owed(case, _unsecured),
    "surplus_each_month": _surplus,
    "cash_and_assets": _assets,
    "value_of_vehicles": _vehicle,
}
OF_OPTION: dict[str, Callable[[Case, Programme | Advice, Option], Measured | None]] = {
    "months": _months,
    "rate_asked": _rate,
    "principal_paid": _principal,
    "payment_each_month": _payments,
    "left_each_month": _left,
}
