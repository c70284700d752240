"""Findings: every reason and every refusal of a plan is this one value, put into words elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Number = Decimal | date | int | str

# Code -> the numbers that it names. Codes are stable names: words and documents refer to them.
CODES: dict[str, tuple[str, ...]] = {
    # debts
    "minimum_unknown": ("debt",),
    "minimum_preset": ("debt", "preset", "status"),
    "past_due_unknown": ("debt",),
    "credit_balance": ("debt", "component", "amount"),
    "minimum_repeats_last": ("debt", "month"),
    "debt_secured": ("debt",),
    "debt_priority": ("debt",),
    "deferred_interest_ends": ("debt", "balance", "date", "amount", "months", "monthly"),
    "balances_as_one": ("debt", "rate"),
    # households
    "nothing_kept_back": (),
    "no_reserve": (),
    "reserve_not_yet_there": ("reserve", "cash"),
    "beyond_repeat_last": (),
    "beyond_repeat_year": (),
    "beyond_nothing": (),
    "no_new_spending": (),
    "asset_value_unknown": ("asset",),
    # assessment
    "able_yes": (),
    "able_part_of_the_year": ("covered", "month", "asked", "available"),
    "able_no": ("covered", "month", "asked", "available"),
    "able_unknown": (),
    "willing_willing": ("acts",),
    "willing_unknown": ("acts",),
    "willing_declined": ("acts",),
    "arrears_to_cure": ("debt", "amount"),
    "debt_disputed": ("debt",),
    "debt_joint": ("debt",),
    "debt_guaranteed": ("debt",),
    "wages_may_be_set_off": ("debt", "creditor"),
    "priority_debts_first": ("debts",),
    "check_income_first": (),
    "spending_above_guideline": ("category", "amount", "guideline", "over"),
    # plans
    "first_due_month_end": ("debt", "date"),
    "first_due_due_day": ("debt", "date"),
    "nothing_owed": ("debt",),
    "interest_bears_interest": ("debt",),
    "balance_grows": ("debt", "date", "owed"),
    "never_clears": ("debt", "instalments", "payment", "accrued"),
    "still_owed": ("debt", "instalments", "date", "owed"),
    "fewer_instalments": ("debt", "asked", "instalments"),
    "last_instalment_larger": ("debt", "last", "instalment", "share", "fix", "to"),
    # forecasts
    "late_fee_lowered": ("debt", "amount"),
    "late_fee_within_minimum": ("debt", "status"),
    "charges_bear_nothing": ("debt", "status"),
    "payment_order_of_contract": ("debt", "first", "status"),
    "larger_payment_longer": ("debt", "extra", "months", "after"),
    "minimum_shortfall": ("debt", "payment", "accrued", "shortfall"),
    # agreements
    "agreement_may_be_agreed": ("instrument", "status"),
    "agreement_condition_met": ("condition",),
    "agreement_condition_not_met": ("condition",),
    "agreement_condition_open": ("condition",),
    "agreement_present": ("content",),
    "agreement_missing": ("content",),
    "agreement_term_within": ("instalments", "most"),
    "agreement_term_outside": ("instalments", "most"),
    "agreement_interest_runs": ("debt",),
    "agreement_no_new_cards": (),
    "agreement_credit_record": (),
    "agreement_stops_collection": (),
    "agreement_counts_as_re_age": ("times", "years"),
    "agreement_to_consider": ("measures",),
    "agreement_frozen": ("days",),
    "agreement_no_rules": ("place",),
    # options
    "programme_not_for_household": ("programme", "able", "willing"),
    "programme_without_length": ("programme",),
    "programme_may_agree": ("programme", "status"),
    "programme_not_for_debt": ("programme", "debt"),
    "contract_skipped": ("debt",),
    "step_share_absent": (),
    "short_of_cash": ("ledger", "month", "amount"),
    "short_of_surplus": ("ledger", "month", "amount"),
    "too_many_instalments": ("instalments", "most"),
    "within_ability": (),
    "only_option": (),
    "first_by_verified": (),
    "first_by_not_conditional": (),
    "first_by_within_rules": (),
    "first_by_principal_in_full": (),
    "first_by_never_above_opening": (),
    "first_by_comfortable": (),
    "first_by_smallest_concession": ("here", "there"),
    "first_by_earliest_end": ("here", "there"),
    "first_by_largest_margin": ("here", "there"),
    "first_by_least_paid": ("here", "there"),
    "first_by_content": (),
    "after_by_verified": (),
    "after_by_not_conditional": (),
    "after_by_within_rules": (),
    "after_by_principal_in_full": (),
    "after_by_never_above_opening": (),
    "after_by_comfortable": (),
    "after_by_smallest_concession": ("here", "there"),
    "after_by_earliest_end": ("here", "there"),
    "after_by_largest_margin": ("here", "there"),
    "after_by_least_paid": ("here", "there"),
    "after_by_content": (),
    "verdicts": ("declared", "verified"),
    "needs_proof": ("lines",),
    "conditional_on": ("line", "month"),
    "interest_stopped": ("amount",),
    "principal_forgiven": ("amount",),
    "not_covered_by_programme": ("debts",),
    "nothing_feasible": ("ledger", "month", "amount"),
    "lever_nothing_to_move": ("lever",),
    "lever_not_enough": ("lever", "month", "amount"),
    "lever_asked_already": ("lever",),
    "lever_not_needed": ("lever",),
    "pair_has_none": ("one", "two"),
    "concession_order": ("levers",),
    "concession_not_needed": (),
    "concession_not_enough": ("month", "amount"),
    "months_not_bounded": ("most",),
    "lever_forbidden": ("lever", "programme"),
    "nearest_none": (),
    "savings_no_usable_assets": (),
    "savings_within_assets": ("amount",),
    "savings_beyond_assets": ("amount",),
    # conditions of programmes and statutory routes
    "condition_within": ("of", "measure", "here", "limit", "bound", "status"),
    "condition_outside": ("of", "measure", "here", "limit", "bound", "status"),
    "condition_within_in_words": ("of", "measure", "status"),
    "condition_outside_in_words": ("of", "measure", "status"),
    "condition_between": ("of", "measure", "least", "most", "limit", "bound", "status"),
    "condition_from": ("of", "measure", "least", "limit", "bound", "status"),
    "condition_unknown": ("of", "measure", "status"),
    "condition_without_rule": ("of", "measure"),
    "condition_open": ("of", "condition"),
    # both sides of the table
    "cliff_most": ("debt", "kept", "amount", "owed"),
    "cliff_better_from": ("debt", "kept"),
    "cliff_never_better": ("debt",),
    "ends_if_missed": ("payments",),
    "not_calibrated": ("inputs",),
    "stated_by": ("inputs", "source"),
    "not_stated": ("inputs",),
    "discounted_at": ("rate",),
    "fails_after": ("instalments",),
    "frontier_without_value": (),
    "interest_and_term_differ": ("source",),
    "priority_first": ("debts", "amount"),
    "token_offers": (),
    "nothing_to_share": (),
    "offers_above_surplus": ("amount",),
    "left_over": ("amount",),
    "refuser_by_contract": ("months",),
    "refusal_unknown": ("creditor",),
    "refusals_single_only": ("creditors", "most"),
    "minimum_not_met": ("debt", "month", "amount"),
    "order_never_clears": ("order", "paid", "accrued"),
    "plan_shares_instead": (),
    # contact
    "contact_within": ("at",),
    "contact_outside_state": ("state",),
    "contact_outside_state_until": ("state", "next"),
    "contact_outside_hours": ("hour", "next"),
    "contact_outside_cap": ("made", "most", "unit", "next"),
    "contact_outside_conversation": ("days", "next"),
    "contact_outside_ever": (),
    "contact_unknown_hours": ("place", "role"),
    "contact_unknown_log": (),
    "contact_unknown_holiday": ("day",),
    # promises and reminders
    "promise_feasible": ("amount", "due", "left"),
    "promise_short": ("amount", "due", "cash", "short"),
    "promise_most": ("due", "most"),
    "promise_first": ("amount", "first"),
    "promise_needs_proof": ("lines",),
    "promise_rests_on": ("lines",),
    "promise_kept": ("amount", "paid", "missing"),
    "promise_late": ("amount", "paid", "missing"),
    "promise_part": ("amount", "paid", "missing"),
    "promise_broken": ("amount", "paid", "missing"),
    "promise_open": ("amount", "paid", "missing"),
    "reminder_of": ("amount", "due"),
    "reminder_officer": ("officer",),
    "reminder_open": (),
    "reminder_moved": ("wanted", "at"),
    "reminder_no_open_hour": ("wanted",),
    "reminder_later": ("later",),
    "reminder_hours_unknown": (),
    # the next plan
    "replan_kept": ("day",),
    "replan_changed": ("count", "largest", "last_due"),
    "replan_household_unknown": (),
    "replan_short": ("month", "amount"),
    "replan_needs_proof": (),
    "replan_sum": ("debt", "due", "before", "after"),
    "re_age_within": ("times", "most", "months"),
    "re_age_outside": ("times", "most", "months"),
    "offer_until_signed": ("debt", "as_of", "signed", "by_contract", "by_plan"),
    # sizing, stress, review
    "sizing_short": ("month", "amount"),
    "sizing_without_shocks": (),
    "seasonal_worth_less": ("amount",),
    "stress_swings": ("fall", "chance"),
    "stress_costs": ("cost", "chance"),
    "stress_losses": ("months", "chance"),
    "stress_simulated": ("share", "paths", "error", "seed"),
    "stress_not_calibrated": (),
    "review_on": ("date",),
}


@dataclass(frozen=True)
class Finding:
    """A reason: a stable code, the numbers that it names, and the rule behind it where there is one.

    Attributes:
        code: what was found, a name of ``CODES``.
        numbers: what the sentence names: amounts (Decimal), days, months and words.
        rule: id of the rule that decided, or None.

    Raises:
        KeyError: a code that is not listed, or numbers that are not the code's own.

    Examples:
        >>> Finding("minimum_unknown", {"debt": "A"}).to_dict()
        {'code': 'minimum_unknown', 'numbers': {'debt': 'A'}}
    """

    code: str
    numbers: Mapping[str, Number] = field(default_factory=dict)
    rule: str | None = None

    def __post_init__(self) -> None:
        if set(self.numbers) != set(CODES[self.code]):
            raise KeyError(f"{self.code} names {CODES[self.code]}, not {tuple(self.numbers)}")
        # In the registry's order, so that equal findings print alike.
        numbers = {name: self.numbers[name] for name in CODES[self.code]}
        object.__setattr__(self, "numbers", MappingProxyType(numbers))

    def __hash__(self) -> int:
        return hash((self.code, tuple(self.numbers.items()), self.rule))

    def __reduce__(self) -> tuple[object, ...]:
        """How it crosses to another process: as what it is."""
        return Finding, (self.code, dict(self.numbers), self.rule)

    def to_dict(self) -> dict[str, object]:
        """The finding as plain data: text and whole numbers."""
        numbers = {name: value if isinstance(value, int) else str(value) for name, value in self.numbers.items()}
        found: dict[str, object] = {"code": self.code, "numbers": numbers}
        return found | ({"rule": self.rule} if self.rule else {})
