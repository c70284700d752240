"""A million cards to pay-off at the minimum, beside C that works out the same three columns."""

import tempfile

import numpy as np
from compiled import reference
from rounds import medians, show

import repayplan.columns

CARDS, MOST = 1_000_000, 600
SHARE, FLOOR = 30_000, 25_00  # 3 % of everything owed, at least 25.00
NAMES = ("months", "total", "interest")


def main(folder):
    blocked, with_room = (reference(folder, "minimum_path", 4, 5, *flags) for flags in ((), ("-DROOM",)))
    rng = np.random.default_rng(60)
    given = {"principal": rng.integers(100_00, 50_000_00, CARDS), "annual_rate": rng.integers(0, 250_000, CARDS)}
    words = {"minimum": {"balance": SHARE, "floor": FLOOR}, "currency": "EUR", "units": "minor,ppm"}

    def in_c(function):
        out = [np.empty(CARDS, dtype=np.int64) for _ in NAMES]
        function(CARDS, MOST, SHARE, FLOOR, *given.values(), *out)
        return dict(zip(NAMES, out, strict=True))

    def here():
        return repayplan.columns.minimum_path(**given, **words)

    found = here()
    assert all((expected[name] == found[name]).all() for expected in map(in_c, (blocked, with_room)) for name in NAMES)
    seconds = medians(
        {
            "C, blocked": lambda: in_c(blocked),
            "C, blocked, paid off cards make room": lambda: in_c(with_room),
            "repayplan, columns.minimum_path": here,
        },
        rounds=7,
    )
    months = found["months"].mean()
    title = f"{CARDS:,} cards to pay-off, {months:.0f} months on average"
    show(title, seconds, "C, blocked", {"repayplan, columns.minimum_path": 2})


with tempfile.TemporaryDirectory() as folder:
    main(folder)
