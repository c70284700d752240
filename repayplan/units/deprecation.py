"""What is going to change: one class of warning, so that importers can see it in their tests before it does."""

from __future__ import annotations

import warnings


class RepayplanDeprecation(DeprecationWarning):
    """A name or a meaning that a later minor version changes or removes; the message says what to use instead.

    Examples:
        >>> import warnings
        >>> warnings.filterwarnings("error", category=RepayplanDeprecation)      # in the tests of what imports us
    """


def warn_of(old: str, new: str, until: str, *, above: int = 2) -> None:
    """Warn once at each place that uses what will go.

    Args:
        old: what was used.
        new: what to use instead.
        until: the version that no longer has it.
        above: how many calls up the place is: 2 is the caller of the function that warns.

    Examples:
        >>> import warnings
        >>> with warnings.catch_warnings(record=True) as caught:
        ...     warnings.simplefilter("always")
        ...     warn_of("rp.old", "rp.new", "0.3", above=1)
        >>> print(caught[0].message)
        rp.old goes with repayplan 0.3: use rp.new
    """
    warnings.warn(f"{old} goes with repayplan {until}: use {new}", RepayplanDeprecation, stacklevel=above + 1)
