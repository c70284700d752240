"""What the Python blocks of a page print: ``python docs/shown.py`` writes it into the ``text`` block below each.

A ``python`` block with a ``text`` block right below it shows its output; a line ``...`` there stands for any lines. The
blocks of a page run one after another. A test keeps every page so.
"""

import contextlib
import doctest
import io
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(
    r"^```python\n(?P<code>.*?)^```\n(?P<below>\n```text\n(?P<shown>.*?)^```\n)?", re.MULTILINE | re.DOTALL
)


def pages():
    """The README and every page with a Python block."""
    found = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    return [page for page in found if BLOCK.search(page.read_text("utf-8"))]


def filled(text, name="page"):
    """The text of a page with the output of its blocks as they are worked out now."""
    names = {"__name__": "__page__"}

    def run(match):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(match["code"], name, "exec"), names)
        return match[0] if match["below"] is None else _with_output(match, printed.getvalue())

    return BLOCK.sub(run, text)


def _with_output(match, printed):
    # Text wraps at a column, and a page holds no space at the end of a line.
    lines = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    if re.search(r"^\.\.\.$", match["shown"], re.MULTILINE) and doctest.OutputChecker().check_output(
        match["shown"], lines, doctest.ELLIPSIS
    ):
        return match[0]
    return f"```python\n{match['code']}```\n\n```text\n{lines}```\n"


if __name__ == "__main__":
    chosen = [Path(name).resolve() for name in sys.argv[1:]] or pages()
    for page in chosen:
        page.write_text(filled(page.read_text("utf-8"), str(page)), "utf-8")
