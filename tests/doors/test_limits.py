"""The limits of input are those on their page, and each is refused with itself in the message."""

import re
from pathlib import Path

import pytest

import repayplan as rp
from repayplan.cases.cases import MOST_BYTES
from repayplan.columns.files import MOST_ROWS as MOST_BATCH
from repayplan.feasibility.case import MOST_DEBTS
from repayplan.followup.booking import MOST_ROWS as MOST_BOOKED
from repayplan.household.lines import MOST_LINES, MOST_MONTHS
from repayplan.terms.shape import MOST_INSTALMENTS, MOST_ROWS
from repayplan.units.dates import FIRST_YEAR, LAST_YEAR
from repayplan.units.money import MOST_DIGITS
from repayplan.units.refusal import MOST_ENTRIES, MOST_TEXT
from tests.doors.doors import debt, small_case

DOCS = Path(__file__).parents[2] / "docs"
STATED = {
    "file of a case": [MOST_BYTES],
    "text": [MOST_TEXT],
    "entries of a list": [MOST_ENTRIES],
    "debts of a case": [MOST_DEBTS],
    "lines of a budget": [MOST_LINES],
    "months of a line": [MOST_MONTHS],
    "years": [FIRST_YEAR, LAST_YEAR],
    "digits of a number": [MOST_DIGITS],
    "instalments of a plan": [MOST_INSTALMENTS, MOST_ROWS],
    "rows of a ledger": [MOST_BOOKED],
    "rows of a Parquet batch": [MOST_BATCH],
}


def test_the_page_states_the_limits_that_hold():
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", (DOCS / "limits.md").read_text("utf-8"), re.MULTILINE)
    page = {name: [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", most)] for name, most in rows}
    for name, numbers in STATED.items():
        assert [number for number in page[name] if number != 8] == numbers, name


def case(**more):
    return lambda: rp.Case.from_dict(small_case() | more)


def household(**more):
    return case(household=small_case()["household"] | more)


def lines(count):
    return [{"name": f"line {k}", "amount": "1"} for k in range(count)]


def debts(count):
    return [{"id": str(k), "kind": "loan", "balance": {"principal": "1"}, "rate": "0%"} for k in range(count)]


def months(count):
    return {f"{2026 + k // 12}-{k % 12 + 1:02d}": "1" for k in range(count)}


@pytest.mark.parametrize(
    ("most", "wrong", "limit"),
    [
        (case(debts=debts(100)), case(debts=debts(101)), "100"),
        (household(spending=lines(500)), household(spending=lines(501)), "500"),
        (household(incomes=[{"name": "a", "by_month": months(1200)}], beyond="nothing"),
         household(incomes=[{"name": "a", "by_month": months(1201)}], beyond="nothing"), "1200"),
        (lambda: debt(creditor="x" * 10_000), lambda: debt(creditor="x" * 10_001), "10000"),
        (lambda: rp.irr(["-1", *["1"] * 9_999]), lambda: rp.irr(["-1", *["1"] * 10_000]), "10000"),
        (lambda: rp.share("9" * 30, ["1"], currency="JPY"), lambda: rp.share("9" * 31, ["1"], currency="JPY"), "30"),
        (lambda: rp.Terms(instalments=3660), lambda: rp.Terms(instalments=3661), "3660"),
        (lambda: rp.Window("1000-01-01", "8999-12-31"), lambda: rp.Window("1000-01-01", "9000-01-01"), "8999"),
        (lambda: rp.Terms(instalments=2, every=(3660, "days")), lambda: rp.Terms(instalments=2, every=(3661, "days")),
         "3660"),
    ],
    ids=["debts", "lines", "months", "text", "flows", "digits", "instalments", "years", "step"],
)  # fmt: skip
def test_a_limit_is_taken_and_one_more_is_refused(most, wrong, limit):
    most()
    with pytest.raises(rp.InputError, match=limit):
        wrong()


def test_text_that_cannot_be_written_is_refused():
    with pytest.raises(rp.InputError, match="UTF-8"):
        debt(creditor="Bank \ud83d")
    assert debt(creditor="Bank \U0001f3e6").creditor.encode()
