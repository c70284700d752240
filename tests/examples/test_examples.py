"""Every example runs as a reader would run it, and prints the figures that its text promises."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAYS = {
    "counsellor/unemployed_three_cards.py": [
        "Repayment options as of 2026-12-01",
        "400.00 × 6",  # what is there until the wage
        "1,140.76 × 53",  # 61,600 / 54 is 1,140.75, and a cent for the rounding of three debts
        "not affordable",  # on verified income alone
        "Only if the new wage arrives, from 2027-06",
        "6  2027-05-31  owed  29217.50  paid 188.50  left  29029.00",
        "7  2027-06-30  owed  29029.00  paid 537.58  left  28491.42",
    ],
    "counsellor/gig_seasonal.py": [
        "2200.00 2900.00 -2100.00 900.00",
        "1,733.33 every month: not affordable - short of cash from 2027-02",
        "own_months",
        "2200.00 800.00 0.00 900.00",  # nothing in February
        "Needs proof of: deliveries",
    ],
    "counsellor/able_not_willing.py": [
        "Best: pay_now 24630.00",
        "4 payments: 25540.63, which is 910.63 more than now",
        "none proposed",
    ],
    "counsellor/letters_to_print.py": [
        "协商单",
        "188.50×6、537.58×53、537.26×1",
        "Agreement: within; 6 contents there, 0 open",
        "8 files written",
    ],
    "counsellor/nine_creditors.py": [
        "Owed: 280000.00 to 9 creditors. Best option: None",
        "2766.67 from each month alone",
        "166000.00 from each month alone",
        "A write-down of 165699.99 is not enough",
    ],
    "counsellor/four_cards_dmp.py": [
        "Minimums: 720.00 a month; there is 550.00 once 200.00 is kept back",
        "us.debt_management_plan/interest-run/charges-spread/8%/fixed_amount: 52 payments, 28455.99 in all",
        "Card W: 206.25 a month",
        "short in 2027-01",
    ],
    "tool/dict_in_dict_out.py": [
        "best: cn.personalised_instalment/",
        "changed: rows[3].parts.interest.accrued",
        '"refused": "debts[0].rate"',
    ],
    "analyst/portfolio.py": [
        "assumed: 20 % a year",
        "willing and not able: ",
        "60 months with interest paused",
        "the least that each of them needs:",
    ],
    "analyst/thousand_accounts.py": ["accounts: 1000", "at 8 % over 60 months: "],
}
FILES = sorted(path.relative_to(ROOT / "examples").as_posix() for path in (ROOT / "examples").glob("*/*.py"))


def run(example, folder):
    """What an example prints, run by a fresh interpreter from another folder."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / example)],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_example_is_here():
    assert sorted(SAYS) == FILES


@pytest.mark.parametrize("example", SAYS)
def test_an_example_prints_what_it_promises(example, tmp_path):
    printed = run(example, tmp_path)
    for words in SAYS[example]:
        assert words in printed


def test_the_analysts_account_by_itself_is_the_row_of_the_columns(tmp_path):
    lines = run("analyst/thousand_accounts.py", tmp_path).splitlines()
    one, other = (
        next(line for line in lines if line.startswith(start)) for start in ("largest account:", "by itself:")
    )
    assert one.split(":")[1].split() == other.split(":")[1].split()


@pytest.mark.parametrize("example", [name for name in SAYS if name.startswith("counsellor/")])
def test_a_counsellors_script_is_short(example):
    assert len((ROOT / "examples" / example).read_text("utf-8").splitlines()) <= 45
