"""The ledger document: each row worked out from the plan, what was paid on its days, and the row before it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from repayplan.proof.cells import Discrepancy, at, day, differences, rate, read, sum_text, units, whole
from repayplan.proof.course import grown, on
from repayplan.proof.plan import NAMES, SEVEN, Replay, plan_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE = timedelta(days=1)
BOOL = {True: True, False: False}


def ledger_cells(document: object) -> Iterator[Discrepancy]:
    """The cells of a ledger document that do not hold."""
    plans = read(document, "plans", lambda v: dict(v.items()))
    until: date = read(document, "until", day)
    late: bool = read(document, "late_fees", BOOL.__getitem__)
    grace: int = read(document, "grace", lambda v: whole(v, 0, 366))
    payments = read(document, "payments", lambda v: list(v[:100_000]))
    yield from _known(payments, plans)
    for name, plan in plans.items():
        for found in plan_cells(plan):
            yield Discrepancy(f"plans.{name}.{found.path}", found.found, found.expected, found.rule)
        account = at(document, f"accounts.{name}")
        path = f"accounts.{name}"
        replay = Paid(plan, _paid_on(payments, name, until, plan), until, late, grace)
        expected = replay.account() if not at(plan, "stages") else _chained(replay, account)
        yield from differences(account, expected, path, "account")


def _known(payments: list[Any], plans: dict[str, Any]) -> Iterator[Discrepancy]:
    for i, payment in enumerate(payments):
        name = at(payment, "debt")
        if name not in plans:
            yield Discrepancy(f"payments[{i}].debt", name, "a debt of the plans", "debt")
        elif read(payment, "on", _day_of) < read(plans[name], "as_of", day):
            yield Discrepancy(f"payments[{i}].on", at(payment, "on"), "a day of the agreement", "on")


def _day_of(text: Any) -> date:
    """The day of a day or a moment."""
    return day(text[:10])


def _paid_on(payments: list[Any], name: str, until: date, plan: Any) -> dict[date, int]:
    """What counts as paid by a day, by day: known then, and not taken back by then."""
    places, found = Replay(plan).places, dict[date, int]()
    for payment in payments:
        if at(payment, "debt") != name:
            continue
        when = read(payment, "on", _day_of)
        back = at(payment, "reversed_on")
        if when <= until and (back is None or day(back) > until):
            found[when] = found.get(when, 0) + read(payment, "amount", lambda v: units(v, places))
    return found


def _chained(replay: Paid, account: Any) -> Any:
    """Of a plan with changes: rows that follow one another and balance, whatever their interest."""
    before = None
    for i, row in enumerate(read(account, "rows", list)):
        for name in NAMES:
            o, accrued, more, paid, waived, less, closing = (
                read(row, f"parts.{name}.{cell}", replay.units) for cell in SEVEN
            )
            if o + accrued + more != paid + waived + less + closing or (before and before[name] != o):
                return {"rows": f"row {i} balances and follows the row before it"}
        before = {name: read(row, f"parts.{name}.closing", replay.units) for name in NAMES}
    return account


class Paid(Replay):
    """The rows of a plan as it was paid."""

    def __init__(self, plan: object, paid: dict[date, int], until: date, late: bool, grace: int) -> None:
        super().__init__(plan)
        self.paid, self.until, self.spare, self.used = paid, until, 0, 0
        self.planned = [
            (read(row, "due", day), read(row, "payment", lambda v: units(v, self.places))) for row in self.rows
        ]
        self.grace_days = grace
        self.late_fee = at(plan, "debt.late_fee") if late else None
        self.missing, self.charged = self._missing(), dict[date, int]()

    def _missing(self) -> dict[date, int]:
        """What was missing of each instalment that was not there in time, on the first day on which it is late."""
        found, asked = dict[date, int](), 0
        for due, amount in self.planned if self.late_fee else ():
            asked += amount
            first = due + ONE * (self.grace_days + 1)
            missing = min(amount, asked - sum(p for when, p in self.paid.items() if when < first))
            if missing > 0 and first <= self.until:
                found[first] = missing
        return found

    def _late(self, row: dict[str, list[int]], when: date) -> None:
        """The late fee of a day: a share of what is missing, never of more than is owed, with its floor and cap."""
        missing = min(self.missing.get(when, 0), sum(self.due + self.held))
        if missing:
            fee: Any = self.late_fee
            share = rate(fee.get("share") or "0%")[0]
            charged = max(int(missing * share + Fraction(1, 2)), units(fee.get("floor"), self.places))
            if fee.get("cap") is not None:
                charged = min(charged, units(fee["cap"], self.places))
            self.charged[when] = charged
            self._charge(row, 2, charged)

    def account(self) -> dict[str, Any]:
        """Everything that the document says of the account."""
        rows, i = [], 0
        while self.planned and i < 2400:
            k = i - bool(self.down)
            start = self.course.days.due(k - 1)
            if start >= self.until and i and start < self.course.days.due(k):
                break
            rows.append(self._booked(i, start, self.course.days.due(k)))
            i += 1
            if not self.owed or (self.course.days.due(k) >= self.until and not self._down_only(k)):
                break
        return {"rows": rows} | self._summary(rows)

    def _down_only(self, k: int) -> bool:
        """Whether a row of no days is followed by one that begins on the same day."""
        return k < 0

    def _booked(self, i: int, start: date, due: date) -> dict[str, Any]:
        k, end = i - bool(self.down), min(due, self.until)
        row = {name: [0] * 4 for name in SEVEN}
        row["opening"] = [one + two for one, two in zip(self.due, self.held, strict=True)]
        if i == 0:
            self._treat(row)
        days = sorted(d for d in {*self.paid, *self.missing} if start < d <= end or (i == 0 and d == start))
        inner = [d for d in days if d < end] if k >= 0 else []
        cut = k >= 0 and (bool(inner) or end < due)
        sums, segments = self._accrue(k, [start, *inner, end], row, cut=cut)
        if end in days:
            self._late(row, end)
        for how, total in sums.items():
            row["accrued"][1] += (interest := self.round(total))
            self._put(row, 1, interest, how)
        planned = self.planned[i][1] if end == due and i < len(self.planned) else 0
        if end == due and k >= 0:
            self._at_due(row, i, k, planned)
        self._allocate(row, self.paid.get(end, 0) if end in days else 0)
        columns = zip(*row.values(), strict=True)
        row["closing"] = [o + a + more - paid - waived - less for o, a, more, paid, waived, less, _ in columns]
        self.owed = sum(row["closing"])
        self.last, self.used = row, self.used + sum(row["paid"])
        return {
            "number": k + 1, "start": str(start), "end": str(end), "whole": end == due,
            "planned": sum_text(planned, self.places),
            "events": [
                {"on": str(d), "fee": self.money(self.charged.get(d, 0)), "paid": self.money(self.paid.get(d, 0))}
                for d in days
            ],
            "segments": segments,
            "parts": {name: {cell: self.money(row[cell][c]) for cell in SEVEN} for c, name in enumerate(NAMES)},
            "held": {name: self.money(self.held[c]) for c, name in enumerate(NAMES) if self.held[c]},
        }  # fmt: skip

    def _accrue(
        self, k: int, cuts: list[date], row: dict[str, list[int]], *, cut: bool
    ) -> tuple[dict[str, Fraction], list[Any]]:
        """Balance x days x rate of the row, day by day; what happens within it is taken in on its day."""
        sums, segments = dict[str, Fraction](), list[Any]()
        if k < 0:
            return sums, segments
        if cut:
            self._allocate(row, 0)
        flat = self.original * bool(self.due[0] + self.due[1] * self.compounds)
        for n, (first, until) in enumerate(pairwise(cuts)):
            bears = flat if self.course.flat else self.due[0] + self.due[1] * self.compounds
            for how, fraction in self._fractions(k, first, until, cut=cut).items():
                sums[how] = sums.get(how, Fraction(0)) + bears * fraction
            if cut:
                segments.append({"from": str(first), "until": str(until), "balance": self.money(bears)})
            if n < len(cuts) - 2:
                self._late(row, until)
                self._allocate(row, self.paid.get(until, 0))
        return sums, segments

    def _fractions(self, k: int, first: date, until: date, *, cut: bool) -> dict[str, Fraction]:
        """What a unit of the balance accrues on some days of a row, by what becomes of it."""
        course, found = self.course, dict[str, Fraction]()
        start, due = course.days.counted(k)
        if not cut:
            first, until = start, due
        share = course.days.share(k) / max(1, (due - start).days)
        inner = [c for c in course.cuts if first < c < until]
        for a, b in pairwise([first, *inner, until]):
            how = on(course.becomes, a)
            how = "defer" if k < self.grace and how == "run" else how
            value, daily = rate(on(course.path, a))
            part = Fraction((b - a).days) if daily else share * (b - a).days
            accrued = value * part if daily or course.compounds is None else grown(value, course.compounds, part)
            if how != "pause":
                found[how] = found.get(how, Fraction(0)) + accrued
        return found

    def _charge(self, row: dict[str, list[int]], c: int, amount: int) -> None:
        row["accrued"][c] += amount
        self.due[c] += amount

    def _at_due(self, row: dict[str, list[int]], i: int, k: int, planned: int) -> None:
        """What the plan books on a due date: its fee, a part of what is spread, and at its end all that is held."""
        if self.fee and planned:
            self._charge(row, 3, self.fee)
        for c, amount in enumerate(self.spread if k < self.count else ()):
            part = min(self._equal_part(amount, k), self.held[c])
            self.due[c], self.held[c] = self.due[c] + part, self.held[c] - part
        if self.grace and k == self.grace:
            self.due[1], self.held[1] = self.due[1] + self.held[1], 0
        if i == len(self.planned) - 1:
            self.due, self.held = [one + two for one, two in zip(self.due, self.held, strict=True)], [0] * 4

    def _allocate(self, row: dict[str, list[int]], amount: int) -> None:
        """A payment, with what was paid beyond all that was owed before: first what is due, then what is held."""
        self.spare += amount
        for purse in (self.due, self.held):
            for c in self.order:
                part = min(self.spare, purse[c])
                self.spare, purse[c], row["paid"][c] = self.spare - part, purse[c] - part, row["paid"][c] + part

    def _summary(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        """What is owed, paid and missing, from the rows and the plan."""
        places, paid = self.places, sum(self.paid.values())
        owed = [one + two for one, two in zip(self.due, self.held, strict=True)]
        used, fees = self.used, sum(self.charged.values())
        asked, due = list(self.planned), sum(amount for when, amount in self.planned if when <= self.until) + fees
        if not sum(owed) or self.until >= max(when for when, _ in self.planned):
            due = used + sum(owed)
            asked = asked if sum(owed) else _up_to(asked, used - fees)
        running = 0
        if rows and not rows[-1]["whole"]:
            row = self.last
            running = max(0, row["accrued"][1] - row["moved_out"][1] - row["waived"][1])
        instalments = self._instalments(asked)
        late = [day(one["due"]) for one in instalments if one["word"] in ("part", "missed")]
        return {
            "owed": sum_text(sum(owed), places),
            "by_component": {name: sum_text(amount, places) for name, amount in zip(NAMES, owed, strict=True)},
            "running": sum_text(running, places), "paid": sum_text(paid, places), "asked": sum_text(due, places),
            "behind": sum_text(max(0, due - paid), places), "overpaid": sum_text(paid - used, places),
            "days_past_due": (self.until - min(late)).days if late else 0, "instalments": instalments,
        }  # fmt: skip

    def _instalments(self, asked: list[tuple[date, int]]) -> list[dict[str, Any]]:
        """How each instalment was kept: what comes in fills the oldest first."""
        found, before, total = [], 0, sum(self.paid.values())
        for number, (due, amount) in enumerate(asked, 1):
            if due > self.until:
                break
            here, last = max(0, min(amount, total - before)), due + ONE * self.grace_days
            complete = self._complete(before + amount) if amount else None
            if here == amount:
                word = "on time" if complete is None or complete <= last else "late"
            else:
                word = "open" if self.until < last else "part" if here else "missed"
            found.append({
                "number": number, "due": str(due), "asked": sum_text(amount, self.places),
                "paid": sum_text(here, self.places), "missing": sum_text(amount - here, self.places), "word": word,
                "on": str(complete) if here == amount and complete else None,
            })  # fmt: skip
            before += amount
        return found

    def _complete(self, wanted: int) -> date | None:
        so_far = 0
        for when, amount in sorted(self.paid.items()):
            so_far += amount
            if so_far >= wanted:
                return when
        return None


def _up_to(asked: list[tuple[date, int]], most: int) -> list[tuple[date, int]]:
    """What a plan asked until a debt was cleared by so much."""
    found = []
    for due, amount in asked:
        if most <= 0:
            break
        found.append((due, min(amount, most)))
        most -= amount
    return found
