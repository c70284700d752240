"""Write the pages of plan kinds: ``python docs/kinds.py``."""

from pathlib import Path
from textwrap import fill

import repayplan as rp
from repayplan.words.vocabulary import WORDS

PAGES = {"en": "kinds.md", "zh": "kinds.zh.md"}
ON = "2026-12-01"
INTRODUCTION = {"en": f"""# Plan kinds

`rp.kinds` has the plans that creditors and advisers name, a few words over `rp.Terms`: each returns terms that
`rp.schedule` takes. Nothing is waived or paused by a default: what a creditor has agreed to is said. `rp.advise` tries
what the programmes of the place allow; these are for a plan that is on the table already. `rp.agreement(plan, ...)`
holds it against the rules, `plan.cliff()` says what comes back if one missed instalment ends it.

The creditor may agree; nobody is entitled to any of them unless a rule says so.

This page is written by `docs/kinds.py` from the library and its rules as of {ON}, and a test keeps it so.
""", "zh": f"""# 计划种类

`rp.kinds` 收录债权人和辅导员叫得出名字的各种计划，是 `rp.Terms` 之上的几个短词：每一个都返回条款，交给
`rp.schedule` 计算。没有任何减免或停计是默认的：债权人同意了什么，就写什么。`rp.advise` 会逐一尝试当地方案所允许的；
这里的种类，用于已经摆上谈判桌的计划。`rp.agreement(plan, ...)` 用规则来对照它，`plan.cliff()`
说明一旦漏还一期导致协议终止，会恢复哪些欠款。

债权人可以同意；除非有规则写明，谁也没有权利要求必须同意。

本页由 `docs/kinds.py` 根据本库及其截至 {ON} 的规则写成，并有测试保证两者一致。
"""}  # fmt: skip
WHEN = {
    "personalised_instalment": (
        "A card in China, owed beyond what the household can pay, and the customer is willing. One missed instalment "
        "usually ends it. The article does not stop interest: `interest=\"pause\"` only where the bank agrees to it.",
        'rp.kinds.personalised_instalment(60, interest="pause")',
    ),
    "debt_management_plan": (
        "Several cards, a surplus every month, and an agency or adviser who asks all creditors for a lower rate. "
        "`menu.offers()` has each debt's share.",
        'rp.kinds.debt_management_plan("206.25", rate="8%")',
    ),
    "workout": (
        "One lender closes the account to new spending and asks less for longer. A lower rate helps; a longer term "
        "alone did not, in a randomised trial with US card debt (Dobbie and Song, Targeted Debt Relief; abstract).",
        'rp.kinds.workout(60, rate="6%", charges="waive")',
    ),
    "breathing_space": (
        "Time to take advice or to wait for a first wage: nothing is asked and interest stands still, then a plan. "
        "By law in England and Wales for a stated number of days; elsewhere where a creditor agrees.",
        'rp.kinds.breathing_space("2026-12-01", 60, 36)',
    ),
    "token_then_step_up": (
        "Almost nothing is left now, and a better income is near. Where interest runs on, a token below it lets the "
        "debt grow: ask for a stop first, or the plan says how far it grows.",
        'rp.kinds.token_then_step_up("188.50", 6, 60, interest="pause")',
    ),
    "settlement": (
        "A sum is there once, and the creditor takes it in full satisfaction. Not from what the household lives on, "
        "and never from a new loan.",
        'rp.kinds.settlement("12000")',
    ),
    "catch_up": (
        "A short dip that is over: the contract goes on and the arrears are made good on top. It raises the payment: "
        "of US mortgages modified in 2008, those whose payment did not fall failed about twice as often as those whose "
        "payment fell by a tenth or more (OCC Mortgage Metrics, fourth quarter of 2008; observed, not tried).",
        "rp.kinds.catch_up(loan, 6)",
    ),
    "seasonal": (
        "Income that comes with harvest, tourism or holidays: more in the good months, nothing in the empty ones. "
        "`rp.advise` sizes the household's own months; here the weights are given.",
        "rp.kinds.seasonal([1, 0, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1], 24)",
    ),
}  # fmt: skip
WHEN_ZH = {
    "personalised_instalment": (
        '中国的信用卡，欠款超出持卡人的还款能力，而本人仍愿意还。通常漏还一期，协议就终止。条文本身并不停息：'
        '只有银行同意时才写 `interest="pause"`。'
    ),
    "debt_management_plan": (
        '有几张卡，每月都有结余，由辅导机构或顾问向所有债权人请求降低利率。每笔债务分到多少，见 `menu.offers()`。'
    ),
    "workout": (
        '一家贷款机构停止账户的新增消费，把还款期拉长、每期减少。降低利率有帮助；在一项针对美国信用卡债务的随机试验中，'
        '只延长期限没有帮助（Dobbie and Song, Targeted Debt Relief；摘要）。'
    ),
    "breathing_space": (
        '需要时间去咨询，或等第一份工资：这段时间不要求还款，利息也停住，然后开始分期。在英格兰和威尔士，法律规定了天数；'
        '其他地方，要看债权人是否同意。'
    ),
    "token_then_step_up": (
        '眼下几乎没有余钱，但收入很快会好转。如果利息照常计收，而象征性还款低于利息，债务就会增加：应先请求停息，'
        '否则计划会写明债务增加到多少。'
    ),
    "settlement": (
        '手头恰有一笔钱，债权人愿意收下并视为全部结清。不要动用家里的生活费，也绝不要为此再去借款。'
    ),
    "catch_up": (
        '短暂的困难已经过去：合同照旧履行，另外补上欠款。每期会因此增加：2008 年修改的美国房贷中，还款额没有下降的，'
        '再次违约的大约是还款额下降一成以上的两倍（OCC Mortgage Metrics, 2008 年第四季度；'
        '只是观察，不是试验）。'
    ),
    "seasonal": (
        '收入随农忙、旅游或节假日而来：旺季多还，淡季不还。`rp.advise` 会按家庭自己的月份来定；这里由使用者给出权重。'
    ),
}  # fmt: skip
IN_USE = {"en": "In use", "zh": "用法"}
NO_RULE = {"en": "no rule of a place: what the two sides agree", "zh": "没有地方规则：以双方约定为准"}
BLOCK = """
## {title}

```python
import repayplan as rp

card = rp.Debt(id="A", principal="28000", interest="1620", penalty="540", rate="0.05%/day", currency="CNY")
loan = rp.Debt(id="L", principal="5000", rate="12%", currency="USD", contractual_payment="200", arrears="600")
for debt, terms in {block}
    plan = rp.schedule(debt, terms, as_of="2026-12-01")
    print(plan.terms.shape.kind, plan.rows[0].payment, len(plan.rows), plan.last_due, sum(plan.concession.values()))
```
"""


