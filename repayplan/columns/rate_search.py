"""Rates of many streams at once: floats find the last place of each and bound what they may have wrong.

A rate is taken where the present value is surely below nothing half a place below it, and surely above nothing half a
place above it. A lane in which floats cannot tell is left to the exact search for one stream.
"""

from __future__ import annotations

from typing import Any, NamedTuple

PLACES = 1e8  # the last of eight places
PASSES = 12
EPSILON = 2.0**-53
LARGEST_PLACE = 2.0**53
SMALLEST, LARGEST = 1e-30, 1e30  # amounts that are read
AT_ONCE = 512  # columns of a product: few enough that the threads of a BLAS are not called


class Streams(NamedTuple):
    """Streams of one block, a column each.

    Attributes:
        amounts: what is lent (above 0) or paid back (below 0): one row a flow, in order of time.
        times: when, in periods from the start: one row a flow; one column, or as many as there are streams.
        odd: the part of a period at simple interest, shaped like ``times``; None where there is none.
        per_year: periods a year.
    """

    amounts: Any
    times: Any
    odd: Any
    per_year: float

    def some(self, lanes: Any) -> Streams:
        """Some of the streams."""
        times, odd = (part if part is None or part.shape[1] == 1 else part[:, lanes] for part in (self.times, self.odd))
        return Streams(self.amounts[:, lanes], times, odd, self.per_year)

    def lent(self) -> list[int]:
        """The flows in which some stream lends."""
        return [int(k) for k in (self.amounts.max(axis=1) > 0).nonzero()[0]]


class Worth(NamedTuple):
    """Present values at a force of interest, their slopes, and the same of what is lent alone."""

    value: Any
    slope: Any
    lent: Any
    lent_slope: Any


def _guessed(streams: Streams, lent: list[int]) -> tuple[Any, Any]:
    """A first force of interest, by four cumulants of the times of what is lent and paid; and the sum of all amounts.

    The logarithm of a present value against the force of interest is the cumulant generating function of its times.
    """
    import numpy as np

    given = np.maximum(streams.amounts[lent], 0)
    all_sums, lent_sums = _moments(streams.times, streams.amounts), _moments(streams.times, given, lent)
    back_sums = [one - other for one, other in zip(lent_sums, all_sums, strict=True)]
    gain = np.log(back_sums[0] / lent_sums[0])
    mean, second, third, fourth = (
        one - other
        for one, other in zip(
            _cumulants(back_sums), _cumulants(lent_sums) if streams.times[lent].any() else (0,) * 4, strict=True
        )
    )
    # gain - mean x force + second/2 x force^2 = 0, its smaller root; then two steps with the terms that are left.
    force = 2 * gain / (mean + np.sqrt(np.maximum(mean * mean - 2 * second * gain, 0)))
    for _ in range(2):
        slope = -mean + force * (second - force / 2 * (third - force / 3 * fourth))
        gap = gain + force * (-mean + force / 2 * (second - force / 3 * (third - force / 4 * fourth)))
        force = force - gap / slope
    return force, back_sums[0] + lent_sums[0]


def _moments(times: Any, amounts: Any, lent: Any = None) -> list[Any]:
    """The sums of amounts x time^0 to time^4, for some flows or for all."""
    import numpy as np

    if times.shape[1] == 1:
        powers = times[:, 0] ** np.arange(5)[:, None]
        powers = powers if lent is None else np.ascontiguousarray(powers[:, lent])
        sums = np.empty((5, amounts.shape[1]))
        for start in range(0, amounts.shape[1], AT_ONCE):
            some = slice(start, start + AT_ONCE)
            np.matmul(powers, amounts[:, some], out=sums[:, some])
        return [*sums]
    times = times if lent is None else times[lent]
    found, weighted = [], amounts
    for _ in range(5):
        found.append(weighted.sum(axis=0))
        weighted = weighted * times
    return found


def _cumulants(sums: list[Any]) -> tuple[Any, ...]:
    """The first four cumulants of times with these sums of weights x powers."""
    one, two, three, four = (part / sums[0] for part in sums[1:])
    square = one * one
    third = three + one * (2 * square - 3 * two)
    return one, two - square, third, four - 4 * one * three - 3 * two * two + 6 * square * (2 * two - square)


