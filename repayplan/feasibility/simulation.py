"""Stressed futures: each path is a lane that lives as long as its cash stays at or above the floor.

The numbers are a stated hash of seed, path and month, written once for ints and for columns of them: a seed gives the
same paths in either width, everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.width import Amount, width
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor, own_context, to_minor
from repayplan.units.rates import read_share
from repayplan.units.refusal import known_keys, text, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from repayplan.feasibility.cash import Dues, Means

BITS = 1 << 32
KEYS = ("fall", "swing", "cost", "chance", "loss", "out", "source")
# Chase Institute, 2019, as reported in the press: the median change of income from month to month is 36 %, in five
# months a year it swings. United States, holders of accounts; a public figure for income, not for keeping plans.
USUAL: dict[str, str | Fraction] = {"fall": "36%", "swing": Fraction(5, 12)}
PLACES = Decimal("0.0001")
# Which number of a month is drawn for what.
SWING, COST, LOSS = range(3)


class Model(NamedTuple):
    """What may happen in each month, independently.

    Attributes:
        fall: by what share a month's income is lower or higher where it swings.
        swing: the probability that it swings, as often up as down.
        cost: a cost [minor units].
        chance: the probability of it.
        loss: the probability that the largest income is lost, while it is there.
        out: for how many months.
        source: who says so, None where nobody does.
    """

    fall: Fraction
    swing: Fraction
    cost: int
    chance: Fraction
    loss: Fraction
    out: int
    source: str | None


def read_model(given: object, currency: str) -> Model:
    """A model from its parts; None is the usual one."""
    parts: Any = USUAL if given is None else known_keys(given, KEYS, "model")
    cost = to_minor(parts.get("cost", 0), currency, "model.cost")
    out = whole(parts.get("out", 0), "model.out", 0, 600)
    source = None if parts.get("source") is None else text(parts["source"], "model.source")
    return Model(
        _share(parts, "fall"), _share(parts, "swing"), cost, _share(parts, "chance"), _share(parts, "loss"), out, source
    )


def _share(parts: Any, name: str) -> Fraction:
    given = parts.get(name, 0)
    return given if isinstance(given, Fraction) else read_share(given, f"model.{name}")


@dataclass(frozen=True)
class Simulation:
    """How many of a number of paths keep to the plans. Made by :func:`~repayplan.feasibility.stress.stress`.

    Attributes:
        paths: how many.
        seed: of their numbers.
        model: what may happen in each month.
        alive: how many still keep to them at the end of each month.
        currency: of its sums.
        months: as ``"2026-12"``.
    """

    paths: int
    seed: int
    model: Model
    alive: tuple[int, ...]
    currency: str
    months: tuple[str, ...]

    @property
    def share(self) -> Decimal:
        """The share of paths that keep to the plans to the end [fraction, 4 decimals]."""
        return self.by_month[-1]

    @property
    @own_context()
    def by_month(self) -> list[Decimal]:
        """The share of paths that keep to them up to the end of each month [fraction, 4 decimals]."""
        return [(Decimal(alive) / self.paths).quantize(PLACES, ROUND_HALF_UP) for alive in self.alive]

    @property
    @own_context()
    def error(self) -> Decimal:
        """The standard error of the share, from the number of paths alone [fraction, 4 decimals]."""
        share = Decimal(self.alive[-1]) / self.paths
        return (share * (1 - share) / self.paths).sqrt().quantize(PLACES, ROUND_HALF_UP)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The model, the share with its error, and whether anybody stands for the probabilities."""
        model, found = self.model, list[Finding]()
        if model.swing:
            found.append(Finding("stress_swings", {"fall": _decimal(model.fall), "chance": _decimal(model.swing)}))
        if model.chance:
            cost = from_minor(model.cost, self.currency)
            found.append(Finding("stress_costs", {"cost": cost, "chance": _decimal(model.chance)}))
        if model.loss:
            found.append(Finding("stress_losses", {"months": model.out, "chance": _decimal(model.loss)}))
        numbers: dict[str, Decimal | int] = {
            "share": self.share,
            "paths": self.paths,
            "error": self.error,
            "seed": self.seed,
        }
        stated = {"inputs": ", ".join(name for name in ("swing", "chance", "loss") if getattr(model, name))}
        return (
            *found,
            Finding("stress_simulated", numbers),
            Finding("stress_not_calibrated", {})
            if model.source is None
            else Finding("stated_by", stated | {"source": model.source}),
        )

    def to_dict(self) -> dict[str, Any]:
        """The simulation as plain data."""
        model = self.model
        return {
            "paths": self.paths,
            "seed": self.seed,
            "model": {
                **{name: str(getattr(model, name)) for name in ("fall", "swing", "chance", "loss")},
                "cost": str(from_minor(model.cost, self.currency)),
                "out": model.out,
                "source": model.source,
            },
            "share": str(self.share),
            "error": str(self.error),
            "alive": list(self.alive),
            "findings": [finding.to_dict() for finding in self.findings],
        }


@own_context()
def _decimal(share: Fraction) -> Decimal:
    return (Decimal(share.numerator) / share.denominator).quantize(PLACES, ROUND_HALF_UP)


def mixed(x: Amount) -> Amount:
    """A 32-bit hash (lowbias32): every bit of the input moves every bit of the output."""
    x = x ^ (x >> 16)
    x = x * 0x7FEB352D & (BITS - 1)
    x = x ^ (x >> 15)
    x = x * 0x846CA68B & (BITS - 1)
    return x ^ (x >> 16)


def paths_alive(
    means: Means, income: Sequence[int], job: Sequence[int], payments: Sequence[int], dues: Dues, model: Model,
    keys: Amount, seed: int,
) -> Iterator[Amount]:  # fmt: skip
    """Whether paths still keep to plans at the end of each month; cash is tested at month ends.

    Args:
        means: what there is without a shock.
        income: of each month [minor units].
        job: what the largest income brings in each month [minor units].
        payments: what the plans ask by month [minor units].
        dues: their days.
        model: what may happen.
        keys: the hash of each path's number: an int, or a column.
        seed: of the numbers.
    """
    xp = width((keys,))
    lower, swing, cost, loss = (
        _threshold(p) for p in (model.swing / 2, model.swing, model.chance, model.loss if model.out else Fraction(0))
    )
    cash: Amount = means.opening
    alive: Amount = means.opening - dues.at_once >= means.floor
    away: Amount = 0
    for month, pay in enumerate(payments):
        surplus: Amount = means.surplus[month]
        if swing:
            drawn = _drawn(keys, seed, month, SWING)
            by = -(-income[month] * model.fall.numerator // model.fall.denominator)
            surplus = surplus + by * (drawn < swing) - 2 * by * (drawn < lower)
        if cost and model.cost:
            surplus = surplus - model.cost * (_drawn(keys, seed, month, COST) < cost)
        if loss:
            begins = (_drawn(keys, seed, month, LOSS) < loss) & (away == 0)
            away = xp.where(begins, model.out, away - (away > 0))
            surplus = surplus - job[month] * (away > 0)
        cash = cash + surplus - means.keeping.of(surplus, xp) - pay
        alive = alive & (cash >= means.floor)
        yield alive


def _threshold(probability: Fraction) -> int:
    """Numbers below it, of 2 to the power of 32, stand for a probability."""
    return probability.numerator * BITS // probability.denominator


def _drawn(keys: Amount, seed: int, month: int, what: int) -> Amount:
    """The number of each path in a month."""
    return mixed(keys ^ mixed(mixed(seed % BITS) + 3 * month + what & (BITS - 1)))
