"""Totals of a million accounts by the full recurrence: what each component costs, beside lean blocked C."""

import tempfile

import numpy as np
from compiled import reference
from rounds import medians, show

import repayplan.columns

ACCOUNTS, MONTHS = 1_000_000, 60


def main(folder):
    function = reference(folder, "level_totals", 2, 7)
    rng = np.random.default_rng(60)
    given = {"principal": rng.integers(5000_00, 50_000_00, ACCOUNTS), "annual_rate": rng.integers(0, 200_000, ACCOUNTS)}
    words = {"instalments": MONTHS, "currency": "EUR", "units": "minor,ppm"}
    pay = repayplan.columns.level(**given, **words)["instalment"]
    beside = {name: rng.integers(0, 500_00, ACCOUNTS) for name in ("interest", "penalty", "fees")}
    spread = {"treatment": {"interest": "spread", "penalty": "spread", "fees": "collect"}}
    less = {"write_down": rng.integers(0, 1000_00, ACCOUNTS)}
    calls = {
        "principal alone": {},
        "+ interest, penalty and fees, collected": beside,
        "+ interest capitalised": beside | {"treatment": {"interest": "capitalise"}},
        "+ interest deferred": beside | {"treatment": {"interest": "defer"}},
        "+ interest waived": beside | {"treatment": {"interest": "waive"}},
        "+ interest paused": beside | {"treatment": {"interest": "pause"}},
        "+ interest and penalty spread": beside | spread,
        "+ a write-down": beside | less,
        "+ a fee on each instalment": beside | {"fee_per_instalment": 250},
        "+ unpaid interest bears interest": beside | {"compounding": "monthly"},
        "every component treated, a write-down, a fee": beside
        | less
        | {
            "treatment": {"interest": "capitalise", "penalty": "waive", "fees": "defer"},
            "fee_per_instalment": 250,
        },
        "all of it, interest and penalty spread": beside
        | less
        | spread
        | {"fee_per_instalment": 250, "compounding": "monthly"},
    }

    def in_c():
        function(ACCOUNTS, MONTHS, *given.values(), pay, *[np.empty(ACCOUNTS, dtype=np.int64) for _ in range(4)])

    def here(more):
        return lambda: repayplan.columns.totals(**given, **words, **more, instalment=pay, errors="column")

    seconds = medians(
        {"C, blocked, principal alone": in_c} | {name: here(more) for name, more in calls.items()}, rounds=5
    )
    show(
        f"{ACCOUNTS:,} accounts x {MONTHS} months",
        seconds,
        "C, blocked, principal alone",
        {"every component treated, a write-down, a fee": 8},
    )


with tempfile.TemporaryDirectory() as folder:
    main(folder)
