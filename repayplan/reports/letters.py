"""Where letters meet files and typst: the one door through which a letter becomes a PDF or is written down."""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repayplan.units.refusal import one_of
from repayplan.words.frames import MissingLibrary
from repayplan.words.tables import Heading, Table, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from repayplan.reports.writer import Part

# Looked for in this order; a machine with none of them has no Chinese letters.
CHINESE = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Microsoft YaHei", "PingFang SC", "SimHei", "SimSun",
)  # fmt: skip
LATIN = ("Noto Sans", "Libertinus Serif", "DejaVu Sans Mono")
# The letter comes in as data and is set as text: nothing in it is read as markup.
_TEMPLATE = """
#let letter = json(bytes(sys.inputs.letter))
#set document(title: letter.title, date: none)
#set page(paper: "a4", margin: (x: 20mm, top: 15mm, bottom: 16mm), footer: context align(right, text(size: 8pt,
  counter(page).display("1 / 1", both: true))))
#set text(font: letter.fonts, lang: letter.language, size: 9.5pt, hyphenate: false)
#set par(leading: 0.58em, spacing: 0.8em)
#show heading.where(level: 1): set text(size: 15pt)
#show heading.where(level: 2): set text(size: 11pt)
#show heading: set block(above: 1.2em, below: 0.7em)
#for part in letter.parts {
  if part.kind == "heading" { heading(level: part.level, outlined: false, part.text) }
  else if part.kind == "table" {
    if part.title != "" { block(below: 0.5em, strong(part.title)) }
    table(
      columns: part.widths.map(wide => if wide == 0 { auto } else { wide * 1fr }), stroke: none,
      inset: (x: 4pt, y: 3.2pt), align: part.sides.map(side => if side == "right" { right } else { left }),
      table.hline(stroke: 0.6pt), table.header(..part.columns.map(name => strong(name))), table.hline(stroke: 0.4pt),
      ..part.rows.flatten(), table.hline(stroke: 0.6pt),
    )
    for note in part.notes { par(note) }
  }
  else { par(part.text) }
}
"""
# A table whose cells are longer than this is as wide as the page, in shares of its longest texts.
_LONG = 90


def pdf_of(parts: Sequence[Part], language: str) -> bytes:
    """A letter as PDF, set by typst."""
    try:
        typst = import_module("typst")
    except ImportError as error:
        raise MissingLibrary("a PDF", "typst", '"repayplan[letter]"') from error
    data = {
        "title": next((clean(part.text) for part in parts if isinstance(part, Heading)), ""),
        "language": language,
        "fonts": _fonts(parts, _families()),
        "parts": [_part(part) for part in parts],
    }
    made: bytes = typst.compile(
        _TEMPLATE.encode(), sys_inputs={"letter": json.dumps(data, ensure_ascii=False)}, format="pdf", timestamp=0
    )
    return made


@cache
def _families() -> frozenset[str]:
    """The families of fonts that typst finds on this machine."""
    return frozenset(import_module("typst").Fonts().families())


def _fonts(parts: Sequence[Part], there: frozenset[str]) -> list[str]:
    """The fonts of a letter: one for Latin script, one for Chinese where there is one."""
    latin = [name for name in LATIN if name in there][:1]
    chinese = [name for name in CHINESE if name in there][:1]
    if not chinese and any("\u2e80" <= mark <= "\uffef" for part in parts for mark in _texts(part)):
        raise MissingLibrary("a PDF in Chinese", "a Chinese font", "nothing: apt install fonts-noto-cjk")
    return [*chinese, *latin] if chinese else latin


def _texts(part: Part) -> str:
    if isinstance(part, Table):
        return "".join([part.title, *(n for n, _ in part.columns), *(c for row in part.rows for c in row), *part.notes])
    return part.text if isinstance(part, Heading) else part


def _part(part: Part) -> dict[str, Any]:
    """A part as the template reads it."""
    if isinstance(part, Heading):
        return {"kind": "heading", "level": max(1, part.level - 1), "text": clean(part.text)}
    if not isinstance(part, Table):
        return {"kind": "paragraph", "text": clean(part)}
    rows = [[clean(cell) for cell in row] for row in part.rows]
    longest = [max([len(name), *(len(row[i]) for row in rows)]) for i, (name, _) in enumerate(part.columns)]
    wide = sum(longest) > _LONG
    return {
        "kind": "table",
        "title": clean(part.title),
        "columns": [clean(name) for name, _ in part.columns],
        "sides": [side for _, side in part.columns],
        "widths": [length if wide and length > 20 else 0 for length in longest],
        "rows": rows,
        "notes": [clean(note) for note in part.notes],
    }


def write_file(
    path: str | Path, ways: Mapping[str, Callable[..., str | bytes]], language: str, locale: str | None
) -> Path:
    """A letter in a file, in the form that the file's ending names."""
    target = Path(path)
    made = ways[one_of(target.suffix.lower(), tuple(ways), "path")](language, locale)
    target.write_bytes(made if isinstance(made, bytes) else made.encode())
    return target
