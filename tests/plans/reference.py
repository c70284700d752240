"""A second way to work a plan out: day by day, in fractions, with no part of the library.

It knows due dates at month ends, yearly and daily rates over actual/365 or equal months, every cell of the table of
treatments, and level, fixed and given sums.
"""

import math
from datetime import date, timedelta
from fractions import Fraction

ORDER = ("fees", "penalty", "interest", "principal")
NAMES = ("principal", "interest", "penalty", "fees")
ONE_DAY = timedelta(days=1)


def rounded(value, how="half-up"):
    """A non-negative fraction as a whole number."""
    down = math.floor(value)
    rest = value - down
    if how == "half-up":
        return down + (rest >= Fraction(1, 2))
    if how == "half-down":
        return down + (rest > Fraction(1, 2))
    if how == "half-even":
        return down + (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and down % 2 == 1))
    return down + (how == "up" and rest > 0)


def month_ends(first_year, first_month, count):
    """The last days of consecutive months."""
    found = []
    for k in range(count):
        year, month = divmod(first_year * 12 + first_month - 1 + k + 1, 12)
        found.append(date(year, month + 1, 1) - ONE_DAY)
    return found


def share_of_year(day_count, start, due):
    """actual/365, or a twelfth for each month: the plans compared start on a first or a last day of a month."""
    if day_count == "actual/365":
        return Fraction((due - start).days, 365)
    months = (due.year - start.year) * 12 + due.month - start.month + (start.day == 1)
    return Fraction(months, 12)


class Book:
    """What is owed, due and held apart, and the rows so far."""

    def __init__(self, opening, treatment, order, rounding):
        self.due = dict(zip(NAMES, opening, strict=True))
        self.held = dict.fromkeys(NAMES, 0)
        self.order, self.rounding = order, rounding
        self.rows, self.waived, self.forgone = [], dict.fromkeys(NAMES, 0), 0
        self.treatment = treatment
        for name in ("interest", "penalty", "fees"):
            how, amount = treatment[name][0], self.due[name]
            if how == "collect":
                continue
            self.due[name] = 0
            if how == "waive":
                self.waived[name] += amount
            elif how == "capitalise":
                self.due["principal"] += amount
            else:
                self.held[name] += amount

    def accrue(self, start, due, rate, per_day, share, windows):
        """Interest of the days after ``start`` up to ``due``, rounded once for each thing that becomes of it."""
        nights = (due - start).days
        groups = {}
        for n in range(1, nights + 1):
            day = start + n * ONE_DAY
            becomes = next((w[2] for w in windows if w[0] <= day <= w[1]), self.treatment["interest"][1])
            groups[becomes] = groups.get(becomes, 0) + 1
        bearing = self.due["principal"]
        worth = lambda days: rate * days if per_day else rate * share * Fraction(days, nights)  # noqa: E731
        booked = 0
        for becomes, days in groups.items():
            if becomes == "pause":
                continue
            interest = rounded(bearing * worth(days), self.rounding)
            booked += interest
            if becomes == "run":
                self.due["interest"] += interest
            elif becomes == "capitalise":
                self.due["principal"] += interest
            elif becomes == "defer":
                self.held["interest"] += interest
            else:
                self.waived["interest"] += interest
        if "pause" in groups and rate:
            self.forgone += rounded(bearing * worth(nights), self.rounding) - booked

    def pay(self, amount, everything=False):
        """A payment on what is due, in order, then on what is held."""
        left = self.owed() if everything else amount
        paid = left
        for pot in (self.due, self.held):
            for name in self.order:
                part = min(left, pot[name])
                pot[name] -= part
                left -= part
        self.rows.append((paid - left, self.owed()))

    def owed(self):
        """Everything, due and held."""
        return sum(self.due.values()) + sum(self.held.values())


def walk(
    opening,
    rate,
    per_day,
    due,
    as_of,
    sums,
    *,
    day_count,
    treatment,
    windows=(),
    order=ORDER,
    rounding="half-up",
    close=True,
    ignore_deferred=False,
):
    """The book after all rows, or after the one that clears everything."""
    count = len(due)
    if ignore_deferred:
        swap = lambda how: "waive" if how == "defer" else how  # noqa: E731
        treatment = {name: tuple(map(swap, parts)) for name, parts in treatment.items()}
        windows = [(first, last, swap(how)) for first, last, how in windows]
    book = Book(opening, treatment, order, rounding)
    spread = {
        name: opening[c] for c, name in enumerate(NAMES) if name != "principal" and treatment[name][0] == "spread"
    }
    start = as_of
    for k, day in enumerate(due):
        book.accrue(start, day, rate, per_day, share_of_year(day_count, start, day), windows)
        for name, amount in spread.items():
            part = amount // count + (k < amount % count)
            part = min(part, book.held[name])
            book.held[name] -= part
            book.due[name] += part
        book.pay(sums[k], everything=close and k == count - 1)
        start = day
        if not book.owed():
            break
    return book


def level(
    opening,
    rate,
    per_day,
    due,
    as_of,
    *,
    day_count,
    treatment,
    windows=(),
    order=ORDER,
    rounding="half-up",
    instalment_rounding="up",
):
    """The exact annuity where all of the balance bears interest, else the smallest sum that closes by the walk."""
    said = {"day_count": day_count, "treatment": treatment, "windows": windows, "order": order, "rounding": rounding}
    start = Book(opening, treatment, order, rounding)
    later = [start.due[n] + (start.held[n] if treatment[n][0] == "spread" else 0) for n in NAMES[1:]]
    if not any(later):
        worth, discount, begin = Fraction(0), Fraction(1), as_of
        for day in due:
            nights = (day - begin).days
            runs = 0
            for n in range(1, nights + 1):
                d = begin + n * ONE_DAY
                becomes = next((w[2] for w in windows if w[0] <= d <= w[1]), treatment["interest"][1])
                runs += becomes in ("run", "capitalise")
            growth = rate * runs if per_day else rate * share_of_year(day_count, begin, day) * Fraction(runs, nights)
            discount /= 1 + growth
            worth += discount
            begin = day
        owed = start.due["principal"]
        return max(rounded(owed / worth, instalment_rounding), min(owed, 1))
    low, high = 0, 1

    def closes(x):
        paid = [x] * len(due)
        return not walk(opening, rate, per_day, due, as_of, paid, close=False, ignore_deferred=True, **said).owed()

    while not closes(high):
        high *= 2
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if closes(middle) else (middle + 1, high)
    return low
