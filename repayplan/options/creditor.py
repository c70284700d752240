"""The creditor's side: what a plan is worth against doing nothing, settling now and selling, by what is stated."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.options.outlook import Outlook, outlooks
from repayplan.units.money import from_minor, own_context, to_minor
from repayplan.units.rounding import divide
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from repayplan.options.menu import Menu
    from repayplan.options.option import Option
    from repayplan.plans.plan import Plan
    from repayplan.units.findings import Finding
    from repayplan.units.rates import Rate

ALTERNATIVES = ("nothing", "settlement", "sale")
SUMS = ("owed", "received", "present_value", "in_full", "expected", *ALTERNATIVES)
PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Valued:
    """One debt under one plan, from its creditor's side; None is unknown: an input was not stated.

    Attributes:
        debt: its id.
        creditor: who is owed.
        currency: of every amount.
        owed: today [currency].
        received: all payments of the plan, undiscounted [currency].
        concession: what is given up, by component, undiscounted [currency].
        present_value: what the payments are worth today if all are made [currency].
        in_full: the same with what is given up paid too, on the same days: a customer who would have paid anyway.
        expected: what the plan is worth with the re-default that is stated.
        nothing: what doing nothing is worth with the self-cure and recovery that are stated.
        settlement: what would be paid now to settle.
        sale: what a sale would bring now.
        break_even: for each alternative that is known, the largest re-default with which the plan is worth no less
            [fraction of one, 4 places, rounded down]; None where the plan is worth less even if it is kept.
    """

    debt: str
    creditor: str
    currency: str
    owed: Decimal
    received: Decimal
    concession: dict[str, Decimal]
    present_value: Decimal | None
    in_full: Decimal | None
    expected: Decimal | None
    nothing: Decimal | None
    settlement: Decimal | None
    sale: Decimal | None
    break_even: dict[str, Decimal | None]

    @property
    def gains(self) -> dict[str, Decimal | None]:
        """What the plan is worth more than each alternative [currency]; None where either is unknown."""
        others = {name: getattr(self, name) for name in ALTERNATIVES}
        return {
            name: None if other is None or self.expected is None else self.expected - other
            for name, other in others.items()
        }

    def to_dict(self) -> dict[str, Any]:
        """The values as plain data; unknown is null."""
        return {
            "debt": self.debt,
            "creditor": self.creditor,
            "currency": self.currency,
            **{name: _text(getattr(self, name)) for name in SUMS},
            "concession": {name: str(amount) for name, amount in self.concession.items()},
            "gains": {name: _text(amount) for name, amount in self.gains.items()},
            "break_even": {name: _text(share) for name, share in self.break_even.items()},
        }


@dataclass(frozen=True)
class CreditorSide(Shown):
    """One option from the creditors' side. Made by :meth:`Option.creditor_side`.

    Attributes:
        option: its id.
        debts: the values of each debt.
        stated: what was stated of each.
        findings: where the figures come from, and which are missing.

    Examples:
        >>> import repayplan as rp
        >>> best = rp.advise(rp.sample("unemployed-three-cards")).best
        >>> side = best.creditor_side(rate="8%", self_cure="10%", redefault="40%", recovery="15%")
        >>> a = side["A"]
        >>> a.present_value, a.expected, a.nothing, a.break_even
        (Decimal('24468.13'), Decimal('16490.48'), Decimal('7783.78'), {'nothing': Decimal('0.8365')})
        >>> side.findings[0].code
        'not_calibrated'
    """

    option: str
    debts: tuple[Valued, ...]
    stated: dict[str, Outlook]
    findings: tuple[Finding, ...]
    currency: str = ""
    rates: dict[str, Fraction] = field(default_factory=dict, repr=False)

    @property
    def totals(self) -> dict[str, Decimal | None]:
        """All creditors together, other currencies at the case's dated rates [currency]; None where one is unknown."""
        return {name: self._total([getattr(valued, name) for valued in self.debts]) for name in SUMS}

    def _total(self, values: Sequence[Decimal | None]) -> Decimal | None:
        if None in values:
            return None
        own = zip(values, self.debts, strict=True)
        exact = sum((to_minor(v, one.currency, "") * self.rates[one.currency] for v, one in own), Fraction(0))
        return _money(exact, self.currency)

    def __getitem__(self, debt: str) -> Valued:
        """The values of one debt, by its id."""
        return {valued.debt: valued for valued in self.debts}[debt]

    def parts(self, language: str = "en") -> list[Any]:
        """The values of each debt as a table, and where the figures come from."""
        from repayplan.options.creditor_tables import side_parts

        return side_parts(self, language)

    def to_frame(self, make: str = "pandas") -> Any:
        """One row a debt, as a frame of the make asked for.

        Args:
            make: ``pandas``, ``polars``, ``pyarrow`` or ``dict``.

        Raises:
            MissingLibrary: the library is not installed; it names the extra.
        """
        from repayplan.options.creditor_tables import side_columns
        from repayplan.words.frames import to_frame

        return to_frame(side_columns([self]), make)

    def to_dict(self) -> dict[str, Any]:
        """The side as plain data, with what was stated."""
        return {
            "option": self.option,
            "stated": {name: outlook.to_dict() for name, outlook in self.stated.items()},
            "totals": {name: _text(amount) for name, amount in self.totals.items()},
            "debts": [valued.to_dict() for valued in self.debts],
            "findings": [finding.to_dict() for finding in self.findings],
        }


