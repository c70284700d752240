"""The data dictionary is what the functions say and hand back."""

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_columns_is_what_the_functions_say():
    pytest.importorskip("pyarrow")
    pytest.importorskip("narwhals")
    # To write it anew: python docs/columns.py
    written = runpy.run_path(str(DOCS / "columns.py"))["page"]()
    assert (DOCS / "columns.md").read_text("utf-8") == written
