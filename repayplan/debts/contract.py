"""What the contract asks: the instalment or the minimum, and the late fee where it is not paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repayplan.units.money import to_minor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.debts.debt import Debt
    from repayplan.debts.late_fee import LateFee
    from repayplan.debts.minimum import Minimum


def is_known(debt: Debt) -> bool:
    """Whether the contract's payment is known: an instalment, or a minimum."""
    return debt.contractual_payment is not None or debt.minimum is not None


def asked(debt: Debt, due: Sequence[int], *, first: bool = False) -> int:
    """What the contract asks of what is due, by component [minor units]; an unknown payment counts as nothing.

    Arrears, where they are known, fall due with the ``first`` payment.
    """
    if debt.contractual_payment is not None:
        return min(to_minor(debt.contractual_payment, debt.currency, "contractual_payment"), sum(due))
    if debt.minimum is None or not sum(due):
        return 0
    arrears = debt.arrears if first and debt.arrears is not None else 0
    formula: Minimum = debt.minimum
    return formula.asked(due, debt.currency, to_minor(arrears, debt.currency, "arrears"))


def late_fee(debt: Debt, unpaid: int) -> int:
    """The late fee on an unpaid payment [minor units]: a share with floor and cap, 0 where the contract has none."""
    fee: LateFee | None = debt.late_fee
    return 0 if fee is None else fee.charged(unpaid, debt.currency)
