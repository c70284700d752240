"""A card as its issuer bills it: balances, each at its own rate, one rounding of their interest, one payment."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from repayplan.debts.balances import Running
from repayplan.debts.bearing import interest_of
from repayplan.debts.contract import Bill, asked
from repayplan.engine.walk import Period
from repayplan.plans.layout import Layout
from repayplan.terms.shapes import Contract
from repayplan.terms.treatment import Treated
from repayplan.units.components import PRINCIPAL
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from repayplan.debts.debt import Debt
    from repayplan.engine.walk import Row
    from repayplan.engine.width import Amount
    from repayplan.terms.terms import Terms

LOWEST = "lowest rate"


class Billed(NamedTuple):
    """One row of a card: its exact interest, and what is owed on each balance before and after it."""

    accrued: Fraction
    owed: tuple[int, ...]
    left: tuple[int, ...]


def is_billed(debt: Debt, terms: Terms) -> bool:
    """Whether a path is that of a card as it is billed: under its contract; a plan of the whole has one rate."""
    apart = bool(debt.balances) or debt.compounding == "everything"
    agreed = (terms.path, terms.write_down, terms.fee_per_instalment, terms.down_payment)
    plain = all(given is None for given in agreed) and set(terms.treated.values()) == {Treated()}
    return apart and plain and isinstance(terms.shape, Contract)


class BilledLayout(Layout):
    """A card under its contract. Interest and payment of a row follow what is owed on each balance by then.

    Attributes:
        billed: row by row, of the last walk.
    """

    billed: list[Billed]
    running: Running

    def rows(self, level: Amount, *, solving: bool = False, close: bool = False) -> Iterator[Row]:
        """The rows, each with its principal shared over the balances."""
        self.running, self.billed = Running(self.debt.balances, self.debt.currency, self.fine), []
        self._owed = list(self.opening)
        first = self.debt.payment_first or LOWEST
        for k, row in enumerate(super().rows(level, solving=solving, close=close)):
            owed = tuple(self.running.left)
            self.running.pay(row.taken[PRINCIPAL], first, self.spans[k].start, k)
            self.billed.append(Billed(self._exact, owed, tuple(self.running.left)))
            self._owed = list(row.closing)
            yield row

    def periods(self, level: Amount, *, solving: bool = False, close: bool = False) -> Iterator[Period]:
        """One period a row, made when what is owed on each balance is known."""
        paid = self.contract is None or self.contract.paid
        for k in range(self.count):
            self._exact = interest_of(self.debt, self._owed, self.running, self.course.counted[k])
            rounding = self.terms.conventions.interest_rounding
            interest = divide(self._exact.numerator, self._exact.denominator, rounding)
            charges = None if paid else partial(self._late_fee, k)
            pay = partial(asked, self.debt, bill=self.bill(k)) if paid else 0
            # Rounded already: the walk divides it by the denominator that it is multiplied with.
            yield Period([(0, "run")], pay, beside=[interest * self.course.den, 0], charges=charges)

    def bill(self, row: int) -> Bill:
        """Which bill a row pays, and what is owed on each balance then."""
        return super().bill(row)._replace(left=tuple(self.running.left))
