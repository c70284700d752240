"""A plan document with changes: each stage is worked out from the row before it, like a plan of its own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.proof.cells import MOST, Discrepancy, at, day, differences, read, sum_text, whole
from repayplan.proof.course import Course, on, pieces
from repayplan.proof.days import Days
from repayplan.proof.plan import NAMES, Replay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from repayplan.proof.course import Accrual


class StageDays(Days):
    """Days of a stage: its first row may be a part of a period."""

    def __init__(self, document: object) -> None:
        super().__init__(document)
        self.whole: tuple[date, date, int] | None = read(
            document, "within", lambda v: v and (day(v[0]), day(v[1]), whole(v[2], 1, 31))
        )

    def share(self, k: int) -> Fraction:
        """What a row counts [years]: a part of a period its days over the days of the whole."""
        start, due = self.counted(k)
        if k or self.whole is None or self.day_count != "equal-periods" or not self.year or start == due:
            return super().share(k)
        first, last, seed_day = self.whole
        self.seed_day, seed = seed_day, self.seed_day
        share = self._equal(first, last)
        self.seed_day = seed
        return share * (due - start).days / (last - first).days


class Partly(Fraction):
    """A fraction for days of which some bear on the balance of the plan, others on a sum beside it."""

    other: Fraction
    constant: Fraction

    @classmethod
    def of(cls, fraction: Fraction, other: Fraction, constant: Fraction) -> Partly:
        """The fraction, what of it does not bear on the balance, and what the days beside it come to."""
        made = cls(fraction)
        made.other, made.constant = other, constant
        return made

    def __rmul__(self, balance: Any) -> Any:
        return balance * (Fraction(self) - self.other) + self.constant


class StageCourse(Course):
    """What accrues in the rows of a stage.

    Where some is overdue, it accrues up to a day on the principal that is really owed; on an advance from its day on.
    """

    def __init__(self, document: object, owed: int, advances: list[tuple[date, int]]) -> None:
        super().__init__(document)
        self.days, self.owed, self.advances = StageDays(document), owed, advances
        self.until: date | None = read(document, "overdue", lambda v: day(v["until"]) if v else None)

    def accruals(self, k: int, put_off: bool) -> tuple[list[Accrual], Accrual | None]:
        """What a row accrues, by what becomes of it, and what the contract would where that is more."""
        found, contract = super().accruals(k, put_off)
        if k < 0 or (self.until is None and not self.advances):
            return found, contract
        partly = [(how, self._partly(k, one, how, put_off, self.flat), written) for how, one, written in found]
        if contract:
            contract = "", self._partly(k, contract[1], None, put_off, self.contract_flat), contract[2]
        return partly, contract

    def _partly(self, k: int, fraction: Fraction, becomes: str | None, put_off: bool, flat: bool) -> Fraction:
        """A fraction of a row with what of it bears on something else; of the contract's rate where nothing becomes."""
        start, due = self.days.counted(k)
        until = min(self.until or start, due)
        # What bears on the original amount does not feel what is overdue.
        before = self._between(k, start, until, becomes, put_off) if until > start and not flat else Fraction(0)
        constant = self.owed * before
        for on_day, amount in self.advances if k == 0 else ():
            bears = self._between(k, max(start, on_day), due, becomes, put_off)
            constant += amount * (bears - self._between(k, start, due, becomes, put_off) * flat)
        return Partly.of(fraction, before, constant)

    def _between(self, k: int, first: date, last: date, becomes: str | None, put_off: bool) -> Fraction:
        """What some days of a row accrue, of one treatment or at the contract's rate."""
        (start, due), steps, found = self.days.counted(k), self.path if becomes else self.contract, []
        share = self.days.share(k) / max(1, (due - start).days)
        cuts = self.cuts if becomes else self.contract[0]
        for piece, days in pieces(start, due, sorted({*cuts, first, last})):
            what = on(self.becomes, piece)
            what = "defer" if put_off and what == "run" else what
            if first <= piece < last and becomes in (None, what):
                found.append((on(steps, piece), days))
        return self._accrual(becomes or "", found, share)[1]


