"""Letters: whole, short-worded, calm, the same figures in both languages, and nothing that an audience may not read."""

import re
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import repayplan as rp
from repayplan.reports.letter import AUDIENCES
from repayplan.units.refusal import InputError
from repayplan.words.frames import MissingLibrary
from repayplan.words.letters import LETTERS
from repayplan.words.tables import Heading, Table
from tests.reports.building import LENDER, SECRETS, SHOP, TOWN, case, letters

LANGUAGES = ("en", "zh")
SAMPLES = ("unemployed-three-cards", "dmp-four-cards", "gig-seasonal", "nine-creditors", "able-not-willing")
THREATS = (
    "immediately", "legal action", "lawsuit", "court", "prosecut", "seize", "blacklist", "must", "!", "default",
    "立即", "起诉", "法院", "查封", "黑名单", "后果", "否则", "必须", "老赖", "！",
)  # fmt: skip
BAD_ADVICE = (
    "quit",
    "hide",
    "delay",
    "ignore",
    "do not answer",
    "stop paying",
    "辞职",
    "隐瞒",
    "拖延",
    "失联",
    "不要接",
)
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def menus():
    return {name: rp.advise(rp.sample(name)) for name in SAMPLES}


@pytest.fixture(scope="module")
def menu():
    return rp.advise(case())


def said(parts):
    """The paragraphs and headings."""
    return [part.text if isinstance(part, Heading) else part for part in parts if not isinstance(part, Table)]


def figures(letter, language):
    """Every amount that a letter holds, in order."""
    return re.findall(r"\d[\d,]*\.\d\d(?!\d)", letter.text(language))


# -- words


@pytest.mark.parametrize("code", LETTERS)
def test_both_languages_of_a_phrase_name_the_same_values(code):
    en, zh = LETTERS[code]
    assert sorted(PLACEHOLDER.findall(en)) == sorted(PLACEHOLDER.findall(zh))
    assert not re.search("[\u4e00-\u9fff]", en)
    assert not re.search("[\u4e00-\u9fff] *[,.;:!?()]", zh)


def test_every_phrase_is_used():
    room = Path(rp.reports.__file__).parent
    code = "".join(path.read_text("utf-8") for path in room.glob("*.py"))
    made = ("reason", "act_", "opening_", "accrual_", "completion_", "clause_", "missed_", "reminder_")
    unused = [name for name in LETTERS if f'"{name}"' not in code and not name.startswith(made)]
    assert not unused


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_sentences_are_short_and_calm(menus, sample, audience):
    for letter in letters(menus[sample], audience).values():
        for text in said(letter.parts("en")):
            bare = re.sub(r"\[[^\]]*\]", "", text)
            assert all(len(sentence.split()) <= 25 for sentence in re.split(r"[.?:] ", bare)), text
        for text in said(letter.parts("zh")):
            assert all(len(sentence) <= 40 for sentence in re.split("[。？！]", text)), text
        whole = f"{letter.text('en')} {letter.text('zh')}".lower()
        assert not [word for word in (*THREATS, *BAD_ADVICE) if word in whole], letter.kind


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_both_languages_have_the_same_figures(menus, sample, audience):
    for kind, letter in letters(menus[sample], audience).items():
        assert sorted(figures(letter, "en")) == sorted(figures(letter, "zh")), kind


def test_the_bank_decides_is_said_to_banks_alone(menu):
    assert "The bank decides." in rp.reports.offer(menu, TOWN).text()
    assert "是否同意由银行决定" in rp.reports.offer(menu, TOWN).text("zh")
    assert "The creditor decides." in rp.reports.offer(menu, SHOP).text()


# -- what an offer says


def test_an_offer_holds_the_plan_it_offers(menu):
    plan = menu.best.plans["T1"]
    text = rp.reports.offer(menu, "T1").text()
    paid = [Decimal(word.replace(",", "")) for word in re.findall(r"[\d,]+\.\d\d$", _table(text, "from"), re.MULTILINE)]
    assert paid[-1] == sum(paid[:-1]) == plan.total_paid
    for name, amount in (("principal", "28,000.00"), ("interest", "1,620.00"), ("total", "29,620.00")):
        assert re.search(rf"{name} +{amount}", text)


def _table(text, head):
    """The lines of the table whose head begins so."""
    return next(block for block in text.split("\n\n") if block.startswith(head))


