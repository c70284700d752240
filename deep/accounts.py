"""Some thousand random accounts under random terms, walked in columns; which laws they break.

Every row of every account: opening + accrued + moved in = paid + waived + moved out + closing, for each component; all
moved in = all moved out; nothing negative; what is paid is what is asked, as far as something is owed; a row opens as
the one before closed; the last closes at zero. Every account: the totals are the sums of its rows. Some: the plan of
that debt alone, worked out on ints, has the same totals.
"""

from collections.abc import Iterator

import numpy as np

import repayplan as rp
from repayplan.columns.periods import Periods
from repayplan.columns.recurrence import Course, walked
from repayplan.units.components import COMPONENTS
from repayplan.units.money import from_minor

ACCOUNTS, ALONE = 5_000, 2
OPENINGS = ("collect", "collect", "spread", "capitalise", "defer", "waive")
ACCRUALS = ("run", "run", "capitalise", "defer", "waive", "pause")
TOTALS = ("last", "interest", "penalty", "fees", "total", "waived", "forgone", "months")
DATES = (None, ("2026-12-31", "2027-01-31"), ("2026-12-15", "2027-01-31"), ("2028-01-30", "2028-02-29"))
DAY_COUNTS = ("equal-periods", "actual/365", "actual/360", "30/360", "actual/actual")


def some(rng: np.random.Generator, most: int) -> np.ndarray:
    """A sum for each account [minor units]: nothing for some, small for some, up to the most."""
    sizes = rng.choice([1, 200, most], ACCOUNTS)
    return rng.integers(0, sizes, dtype=np.int64)


def drawn(seed: int) -> tuple[dict, dict, int]:
    """Columns, the words of the call, and the number of instalments."""
    rng = np.random.default_rng(seed)
    one = lambda words: words[int(rng.integers(len(words)))]  # noqa: E731
    count = int(rng.integers(1, 61))
    owed = dict(zip(COMPONENTS, (some(rng, 5_000_000), *(some(rng, 200_000) for _ in range(3))), strict=True))
    rate = one([120_000, 182_500, rng.integers(0, 400_000, ACCOUNTS, dtype=np.int64)])
    pay = (sum(owed.values()) * rng.uniform(0.2, 3, ACCOUNTS) / count).astype(np.int64)
    given = owed | {"annual_rate": rate, "instalment": pay}
    given |= {"write_down": one([0, some(rng, 100_000)]), "fee_per_instalment": one([0, 0, 250])}
    treatment = {name: {"opening": one(OPENINGS), "accrual": one(ACCRUALS)} for name in COMPONENTS[1:]}
    words = {
        "treatment": treatment | {"principal": one(("collect", "collect", "spread", "defer", "waive"))},
        "order": [COMPONENTS[c] for c in rng.permutation(4)],
        "compounding": one(("none", "none", "monthly")),
        "interest_rounding": one(("half-up", "half-even", "half-down", "up", "down")),
        "every": one(("month", "month", "week", "fortnight", "half-month", "quarter")),
    }
    if (dates := one(DATES)) is not None:
        words |= {"as_of": dates[0], "first_due": dates[1], "day_count": one(DAY_COUNTS)}
    return given, words, count


def rows(given: dict, words: dict, count: int) -> Iterator:
    """The rows of all accounts."""
    treatment = {name: how if isinstance(how, str) else how["opening"] for name, how in words["treatment"].items()}
    course = Course(
        {c: treatment[name] for c, name in enumerate(COMPONENTS) if treatment[name] != "collect"},
        words["treatment"]["interest"]["accrual"],
        words["order"],
        words["interest_rounding"],
        words["compounding"] == "monthly",
    )
    periods = Periods(
        words["every"], words.get("as_of"), words.get("first_due"), words.get("day_count", "equal-periods")
    )
    shares, den = periods.shares(count)
    whole = lambda name: np.broadcast_to(given[name], ACCOUNTS).astype(np.int64)  # noqa: E731
    extra = (whole(name) if np.ndim(given[name]) or given[name] else 0 for name in ("fee_per_instalment", "write_down"))
    owed = tuple(given[name] for name in COMPONENTS)
    rate, pay = whole("annual_rate"), given["instalment"]
    return walked(course, owed, rate, pay, *extra, shares=shares, den=den * 10**6, count=count)


