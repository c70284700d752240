"""The certificate: that nothing in a stated space can be kept on a ledger, and the smallest changes that would help."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from repayplan.feasibility.cash import Means
from repayplan.feasibility.judge import payments_by_month
from repayplan.options.conditions import Checks
from repayplan.options.levers import Lever, Reckoning, pull
from repayplan.options.pairs import Pair, lever_name, pair
from repayplan.options.scales import LEVERS, flexible_lines
from repayplan.options.space import STILL, Space
from repayplan.plans.document import plan_outline
from repayplan.units.dates import month_text
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor
from repayplan.units.refusal import one_of, refuse
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from repayplan.feasibility.assessment import Assessment
    from repayplan.feasibility.case import Case
    from repayplan.options.candidates import Candidates
    from repayplan.options.conditions import Condition
    from repayplan.options.proposal import Asking
    from repayplan.plans.plan import Plan
    from repayplan.rules.programmes import Advice

# From asking least of a creditor to asking most.
EASING = ("collect", "run", "spread", "pause", "waive")
SHAPES = ("pay_now", "contract", "longest", "fixed_amount", "step_up", "own_months", "fewest")


@dataclass(frozen=True)
class Certificate(Shown):
    """Why no plan of the stated space can be kept on one ledger.

    Attributes:
        ledger: ``declared`` or ``verified``.
        space: what was looked through: shapes, most months, programme, what may be waived; principal is paid in full.
        plans: the plan that asks least, by the debt's id.
        short_month: the first month in which it falls short.
        short_by: by how much [currency].
        cash_path: cash at the end of each month under it [currency].
        binding: the budget lines of that month: (``income`` or the spending's kind, name, amount [currency]).
        levers: for each lever the smallest change that makes some plan feasible, and the smallest that makes it strict.
        advice: free advice and statutory routes of the place.
        conditions: what those routes ask for, within the rules coded here.
        findings: the proof as findings.
        first_month: the month in which every path begins.
        sums: what is there, and what that plan asks, month by month.

    Examples:
        >>> import repayplan as rp
        >>> found = rp.advise(rp.sample("nine-creditors")).certificate["declared"]
        >>> found.short_month, str(found.levers["write_down"].strict.size)
        ('2026-12', '166000.00')
    """

    ledger: str
    currency: str
    space: dict[str, Any]
    plans: dict[str, Plan]
    short_month: str
    short_by: Decimal
    cash_path: tuple[Decimal, ...]
    binding: tuple[tuple[str, str, Decimal], ...]
    levers: dict[str, Lever]
    advice: tuple[Advice, ...]
    conditions: tuple[Condition, ...]
    findings: tuple[Finding, ...]
    first_month: str = ""
    sums: Reckoning | None = field(default=None, repr=False)
    searched: Space | None = field(default=None, repr=False, compare=False)

    def lever(self, name: str, of: str = "") -> Lever:
        """A lever by its name, and by its spending line where there are several.

        Raises:
            InputError: a lever or a line that is none of this certificate's.

        Examples:
            >>> import repayplan as rp
            >>> found = rp.advise(rp.sample("nine-creditors")).certificate["declared"]
            >>> found.lever("savings").feasible.size
            Decimal('165700.00')
        """
        name, _, line = name.partition(": ")
        lines = {lever.of: lever for lever in self.levers.values() if lever.name == lever_name(name, "name")}
        return lines[one_of(of or line, lines, "of")] if of or line else next(iter(lines.values()))

    def pair(self, one: str, two: str, *, strict: bool = False, sizes: Any = None) -> Pair:
        """The least of one lever for each size of another: what both sides could do together.

        Args:
            one: the lever whose sizes are gone through: names as in ``levers``.
            two: the lever of which the least is found.
            strict: from each month's own surplus, not from cash alone.
            sizes: sizes of the first; None: each step below what it needs alone, or twelve evenly spread.

        Returns:
            The pairs of which neither can do with less of one without more of the other. The smallest of them is the
            one with the least sum of parts, each lever measured against what it would need alone, or against the most
            that it moves where it alone is not enough.

        Raises:
            InputError: levers that are none, the same one twice, or sizes that are none of the lever's.

        Examples:
            >>> import repayplan as rp
            >>> found = rp.advise(rp.sample("nine-creditors")).certificate["declared"]
            >>> pair = found.pair("months", "income", sizes=[90, 120])
            >>> [(months, str(change.size)) for months, change in pair.points]
            [(90, '1207.78'), (120, '430.84')]
        """
        if self.searched is None:
            refuse("certificate", self.ledger, "a certificate that was just worked out", "take it from rp.advise")
        return pair(self.searched, one, two, strict=strict, sizes=sizes)

    def parts(self, language: str = "en") -> list[Any]:
        """The short month, its lines, and the smallest changes."""
        from repayplan.options.tables import certificate_parts

        return certificate_parts(self, language)

    def to_dict(self) -> dict[str, Any]:
        """The certificate as plain data."""
        return {
            "ledger": self.ledger,
            "space": dict(self.space),
            "plan": {name: plan_outline(plan) for name, plan in self.plans.items()},
            "first_month": self.first_month,
            "short_month": self.short_month,
            "short_by": str(self.short_by),
            "cash_path": [str(cash) for cash in self.cash_path],
            "binding": [{"kind": kind, "name": name, "amount": str(amount)} for kind, name, amount in self.binding],
            "levers": {name: lever.to_dict() for name, lever in self.levers.items()},
            "sums": None if self.sums is None else self.sums.to_dict(),
            "advice": [entry.to_dict() for entry in self.advice],
            "conditions": [condition.to_dict() for condition in self.conditions],
            "findings": [finding.to_dict() for finding in self.findings],
        }  # fmt: skip


def certify(
    case: Case, candidates: Candidates, asked: Sequence[Asking], assessment: Assessment, ledger: str,
    others: Mapping[str, Certificate | None],
) -> Certificate | None:  # fmt: skip
    """The certificate of one ledger; None where nothing is owed. ``others``: those that are found already."""
    if not sum(case.weights):
        return None
    for found in others.values():
        if found is not None and all(line.evidence == "verified" for line in case.household.incomes):
            # Both ledgers hold the same lines: the proof is the same.
            said = tuple(replace(f, numbers={**f.numbers, "ledger": ledger}) for f in found.findings)
            return replace(found, ledger=ledger, findings=said)
    askings = _least_first(case, candidates, asked, assessment)
    asking, plans = askings[0], candidates.longest(askings[0]).plans
    space = Space(case, candidates, askings, ledger)
    payments, _ = payments_by_month(plans, case.rates)
    means = Means.of(case.household, case.first_month, len(payments), ledger)
    short = space.shortfall(STILL, strict=False)
    money = partial(from_minor, currency=case.currency)
    short_month, short_by = month_text(short.month), money(short.by)
    checks = Checks(case, assessment)
    return Certificate(
        ledger, case.currency, _stated(asking), {d.id: p for d, p in zip(case.debts, plans, strict=True)},
        short_month, short_by, tuple(money(cash) for cash in means.path(payments)), _binding(case, ledger, short_month),
        all_levers(space), case.advice(), tuple(one for entry in case.advice() for one in checks.of(entry)),
        (Finding("nothing_feasible", {"ledger": ledger, "month": short_month, "amount": short_by}),),
        month_text(case.first_month), Reckoning.of(case, short.pot, short.plans), space,
    )  # fmt: skip


def all_levers(space: Space) -> dict[str, Lever]:
    """Every lever by its name; flexible lines after the largest as ``spending: name``."""
    levers = {}
    for name in LEVERS:
        lines = flexible_lines(space) if name == "spending" else []
        levers[name] = pull(space, name, lines[0].name if lines else None)
        for line in lines[1:]:
            levers[f"{name}: {line.name}"] = pull(space, name, line.name)
    return levers


def _least_first(case: Case, candidates: Candidates, asked: Sequence[Asking], assessment: Assessment) -> list[Asking]:
    """What may be asked, without what another asking asks more of in every way; first what asks least in any month."""
    may = [
        asking
        for asking in asked
        if asking.programme is None or asking.programme.may_be_asked(assessment.able, assessment.willing)
    ]
    widest = [one for one in may if not any(_is_wider(other, one) for other in may)]
    return sorted(widest, key=lambda one: max(payments_by_month(candidates.longest(one).plans, case.rates)[0]))


def _is_wider(one: Asking, two: Asking) -> bool:
    """Whether one asking asks creditors for at least as much as another in every way, and is not the same."""
    wider = (
        (one.programme is not None or two.programme is None)
        and (one.most is None or (two.most is not None and one.most >= two.most))
        and EASING.index(one.interest) >= EASING.index(two.interest)
        and EASING.index(one.charges) >= EASING.index(two.charges)
        and (one.rate == two.rate or two.rate is None)
    )
    narrower_too = one[1:] == two[1:] and (one.programme is None) == (two.programme is None)
    return wider and not narrower_too


def _stated(asking: Asking) -> dict[str, Any]:
    """The space in words that a document keeps."""
    waived = (["interest"] if asking.interest in ("pause", "waive") else []) + (
        ["penalty", "fees"] if asking.charges == "waive" else []
    )
    return {
        "programme": None if asking.programme is None else asking.programme.id,
        "shapes": list(SHAPES),
        "most_months": asking.most,
        "rate": asking.rate,
        "interest": asking.interest,
        "charges": asking.charges,
        "waived": waived,
        "principal": "in full",
    }


def _binding(case: Case, ledger: str, month: str) -> tuple[tuple[str, str, Decimal], ...]:
    """The lines of the month that falls short, spending first, largest first."""
    number = next(m for m in range(case.first_month, case.first_month + 1300) if month_text(m) == month)
    home, found = case.household, []
    for line in home.spending:
        found.append((line.kind, line.name, line.units(number, case.currency, home.beyond)))
    found.sort(key=lambda entry: -entry[2])
    for line in home.incomes:
        if ledger == "declared" or line.evidence == "verified":
            found.append(("income", line.name, line.units(number, case.currency, home.beyond)))
    return tuple((kind, name, from_minor(units, case.currency)) for kind, name, units in found)