def test_what_a_missed_instalment_does_stands_in_every_offer(menus):
    for menu in menus.values():
        for debt in menu.case.debts:
            if menu.best is not None:
                text = rp.reports.offer(menu, debt.id).text()
                assert "If an instalment is missed" in text
                worst = max(
                    menu.best.plans[debt.id].cliff(debt.rules or menu.case.rules).rows, key=lambda r: r.comes_back
                )
                if worst.comes_back > 0:
                    assert f"{worst.comes_back:,}" in text
                    assert f"{worst.owed:,}" in text


def test_where_nothing_can_be_kept_the_letter_says_what_is_short(menus):
    menu = menus["nine-creditors"]
    text = rp.reports.offer(menu, "D1").text()
    certificate = menu.certificate["declared"]
    assert "no plan that we know can be kept" in text
    assert f"{certificate.short_by:,}" in text
    assert f"{certificate.levers['months'].feasible.size} instalments" in text


def test_a_plan_by_itself_can_be_offered(menu):
    letter = rp.reports.offer(menu.best.plans["T1"])
    assert TOWN in letter.text()
    assert "Evidence" not in letter.text()


def test_an_offer_names_one_creditor(menu):
    with pytest.raises(InputError, match="creditor"):
        rp.reports.offer(menu)
    with pytest.raises(InputError, match=TOWN):
        rp.reports.offer(menu, "Zebrabnak")
    with pytest.raises(InputError, match="audience"):
        rp.reports.offer(menu, "T1", audience="public")
    with pytest.raises(InputError, match="option"):
        rp.reports.offer(menu, "T1", option="none such")
    other = menu.options[1]
    assert figures(rp.reports.offer(menu, "T1", option=other.id), "en") == figures(
        rp.reports.offer(menu, "T1", option=other), "en"
    )


def test_a_creditor_with_two_debts_is_asked_about_each_by_its_id():
    both = rp.advise(case(lender=TOWN))
    with pytest.raises(InputError, match="T1, L2"):
        rp.reports.offer(both, TOWN)
    assert "19,880.00" in rp.reports.offer(both, "L2").text()
    assert "19,880.00" not in rp.reports.offer(both, "T1").text()


# -- who may read what


def forms(letter):
    """A letter in every form that is text, in both languages."""
    ways = (letter.text, letter.html, letter.page, letter.markdown, letter.csv)
    return "\n".join(way(language) for way in ways for language in LANGUAGES)


def test_a_creditor_reads_nothing_of_other_creditors_nor_of_the_budgets_lines(menu):
    for kind, letter in letters(menu, "creditor").items():
        whole = forms(letter)
        hidden = [
            LENDER,
            SHOP,
            "L2",
            "S3",
            SECRETS["line"],
            SECRETS["spending"],
            SECRETS["note"],
            "odd jobs",
            "all else",
        ]
        # What is kept back, each line's sum, the others' balances, and the most that could be asked of a month.
        hidden += ["222.22", "311.11", "2,600", "19,880", "12,077", "4,000.00", "1,566.67"]
        assert not [word for word in hidden if word in whole], kind
        assert TOWN in whole or kind in ("reminder", "missed_payment", "completion")


def test_a_document_that_names_another_creditor_is_not_named(menu):
    assert SECRETS["payslip"] not in forms(rp.reports.offer(menu, "L2"))
    assert SECRETS["payslip"] in rp.reports.offer(menu, "T1").text()
    assert "tax note" in rp.reports.offer(menu, "L2").text()


def test_a_creditor_reads_its_share_the_surplus_and_the_evidence_list(menu):
    text = rp.reports.offer(menu, "T1").text()
    share = Decimal(29620) / Decimal(29620 + 19880 + 12077)
    assert f"{(share * 100).quantize(Decimal('0.1'))}%" in text
    assert "1,788.89" in text  # 4,700 less 2,911.11
    assert "tax note" in text


def test_a_third_party_reads_no_sum_and_no_creditor(menu):
    for kind, letter in letters(menu, "third party").items():
        whole = forms(letter)
        assert not [name for name in (TOWN, LENDER, SHOP, "T1", "CNY", *SECRETS.values()) if name in whole], kind
        assert not re.search(r"\d\.\d\d\b|元|¥", letter.text() + letter.text("zh")), kind
        assert not figures(letter, "en")


def test_the_household_reads_everything(menu):
    text = rp.reports.negotiation_sheet(menu).text()
    assert not [word for word in (TOWN, LENDER, SHOP, SECRETS["line"], "222.22") if word not in text]
    assert SECRETS["note"] not in text


def test_no_letter_asks_for_a_person(menu):
    for letter in letters(menu, "household").values():
        assert not re.search(
            r"\bname of|phone|address|ID card|姓名|身份证|电话|住址", letter.text() + letter.text("zh")
        )


