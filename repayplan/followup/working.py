"""The working of a row as it was paid: what bore interest on which days, what was charged and what fell due."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.debts.accrual import pieces
from repayplan.plans.course import stretches, worth
from repayplan.plans.working import Working
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from repayplan.followup.booking import Booked


class PaidWorking(Working):
    """One row of a ledger; ``held``: what was kept apart before it."""

    def __init__(self, booked: Booked, held: Sequence[int]) -> None:
        stretch = booked.stretch
        number = booked.k - bool(stretch.layout.down)
        super().__init__(stretch.layout, number, booked.raw, held, stretch.course)
        self.booked = booked

    def cells(self) -> dict[str, Any]:
        """What accrues on which balance, and what is charged, forgiven and kept apart in the row."""
        found = list(self._paid_accruals()) if self.number >= 0 else []
        whole, fee = self.booked.whole, self.layout.fee
        charged = fee if whole and self.number >= 0 and self.booked.planned else 0
        return {**self._days(*found), "accruals": found, **self._moved((0, 0, 0, charged))}

    def _stretches(self) -> list[tuple[date, date, int]]:
        """Days with the balance that bore interest on them."""
        if self.booked.segments:
            return [(segment.start, segment.end, balance) for segment, balance in self.booked.segments]
        return [(self.span.start, self.span.due, self._bearing())]

    def _paid_accruals(self) -> Iterator[dict[str, Any]]:
        """What accrues, by what becomes of it: each with one rounding of the sum of balance x days x rate."""
        bearing, gathered = self.layout.bearing, dict[str, list[Any]]()
        for first, until, balance in self._stretches():
            for start, end, how in stretches(self.span, bearing.treated):
                a, b = max(start, first), min(end, until)
                becomes = "defer" if self.number < bearing.deferring and how == "run" else how
                if a < b:
                    found = pieces(bearing.path, self.span, a, b)
                    gathered.setdefault(becomes, []).extend((piece, balance) for piece in found)
        for becomes, parts in gathered.items():
            written = {
                "becomes": becomes,
                "days": sum(piece.days for piece, _ in parts),
                "steps": [self._step(piece, balance) for piece, balance in parts],
            }
            if becomes != "pause":
                exact = sum((balance * worth(bearing, piece) for piece, balance in parts), Fraction(0))
                rounding = self.layout.terms.conventions.interest_rounding
                rounded = divide(exact.numerator, exact.denominator, rounding)
                self.deferred += rounded * (becomes == "defer")
                fraction = sum((worth(bearing, piece) for piece, _ in parts), Fraction(0))
                written |= {"numerator": fraction.numerator, "denominator": fraction.denominator}
                written["amount"] = self._money(rounded)
            yield written

    def _released(self) -> list[int]:
        """What was kept apart and falls due with the row: with the last one of the plan, all of it."""
        stretch, there, releases = self.booked.stretch, self._there(), self.layout.releases
        if not self.booked.whole:
            return [0, 0, 0, 0]
        if self.k == stretch.end:
            return there
        release = releases[self.k] if releases is not None and self.k < len(releases) else (0, 0, 0, 0)
        return [min(one, most) for one, most in zip(release, there, strict=True)]
