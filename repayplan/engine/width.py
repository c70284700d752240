"""Two widths, one set of expressions: what ints and columns spell differently, and which lanes int64 can hold.

A column of int64 wraps silently past 2^63. Before a period is walked its lanes are bounded; a lane that could pass the
bound is named by :class:`Overflow` and walked apart, as Python ints in an object column.
"""

from __future__ import annotations

from functools import cache
from operator import add
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# A number or a column of them: the engine asks only for + - * // and the names below.
Amount = Any

# Bounds on a lane's balance (and on each sum added to it), and on a product with its numerators: a balance, a period's
# interest and four sums stay below 2^63 together.
MOST_OWED = 2**59
MOST_PRODUCT = 2**62

# What is known of a payment before it is allocated: nothing; that every claim before the last is met in full; and that
# the last claim, the principal, takes the whole rest.
UNKNOWN, MET, WHOLE = range(3)

INTS = SimpleNamespace(
    minimum=min,
    maximum=max,
    spare=lambda amount, claim: amount - claim if amount >= claim else None,
    on_top=add,
    is_nothing=lambda amount: not amount,
    where=lambda condition, yes, no, like=None: yes if condition else no,
    lanes=lambda opening, den: None,
)


@cache
def _columns() -> SimpleNamespace:
    """The same names for columns; numpy is loaded here, by the first of them."""
    import numpy as np

    def minimum(a: Amount, b: Amount) -> Amount:
        return min(a, b) if isinstance(a, int) and isinstance(b, int) else np.minimum(a, b)

    def maximum(a: Amount, b: Amount) -> Amount:
        return max(a, b) if isinstance(a, int) and isinstance(b, int) else np.maximum(a, b)

    def where(condition: Any, yes: Amount, no: Amount, like: Any = None) -> Amount:
        """One or the other; numbers become of the type of ``like``: signed and unsigned columns would make floats."""
        if like is not None:
            yes, no = (like.dtype.type(x) if isinstance(x, int) and like.dtype != object else x for x in (yes, no))
        return np.where(condition, yes, no)

    def spare(amount: Amount, claim: Amount) -> Amount | None:
        """What the claim leaves, None where it is more than the amount in some lane."""
        left = amount - claim
        if getattr(left, "dtype", None) == np.uint64:
            # Below nothing it wraps to more than any amount is.
            return left if left.max(initial=0) < MOST_PRODUCT else None
        return left if np.min(left, initial=0) >= 0 else None

    def on_top(pay: Amount, interest: Amount) -> Amount:
        bounded(pay, MOST_OWED)
        return plus(pay, interest)

    return SimpleNamespace(
        minimum=minimum,
        maximum=maximum,
        on_top=on_top,
        is_nothing=lambda amount: not np.max(amount, initial=0),
        spare=spare,
        where=where,
        lanes=lambda opening, den: Lanes(den) if any(map(_may_wrap, opening)) else None,
    )


def width(values: Iterable[Amount]) -> Any:
    """The names for columns where any value is one, else for ints."""
    return _columns() if any(hasattr(value, "dtype") for value in values) else INTS


def numbered(count: int) -> Any:
    """The numbers from 0 up to, not including, ``count`` as a column of 32 bits; None where numpy is not installed."""
    try:
        import numpy as np
    except ImportError:
        return None
    return np.arange(count, dtype=np.uint32)


