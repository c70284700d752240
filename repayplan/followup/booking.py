"""One debt as it was really paid, from the start of its plan to a day: the engine's walk, fed with what happened.

A period's interest is one rounding of the sum of balance x days x rate, however many payments fall in it, and falls due
at its end: what is paid before pays what is due by then, in the agreement's order, then principal. So a sum that comes
earlier never costs more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from repayplan.debts.accrual import Span, pieces
from repayplan.debts.contract import late_fee
from repayplan.engine.walk import HELD, Period, Row, walk
from repayplan.plans.course import Course, course, stretches, worth
from repayplan.plans.layout import EVERYTHING
from repayplan.plans.printed import walk_row
from repayplan.plans.restated import NOTHING_BESIDE
from repayplan.units.components import INTEREST, PRINCIPAL
from repayplan.units.dates import due_date
from repayplan.units.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from repayplan.plans.layout import Layout
    from repayplan.plans.plan import Plan

ONE = timedelta(days=1)
# Rows of a debt that is paid long after its plan has ended.
MOST_ROWS = 2400


class Happened(NamedTuple):
    """What happened on a day [minor units]: a late fee, then what was paid.

    Attributes:
        fee: what was charged.
        paid: what was paid.
        missing: of an instalment, for which a fee is charged from this day on: never on more than is owed by then.
    """

    fee: int = 0
    paid: int = 0
    missing: int = 0


class Segment(NamedTuple):
    """Days of a row on which one balance stood, and what a unit of it accrues, by what becomes of it."""

    start: date
    end: date
    fractions: dict[str, Fraction]


@dataclass(frozen=True, eq=False)
class Booked:
    """One row as it was paid: the seven numbers of each component, and what they come from.

    Attributes:
        number: of the instalment that ends it, from 1; 0 for a down payment.
        span: its days; of a row that a day cuts off, up to that day.
        whole: whether it ends on its due date.
        planned: what the plan asks on that date [minor units].
        happened: by day.
        segments: days with the balance that bore interest on them [minor units]; none where one stood all along.
        raw: the row in minor units.
        shared: by day, how what was paid was shared by component [minor units].
        stretch, k: the rows that it is one of, and its place there from 0.
    """

    number: int
    span: Span
    whole: bool
    planned: int
    happened: dict[date, Happened]
    segments: tuple[tuple[Segment, int], ...]
    raw: Row
    shared: tuple[tuple[date, tuple[int, ...]], ...]
    stretch: Stretch
    k: int

    @property
    def due_after(self) -> tuple[int, ...]:
        """What is due when it ends, by component, less what is held apart [minor units]."""
        return tuple(total - held for total, held in zip(self.raw.closing, self.raw.held, strict=True))


class Late(NamedTuple):
    """Whether an instalment that is missed costs the debt's late fee, and after how many days."""

    charged: bool = False
    grace: int = 0


class Stretch(NamedTuple):
    """Rows under one layout: their days, and what the plan asks at the end of each.

    Attributes:
        first: number of the first of them.
        end: place of the plan's last row, where it is one of them: all that is held falls due with it.
    """

    layout: Layout
    course: Course
    spans: tuple[Span, ...]
    planned: tuple[int, ...]
    first: int
    end: int | None


def book(
    plan: Plan, payments: Mapping[date, int], until: date, late: Late, fees: Mapping[date, int] | None = None
) -> list[Booked]:
    """The rows of a plan as it was paid, up to a day, which cuts the last one off.

    Args:
        plan: as agreed.
        payments: by day [minor units].
        until: the last day that is looked at.
        late: what a missed instalment costs.
        fees: late fees by day, where they are known already [minor units].
    """
    if until < plan.as_of:
        return []
    happened = {day: Happened(0, paid) for day, paid in payments.items() if day <= until}
    for day, units in _missing(plan, payments, until, late).items():
        happened[day] = happened.get(day, Happened())._replace(missing=units)
    for day, fee in (fees or {}).items():
        happened[day] = happened.get(day, Happened())._replace(fee=fee)
    rows: list[Booked] = []
    for stretch in _stretches(plan, until) if plan.raw else ():
        feed = _Feed(stretch, happened, until, rows[-1] if rows else None)
        rows += feed.rows()
        if rows and not any(rows[-1].raw.closing):
            break
    return rows


def planned(plan: Plan) -> list[tuple[date, int]]:
    """What a plan asks, by due date [minor units]."""
    return [(span.due, walk_row(row).paid) for span, row in zip(plan.spans, plan.raw, strict=True)]


