"""Sentences about the conditions of programmes and statutory routes: within the rules coded here, and no verdict."""

from __future__ import annotations

# Code -> (en, zh), as in :data:`repayplan.words.sentences.SENTENCES`, of which these are a part.
CONDITIONS: dict[str, tuple[str, str]] = {
    "condition_within": (
        "{of}: {measure:word} is {here}, within the rule coded here: {limit:word} {bound} (status: {status:word}).",
        "{of}：{measure:word}为{here}，符合这里写明的规则：{limit:word}{bound}（状态：{status:word}）。",
    ),
    "condition_outside": (
        "{of}: {measure:word} is {here}, outside the rule coded here: {limit:word} {bound} (status: {status:word}).",
        "{of}：{measure:word}为{here}，不符合这里写明的规则：{limit:word}{bound}（状态：{status:word}）。",
    ),
    "condition_within_in_words": (
        "{of}: {measure:word} is within the rule coded here (status: {status:word}).",
        "{of}：{measure:word}一项符合这里写明的规则（状态：{status:word}）。",
    ),
    "condition_outside_in_words": (
        "{of}: {measure:word} is outside the rule coded here (status: {status:word}).",
        "{of}：{measure:word}一项不符合这里写明的规则（状态：{status:word}）。",
    ),
    "condition_between": (
        "{of}: {measure:word} is between {least} and {most}. "
        "The rule coded here has {limit:word} {bound}, so it stays open (status: {status:word}).",
        "{of}：{measure:word}在{least}与{most}之间。规则为{limit:word}{bound}，故未能确定（状态：{status:word}）。",
    ),
    "condition_from": (
        "{of}: {measure:word} is {least} or more. "
        "The rule coded here has {limit:word} {bound}, so it stays open (status: {status:word}).",
        "{of}：{measure:word}为{least}或更多。规则为{limit:word}{bound}，故未能确定（状态：{status:word}）。",
    ),
    "condition_unknown": (
        "{of}: {measure:word} is not known here, or not in terms of the rule. Ask (status: {status:word}).",
        "{of}：{measure:word}在这里未知，或无法与规则相比。请询问（状态：{status:word}）。",
    ),
    "condition_without_rule": (
        "{of}: no rule about {measure:word} is in force on this day, so it stays open.",
        "{of}：当日没有关于{measure:word}的有效规则，故未能确定。",
    ),
    "condition_open": (
        "{of}: nobody can check this here, so it stays open: {condition}.",
        "{of}：此项无法在这里核对，故未能确定：{condition}。",
    ),
}
