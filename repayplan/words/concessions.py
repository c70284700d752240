"""Sentences about the smallest change that would help: levers, pairs, the order in which creditors are asked."""

from __future__ import annotations

# Code -> (en, zh), as in :data:`repayplan.words.sentences.SENTENCES`, of which these are a part.
CONCESSIONS: dict[str, tuple[str, str]] = {
    "lever_asked_already": (
        "{lever:word}: what may be asked goes to the end of it already.",
        "{lever:word}：可以请求的范围内已用到底。",
    ),
    "lever_not_needed": (
        "{lever:word}: not needed, a plan can be kept without it.",
        "{lever:word}：不需要，没有它也有做得到的方案。",
    ),
    "pair_has_none": (
        "{one:word} and {two:word}: no pair of them is enough where one alone is not.",
        "{one:word}与{two:word}：单独不够时，合用也不够。",
    ),
    "concession_order": (
        "Asked in this order, each to its end before the next: {levers:words}.",
        "依次请求，前一项用尽才请求下一项：{levers:words}。",
    ),
    "concession_not_needed": (
        "Nothing has to be given up: the contract's terms can be kept over these months.",
        "无需让步：在这些期数内按合同条件即可做到。",
    ),
    "concession_not_enough": (
        "All of these together are not enough: {month} is still {amount} short.",
        "全部用尽仍不够：{month}仍短缺{amount}。",
    ),
    "months_not_bounded": (
        "No longest term is known. Up to {most} months are looked through.",
        "没有已知的最长期限。最多查看{most}个月。",
    ),
    "lever_forbidden": (
        "{lever:word}: {programme} does not give this up.",
        "{lever:word}：{programme}不让出这一项。",
    ),
    "nearest_none": (
        "No change of sums, time or terms makes this option one that may be proposed.",
        "金额、期限、条件如何变动，都不能使此方案可以提出。",
    ),
    "savings_no_usable_assets": (
        "Savings: no asset is known that the household would use. A gift or a grant counts alike.",
        "储蓄：没有已知可动用的资产。赠与或补助同样算数。",
    ),
    "savings_within_assets": (
        "Savings: usable assets would bring {amount}, which is enough.",
        "储蓄：可动用的资产约值{amount}，足够。",
    ),
    "savings_beyond_assets": (
        "Savings: usable assets would bring {amount}, which is not enough alone.",
        "储蓄：可动用的资产约值{amount}，单靠它不够。",
    ),
}
