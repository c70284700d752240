"""Sentences, headings and column names of letters, in en and zh: plain, one idea a sentence, nothing threatens."""

from __future__ import annotations

# Code -> (en, zh). A sentence has at most 25 words, or 40 characters. Values come formatted, as text.
LETTERS: dict[str, tuple[str, str]] = {
    # titles
    "offer": ("Offer of a repayment plan", "还款方案（协商请求）"),
    "no_offer": ("Why no instalment can be offered yet", "目前为何还提不出还款金额"),
    "negotiation_sheet": ("Negotiation sheet", "协商单"),
    "personalised_agreement": ("Personalised instalment agreement (draft)", "个性化分期还款协议（草案）"),
    "agreement_draft": ("Repayment agreement (draft)", "还款协议（草案）"),
    "schedule_sheet": ("Repayment schedule", "还款计划表"),
    "reminder": ("A friendly reminder", "还款提醒"),
    "missed_payment": ("About the instalment of {day}", "关于{day}这一期还款"),
    "completion": ("All instalments are paid", "分期已全部付清"),
    # the head
    "to": ("To", "致"),
    "reference": ("Case reference", "案例编号"),
    "date": ("Date", "日期"),
    "reason": ("What happened", "原因"),
    "since": ("{reason}, since {day}", "{reason}，自{day}起"),
    "formats": (
        "Dates are written year-month-day. Amounts are in {currency}.",
        "日期按“年-月-日”书写。金额单位为{currency}。",
    ),
    "amounts_in": ("Amounts are in {currency}.", "金额单位为{currency}。"),
    # who decides
    "bank_decides": ("The bank decides.", "是否同意由银行决定。"),
    "creditor_decides": ("The creditor decides.", "是否同意由债权人决定。"),
    # headings
    "owed_heading": ("What is owed", "欠款构成"),
    "offer_heading": ("What we offer", "我们提出的方案"),
    "ask_heading": ("What we ask for", "请求事项"),
    "missed_heading": ("If an instalment is missed", "如果有一期没有还上"),
    "means_heading": ("What is left each month", "每月结余"),
    "evidence_heading": ("Evidence", "证明材料"),
    "rules_heading": ("The rule behind this", "依据的规则"),
    "next_heading": ("What comes next", "接下来"),
    "checked_heading": ("What such an agreement has to say", "协议应写明的内容"),
    "rows_heading": ("Every instalment", "逐期明细"),
    "sources_heading": ("Where each figure comes from", "各项参数的来源"),
    "signed_heading": ("Signed", "签署"),
    # the offer
    "offer_ask": (
        "We want to pay what we owe. We ask you to agree to the plan below.",
        "我们愿意还款，请就以下方案与我们协商。",
    ),
    "offer_pay": ("We offer {amount} on {day}, and then as the table says.", "{day}支付{amount}，其后见下表。"),
    "offer_once": ("We offer {amount}, once, on {day}.", "{day}一次支付{amount}。"),
    "offer_cleared": ("When every instalment is paid, nothing is owed after {day}.", "每期付清后，自{day}起不再欠款。"),
    "offer_rest": ("After the last instalment {amount} is still owed.", "最后一期之后仍欠{amount}。"),
    "offer_hundred": ("Of every 100 that is paid, {interest} is interest.", "每支付100，其中利息为{interest}。"),
    "offer_share": (
        "Each account is offered its share of all that is owed. That of this one is {share}.",
        "按各账户欠款所占比例分配，本账户占{share}。",
    ),
    "offer_gives_up": (
        "Against the contract, we ask you to give up {amount}.",
        "与原合同相比，请求让出{amount}。",
    ),
    "offer_gives_nothing": ("We ask for no waiver: the contract's interest is paid.", "不请求减免，利息照合同支付。"),
    "expected_income": (
        "The instalments from {month} rest on an income that is only expected.",
        "{month}起的各期依赖预期收入，尚未到账。",
    ),
    "needs_proof": ("Part of the income is declared, and not yet proved.", "部分收入为自行申报，尚待核实。"),
    "all_verified": ("The plan can be kept on verified income alone.", "仅凭已核实的收入即可履行。"),
    # no offer
    "no_offer_ask": (
        "We want to pay. With what is left each month, no plan that we know can be kept.",
        "我们愿意还款。但以目前结余，尚无做得到的方案。",
    ),
    "no_offer_short": (
        "The plan that asks least is {amount} short in {month}.",
        "要求最低的方案在{month}仍短缺{amount}。",
    ),
    "no_offer_change": (
        "Each of these alone would be enough, for all creditors together.",
        "以下任一项（就全部债权人而言）即足够。",
    ),
    "no_offer_hold": (
        "We ask you to stop interest and charges until the case is looked at again.",
        "请在重新评估之前停止计收利息和费用。",
    ),
    "no_offer_small": (
        "We promise no sum that we cannot keep. A plan that breaks helps nobody.",
        "做不到的金额我们不承诺，中断的方案对谁都无益。",
    ),
    # a missed instalment
    "missed_usual": (
        "It is usual that one missed instalment can end an agreement.",
        "按惯例，一期未付就可能终止协议。",
    ),
    "missed_paid_counts": (
        "What was paid until then stays paid. Interest and charges of the contract can come back.",
        "此前已付的款项仍然有效，合同利息和费用可能恢复。",
    ),
    "missed_nothing_back": (
        "Nothing comes back beyond the contract's own interest.",
        "除合同利息外，没有恢复计收的部分。",
    ),
    "missed_most": (
        "At the most {amount} comes back, after {kept} instalments. Then {owed} is owed.",
        "履行{kept}期之后恢复计收最多，为{amount}。届时共欠{owed}。",
    ),
    "missed_call_first": (
        "If money will be short, we call you before the due date, and ask for another day.",
        "如某期可能付不出，我们会在到期前联系，另约日期。",
    ),
    "missed_grace": (
        "We ask that a late instalment may be made good within the same month.",
        "请允许迟到的一期在当月内补足。",
    ),
    # means
    "means_spent": (
        "This is income less all spending, before anything is kept for emergencies.",
        "结余为收入减去全部支出，尚未留出应急的钱。",
    ),
    "means_creditor": ("The budget stands behind these figures, and can be shown.", "收支明细可按要求出示。"),
    # evidence
    "evidence_none": ("No document has been listed yet.", "尚未列出证明材料。"),
    "without_document": ("income without a document yet", "尚无材料的收入"),
    "another_document": ("a document about another account", "有关其他账户的材料"),
    "acts_counted": ("Steps already taken: {acts}.", "已经做到：{acts}。"),
    # what comes next
    "answer": ("Please answer in writing. If the answer is no, please say why.", "请书面答复。如不同意，请说明理由。"),
    "other_plan": ("If another plan would do, we look at it at once.", "如有其他可接受的方案，我们随时商谈。"),
    # the agreement
    "draft": (
        "This is a draft. It binds nobody until both sides have signed it.",
        "本文为草案，双方签署之前不具约束力。",
    ),
    "clause_balance": ("1. What is owed on {day}", "一、截至{day}的欠款余额、结构与币种"),
    "clause_schedule": ("2. How it is repaid", "二、还款周期、方式、币种、日期和每期金额"),
    "clause_interest": ("3. Interest and fees while the plan runs", "三、还款期间是否计收年费、利息和其他费用"),
    "clause_undertaking": ("4. No new credit card", "四、持卡人的承诺"),
    "clause_rights": ("5. Rights, duties, and a breach", "五、双方权利义务与违约责任"),
    "clause_other": ("6. Other matters", "六、其他有关事项"),
    "clause_balance_says": ("In all {amount} is owed, in {currency}.", "欠款共计{amount}，币种为{currency}。"),
    "clause_schedule_says": (
        "{count} instalments, from {first} to {last}, in {currency}; {amount} in all.",
        "共{count}期，{first}至{last}。币种{currency}，合计{amount}。",
    ),
    "clause_method": (
        "Each is paid into the account that the creditor names here: ________",
        "还款账户由债权人指定：________",
    ),
    "clause_rate": (
        "Rate in the contract: {contract}. In this agreement: {plan}.",
        "合同利率：{contract}。本协议：{plan}。",
    ),
    "clause_no_interest": ("0% (nothing accrues)", "0%（不计息）"),
    "clause_annual_fee": ("No annual fee is charged while the plan runs.", "还款期间不收年费。"),
    "clause_no_fee": ("No other fee is charged while the plan is kept.", "按期履行期间不收其他费用。"),
    "clause_fee": (
        "A fee of {amount} comes with each instalment. No other fee is charged.",
        "每期另付费用{amount}，不收其他费用。",
    ),
    "clause_no_cards": (
        "The cardholder applies to no bank for a credit card until everything here is settled.",
        "全部款项结清之前，持卡人不向任何银行申请信用卡。",
    ),
    "clause_pays": ("The household pays each instalment by its due date.", "还款人于每期到期日前付款。"),
    "clause_collection": (
        "From the day of signing, the creditor and its agents stop collecting while the plan is kept.",
        "自签署之日起，按期履行期间，债权人及其代理停止催收。",
    ),
    "clause_tells": (
        "If income falls, the household says so before the next due date, and both look for a new plan.",
        "收入减少时，还款人在下一到期日前告知，双方另行商定。",
    ),
    "clause_breach": (
        "If an instalment stays unpaid, the creditor may end the agreement in writing.",
        "某期持续未付，债权人可书面终止协议。",
    ),
    "clause_early": ("More may be paid at any time, without a fee.", "可随时提前还款，不收费用。"),
    "clause_confidential": ("Both sides keep what they know of the other confidential.", "双方对所知信息保密。"),
    "clause_recorded": (
        "If it is agreed by voice, the call is recorded, and kept until all is settled.",
        "口头达成的，应当录音，并保存至全部结清。",
    ),
    "clause_record": (
        "How it shows in the credit record is to be written here: ________",
        "信用记录如何报送：________",
    ),
    "clause_confirmed": (
        "When all is paid, the creditor confirms in writing that nothing is owed.",
        "全部付清后，债权人书面确认结清。",
    ),
    "signature": ("{party}: ________    Day: ________", "{party}：________    日期：________"),
    "party_household": ("The household", "还款人"),
    "party_creditor": ("The creditor", "债权人"),
    "has_to_say": ("has to say", "应写明"),
    "says_it": ("says it", "已写明"),
    "open": ("still open", "待补"),
    "nobody_entitled": ("Nobody is entitled to such an agreement.", "此类协议无人当然享有。"),
    "no_rules_checked": ("No rules of a place were looked at.", "未核对任何地方的规则。"),
    # the schedule
    "opening_row": ("Owed at the start: {amount}.", "期初欠款：{amount}。"),
    "totals": (
        "Paid in all: {paid}. Interest in it: {interest}. Forgiven: {waived}. Not accrued: {forgone}.",
        "共支付{paid}，其中利息{interest}。减免{waived}，未计收{forgone}。",
    ),
    "rounding": (
        "Interest is rounded once a period: {interest}. The instalment is rounded: {instalment}.",
        "利息每期取整一次：{interest}；每期金额取整：{instalment}。",
    ),
    "last_row": ("The last instalment takes what rounding leaves: {amount}.", "最后一期为取整后的余数：{amount}。"),
    "yearly_rate": ("Rate of the contract: {rate}, simple, days as {days}.", "合同利率：{rate}，单利，计日{days}。"),
    "rate_in_plan": ("Rate in the plan: {rate}.", "计划内利率：{rate}。"),
    "first_last": ("First due {first}, last due {last}.", "首期{first}，末期{last}。"),
    "given": ("given by the user", "由使用者给出"),
    "usual": ("the library's usual choice", "通常约定"),
    "parameter": ("parameter", "参数"),
    "figure": ("figure", "数值"),
    "source": ("source", "来源"),
    # reminder, missed payment, completion
    "reminder_due": ("On {day} your instalment of {amount} is due.", "{day}有一期还款{amount}到期。"),
    "reminder_place": (
        "It is number {number} of {count}. Thank you for keeping the plan.",
        "这是第{number}期，共{count}期。感谢您坚持履行。",
    ),
    "reminder_after": ("After it you owe {owed}.", "付清后还欠{owed}。"),
    "call_first": (
        "If anything has changed, call {officer} before that day: another day can be found.",
        "如有变化，请在此之前联系{officer}，可以另定日期。",
    ),
    "officer": ("us", "我们"),
    "missed_due": (
        "Instalment {number} of {count}, {amount}, was due on {day}. We have not seen it yet.",
        "第{number}期（共{count}期）{amount}于{day}到期，尚未到账。",
    ),
    "missed_paid_part": ("Of it {paid} has come; {missing} is open.", "已到账{paid}，尚缺{missing}。"),
    "missed_maybe": (
        "Perhaps it has crossed with this letter. Then nothing more is needed.",
        "可能已在途中，那就无需再做什么。",
    ),
    "missed_now": ("What you can do now", "现在可以做的"),
    "missed_pay": ("Pay it in full, if you can.", "如果可以，请付清这一期。"),
    "missed_ask_day": (
        "Or call {officer}, and name a day on which you can pay.",
        "或联系{officer}，说出能付款的日期。",
    ),
    "missed_new_plan": (
        "Or tell us that income has changed. Then a smaller plan can be worked out.",
        "或告诉我们收入有变，可以重新计算更小的方案。",
    ),
    "missed_no_borrowing": ("Do not borrow elsewhere to pay it.", "不要为此另外借钱。"),
    "missed_so_far": ("So far {paid} has been paid. That counts.", "至今已付{paid}，都算数。"),
    "missed_ends": (
        "If the agreement ended now, {amount} would come back: {owed} would be owed.",
        "若协议现在终止，将恢复计收{amount}，共欠{owed}。",
    ),
    "missed_bank_decides": ("Whether it ends, the bank decides. Call first.", "是否终止由银行决定，请先联系。"),
    "missed_creditor_decides": (
        "Whether it ends, the creditor decides. Call first.",
        "是否终止由债权人决定，请先联系。",
    ),
    "completion_paid": ("You have paid all {count} instalments, {paid} in all.", "您已付清全部{count}期，共{paid}。"),
    "completion_nothing": ("Since {day} nothing is owed on this account.", "自{day}起，本账户不再欠款。"),
    "completion_interest": ("Of it {interest} was interest.", "其中利息{interest}。"),
    "completion_waived": ("The creditor gave up {amount} against the contract.", "债权人与原合同相比让出{amount}。"),
    "completion_keep": ("Keep this letter.", "请保存此信。"),
    "completion_confirm": (
        "Ask the creditor for its own letter that nothing is owed.",
        "请向债权人索取结清证明。",
    ),
    "completion_record": (
        "Look at your credit record in some weeks. Ask for a correction if it still shows the debt.",
        "几周后查询信用记录，若仍显示欠款，可申请更正。",
    ),
    "completion_thanks": ("Thank you. This took patience.", "感谢您的坚持。"),
    # for somebody who only helps
    "third_party": (
        "Somebody you help keeps a repayment plan. This sheet says when, and nothing else.",
        "您帮助的人正在履行还款方案。本页只列日期。",
    ),
    "third_party_dates": (
        "There are {count} due dates, from {first} to {last}.",
        "共{count}个还款日，{first}至{last}。",
    ),
    "third_party_help": (
        "What helps: a call some days before, and an open ear if money is short.",
        "有帮助的做法：提前几天提醒，钱不够时听一听。",
    ),
    "third_party_no_debt": ("You owe nothing, and nobody may ask you to pay.", "您不欠款，任何人不得要求您代还。"),
    "next_dates": ("The next due dates", "最近的还款日"),
    # columns
    "component": ("part", "项目"),
    "owed_already": ("owed already", "已欠部分"),
    "newly": ("newly accruing", "新增部分"),
    "given_up": ("given up", "让出"),
    "from": ("from", "自"),
    "until": ("to", "至"),
    "each": ("each", "每期"),
    "times": ("times", "期数"),
    "sum": ("sum", "小计"),
    "document": ("document", "材料"),
    "standing": ("standing", "状态"),
    "number": ("no.", "期"),
    "line": ("line", "项目"),
    "rule": ("rule", "规则"),
    "outcome": ("outcome", "结论"),
    "change": ("change", "改变"),
    "smallest": ("smallest that is enough", "最小的足够幅度"),
    # treatments in plain words
    "opening_collect": ("paid with the instalments", "随分期支付"),
    "opening_spread": ("an equal part in each instalment", "平均分摊到每期"),
    "opening_capitalise": ("joins the principal", "转入本金"),
    "opening_defer": ("due at the end, bears no interest", "期末支付，不计息"),
    "opening_waive": ("forgiven", "减免"),
    "accrual_run": ("runs as in the contract", "照合同计收"),
    "accrual_capitalise": ("joins the principal", "转入本金"),
    "accrual_defer": ("kept apart, due at the end", "另记，期末支付"),
    "accrual_waive": ("accrues, and is forgiven", "计收后减免"),
    "accrual_pause": ("stops", "停止计收"),
    "accrual_none": ("–", "–"),
    "yearly": ("{rate} ({year} a year)", "{rate}（年利率{year}）"),
    "rate_from": ("{rate} from {day}", "{day}起{rate}"),
    "window": ("{start} to {end}: {what}", "{start}至{end}：{what}"),
    # reasons and acts of a case
    "reason_unemployment": ("loss of work", "失业"),
    "reason_income_drop": ("lower income", "收入下降"),
    "reason_income_volatility": ("income that changes from month to month", "收入不稳定"),
    "reason_medical": ("illness", "疾病"),
    "reason_injury_leave": ("injury", "工伤休养"),
    "reason_family": ("a change in the family", "家庭变故"),
    "reason_over_indebted": ("too many debts at once", "多笔债务叠加"),
    "reason_business_failure": ("a business that closed", "经营失败"),
    "reason_cost_of_living": ("higher cost of living", "生活成本上升"),
    "reason_cash_timing": ("pay that comes after the due date", "发薪晚于还款日"),
    "reason_disaster": ("a disaster", "灾害"),
    "reason_other": ("another reason", "其他原因"),
    "reason_none_given": ("not given", "未说明"),
    "act_contact": ("contact ({count})", "主动联系{count}次"),
    "act_part_payment": ("part payments ({count})", "部分还款{count}次"),
    "act_promise_kept": ("promises kept ({count})", "履行承诺{count}次"),
    "act_document": ("documents handed in ({count})", "提交材料{count}次"),
    "act_stopped_borrowing": ("no new borrowing ({count})", "停止新增借款{count}次"),
}
