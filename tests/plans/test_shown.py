"""What plans show of themselves, in both languages: a debt of 300 at one per cent a month, by hand."""

import pytest

import repayplan as rp

CARD = rp.Debt(
    id="A", creditor="Bank A", kind="credit_card", principal="300", rate="12%", minimum="100", currency="CNY",
    day_count="equal-periods", late_fee={"share": "5%", "floor": "10"},
)  # fmt: skip
PLAN = rp.schedule(
    CARD, rp.Terms(instalments=3, first_due="2026-12-31", treatment={"interest": "waive"}), as_of="2026-11-30"
)

SHOWN = {
    ("PLAN", "en"): """
Plan of debt A, Bank A (CNY)

   due         opening  accrued  payment  to principal  waived  closing
-  ----------  -------  -------  -------  ------------  ------  -------
1  2026-12-31   300.00     3.00   100.00        100.00    3.00   200.00
2  2027-01-31   200.00     2.00   100.00        100.00    2.00   100.00
3  2027-02-28   100.00     1.00   100.00        100.00    1.00     0.00
""",
    ("PLAN", "zh"): """
债务A（Bank A）的还款计划（CNY）

   还款日        期初  新增    还款  还本金  减免    期末
-  ----------  ------  ----  ------  ------  ----  ------
1  2026-12-31  300.00  3.00  100.00  100.00  3.00  200.00
2  2027-01-31  200.00  2.00  100.00  100.00  2.00  100.00
3  2027-02-28  100.00  1.00  100.00  100.00  1.00    0.00
""",
    ("PLAN.cliff()", "en"): """
Debt A: what is owed if one missed instalment ends the agreement (CNY)

kept  due           paid      owed if it      owed if it  comes back    owed without        saved by
                                  stands            ends                          it          trying
----  ----------  ------  --------------  --------------  ----------  --------------  --------------
   1  2026-12-31  100.00          200.00          213.00       13.00          313.00            0.00
   2  2027-01-31  200.00          100.00          125.13       25.13          326.00            0.87
   3  2027-02-28  300.00            0.00            0.00        0.00          339.00           39.00

If the agreement on debt A ends after 2 instalments, 25.13 comes back: 125.13 is then owed.

Having tried leaves debt A smaller than doing nothing once 2 instalments are kept.
""",
    ("PLAN.cliff()", "zh"): """
债务A：若一期未付即终止协议，所欠金额（CNY）

已履行期数  还款日        已付  协议有效时欠  协议终止时欠  恢复计收  未协议时欠  因履行而少欠
----------  ----------  ------  ------------  ------------  --------  ----------  ------------
         1  2026-12-31  100.00        200.00        213.00     13.00      313.00          0.00
         2  2027-01-31  200.00        100.00        125.13     25.13      326.00          0.87
         3  2027-02-28  300.00          0.00          0.00      0.00      339.00         39.00

债务A的协议若在2期后终止，恢复计收25.13，共欠125.13。

履行2期之后，即使协议终止，债务A也比什么都不做时少。
""",
    ('rp.forecast(CARD, as_of="2026-11-30")', "en"): """
Debt A if nothing is paid (CNY)

months  due         days past due  stage    owed  accrued
------  ----------  -------------  -----  ------  -------
     1  2026-12-31              0  M0     313.00    13.00
     3  2027-02-28             59  M2     339.00    39.00
     6  2027-05-31            151  M6     378.00    78.00
    12  2027-11-30            334  M6+    456.00   156.00

At the contract's payment (CNY)

                            amount
--------------------------  ------
payment                     100.00
months until it is cleared       4
in all                      306.14
of it interest               2.01%
""",
    ('rp.forecast(CARD, as_of="2026-11-30")', "zh"): """
债务A：不还款时（CNY）

月数  还款日      逾期天数  阶段    欠款    新增
----  ----------  --------  ----  ------  ------
   1  2026-12-31         0  M0    313.00   13.00
   3  2027-02-28        59  M2    339.00   39.00
   6  2027-05-31       151  M6    378.00   78.00
  12  2027-11-30       334  M6+   456.00  156.00

按合同付款时（CNY）

                金额
------------  ------
还款          100.00
还清所需月数       4
共支付        306.14
其中利息占     2.01%
""",
}


@pytest.mark.parametrize(("call", "language"), SHOWN)
def test_what_is_shown(call, language):
    found = eval(call, globals())
    text = "\n".join(line.rstrip() for line in found.text(language).splitlines())
    assert text == SHOWN[call, language].strip("\n")
    assert found.html(language).count("<table") == sum(set(line) == {"-", " "} for line in text.splitlines())
