"""Labels: the headings and column names of every table, in en and zh."""

from __future__ import annotations

from repayplan.words.formats import language_index

LABELS: dict[str, tuple[str, str]] = {
    "menu": ("Repayment options as of {day}", "还款方案（{day}）"),
    "standing": ("What is owed", "欠款"),
    "debt": ("debt", "债务"),
    "creditor": ("creditor", "债权人"),
    "stage": ("stage", "阶段"),
    "days_past_due": ("days past due", "逾期天数"),
    "owed": ("owed", "欠款"),
    "arrears": ("arrears", "到期未付"),
    "total": ("total", "合计"),
    "options": ("What can be proposed", "可以提出的方案"),
    "nothing": ("Nothing can be proposed yet.", "目前还没有做得到的方案。"),
    "more": ("{count} more in the data", "数据中还有{count}个"),
    "option": ("option", "方案"),
    "pays": ("household pays a month", "家庭每月支付"),
    "ends": ("ends", "结束"),
    "total_paid": ("in all", "共支付"),
    "concession": ("creditors give up", "债权人让出"),
    "declared": ("declared", "按申报"),
    "verified": ("verified", "按核实"),
    "rules": ("rules", "规则"),
    "best": ("First: {option}", "首选：{option}"),
    "offers": ("What each creditor is offered", "向每家债权人提出"),
    "instalments": ("instalments", "分期"),
    "gives_up": ("gives up", "让出"),
    "last_due": ("last due", "最后还款日"),
    "months": ("Month by month, as declared", "逐月（按申报）"),
    "month": ("month", "月份"),
    "surplus": ("surplus", "结余"),
    "kept_back": ("kept back", "留存"),
    "payments": ("payments", "还款"),
    "margin": ("margin", "余量"),
    "cash": ("cash at the end", "月末现金"),
    "rejected": ("What cannot be proposed, and why", "不能提出的方案及原因"),
    "reason": ("reason", "原因"),
    "baselines": ("Without an agreement", "没有协议时"),
    "nothing_12": ("owed after 12 months of nothing", "12个月不还后的欠款"),
    "minimum_months": ("months at the contract's payment", "按合同支付的月数"),
    "minimum_interest": ("interest until then", "期间利息"),
    "never": ("never clears", "永远还不清"),
    "unknown": ("unknown", "未知"),
    "certificate": ("Why no plan can be kept: {ledger}", "为何没有做得到的方案：{ledger}"),
    "lines": ("The budget of {month}", "{month}的收支"),
    "kind": ("kind", "类别"),
    "line": ("line", "项目"),
    "amount": ("amount", "金额"),
    "levers": ("The smallest changes that would help", "最小的改变"),
    "lever": ("change of", "改变"),
    "feasible": ("with savings", "动用储蓄"),
    "strict": ("from each month alone", "只靠每月结余"),
    "one_less": ("one step less", "少一步"),
    "short_in": ("{amount} short in {month}", "{month}短缺{amount}"),
    "none": ("no size is enough", "多少都不够"),
    "a_month": ("{amount} a month", "每月{amount}"),
    "instalments_of": ("{count} instalments", "{count}期"),
    "advice": ("Free advice and statutory routes", "免费咨询与法定途径"),
    "notes": ("What this rests on", "依据与假定"),
    "rate_of": ("at {rate}", "利率{rate}"),
    "interest_pause": ("interest paused", "停止计息"),
    "interest_waive": ("interest waived", "利息减免"),
    "interest_run": ("interest runs", "照常计息"),
    "charges_spread": ("charges spread", "费用分摊"),
    "charges_waive": ("charges waived", "费用减免"),
    "charges_collect": ("", ""),
    "times": ("{amount} × {count}", "{amount}×{count}"),
    "in_all": ("… {count} in all", "……共{count}期"),
    "to": ("{first} to {last}", "{first}至{last}"),
    "free": (
        "You can do all of this yourself, free of charge. The creditor decides.",
        "这些都可以自己免费完成。是否同意由债权人决定。",
    ),
}


def label(name: str, language: str = "en", **values: object) -> str:
    """A heading or column name in a language, with its values put in.

    Example:
        >>> label("kept_back", "zh"), label("times", amount="400.00", count=6)
        ('留存', '400.00 × 6')
    """
    return LABELS[name][language_index(language)].format(**values)
