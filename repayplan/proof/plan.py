"""The plan document: each row worked out from the debt, the terms and the row before it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from repayplan.proof.balances import Balances, are_billed
from repayplan.proof.cells import MOST, Discrepancy, at, differences, matched, read, sum_text, units, whole
from repayplan.proof.course import Course

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from repayplan.proof.course import Accrual

# ISO 4217: the currencies that have not two decimals.
PLACES: dict[str, int] = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0)
PLACES |= dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3) | {"CLF": 4, "UYW": 4}
ROUND: dict[str, Callable[[Fraction], int]] = {
    "half-up": lambda x: floor(x + Fraction(1, 2)), "half-down": lambda x: ceil(x - Fraction(1, 2)),
    "half-even": round, "up": ceil, "down": floor,
}  # fmt: skip
# Balances that are carried are counted in this many decimals of a minor unit.
CARRIED = {"rounded": 0, "exact": 12}
NAMES = ("principal", "interest", "penalty", "fees")
SEVEN = ("opening", "accrued", "moved_in", "paid", "waived", "moved_out", "closing")
ODD_FIRST = {"odd-units-first": True, "last-takes-rest": False}
OPENING = ("collect", "spread", "capitalise", "defer", "waive")
Ask = tuple[int, Fraction | int, bool]  # a fixed sum, times the level sum, with the interest due


class Replay:
    """The rows of a document, worked out one after the other."""

    def __init__(self, document: object) -> None:
        def get(path: str, parse: Any) -> Any:
            return read(document, path, parse)

        self.course = Course(document)
        self.places = get("debt.currency", lambda v: PLACES.get(matched("[A-Z]{3}", v)[0], 2))
        self.carried = get("terms.conventions", lambda v: CARRIED[v.get("balance", "rounded")])
        self.due: list[int] = [get(f"debt.balance.{name}", self.units) for name in NAMES]
        self.held, self.spread, self.owed = [0] * 4, [0] * 4, sum(self.due)
        self.opening = [get(f"terms.treatment.{name}.opening", lambda v: OPENING[OPENING.index(v)]) for name in NAMES]
        self.fee: int = get("terms.fee_per_instalment", self.units)
        self.down: int = get("terms.down_payment", self.units)
        self.order = get("terms.order", lambda v: sorted(range(4), key=[v.index(name) for name in NAMES].__getitem__))
        self.round = get("terms.conventions.interest_rounding", ROUND.__getitem__)
        self.exact = get("terms.conventions.instalment_rounding", lambda v: v == "none")
        self.round_ask = get("terms.conventions.instalment_rounding", lambda v: ROUND["half-up" if v == "none" else v])
        self.odd_first = get("terms.conventions.equal_parts", ODD_FIRST.__getitem__)
        self.unit = get("terms.conventions", lambda v: max(1, units(v.get("unit"), self.places)))
        self.compounds = get("debt.compounding", {"none": False, "monthly": True, "everything": True}.__getitem__)
        self.rows = get("rows", lambda v: v[: whole(len(v), 0, MOST + 1)])
        self.number = get("terms.instalments", lambda v: v if v is None else whole(v, 1, MOST))
        spread_over = get("spread_over", lambda v: v if v is None else whole(v, 1, MOST))
        self.count = self.number or spread_over or max(1, len(self.rows) - bool(self.down))
        self.kind = get("terms.shape.kind", str)
        self.late = self.kind == "contract" and not get("terms.shape.paid", {True: True, False: False}.__getitem__)
        self.forgiven: list[int] = get("terms", self._forgiven)
        self.grace = get("terms.shape", lambda v: whole(v["first"], 1, MOST)) if self.kind == "interest_grace" else 0
        self.left = get("terms.shape.amount", self.units) if self.kind == "residual" else 0
        self.asks = [(self.down, 0, False)] * bool(self.down) + get("terms.shape", self._asks)
        # The row that asks for all that is still owed.
        keeps = get("terms.conventions", lambda v: v.get("remainder", "last") == "last")
        takes_rest = keeps and self.number and self.kind not in ("given_amounts", "contract")
        self.final = len(self.asks) - 1 if takes_rest else None
        self.original = self._original(document, "terms.rate" if at(document, "terms.rate") else "debt.rate")
        self.contract_original = self._original(document, "debt.rate")
        self.level = self._level(get("instalment", self.units))
        self.balances = Balances(document, self.course.days, self.units) if are_billed(document) else None
        self.totals = dict.fromkeys(("paid", "interest", "waived", "forgone"), 0)
        self.most = 0

    def units(self, value: Any) -> int:
        """A sum [units of the walk: minor ones, finer where balances are carried]."""
        return units(value, self.places + self.carried)

    def money(self, amount: int) -> str:
        """A sum as the document writes it: with the decimals of the currency, and those that it needs beyond."""
        text = format(Decimal(f"{amount}E-{self.places + self.carried}"), "f")
        whole_part, _, decimals = text.partition(".")
        decimals = decimals[: self.places] + decimals[self.places :].rstrip("0")
        return f"{whole_part}.{decimals}" if decimals else whole_part

    def printed(self, amount: int) -> int:
        """A sum as it is printed [minor units]."""
        rounded: int = self.round(Fraction(amount, 10**self.carried))
        return rounded

    def _original(self, document: object, path: str) -> int:
        """The original amount, which a flat fee bears on."""
        of = at(document, f"{path}.of")
        original: int = self._principal() if of is None else read(document, f"{path}.of", self.units)
        return original

    def _forgiven(self, terms: Any) -> list[int]:
        """What is forgiven at the start: a write-down, or what a settlement leaves."""
        given = terms.get("write_down")
        written = [given.get(name) for name in NAMES] if isinstance(given, dict) else [given, None, None, None]
        forgiven = [min(self.units(part), owed) for part, owed in zip(written, self.due, strict=True)]
        if self.kind == "settlement" and (amount := terms["shape"].get("amount")) is not None:
            left = max(0, self.owed - self.units(amount))
            for c in (2, 3, 1, 0):
                forgiven[c] = min(left, self.due[c])
                left -= forgiven[c]
        return forgiven

    def _asks(self, shape: Any) -> list[Ask]:
        """What each instalment asks, its fee aside: of the first ones, and of all others."""

        def ask(amount: Any = None, weight: int = 1) -> Ask:
            return (0, 1, False) if amount is None else (self.units(amount), weight, False)

        first: list[Ask] = []
        last: Ask = (0, 0, False)
        match self.kind:
            case "level" | "fixed_amount":
                last = ask(shape.get("amount"), 0)
            case "residual" | "interest_grace":
                last = ask()
            case "weights":
                first = [(0, Fraction(units(weight, 30), 10**30), False) for weight in shape["weights"][:MOST]]
            case "balloon":
                first, last = [ask()] * (self.count - 1), ask(shape.get("final"))
            case "interest_only" | "holiday":
                first, last = [(0, 0, self.kind == "interest_only")] * whole(shape["first"], 1, MOST), ask()
            case "steps":
                first = [ask(amount, 0) for n, amount in shape["steps"][:MOST] for _ in range(whole(n, 1, MOST))]
                last = ask(shape.get("then"), 0)
            case "seasonal":
                months = [self.course.days.scheduled(k).month for k in range(self.count)]
                first = [(0, whole(shape["weights"][month - 1], 0, 10**6), False) for month in months]
            case "given_amounts":
                first = [ask(amount, 0) for amount in shape["amounts"][:MOST]]
            case "equal_principal":
                step = 1 if self.exact else 10**self.carried
                last = (step * self.round_ask(Fraction(self._principal(), self.count * step)), 0, True)
            case kind if kind not in ("settlement", "contract"):
                raise ValueError
        return (first + [last] * self.count)[: self.count]

    def _principal(self) -> int:
        """The principal that is paid off in equal parts: with what joins it, without what is deferred or waived."""
        joins = [self.opening[0] in ("collect", "spread"), *(how == "capitalise" for how in self.opening[1:])]
        owed = sum(self.due[c] - self.forgiven[c] for c in range(4) if joins[c])
        return max(0, owed - self.down)

    def _level(self, stated: int) -> int:
        """The level sum: as it is stated, unless no row asks that."""
        rows = [(i, fixed, n) for i, (fixed, n, _) in enumerate(self.asks[: len(self.rows)]) if n and i != self.final]
        asked = [(self._stated(i, "asked") - fixed - self.fee) // n for i, fixed, n in rows if isinstance(n, int)]
        return stated if not asked or stated in asked else asked[0]

    def _stated(self, i: int, cell: str) -> int:
        """A sum as a row has it."""
        at_row = f"rows[{i}]"
        amount: int = read({at_row: self.rows[i]}, f"{at_row}.{cell}", self.units)
        return amount

    def instalment(self) -> int:
        """The level sum; where none is solved, the given one, or the largest payment."""
        if any(weight for _, weight, _ in self.asks):
            return self.printed(self.level) if self.rows else 0
        return self.printed(self.asks[-1][0]) if self.kind in ("level", "fixed_amount") else self.most

    def row(self, i: int) -> dict[str, Any]:
        """A row from what is due and what is held at its start."""
        k, row = i - bool(self.down), {name: [0] * 4 for name in SEVEN}
        row["opening"] = [one + two for one, two in zip(self.due, self.held, strict=True)]
        if i == 0:
            self._treat(row)
        accruals, contract = self._accruals(k)
        bearing = self.original if self.course.flat else self.due[0] + self.due[1] * self.compounds
        bearing = 1 if self.balances else bearing
        for becomes, fraction, _ in accruals if self.due[0] + self.due[1] * self.compounds else ():
            row["accrued"][1] += (interest := self.round(bearing * fraction))
            self._put(row, 1, interest, becomes)
        bearing = self.contract_original if self.course.contract_flat else row["opening"][0]
        forgone = self.round(bearing * contract[1]) - row["accrued"][1] if contract else 0
        if k >= 0:
            self._fall_due(row, i)
        asked, payment = self._pay(row, i)
        if self.balances:
            self.balances.pay(k, row["paid"][0])
        columns = zip(*row.values(), strict=True)
        row["closing"] = [
            o + accrued + more - paid - waived - less for o, accrued, more, paid, waived, less, _ in columns
        ]
        shown = self._shown(row["paid"])
        sums = (payment, row["paid"][1], sum(row["waived"]), forgone)
        self.totals = {name: so_far + add for (name, so_far), add in zip(self.totals.items(), sums, strict=True)}
        self.owed, self.most = sum(row["closing"]), max(self.most, shown)
        start, due = self.course.days.due(k - 1), self.course.days.due(k)
        return {
            "number": k + 1, "start": str(start), "due": str(due), "days": (due - start).days,
            "accruals": [written for _, _, written in accruals], "contract": contract and contract[2],
            "forgone": self.money(forgone), "asked": self.money(asked), "payment": sum_text(shown, self.places),
            "parts": {name: {cell: self.money(row[cell][c]) for cell in SEVEN} for c, name in enumerate(NAMES)},
            "held": {name: self.money(self.held[c]) for c, name in enumerate(NAMES) if self.held[c]},
        }  # fmt: skip

    def _accruals(self, k: int) -> tuple[list[Accrual], Accrual | None]:
        """What a row accrues: a fraction of what bears, or, on the balances of a card, the exact sum."""
        if self.balances is None:
            return self.course.accruals(k, 0 <= k < self.grace)
        total, written = self.balances.row(k, self.due)
        written["balances"] = {name: self.money(owed) for name, owed in written["balances"].items()}
        return [("run", total, written)], None

    def _shown(self, paid: list[int]) -> int:
        """A payment as it is printed: rounded once where it pays principal, else part by part [minor units]."""
        return self.printed(sum(paid)) if paid[0] else sum(map(self.printed, paid))

    def _treat(self, row: dict[str, list[int]]) -> None:
        """What is forgiven at the start is gone; what becomes of the rest."""
        for c, how in enumerate(self.opening):
            amount, self.due[c], row["waived"][c] = self.due[c] - self.forgiven[c], 0, self.forgiven[c]
            self.spread[c] = amount * (how == "spread")
            self._put(row, c, amount, how)

    def _put(self, row: dict[str, list[int]], c: int, amount: int, how: str) -> None:
        """Put what was owed already, or what accrues, where its treatment says."""
        places = {"waive": row["waived"], "capitalise": row["moved_out"], "defer": self.held, "spread": self.held}
        places.get(how, self.due)[c] += amount
        if how == "capitalise":
            row["moved_in"][0] += amount
            self.due[0] += amount

    def _fall_due(self, row: dict[str, list[int]], i: int) -> None:
        """The fee of an instalment, or the late fee as it stands; and a part of what is spread, odd units first."""
        c, fee = (2, self._stated(i, "parts.penalty.accrued")) if self.late else (3, self.fee)
        row["accrued"][c] = fee
        self.due[c] += fee
        for c, amount in enumerate(self.spread):
            part = min(self._equal_part(amount, i - bool(self.down)), self.held[c])
            self.due[c], self.held[c] = self.due[c] + part, self.held[c] - part
        if self.grace and i - bool(self.down) == self.grace:
            self.due[1], self.held[1] = self.due[1] + self.held[1], 0
        if i == self.final and self.left:
            self.due, self.held = [one + two for one, two in zip(self.due, self.held, strict=True)], [0] * 4

    def _equal_part(self, amount: int, k: int) -> int:
        """A part of what is spread: odd units first, or each rounded and the rest with the last."""
        if self.odd_first:
            return amount // self.count + (k < amount % self.count)
        return amount if k == self.count - 1 else self.round_ask(Fraction(amount, self.count))

    def _pay(self, row: dict[str, list[int]], i: int) -> tuple[int, int]:
        """What is asked, by a contract's formula as it stands; what is paid: first what is due, then what is held."""
        owed, (fixed, weight, on_top) = sum(self.due + self.held), self.asks[i]
        asked = fixed + int(weight * self.level) + on_top * self.due[1] + self.fee * (i >= bool(self.down))
        if self.kind == "weights" and i >= bool(self.down):
            asked = self._weighed(i, weight)
        if i == self.final:
            asked = max(0, owed - self.left)
        if self.kind == "contract" and i >= bool(self.down):
            asked = 0 if self.late else self._stated(i, "asked")
        rest = payment = min(asked, max(0, owed - self.left))
        for purse in (self.due, self.held):
            for c in self.order:
                part = min(rest, purse[c])
                rest, purse[c], row["paid"][c] = rest - part, purse[c] - part, row["paid"][c] + part
        return asked, payment

    def _weighed(self, i: int, weight: Fraction | int) -> int:
        """A weighted instalment as it stands, where it is the weight of a sum that is printed as the instalment."""
        stated, step = self._stated(i, "asked"), 10**self.carried
        off = abs(stated - self.fee - weight * self.level)
        return stated if off <= (weight / 2 + 1) * step * self.unit else int(weight * self.level) + self.fee


def plan_cells(document: object) -> Iterator[Discrepancy]:
    """The cells of a plan document that do not hold."""
    if at(document, "stages"):
        # Loaded by the first plan with changes.
        from repayplan.proof.stages import staged_cells

        yield from staged_cells(document)
        return
    replay, walked = Replay(document), 0
    while replay.owed and walked < min(len(replay.rows), len(replay.asks)):
        yield from differences(replay.rows[walked], replay.row(walked), f"rows[{walked}]", "row")
        walked += 1
    length = replay.number + bool(replay.down) if replay.owed and replay.number else walked
    if len(replay.rows) != length:
        yield Discrepancy("rows", len(replay.rows), length, "count")
    expected = {
        "first_due": str(replay.course.days.first),
        "spread_over": replay.count if any(replay.spread) else None,
        "instalment": sum_text(replay.instalment(), replay.places),
        "totals": {name: sum_text(replay.printed(amount), replay.places) for name, amount in replay.totals.items()},
    }
    for name, cells in expected.items():
        yield from differences(at(document, name), cells, name, name)
