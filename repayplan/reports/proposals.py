"""What is put before a creditor: the offer, and the negotiation sheet 协商单; where nothing can be kept, why not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from repayplan.options.menu import Menu
from repayplan.options.scales import lever_word
from repayplan.options.tables import lever_size
from repayplan.plans.plan import Plan
from repayplan.reports import passages as tell
from repayplan.reports.letter import Letter, read_audience, read_reference
from repayplan.units.dates import month_text
from repayplan.units.money import from_minor, own_context
from repayplan.units.refusal import nearest, one_of, refuse
from repayplan.words.labels import label
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.debts.debt import Debt
    from repayplan.feasibility.case import Case
    from repayplan.options.option import Option
    from repayplan.reports.writer import Part, Writer

# Runs of equal instalments that stand among the offer's own words.
MOST_RUNS = 8
# What only the household could change: a creditor reads what it could change itself.
OURS = ("income", "spending", "savings")


def offer(
    of: Menu | Plan,
    creditor: str | None = None,
    *,
    option: Option | str | None = None,
    audience: str = "creditor",
    reference: str | None = None,
    rules: str | None = None,
) -> Letter:
    """The offer of a repayment plan to one creditor, on two pages; what one missed instalment does stands on the first.

    Where the menu has nothing that can be kept, the letter says so: what is short, and what would be enough.

    Args:
        of: a menu, or one plan (then without the household's means and evidence).
        creditor: the debt's id, or its creditor's name; needed where there are several debts.
        option: of the menu, or its id; None: its best.
        audience: ``creditor``; ``household`` (its own copy: what each creditor is offered, and what is kept back);
            ``third party`` (days alone).
        reference: a case reference; no name of a person is asked for.
        rules: place whose rules bound a late fee where the agreement ends; None: the case's, or the debt's own.

    Raises:
        InputError: a creditor or option that is not there, or none named where there are several.

    Examples:
        >>> import repayplan as rp
        >>> letter = rp.reports.offer(rp.advise(rp.sample("unemployed-three-cards")), "Bank A", reference="2026-017")
        >>> [part.text for part in letter.parts() if hasattr(part, "level")][1:4]
        ['What is owed', 'What we offer', 'If an instalment is missed']
    """
    read_audience(audience)
    subject = _Subject(of, creditor, option, rules)
    reference = read_reference(reference)

    def write(pen: Writer) -> list[Part]:
        title = pen.heading("offer" if subject.plan else "no_offer")
        if audience == "third party":
            return [title, *tell.third_party(pen, subject.dues(), subject.day, reference)]
        if subject.plan is None:
            return [title, *_nothing(pen, subject, audience, reference)]
        return [title, *_offer(pen, subject, audience, reference)]

    return Letter("offer", audience, subject.debt.currency, write)


def negotiation_sheet(
    of: Menu,
    creditor: str | None = None,
    *,
    option: Option | str | None = None,
    audience: str | None = None,
    reference: str | None = None,
    rules: str | None = None,
) -> Letter:
    """The negotiation sheet 协商单, one page: owed by component, surplus by month, the proposal, the evidence list.

    Args:
        of: a menu.
        creditor: the debt's id, or its creditor's name: the sheet for that creditor; None: the household's own, with
            all debts (or the creditor's, where there is one debt alone and the audience says so).
        option: of the menu, or its id; None: its best.
        audience: None: ``creditor`` where one is named, else ``household``.
        reference: a case reference.
        rules: as for :func:`offer`.

    Raises:
        InputError: a creditor or option that is not there, or a creditor's copy that names none of several.

    Examples:
        >>> import repayplan as rp
        >>> menu = rp.advise(rp.sample("unemployed-three-cards"))
        >>> sheet = rp.reports.negotiation_sheet(menu)
        >>> sheet.audience, "Bank C" in sheet.text("zh"), "Bank C" in rp.reports.negotiation_sheet(menu, "A").text("zh")
        ('household', True, False)
    """
    audience = read_audience(audience or ("household" if creditor is None else "creditor"))
    whole = audience == "household" and creditor is None
    subject = _Subject(of, creditor, option, rules, whole=whole)
    reference = read_reference(reference)

    def write(pen: Writer) -> list[Part]:
        title = pen.heading("negotiation_sheet")
        if audience == "third party":
            return [title, *tell.third_party(pen, subject.dues(), subject.day, reference)]
        return [title, *_sheet(pen, subject, audience, reference)]

    return Letter("negotiation_sheet", audience, subject.currency if whole else subject.debt.currency, write)


class _Subject:
    """What a letter is about: one debt or all, its plan, the option and the case that it comes from."""

    def __init__(
        self, of: Any, creditor: str | None, option: Option | str | None, rules: str | None, *, whole: bool = False
    ) -> None:
        if not isinstance(of, (Menu, Plan)):
            refuse("of", type(of).__name__, "a menu or a plan", "take it from rp.advise or rp.schedule")
        self.case: Case | None = of.case if isinstance(of, Menu) else None
        self.menu = of if isinstance(of, Menu) else None
        self.option = None if self.menu is None else _option(self.menu, option)
        self.whole = whole
        self.debts = [debt for debt in self.case.debts if sum(debt.opening)] if self.case else [of.debt]  # type: ignore[union-attr]
        self.debt = self.debts[0] if whole and self.debts else _debt(self.debts, creditor)
        self.plan = of if isinstance(of, Plan) else self.option.plans[self.debt.id] if self.option else None
        self.day = of.as_of if isinstance(of, Plan) else of.case.as_of
        self.currency = self.case.currency if self.case else self.debt.currency
        self.rules = rules or self.debt.rules or (self.case.rules if self.case else None)

    def dues(self) -> list[Any]:
        """The due dates on which something is paid."""
        return [row.due for row in self.plan.rows if row.payment] if self.plan else []

    @own_context()
    def share(self) -> Decimal | None:
        """This creditor's part of all that is owed, in tenths of a per cent; None where it is the only one."""
        if self.case is None or len(self.debts) < 2:
            return None
        weights = dict(zip((debt.id for debt in self.case.debts), self.case.weights, strict=True))
        part = Decimal(weights[self.debt.id]) / sum(weights.values())
        return part.quantize(Decimal("0.001"))


def _option(menu: Menu, option: Option | str | None) -> Option | None:
    if option is None:
        return menu.best
    known = {found.id: found for found in (*menu.options, *menu.rejected)}
    name = option if isinstance(option, str) else option.id
    return known[one_of(name, tuple(known), "option")]


def _debt(debts: Sequence[Debt], creditor: str | None) -> Debt:
    """The debt that a creditor is named by."""
    if creditor is None:
        if len(debts) == 1:
            return debts[0]
        refuse("creditor", None, "a debt's id or its creditor", f"name one of: {', '.join(d.id for d in debts)}")
    own = [debt for debt in debts if debt.id == creditor] or [debt for debt in debts if debt.creditor == creditor]
    if not own:
        names = [name for debt in debts for name in (debt.id, debt.creditor)]
        refuse("creditor", creditor, "a debt's id or its creditor", nearest(creditor, names))
    if len(own) > 1:
        refuse("creditor", creditor, "one debt", f"it has several: name one of {', '.join(debt.id for debt in own)}")
    return own[0]


def _offer(pen: Writer, subject: _Subject, audience: str, reference: str | None) -> list[Part]:
    plan, debt = subject.plan, subject.debt
    assert plan is not None
    parts: list[Part] = [
        tell.head(pen, subject.day, debt.creditor, reference),
        pen.together(pen.say("offer_ask"), pen.say(tell.decides(debt))),
    ]
    parts += [pen.heading("owed_heading", 3), tell.owed(pen, [debt])]
    # What a missed instalment does stands on the first page of every offer: a long table comes after it.
    first, *rest = _paid(pen, plan)
    later = [part for part in rest if _is_long(part)]
    parts += [
        pen.heading("offer_heading", 3),
        first,
        *(part for part in rest if part not in later),
        *tell.asked(pen, plan),
    ]
    parts += [pen.heading("missed_heading", 3), *tell.missed(pen, plan, subject.rules)]
    parts += [pen.heading("rows_heading", 3), *later] if later else []
    if subject.case is not None and subject.option is not None:
        parts += _means(pen, subject, audience)
        parts += [
            pen.heading("evidence_heading", 3),
            *tell.reason(pen, subject.case),
            *_evidence(pen, subject, audience),
        ]
        parts += _rule(pen, subject.option, debt)
    parts += [pen.heading("next_heading", 3), pen.say("answer"), pen.say("other_plan")]
    return [*parts, *_for_household(pen, audience), pen.formats()]


def _is_long(part: Part) -> bool:
    """Whether it is a table of more runs than stand among the words of a page."""
    return isinstance(part, Table) and len(part.rows) > MOST_RUNS


def _paid(pen: Writer, plan: Plan) -> list[Part]:
    """What is paid when, and what is owed after it."""
    found = tell.runs(plan)
    said: list[Part] = []
    if found:
        once = len(found) == 1 and found[0].times == 1
        said = [pen.say("offer_once" if once else "offer_pay", amount=found[0].amount, day=found[0].first)]
        said.append(tell.payments(pen, plan))
    if not plan.clears:
        return [*said, pen.say("offer_rest", amount=plan.rows[-1].closing)]
    cleared, interest = (
        pen.say("offer_cleared", day=plan.last_due),
        pen.say("offer_hundred", interest=tell.hundred(plan)),
    )
    return [*said, pen.together(cleared, interest)]


def _means(pen: Writer, subject: _Subject, audience: str) -> list[Part]:
    """The surplus by month; what is kept back and what the others are offered only in the household's copy."""
    option = subject.option
    assert option is not None
    verdict = option.feasibility.declared

    def money(units: Sequence[int]) -> list[Decimal]:
        return [from_minor(value, option.currency) for value in units]

    count = len(verdict.payments)
    surplus, available = verdict.means.surplus[:count], verdict.means.available[:count]
    columns, values = ["surplus"], [money(surplus)]
    if audience == "household":
        kept = [have - left for have, left in zip(surplus, available, strict=True)]
        margins = [left - paid for left, paid in zip(available, verdict.payments, strict=True)]
        columns += ["kept_back", "payments", "margin"]
        values += [money(kept), money(verdict.payments), money(margins)]
    table = tell.months(pen, columns, verdict.months, values)
    parts: list[Part] = [pen.heading("means_heading", 3), pen.say("means_spent"), table]
    if audience == "creditor" and (share := subject.share()) is not None:
        parts.append(pen.say("offer_share", share=pen.share(share)))
    for _, month in option.conditional_on[:1]:
        parts.append(pen.say("expected_income", month=month))
    if option.needs_proof:
        parts.append(pen.say("needs_proof"))
    elif option.feasibility.verified.feasible:
        parts.append(pen.say("all_verified"))
    return [*parts, *([pen.say("means_creditor")] if audience == "creditor" else [])]


def _evidence(pen: Writer, subject: _Subject, audience: str) -> list[Part]:
    assert subject.case is not None
    return tell.evidence(pen, subject.case, subject.debt if audience == "creditor" else None)


def _rule(pen: Writer, option: Option, debt: Debt) -> list[Part]:
    """The rule of the programme that the option is asked under, and what it says of this debt."""
    rows = [(found.rule, pen.word(found.outcome), found.citation) for found in option.rules if debt.id in found.debts]
    if not rows:
        return []
    columns = ("rule", "outcome", "source")
    return [pen.heading("rules_heading", 3), pen.table(columns, rows)]


def _for_household(pen: Writer, audience: str) -> list[Part]:
    return [label("free", pen.language)] if audience == "household" else []


def _nothing(pen: Writer, subject: _Subject, audience: str, reference: str | None) -> list[Part]:
    """The letter where nothing can be kept."""
    parts: list[Part] = [tell.head(pen, subject.day, subject.debt.creditor, reference), pen.say("no_offer_ask")]
    parts += [pen.heading("owed_heading", 3), tell.owed(pen, [subject.debt]), *_why_nothing(pen, subject, audience)]
    parts += [pen.heading("next_heading", 3), pen.together(pen.say(tell.decides(subject.debt)), pen.say("answer"))]
    return [*parts, *_for_household(pen, audience), pen.formats()]


def _why_nothing(pen: Writer, subject: _Subject, audience: str) -> list[Part]:
    """Where nothing can be kept: what is left each month, what is short, what would be enough, what is asked."""
    menu, case = subject.menu, subject.case
    assert menu is not None and case is not None
    first = month_text(case.first_month)
    names = [month_text(case.first_month + k) for k in range(12)]
    table = tell.months(pen, ["surplus"], names, [case.household.surplus(first, 12)])
    parts: list[Part] = [pen.heading("means_heading", 3), pen.say("means_spent"), table]
    certificate = menu.certificate["declared"]
    if certificate is not None:
        short = {"month": certificate.short_month, "amount": certificate.short_by}
        parts.append(pen.say("no_offer_short", **short))
        enough = [
            (pen.word(lever_word(lever.name)), lever_size(lever.name, lever.feasible.size, pen.language))
            for lever in certificate.levers.values()
            if lever.feasible is not None and (audience == "household" or lever.name not in OURS)
        ]
        if enough:
            parts += [pen.say("no_offer_change"), pen.table(("change", "smallest"), enough)]
    parts += [pen.heading("ask_heading", 3), pen.say("no_offer_hold"), pen.say("no_offer_small")]
    return [*parts, pen.heading("evidence_heading", 3), *tell.reason(pen, case), *_evidence(pen, subject, audience)]


def _sheet(pen: Writer, subject: _Subject, audience: str, reference: str | None) -> list[Part]:
    """The negotiation sheet: for one creditor, or the household's own with every debt."""
    whole, case = subject.whole, subject.case
    assert case is not None
    debts = subject.debts if whole else [subject.debt]
    parts: list[Part] = [tell.head(pen, subject.day, None if whole else subject.debt.creditor, reference)]
    parts += [pen.say(tell.decides(subject.debt)), pen.heading("owed_heading", 3), tell.owed(pen, debts)]
    if subject.option is None:
        return [*parts, *_why_nothing(pen, subject, audience), *_for_household(pen, audience), pen.formats()]
    parts += [*_means(pen, subject, audience), pen.heading("offer_heading", 3)]
    plans = [subject.option.plans[debt.id] for debt in debts]
    if len(plans) == 1:
        paid = [tell.in_short(pen, plans[0]) if _is_long(part) else part for part in _paid(pen, plans[0])]
        parts += [*paid, *tell.asked(pen, plans[0]), pen.heading("missed_heading", 3)]
        parts += tell.missed(pen, plans[0], subject.rules, table=False)
    else:
        parts += [tell.offers(pen, plans), *tell.asked_of_all(pen, plans), pen.heading("missed_heading", 3)]
        parts += [pen.together(pen.say("missed_usual"), pen.say("missed_paid_counts")), pen.say("missed_call_first")]
    parts += [pen.heading("evidence_heading", 3), *tell.reason(pen, case), *_evidence(pen, subject, audience)]
    return [*parts, *_for_household(pen, audience), pen.formats()]
