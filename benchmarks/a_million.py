"""Level totals of a million accounts over 60 months, beside blocked C that works out the same four columns."""

import tempfile

import numpy as np
from compiled import reference
from rounds import medians, show

import repayplan.columns

ACCOUNTS, MONTHS = 1_000_000, 60
NAMES = ("last", "interest", "total", "months")


def main(folder):
    function = reference(folder, "level_totals", 2, 7)
    rng = np.random.default_rng(60)
    given = {
        "principal": rng.integers(100_00, 50_000_00, ACCOUNTS),
        "annual_rate": rng.integers(0, 200_000, ACCOUNTS),
    }
    words = {"instalments": MONTHS, "currency": "EUR", "units": "minor,ppm"}
    pay = repayplan.columns.level(**given, **words)["instalment"]

    def in_c():
        out = [np.empty(ACCOUNTS, dtype=np.int64) for _ in NAMES]
        function(ACCOUNTS, MONTHS, *given.values(), pay, *out)
        return dict(zip(NAMES, out, strict=True))

    def totals():
        return repayplan.columns.totals(**given, instalment=pay, **words)

    expected, found = in_c(), totals()
    assert all((expected[name] == found[name]).all() for name in NAMES)
    seconds = medians(
        {
            "C, blocked": in_c,
            "repayplan, columns.totals": totals,
            "repayplan, columns.level: the instalment solved": lambda: repayplan.columns.level(**given, **words),
        }
    )
    walk, solved = "repayplan, columns.totals", "repayplan, columns.level: the instalment solved"
    show(f"{ACCOUNTS:,} accounts x {MONTHS} months", seconds, "C, blocked", {walk: 1.6})
    show("in walks", {name: seconds[name] for name in (walk, solved)}, walk, {solved: 3})


with tempfile.TemporaryDirectory() as folder:
    main(folder)
