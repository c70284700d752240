"""A debt laid out under terms: what each period asks and accrues, the level sum that closes it, and the walk."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from repayplan.debts.accrual import Span
from repayplan.debts.contract import asked, late_fee
from repayplan.engine.solve import exact_level, smallest
from repayplan.engine.walk import Period, walk
from repayplan.plans.course import Bearing, course
from repayplan.terms.shapes import Ask, Contract, Setting, Settlement
from repayplan.units.components import COMPONENTS, FEES, INTEREST, PRINCIPAL
from repayplan.units.money import split, to_minor
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from repayplan.debts.accrual import Dates
    from repayplan.debts.debt import Debt
    from repayplan.engine.walk import Row
    from repayplan.terms.terms import Terms

# What a settlement leaves is forgiven in this order: what the creditor added comes before what it lent.
FORGIVEN_FIRST = ("penalty", "fees", "interest", "principal")


class Layout:
    """One debt, its terms and ``count`` due dates, ready to be walked at any level sum."""

    def __init__(self, debt: Debt, terms: Terms, dates: Dates, count: int) -> None:
        self.debt, self.terms, self.dates, self.count = debt, terms, dates, count
        self.bearing = Bearing(terms.path or debt.path, debt.path, debt.day_count, terms.treated["interest"])
        self.course = course(self.bearing, dates, count)
        self.contract = terms.shape if isinstance(terms.shape, Contract) else None
        self.forgiven = self._forgiven()
        self.treatment = {
            c: treated.opening
            for c, name in enumerate(COMPONENTS)
            if (treated := terms.treated[name]).opening != "collect" and debt.opening[c]
        }

    def _forgiven(self) -> list[int]:
        """What is forgiven at the start, by component: the write-down, and what a settlement leaves."""
        forgiven = [0, 0, 0, 0]
        forgiven[PRINCIPAL] = min(self.terms.units("write_down", self.debt.currency), self.debt.opening[PRINCIPAL])
        shape = self.terms.shape
        if isinstance(shape, Settlement) and shape.amount is not None:
            left = max(0, sum(self.debt.opening) - to_minor(shape.amount, self.debt.currency, "shape.amount"))
            for name in FORGIVEN_FIRST:
                c = COMPONENTS.index(name)
                forgiven[c] = min(left, self.debt.opening[c])
                left -= forgiven[c]
        return forgiven

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The days of each row; a down payment is a row of no days before the first."""
        down = (Span(self.dates.as_of, self.dates.as_of, (0, 1)),) if self.down else ()
        return down + self.course.spans

    @cached_property
    def fee(self) -> int:
        """What comes on top of each instalment [minor units]."""
        return self.terms.units("fee_per_instalment", self.debt.currency)

    @property
    def down(self) -> int:
        """The down payment [minor units]."""
        return self.terms.units("down_payment", self.debt.currency)

    @cached_property
    def asks(self) -> list[Ask]:
        """What each row asks; a fee comes on top of each instalment."""
        terms, currency = self.terms, self.debt.currency
        due = [span.due for span in self.course.spans]
        principal = max(0, self.after_treatment[PRINCIPAL] - self.down)
        asks = terms.shape.asks(Setting(due, currency, principal, terms.conventions.instalment_rounding))
        if self.fee:
            asks = [ask._replace(fixed=ask.fixed + self.fee) for ask in asks]
        return [Ask(self.down)] * bool(self.down) + asks

    @cached_property
    def after_treatment(self) -> list[int]:
        """What is to be paid off from the start, by component: less what is forgiven, capitalised or deferred."""
        left = [owed - gone for owed, gone in zip(self.debt.opening, self.forgiven, strict=True)]
        for c, how in self.treatment.items():
            if how == "capitalise":
                left[PRINCIPAL] += left[c]
            if how != "spread":
                left[c] = 0
        return left

    @cached_property
    def releases(self) -> list[list[int]] | None:
        """What is spread, falling due in equal parts, row by row."""
        spread = [c for c, how in self.treatment.items() if how == "spread"]
        if not spread:
            return None
        rows = [[0, 0, 0, 0] for _ in range(self.count)]
        for c in spread:
            for row, part in zip(rows, split(self.debt.opening[c] - self.forgiven[c], [1] * self.count), strict=True):
                row[c] = part
        return [[0, 0, 0, 0]] * bool(self.down) + rows

    def periods(self, level: int, *, solving: bool = False, close: bool = False) -> Iterator[Period]:
        """The engine's periods at a level sum. Solving looks away from what is deferred: it falls due apart."""
        down, last = bool(self.down), len(self.asks) - 1
        parts: Sequence[tuple[int, str]] = ()
        asked, contract, period = None, None, None
        for k, ask in enumerate(self.asks):
            row = k - down
            same = ask is asked and self.course.parts[row] is parts and self.course.contract[row] is contract
            if period is None or not same or self.releases or (close and k == last) or row <= 1:
                asked, parts, contract = ask, *self._accruing(row)
                period = self._period(k, ask, level, solving, close and k == last)
            yield period

    def _accruing(self, row: int) -> tuple[Sequence[tuple[int, str]], int | None]:
        """What a row accrues, and what the contract would; nothing in a down payment's row."""
        return (self.course.parts[row], self.course.contract[row]) if row >= 0 else ((), None)

    def _period(self, k: int, ask: Ask, level: int, solving: bool, close: bool) -> Period:
        row = k - bool(self.down)
        parts, contract = self._accruing(row)
        if solving:
            parts = tuple((num, "waive" if becomes == "defer" else becomes) for num, becomes in parts)
        charges: Any = (0, 0, 0, self.fee) if self.fee and row >= 0 else None
        return Period(
            parts,
            self._asked(ask, level, row),
            contract=contract,
            on_top=ask.on_top,
            close=close,
            charges=self._late_fee if self.contract and not self.contract.paid else charges,
            release=self.releases[k] if self.releases else None,
            forgive=self.forgiven if k == 0 and any(self.forgiven) else None,
        )

    def _asked(self, ask: Ask, level: int, row: int) -> Any:
        """A sum, or what the contract's formula makes of what is due."""
        if self.contract is None:
            return ask.fixed + ask.weight * level
        return partial(asked, self.debt, first=row == 0) if self.contract.paid else 0

    def _late_fee(self, due: Sequence[int]) -> tuple[int, int, int, int]:
        """The late fee on the payment that is missed, booked as penalty."""
        return 0, 0, late_fee(self.debt, asked(self.debt, due)), 0

    def rows(self, level: int, *, solving: bool = False, close: bool = False) -> Iterator[Row]:
        """The rows at a level sum, ending with the one after which nothing is owed."""
        treatment = self.treatment
        if solving:
            treatment = {c: "waive" if how == "defer" else how for c, how in treatment.items()}
        rows = walk(
            self.debt.opening,
            self.periods(level, solving=solving, close=close),
            self.course.den,
            rounding=self.terms.conventions.interest_rounding,
            order=self.terms.order,
            treatment=treatment,
            compounding=self.debt.compounding == "monthly",
        )
        for row in rows:
            yield row
            if not any(row.closing):
                return

    def closes(self, level: int) -> bool:
        """Whether a level sum leaves nothing to pay after the last due date."""
        *_, last = self.rows(level, solving=True)
        return not sum(last.closing)

    def level(self) -> int | None:
        """The level sum [minor units], None where the shape has none or gives it."""
        if not any(ask.weight for ask in self.asks):
            return None
        unit = self.terms.conventions.multiple(self.debt.currency)
        owed, per_unit = self._exact()
        if not owed:
            return 0
        rounding = self.terms.conventions.instalment_rounding if self._is_annuity() else "up"
        guess = divide(owed, per_unit * unit, rounding)
        if self._is_annuity():
            # A sum that rounds to nothing stays at the minor unit.
            return guess * unit or divide(owed, per_unit, rounding) or 1
        guess = self._nearer(guess * unit, per_unit / self.course.den ** len(self.course.parts)) // unit
        high = self._most() // unit + 1
        return unit * smallest(lambda units: self.closes(units * unit), guess, 0, high)

    def _nearer(self, guess: int, worth: float) -> int:
        """A guess improved by what it leaves or overpays; ``worth``: what a unit more each time pays off by the end."""
        for _ in range(2):
            rows = list(self.rows(guess, solving=True))
            spare = sum(ask.weight for ask in self.asks[len(rows) :]) * guess
            over = spare + self.asks[len(rows) - 1].weight * guess + self.asks[len(rows) - 1].fixed - rows[-1].paid
            guess = max(0, guess + round((sum(rows[-1].closing) - over) / worth))
        return guess

    def _exact(self) -> tuple[int, int]:
        """The level sum as an exact fraction, were everything that is to be paid off principal."""
        down = bool(self.down)
        numerators = [0] * down + [
            sum(num for num, becomes in parts if becomes in ("run", "capitalise")) for parts in self.course.parts
        ]
        # Interest that comes on top is paid as it accrues: the principal stands still meanwhile.
        numerators = [0 if ask.on_top else num for ask, num in zip(self.asks, numerators, strict=True)]
        fixed = [ask.fixed - self.fee * (k >= down) for k, ask in enumerate(self.asks)]
        weights = [ask.weight for ask in self.asks]
        return exact_level(sum(self.after_treatment), numerators, self.course.den, fixed, weights)

    def _is_annuity(self) -> bool:
        """Whether the whole balance bears interest all along, so that the exact annuity is the level sum."""
        other = self.after_treatment[INTEREST : FEES + 1]
        weights = [ask.weight for ask in self.asks if not ask.on_top]
        if self.down:
            weights = weights[1:]
        return not any(other) and all(weight == 1 for weight in weights)

    def _most(self) -> int:
        """A level sum that surely closes: everything, with the interest on interest that it could bear."""
        most = sum(self.debt.opening) + self.fee * self.count
        for parts in self.course.parts:
            most += divide(most * sum(num for num, _ in parts), self.course.den, "up")
        return most