@dataclass(frozen=True)
class CreditorSides(Shown):
    """Every option of a menu from the creditors' side, in the menu's order. Made by :meth:`Menu.creditor_side`.

    Attributes:
        options: the options.
        sides: one for each of them.
        stated: what was stated of each debt.
        findings: where the figures come from, and which are missing.
    """

    options: tuple[Option, ...]
    sides: tuple[CreditorSide, ...]
    stated: dict[str, Outlook]
    findings: tuple[Finding, ...]

    def __getitem__(self, option: str) -> CreditorSide:
        """One option's side, by its id."""
        return {side.option: side for side in self.sides}[option]

    def parts(self, language: str = "en") -> list[Any]:
        """Each option's values for all creditors together as a table, and where the figures come from."""
        from repayplan.options.creditor_tables import sides_parts

        return sides_parts(self, language)

    def to_frame(self, make: str = "pandas") -> Any:
        """One row for each debt of each option, as a frame of the make asked for.

        Args:
            make: ``pandas``, ``polars``, ``pyarrow`` or ``dict``.

        Raises:
            MissingLibrary: the library is not installed; it names the extra.
        """
        from repayplan.options.creditor_tables import side_columns
        from repayplan.words.frames import to_frame

        return to_frame(side_columns(self.sides), make)

    def to_dict(self) -> dict[str, Any]:
        """The sides as plain data."""
        return {
            "stated": {name: outlook.to_dict() for name, outlook in self.stated.items()},
            "options": [
                {key: value for key, value in side.to_dict().items() if key not in ("stated", "findings")}
                for side in self.sides
            ],
            "findings": [finding.to_dict() for finding in self.findings],
        }


def creditor_side(option: Option, stated: Mapping[str, Any]) -> CreditorSide:
    """What an option is worth to each creditor, by what is stated."""
    found = outlooks(stated, list(option.plans))
    values = tuple(valued(plan, found[name]) for name, plan in option.plans.items())
    return CreditorSide(option.id, values, found, _findings(found), option.currency, option.rates)


def creditor_sides(menu: Menu, stated: Mapping[str, Any]) -> CreditorSides:
    """What each option that can be kept is worth to each creditor."""
    sides = tuple(creditor_side(option, stated) for option in menu.options)
    found = outlooks(stated, [debt.id for debt in menu.case.debts])
    return CreditorSides(menu.options, sides, found, _findings(found))


def _findings(found: Mapping[str, Outlook]) -> tuple[Finding, ...]:
    """What is to be said of all outlooks, once."""
    return tuple(dict.fromkeys(finding for outlook in found.values() for finding in outlook.findings()))


