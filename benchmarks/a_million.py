"""Level totals of a million accounts over 60 months, beside blocked C that works out the same four columns."""

import ctypes
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from rounds import medians, show

import repayplan.columns

ACCOUNTS, MONTHS = 1_000_000, 60
SOURCE = Path(__file__).with_name("level_totals.c")
NAMES = ("last", "interest", "total", "months")


def reference(folder):
    library = Path(folder) / "level_totals.so"
    subprocess.run(["cc", "-O3", "-march=native", "-shared", "-fPIC", SOURCE, "-o", library], check=True)
    function = ctypes.CDLL(str(library)).level_totals
    column = np.ctypeslib.ndpointer(np.int64, flags="C")
    function.argtypes = [ctypes.c_int64] * 2 + [column] * 7
    return function


def main(folder):
    function = reference(folder)
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
