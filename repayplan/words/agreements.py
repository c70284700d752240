"""Sentences of what becomes of a debt without an agreement, and of what an agreement has to have."""

from __future__ import annotations

# Code -> (en, zh), as in ``words.sentences``, of which they are a part.
AGREEMENTS: dict[str, tuple[str, str]] = {
    # forecasts
    "late_fee_lowered": (
        "The late fee of debt {debt} is counted at {amount}, the most that the rule of the place allows.",
        "债务{debt}的逾期费用按当地规则允许的上限{amount}计算。",
    ),
    "late_fee_within_minimum": (
        "The late fee of debt {debt} is never above the payment that was due (status: {status:word}).",
        "债务{debt}的违约金不超过当期应还金额（状态：{status:word}）。",
    ),
    "charges_bear_nothing": (
        "Penalty and fees of debt {debt} bear no interest by the rule of the place (status: {status:word}).",
        "按当地规则，债务{debt}的违约金和费用不计息（状态：{status:word}）。",
    ),
    "payment_order_of_contract": (
        "Without an agreement, payments on debt {debt} go to {first:word} first (status: {status:word}).",
        "未达成协议时，债务{debt}的还款先抵{first:word}（状态：{status:word}）。",
    ),
    "larger_payment_longer": (
        "By the formula of debt {debt}, paying {extra} more at first takes longer: {after:month|months}, not {months}. "
        "The minimums that follow are smaller; keep the larger sum instead.",
        "按债务{debt}的公式，首期多还{extra}反而更久，需{after}期而非{months}期。其后的最低还款额变小，可一直按较大金额还款。",
    ),
    "minimum_shortfall": (
        "At the minimum, debt {debt} is never cleared: {payment} is paid in the first month, "
        "and {accrued} accrues. That is {shortfall} short.",
        "只付最低额，债务{debt}永远还不清：首月支付{payment}，新增{accrued}，差{shortfall}。",
    ),
    # the cliff
    # agreements
    "agreement_may_be_agreed": (
        "{instrument}: the creditor may agree; nobody is entitled to it (status: {status:word}).",
        "{instrument}：由债权人决定是否同意，无人当然享有（状态：{status:word}）。",
    ),
    "agreement_condition_met": (
        "Condition met: {condition:word}.",
        "条件已满足：{condition:word}。",
    ),
    "agreement_condition_not_met": (
        "Condition not met: {condition:word}.",
        "条件未满足：{condition:word}。",
    ),
    "agreement_condition_open": (
        "Condition not shown yet: {condition:word}.",
        "条件尚待说明：{condition:word}。",
    ),
    "agreement_present": (
        "The plan says: {content:word}.",
        "计划已写明：{content:word}。",
    ),
    "agreement_missing": (
        "The agreement still has to say: {content:word}.",
        "协议还须写明：{content:word}。",
    ),
    "agreement_term_within": (
        "The plan has {instalments} instalments; at most {most} months are allowed.",
        "计划为{instalments}期，最长允许{most}个月。",
    ),
    "agreement_term_outside": (
        "The plan has {instalments} instalments, more than the {most} months that are allowed.",
        "计划为{instalments}期，超过允许的{most}个月。",
    ),
    "agreement_interest_runs": (
        "No law stops the interest of debt {debt}: it runs unless the agreement says otherwise.",
        "法律并未使债务{debt}停息：除非协议另有约定，利息照计。",
    ),
    "agreement_no_new_cards": (
        "A cost of it: no credit card may be applied for until everything is settled.",
        "代价：全部结清之前，不得申请信用卡。",
    ),
    "agreement_credit_record": (
        "A cost of it: a note in the credit record is possible.",
        "代价：信用记录中可能有备注。",
    ),
    "agreement_stops_collection": (
        "Once it is signed, collection stops for as long as it is kept.",
        "签署后，只要履行协议，催收即停止。",
    ),
    "agreement_counts_as_re_age": (
        "It counts as a new start of the account, allowed {times} times in {years} years.",
        "它计作账户重新起算，{years}年内允许{times}次。",
    ),
    "agreement_to_consider": (
        "The creditor has to consider: {measures}.",
        "债权人须考虑：{measures}。",
    ),
    "agreement_frozen": (
        "A moratorium freezes interest and charges for {days} days, if the conditions are met.",
        "符合条件时，冻结期内{days}天不计利息和费用。",
    ),
    "agreement_no_rules": (
        "No rules for such an agreement are coded for {place}.",
        "{place}没有写明此类协议的规则。",
    ),
}
