"""Words of the field in both languages."""

from __future__ import annotations

from repayplan.words.formats import language_index

# Words of the field, which the pages never interchange -> zh. In en a word prints as itself.
WORDS: dict[str, str] = {
    # components
    "principal": "本金",
    "interest": "利息",
    "penalty": "违约金",
    "fees": "费用",
    # treatments
    "collect": "照收",
    "run": "照常计收",
    "spread": "分摊",
    "capitalise": "转入本金",
    "defer": "延后",
    "waive": "减免",
    "pause": "停计",
    # evidence and ledgers
    "verified": "已核实",
    "declared": "自行申报",
    "expected": "预期",
    # verdicts
    "comfortable": "从容",
    "needs savings": "需动用储蓄",
    "tight": "紧张",
    "not affordable": "负担不起",
    # outcomes of a check, ability, willingness
    "within": "符合",
    "outside": "不符合",
    "unknown": "未知",
    "yes": "是",
    "no": "否",
    "part of the year": "一年中部分月份",
    "willing": "愿意",
    "declined": "已拒绝",
    # levers, shapes and kinds of option
    "income": "收入",
    "spending": "支出",
    "months": "期数",
    "start": "推迟开始",
    "write down": "本金减免",
    "waived interest": "减免已欠利息",
    "waived penalty": "减免违约金",
    "waived fees": "减免费用",
    "longest": "最长期限等额",
    "fewest": "最少期数等额",
    "fixed amount": "固定金额直至还清",
    "step up": "先少后多",
    "own months": "按家庭各月结余",
    "contract": "按原合同",
    "pay now": "现在全部还清",
    "settlement": "一次性结清",
    "contract rate": "按合同利率",
    "essential": "必需",
    "priority": "优先",
    "flexible": "可调",
    # what is stated of a creditor's alternatives
    "rate": "利率",
    "self cure": "自行恢复还款",
    "redefault": "再违约",
    "recovery": "回收",
    "sale": "转让",
    "hazard": "中止率",
    # conditions of programmes and statutory routes, and how a rule bounds
    "at most": "不超过",
    "at least": "不少于",
    "more than": "多于",
    "all debts": "全部欠款",
    "debts without home loan": "欠款（不含住房贷款）",
    "unsecured debts with interest": "无抵押的计息欠款",
    "surplus each month": "每月结余",
    "cash and assets": "现金与资产（不含车辆）",
    "value of vehicles": "车辆价值",
    "ability": "还款能力",
    "willingness": "还款意愿",
    "rate asked": "请求的利率",
    "principal paid": "归还的本金",
    "payment each month": "每月还款",
    "left each month": "还款后每月剩余",
    "one lender takes over all": "由一家机构承接全部欠款",
    "votes by value": "按金额计的赞成票",
    "months since the last one": "距上一次的月数",
    "time in persistent debt": "处于持续性债务的时间",
    "asked before the loan is due": "在借款到期前提出",
    "agreement of the lender": "贷款人同意",
    "contents of the agreement": "协议内容",
    "notice to the lender": "向贷款人发出通知",
    "considered by the lender": "由贷款人考虑",
    # contact
    "creditor": "债权人",
    "third party": "第三方催收人",
    "moratorium": "处于法定暂缓期",
    "represented": "债务人已有代理人",
    "opted out": "债务人已拒绝此方式",
    "agreement in force": "协议正在履行",
    "calls a day": "每日",
    "calls in 7 days": "连续七日内",
    "calls a week": "每周",
    "calls a month": "每月",
    # categories of spending and income
    "home and contents": "住房与家居",
    "utilities": "水电燃气",
    "water": "水费",
    "care and health": "照护与医疗",
    "transport and travel": "交通出行",
    "school costs": "教育",
    "pensions and insurances": "养老与保险",
    "professional costs": "专业服务费",
    "other essential costs": "其他必需开支",
    "communications and leisure": "通讯与休闲",
    "food and housekeeping": "饮食与日用",
    "personal costs": "个人开支",
    "savings": "储蓄",
    "earnings": "劳动收入",
    "benefits": "补助",
    "pensions": "养老金",
    "family and friends": "亲友支持",
    "other income": "其他收入",
    # kinds of asset
    "home": "住房",
    "vehicle": "车辆",
    "pension": "养老金账户",
    "valuables": "贵重物品",
    "other": "其他",
    "level": "等额",
    "rising": "递增",
    # kinds of debt, and what marks one
    "credit card": "信用卡",
    "store card": "商店卡",
    "loan": "贷款",
    "instalment loan": "分期贷款",
    "online loan": "网络贷款",
    "mortgage": "房贷",
    "overdraft": "透支",
    "council tax arrears": "市政税欠款",
    "energy arrears": "能源欠费",
    "rent arrears": "房租欠款",
    "secured": "有抵押",
    "joint": "共同债务",
    "guaranteed": "有担保人",
    "disputed": "有争议",
    "set off": "可抵扣工资",
    # what evens out a last instalment
    "round up": "每期向上取整",
    "least that closes": "取恰能还清的最小金额",
    "larger instalment": "提高每期金额",
    "one more": "增加一期",
    "apart": "余款另行商定",
    # how an offer is made
    "agreed": "已约定",
    "share": "按比例",
    "floor": "最低额",
    "token": "象征性",
    # orders of paying off
    "highest rate": "利率高的先还",
    "smallest balance": "欠款少的先还",
    "by balance": "按欠款比例",
    "own order": "自定顺序",
    # ways to go on
    "nearest": "最少改动",
    "add to the end": "加到最后",
    # how an instalment was kept
    "on time": "按时",
    "late": "逾期后付清",
    "part": "部分支付",
    "missed": "未付",
    "open": "未到期",
    # parts of a minimum payment, and balances of a card
    "purchases": "消费",
    "balance": "余额",
    "past due": "逾期未还",
    "cash advance": "取现",
    "over limit": "超限部分",
    "instalments due": "到期分期款",
    "instalments": "分期",
    "promotional": "优惠利率余额",
    "deferred interest": "延期计息余额",
    "amount": "固定金额",
    "cap": "封顶",
    "rounding": "取整",
    "owed": "以欠款为限",
    "by month": "按账单",
    "contractual payment": "合同还款额",
    # what a personalised instalment agreement has to have, in the words of its rule
    "the amount owed exceeds the cardholder's ability to repay": "欠款金额超出持卡人还款能力",
    "the cardholder is still willing to repay": "持卡人仍有还款意愿",
    "balance owed, its structure and currency": "欠款余额、结构、币种",
    "repayment period, method and currency, date and amount of each instalment": (
        "还款周期、方式、币种、日期和每期还款金额"
    ),
    "whether annual fee, interest and other fees are charged during repayment": "还款期间是否计收年费、利息和其他费用",
    "the cardholder applies to no bank for a credit card until all is settled": (
        "未还清前持卡人不向任何银行申领信用卡的承诺"
    ),
    "rights and duties of both sides, and liability for breach": "双方权利义务和违约责任",
    "other repayment matters": "与还款有关的其他事项",
    # status of a rule or a preset
    "primary text read": "已读原文",
    "secondary": "二手来源",
    "unverified": "未核实",
    "usual card term, not law": "信用卡惯例，非法律规定",
}


def word(name: str, language: str = "en") -> str:
    """A word of the field in a language; an unknown one prints as itself.

    Examples:
        >>> word("waive", "zh"), word("part_payment")
        ('减免', 'part payment')
    """
    own = name.replace("_", " ")
    return WORDS.get(own, own) if language_index(language) else own
