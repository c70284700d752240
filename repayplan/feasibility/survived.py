"""What plans survive: falls of income, the loss of a line, the refusal of a creditor."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from repayplan.engine.solve import smallest
from repayplan.feasibility.cash import Means
from repayplan.feasibility.concerns import MONTHS_OF_A_YEAR
from repayplan.units.dates import month_text, read_month

if TYPE_CHECKING:
    from repayplan.feasibility.cash import Dues
    from repayplan.feasibility.judge import Verdict
    from repayplan.household.household import Household

# Of up to so many lines every set is tried for the smallest that has to be proved.
MOST_LINES = 12


class Asked(NamedTuple):
    """What plans ask of a household, from a running month on [minor units]."""

    home: Household
    first: int
    payments: tuple[int, ...]
    dues: Dues

    def holds(self, without: frozenset[str], ledger: str = "declared") -> bool:
        """Whether cash stays at or above the floor without some income lines."""
        means = Means.of(self.home, self.first, len(self.payments), ledger, without)
        return means.short_of_cash(self.payments, self.dues) is None

    def needs_proof(self) -> tuple[str, ...]:
        """The unverified lines, each of which it cannot do without; all where only together they are missed."""
        lines = self.home.unverified()
        return tuple(name for name in lines if not self.holds(frozenset({name}))) or tuple(lines)

    def conditional_on(self) -> tuple[tuple[str, str], ...]:
        """The expected lines that carry it, with the month in which each begins; see :meth:`needs_proof`."""
        lines = self.home.expected()
        if not lines or self.holds(frozenset(name for name, _ in lines)):
            return ()
        alone = [line for line in lines if not self.holds(frozenset({line[0]}))]
        return tuple((name, "" if begins is None else month_text(begins)) for name, begins in alone or lines)

    def to_prove(self) -> tuple[str, ...]:
        """The fewest lines that, once verified, are enough; of sets as small the one whose lines stand first."""
        lines = self.home.unverified()
        sizes = range(len(lines) + 1) if len(lines) <= MOST_LINES else (len(lines),)
        for size in sizes:
            for proved in combinations(lines, size):
                if self.holds(frozenset(lines) - frozenset(proved)):
                    return proved
        return ()


def one_off_fall(verdict: Verdict) -> int | None:
    """The largest sum that may be missing in any one month, whichever it is [minor units]; None: not feasible.

    Less surplus is less to keep back, so that cash may fall by less than the sum.
    """
    if not verdict.feasible:
        return None
    means, found = verdict.means, []
    rooms: dict[tuple[int, bool], int] = {}
    for month, day, cash in means.points(verdict.payments, verdict.dues):
        at = month, bool(day)
        rooms[at] = min(rooms.get(at, cash - means.floor), cash - means.floor)
    later = None
    for month in reversed(range(len(verdict.payments))):
        later = rooms[month, False] if later is None else min(later, rooms[month, False])
        # A fall is felt whole within its month; from its end on by what is then not kept back any more.
        surplus = means.keeping.needed(means.available[month] - later)
        fall = means.surplus[month] - (means.available[month] - later if surplus is None else surplus)
        found.append(min(fall, rooms.get((month, True), fall)))
        later = min(later, rooms.get((month, True), later))
    return min(found)


def lasting_fall(verdict: Verdict) -> int | None:
    """The largest sum that may be missing in every month [minor units]; None: not feasible."""
    if not verdict.feasible:
        return None
    means, months = verdict.means, len(verdict.payments)

    def falls_short(fall: int) -> bool:
        return means.changed([-fall] * months).short_of_cash(verdict.payments, verdict.dues) is not None

    # Exact where what is kept back stays as it is.
    points = means.points(verdict.payments, verdict.dues)
    guess = min((cash - means.floor) // (month + 1) for month, _, cash in points)
    high = sum(map(abs, means.surplus)) + means.opening + 1
    return smallest(falls_short, guess + 1, 0, high) - 1


def savings_used(verdict: Verdict) -> int:
    """The most by which cash is below what was there at the start [minor units]."""
    points = verdict.means.points(verdict.payments, verdict.dues)
    return max(0, *(verdict.means.opening - cash for _, _, cash in points))


def review_on(asked: Asked) -> date:
    """The first month's day by which plans should be looked at again; see :attr:`Feasibility.review_on`."""
    first, home = asked.first, asked.home
    pairs = enumerate(pairwise(asked.payments), 1)
    rises = [first + k for k, (before, now) in pairs if now > before > 0]
    given = [line.last_month + 1 for line in (*home.incomes, *home.spending) if line.last_month is not None]
    begins = [read_month(month, "month") for _, month in asked.conditional_on() if month]
    month = min(month for month in (*rises, *given, *begins, first + MONTHS_OF_A_YEAR) if month > first)
    return date(month // 12, month % 12 + 1, 1)
