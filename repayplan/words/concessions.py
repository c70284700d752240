"""Sentences about the smallest change that would help: levers, pairs, the order in which creditors are asked."""

from __future__ import annotations

# Code -> (en, zh), as in :data:`repayplan.words.sentences.SENTENCES`, of which these are a part.
CONCESSIONS: dict[str, tuple[str, str]] = {
    "lever_asked_already": (
        "{lever:word}: what may be asked goes to the end of it already.",
        "{lever:word}：可以请求的范围内已用到底。",
    ),
    "pair_has_none": (
        "{one:word} and {two:word}: no pair of them is enough where one alone is not.",
        "{one:word}与{two:word}：单独不够时，合用也不够。",
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
