"""Letters as Markdown, as CSV, and as a whole HTML page: a name with markup in it stays text in each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from repayplan.words.tables import Heading, Table, clean, document_html, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from repayplan.reports.writer import Part

# What could be markup anywhere in a line; what begins a list, a heading, a quotation or a rule; what becomes a link.
_MARKS = re.compile(r"([\\`*_{}\[\]<>|~&$#!^@])")
_START = re.compile(r"^([-+=:]|\d+(?=[.)]))")
_LINKS = re.compile(r"(?i)\b(www)\.|:(?=//)|\b(mailto|xmpp):")
# A cell that begins so is read as a formula by spreadsheets, unless it is a number.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[-+]?[\d.,\s\u00a0\u202f]*\d[\d.,\s\u00a0\u202f]*%?")
_STYLE = (
    ":root{color-scheme:light dark}body{font-family:'Noto Sans','Noto Sans CJK SC',sans-serif;line-height:1.45;"
    "max-width:46rem;margin:2rem auto;padding:0 1rem}h2{font-size:1.3rem}h3{font-size:1.05rem}table{width:100%}"
    "@page{size:A4;margin:18mm}"
    "@media print{body{margin:0;max-width:none}tr,h3{break-inside:avoid}h3{break-after:avoid}}"
)


def markdown_of(parts: Sequence[Part]) -> str:
    r"""Parts as GitHub-flavoured Markdown.

    Examples:
        >>> print(markdown_of([Heading("Owed", 3), "To: *Bank* <b>", Table("", (("a|b", "right"),), (("1",),))]))
        ### Owed
        <BLANKLINE>
        To: \*Bank\* \<b\>
        <BLANKLINE>
        | a\|b |
        | ---: |
        | 1 |
        <BLANKLINE>
    """
    return "\n\n".join(_markdown(part) for part in parts) + "\n"


def _markdown(part: Part) -> str:
    if isinstance(part, Heading):
        return f"{'#' * part.level} {quoted(part.text)}"
    return "\n".join(_markdown_lines(part)) if isinstance(part, Table) else quoted(part)


def _markdown_lines(table: Table) -> Iterator[str]:
    if table.title:
        yield from (f"**{quoted(table.title)}**", "")
    yield _row(name for name, _ in table.columns)
    yield "| " + " | ".join("---:" if side == "right" else "---" for _, side in table.columns) + " |"
    yield from (_row(row) for row in table.rows)
    for note in table.notes:
        yield from ("", quoted(note))


def _row(cells: Iterator[str] | Sequence[str]) -> str:
    return "| " + " | ".join(quoted(cell) for cell in cells) + " |"


def quoted(text: str) -> str:
    r"""Text that Markdown reads as text.

    Examples:
        >>> quoted("# Bank_A [x](http://y)"), quoted("1. www.bank.example"), quoted("- 5")
        ('\\# Bank\\_A \\[x\\](http\\://y)', '1\\. www\\.bank.example', '\\- 5')
    """
    marked = _LINKS.sub(lambda m: re.sub(r"[.:]$", r"\\\g<0>", m[0]), _MARKS.sub(r"\\\1", clean(text)))
    return _START.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", marked)


def csv_of(parts: Sequence[Part]) -> str:
    """The tables among the parts, one below the other, an empty line between them.

    Examples:
        >>> print(csv_of([Table("", (("creditor", "left"), ("sum", "right")), (("=1+1", "-5.00"),))]), end="")
        creditor,sum
        '=1+1,-5.00
    """
    # Loaded by the first sheet.
    from csv import writer
    from io import StringIO

    held = StringIO()
    out = writer(held, lineterminator="\n")
    for i, table in enumerate(part for part in parts if isinstance(part, Table)):
        if i:
            out.writerow([])
        out.writerow([_cell(name) for name, _ in table.columns])
        out.writerows([_cell(cell) for cell in row] for row in table.rows)
    return held.getvalue()


def _cell(text: str) -> str:
    text = clean(text)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def page_of(parts: Sequence[Part], language: str) -> str:
    """Parts as a whole page: nothing loaded from elsewhere, light or dark as the reader's screen, A4 on paper."""
    title = next((part.text for part in parts if isinstance(part, Heading)), "")
    return (
        f'<!doctype html>\n<html lang="{escaped(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escaped(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{document_html(parts, language)}\n</body>\n</html>\n"
    )
