"""Sentences of what is owed: what is not known of a debt, what its flags change, what is about to be charged."""

from __future__ import annotations

# Code -> (en, zh), as in ``words.sentences``, of which they are a part.
OWED: dict[str, tuple[str, str]] = {
    # debts
    "minimum_unknown": (
        "The minimum payment of debt {debt} is not known. The creditor can tell it.",
        "债务{debt}的最低还款额未知。可向债权人询问。",
    ),
    "minimum_preset": (
        "The minimum payment of debt {debt} follows the preset {preset} (status: {status:word}).",
        "债务{debt}的最低还款额按预设{preset}计算（状态：{status:word}）。",
    ),
    "past_due_unknown": (
        "The sum past due on debt {debt} is not known, so its minimum payment leaves that part out.",
        "债务{debt}的逾期金额未知，其最低还款额未计入这一部分。",
    ),
    "credit_balance": (
        "Debt {debt} has a credit balance of {amount} in its {component:word}. "
        "No plan is made for it, and it is not set against other debts.",
        "债务{debt}的{component:word}有贷方余额{amount}。不为其制定计划，也不与其他债务相抵。",
    ),
    "minimum_repeats_last": (
        "The minimum payment of debt {debt} is given by month; after {month} it is taken to stay as in that month.",
        "债务{debt}的最低还款额按月给出，{month}之后按该月不变计算。",
    ),
    "debt_secured": (
        "Debt {debt} is secured: the creditor may take what secures it. "
        "It is not shared with unsecured debts unless its instalment is agreed first.",
        "债务{debt}有担保物，债权人可以处置担保物。未先约定其分期款时，不与无担保债务一同分配。",
    ),
    "debt_priority": (
        "Debt {debt} is a priority debt: home, energy or liberty depend on it. Agree its instalment before the others.",
        "债务{debt}为优先债务，关系到住房、水电或人身自由。应先于其他债务约定其还款。",
    ),
    "deferred_interest_ends": (
        "Clearing the balance {balance} of debt {debt} by {date} avoids {amount} of interest that is charged after it. "
        "{monthly} a month over {months:month|months} clears it.",
        "债务{debt}的余额{balance}在{date}前还清，可免去此后补收的利息{amount}。每月还{monthly}，共{months}期可还清。",
    ),
    "balances_as_one": (
        "A plan takes the balances of debt {debt} as one, at their average rate of {rate}. "
        "The creditor can name another.",
        "计划将债务{debt}的各项余额合并，按平均利率{rate}计算。债权人可另行确定利率。",
    ),
}
