"""Values show themselves in a notebook: escaped, in the page's own colours, without anything from elsewhere."""

import re
from decimal import Decimal

import pytest

import repayplan as rp
from tests.reports.building import case

WILD = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def shown():
    menu = rp.advise(case(town=WILD))
    none = rp.advise(rp.sample("nine-creditors"))
    best = menu.best
    return {
        "case": menu.case,
        "assessment": menu.assessment,
        "plan": best.plans["T1"],
        "feasibility": best.feasibility,
        "option": best,
        "menu": menu,
        "certificate": none.certificate["declared"],
        "cliff": best.plans["T1"].cliff(),
        "letter": rp.reports.offer(menu, "T1"),
    }


def test_every_value_shows_itself_escaped_and_without_outside_assets(shown):
    for name, value in shown.items():
        for language in ("en", "zh"):
            html = value.html(language)
            assert f'lang="{language}"' in html, name
            assert "<img" not in html, name
            assert not re.search(r"""(src|href)\s*=\s*["']|url\(|@import|<script|<link""", html.replace(WILD, "")), name
            # The page's own colours, so that it can be read on light and on dark.
            assert not re.search(r"(?<!current)color:(?!inherit)|background", html), name
        assert value._repr_html_() == value.html()
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown["case"].html()


def test_a_case_shows_each_part_owed_and_each_line(shown):
    text = shown["case"].text()
    for word in ("28,000.00", "1,620.00", "29,620.00", "teaching", "physiotherapy", "verified", "essential"):
        assert word in text


def test_a_plan_is_a_frame_of_its_rows(shown):
    plan = shown["plan"]
    frame = plan.to_frame("dict")
    assert frame["payment"] == [row.payment for row in plan.rows]
    assert frame["due"][-1] == plan.last_due
    parts = zip(frame["to_principal"], frame["to_interest"], frame["to_penalty"], frame["to_fees"], strict=True)
    assert [sum(row) for row in parts] == frame["payment"]


def test_a_judgement_is_a_frame_of_its_months(shown):
    frame = shown["feasibility"].to_frame("dict")
    for ledger in ("declared", "verified"):
        rows = zip(frame[f"available_{ledger}"], frame["payments"], frame[f"margin_{ledger}"], strict=True)
        assert all(have - pay == margin for have, pay, margin in rows)
        cash = Decimal("1234.50")
        for margin, after in zip(frame[f"margin_{ledger}"], frame[f"cash_{ledger}"], strict=True):
            cash += margin
            assert cash == after


def test_an_assessment_is_a_frame_of_its_debts(shown):
    frame = shown["assessment"].to_frame("dict")
    assert frame["debt"] == ["T1", "L2", "S3"]
    assert sum(frame["owed"]) == shown["assessment"].total_owed
