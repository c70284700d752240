"""The menu, an option and a certificate as tables: rows of values, which the room of words turns into text or HTML."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from repayplan.feasibility.tables import standing
from repayplan.options.baselines import owed_after
from repayplan.options.condition_tables import conditions_parts
from repayplan.options.scales import lever_word
from repayplan.units.dates import month_of, month_text
from repayplan.units.money import from_minor, own_context
from repayplan.words.formats import amount, joined
from repayplan.words.labels import label
from repayplan.words.sentences import sentence, word
from repayplan.words.tables import Heading, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from repayplan.options.certificate import Certificate
    from repayplan.options.levers import Lever
    from repayplan.options.menu import Menu
    from repayplan.options.option import Option
    from repayplan.options.pairs import Pair
    from repayplan.plans.plan import Plan
    from repayplan.rules.programmes import Advice
    from repayplan.units.findings import Finding

# Runs of payments that are written out before the rest is counted, and options before the rest is left to the data.
MOST_RUNS = 4
MOST_OPTIONS = 8


def menu_parts(menu: Menu, language: str = "en") -> list[Any]:
    """The whole menu, in the order in which a counsellor reads it aloud."""
    parts: list[Any] = [Heading(label("menu", language, day=menu.case.as_of), 2), standing(menu.assessment, language)]
    parts += [sentence(finding, language) for finding in menu.assessment.findings[:2]]
    if menu.options:
        parts.append(_options(menu, language))
    else:
        parts.append(label("nothing", language))
    if menu.best is not None:
        name = option_name(menu.best, language)
        parts.append(Heading(label("best", language, option=name), 3))
        parts += option_parts(menu.best, language)
    certificates = _certificates(menu)
    for certificate in certificates:
        parts += certificate_parts(certificate, language)
    if menu.rejected:
        parts.append(_rejected(menu, language))
    if menu.assessment.able != "yes":
        # A certificate has those of the statutory routes already.
        shown = {(one.of, one.rule) for certificate in certificates for one in certificate.conditions}
        parts += conditions_parts([one for one in menu.conditions if (one.of, one.rule) not in shown], language)
    parts.append(_baselines(menu, language))
    # A certificate has named them already.
    advice = [] if certificates else advice_parts(menu.advice, language)
    return [*parts, *advice, Heading(label("notes", language), 3), *_notes(menu, language)]


def option_parts(option: Option, language: str = "en") -> list[Any]:
    """One option: why, what each creditor is offered, and the household's months."""
    from repayplan.options.creditor_tables import cliffs_table

    ends = any(finding.code == "ends_if_missed" for finding in option.findings)
    cliffs = [cliffs_table(option, language)] if ends else []
    return [
        option.reasons(language), _offers(option, language), *cliffs, *conditions_parts(option.conditions, language),
        _months(option, language),
    ]  # fmt: skip


def certificate_parts(certificate: Certificate, language: str = "en") -> list[Any]:
    """The proof of one ledger: the short month, its lines, and the smallest changes."""
    title = label("certificate", language, ledger=word(certificate.ledger, language))
    lines = Table(
        label("lines", language, month=certificate.short_month),
        (_left("kind", language), _left("line", language), _right("amount", language)),
        tuple((word(kind, language), name, amount(sum_)) for kind, name, sum_ in certificate.binding),
    )
    levers = Table(
        label("levers", language),
        tuple(_left(name, language) for name in ("lever", "feasible", "one_less", "strict")),
        tuple(lever_row(lever, language) for lever in certificate.levers.values()),
    )
    return [
        Heading(title, 3), *(sentence(finding, language) for finding in certificate.findings), lines, levers,
        *advice_parts(certificate.advice, language),
        *conditions_parts(certificate.conditions, language),
    ]  # fmt: skip


def advice_parts(advice: Sequence[Advice], language: str = "en") -> list[str]:
    """Free advice and statutory routes, in a line; nothing where none is known."""
    named = [
        (entry.name_zh if language == "zh" else entry.name_en) + (f" ({entry.address})" if entry.address else "")
        for entry in advice
    ]
    return [f"{label('advice', language)}: {joined(named, language)}"] if named else []


def pair_parts(pair: Pair, language: str = "en") -> list[Any]:
    """Two levers together: the least of the second for each size of the first, the smallest pair marked."""
    one, two = (word(lever_word(name), language) for name in (pair.one, pair.two))
    table = Table(
        label("pair", language, one=one, two=two),
        ((one, "right"), (label("least_of", language, lever=two), "right"), _left("one_less", language), ("", "left")),
        tuple(
            (
                lever_size(pair.one, size, language), lever_size(pair.two, change.size, language),
                label("short_in", language, amount=amount(change.short[1]), month=change.short[0]),
                label("smallest", language) if (size, change) == pair.smallest else "",
            )
            for size, change in pair.points
        ),
    )  # fmt: skip
    return [*([table] if pair.points else []), *(sentence(finding, language) for finding in pair.findings)]


