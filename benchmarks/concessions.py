"""The smallest concession of a million accounts, months before rate before principal, beside lean walks of them."""

import numpy as np
from rounds import medians, show

import repayplan.columns

ACCOUNTS, MONTHS = 1_000_000, 60


def main():
    rng = np.random.default_rng(60)
    given = {
        "principal": rng.integers(1000_00, 50_000_00, ACCOUNTS),
        "annual_rate": rng.integers(50_000, 250_000, ACCOUNTS),
    }
    words = {"currency": "EUR", "units": "minor,ppm"}
    level = repayplan.columns.level(**given, **words, instalments=MONTHS)["instalment"]
    pay = (level * rng.uniform(0.5, 2.0, ACCOUNTS)).astype(np.int64)

    def ladder():
        return repayplan.columns.concession(**given, **words, payment=pay, most_months=MONTHS)

    lever = ladder()["lever"]
    shares = ", ".join(f"{word} {(lever == word).mean():.0%}" for word in ("months", "rate", "write_down"))
    seconds = medians(
        {
            "a lean walk: columns.totals": lambda: repayplan.columns.totals(
                **given, **words, instalment=level, instalments=MONTHS
            ),
            "columns.concession": ladder,
        },
        rounds=5,
    )
    title = f"{ACCOUNTS:,} accounts, at most {MONTHS} months: {shares}"
    show(title, seconds, "a lean walk: columns.totals", {"columns.concession": 5})


main()