# -- the agreement


def test_the_draft_has_the_six_contents_and_says_each(menu):
    draft = rp.reports.agreement_draft(menu.best.plans["T1"], "cn", able="no", willing="willing")
    assert len(draft.check.present) == 6
    assert draft.check.missing == ()
    text = draft.text("zh")
    heads = ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert [text.index(head) for head in heads] == sorted(text.index(head) for head in heads)
    plan = menu.best.plans["T1"]
    table = _table(draft.text(), "no.")
    assert all(f"{row.due}" in table for row in plan.rows)
    assert len(re.findall(r"\d{4}-\d\d-\d\d", table)) == len(plan.rows)
    assert "停止催收" in text
    assert "18.25%" in text


def test_a_draft_elsewhere_has_no_undertaking_and_says_that_nothing_was_checked(menus):
    plan = menus["dmp-four-cards"].best.plans["W"]
    draft = rp.reports.agreement_draft(plan)
    assert draft.check is None
    assert "No new credit card" not in draft.text()
    assert "No rules of a place were looked at." in draft.text()


def test_a_plan_that_leaves_something_owed_makes_no_agreement():
    debt = rp.Debt(id="A", principal="1000", rate="0%", currency="CNY")
    plan = rp.schedule(debt, rp.Terms(shape=rp.shapes.GivenAmounts(["10"])), as_of="2026-12-01")
    for make in (rp.reports.agreement_draft, rp.reports.completion):
        with pytest.raises(InputError, match="clears its debt"):
            make(plan)
    assert "990.00 is still owed" in rp.reports.offer(plan).text()


# -- the schedule


def test_the_schedule_sheet_has_every_row_and_its_sums(menu):
    plan = menu.best.plans["T1"]
    csv = rp.reports.schedule_sheet(plan).csv()
    rows = [line for line in csv.splitlines() if re.match(r"\d+,\d{4}-", line)]
    assert len(rows) == len(plan.rows)
    text = rp.reports.schedule_sheet(plan).text()
    for word in (f"{plan.total_paid:,}", "half-up", "0.05% a day (18.25% a year)", "given by the user", "usual choice"):
        assert word in text


# -- while it runs


def test_a_reminder_is_of_the_next_instalment_that_asks_something(menu):
    plan = menu.best.plans["T1"]
    due = plan.rows[3]
    text = rp.reports.reminder(plan, on=due.due, officer="Ms Li").text()
    assert str(due.due) in text
    assert f"{due.payment:,}" in text
    assert "Ms Li" in text
    with pytest.raises(InputError, match="past"):
        rp.reports.reminder(plan, on="2099-01-01")


def test_a_reminder_of_a_promise_has_its_hour():
    promise = rp.Promise("2000", due="2026-12-04T18:00+08:00", currency="CNY")
    letter = rp.reports.reminder(promise.reminder(rules="cn", officer="Ms Li"))
    assert "CNY 2,000.00 by 2026-12-04 18:00" in letter.text()
    assert "Ms Li" in letter.text("zh")
    assert rp.reports.reminder(promise).text().count("2026-12-04 18:00") == 1


@pytest.mark.parametrize(("on", "number"), [("2027-02-01", 2), ("2027-01-31", 1), ("2027-03-01", 3)])
def test_a_missed_instalment_is_the_last_one_due_before_the_day(menus, on, number):
    plan = menus["unemployed-three-cards"].best.plans["A"]
    text = rp.reports.missed_payment(plan, on=on).text()
    assert f"Instalment {number} of 60" in text
    before = sum(row.payment for row in plan.rows[: number - 1])
    assert f"So far CNY {before:,}" in text
    if number > 1:
        void = plan.cliff().after(number - 1)
        assert f"CNY {void.comes_back:,} would come back: CNY {void.owed:,}" in text


def test_an_instalment_that_was_not_missed_makes_no_letter(menus):
    plan = menus["unemployed-three-cards"].best.plans["A"]
    with pytest.raises(InputError, match="nothing was due"):
        rp.reports.missed_payment(plan, on="2026-12-31")
    with pytest.raises(InputError, match="not missed"):
        rp.reports.missed_payment(plan, 1, on="2027-01-01", paid="188.50")
    with pytest.raises(InputError, match="still to come"):
        rp.reports.missed_payment(plan, 5, on="2027-01-01")
    assert "188.49 is open" in rp.reports.missed_payment(plan, 1, on="2027-01-01", paid="0.01").text()


