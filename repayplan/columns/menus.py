"""The menus of households that are alike in all but their sums: every proposal in columns, the best one kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from repayplan.columns.level_sums import level, level_pays, may_fit
from repayplan.columns.proposals import Asked, Laid, Lanes, at_once, laid_out
from repayplan.columns.ranked import CONCESSION, Ranked
from repayplan.columns.turns import PAY_NOW, Alike, Turn, turns
from repayplan.engine.width import total
from repayplan.units.components import INTEREST
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from repayplan.columns.budgets import Ledger

# So many plans are laid out about as fast as one.
FEW = 1_000


def best(alike: Alike, lanes: Lanes) -> Ranked:
    """The best option of each lane, all of which owe something."""
    import numpy as np

    count = len(lanes.rate)
    ranked = Ranked(count, alike.months, alike.choose, alike.able)
    _offer(alike, ranked, np.arange(count), at_once(lanes), PAY_NOW, None)
    for turn in turns(alike):
        _take_turn(alike, ranked, lanes.until(alike.start + turn.asked.months), turn)
    return ranked


def _take_turn(alike: Alike, ranked: Ranked, lanes: Lanes, turn: Turn) -> None:
    """All shapes of an asking, for the lanes in which one of them may be kept and may matter."""
    import numpy as np

    reach, owed = lanes.declared.reach(alike.start), lanes.in_all(turn.asked)
    least = {
        "verified": 1 * (owed > lanes.verified.reach(alike.start)),
        "within_rules": owed * 0 + (not any(alike.covered[place] for place in turn.places)),
        CONCESSION: owed * 0 + _least_given_up(lanes, turn.asked),
    }
    at = np.flatnonzero((owed <= reach) & ~ranked.settled(least, CONCESSION) & _differs(alike, lanes, turn))
    # Where no month is short there is less to look at: those lanes go by themselves.
    short = ~lanes.declared.never_short[at]
    for some in (at[~short], at[short]):
        if some.size:
            block = Block(alike, ranked, turn, some, lanes.some(some), owed[some])
            block.take({name: column[some] for name, column in least.items()})


def _least_given_up(lanes: Lanes, asked: Asked) -> Any:
    """Less than creditors surely give up under an asking: what is waived at the start, and in the first period."""
    given: Any = total(lanes.owed[c] for c in asked.opening if asked.opening[c] == "waive")
    principal, share = lanes.owed[0], asked.shares[0]
    accrues = [divide(principal * (rate * share), asked.den) for rate in (lanes.rate, lanes.bearing(asked))]
    return given + accrues[0] - (accrues[1] if asked.accrual == "run" else 0)


def _differs(alike: Alike, lanes: Lanes, turn: Turn) -> Any:
    """Where a waiver asks something else than a pause that was asked before it: where interest is owed already."""
    import numpy as np

    paused = [alike.askings[place]._replace(interest="pause") in alike.askings[:place] for place in turn.places]
    if turn.asked.accrual == "waive" and all(paused):
        return lanes.owed[INTEREST] + 0 * lanes.rate > 0
    return np.ones(len(lanes.rate), dtype=bool)


@dataclass(frozen=True)
class Block:
    """Some lanes, to which an asking is put in every shape.

    Attributes:
        at: where they stand among all.
        owed: what is to be paid of each at least.
    """

    alike: Alike
    ranked: Ranked
    turn: Turn
    at: Any
    lanes: Lanes
    owed: Any

    def some(self, lanes: Any) -> Block:
        """Some of them."""
        return replace(self, at=self.at[lanes], lanes=self.lanes.some(lanes), owed=self.owed[lanes])

    def take(self, least: Mapping[str, Any]) -> None:
        """Every shape; the fewest that are looked at come last."""
        import numpy as np

        asked = self.turn.asked
        laid = laid_out(self.lanes, asked, self.lanes.declared.own(asked.start, asked.months))
        self._offer(laid, self.turn.places, "declared", "own_months")
        self._sooner("declared", ~laid.clears)
        # Where no month is short, nothing is paid off that the own months do not pay off.
        hopeful = np.flatnonzero(laid.clears | ~self.lanes.declared.never_short)
        if not hopeful.size:
            return
        rest = self if hopeful.size == len(self.at) else self.some(hopeful)
        for name in self.alike.ledgers:
            if name == "verified":
                rest._own_verified()
            rest._in_sums(name)
            if self.turn.sized and self.turn.bounded:
                rest._fewest(name)
        if self.turn.sized and self.turn.bounded:
            rest._longest({name: column[hopeful] for name, column in least.items()})

    def ledger(self, name: str) -> Ledger:
        """One of the ledgers."""
        return self.lanes.declared if name == "declared" else self.lanes.verified

    def _own_verified(self) -> None:
        """The own months of the verified ledger, where they add up to enough."""
        import numpy as np

        sums = self.lanes.verified.own(self.turn.asked.start, self.turn.asked.months)
        cleared = np.zeros(len(self.at), dtype=bool)
        few = np.flatnonzero(total(sums) >= self.owed)
        if few.size:
            part = self.some(few)
            laid = laid_out(part.lanes, self.turn.asked, (month[few] for month in sums))
            part._offer(laid, self.turn.places, "verified", "own_months")
            cleared[few] = laid.clears
        self._sooner("verified", ~cleared)

    def _sooner(self, name: str, still: Any) -> None:
        """The own months of the fewest months that clear everything: what goes missing later does not matter then."""
        import numpy as np

        ledger, asked = self.ledger(name), self.turn.asked
        still = still & ~ledger.never_short
        if not still.any():
            return
        for months in range(1, asked.months):
            few = np.flatnonzero(still & (ledger.carried[asked.start + months - 1] >= self.owed))
            if few.size:
                part = self.some(few)
                laid = laid_out(part.lanes, asked, part.ledger(name).own(asked.start, months))
                part._offer(laid, self.turn.places, name, "own_months")
                still[few[laid.clears]] = False

    def _in_sums(self, name: str) -> None:
        """A fixed sum until paid, and small, then step up; what does not add up to enough is not laid out."""
        import numpy as np

        asked, ledger, turn = self.turn.asked, self.ledger(name), self.turn
        months, phases = asked.months, ledger.phases(asked.start, asked.months)
        fixed, stepped = phases.then.copy(), np.flatnonzero(phases.months > 0)
        if stepped.size:
            fixed[stepped] = ledger.some(stepped).level_sum(asked.start, months) if turn.sized else 0
        few = np.flatnonzero((fixed > 0) & (fixed * months >= self.owed))
        if few.size:
            part = self.some(few)
            laid = laid_out(part.lanes, asked, [fixed[few]] * months)
            part._offer(laid, turn.sized, name, "fixed_amount")
            bare = [place for place in turn.places if place not in turn.sized]
            part._offer(laid, bare, name, "step_up", phases.months[few] == 0)
        in_all = phases.first * phases.months + phases.then * (months - phases.months)
        few = np.flatnonzero((phases.months > 0) & (phases.then > 0) & (in_all >= self.owed))
        if few.size:
            part, own = self.some(few), phases.some(few)
            laid = laid_out(part.lanes, asked, (np.where(k < own.months, own.first, own.then) for k in range(months)))
            part._offer(laid, turn.places, name, "step_up")

    def _fewest(self, name: str) -> None:
        """The fewest level instalments that a ledger carries: what may be is laid out, from the fewest up."""
        import numpy as np

        asked = self.turn.asked
        fits = may_fit(self.lanes, asked, self.ledger(name))
        few, at_a_time = np.flatnonzero(fits.any(axis=0)), 1
        while few.size:
            # Of a few lanes that are left, several numbers are laid out at a time.
            own = fits[:, few]
            own &= np.cumsum(own, axis=0, dtype=np.uint16) <= at_a_time
            fits[:, few] &= ~own
            lane, count = np.nonzero(own.T)
            part = self.some(few[lane])
            laid = part._level(count + 1)
            kept = laid.feasible if name == "declared" else laid.clears & laid.verified
            carried, first = np.unique(lane[kept], return_index=True)
            pick = np.flatnonzero(kept)[first]
            part.some(pick)._offer(laid.some(pick), self.turn.sized, name, "fewest")
            few = np.delete(few, carried)
            few = few[fits[:, few].any(axis=0)]
            at_a_time = max(1, min(asked.months, FEW // max(few.size, 1)))

    def _level(self, count: Any) -> Laid:
        """Level instalments, of each lane its own number."""
        asked = self.turn.asked
        return laid_out(self.lanes, asked, level_pays(level(self.lanes, asked, count), count))

    def _longest(self, least: Mapping[str, Any]) -> None:
        """Level instalments over the most months, where they may matter: mostly nothing ends later."""
        import numpy as np

        asked = self.turn.asked
        ends = self.alike.spans[asked.months - 1].due.toordinal()
        # So large an instalment is not used up by roundings of a unit a period and the interest on them.
        most = self.lanes.bearing(asked) * (max(asked.shares) / asked.den)
        runs = self.owed / asked.months > 4 * asked.months * (1 + most) ** (asked.months + 1)
        settled = self.ranked.settled({**least, "earliest_end": self.owed * 0 + ends}, "earliest_end", self.at)
        few = np.flatnonzero(~(runs & settled))
        if few.size:
            part = self.some(few)
            part._offer(part._level(np.full(few.size, asked.months)), self.turn.sized, "declared", "longest")

    def _offer(self, laid: Laid, places: Sequence[int], name: str, shape: str, where: Any = True) -> None:
        """A proposal under each of some askings."""
        for place in places:
            _offer(self.alike, self.ranked, self.at, laid, self.alike.number(place, name, shape), place, where)


def _offer(
    alike: Alike, ranked: Ranked, at: Any, laid: Laid, number: int, place: int | None, where: Any = True
) -> None:
    """A proposal, to the lanes that can keep it."""
    import numpy as np

    kept = np.flatnonzero(laid.feasible & where)
    if not kept.size:
        return
    ends = np.array([day.toordinal() for day in (alike.as_of, *(span.due for span in alike.spans))])
    keys = {
        "verified": ~laid.verified[kept],
        "within_rules": place is not None and not alike.covered[place],
        "never_above_opening": laid.grows[kept],
        "comfortable": ~laid.strict[kept],
        "smallest_concession": total(laid.given_up)[kept],
        "earliest_end": ends[0] if place is None else ends[laid.rows[kept]],
        "largest_margin": -laid.least_margin[kept],
    }
    if "least_paid" in ranked.lines:
        keys["least_paid"] = total(laid.payments)[kept]
    ranked.offer(at[kept], laid, kept, keys, number, alike.identity(place))
