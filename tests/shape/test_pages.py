"""The pages: every Python block runs, and the reference names every public name."""

import re
import runpy
from pathlib import Path

import pytest

import repayplan

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
PAGES = [
    page
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if BLOCK.search(page.read_text("utf-8"))
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_blocks_of_a_page_run_one_after_another(page, capsys):
    names = {}
    for block in BLOCK.findall(page.read_text("utf-8")):
        exec(compile(block, str(page), "exec"), names)
    assert capsys.readouterr().out.strip()


def test_the_reference_has_every_public_name():
    text = "\n".join(page.read_text("utf-8") for page in (ROOT / "docs" / "api").glob("*.md"))
    listed = {name.rsplit(".", 1)[1] for name in re.findall(r"^::: (repayplan[\w.]+)$", text, re.MULTILINE)}
    assert listed >= set(repayplan.__all__)


def test_the_page_of_treatments_is_what_the_library_works_out():
    written = runpy.run_path(str(ROOT / "docs" / "treatments.py"))["page"]()
    assert (ROOT / "docs" / "treatments.md").read_text("utf-8") == written


def test_the_page_of_plan_kinds_is_what_the_library_and_its_rules_say():
    written = runpy.run_path(str(ROOT / "docs" / "kinds.py"))["page"]()
    assert (ROOT / "docs" / "kinds.md").read_text("utf-8") == written
