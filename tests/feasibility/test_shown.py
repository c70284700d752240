"""What verdicts, sizings and stress show of themselves, in both languages: a surplus of 100 a month, by hand."""

import pytest

import repayplan as rp
from repayplan.feasibility.tables import feasibility_columns
from tests.options.building import case, debt

HOME = rp.Household(
    currency="CNY", cash="50", keep_back="0", reserve="20",
    incomes=[rp.Income("wage", "900", evidence="verified"), rp.Income("gig", "100")],
    spending=[rp.Spending("rent", "600"), rp.Spending("food", "300", kind="flexible")],
)  # fmt: skip
OWED = rp.Debt(
    id="A", creditor="Bank A", principal="240", rate="0%", minimum="100", day_count="equal-periods", currency="CNY"
)
PLAN = rp.schedule(OWED, rp.Terms(instalments=2, first_due="2026-12-31"), as_of="2026-12-01")
JUDGED = rp.judge([PLAN], HOME)
CASE = case(debt(principal="240", minimum="100", days_past_due=40), cash="50", reserve="20")

SHOWN = {
    ("JUDGED", "en"): """
Can it be kept? (CNY)

                                    declared           verified
----------------------------------  -----------------  ------------------
verdict                             not affordable     not affordable
least margin                        -20.00 in 2026-12  -120.00 in 2026-12
first short of the month's surplus  20.00 in 2026-12   120.00 in 2026-12
first short of cash                 10.00 in 2027-01   90.00 in 2026-12
income that would just pay          1,020.00           1,020.00
may be missing in any one month     –                  –
may be missing in every month       –                  –
used of the cash at the start       40.00              240.00

Look at the plan again by 2027-12-01.
""",
    ("JUDGED", "zh"): """
做得到吗？ (CNY)

                  按申报           按核实
----------------  ---------------  ----------------
结论              负担不起         负担不起
最低余量          2026-12：-20.00  2026-12：-120.00
最先超过当月结余  2026-12：20.00   2026-12：120.00
最先短缺现金      2027-01：10.00   2026-12：90.00
恰好够的收入      1,020.00         1,020.00
任何一个月可少    –                –
每个月都可少      –                –
动用的起始现金    40.00            240.00

请在2027-12-01前重新检视方案。
""",
    ('JUDGED.sensitivity(months=1, income="50")', "en"): """
What small changes do (CNY)

change                     payment  in all  ends        declared        verified        least margin
-------------------------  -------  ------  ----------  --------------  --------------  ------------
as it is                    120.00  240.00  2027-01-31  not affordable  not affordable        -20.00
months more: 1               80.00  240.00  2027-02-28  comfortable     not affordable         20.00
income less by 50.00 a      120.00  240.00  2027-01-31  not affordable  not affordable        -70.00
month
rate up by 1% a year        120.16  240.30  2027-01-31  not affordable  not affordable        -20.16
""",
    ('JUDGED.sensitivity(months=1, income="50")', "zh"): """
小变化的影响 (CNY)

变化             还款  共支付  结束        按申报    按核实    最低余量
-------------  ------  ------  ----------  --------  --------  --------
现状           120.00  240.00  2027-01-31  负担不起  负担不起    -20.00
多1期           80.00  240.00  2027-02-28  从容      负担不起     20.00
月收入少50.00  120.00  240.00  2027-01-31  负担不起  负担不起    -70.00
年利率高1%     120.16  240.30  2027-01-31  负担不起  负担不起    -20.16
""",
    ('rp.size(HOME, "2026-12", 3)', "en"): """
The most a month: level, declared (CNY)

month               payment
------------------  -------
2026-12 to 2027-02   110.00
total                330.00

No more, because of 2027-02.

No fall of income and no cost was stated; one of either could break it.
""",
    ('rp.size(HOME, "2026-12", 3)', "zh"): """
每月最多：等额，按申报（CNY）

月份                还款
----------------  ------
2026-12至2027-02  110.00
合计              330.00

不能更多，原因在2027-02。

未设收入下降或意外支出，遇到任何一项都可能还不上。
""",
    ("CASE.balance_sheet()", "en"): """
Balance sheet of 2026-12-01 (CNY)
=================================

What there is

asset         kind  worth  would bring  may be used
------------  ----  -----  -----------  -----------
cash at hand        50.00        50.00        50.00
total               50.00                     50.00

What is owed

debt   creditor  kind         marks  arrears    owed
-----  --------  -----------  -----  -------  ------
A      A         credit card         unknown  240.00
total                                         240.00

Owed, by kind

kind           owed
-----------  ------
credit card  240.00

A month, over the next twelve on average

line          kind       category   a month
------------  ---------  --------  --------
wage          verified             1,000.00
all income                         1,000.00
all           essential              900.00
all spending                         900.00
surplus                              100.00

What it comes to
----------------------------------------------------------  -----------------
net worth: what there is less what is owed                            -190.00
months that cash lasts on essentials alone, without income                  0
cash runs out, declared, if no debt is paid                 not within a year
cash runs out, verified, if no debt is paid                 not within a year
owed, in months of income                                                0.24
""",
    ("CASE.balance_sheet()", "zh"): """
资产负债表（2026-12-01，CNY）
=============================

资产

资产      类别   价值  变现可得  可动用
--------  ----  -----  --------  ------
手头现金        50.00     50.00   50.00
合计            50.00             50.00

欠款

债务  债权人  类别    标记  到期未付    欠款
----  ------  ------  ----  --------  ------
A     A       信用卡            未知  240.00
合计                                  240.00

按类别的欠款

类别      欠款
------  ------
信用卡  240.00

未来十二个月的月均收支

项目      类别    分类      每月
--------  ------  ----  --------
wage      已核实        1,000.00
收入合计                1,000.00
all       必需            900.00
支出合计                  900.00
结余                      100.00

概览
--------------------------------------  ----------
净资产（资产减欠款）                       -190.00
无收入时现金可支撑必需开支的月数                 0
不还任何债时现金用完的月份（自行申报）  一年内不会
不还任何债时现金用完的月份（已核实）    一年内不会
欠款相当于几个月收入                          0.24
""",
    ("CASE.assess()", "en"): """
What is owed (CNY)

debt  creditor  stage  days past due    owed
----  --------  -----  -------------  ------
A     A         M2                40  240.00

Each of the next twelve months covers what the contracts ask.

Nothing shows yet whether the customer is willing (0 acts). Ask.

The sum past due on debt A is not known, so its minimum payment leaves that part out.

No new spending on the accounts is assumed.
""",
    ("CASE.assess()", "zh"): """
欠款 (CNY)

债务  债权人  阶段  逾期天数    欠款
----  ------  ----  --------  ------
A     A       M2          40  240.00

未来十二个月，每个月都够支付合同要求的金额。

尚不清楚客户是否愿意（0项行为）。请询问。

债务A的逾期金额未知，其最低还款额未计入这一部分。

假定账户上没有新的消费。
""",
    ("CASE", "en"): """
What is owed (2026-12-01)

debt  creditor  principal   total
----  --------  ---------  ------
A     A            240.00  240.00

CNY

kind      line    amount  evidence or kind
--------  ----  --------  ----------------
income    wage  1,000.00  verified
spending  all     900.00  essential
""",
    ("CASE", "zh"): """
欠款 (2026-12-01)

债务  债权人    本金    合计
----  ------  ------  ------
A     A       240.00  240.00

CNY

类别  项目      金额  依据或类别
----  ----  --------  ----------
收入  wage  1,000.00  已核实
支出  all     900.00  必需
""",
}


