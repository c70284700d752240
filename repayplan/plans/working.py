"""The working of a row: the cells from which a checker that knows nothing of ours sees each figure of it follow."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from repayplan.debts.accrual import pieces
from repayplan.debts.bearing import JOINS, forbidden_from
from repayplan.plans.billed import BilledLayout
from repayplan.plans.course import accruals, by_contract, stretches, worth
from repayplan.plans.printed import exactly, walk_row
from repayplan.plans.restated import StageLayout
from repayplan.units.components import COMPONENTS, INTEREST, PRINCIPAL
from repayplan.units.money import from_minor, to_minor
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from repayplan.debts.accrual import Piece, Span
    from repayplan.engine.walk import Row
    from repayplan.plans.course import Bearing, Course
    from repayplan.plans.layout import Layout
    from repayplan.units.rates import RatePath

# What keeps an amount apart at the start.
APART = ("defer", "spread")
APART_CELLS = ("opening", "added", "released", "paid", "closing")


def money(layout: Layout, units: int) -> str:
    """A sum of the walk as it is written: with the decimals of the currency, and those that it needs beyond."""
    return format(from_minor(exactly(units, layout.fine), layout.debt.currency), "f")


class Working:
    """One row of a layout: ``k`` from 0 with a down payment first; ``held``: what was kept apart before it."""

    def __init__(
        self, layout: Layout, number: int, row: Row, held: Sequence[int], course: Course | None = None
    ) -> None:  # fmt: skip
        self.layout, self.number, self.k = layout, number, number + bool(layout.down)
        self.course = course or layout.course
        self.row, self.held = walk_row(row), held
        self.flat, self.flat_contract = layout.bearing.path.flat, layout.bearing.contract.flat
        self.due = self._due()
        self.span: Span = self.course.counted[number] if number >= 0 else layout.spans[0]
        # What accrues and is kept apart.
        self.deferred = 0

    def cells(self) -> dict[str, Any]:
        """What accrues, is charged, forgiven, kept apart and asked in the row."""
        accrued, contract = list(self._accruals()), self._contract()
        return {
            **self._days(*accrued, contract),
            "accruals": accrued,
            "contract": contract,
            **self._moved(self._charges()),
            "asks": {what: self._money(units) for what, units in self._asks().items() if units},
            **self._weight(),
        }

    def _days(self, *accrued: dict[str, Any] | None) -> dict[str, Any]:
        """The days that interest counts, and what share of a year they are, where a rate asks that."""
        rates = (str(step.get("rate", "/day")) for one in accrued if one for step in one["steps"])
        yearly = any(not rate.endswith("/day") for rate in rates)
        days = (self.span.due - self.span.start).days
        return {"counted": days, "year": str(Fraction(*self.span.share)) if yearly else None}

    def _moved(self, charges: Sequence[int]) -> dict[str, Any]:
        """What bears interest, and what is charged, forgiven, capitalised and kept apart beside what accrues."""
        forgiven, capitalised = [*(self.layout.forgiven if self.k == 0 else (0, 0, 0, 0))], [0, 0, 0, 0]
        for c, how in self.layout.treatment.items() if self.k == 0 else ():
            amount = self.row.opening[c] - self.held[c] - self.layout.forgiven[c]
            forgiven[c] += amount * (how == "waive")
            capitalised[c] += amount * (how == "capitalise")
        return {
            "bearing": self._bore(),
            "charges": self._sparse(charges),
            "forgiven": self._sparse(forgiven),
            "capitalised": self._sparse(capitalised),
            "apart": self._apart(),
        }

    def _bore(self) -> dict[str, str]:
        """What bears interest: the principal that is due, with unpaid interest where it joins; or a flat fee."""
        if self.number < 0 or isinstance(self.layout, BilledLayout):
            return {}
        if self.flat:
            return {"original": self._money(self._bearing())}
        joins = {"interest": self._money(self.due[INTEREST])} if self.layout.debt.compounds else {}
        return {"principal": self._money(self.due[PRINCIPAL])} | joins

    def _money(self, units: int) -> str:
        return money(self.layout, units)

    def _sparse(self, amounts: Sequence[int]) -> dict[str, str]:
        return {name: self._money(units) for name, units in zip(COMPONENTS, amounts, strict=True) if units}

    def _due(self) -> list[int]:
        """What is due when interest begins, by component: after what is forgiven and treated at the start."""
        due = [owed - apart for owed, apart in zip(self.row.opening, self.held, strict=True)]
        if self.k == 0:
            due = [owed - forgiven for owed, forgiven in zip(due, self.layout.forgiven, strict=True)]
            for c, how in self.layout.treatment.items():
                amount, due[c] = due[c], 0
                due[PRINCIPAL] += amount * (how == "capitalise")
        return due

    def _bearing(self) -> int:
        """What bears interest [the walk's units]."""
        bears = self.due[PRINCIPAL] + self.due[INTEREST] * self.layout.debt.compounds
        return self.layout.original * bool(bears) if self.flat else bears

    def _accruals(self) -> Iterator[dict[str, Any]]:
        """What accrues on the row's days, by what becomes of it, each with one rounding; a pause accrues nothing."""
        if isinstance(self.layout, BilledLayout):
            yield self._billed(self.layout)
            return
        for becomes, found in accruals(self.layout.bearing, self.span, max(0, self.number)):
            written = {"becomes": becomes, "days": sum(piece.days for piece in found)}
            if becomes == "pause":
                yield written | {"steps": [self._step(piece, self._bearing()) for piece in found]}
            else:
                yield written | self._amount(becomes, found, self._bearing(), self.flat)

    def _contract(self) -> dict[str, Any] | None:
        """The contract's accrual of the row, where the row accrues less."""
        layout = self.layout
        if self.number < 0 or isinstance(layout, BilledLayout) or layout.course.contract[self.number] is None:
            return None
        found, contract = by_contract(layout.bearing, self.span), layout.bearing.contract
        bearing = layout.original_of(contract) if self.flat_contract else self.row.opening[PRINCIPAL]
        return self._amount("", found, bearing, self.flat_contract)

    def _amount(self, becomes: str, found: list[Piece], bearing: int, flat: bool) -> dict[str, Any]:
        """Rate x share of each step, their sum as one fraction, and what that comes to, rounded once."""
        total = sum((worth(self.layout.bearing, piece) for piece in found), Fraction(0))
        beside = list(self._beside(becomes, bearing, flat))
        bears = [*((piece, bearing) for piece in found), *beside]
        exact = sum((units * worth(self.layout.bearing, piece) for piece, units in bears), Fraction(0))
        rounded = divide(exact.numerator, exact.denominator, self.layout.terms.conventions.interest_rounding)
        self.deferred += rounded * (becomes == "defer")
        written = {
            "steps": [self._step(piece, bearing) for piece in found],
            "numerator": total.numerator,
            "denominator": total.denominator,
            "amount": self._money(rounded),
        }
        return written | ({"beside": [self._step(piece, units) for piece, units in beside]} if beside else {})

    def _step(self, piece: Piece, bearing: int) -> dict[str, Any]:
        """Days at one rate, and what bears it."""
        return step(piece, self.layout.bearing) | {"bearing": self._money(bearing)}

    def _beside(self, becomes: str, bearing: int, flat: bool) -> Iterator[tuple[Piece, int]]:
        """What bears beside the balance: what is overdue in its place up to a day, an advance from its day on."""
        if not isinstance(self.layout, StageLayout) or self.number < 0 or (becomes and not bearing):
            return
        overdue, bears = self.layout.beside.overdue, self.layout.bearing
        path = bears.path if becomes else bears.contract
        stretched = stretches(self.span, bears.treated) if becomes else [(self.span.start, self.span.due, "")]
        for first, until, how in stretched:
            put_off = self.number < bears.deferring and how == "run"
            if ("defer" if put_off else how) != becomes:
                continue
            if overdue is not None and not flat:
                yield from self._bearing_on(path, first, min(until, overdue.until), overdue.owed - bearing)
            for entry in self.layout.beside.booked if self.number == 0 else ():
                on, advance = min(max(first, entry.on), until), entry.amounts[PRINCIPAL]
                # The original amount of a flat fee has the advance in it already.
                days = (first, on, -advance) if flat else (on, until, advance)
                yield from self._bearing_on(path, *days)

    def _bearing_on(self, path: RatePath, first: date, until: date, units: int) -> Iterator[tuple[Piece, int]]:
        if first < until and units:
            yield from ((piece, units) for piece in pieces(path, self.span, first, until))

    def _billed(self, layout: BilledLayout) -> dict[str, Any]:
        """Of a card's balances: what is owed on each, what each bears, and the exact sum."""
        billed, days = layout.billed[self.number], (self.span.due - self.span.start).days
        owed = zip(layout.debt.balances, billed.owed, strict=True)
        return {
            "becomes": "run",
            "days": days,
            "balances": {balance.name: self._money(units) for balance, units in owed},
            "steps": list(self._billed_steps(layout, billed.owed)),
            "numerator": billed.accrued.numerator,
            "denominator": billed.accrued.denominator,
            "amount": self._money(self.row.accrued[INTEREST]),
        }

    def _billed_steps(self, layout: BilledLayout, owed: Sequence[int]) -> Iterator[dict[str, Any]]:
        """What each balance bears, what of the unpaid joins them, and what had accrued behind deferred interest."""
        debt, span = layout.debt, self.span

        def bears(path: RatePath, of: Span, until: date, units: int, name: str) -> Iterator[dict[str, Any]]:
            for piece in pieces(path, of, of.start, until) if of.start < until else ():
                own = {} if of is span else {"counted": (of.due - of.start).days, "year": str(Fraction(*of.share))}
                yield step(piece) | {"bearing": self._money(units), "of": name} | own

        for i, balance in enumerate(debt.balances):
            flat = balance.path.flat and owed[i]
            yield from bears(
                balance.path, span, span.due, layout.running.originals[i] if flat else owed[i], balance.name
            )
            if balance.kind == "deferred_interest" and owed[i] and span.start <= balance.until < span.due:
                accrued = layout.fine * to_minor(balance.accrued or 0, debt.currency, "accrued")
                yield {"amount": self._money(accrued), "of": balance.name}
                for earlier, row in zip(layout.course.counted, layout.billed[: self.number + 1], strict=False):
                    until = min(balance.until, earlier.due)
                    yield from bears(balance.behind, earlier, until, row.owed[i], balance.name)
        for c in (*(() if debt.balances else (PRINCIPAL,)), *JOINS[debt.compounding]):
            until = min(span.due, forbidden_from(debt, c) or span.due)
            yield from bears(debt.path, span, until, self.due[c], COMPONENTS[c])

    def _charges(self) -> list[int]:
        """What is charged beside the interest that accrues: the fee of an instalment, a late fee, what is booked."""
        staged = isinstance(self.layout, StageLayout) and self.number == 0
        booked = self.layout.booked[INTEREST] if staged else 0  # type: ignore[attr-defined]
        return [booked if c == INTEREST else units for c, units in enumerate(self.row.accrued)]

    def _apart(self) -> dict[str, dict[str, str]]:
        """What is kept apart, by component: opening + added = released + paid + closing."""
        written = {}
        for c, (name, there, released) in enumerate(zip(COMPONENTS, self._there(), self._released(), strict=True)):
            closing = self.row.held[c]
            sums = (self.held[c], there - self.held[c], released, there - released - closing, closing)
            if any(sums):
                written[name] = dict(zip(APART_CELLS, map(self._money, sums), strict=True))
        return written

    def _asks(self) -> dict[str, int]:
        """What the row asks, by where it comes from: a given sum, the level sum, a fee, the interest due on top."""
        layout, asked, ask = self.layout, self.row.asked, self.layout.asks[self.k]
        if self.number < 0 or layout.contract or (layout.takes_rest and self.k == len(layout.asks) - 1):
            return {"down" if self.number < 0 else "contract" if layout.contract else "rest": asked}
        found = {"given": ask.fixed}
        if isinstance(layout, StageLayout) and not layout.beside.as_paid and self.number == 0:
            found["booked"] = sum(layout.booked[PRINCIPAL + 1 :])
        if ask.on_top:
            row, kept = self.row, self._there()[INTEREST] - self._released()[INTEREST]
            found["interest"] = row.closing[INTEREST] + row.taken[INTEREST] - kept
        return found | {"level": asked - sum(found.values())}

    def _weight(self) -> dict[str, str]:
        weight = self.layout.asks[self.k].weight
        return {} if weight in (0, 1) else {"weight": str(weight)}

    def _released(self) -> list[int]:
        """What was kept apart and falls due, by component."""
        layout = self.layout
        there = self._there()
        if layout.left and layout.takes_rest and self.k == len(layout.asks) - 1:
            return there
        release = layout.releases[self.k] if layout.releases else (0, 0, 0, 0)
        return [min(one, most) for one, most in zip(release, there, strict=True)]

    def _there(self) -> list[int]:
        """What is kept apart when something of it falls due, by component."""
        layout, there = self.layout, [*self.held]
        there[INTEREST] += self.deferred
        for c, how in layout.treatment.items() if self.k == 0 else ():
            there[c] += (self.row.opening[c] - self.held[c] - layout.forgiven[c]) * (how in APART)
        return there


def given(layout: Layout, rows: int) -> list[list[Any]]:
    """The fixed sums that the instalments ask, their fee included: equal ones in a row as [sum, how many].

    Where the balance decides how many there are, those of the ``rows``.
    """
    first, until = int(bool(layout.down)), None
    if layout.terms.instalments is None and layout.terms.shape.count() is None:
        until = max(rows, first)
    found = groupby(ask.fixed for ask in layout.asks[first:until])
    return [[money(layout, units), len(list(run))] for units, run in found]


def step(piece: Piece, bearing: Bearing | None = None) -> dict[str, Any]:
    """Days at one rate; where a quoted rate compounds, what they are worth."""
    found = {"rate": str(piece.rate), "days": piece.days, "share": str(piece.share)}
    compounds = bearing is not None and bearing.compounds is not None and piece.rate.per != "day"
    return found | ({"worth": str(worth(bearing, piece))} if bearing is not None and compounds else {})
