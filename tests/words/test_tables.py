"""Tables: nothing escapes into the page, and columns stay straight whatever the text is."""

import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repayplan.units.refusal import InputError
from repayplan.words.tables import Heading, Table, document_html, document_text, text_width, wrapped

PLAN = Table(
    "还款计划 A",
    (("creditor", "left"), ("due", "left"), ("payment", "right")),
    (("银行甲", "2027-01-15", "1,066.67"), ("Bank B", "2027-02-15", "466.67")),
    ("In CNY.",),
)
NASTY = ["<script>alert(1)</script>", "Smith & Sons", 'the "best" bank', "O'Neil", "</td></table>", "&lt;"]
TEXTS = st.text(st.sampled_from("ab cd1，。银行（甲）\t\n<&\"'-é"), max_size=60)


class Page(HTMLParser):
    """Reads a page back: its tags, its attributes, and the text of each element that holds any."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.open, self.texts = [], [], [], {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and data.strip():
            self.texts[self.open[-1]][-1] += data


def test_text_is_straight_with_wide_characters():
    assert PLAN.as_text().splitlines() == [
        "还款计划 A",
        "",
        "creditor  due          payment",
        "--------  ----------  --------",
        "银行甲    2027-01-15  1,066.67",
        "Bank B    2027-02-15    466.67",
        "",
        "In CNY.",
    ]


def test_every_line_of_a_right_hand_column_ends_at_one_place():
    rows = tuple((name, "9.00") for name in ("a", "银行", "bank 银行甲", "e\u0301té", "ＡＢ", "ﾊﾝｶｸ"))
    lines = Table("", (("creditor", "left"), ("sum", "right")), rows).as_text().splitlines()
    assert len({screen_columns(line) for line in lines}) == 1


def screen_columns(line):
    """A second way of counting: composed characters, two columns for wide and full-width ones."""
    composed = unicodedata.normalize("NFC", line)
    return len(composed) + sum(unicodedata.east_asian_width(c) in ("W", "F") for c in composed)


def test_long_text_is_wrapped_and_numbers_are_not():
    columns = (("option", "left"), ("why", "left"), ("payment", "right"))
    why = "Feasible on both ledgers and within every rule that is coded here."
    text = Table("", columns, (("A", why, "1,234,567.89"),)).as_text(width=40)
    lines = text.splitlines()
    assert max(map(len, lines)) <= 40
    assert lines[2].endswith("  1,234,567.89")
    assert "1,234,567.89" not in "".join(lines[3:])
    assert re.sub(r"\s+", " ", " ".join([lines[2].replace("1,234,567.89", ""), *lines[3:]])) == f"A {why}"


def test_numbers_wider_than_the_page_are_kept_whole():
    text = Table("", (("a", "right"), ("b", "right")), (("1,234,567.89", "7,654,321.00"),)).as_text(width=10)
    assert "1,234,567.89  7,654,321.00" in text


def test_wide_text_does_not_begin_a_line_with_a_closing_mark():
    lines = wrapped("先付房租，再还款（每月）。停计利息，直到找到工作。", 10)
    assert all(text_width(line) <= 10 for line in lines)
    assert not [line for line in lines if line[0] in "，。）" or line[-1] == "（"]
    assert "".join(lines) == "先付房租，再还款（每月）。停计利息，直到找到工作。"


@given(TEXTS, st.integers(4, 30))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text, width):
    lines = wrapped(text, width)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(0 < screen_columns(line) <= width and line == line.strip() for line in lines)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5), TEXTS, st.integers(30, 60))
def test_a_text_table_has_no_trailing_space_and_keeps_to_the_width(rows, title, width):
    text = Table(title, (("one", "left"), ("two", "left")), tuple(rows), (title,)).as_text(width)
    assert all(line == line.rstrip() and screen_columns(line) <= width for line in text.splitlines())


def test_a_name_cannot_move_the_cursor_or_turn_the_line():
    text = Table("", (("a", "left"),), (("x\x1b[2Jy\r\u202ez",),)).as_text()
    assert text.splitlines()[-1] == "x [2Jy z"


def test_an_empty_table_shows_its_head():
    empty = Table("Rejected", (("option", "left"), ("why", "left")))
    assert empty.as_text() == "Rejected\n\noption  why\n------  ---"
    page = Page(empty.as_html())
    assert page.texts["th"] == ["option", "why"]
    assert "td" not in page.tags


@pytest.mark.parametrize("text", NASTY)
def test_html_escapes_names_everywhere(text):
    table = Table(text, ((text, "left"), ("sum", "right")), ((text, text),), (text,))
    page = Page(document_html([Heading(text), text, table], language=text))
    shown = {tag: [found for found in texts if found.strip()] for tag, texts in page.texts.items()}
    assert shown["caption"] == shown["h2"] == shown["p"] == [text]
    assert shown["th"] == [text, "sum", text]
    assert shown["td"] == [text, text]
    assert set(page.tags) == {"div", "h2", "p", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
    assert {key for _, attrs in page.attributes for key in attrs} == {"lang", "style", "scope", "colspan"}
    assert page.open == []


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_html_reads_back_to_the_same_cells(rows):
    page = Page(Table("", (("one", "left"), ("two", "right")), tuple(rows)).as_html())
    body = [*page.texts["th"][2:], *page.texts.get("td", [])]
    cells = [one for one, _ in rows] + [two for _, two in rows]
    assert [" ".join(text.split()) for text in body] == [" ".join(cell.split()) for cell in cells]


def test_html_takes_its_colours_from_the_page_and_nothing_from_elsewhere():
    html = document_html([Heading("Plans"), PLAN, "Text."])
    assert not re.search(r"background|#[0-9a-f]{3}|rgb|https?:|src=|url\(|<style|<script", html)
    assert set(re.findall(r"(?<![\w-])color:([^;\"]+)", html)) == {"inherit"}
    assert "currentColor" in html


def test_html_says_which_cells_are_headers_of_what():
    page = Page(PLAN.as_html())
    scopes = [attrs.get("scope") for tag, attrs in page.attributes if tag == "th"]
    assert scopes == ["col"] * 3 + ["row"] * 2
    assert page.texts["caption"] == ["还款计划 A"]


def test_parts_stand_in_one_div_in_their_order():
    html = document_html([Heading("Plans", 3), PLAN, "Text."])
    assert html.startswith("<div") and html.endswith("</div>")
    assert html.index("<h3>") < html.index("<table") < html.index("<p>")


def test_parts_in_monospace():
    text = document_text([Heading("计划"), PLAN, "A paragraph that is wrapped."], width=30)
    assert text.startswith("计划\n====\n\n还款计划 A\n")
    assert text.endswith("In CNY.\n\nA paragraph that is wrapped.")


@pytest.mark.parametrize(
    ("columns", "rows", "path"),
    [
        ((), (), "columns"),
        ((("a", "middle"),), (), "columns[0]"),
        ((("a", "left"),), (("x",), ("x", "y")), "rows[1]"),
    ],
)
def test_a_crooked_table_is_refused(columns, rows, path):
    with pytest.raises(InputError) as refusal:
        Table("", columns, rows)
    assert refusal.value.path == path
