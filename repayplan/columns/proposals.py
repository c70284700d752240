"""Proposals to many households at once: what is asked, laid out by the one walk, and judged while it is walked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.columns.annuity import annuity, unsigned, worths
from repayplan.columns.periods import scaled
from repayplan.engine.solve import smallest_column
from repayplan.engine.walk import Period, walk
from repayplan.engine.width import total
from repayplan.units.components import COMPONENTS, INTEREST
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from repayplan.columns.budgets import Ledger
    from repayplan.debts.accrual import Span
    from repayplan.engine.walk import Row

# More than any lane owes, and less than the engine's bound on a payment.
EVERYTHING = 2**61
# What the ends of floats may be off by: more than any of them is.
SLACK = 1 - 1e-9


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
    owed = total(part for part in lanes.left(asked) if not isinstance(part, int))
    found = np.zeros(len(rows), dtype=bool)
    may = np.flatnonzero(owed <= np.maximum.reduce(lanes.verified.carried[asked.start :]))
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


def level(lanes: Lanes, asked: Asked, count: Any) -> Any:
    """The level instalment over a number of months of each lane's own."""
    import numpy as np

    principal, *rest = lanes.left(asked)
    beside = total(rest)
    if asked.accrual != "run":
        return -(-(principal + beside) // count)  # rounded up
    unpaid = np.zeros(len(principal), dtype=bool) | (beside > 0)
    pay = np.zeros(len(principal), dtype=np.int64)
    for few, solve in ((np.flatnonzero(~unpaid), _annuity), (np.flatnonzero(unpaid), _least)):
        if few.size:
            part = lanes if few.size == len(pay) else lanes.some(few)
            pay[few] = solve(part, asked, count[few])
    return pay


def _annuity(lanes: Lanes, asked: Asked, count: Any) -> Any:
    """The exact annuity, rounded up."""
    shares, number = asked.shares[: int(count.max())], count
    if int(count.min()) == len(shares):
        number = len(shares)
    (pay,) = annuity(lanes.owed[0], lanes.bearing(asked), rounding="up", shares=shares, den=asked.den, count=number)
    return pay


def _least(lanes: Lanes, asked: Asked, count: Any) -> Any:
    """The smallest instalment that leaves nothing, where part of what is owed bears nothing."""
    import numpy as np

    principal, owed, rate = lanes.owed[0], total(lanes.owed), lanes.bearing(asked)
    shares = asked.shares[: int(count.max(initial=1))]
    guess, worth = _about(principal, owed - principal, rate * (sum(shares) / len(shares) / asked.den), count)
    if len(set(shares)) > 1:
        # Nearer by what it leaves or overpays.
        left, spare = _ends(lanes, asked, guess, count)
        guess = np.maximum(guess + np.rint((left - spare) / worth).astype(np.int64), 0)

    def closes(pay: Any, few: Any) -> Any:
        return _ends(lanes.some(few), asked, pay, count[few])[0] == 0

    # Once everything and its first interest is paid, nothing is left to bear any more.
    first = divide(owed * scaled(rate, max(asked.shares)), asked.den, "up")
    return smallest_column(closes, guess, 0 * owed, owed + first)


def _about(principal: Any, beside: Any, each: Any, count: Any) -> tuple[Any, Any]:
    """About the instalment, and what a unit more each time pays off by the end [floats]: of like periods.

    What bears nothing is paid first, beside the interest; from then on it is an annuity.
    """
    import numpy as np

    each = np.maximum(each, 1e-9)

    def annuity_of(number: Any) -> Any:
        return -np.expm1(-number * np.log1p(each)) / each

    pay, first = (principal + beside) / annuity_of(count), count
    for _ in range(4):
        first = np.minimum(np.floor(beside / np.maximum(pay - principal * each, 1e-9)), count - 1) + 1
        pay = (principal + beside + first * principal * each) / (first + annuity_of(count - first))
    return np.ceil(pay - 0.01).astype(np.int64), (first + annuity_of(count - first)) * (1 + each) ** (count - first)


def _ends(lanes: Lanes, asked: Asked, pay: Any, count: Any) -> tuple[Any, Any]:
    """What a level sum leaves after each lane's number of instalments, and what of it is not needed."""
    import numpy as np

    paid, left = 0 * pay, 0 * pay
    for k, row in enumerate(walked(lanes, asked, (pay for _ in range(int(count.max(initial=1))))), 1):
        within = count >= k
        paid = paid + np.where(within, row.paid.view(np.int64), 0)
        left = np.where(within, total(row.closing).view(np.int64), left)
    return left, np.where(left == 0, pay * count - paid, 0)


def level_pays(pay: Any, count: Any) -> Iterator[Any]:
    """A level sum, the last of which asks for everything."""
    import numpy as np

    for k in range(1, int(count.max(initial=1)) + 1):
        last = count == k
        yield np.where(last, EVERYTHING, pay) if last.any() else pay


def may_fit(lanes: Lanes, asked: Asked, ledger: Ledger, after: Any) -> Any:
    """The fewest instalments, more than ``after``, that a ledger may carry as level ones; 0: none.

    A float says from below what each would ask: a number that is left out surely is too few.
    """
    import numpy as np

    principal, *rest = lanes.left(asked)
    owed = principal + total(rest)
    bears = asked.accrual == "run"
    so_far = worths(lanes.bearing(asked), asked.shares, asked.den) if bears else None
    found = np.zeros(len(owed), dtype=np.int64)
    room = ledger.spare.astype(float) if asked.at_once else np.full(len(owed), np.inf)
    still = found == 0
    for month in range(asked.start):
        still &= ledger.carried[month] >= 0
    for k in range(1, asked.months):
        carried = ledger.carried[asked.start + k - 1]
        each = owed / k
        if so_far is not None:
            each = np.maximum(each, principal / next(so_far))
        fits = still & (k > after) & (each * SLACK <= room) & (owed <= carried)
        found[fits] = k
        still &= ~fits
        if not still.any():
            break
        room = np.minimum(room, carried / k)
    return found
