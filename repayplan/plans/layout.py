"""A debt laid out under terms: what each period asks and accrues, the level sum that closes it, and the walk."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.debts.accrual import Span
from repayplan.debts.contract import Bill, asked, late_fee
from repayplan.engine.walk import Period, walk
from repayplan.plans.course import Bearing, Course, Moving, course
from repayplan.plans.level import level_sum
from repayplan.terms.shapes import Ask, Contract, Level, Setting, Settlement
from repayplan.units.components import COMPONENTS, INTEREST, PRINCIPAL
from repayplan.units.dates import due_date, month_of, month_text
from repayplan.units.day_counts import BY_DAYS
from repayplan.units.money import split, to_minor
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from repayplan.debts.accrual import Dates
    from repayplan.debts.debt import Debt
    from repayplan.engine.walk import Row
    from repayplan.engine.width import Amount
    from repayplan.terms.terms import Terms
    from repayplan.units.rates import RatePath

# More than anything that is held: all of it falls due.
EVERYTHING = 1 << 400
# What a settlement leaves is forgiven in this order: what the creditor added comes before what it lent.
FORGIVEN_FIRST = ("penalty", "fees", "interest", "principal")


class Held(NamedTuple):
    """What is kept apart already, by component, and the components of which it falls due in equal parts."""

    amounts: tuple[int, ...] = (0, 0, 0, 0)
    spread: tuple[int, ...] = ()


NOTHING_HELD = Held()


class Layout:
    """One debt, its terms and ``count`` due dates, ready to be walked at any level sum."""

    debt: Debt
    terms: Terms
    dates: Dates
    count: int
    held: Held
    fine: int
    step: int
    opening: tuple[int, ...]

    def __init__(self, debt: Debt, terms: Terms, dates: Dates, count: int, held: Held = NOTHING_HELD) -> None:
        self.debt, self.terms, self.dates, self.count, self.held = debt, terms, dates, count, held
        conventions = terms.conventions
        self.fine, self.step = conventions.fine, conventions.multiple(debt.currency)
        self.opening = tuple(self.fine * owed for owed in debt.opening)
        self.bearing: Bearing = _bearing(debt, terms)
        self.course: Course = course(self.bearing, dates, count)
        self.contract: Contract | None = terms.shape if isinstance(terms.shape, Contract) else None
        self.forgiven: list[int] = self._forgiven()
        self.treatment: dict[int, str] = {
            c: treated.opening
            for c, name in enumerate(COMPONENTS)
            if (treated := terms.treated[name]).opening != "collect" and debt.opening[c]
        }

    def _forgiven(self) -> list[int]:
        """What is forgiven at the start, by component: the write-down, and what a settlement leaves."""
        written = self.terms.forgiven(self.debt.currency)
        forgiven = [min(self.fine * part, owed) for part, owed in zip(written, self.opening, strict=True)]
        shape = self.terms.shape
        if isinstance(shape, Settlement) and shape.amount is not None:
            amount = self.fine * to_minor(shape.amount, self.debt.currency, "shape.amount")
            left = max(0, sum(self.opening) - amount)
            for name in FORGIVEN_FIRST:
                c = COMPONENTS.index(name)
                forgiven[c] = min(left, self.opening[c])
                left -= forgiven[c]
        return forgiven

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The days of each row; a down payment is a row of no days before the first."""
        down = (Span(self.dates.as_of, self.dates.as_of, (0, 1)),) if self.down else ()
        return down + self.course.spans

    @cached_property
    def fee(self) -> int:
        """What comes on top of each instalment [the walk's units]."""
        return self._units("fee_per_instalment")

    @cached_property
    def down(self) -> int:
        """The down payment [the walk's units]."""
        return self._units("down_payment")

    def _units(self, name: str) -> int:
        """One of the sums of the terms [the walk's units]."""
        return self.fine * self.terms.units(name, self.debt.currency)

    def printed(self, units: int) -> int:
        """What the walk counts in its units, as it is printed [minor units]."""
        amount: int = divide(units, self.fine, self.terms.conventions.interest_rounding)
        return amount

    @cached_property
    def asks(self) -> list[Ask]:
        """What each row asks; a fee comes on top of each instalment."""
        asks = self.terms.shape.asks(self.setting)
        if self.fee:
            asks = [ask._replace(fixed=ask.fixed + self.fee) for ask in asks]
        return [Ask(self.down)] * bool(self.down) + asks

    @cached_property
    def setting(self) -> Setting:
        """What the shape is laid out on."""
        conventions = self.terms.conventions
        principal = max(0, self.after_treatment[PRINCIPAL] - self.down)
        step = 1 if conventions.instalment_rounding == "none" else self.fine
        return Setting(self.course.scheduled, self.debt.currency, principal, conventions.rounding, self.fine, step)

    @cached_property
    def left(self) -> int:
        """What is meant to stay after the last instalment [the walk's units]."""
        return self.terms.shape.left(self.setting)

    @cached_property
    def original(self) -> int:
        """The original amount, on which a flat fee is charged [the walk's units]."""
        return self.original_of(self.bearing.path)

    def original_of(self, path: RatePath) -> int:
        """The original amount of a rate: as it says; else what is paid off from the start."""
        if path.of is None:
            return self.setting.principal
        return self.fine * to_minor(path.of, self.debt.currency, "rate.of")

    @property
    def takes_rest(self) -> bool:
        """Whether the last row asks for everything that is still owed."""
        terms = self.terms
        return terms.instalments is not None and terms.shape.takes_rest and terms.conventions.remainder == "last"

    @cached_property
    def after_treatment(self) -> list[int]:
        """What is to be paid off from the start, by component: less what is forgiven, capitalised or deferred."""
        left = [owed - gone for owed, gone in zip(self.opening, self.forgiven, strict=True)]
        for c, how in self.treatment.items():
            if how == "capitalise":
                left[PRINCIPAL] += left[c]
            if how != "spread":
                left[c] = 0
        for c in self.held.spread:
            left[c] += self.fine * self.held.amounts[c]
        return left

    @cached_property
    def spreads(self) -> set[int]:
        """The components of which something falls due in equal parts."""
        owed = {c for c, how in self.treatment.items() if how == "spread" and self.opening[c] > self.forgiven[c]}
        return owed | {*self.held.spread}

    @cached_property
    def releases(self) -> list[list[int]] | None:
        """What is spread, falling due in equal parts, row by row."""
        first = self.terms.shape.deferring
        if not self.spreads and not first:
            return None
        amounts = [self.fine * self.held.amounts[c] * (c in self.held.spread) for c in range(len(COMPONENTS))]
        for c in self.spreads & self.treatment.keys():
            amounts[c] += self.opening[c] - self.forgiven[c]
        rows = [[0, 0, 0, 0] for _ in range(self.count)]
        for c, amount in enumerate(amounts):
            for row, part in zip(rows, self._equal_parts(amount), strict=True):
                row[c] = part
        if first:
            rows[first][INTEREST] += EVERYTHING
        return [[0, 0, 0, 0]] * bool(self.down) + rows

    def _equal_parts(self, amount: int) -> list[int]:
        """What is spread, in equal parts: split exactly, or each rounded and what is left with the last."""
        conventions = self.terms.conventions
        if conventions.equal_parts == "odd-units-first" or not amount:
            return split(amount, [1] * self.count)
        return [divide(amount, self.count, conventions.rounding)] * (self.count - 1) + [amount]

    def asking(self, sums: Sequence[int]) -> Layout:
        """The same debt, terms and days, asking other given sums."""
        other = copy(self)
        other.asks = [Ask(self.fine * amount) for amount in sums]
        return other

    def periods(self, level: Amount, *, solving: bool = False, close: bool = False) -> Iterator[Period]:
        """The engine's periods at a level sum. Solving looks away from what is deferred: it falls due apart."""
        asks, accruing, by_contract = self.asks, self.course.parts, self.course.contract
        down, last = bool(self.down), len(asks) - 1
        parts: Sequence[tuple[int, str]] = ()
        asked, contract, period = None, None, None
        # A period that is the same again is the same value: the walk may know that it is.
        alone = self.releases is not None or self._by_month
        for k, ask in enumerate(asks):
            row = k - down
            same = ask is asked and accruing[row] is parts and by_contract[row] is contract
            if alone or not same or period is None or row <= 1 or (close and k == last):
                asked, parts, contract = ask, *self._accruing(row)
                period = self._period(k, ask, level, solving, close and k == last)
            yield period

    def _accruing(self, row: int) -> tuple[Sequence[tuple[int, str]], int | None]:
        """What a row accrues, and what the contract would; nothing in a down payment's row."""
        return (self.course.parts[row], self.course.contract[row]) if row >= 0 else ((), None)

    def _period(self, k: int, ask: Ask, level: Amount, solving: bool, close: bool) -> Period:
        row = k - bool(self.down)
        parts, contract = self._accruing(row)
        if solving and row >= self.bearing.deferring:
            parts = tuple((num, "waive" if becomes == "defer" else becomes) for num, becomes in parts)
        flat, flat_contract = self.bearing.path.flat, self.bearing.contract.flat and contract is not None
        beside = None
        if flat or flat_contract:
            # A flat fee bears on the original amount, whatever is still owed.
            beside = [flat * num * self.original for num, _ in parts]
            beside.append(contract * self.original_of(self.bearing.contract) if flat_contract and contract else 0)
            parts = [(0 if flat else num, becomes) for num, becomes in parts]
            contract = 0 if flat_contract else contract
        charges: Any = (0, 0, 0, self.fee) if self.fee else None
        if self.contract and not self.contract.paid:
            charges = partial(self._late_fee, row)
        release = self.releases[k] if self.releases else None
        if close and self.left:
            release = [EVERYTHING] * len(COMPONENTS)
        return Period(
            parts,
            self._all_but_left if close and self.left else self._asked(ask, level, row),
            beside=beside,
            contract=contract,
            on_top=ask.on_top,
            close=close and not self.left,
            leave=self.left,
            charges=charges if row >= 0 else None,
            release=release,
            forgive=self.forgiven if k == 0 and any(self.forgiven) else None,
        )

    def asked_at(self, ask: Ask, level: Amount) -> int:
        """What an ask comes to at a level sum, interest on top aside."""
        sum_ = ask.weight * level
        return ask.fixed + (sum_ if isinstance(sum_, int) else self.to_step(sum_.numerator, sum_.denominator))

    def _asked(self, ask: Ask, level: Amount, row: int) -> Any:
        """A sum, or what the contract's formula makes of what is due; a down payment is its own sum."""
        if self.contract is None or row < 0:
            return self.asked_at(ask, level)
        return partial(asked, self.debt, bill=self.bill(row)) if self.contract.paid else 0

    def bill(self, row: int) -> Bill:
        """Which of the contract's bills a row pays."""
        month = month_text(month_of(self.spans[row + bool(self.down)].due)) if self._by_month else None
        return Bill(row, month, self.fine)

    @cached_property
    def _by_month(self) -> bool:
        """Whether the contract's payment is given by month."""
        minimum = self.debt.minimum
        return self.contract is not None and minimum is not None and minimum.by_month is not None

    def _all_but_left(self, due: Sequence[int]) -> int:
        """What is due in a last row that leaves a sum standing."""
        return max(0, sum(due) - self.left)

    def _late_fee(self, row: int, due: Sequence[int]) -> tuple[int, int, int, int]:
        """The late fee on the payment that is missed, booked as penalty; once a row, and again where one was missed."""
        missed = self.printed(asked(self.debt, due, self.bill(max(1, row))))
        repeated = row > 0 or self.debt.days_past_due > 0
        return 0, 0, self.fine * late_fee(self.debt, missed, repeated=repeated), 0

    def rows(self, level: Amount, *, solving: bool = False, close: bool = False) -> Iterator[Row]:
        """The rows at a level sum, ending with the one after which nothing is owed."""
        treatment, held = self.treatment, tuple(self.fine * amount for amount in self.held.amounts)
        if solving:
            treatment = {c: "waive" if how == "defer" else how for c, how in treatment.items()}
            held = tuple(amount * (c in self.held.spread) for c, amount in enumerate(held))
        rows = walk(
            (*self.opening, *held) if any(held) else self.opening,
            self.periods(level, solving=solving, close=close),
            self.course.den,
            rounding=self.terms.conventions.interest_rounding,
            order=self.terms.order,
            treatment=treatment,
            compounding=self.debt.compounds,
        )
        for row in rows:
            yield row
            if not any(row.closing):
                return

    def worked_out(self) -> tuple[Amount | None, tuple[Row, ...]]:
        """The level sum, and the rows at it."""
        level = self.level()
        return level, tuple(self.rows(level or 0, close=self.takes_rest))

    def closes(self, level: int) -> bool:
        """Whether a level sum leaves nothing to pay after the last due date."""
        *_, last = self.rows(level, solving=True)
        return sum(last.closing) <= self.left

    def level(self) -> Amount | None:
        """The level sum [the walk's units], None where the shape has none or gives it."""
        return level_sum(self)

    def longer(self, count: int) -> Layout:
        """The same debt, level over another number of instalments."""
        return Layout(self.debt, self.terms.but(shape=Level(), instalments=count), self.dates, count, self.held)

    @property
    def annuity_course(self) -> Course:
        """What the annuity is solved over: the real course, or whole equal periods."""
        word = self.terms.conventions.annuity_periods
        if word == "real" or (word == "as-counted" and self.debt.day_count in BY_DAYS):
            return self.course
        dates, days = self.dates, (self.dates.first_due - self.dates.as_of).days
        # A first payment at the start has no period before it; any other has a whole one.
        start = due_date(dates.first_due, dates.seed_day, dates.every, -1) if days else dates.as_of
        equal = self.bearing._replace(day_count="equal-periods", moving=None)
        return course(equal, dates._replace(as_of=start, within=None), self.count)

    def to_step(self, num: int, den: int) -> int:
        """An exact sum rounded as the conventions round an instalment; never to nothing where it was something."""
        rounding = self.terms.conventions.rounding
        sum_: int = divide(num, den * self.step, rounding) * self.step
        # A sum that rounds to nothing stays at the minor unit.
        return sum_ or (divide(num, den * self.fine, rounding) or 1) * self.fine if num else 0


def _bearing(debt: Debt, terms: Terms) -> Bearing:
    """What interest follows under the terms."""
    conventions, contract, path = terms.conventions, debt.path, terms.path or debt.path
    if conventions.rate_form == "flat fee":
        contract, path = replace(contract, flat=True), replace(path, flat=True)
    moving = None if terms.calendar is None else Moving(terms.calendar, terms.shift)
    treated = terms.treated["interest"]
    return Bearing(path, contract, debt.day_count, treated, conventions.compounds, moving, terms.shape.deferring)
