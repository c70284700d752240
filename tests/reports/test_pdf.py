"""PDFs: text that can be searched, in both languages; fonts embedded; names stay text; the first page of an offer."""

import re

import pytest

import repayplan as rp
from repayplan.reports.letters import CHINESE
from tests.reports.building import case, letters

pdfium = pytest.importorskip("pypdfium2")
pypdf = pytest.importorskip("pypdf")
typst = pytest.importorskip("typst")
pytestmark = pytest.mark.skipif(
    not [name for name in CHINESE if name in typst.Fonts().families()],
    reason="no Chinese font: apt install fonts-noto-cjk",
)


@pytest.fixture(scope="module")
def menu():
    return rp.advise(case())


def pages(made):
    """The text of each page."""
    document = pdfium.PdfDocument(made)
    return [page.get_textpage().get_text_bounded() for page in document]


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_of_a_letter_is_in_its_pdf(menu, language):
    for kind, letter in letters(menu, "creditor").items():
        found = squeezed("".join(pages(letter.pdf(language))))
        for part in letter.parts(language):
            if isinstance(part, str):
                assert squeezed(part) in found, (kind, part)
    assert re.search("[\u4e00-\u9fff]", found) if language == "zh" else True


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_missed_instalment_does_is_on_page_one_of_an_offer(language):
    heading = {"en": "If an instalment is missed", "zh": "如果有一期没有还上"}[language]
    for sample in ("unemployed-three-cards", "dmp-four-cards", "gig-seasonal", "able-not-willing"):
        menu = rp.advise(rp.sample(sample))
        for debt in menu.case.debts:
            first = squeezed(pages(rp.reports.offer(menu, debt.id).pdf(language))[0])
            assert squeezed(heading) in first, (sample, debt.id)


def test_a_negotiation_sheet_is_one_page(menu):
    for sheet in (rp.reports.negotiation_sheet(menu), rp.reports.negotiation_sheet(menu, "T1")):
        assert [len(pages(sheet.pdf(language))) for language in ("en", "zh")] == [1, 1]


def test_fonts_are_embedded(menu):
    reader = pypdf.PdfReader(__import__("io").BytesIO(rp.reports.offer(menu, "T1").pdf("zh")))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())
        assert "/ToUnicode" in font


def test_names_with_markup_are_set_as_they_are():
    names = {"town": "#set page(width: 1cm) *Bank* $x$ @y", "lender": "<b>Bank</b>", "shop": '"] // bank'}
    menu = rp.advise(case(**names))
    found = squeezed("".join(pages(rp.reports.negotiation_sheet(menu).pdf())))
    assert all(squeezed(name) in found for name in names.values())


def test_the_same_letter_is_the_same_pdf(menu):
    assert rp.reports.offer(menu, "T1").pdf() == rp.reports.offer(rp.advise(case()), "T1").pdf()


def test_a_pdf_is_redacted_too(menu):
    reader = pypdf.PdfReader(__import__("io").BytesIO(rp.reports.offer(menu, "T1", audience="third party").pdf()))
    text = "".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    assert not [word for word in ("Zebrabank", "T1", "29,620") if word in text]
    assert rp.reports.offer(menu, "T1").pdf().startswith(b"%PDF")


def test_without_a_chinese_font_a_chinese_pdf_says_what_to_install(menu, monkeypatch):
    from repayplan.reports import letters as door
    from repayplan.words.frames import MissingLibrary

    monkeypatch.setattr(door, "_families", lambda: frozenset({"Libertinus Serif"}))
    with pytest.raises(MissingLibrary, match="fonts-noto-cjk"):
        rp.reports.offer(menu, "T1").pdf("zh")
