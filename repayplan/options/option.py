"""An option: a proposal that has been judged, with what both sides give, what it rests on, and why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from repayplan.feasibility.judge import judge_plans
from repayplan.plans.document import plan_outline
from repayplan.units.components import COMPONENTS, PRINCIPAL
from repayplan.units.money import at_rate, from_minor
from repayplan.words.sentences import sentence
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from decimal import Decimal

    from repayplan.feasibility.case import Case
    from repayplan.feasibility.judge import Feasibility
    from repayplan.feasibility.sensitivity import Sensitivity
    from repayplan.options.conditions import Checks, Condition
    from repayplan.options.creditor import CreditorSide
    from repayplan.options.proposal import Asking, Proposal
    from repayplan.plans.cliff import Cliff
    from repayplan.plans.plan import Plan
    from repayplan.units.findings import Finding


@dataclass(frozen=True)
class Outcome:
    """What one rule says of an option: ``within``, ``outside`` or ``unknown``, within the rules coded here."""

    outcome: str
    rule: str
    debts: tuple[str, ...]
    citation: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The outcome as plain data."""
        return {"outcome": self.outcome, "rule": self.rule, "debts": list(self.debts), "citation": self.citation}


@dataclass(frozen=True, eq=False)
class Option(Shown):
    """One way to ask all creditors, judged.

    Attributes:
        id: its name in the menu.
        proposal: what is asked.
        plans: the plan of each debt, by the debt's id.
        feasibility: verdicts on both ledgers.
        conditional_on: expected lines without which it does not work: (line, month in which it begins).
        needs_proof: income lines that are not verified and without which it does not work.
        rules: what the rules coded here say of it.
        findings: why it stands where it stands.

    Examples:
        >>> import repayplan as rp
        >>> best = rp.advise(rp.sample("unemployed-three-cards")).best
        >>> best.shape, best.conditional_on, [str(payment) for payment in best.payments[5:7]]
        ('step_up', (('new wage', '2027-06'),), ['400.00', '1140.76'])
    """

    id: str
    proposal: Proposal
    plans: dict[str, Plan]
    feasibility: Feasibility
    conditional_on: tuple[tuple[str, str], ...]
    needs_proof: tuple[str, ...]
    rules: tuple[Outcome, ...]
    findings: tuple[Finding, ...] = ()
    rates: dict[str, Any] = field(default_factory=dict, repr=False)
    currency: str = ""
    checks: Checks | None = field(default=None, repr=False)

    @property
    def kind(self) -> str:
        """The programme's id, or what it is: ``contract``, ``pay_now``, ``settlement``, ``contract_rate``."""
        return kind_of(self.proposal.asking, self.proposal.shape)

    @property
    def shape(self) -> str:
        """How the payments run: ``longest``, ``fewest``, ``fixed_amount``, ``step_up``, ``own_months``, ..."""
        return self.proposal.shape

    @property
    def feasible(self) -> bool:
        """Whether it can be kept on the declared ledger and clears every debt."""
        return self.feasibility.declared.feasible and self.proposal.clears

    @property
    def payments(self) -> list[Decimal]:
        """What the household pays in each month [currency]."""
        return [from_minor(units, self.currency) for units in self.feasibility.declared.payments]

    @property
    def total_paid(self) -> Decimal:
        """What the household pays in all [currency]."""
        return from_minor(sum(self.feasibility.declared.payments), self.currency)

    def concession_units(self) -> list[int]:
        """What creditors give up, by component, in the case's currency [minor units]."""
        given = [0] * len(COMPONENTS)
        for plan in self.plans.values():
            for c, units in enumerate(plan.concession_units()):
                given[c] += at_rate(units, self.rates[plan.currency])
        return given

    @property
    def concession(self) -> dict[str, Decimal]:
        """What creditors give up against the contracts, by component [currency]."""
        given = zip(COMPONENTS, self.concession_units(), strict=True)
        return {name: from_minor(units, self.currency) for name, units in given}

    @property
    def instalments(self) -> int:
        """The number of instalments of the longest plan."""
        return self.proposal.rows

    @property
    def last_due(self) -> Any:
        """The last due date of all."""
        return max(plan.last_due for plan in self.plans.values())

    @property
    def outcome(self) -> str:
        """``outside`` where any rule says so, else ``unknown`` where any does, else ``within``."""
        outcomes = {found.outcome for found in self.rules}
        return next((word for word in ("outside", "unknown") if word in outcomes), "within")

    @property
    def why(self) -> str:
        """The reasons in English; ``reasons("zh")`` has them in Chinese."""
        return self.reasons()

    def reasons(self, language: str = "en") -> str:
        """The findings as sentences."""
        return (" " if language == "en" else "").join(sentence(finding, language) for finding in self.findings)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """What its programme asks for, held against the case and this option, within the rules coded here.

        They move no option: whether a programme is agreed to is for its own people to say.
        """
        programme = self.proposal.asking.programme
        return () if programme is None or self.checks is None else self.checks.of(programme, self)

    def because(self, *findings: Finding) -> Option:
        """The same option with more findings."""
        return replace(self, findings=(*self.findings, *findings))

    @property
    def cliffs(self) -> dict[str, Cliff]:
        """What comes back if one missed instalment ends the agreement, by debt; a debt of nothing has none."""
        return {name: plan.cliff() for name, plan in self.plans.items() if plan.raw}

    def creditor_side(self, **stated: Any) -> CreditorSide:
        """What the option is worth to each creditor, against doing nothing, settling now and selling.

        Each input is one value for all creditors, or a mapping of debts' ids to values. What is not stated is unknown.

        Args:
            stated: ``rate`` (of discount, ``"8%"``), ``self_cure`` and ``redefault`` (probabilities), ``recovery``,
                ``settlement`` and ``sale`` (shares of what is owed, ``"15%"``, or sums), ``fails_after`` (instalments
                paid before a plan fails, 0), ``source`` (where the figures come from; absent: not calibrated).

        Raises:
            InputError: an input that is not known here, or a value that cannot be.
        """
        from repayplan.options.creditor import creditor_side

        return creditor_side(self, stated)

    def sensitivity(self, **changes: Any) -> Sensitivity:
        """What one more month, less income and a higher rate change; see :meth:`Feasibility.sensitivity`."""
        return self.feasibility.sensitivity(**changes)

    def parts(self, language: str = "en") -> list[Any]:
        """Why, what each creditor is offered, and the household's months."""
        from repayplan.options.tables import option_parts

        return option_parts(self, language)

    def to_dict(self, *, outline: bool = False) -> dict[str, Any]:
        """The option as plain data; in outline its plans have terms and totals, from which their rows can be made."""
        asking = self.proposal.asking
        return {
            "id": self.id,
            "kind": self.kind,
            "shape": self.shape,
            "asking": {
                "programme": None if asking.programme is None else asking.programme.id,
                "interest": asking.interest,
                "charges": asking.charges,
                "rate": asking.rate,
                "most_months": asking.most,
            },
            "plans": {
                name: plan_outline(plan) if outline else plan.to_dict() for name, plan in self.plans.items()
            },
            "customer": {
                "payments": [str(payment) for payment in self.payments],
                "total_paid": str(self.total_paid),
                "instalments": self.instalments,
                "last_due": str(self.last_due),
            },
            "concession": {name: str(amount) for name, amount in self.concession.items()},
            "creditor": {"received": {name: str(plan.total_paid) for name, plan in self.plans.items()}},
            "feasibility": self.feasibility.to_dict(),
            "rules": [outcome.to_dict() for outcome in self.rules],
            "conditions": [condition.to_dict() for condition in self.conditions],
            "conditional_on": [{"line": line, "month": month} for line, month in self.conditional_on],
            "needs_proof": list(self.needs_proof),
            "assumptions": [f.to_dict() for plan in self.plans.values() for f in plan.findings],
            "why": [
                finding.to_dict() | {"en": sentence(finding), "zh": sentence(finding, "zh")}
                for finding in self.findings
            ],
        }  # fmt: skip


