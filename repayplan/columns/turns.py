"""What households that are alike may be asked, and in which turns: askings that come to the same plans go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.household.household import LEDGERS
from repayplan.options.proposal import NOTHING_ASKED, Asking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from repayplan.columns.proposals import Asked
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
