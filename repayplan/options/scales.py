"""Scales: along what a lever moves, step by step, and what each position asks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.returns import fee_to_rate
from repayplan.options.space import PPM, Move, Space
from repayplan.terms.shapes import MOST_ROWS
from repayplan.units.components import COMPONENTS, INTEREST
from repayplan.units.findings import Finding
from repayplan.units.money import at_rate, from_minor, own_context, split, to_minor
from repayplan.units.rates import percent_text, read_rate
from repayplan.units.refusal import whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from repayplan.debts.debt import Debt
    from repayplan.household.lines import Spending
    from repayplan.options.proposal import Asking

# What may change, in the order of a certificate: what the household can do, time, and what creditors give.
LEVERS = (
    "income", "spending", "savings", "months", "rate", "pause", "start", "interest", "penalty", "fees", "write_down",
)  # fmt: skip
WAIVERS = ("interest", "penalty", "fees")


class Scale(NamedTuple):
    """The positions of a lever.

    Attributes:
        name: the lever.
        low: the position that is there already.
        high: the most that it moves.
        first: a position to begin a guess with.
        put: a move with the lever at a position.
        shown: a position as it is printed: a sum, a number of months, a rate.
        counts: whether it counts months, so that more is not always enough where less is.
        currency: of a lever that is a sum.
    """

    name: str
    low: int
    high: int
    first: int
    put: Callable[[Move, int], Move]
    shown: Callable[[int], Any]
    counts: bool = False
    currency: str = ""


def scale(space: Space, name: str, of: str | None, base: Move) -> Scale | Finding:
    """The positions of a lever from a position of the others; a finding where there is nothing to move."""
    if name in WAIVERS:
        return _waiver(space, name, base)
    made: dict[str, Callable[[Space, str | None, Move], Scale | Finding]] = {
        "income": _income, "spending": _spending, "savings": _savings, "months": _months, "rate": _rate,
        "pause": _pause, "start": _start,
    }  # fmt: skip
    found = made[name](space, of, base)
    return found._replace(currency=space.case.currency) if isinstance(found, Scale) else found


def lever_word(name: str) -> str:
    """A lever's name as findings have it: what is waived is told apart from what is owed."""
    return f"waived_{name}" if name in WAIVERS else name


