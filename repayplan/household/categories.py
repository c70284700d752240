"""Standard categories of spending and income, so that budgets can be compared line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repayplan.household.pay_days import as_mapping
from repayplan.units.money import from_minor, to_minor
from repayplan.units.refusal import known_keys

if TYPE_CHECKING:
    from decimal import Decimal

# After the structure of the UK Standard Financial Statement: fixed costs, three flexible categories, savings. Its
# guideline figures are licensed to its members: the user supplies them.
FIXED = (
    "home_and_contents", "utilities", "water", "care_and_health", "transport_and_travel", "school_costs",
    "pensions_and_insurances", "professional_costs", "other_essential_costs",
)  # fmt: skip
FLEXIBLE = ("communications_and_leisure", "food_and_housekeeping", "personal_costs")
SPENDING = (*FIXED, *FLEXIBLE, "savings")
INCOME = ("earnings", "benefits", "pensions", "family_and_friends", "other_income")


def read_guidelines(given: object, currency: str) -> tuple[tuple[str, Decimal], ...]:
    """The most that a guideline lets a household spend in a month, by category [currency]."""
    if given is None:
        return ()
    pairs = known_keys(as_mapping(given), SPENDING, "guidelines")
    return tuple(
        (category, from_minor(to_minor(pairs[category], currency, f"guidelines.{category}"), currency))
        for category in SPENDING
        if pairs.get(category) is not None
    )
