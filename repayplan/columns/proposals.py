"""Proposals to many households at once: what is asked, laid out by the one walk, and judged while it is walked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.columns.annuity import unsigned
from repayplan.columns.periods import scaled
from repayplan.engine.walk import Period, walk
from repayplan.engine.width import total
from repayplan.units.components import COMPONENTS, INTEREST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from repayplan.columns.budgets import Ledger
    from repayplan.debts.accrual import Span
    from repayplan.engine.walk import Row


@dataclass(frozen=True)
class Asked:
    """What is asked of the creditors of all lanes alike.

    Attributes:
        accrual: what becomes of new interest: ``run``, ``pause`` or ``waive``.
        opening: what becomes of what is owed already, by component, where it is not collected.
        most_rate: the highest rate, where one is asked; None: the contract's.
        shares: of each period, for as many as may be asked.
        den: of every numerator.
        start: the month of the first due date, counted from that of ``as_of``.
        at_once: whether the first due date is the day of ``as_of``.
        spans: the days of each period.
    """

    accrual: str
    opening: dict[int, str]
    most_rate: int | None
    shares: Sequence[int]
    den: int
    start: int
    at_once: bool
    spans: Sequence[Span]

    @property
    def months(self) -> int:
        """The most months that are looked at."""
        return len(self.shares)


@dataclass(frozen=True)
class Lanes:
    """Some households of one debt each.

    Attributes:
        owed: by component [minor units]; 0 where no lane has any.
        rate: of the contract.
        declared: the ledger of all lines.
        verified: the ledger of verified income.
    """

    owed: tuple[Any, ...]
    rate: Any
    declared: Ledger
    verified: Ledger

    def some(self, lanes: Any) -> Lanes:
        """Some of them."""
        owed = tuple(part if isinstance(part, int) else part[lanes] for part in self.owed)
        return Lanes(owed, self.rate[lanes], self.declared.some(lanes), self.verified.some(lanes))

    def bearing(self, asked: Asked) -> Any:
        """The rate that is asked."""
        import numpy as np

        return self.rate if asked.most_rate is None else np.minimum(self.rate, asked.most_rate)

    def until(self, months: int) -> Lanes:
        """The same, with so many months of each ledger."""
        return replace(self, declared=self.declared.until(months), verified=self.verified.until(months))

    def in_all(self, asked: Asked) -> Any:
        """What is to be paid off from the start."""
        return total(self.left(asked)) + 0 * self.rate

    def left(self, asked: Asked) -> tuple[Any, ...]:
        """What is to be paid off from the start, by component."""
        return tuple(0 if c in asked.opening else part for c, part in enumerate(self.owed))


class Laid(NamedTuple):
    """A proposal laid out and judged, a number of each lane.

    Attributes:
        payments: of each row [minor units].
        rows: how many there are.
        clears: whether nothing is owed after the last.
        feasible: whether the debt is cleared and cash on the declared ledger never falls below the floor.
        verified: whether cash on the verified ledger does not either.
        strict: whether every month of the declared ledger pays for itself.
        least_margin: the least of the margins of the declared ledger.
        grows: whether more is owed at some due date than at the start.
        given_up: by component.
    """

    payments: list[Any]
    rows: Any
    clears: Any
    feasible: Any
    verified: Any
    strict: Any
    least_margin: Any
    grows: Any
    given_up: list[Any]

    def some(self, lanes: Any) -> Laid:
        """The same of some of the lanes."""
        return Laid(*([column[lanes] for column in part] if isinstance(part, list) else part[lanes] for part in self))


def periods(lanes: Lanes, asked: Asked, pays: Iterable[Any]) -> Iterator[Period]:
    """The engine's periods; one that is the same again is the same value."""
    rate = unsigned(lanes.bearing(asked))
    known = {share: scaled(rate, share) for share in set(asked.shares)}
    less = asked.accrual == "pause" or asked.most_rate is not None
    contract = {share: scaled(unsigned(lanes.rate), share) for share in set(asked.shares)} if less else {}
    period, before = None, None
    for pay, share in zip(pays, asked.shares, strict=False):
        if before is None or pay is not before[0] or share != before[1]:
            parts = () if asked.accrual == "pause" else ((known[share], asked.accrual),)
            period, before = Period(parts, unsigned(pay), contract=contract.get(share)), (pay, share)
        assert period is not None
        yield period


def walked(lanes: Lanes, asked: Asked, pays: Iterable[Any]) -> Iterator[Row]:
    """The rows at these payments."""
    owed = tuple(part if isinstance(part, int) else unsigned(part) for part in lanes.owed)
    opening = {c: how for c, how in asked.opening.items() if not isinstance(owed[c], int)}
    return walk(owed, periods(lanes, asked, pays), asked.den, treatment=opening)


