"""Refusals: what one creditor's no, or that of several, does to the household and to the other creditors."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.debts.contract import is_known
from repayplan.feasibility.cash import VERDICTS, Dues, Means, dated, short_document
from repayplan.feasibility.judge import payments_by_month
from repayplan.options.shares import own_instalment, ranks_by_content
from repayplan.plans.forecast import by_contract
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, split
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from repayplan.feasibility.case import Case
    from repayplan.feasibility.cash import Short
    from repayplan.options.option import Option
    from repayplan.plans.plan import Plan

MOST_CREDITORS = 12


class Refused(NamedTuple):
    """What is so where some creditors refuse and ask what their contracts ask, while the others' plans are kept.

    Attributes:
        creditors: those that refuse.
        verdict: of the household's plans with what the refusers' contracts ask, within the months of the option; None
            where a contract's payment is not known.
        short_of_cash: first month and sum by which cash falls below the floor [currency]; None where it does not.
        short_of_surplus: first month and sum by which payments exceed what the month leaves; None where they do not.
        left: what the tightest month leaves for the others' plans, after instalments agreed before and after what the
            refusers' contracts ask [currency]; never below nothing.
        shares: that sum over the others by their whole balances, by creditor [currency].
        loses: what each of the others has less in that month than if nobody refused [currency].
    """

    creditors: tuple[str, ...]
    verdict: str | None
    short_of_cash: tuple[str, Decimal] | None
    short_of_surplus: tuple[str, Decimal] | None
    left: Decimal | None
    shares: dict[str, Decimal]
    loses: dict[str, Decimal]

    @property
    def feasible(self) -> bool | None:
        """Whether the plans can still be kept; None where that is not known."""
        return None if self.verdict is None else self.verdict in VERDICTS[:2]

    def to_dict(self) -> dict[str, Any]:
        """The pattern as plain data."""
        shorts = {name: short_document(getattr(self, name)) for name in ("short_of_cash", "short_of_surplus")}
        return {
            "creditors": list(self.creditors),
            "verdict": self.verdict,
            **shorts,
            "left": None if self.left is None else str(self.left),
            "shares": {name: str(amount) for name, amount in self.shares.items()},
            "loses": {name: str(amount) for name, amount in self.loses.items()},
        }


@dataclass(frozen=True)
class Refusals(Shown):
    """What refusals do to one option. Made by :meth:`Menu.refusals`; what a refuser would gain is not computed.

    Attributes:
        option: the option's id.
        creditors: who is asked, in the case's order; a debt with an instalment agreed before is not.
        nobody: nobody refuses.
        single: each of them refuses alone.
        patterns: every set of them that refuses, nobody first; the single ones alone where there are more than twelve.
        findings: what the patterns rest on.

    Examples:
        >>> import repayplan as rp
        >>> refusals = rp.advise(rp.sample("dmp-four-cards")).refusals()
        >>> [(one.creditors[0], one.verdict, str(one.left)) for one in refusals.single][:2]
        [('Card W', 'tight', '274.60'), ('Card X', 'tight', '335.80')]
        >>> len(refusals.patterns), refusals["Card W"].short_of_surplus
        (16, ('2026-12', Decimal('69.15')))
    """

    option: str
    creditors: tuple[str, ...]
    nobody: Refused
    single: tuple[Refused, ...]
    patterns: tuple[Refused, ...]
    findings: tuple[Finding, ...]

    def __getitem__(self, creditors: str | Sequence[str]) -> Refused:
        """The pattern in which one creditor, or these and no others, refuse."""
        wanted = {creditors} if isinstance(creditors, str) else set(creditors)
        return {frozenset(found.creditors): found for found in self.patterns}[frozenset(wanted)]

    @property
    def breaking(self) -> tuple[tuple[str, ...], ...]:
        """The smallest sets of creditors whose refusal breaks the plans: without any one of them they could be kept.

        The empty set where the plans cannot be kept even if nobody refuses.
        """
        found: list[tuple[str, ...]] = []
        for pattern in self.patterns:
            if pattern.feasible is False and not any(set(less) <= set(pattern.creditors) for less in found):
                found.append(pattern.creditors)
        return tuple(found)

    def parts(self, language: str = "en") -> list[Any]:
        """Each single refusal as a table, the smallest sets that break the plans, and what is to be said."""
        from repayplan.options.refusal_tables import refusals_parts

        return refusals_parts(self, language)

    def to_frame(self, make: str = "pandas") -> Any:
        """One row a pattern, as a frame of the make asked for.

        Args:
            make: ``pandas``, ``polars``, ``pyarrow`` or ``dict``.

        Raises:
            MissingLibrary: the library is not installed; it names the extra.
        """
        from repayplan.options.refusal_tables import refusals_columns
        from repayplan.words.frames import to_frame

        return to_frame(refusals_columns(self), make)

    def to_dict(self) -> dict[str, Any]:
        """The refusals as plain data."""
        return {
            "option": self.option,
            "creditors": list(self.creditors),
            "patterns": [pattern.to_dict() for pattern in self.patterns],
            "breaking": [list(names) for names in self.breaking],
            "findings": [finding.to_dict() for finding in self.findings],
        }


class Paid(NamedTuple):
    """What is paid within the option's months: by month [minor units of the case], and on which days."""

    months: list[int]
    dues: Dues

    @classmethod
    def of(cls, plans: Sequence[Plan], case: Case, count: int) -> Paid:
        """What plans ask in the first ``count`` months."""
        months, dues = payments_by_month(plans, case.rates)
        within = tuple(due for due in dues.dues if due[0] < count)
        return cls([*months, *[0] * count][:count], dues._replace(dues=within))