def position(found: Scale, size: Any, path: str) -> int:
    """The position of a lever at a size that somebody gave."""
    if found.counts:
        return whole(size, path, found.low, MOST_ROWS)
    if found.name == "rate":
        asked = read_rate(size, path).yearly * PPM
        return max(0, found.high - int(asked // 1))
    return to_minor(size, found.currency, path)


def _nothing(name: str, code: str = "lever_nothing_to_move") -> Finding:
    return Finding(code, {"lever": lever_word(name)})


def _money(space: Space) -> Callable[[int], Decimal]:
    return partial(from_minor, currency=space.case.currency)


def _income(space: Space, of: str | None, base: Move) -> Scale:
    first = sum(space.case.weights) // space.at(base)[0].months() + 1
    return Scale("income", 0, _surely(space, base), first, lambda move, n: move.added(lambda month: n), _money(space))


def _surely(space: Space, base: Move) -> int:
    """A sum that is surely enough, were anything, each month or once: everything owed, and all that is missing."""
    means = space.at(base)[1].full
    missing = -sum(have for have in means.available if have < 0)
    return 2 * (sum(space.case.weights) + missing + means.floor) + 1


def _spending(space: Space, of: str | None, base: Move) -> Scale | Finding:
    line = flexible(space, of)
    if line is None:
        return _nothing("spending")
    case = space.case
    first = case.first_month
    units = line.path(
        first, max(len(space.at(base)[1].full.available), MOST_ROWS), case.currency, case.household.beyond
    )
    if not any(units):
        return _nothing("spending")

    def put(move: Move, n: int) -> Move:
        return move.added(lambda month: min(n, units[month - first]))

    return Scale("spending", 0, max(units), max(units), put, _money(space))


def flexible_lines(space: Space) -> list[Spending]:
    """The flexible spending lines, the one with the most to cut in the next twelve months first, then the soonest."""
    case = space.case

    def least_to_cut(line: Spending) -> tuple[int, list[int]]:
        units = line.path(case.first_month, MOST_ROWS, case.currency, case.household.beyond)
        return -sum(units[:12]), [-sum_ for sum_ in units]

    return sorted((line for line in case.household.spending if line.kind == "flexible"), key=least_to_cut)


def flexible(space: Space, of: str | None) -> Spending | None:
    """The flexible line of a name, or the one with the most to cut; None where there is none."""
    return next((line for line in flexible_lines(space) if of in (None, "", line.name)), None)


def _savings(space: Space, of: str | None, base: Move) -> Scale:
    high = _surely(space, base)
    return Scale("savings", 0, high, high // 2, lambda move, n: move._replace(cash=move.cash + n), _money(space))


def _months(space: Space, of: str | None, base: Move) -> Scale | Finding:
    if space.term is not None:
        low, high = max(base.months, space.term[0]) if base.months != space.term[1] else base.months, space.term[1]
        if low >= high:
            return _nothing("months")
        return Scale("months", low, high, low + 1, lambda move, n: move._replace(months=n), int, counts=True)
    most = base.months or space.asking.most
    if most is None or most >= MOST_ROWS:
        return _nothing("months")
    last = max(most + 1, _fullest(space, base))
    return Scale("months", most, last, most + 1, lambda move, n: move._replace(months=n), int, counts=True)


def _fullest(space: Space, base: Move) -> int:
    """The number of months after which cash, untouched, is highest: more of them only take it away."""
    _, pot = space.at(base._replace(months=MOST_ROWS))
    cash = list(accumulate(pot.means.available[: pot.start + MOST_ROWS], initial=0))[1:]
    return max(range(len(cash)), key=cash.__getitem__) + 1 - pot.start


def _rate(space: Space, of: str | None, base: Move) -> Scale | Finding:
    top = max((highest_rate(space, base.on(asking)) for asking in space.askings), default=Fraction(0))
    if not top:
        stopped = any(any(rate.value for _, rate in debt.path.steps) for debt in space.case.debts)
        return _nothing("rate", "lever_asked_already" if stopped else "lever_nothing_to_move")
    high = int(-(-top * PPM // 1))

    @own_context()
    def shown(n: int) -> Decimal:
        return Decimal(high - n).scaleb(-6)

    return Scale("rate", 0, high, high // 2, lambda move, n: move._replace(rate=high - n), shown)


def highest_rate(space: Space, asking: Asking) -> Fraction:
    """The highest rate that any debt bears under an asking [a year]."""
    if asking.interest != "run":
        return Fraction(0)
    rates = [
        _yearly(debt, asking) for debt in space.case.debts if sum(debt.opening) and debt.priority_instalment is None
    ]
    asked = None if asking.rate is None else read_rate(asking.rate, "rate").yearly
    return max((rate if asked is None else min(rate, asked) for rate in rates), default=Fraction(0))


def _yearly(debt: Debt, asking: Asking) -> Fraction:
    """The highest rate of a debt's path; of a flat fee what it costs over the months that are asked."""
    if debt.path.flat:
        fee = debt.path.steps[0][1]
        said = percent_text(fee.yearly) if fee.per == "day" else str(fee)
        return Fraction(fee_to_rate(said, debt.instalments_left or asking.months()))
    return max(rate.yearly for _, rate in debt.path.steps)


def _pause(space: Space, of: str | None, base: Move) -> Scale | Finding:
    if not highest_rate(space, base.on(space.asking)):
        bears = any(any(rate.value for _, rate in debt.path.steps) for debt in space.case.debts)
        return _nothing("pause", "lever_asked_already" if bears else "lever_nothing_to_move")
    high = space.at(base)[0].months()
    return Scale("pause", 0, high, high // 2, lambda move, n: move._replace(pause=n), int, counts=True)


def _start(space: Space, of: str | None, base: Move) -> Scale | Finding:
    months = space.at(base)[0].months()
    high = min(_fullest(space, base), MOST_ROWS) - months
    if high <= 0:
        return _nothing("start")
    return Scale("start", base.start, base.start + high, 1, lambda move, n: move._replace(start=n), int, counts=True)


def _waiver(space: Space, name: str, base: Move) -> Scale | Finding:
    """Sums forgiven of one component: every creditor gives the same part of it; shares follow what is left."""
    case, c = space.case, COMPONENTS.index(name)
    word = space.asking.interest if c == INTEREST else space.asking.charges
    gone = base.given_up(len(case.debts))
    owed = [
        0 if debt.priority_instalment is not None else debt.opening[c] - part[c]
        for debt, part in zip(case.debts, gone, strict=True)
    ]
    worth = [at_rate(units, case.rates[debt.currency]) for units, debt in zip(owed, case.debts, strict=True)]
    high = sum(worth)
    if not high or word == "waive":
        return _nothing(name, "lever_asked_already" if high else "lever_nothing_to_move")

    def put(move: Move, n: int) -> Move:
        parts = split(n, worth)
        forgiven = []
        for debt, part, before, most in zip(case.debts, parts, gone, owed, strict=True):
            units = most if n == high else min(most, int(part // case.rates[debt.currency]))
            forgiven.append(tuple(one + units * (k == c) for k, one in enumerate(before)))
        return move._replace(forgiven=tuple(forgiven))

    return Scale(name, 0, high, high // 2, put, _money(space), currency=case.currency)
