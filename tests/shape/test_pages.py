"""The pages: every block runs and prints what is shown, both languages agree, the reference names everything."""

import json
import re
import runpy
import tomllib
from pathlib import Path

import pytest

import repayplan

ROOT = Path(__file__).parents[2]
SHOWN = runpy.run_path(str(ROOT / "docs" / "shown.py"))
PAGES = SHOWN["pages"]()
DATA = re.compile(r"^```(toml|json)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PAIRS = sorted((ROOT / "docs").rglob("*.zh.md"))
AMOUNTS = re.compile(r"\d[\d,]*\.\d+%?|\d{1,3}(?:,\d{3})+|\d{4}-\d\d(?:-\d\d)?")
CODE = re.compile(r"`([a-z]+(?:_[a-z]+)+)`")
WRITTEN = {"treatments": "treatments.md", "findings": "findings.md", "glossary": "glossary.md", "kinds": "kinds.md"}


def named(page):
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_the_blocks_of_a_page_run_and_print_what_is_shown(page, tmp_path, monkeypatch):
    text = page.read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    assert SHOWN["filled"](text, str(page)) == text, "python docs/shown.py writes what the blocks print"


def test_an_output_that_is_not_what_the_block_prints_is_seen():
    page = "```python\nprint(1)\nprint(2)\n```\n\n```text\n{}\n```\n"
    assert SHOWN["filled"](page.format("1\n2")) == page.format("1\n2")
    assert SHOWN["filled"](page.format("1\n3")) == page.format("1\n2")
    assert SHOWN["filled"](page.format("...\n2")) == page.format("...\n2")
    assert SHOWN["filled"](page.format("...\n3")) == page.format("1\n2")


def test_data_on_pages_is_what_it_says_it_is():
    read = {"toml": tomllib.loads, "json": json.loads}
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for kind, text in DATA.findall(page.read_text("utf-8")):
            data = read[kind](text)
            if str(data.get("schema", "")).startswith("repayplan/case-"):
                assert repayplan.Case.from_dict(data).to_dict()


@pytest.mark.parametrize("page", PAIRS, ids=named)
def test_both_languages_of_a_page_have_the_same_figures_and_codes(page):
    zh, en = page.read_text("utf-8"), page.with_name(page.name.replace(".zh.md", ".md")).read_text("utf-8")
    assert sorted(CODE.findall(zh)) == sorted(CODE.findall(en))
    assert sorted(AMOUNTS.findall(zh)) == sorted(AMOUNTS.findall(en))
    assert len(re.findall(r"^#", zh, re.MULTILINE)) == len(re.findall(r"^#", en, re.MULTILINE))


@pytest.mark.parametrize("name", ["treatments", "kinds"])
def test_a_page_in_chinese_is_as_the_library_writes_it(name):
    written = runpy.run_path(str(ROOT / "docs" / f"{name}.py"))["page"]("zh")
    assert (ROOT / "docs" / f"{name}.zh.md").read_text("utf-8") == written


@pytest.mark.parametrize("name", WRITTEN)
def test_a_page_that_is_written_by_the_library_is_as_it_writes_it(name):
    written = runpy.run_path(str(ROOT / "docs" / f"{name}.py"))["page"]()
    assert (ROOT / "docs" / WRITTEN[name]).read_text("utf-8") == written


def test_the_reference_has_every_public_name():
    text = "\n".join(page.read_text("utf-8") for page in (ROOT / "docs" / "api").glob("*.md"))
    listed = {name.rsplit(".", 1)[1] for name in re.findall(r"^::: (repayplan[\w.]+)$", text, re.MULTILINE)}
    assert listed >= set(repayplan.__all__)
    assert listed >= set(repayplan.reports.__all__)
