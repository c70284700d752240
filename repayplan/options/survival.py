"""Survival-weighted: what creditors may expect of each option where every month may be the one that is missed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.solve import smallest
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, own_context, read_decimal
from repayplan.units.rates import percent_text, read_share
from repayplan.units.rounding import divide
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.options.option import Option

STEPS = 10**6  # a hazard of one, in the steps in which a crossover is given


class Expected(NamedTuple):
    """One option under the hazard.

    Attributes:
        option: the option.
        expected: the sum of each payment times the chance that the plan is still kept then [currency].
        paid: the sum of the payments [currency].
        kept: the chance that the plan is kept to its end [fraction of one, 4 places].
    """

    option: Option
    expected: Decimal
    paid: Decimal
    kept: Decimal


@dataclass(frozen=True)
class Survival(Shown):
    """The options of a menu by what creditors may expect of them. Made by :meth:`Menu.survival`.

    Attributes:
        hazard: the chance, in each month, that the plan is not kept from then on, as text.
        rows: one :class:`Expected` for each option, the most expected first, equal ones in the menu's order.
        findings: where the hazard comes from.

    Examples:
        >>> import repayplan as rp
        >>> menu = rp.advise(rp.sample("dmp-four-cards"))
        >>> [(row.option.shape, str(row.expected)) for row in menu.survival("2%").rows][:2]
        [('own_months', '17596.18'), ('fixed_amount', '17473.91')]
        >>> menu.survival("0%").rows[0].option.shape, menu.survival("2%").findings[0].code
        ('longest', 'not_calibrated')
    """

    hazard: str
    rows: tuple[Expected, ...]
    findings: tuple[Finding, ...]

    def crossover(self, one: str, other: str) -> str | None:
        """The smallest hazard found, in millionths, at which the expected sums of two options change places.

        Args:
            one: an option's id.
            other: another's.

        Returns:
            A share as text; None where the one that is ahead without any hazard stays ahead.
        """
        options = {row.option.id: row.option for row in self.rows}
        first, second = (_payments(options[name]) for name in (one, other))

        def ahead(hazard: int) -> bool:
            share = Fraction(hazard, STEPS)
            return (_expected(first, share) > _expected(second, share)) != at_none

        at_none = _expected(first, Fraction(0)) > _expected(second, Fraction(0))
        # Near certainty nothing is left to compare: where half of all plans fail each month is far enough.
        if not ahead(STEPS // 2):
            return None
        return percent_text(Fraction(smallest(ahead, STEPS // 100, 0, STEPS // 2), STEPS))

    def parts(self, language: str = "en") -> list[Any]:
        """The options as a table, with the hazard and where it comes from."""
        from repayplan.options.frontier_tables import survival_parts

        return survival_parts(self, language)

    def to_frame(self, make: str = "pandas") -> Any:
        """One row an option, as a frame of the make asked for.

        Args:
            make: ``pandas``, ``polars``, ``pyarrow`` or ``dict``.

        Raises:
            MissingLibrary: the library is not installed; it names the extra.
        """
        from repayplan.options.frontier_tables import survival_columns
        from repayplan.words.frames import to_frame

        return to_frame(survival_columns(self), make)

    def to_dict(self) -> dict[str, Any]:
        """The view as plain data."""
        return {
            "hazard": self.hazard,
            "options": [
                {"option": row.option.id, **{name: str(getattr(row, name)) for name in ("expected", "paid", "kept")}}
                for row in self.rows
            ],
            "findings": [finding.to_dict() for finding in self.findings],
        }


def survival(options: Sequence[Option], hazard: Any, source: str | None) -> Survival:
    """The options by expected payments; nothing is recovered of a plan that is not kept."""
    per_cent = isinstance(hazard, str) and hazard.strip().endswith("%")
    share = read_share(hazard if per_cent else read_decimal(hazard, "hazard"), "hazard")
    rows = sorted((_row(option, share) for option in options), key=lambda row: row.expected.copy_negate())
    said = {"inputs": "hazard"}
    finding = Finding("not_calibrated", said) if source is None else Finding("stated_by", said | {"source": source})
    return Survival(percent_text(share), tuple(rows), (finding,))


@own_context()
def _row(option: Option, hazard: Fraction) -> Expected:
    at_once, months = _payments(option)
    worth = _expected((at_once, months), hazard)
    kept = (1 - hazard) ** (len(months) if any(months) else 0)
    ten_thousandths: int = divide(kept.numerator * 10_000, kept.denominator)
    return Expected(
        option,
        from_minor(divide(worth.numerator, worth.denominator), option.currency),
        option.total_paid,
        Decimal(ten_thousandths).scaleb(-4),
    )


def _payments(option: Option) -> tuple[int, list[int]]:
    """What is paid on the first day, and in each month after that day [minor units]."""
    verdict = option.feasibility.declared
    first, *rest = verdict.payments
    return verdict.dues.at_once, [first - verdict.dues.at_once, *rest]


def _expected(payments: tuple[int, list[int]], hazard: Fraction) -> Fraction:
    """The first day's payment, and each month's times the chance that the plan is kept to then [minor units]."""
    at_once, months = payments
    worth = Fraction(0)
    for paid in reversed(months):
        worth = (worth + paid) * (1 - hazard)
    return at_once + worth
