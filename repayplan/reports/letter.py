"""A letter: what is said to whom, written out in either language as text, HTML, Markdown, CSV or PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from repayplan.reports.letters import pdf_of, write_file
from repayplan.reports.markup import csv_of, markdown_of, page_of
from repayplan.reports.writer import Writer
from repayplan.units.refusal import one_of, text
from repayplan.words.shown import Shown
from repayplan.words.tables import document_html, document_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from repayplan.plans.agreement import Agreement
    from repayplan.reports.writer import Part

AUDIENCES = ("household", "creditor", "third party")


@dataclass(frozen=True, eq=False)
class Letter(Shown):
    """A letter or a sheet. Made by the functions of ``rp.reports``; it shows itself, prints, and is saved.

    Attributes:
        kind: ``offer``, ``negotiation_sheet``, ``agreement``, ``schedule_sheet``, ``reminder``, ``missed_payment`` or
            ``completion``.
        audience: who reads it: ``household``, ``creditor`` (the proposal, its own share, the surplus and the evidence
            list; nothing of other creditors, of the budget's lines or of the most that could be asked) or ``third
            party`` (days alone: no balance, no creditor).
        currency: of its amounts.
        check: of an agreement: the plan and the draft's own words against the rules of the place; else None.

    Examples:
        >>> import repayplan as rp
        >>> letter = rp.reports.offer(rp.advise(rp.sample("unemployed-three-cards")), "A")
        >>> print(letter.text().splitlines()[0], "/", letter.text("zh").splitlines()[0])
        Offer of a repayment plan / 还款方案（协商请求）
    """

    kind: str
    audience: str
    currency: str
    write: Callable[[Writer], list[Part]] = field(repr=False)
    check: Agreement | None = None

    def parts(self, language: str = "en", locale: str | None = None) -> list[Any]:
        """Headings, paragraphs and tables, in ``en`` or ``zh``.

        Args:
            language: ``en`` or ``zh``.
            locale: how amounts and days are written, by the extra ``locale``: ``"en_GB"``, ``"zh_CN"``; None: plainly.
        """
        return list(self.write(Writer(language, locale, self.currency)))

    def text(self, language: str = "en", locale: str | None = None) -> str:
        """As monospaced text."""
        return document_text(self.parts(language, locale))

    def html(self, language: str = "en", locale: str | None = None) -> str:
        """As HTML that stands in any page: escaped, and without outside assets."""
        return document_html(self.parts(language, locale), language)

    def page(self, language: str = "en", locale: str | None = None) -> str:
        """As a whole HTML page that prints well."""
        return page_of(self.parts(language, locale), language)

    def markdown(self, language: str = "en", locale: str | None = None) -> str:
        """As Markdown; names with markup stay text."""
        return markdown_of(self.parts(language, locale))

    def csv(self, language: str = "en", locale: str | None = None) -> str:
        """Its tables as CSV; no cell is a formula."""
        return csv_of(self.parts(language, locale))

    def pdf(self, language: str = "en", locale: str | None = None) -> bytes:
        """As PDF, by the extra ``letter``: fonts embedded, text that can be searched; the same letter, the same bytes.

        Raises:
            MissingLibrary: the extra is not installed, or no font has the letter's characters; it says what to install.
        """
        return pdf_of(self.parts(language, locale), language)

    def save(self, path: str | Path, language: str = "en", locale: str | None = None) -> Path:
        """Write it to a file, as its ending says: ``.pdf``, ``.html``, ``.md``, ``.txt`` or ``.csv``.

        Raises:
            InputError: another ending.
            MissingLibrary: as for :meth:`pdf`.
        """
        ways: dict[str, Callable[..., str | bytes]] = {
            ".pdf": self.pdf,
            ".html": self.page,
            ".md": self.markdown,
            ".txt": self.text,
            ".csv": self.csv,
        }
        return write_file(path, ways, language, locale)


def read_audience(audience: str) -> str:
    """One of the audiences.

    Examples:
        >>> read_audience("creditor")
        'creditor'
    """
    return one_of(audience, AUDIENCES, "audience")


def read_reference(reference: str | None) -> str | None:
    """A case reference: nothing that names a person is asked for."""
    return None if reference is None else text(reference, "reference")
