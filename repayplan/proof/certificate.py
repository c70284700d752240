"""A certificate: each change holds by its own sums, and one step less does not."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.proof.cells import Discrepancy, at, differences, matched, rate, read, whole
from repayplan.proof.money import Money, kept_back, running

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_MONTHS = 1300
# Levers of which one step is one instalment or one month, and those that are sums of a component.
COUNTED = ("months", "pause", "start")
FORGIVEN = {"interest": "interest", "penalty": "penalty", "fees": "fees", "write_down": "principal"}


class Sums:
    """What is there and what is asked, month by month, as a document has it [minor units]."""

    def __init__(self, money: Money, document: object, first: object, found: object, path: str) -> None:
        self.money, self.document, self.path = money, document, path
        self.opening, self.floor = read(found, "opening", money.units), read(found, "floor", money.units)
        self.at_once = read(found, "at_once", money.units)
        self.surplus, self.available, self.payments = (
            read(found, name, self._months) for name in ("surplus", "available", "payments")
        )
        self.unpaid = read(found, "unpaid", list)
        self.first = read(first, "first_month", lambda v: matched(r"\d{4}-(0[1-9]|1[0-2])", v)[0])
        self.within = [(at(one, "month"), read(one, "cash", money.units)) for one in read(found, "within_months", list)]

    def _months(self, found: Any) -> list[int]:
        sums = [self.money.units(amount) for amount, count in found for _ in range(whole(count, 1, MOST_MONTHS))]
        if len(sums) > MOST_MONTHS:
            raise ValueError
        return sums

    def cells(self) -> Iterator[Discrepancy]:
        """What each month leaves, and what is owed, accrued, waived, paid and left of each debt."""
        kept = [one - kept_back(self.money, self.document, one) for one in self.surplus]
        yield from differences(self.available, kept, f"{self.path}.available", "available")
        for k, debt in enumerate(self.unpaid):
            owed, accrued, waived, paid, left = (
                read(debt, name, lambda v: Fraction(matched(r"[\d.]{1,60}", v)[0]))
                for name in ("owed", "accrued", "waived", "paid", "left")
            )
            if owed + accrued - waived - paid != left or left <= 0:
                yield Discrepancy(f"{self.path}.unpaid[{k}].left", at(debt, "left"), None, "left")

    def start(self, added: int) -> Iterator[Discrepancy]:
        """Cash at the start, as the case has it and ``added``, and the floor where it is no weeks of income."""
        cash = read(self.document, "case.household.cash", self.money.units) + added
        yield from differences(self.opening, cash, f"{self.path}.opening", "opening")
        reserve = at(self.document, "case.household.reserve")
        if reserve is None or "week" not in reserve:
            floor = min(cash, 0 if reserve is None else self.money.units(reserve))
            yield from differences(self.floor, floor, f"{self.path}.floor", "floor")

    def left(self) -> int:
        """What is left unpaid in all [minor units of the case]."""
        own = {owed["id"]: owed.get("currency") or self.money.currency for owed in at(self.document, "case.debts")}
        return sum(self.money.of(at(debt, "left"), own[at(debt, "debt")]) for debt in self.unpaid)

    def short(self, *, strict: bool) -> tuple[int, int] | None:
        """The first month that is short, and by how much."""
        if strict:
            for k, (have, pay) in enumerate(zip(self.available, self.payments, strict=True)):
                if pay > max(0, have):
                    return k, pay - max(0, have)
        if self.at_once and self.opening - self.at_once < self.floor:
            return 0, self.floor - self.opening + self.at_once
        margins = [have - pay for have, pay in zip(self.available, self.payments, strict=True)]
        for k, end in enumerate(running(self.opening, margins)):
            for cash in [cash for month, cash in self.within if month == months_after(self.first, k)] + [end]:
                if cash < self.floor:
                    return k, self.floor - cash
        return None


def months_after(first: str, count: int) -> str:
    """The month so many months after a first one."""
    number = int(first[:4]) * 12 + int(first[5:]) - 1 + count
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def certificate_cells(money: Money, document: object, found: object, path: str) -> Iterator[Discrepancy]:
    """The cells of one certificate that do not hold."""
    if at(found, "sums") is None:
        return
    base = Sums(money, document, found, at(found, "sums"), f"{path}.sums")
    yield from base.cells()
    yield from base.start(0)
    yield from _named(money, base, path, at(found, "short_month"), at(found, "short_by"), strict=False)
    for name, lever in read(found, "levers", dict).items():
        for word in ("feasible", "strict"):
            if (change := at(lever, word)) is not None:
                where = f"{path}.levers.{name}.{word}"
                kind = at(lever, "name")
                yield from _change(money, document, found, base, change, where, kind, strict=word == "strict")


def _change(
    money: Money, document: object, certificate: object, base: Sums, change: object, path: str, lever: str, *,
    strict: bool,
) -> Iterator[Discrepancy]:  # fmt: skip
    """Both neighbours: the change is enough by its own sums, and one step less is not."""
    enough = Sums(money, document, certificate, at(change, "sums"), f"{path}.sums")
    less = Sums(money, document, certificate, at(change, "one_less.sums"), f"{path}.one_less.sums")
    yield from enough.cells()
    yield from less.cells()
    if enough.unpaid or enough.short(strict=strict) is not None:
        yield Discrepancy(f"{path}.sums", None, "plans that are kept", "enough")
    month, by = at(change, "one_less.month"), at(change, "one_less.short")
    yield from _named(money, less, f"{path}.one_less", month, by, strict=strict)
    size, small = (read(change, key, lambda v: _size(money, lever, v)) for key in ("size", "one_less.size"))
    step = (small - size) if lever == "rate" else (size - small)
    # A minor unit of a debt in another currency may be less than one of the case.
    if step != 1 and not (lever == "write_down" and len(money.rates) > 1):
        yield Discrepancy(f"{path}.one_less.size", at(change, "one_less.size"), at(change, "size"), "one step")
    yield from _effect(money, base, enough, less, change, path, lever, size)


def _named(
    money: Money, sums: Sums, path: str, month: Any, by: Any, *, strict: bool
) -> Iterator[Discrepancy]:  # fmt: skip
    """The month and sum that are named as short, from the sums; where no month is, what is left unpaid."""
    short = sums.short(strict=strict)
    if short is None:
        left = sums.left()
        expected: tuple[Any, Any] = (month, money.text(left) if left else None)
    else:
        expected = months_after(sums.first, short[0]), money.text(short[1])
    yield from differences(month, expected[0], f"{path}.month", "month")
    yield from differences(by, expected[1], f"{path}.short", "short")


def _size(money: Money, lever: str, text: Any) -> int:
    """A size in the steps of its lever."""
    if lever in COUNTED:
        return int(matched(r"\d{1,4}", text)[0])
    if lever == "rate":
        return whole(int(Fraction(matched(r"\d{1,9}\.\d{6}", text)[0]) * 10**6), 0, 10**18)
    return money.units(text)


def _effect(
    money: Money, base: Sums, enough: Sums, less: Sums, change: object, path: str, lever: str, size: int
) -> Iterator[Discrepancy]:  # fmt: skip
    """What the lever does to the sums is as much as its size says."""
    plans = read(change, "plans", dict)
    for sums, added in ((enough, size), (less, size - 1)):
        yield from sums.start(added if lever == "savings" else 0)
    if len(money.rates) == 1:
        paid = sum(read(plan, "totals.paid", money.units) for plan in plans.values())
        yield from differences(sum(enough.payments), paid, f"{enough.path}.payments", "payments")
    if lever in ("income", "spending"):
        for sums, most in ((enough, size), (less, size - 1)):
            more = [there - before for there, before in zip(sums.surplus, base.surplus, strict=False)]
            if any(one > most or one < (most if lever == "income" else 0) for one in more):
                yield Discrepancy(f"{sums.path}.surplus", None, money.text(most), "size")
    elif lever == "rate":
        for name, plan in plans.items():
            asked = at(plan, "terms.rate")
            if isinstance(asked, str) and rate(asked) != (Fraction(size, 10**6), False):
                yield Discrepancy(f"{path}.plans.{name}.terms.rate", asked, at(change, "size"), "size")
    elif lever in FORGIVEN and len(money.rates) == 1:
        given = [at(plan, "terms.write_down") for plan in plans.values()]
        alone = FORGIVEN[lever]
        parts = [one.get(alone) if isinstance(one, dict) else one if alone == "principal" else None for one in given]
        if sum(money.units(part) for part in parts if part is not None) != size:
            yield Discrepancy(f"{path}.size", at(change, "size"), None, "size")