def laid_out(lanes: Lanes, asked: Asked, pays: Iterable[Any]) -> Laid:
    """One payment a month, at most: each lane's rows end with the one after which nothing is owed."""
    import numpy as np

    owed = total(unsigned(part) for part in lanes.owed if not isinstance(part, int))
    live, most_owed, rows = owed > 0, owed, np.zeros(len(owed), dtype=np.int64)
    declared = _Judge(lanes.declared, asked)
    given_up: list[Any] = [0] * len(COMPONENTS)
    payments, left = [], owed
    for row in walked(lanes, asked, pays):
        paid = row.paid
        paid = paid.view(np.int64) if hasattr(paid, "view") else np.zeros(len(owed), dtype=np.int64)
        payments.append(paid)
        declared.add(paid, live)
        rows += live
        for c, amount in enumerate(row.waived):
            given_up[c] = given_up[c] + amount
        given_up[INTEREST] = given_up[INTEREST] + row.forgone
        left = total(row.closing)
        if isinstance(left, int):
            left = np.zeros(len(owed), dtype=np.uint64)
        most_owed = np.maximum(most_owed, left)
        live = left > 0
        if not live.any():
            break
    feasible = ~live & (declared.least_cash >= 0)
    return Laid(
        payments, rows, ~live, feasible, _on_verified(lanes, asked, payments, rows, feasible), declared.strict(),
        declared.least_margin, most_owed > owed,
        [np.zeros(len(owed), np.int64) if isinstance(sum_, int) else sum_.view(np.int64) for sum_ in given_up],
    )  # fmt: skip


def _on_verified(lanes: Lanes, asked: Asked, payments: Sequence[Any], rows: Any, feasible: Any) -> Any:
    """Whether what clears the debt is carried by the verified ledger too; looked at where all it holds is enough."""
    import numpy as np

    if lanes.verified is lanes.declared:
        return feasible
    found = np.zeros(len(rows), dtype=bool)
    may = np.flatnonzero(lanes.in_all(asked) <= lanes.verified.reach(asked.start))
    if may.size:
        judge, rows = _Judge(lanes.verified.some(may), asked), rows[may]
        for k, paid in enumerate(payments[: int(rows.max())]):
            judge.add(paid[may], k < rows)
        found[may] = judge.least_cash >= 0
    return found


class _Judge:
    """A ledger's cash and margins, month by month, while a plan is walked."""

    def __init__(self, ledger: Ledger, asked: Asked) -> None:
        import numpy as np

        self.ledger, self.month, self.at_once = ledger, asked.start, asked.at_once
        self.paid = np.zeros(len(ledger.spare), dtype=np.int64)
        self.least_cash: Any = None
        self.least_margin: Any = None
        self.over = np.zeros(len(ledger.spare), dtype=bool)
        for month in range(asked.start):
            self._least(ledger.carried[month], ledger.available[month], True)

    def add(self, paid: Any, live: Any) -> None:
        """One month's payment; it counts for the lanes whose plan still runs."""
        ledger, month = self.ledger, self.month
        if self.at_once and self.least_cash is None:
            # Due on the day of as_of: paid before any income.
            self.least_cash = ledger.spare - paid
        self.paid += paid
        margin = ledger.available[month] - paid
        self._least(ledger.carried[month] - self.paid, margin, True if ledger.is_steady else live)
        if not ledger.is_steady:
            self.over |= (margin < 0) & (paid > 0)
        self.month += 1

    def _least(self, cash: Any, margin: Any, live: Any) -> None:

        self.least_cash = cash if self.least_cash is None else _smaller(self.least_cash, cash, live)
        self.least_margin = margin if self.least_margin is None else _smaller(self.least_margin, margin, live)

    def strict(self) -> Any:
        """Whether every month pays for itself."""
        return self.least_margin >= 0 if self.ledger.is_steady else ~self.over


def _smaller(least: Any, values: Any, live: Any) -> Any:
    import numpy as np

    smaller = np.minimum(least, values)
    return smaller if live is True else np.where(live, smaller, least)


def at_once(lanes: Lanes) -> Laid:
    """All that is owed, on the day itself."""
    import numpy as np

    owed = total(part for part in lanes.owed if not isinstance(part, int))
    margin = lanes.declared.available[0] - owed

    def kept(ledger: Ledger) -> Any:
        return (ledger.spare >= owed) & (ledger.carried[0] >= owed)

    nothing = np.zeros(len(owed), dtype=np.int64)
    return Laid(
        [owed], nothing + 1, nothing == 0, kept(lanes.declared), kept(lanes.verified), margin >= 0, margin,
        nothing > 0, [nothing] * len(COMPONENTS),
    )  # fmt: skip