def plus(a: Amount, b: Amount) -> Amount:
    """``a + b``, without a pass over a column where one of them is the absent component's 0."""
    if type(a) is int and a == 0:
        return b
    return a if type(b) is int and b == 0 else a + b


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts, skipping absent ones."""
    result: Amount = 0
    for amount in amounts:
        if type(amount) is not int or amount:
            result = result + amount if type(result) is not int or result else amount
    return result


class Overflow(OverflowError):
    """Lanes of an int64 column that could pass 2^63.

    Attributes:
        lanes: a mask or the indices of them.
    """

    def __init__(self, lanes: Any) -> None:
        self.lanes = lanes
        super().__init__("lanes could pass 2**63: walk them apart, as object columns")


def _may_wrap(amount: Amount) -> bool:
    return hasattr(amount, "dtype") and amount.dtype != object


def peak(amount: Amount) -> int:
    """The largest of a column that may wrap, or the number itself; 0 for an object column."""
    if isinstance(amount, int):
        return amount
    return int(amount.max(initial=0)) if _may_wrap(amount) else 0


class Lanes:
    """What is known of the lanes of int64 columns as a whole, so that no period has to look at each of them.

    A bound on what any lane owes is kept in one Python int; lanes are looked at only where it does not suffice. And
    where the same level period comes again on a principal that has not grown, what fitted and was met is so again.

    Raises:
        Overflow: naming the lanes in which a product or a sum could pass 2^63.
    """

    __slots__ = ("admitted", "den", "last", "load", "most", "numerators", "outlasts")

    def __init__(self, den: int) -> None:
        self.den = den
        self.admitted: Any = None
        self.load = 0
        self.numerators: list[Amount] = []
        self.most = MOST_PRODUCT  # until it is measured
        self.last: Any = None
        self.outlasts = 0

    def seen(self, level: Any) -> None:
        """Remember a level period in which every claim before the last was met in full; None for another one.

        That last claim is the principal, or the principal is paid off in every lane.
        """
        self.last, self.outlasts = level, 0

    def known(self, period: Any, principal: Amount) -> int:
        """What is known of this period from the one before it."""
        if self.last is not period or period is None:
            return UNKNOWN
        if self.outlasts == 0:
            # The principal falls by at most the payment. Where a lane is near its end, look again in some periods.
            count = _outlasts(principal, period.pay)
            self.outlasts = count if count > 4 else -8
        if self.outlasts > 0:
            self.outlasts -= 1
            return WHOLE
        self.outlasts += 1
        return MET

    def admit(self, owed: Sequence[Amount], period: Any) -> None:
        """Bound one period's interest: ``owed`` at its start, by component, all numerators, and what bears beside."""
        if period is not self.admitted:
            # The largest of each numerator is looked for once where the same ones come again.
            numerators = [numerator for numerator, _ in period.parts]
            numerators = numerators if period.contract is None else [*numerators, period.contract]
            if [*map(id, numerators)] != [*map(id, self.numerators)]:
                self.numerators, self.load = numerators, sum(map(peak, numerators))
            self.admitted = period
        load, beside = self.load, period.beside or ()
        for product in beside:
            bounded(product, MOST_OWED)
        self.most += sum(map(peak, beside)) // self.den + len(beside)
        if not self._fits(load):
            self.most = sum(map(peak, owed))
            if not self._fits(load):
                self._look(owed, self.numerators)
        self.most += self.most * load // self.den + len(self.numerators)

    def add(self, sums: Sequence[Amount]) -> None:
        """Bound at most four sums that are added within the period."""
        for amount in sums:
            bounded(amount, MOST_OWED)
        self.most += sum(map(peak, sums))

    def _fits(self, load: int) -> bool:
        return self.most <= MOST_OWED and load <= MOST_OWED and self.most * load <= MOST_PRODUCT - self.den

    def _look(self, owed: Sequence[Amount], numerators: Sequence[Amount]) -> None:
        """Each lane by itself: neighbours may have given the balance and the rate that do not go together."""
        import numpy as np

        # Capped first, so that the sums below cannot wrap; a capped lane is wide whatever it is added to.
        sums, loads = (
            total(np.minimum(x, MOST_OWED + 1) for x in amounts if isinstance(x, int) or _may_wrap(x))
            for amounts in (owed, numerators)
        )
        room = max(MOST_PRODUCT - self.den, 0)
        _raise_for((sums > MOST_OWED) | (loads > MOST_OWED) | (sums > room // np.maximum(loads, 1)) | (not room))


def bounded(amount: Amount, most: Any) -> None:
    """Raise :class:`Overflow` for the lanes above ``most``; an object column has none."""
    if (peak(amount) if isinstance(most, int) else amount.max(initial=0)) > most:
        _raise_for(amount > most)


def _outlasts(principal: Amount, pay: Amount) -> int:
    """For how many periods every lane's principal is surely at least the payment."""
    import numpy as np

    # The float only guesses: it is taken lower than it can be off.
    return int(np.min(principal / np.maximum(pay, 1), initial=2.0**30) * (1 - 2.0**-40))


def _raise_for(wide: Any) -> None:
    import numpy as np

    if np.any(wide):
        raise Overflow(wide)


def by_lane(compute: Callable[..., tuple[Any, ...]], columns: Sequence[Any]) -> tuple[tuple[Any, ...], Any]:
    """``compute(*columns)``, in int64 where a lane fits and on Python ints in object columns where it does not.

    Returns:
        The results as int64, and a mask of the lanes whose results do not fit in int64 (0 stands in their place).
    """
    import numpy as np

    count = len(columns[0])
    apart = np.zeros(count, dtype=bool)
    narrow = None
    while narrow is None and not (count and apart.all()):
        kept = np.flatnonzero(~apart) if apart.any() else slice(None)
        try:
            narrow = compute(*(column[kept] for column in columns))
        except Overflow as found:
            apart[np.arange(count)[kept][np.broadcast_to(found.lanes, apart[kept].shape)]] = True
    if narrow is not None and not apart.any():
        return narrow, apart
    wide = compute(*(column[apart].astype(object) for column in columns))
    lost = np.zeros(count, dtype=bool)
    lost[apart] = [
        any(not 0 <= value < 2**63 for value in lane) for lane in zip(*(c.tolist() for c in wide), strict=True)
    ]
    merged = []
    for k, few in enumerate(wide):
        whole = np.zeros(count, dtype=np.int64)
        if narrow is not None:
            whole[~apart] = narrow[k]
        whole[apart] = np.where(lost[apart], 0, few).astype(np.int64)
        merged.append(whole)
    return tuple(merged), lost
