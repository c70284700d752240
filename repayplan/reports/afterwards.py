"""What is sent while a plan runs: a reminder, a letter about a missed instalment, and the one that says it is done."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from repayplan.followup.promise import Promise
from repayplan.followup.reminder import Reminder
from repayplan.plans.plan import Plan
from repayplan.reports.letter import Letter, read_audience, read_reference
from repayplan.reports.passages import decides, head, third_party
from repayplan.units.dates import read_date
from repayplan.units.money import from_minor, own_context, read_decimal, to_minor
from repayplan.units.refusal import refuse, text, whole

if TYPE_CHECKING:
    from datetime import date

    from repayplan.plans.plan import PlanRow
    from repayplan.reports.writer import Part, Writer


def reminder(
    of: Plan | Reminder | Promise,
    number: int | None = None,
    *,
    on: Any = None,
    officer: str | None = None,
    audience: str = "household",
    reference: str | None = None,
) -> Letter:
    """A reminder before an instalment, or of a promise: what, when, and whom to call if anything has changed.

    Args:
        of: a plan, a promise, or its :class:`~repayplan.followup.reminder.Reminder`, whose hour the rules of contact
            found.
        number: of a plan, which instalment; None: the first that is due on ``on`` or after it.
        on: the day on which it is written; None: the plan's own.
        officer: the name of the officer whom the household knows: reminders worked where they named one.
        audience: ``household``, ``creditor`` (a copy), or ``third party`` (the day alone).
        reference: a case reference.

    Raises:
        InputError: an instalment that is not there, or a plan whose instalments are all past.

    Examples:
        >>> import repayplan as rp
        >>> plan = rp.advise(rp.sample("dmp-four-cards")).best.plans["W"]
        >>> print(rp.reports.reminder(plan, on="2027-02-03", officer="Ms Li").text().splitlines()[6])
        On 2027-02-28 your instalment of USD 206.25 is due.
    """
    read_audience(audience)
    reference = read_reference(reference)
    officer = None if officer is None else text(officer, "officer")
    if not isinstance(of, Plan):
        return _of_promise(of, officer, audience, reference)
    day = of.as_of if on is None else read_date(on, "on")
    row = _row(of, number, day)
    count = of.rows[-1].number

    def write(pen: Writer) -> list[Part]:
        title = pen.heading("reminder")
        if audience == "third party":
            return [title, *third_party(pen, [row.due], day, reference)]
        return [
            title, head(pen, day, None, reference), pen.say("reminder_due", day=row.due, amount=row.payment),
            pen.together(pen.say("reminder_place", number=row.number, count=count),
                         pen.say("reminder_after", owed=row.closing)),
            pen.say("call_first", officer=officer or pen.say("officer")), pen.formats(),
        ]  # fmt: skip

    return Letter("reminder", audience, of.currency, write)


def _of_promise(of: Any, officer: str | None, audience: str, reference: str | None) -> Letter:
    """The reminder of a promise, in the words of the follow-up."""
    from repayplan.units.findings import Finding

    if not isinstance(of, (Promise, Reminder)):
        refuse("of", type(of).__name__, "a plan, a promise or its reminder", "take it from rp.schedule or rp.Promise")
    promise = of.promise if isinstance(of, Reminder) else of
    named = officer or (of.officer if isinstance(of, Reminder) else None)
    currency = (of.currency if isinstance(of, Reminder) else None) or promise.currency or ""
    day = (promise.now or promise.due).date()

    def write(pen: Writer) -> list[Part]:
        title = pen.heading("reminder")
        if audience == "third party":
            return [title, *third_party(pen, [promise.due.date()], day, reference)]
        amount = pen.money(promise.amount) if currency else f"{promise.amount:f}"
        due = f"{pen.day(promise.due.date())} {promise.due:%H:%M}"
        signed = Finding("reminder_officer", {"officer": named}) if named else Finding("reminder_open", {})
        said = pen.finding(Finding("reminder_of", {"amount": amount, "due": due}))
        return [title, *([head(pen, day, None, reference)] if reference else []), said, pen.finding(signed)]

    return Letter("reminder", audience, currency or "CNY", write)


@own_context()
def missed_payment(
    plan: Plan,
    number: int | None = None,
    *,
    on: Any,
    paid: Any = 0,
    officer: str | None = None,
    rules: str | None = None,
    audience: str = "household",
    reference: str | None = None,
) -> Letter:
    """The letter about an instalment that has not come: what is open, what can be done, what would come back.

    It names no consequence but the figures: what would be owed if the agreement ended now. It blames nobody.

    Args:
        plan: as agreed.
        number: which instalment; None: the last that was due before ``on``.
        on: the day on which it is written.
        paid: what has come of that instalment [currency].
        officer: whom the household knows.
        rules: place whose rules bound a late fee; None: the debt's own.
        audience: ``household``, ``creditor`` (a copy) or ``third party`` (days alone).
        reference: a case reference.

    Raises:
        InputError: no instalment that was due before ``on``, or one of which nothing is open.

    Examples:
        >>> import repayplan as rp
        >>> plan = rp.advise(rp.sample("unemployed-three-cards")).best.plans["A"]
        >>> letter = rp.reports.missed_payment(plan, on="2027-03-03")
        >>> print(letter.text().splitlines()[6])
        Instalment 3 of 60, CNY 188.50, was due on 2027-02-28. We have not seen it yet.
    """
    read_audience(audience)
    reference, day = read_reference(reference), read_date(on, "on")
    officer = None if officer is None else text(officer, "officer")
    row = _missed_row(plan, number, day)
    come = from_minor(to_minor(read_decimal(paid, "paid"), plan.currency, "paid"), plan.currency)
    if not 0 <= come < row.payment:
        refuse(
            "paid", str(come), f"less than the instalment, {row.payment}", "an instalment that is paid was not missed"
        )
    before = sum((r.payment for r in plan.rows if r.number < row.number), Decimal(0)) + come
    kept = sum(1 for r in plan.rows if 0 < r.number < row.number)

    def write(pen: Writer) -> list[Part]:
        title = pen.heading("missed_payment", day=row.due)
        if audience == "third party":
            return [title, *third_party(pen, [r.due for r in plan.rows if r.payment], day, reference)]
        due = {"number": row.number, "count": plan.rows[-1].number, "amount": row.payment, "day": row.due}
        call = officer or pen.say("officer")
        parts: list[Part] = [title, head(pen, day, None, reference), pen.say("missed_due", **due)]
        if come:
            parts.append(pen.say("missed_paid_part", paid=come, missing=row.payment - come))
        parts += [pen.say("missed_maybe"), pen.heading("missed_now", 3), pen.say("missed_pay")]
        parts += [pen.say("missed_ask_day", officer=call), pen.say("missed_new_plan"), pen.say("missed_no_borrowing")]
        parts += [pen.heading("missed_heading", 3), pen.say("missed_so_far", paid=before)]
        if kept and not plan.changes and (void := plan.cliff(rules).after(kept)).comes_back > 0:
            parts.append(pen.say("missed_ends", amount=void.comes_back, owed=void.owed))
        decided = "missed_bank_decides" if decides(plan.debt) == "bank_decides" else "missed_creditor_decides"
        return [*parts, pen.say(decided), pen.formats()]

    return Letter("missed_payment", audience, plan.currency, write)


@own_context()
def completion(
    plan: Plan,
    *,
    on: Any = None,
    paid: Any = None,
    audience: str = "household",
    reference: str | None = None,
) -> Letter:
    """The letter that says that it is done: what was paid, that nothing is owed, and what to ask the creditor for.

    Args:
        plan: as it was kept; it has to clear its debt.
        on: the day on which the last instalment was paid; None: its due date.
        paid: what was paid in all, where it is another sum than the plan's [currency].
        audience: ``household``, ``creditor`` (a copy) or ``third party`` (that the days are over).
        reference: a case reference.

    Raises:
        InputError: a plan that leaves something owed.

    Examples:
        >>> import repayplan as rp
        >>> plan = rp.advise(rp.sample("unemployed-three-cards")).best.plans["A"]
        >>> print(rp.reports.completion(plan).text().splitlines()[6])
        You have paid all 60 instalments, CNY 30,160.00 in all.
    """
    read_audience(audience)
    reference = read_reference(reference)
    if not plan.raw or not plan.clears:
        refuse("plan", plan.debt.id, "a plan that clears its debt", "while something is owed it is not complete")
    day = plan.last_due if on is None else read_date(on, "on")
    total = plan.total_paid
    if paid is not None:
        total = from_minor(to_minor(read_decimal(paid, "paid"), plan.currency, "paid"), plan.currency)
    given = sum(plan.concession.values(), Decimal(0))

    def write(pen: Writer) -> list[Part]:
        title = pen.heading("completion")
        if audience == "third party":
            return [title, head(pen, day, None, reference), pen.say("completion_thanks")]
        count = sum(1 for row in plan.rows if row.payment)
        parts: list[Part] = [
            title,
            head(pen, day, None, reference),
            pen.say("completion_paid", count=count, paid=total),
        ]
        parts.append(pen.say("completion_nothing", day=day))
        if plan.total_interest and paid is None:
            parts.append(pen.say("completion_interest", interest=plan.total_interest))
        parts += [pen.say("completion_waived", amount=given)] if given else []
        parts += [pen.say("completion_confirm"), pen.say("completion_record"), pen.say("completion_keep")]
        return [*parts, pen.say("completion_thanks"), pen.formats()]

    return Letter("completion", audience, plan.currency, write)


def _row(plan: Plan, number: int | None, day: date) -> PlanRow:
    """The instalment that a letter is about: by number, or the first that asks anything on a day or after it."""
    if number is not None:
        return _numbered(plan, number)
    row = next((row for row in plan.rows if row.due >= day and row.payment), None)
    return row or refuse("on", str(day), f"a day up to the last due date, {plan.last_due}", "all instalments are past")


def _missed_row(plan: Plan, number: int | None, day: date) -> PlanRow:
    if number is not None:
        row = _numbered(plan, number)
        if row.due >= day:
            refuse("number", number, f"an instalment that was due before {day}", "its due date is still to come")
        return row
    found = [row for row in plan.rows if row.due < day and row.payment]
    return found[-1] if found else refuse("on", str(day), "a day after a due date", "nothing was due before it")


def _numbered(plan: Plan, number: int) -> PlanRow:
    numbers = {row.number: row for row in plan.rows}
    whole(number, "number", min(numbers, default=1), max(numbers, default=1))
    return numbers[number]
