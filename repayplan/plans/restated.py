"""A layout of rows with something beside the plan: what was really paid, what is overdue, what is booked on a day."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.debts.accrual import pieces
from repayplan.plans.course import stretches, worth
from repayplan.plans.layout import Layout
from repayplan.terms.shape import Ask
from repayplan.units.components import COMPONENTS, PRINCIPAL

if TYPE_CHECKING:
    from datetime import date

    from repayplan.debts.accrual import Span
    from repayplan.engine.walk import Period


class Overdue(NamedTuple):
    """Up to a day interest bears on the principal that is really owed, whatever is planned to be paid of it.

    Attributes:
        until: the day; from then on what is overdue counts as paid.
        owed: the principal that is really owed [minor units].
    """

    until: date
    owed: int


class Booked(NamedTuple):
    """What is owed more from a day on, by component [minor units]: a charge, or an advance of principal."""

    on: date
    amounts: tuple[int, ...]


class Beside(NamedTuple):
    """What the rows of a stage have beside their terms.

    Attributes:
        as_paid: the sums are what was paid: nothing comes on top of them.
        overdue: what bears interest though it is due and not paid.
        booked: what is booked in the first row.
        forgiven: what is forgiven in the first row, by component [minor units].
    """

    as_paid: bool = False
    overdue: Overdue | None = None
    booked: tuple[Booked, ...] = ()
    forgiven: tuple[int, ...] = ()


NOTHING_BESIDE = Beside()


class StageLayout(Layout):
    """A layout of rows with something beside their terms."""

    def __init__(self, *args: Any, beside: Beside = NOTHING_BESIDE) -> None:
        self.beside = beside
        super().__init__(*args)
        bears = beside.overdue is not None or bool(beside.booked)
        self._shares = [self._beside(k, span) for k, span in enumerate(self.course.counted)] if bears else []
        den = lcm(self.course.den, *(f.denominator for row in self._shares for two in row.values() for f in two))
        times = den // self.course.den
        if self._shares:
            # Rows that accrue alike no longer share one tuple: what is beside the balance differs from row to row.
            parts = tuple(tuple((num * times, becomes) for num, becomes in parts) for parts in self.course.parts)
            contract = tuple(None if num is None else num * times for num in self.course.contract)
            self.course = self.course._replace(parts=parts, contract=contract, den=den)

    def _forgiven(self) -> list[int]:
        """What is forgiven in the first row, by component."""
        forgiven = super()._forgiven()
        return [one + more for one, more in zip(forgiven, self.beside.forgiven or (0, 0, 0, 0), strict=True)]

    @cached_property
    def booked(self) -> list[int]:
        """What is booked in the first row, by component [the walk's units]."""
        return [sum(entry.amounts[c] for entry in self.beside.booked) for c in range(len(COMPONENTS))]

    @cached_property
    def asks(self) -> list[Ask]:
        """What each row asks; of what was paid a fee is a part."""
        if not self.beside.as_paid:
            return super().asks
        return [Ask(self.down)] * bool(self.down) + self.terms.shape.asks(self.setting)

    @cached_property
    def after_treatment(self) -> list[int]:
        """What is to be paid off, an advance among it as if it bore from the start of its period."""
        left = super().after_treatment
        return [*left[:PRINCIPAL], left[PRINCIPAL] + self.booked[PRINCIPAL], *left[PRINCIPAL + 1 :]]

    def _period(self, k: int, ask: Ask, level: int | Fraction, solving: bool, close: bool) -> Period:
        """A period with what is booked in it, and with interest on what bears beside the balance."""
        period, row = super()._period(k, ask, level, solving, close), k - bool(self.down)
        if row == 0 and any(self.booked):
            charges = [*(period.charges or (0, 0, 0, 0))]  # type: ignore[misc]
            period.charges = [one + two for one, two in zip(charges, self.booked, strict=True)]
            if not self.beside.as_paid and not callable(period.pay):
                period.pay += sum(self.booked[PRINCIPAL + 1 :])
        if row >= 0 and self._shares:
            self._set_beside(period, self._shares[row])
        return period

    def _set_beside(self, period: Period, shares: dict[str, tuple[Fraction, Fraction]]) -> None:
        """Of each numerator what bears on what is overdue, and what an advance bears, beside the balance."""
        overdue, den = self.beside.overdue, self.course.den
        flat, owed = self.bearing.path.flat, 0 if overdue is None else overdue.owed
        bears = [(num, how) for num, how in period.parts]
        if period.contract is not None:
            bears.append((period.contract, ""))
        known = period.beside or [0] * (len(period.parts) + 1)
        kept, beside = [], []
        for (num, how), product in zip(bears, known, strict=False):
            before, after = shares.get(how, _NONE)
            # The original amount of a flat fee bears whatever is overdue.
            other = 0 if (self.bearing.contract.flat if how == "" else flat) else int(before * den)
            kept.append(num - other)
            beside.append(product + owed * other + int(after * den))
        period.beside = beside if period.contract is not None else [*beside, 0]
        period.parts = [(num, how) for num, (_, how) in zip(kept, period.parts, strict=False)]
        period.contract = None if period.contract is None else kept[-1]

    def _beside(self, row: int, span: Span) -> dict[str, tuple[Fraction, Fraction]]:
        """What a unit of principal accrues up to the overdue day, and what advances of the row accrue from theirs on.

        By what becomes of it, and by contract under ''.
        """
        found: dict[str, tuple[Fraction, Fraction]] = {"": _NONE}
        cuts = [(first, last, becomes) for first, last, becomes in stretches(span, self.bearing.treated)]
        for first, last, becomes in (*cuts, (span.start, span.due, "")):
            before, after = found.get(becomes, _NONE)
            if self.beside.overdue is not None:
                before += self._worth(span, first, min(last, self.beside.overdue.until), becomes)
            for entry in self.beside.booked if row == 0 else ():
                after += entry.amounts[PRINCIPAL] * self._advance(span, entry.on, first, last, becomes)
            found[becomes] = before, after
        return found

    def _advance(self, span: Span, on: date, first: date, last: date, becomes: str) -> Fraction:
        """What a unit of an advance accrues in some days of a row; of a flat fee, less what its amount does."""
        path = self.bearing.path if becomes else self.bearing.contract
        whole = self._worth(span, first, last, becomes) if path.flat else Fraction(0)
        return self._worth(span, max(first, on), last, becomes) - whole

    def _worth(self, span: Span, first: date, until: date, becomes: str) -> Fraction:
        """What a unit of principal accrues in some days of a row."""
        if first >= until:
            return Fraction(0)
        path = self.bearing.path if becomes else self.bearing.contract
        return sum((worth(self.bearing, piece) for piece in pieces(path, span, first, until)), Fraction(0))


_NONE = (Fraction(0), Fraction(0))
