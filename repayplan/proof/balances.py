"""The balances of a card in a plan document: what they accrue together, and how a payment is shared over them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.proof.cells import at, day, rate, read
from repayplan.proof.course import Steps, on, pieces, read_rates

if TYPE_CHECKING:
    from collections.abc import Callable

    from repayplan.proof.days import Days

FIRST = {None: 1, "lowest rate": 1, "highest rate": -1}
NOTHING = "0%"
AS_IT_IS = {"opening": "collect", "accrual": "run"}
# What of the unpaid bears interest too: interest, or penalty and fees besides.
JOINS: dict[str, list[int]] = {"none": [], "monthly": [1], "everything": [1, 2, 3]}


class Balance:
    """One balance: what is owed on it, what has accrued behind it, and its rates by day."""

    def __init__(self, given: Any, units: Callable[[Any], int]) -> None:
        self.name = str(given.get("name", given["kind"]))
        self.owed = units(given["principal"])
        self.behind = Fraction(units(given.get("accrued")))
        self.instalments: int | None = given.get("instalments_left")
        self.flat = isinstance(given["rate"], dict)
        of = given["rate"].get("of") if self.flat else None
        self.original = self.owed if of is None else units(of)
        self.steps: Steps = read_rates(given["rate"])
        self.until: date | None = None
        if until := given.get("until"):
            own = self.steps[1][0]
            self.steps = [date.min, day(until)], [own, given.get("then", own)]
            if given["kind"] == "deferred_interest":
                self.until, self.hidden, self.steps[1][0] = day(until), own, NOTHING

    def accrued(self, start: date, due: date, share: Fraction) -> Fraction:
        """What is charged on it in a row, exactly; deferred interest once its last day has passed."""
        bears = self.original if self.flat and self.owed else self.owed
        total = bears * worth(self.steps, start, due, share)
        if self.until is None or self.until < start:
            return total
        self.behind += self.owed * worth(([date.min], [self.hidden]), start, min(self.until, due), share)
        if self.until < due:
            total, self.behind = total + (self.behind if self.owed else 0), Fraction(0)
        return total

    def falls_due(self, k: int) -> int:
        """What of an instalment plan falls due with a row; odd units first."""
        left = 0 if self.instalments is None else max(1, self.instalments - k)
        return left and -(-self.owed // left)


def worth(steps: Steps, start: date, due: date, share: Fraction) -> Fraction:
    """What a unit accrues between two days; ``share``: of a year, for each day."""
    total = Fraction(0)
    for first, days in pieces(start, due, steps[0]) if start < due else ():
        value, daily = rate(on(steps, first))
        total += value * (days if daily else share * days)
    return total


class Balances:
    """The balances of a card under its contract, row by row."""

    def __init__(self, document: object, days: Days, units: Callable[[Any], int]) -> None:
        self.days = days
        self.sign: int = read(document, "debt.payment_first", FIRST.__getitem__)
        self.balances: list[Balance] = read(document, "debt.balances", lambda v: [Balance(b, units) for b in v[:100]])
        self.whole: Steps = read(document, "debt.rate", read_rates)
        self.joins: list[int] = read(document, "debt.compounding", lambda v: [] if self.balances else [0])
        self.joins += read(document, "debt.compounding", JOINS.__getitem__)

    def row(self, k: int, due: list[int]) -> tuple[Fraction, dict[str, Any]]:
        """What a row accrues on the balances, and on what else bears of what is due; and how it is written."""
        start, end = self.days.counted(k)
        share = self.days.share(k) / max(1, (end - start).days)
        owed = {balance.name: balance.owed for balance in self.balances}
        total = sum((balance.accrued(start, end, share) for balance in self.balances), Fraction(0))
        total += sum(due[component] for component in self.joins) * worth(self.whole, start, end, share)
        written = {"becomes": "run", "days": (end - start).days, "balances": owed}
        return total, written | {"numerator": total.numerator, "denominator": total.denominator}

    def pay(self, k: int, principal: int) -> None:
        """Share what is paid of the principal: the card's instalments that fall due, then by the rate of the day."""
        start = self.days.due(k - 1)
        order = sorted(self.balances, key=lambda balance: self.sign * _yearly(on(balance.steps, start)))
        dues = {balance.name: balance.falls_due(k) for balance in order}
        for most in (dues, {balance.name: balance.owed for balance in order}):
            for balance in order:
                part = min(principal, most[balance.name], balance.owed)
                balance.owed, principal = balance.owed - part, principal - part


def _yearly(text: str) -> Fraction:
    value, daily = rate(text)
    return value * 365 if daily else value


def are_billed(document: object) -> bool:
    """Whether a document's rows follow the balances of a card under its contract."""
    apart = at(document, "debt.balances") or at(document, "debt.compounding") == "everything"
    agreed = [at(document, f"terms.{name}") for name in ("rate", "write_down", "fee_per_instalment", "down_payment")]
    treated = [at(document, f"terms.treatment.{name}") for name in ("principal", "interest", "penalty", "fees")]
    plain = agreed == [None] * 4 and all(one in ({"opening": "collect"}, AS_IT_IS) for one in treated)
    return bool(apart) and plain and at(document, "terms.shape.kind") == "contract"