class StageReplay(Replay):
    """The rows of one stage, from what is due and what is held when the row before it ends."""

    # The number of its first row.
    before = 1

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        super().__init__(document)
        really = read(document, "overdue", lambda v: self.units(v["principal"]) if v else 0)
        booked = self._booked()
        self.booked = [sum(amounts[c] for _, amounts in booked) for c in range(4)]
        self.course = StageCourse(document, really, [(on_day, amounts[0]) for on_day, amounts in booked if amounts[0]])
        self.original, self.contract_original = read(document, "originals", lambda v: [self.units(one) for one in v])
        self.held = _held(self, document)
        spread = read(document, "spread", list)
        self.stays_spread = [name in spread for name in NAMES]
        self.owed += sum(self.held)
        if self.kind == "as_asked":
            self.left = read(document, "terms.shape.stays", self.units)
        if self.kind == "as_paid":
            self.final = None

    def _forgiven(self, terms: Any) -> list[int]:
        """What is forgiven at the start, and what of the stage's own first row."""
        more: list[int] = read(self.document, "forgiven", self._four)
        return [one + other for one, other in zip(super()._forgiven(terms), more, strict=True)]

    def _booked(self) -> list[tuple[date, list[int]]]:
        """What is booked in the first row: on which day, and how much by component."""
        booked: list[tuple[date, list[int]]] = read(
            self.document, "booked", lambda v: [(day(entry["on"]), self._four(entry["amounts"])) for entry in v]
        )
        return booked

    def _asks(self, shape: Any) -> list[Any]:
        """What the rows ask: a charge that is booked comes on top in the first one."""
        asks = self._shape_asks(shape)
        if self.kind != "as_paid":
            fixed, weight, on_top = asks[0]
            asks[0] = fixed + sum(sum(amounts[1:]) for _, amounts in self._booked()), weight, on_top
        return asks

    def _shape_asks(self, shape: Any) -> list[Any]:
        """What is left of another shape, or what was paid: the fee is a part of that."""
        if self.kind == "as_asked":
            return [
                (self.units(amount), whole(weight, 0, 10**6), bool(top))
                for amount, weight, top in shape["asked"][:MOST]
            ]
        if self.kind == "as_paid":
            paid = [self.units(amount) for amount in shape["amounts"][:MOST]]
            paid += [0] * self.count
            return [(amount - self.fee, 0, False) for amount in paid[: self.count]]
        return super()._asks(shape)

    def _four(self, amounts: Any) -> list[int]:
        """Amounts by component [minor units]."""
        return [self.units(amounts.get(name)) for name in NAMES]

    def _fall_due(self, row: dict[str, list[int]], i: int) -> None:
        """What falls due, and what is booked in the first row."""
        super()._fall_due(row, i)
        if i == bool(self.down):
            for c, amount in enumerate(self.booked):
                row["accrued"][c] += amount
                self.due[c] += amount

    def _principal(self) -> int:
        """The principal that is paid off in equal parts: what is held and falls due in parts is one of it."""
        spread = "principal" in read(self.document, "spread", list)
        advances = sum(amounts[0] for _, amounts in self._booked())
        principal: int = super()._principal() + spread * _held(self, self.document)[0] + advances
        return principal

    def _treat(self, row: dict[str, list[int]]) -> None:
        held = list(self.held)
        super()._treat(row)
        self.spread = [
            amount + was * stays for amount, was, stays in zip(self.spread, held, self.stays_spread, strict=True)
        ]

    def row(self, i: int) -> dict[str, Any]:
        """A row; numbers go on from the stage before."""
        return super().row(i) | {"number": self.before + i}


def staged_cells(document: Any) -> Iterator[Discrepancy]:
    """The cells of a plan document with changes that do not hold."""
    stages: list[Any] = read(document, "stages", lambda v: v[: whole(len(v), 1, MOST)])
    rows: list[Any] = read(document, "rows", lambda v: v[: whole(len(v), 0, MOST * 2)])
    totals: dict[str, int] = dict.fromkeys(("paid", "interest", "waived", "forgone"), 0)
    done, first, replay = 0, 0, None
    for n, stage in enumerate(stages):
        count = read(stage, "rows", lambda v: whole(v, 1, MOST))
        owed = read(document, "debt.balance", dict)
        if replay is not None:
            yield from _handed_on(stage, replay, f"stages[{n}]")
            owed = _due(stage, replay)
        replay = StageReplay(_document(document, stage, owed, rows[done : done + count]))
        first = first if n else 1 - bool(replay.down)
        replay.before = first + done
        for i in range(min(len(replay.rows), len(replay.asks))):
            yield from differences(replay.rows[i], replay.row(i), f"rows[{done + i}]", "row")
        totals = {name: totals[name] + more for name, more in replay.totals.items()}
        done += count
    if replay is not None:
        yield from _ending(document, replay, done, totals)


def _ending(document: Any, replay: StageReplay, done: int, totals: dict[str, int]) -> Iterator[Discrepancy]:
    """How many rows there are, and what they come to."""
    missing = len(replay.asks) - len(replay.rows) if replay.owed and replay.final is not None else 0
    if len(document["rows"]) != done + missing:
        yield Discrepancy("rows", len(document["rows"]), done + missing, "count")
    expected = {name: sum_text(amount, replay.places) for name, amount in totals.items()}
    yield from differences(at(document, "totals"), expected, "totals", "totals")
    if any(weight for _, weight, _ in replay.asks):
        level = sum_text(replay.instalment(), replay.places)
        yield from differences(at(document, "instalment"), level, "instalment", "instalment")


def _held(replay: Replay, stage: Any) -> list[int]:
    """What a stage holds at its start."""
    held = read(stage, "held", dict)
    return [replay.units(held.get(name)) for name in NAMES]


def _handed_on(stage: Any, replay: StageReplay, path: str) -> Iterator[Discrepancy]:
    """A stage starts where the one before ended, and holds no more than that one held."""
    start = str(replay.course.days.due(len(replay.rows) - 1 - bool(replay.down)))
    yield from differences(at(stage, "as_of"), start, f"{path}.as_of", "as_of")
    for name, held, was in zip(NAMES, _held(replay, stage), replay.held, strict=True):
        if held > was:
            yield Discrepancy(f"{path}.held.{name}", replay.money(held), replay.money(was), "held")


def _due(stage: Any, replay: StageReplay) -> dict[str, str]:
    """What is due at the start of a stage: what is owed, less what it holds."""
    owed = [one + two for one, two in zip(replay.due, replay.held, strict=True)]
    held = _held(replay, stage)
    return {name: sum_text(max(0, a - b), replay.places) for name, a, b in zip(NAMES, owed, held, strict=True)}


def _document(document: Any, stage: Any, due: dict[str, Any], rows: list[Any]) -> dict[str, Any]:
    """A stage as the document of a plan of its own."""
    terms = read(stage, "terms", dict)
    debt = {**document["debt"], "balance": due, "due_day": stage["seed_day"], "rate": stage["contract"]}
    return {**stage, "debt": debt, "terms": terms | {"first_due": None}, "rows": rows}
