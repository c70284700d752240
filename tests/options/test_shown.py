"""What menus and what is made of them show, in both languages: 300 without interest, a surplus of 100 a month."""

import pytest

import repayplan as rp
from tests.options.building import case, debt

CASE = case(debt(principal="200", minimum="50"), debt("B", "100", minimum="25"))
MENU = rp.advise(CASE)

SHOWN = {
    ("MENU.offers()", "en"): """
100.00 CNY a month, offered to all creditors

debt  creditor    owed  share  offer a month  how
----  --------  ------  -----  -------------  -----
A     A         200.00  66.7%          66.67  share
B     B         100.00  33.3%          33.33  share
""",
    ("MENU.offers()", "zh"): """
每月100.00（CNY）分配给全部债权人

债务  债权人    欠款   比例  每月提出  依据
----  ------  ------  -----  --------  ------
A     A       200.00  66.7%     66.67  按比例
B     B       100.00  33.3%     33.33  按比例
""",
    ("MENU.frontier()", "en"): """
Choices that no other beats for both sides

option       least margin  of surplus  months  worth today    cash in 12      interest   term longer
                                                                  months      given up            by
-----------  ------------  ----------  ------  -----------  ------------  ------------  ------------
contract             0.00        100%       3      unknown        300.00          0.00             0
rate, own
months
contract            25.00         75%       4      unknown        300.00          0.00             1

1 more are no better for either side

Against the first: more (+) or less (-)

option    household pays  months  least margin          worth to        cash in 12    creditors give
                                                       creditors            months                up
--------  --------------  ------  ------------  ----------------  ----------------  ----------------
contract            0.00      +1        +25.00           unknown              0.00              0.00

No rate was stated, so present values are unknown and left out of the comparison.

A randomised trial with US card debt: stopped interest helped people repay; a longer term alone did
not. Source: Dobbie and Song, Targeted Debt Relief (abstract).
""",
    ("MENU.frontier()", "zh"): """
对双方而言没有更优者的选择

方案                        最低余量  占结余  期数  现值  12个月内收到  让出利息  期限延长
--------------------------  --------  ------  ----  ----  ------------  --------  --------
按合同利率、按家庭各月结余      0.00    100%     3  未知        300.00      0.00         0
按原合同                       25.00     75%     4  未知        300.00      0.00         1

另有1个对双方都不更优

与首选相比：多（+）或少（-）

方案      家庭支付  期数  最低余量  债权人现值  12个月内收到  债权人让出
--------  --------  ----  --------  ----------  ------------  ----------
按原合同      0.00    +1    +25.00        未知          0.00        0.00

未给出利率，现值未知，不参与比较。

美国信用卡债务的随机试验：停止计息有助于还款，仅延长期限则没有作用。来源：Dobbie and Song, Targeted
Debt Relief (abstract)。
""",
    ("MENU.pay_off()", "en"): """
What each order of paying off costs (CNY)

order             months  in all  interest  more than the best
----------------  ------  ------  --------  ------------------
highest rate           3  300.00      0.00                0.00
smallest balance       3  300.00      0.00                0.00
by balance             3  300.00      0.00                0.00

When each debt is paid off

order             A           B
----------------  ----------  ----------
highest rate      2027-02-28  2027-01-31
smallest balance  2027-02-28  2027-01-31
by balance        2027-02-28  2027-02-28

No new spending on the accounts is assumed.

Paying one debt first is for a household that can meet every minimum. A negotiated plan gives each
creditor its fair share instead.
""",
    ("MENU.pay_off()", "zh"): """
各种还款顺序的代价（CNY）

顺序          期数  共支付  利息  比最省的多
------------  ----  ------  ----  ----------
利率高的先还     3  300.00  0.00        0.00
欠款少的先还     3  300.00  0.00        0.00
按欠款比例       3  300.00  0.00        0.00

各笔债务还清的日期

顺序          A           B
------------  ----------  ----------
利率高的先还  2027-02-28  2027-01-31
欠款少的先还  2027-02-28  2027-01-31
按欠款比例    2027-02-28  2027-02-28

假定账户上没有新的消费。

先还某一笔只适合付得起全部最低额的家庭。协商的方案则让每家债权人按比例得到还款。
""",
    ("MENU.refusals()", "en"): """
If a creditor refuses and asks what its contract asks

refuses  verdict      first short of      first short of the  left for the        the others have
                      cash                month's surplus     others              less
-------  -----------  ------------------  ------------------  ------------------  ------------------
nobody   comfortable                                          100.00              0.00
A        comfortable                                          50.00               -16.67
B        comfortable                                          75.00               -8.33

No refusal breaks the plans.

A creditor that refuses is taken to be paid what its contract asks, over 3 months.
""",
    ("MENU.refusals()", "zh"): """
若某债权人拒绝并按原合同要求

拒绝者  结论  最先短缺现金  最先超过当月结余  留给其他债权人  其他债权人减少
------  ----  ------------  ----------------  --------------  --------------
无      从容                                  100.00          0.00
A       从容                                  50.00           -16.67
B       从容                                  75.00           -8.33

任何拒绝都不会使计划无法履行。

拒绝的债权人按原合同要求计算，共3个月。
""",
    ('MENU.survival("10%")', "en"): """
What may be expected if 10% of plans fail each month

option                     expected  in all  kept to the end
-------------------------  --------  ------  ---------------
contract rate, own months    243.90  300.00            72.9%
contract rate, step up       243.90  300.00           65.61%
contract                     232.13  300.00           65.61%

Stated by the user and not calibrated: hazard. No public figures fit a household like this.
""",
    ('MENU.survival("10%")', "zh"): """
若每月有10%的计划中止，可预期的金额

方案                        预期收到  共支付  履行到底
--------------------------  --------  ------  --------
按合同利率、按家庭各月结余    243.90  300.00     72.9%
按合同利率、先少后多          243.90  300.00    65.61%
按原合同                      232.13  300.00    65.61%

由使用者给出、未经校准：中止率。没有适用于此类家庭的公开数据。
""",
    ('MENU.creditor_side(rate="0%")', "en"): """
What it is worth to each creditor today

option          owed  gives up      if it is          with  doing nothing  settling now  selling now
                                        kept    re-default
------------  ------  --------  ------------  ------------  -------------  ------------  -----------
contract      300.00      0.00        300.00       unknown        unknown       unknown      unknown
rate, own
months
contract      300.00      0.00        300.00       unknown        unknown       unknown      unknown
contract      300.00      0.00        300.00       unknown        unknown       unknown      unknown
rate, step
up

Not stated, so unknown: self cure, redefault, recovery, sale, settlement. Figures that rest on it
are left open.

What is paid later is discounted to today at the stated rate: 0%.
""",
    ('MENU.creditor_side(rate="0%")', "zh"): """
对各债权人的现值

方案                          欠款  让出  全部履行时  计入再违约  什么都不做  现在结清  现在转让
--------------------------  ------  ----  ----------  ----------  ----------  --------  --------
按合同利率、按家庭各月结余  300.00  0.00      300.00        未知        未知      未知      未知
按原合同                    300.00  0.00      300.00        未知        未知      未知      未知
按合同利率、先少后多        300.00  0.00      300.00        未知        未知      未知      未知

未给出，故未知：自行恢复还款、再违约、回收、转让、一次性结清。依赖它的数字留空。

以后支付的金额，按给定的利率0%折算到今天。
""",
}


@pytest.mark.parametrize(("call", "language"), SHOWN)
def test_what_is_shown(call, language):
    found = eval(call, globals())
    text = "\n".join(line.rstrip() for line in found.text(language).splitlines())
    assert text == SHOWN[call, language].strip("\n")
    assert found.html(language).count("<table") == sum(set(line) == {"-", " "} for line in text.splitlines())
