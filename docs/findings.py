"""Write the registry of finding codes: ``python docs/findings.py``."""

from pathlib import Path

from repayplan.units.findings import CODES
from repayplan.words.sentences import SENTENCES

PAGE = Path(__file__).parent / "findings.md"
HEAD = """# Finding codes

Every reason and every refusal of a plan is a `Finding`: a code, its numbers, and the rule behind it. Codes and the
names of their numbers are stable: they are added, never renamed or given another meaning, until 1.0 and after it. The
sentences may be reworded; do not parse them. `{amount}` stands for a number of that name.

This page is written by `docs/findings.py` from the registry, and a test keeps it so.

| code | numbers | en | 中文 |
|---|---|---|---|
"""


def cell(text):
    """A text as a cell: its bars and angles escaped."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def page():
    """The registry as a table."""
    rows = [
        f"| `{code}` | {', '.join(f'`{name}`' for name in CODES[code])} | {cell(en)} | {cell(zh)} |"
        for code, (en, zh) in ((code, SENTENCES[code]) for code in CODES)
    ]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
