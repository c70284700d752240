"""Text that could act elsewhere stays text: every name and note of a case goes through every form of every output."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest

import repayplan as rp
from tests.doors.doors import AS_OF, full_case
from tests.reports.building import letters

# What each form would take for an order; all in one name, so that each name meets each form.
ACTS = (
    '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "</td></table>", "javascript:alert(1)",
    "[x](http://evil.example)", "![i](x)", "**b**", "`c`", "| a |", "# h", "<http://evil.example>", "www.evil.example",
    '#eval("1+1")', "$x^2$", "@ref", "\\u{41}", "/* c */", "// c", "{{7*7}}", "{0.__class__}", "%s%n", "${HOME}",
    "'; DROP TABLE x; --", "\u202egnp.exe", "\x1b[31m", "\x08",
)  # fmt: skip
STARTS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    '=HYPERLINK("http://evil.example")',
    "=cmd|'/c calc'!A1",
)
TAGS = {
    "div", "h1", "h2", "h3", "h4", "p", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "br", "html",
    "head", "meta", "title", "style", "body",
}  # fmt: skip
ATTRIBUTES = {"style", "scope", "colspan", "lang", "charset", "name", "content"}


def acting_case():
    """A case in which every text that is free is one that would act; each says which field it is."""
    document, names = full_case(), []

    def name(field):
        start = STARTS[len(names) % len(STARTS)]
        names.append(f"{start} {field} {ACTS[len(names) % len(ACTS)]} {ACTS[(len(names) * 7 + 3) % len(ACTS)]}")
        return names[-1]

    home = document["household"]
    home["cash"], home["incomes"][0]["start"], home["incomes"][0]["evidence"] = "9000", "2026-12", "verified"
    home["members"] = [name("member"), "B"]
    for line in (*home["incomes"], *home["spending"]):
        line["name"] = name("line")
        if line.get("owner") == "A":
            line["owner"] = home["members"][0]
    home["incomes"][0]["papers"] = [name("paper")]
    home["assets"][0] |= {"name": name("asset"), "note": name("note")}
    for debt in document["debts"]:
        debt |= {"id": name("id"), "creditor": name("creditor")}
        debt.pop("owner", None)
    document["reason"]["note"] = name("reason")
    document["acts"][0]["note"] = name("act")
    document["limits"]["programmes"] = []
    return rp.Case.from_dict(document), names


@pytest.fixture(scope="module")
def acting():
    case, names = acting_case()
    menu = rp.advise(case)
    assert menu.options
    return case, names, menu


def shown(case, menu):
    """Everything of a case that shows itself."""
    plans = list(menu.options[0].plans.values())
    yield from (case, case.assess(), case.balance_sheet(), menu, menu.offers(), menu.frontier(rate="8%"))
    yield from plans[:2]
    ledger = rp.Ledger(plans[0], [rp.Payment("1", on=plans[0].last_due, note="=1+1<b>")])
    yield from (menu.options[0].feasibility, menu.creditor_side(rate="8%"), ledger)
    yield rp.replan(plans[0], [], as_of=plans[0].last_due)
    for debt in case.debts[:2]:
        yield rp.forecast(debt, as_of=AS_OF)
        yield debt.statement(AS_OF)
    for audience in ("household", "creditor", "third party"):
        yield from letters(menu, audience).values()


class Page(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.said = set(), set(), []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.said.append(data)


def squeezed(text):
    return re.sub(r"[\s\x00-\x1f\u202e]+", "", text)


def test_html_has_our_tags_alone_and_the_names_as_they_are(acting):
    case, names, menu = acting
    whole = ""
    for value in shown(case, menu):
        for language in ("en", "zh"):
            for text in (value.html(language), *([value.page(language)] if hasattr(value, "page") else [])):
                page = Page(text)
                assert page.tags <= TAGS, page.tags - TAGS
                assert page.attributes <= ATTRIBUTES
                whole += squeezed("".join(page.said))
    for name in names:
        if " creditor " in name or " id " in name or " line " in name:
            assert squeezed(name) in whole, name


def test_plain_text_moves_no_cursor_and_turns_no_line(acting):
    case, _, menu = acting
    for value in shown(case, menu):
        for language in ("en", "zh"):
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", value.text(language))


def test_no_cell_of_a_sheet_is_a_formula(acting):
    _, _, menu = acting
    for letter in letters(menu, "household").values():
        for row in csv.reader(io.StringIO(letter.csv())):
            for cell in row:
                assert not re.match(r"[=+\-@\t\r＝＋－＠]", cell) or re.fullmatch(r"[-+][\d,. ]+%?", cell), cell


def test_markdown_is_our_own_alone(acting):
    markdown = pytest.importorskip("markdown")
    _, names, menu = acting
    said = ""
    for letter in letters(menu, "household").values():
        page = Page(markdown.markdown(letter.markdown(), extensions=["tables"]))
        assert page.tags <= TAGS | {"hr"}, page.tags
        assert page.attributes <= ATTRIBUTES
        said += squeezed("".join(page.said))
    assert squeezed(next(name for name in names if " creditor " in name)) in said


def test_a_pdf_sets_names_as_they_are(acting):
    pdfium, typst = pytest.importorskip("pypdfium2"), pytest.importorskip("typst")
    _, names, menu = acting
    sheet = rp.reports.negotiation_sheet(menu, menu.case.debts[0].id)
    if "＝" in names[0] and not any("CJK" in family for family in typst.Fonts().families()):
        pytest.skip("no Chinese font: apt install fonts-noto-cjk")
    document = pdfium.PdfDocument(sheet.pdf())
    found = squeezed("".join(page.get_textpage().get_text_bounded() for page in document))
    creditor = next(name for name in names if " creditor " in name)
    assert squeezed(creditor) in found


def test_charts_set_names_as_they_are(acting):
    pytest.importorskip("matplotlib")
    _, _, menu = acting
    chart = rp.reports.options(menu) if hasattr(rp.reports, "options") else None
    if chart is not None:
        chart.figure.canvas.draw()


def test_frames_and_documents_hold_names_untouched(acting):
    case, names, menu = acting
    document = menu.to_dict()
    held = repr(document["case"])
    for name in names:
        assert repr(name)[1:-1] in held, name
    assert [debt.creditor for debt in case.debts] == [name for name in names if " creditor " in name]
    ids = {debt["id"] for debt in document["case"]["debts"]}
    assert ids == {name for name in names if " id " in name}
    for frame in (menu.to_frame("dict"), *(plan.to_frame("dict") for plan in menu.baselines["nothing"].plans.values())):
        assert frame
