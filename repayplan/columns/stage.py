"""The stage of arrears of many accounts."""

from __future__ import annotations

from typing import Any

from repayplan.columns.cells import first_fault, read_columns, whole_numbers
from repayplan.columns.framed import framed
from repayplan.debts.stage import STAGES

NAMES = (*(name for name, _ in STAGES), "M6+")
MOST_DAYS = 36_500


@framed("days_past_due")
def stage(*, days_past_due: Any) -> Any:
    """The stage of each account by the days since its oldest unpaid due date.

    Args:
        days_past_due: a column of days [whole numbers].

    Returns:
        A column of the same make: ``M0`` to ``M6+``, with the boundaries of :func:`repayplan.stage`.

    Raises:
        InputError: the first cell that is not a whole number of days, by row.

    Source:
        Collection practice for cards in China: stages of 30 days.

    Examples:
        >>> stage(days_past_due=[0, 75, 181])
        ['M0', 'M3', 'M6+']
    """
    import numpy as np

    cells, count, make = read_columns({"days_past_due": days_past_due})
    days = whole_numbers("days_past_due", cells["days_past_due"], count, high=MOST_DAYS)
    first_fault([days])
    return make.words("stage", np.array(NAMES, dtype=object)[placed(days.values)].tolist())


def placed(days: Any) -> Any:
    """The place of each account's stage in ``NAMES``."""
    import numpy as np

    return np.searchsorted([last for _, last in STAGES], days)
