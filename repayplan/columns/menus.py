"""The menus of households that are alike in all but their sums: every proposal in columns, the best one kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.columns.proposals import Asked, Laid, Lanes, at_once, laid_out, level, level_pays, may_fit
from repayplan.columns.ranked import Ranked
from repayplan.engine.width import total
from repayplan.household.household import LEDGERS
from repayplan.options.proposal import NOTHING_ASKED, Asking
from repayplan.units.components import INTEREST
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from repayplan.columns.budgets import Ledger
    from repayplan.debts.accrual import Span

# The shapes of one asking on one ledger, in the order in which a menu makes them.
SHAPES = ("longest", "fixed_amount", "step_up", "own_months", "fewest")
PAY_NOW = 0


class Alike(NamedTuple):
    """What households have in common whose menus are worked out together.

    Attributes:
        askings: what may be asked of their creditors, in the order of a menu.
        asked: the same for columns, beside each of them.
        covered: whether each asking's programme covers the debt; where none is asked, nothing has to be.
        spans: the days of each row.
        as_of: the day.
        ledgers: those on which plans are sized: one where both hold the same.
        able: the household's ability.
        choose: the order.
    """

    askings: Sequence[Asking]
    asked: Sequence[Asked]
    covered: Sequence[bool]
    spans: Sequence[Span]
    as_of: date
    ledgers: Sequence[str]
    able: str
    choose: str

    @property
    def start(self) -> int:
        """The month of the first due date, counted from that of ``as_of``."""
        return self.asked[0].start

    @property
    def at_once(self) -> bool:
        """Whether the first due date is the day of ``as_of``."""
        return self.asked[0].at_once

    @property
    def months(self) -> int:
        """The most rows that a plan may have."""
        return max(asked.months for asked in self.asked)

    def named(self, number: int) -> tuple[Asking, str]:
        """The asking and the shape of a proposal by its number."""
        if number == PAY_NOW:
            return NOTHING_ASKED, "pay_now"
        place, shape = divmod(number - 1, len(SHAPES))
        return self.askings[place // len(LEDGERS)], SHAPES[shape]

    def number(self, place: int, ledger: str, shape: str) -> int:
        """The number of a proposal."""
        return 1 + (place * len(LEDGERS) + LEDGERS.index(ledger)) * len(SHAPES) + SHAPES.index(shape)

    def identity(self, place: int | None) -> int:
        """The first asking of the same programme and rate; paying all now asks for neither."""
        keys = [(asking.programme, asking.rate) for asking in self.askings]
        return keys.index((None, None) if place is None else keys[place])


@dataclass(frozen=True)
class Turn:
    """Askings that come to the same plans, and what of them is left to do.

    Attributes:
        places: of the askings.
        asked: the same for columns.
        sized: the place of one of them under which level sums are tried too; None: under none.
        bounded: whether the number of instalments is.
    """

    places: list[int]
    asked: Asked
    sized: list[int]
    bounded: bool


def turns(alike: Alike) -> Iterator[Turn]:
    """The askings by what they come to: those that ask creditors to give nothing up go first."""
    found: dict[Any, list[int]] = {}
    for place, (asking, asked) in enumerate(zip(alike.askings, alike.asked, strict=True)):
        key = asked.accrual, tuple(asked.opening.items()), asked.most_rate, asked.months, asking.most is None
        found.setdefault(key, []).append(place)
    for places in sorted(found.values(), key=lambda places: alike.askings[places[0]].eases):
        sized = [place for place in places if alike.askings[place].programme is not None]
        yield Turn(places, alike.asked[places[0]], sized, alike.askings[places[0]].most is not None)


def best(alike: Alike, lanes: Lanes) -> Ranked:
    """The best option of each lane, all of which owe something."""
    import numpy as np

    owed = total(part for part in lanes.owed if not isinstance(part, int))
    ranked = Ranked(len(owed), alike.months, alike.choose, alike.able)
    every = np.arange(len(owed))
    _offer(alike, ranked, every, at_once(lanes), PAY_NOW, None)
    for turn in turns(alike):
        _take_turn(alike, ranked, lanes, turn)
    return ranked


def _take_turn(alike: Alike, ranked: Ranked, lanes: Lanes, turn: Turn) -> None:
    """All shapes of an asking, for the lanes in which one of them may be kept and may matter."""
    import numpy as np

    asked = turn.asked
    lanes = lanes.until(asked.start + asked.months)
    reach = np.maximum.reduce(lanes.declared.carried[asked.start :])
    owed = total(part for part in lanes.left(asked) if not isinstance(part, int)) + 0 * reach
    at = np.flatnonzero((owed <= reach) & ~ranked.settled(_least_given_up(lanes, asked)) & _differs(alike, lanes, turn))
    if not at.size:
        return
    lanes, owed = lanes.some(at), owed[at]
    laid = laid_out(lanes, asked, lanes.declared.own(asked.start, asked.months))
    _offer_all(alike, ranked, at, laid, turn.places, "declared", "own_months")
    _sooner(alike, ranked, at, lanes, turn, "declared", ~laid.clears)
    # Where no month is short, nothing is paid off that the own months do not pay off.
    hopeful = laid.clears | ~lanes.declared.never_short
    if not hopeful.all():
        kept = np.flatnonzero(hopeful)
        at, lanes, owed = at[kept], lanes.some(kept), owed[kept]
    if not at.size:
        return
    if turn.sized and turn.bounded:
        count = np.full(len(at), asked.months)
        laid = laid_out(lanes, asked, level_pays(level(lanes, asked, count), count))
        _offer_all(alike, ranked, at, laid, turn.sized, "declared", "longest")
    for name in alike.ledgers:
        ledger = lanes.declared if name == "declared" else lanes.verified
        if name == "verified":
            _own(alike, ranked, at, lanes, turn, owed)
        _in_sums(alike, ranked, at, lanes, turn, name, ledger, owed)
        if turn.sized and turn.bounded:
            _fewest(alike, ranked, at, lanes, turn, name, ledger)


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


def _own(alike: Alike, ranked: Ranked, at: Any, lanes: Lanes, turn: Turn, owed: Any) -> None:
    """The own months of the verified ledger, where they add up to enough."""
    import numpy as np

    sums = lanes.verified.own(turn.asked.start, turn.asked.months)
    enough = total(sums) >= owed
    some = np.flatnonzero(enough)
    cleared = np.zeros(len(at), dtype=bool)
    if some.size:
        laid = laid_out(lanes.some(some), turn.asked, (month[some] for month in sums))
        cleared[some] = laid.clears
        _offer_all(alike, ranked, at[some], laid, turn.places, "verified", "own_months")
    _sooner(alike, ranked, at, lanes, turn, "verified", ~cleared)


def _sooner(alike: Alike, ranked: Ranked, at: Any, lanes: Lanes, turn: Turn, name: str, still: Any) -> None:
    """The own months of the fewest months that clear everything: what goes missing later does not matter then."""
    import numpy as np

    ledger, asked = lanes.declared if name == "declared" else lanes.verified, turn.asked
    still = still & ~ledger.never_short
    if not still.any():
        return
    owed = total(part for part in lanes.left(asked) if not isinstance(part, int))
    for months in range(1, asked.months):
        few = np.flatnonzero(still & (ledger.carried[asked.start + months - 1] >= owed))
        if few.size:
            laid = laid_out(lanes.some(few), asked, ledger.some(few).own(asked.start, months))
            _offer_all(alike, ranked, at[few], laid, turn.places, name, "own_months")
            still[few[laid.clears]] = False


def _in_sums(
    alike: Alike, ranked: Ranked, at: Any, lanes: Lanes, turn: Turn, name: str, ledger: Ledger, owed: Any
) -> None:
    """A fixed sum until paid, and small, then step up; what does not add up to enough is not laid out."""
    import numpy as np

    asked, months = turn.asked, turn.asked.months
    phases = ledger.phases(asked.start, months)
    fixed = phases.then.copy()
    stepped = np.flatnonzero(phases.months > 0)
    if stepped.size:
        fixed[stepped] = ledger.some(stepped).level_sum(asked.start, months) if turn.sized else 0
    few = np.flatnonzero((fixed > 0) & (fixed * months >= owed))
    if few.size:
        laid = laid_out(lanes.some(few), asked, [fixed[few]] * months)
        _offer_all(alike, ranked, at[few], laid, turn.sized, name, "fixed_amount")
        bare = [place for place in turn.places if place not in turn.sized]
        plain = phases.months[few] == 0
        _offer_all(alike, ranked, at[few], laid, bare, name, "step_up", plain)
    in_all = phases.first * phases.months + phases.then * (months - phases.months)
    few = np.flatnonzero((phases.months > 0) & (phases.then > 0) & (in_all >= owed))
    if few.size:
        part = phases.some(few)
        pays = (np.where(k < part.months, part.first, part.then) for k in range(months))
        laid = laid_out(lanes.some(few), asked, pays)
        _offer_all(alike, ranked, at[few], laid, turn.places, name, "step_up")


def _fewest(alike: Alike, ranked: Ranked, at: Any, lanes: Lanes, turn: Turn, name: str, ledger: Ledger) -> None:
    """The fewest level instalments that a ledger carries: what may be is laid out, from the fewest up."""
    import numpy as np

    few, count = np.arange(len(at)), np.zeros(len(at), dtype=np.int64)
    while few.size:
        part = lanes.some(few)
        count = may_fit(part, turn.asked, ledger.some(few), count)
        may = np.flatnonzero(count)
        few, count, part = few[may], count[may], part.some(may)
        if not few.size:
            return
        laid = laid_out(part, turn.asked, level_pays(level(part, turn.asked, count), count))
        kept = laid.feasible if name == "declared" else laid.clears & laid.verified
        _offer_all(alike, ranked, at[few], laid, turn.sized, name, "fewest", kept)
        few, count = few[~kept], count[~kept]


def _offer_all(
    alike: Alike, ranked: Ranked, at: Any, laid: Laid, places: Sequence[int], name: str, shape: str, where: Any = True
) -> None:
    """A proposal under each of some askings."""
    for place in places:
        _offer(alike, ranked, at, laid, alike.number(place, name, shape), place, where)


def _offer(
    alike: Alike, ranked: Ranked, at: Any, laid: Laid, number: int, place: int | None, where: Any = True
) -> None:
    """A proposal, to the lanes that can keep it."""
    import numpy as np

    kept = np.flatnonzero(laid.feasible & where)
    if not kept.size:
        return
    few = laid.some(kept)
    ends = np.array([day.toordinal() for day in (alike.as_of, *(span.due for span in alike.spans))])
    keys = {
        "verified": ~few.verified,
        "within_rules": place is not None and not alike.covered[place],
        "never_above_opening": few.grows,
        "comfortable": ~few.strict,
        "smallest_concession": total(few.given_up),
        "earliest_end": ends[0] if place is None else ends[few.rows],
        "largest_margin": -few.least_margin,
    }
    if "least_paid" in ranked.lines:
        keys["least_paid"] = sum(few.payments)
    ranked.offer(at[kept], few, keys, number, alike.identity(place))