def option_name(option: Option, language: str = "en") -> str:
    """An option's name for people: the programme, what it asks, and its shape."""
    programme = option.proposal.asking.programme
    if programme is None:
        return short_name(option, language)
    return joined(
        [programme.name_zh if language == "zh" else programme.name_en, short_name(option, language)], language
    )


def short_name(option: Option, language: str = "en") -> str:
    """An option's name without its programme's."""
    asking = option.proposal.asking
    shape = word(option.shape, language)
    if asking.programme is None:
        return shape if option.kind == option.shape else joined([word(option.kind, language), shape], language)
    what = [label(f"interest_{asking.interest}", language), label(f"charges_{asking.charges}", language)]
    rate = [label("rate_of", language, rate=asking.rate)] if asking.rate else []
    owes_charges = any(sum(plan.debt.opening[2:]) for plan in option.plans.values())
    return joined([*rate, *(what if owes_charges else what[:1]), shape], language)


def short_names(options: Sequence[Option], language: str = "en") -> list[str]:
    """Names of options beside one another: without the programme's, but where two would then read alike."""
    names = [short_name(option, language) for option in options]
    kinds: dict[str, set[str]] = {}
    for name, option in zip(names, options, strict=True):
        kinds.setdefault(name, set()).add(option.kind)
    pairs = zip(names, options, strict=True)
    return [option_name(option, language) if len(kinds[name]) > 1 else name for name, option in pairs]


def menu_columns(menu: Menu) -> dict[str, list[Any]]:
    """One row an option, rejected ones too, as columns."""
    rows = [(option, True) for option in menu.options] + [(option, False) for option in menu.rejected]
    return {
        "option": [option.id for option, _ in rows],
        "kind": [option.kind for option, _ in rows],
        "shape": [option.shape for option, _ in rows],
        "proposed": [proposed for _, proposed in rows],
        "best": [option is menu.best for option, _ in rows],
        "declared": [option.feasibility.declared.verdict for option, _ in rows],
        "verified": [option.feasibility.verified.verdict for option, _ in rows],
        "rules": [option.outcome for option, _ in rows],
        "first_payment": [option.payments[0] for option, _ in rows],
        "largest_payment": [max(option.payments) for option, _ in rows],
        "instalments": [option.instalments for option, _ in rows],
        "last_due": [option.last_due for option, _ in rows],
        "total_paid": [option.total_paid for option, _ in rows],
        "concession": [from_minor(sum(option.concession_units()), option.currency) for option, _ in rows],
        "least_margin": [option.feasibility.declared.least_margin for option, _ in rows],
        "why": [option.why for option, _ in rows],
    }


def runs(payments: Sequence[Decimal], language: str = "en") -> str:
    """Payments as runs of equal ones: ``400.00 x 6, 1,140.76 x 53, ...``."""
    found = [(value, len(list(group))) for value, group in groupby(payments)]
    said = [label("times", language, amount=amount(value), count=count) for value, count in found[:MOST_RUNS]]
    if len(found) > MOST_RUNS:
        said.append(label("in_all", language, count=len(payments)))
    return joined(said, language)


def _left(name: str, language: str) -> tuple[str, str]:
    return label(name, language), "left"


def _right(name: str, language: str) -> tuple[str, str]:
    return label(name, language), "right"


def _options(menu: Menu, language: str) -> Table:
    open_rules, shown = any(option.outcome != "within" for option in menu.options), menu.options[:MOST_OPTIONS]
    return Table(
        label("options", language),
        (
            ("", "right"), _left("option", language), _left("pays", language), _left("ends", language),
            _right("total_paid", language), _right("concession", language), _left("declared", language),
            _left("verified", language), *([_left("rules", language)] if open_rules else []),
        ),
        tuple(
            (
                str(place), name, runs(option.payments, language), str(option.last_due)[:7],
                amount(option.total_paid), amount(from_minor(sum(option.concession_units()), option.currency)),
                word(option.feasibility.declared.verdict, language),
                word(option.feasibility.verified.verdict, language),
                *([word(option.outcome, language)] if open_rules else []),
            )
            for place, (option, name) in enumerate(zip(shown, short_names(shown, language), strict=True), 1)
        ),
        _more(menu.options, language),
    )  # fmt: skip


def _more(options: Sequence[Option], language: str) -> tuple[str, ...]:
    """How many options a table leaves out."""
    left = len(options) - MOST_OPTIONS
    return (label("more", language, count=left),) if left > 0 else ()


def _certificates(menu: Menu) -> list[Certificate]:
    """The certificates, the same proof on both ledgers once."""
    found = [certificate for certificate in menu.certificate.values() if certificate is not None]
    if len(found) == 2 and found[0].levers == found[1].levers and found[0].binding == found[1].binding:
        return found[:1]
    return found


def _offers(option: Option, language: str) -> Table:
    return Table(
        label("offers", language),
        (
            _left("debt", language), _left("creditor", language), _left("instalments", language),
            _left("last_due", language), _right("total_paid", language), _right("gives_up", language),
        ),
        tuple(
            (
                name, plan.debt.creditor, runs([row.payment for row in plan.rows], language), str(plan.last_due),
                amount(plan.total_paid), amount(from_minor(sum(plan.concession_units()), plan.currency)),
            )
            for name, plan in option.plans.items()
        ),
    )  # fmt: skip


