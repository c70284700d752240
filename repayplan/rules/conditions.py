"""Conditions of programmes and statutory routes: what each is about, and the rule that says how much."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from repayplan.rules.cited import texts
from repayplan.units.money import PLACES
from repayplan.units.refusal import nearest, one_of, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from repayplan.rules.rule import Rule

MONEY = (*PLACES, "months of income")
# What a condition can be about -> the units of a rule that it can be held against; none: nothing that a case document
# has, so that it has to be asked, or words, which have no more and no less.
MEASURES: dict[str, tuple[str, ...]] = {
    # of the case
    "all_debts": MONEY,
    "debts_without_home_loan": MONEY,
    "unsecured_debts_with_interest": MONEY,
    "surplus_each_month": MONEY,
    "cash_and_assets": MONEY,
    "value_of_vehicles": MONEY,
    "ability": (),
    "willingness": (),
    # of what is asked
    "months": ("months", "years"),
    "rate_asked": ("rate",),
    "principal_paid": ("share",),
    "payment_each_month": (*PLACES, "share of the balance a month"),
    "left_each_month": tuple(PLACES),
    # to be asked
    "one_lender_takes_over_all": (),
    "votes_by_value": (),
    "months_since_the_last_one": (),
    "time_in_persistent_debt": (),
    "asked_before_the_loan_is_due": (),
    "agreement_of_the_lender": (),
    "contents_of_the_agreement": (),
    "notice_to_the_lender": (),
    "considered_by_the_lender": (),
}
_TYPED = re.compile(r"(\w+): (\S+)")


class Asked(NamedTuple):
    """One condition as a pack has it: what it is about and the rule's id; or a text, which nobody can check."""

    measure: str
    rule: str
    text: str = ""


def read_conditions(value: object, path: str) -> tuple[str, ...]:
    """A list of conditions: each ``measure: id of a rule``, or a text.

    Raises:
        InputError: a measure that is none, where an id of a rule follows it.
    """
    found = texts(value, path)
    for i, entry in enumerate(found):
        typed = _TYPED.fullmatch(entry)
        if typed is not None and "." in typed[2]:
            one_of(typed[1], MEASURES, f"{path}[{i}]")
    return found


def conditions_asked(entries: Iterable[str]) -> tuple[Asked, ...]:
    """Conditions, each by what it is about and its rule.

    Examples:
        >>> [tuple(one) for one in conditions_asked(["all_debts: dro.most_debt", "the lender agrees"])]
        [('all_debts', 'dro.most_debt', ''), ('', '', 'the lender agrees')]
    """
    found = []
    for entry in entries:
        typed = _TYPED.fullmatch(entry)
        known = typed is not None and typed[1] in MEASURES
        found.append(Asked(typed[1], typed[2]) if typed and known else Asked("", "", entry))
    return tuple(found)


def check_conditions(entries: Iterable[str], rules: Iterable[Rule], path: str) -> None:
    """Refuse a condition whose rule is not there, or is of a unit that its measure cannot be held against."""
    units: dict[str, set[str]] = {}
    for rule in rules:
        units.setdefault(rule.id, set()).add(rule.unit)
    for measure, rule_id, text in conditions_asked(entries):
        if text:
            continue
        if rule_id not in units:
            refuse(path, rule_id, "the id of a rule", nearest(rule_id, units))
        allowed = MEASURES[measure]
        if allowed and not units[rule_id] <= set(allowed):
            wanted = "a currency" if allowed[0] in PLACES else ", ".join(allowed)
            refuse(path, rule_id, f"a rule for {measure}, in {wanted}", f"it is in {', '.join(sorted(units[rule_id]))}")
