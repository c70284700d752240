"""The stage of arrears: M0 to M6+ by days past due."""

from __future__ import annotations

from repayplan.units.refusal import whole

# Last day past due of each stage: the boundaries are data.
STAGES = (("M0", 0), ("M1", 30), ("M2", 60), ("M3", 90), ("M4", 120), ("M5", 150), ("M6", 180))


def stage(days_past_due: int) -> str:
    """The stage of a debt by the days since its oldest unpaid due date.

    Args:
        days_past_due: days [whole number, 0 where nothing is overdue].

    Returns:
        ``M0``; ``M1`` (1-30 days) to ``M6`` (151-180 days); ``M6+`` beyond.

    Raises:
        InputError: not a whole number from 0 to 36500.

    Source:
        Collection practice for cards in China: stages of 30 days.

    Examples:
        >>> stage(0), stage(75), stage(181)
        ('M0', 'M3', 'M6+')
    """
    days = whole(days_past_due, "days_past_due", 0, 36_500)
    return next((name for name, last in STAGES if days <= last), "M6+")