def _missing(plan: Plan, payments: Mapping[date, int], until: date, late: Late) -> dict[date, int]:
    """What was missing of each instalment that was not there in time, on the first day on which it is late."""
    found: dict[date, int] = {}
    asked = 0
    for due, units in planned(plan) if late.charged and plan.debt.late_fee is not None else ():
        asked += units
        day = due + ONE * (late.grace + 1)
        in_time = sum(paid for when, paid in payments.items() if when < day)
        if day <= until and asked > in_time and units:
            found[day] = min(units, asked - in_time)
    return found


def _stretches(plan: Plan, until: date) -> Iterator[Stretch]:
    """The rows of each stage of a plan, the last one as long as it takes."""
    stages = [(stage.layout, stage.rows) for stage in plan.stages] or [(plan.layout, plan.raw)]
    first = 0 if plan.layout.down else 1
    for k, (layout, raw) in enumerate(stages):
        beside = getattr(layout, "beside", NOTHING_BESIDE)
        if beside.overdue is not None or beside.booked or layout.fine != 1:
            refuse("plan", plan.debt.id, "a plan in whole minor units, with nothing booked beside it", "make it anew")
        down, count = bool(layout.down), len(raw)
        spans, followed = layout.spans[:count], layout.course
        if k == len(stages) - 1 and (not spans or spans[-1].due < until):
            dates, more = layout.dates, count - down
            while more < MOST_ROWS and due_date(dates.first_due, dates.seed_day, dates.every, more - 1) < until:
                more += 1
            followed = course(layout.bearing, dates, more)
            spans = layout.spans[:down] + followed.spans
        asked = [walk_row(row).paid for row in raw] + [0] * (len(spans) - count)
        end = count - 1 if k == len(stages) - 1 else None
        yield Stretch(layout, followed, spans, tuple(asked), first, end)
        first += count


