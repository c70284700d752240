"""Tables of formatted text, and pages of them: as monospace text, and as HTML that stands in any notebook or page."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repayplan.units.refusal import one_of, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ALIGNMENTS = ("left", "right")
GAP = "  "
# Text columns give way to the width of the page down to this many columns of the screen.
NARROWEST = 10
# What would move the cursor or turn the reading direction: a name may hold anything.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\s]+")
_WIDE = r"\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60"
_OPENING, _CLOSING = "（「『【〈《", "、。，．：；！？）」』】〉》"
# Words, and single wide characters, each with the space and the opening marks in front and the closing marks behind.
_PIECES = re.compile(rf" ?[{_OPENING}]*(?:[^ {_WIDE}]+|[{_WIDE}])[{_CLOSING}]*")

# Nothing but inherited colours: lines are drawn in currentColor, so light and dark pages need no rules of their own.
_TABLE = "border-collapse:collapse;color:inherit;font-variant-numeric:tabular-nums;margin:1em 0"
_CAPTION = "caption-side:top;text-align:left;font-weight:bold;padding:.3em .6em"
_ROW = "border-top:thin solid currentColor"
_CELL = "text-align:{};padding:.2em .6em;vertical-align:top;font-weight:{};white-space:{}"
_NOTE = "text-align:left;padding:.3em .6em;font-size:.9em"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page; ``level`` as in HTML, from 1 to 6."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text that is formatted already, under named columns.

    Args:
        title: what the table shows; may be empty.
        columns: (name, ``left`` or ``right``) each; numbers stand right.
        rows: one text per column.
        notes: printed below, each on a line of its own.

    Raises:
        InputError: no column, an unknown alignment, or a row that has not one text per column.

    Examples:
        >>> plan = Table("Plan A", (("due", "left"), ("payment", "right")), (("2027-01-15", "466.67"),), ("In CNY.",))
        >>> print(plan.as_text())
        Plan A
        <BLANKLINE>
        due         payment
        ----------  -------
        2027-01-15   466.67
        <BLANKLINE>
        In CNY.
    """

    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.columns:
            refuse("columns", self.columns, "at least one column")
        for i, (_, alignment) in enumerate(self.columns):
            one_of(alignment, ALIGNMENTS, f"columns[{i}]")
        for i, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                refuse(f"rows[{i}]", row, f"{len(self.columns)} texts, one per column")

    def as_text(self, width: int = 100) -> str:
        """The table in monospace: wide characters take two columns, long texts are wrapped, numbers never are.

        A table whose numbers alone are wider than ``width`` is as wide as they are.

        Examples:
            >>> print(Table("", (("债务", "left"), ("金额", "right")), (("银行甲", "1,066.67"),)).as_text())
            债务        金额
            ------  --------
            银行甲  1,066.67
        """
        head = [name for name, _ in self.columns]
        widths = self._widths(width)
        body = [line for row in self.rows for line in self._lines(row, widths)]
        grid = [*self._lines(head, widths), GAP.join("-" * wide for wide in widths), *body]
        above = [*wrapped(self.title, width), ""] if self.title else []
        below = [line for note in self.notes for line in wrapped(note, width)]
        return "\n".join([*above, *grid, *([""] if below else []), *below])

    def _lines(self, row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
        """The lines of one row, each cell wrapped to its column."""
        cells = [wrapped(cell, wide) or [""] for cell, wide in zip(row, widths, strict=True)]
        for i in range(max(map(len, cells))):
            parts = [
                padded(cell[i] if i < len(cell) else "", wide, alignment)
                for cell, wide, (_, alignment) in zip(cells, widths, self.columns, strict=True)
            ]
            yield GAP.join(parts).rstrip()

    def _widths(self, width: int) -> list[int]:
        """The width of each column: what its cells need, less where the page is too narrow for them."""
        wanted, least = [], []
        for i, (name, alignment) in enumerate(self.columns):
            cells = max((text_width(row[i]) for row in self.rows), default=0)
            wanted.append(max(1, cells, text_width(name)))
            word = max((text_width(piece.strip()) for piece in _PIECES.findall(clean(name))), default=1)
            least.append(min(wanted[i], max(NARROWEST, word) if alignment == "left" else max(cells, word)))
        over = sum(wanted) + len(GAP) * (len(wanted) - 1) - width
        for _ in range(over):
            i = max(range(len(wanted)), key=lambda k: (wanted[k] > least[k], wanted[k]))
            wanted[i] = max(wanted[i] - 1, least[i])
        return wanted

    def as_html(self) -> str:
        """The table in HTML: everything escaped, nothing loaded from elsewhere, colours those of the page.

        Examples:
            >>> "&lt;b&gt;" in Table("<b>", (("due", "left"),)).as_html()
            True
        """
        caption = f'<caption style="{_CAPTION}">{escaped(self.title)}</caption>\n' if self.title else ""
        head = "".join(self._cell(i, name, "col") for i, (name, _) in enumerate(self.columns))
        rows = [f'<tr style="{_ROW}">{self._row(row)}</tr>\n' for row in self.rows]
        return (
            f'<table style="{_TABLE}">\n{caption}<thead>\n<tr>{head}</tr>\n</thead>\n'
            f"<tbody>\n{''.join(rows)}</tbody>\n{self._foot()}</table>\n"
        )

    def _row(self, row: Sequence[str]) -> str:
        """The cells of a row, of which the first names the row."""
        return "".join(self._cell(i, text, "" if i else "row") for i, text in enumerate(row))

    def _cell(self, i: int, text: str, scope: str) -> str:
        """One cell; one with a scope is a header."""
        # A day or a number is not broken at its hyphens; a header or a reason may be.
        breaks = scope == "col" or text_width(text) > 2 * NARROWEST
        bold, space = "bold" if scope == "col" else "normal", "normal" if breaks else "nowrap"
        style = _CELL.format(self.columns[i][1], bold, space)
        tag, attribute = ("th", f' scope="{scope}"') if scope else ("td", "")
        return f'<{tag}{attribute} style="{style}">{escaped(text)}</{tag}>'

    def _foot(self) -> str:
        """The notes, in one cell below all columns."""
        if not self.notes:
            return ""
        notes = "<br>\n".join(escaped(note) for note in self.notes)
        cell = f'<td colspan="{len(self.columns)}" style="{_NOTE}">{notes}</td>'
        return f'<tfoot>\n<tr style="{_ROW}">{cell}</tr>\n</tfoot>\n'


def document_html(parts: Sequence[Table | Heading | str], language: str = "") -> str:
    """Tables, headings and paragraphs (plain text) in one ``<div>``.

    Args:
        parts: in their order.
        language: of the text, ``en`` or ``zh``, for the fonts and voices of a reader.

    Examples:
        >>> print(document_html([Heading("Plans"), "None < 60 months."]))
        <div style="color:inherit">
        <h2>Plans</h2>
        <p>None &lt; 60 months.</p>
        </div>
    """
    lang = f' lang="{escaped(language)}"' if language else ""
    return f'<div{lang} style="color:inherit">\n{"".join(_part_html(part) for part in parts)}</div>'


def _part_html(part: Table | Heading | str) -> str:
    """One part of a page; a table that is wider than the page scrolls by itself."""
    if isinstance(part, Table):
        return f'<div style="overflow-x:auto">\n{part.as_html()}</div>\n'
    if isinstance(part, Heading):
        return f"<h{part.level}>{escaped(part.text)}</h{part.level}>\n"
    return f"<p>{escaped(part)}</p>\n"


def document_text(parts: Sequence[Table | Heading | str], width: int = 100) -> str:
    """The same parts in monospace, an empty line between them.

    Examples:
        >>> print(document_text([Heading("Plans"), "None within 60 months."], width=12))
        Plans
        =====
        <BLANKLINE>
        None within
        60 months.
    """
    return "\n\n".join(_part_text(part, width) for part in parts)


def _part_text(part: Table | Heading | str, width: int) -> str:
    """One part of a page in monospace."""
    if isinstance(part, Table):
        return part.as_text(width)
    if isinstance(part, Heading):
        return "\n".join([*wrapped(part.text, width), "=" * min(width, text_width(part.text))])
    return "\n".join(wrapped(part, width))


def escaped(text: str) -> str:
    """Text as it may stand in HTML, between tags and within an attribute."""
    # Loaded by the first page: it costs more than all of this module.
    from html import escape

    return escape(clean(text))


def clean(text: str) -> str:
    """Text on one line: runs of spaces, line ends and control characters become one space."""
    return _CONTROLS.sub(" ", text).strip()


def text_width(text: str) -> int:
    """How many columns of the screen a text takes: a wide character two, a combining mark none.

    Examples:
        >>> text_width("Bank A"), text_width("银行A")
        (6, 5)
    """
    return sum(_width(character) for character in clean(text))


def _width(character: str) -> int:
    """The columns of one character."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, width: int, alignment: str) -> str:
    """Text with spaces to its width, before it where it stands right."""
    spaces = " " * (width - text_width(text))
    return spaces + text if alignment == "right" else text + spaces


def wrapped(text: str, width: int) -> list[str]:
    """Text in lines of at most ``width`` columns, broken between words, and between wide characters.

    Examples:
        >>> wrapped("keeps the rent, pays the rest", 12), wrapped("先付房租，再还款。", 8)
        (['keeps the', 'rent, pays', 'the rest'], ['先付房', '租，再还', '款。'])
    """
    lines: list[str] = []
    line = ""
    for piece in _PIECES.findall(clean(text)):
        if line and text_width(line + piece) > width:
            lines.append(line)
            line = piece.lstrip()
        else:
            line += piece
        while text_width(line) > width:
            cut = _fitting(line, width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line else lines


def _fitting(line: str, width: int) -> int:
    """How many characters at the start of a line fit; at least one."""
    taken = 0
    for i, character in enumerate(line):
        taken += _width(character)
        if taken > width:
            return max(1, i)
    return len(line)
