"""The smallest concession: what is the least that has to be given up so that this household can keep its word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from repayplan.feasibility.assessment import assess
from repayplan.feasibility.case import Case
from repayplan.household.household import LEDGERS
from repayplan.options.candidates import Candidates, askings
from repayplan.options.levers import Change, Least, Lever, least, principal_in_all, pull, with_cuts
from repayplan.options.pairs import Pair, lever_and_line, lever_name, pair
from repayplan.options.proposal import Asking, Drafts
from repayplan.options.scales import lever_word, scale
from repayplan.options.space import STILL, Move, Space
from repayplan.plans.document import plan_outline
from repayplan.terms.shapes import MOST_ROWS
from repayplan.units.components import PRINCIPAL
from repayplan.units.dates import month_text
from repayplan.units.findings import Finding
from repayplan.units.money import from_minor
from repayplan.units.refusal import listed, made, one_of, refuse, whole
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.feasibility.assessment import Assessment
    from repayplan.plans.plan import Plan
    from repayplan.rules.programmes import Programme

# Time first, then what creditors added, then what will accrue, then what they lent.
ORDER = ("months", "penalty", "fees", "interest", "rate", "write_down")
ALONE = ("months", "penalty", "fees", "interest", "rate", "pause", "start", "write_down")


@dataclass(frozen=True)
class Step:
    """One step of an order: a lever, how much of it is asked, and whether that is all of it.

    Attributes:
        lever: its name.
        size: what is asked, as in :class:`Change`.
        whole: whether it is all that there is of it, which was not enough.
    """

    lever: str
    size: Any
    whole: bool

    def to_dict(self) -> dict[str, Any]:
        """The step as plain data."""
        return {"lever": self.lever, "size": str(self.size), "whole": self.whole}


@dataclass(frozen=True)
class Concession(Shown):
    """The least that has to be given up against the contracts, on one ledger.

    Attributes:
        ledger: ``declared`` or ``verified``.
        strict: whether every month has to pay for itself; else cash at hand may be used.
        months: the most months over which the contracts may be stretched.
        levers: each lever alone, the others as in the contracts: the smallest that is enough.
        order: the order in which levers are asked.
        steps: what is asked in that order: each to its end before the next, the last only as far as is needed.
        last: the last step's change, with one step less, which is not enough; None where nothing is, or not enough.
        plans: the plans that the steps make possible, by the debt's id; empty where all together are not enough.
        findings: what is to be said.

    Examples:
        >>> import repayplan as rp
        >>> found = rp.concession(rp.sample("nine-creditors"))
        >>> [(step.lever, str(step.size), step.whole) for step in found.steps]
        [('months', '60', True), ('rate', '0.000000', True), ('write_down', '165700.00', False)]
    """

    ledger: str
    strict: bool
    months: int
    levers: dict[str, Lever]
    order: tuple[str, ...]
    steps: tuple[Step, ...]
    last: Change | None
    plans: dict[str, Plan]
    findings: tuple[Finding, ...]
    currency: str = ""
    searched: Space | None = field(default=None, repr=False, compare=False)

    def pair(self, one: str, two: str, *, sizes: Any = None) -> Pair:
        """The least of one lever for each size of another: see :meth:`Certificate.pair`."""
        assert self.searched is not None
        return pair(self.searched, one, two, strict=self.strict, sizes=sizes)

    def parts(self, language: str = "en") -> list[Any]:
        """What is asked in order, and each lever alone."""
        from repayplan.options.concession_tables import concession_parts

        return concession_parts(self, language)

    def to_dict(self) -> dict[str, Any]:
        """The concession as plain data."""
        return {
            "ledger": self.ledger,
            "strict": self.strict,
            "months": self.months,
            "levers": {name: lever.to_dict() for name, lever in self.levers.items()},
            "order": list(self.order),
            "steps": [step.to_dict() for step in self.steps],
            "last": None if self.last is None else self.last.to_dict(),
            "plans": {name: plan_outline(plan) for name, plan in self.plans.items()},
            "findings": [finding.to_dict() for finding in self.findings],
        }


def concession(
    case: Case, *, order: Sequence[str] | None = None, months: int | None = None, ledger: str = "declared",
    strict: bool = False,
) -> Concession:  # fmt: skip
    """The least that has to be given up against the contracts so that a plan can be kept.

    Each lever alone (months, waived penalty, fees and interest, rate, pause, a later start, write-down), and all of
    them in an order: each is asked to its end before the next one is touched, the last only as far as is needed. What
    the order asks of a lever is never more than the lever alone needs.

    Args:
        case: what a counsellor brings.
        order: the levers in the order in which creditors are to be asked; None: the order of a programme that applies,
            else months, penalty, fees, interest, rate, principal.
        months: the most months over which the contracts may be stretched; None: ``limits.max_months``, else the
            longest that a programme that applies allows.
        ledger: ``declared`` or ``verified``.
        strict: whether every month has to pay for itself.

    Returns:
        The concession; where all levers together are not enough, a finding says what is still missing.

    Raises:
        InputError: a lever that is none, one that a rule forbids (it is named), or more months than a rule allows.

    Examples:
        >>> import repayplan as rp
        >>> found = rp.concession(rp.sample("dmp-four-cards"), strict=True)
        >>> found.levers["rate"].feasible.size, [(step.lever, str(step.size)) for step in found.steps]
        (Decimal('0.137813'), [('months', '60'), ('rate', '0.133187')])
    """
    one_of(ledger, LEDGERS, "ledger")
    assessment = assess(made(case, Case, "case", "as in rp.Case.from_dict(data)"))
    programmes = _applying(case, assessment)
    forbidden = _forbidden(programmes)
    wanted = _order(order, programmes, forbidden)
    most, findings = _most(case, assessment, programmes, months)
    space = Space(
        case, Candidates(case, Drafts(case)), [Asking(most=most)], ledger, level=True,
        term=(_of_contract(case), most), may_hold=True,
    )  # fmt: skip
    levers = {name: _alone(space, name, forbidden) for name in ALONE} if sum(case.weights) else {}
    steps, found, said = _in_order(space, wanted, strict) if levers else ((), None, [])
    last = found.change() if isinstance(found, Least) else None
    plans: dict[str, Plan] = last.plans if last is not None else {}
    asked = Finding("concession_order", {"levers": ", ".join(lever_word(name) for name in wanted)})
    skipped = [
        Finding("lever_forbidden", {"lever": lever_word(name), "programme": programme.id}, rule)
        for name, (programme, rule) in forbidden.items()
    ]
    return Concession(
        ledger, strict, most, levers, wanted, tuple(steps), last, plans, (asked, *findings, *said, *skipped),
        case.currency, space,
    )  # fmt: skip


def _applying(case: Case, assessment: Assessment) -> list[Programme]:
    """The programmes that may be asked."""
    asked, _ = askings(case, assessment)
    may = {
        asking.programme.id: asking.programme
        for asking in asked
        if asking.programme is not None and asking.programme.may_be_asked(assessment.able, assessment.willing)
    }
    return list(may.values())


def _forbidden(programmes: Sequence[Programme]) -> dict[str, tuple[Programme, str]]:
    """Levers that every programme that applies rules out, each with the rule that says so."""
    kept = [programme.kept for programme in programmes]
    names = set.intersection(*(set(one) for one in kept)) if kept else set()
    return {name: (programmes[0], kept[0][name]) for name in ALONE if name in names}


def _order(
    given: Sequence[str] | None, programmes: Sequence[Programme], forbidden: dict[str, tuple[Programme, str]]
) -> tuple[str, ...]:
    """The order that the user or a programme gives: what a rule forbids is refused, or left out."""
    if given is None:
        of_pack = next((programme.order for programme in programmes if programme.order), ORDER)
        return tuple(name for name in map(_called, of_pack) if name not in forbidden)
    names = [lever_name(lever, f"order[{i}]") for i, lever in enumerate(listed(given, "order"))]
    if not names:
        refuse("order", given, "at least one lever", "leave it out for the usual order")
    for i, name in enumerate(names):
        if name in names[:i]:
            refuse(f"order[{i}]", given[i], "each lever once", "leave it out")
        if name in forbidden:
            programme, rule = forbidden[name]
            refuse(
                f"order[{i}]", given[i], f"a lever that {programme.id} gives up",
                f"{rule} forbids it: leave it out, or name other programmes in limits.programmes",
            )  # fmt: skip
    return tuple(names)


def _called(name: str) -> str:
    return lever_name(name, "order")


def _most(
    case: Case, assessment: Assessment, programmes: Sequence[Programme], months: int | None
) -> tuple[int, list[Finding]]:
    """The most months: as given within the rules, or as limits and rules have it; what is nowhere bounded is said."""
    bounded = [p for p in programmes if p.most_months is not None]
    longest = max(bounded, key=lambda p: p.most_months or 0, default=None)
    if len(bounded) < len(programmes):
        # A programme without a longest term allows any.
        longest = None
    if months is not None:
        count = whole(months, "months", 1, MOST_ROWS)
        if longest is not None and longest.most_months is not None and count > longest.most_months:
            refuse(
                "months", count, f"at most {longest.most_months}",
                f"{longest.most_months_rule or longest.id} allows no more ({longest.citation})",
            )  # fmt: skip
        return count, []
    if case.limits["max_months"] is not None:
        return case.limits["max_months"], []
    if longest is not None and longest.most_months is not None:
        return longest.most_months, []
    return MOST_ROWS, [Finding("months_not_bounded", {"most": MOST_ROWS})]


def _of_contract(case: Case) -> int:
    """The number of instalments that the contracts have left; 0 where they name none."""
    left = [debt.instalments_left for debt in case.debts if sum(debt.opening) and debt.priority_instalment is None]
    return max((count for count in left if count is not None), default=0) if None not in left else 0


def _start(space: Space) -> Move:
    """Where the order begins: the contracts' own months where they have some; else time is not what is asked."""
    assert space.term is not None
    return STILL._replace(months=space.term[0]) if 0 < space.term[0] < space.term[1] else STILL


