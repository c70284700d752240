"""Sentences about both sides of the table: what an agreement is worth, who is offered what, who refuses."""

from __future__ import annotations

# Code -> (en, zh), as in :data:`repayplan.words.sentences.SENTENCES`, of which these are a part.
NEGOTIATION: dict[str, tuple[str, str]] = {
    "cliff_most": (
        "If the agreement on debt {debt} ends after {kept} instalments, {amount} comes back: {owed} is then owed.",
        "债务{debt}的协议若在{kept}期后终止，恢复计收{amount}，共欠{owed}。",
    ),
    "cliff_better_from": (
        "Having tried leaves debt {debt} smaller than doing nothing once {kept} instalments are kept.",
        "履行{kept}期之后，即使协议终止，债务{debt}也比什么都不做时少。",
    ),
    "cliff_never_better": (
        "Only an agreement on debt {debt} that is kept to its end leaves less than doing nothing.",
        "债务{debt}的协议只有履行到底，才比什么都不做更好。",
    ),
    "ends_if_missed": (
        "By usual terms {payments:missed instalment|missed instalments} can end it; "
        "what was stopped or forgiven then comes back.",
        "按惯例，{payments}期未付即可终止协议；停计或减免的部分随之恢复。",
    ),
    "not_calibrated": (
        "Stated by the user and not calibrated: {inputs:words}. No public figures fit a household like this.",
        "由使用者给出、未经校准：{inputs:words}。没有适用于此类家庭的公开数据。",
    ),
    "stated_by": (
        "From {source}: {inputs:words}.",
        "来自{source}：{inputs:words}。",
    ),
    "not_stated": (
        "Not stated, so unknown: {inputs:words}. Figures that rest on it are left open.",
        "未给出，故未知：{inputs:words}。依赖它的数字留空。",
    ),
    "discounted_at": (
        "What is paid later is discounted to today at the stated rate: {rate}.",
        "以后支付的金额，按给定的利率{rate}折算到今天。",
    ),
    "fails_after": (
        "A plan that is not kept is taken to end after {instalments:instalment|instalments}.",
        "未能履行的计划，按履行{instalments}期后终止计算。",
    ),
    "frontier_without_value": (
        "No rate was stated, so present values are unknown and left out of the comparison.",
        "未给出利率，现值未知，不参与比较。",
    ),
    "interest_and_term_differ": (
        "A randomised trial with US card debt: stopped interest helped people repay; a longer term alone did not. "
        "Source: {source}.",
        "美国信用卡债务的随机试验：停止计息有助于还款，仅延长期限则没有作用。来源：{source}。",
    ),
    "priority_first": (
        "Priority debts come first: {debts} get {amount} a month before the others.",
        "优先债务在先：{debts}每月先得{amount}。",
    ),
    "token_offers": (
        "Nothing is left to share, so each of the others is offered a token sum.",
        "没有可分配的余额，向其余债权人各提出象征性金额。",
    ),
    "nothing_to_share": (
        "There is nothing to share. A token sum can be offered where one is given.",
        "没有可分配的余额。给出象征性金额后可据此提出。",
    ),
    "offers_above_surplus": (
        "The offers are {amount} a month more than there is.",
        "所提金额每月比可用金额多{amount}。",
    ),
    "left_over": (
        "Of the sum {amount} a month is offered to nobody.",
        "其中每月{amount}未分配给任何债权人。",
    ),
    "refuser_by_contract": (
        "A creditor that refuses is taken to be paid what its contract asks, over {months:month|months}.",
        "拒绝的债权人按原合同要求计算，共{months}个月。",
    ),
    "refusal_unknown": (
        "What the contract of {creditor} asks is not known, so its refusal cannot be judged.",
        "{creditor}合同要求的金额未知，无法判断其拒绝的影响。",
    ),
    "refusals_single_only": (
        "There are {creditors} creditors, more than {most}: each refusal is shown alone, not every combination.",
        "债权人共{creditors}家，多于{most}家：只列出单独拒绝，不列全部组合。",
    ),
    "minimum_not_met": (
        "In {month} the minimum of debt {debt} is not met: {amount} is missing. A plan has to be agreed first.",
        "{month}未付足债务{debt}的最低还款额，差{amount}。应先协商方案。",
    ),
    "order_never_clears": (
        "In the order “{order:word}” the debts are never cleared: "
        "in the first month {paid} is paid, and {accrued} accrues.",
        "按“{order:word}”永远还不清：首月支付{paid}，新增{accrued}。",
    ),
    "plan_shares_instead": (
        "Paying one debt first is for a household that can meet every minimum. "
        "A negotiated plan gives each creditor its fair share instead.",
        "先还某一笔只适合付得起全部最低额的家庭。协商的方案则让每家债权人按比例得到还款。",
    ),
}
