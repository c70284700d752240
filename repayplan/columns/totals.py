"""What many accounts pay at a given instalment: plain level plans, or the full recurrence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.columns.accounts import PLAIN, Accounts
from repayplan.columns.annuity import unsigned
from repayplan.columns.cells import FINE, NEVER_CLEARS
from repayplan.columns.framed import framed
from repayplan.columns.periods import EQUAL, Periods
from repayplan.columns.recurrence import NAMES, Course, totalled, walked
from repayplan.debts.debt import COMPOUNDING
from repayplan.terms.treatment import read_treatment
from repayplan.units.components import COMPONENTS, DEFAULT_ORDER, read_order
from repayplan.units.refusal import one_of, refuse
from repayplan.units.rounding import read_rounding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RETURNED = ("last", "interest", "penalty", "fees", "total", "waived", "forgone", "months")


@framed(
    "principal",
    "annual_rate",
    "instalment",
    "instalments",
    "interest",
    "penalty",
    "fees",
    "write_down",
    "fee_per_instalment",
)
def totals(
    *,
    principal: Any,
    annual_rate: Any,
    instalment: Any,
    instalments: Any,
    currency: str,
    interest: Any = 0,
    penalty: Any = 0,
    fees: Any = 0,
    treatment: Mapping[str, Any] | None = None,
    write_down: Any = 0,
    fee_per_instalment: Any = 0,
    order: Sequence[str] = DEFAULT_ORDER,
    compounding: str = "none",
    units: str | None = None,
    interest_rounding: str = "half-up",
    every: Any = "month",
    as_of: Any = None,
    first_due: Any = None,
    day_count: str = EQUAL,
    errors: str = "raise",
) -> dict[str, Any]:
    """Walk each account at a given level instalment, and total it.

    The last of the ``instalments`` takes what remains, whether that is less or more than the others. Columns, units and
    errors as for :func:`level`.

    Args:
        principal: what is owed and bears interest [currency; minor units with ``units="minor,ppm"``].
        annual_rate: a fraction of one below 1, or text such as ``"18.25%"`` [with ``units``: parts per million].
        instalment: what is paid each period [currency, or minor units].
        instalments: how many, 1 to 3660.
        currency: ISO 4217 code: sets the minor unit.
        interest: unpaid interest that is owed already [currency, or minor units].
        penalty: unpaid penalty [currency, or minor units].
        fees: unpaid fees [currency, or minor units].
        treatment: by component, as for :class:`repayplan.Terms`, but without windows; the same for all accounts.
        write_down: of the principal, at the start [currency, or minor units].
        fee_per_instalment: on top of each instalment [currency, or minor units].
        order: of components in a payment.
        compounding: ``none``, or ``monthly``: unpaid interest bears interest.
        units: ``"minor,ppm"``, or None.
        interest_rounding: as for :func:`level`.
        every: a word of ``every``.
        as_of: as for :func:`level`.
        first_due: as for :func:`level`.
        day_count: as for :func:`level`.
        errors: ``raise`` or ``column``.

    Returns:
        ``last``, ``interest``, ``total`` and ``months``, as for :func:`level`; of what is paid, ``penalty`` and
        ``fees``; ``waived`` (all that is forgiven, the write-down included) and ``forgone`` (what a pause kept from
        accruing). The finding ``never_clears`` names a row of several instalments in which one does not exceed what the
        first period adds.

    Raises:
        InputError: the first cell that cannot be used, by row, then by argument; or a word that is not known.
        MissingLibrary: a column of a frame, and narwhals is not installed.

    Source:
        One rounding of principal x rate / periods a year for each period.

    Examples:
        >>> out = totals(principal=[100000], annual_rate=[120000], instalment=[34003], instalments=3, currency="USD",
        ...              units="minor,ppm")
        >>> out["interest"], out["last"], out["total"]
        ([2007], [34001], [102007])
    """
    course = _course(treatment, order, interest_rounding, compounding)
    besides = {"interest": interest, "penalty": penalty, "fees": fees, "write_down": write_down,
               "fee_per_instalment": fee_per_instalment}  # fmt: skip
    besides = {name: part for name, part in besides.items() if not (type(part) is int and part == 0)}
    periods = Periods(every, as_of, first_due, day_count)
    accounts = Accounts(currency, units, periods, errors, PLAIN, principal=principal, annual_rate=annual_rate,
                         instalment=instalment, instalments=instalments, **besides)  # fmt: skip
    if besides or not course.is_plain:
        _full(accounts, course, [*besides])
    else:
        import numpy as np

        accounts.total(accounts.read["instalment"].values, interest_rounding)
        for name in ("penalty", "fees", "waived", "forgone"):
            accounts.found[name] = np.zeros(accounts.count, dtype=np.int64)
    accounts.codes[accounts.found["stuck"] & (accounts.codes == FINE)] = NEVER_CLEARS
    return accounts.handed_back(*RETURNED)


def _course(treatment: Any, order: Any, rounding: str, compounding: str) -> Course:
    """What all accounts have in common."""
    read_rounding(rounding, "interest_rounding")
    one_of(compounding, COMPOUNDING, "compounding")
    treated = read_treatment(treatment, "treatment")
    for name, one in treated.items():
        if one.windows:
            refuse(
                f"treatment.{name}.accrual", one.windows, "one word for the whole life", "use rp.schedule for windows"
            )
    opening = {c: treated[name].opening for c, name in enumerate(COMPONENTS) if treated[name].opening != "collect"}
    return Course(opening, treated["interest"].accrual, read_order(order, "order"), rounding, compounding == "monthly")


def _full(accounts: Accounts, course: Course, besides: Sequence[str]) -> None:
    """The full recurrence."""
    import numpy as np

    names = ("annual_rate", "instalment", "principal", *besides)

    def compute(*columns: Any, shares: Sequence[int], den: int, count: int) -> tuple[Any, ...]:
        given = dict(zip(names, map(unsigned, columns), strict=True))
        owed = tuple(given.get(name, 0) for name in COMPONENTS)
        extra = (given.get(name, 0) for name in ("fee_per_instalment", "write_down"))
        rows = walked(
            course, owed, given["annual_rate"], given["instalment"], *extra, shares=shares, den=den, count=count
        )  # fmt: skip
        found = totalled(rows, owed, count, accrual=course.accrual)
        return tuple(column.view(np.int64) if column.dtype == np.uint64 else column for column in found)

    accounts.fill(NAMES, compute, accounts.values(*names))
