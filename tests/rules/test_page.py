"""The page of rules is what the packs say."""

import runpy
from pathlib import Path

from repayplan.rules.pack import places, read_place

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_rules_is_what_the_packs_say():
    # To write it anew: python docs/rules.py
    written = runpy.run_path(str(DOCS / "rules.py"))["page"]()
    assert (DOCS / "rules.md").read_text("utf-8") == written


def test_every_entry_stands_on_the_page_with_its_status():
    lines = (DOCS / "rules.md").read_text("utf-8").splitlines()
    for place in places():
        pack = read_place(place)
        for entry in (*pack.rules, *pack.programmes):
            rows = [line for line in lines if line.startswith(f"| `{entry.id}` |")]
            assert any(entry.status in row and entry.kind in row for row in rows), entry.id
        for preset in pack.presets:
            assert any(line.startswith(f"| `{preset.id}` |") and preset.source_status in line for line in lines)
