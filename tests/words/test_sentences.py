"""Sentences: every code is spoken in both languages, with its own numbers, in few and calm words."""

import re
from datetime import date
from decimal import Decimal

import pytest

from repayplan.units.findings import CODES, Finding
from repayplan.units.refusal import InputError
from repayplan.words.formats import percent
from repayplan.words.sentences import MANNERS, PLACEHOLDER, SENTENCES, WORDS, filled, sentence, word

SPOKEN = [(code, language) for code in SENTENCES for language in ("en", "zh")]
THREATS = (
    "!",
    "immediately",
    "legal action",
    "lawsuit",
    "prosecut",
    "seize",
    "！",
    "立即",
    "起诉",
    "查封",
    "后果",
    "否则",
)
CHINESE = "\u4e00-\u9fff"
SAMPLES = (Decimal("1066.67"), date(2026, 12, 1), 3, "A <& {b}")


def template(code, language):
    return SENTENCES[code][("en", "zh").index(language)]


def test_every_code_has_its_sentences_in_the_order_of_the_codes():
    assert list(SENTENCES) == list(CODES)


@pytest.mark.parametrize(("code", "language"), SPOKEN)
def test_placeholders_are_the_numbers_of_the_code(code, language):
    text = template(code, language)
    named = {name for name, _ in PLACEHOLDER.findall(text)}
    assert named | {"currency"} == {*CODES[code], "currency"}  # the currency stands beside amounts by itself
    assert not set("{}") & set(PLACEHOLDER.sub("", text))


@pytest.mark.parametrize(("code", "language"), SPOKEN)
def test_placeholders_say_a_known_manner(code, language):
    for name, manner in PLACEHOLDER.findall(template(code, language)):
        counts = language == "en" and re.fullmatch(r"[a-z ]+\|[a-z ]+", manner)
        assert manner in MANNERS or counts, (name, manner)


@pytest.mark.parametrize(("code", "language"), SPOKEN)
def test_sentences_are_short_and_whole(code, language):
    text = PLACEHOLDER.sub("X", template(code, language))
    assert text == " ".join(text.split())
    assert text[-1] == (".", "。")[language == "zh"]
    if language == "en":
        assert all(len(part.split()) <= 25 for part in re.split(r"[.?] ", text))
        assert not re.search(f"[{CHINESE}]", text)
    else:
        assert all(len(part) <= 40 for part in re.split("[。？]", text))
        assert not re.search(f"[{CHINESE}] *[,.;:!?()]", text)


@pytest.mark.parametrize(("code", "language"), SPOKEN)
def test_sentences_threaten_nobody(code, language):
    assert not [threat for threat in THREATS if threat in template(code, language).lower()]


@pytest.mark.parametrize(("code", "language"), SPOKEN)
@pytest.mark.parametrize("value", SAMPLES, ids=["amount", "day", "count", "text"])
def test_every_code_can_be_said(code, language, value):
    said = sentence(Finding(code, dict.fromkeys(CODES[code], value), rule="a.rule"), language)
    assert said.endswith("[a.rule]")
    written = (str(value), percent(value)) if isinstance(value, Decimal) else (str(value),)
    assert any(form in said.replace(",", "") for form in written) or not CODES[code]


def test_one_finding_word_by_word():
    finding = Finding("credit_balance", {"debt": "A", "component": "fees", "amount": Decimal("1200.00")}, "cn.x")
    assert sentence(finding).startswith("Debt A has a credit balance of 1,200.00 in its fees. ")
    assert sentence(finding, "zh") == "债务A的费用有贷方余额1,200.00。不为其制定计划，也不与其他债务相抵。[cn.x]"


@pytest.mark.parametrize(
    ("text", "numbers", "said"),
    [
        ("{gap}", {"gap": Decimal("1200"), "currency": "CNY"}, "CNY 1,200.00"),
        ("{gap}", {"gap": Decimal("1200"), "currency": "JPY"}, "JPY 1,200"),
        ("{gap}", {"gap": Decimal("1200.5")}, "1,200.5"),
        ("{share:percent}", {"share": Decimal("0.4"), "currency": "CNY"}, "40%"),
        ("{fx:plain}", {"fx": Decimal("7.1500"), "currency": "CNY"}, "7.15"),
        ("{on}", {"on": date(2026, 12, 1)}, "2026-12-01"),
        ("{n:month|months}", {"n": 1}, "1 month"),
        ("{n:month|months}", {"n": 1200}, "1200 months"),
        ("{debt}", {"debt": "{n}"}, "{n}"),  # a name is never read as a placeholder
        ("{debt}", {"debt": r"\1"}, r"\1"),
    ],
)
def test_how_numbers_are_written(text, numbers, said):
    assert filled(text, numbers) == said


def test_words_of_the_field_are_told_apart():
    assert len(set(WORDS.values())) == len(WORDS)
    assert all(re.search(f"[{CHINESE}]", zh) for zh in WORDS.values())
    assert word("spread", "zh") == "分摊"
    assert word("a status of a user's own pack", "zh") == "a status of a user's own pack"


def test_another_language_is_refused():
    with pytest.raises(InputError, match="language"):
        sentence(Finding("minimum_unknown", {"debt": "A"}), "de")