def _months(option: Option, language: str) -> Table:
    """The household's months, equal ones in a row together."""
    verdict = option.feasibility.declared
    first, names = verdict.means.first, list(option.plans)
    paid = [_by_month(plan, first, len(verdict.payments)) for plan in option.plans.values()]
    cash = verdict.means.path(verdict.payments)

    def money(units: int) -> str:
        return amount(from_minor(units, option.currency))

    rows, keys = [], list(zip(verdict.means.surplus, verdict.means.available, *paid, strict=True))
    k = 0
    for key, group in groupby(keys):
        count = len(list(group))
        months = month_text(first + k)
        if count > 1:
            months = label("to", language, first=months, last=month_text(first + k + count - 1))
        k += count
        surplus, available, *each = key
        rows.append(
            (
                months, money(surplus), money(surplus - available),
                *(amount(from_minor(units, p.currency)) for units, p in zip(each, option.plans.values(), strict=True)),
                money(available - verdict.payments[k - 1]), money(cash[k - 1]),
            )
        )  # fmt: skip
    return Table(
        label("months", language),
        (
            _left("month", language), _right("surplus", language), _right("kept_back", language),
            *((name, "right") for name in names), _right("margin", language), _right("cash", language),
        ),
        tuple(rows),
    )  # fmt: skip


def _by_month(plan: Plan, first: int, count: int) -> list[int]:
    sums = [0] * count
    for span, row in zip(plan.spans, plan.raw, strict=True):
        sums[month_of(span.due) - first] += row.paid
    return sums


def _rejected(menu: Menu, language: str) -> Table:
    return Table(
        label("rejected", language),
        (_left("option", language), _left("pays", language), _left("reason", language)),
        tuple(
            (option_name(option, language), runs(option.payments, language), option.reasons(language))
            for option in menu.rejected[:MOST_OPTIONS]
        ),
        _more(menu.rejected, language),
    )


def _baselines(menu: Menu, language: str) -> Table:
    rows, unknown = [], {f.numbers.get("debt") for f in menu.baselines["minimum"].findings}
    for name, nothing in menu.baselines["nothing"].plans.items():
        minimum = menu.baselines["minimum"].plans[name]
        months, interest = str(len(minimum.raw)), amount(minimum.total_interest)
        if name in unknown or not minimum.clears:
            months, interest = label("unknown" if name in unknown else "never", language), ""
        rows.append((name, amount(owed_after(nothing, 12)), months, interest))
    return Table(
        label("baselines", language),
        (
            _left("debt", language), _right("nothing_12", language), _right("minimum_months", language),
            _right("minimum_interest", language),
        ),
        tuple(rows),
    )  # fmt: skip


def _notes(menu: Menu, language: str) -> list[str]:
    """Assumptions and findings, each said once."""
    found: list[Finding] = [*menu.assessment.findings[2:], *menu.findings]
    if menu.options:
        found += menu.options[0].feasibility.findings
        found += [finding for plan in menu.options[0].plans.values() for finding in plan.findings]
    return [*(sentence(finding, language) for finding in _together(found, language)), label("free", language)]


def _together(findings: Sequence[Finding], language: str) -> list[Finding]:
    """Findings that say the same of several debts, said once of all of them."""
    debts: dict[Finding, list[str]] = {}
    for finding in findings:
        debt = finding.numbers.get("debt")
        bare = finding if debt is None else replace(finding, numbers={**finding.numbers, "debt": ""})
        debts.setdefault(bare, []).append(str(debt))
    return [
        replace(bare, numbers={**bare.numbers, "debt": joined(dict.fromkeys(names), language)})
        if "debt" in bare.numbers
        else bare
        for bare, names in debts.items()
    ]


def lever_row(lever: Lever, language: str) -> tuple[str, str, str, str]:
    """A lever with its smallest changes: name, with savings, one step less, from each month alone."""
    name = word(lever_word(lever.name), language)
    if lever.of:
        name = f"{name} ({lever.of})"
    if lever.feasible is None:
        return name, " ".join(sentence(finding, language) for finding in lever.findings), "", ""
    month, short = lever.feasible.short
    less = f"{lever_size(lever.name, lever.feasible.one_less, language)}: " + label(
        "short_in", language, amount=amount(short), month=month
    )
    strict = label("none", language) if lever.strict is None else lever_size(lever.name, lever.strict.size, language)
    return name, lever_size(lever.name, lever.feasible.size, language), less, strict


@own_context()
def lever_size(name: str, size: Any, language: str) -> str:
    """A size of a lever for people: a sum a month, a sum, a number of months, or the rate that is left."""
    if name in ("months", "pause"):
        return label("instalments_of", language, count=size)
    if name == "start":
        return label("months_later", language, count=size)
    if name == "rate":
        return label("rate_of", language, rate=f"{(size * 100).normalize():f}%")
    return label("a_month", language, amount=amount(size)) if name in ("income", "spending") else amount(size)