class Side(NamedTuple):
    """One creditor.

    Attributes:
        planned: what its plans ask.
        contract: what its contracts ask; None where that is not known.
        weight: the whole balance [minor units of the case].
        rank: its place in an order by content.
    """

    name: str
    planned: Paid
    contract: Paid | None
    weight: int
    rank: int


def refusals(case: Case, option: Option, ledger: str = "declared") -> Refusals:
    """What refusals do to an option, on one ledger."""
    table = _Table(case, option, ledger)
    names = tuple(side.name for side in table.sides)
    count = len(names)
    sizes = range(count + 1) if count <= MOST_CREDITORS else range(2)
    patterns = tuple(table.refused(chosen) for size in sizes for chosen in combinations(range(count), size))
    return Refusals(option.id, names, patterns[0], patterns[1 : count + 1], patterns, tuple(table.findings()))


class _Table:
    """What is added up for each pattern."""

    def __init__(self, case: Case, option: Option, ledger: str) -> None:
        self.case, self.ledger, self.count = case, ledger, len(option.payments)
        self.means = Means.of(case.household, case.first_month, self.count, ledger)
        asked = [i for i, debt in enumerate(case.debts) if sum(debt.opening) and not own_instalment(case, i)]
        self.sides = list(_sides(case, option, asked, self.count))
        before = [option.plans[debt.id] for i, debt in enumerate(case.debts) if i not in asked]
        self.before = Paid.of(before, case, self.count)
        self.available = [have - paid for have, paid in zip(self.means.available, self.before.months, strict=True)]
        self.shares = self._shares(self._left([]), range(len(self.sides)))

    def refused(self, refusers: Sequence[int]) -> Refused:
        """One pattern."""
        said = [side.contract for i, side in enumerate(self.sides) if i in refusers]
        names = tuple(self.sides[i].name for i in refusers)
        if any(contract is None for contract in said):
            return Refused(names, None, None, None, None, {}, {})
        contracts = [contract for contract in said if contract is not None]
        kept = [side.planned for i, side in enumerate(self.sides) if i not in refusers]
        all_ = [self.before, *kept, *contracts]
        payments = [sum(month) for month in zip(*(paid.months for paid in all_), strict=True)]
        dues = Dues(sum(paid.dues.at_once for paid in all_), tuple(due for paid in all_ for due in paid.dues.dues))
        left = self._left(contracts)
        shares = self._shares(left, [i for i in range(len(self.sides)) if i not in refusers])
        loses = {self.sides[i].name: self._money(self.shares[i] - part) for i, part in shares.items()}
        return Refused(
            names, self.means.verdict(payments, dues), self._dated(self.means.short_of_cash(payments, dues)),
            self._dated(self.means.short_of_surplus(payments)), self._money(left),
            {self.sides[i].name: self._money(part) for i, part in shares.items()}, loses,
        )  # fmt: skip

    def _left(self, contracts: Sequence[Paid]) -> int:
        """What the tightest month leaves."""
        months = zip(self.available, *(paid.months for paid in contracts), strict=True)
        least: int = min(have - sum(paid) for have, *paid in months)
        return max(0, least)

    def _shares(self, left: int, others: Sequence[int]) -> dict[int, int]:
        """A sum over the creditors that accept."""
        if not others:
            return {}
        sides = [self.sides[i] for i in others]
        parts = split(left, [side.weight for side in sides], [side.rank for side in sides])
        return dict(zip(others, parts, strict=True))

    def _dated(self, short: Short | None) -> tuple[str, Decimal] | None:
        return dated(short, self.means.first, self.case.currency)

    def _money(self, units: int) -> Decimal:
        return from_minor(units, self.case.currency)

    def findings(self) -> Iterator[Finding]:
        """What the patterns rest on."""
        yield Finding("refuser_by_contract", {"months": self.count})
        for side in self.sides:
            if side.contract is None:
                yield Finding("refusal_unknown", {"creditor": side.name})
        if len(self.sides) > MOST_CREDITORS:
            yield Finding("refusals_single_only", {"creditors": len(self.sides), "most": MOST_CREDITORS})


def _sides(case: Case, option: Option, asked: Sequence[int], count: int) -> Iterator[Side]:
    """Each creditor with all of its debts together."""
    by_name: dict[str, list[int]] = {}
    for i in asked:
        by_name.setdefault(case.debts[i].creditor, []).append(i)
    ranks = ranks_by_content(case)
    for name, own in by_name.items():
        debts = [case.debts[i] for i in own]
        planned = Paid.of([option.plans[debt.id] for debt in debts], case, count)
        contract = None
        if all(is_known(debt) for debt in debts):
            contract = Paid.of(
                [by_contract(debt, case.as_of, case.first_due, count + 1) for debt in debts], case, count
            )
        yield Side(name, planned, contract, sum(case.weights[i] for i in own), min(ranks[i] for i in own))
