"""What the bills of many cards ask: the minimum due, what it goes to, and the stage of arrears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.columns.accounts import Accounts
from repayplan.columns.annuity import unsigned
from repayplan.columns.framed import framed
from repayplan.columns.minimums import Minimums
from repayplan.columns.periods import Periods
from repayplan.columns.stage import NAMES, placed
from repayplan.debts.formula import asked
from repayplan.engine.walk import Period, walk
from repayplan.engine.width import total
from repayplan.units.components import COMPONENTS, DEFAULT_ORDER, read_order

if TYPE_CHECKING:
    from collections.abc import Sequence

PAID = tuple(f"to_{name}" for name in COMPONENTS)


@framed("principal", "interest", "penalty", "fees", "arrears", "minimum", "days_past_due")
def statement(
    *,
    principal: Any,
    minimum: Any,
    currency: str,
    interest: Any = 0,
    penalty: Any = 0,
    fees: Any = 0,
    arrears: Any = 0,
    days_past_due: Any = 0,
    units: str | None = None,
    order: Sequence[str] = DEFAULT_ORDER,
    errors: str = "raise",
) -> dict[str, Any]:
    """What the contract asks of many cards on the day their balances hold, as ``Debt.statement`` does for one.

    Columns, units and errors as for :func:`level`.

    Args:
        principal: what is owed [currency; minor units with ``units="minor,ppm"``].
        minimum: as for :func:`minimum_path`.
        currency: ISO 4217 code: sets the minor unit.
        interest: unpaid interest [currency, or minor units].
        penalty: unpaid penalty [currency, or minor units].
        fees: unpaid fees [currency, or minor units].
        arrears: the sum due and unpaid, for what the formula asks of it (``past_due``) [currency, or minor units].
        days_past_due: days since the oldest unpaid due date.
        units: ``"minor,ppm"``, or None.
        order: of components in a payment.
        errors: ``raise`` or ``column``.

    Returns:
        ``owed`` (all components), ``minimum`` (what is asked), ``to_principal``, ``to_interest``, ``to_penalty`` and
        ``to_fees`` (what it goes to if it is paid), ``stage`` (``M0`` to ``M6+``). With ``errors="column"`` also
        ``finding``.

    Raises:
        InputError: the first cell that cannot be used, by row, then by argument; or a word that is not known.
        MissingLibrary: a column of a frame, and narwhals is not installed.

    Source:
        The debt's own formula of named parts, and the order of payments.

    Examples:
        >>> out = statement(principal=["28000"], interest=["1620"], penalty=["540"], days_past_due=75, currency="CNY",
        ...                 minimum={"purchases": "10%", "interest": "100%", "penalty": "100%"})
        >>> str(out["minimum"][0]), str(out["to_principal"][0]), out["stage"]
        ('4960.00', '2800.00', ['M3'])
    """
    import numpy as np

    claims = read_order(order, "order")
    minimums = Minimums(minimum, currency, units)
    besides = {"interest": interest, "penalty": penalty, "fees": fees, "arrears": arrears}
    besides = {name: part for name, part in besides.items() if not (type(part) is int and part == 0)}
    accounts = Accounts(
        currency, units, Periods("month"), errors, minimums.kinds | {"days_past_due": "days"}, principal=principal,
        **besides, **minimums.given, days_past_due=days_past_due,
    )  # fmt: skip
    parts, formula = minimums.columns(accounts.read)
    names = ["principal", *besides]

    def compute(*columns: Any, formula_of: int = 0, **_: Any) -> tuple[Any, ...]:
        given = dict(zip(names, map(unsigned, columns), strict=False))
        owed = tuple(given.get(name, 0) for name in COMPONENTS)
        parts_of = [unsigned(column) for column in columns[len(names) :]]
        beside = {"past_due": given["arrears"]} if "arrears" in given else {}
        wanted = asked(formula(formula_of, parts_of), owed, beside)
        (row,) = walk(owed, [Period(pay=wanted)], 1, order=claims)
        nothing = given["principal"] * 0
        found = (total(owed), wanted, *row.taken)
        return tuple((nothing + column).astype(columns[0].dtype) for column in found)

    keys = {"formula_of": accounts.read["minimum"].values} if "minimum" in minimums.given else {}
    accounts.fill(("owed", "minimum", *PAID), compute, accounts.values(*names, *parts), keys=keys)
    accounts.found["stage"] = placed(accounts.values("days_past_due")[0])
    return accounts.handed_back("owed", "minimum", *PAID, "stage", words={"stage": np.array(NAMES, dtype=object)})