def _alone(space: Space, name: str, forbidden: dict[str, tuple[Programme, str]]) -> Lever:
    """One lever, the others as in the contracts."""
    if name in forbidden:
        programme, rule = forbidden[name]
        numbers = {"lever": lever_word(name), "programme": programme.id}
        return Lever(name, "", None, None, (Finding("lever_forbidden", numbers, rule),))
    return pull(space, name, None, _start(space) if name != "months" else STILL)


def _in_order(space: Space, wanted: Sequence[str], strict: bool) -> tuple[list[Step], Least | None, list[Finding]]:
    """Each lever to its end before the next, the last as far as is needed."""
    base, steps = _start(space), list[Step]()
    if base.months and space.holds(base, strict=strict):
        return [], None, [Finding("concession_not_needed", {})]
    for given in wanted:
        name, line = lever_and_line(given, "order")
        found = least(space, name, line, base, strict=strict)
        if isinstance(found, Least):
            return [*steps, Step(given, found.size, whole=False)], found, []
        if found.code == "lever_not_needed":
            return steps, None, [Finding("concession_not_needed", {})]
        if found.code == "lever_not_enough":
            base, size = _to_its_end(space, name, line, base)
            steps.append(Step(given, size, whole=True))
    short = space.shortfall(base, strict=strict)
    missing = from_minor(short.by, space.case.currency)
    return steps, None, [Finding("concession_not_enough", {"month": month_text(short.month), "amount": missing})]


def _to_its_end(space: Space, name: str, line: str | None, base: Move) -> tuple[Move, Any]:
    """A lever moved as far as it goes."""
    if name == "write_down":
        principals = [debt.opening[PRINCIPAL] for debt in space.case.debts]
        return with_cuts(space, base, principals), principal_in_all(space.case, principals)
    found = scale(space, name, line, base)
    assert not isinstance(found, Finding)
    return found.put(base, found.high), found.shown(found.high)
