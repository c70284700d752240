"""How each figure of a document is found, in words: one sentence a formula, in both languages."""

from __future__ import annotations

from repayplan.words.formats import language_index

# Formula -> (en, zh). A debtor can read each.
FORMULAS: dict[str, tuple[str, str]] = {
    "given": ("This was entered; nothing is worked out.", "这是录入的数据，没有经过计算。"),
    "opening": (
        "What was left after the row before; in the first row, what is owed.",
        "上一期结束时的余额；第一期为所欠金额。",
    ),
    "accrued": (
        "What bears interest, times the share of the rate that falls on these days, rounded once for each part.",
        "计息余额乘以这些天应计的利率份额，每一段只舍入一次。",
    ),
    "charged": ("What the terms or the contract charge in this row.", "条款或合同在这一期收取的金额。"),
    "moved": ("What joins the principal, or leaves for it, by its treatment.", "按处理方式转入或转出本金的金额。"),
    "waived": (
        "What is forgiven, by its treatment, by the write-down, or by the settlement.",
        "按处理方式、减免或结清而免除的金额。",
    ),
    "paid": ("Its part of the payment, in the payment order.", "按还款顺序从本期付款中分得的部分。"),
    "closing": (
        "Opening, plus what accrues and moves in, less what is paid, is waived and moves out.",
        "期初加应计和转入，减去已付、减免和转出。",
    ),
    "held": ("What is kept apart, to be asked later.", "暂时另放、以后再收的金额。"),
    "forgone": (
        "What the contract's rate would have accrued, less what accrues here.",
        "按合同利率应计的金额，减去这里实际应计的金额。",
    ),
    "asked": (
        "What the shape asks of this row; the last row asks what remains.",
        "还款方式在这一期要求的金额；最后一期为全部余额。",
    ),
    "payment": (
        "The parts of the payment, added: what is asked, never more than is owed.",
        "付款各部分之和：不超过所欠金额。",
    ),
    "date": ("Counted from the first due date by the interval of the terms.", "从首个还款日起按条款的间隔推算。"),
    "start": (
        "The due date before; interest of the first row runs from the day of the plan.",
        "上一个还款日；第一期从方案当日起息。",
    ),
    "days": ("The days from the start to the due date.", "从起息日到还款日的天数。"),
    "share": (
        "The days, by the day count, times the rate that holds on them.",
        "按计息天数规则计算的天数份额乘以当时的利率。",
    ),
    "solved": (
        "The smallest sum, by the stated rounding, with which the plan closes.",
        "按所列舍入规则，能还清的最小金额。",
    ),
    "total": ("The column of the rows, added.", "各期相加之和。"),
    "searched": (
        "Found by the search: the first of the stated order that can be kept.",
        "由搜索得出：按所列次序第一个做得到的。",
    ),
    "copied": ("As in the case.", "与案例中相同。"),
    "month_payments": ("What all plans ask in this month, added.", "各方案在这个月应付金额之和。"),
    "conceded": (
        "What creditors give up: waived and forgone, over all rows.",
        "债权人让出的金额：各期减免与不计之和。",
    ),
    "latest": ("The last of the due dates.", "最后一个还款日。"),
    "count": ("The instalments of the longest plan, counted.", "最长方案的期数。"),
    "surplus": ("Income of the month on this ledger, less all spending.", "该月在此口径下的收入减去全部支出。"),
    "available": ("Surplus, less what stays with the household.", "结余减去家庭留存。"),
    "margin": ("What is available, less the payments of the month.", "可用金额减去当月付款。"),
    "cash": ("Cash of the month before, plus the margin of this month.", "上月现金加当月余额。"),
    "floor": ("The reserve, or the cash at hand where that is less.", "预备金；手头现金更少时为手头现金。"),
    "verdict": (
        "Cash against the floor, and payments against surplus, month by month.",
        "逐月比较现金与底线、付款与结余。",
    ),
    "booked": (
        "What was paid, put against what fell due, the oldest first.",
        "已付金额按先后抵付到期的金额。",
    ),
    "short_of_cash": (
        "The first month in which cash would fall below what has to stay, and by how much.",
        "现金第一次低于须保留金额的月份，以及差多少。",
    ),
    "short_of_surplus": (
        "The first month whose payments are more than the month leaves, and by how much.",
        "付款第一次超过当月余钱的月份，以及超过多少。",
    ),
    "least_margin": (
        "The tightest month: what is left of it after the payments.",
        "最紧的一个月：付款之后还剩多少。",
    ),
    "break_even_income": (
        "The smallest income, the same every month, that pays for living and for the plan.",
        "够付生活和还款的最小月收入，每月相同。",
    ),
    "payment_to_income": (
        "The largest part of a month's income that goes to the plan.",
        "还款占当月收入的最大比例。",
    ),
    "payment_to_surplus": (
        "The largest part of what a month leaves that goes to the plan.",
        "还款占当月余钱的最大比例。",
    ),
    "one_off_fall": (
        "What may be missing once, in any one month, so that the plan is still kept.",
        "任何一个月一次性少收多少，仍能履行方案。",
    ),
    "lasting_fall": (
        "What may be missing every month, so that the plan is still kept.",
        "每个月都少收多少，仍能履行方案。",
    ),
    "savings_used": (
        "The most that the plan takes out of the savings of today.",
        "方案最多动用今天积蓄中的多少。",
    ),
    "asks_least": (
        "Of all plans that were looked at, the one that asks the least.",
        "在查找过的方案中，要求最少的一个。",
    ),
    "smallest_change": (
        "The smallest change with which a plan can be kept; one step less is not enough.",
        "使方案可行的最小改变；少一步就不够。",
    ),
    "space": ("What was looked through, as the rules and the case state it.", "按规则和案例所列的查找范围。"),
    "certified": (
        "Found by looking through everything in the stated space.",
        "在所述范围内全部查找后得出。",
    ),
    "ranked": (
        "The options put in the stated order; the first line that differs decides.",
        "各方案按所列次序排列，第一个不同之处决定先后。",
    ),
    "assessed": ("Days past due, means and acts, as the case has them.", "依据案例中的逾期天数、收支和行动。"),
    "forecast": ("The contract itself, walked on without an agreement.", "没有协议时按合同继续推算。"),
}


def formula(name: str, language: str = "en") -> str:
    """A formula in words.

    Examples:
        >>> formula("days"), formula("days", "zh")
        ('The days from the start to the due date.', '从起息日到还款日的天数。')
    """
    return FORMULAS[name][language_index(language)]
