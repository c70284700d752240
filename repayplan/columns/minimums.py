"""The minimum of many cards: one formula for all, a formula for each, or named parts of which some are columns."""

from __future__ import annotations

from collections.abc import Mapping
from math import gcd
from typing import TYPE_CHECKING, Any

from repayplan.columns.cells import FINE, NULL, OUT_OF_RANGE, SHARE, Column
from repayplan.columns.makes import is_scalar
from repayplan.debts.debt import Debt
from repayplan.debts.formula import Formula
from repayplan.debts.formula import Share as Part
from repayplan.debts.minimum import SHARES, SUMS, Minimum
from repayplan.units.refusal import InputError, known_keys, refuse, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

AT = "minimum."
# A formula as text, by which equal ones are found.
LONGEST = 4_000
RANGE = "a minimum: a preset's id, a sum, or named parts such as {'balance': '3%', 'floor': '35'}"


class Minimums:
    """The formulas of one call.

    Attributes:
        given: the arguments that are columns, to be read with the others.
        kinds: what each of them is.
    """

    def __init__(self, given: Any, currency: str, units: str | None) -> None:
        self.currency = currency
        self.formulas: list[Formula] = []
        self.given: dict[str, Any] = {}
        self.kinds: dict[str, Any] = {}
        if isinstance(given, Mapping) and (units or not all(map(_is_plain, given.values()))):
            known_keys(given, (*SHARES, *SUMS), "minimum")
            self.given = {f"{AT}{name}": part for name, part in given.items() if part is not None}
            self.kinds = {f"{AT}{name}": "share" for name in SHARES}
        elif isinstance(given, (Minimum, Mapping)) or is_scalar(given):
            self.formulas = [self._one(given)]
        else:
            self.given, self.kinds = {"minimum": given}, {"minimum": self._read}

    def _one(self, given: Any) -> Formula:
        """One formula, read as a debt reads it."""
        found: Any = Debt(id="minimum", principal="0", rate="0%", currency=self.currency, minimum=given).minimum
        if found is None:
            refuse("minimum", None, RANGE)
        if found.by_month:
            refuse("minimum.by_month", dict(found.by_month), "a formula", "for sums by month see rp.forecast")
        formula: Formula = found.in_units(self.currency)
        return formula

    def _read(self, name: str, cells: Any, count: int) -> Column:
        """A column of formulas: which one each row has."""
        import numpy as np

        values, codes = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.uint8)
        known: dict[Any, tuple[int, int]] = {}
        for row, cell in enumerate(cells):
            key = cell if isinstance(cell, str) else shortened(cell, LONGEST)
            if key not in known:
                known[key] = self._known(cell)
            values[row], codes[row] = known[key]
        # A row without a formula is none that counts, but lanes are walked with one.
        self.formulas = self.formulas or [self._one({"amount": "0"})]
        return Column(name, cells, values, codes, RANGE)

    def _known(self, cell: Any) -> tuple[int, int]:
        if cell is None or cell != cell:
            return 0, NULL
        try:
            self.formulas.append(self._one(cell))
        except InputError:
            return 0, OUT_OF_RANGE
        return len(self.formulas) - 1, FINE

    def columns(self, read: Mapping[str, Column]) -> tuple[list[str], Callable[..., Formula]]:
        """The columns of parts that differ from row to row, and what makes a formula of some lanes of them.

        The latter takes the number of a formula and those columns, in order.
        """
        if not self.given or "minimum" in self.given:
            return [], lambda number, _: self.formulas[number]
        dens = {name: _reduced(read[name].values) for name in self.given if name in self.kinds}
        varied = [name for name in self.given if read[name].raw is not None]

        def formula(_: int, columns: Sequence[Any]) -> Formula:
            parts = dict(zip(varied, columns, strict=True))
            amounts = {name: parts.get(name, int(read[name].values[0])) for name in self.given}
            shares = [
                Part(name.removeprefix(AT), amounts[name] // (10**SHARE // den), den) for name, den in dens.items()
            ]
            sums = {name: amounts[f"{AT}{name}"] for name in SUMS if f"{AT}{name}" in amounts}
            return Formula(shares, **sums)

        return varied, formula

    def outline(self, read: Mapping[str, Column]) -> tuple[Any, Any]:
        """Roughly what each row is asked: a share of the balance, and a floor."""
        import numpy as np

        if self.formulas:
            shares, floors = np.array([_outline(formula) for formula in self.formulas]).T
            which = read["minimum"].values if "minimum" in read else 0
            return shares[which], floors[which]
        share: Any = sum(read[name].values / 10.0**SHARE for name in self.given if name in self.kinds)
        return share, sum(read[f"{AT}{name}"].values for name in SUMS[:2] if f"{AT}{name}" in self.given)


def _outline(formula: Formula) -> tuple[float, float]:
    """Share and floor of one formula, those of the formulas in it taken together."""
    inner = [_outline(one) for one in (*formula.greater_of, *(one for _, one in formula.tiers))]
    share = sum(part.numerator / part.denominator for part in formula.shares)
    return max([share, *(one for one, _ in inner)]), max([formula.floor, formula.amount, *(one for _, one in inner)])


def _is_plain(part: Any) -> bool:
    """Whether a named part is one value for all rows: formulas within it are."""
    return is_scalar(part) or (isinstance(part, (list, tuple)) and any(isinstance(one, Mapping) for one in part))


def _reduced(shares: Any) -> int:
    """The smallest denominator of all shares of a column."""
    import numpy as np

    whole: int = 10**SHARE
    return whole // gcd(whole, int(np.gcd.reduce(shares, initial=0)))
