"""Named sets of conventions: data, each with where it comes from. A set is never a branch."""

from __future__ import annotations

from typing import Any, NamedTuple


class NamedSet(NamedTuple):
    """Fields that differ from the defaults, and the source of the habit."""

    fields: dict[str, Any]
    source: str


NAMED: dict[str, NamedSet] = {
    "us-loan": NamedSet(
        {"instalment_rounding": "up"},
        "OpenIntro, loans_full_schema: 9,997 of 10,000 US consumer loans print the annuity rounded up",
    ),
    "textbook": NamedSet(
        {"instalment_rounding": "half-up"},
        "about thirty-five worked examples; see the accuracy page",
    ),
    "eu": NamedSet(
        {"instalment_rounding": "half-up"},
        "information sheets and calculators of Italian, French, Dutch and Danish lenders",
    ),
    "canada-mortgage": NamedSet(
        {"instalment_rounding": "half-up", "rate_compounding": "semi-annual"},
        "Interest Act, R.S.C. 1985, c. I-15, s. 6; eCampus Ontario, Mathematics of Finance, 4.4.1",
    ),
    "japan": NamedSet(
        {"interest_rounding": "down", "instalment_rounding": "down"},
        "LoanKeisan.com, a printed schedule of 360 rows in whole yen",
    ),
    "italy-constant-principal": NamedSet(
        {"instalment_rounding": "half-up", "shape": {"kind": "equal_principal"}},
        "Telemutuo, ammortamento italiano",
    ),
    "cn-card-instalment": NamedSet(
        {"instalment_rounding": "half-up", "rate_form": "flat fee", "shape": {"kind": "equal_principal"}},
        "instalment offers of Chinese card issuers: equal parts of the amount, each with a fee on the whole of it",
    ),
    # Named for the version whose behaviour it follows; not affiliated.
    "fineract-2026-06": NamedSet(
        {
            "interest_rounding": "half-even",
            "instalment_rounding": "half-even",
            "smoothing": {"rounds": 3, "share": "0.5"},
            "annuity_periods": "as-counted",
            "thirty_day_months": "by-period",
            "year_split": "31-december",
            "due_from": "start",
            "after_spread": "stops",
            "split_rest": "forgiven",
            "part_period": "counted-on",
            "equal_parts": "last-takes-rest",
            "solved_from": "principal",
            "rate_from": "the-day-before",
        },
        "Apache Fineract, progressive schedules, tests of June 2026",
    ),
}
