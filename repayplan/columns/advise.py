"""The menu of many households: the best option of each, the same that a counsellor sees for one."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.columns.alike import groups
from repayplan.columns.answers import answer
from repayplan.columns.framed import COLUMNS as COLUMNS_OF
from repayplan.columns.framed import chosen_of, columns_of, handed_back, kept_of
from repayplan.columns.households import KEY, OF_DEBTS, OF_HOUSEHOLDS, Households
from repayplan.columns.makes import opened
from repayplan.columns.menus import best
from repayplan.feasibility.case import SCHEMA, Case
from repayplan.options.menu import advise as advise_one
from repayplan.units.components import COMPONENTS
from repayplan.units.money import PLACES, read_currency
from repayplan.units.rates import read_rate
from repayplan.units.refusal import InputError, known_keys, one_of, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from repayplan.columns.alike import Group
    from repayplan.columns.makes import Make
    from repayplan.options.menu import Menu

COLUMNS = (
    "kind", "shape", "instalments", "months", "last_due", "payment", "total_paid", "declared", "verified",
    "conditional", *(f"conceded_{name}" for name in COMPONENTS), "finding",
)  # fmt: skip
VALUE = "present_value"
REFUSED = "refused"
WORDS = ("kind", "shape", "declared", "verified", "finding", REFUSED)
COUNTS = ("instalments", "months")
TYPES = {"conditional": "Boolean"}
AMOUNTS = ("payment", "total_paid", *(f"conceded_{name}" for name in COMPONENTS), VALUE)
# Of one row a household: the key is the row, and the debt needs no id.
COLUMNS_OF["advise"] = OF_ROW = tuple(
    dict.fromkeys(name for name in (*OF_DEBTS, *OF_HOUSEHOLDS) if name not in (KEY, "id"))
)
WHOLE = (*COUNTS, *AMOUNTS)
# Payments that are kept at a time: rows x households.
MOST_CELLS = 2**21
# A column's sums are 64 bits wide [minor units].
MOST_UNITS = 2**63
# Where each household has a currency of its own: the decimals of the finest.
MOST_PLACES = max(PLACES.values())


def advise(
    frame: Any = None,
    /,
    *,
    debts: Any = None,
    lines: Any = None,
    households: Any = None,
    as_of: Any,
    rules: str | None = None,
    currency: str | None = None,
    names: Mapping[str, str] | None = None,
    choose: str = "best",
    discount: Any = None,
    errors: str = "raise",
    keep: Iterable[str] = (),
    **constants: Any,
) -> Any:
    """The best option of each household, by the same search as :func:`repayplan.advise`.

    Each frame is of pandas, polars or Arrow, or a mapping of columns. What a row does not say is left out of the case,
    as null is in a case document.

    Args:
        frame: instead of ``debts``, ``lines`` and ``households``: one row a household of one debt, with the columns of
            both; it comes back as a frame, without ``household``. Columns that are not named here are not looked at.
        debts: one row a debt: ``household`` (the key), ``id`` (else the row's number), ``principal``, ``interest``,
            ``penalty``, ``fees`` [currency], ``rate``, and the other keys of a debt in a case document.
        lines: one row an income or spending line: ``household``, ``name``, ``kind`` (``income``, or ``essential``,
            ``priority``, ``flexible`` for spending), ``amount`` with ``every``, or ``month`` and ``amount`` (one row a
            month), or one column a month (``2026-12``); ``evidence``, ``start``, ``until``, ``pay_day``.
        households: one row a household: ``household``, ``cash``, ``keep_back``, ``reserve``, ``beyond``, ``currency``,
            ``max_months``, ``first_due``, ``willing``; for the simple case also ``income`` and ``spending``, the same
            every month [currency], and ``income_evidence``. None: the households of ``debts``.
        as_of: the day.
        rules: the place whose rules apply.
        currency: ISO 4217 code of all households, where no column says it.
        names: our name -> the caller's, for columns of other names.
        choose: the order, as for :func:`repayplan.advise`.
        discount: the rate at which later payments are worth less, with its unit (``"8%"``): a column ``present_value``
            says what the option's payments are worth today to all creditors. None: there is no such column.
        errors: ``raise``, or ``column``: a column ``refused`` says what is wrong with a household; the others are
            worked out.
        keep: of ``frame``, the columns that come back before the results.
        constants: any column of ``households``, as one value for all: ``cash="0"``, ``beyond="repeat_last"``.

    Returns:
        A mapping of columns, one row a household in the order of ``households`` (else of their first debt):
        ``household`` (under the caller's name), ``kind`` and ``shape`` of the best option (null where nothing can be
        kept), ``instalments``, ``months`` (from that of ``as_of`` to that of the last due date), ``last_due``,
        ``payment`` (the first month's that asks anything), ``total_paid`` [currency], ``declared`` and ``verified``
        (the verdicts), ``conditional`` (whether it rests on an expected line), ``conceded_principal``,
        ``conceded_interest``, ``conceded_penalty``, ``conceded_fees`` [currency], ``finding`` (the code of the line
        that decided; ``nothing_feasible`` where nothing can be kept; ``nothing_owed``). Amounts have the decimals of
        ``currency``; without it, where each household names its own, four.

    Raises:
        InputError: the first cell that cannot be used, by its frame, row and column, in the caller's words.
        MissingLibrary: a frame, and narwhals is not installed.

    Examples:
        >>> out = advise(
        ...     debts={"household": [7, 7], "principal": ["900", "300"], "rate": ["0%", "0%"]},
        ...     households={"household": [7], "cash": ["0"], "income": ["2000"], "spending": ["1900"]},
        ...     currency="USD", as_of="2026-12-01", beyond="repeat_last")
        >>> out["kind"], out["instalments"], [str(sum_) for sum_ in out["total_paid"]], out["verified"]
        (['contract_rate'], [12], ['1200.00'], ['not affordable'])
    """
    one_of(errors, ("raise", "column"), "errors")
    known_keys(constants, OF_HOUSEHOLDS, "")
    fixed = {name: value for name, value in constants.items() if value is not None}
    said = {"as_of": as_of, "rules": rules, "currency": currency, "choose": choose, "discount": discount,
            "errors": errors}  # fmt: skip
    if frame is not None:
        return _of_frame(frame, names or {}, keep, fixed, said)
    if debts is None:
        refuse("debts", None, "a frame of debts", "or give one frame, a row for each household of one debt")
    read = Households.read(debts, lines, households, names or {}, fixed)
    return _answered(read, names or {}, **said)


def _of_frame(
    frame: Any, names: Mapping[str, str], keep: Iterable[str], fixed: dict[str, Any], said: dict[str, Any]
) -> Any:
    """The same for one row a household of one debt, as a frame of the caller's make."""
    import numpy as np

    own = columns_of(frame)
    kept = {name: own[name] for name in kept_of(own, keep)}
    chosen = chosen_of(own, names, OF_ROW, fixed)
    if "principal" not in chosen:
        refuse("frame", [*own], "a column 'principal'", "name it in names")
    count, make = len(chosen["principal"]), opened(chosen["principal"], "principal")[1]
    frames: dict[str, dict[str, Any]] = {"debts": {KEY: np.arange(count)}, "households": {KEY: np.arange(count)}}
    for name, column in chosen.items():
        frames["households" if name in OF_HOUSEHOLDS else "debts"][name] = column
    try:
        read = Households.read(frames["debts"], None, frames["households"], names, fixed)
        found = _answered(read._replace(make=make), {}, **said, bare=True)
    except InputError as error:
        raise InputError.restated(re.sub(r"^(?:debts|households)\b", "frame", error.path), error) from None
    del found[KEY]
    return handed_back(frame, kept, found)


def _answered(
    read: Households, names: Mapping[str, str], *, as_of: Any, rules: Any, currency: Any, choose: str, discount: Any,
    errors: str, bare: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """The columns of the answer: the menus of households that are alike together, the others one by one.

    ``bare``: what is refused is named without its row, so that a row's answer depends on that row alone.
    """
    case = {"schema": SCHEMA, "as_of": as_of, "rules": rules} | ({} if currency is None else {"currency": currency})
    if discount is not None:
        read_rate(discount, "discount")
    places = MOST_PLACES if currency is None else PLACES[read_currency(currency, "currency")]
    answers = Answers(len(read.keys), places)
    for group in groups(read, case, choose):
        _by_group(group, answers, discount)
    for at in answers.missing():
        key = read.keys[at]
        document = read.document(key, case)
        try:
            answers.put(at, _row(advise_one(Case.from_dict(document), choose=choose), discount))
        except InputError as error:
            moved = read.moved(key, error)
            if errors == "raise":
                raise moved from None
            answers.put(at, {REFUSED: re.sub(r"^\w+\[\d+\]\.", "", str(moved)) if bare else str(moved)})
    wanted = [*COLUMNS, *([VALUE] if discount is not None else []), *([REFUSED] if errors == "column" else [])]
    called = {name: names.get(name, name) for name in (KEY, *wanted)}
    return {called[KEY]: read.make.cells(KEY, read.keys)} | {
        called[name]: answers.column(read.make, name) for name in wanted
    }


class Answers:
    """The columns of the answer, filled household by household or many at once."""

    def __init__(self, count: int, places: int) -> None:
        import numpy as np

        self.places = places
        self.done = np.zeros(count, dtype=bool)
        self.lost = np.ones(count, dtype=bool)
        self.cells = {name: np.empty(count, dtype=object) for name in (*COLUMNS, VALUE, REFUSED) if name not in WHOLE}
        self.whole = {name: np.zeros(count, dtype=np.int64) for name in WHOLE}

    def missing(self) -> list[int]:
        """The households that nothing was said of yet."""
        import numpy as np

        found: list[int] = np.flatnonzero(~self.done).tolist()
        return found

    def put(self, at: int, row: Mapping[str, Any]) -> None:
        """One household's row; what it leaves out is null.

        Raises:
            InputError: a sum that a column cannot hold.
        """
        sums = {name: int(Fraction(cell) * 10**self.places) for name, cell in row.items() if name in AMOUNTS}
        for name, units in sums.items():
            if abs(units) >= MOST_UNITS:
                refuse(name, row[name], "sums below 2**63 minor units", "leave the household out")
        self.done[at], self.lost[at] = True, "kind" not in row
        for name, cell in row.items():
            if name in AMOUNTS:
                self.whole[name][at] = sums[name]
            elif name in COUNTS:
                self.whole[name][at] = cell
            else:
                self.cells[name][at] = cell

    def put_all(self, at: Any, columns: Mapping[str, Any], currency: str) -> None:
        """Rows of many households, sums in minor units."""
        self.done[at] = True
        if "kind" in columns:
            self.lost[at] = False
        for name, column in columns.items():
            if name in WHOLE:
                unit = 10 ** (self.places - PLACES[currency]) if name in AMOUNTS else 1
                self.whole[name][at] = column * unit
            else:
                self.cells[name][at] = column

    def column(self, make: Make, name: str) -> Any:
        """A column in the caller's make, of a type that does not depend on what stands in it."""
        if name in COUNTS:
            return make.numbers(name, self.whole[name], self.lost, gaps=True)
        if name in AMOUNTS:
            return make.amounts(name, self.whole[name], self.places, self.lost)
        cells = self.cells[name].tolist()
        if name == "last_due":
            return make.days(name, cells)
        return make.words(name, cells) if name in WORDS else make.cells(name, cells, TYPES.get(name))


def _by_group(group: Group, answers: Answers, discount: Any) -> None:
    """The rows of households that are alike, some at a time."""
    if group.alike is None or group.lanes is None:
        answers.put_all(group.at, {"finding": "nothing_owed"}, group.currency)
        return
    rate = None if discount is None else read_rate(discount, "discount")
    step = max(1, MOST_CELLS // group.alike.months)
    for start in range(0, len(group.at), step):
        some = slice(start, start + step)
        at, lanes = group.at[some], group.lanes.some(some)
        kept, columns = answer(group.alike, lanes, best(group.alike, lanes), rate)
        answers.put_all(at, {"finding": "nothing_feasible"}, group.currency)
        answers.put_all(at[kept], columns, group.currency)


def _row(menu: Menu, discount: Any) -> dict[str, Any]:
    """What one household's row says of its menu."""
    chosen = menu.best
    if chosen is None:
        return {"finding": "nothing_feasible" if sum(menu.case.weights) else "nothing_owed"}
    return {
        "kind": chosen.kind,
        "shape": chosen.shape,
        "instalments": chosen.instalments,
        "months": len(chosen.payments),
        "last_due": chosen.last_due,
        "payment": next((payment for payment in chosen.payments if payment), chosen.payments[0]),
        "total_paid": chosen.total_paid,
        "declared": chosen.feasibility.declared.verdict,
        "verified": chosen.feasibility.verified.verdict,
        "conditional": bool(chosen.conditional_on),
        **{f"conceded_{name}": amount for name, amount in chosen.concession.items()},
        "finding": chosen.findings[0].code,
    } | ({} if discount is None else {VALUE: chosen.creditor_side(rate=discount).totals["present_value"]})
