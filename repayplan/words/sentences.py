"""Findings into sentences, in en and zh: one table, short words, and the rule behind it in brackets at the end.

A placeholder has the name of a number of the code. After a colon it may say how that number is written:

- nothing: an amount with thousands separators, beside the finding's ``currency`` where it has one; a day; text;
- ``percent``: a fraction of one as a percentage;
- ``plain``: a number without separators or currency;
- ``word``: a word of the field (``WORDS``), in the language of the sentence; ``words``: several, parted by commas;
- ``month|months``: a count and its noun, one and many.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from repayplan.words.agreements import AGREEMENTS
from repayplan.words.concessions import CONCESSIONS
from repayplan.words.conditions import CONDITIONS
from repayplan.words.follow_up import FOLLOW_UP
from repayplan.words.formats import amount, day, joined, language_index, money, percent, plain
from repayplan.words.negotiation import NEGOTIATION
from repayplan.words.owed import OWED
from repayplan.words.stressing import STRESSING
from repayplan.words.vocabulary import WORDS as WORDS
from repayplan.words.vocabulary import word as word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repayplan.units.findings import Finding, Number

PLACEHOLDER = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
MANNERS = ("", "percent", "plain", "word", "words")

# Code -> (en, zh). Every code of units.findings stands here, in its order. A sentence has at most 25 words, or 40
# characters; it says what was found and what can be done, and blames nobody.
SENTENCES: dict[str, tuple[str, str]] = {
    **OWED,
    # households
    "nothing_kept_back": (
        "Nothing is kept back each month for what cannot be foreseen.",
        "每月没有为意外开支留下钱。",
    ),
    "no_reserve": (
        "No cash reserve was given, so cash may go down to nothing.",
        "未设现金底线，现金可能用到零。",
    ),
    "reserve_not_yet_there": (
        "The reserve of {reserve} is not there yet: cash is {cash}, and may not fall below that.",
        "底线{reserve}尚未攒够：现金为{cash}，不得低于此数。",
    ),
    "beyond_repeat_last": (
        "After the last month given, each line by month is taken to stay as in that month.",
        "按月列出的收支，在最后一个月之后按该月不变计算。",
    ),
    "beyond_repeat_year": (
        "After the last month given, each line by month is taken to repeat its last twelve months.",
        "按月列出的收支，在最后一个月之后按最近十二个月重复计算。",
    ),
    "beyond_nothing": (
        "After the last month given, each line by month is taken to be nothing.",
        "按月列出的收支，在最后一个月之后按零计算。",
    ),
    "no_new_spending": (
        "No new spending on the accounts is assumed.",
        "假定账户上没有新的消费。",
    ),
    "asset_value_unknown": (
        "What {asset} is worth is not known; it is not counted.",
        "{asset}的价值未知，未计入。",
    ),
    # assessment
    "able_yes": (
        "Each of the next twelve months covers what the contracts ask.",
        "未来十二个月，每个月都够支付合同要求的金额。",
    ),
    "able_part_of_the_year": (
        "Of the next twelve months {covered} cover what the contracts ask. "
        "The first that does not is {month}: {asked} asked, {available} there.",
        "未来十二个月中有{covered}个月够支付合同要求的金额。最先不够的是{month}：要求{asked}，可用{available}。",
    ),
    "able_no": (
        "Of the next twelve months {covered} cover what the contracts ask. "
        "In {month} they ask {asked}, and {available} is there.",
        "未来十二个月中有{covered}个月够支付合同要求的金额。{month}要求{asked}，可用{available}。",
    ),
    "able_unknown": (
        "Whether the contracts can be paid depends on a minimum payment that is not known.",
        "能否按合同支付，取决于一笔未知的最低还款额。",
    ),
    "willing_willing": (
        "The customer has shown that they are willing: {acts} acts count.",
        "客户已表明愿意还款：计入{acts}项行为。",
    ),
    "willing_unknown": (
        "Nothing shows yet whether the customer is willing ({acts} acts). Ask.",
        "尚不清楚客户是否愿意（{acts}项行为）。请询问。",
    ),
    "willing_declined": (
        "The customer said no for now ({acts} acts count). The facts stand here for when that changes.",
        "客户目前表示不愿意（计入{acts}项行为）。事实列在这里，供以后参考。",
    ),
    "arrears_to_cure": (
        "On debt {debt} a sum of {amount} is due and unpaid.",
        "债务{debt}有{amount}到期未付。",
    ),
    "debt_disputed": (
        "Debt {debt} is disputed. Ask the creditor to show what is owed before it becomes part of a plan. "
        "An offer does not admit the debt.",
        "债务{debt}有争议。请债权人先说明欠款依据，再列入方案。提出方案不等于承认该债务。",
    ),
    "debt_joint": (
        "Debt {debt} is owed together with somebody else. Ask who pays what, and whether the other knows of the plan. "
        "Letters name every debtor, and each signs.",
        "债务{debt}为共同债务。先问清各付多少，对方是否知道这个方案。信函写明全体债务人，并由各人签字。",
    ),
    "debt_guaranteed": (
        "Somebody stands surety for debt {debt}. Ask the creditor first what a plan means for that person.",
        "债务{debt}有担保人。达成协议前，先问债权人对担保人有何影响。",
    ),
    "wages_may_be_set_off": (
        "Wages are paid into a bank that is owed debt {debt} ({creditor}); it may take them. Ask about another one.",
        "工资打入债务{debt}的债权人{creditor}，可能被抵扣。可了解换一个账户收工资。",
    ),
    "priority_debts_first": (
        "Some debts come before the others, for what depends on them: {debts}.",
        "这些债务应优先处理，因为生活所需与之相关：{debts}。",
    ),
    "check_income_first": (
        "Before any plan, check which benefits and other income the household could claim.",
        "在谈任何方案之前，先看看还可以申领哪些补助和其他收入。",
    ),
    "spending_above_guideline": (
        "Spending on {category:word} is {amount} a month, {over} above the guideline of {guideline} that was given.",
        "{category:word}每月支出{amount}，比给定的参考线{guideline}多{over}。",
    ),
    # plans
    "first_due_month_end": (
        "No first due date was given for debt {debt}: {date} is assumed, and month ends after it.",
        "债务{debt}未给出首个还款日：假定为{date}，其后为每月最后一天。",
    ),
    "first_due_due_day": (
        "The first due date of debt {debt} is its next due day, {date}.",
        "债务{debt}的首个还款日为下一个到期日{date}。",
    ),
    "nothing_owed": (
        "Nothing is owed on debt {debt}.",
        "债务{debt}没有欠款。",
    ),
    "interest_bears_interest": (
        "On debt {debt} unpaid interest bears interest, as its contract says.",
        "按合同，债务{debt}的未付利息计收利息。",
    ),
    "balance_grows": (
        "Debt {debt} grows above what is owed today: {owed} on {date}.",
        "债务{debt}会超过今天的欠款：{date}为{owed}。",
    ),
    "never_clears": (
        "Debt {debt} is never cleared: after {instalments} instalments {payment} is paid, and {accrued} accrues.",
        "债务{debt}永远还不清：第{instalments}期支付{payment}，而新增{accrued}。",
    ),
    "still_owed": (
        "After {instalments} instalments, on {date}, {owed} is still owed on debt {debt}.",
        "第{instalments}期（{date}）之后，债务{debt}仍欠{owed}。",
    ),
    "fewer_instalments": (
        "Debt {debt} is cleared in {instalments} instalments rather than {asked}, since the sum was rounded.",
        "因金额取整，债务{debt}以{instalments}期还清，而非{asked}期。",
    ),
    "last_instalment_larger": (
        "The last instalment of debt {debt} is {last}: {share:percent} above the {instalment} before it. "
        "What evens it out: {fix:word}, at {to}.",
        "债务{debt}的最后一期为{last}，比之前的{instalment}高{share:percent}。可改为：{fix:word}，每期{to}。",
    ),
    **AGREEMENTS,
    # options
    "programme_not_for_household": (
        "{programme} is not for a household with ability: {able:word}, willingness: {willing:word}.",
        "{programme}不适用于此家庭（能力：{able:word}；意愿：{willing:word}）。",
    ),
    "programme_without_length": (
        "{programme} names no longest term, so none is proposed under it. Give a most number of months.",
        "{programme}未规定最长期限，故不在其下提出方案。可给出最多月数。",
    ),
    "programme_may_agree": (
        "{programme}: the creditor may agree; nobody is entitled to it (status: {status:word}).",
        "{programme}：由债权人决定是否同意，无人当然享有（状态：{status:word}）。",
    ),
    "programme_not_for_debt": (
        "{programme} does not cover debt {debt}. Its creditor is asked for the same, and may say no.",
        "{programme}不涵盖债务{debt}。向其债权人提出同样请求，对方可以拒绝。",
    ),
    "contract_skipped": (
        "The contracts' own terms are not shown, since the payment of debt {debt} is not known.",
        "债务{debt}的应付额未知，故不列出按原合同还款的方案。",
    ),
    "step_share_absent": (
        "How much of a hoped-for income may be asked was not given: the longest term allowed is used.",
        "未给出预期收入中可用于还款的比例：采用允许的最长期限。",
    ),
    "short_of_cash": (
        "By the {ledger:word} budget, cash is {amount} short in {month}.",
        "按{ledger:word}的收支，{month}现金短缺{amount}。",
    ),
    "short_of_surplus": (
        "By the {ledger:word} budget, {month} leaves {amount} less than is asked.",
        "按{ledger:word}的收支，{month}的结余比应还少{amount}。",
    ),
    "too_many_instalments": (
        "It takes {instalments} instalments or more; the most allowed is {most}.",
        "需要{instalments}期或更多；最多允许{most}期。",
    ),
    "within_ability": (
        "The household can pay what the contracts ask, so no easing is proposed.",
        "家庭有能力按合同支付，故不提出减让。",
    ),
    "only_option": (
        "It is the only option that can be kept.",
        "这是唯一做得到的方案。",
    ),
    "first_by_verified": (
        "It comes first because it can be kept on verified income too.",
        "排在第一：按已核实的收入也做得到。",
    ),
    "first_by_not_conditional": (
        "It comes first because it does not rest on an income that is only expected.",
        "排在第一：不依赖仅属预期的收入。",
    ),
    "first_by_within_rules": (
        "It comes first because it is within every rule coded here.",
        "排在第一：符合这里写明的每条规则。",
    ),
    "first_by_principal_in_full": (
        "It comes first because it pays the principal in full.",
        "排在第一：本金全额归还。",
    ),
    "first_by_never_above_opening": (
        "It comes first because what is owed never grows above today's balance.",
        "排在第一：欠款从不超过今天的余额。",
    ),
    "first_by_comfortable": (
        "It comes first because each month's own surplus pays for it.",
        "排在第一：每月结余足以支付。",
    ),
    "first_by_smallest_concession": (
        "It comes first because it asks creditors to give up least: {here}, the next one {there}.",
        "排在第一：要求债权人让出最少：{here}，下一个为{there}。",
    ),
    "first_by_earliest_end": (
        "It comes first because it ends first: {here}, the next one {there}.",
        "排在第一：最早结束：{here}，下一个为{there}。",
    ),
    "first_by_largest_margin": (
        "It comes first because it leaves the largest least margin: {here}, the next one {there}.",
        "排在第一：最低余量最大：{here}，下一个为{there}。",
    ),
    "first_by_least_paid": (
        "It comes first because it costs the household least: {here}, the next one {there}.",
        "排在第一：家庭支付最少：{here}，下一个为{there}。",
    ),
    "first_by_content": (
        "It comes first because nothing but its figures sets it apart.",
        "排在第一：仅以数字区分先后。",
    ),
    "after_by_verified": (
        "It comes later because it cannot be kept on verified income alone.",
        "排在其后：只按已核实的收入做不到。",
    ),
    "after_by_not_conditional": (
        "It comes later because it rests on an income that is only expected.",
        "排在其后：依赖仅属预期的收入。",
    ),
    "after_by_within_rules": (
        "It comes later because a rule coded here leaves it open.",
        "排在其后：有一条规则未能确定。",
    ),
    "after_by_principal_in_full": (
        "It comes later because it does not pay the principal in full.",
        "排在其后：本金未全额归还。",
    ),
    "after_by_never_above_opening": (
        "It comes later because what is owed grows above today's balance for a time.",
        "排在其后：欠款一度超过今天的余额。",
    ),
    "after_by_comfortable": (
        "It comes later because it needs savings.",
        "排在其后：需要动用储蓄。",
    ),
    "after_by_smallest_concession": (
        "It comes later because it asks creditors to give up {here}, the one before {there}.",
        "排在其后：要求债权人让出{here}，前一个为{there}。",
    ),
    "after_by_earliest_end": (
        "It comes later because it ends on {here}, the one before on {there}.",
        "排在其后：{here}结束，前一个为{there}。",
    ),
    "after_by_largest_margin": (
        "It comes later because its least margin is {here}, the one before {there}.",
        "排在其后：最低余量为{here}，前一个为{there}。",
    ),
    "after_by_least_paid": (
        "It comes later because it costs the household {here}, the one before {there}.",
        "排在其后：家庭支付{here}，前一个为{there}。",
    ),
    "after_by_content": (
        "It comes later because nothing but its figures sets it apart.",
        "排在其后：仅以数字区分先后。",
    ),
    "verdicts": (
        "As declared: {declared:word}. On verified income alone: {verified:word}.",
        "按申报：{declared:word}。只按已核实的收入：{verified:word}。",
    ),
    "needs_proof": (
        "It needs proof of: {lines}.",
        "需要证明：{lines}。",
    ),
    "conditional_on": (
        "It works only if {line} arrives, from {month}.",
        "只有从{month}起有“{line}”时才行得通。",
    ),
    "interest_stopped": (
        "Interest is stopped: creditors give up {amount} of it.",
        "停止计息：债权人让出利息{amount}。",
    ),
    "principal_forgiven": (
        "Creditors forgive {amount} of principal.",
        "债权人减免本金{amount}。",
    ),
    "not_covered_by_programme": (
        "No programme coded here covers: {debts}. Their creditors are asked for the same.",
        "这里没有适用于{debts}的项目。向其债权人提出同样请求。",
    ),
    "nothing_feasible": (
        "No plan of the stated space can be kept on the {ledger:word} budget. "
        "The one that asks least is {amount} short in {month}.",
        "按{ledger:word}的收支，所述范围内没有做得到的方案。要求最低的方案在{month}短缺{amount}。",
    ),
    "lever_nothing_to_move": (
        "{lever:word}: there is nothing to move.",
        "{lever:word}：没有可变动之处。",
    ),
    "lever_not_enough": (
        "{lever:word}: no size of it is enough. At the most, {month} is still {amount} short.",
        "{lever:word}：变动多少都不够。最多时{month}仍短缺{amount}。",
    ),
    **CONCESSIONS,
    **CONDITIONS,
    **NEGOTIATION,
    **FOLLOW_UP,
    **STRESSING,
}


def sentence(finding: Finding, language: str = "en") -> str:
    """A finding in words, its rule in brackets at the end.

    Args:
        finding: what was found.
        language: ``en`` or ``zh``.

    Raises:
        InputError: a language that is not spoken here.

    Examples:
        >>> from repayplan.units.findings import Finding
        >>> sentence(Finding("past_due_unknown", {"debt": "A"}))
        'The sum past due on debt A is not known, so its minimum payment leaves that part out.'
        >>> sentence(Finding("minimum_unknown", {"debt": "A"}, rule="cn.card.minimum"), "zh")
        '债务A的最低还款额未知。可向债权人询问。[cn.card.minimum]'
    """
    index = language_index(language)
    text = filled(SENTENCES[finding.code][index], finding.numbers, language)
    return f"{text}{(' ', '')[index]}[{finding.rule}]" if finding.rule else text


def filled(template: str, numbers: Mapping[str, Number], language: str = "en") -> str:
    """A template with its numbers put in, each written as its placeholder says.

    Examples:
        >>> filled("{gap} short for {months:month|months}.", {"gap": Decimal("1200"), "months": 1, "currency": "CNY"})
        'CNY 1,200.00 short for 1 month.'
    """
    currency = str(numbers.get("currency", ""))
    return PLACEHOLDER.sub(lambda m: written(numbers[m[1]], m[2] or "", currency, language), template)


def written(value: Number, manner: str, currency: str, language: str) -> str:
    """One number as its placeholder's manner says.

    Examples:
        >>> written(Decimal("0.1825"), "percent", "CNY", "en"), written("fees", "word", "", "zh")
        ('18.25%', '费用')
    """
    if "|" in manner:
        one, many = manner.split("|")
        return f"{value} {one if value == 1 else many}"
    if manner == "word":
        return word(str(value), language)
    if manner == "words":
        return joined([word(one, language) for one in str(value).split(", ")], language)
    if isinstance(value, Decimal):
        if manner:
            return percent(value) if manner == "percent" else plain(value)
        return money(value, currency) if currency else amount(value)
    return day(value) if isinstance(value, date) else str(value)
