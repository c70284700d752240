"""The balance sheet, by hand."""

from decimal import Decimal

import pytest

import repayplan as rp

CASE = {
    "schema": "repayplan/case-1", "as_of": "2026-12-01", "currency": "SGD",
    "fx": [{"from": "SGD", "to": "CNY", "rate": "5.40", "on": "2026-12-01"}],
    "household": {
        "cash": "500", "members": ["A", "B"], "beyond": "repeat_last",
        "incomes": [
            {"name": "wage", "amount": "2100", "evidence": "verified", "category": "earnings"},
            {"name": "bonus", "amount": "600", "every": "once", "start": "2027-03", "evidence": "expected"},
        ],
        "spending": [
            {"name": "rent", "amount": "780", "category": "home_and_contents"},
            {"name": "child support", "amount": "220", "kind": "priority"},
            {"name": "phone", "amount": "100", "kind": "flexible", "category": "communications_and_leisure"},
        ],
        "assets": [
            {"name": "savings", "kind": "savings", "value": "900", "use": "400"},
            {"name": "car", "kind": "vehicle", "value": "5000", "brings": "3500", "usable": False},
            {"name": "gold"},
        ],
    },
    "debts": [
        {"id": "S", "creditor": "Bank 1", "kind": "credit_card", "rate": "0%",
         "balance": {"principal": "6000", "fees": "100"}},
        {"id": "C", "creditor": "Bank 2", "kind": "credit_card", "rate": "0%", "currency": "CNY",
         "balance": {"principal": "32000", "interest": "1500", "penalty": "500"}},
        {"id": "R", "creditor": "Bank 1", "kind": "rent_arrears", "rate": "0%", "flags": ["priority"],
         "arrears": "50", "balance": {"principal": "50"}},
    ],
}  # fmt: skip


@pytest.fixture
def sheet():
    return rp.Case.from_dict(CASE).balance_sheet()


def test_what_there_is(sheet):
    assert (sheet.cash, sheet.total_assets, sheet.may_be_used) == (500, 6400, 900)
    assert [(a.name, a.value, a.brings, a.may_use) for a in sheet.assets] == [
        ("savings", 900, 900, 400), ("car", 5000, 3500, 0), ("gold", None, None, 0),
    ]  # fmt: skip
    assert [f.code for f in sheet.findings] == ["asset_value_unknown"]


def test_what_is_owed_in_one_currency_at_the_dated_rate(sheet):
    # 34,000 / 5.40 = 6,296.2963
    assert [debt.debt for debt in sheet.debts] == ["R", "S", "C"]  # what has priority first
    assert [debt.owed for debt in sheet.debts] == [50, 6100, Decimal("6296.30")]
    assert sheet.total_owed == Decimal("12446.30")
    assert sheet.owed_by("kind") == {"rent_arrears": 50, "credit_card": Decimal("12396.30")}
    assert sheet.owed_by("creditor") == {"Bank 1": 6150, "Bank 2": Decimal("6296.30")}
    assert sum(sheet.owed_by("component").values()) == sheet.total_owed
    for debt in sheet.debts:
        assert sum(debt.parts.values()) == debt.owed
    assert sheet.net_worth == 6400 - sheet.total_owed
    assert sheet.debts[0].arrears == 50


def test_what_comes_and_goes_in_a_month(sheet):
    # 12 x 2,100 + 600 = 25,800 a year: 2,150 a month
    assert (sheet.income_a_month, sheet.spending_a_month, sheet.surplus_a_month) == (2150, 1100, 1050)
    assert sheet.spending_by("kind") == {"essential": 780, "priority": 220, "flexible": 100}
    assert sheet.spending_by("category") == {"home_and_contents": 780, "": 220, "communications_and_leisure": 100}
    assert sheet.months_of_income() == Decimal("5.79")  # 12,446.30 / 2,150 = 5.78898
    assert sheet.months_of_income("4200") == Decimal("2.96")
    assert sheet.months_of_income("0") is None


@pytest.mark.parametrize(
    ("cash", "lasts"),
    [("0", "0.0"), ("99.99", "0.0"), ("100", "0.1"), ("500", "0.5"), ("999.99", "0.9"), ("1000", "1.0"),
     ("2550", "2.5"), ("120000", None), ("119999", "119.9")],
)  # fmt: skip
def test_how_long_cash_lasts_on_what_cannot_be_cut(cash, lasts):
    document = CASE | {"household": CASE["household"] | {"cash": cash}}
    found = rp.Case.from_dict(document).balance_sheet().cash_lasts
    assert found == (None if lasts is None else Decimal(lasts))


def test_when_cash_runs_out_on_each_ledger():
    sheet = rp.sample("unemployed-three-cards").balance_sheet()
    # Verified: 1,200 less 600 a month is 600, 0, -600 (figures by hand in tests/golden).
    assert sheet.runs_out == {"declared": None, "verified": "2027-02"}
    assert sheet.cash_lasts == Decimal("0.4")  # 1,200 of 2,560


def test_no_essentials_and_no_debts():
    home = rp.Household(currency="CNY", cash="5")
    sheet = rp.Case(as_of="2026-12-01", currency="CNY", household=home).balance_sheet()
    assert (sheet.cash_lasts, sheet.total_owed, sheet.net_worth, sheet.months_of_income()) == (None, 0, 5, None)
    assert sheet.text("zh")


def test_it_shows_itself_in_both_languages_and_as_plain_data(sheet):
    for language, words in (
        ("en", ("Balance sheet", "credit card", "6,296.30")),
        ("zh", ("资产负债表", "信用卡", "12,446.30")),
    ):
        assert all(word in sheet.text(language) for word in words)
        assert all(word in sheet.html(language) for word in words)
    document = sheet.to_dict()
    assert document["net_worth"] == "-6046.30"
    assert document["owed_by_kind"] == {"rent_arrears": "50.00", "credit_card": "12396.30"}


def test_what_is_refused(sheet):
    for call, path in ((lambda: sheet.owed_by("bank"), "what"), (lambda: sheet.spending_by("owner"), "what"),
                       (lambda: sheet.months_of_income("-1"), "income")):  # fmt: skip
        with pytest.raises(rp.InputError) as caught:
            call()
        assert caught.value.path == path


def test_a_currency_is_never_added_to_another():
    with pytest.raises(rp.InputError, match="dated rate"):
        rp.Case.from_dict(CASE | {"fx": []})