def rules(kind, language):
    """The rules that speak of it, each with its status; a place without them has none."""
    found = []
    for place in kind.places:
        book = rp.rulebook(place).on(ON)
        statuses = [(book[name], book[name].status) for name in kind.rules if name in book]
        found += [f"`{rule.id}` ({place}): {WORDS[word] if language == 'zh' else word}" for rule, word in statuses]
    return found or [NO_RULE[language]]


def section(name, kind, language):
    when, call = WHEN[name]
    title = f"{kind.name_en} · {kind.name_zh}"
    text = fill(when, 118)
    if language == "zh":
        title, text = f"{kind.name_zh} · {kind.name_en}", WHEN_ZH[name]
    lines = "\n".join(f"- {rule}" for rule in rules(kind, language))
    return f"\n## {title}\n\n{text}\n\n`{call}`\n\n{lines}\n"


def page(language="en"):
    parts = [INTRODUCTION[language]]
    parts += [section(name, kind, language) for name, kind in rp.kinds.KINDS.items()]
    calls = [(("loan" if name == "catch_up" else "card"), call) for name, (_, call) in WHEN.items()]
    block = "(\n" + "".join(f"    ({debt}, {call}),\n" for debt, call in calls) + "):"
    return "".join(parts) + BLOCK.format(title=IN_USE[language], block=block)


if __name__ == "__main__":
    for language, name in PAGES.items():
        (Path(__file__).parent / name).write_text(page(language), "utf-8")
