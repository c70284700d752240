"""Every figure of a document, changed by the least that it can change: found, or known to be what nothing depends on.

The ordinary run changes some of them, always the same; ``HYPOTHESIS_PROFILE=deep`` changes each one, of menus every
13th; ``python -m tests.proof.figures`` changes all of them and prints what is found.
"""

import os
import re
import sys
from pathlib import Path

import pytest

import repayplan as rp
from tests.proof.figures import figures, nudged, swept
from tests.proof.golden_documents import DOCUMENTS, menus, published, replanned

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
LEAST = 0.98

# What a document cannot know, by the pattern of its path, with the reason.
UNKNOWN = {
    r"days_past_due|arrears|credit_limit|contractual_payment|instalments_left|priority_instalment|cash_advance|due_day"
    r"|debt\.(minimum|late_fee)\.|instalments_due": "stated of the debt; no figure of a plan follows from it",
    r"conventions\.(larger_last|unit|smoothing)": "how a sum was solved, or when a remark is made",
    r"treatment\.interest\.accrual\.#\.(start|end)": "a window's days: what becomes of each step stands in its row",
    r"rate\.#\.from|balances\.#\.(until|then)": "the day of a rate's change: each step has its own rate",
    r"shape\.(weights|steps|first|amortised_over|asked|stays)": "how a level sum was weighed: rows have what they ask",
    r"terms\.(every|write_down|fee_per_instalment|down_payment|first_due)": "a plan that does not come to it",
    r"calendar\.": "a holiday on which nothing falls due",
    r"given\.#": "a sum that no instalment came to: the debt was cleared before",
    r"findings|why|assumptions|decided_by": "a remark about the figures; the figures themselves are checked",
    r"changes\.|seed_day|within|booked|overdue|originals": "what was changed: the rows have what came of it",
    r"asking\.|space\.|checked_on|review_on": "what was asked or looked through, or when a source was read",
    r"break_even_income|one_off_fall|lasting_fall|payment_to_": "found by a search, or a rounded share",
    r"owed_after_12_months|totals\.forgone|last_due|instalment$": "a plan whose rows are not in the document",
    r"debt\.balances": "a card's balance whose interest is nothing, or one of its own terms",
    r"case\.(debts|acts|limits|household\.assets|reason|fx)": "stated in the case; no option in the menu rests on it",
    r"household\.(incomes|spending)\.": "a month that nothing looks at",
    r"certificate\..*(at_once|payments|plans|plan)": "after the month that is short, or of an outline",
    r"running|grace|until|payments\.#|reversed_on": "a limit that no day of this ledger comes near",
    r"bearing|steps\.#\.(rate|share|days)|denominator": "an amount that bears nothing, or so little that no cent moves",
    r"rows\.#\.(year|counted)": "a row in which nothing accrues by the year",
}


def reason(pattern):
    return next((why for known, why in UNKNOWN.items() if re.search(known, pattern)), None)


def held(document, every):
    total, missed = swept(document, every)
    assert [pattern for pattern in missed if not reason(pattern)] == []
    return total, sum(missed.values())


@pytest.mark.parametrize("kind", ["plan", "ledger"])
def test_a_changed_figure_is_found(kind):
    total = missed = 0
    for name in DOCUMENTS:
        if name.startswith(kind):
            document = DOCUMENTS[name]()
            assert rp.verify(document) == []
            changed, lost = held(document, 1 if DEEP else 11)
            total, missed = total + changed, missed + lost
    assert missed <= (1 - LEAST) * total, f"{missed} of {total}"


@pytest.mark.parametrize("name", list(menus())[: None if DEEP else 1])
def test_a_changed_figure_of_a_menu_is_found(name):
    document = menus()[name]()
    total, missed = held(document, 13 if DEEP else 211)
    assert missed <= max(2, (1 - LEAST) * total), f"{missed} of {total}"


def test_a_change_is_the_least_that_a_figure_can_change():
    changes = {"12.00": "12.01", "-0.01": "0.00", "9": "10", "14/365": "15/365", "0.05%/day": "0.06%/day", 3: 4,
               "2026-12-31": "2027-01-01", "2026-12": "2026-01", "A": None, True: None}  # fmt: skip
    assert {value: nudged(value) for value in changes} == changes
    assert [path for path, _, _ in figures({"a": [{"b": "1"}, "x"], "c": 2})] == [("a", 0, "b"), ("c",)]


def test_published_plans_hold():
    for plan in published() if DEEP else published()[:3]:
        assert rp.verify(plan.to_dict()) == []


def test_a_plan_made_anew_after_payments_holds():
    assert [rp.verify(plan.to_dict()) for plan in replanned().plans.values()] == [[]] * 4


def lines():
    """The lines of the checker: code, docstrings and comments."""
    files = Path(rp.__file__).parent.joinpath("proof").glob("*.py")
    return [line for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize(("page", "words"), [("integrators.md", "{} lines"), ("integrators.zh.md", "{} 行")])
def test_the_pages_say_how_long_the_checker_is_and_what_it_finds(page, words):
    text = Path(__file__).parents[2].joinpath("docs", page).read_text("utf-8")
    assert words.format(len(lines())) in text and f"{round(100 * LEAST)} %" in text


def test_the_checker_imports_the_standard_library_alone():
    ours = [line for line in lines() if re.match(r"\s*(from|import) ", line) and "repayplan.proof" not in line]
    names = {line.split()[1].partition(".")[0] for line in ours}
    assert names <= set(sys.stdlib_module_names) | {"__future__"}
