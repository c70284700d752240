"""How often an account has been re-aged, as the rules of a place count it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from repayplan.rules.book import rulebook
from repayplan.units.dates import read_date
from repayplan.units.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

YEAR, FIVE_YEARS = "re_age.open_end.most_in_12_months", "re_age.open_end.most_in_5_years"
BACK = {YEAR: relativedelta(months=12), FIVE_YEARS: relativedelta(years=5)}


def re_age_finding(rules: str, before: Sequence[Any], on: date) -> Finding | None:
    """Whether one more re-age on a day is within the rules of a place; None where it has none.

    A year, or five, is counted back from the day: a re-age on the same date a year before is no longer in it.

    Args:
        rules: the place.
        before: days of earlier ones.
        on: the day.

    Examples:
        >>> from datetime import date
        >>> [re_age_finding("us", [day], date(2027, 3, 1)).code for day in ("2026-03-01", "2026-03-02")]
        ['re_age_within', 're_age_outside']
    """
    in_force = rulebook(rules).on(on)
    days = [day for i, given in enumerate(before) if (day := read_date(given, f"re_aged[{i}]")) <= on]
    last: Finding | None = None
    for name, back in BACK.items():
        if name not in in_force:
            continue
        times = 1 + sum(day > on - back for day in days)
        within = in_force[name].check(times) == "within"
        numbers = {"times": times, "most": int(str(in_force[name].value)), "months": 12 if name == YEAR else 60}
        last = Finding("re_age_within" if within else "re_age_outside", numbers, name)
        if not within:
            return last
    return last
