"""What the best options of many households come to: the columns that are handed back, none from a float."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.columns.ranked import NONE
from repayplan.feasibility.cash import VERDICTS, verdict_at
from repayplan.options.option import kind_of
from repayplan.units.components import COMPONENTS
from repayplan.units.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.columns.budgets import Ledger
    from repayplan.columns.proposals import Lanes
    from repayplan.columns.ranked import Ranked
    from repayplan.columns.turns import Alike
    from repayplan.units.rates import Rate

ONLY_OPTION = "only_option"
# A sum in floats is taken as sure where it is not so near to half a minor unit; exact otherwise.
NEAR = 1e-12


def answer(alike: Alike, lanes: Lanes, ranked: Ranked, discount: Rate | None) -> tuple[Any, dict[str, Any]]:
    """The lanes that have a best option, and the columns of those."""
    import numpy as np

    at = np.flatnonzero(ranked.number != NONE)
    rows, now = ranked.rows[at], ranked.number[at] == 0
    payments = ranked.payments[: int(rows.max(initial=1))][:, at]
    numbers, which = np.unique(ranked.number[at], return_inverse=True)
    named = [alike.named(number) for number in numbers.tolist()]
    due = np.array([alike.as_of, *(span.due for span in alike.spans)], dtype=object)
    own = lanes.some(at)
    said = [ONLY_OPTION, *(f"first_by_{line}" for line in ranked.lines)]
    out: dict[str, Any] = {
        "kind": _words([kind_of(asking, shape) for asking, shape in named], which),
        "shape": _words([shape for _, shape in named], which),
        "instalments": rows,
        "months": np.where(now, 0, alike.start) + rows,
        "last_due": due[np.where(now, 0, rows)],
        "payment": payments[np.argmax(payments > 0, axis=0), np.arange(len(at))],
        "total_paid": payments.sum(axis=0),
        "conditional": np.zeros(len(at), dtype=bool).astype(object),
        "declared": _words(VERDICTS, _verdicts(own.declared, payments, alike, rows, now)),
        "verified": _words(VERDICTS, _verdicts(own.verified, payments, alike, rows, now)),
        "finding": _words(said, np.where(ranked.options[at] == 1, 0, ranked.decided[at] + 1)),
    }
    out |= {f"conceded_{name}": ranked.given_up[c, at] for c, name in enumerate(COMPONENTS)}
    if discount is not None:
        out["present_value"] = _worth(payments, now, alike, discount)
    return at, out


def _words(words: Sequence[str], which: Any) -> Any:
    """Words by their places."""
    import numpy as np

    return np.array([*words, None], dtype=object)[which]


def _verdicts(ledger: Ledger, payments: Any, alike: Alike, rows: Any, now: Any) -> Any:
    """Where the verdict on one ledger stands among the words; ``now``: the lanes that pay on the day of ``as_of``."""
    import numpy as np

    start = np.where(now, 0, alike.start)
    first = np.where(now | alike.at_once, payments[0], 0)
    least = least_bare = ledger.spare - first
    cash, bare, strict = ledger.spare, ledger.spare, np.ones(len(rows), dtype=bool)
    for month in range(int((start + rows).max(initial=0))):
        live, at_start = month < start + rows, payments[0] * (month == 0)
        later = payments[month - alike.start] if 0 <= month - alike.start < len(payments) else 0 * first
        paid = np.where(now, at_start, later)
        have, surplus = ledger.available[month], ledger.surplus[month]
        cash, bare = cash + have - paid, bare + surplus - paid
        least = np.where(live, np.minimum(least, cash), least)
        least_bare = np.where(live, np.minimum(least_bare, bare), least_bare)
        strict &= ~live | (paid <= np.maximum(have, 0))
    return verdict_at(1 * (least >= 0), 1 * strict, 1 * (least_bare >= 0))


def _worth(payments: Any, now: Any, alike: Alike, rate: Rate) -> Any:
    """What payments are worth on the day of ``as_of``, rounded once: by exact fractions where a float is not sure."""
    import numpy as np

    factors = _factors(alike, rate, len(payments))
    value = np.zeros(payments.shape[1])
    for paid, factor in zip(payments, factors, strict=True):
        value += paid * float(factor)
    found = np.floor(value + 0.5).astype(np.int64)
    found[now] = payments[0, now]
    unsure = ~now & (np.abs(value - np.floor(value) - 0.5) <= NEAR * (value + 1) * len(payments))
    for lane in np.flatnonzero(unsure).tolist():
        exact = sum((int(paid) * factor for paid, factor in zip(payments[:, lane], factors, strict=True)), Fraction(0))
        found[lane] = divide(exact.numerator, exact.denominator)
    return found


def _factors(alike: Alike, rate: Rate, count: int) -> list[Fraction]:
    """What one unit in each row is worth on the day of ``as_of``, each period discounted once."""
    factor, found = Fraction(1), []
    for span in alike.spans[:count]:
        num, den = rate.over(span.share, (span.due - span.start).days)
        factor *= Fraction(den, den + num)
        found.append(factor)
    return found
