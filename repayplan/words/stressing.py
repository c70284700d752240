"""Sentences of sizing, stress and sensitivity: code -> (en, zh), under the rules of ``words.sentences``."""

from __future__ import annotations

STRESSING: dict[str, tuple[str, str]] = {
    "sizing_short": (
        "Cash is {amount} below the floor in {month} even if nothing is paid.",
        "即使什么都不还，{month}的现金也比底线少{amount}。",
    ),
    "sizing_without_shocks": (
        "No fall of income and no cost was stated; one of either could break it.",
        "未设收入下降或意外支出，遇到任何一项都可能还不上。",
    ),
    "seasonal_worth_less": (
        "The household's months are worth {amount} less than the plan: money does not come in early enough.",
        "按家庭各月收入还款的现值比方案少{amount}：钱来得不够早。",
    ),
    "stress_swings": (
        "Each month income is {fall:percent} lower or higher with probability {chance:percent}.",
        "每月收入以{chance:percent}的概率上下变动{fall:percent}。",
    ),
    "stress_costs": (
        "Each month a cost of {cost} comes with probability {chance:percent}.",
        "每月以{chance:percent}的概率发生{cost}的支出。",
    ),
    "stress_losses": (
        "Each month the largest income is lost for {months:month|months} with probability {chance:percent}.",
        "每月以{chance:percent}的概率失去最大一项收入，为期{months}个月。",
    ),
    "stress_simulated": (
        "{share:percent} of {paths} paths keep to the plan (standard error {error:percent}, seed {seed}).",
        "{paths}条路径中{share:percent}能坚持到底（标准误{error:percent}，种子{seed}）。",
    ),
    "stress_not_calibrated": (
        "Not calibrated: no public figures say how likely such a household is to keep such a plan.",
        "未校准：没有公开数据说明这类家庭坚持方案的概率。",
    ),
    "review_on": (
        "Look at the plan again by {date}.",
        "请在{date}前重新检视方案。",
    ),
}
