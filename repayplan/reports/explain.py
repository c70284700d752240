"""Where a figure comes from: the cells it is worked out from, the formula in words, and the input it rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repayplan.reports.sources import Source, sources_of
from repayplan.units.refusal import refuse, text
from repayplan.words.formulas import formula
from repayplan.words.shown import Shown
from repayplan.words.tables import Heading, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EXPLAINED = ("repayplan/plan-", "repayplan/menu-", "repayplan/ledger-")
_STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")
_HEADS = {
    "en": ("cell", "value", "worked out from", "rests on", "rule"),
    "zh": ("单元格", "数值", "由此算出", "最终依据", "规则"),
}


@dataclass(frozen=True)
class Explanation(Shown):
    """One figure, explained.

    Attributes:
        path: where it stands in the document.
        value: the figure.
        formula: a stable name of how it is found; :meth:`sentence` says it in words.
        expression: the same as arithmetic over cells, such as ``rows[0].payment + rows[1].payment``; None where the
            figure was found by a search.
        cells: the cells that it is worked out from, with their values.
        inputs: paths of the input that it rests on, through all cells between: a change of anything else leaves it.
        rules: what the rules coded here say of it: rule, outcome and citation.

    Examples:
        >>> import repayplan as rp
        >>> debt = rp.Debt(id="A", principal="1000", rate="12%", currency="USD")
        >>> found = explain(rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-12-01"), "rows[1].days")
        >>> found.value, found.expression, found.sentence()
        (31, 'rows[1].due - rows[1].start', 'The days from the start to the due date.')
    """

    path: str
    value: Any
    formula: str
    expression: str | None
    cells: tuple[tuple[str, Any], ...]
    inputs: tuple[str, ...]
    rules: tuple[Mapping[str, Any], ...] = ()

    def sentence(self, language: str = "en") -> str:
        """How it is found, in one sentence, in ``en`` or ``zh``."""
        return formula(self.formula, language)

    def parts(self, language: str = "en") -> list[Any]:
        """The figure, its sentence, the cells, and what they rest on."""
        cell, value, of, rests, rule = _HEADS[language]
        columns = ((cell, "left"), (value, "right"))
        found: list[Any] = [Heading(f"{self.path} = {_shown(self.value)}", 3), self.sentence(language)]
        if self.cells:
            found.append(Table(of, columns, tuple((path, _shown(held)) for path, held in self.cells)))
        found.append(f"{rests}: {', '.join(self.inputs)}")
        found += [f"{rule}: {entry['rule']} ({entry['outcome']}; {entry['citation']})" for entry in self.rules]
        return found

    def to_dict(self) -> dict[str, Any]:
        """The explanation as plain data."""
        return {
            "path": self.path,
            "value": self.value,
            "formula": self.formula,
            "words": {language: self.sentence(language) for language in _HEADS},
            "expression": self.expression,
            "cells": dict(self.cells),
            "inputs": list(self.inputs),
            "rules": [dict(entry) for entry in self.rules],
        }


def explain(document: Any, path: str) -> Explanation:
    """Where a figure of a plan, a menu or a ledger comes from.

    Args:
        document: a :class:`repayplan.Plan`, :class:`repayplan.Menu` or :class:`repayplan.Ledger`, or the plain form
            of one.
        path: where the figure stands in the document, as in ``rows[3].parts.interest.accrued`` or
            ``options[0].feasibility.verified.margins[2]``.

    Returns:
        The cells it is worked out from, the formula, the input it rests on, and the rules that were looked at.

    Raises:
        InputError: a document of another kind, or a path at which nothing stands.

    Examples:
        >>> import repayplan as rp
        >>> found = explain(rp.advise(rp.sample("dmp-four-cards")), "options[0].feasibility.declared.surplus[0]")
        >>> found.value, found.inputs
        ('750.00', ('case.as_of', 'case.household.beyond', 'case.household.incomes', 'case.household.spending'))
    """
    plain = document if isinstance(document, dict) else document.to_dict() if hasattr(document, "to_dict") else None
    if not isinstance(plain, dict) or not str(plain.get("schema")).startswith(EXPLAINED):
        refuse("document", document, "a plan, a menu, a ledger, or the plain form of one")
    value = _at(plain, text(path, "path", empty=True))
    if isinstance(value, (dict, list)) or not path:
        refuse("path", path, "where a figure stands in the document", "name one cell")
    source = sources_of(plain, path)
    cells = tuple((of, _at(plain, of)) for of in source.of if not isinstance(_look(plain, of), (dict, list)))
    inputs = tuple(_inputs(plain, path))
    return Explanation(path, value, source.formula, source.expression, cells, inputs, _rules(plain, path, source))


def _inputs(document: Mapping[str, Any], path: str) -> list[str]:
    """The input that a cell rests on, through all cells between; what a broader path names is not named again."""
    known, below = set(), [path]
    while below:
        cell = below.pop()
        if cell not in known:
            known.add(cell)
            below += sources_of(document, cell).of
    given = {cell for cell in known if sources_of(document, cell).formula == "given"}
    return sorted(cell for cell in given if not any(_covers(other, cell) for other in given))


def _covers(path: str, other: str) -> bool:
    """Whether ``other`` stands below a path."""
    return other.startswith((f"{path}.", f"{path}["))


def _rules(document: Mapping[str, Any], path: str, source: Source) -> tuple[Mapping[str, Any], ...]:
    """What the rules say of the option that the figure stands in."""
    found = re.match(r"(options|rejected)\[(\d+)\]", path)
    rules: tuple[Mapping[str, Any], ...] = tuple(_at(document, f"{found[0]}.rules")) if found else ()
    return rules if source.formula in ("searched", "solved", "count", "conceded", "date") else ()


def _steps(path: str) -> Iterator[str | int]:
    for name, number in _STEP.findall(path):
        yield name or int(number)


def _look(document: Any, path: str) -> Any:
    """What stands at a path; None where nothing does."""
    try:
        return _at(document, path)
    except ValueError:
        return None


def _at(document: Any, path: str) -> Any:
    """What stands at a path."""
    held = document
    for step in _steps(path):
        try:
            held = held[step]
        except (LookupError, TypeError):
            refuse("path", path, "where a figure stands in the document", f"nothing stands at {step!r}")
    return held


def _shown(value: Any) -> str:
    return "–" if value is None else str(value)
