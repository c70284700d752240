"""What the contract asks: the instalment or the minimum, part by part, and the late fee where it is not paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repayplan.units.components import PRINCIPAL
from repayplan.units.money import to_minor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.debts.debt import Debt
    from repayplan.debts.late_fee import LateFee
    from repayplan.debts.minimum import Minimum


def is_known(debt: Debt) -> bool:
    """Whether the contract's payment is known: an instalment, or a minimum."""
    return debt.contractual_payment is not None or debt.minimum is not None


def asked(debt: Debt, due: Sequence[int], *, first: bool = False, fine: int = 1) -> int:
    """What the contract asks of what is due, by component [minor units]; an unknown payment counts as nothing.

    Arrears, cash advances and the card's own instalments, where they are known, fall due with the ``first`` payment.
    ``fine``: units to a minor unit.
    """
    return sum(parts_asked(debt, due, first=first, fine=fine).values())


def parts_asked(debt: Debt, due: Sequence[int], *, first: bool = False, fine: int = 1) -> dict[str, int]:
    """The same by named parts, each of which can be explained; they add up to what is asked.

    Examples:
        >>> from repayplan.debts.debt import Debt
        >>> card = Debt(id="A", principal="12000", interest="30", rate="18%", currency="CNY", minimum="cn/usual-10",
        ...             credit_limit="10000", cash_advance="500", arrears="200")
        >>> parts_asked(card, card.opening, first=True)
        {'purchases': 94700, 'interest': 3000, 'past_due': 20000, 'cash_advance': 50000, 'over_limit': 203000}
    """
    if debt.contractual_payment is not None:
        units = fine * to_minor(debt.contractual_payment, debt.currency, "contractual_payment")
        return {"contractual_payment": min(units, sum(due))}
    if debt.minimum is None or not sum(due):
        return {}
    formula: Minimum = debt.minimum
    arrears = fine * _units(debt, "arrears") if first else 0
    return formula.parts(due, debt.currency, arrears, fine, _beside(debt, due, fine if first else 0, fine))


def _beside(debt: Debt, due: Sequence[int], first: int, fine: int) -> dict[str, int]:
    """What of the principal is no purchase, each part once: cash, the card's instalments, what is over the limit."""
    known = (debt.cash_advance, debt.instalments_due) if first else ()
    if debt.credit_limit is None and not any(known):
        return {}
    left, found = due[PRINCIPAL], {}
    over = 0 if debt.credit_limit is None else max(0, sum(due) - fine * _units(debt, "credit_limit"))
    named = {
        "cash_advance": first * _units(debt, "cash_advance"),
        "instalments_due": first * _units(debt, "instalments_due"),
        "over_limit": over,
    }
    for name, units in named.items():
        found[name] = min(units, left)
        left -= found[name]
    return found


def _units(debt: Debt, name: str) -> int:
    """A sum of the debt [minor units]; one that is not known counts as nothing."""
    value = getattr(debt, name)
    return 0 if value is None else to_minor(value, debt.currency, name)


def late_fee(debt: Debt, unpaid: int) -> int:
    """The late fee on an unpaid payment [minor units]: a share with floor and cap, 0 where the contract has none."""
    fee: LateFee | None = debt.late_fee
    return 0 if fee is None else fee.charged(unpaid, debt.currency)
