"""Write the pages that work every treatment out in cents: ``python docs/treatments.py``."""

from pathlib import Path

import repayplan as rp
from repayplan.words.vocabulary import WORDS

PAGES = {"en": "treatments.md", "zh": "treatments.zh.md"}
DEBT = rp.Debt(
    id="A", principal="1000", interest="30", penalty="12", rate="12%", day_count="equal-periods", currency="CNY"
)
CELLS = [("interest", "opening", word) for word in ("collect", "spread", "capitalise", "defer", "waive")] + [
    ("interest", "accrual", word) for word in ("run", "capitalise", "defer", "waive", "pause")
]
INTRODUCTION = {"en": """# Every treatment, in cents

One debt, one number of instalments, one treatment changed at a time. Owed on 2026-12-31: principal 1,000.00, interest
30.00, penalty 12.00; 12 % a year, one per cent a month; three level instalments from 2027-01-31. What is not said is
`collect` and `run`. The two parts of a treatment are never mixed: `opening` is about what is owed already, `accrual`
about what would newly accrue. 停息挂账 in everyday speech is several of these; which one is meant has to be said.

This page is written by `docs/treatments.py` from the library itself, and a test keeps it so.
""", "zh": """# 各种处理，逐分演算

同一笔债务、同样的期数，每次只改一种处理。2026-12-31 欠款：本金 1,000.00，利息 30.00，违约金 12.00；年利率 12%，
即每月百分之一；自 2027-01-31 起等额三期。没有写明的，就是 `collect`（照收）和 `run`（照常计收）。一种处理分两部分，
从不混在一起：`opening` 是期初已经欠下的，`accrual` 是以后新产生的。日常所说的停息挂账，其实是其中好几种；
到底是哪一种，必须说清楚。

本页由 `docs/treatments.py` 用本库自己算出，并有测试保证两者一致。
"""}  # fmt: skip
PARTS = {"en": {}, "zh": {"opening": "期初", "accrual": "新产生"}}
HEADS = {
    "en": ("row", "due", "component", "opening", "accrued", "moved in", "paid", "waived", "moved out", "closing",
           "forgone"),
    "zh": ("期", "应还日", "组成部分", "期初", "新产生", "转入", "支付", "减免", "转出", "期末", "未计收"),
}  # fmt: skip
SAID = {
    "en": "Instalment {instalment}, paid in all {paid}, given up by the creditor {given}.",
    "zh": "每期 {instalment}，共支付 {paid}，债权人让出 {given}。",
}
WINDOW = {"en": """
## A pause by dates

`{{"interest": [rp.Window("2027-02-10", "2027-03-10", "pause")]}}`: both days inclusive, {days} days. Interest of a day
is what accrues up to that day: 10 to 28 February belong to the second row, 1 to 10 March to the third. Interest of a
row is rounded once for the days that run, and once for those in a window.
""", "zh": """
## 按日期停计

`{{"interest": [rp.Window("2027-02-10", "2027-03-10", "pause")]}}`：首尾两天都算在内，共 {days} 天。某一天的利息，是截至
当天产生的部分：2 月 10 日至 28 日属于第二期，3 月 1 日至 10 日属于第三期。每期的利息，照常计收的天数取整一次，
窗口内的天数取整一次。
"""}  # fmt: skip


def plan(treatment):
    terms = rp.Terms(instalments=3, first_due="2027-01-31", treatment=treatment)
    return rp.schedule(DEBT, terms, as_of="2026-12-31")


def table(plan, language):
    lines = ["| " + " | ".join(HEADS[language]) + " |", "|---|---|---|" + "---:|" * 8]
    for row in plan.rows:
        for name, part in row.parts.items():
            if any(part):
                forgone = str(row.forgone) if name == "interest" else ""
                sums = " | ".join(map(str, part))
                lines.append(f"| {row.number} | {row.due} | {called(name, language)} | {sums} | {forgone} |")
    return "\n".join(lines)


def called(word, language):
    return word if language == "en" else PARTS["zh"].get(word) or WORDS[word]


def worked_out(plan, language):
    given = sum(plan.concession.values())
    said = SAID[language].format(instalment=plan.instalment, paid=plan.total_paid, given=given)
    return f"{said}\n\n{table(plan, language)}\n"


def title(words, language):
    if language == "en":
        return "{}, {}: {}".format(*words)
    return "{}，{}：{}".format(*(called(word, language) for word in words)) + f"（`{words[2]}`）"


def page(language="en"):
    parts = [INTRODUCTION[language]]
    for component, part, word in CELLS:
        worked = worked_out(plan({component: {part: word}}), language)
        parts.append(f"\n## {title((component, part, word), language)}\n\n{worked}")
    window = rp.Window("2027-02-10", "2027-03-10", "pause")
    worked = worked_out(plan({"interest": [window]}), language)
    parts.append(WINDOW[language].format(days=window.days) + f"\n{worked}")
    return "".join(parts)


if __name__ == "__main__":
    for language, name in PAGES.items():
        (Path(__file__).parent / name).write_text(page(language), "utf-8")
