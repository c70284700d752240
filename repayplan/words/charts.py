"""Titles and labels of charts, in en and zh. A title says what is found."""

from __future__ import annotations

# Code -> (en, zh). Values come formatted, as text.
CHARTS: dict[str, tuple[str, str]] = {
    # titles
    "balance_clears": ("Nothing is owed after {day}", "{day}之后不再欠款"),
    "balance_left": ("{amount} is still owed after {day}", "{day}之后仍欠{amount}"),
    "balance_grows": (
        "It grows to {amount} before it falls; nothing is owed after {day}",
        "先升至{amount}，{day}之后不再欠款",
    ),
    "instalments_fit": (
        "Every month pays for itself: {month} leaves least, {amount}",
        "每月结余够还：{month}最紧，余{amount}",
    ),
    "instalments_savings": (
        "It needs savings: {month} leaves {amount} less than is asked",
        "需动用储蓄：{month}比应还少{amount}",
    ),
    "instalments_short": ("Cash runs short in {month}, by {amount}", "{month}现金短缺{amount}"),
    "options_best": (
        "{count} can be kept; the first asks creditors to give up {amount}",
        "{count}个做得到，首选请债权人让出{amount}",
    ),
    "options_none": ("None can be kept yet", "目前没有做得到的方案"),
    "frontier_found": ("{count} of {all} options are beaten by no other", "{all}个方案中有{count}个没有更优者"),
    "stress_holds": ("It holds if income falls by {share}", "收入下降{share}仍做得到"),
    "stress_breaks": (
        "It holds if income falls by {share}, and not by {more}: {month} is short",
        "收入下降{share}仍做得到，下降{more}则{month}短缺",
    ),
    "stress_none": ("A fall of {more} is too much: {month} is short", "收入下降{more}即不够：{month}短缺"),
    "stress_already": ("It cannot be kept as it is: {month} is short", "现状即做不到：{month}短缺"),
    "portfolio_found": ("{count} of {all} are willing and not able", "{all}户中有{count}户愿意还而无力还"),
    "adherence_kept": ("{count} of {all} instalments were kept on time", "{all}期中有{count}期按时付清"),
    "adherence_missing": (
        "{count} of {all} instalments on time; {amount} is missing",
        "{all}期中{count}期按时，尚缺{amount}",
    ),
    # axes and legends
    "owed_axis": ("owed ({currency})", "欠款（{currency}）"),
    "a_month": ("a month ({currency})", "每月（{currency}）"),
    "cash_axis": ("cash at the end of the month ({currency})", "月末现金（{currency}）"),
    "in_all_axis": ("in all ({currency})", "合计（{currency}）"),
    "surplus": ("surplus", "结余"),
    "available": ("surplus less what is kept back", "结余减留存"),
    "kept_back": ("kept back", "留存"),
    "instalments": ("instalments", "还款"),
    "paid": ("household pays", "家庭支付"),
    "given_up": ("creditors give up", "债权人让出"),
    "least_margin": ("least margin of a month ({currency})", "最低月余量（{currency}）"),
    "value": ("worth to creditors today ({currency})", "债权人现值（{currency}）"),
    "cash_12": ("creditors receive within 12 months ({currency})", "债权人12个月内收到（{currency}）"),
    "first": ("first", "首选"),
    "on_frontier": ("beaten by no other", "没有更优者"),
    "floor": ("floor", "底线"),
    "as_now": ("income as now", "收入不变"),
    "falls": ("income falls by {share}", "收入下降{share}"),
    "stage": ("stage", "阶段"),
    "households": ("households", "户数"),
    "asked": ("asked", "应还"),
    "came": ("paid", "已付"),
    "more": ("and {count} more", "另有{count}个"),
    "able_willing": ("able, willing", "有能力、愿意"),
    "able_other": ("able, not shown willing", "有能力、未表明愿意"),
    "unable_willing": ("not able, willing", "无能力、愿意"),
    "unable_other": ("not able, not shown willing", "无能力、未表明愿意"),
    "unknown": ("ability unknown", "能力未知"),
}
