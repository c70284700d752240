"""What is signed or pinned up: the draft of an agreement, checked against the rules, and the schedule sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from repayplan.plans.agreement import CONTENTS, IN_PLAN, SAID, agreement
from repayplan.reports.letter import Letter, read_audience, read_reference
from repayplan.reports.passages import asked, head, missed, owed, rates, third_party
from repayplan.units.components import COMPONENTS
from repayplan.units.refusal import refuse

if TYPE_CHECKING:
    from repayplan.plans.agreement import Agreement
    from repayplan.plans.plan import Plan
    from repayplan.reports.writer import Part, Writer
    from repayplan.rules.book import Rulebook
    from repayplan.words.tables import Table

# The clauses of a draft, by the content that each one holds: of Art. 70 in China, and of any careful agreement.
CLAUSES = dict(
    zip(
        SAID,
        (
            "clause_balance", "clause_schedule", "clause_interest", "clause_undertaking", "clause_rights",
            "clause_other",
        ),
        strict=True,
    )
)  # fmt: skip


def agreement_draft(
    plan: Plan,
    rules: str | Rulebook | None = None,
    *,
    able: str | None = None,
    willing: str | None = None,
    audience: str = "creditor",
    reference: str | None = None,
) -> Letter:
    """The draft of an agreement in six clauses, and the check that it says what the rules of the place ask for.

    In China: the personalised instalment agreement 个性化分期还款协议, with the six contents of Art. 70. The bank may
    agree; nobody is entitled to it. ``letter.check`` is :func:`repayplan.agreement` of the plan and of the clauses that
    stand in the draft: where it has ``missing`` contents, the draft has to say more.

    Args:
        plan: what is agreed. It has to clear the debt.
        rules: a place, or a book; None: the debt's own place; without any the draft is not checked.
        able: ability as assessed, for the check.
        willing: ``willing``, ``unknown`` or ``declined``, for the check.
        audience: ``creditor`` and ``household`` read the same draft; ``third party`` reads days alone.
        reference: a case reference; nobody is named, signatures are left blank.

    Raises:
        InputError: a plan that leaves something owed, or a place without rules.

    Source:
        The rule ``card.personalised_instalment.agreement_contents``: Measures of 2011, Art. 70.

    Examples:
        >>> import repayplan as rp
        >>> plan = rp.advise(rp.sample("unemployed-three-cards")).best.plans["A"]
        >>> draft = rp.reports.agreement_draft(plan, "cn", able="no", willing="willing")
        >>> len(draft.check.present), draft.check.missing, draft.check.outcome
        (6, (), 'within')
    """
    read_audience(audience)
    if not plan.raw or not plan.clears:
        refuse("plan", plan.debt.id, "a plan that clears its debt", "an agreement has to end with nothing owed")
    place = rules or plan.debt.rules
    check = None if place is None else agreement(plan, place, able=able, willing=willing, says=SAID[len(IN_PLAN) :])
    reference = read_reference(reference)

    def write(pen: Writer) -> list[Part]:
        # The Chinese instrument has its name where its rule holds.
        personal = check is not None and any(rule.id == CONTENTS for rule in check.rules)
        title = pen.heading("personalised_agreement" if personal else "agreement_draft")
        if audience == "third party":
            return [title, *third_party(pen, [row.due for row in plan.rows if row.payment], plan.as_of, reference)]
        parts: list[Part] = [title, pen.say("draft"), head(pen, plan.as_of, plan.debt.creditor, reference)]
        for name, clause in CLAUSES.items():
            if name == "undertaking" and not personal:
                continue
            parts += [pen.heading(clause, 3, day=plan.as_of), *_CLAUSES[name](pen, plan, check)]
        parts += [pen.heading("signed_heading", 3), *_signatures(pen)]
        return [*parts, *_checked(pen, check), pen.formats()]

    return Letter("agreement", audience, plan.currency, write, check)


def schedule_sheet(plan: Plan, *, audience: str = "household", reference: str | None = None) -> Letter:
    """The schedule: every instalment by part, totals, rates, how it is rounded, and where each figure comes from.

    Args:
        plan: whose rows.
        audience: ``household`` and ``creditor`` read the same sheet; ``third party`` reads days alone.
        reference: a case reference.

    Examples:
        >>> import repayplan as rp
        >>> debt = rp.Debt(id="A", principal="1000", rate="12%", currency="USD", day_count="equal-periods")
        >>> sheet = schedule_sheet(rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-11-30"))
        >>> print(sheet.csv().splitlines()[8])
        1,2026-12-31,"1,000.00",10.00,340.03,330.03,10.00,669.97
    """
    read_audience(audience)
    reference = read_reference(reference)

    def write(pen: Writer) -> list[Part]:
        title = pen.heading("schedule_sheet")
        if audience == "third party":
            return [title, *third_party(pen, [row.due for row in plan.rows if row.payment], plan.as_of, reference)]
        parts: list[Part] = [title, head(pen, plan.as_of, plan.debt.creditor, reference), owed(pen, [plan.debt])]
        parts += [pen.heading("rows_heading", 3), rows(pen, plan), *_totals(pen, plan)]
        parts += [
            pen.heading("ask_heading", 3),
            *asked(pen, plan),
            pen.heading("sources_heading", 3),
            *_sources(pen, plan),
        ]
        return [*parts, *map(pen.finding, plan.findings), pen.formats()]

    return Letter("schedule_sheet", audience, plan.currency, write)


def rows(pen: Writer, plan: Plan) -> Table:
    """Every row: its day, what is owed, what accrues, the payment and its parts, what is left."""
    names = ["opening", "accrued", "payment"]
    names += [f"to_{name}" for name in COMPONENTS if any(getattr(row, f"to_{name}") for row in plan.rows)]
    names += [*(["waived"] if plan.total_waived else []), "closing"]
    cells = [(str(row.number), pen.day(row.due), *(pen.sum(getattr(row, name)) for name in names)) for row in plan.rows]
    return pen.table(("number", "due", *names), cells, ("number", *names))


def _totals(pen: Writer, plan: Plan) -> list[Part]:
    sums = {
        "paid": plan.total_paid, "interest": plan.total_interest, "waived": plan.total_waived,
        "forgone": plan.total_forgone,
    }  # fmt: skip
    found: list[Part] = [pen.say("totals", **sums)]
    if plan.raw:
        found.append(pen.say("first_last", first=plan.rows[0].due, last=plan.last_due))
        if plan.rows[-1].payment != plan.instalment:
            found.append(pen.say("last_row", amount=plan.rows[-1].payment))
    return found


def _sources(pen: Writer, plan: Plan) -> list[Part]:
    """The yearly rate with its method, the rounding, and every parameter with its source."""
    said, terms = plan.terms.conventions, plan.terms
    contract, own = rates(pen, plan)
    given, default = pen.say("given"), pen.say("usual")
    plain = type(said)()
    lines = [
        ("debt.rate", contract, given),
        ("debt.day_count", plan.debt.day_count, given),
        ("terms.instalments", "–" if terms.instalments is None else str(terms.instalments), given),
        ("terms.first_due", pen.day(plan.rows[0].due) if plan.rows else "–", given if terms.first_due else default),
        *(
            (
                f"conventions.{name}",
                str(getattr(said, name)),
                default if getattr(said, name) == getattr(plain, name) else given,
            )
            for name in ("interest_rounding", "instalment_rounding", "balance", "remainder")
        ),
    ]
    rounding = {"interest": said.interest_rounding, "instalment": said.instalment_rounding}
    return [
        pen.say("yearly_rate", rate=contract, days=plan.debt.day_count), pen.say("rate_in_plan", rate=own),
        pen.say("rounding", **rounding), pen.table(("parameter", "figure", "source"), lines),
    ]  # fmt: skip


def _balance(pen: Writer, plan: Plan, check: Agreement | None) -> list[Part]:
    return [owed(pen, [plan.debt]), pen.say("clause_balance_says", amount=plan.debt.total, currency=plan.currency)]


def _schedule(pen: Writer, plan: Plan, check: Agreement | None) -> list[Part]:
    """Every date and amount: the rule asks for each instalment."""
    paid = [row for row in plan.rows if row.payment]
    whole = {"count": len(paid), "first": paid[0].due, "last": paid[-1].due, "amount": plan.total_paid}
    said = pen.say("clause_schedule_says", currency=plan.currency, **whole)
    columns = ("number", "due", "payment")
    # In columns of a third of them each, so that sixty dates stand on one page.
    third = -(-len(paid) // 3)
    blocks = [paid[k * third : (k + 1) * third] for k in range(3) if paid[k * third : (k + 1) * third]]
    lines = [
        tuple(cell for block in blocks for cell in (_cells(pen, block[i]) if i < len(block) else ("", "", "")))
        for i in range(third)
    ]
    return [said, pen.say("clause_method"), pen.table(columns * len(blocks), lines, ("number", "payment"))]


def _cells(pen: Writer, row: Any) -> tuple[str, str, str]:
    return str(row.number), pen.day(row.due), pen.sum(row.payment)


def _interest(pen: Writer, plan: Plan, check: Agreement | None) -> list[Part]:
    contract, own = rates(pen, plan)
    fee = Decimal(plan.terms.fee_per_instalment or 0)
    fees = pen.say("clause_fee", amount=fee) if fee else pen.say("clause_no_fee")
    said = pen.say("clause_rate", contract=contract, plan=own)
    return [said, *asked(pen, plan), pen.together(pen.say("clause_annual_fee"), fees)]


def _undertaking(pen: Writer, plan: Plan, check: Agreement | None) -> list[Part]:
    return [pen.say("clause_no_cards")]


def _rights(pen: Writer, plan: Plan, check: Agreement | None) -> list[Part]:
    stops = check is not None and any(found.code == "agreement_stops_collection" for found in check.findings)
    said = ("clause_pays", *(("clause_collection",) if stops else ()), "clause_tells", "clause_confidential")
    place = None if check is None else check.place
    return [*(pen.say(name) for name in said), pen.say("clause_breach"), *missed(pen, plan, place)[1:-2]]


def _other(pen: Writer, plan: Plan, check: Agreement | None) -> list[Part]:
    said = ["clause_early", "clause_confirmed", "clause_record"]
    if check is not None and any(rule.id == CONTENTS for rule in check.rules):
        said.insert(2, "clause_recorded")
    return [pen.say(name) for name in said]


_CLAUSES = {
    "balance": _balance, "schedule": _schedule, "interest_and_fees": _interest, "undertaking": _undertaking,
    "rights_and_duties": _rights, "other_matters": _other,
}  # fmt: skip


def _signatures(pen: Writer) -> list[Part]:
    return [pen.say("signature", party=pen.say(party)) for party in ("party_household", "party_creditor")]


def _checked(pen: Writer, check: Agreement | None) -> list[Part]:
    """What the rules ask such an agreement to say, and that it does."""
    if check is None:
        return [pen.heading("checked_heading", 3), pen.say("no_rules_checked")]
    lines = [
        (pen.word(text), pen.say("says_it" if text in check.present else "open"))
        for text in (*check.present, *check.missing)
    ]
    table = [pen.table(("has_to_say", "outcome"), lines)] if lines else []
    rules = [pen.table(("rule", "source"), [(rule.id, rule.citation) for rule in check.rules])] if check.rules else []
    said = [pen.finding(found) for found in (*check.findings, *check.costs) if found.code not in _SHOWN]
    return [pen.heading("checked_heading", 3), *table, pen.say("nobody_entitled"), *said, *rules]


# What the tables and phrases of a draft show already.
_SHOWN = ("agreement_present", "agreement_missing", "agreement_may_be_agreed")
