"""Published figures that ship: every printed value, on this machine, and the page that lists them."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import repayplan as rp
from repayplan.cases.golden import CHECKS, differing, golden_cases, golden_plan
from repayplan.terms.named_sets import NAMED

ROOT = Path(__file__).parents[2]
CASES = golden_cases()
KEPT = [case for case in CASES if "left_out" not in case]
LEFT = [case for case in CASES if "left_out" in case]
PLANS = [case for case in KEPT if case.get("check") == "schedule"]


def named(case):
    return case["id"]


@pytest.mark.parametrize("case", KEPT, ids=named)
def test_every_value_that_a_source_prints(case):
    assert differing(case) == []


@pytest.mark.parametrize("case", PLANS, ids=named)
def test_its_document_reads_back_and_holds(case):
    plan = golden_plan(case["inputs"])
    document = plan.to_dict()
    assert rp.verify(document) == []
    assert rp.Plan.from_dict(document).to_dict() == document


def test_cases_say_where_they_stand_and_each_once():
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert all(case["source"] and case["citation"] and case["kind"] for case in CASES)
    assert all(case.get("check", case["kind"]) in CHECKS and case["prints"] for case in KEPT)
    assert all(case["reason"] and "prints" not in case for case in LEFT)


def test_a_changed_figure_is_found():
    case = next(case for case in KEPT if case["prints"].get("rows"))
    wrong = {**case, "prints": {**case["prints"], "instalment": "1.00"}}
    assert [line.split(":")[0] for line in differing(wrong)] == ["instalment"]
    assert differing({**case, "inputs": {**case["inputs"], "rate": "much"}})[0].startswith("no answer")


def test_every_named_set_that_can_be_is_behind_a_published_case():
    used = {case["inputs"].get("conventions") for case in KEPT if isinstance(case["inputs"].get("conventions"), str)}
    # The engine's set has its own schedules: tests/plans/test_fineract.py.
    assert used == set(NAMED) - {"fineract-2026-06"}


def test_the_command_prints_each_source_and_says_that_all_agree():
    done = subprocess.run([sys.executable, "-m", "repayplan"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(case["source"] in done.stdout for case in KEPT)
    assert f"{len(KEPT)} of {len(KEPT)} matched" in done.stdout


def test_the_accuracy_page_is_up_to_date():
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "docs" / "accuracy.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.PAGE.read_text("utf-8") == script.page(), "run: python docs/accuracy.py"