def broken_by_rows(given: dict, words: dict, count: int) -> tuple[set[str], dict]:
    """The laws that some row breaks, and the sums of the rows."""
    found, nothing = set(), np.zeros(ACCOUNTS, dtype=np.int64)
    sums = {name: nothing.copy() for name in (*COMPONENTS, "waived", "forgone", "last", "months")}
    before = [given[name] for name in COMPONENTS]
    asked = given["instalment"] + given["fee_per_instalment"]
    number = 0
    for number, row in enumerate(rows(given, words, count), 1):
        cells = [[nothing + cell for cell in row.part(c)] for c in range(4)]
        paid = nothing + row.paid
        laws = {
            "a row opens as the one before closed": all(np.array_equal(cells[c][0], before[c]) for c in range(4)),
            "opening + accrued + moved in = paid + waived + moved out + closing": all(
                np.array_equal(o + a + i, p + w + m + z) for o, a, i, p, w, m, z in cells
            ),
            "all moved in = all moved out": np.array_equal(sum(p[2] for p in cells), sum(p[5] for p in cells)),
            "nothing is negative": all(cell.min() >= 0 for part in cells for cell in part),
            "what is held apart is part of what is owed": all(
                np.all((row.held[c] >= nothing) & (row.held[c] <= cells[c][6])) for c in range(4)
            ),
            "all that is asked is paid while something is owed": number == count
            or np.array_equal(paid, np.minimum(asked, paid + sum(part[6] for part in cells))),
        }
        found |= {law for law, holds in laws.items() if not holds}
        for c, name in enumerate(COMPONENTS):
            sums[name] += cells[c][3]
        sums["waived"] += sum(part[4] for part in cells)
        sums["forgone"] += row.forgone
        owing = sum(before) > 0
        sums["last"] = np.where(owing, paid, sums["last"])
        sums["months"] += owing
        before = [part[6] for part in cells]
    if number != count or any(part.any() for part in before):
        found.add("the last row closes at zero")
    sums["total"] = sum(sums[name] for name in COMPONENTS)
    sums["months"] *= sums["total"] > 0
    return found, sums


def alone(given: dict, words: dict, count: int, k: int) -> dict[str, int]:
    """The totals of one account by its own plan, on ints [minor units]."""
    sum_of = lambda name: from_minor(int(np.broadcast_to(given[name], ACCOUNTS)[k]), "CNY")  # noqa: E731
    ppm = int(np.broadcast_to(given["annual_rate"], ACCOUNTS)[k])
    debt = rp.Debt(
        id="A", currency="CNY", rate=f"{ppm / 10_000:.4f}%", compounding=words["compounding"],
        day_count=words.get("day_count", "equal-periods"), **{name: sum_of(name) for name in COMPONENTS},
    )  # fmt: skip
    terms = rp.Terms(
        instalments=count, first_due=words["first_due"], every=words["every"],
        shape=rp.shapes.Level(sum_of("instalment")),
        treatment=words["treatment"], order=tuple(words["order"]), write_down=sum_of("write_down"),
        fee_per_instalment=sum_of("fee_per_instalment"),
        conventions=rp.Conventions(interest_rounding=words["interest_rounding"]),
    )  # fmt: skip
    plan = rp.schedule(debt, terms, as_of=words["as_of"])
    paid = [row for row in plan.rows if row.payment]
    sums = {name: sum(getattr(row, f"to_{name}") for row in paid) for name in ("interest", "penalty", "fees")}
    sums |= {"last": paid[-1].payment if paid else 0, "total": plan.total_paid, "waived": plan.total_waived}
    sums["forgone"] = sum(row.forgone for row in plan.rows)
    return {name: int(value * 100) for name, value in sums.items()} | {"months": len(paid)}


def broken(seed: int) -> tuple[int, list[str]]:
    """How many accounts a seed makes, and the laws that they break."""
    given, words, count = drawn(seed)
    found, sums = broken_by_rows(given, words, count)
    out = rp.columns.totals(**given, **words, instalments=count, currency="CNY", units="minor,ppm", errors="column")
    clear = np.array([said is None for said in out["finding"]])
    for name in TOTALS:
        if not np.array_equal(out[name][clear], sums[name][clear]):
            found.add(f"{name} is the sum of the rows")
    if not set(out["finding"]) <= {None, "never_clears"}:
        found.add("no account is refused")
    if "as_of" in words:
        for k in np.flatnonzero(clear)[:ALONE].tolist():
            if alone(given, words, count, k) != {name: int(sums[name][k]) for name in TOTALS}:
                found.add(f"account {k} alone has the same totals")
    return ACCOUNTS, sorted(found)