def test_the_last_letter_says_what_was_paid(menus):
    plan = menus["unemployed-three-cards"].best.plans["A"]
    assert "all 60 instalments, CNY 30,160.00 in all" in rp.reports.completion(plan).text()
    assert "2031-06-01" in rp.reports.completion(plan, on="2031-06-01", paid="30000").text()


# -- forms


EVIL = ("<b>Bank</b> & 'Co'", "*Bank* [x](http://evil.example) `#$` {{y}}", "=HYPERLINK(1)|cmd")


def test_names_with_markup_stay_text():
    wild = rp.advise(case(town=EVIL[0], lender=EVIL[1], shop=EVIL[2]))
    sheet = rp.reports.negotiation_sheet(wild)
    html = sheet.page()
    assert "<b>Bank" not in html
    assert "&lt;b&gt;Bank&lt;/b&gt;" in html
    markdown = sheet.markdown()
    assert "\\*Bank\\* \\[x\\](http\\://evil.example)" in markdown
    assert "\\<b\\>" in markdown
    assert "=HYPERLINK(1)\\|cmd" in markdown
    lines = sheet.csv().splitlines()
    assert not [line for line in lines if re.search(r'(^|,)"?[=@]', line)]
    assert any("'=HYPERLINK" in line for line in lines)


def test_markdown_with_markup_in_names_renders_as_the_same_text():
    markdown = pytest.importorskip("markdown")
    wild = rp.advise(case(town=EVIL[0], lender=EVIL[1], shop=EVIL[2]))
    for debt in ("T1", "L2", "S3"):
        made = markdown.markdown(rp.reports.offer(wild, debt).markdown(), extensions=["tables"])
        # Nothing of a name became a link, code or stress; the words are there.
        assert not re.search(r"<(a|em|code|strong|b|img)\b", made)
    assert "evil.example" in markdown.markdown(rp.reports.offer(wild, "L2").markdown(), extensions=["tables"])


def test_a_letter_is_saved_as_its_ending_says(tmp_path, menu):
    letter = rp.reports.offer(menu, "T1")
    for ending, begins in ((".md", "## Offer"), (".html", "<!doctype html>"), (".txt", "Offer of"), (".csv", "To,")):
        path = letter.save(tmp_path / f"offer{ending}")
        assert path.read_text("utf-8").startswith(begins)
    with pytest.raises(InputError, match="path"):
        letter.save(tmp_path / "offer.docx")


def test_a_page_loads_nothing_from_elsewhere(menu):
    page = rp.reports.offer(menu, "T1").page("zh")
    assert 'lang="zh"' in page
    assert not re.search(r"src=|href=|url\(|@import|https?://", page)
    assert "color-scheme:light dark" in page


def test_the_same_input_gives_the_same_bytes(menu):
    again = rp.advise(case())
    for kind, letter in letters(menu, "creditor").items():
        assert forms(letter) == forms(letters(again, "creditor")[kind])


# -- amounts and days of a locale


def test_a_locale_writes_amounts_and_days(menu):
    pytest.importorskip("babel")
    letter = rp.reports.reminder(menu.best.plans["T1"], on="2026-12-31")
    assert "2026年12月31日" in letter.text("zh", "zh_CN")
    assert "¥" in letter.text("zh", "zh_CN")
    assert "31 December 2026" in letter.text("en", "en_GB")
    assert "year-month-day" not in letter.text("en", "en_GB")
    assert "Dates are written year-month-day." in letter.text()
    sheet = rp.reports.schedule_sheet(menu.best.plans["T1"])
    assert "29.620,00" in sheet.text("en", "de_DE")
    with pytest.raises(InputError, match="locale"):
        letter.text("en", "xx_NOPE")


def test_every_figure_is_there_in_a_locale_too(menu):
    pytest.importorskip("babel")
    plan = menu.best.plans["T1"]
    sheet = rp.reports.schedule_sheet(plan)
    assert figures(sheet, "en") == re.findall(r"\d[\d,]*\.\d\d(?!\d)", sheet.text("en", "en_GB"))


def test_without_babel_a_locale_says_what_to_install(menu, monkeypatch):
    monkeypatch.setitem(sys.modules, "babel", None)
    monkeypatch.setitem(sys.modules, "babel.core", None)
    with pytest.raises(MissingLibrary, match=r"repayplan\[locale\]"):
        rp.reports.offer(menu, "T1").text("en", "en_GB")


def test_without_typst_a_pdf_says_what_to_install(menu, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingLibrary, match=r"repayplan\[letter\]"):
        rp.reports.offer(menu, "T1").pdf()