def valued(plan: Plan, stated: Outlook) -> Valued:
    """One plan from its creditor's side.

    The plan: (1 - re-default) x its payments + re-default x what failing brings. Nothing: self-cure x the same payments
    with nothing given up + (1 - self-cure) x recovery. Nobody recovers more than payment in full is worth.

    Source:
        The two risks of a modification: customers who would have paid anyway, and plans that fail again (Adelino,
        Gerardi, Willen 2009; the net present value test of the US modification programme of 2009).
    """
    kept, in_full, failed, recovered = _worths(plan, stated)
    redefault, self_cure = stated.chance("redefault"), stated.chance("self_cure")
    worths = {
        "present_value": kept,
        "in_full": in_full,
        "expected": _mixed(redefault, failed, kept),
        "nothing": _mixed(self_cure, in_full, recovered),
        "settlement": stated.sum_of("settlement", plan.debt),
        "sale": stated.sum_of("sale", plan.debt),
    }
    return Valued(
        plan.debt.id, plan.debt.creditor, plan.currency, plan.debt.total, plan.total_paid, plan.concession,
        **{name: _money(worth, plan.currency) for name, worth in worths.items()},
        break_even={
            name: _break_even(kept, failed, other)
            for name in ALTERNATIVES
            if (other := worths[name]) is not None and kept is not None and failed is not None
        },
    )  # fmt: skip


def _worths(plan: Plan, stated: Outlook) -> tuple[Fraction | None, ...]:
    """Payments, payments with what is given up, what failing brings, what an unpaid debt brings [minor units]."""
    rate = stated.discount
    if rate is None:
        return None, None, None, None
    paid = [row.paid for row in plan.raw]
    given = [sum(row.waived) + row.forgone for row in plan.raw]
    kept = worth(plan, paid, rate)
    in_full = worth(plan, [one + other for one, other in zip(paid, given, strict=True)], rate)
    recovered = stated.sum_of("recovery", plan.debt)
    if recovered is None:
        return kept, in_full, None, None
    recovered, failed = min(recovered, in_full), recovered
    if (first := min(stated.fails_after, len(paid))) and sum(plan.debt.opening):
        owed = to_minor(plan.cliff().after(first).owed, plan.currency, "")
        left = failed * owed / sum(plan.debt.opening)
        failed = worth(plan, [*paid[: first - 1], paid[first - 1] + left], rate)
    return kept, in_full, min(failed, in_full), recovered


def worth(plan: Plan, amounts: Sequence[int | Fraction], rate: Rate) -> Fraction:
    """What amounts on a plan's due dates are worth on its first day, exactly [minor units].

    Each period is discounted once, by the share of a year that the debt's own day count gives it. So a plan that gives
    nothing up is worth its principal at the contract's own rate.
    """
    value = Fraction(0)
    for span, amount in reversed(list(zip(plan.spans, amounts, strict=False))):
        num, den = rate.over(span.share, (span.due - span.start).days)
        value = (value + amount) * den / (den + num)
    return value


def _mixed(chance: Fraction | None, one: Fraction | None, other: Fraction | None) -> Fraction | None:
    """A chance of one, else the other; what a chance of 0 or 1 leaves out need not be known."""
    if chance is None or (chance and one is None) or (chance != 1 and other is None):
        return None
    return (chance * one if one is not None else Fraction(0)) + ((1 - chance) * other if other is not None else 0)


@own_context()
def _break_even(kept: Fraction, failed: Fraction, other: Fraction) -> Decimal | None:
    """The largest re-default with which the plan is worth no less than the other."""
    if kept < other:
        return None
    share = Fraction(1) if failed >= other else (kept - other) / (kept - failed)
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(PLACES, ROUND_DOWN)


def _money(units: Fraction | None, currency: str) -> Decimal | None:
    return None if units is None else from_minor(divide(units.numerator, units.denominator), currency)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
