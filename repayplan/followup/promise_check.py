"""Whether a promise can be kept: the cash of its moment on both ledgers, and when else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from repayplan.units.dates import last_day, month_of, read_date
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, own_context, to_minor
from repayplan.units.refusal import refuse
from repayplan.words.sentences import sentence
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from repayplan.followup.promise import Promise
    from repayplan.household.cash_on import CashOn
    from repayplan.household.household import Household

# How far ahead a moment is looked for at which the sum is there.
LOOK_AHEAD = timedelta(days=92)


@dataclass(frozen=True, eq=False)
class PromiseCheck(Shown):
    """What the household has at the moment of a promise. Made by :meth:`Promise.check`; true where it can be kept.

    Attributes:
        promise: what is to be promised.
        declared: the cash of the moment with every line.
        verified: the same with verified incomes alone.
        set_aside: for instalments that are agreed already [currency].
        first: the first moment at which the sum can be paid, on the household's own clock; None within three months.
    """

    promise: Promise
    declared: CashOn
    verified: CashOn
    set_aside: Decimal
    first: datetime | None

    @property
    def feasible(self) -> bool:
        """Whether it can be kept on the declared ledger."""
        return bool(self.promise.amount <= self.most)

    @property
    def verdict(self) -> str:
        """``feasible``, ``needs proof`` (on the declared ledger alone) or ``not feasible``."""
        if not self.feasible:
            return "not feasible"
        return "feasible" if self.promise.amount <= self._most(self.verified) else "needs proof"

    @property
    def cash(self) -> Decimal:
        """What is at hand at the moment [currency]."""
        return self.declared.cash

    @property
    def most(self) -> Decimal:
        """The most that can be promised for the moment [currency]."""
        return self._most(self.declared)

    @own_context()
    def _most(self, there: CashOn) -> Decimal:
        nothing: Decimal = from_minor(0, there.currency)
        most: Decimal = max(nothing, there.free - self.set_aside)
        return most

    @property
    def left(self) -> Decimal:
        """What stays free once it is paid [currency]; zero where it cannot be paid."""
        left: Decimal = max(from_minor(0, self.declared.currency), self.most - self.promise.amount)
        return left

    @property
    @own_context()
    def short(self) -> Decimal:
        """By how much the sum is more than is at hand; where it is at hand but needed, more than can be promised."""
        over: Decimal = self.declared.short_of(self.promise.amount)
        needed: Decimal = self.promise.amount - self.most
        return over or max(from_minor(0, self.declared.currency), needed)

    @property
    def conditional_on(self) -> tuple[str, ...]:
        """The expected incomes among those that it rests on."""
        return tuple(a.line for a in self.declared.arrived if a.evidence == "expected") if self.feasible else ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be said of it."""
        at: dict[str, Any] = {"due": self.promise.due}
        amount = from_minor(to_minor(self.promise.amount, self.declared.currency, "amount"), self.declared.currency)
        found = []
        if self.feasible:
            found.append(Finding("promise_feasible", at | {"amount": amount, "left": self.left}))
        else:
            found.append(Finding("promise_short", at | {"amount": amount, "cash": self.cash, "short": self.short}))
            if self.most:
                found.append(Finding("promise_most", at | {"most": self.most}))
            if self.first is not None:
                found.append(Finding("promise_first", {"amount": amount, "first": self.first}))
        if self.verdict == "needs proof":
            found.append(Finding("promise_needs_proof", {"lines": ", ".join(self._unproved())}))
        if self.conditional_on:
            found.append(Finding("promise_rests_on", {"lines": ", ".join(self.conditional_on)}))
        return tuple(found)

    def _unproved(self) -> list[str]:
        return [a.line for a in self.declared.arrived if a.units > 0 and a.evidence != "verified"]

    def parts(self, language: str = "en") -> list[Any]:
        """The check in words."""
        return [sentence(finding, language) for finding in self.findings]

    def to_dict(self) -> dict[str, Any]:
        """The check as plain data."""
        return {
            "promise": self.promise.to_dict(),
            "verdict": self.verdict,
            "feasible": self.feasible,
            "cash": str(self.cash),
            "short": str(self.short),
            "most": str(self.most),
            "left": str(self.left),
            "first": None if self.first is None else self.first.isoformat(),
            "declared": self.declared.to_dict(),
            "verified": self.verified.to_dict(),
            "findings": [finding.to_dict() for finding in self.findings],
        }

    def __bool__(self) -> bool:
        return self.feasible


@own_context()
def check(promise: Promise, home: Household, as_of: Any, plans: tuple[Any, ...]) -> PromiseCheck:
    """See :meth:`Promise.check`."""
    start = promise.now.date() if as_of is None and promise.now is not None else read_date(as_of, "as_of")
    if promise.currency not in (None, home.currency):
        refuse("currency", promise.currency, f"the household's currency, {home.currency}")
    to_minor(promise.amount, home.currency, "amount")
    if promise.due.date() < start:
        refuse("due", str(promise.due), f"a moment not before as_of, {start}", "ask for one that is still to come")
    aside = _agreed(plans, start, last_day(month_of(promise.due.date())), home.currency)
    declared, verified = (home.cash_on(promise.due, start, ledger) for ledger in ("declared", "verified"))
    until = promise.due.date() + LOOK_AHEAD
    first = home.first_cash(promise.amount + aside, start, until)
    return PromiseCheck(promise, declared, verified, aside, None if first is None else first.when)


def _agreed(plans: tuple[Any, ...], start: date, end: date, currency: str) -> Decimal:
    """What plans ask from a day to another [currency]."""
    units = 0
    for i, plan in enumerate(plans):
        if plan.currency != currency:
            refuse(f"plans[{i}].currency", plan.currency, f"the household's currency, {currency}")
        units += sum(row.paid for span, row in zip(plan.spans, plan.raw, strict=True) if start <= span.due <= end)
    return from_minor(units, currency)