def kind_of(asking: Asking, shape: str) -> str:
    """What a proposal is: the programme's id, or ``contract``, ``pay_now``, ``settlement``, ``contract_rate``."""
    if asking.programme is not None:
        return asking.programme.id
    return shape if shape in ("pay_now", "contract", "settlement") else "contract_rate"


def judged(case: Case, proposal: Proposal, name: str, checks: Checks | None = None) -> Option:
    """A proposal judged on both ledgers, with the lines that it rests on and what the rules say."""
    feasibility = judge_plans(proposal.plans, case.household, case.rates)
    conditional = feasibility.conditional_on if feasibility.declared.feasible else ()
    needs_proof = feasibility.needs_proof
    return Option(
        name, proposal, {debt.id: plan for debt, plan in zip(case.debts, proposal.plans, strict=True)}, feasibility,
        conditional, needs_proof, _outcomes(case, proposal), (), case.rates, case.currency, checks,
    )  # fmt: skip


def _outcomes(case: Case, proposal: Proposal) -> tuple[Outcome, ...]:
    """What the programme's own length and kinds of debt say, debt by debt."""
    asking, programme = proposal.asking, proposal.asking.programme
    owing = [
        (debt, plan)
        for debt, plan in zip(case.debts, proposal.plans, strict=True)
        if sum(debt.opening) and debt.priority_instalment is None
    ]
    found = []
    if programme is not None:
        rule = programme.most_months_rule or programme.id
        covered = [(debt, plan) for debt, plan in owing if programme.covers(debt.kind)]
        for word in ("within", "outside"):
            names = tuple(
                d.id
                for d, p in covered
                if (len(p.raw) > (programme.most_months or asking.months())) == (word == "outside")
            )
            if names:
                found.append(Outcome(word, rule, names, programme.citation))
        if others := tuple(debt.id for debt, _ in owing if not programme.covers(debt.kind)):
            found.append(Outcome("unknown", rule, others, programme.citation))
    return tuple(found)


def forgives_principal(option: Option) -> bool:
    """Whether any principal is given up."""
    return option.concession_units()[PRINCIPAL] > 0
