"""Stress: plans against stated falls of income, lost jobs, costs and rates, and against many simulated futures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.width import numbered
from repayplan.feasibility.cash import Means, dated, short_document
from repayplan.feasibility.judge import judge, payments_by_month
from repayplan.feasibility.simulation import Simulation, mixed, paths_alive, read_model
from repayplan.household.household import LEDGERS
from repayplan.plans.schedule import schedule
from repayplan.units.dates import month_text
from repayplan.units.money import from_minor, to_minor
from repayplan.units.rates import A_YEAR, Rate, RatePath, percent_text, read_share
from repayplan.units.refusal import listed, one_of, refuse, whole
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from repayplan.feasibility.cash import Dues
    from repayplan.feasibility.judge import Feasibility
    from repayplan.household.household import Household
    from repayplan.plans.plan import Plan

FALLS = ("10%", "20%", "30%")
MONTHS_OUT = (1, 3, 6)
POINTS = ("1%", "2%", "5%")
# What a household needs for one shock alone, and for a fall of income with a rise of spending: Chase Institute, 2019.
WEEKS = (3, 6)
FINEST = 10**12
SEED = 20261201


class Outcome(NamedTuple):
    """What is so on one ledger under a stress.

    Attributes:
        verdict: as of a :class:`Verdict`.
        short_of_cash: first month and sum by which cash falls below the floor [currency]; None where it does not.
        month: the month in which the stress begins, of all the one that takes the most; None where it is all months.
    """

    verdict: str
    short_of_cash: tuple[str, Decimal] | None
    month: str | None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "verdict": self.verdict,
            "short_of_cash": short_document(self.short_of_cash),
            "month": self.month,
        }


class Stressed(NamedTuple):
    """One row of the grid.

    Attributes:
        kind: ``income_down``, ``job_lost``, ``cost`` or ``rate_up``.
        size: a share, a number of months, a sum or points, as text.
        of: the income that is lost, or ``""``.
        declared: on the declared ledger.
        verified: on the verified one.
    """

    kind: str
    size: str
    of: str
    declared: Outcome
    verified: Outcome

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        found = {ledger: getattr(self, ledger).to_dict() for ledger in LEDGERS}
        return {"kind": self.kind, "size": self.size, "of": self.of, **found}


@dataclass(frozen=True)
class Stress(Shown):
    """Plans under stress. Made by :func:`stress`.

    Attributes:
        judged: the plans without it.
        grid: stated falls, lost jobs, costs and rates, each alone.

    Examples:
        >>> import repayplan as rp
        >>> best = rp.advise(rp.sample("dmp-four-cards")).best
        >>> found = rp.stress(list(best.plans.values()), rp.sample("dmp-four-cards").household, paths=500)
        >>> [(row.kind, row.size, row.declared.verdict) for row in found.grid][:4]
        [('income_down', '10%', 'not affordable'), ('income_down', '20%', 'not affordable'), ('income_down', '30%', \
'not affordable'), ('job_lost', '1', 'not affordable')]
        >>> found.simulation.paths, found.simulation.findings[-1].code
        (500, 'stress_not_calibrated')
    """

    judged: Feasibility
    grid: tuple[Stressed, ...]
    _model: Any
    _paths: int
    _seed: int
    _ledger: str

    @cached_property
    def simulation(self) -> Simulation:
        """The share of simulated paths that keep to the plans, by month; worked out when it is first asked for."""
        return simulated(self.judged, self._model, self._paths, self._seed, self._ledger)

    def parts(self, language: str = "en") -> list[Any]:
        """The grid, the paths by year, and what they rest on."""
        from repayplan.feasibility.stress_tables import stress_parts

        return stress_parts(self, language)

    def to_dict(self) -> dict[str, Any]:
        """The stress as plain data."""
        return {"grid": [row.to_dict() for row in self.grid], "simulation": self.simulation.to_dict()}


def stress(
    plans: Sequence[Plan], home: Household, *, falls: Sequence[str] = FALLS, out: Sequence[int] = MONTHS_OUT,
    costs: Sequence[object] | None = None, points: Sequence[str] = POINTS, model: object = None, paths: int = 10_000,
    seed: int = SEED, ledger: str = "declared",
) -> Stress:  # fmt: skip
    """Plans under stress: a grid of stated shocks, and a simulation of many futures.

    Args:
        plans: as for :func:`judge`.
        home: who is to pay them.
        falls: all income is down by a share, from the first month on.
        out: the largest income is nothing for so many months, from whichever month is the worst.
        costs: one cost each [currency], in whichever month is the worst; None: three and six weeks of income.
        points: the plans' rates are higher by so much a year, and the plans worked out anew.
        model: what may happen in each month of a simulated path, independently: ``fall`` (a share by which income is
            lower or higher) with probability ``swing``; ``cost`` [currency] with probability ``chance``; ``loss`` of
            the largest income for ``out`` months; ``source``: who states the probabilities. None: income as it is
            reported to swing (see Source).
        paths: how many.
        seed: of their numbers; the same seed gives the same paths.
        ledger: of the simulation; the grid has both.

    Returns:
        A :class:`Stress`. Whatever rests on a probability that nobody states prints "not calibrated".

    Raises:
        InputError: as :func:`judge`, or a shock that is none.

    Source:
        Weeks of income, and income that changes by 36 % in the median month with five swing months a year: JPMorgan
        Chase Institute, 2019, as reported in the press; holders of US accounts.

    Examples:
        >>> import repayplan as rp
        >>> debt = rp.Debt(id="A", principal="1200", rate="0%", currency="USD")
        >>> home = rp.Household(currency="USD", cash="400", incomes=[rp.Income("pay", "1000")],
        ...     spending=[rp.Spending("all", "850")])
        >>> found = rp.stress([rp.schedule(debt, rp.Terms(instalments=12), as_of="2026-12-01")], home, costs=["500"])
        >>> {(row.kind, row.size): row.declared.verdict for row in found.grid}[("cost", "500.00")]
        'not affordable'
    """
    judged = judge(plans, home)
    one_of(ledger, LEDGERS, "ledger")
    sums = _weeks(home, judged) if costs is None else _sums(costs, home.currency)
    grid = (
        *(_down(judged, read_share(fall, f"falls[{i}]")) for i, fall in enumerate(listed(falls, "falls"))),
        *(_lost(judged, whole(months, f"out[{i}]", 1, 600)) for i, months in enumerate(listed(out, "out"))),
        *(_cost(judged, units) for units in sums),
        *_rates(judged, [read_share(step, f"points[{i}]") for i, step in enumerate(listed(points, "points"))]),
    )
    read = read_model(model, home.currency)
    return Stress(judged, grid, read, whole(paths, "paths", 1, 10**7), whole(seed, "seed", 0, 2**63), ledger)


def simulated(judged: Feasibility, model: Any, paths: int, seed: int, ledger: str) -> Simulation:
    """Paths of one verdict; on columns where numpy is there, else one by one, with the same numbers."""
    verdict = judged.on(ledger)
    job = _largest(judged, ledger)[1]
    given = (verdict.means, verdict.income, job, verdict.payments, verdict.dues, model)
    start = mixed(mixed(seed % 2**32) ^ seed >> 32 & 2**32 - 1)
    lanes = numbered(paths)
    if lanes is not None:
        alive = [_count(living, paths) for living in paths_alive(*given, mixed(lanes ^ start), seed)]
    else:
        alive = [0] * len(verdict.payments)
        for lane in range(paths):
            for month, living in enumerate(paths_alive(*given, mixed(lane ^ start), seed)):
                alive[month] += living
    return Simulation(paths, seed, model, tuple(alive), verdict.currency, tuple(verdict.months))


def _count(living: Any, paths: int) -> int:
    """How many lanes hold; one answer stands for all of them."""
    return int(living.sum()) if hasattr(living, "sum") else paths * living


def _outcome(judged: Feasibility, ledger: str, changes: Sequence[int], month: int | None) -> Outcome:
    verdict = judged.on(ledger)
    means = verdict.means.changed(changes)
    said = None if month is None else month_text(means.first + month)
    return _found(means, verdict.payments, verdict.dues, verdict.currency, said)


def _found(means: Means, payments: Sequence[int], dues: Dues, currency: str, month: str | None = None) -> Outcome:
    """What is so of some means and payments."""
    short = dated(means.short_of_cash(payments, dues), means.first, currency)
    return Outcome(means.verdict(payments, dues), short, month)


def _down(judged: Feasibility, share: Fraction) -> Stressed:
    """All income down by a share, rounded up, from the first month on."""
    found = []
    for ledger in LEDGERS:
        # Rounded up, away from nothing.
        falls = [-units * share.numerator // share.denominator for units in judged.on(ledger).income]
        found.append(_outcome(judged, ledger, falls, None))
    return Stressed("income_down", percent_text(share), "", *found)


def _lost(judged: Feasibility, months: int) -> Stressed:
    """The largest income is nothing for some months, from whichever month is the worst."""
    outcomes = []
    for ledger in LEDGERS:
        _, job = _largest(judged, ledger)
        outcomes.append(_worst(judged, ledger, job, months))
    return Stressed("job_lost", str(months), _largest(judged, "declared")[0], *outcomes)


def _cost(judged: Feasibility, units: int) -> Stressed:
    """One cost, in whichever month is the worst."""
    found = (_worst(judged, ledger, [units] * len(judged.on(ledger).payments), 1) for ledger in LEDGERS)
    return Stressed("cost", str(from_minor(units, judged.declared.currency)), "", *found)


def _worst(judged: Feasibility, ledger: str, losses: Sequence[int], months: int) -> Outcome:
    """Of all the months in which losses may begin the one after which cash is lowest; the first of equals."""
    verdict, count = judged.on(ledger), len(losses)

    def lowest(start: int) -> int:
        means = verdict.means.changed(_window(losses, start, months))
        return min(cash for _, _, cash in means.points(verdict.payments, verdict.dues))

    start = min(range(count), key=lowest)
    return _outcome(judged, ledger, _window(losses, start, months), start)


def _window(losses: Sequence[int], start: int, months: int) -> list[int]:
    return [-loss if start <= k < start + months else 0 for k, loss in enumerate(losses)]


def _largest(judged: Feasibility, ledger: str) -> tuple[str, list[int]]:
    """The income that brings the most over the months, and what it brings in each [minor units]."""
    verdict = judged.on(ledger)
    home, first, count = verdict.household, verdict.means.first, len(verdict.payments)
    if home is None:
        refuse("household", None, "the household that was judged", "take the verdicts from rp.judge")
    counted = {id(line) for line in home.counted(ledger)}
    lines = [
        (name, list(line.path(first, count, home.currency, home.beyond)[:count]))
        for name, line in home.named("incomes")
        if id(line) in counted
    ]
    return max(lines, key=lambda line: sum(line[1]), default=("", [0] * count))


def _sums(costs: object, currency: str) -> list[int]:
    return [to_minor(cost, currency, f"costs[{i}]") for i, cost in enumerate(listed(costs, "costs"))]


def _weeks(home: Household, judged: Feasibility) -> list[int]:
    """Three and six weeks of the average declared income of twelve months, rounded up [minor units]."""
    year = sum(home.income_months(judged.declared.means.first, 12))
    return [-(-year * weeks // 52) for weeks in WEEKS]


def _rates(judged: Feasibility, points: Sequence[Fraction]) -> Iterator[Stressed]:
    """The plans worked out anew at higher rates; none of them where a plan's rate is a flat fee or it was changed."""
    if any(plan.changes or agreed_rate(plan).flat for plan in judged.plans):
        return
    home = judged.declared.household
    for step in points:
        plans = [
            schedule(plan.debt, replace(plan.terms, rate=raised(agreed_rate(plan), step)), plan.as_of)
            for plan in judged.plans
        ]
        payments, dues = payments_by_month(plans, judged.rates)
        found = []
        for ledger in LEDGERS:
            assert home is not None
            means = Means.of(home, judged.declared.means.first, len(payments), ledger)
            found.append(_found(means, payments, dues, home.currency))
        yield Stressed("rate_up", percent_text(step), "", *found)


def agreed_rate(plan: Plan) -> RatePath:
    """The rate of a plan: the one that was agreed, else the contract's."""
    agreed: RatePath | None = plan.terms.path
    return plan.debt.path if agreed is None else agreed


def raised(path: RatePath, points: Fraction) -> RatePath:
    """A rate path that is higher by so much a year, each step in its own period, to 12 decimals, rounded up."""

    def higher(rate: Rate) -> Rate:
        value = rate.value + points / A_YEAR[rate.per]
        return Rate(Fraction(-(-value * FINEST // 1), FINEST), rate.per)

    return replace(path, steps=tuple((day, higher(rate)) for day, rate in path.steps))