@pytest.mark.parametrize(("call", "language"), SHOWN)
def test_what_is_shown(call, language):
    found = eval(call, globals())
    text = "\n".join(line.rstrip() for line in found.text(language).splitlines())
    assert text == SHOWN[call, language].strip("\n")
    assert found.html(language).count("<table") == sum(set(line) == {"-", " "} for line in text.splitlines())


def test_several_debts_have_a_total_and_lines_their_own_times():
    many = case(
        debt(principal="240"), debt("B", "60"), cash="50",
        incomes=[{"name": "wage", "amount": "100", "every": "week", "start": "2026-12-01"},
                 {"name": "gig", "by_month": {"2026-12": "30", "2027-01": "70", "2027-02": "50"}}],
        beyond="repeat_last",
    )  # fmt: skip
    shown = many.text()
    assert "100.00 / week" in shown and "30.00 – 70.00" in shown
    assert [line.split() for line in many.assess().text().splitlines() if line.startswith("total")] == [
        ["total", "300.00"]
    ]


def test_a_judgement_as_columns_by_month():
    columns = feasibility_columns(JUDGED)
    assert columns["month"] == ["2026-12", "2027-01"]
    plain = {name: [str(value) for value in column] for name, column in columns.items() if name != "month"}
    assert plain["surplus_declared"] == ["100.00", "100.00"] and plain["surplus_verified"] == ["0.00", "0.00"]
