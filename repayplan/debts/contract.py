"""What the contract asks: the instalment or the minimum, part by part, and the late fee where it is not paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from repayplan.debts.balances import apart
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


class Bill(NamedTuple):
    """Which of a debt's bills is meant.

    Attributes:
        number: of the bill, from 0. Arrears, cash advances and instalments that the debt names beside its balances,
            where they are known, fall due with the first.
        month: of its due date, as in ``"2026-12"``: for what is given by month.
        fine: units to a minor unit.
        left: what is owed on each balance of a card, where it has several.
    """

    number: int = 1
    month: str | None = None
    fine: int = 1
    left: tuple[int, ...] | None = None


NEXT = Bill()


def cures(debt: Debt) -> bool:
    """Whether the contract's payment makes good what is overdue: its formula asks that, and the arrears are known.

    Examples:
        >>> from repayplan.debts.debt import Debt
        >>> late = {"id": "A", "principal": "12000", "rate": "18%", "currency": "CNY", "days_past_due": 95}
        >>> [cures(Debt(**late, minimum="cn/usual-10", arrears=arrears)) for arrears in (None, "300")]
        [False, True]
    """
    formula = None if debt.contractual_payment is not None else debt.minimum
    return formula is not None and formula.past_due == "100%" and debt.arrears is not None


def asked(debt: Debt, due: Sequence[int], bill: Bill = NEXT) -> int:
    """What the contract asks of what is due, by component [minor units]; an unknown payment counts as nothing."""
    return sum(parts_asked(debt, due, bill).values())


def parts_asked(debt: Debt, due: Sequence[int], bill: Bill = NEXT) -> dict[str, int]:
    """The same by named parts, each of which can be explained; they add up to what is asked.

    Examples:
        >>> from repayplan.debts.debt import Debt
        >>> card = Debt(id="A", principal="12000", interest="30", rate="18%", currency="CNY", minimum="cn/usual-10",
        ...             credit_limit="10000", cash_advance="500", arrears="200")
        >>> parts_asked(card, card.opening, Bill(number=0))
        {'purchases': 94700, 'interest': 3000, 'past_due': 20000, 'cash_advance': 50000, 'over_limit': 203000}
    """
    if debt.contractual_payment is not None:
        units = bill.fine * to_minor(debt.contractual_payment, debt.currency, "contractual_payment")
        return {"contractual_payment": min(units, sum(due))}
    if debt.minimum is None or not sum(due):
        return {}
    formula: Minimum = debt.minimum
    arrears = 0 if bill.number else bill.fine * _units(debt, "arrears")
    beside = _beside(debt, due, bill)
    return formula.parts(due, debt.currency, arrears, beside=beside, fine=bill.fine, month=bill.month)


def _beside(debt: Debt, due: Sequence[int], bill: Bill) -> dict[str, int]:
    """What of the principal is no purchase, each part once: cash, the card's instalments, what is over the limit."""
    if (
        debt.credit_limit is None
        and not debt.balances
        and (bill.number or not any((debt.cash_advance, debt.instalments_due)))
    ):
        return {}
    named = {name: 0 if bill.number else bill.fine * _units(debt, name) for name in ("cash_advance", "instalments_due")}
    if debt.balances:
        left = debt.owed_on_balances(bill.fine) if bill.left is None else bill.left
        for name, units in apart(debt.balances, left, bill.number).items():
            named[name] = max(named.get(name, 0), units)
    if debt.credit_limit is not None:
        named["over_limit"] = max(0, sum(due) - bill.fine * _units(debt, "credit_limit"))
    left_over, found = due[PRINCIPAL], {}
    for name, units in named.items():
        if part := min(units, left_over):
            found[name] = part
            left_over -= part
    return found


def _units(debt: Debt, name: str) -> int:
    """A sum of the debt [minor units]; one that is not known counts as nothing."""
    value = getattr(debt, name)
    return 0 if value is None else to_minor(value, debt.currency, name)


def late_fee(debt: Debt, unpaid: int, *, asked: int | None = None, repeated: bool = False) -> int:
    """The late fee on an unpaid payment [minor units]: a share with floor and cap, 0 where the contract has none.

    ``asked``: the whole payment that was due, where a part of it was paid; ``repeated``: another was late not long ago.
    """
    fee: LateFee | None = debt.late_fee
    return 0 if fee is None else fee.charged(unpaid, debt.currency, asked=asked, repeated=repeated)
