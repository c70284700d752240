"""Sentences of what follows an agreement: contact, promises, reminders, payments, the next plan."""

from __future__ import annotations

# Code -> (en, zh), as in ``words.sentences``, of which they are a part.
FOLLOW_UP: dict[str, tuple[str, str]] = {
    # contact
    "contact_within": (
        "A contact at {at} is within the rules coded here.",
        "{at}联系，符合这里写明的规则。",
    ),
    "contact_outside_state": (
        "No contact: {state:word}.",
        "不得联系：{state:word}。",
    ),
    "contact_outside_state_until": (
        "No contact yet: {state:word}. The first open time is {next}.",
        "暂不得联系：{state:word}。最早可联系时间为{next}。",
    ),
    "contact_outside_hours": (
        "{hour} on the debtor's clock is not an open hour. The first open time is {next}.",
        "债务人当地时间{hour}不在可联系时段。最早可联系时间为{next}。",
    ),
    "contact_outside_cap": (
        "{made} contacts have been made, and the most is {most} {unit:word}. The first open time is {next}.",
        "已联系{made}次，上限为{most}（{unit:word}）。最早可联系时间为{next}。",
    ),
    "contact_outside_conversation": (
        "The last conversation is less than {days} days ago. The first open time is {next}.",
        "距上次通话不足{days}天。最早可联系时间为{next}。",
    ),
    "contact_outside_ever": (
        "The rules together leave no open hour.",
        "各项规则合起来没有可联系的时段。",
    ),
    "contact_unknown_hours": (
        "No hours of contact are coded for {place} and a {role:word}. Ask what holds there.",
        "{place}没有写明{role:word}可联系的时段。请先问清当地规定。",
    ),
    "contact_unknown_log": (
        "The hour is open, but earlier contacts are not known, and the rules count them.",
        "时段可以联系，但此前的联系次数未知，而规则有次数上限。",
    ),
    "contact_unknown_holiday": (
        "The hour is open, unless {day} is a public holiday. Give the calendar of the place.",
        "时段可以联系，除非{day}为公众假日。请给出当地日历。",
    ),
    # promises and reminders
    "promise_feasible": (
        "{amount} can be paid by {due}; {left} of what is free then stays.",
        "{due}前可以支付{amount}；届时可用的钱还剩{left}。",
    ),
    "promise_short": (
        "{amount} cannot be paid by {due}: {cash} is at hand, and {short} is missing.",
        "{due}前付不出{amount}：手上有{cash}，还差{short}。",
    ),
    "promise_most": (
        "The most that can be promised for {due} is {most}.",
        "{due}最多可以承诺{most}。",
    ),
    "promise_first": (
        "{amount} can be paid from {first}.",
        "从{first}起可以支付{amount}。",
    ),
    "promise_needs_proof": (
        "It rests on income that is not verified: {lines}.",
        "依赖尚未核实的收入：{lines}。",
    ),
    "promise_rests_on": (
        "It can be kept only if this arrives: {lines}.",
        "只有以下收入到账才做得到：{lines}。",
    ),
    "promise_kept": (
        "The promise of {amount} was kept: {paid} paid in time, {missing} missing.",
        "{amount}的承诺已履行：按时支付{paid}，缺{missing}。",
    ),
    "promise_late": (
        "The promise of {amount} was kept later than said: {paid} paid, {missing} missing.",
        "{amount}的承诺晚于约定履行：已付{paid}，缺{missing}。",
    ),
    "promise_part": (
        "The promise of {amount} was kept in part: {paid} paid, {missing} missing.",
        "{amount}的承诺部分履行：已付{paid}，缺{missing}。",
    ),
    "promise_broken": (
        "The promise of {amount} was not kept: {paid} paid, {missing} missing. Ask what changed, and plan anew.",
        "{amount}的承诺没有履行：已付{paid}，缺{missing}。请了解情况变化，重新安排。",
    ),
    "promise_open": (
        "The promise of {amount} is still open: {paid} paid, {missing} to come.",
        "{amount}的承诺尚未到期：已付{paid}，待付{missing}。",
    ),
    "reminder_of": (
        "You agreed to pay {amount} by {due}. Thank you for planning it.",
        "您约定在{due}前支付{amount}。感谢您做好安排。",
    ),
    "reminder_officer": (
        "If anything has changed, call {officer} before then: another day can be found.",
        "如有变化，请在此之前联系{officer}，可以另定日期。",
    ),
    "reminder_open": (
        "If anything has changed, call before then: another day can be found.",
        "如有变化，请在此之前联系，可以另定日期。",
    ),
    "reminder_moved": (
        "{wanted} is not an open hour, so the reminder goes out at {at}.",
        "{wanted}不在可联系时段，提醒提前到{at}。",
    ),
    "reminder_no_open_hour": (
        "No open hour is left up to {wanted}, so no reminder is set.",
        "{wanted}之前已没有可联系的时段，故不设提醒。",
    ),
    "reminder_later": (
        "The first open time before it is due is {later}.",
        "到期前最早的可联系时间为{later}。",
    ),
    "reminder_hours_unknown": (
        "No hours of contact are coded for this place and role. Ask what holds there.",
        "没有写明当地可联系的时段。请先问清当地规定。",
    ),
    # the next plan
    "replan_kept": (
        "Nothing that was due by {day} is missing: the plan stays as it is.",
        "截至{day}没有欠付：计划保持不变。",
    ),
    "replan_changed": (
        "{count:sum changes|sums change}, none by more than {largest}; the last due date is {last_due}.",
        "共改动{count}期，单期变动不超过{largest}；最后还款日为{last_due}。",
    ),
    "replan_household_unknown": (
        "Whether the household can keep it is not known: give the household.",
        "家庭能否做到尚不清楚：请给出家庭收支。",
    ),
    "replan_short": (
        "No plan within these dates can be kept: {month} is {amount} short. Ask for more time or a lower sum.",
        "在这些日期内没有做得到的计划：{month}短缺{amount}。可请求延长或降低金额。",
    ),
    "replan_needs_proof": (
        "It cannot be kept on verified income alone.",
        "只按已核实的收入做不到。",
    ),
    "replan_sum": (
        "Debt {debt}: on {due} it asks {after}, before it was {before}.",
        "债务{debt}：{due}应付{after}，原为{before}。",
    ),
    "re_age_within": (
        "A re-age with it would be {times:time|times} in {months} months; the most is {most}.",
        "如随之重新起算账龄，{months}个月内为第{times}次，上限{most}次。",
    ),
    "re_age_outside": (
        "A re-age with it would be {times:time|times} in {months} months, more than the {most} allowed.",
        "如随之重新起算账龄，{months}个月内为第{times}次，超过上限{most}次。",
    ),
    "offer_until_signed": (
        "Once signed, the offer for debt {debt} counts from {as_of}. Up to {signed} interest is {by_plan} by its "
        "terms, {by_contract} by the contract. Unsigned, the contract holds.",
        "债务{debt}的方案签署后自{as_of}起算。至{signed}，按方案计息{by_plan}，按合同{by_contract}。未签署则按合同。",
    ),
}
