"""Pairs: the least of one lever for each size of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from repayplan.options.levers import Change, Least, least, least_position, with_cuts
from repayplan.options.scales import LEVERS, Scale, position, scale
from repayplan.options.space import STILL, Move, Space
from repayplan.units.components import PRINCIPAL
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, split
from repayplan.units.refusal import listed, one_of, refuse, text
from repayplan.words.shown import Shown

# What people call levers besides.
CALLED = {"principal": "write_down", "assets": "savings", "cash": "savings", "waive_interest": "interest",
          "waive_penalty": "penalty", "waive_fees": "fees", "first_due": "start"}  # fmt: skip
MOST_POINTS = 12


@dataclass(frozen=True)
class Pair(Shown):
    """Two levers together.

    Attributes:
        one: the lever whose sizes are gone through.
        two: the lever of which the least is found.
        points: (size of the first, the smallest change of the second), by size of the first: neither can do with less
            of one without more of the other.
        smallest: of these the one with the least sum of parts, each measured against what its lever needs alone, or
            the most that it moves; None where there is none.
        findings: why there are none, or fewer.

    Examples:
        >>> import repayplan as rp
        >>> found = rp.advise(rp.sample("nine-creditors")).certificate["declared"]
        >>> months, change = found.pair("months", "write_down", sizes=[84, 120]).smallest
        >>> months, str(change.size), str(change.one_less)
        (120, '51700.00', '51699.99')
    """

    one: str
    two: str
    points: tuple[tuple[Any, Change], ...]
    smallest: tuple[Any, Change] | None
    findings: tuple[Finding, ...] = ()

    def parts(self, language: str = "en") -> list[Any]:
        """The pairs as a table, the smallest marked."""
        from repayplan.options.tables import pair_parts

        return pair_parts(self, language)

    def to_dict(self) -> dict[str, Any]:
        """The pairs as plain data."""
        return {
            "one": self.one,
            "two": self.two,
            "points": [{"size": str(size), "change": change.to_dict()} for size, change in self.points],
            "smallest": None if self.smallest is None else self.points.index(self.smallest),
            "findings": [finding.to_dict() for finding in self.findings],
        }


def lever_name(given: object, path: str) -> str:
    """The name of a lever, also by what people call it besides."""
    name = text(given, path).strip().replace(" ", "_")
    return one_of(CALLED.get(name, name), LEVERS, path)


def lever_and_line(given: object, path: str) -> tuple[str, str | None]:
    """A lever, and the spending line that it may name: ``spending: fun``."""
    name, _, line = text(given, path).partition(": ")
    return lever_name(name, path), line or None


def pair(space: Space, one: str, two: str, *, strict: bool, sizes: Any) -> Pair:
    """The least of ``two`` for each size of ``one``."""
    (first, line), (second, of) = lever_and_line(one, "one"), lever_and_line(two, "two")
    if (first, line) == (second, of):
        refuse("two", two, f"another lever than {one!r}", "name two that differ")
    found = _written(space, strict) if first == "write_down" else scale(space, first, line, STILL)
    if isinstance(found, Finding):
        return Pair(first, second, (), None, (found,))
    alone = least_position(space, found, STILL, strict=strict)
    positions = _positions(found, alone or found.high) if sizes is None else _read(found, sizes)
    kept: list[tuple[int, Least]] = []
    for n in positions:
        there = least(space, second, of, found.put(STILL, n), strict=strict)
        # Where no less of the second comes of more of the first, the first moves for nothing.
        if isinstance(there, Least) and (not kept or there.at < kept[-1][1].at):
            kept.append((n, there))
    points = tuple((found.shown(n), there.change()) for n, there in kept)
    if not points:
        return Pair(first, second, (), None, (Finding("pair_has_none", {"one": first, "two": second}),))
    whole, whole_two = (alone or found.high) - found.low, _alone(space, second, of, strict)
    parts = [(n - found.low) / whole + there.at / whole_two for n, there in kept]
    return Pair(first, second, points, points[parts.index(min(parts))])


def _positions(found: Scale, end: int) -> list[int]:
    """The positions before the one that is enough alone, or some of them evenly spread."""
    between = end - found.low - 1
    if between <= MOST_POINTS:
        return list(range(found.low + 1, end))
    return [found.low + (between + 1) * k // (MOST_POINTS + 1) for k in range(1, MOST_POINTS + 1)]


def _read(found: Scale, sizes: Any) -> list[int]:
    """Sizes that somebody gave, as positions in order."""
    given = list(sizes) if isinstance(sizes, range) else listed(sizes, "sizes")
    return sorted({position(found, size, f"sizes[{i}]") for i, size in enumerate(given)})


def _alone(space: Space, name: str, of: str | None, strict: bool) -> int:
    """How far a lever moves alone, or at most."""
    alone = least(space, name, of, STILL, strict=strict)
    if isinstance(alone, Least):
        return max(1, alone.at)
    if name == "write_down":
        return max(1, int(sum(debt.opening[PRINCIPAL] for debt in space.case.debts)))
    found = scale(space, name, of, STILL)
    return 1 if isinstance(found, Finding) else max(1, found.high - found.low)


def _written(space: Space, strict: bool) -> Scale | Finding:
    """A write-down as a sum of all debts: each gives the part of it that it would give alone, or by its principal."""
    case = space.case
    principals = [debt.opening[PRINCIPAL] for debt in case.debts]
    alone = least(space, "write_down", None, STILL, strict=strict)
    weights = principals
    if isinstance(alone, Least) and alone.move.forgiven is not None:
        weights = [part[PRINCIPAL] for part in alone.move.forgiven]
    high = sum(weights)
    if not high or set(case.rates.values()) != {1}:
        return Finding("lever_nothing_to_move", {"lever": "write_down"})

    def put(move: Move, n: int) -> Move:
        return with_cuts(space, move, split(n, weights))

    return Scale("write_down", 0, high, high // 2, put, lambda n: from_minor(n, case.currency), currency=case.currency)
