"""What shows itself: as text where it is printed, as HTML in a notebook, in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.words.tables import Heading, Table


class Shown:
    """A value that is shown as tables, headings and paragraphs."""

    __slots__ = ()

    def parts(self, language: str = "en") -> Sequence[Table | Heading | str]:
        """What is shown, in ``en`` or ``zh``."""
        raise NotImplementedError

    def text(self, language: str = "en") -> str:
        """As monospaced text, in ``en`` or ``zh``."""
        # Loaded by the first value that is shown: a plan that is only worked out needs no tables.
        from repayplan.words.tables import document_text

        return document_text(self.parts(language))

    def html(self, language: str = "en") -> str:
        """As HTML, escaped and without outside assets, in ``en`` or ``zh``."""
        from repayplan.words.tables import document_html

        return document_html(self.parts(language), language)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return self.html()
