"""The menu: what is worth proposing, the best of it with the line that decided, and why the rest was not."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from repayplan.feasibility.assessment import MONTHS_AHEAD, Assessment, assess
from repayplan.feasibility.case import Case
from repayplan.household.household import LEDGERS
from repayplan.options.baselines import Baseline, baselines
from repayplan.options.candidates import Candidates, askings
from repayplan.options.certificate import certify
from repayplan.options.conditions import Checks
from repayplan.options.copies import AUDIENCES, creditor_copy, third_party_copy
from repayplan.options.levers import runs
from repayplan.options.option import Option, forgives_principal, judged
from repayplan.options.proposal import Drafts
from repayplan.options.ranking import ORDERS, ranked
from repayplan.units.documents import first_difference, read_schema
from repayplan.units.findings import Finding
from repayplan.units.refusal import known_keys, made, one_of, refuse, required, under
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from repayplan.options.certificate import Certificate
    from repayplan.options.concession import Concession
    from repayplan.options.conditions import Condition
    from repayplan.options.creditor import CreditorSides
    from repayplan.options.frontier import Frontier
    from repayplan.options.nearest import Nearest
    from repayplan.options.offers import Offers
    from repayplan.options.pay_off import PayOff
    from repayplan.options.proposal import Asking, Proposal
    from repayplan.options.refusals import Refusals
    from repayplan.options.survival import Survival
    from repayplan.rules.programmes import Advice

SCHEMA = "repayplan/menu-1"
KEYS = (
    "schema", "case", "choose", "budget", "assessment", "baselines", "best", "decided_by", "options", "rejected",
    "certificate", "advice", "conditions", "findings",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Menu(Shown):
    """What :func:`advise` found. It shows itself in a notebook, and prints as a table.

    Attributes:
        case: the input.
        assessment: where the household stands.
        options: what can be kept on the declared ledger, best first.
        best: the first of them, or None where nothing can be kept, or only settlements below the principal.
        rejected: what cannot be kept or may not be asked, each with its findings.
        findings: what is to be said about the menu as a whole.
        choose: the order that was asked for.

    Examples:
        >>> import repayplan as rp
        >>> menu = rp.advise(rp.sample("able-not-willing"))
        >>> menu.best.kind, menu.best.total_paid, sorted({o.findings[-1].code for o in menu.rejected})
        ('pay_now', Decimal('24630.00'), ['within_ability'])
    """

    case: Case
    assessment: Assessment
    options: tuple[Option, ...]
    best: Option | None
    rejected: tuple[Option, ...]
    findings: tuple[Finding, ...]
    choose: str = "best"
    checks: Checks | None = field(default=None, repr=False)
    _certify: Callable[[], dict[str, Certificate | None]] = field(default=dict, repr=False)

    @cached_property
    def baselines(self) -> dict[str, Baseline]:
        """What happens if nothing is agreed: ``nothing`` and ``minimum``."""
        return baselines(self.case, self.assessment)

    @property
    def advice(self) -> tuple[Advice, ...]:
        """Free advice and statutory routes of the place on the day.

        Examples:
            >>> import repayplan as rp
            >>> [entry.name_en for entry in rp.advise(rp.sample("unemployed-three-cards")).advice]
            ['Complaint line 12378']
        """
        return self.case.advice()

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """What the place's programmes and statutory routes ask for, so far as the case alone decides it.

        Conditions about what is asked stand on each option. All within the rules coded here: nobody is entitled to
        anything by them.

        Examples:
            >>> import repayplan as rp
            >>> one = rp.advise(rp.sample("unemployed-three-cards")).conditions[0]
            >>> one.measure, one.outcome, one.rule, one.status
            ('ability', 'within', 'card.personalised_instalment.condition', 'secondary')
        """
        return () if self.checks is None else self.checks.of_case()

    @cached_property
    def certificate(self) -> dict[str, Certificate | None]:
        """By ledger, the proof that nothing in the stated space can be kept; None where something can.

        Worked out when it is first read: it takes longer than the rest of the menu.
        """
        return self._certify()

    def parts(self, language: str = "en") -> list[Any]:
        """The whole menu, in the order in which a counsellor reads it aloud."""
        from repayplan.options.tables import menu_parts

        return menu_parts(self, language)

    def to_frame(self, make: str = "pandas") -> Any:
        """One row an option, rejected ones too, as a frame of the make asked for.

        Args:
            make: ``pandas``, ``polars``, ``pyarrow`` or ``dict``.

        Raises:
            MissingLibrary: the library is not installed; it names the extra.
        """
        from repayplan.options.tables import menu_columns
        from repayplan.words.frames import to_frame

        return to_frame(menu_columns(self), make)

    def creditor_side(self, **stated: Any) -> CreditorSides:
        """What each option is worth to each creditor: see :meth:`Option.creditor_side` for what can be stated.

        Examples:
            >>> import repayplan as rp
            >>> sides = rp.advise(rp.sample("dmp-four-cards")).creditor_side(rate="8%", redefault=0)
            >>> side = sides.sides[0].debts[0]
            >>> side.received, side.present_value, side.nothing
            (Decimal('10670.99'), Decimal('9000.01'), None)
        """
        from repayplan.options.creditor import creditor_sides

        return creditor_sides(self, stated)

    def frontier(self, **stated: Any) -> Frontier:
        """The options that no other beats on strain for the household and on value to its creditors.

        Strain: least margin, payment to surplus, months. Value: present value at a rate that is stated, and cash within
        twelve months. Each point says what it would cost each side against ``best``, and shows a stopped interest and a
        stretched term apart.

        Args:
            stated: as for :meth:`Option.creditor_side`; without a ``rate`` the present value is left out.

        Raises:
            InputError: an input that is not known here, or a value that cannot be.
        """
        from repayplan.options.frontier import frontier

        return frontier(self, stated)

    def offers(self, amount: Any = None, **how: Any) -> Offers:
        """One monthly sum over all creditors, exact to the minor unit: the table that goes to each of them.

        Agreed instalments of priority debts come first, then what other priority debts get, then the rest is shared.

        Args:
            amount: the sum of a month [currency]; None: the least that the first phase of the next twelve months leaves
                after what is kept back.
            how: ``by`` (``balance``, or ``contractual payment``), ``floors`` (the least for each creditor: one sum, or
                by debt, in its currency), ``priority`` (a sum for priority debts that have no agreed instalment;
                absent: their arrears as far as it goes), ``token`` (what each is offered where nothing is left, in its
                currency), ``ledger`` (``declared`` or ``verified``).

        Raises:
            InputError: floors above what there is (it names whose can be met), a payment that is not known where it is
                to be shared by it, or a value that cannot be.

        Examples:
            >>> import repayplan as rp
            >>> offers = rp.advise(rp.sample("dmp-four-cards")).offers(floors={"Z": "100"})
            >>> [(offer.debt, offer.how, str(offer.amount)) for offer in offers.rows]
            [('W', 'share', '192.86'), ('X', 'share', '150.00'), ('Y', 'share', '107.14'), ('Z', 'floor', '100.00')]
        """
        from repayplan.options.offers import offers

        return offers(self.case, amount, **how)

    def refusals(self, option: str | Option | None = None, ledger: str = "declared") -> Refusals:
        """What one creditor's refusal does to the household and to the others, for each, and for every pattern.

        A refuser asks what its contract asks, while the others' plans are kept as they are. What it would gain is not
        computed. With more than twelve creditors each refusal stands alone, and a finding says so.

        Args:
            option: the option or its id; None: the best, else the first.
            ledger: ``declared`` or ``verified``.

        Raises:
            InputError: a menu without options and none named, or an id that no option has.
        """
        from repayplan.options.refusals import refusals

        return refusals(self.case, self._chosen(option), one_of(ledger, LEDGERS, "ledger"))

    def pay_off(self, *, own_order: Sequence[str] | None = None, ledger: str = "declared") -> PayOff:
        """What each order of paying off costs with what each month leaves, every minimum first: see :func:`pay_off`.

        Args:
            own_order: the debts' ids in an order of one's own; None: that order is left out.
            ledger: ``declared`` or ``verified``.

        Raises:
            InputError: nothing owed, a flat fee, or an order that does not name each debt once.
        """
        from repayplan.options.pay_off import of_case

        return of_case(self.case, one_of(ledger, LEDGERS, "ledger"), own_order)

    def survival(self, hazard: Any, source: str | None = None) -> Survival:
        """The options in the order of what creditors may expect, where each month a stated part of plans fails.

        Args:
            hazard: the chance, in each month, that a plan is not kept from then on [``"2%"``, or 0 to 1].
            source: where it comes from; absent it prints as not calibrated.

        Raises:
            InputError: a hazard that is no chance.
        """
        from repayplan.options.survival import survival

        return survival(self.options, hazard, source)

    def concession(self, **how: Any) -> Concession:
        """The least that has to be given up against the contracts: see :func:`concession` for what may be said.

        Examples:
            >>> import repayplan as rp
            >>> found = rp.advise(rp.sample("dmp-four-cards")).concession(order=["rate", "principal"], months=48)
            >>> [(step.lever, str(step.size)) for step in found.steps]
            [('rate', '0.052811')]
        """
        from repayplan.options.concession import concession

        return concession(self.case, **how)

    def nearest(self, option: str | Option) -> Nearest:
        """The smallest change that makes one option feasible and within the rules, lever by lever.

        Args:
            option: the option or its id, a rejected one as a rule.

        Raises:
            InputError: an id that no option has.

        Examples:
            >>> import repayplan as rp
            >>> menu = rp.advise(rp.sample("unemployed-three-cards"))
            >>> found = menu.nearest("cn.personalised_instalment/interest-pause/charges-spread/longest")
            >>> found.first, found.levers["income"].feasible.size
            ('start', Decimal('466.68'))
        """
        from repayplan.options.nearest import nearest

        return nearest(self.case, self._chosen(option), self.assessment)

    def _chosen(self, option: str | Option | None) -> Option:
        """An option of the menu, by itself, by its id, or the best."""
        if isinstance(option, Option):
            return option
        known = {found.id: found for found in (*self.options, *self.rejected)}
        if option is None and not self.options:
            refuse("option", None, "the id of an option", "nothing can be kept: name a rejected one")
        if option is None:
            return self.best or self.options[0]
        return known[one_of(option, known, "option")]

    def to_dict(
        self, audience: str = "household", creditor: str | None = None, option: str | Option | None = None
    ) -> dict[str, Any]:
        """The menu document. It carries its input: :meth:`from_dict` replays it. Or a copy for somebody else.

        Args:
            audience: ``household`` (everything); ``creditor`` (the proposal to it, its own share, the surplus in all
                and the list of evidence: no other creditor's name, nothing that the sums were sized by, no line of
                the budget); ``third party`` (whether there is a plan, its due dates, and where help is: no balance
                and no creditor).
            creditor: whose copy it is, or the id of one of its debts.
            option: which option a copy is about; None: the best.

        Raises:
            InputError: another audience, a copy without its creditor, or an id that no option has.

        Examples:
            >>> import repayplan as rp
            >>> copy = rp.advise(rp.sample("unemployed-three-cards")).to_dict(audience="creditor", creditor="Bank B")
            >>> copy["share_of_all_debts"], copy["surplus"][0], "Bank A" in str(copy)
            ('0.3283', {'month': '2026-12', 'amount': '600.00'}, False)
        """
        if one_of(audience, AUDIENCES, "audience") != "household":
            chosen = self.best if option is None else self._chosen(option)
            if audience == "creditor":
                return creditor_copy(self, chosen, creditor)
            return third_party_copy(self, chosen)
        return {
            "schema": SCHEMA,
            "case": self.case.to_dict(),
            "choose": self.choose,
            "budget": self._budget(),
            "assessment": self.assessment.to_dict(),
            "baselines": {name: baseline.to_dict() for name, baseline in self.baselines.items()},
            "best": None if self.best is None else self.best.id,
            "decided_by": None if self.best is None else self.best.findings[0].to_dict(),
            "options": [option.to_dict() for option in self.options],
            "rejected": [option.to_dict(outline=True) for option in self.rejected],
            "certificate": {
                ledger: None if found is None else found.to_dict() for ledger, found in self.certificate.items()
            },
            "advice": [entry.to_dict() for entry in self.advice],
            "conditions": [condition.to_dict() for condition in self.conditions],
            "findings": [finding.to_dict() for finding in self.findings],
        }

    def _budget(self) -> list[dict[str, Any]]:
        """What each line of the household comes to, by month: as far as anything in the menu looks."""
        home, months = self.case.household, [MONTHS_AHEAD]
        months += [len(option.feasibility.declared.payments) for option in (*self.options, *self.rejected)]
        for found in self.certificate.values():
            months += [0] if found is None or found.sums is None else [len(found.sums.surplus)]
        lines = [("income", line.evidence, line) for line in home.incomes]
        lines += [(line.kind, None, line) for line in home.spending]
        return [
            {"kind": kind, "name": line.name, "evidence": evidence, "months": runs([
                line.units(self.case.first_month + k, self.case.currency, home.beyond) for k in range(max(months))
            ], self.case.currency)}
            for kind, evidence, line in lines
        ]  # fmt: skip

    @classmethod
    def from_dict(cls, data: object) -> Menu:
        """Replay a menu document: the menu is worked out anew, and has to be the one that the document holds.

        Raises:
            InputError: a newer schema, wrong input, or a cell that is not what the input gives.
        """
        # Which document it is comes first: a copy for somebody else has other keys.
        document = known_keys(read_schema(data, SCHEMA), KEYS, "")
        given = required(document, "case", "")
        with under("case"):
            case = Case.from_dict(given)
        menu = advise(case, choose=str(document.get("choose", "best")))
        if found := first_difference(document, menu.to_dict()):
            path, given, worked_out = found
            refuse(path, given, f"{worked_out!r}, which the case gives", "correct it, or make the menu anew")
        return menu


def advise(case: Case, *, choose: str = "best") -> Menu:
    """The plans worth proposing to all creditors, best first, and why the others are not.

    Args:
        case: what a counsellor brings.
        choose: the order: ``best``, or ``soonest``, ``least-paid``, ``most-margin``.

    Returns:
        The menu. Where nothing can be kept, ``best`` is None and the certificate says what would change that.

    Raises:
        InputError: an unknown order, or lines by month that end before the plans without ``beyond``.

    Examples:
        >>> import repayplan as rp
        >>> menu = rp.advise(rp.sample("dmp-four-cards"))
        >>> menu.best.kind, menu.best.shape, [str(plan.instalment) for plan in menu.best.plans.values()]
        ('us.debt_management_plan', 'fixed_amount', ['206.25', '160.42', '114.58', '68.75'])
    """
    one_of(choose, ORDERS, "choose")
    assessment = assess(made(case, Case, "case", "as in rp.Case.from_dict(data)"))
    checks = Checks(case, assessment)
    drafts = Drafts(case)
    candidates = Candidates(case, drafts)
    asked, findings = askings(case, assessment) if sum(case.weights) else ([], [])
    options: list[Option] = []
    rejected: list[Option] = []
    for option in _judged(case, candidates, asked, checks):
        reasons = _against(option, assessment)
        (rejected if reasons else options).append(option.because(*reasons))
    options = ranked(options, case, assessment.able, choose)
    best = next((option for option in options if not forgives_principal(option)), None)
    return Menu(
        case, assessment, tuple(options), best, tuple(rejected),
        (*findings, *_about(case, asked)), choose, checks,
        partial(_certificates, case, candidates, asked, assessment, options),
    )  # fmt: skip


def _certificates(
    case: Case, candidates: Candidates, asked: Sequence[Asking], assessment: Assessment, options: Sequence[Option]
) -> dict[str, Certificate | None]:
    """A certificate for each ledger on which no option can be kept."""
    found: dict[str, Certificate | None] = {}
    for ledger in LEDGERS:
        kept = any(o.feasibility.on(ledger).feasible and not forgives_principal(o) for o in options)
        found[ledger] = None if kept else certify(case, candidates, asked, assessment, ledger, found)
    return found


def _judged(case: Case, candidates: Candidates, asked: Sequence[Asking], checks: Checks) -> Iterator[Option]:
    """Every proposal once, named by what it asks."""
    seen: set[object] = set()
    names: dict[str, int] = {}
    for proposal in _proposals(candidates, asked):
        content = (proposal.asking.programme, proposal.asking.rate, proposal.content)
        if content in seen:
            continue
        seen.add(content)
        name = _name(proposal)
        names[name] = names.get(name, 0) + 1
        yield judged(case, proposal, name if names[name] == 1 else f"{name}/{names[name]}", checks)


def _proposals(candidates: Candidates, asked: Sequence[Asking]) -> Iterator[Proposal]:
    if asked:
        yield from candidates.always()
    for asking in asked:
        for ledger in LEDGERS:
            yield from candidates.of(asking, ledger)


def _name(proposal: Proposal) -> str:
    asking = proposal.asking
    if asking.programme is None:
        return (
            proposal.shape
            if proposal.shape in ("pay_now", "contract", "settlement")
            else f"contract_rate/{proposal.shape}"
        )
    words = [asking.programme.id, f"interest-{asking.interest}", f"charges-{asking.charges}"]
    return "/".join([*words, *([asking.rate] if asking.rate else []), proposal.shape])


def _against(option: Option, assessment: Assessment) -> list[Finding]:
    """Why an option is not on the menu; nothing where it is."""
    found, asking = [], option.proposal.asking
    if not option.proposal.clears:
        plan = next(plan for plan in option.plans.values() if not plan.clears)
        found += [finding for finding in plan.findings if finding.code in ("never_clears", "still_owed")]
    short = option.feasibility.declared.short_of_cash
    if short is not None:
        found.append(Finding("short_of_cash", {"ledger": "declared", "month": short[0], "amount": short[1]}))
        over = option.feasibility.declared.short_of_surplus
        if over is not None and over != short:
            found.append(Finding("short_of_surplus", {"ledger": "declared", "month": over[0], "amount": over[1]}))
    rows = option.proposal.rows_asked
    outside = next((outcome for outcome in option.rules if outcome.outcome == "outside"), None)
    if asking.most is not None and rows > asking.most and option.kind not in ("pay_now", "contract", "settlement"):
        rule = None if outside is None else outside.rule
        found.append(Finding("too_many_instalments", {"instalments": rows, "most": asking.most}, rule))
    programme = asking.programme
    if assessment.able == "yes" and asking.only_if_unable:
        found.append(Finding("within_ability", {}, None if programme is None else programme.id))
    elif programme is not None and not programme.may_be_asked(assessment.able, assessment.willing):
        numbers = {"programme": programme.id, "able": assessment.able, "willing": assessment.willing}
        found.append(Finding("programme_not_for_household", numbers))
    return found


def _about(case: Case, asked: Sequence[Asking]) -> list[Finding]:
    """What is to be said about the menu as a whole."""
    found = [
        Finding("contract_skipped", {"debt": debt.id})
        for debt in case.debts
        if sum(debt.opening) and debt.minimum is None and debt.contractual_payment is None
    ]
    for asking in {a.programme.id: a for a in asked if a.programme is not None}.values():
        programme = asking.programme
        assert programme is not None
        found.append(
            Finding(
                "programme_may_agree",
                {"programme": programme.id, "status": programme.status},
                programme.most_months_rule,
            )
        )
        found += [
            Finding("programme_not_for_debt", {"programme": programme.id, "debt": debt.id})
            for debt in case.debts
            if sum(debt.opening) and not programme.covers(debt.kind)
        ]
    if case.household.expected() and case.limits["step_share"] is None:
        found.append(Finding("step_share_absent", {}))
    return found
