"""The frontier: options that no other beats on strain for the household and on value to its creditors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.options.creditor import creditor_side
from repayplan.options.outlook import outlooks
from repayplan.units.dates import due_date
from repayplan.units.findings import Finding
from repayplan.units.money import at_rate, from_minor, own_context
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from repayplan.options.menu import Menu
    from repayplan.options.option import Option

# What is compared, and whether more of it is better. A measure that is not known for every option is left out.
HOUSEHOLD = {"least_margin": True, "payment_to_surplus": False, "months": False}
CREDITOR = {"value": True, "cash_12": True}
DIFFERENCES = ("paid", "months", "least_margin", "value", "cash_12", "concession")
# What research found of the two ways to ease, quoted by its abstract.
EVIDENCE = "Dobbie and Song, Targeted Debt Relief (abstract)"


@dataclass(frozen=True)
class Point:
    """One option on the frontier.

    Attributes:
        option: the option.
        least_margin: the least that a month leaves once all is paid [currency].
        payment_to_surplus: the largest share of a month's surplus that is asked; None where a month that has none pays.
        months: due dates of the longest plan.
        value: what creditors are promised is worth today at the rate that was stated, re-default counted where it was
            stated too [currency]; None where no rate was.
        cash_12: what creditors receive within twelve months [currency].
        paid: what the household pays in all [currency].
        concession: what creditors give up [currency].
        interest_given_up: the interest in it: what stopping or lowering it costs [currency].
        stretched_by: months more than the shortest option that asks the same of creditors.
        against_best: what it costs each side more or less than the menu's first: by the names of the attributes; None
            where the menu has no first.
    """

    option: Option
    least_margin: Decimal
    payment_to_surplus: Decimal | None
    months: int
    value: Decimal | None
    cash_12: Decimal
    paid: Decimal
    concession: Decimal
    interest_given_up: Decimal
    stretched_by: int
    against_best: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The point as plain data."""
        plain = {name: _plain(getattr(self, name)) for name in self.__dataclass_fields__ if name != "against_best"}
        differences = self.against_best and {name: _plain(value) for name, value in self.against_best.items()}
        return plain | {"option": self.option.id, "against_best": differences}


@dataclass(frozen=True)
class Frontier(Shown):
    """Options that no other is better than on every measure. Made by :meth:`Menu.frontier`.

    Attributes:
        points: the options that are not dominated, in the menu's order.
        dominated: the other options' ids, each with the id of one that is no worse on any measure and better on one.
        measures: what was compared.
        best: the id of the menu's first, to which the points are compared; None where there is none.
        findings: what is left out, and what research says of stopping interest and stretching the term.

    Examples:
        >>> import repayplan as rp
        >>> frontier = rp.advise(rp.sample("dmp-four-cards")).frontier(rate="8%")
        >>> [(point.option.shape, point.months, str(point.least_margin)) for point in frontier.points][:3]
        [('fixed_amount', 52, '0.00'), ('fewest', 52, '2.32'), ('longest', 60, '63.35')]
        >>> longest = frontier.points[2]
        >>> longest.stretched_by, longest.against_best["months"], str(longest.against_best["concession"])
        (8, 8, '1483.77')
    """

    points: tuple[Point, ...]
    dominated: dict[str, str]
    measures: tuple[str, ...]
    best: str | None
    findings: tuple[Finding, ...]

    def parts(self, language: str = "en") -> list[Any]:
        """The points, what each costs both sides against the first, and what is to be said."""
        from repayplan.options.frontier_tables import frontier_parts

        return frontier_parts(self, language)

    def to_frame(self, make: str = "pandas") -> Any:
        """One row a point, as a frame of the make asked for.

        Args:
            make: ``pandas``, ``polars``, ``pyarrow`` or ``dict``.

        Raises:
            MissingLibrary: the library is not installed; it names the extra.
        """
        from repayplan.options.frontier_tables import frontier_columns
        from repayplan.words.frames import to_frame

        return to_frame(frontier_columns(self), make)

    def to_dict(self) -> dict[str, Any]:
        """The frontier as plain data."""
        return {
            "best": self.best,
            "measures": list(self.measures),
            "points": [point.to_dict() for point in self.points],
            "dominated": dict(self.dominated),
            "findings": [finding.to_dict() for finding in self.findings],
        }


def frontier(menu: Menu, stated: Mapping[str, Any]) -> Frontier:
    """The options of a menu that are not dominated, at what is stated of the creditors' side."""
    points = [_point(option, menu, stated) for option in menu.options]
    best = next((point for point in points if point.option is menu.best), None)
    measures = HOUSEHOLD | {
        name: way for name, way in CREDITOR.items() if all(getattr(p, name) is not None for p in points)
    }
    keys = [_key(point, measures) for point in points]
    beaten = {i: next((j for j, other in enumerate(keys) if _beats(other, keys[i])), None) for i in range(len(keys))}
    kept = [_against(points[i], best) for i, by in beaten.items() if by is None]
    dominated = {points[i].option.id: points[by].option.id for i, by in beaten.items() if by is not None}
    findings = [Finding("frontier_without_value", {})] if points and "value" not in measures else []
    if any(point.interest_given_up or point.stretched_by for point in kept):
        findings.append(Finding("interest_and_term_differ", {"source": EVIDENCE}))
    said = dict.fromkeys(f for o in outlooks(stated, [d.id for d in menu.case.debts]).values() for f in o.findings())
    calibration = [f for f in said if f.code in ("not_calibrated", "stated_by", "fails_after")]
    return Frontier(
        tuple(kept), dominated, tuple(measures), None if menu.best is None else menu.best.id, (*findings, *calibration)
    )


@own_context()
def _point(option: Option, menu: Menu, stated: Mapping[str, Any]) -> Point:
    verdict, totals = option.feasibility.declared, creditor_side(option, stated).totals
    value = totals["expected"] if "redefault" in stated else totals["present_value"]
    same = [other.instalments for other in menu.options if other.proposal.asking == option.proposal.asking]
    return Point(
        option,
        verdict.least_margin,
        verdict.payment_to_surplus,
        option.instalments,
        value,
        _within(option, menu.case.as_of, 12),
        option.total_paid,
        sum(option.concession.values(), Decimal(0)),
        option.concession["interest"],
        option.instalments - min(same),
    )


def _within(option: Option, start: Any, months: int) -> Decimal:
    """What creditors receive within some months of a day, other currencies at their dated rates [currency]."""
    last, received = due_date(start, start.day, "month", months), 0
    for plan in option.plans.values():
        rate = option.rates[plan.currency]
        received += sum(
            at_rate(row.paid, rate) for span, row in zip(plan.spans, plan.raw, strict=True) if span.due <= last
        )
    return from_minor(received, option.currency)


def _key(point: Point, measures: Mapping[str, bool]) -> list[Fraction]:
    """The measures as numbers of which more is better; a share of no surplus is worse than any other."""
    found = []
    for name, more in measures.items():
        value = getattr(point, name)
        number = Fraction(10**30) if value is None else Fraction(value)
        found.append(number if more else -number)
    return found


def _beats(one: Sequence[Fraction], other: Sequence[Fraction]) -> bool:
    """Whether one is no worse on any measure, and better on some."""
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


@own_context()
def _against(point: Point, best: Point | None) -> Point:
    """The point with what it costs each side more or less than the menu's first."""
    if best is None:
        return point
    pairs = {name: (getattr(point, name), getattr(best, name)) for name in DIFFERENCES}
    differences = {name: None if None in pair else pair[0] - pair[1] for name, pair in pairs.items()}
    return replace(point, against_best=differences)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)