def _worth(streams: Streams, rate: Any, force: Any, lent: list[int]) -> Worth:
    """What the streams are worth: Horner's scheme from the last flow to the first."""
    import numpy as np

    amounts, times, odd = streams.amounts, streams.times, streams.odd
    slopes = None
    if odd is not None:
        # What is odd bears simple interest: each flow and its own slope.
        part = 1 / (1 + odd * rate)
        amounts = amounts * part
        slopes = -amounts * part * odd * (1 + rate)
    gaps: list[Any] = [*np.diff(times, axis=0)]
    if times.shape[1] == 1:
        gaps = [float(gap[0]) for gap in gaps]
        known = {gap: np.exp(-gap * force) if gap != 1 else 1 / (1 + rate) for gap in set(gaps)}
        falls = [known[gap] for gap in gaps]
    else:
        falls = [np.exp(-gap * force) for gap in gaps]
    value = amounts[-1].copy()
    slope = np.zeros_like(value) if slopes is None else slopes[-1].copy()
    for k in range(len(gaps) - 1, -1, -1):
        gap = gaps[k]
        slope -= value if isinstance(gap, float) and gap == 1 else gap * value
        slope *= falls[k]
        value *= falls[k]
        value += amounts[k]
        if slopes is not None:
            slope += slopes[k]
    given, given_slope = np.zeros_like(value), np.zeros_like(value)
    for k in lent:
        worth = np.maximum(amounts[k], 0) * np.exp(-times[k] * force)
        given += worth
        given_slope -= times[k] * worth
    return Worth(value, slope, given, given_slope)


def _doubt(streams: Streams, rate: Any, force: Any, gross: Any, half: float) -> Any:
    """A bound on what the value may have wrong, and on what its slope leaves out half a place away."""
    import numpy as np

    last, count = float(streams.times.max()) + 2, len(streams.amounts)
    largest = 1 if np.all(rate >= half) else np.maximum(1, (1 + rate - half) ** -(last + 2))
    rounded = EPSILON * (16 * count + 8 * last * (1 + np.abs(force)) + 40)
    return 4 * gross * largest * (rounded + (half * last) ** 2)


def places(streams: Streams) -> tuple[Any, Any]:
    """The rate a year of each stream in its last place, and where that is certain."""
    import numpy as np

    count = streams.amounts.shape[1]
    found, certain = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=bool)
    half, lanes = 0.5 / (PLACES * streams.per_year), np.arange(count)
    with np.errstate(all="ignore"):
        lent = streams.lent()
        force, gross = _guessed(streams, lent) if lent else (np.zeros(count), np.zeros(count))
        place = _nearest(force, streams.per_year)
        for _ in range(PASSES):
            rate = place / (PLACES * streams.per_year)
            force = np.log1p(rate)
            worth = _worth(streams, rate, force, lent)
            room = worth.slope / (1 + rate) * half - _doubt(streams, rate, force, gross, half)
            sure = np.abs(worth.value) < room
            found[lanes[sure]], certain[lanes[sure]] = place[sure], True
            back = worth.lent - worth.value
            steep = (worth.lent_slope - worth.slope) / back - worth.lent_slope / worth.lent
            moved = _nearest(force - np.log(back / worth.lent) / steep, streams.per_year)
            still = np.flatnonzero(~sure & (moved != place) & np.isfinite(moved))
            if not still.size:
                break
            if 4 * still.size < len(lanes):
                streams, lanes, gross, moved = streams.some(still), lanes[still], gross[still], moved[still]
            place = moved
    return found, certain


def _nearest(force: Any, per_year: float) -> Any:
    """The nearest place; not a number where there is none that a float can hold."""
    import numpy as np

    place = np.rint(np.expm1(force) * (PLACES * per_year))
    return np.where(np.abs(place) < LARGEST_PLACE, place, np.nan)


def settled(amounts: Any) -> Any:
    """Where floats may settle the rate: sums in order of time are lent first and then paid back.

    Then exactly one rate fits. And every amount is nothing, or one that the exact search reads too.
    """
    import numpy as np

    if len(amounts) > 1:
        # Mostly one advance, and payments alone after it: no mask is needed to see that.
        most, least = amounts[1:].max(), amounts[1:].min(axis=0)
        if amounts[0].min() > SMALLEST and amounts[0].max() < LARGEST and most < -SMALLEST and least.min() > -LARGEST:
            return least < 0
    gives, takes, size = amounts > 0, amounts < 0, np.abs(amounts)
    last_given = len(amounts) - 1 - gives[::-1].argmax(axis=0)
    once = gives.any(axis=0) & takes.any(axis=0) & (last_given < takes.argmax(axis=0))
    return once & ((size < LARGEST) & ((size > SMALLEST) | (size == 0))).all(axis=0)
