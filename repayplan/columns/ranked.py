"""The best option of each of many households, kept while proposals come in: the order of a menu, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.options.ranking import ORDERS
from repayplan.units.components import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repayplan.columns.proposals import Laid

NONE = -1
CONCESSION = "smallest_concession"
# Lines that every option passes, or fails by 1; then what is given up.
PASSED = (
    "verified", "not_conditional", "within_rules", "principal_in_full", "never_above_opening", "comfortable",
)  # fmt: skip


class Ranked:
    """The best option so far, and by which line it goes before the next one.

    Attributes:
        number: of the best proposal, in the order in which a menu makes them; ``NONE`` where there is none.
        options: whether there is none, one, or more than one (2).
        decided: the place, among ``lines``, of the line that decided.
        keys: what the lines compare.
        payments, rows, given_up: of the best.
    """

    def __init__(self, count: int, months: int, choose: str, able: str) -> None:
        import numpy as np

        self.lines = [line for line in ORDERS[choose] if line != "comfortable" or able != "yes"]
        self.number = np.full(count, NONE, dtype=np.int64)
        self.identity = np.full(count, NONE, dtype=np.int64)
        self.options = np.zeros(count, dtype=np.int64)
        self.decided = np.zeros(count, dtype=np.int64)
        self.keys = np.zeros((len(self.lines) - 1, count), dtype=np.int64)
        self.payments = np.zeros((months, count), dtype=np.int64)
        self.rows = np.zeros(count, dtype=np.int64)
        self.given_up = np.zeros((len(COMPONENTS), count), dtype=np.int64)

    def settled(self, least: Mapping[str, Any], line: str, at: Any = slice(None)) -> Any:
        """The lanes in which nothing new can change the best or the line that decided.

        Args:
            least: what each line compares at least, of anything new; absent: 0.
            line: the first line by which anything new surely stands after a best that is as good in those before it.
            at: the lanes that are asked about.
        """
        place = self.lines.index(line)
        if not {*self.lines[:place]} <= {*PASSED, CONCESSION}:
            return self.options[at] > 2  # nowhere
        settled = (self.options[at] == 2) & (self.decided[at] >= place) & (self.keys[place, at] < least[line])
        for before, name in enumerate(self.lines[:place]):
            settled &= self.keys[before, at] <= least.get(name, 0)
        return settled

    def offer(self, lanes: Any, laid: Laid, within: Any, keys: Mapping[str, Any], number: int, identity: int) -> None:
        """One more proposal to some of the lanes, all of which may be kept.

        Args:
            lanes: of the call [indices].
            laid: the proposal.
            within: the same lanes among those of ``laid`` [indices].
            keys: what each line compares [columns of as many]; what stands alike in all options may be left out.
            number: of the proposal, in the order in which a menu makes them.
            identity: of what is asked: proposals of one identity that come to the same are one.
        """
        import numpy as np

        new = np.zeros((len(self.lines) - 1, len(lanes)), dtype=np.int64)
        for place, line in enumerate(self.lines[:-1]):
            if line in keys:
                new[place] = keys[line]
        old, content = self.keys[:, lanes], len(self.lines) - 1
        differs, less = np.full(len(lanes), content), np.zeros(len(lanes), dtype=bool)
        for place in reversed(range(content)):
            unlike = new[place] != old[place]
            differs[unlike], less[unlike] = place, (new[place] < old[place])[unlike]
        fresh = self.options[lanes] == 0
        same = np.zeros(len(lanes), dtype=bool)
        if (tied := np.flatnonzero((differs == content) & ~fresh)).size:
            same[tied], less[tied] = self._content(lanes[tied], laid, within[tied])
        first = number < self.number[lanes]
        again = same & (self.identity[lanes] == identity)
        self.number[lanes[again & first]] = number
        better = fresh | (less & ~same) | (same & first & ~again)
        other = ~fresh & ~again
        seen = lanes[other]
        self.decided[seen] = np.where(better[other], differs[other], np.maximum(self.decided[seen], differs[other]))
        self.options[lanes] = np.where(fresh, 1, np.where(other, 2, self.options[lanes]))
        self._take(lanes[better], laid, within[better], new[:, better], number, identity)

    def _content(self, at: Any, laid: Laid, lanes: Any) -> tuple[Any, Any]:
        """Where all figures are the same: whether all payments are too, and else whose come first."""
        import numpy as np

        open_, less = np.ones(len(lanes), dtype=bool), np.zeros(len(lanes), dtype=bool)
        for row, paid in [*enumerate(laid.payments), *enumerate(laid.given_up, -len(COMPONENTS))]:
            mine = paid[lanes]
            theirs = (self.payments[row] if row >= 0 else self.given_up[row])[at]
            unlike = open_ & (mine != theirs)
            less[unlike] = (mine < theirs)[unlike]
            open_ &= ~unlike
        return open_, less

    def _take(self, at: Any, laid: Laid, lanes: Any, keys: Any, number: int, identity: int) -> None:
        """The proposal is the best of these lanes."""
        self.number[at], self.identity[at], self.keys[:, at] = number, identity, keys
        self.rows[at] = laid.rows[lanes]
        for row, paid in enumerate(laid.payments):
            self.payments[row, at] = paid[lanes]
        self.payments[len(laid.payments) :, at] = 0
        for c, amount in enumerate(laid.given_up):
            self.given_up[c, at] = amount[lanes]
