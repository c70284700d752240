"""The contract's own order of payment, by stage, as the rules of the place have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from repayplan.units.components import DEFAULT_ORDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repayplan.rules.rule import Rule

# What the words of a rule mean; a component that no word names comes last, in the default order.
WORDS: dict[str, tuple[str, ...]] = {
    "interest and fees": ("fees", "penalty", "interest"),
    "costs of enforcement": ("fees", "penalty"),
    "interest": ("interest",),
    "principal": ("principal",),
}
# The first rule that holds decides: up to so many days past due; None: whatever they are.
BY_STAGE = (
    (90, "card.payment_order.to_90_days_past_due"),
    (None, "card.payment_order.from_91_days_past_due"),
    (None, "payment_order"),
)
CARDS = ("credit_card", "store_card")


class Order(NamedTuple):
    """An order of components, and the rule that says so; None: no rule of the place does."""

    components: tuple[str, ...]
    rule: Rule | None


def contract_order(kind: str, days_past_due: int, rules: Mapping[str, Rule]) -> Order:
    """In what order the contract's payments are used, where nothing is agreed.

    Args:
        kind: of the debt; the rules for cards are for cards alone.
        days_past_due: days.
        rules: rules in force.

    Returns:
        The order with its rule: its status says what it is worth. Inside an agreement, the agreement's order holds.

    Examples:
        >>> from repayplan.rules.book import rulebook
        >>> rules = rulebook("cn").on("2026-12-01")
        >>> for days in (90, 91):
        ...     order = contract_order("credit_card", days, rules)
        ...     print(*order.components, order.rule.status, sep=", ")
        fees, penalty, interest, principal, unverified
        principal, fees, penalty, interest, unverified
        >>> contract_order("personal_loan", 91, rules).rule.article
        'Art. 561'
    """
    for most, rule_id in BY_STAGE:
        mine = kind in CARDS or not rule_id.startswith("card.")
        if mine and rule_id in rules and (most is None or days_past_due <= most):
            return Order(_components(rules[rule_id]), rules[rule_id])
    return Order(DEFAULT_ORDER, None)


def _components(rule: Rule) -> tuple[str, ...]:
    words = rule.value if isinstance(rule.value, tuple) else ()
    named = [component for word in words for component in WORDS.get(str(word), ())]
    return tuple(dict.fromkeys((*named, *DEFAULT_ORDER)))