class _Feed:
    """The periods of one stretch, made as the walk comes to them: each knows what the ones before it left."""

    def __init__(self, stretch: Stretch, happened: Mapping[date, Happened], until: date, before: Booked | None) -> None:
        self.stretch, self.layout, self.until, self.before = stretch, stretch.layout, until, before
        self.down = bool(self.layout.down)
        first = stretch.spans[0].start if stretch.spans else until
        self.kept: list[tuple[int, Span, bool, dict[date, Happened], list[Segment]]] = []
        for k, span in enumerate(stretch.spans):
            if span.start >= until and (k or before is not None) and span.start < span.due:
                break
            end = min(span.due, until)
            own = {d: h for d, h in sorted(happened.items()) if span.start < d <= end or (k == 0 and d == first)}
            inner = [day for day in own if day < end]
            self.kept.append((k, span, end == span.due, own, self._segments(k, span, end, inner)))
        dens = (f.denominator for *_, segments in self.kept for s in segments for f in s.fractions.values())
        self.den = lcm(stretch.course.den, *dens)
        self.balances: list[int] = []
        self.last: Row | None = None
        # What was paid beyond all that was owed by then: it is used once more is owed.
        self.spare = 0

    def rows(self) -> Iterator[Booked]:
        """The rows, each put together from the periods that it was walked in."""
        layout, terms = self.layout, self.layout.terms
        opening, held = layout.opening, layout.held.amounts
        if self.before is not None:
            opening, held = self.before.due_after, tuple(self.before.raw.held)
        walked = walk(
            (*opening, *held) if any(held) else opening, self._periods(), self.den,
            rounding=terms.conventions.interest_rounding, order=terms.order, treatment=layout.treatment,
            compounding=layout.debt.compounds,
        )  # fmt: skip
        for k, span, whole, own, segments in self.kept:
            self.balances, parts = [], []
            # Its start and each inner day apart, where there is any.
            for _ in range(len(segments) + 1 if segments else 1):
                self.last = row = next(walked)
                self.spare = row.asked - row.paid
                parts.append(row)
            end = span if whole else span._replace(due=self.until)
            kept = tuple(zip(segments, self.balances, strict=True)) if self.balances else ()
            number = self.stretch.first + k
            ends = [span.start, *(segment.end for segment in segments)] if segments else [end.due]
            shared = tuple((day, tuple(row.taken)) for day, row in zip(ends, parts, strict=True))
            planned = self.stretch.planned[k] if whole else 0
            yield Booked(number, end, whole, planned, own, kept, _together(parts), shared, self.stretch, k)
            if not any(parts[-1].closing):
                return

    def _periods(self) -> Iterator[Period]:
        times = self.den // self.stretch.course.den
        for k, span, whole, own, segments in self.kept:
            forgive = self.layout.forgiven if k == 0 and any(self.layout.forgiven) else None
            row, end = k - self.down, span.due if whole else self.until
            if not segments:
                last = self._event(own, end)
                charges, release = self._at_end(k, last, whole=whole)
                parts = self.stretch.course.parts[row] if row >= 0 else ()
                scaled, beside = [(num * times, how) for num, how in parts], None
                if self.layout.bearing.path.flat:
                    # A flat fee bears on the original amount, whatever is still owed.
                    beside = [*(num * self.layout.original for num, _ in scaled), 0]
                    scaled = [(0, how) for _, how in scaled]
                yield Period(
                    scaled, last.paid + self.spare, beside=beside, charges=charges, release=release, forgive=forgive
                )
                continue
            yield Period((), self.spare, forgive=forgive)
            bearing = [self._bearing()]
            for segment in segments[:-1]:
                event = self._event(own, segment.end)
                fee = (0, 0, event.fee, 0) if event.fee else None
                yield Period((), event.paid + self.spare, charges=fee)
                bearing.append(self._bearing())
            if self.layout.bearing.path.flat:
                bearing = [self.layout.original * bool(bearing[0])] * len(segments)
            self.balances = bearing
            sums: dict[str, Fraction] = {}
            for segment, balance in zip(segments, bearing, strict=True):
                for how, fraction in segment.fractions.items():
                    sums[how] = sums.get(how, Fraction(0)) + balance * fraction
            last = self._event(own, end)
            charges, release = self._at_end(k, last, whole=whole)
            exact = [(int(total * self.den), how) for how, total in sums.items()]
            yield Period(exact, last.paid + self.spare, charges=charges, release=release, bears=1)

    def _at_end(self, k: int, last: Happened, *, whole: bool) -> tuple[tuple[int, ...] | None, Sequence[int] | None]:
        """What is booked and what falls due on a row's last day: nothing of the plan where a day cuts the row off."""
        fee = self.layout.fee if whole and k >= self.down and self.stretch.planned[k] else 0
        charges = (0, 0, last.fee, fee) if last.fee or fee else None
        releases = self.layout.releases
        release = releases[k] if whole and releases is not None and k < len(releases) else None
        if whole and k == self.stretch.end:
            release = [EVERYTHING] * HELD
        return charges, release

    def _event(self, own: dict[date, Happened], day: date) -> Happened:
        """What happened on a day, with the late fee that it costs."""
        event = own.get(day, Happened())
        if event.missing:
            before = self.last or (None if self.before is None else self.before.raw)
            owed = sum(self.layout.opening) if before is None else sum(before.closing)
            event = own[day] = event._replace(fee=late_fee(self.layout.debt, min(event.missing, int(owed))))
        return event

    def _bearing(self) -> int:
        """What bears interest from here on: the principal that is due, with unpaid interest where that compounds."""
        row = self.last
        if row is None:
            return 0
        due = [total - held for total, held in zip(row.closing, row.held, strict=True)]
        return int(due[PRINCIPAL] + (due[INTEREST] if self.layout.debt.compounds else 0))

    def _segments(self, k: int, span: Span, end: date, inner: list[date]) -> list[Segment]:
        """The days between payments; none where one balance stands on all days of a whole row."""
        if k < self.down or (not inner and end == span.due):
            return []
        counted = self.stretch.course.counted[k - self.down]
        cuts = [span.start, *inner, end]
        return [Segment(a, b, self._fractions(counted, k - self.down, a, b)) for a, b in pairwise(cuts)]

    def _fractions(self, span: Span, row: int, first: date, until: date) -> dict[str, Fraction]:
        """What a unit of the balance accrues on some days of a row, by what becomes of it."""
        bearing, found = self.layout.bearing, dict[str, Fraction]()
        for start, end, becomes in stretches(span, bearing.treated):
            a, b = max(start, first), min(end, until)
            if a < b and becomes != "pause":
                how = "defer" if row < bearing.deferring and becomes == "run" else becomes
                share = sum((worth(bearing, piece) for piece in pieces(bearing.path, span, a, b)), Fraction(0))
                found[how] = found.get(how, Fraction(0)) + share
        return {how: share for how, share in found.items() if share}


def _together(parts: Sequence[Row]) -> Row:
    """Periods that follow one another as one row."""
    if len(parts) == 1:
        return parts[0]
    row = Row(parts[0].opening)
    for name in ("accrued", "moved_in", "waived", "moved_out", "taken"):
        setattr(row, name, tuple(map(sum, zip(*(getattr(part, name) for part in parts), strict=True))))
    row.closing, row.held = parts[-1].closing, parts[-1].held
    row.asked = row.paid
    row.written_down = sum(part.written_down for part in parts)
    return row
