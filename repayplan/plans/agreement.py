"""A plan held against the rules for agreements: what it has, what it lacks, what it costs; no legal verdict."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from repayplan.plans.plan import Plan
from repayplan.rules.book import Rulebook, rulebook
from repayplan.units.dates import month_of, read_date
from repayplan.units.findings import Finding
from repayplan.units.refusal import listed, made, one_of, refuse
from repayplan.words.sentences import sentence
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from repayplan.rules.rule import Rule

CONDITION = "card.personalised_instalment.condition"
CONTENTS = "card.personalised_instalment.agreement_contents"
STOPS = "card.personalised_instalment.stop_collection"
PAUSE = "card.personalised_instalment.interest_pause"
# The rules that say how long an agreement may run: those of the place that are in force are checked.
TERMS = ("card.personalised_instalment.max_term", "workout.max_term")
CARDS = ("credit_card", "store_card", "other")
OF_CARDS = ("card.", "workout.", "re_age.")
ABLE = {"yes": "outside", "part of the year": "within", "no": "within", "unknown": "unknown"}
WILLING = {"willing": "within", "unknown": "unknown", "declined": "outside"}
# The required contents in the order of the rule. A plan's document has the first three: it writes the balance by
# component, each instalment, and what becomes of interest and fees; the others only the text of an agreement can say.
SAID = ("balance", "schedule", "interest_and_fees", "undertaking", "rights_and_duties", "other_matters")
IN_PLAN = SAID[:3]
# Rules that count re-ages: in how many months, and of which kind.
RE_AGES = (
    ("re_age.open_end.most_in_12_months", 12, None),
    ("re_age.open_end.most_in_5_years", 60, None),
    ("re_age.workout.most_in_5_years", 60, "workout"),
)
CODES = {
    "within": "agreement_condition_met",
    "outside": "agreement_condition_not_met",
    "unknown": "agreement_condition_open",
}


@dataclass(frozen=True)
class Agreement(Shown):
    """A plan against the rules for agreements of a place. Made by :func:`agreement`.

    Attributes:
        place: whose rules they are.
        on: the day on which they are in force.
        outcome: ``within``, ``outside`` or ``unknown``: the plan's months, and what is known of the conditions,
            against the rules coded here. What the agreement still has to say stands in ``missing``.
        present: the required contents that the plan has, or that were said.
        missing: the required contents that neither has.
        conditions: each condition with its outcome.
        costs: what the agreement costs the customer beside the payments.
        findings: everything that is to be said, each with its rule.
        rules: the rules that were looked at, each with its citation.

    Examples:
        >>> import repayplan as rp
        >>> plan = rp.advise(rp.sample("unemployed-three-cards")).best.plans["A"]
        >>> found = rp.agreement(plan, rules="cn", able="no", willing="willing")
        >>> found.outcome, found.place
        ('within', 'cn')
    """

    place: str
    on: date
    outcome: str
    present: tuple[str, ...]
    missing: tuple[str, ...]
    conditions: dict[str, str]
    costs: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]

    def parts(self, language: str = "en") -> list[Any]:
        """The findings in words, and the rules."""
        said = [sentence(finding, language) for finding in (*self.findings, *self.costs)]
        return [*said, *map(str, self.rules)]

    def to_dict(self) -> dict[str, Any]:
        """The check as plain data."""
        return {
            "place": self.place,
            "on": str(self.on),
            "outcome": self.outcome,
            "present": list(self.present),
            "missing": list(self.missing),
            "conditions": dict(self.conditions),
            "costs": [finding.to_dict() for finding in self.costs],
            "findings": [finding.to_dict() for finding in self.findings],
            "rules": [rule.to_dict() for rule in self.rules],
        }


def agreement(
    plan: Plan,
    rules: str | Rulebook | None = None,
    *,
    on: Any = None,
    able: str | None = None,
    willing: str | None = None,
    says: Any = (),
    re_aged: Any = (),
) -> Agreement:
    """Hold a plan against the rules for agreements of a place: personalised instalments, workouts, forbearance.

    Nobody is entitled to such an agreement unless a rule says so; the creditor may agree.

    Args:
        plan: what is proposed.
        rules: a place, or a book with one's own pack laid over it; None: the debt's own place.
        on: the day whose rules hold; None: the plan's own.
        able: ability as assessed: ``yes``, ``part of the year``, ``no``, ``unknown``.
        willing: ``willing``, ``unknown``, ``declined``.
        says: what the text of the agreement says beside the plan: of ``balance``, ``schedule``,
            ``interest_and_fees``, ``undertaking``, ``rights_and_duties``, ``other_matters``.
        re_aged: days on which the account was re-aged before, each a day or ``(day, "workout")``; a workout re-ages it
            once more.

    Raises:
        InputError: a place without rules, or a word that is not known.

    Source:
        The rules that it names: in China Art. 70 of the Measures of 2011.

    Examples:
        >>> import repayplan as rp
        >>> debt = rp.Debt(id="A", principal="28000", rate="0.05%/day", currency="CNY", kind="credit_card")
        >>> terms = rp.Terms(instalments=60, treatment={"interest": "waive"})
        >>> found = agreement(rp.schedule(debt, terms, as_of="2026-12-01"), rules="cn", able="no", willing="willing")
        >>> found.outcome, len(found.present), found.missing[0]
        ('within', 3, 'the cardholder applies to no bank for a credit card until all is settled')
    """
    made(plan, Plan, "plan")
    place = rules or plan.debt.rules or refuse("rules", None, "a place with rules", 'write it like "cn"')
    book = place if isinstance(place, Rulebook) else rulebook(place)
    day = plan.as_of if on is None else read_date(on, "on")
    mine = _for_kind(book.on(day), plan.debt.kind)
    said = {one_of(word, SAID, f"says[{i}]") for i, word in enumerate(listed(says, "says"))}
    terms = [(mine[name], _term(plan, mine[name])) for name in TERMS if name in mine]
    counts = _re_ages(mine, day, re_aged)
    outcomes = [*(outcome for _, outcome in terms), *(outcome for outcome, _ in counts)]
    conditions = _conditions(mine, able, willing)
    present, missing = _contents(mine, plan, said)
    findings = [
        *(_may_agree(rule) for rule, _ in terms),
        *(Finding(*_worded(plan, rule, outcome), rule=rule.id) for rule, outcome in terms),
        *(_condition(text, outcome) for text, outcome in conditions.items()),
        *(Finding("agreement_present", {"content": text}, rule=CONTENTS) for text in present),
        *(Finding("agreement_missing", {"content": text}, rule=CONTENTS) for text in missing),
        *_beside(mine, plan),
        *(finding for _, finding in counts),
    ]
    costs = ("agreement_no_new_cards", "agreement_credit_record") if CONTENTS in mine else ()
    return Agreement(
        book.place, day, _together(outcomes, conditions), present, missing, conditions,
        tuple(Finding(code, {}, rule=CONTENTS) for code in costs),
        tuple(findings) or (Finding("agreement_no_rules", {"place": book.place}),),
        tuple(mine[name] for name in dict.fromkeys(f.rule for f in findings if f.rule) if name in mine),
    )  # fmt: skip


def _for_kind(rules: Mapping[str, Rule], kind: str) -> Mapping[str, Rule]:
    """The rules that are for a kind of debt: those for cards are for cards alone."""
    return rules if kind in CARDS else {name: rule for name, rule in rules.items() if not name.startswith(OF_CARDS)}


def _together(terms: list[str], conditions: dict[str, str]) -> str:
    """One outcome: outside where anything is, unknown where no rule bounds the plan."""
    if "outside" in (*terms, *conditions.values()):
        return "outside"
    return "within" if terms else "unknown"


def months_of(plan: Plan) -> int:
    """How many months a plan runs: its instalments where they are monthly, and never less than its dates span."""
    first, last = plan.as_of, plan.last_due
    whole = month_of(last) - month_of(first) - (last.day < first.day)
    if plan.terms.every != "month":
        return whole + (last.day != first.day)
    return max(whole, sum(row.number > 0 for row in plan.rows))


def _term(plan: Plan, rule: Rule) -> str:
    """A plan that leaves something owed runs longer than any term."""
    return rule.check(months_of(plan)) if plan.clears else "outside"


def _worded(plan: Plan, rule: Rule, outcome: str) -> tuple[str, dict[str, Any]]:
    return f"agreement_term_{outcome}", {"instalments": months_of(plan), "most": rule.value}


def _may_agree(rule: Rule) -> Finding:
    source = " ".join(part for part in (rule.instrument, rule.article) if part)
    return Finding("agreement_may_be_agreed", {"instrument": source, "status": rule.status}, rule=rule.id)


def _conditions(rules: Mapping[str, Rule], able: str | None, willing: str | None) -> dict[str, str]:
    """The two conditions in the words of the rule: beyond the ability to repay, and still willing."""
    if CONDITION not in rules:
        return {}
    outcomes = (
        ABLE[one_of(able or "unknown", ABLE, "able")],
        WILLING[one_of(willing or "unknown", WILLING, "willing")],
    )
    return dict(zip(_texts(rules[CONDITION]), outcomes, strict=False))


def _condition(text: str, outcome: str) -> Finding:
    return Finding(CODES[outcome], {"condition": text}, rule=CONDITION)


def _contents(rules: Mapping[str, Rule], plan: Plan, said: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The required contents that are there, and those that are not; one that only a user's pack has is not."""
    texts = _texts(rules[CONTENTS]) if CONTENTS in rules else ()
    # Instalments that leave something owed are not the whole schedule.
    there = said | set(IN_PLAN if plan.raw and plan.clears else ())
    pairs = [(text, name in there) for text, name in zip_longest(texts, SAID) if text is not None]
    return tuple(text for text, has in pairs if has), tuple(text for text, has in pairs if not has)


