"""What accrues in each row of a plan document: rates, windows and days, worked out anew."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from repayplan.proof.cells import at, day, rate, read
from repayplan.proof.days import Days

BECOMES = ("run", "capitalise", "defer", "waive", "pause")
FORMS = {None: False, "interest": False, "flat fee": True}
COMPOUNDS = {None: None, "monthly": 12, "quarterly": 4, "semi-annual": 2, "annual": 1}
# Words by the first day on which each holds; the first holds before it too.
Steps = tuple[list[date], list[str]]
Accrual = tuple[str, Fraction, dict[str, Any]]


class Course:
    """Due dates, and what accrues between them.

    Attributes:
        flat, contract_flat: whether the plan's rate, and the contract's, bear on the original amount.
    """

    def __init__(self, document: object) -> None:
        self.days = Days(document)
        self.contract: Steps = read(document, "debt.rate", read_rates)
        self.path: Steps = read(document, "terms.rate", lambda v: self.contract if v is None else read_rates(v))
        form: bool = read(document, "terms.conventions", lambda v: FORMS[v.get("rate_form")])
        self.contract_flat = form or isinstance(at(document, "debt.rate"), dict)
        own = at(document, "terms.rate")
        self.flat = self.contract_flat if own is None else form or isinstance(own, dict)
        self.compounds = read(document, "terms.conventions", lambda v: COMPOUNDS[v.get("rate_compounding")])
        self.becomes: Steps = read(document, "terms.treatment.interest.accrual", _windows)
        self.cuts = sorted({*self.path[0], *self.becomes[0]})

    def accruals(self, k: int, put_off: bool) -> tuple[list[Accrual], Accrual | None]:
        """What a row accrues, by what becomes of it, and what the contract would where that is more.

        Where interest is ``put_off``, what would run is deferred.
        """
        (start, due), gathered = self.days.counted(k), dict[str, list[tuple[str, int]]]()
        share = self.days.share(k) / max(1, (due - start).days)
        for first, days in pieces(start, due, self.cuts):
            becomes = on(self.becomes, first)
            becomes = "defer" if put_off and becomes == "run" else becomes
            gathered.setdefault(becomes, []).append((on(self.path, first), days))
        found = [self._accrual(becomes, parts, share) for becomes, parts in gathered.items()]
        by_contract = [(on(self.contract, first), days) for first, days in pieces(start, due, self.contract[0])]
        contract = self._accrual("", by_contract, share)
        less = contract[1] > sum(fraction for _, fraction, _ in found) or (self.flat != self.contract_flat and k >= 0)
        return found, contract if less else None

    def _accrual(self, becomes: str, pieces: list[tuple[str, int]], share: Fraction) -> Accrual:
        """Days of one treatment: what becomes of their interest, their fraction of what bears it, how it is written."""
        written: dict[str, Any] = {"becomes": becomes, "days": sum(days for _, days in pieces)} if becomes else {}
        if becomes == "pause":
            return becomes, Fraction(0), written
        total, steps = Fraction(0), []
        for text, days in pieces:
            value, daily = rate(text)
            part = Fraction(days) if daily else share * days
            total += value * part if daily or self.compounds is None else grown(value, self.compounds, part)
            steps.append({"rate": text, "days": days, "share": str(part)})
        written |= {"steps": steps, "numerator": total.numerator, "denominator": total.denominator}
        return becomes, total, written


def grown(yearly: Fraction, times: int, share: Fraction) -> Fraction:
    """What a rate that compounds some times a year adds over a share of it: exact, or to 24 decimals."""
    periods, base = share * times, yearly / times + 1
    if periods.denominator == 1:
        return base**periods.numerator - 1
    context = Context(prec=60)
    num, den, times_num, times_den = map(Decimal, (*base.as_integer_ratio(), *periods.as_integer_ratio()))
    grown = context.power(context.divide(num, den), context.divide(times_num, times_den))
    return Fraction(grown.quantize(Decimal("1E-24"), context=context)) - 1


def pieces(start: date, due: date, cuts: list[date]) -> list[tuple[date, int]]:
    """The days between, cut: each piece's first day and its days."""
    inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, due)]
    return [(one, (two - one).days) for one, two in pairwise((start, *inner, due)) if one < two]


def on(steps: Steps, day: date) -> str:
    """The word that holds on a day."""
    return steps[1][max(0, bisect_right(steps[0], day) - 1)]


def read_rates(value: Any) -> Steps:
    """Rates by the first day of each."""
    value = value["flat_fee"] if isinstance(value, dict) else value
    steps = [("0001-01-01", value)] if isinstance(value, str) else [(step["from"], step["rate"]) for step in value]
    return [day(first) for first, _ in steps], [text for _, text in steps if rate(text)]


def _windows(value: Any) -> Steps:
    """A word, or windows: a day's interest begins at the close of the day before."""
    found = {date.min: value if isinstance(value, str) else "run"}
    for window in [] if isinstance(value, str) else value:
        found[day(window["start"]) - timedelta(days=1)] = window["treatment"]
        found.setdefault(day(window["end"]), "run")
    return sorted(found), [BECOMES[BECOMES.index(found[first])] for first in sorted(found)]
