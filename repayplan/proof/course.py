"""The days of a plan document: due dates, rates and windows, and from them what each row accrues."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from repayplan.proof.cells import day, matched, rate, read, whole

# Days or months of a period, and how many make a year.
EVERY = {
    "day": (1, 0, 365), "week": (7, 0, 52), "fortnight": (14, 0, 26), "four weeks": (28, 0, 13), "month": (0, 1, 12),
    "two months": (0, 2, 6), "quarter": (0, 3, 4), "half-year": (0, 6, 2), "year": (0, 12, 1), "half-month": (0, 0, 24),
}  # fmt: skip
BECOMES = ("run", "capitalise", "defer", "waive", "pause")
# Words by the first day on which each holds; the first holds before it too.
Steps = tuple[list[date], list[str]]
Accrual = tuple[str, Fraction, dict[str, Any]]


class Course:
    """Due dates, and what accrues between them."""

    def __init__(self, document: object) -> None:
        self.as_of: date = read(document, "as_of", day)
        given: date | None = read(document, "terms.first_due", lambda v: v and day(v))
        self.first: date = given or read(document, "first_due", day)
        self.seed_day = given.day if given else read(document, "debt.due_day", lambda v: whole(v or 31, 1, 31))
        every = read(
            document, "terms.every", lambda v: EVERY[v] if isinstance(v, str) else (whole(v[0], 1, 3660), 0, 0)
        )
        self.days, self.months, self.year = every
        self.day_count = read(document, "debt.day_count", lambda v: matched(r"[-\w/]+", v)[0])
        self.contract: Steps = read(document, "debt.rate", _rates)
        self.path: Steps = read(document, "terms.rate", lambda v: self.contract if v is None else _rates(v))
        self.becomes: Steps = read(document, "terms.treatment.interest.accrual", _windows)
        self.cuts = sorted({*self.path[0], *self.becomes[0]})

    def due(self, k: int) -> date:
        """The k-th due date after the first; before the first is ``as_of``."""
        if k < 1:
            return self.as_of if k < 0 else self.first
        if self.days:
            return self.first + timedelta(days=self.days * k)
        months, on = self.months * k, self.seed_day
        if not self.months:
            early = on if on <= 15 else min(on - 15, 15)
            months, late = divmod(k + (self.first.day != early), 2)
            on = max(on, early + 15) if late else early
        year, month = divmod(self.first.year * 12 + self.first.month - 1 + months, 12)
        return date(year, month + 1, min(on, monthrange(year, month + 1)[1]))

    def accruals(self, k: int, row: object, path: str) -> tuple[list[Accrual], Accrual | None]:
        """What a row accrues, by what becomes of it, and what the contract would where that is more."""
        start, due, gathered = self.due(k - 1), self.due(k), dict[str, list[tuple[str, int]]]()
        share = self._share_of_a_day(k, (due - start).days)
        share = read({path: row}, path, _stated_share) if share is None else share
        for first, days in _pieces(start, due, self.cuts):
            gathered.setdefault(_on(self.becomes, first), []).append((_on(self.path, first), days))
        found = [_accrual(becomes, pieces, share) for becomes, pieces in gathered.items()]
        by_contract = [(_on(self.contract, first), days) for first, days in _pieces(start, due, self.contract[0])]
        contract = _accrual("", by_contract, share)
        return found, contract if contract[1] > sum(fraction for _, fraction, _ in found) else None

    def _share_of_a_day(self, k: int, days: int) -> Fraction | None:
        """What each day of a row counts [years]; None where it is not worked out here but as the row has it."""
        if self.day_count in ("actual/360", "actual/364", "actual/365"):
            return Fraction(1, int(self.day_count[-3:]))
        if self.day_count == "equal-periods" and not self.year:
            return Fraction(1, 365)
        return Fraction(1, self.year * days) if self.day_count == "equal-periods" and k > 0 and days else None


def _accrual(becomes: str, pieces: list[tuple[str, int]], share: Fraction) -> Accrual:
    """Days of one treatment: what becomes of their interest, their fraction of what bears it, and how it is written."""
    written: dict[str, Any] = {"becomes": becomes, "days": sum(days for _, days in pieces)} if becomes else {}
    if becomes == "pause":
        return becomes, Fraction(0), written
    total, steps = Fraction(0), []
    for text, days in pieces:
        value, daily = rate(text)
        part = Fraction(days) if daily else share * days
        total += value * part
        steps.append({"rate": text, "days": days, "share": str(part)})
    return becomes, total, written | {"steps": steps, "numerator": total.numerator, "denominator": total.denominator}


def _stated_share(row: Any) -> Fraction:
    """The share of a year that a row's first step has [years a day]; rates by the day need none."""
    for accrual in (*row["accruals"], row.get("contract") or {}):
        for step in accrual.get("steps", ()):
            if not rate(step["rate"])[1]:
                return Fraction(matched(r"\d{1,12}(/[1-9]\d{0,11})?", step["share"])[0]) / whole(step["days"], 1, 10**7)
    return Fraction(0)


def _pieces(start: date, due: date, cuts: list[date]) -> list[tuple[date, int]]:
    """The days between, cut: each piece's first day and its days."""
    inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, due)]
    return [(one, (two - one).days) for one, two in pairwise((start, *inner, due)) if one < two]


def _on(steps: Steps, day: date) -> str:
    return steps[1][max(0, bisect_right(steps[0], day) - 1)]


def _rates(value: Any) -> Steps:
    steps = [("0001-01-01", value)] if isinstance(value, str) else [(step["from"], step["rate"]) for step in value]
    return [day(first) for first, _ in steps], [text for _, text in steps if rate(text)]


def _windows(value: Any) -> Steps:
    """A word, or windows: a day's interest begins at the close of the day before."""
    found = {date.min: value if isinstance(value, str) else "run"}
    for window in [] if isinstance(value, str) else value:
        found[day(window["start"]) - timedelta(days=1)] = window["treatment"]
        found.setdefault(day(window["end"]), "run")
    return sorted(found), [BECOMES[BECOMES.index(found[first])] for first in sorted(found)]
