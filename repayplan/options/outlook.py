"""What is stated of a creditor's alternatives: nothing here has a default that decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.units.findings import Finding
from repayplan.units.money import read_decimal, to_minor
from repayplan.units.rates import read_rate, read_share
from repayplan.units.refusal import nearest, refuse, text, whole

if TYPE_CHECKING:
    from collections.abc import Collection

    from repayplan.debts.debt import Debt
    from repayplan.units.rates import Rate

# What nobody publishes for a household like this: it is stated, or it is unknown.
GUESSED = ("self_cure", "redefault", "recovery", "sale")


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What is stated of one creditor's alternatives; what is not stated stays unknown.

    Args:
        rate: at which later payments are worth less, with its unit; 0% counts them in full.
        self_cure: probability that, were nothing agreed, the debt would be paid as the contract says [0 to 1].
        redefault: probability that the plan is not kept [0 to 1].
        recovery: what is recovered of a debt that is not paid: a share of what is owed (``"20%"``, 0.2) or a sum.
        settlement: what would be paid now to settle: a share of what is owed or a sum.
        sale: what a sale of the debt would bring now: a share of what is owed or a sum.
        fails_after: instalments paid before a plan that is not kept fails.
        source: where these figures come from; absent they print as not calibrated.
    """

    rate: Any = None
    self_cure: Any = None
    redefault: Any = None
    recovery: Any = None
    settlement: Any = None
    sale: Any = None
    fails_after: int = 0
    source: str | None = None

    def __post_init__(self) -> None:
        if self.rate is not None:
            read_rate(self.rate, "rate")
        for name in ("self_cure", "redefault"):
            self.chance(name)
        whole(self.fails_after, "fails_after", 0, 600)
        if self.source is not None:
            text(self.source, "source")

    @property
    def discount(self) -> Rate | None:
        """The rate, read; None where it is not stated."""
        return None if self.rate is None else read_rate(self.rate, "rate")

    def chance(self, name: str) -> Fraction | None:
        """A probability, read; None where it is not stated."""
        given = getattr(self, name)
        if given is None:
            return None
        per_cent = isinstance(given, str) and given.strip().endswith("%")
        return read_share(given if per_cent else read_decimal(given, name), name)

    def sum_of(self, name: str, debt: Debt) -> Fraction | None:
        """A sum, or the share of what is owed that it is [minor units]; None where it is not stated."""
        given = getattr(self, name)
        if given is None:
            return None
        # Text says which it is; a bare number up to 1 is nobody's sum.
        if given.strip().endswith("%") if isinstance(given, str) else 0 <= read_decimal(given, name) <= 1:
            return sum(debt.opening) * read_share(given, name)
        return Fraction(to_minor(given, debt.currency, name))

    def to_dict(self) -> dict[str, Any]:
        """What was stated, as plain data; what was not is null."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value if value is None or isinstance(value, int) else str(value) for name, value in given.items()}

    def findings(self) -> tuple[Finding, ...]:
        """Where the figures come from, and which are missing."""
        stated = [name for name in GUESSED if getattr(self, name) is not None]
        missing = [name for name in ("rate", *GUESSED, "settlement") if getattr(self, name) is None]
        found = []
        if stated and self.source is None:
            found.append(Finding("not_calibrated", {"inputs": ", ".join(stated)}))
        if stated and self.source is not None:
            found.append(Finding("stated_by", {"inputs": ", ".join(stated), "source": self.source}))
        if missing:
            found.append(Finding("not_stated", {"inputs": ", ".join(missing)}))
        if self.discount is not None:
            found.append(Finding("discounted_at", {"rate": str(self.discount)}))
        if self.chance("redefault"):
            found.append(Finding("fails_after", {"instalments": self.fails_after}))
        return tuple(found)


def outlooks(stated: Mapping[str, Any], debts: Collection[str]) -> dict[str, Outlook]:
    """One outlook for each debt: an input is one value for all, or a mapping of debts' ids to values."""
    known = [field.name for field in fields(Outlook)]
    for name, value in stated.items():
        if name not in known:
            refuse(name, value, "an input of the creditor's side", nearest(name, known))
        for debt in value if isinstance(value, Mapping) else ():
            if debt not in debts:
                refuse(f"{name}[{debt!r}]", value[debt], "the id of a debt", nearest(debt, debts))
    found = {}
    for debt in debts:
        own = {name: value.get(debt) if isinstance(value, Mapping) else value for name, value in stated.items()}
        found[debt] = Outlook(**{name: value for name, value in own.items() if value is not None})
    return found