def _beside(rules: Mapping[str, Rule], plan: Plan) -> Iterator[Finding]:
    """What the rules of the place say beside: collection, interest, re-ageing, forbearance, a moratorium."""
    if STOPS in rules:
        yield Finding("agreement_stops_collection", {}, rule=STOPS)
    if PAUSE in rules and plan.terms.treated["interest"].accrual == "run":
        yield Finding("agreement_interest_runs", {"debt": plan.debt.id}, rule=PAUSE)
    if (rule := rules.get("re_age.workout.most_in_5_years")) is not None:
        yield Finding("agreement_counts_as_re_age", {"times": _number(rule), "years": 5}, rule=rule.id)
    if (rule := rules.get("forbearance.considered")) is not None:
        yield Finding("agreement_to_consider", {"measures": "; ".join(_texts(rule))}, rule=rule.id)
    if (rule := rules.get("breathing_space.length")) is not None:
        yield Finding("agreement_frozen", {"days": _number(rule)}, rule=rule.id)


def _re_ages(rules: Mapping[str, Rule], day: date, given: Any) -> list[tuple[str, Finding]]:
    """How often the account has been re-aged with this workout, against each rule that counts it."""
    before = [_re_age(one, f"re_aged[{i}]") for i, one in enumerate(listed(given, "re_aged"))]
    found = []
    for name, months, only in RE_AGES if before else ():
        if name in rules:
            first = day - relativedelta(months=months)
            times = 1 + sum(first < on <= day and (kind == only or only is None) for on, kind in before)
            outcome = rules[name].check(times)
            numbers: dict[str, Any] = {"times": times, "most": rules[name].value, "months": months}
            found.append((outcome, Finding(f"re_age_{outcome}", numbers, rule=name)))
    return found


def _re_age(given: Any, path: str) -> tuple[date, str]:
    """A day on which an account was re-aged, and whether by a workout."""
    day, kind = given if isinstance(given, (list, tuple)) and len(given) == 2 else (given, "re-age")
    return read_date(day, path), one_of(kind, ("re-age", "workout"), path)


def _texts(rule: Rule) -> tuple[str, ...]:
    return tuple(map(str, rule.value)) if isinstance(rule.value, tuple) else (str(rule.value),)


def _number(rule: Rule) -> int:
    return int(str(rule.value))
