"""The stage of arrears of many accounts."""

from __future__ import annotations

from typing import Any

from repayplan.columns.cells import FAULTS, FINE, first_fault, read_columns, whole_numbers
from repayplan.columns.framed import framed
from repayplan.debts.stage import STAGES
from repayplan.units.refusal import one_of

NAMES = (*(name for name, _ in STAGES), "M6+")
MOST_DAYS = 36_500


@framed("days_past_due")
def stage(*, days_past_due: Any, errors: str = "raise") -> Any:
    """The stage of each account by the days since its oldest unpaid due date.

    Args:
        days_past_due: a column of days [whole numbers].
        errors: ``raise``, or ``column``: a bad row comes back with its finding, the others with their stage.

    Returns:
        A column of the same make: ``M0`` to ``M6+``, with the boundaries of :func:`repayplan.stage`. With
        ``errors="column"`` a mapping of ``stage`` and ``finding``.

    Raises:
        InputError: the first cell that is not a whole number of days, by row.

    Source:
        Collection practice for cards in China: stages of 30 days.

    Examples:
        >>> stage(days_past_due=[0, 75, 181])
        ['M0', 'M3', 'M6+']
        >>> stage(days_past_due=[75, -1], errors="column")
        {'stage': ['M3', None], 'finding': [None, 'negative']}
    """
    import numpy as np

    one_of(errors, ("raise", "column"), "errors")
    cells, count, make = read_columns({"days_past_due": days_past_due})
    days = whole_numbers("days_past_due", cells["days_past_due"], count, high=MOST_DAYS)
    if errors == "raise":
        first_fault([days])
    names = np.array(NAMES, dtype=object)[placed(days.values)]
    names[days.codes != FINE] = None
    found = make.words("stage", names.tolist())
    if errors == "raise":
        return found
    said = np.array([word for word, *_ in FAULTS], dtype=object)[days.codes]
    return {"stage": found, "finding": make.words("finding", said.tolist())}


def placed(days: Any) -> Any:
    """The place of each account's stage in ``NAMES``."""
    import numpy as np

    return np.searchsorted([last for _, last in STAGES], days)
