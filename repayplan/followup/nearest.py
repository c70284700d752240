"""The nearest plan that can be kept: fewest changed sums, then the smallest largest change.

Whether sums can be kept is monotone, and so is whether they clear a debt: what is paid earlier never costs more. So for
a given set of dates it is enough to look at the most that each can carry, and a set is ruled out exactly.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from repayplan.engine.solve import smallest
from repayplan.units.dates import month_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from repayplan.followup.remaining import Remaining
    from repayplan.followup.room import Amounts, Room

# Sets of dates that are looked at where one date alone is not enough.
MOST_SETS = 150


# Debts whose sums are lowered one after the other.
EACH = -1


class Spot(NamedTuple):
    """One debt's sums where a single date is changed for it."""

    place: int
    paid: list[int]
    changed: int
    largest: int


def _place(spot: Spot) -> int:
    return spot.place


class Search:
    """The search over all debts of one household."""

    def __init__(self, left: Sequence[Remaining], room: Room | None) -> None:
        self.left, self.room = left, room

    def fits(self, amounts: Amounts) -> bool:
        """Whether the household can keep these sums; anything can be kept where nobody is known."""
        return self.room is None or self.room.short(self.left, amounts) is None

    def nearest(self) -> Amounts | None:
        """The sums of the nearest plan, debt by debt; None where none within the dates can be kept."""
        agreed = [list(remaining.agreed) for remaining in self.left]
        if self.fits(agreed):
            return self._raised(agreed)
        # Whose sums are lowered first decides how many more have to be raised: each debt is tried.
        tried = [self._lowered(agreed, first) for first in (None, EACH, *range(len(self.left)))]
        found = [made for start in tried if start is not None and (made := self._raised(start)) is not None]
        return min(found, key=self._changes, default=None)

    def _changes(self, amounts: Amounts) -> tuple[int, int]:
        """How many sums are changed, and by how much at most."""
        by = [abs(by) for d, sums in enumerate(amounts) for _, by in self.left[d].changes(sums)]
        return len(by), max(by, default=0)

    def _raised(self, start: Amounts) -> Amounts | None:
        """Sums that can be kept, raised where they leave a debt open."""
        open_ = [d for d, remaining in enumerate(self.left) if remaining.paid(start[d]) != start[d]]
        return self._single(start, open_) or self._several(start, open_)

    def _lowered(self, amounts: Amounts, first: int | None) -> Amounts | None:
        """Sums that can be kept, the agreed ones lowered on as few dates as can be; None where nothing can be.

        Those of the ``first`` debt go first (``EACH``: of debts not lowered yet), then the largest: it may be enough.
        """
        lowered: set[tuple[int, int]] = set()
        while self.room is not None and (short := self.room.short(self.left, amounts)) is not None:
            month, seen = self.room.first + short.month, {d for d, _ in lowered}
            items = [
                (d not in seen if first == EACH else d == first, units, k, -d)
                for d, sums in enumerate(amounts)
                for k, (units, day) in enumerate(zip(sums, self.left[d].dates, strict=True))
                if units and (d, k) not in lowered and month_of(day) <= month
            ]
            if not items:
                return None
            _, units, k, d = max(items)
            lowered.add((-d, k))
            amounts = self._with_less(amounts, -d, k, units)
        return amounts

    def _with_less(self, amounts: Amounts, d: int, k: int, units: int) -> Amounts:
        """The sums with the least less on one date that lets them be kept; with nothing on it, where none does."""

        def changed(cut: int) -> Amounts:
            sums = [*amounts[d][:k], units - cut, *amounts[d][k + 1 :]]
            return [*amounts[:d], sums, *amounts[d + 1 :]]

        return changed(smallest(lambda cut: cut == units or self.fits(changed(cut)), 0, 0, units))

    def _single(self, start: Amounts, open_: Sequence[int]) -> Amounts | None:
        """One date for each debt that is not cleared: the smallest largest change that can be kept."""
        spots = {d: self._spots(d, start[d]) for d in open_}
        for most in sorted({(spot.changed, spot.largest) for found in spots.values() for spot in found}):
            chosen = {d: [s for s in found if (s.changed, s.largest) <= most] for d, found in spots.items()}
            if all(chosen.values()):
                # The latest date is the easiest to carry.
                latest = {d: max(found, key=_place) for d, found in chosen.items()}
                amounts = [latest[d].paid if d in latest else list(sums) for d, sums in enumerate(start)]
                if self.fits(amounts):
                    return self._preferred(amounts, chosen)
        return None if open_ else start

    def _spots(self, d: int, sums: Sequence[int]) -> list[Spot]:
        """Every date that can take what is missing alone."""
        remaining = self.left[d]
        found = []
        for place in range(len(remaining.dates)):
            if sums[place] < remaining.agreed[place]:
                continue  # lowered, since it cannot carry more
            if place < remaining.last:
                paid = remaining.with_more_on(place, sums)
            else:
                paid = remaining.with_rest_on(place, sums)
            if paid is not None:
                changes = remaining.changes(paid)
                found.append(Spot(place, paid, len(changes), max((abs(by) for _, by in changes), default=0)))
        return found

    def _preferred(self, amounts: Amounts, chosen: dict[int, list[Spot]]) -> Amounts:
        """Among equals: within the plan's own dates, then where the month itself pays for it, then the earliest."""
        for d, spots in chosen.items():
            for _, spot in sorted((self._rank(amounts, d, spot), spot) for spot in spots):
                tried = [*amounts[:d], spot.paid, *amounts[d + 1 :]]
                if self.fits(tried):
                    amounts = tried
                    break
        return amounts

    def _rank(self, amounts: Amounts, d: int, spot: Spot) -> tuple[bool, bool, int]:
        """Whether a date comes after the plan's own, whether its month falls short of itself, and which it is."""
        remaining = self.left[d]
        tried = [*amounts[:d], spot.paid, *amounts[d + 1 :]]
        tight = self.room is not None and self.room.margin(self.left, tried, remaining.dates[spot.place]) < 0
        return spot.place >= remaining.own, tight, spot.place

    def _several(self, start: Amounts, open_: Sequence[int]) -> Amounts | None:
        """More than one date for a debt, where one alone cannot be carried: debt by debt."""
        amounts = start
        for d in open_:
            best: tuple[int, int, list[int]] | None = None
            for dates in self._sets(len(self.left[d].dates)):
                if best is not None and len(dates) > best[0]:
                    break
                most = None if best is None or len(dates) < best[0] else best[1] - 1
                paid = self._level(amounts, d, dates, most)
                if paid is not None:
                    changes = self.left[d].changes(paid)
                    found = (len(changes), max(abs(by) for _, by in changes), paid)
                    best = found if best is None else min(best, found)
            if best is None:
                return None
            amounts = [*amounts[:d], best[2], *amounts[d + 1 :]]
        return amounts

    def _sets(self, count: int) -> Iterator[tuple[int, ...]]:
        """Sets of dates by size; where there are too many, only those that end last, and then all dates."""
        looked = 0
        for size in range(1, count + 1):
            for dates in combinations(range(count), size):
                looked += 1
                if looked > MOST_SETS:
                    yield tuple(range(count))
                    return
                yield dates

    def _level(self, amounts: Amounts, d: int, dates: Sequence[int], most: int | None) -> list[int] | None:
        """The debt cleared by more on these dates, none more than needed nor than ``most``; None where they cannot."""
        high = sum(self.left[d].account.parts) if most is None else most
        if self._filled(amounts, d, dates, high) is None:
            return None
        top = smallest(lambda each: self._filled(amounts, d, dates, each) is not None, high // len(dates), 0, high)
        return self._filled(amounts, d, dates, top)

    def _filled(self, amounts: Amounts, d: int, dates: Sequence[int], each: int) -> list[int] | None:
        """At most so much more on each date, as early as it can be carried; the last takes the rest."""
        remaining, sums = self.left[d], list(amounts[d])
        *early, last = dates
        if last < remaining.last:
            return None
        for k in early:
            carried = self._carried([*amounts[:d], sums, *amounts[d + 1 :]], d, k, each)
            sums[k] += carried
        paid = remaining.with_rest_on(last, sums)
        if paid[last] - remaining.agreed[last] > each:
            return None
        return paid if self.fits([*amounts[:d], paid, *amounts[d + 1 :]]) else None

    def _carried(self, amounts: Amounts, d: int, k: int, most: int) -> int:
        """The most more that one date can carry."""
        now = amounts[d][k]
        over = smallest(lambda more: not self._fits_more(amounts, d, k, now + more), most, 0, most + 1)
        return over - 1

    def _fits_more(self, amounts: Amounts, d: int, k: int, units: int) -> bool:
        changed = [list(sums) for sums in amounts]
        changed[d][k] = units
        return units <= amounts[d][k] or self.fits(changed)
