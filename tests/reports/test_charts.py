"""Charts: the figures of the values they are made from, a title that says the finding, no character missing."""

import random
import re
import sys
from decimal import Decimal
from itertools import pairwise

import pytest

import repayplan as rp
from repayplan.reports.chart_style import BLUE, CHINESE, DARK, RED, YELLOW, families
from repayplan.units.refusal import InputError
from repayplan.words.charts import CHARTS
from repayplan.words.frames import MissingLibrary

matplotlib = pytest.importorskip("matplotlib")
plt = pytest.importorskip("matplotlib.pyplot")
charts = rp.reports.charts

HAS_FONT = set(families()) & set(CHINESE)
LANGUAGES = ["en", pytest.param("zh", marks=pytest.mark.skipif(not HAS_FONT, reason="apt install fonts-noto-cjk"))]


@pytest.fixture(scope="module")
def menus():
    return {name: rp.advise(rp.sample(name)) for name in ("unemployed-three-cards", "dmp-four-cards", "nine-creditors")}


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def every(menus):
    """A call of each chart."""
    three, four = menus["unemployed-three-cards"], menus["dmp-four-cards"]
    plan = four.best.plans["W"]
    paid = [rp.Payment(plan.instalment, on=plan.rows[0].due), rp.Payment("100", on="2027-03-10")]
    return {
        "balance": lambda **how: charts.balance(three.best.plans["A"], **how),
        "instalments": lambda **how: charts.instalments(three.best, **how),
        "options": lambda **how: charts.options(three, **how),
        "frontier": lambda **how: charts.frontier(four.frontier(rate="8%"), **how),
        "stress_fan": lambda **how: charts.stress_fan(
            rp.stress(list(three.best.plans.values()), three.case.household), **how
        ),
        "portfolio": lambda **how: charts.portfolio([menu.assessment for menu in menus.values()], **how),
        "adherence": lambda **how: charts.adherence(rp.Ledger(plan, paid), on="2027-06-01", **how),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_draws_every_character_and_shows_nothing(menus, language, monkeypatch):
    monkeypatch.setattr(plt, "show", lambda *a, **k: pytest.fail("a chart showed itself"))
    for name, draw in every(menus).items():
        axes = draw(language=language)
        assert isinstance(axes, matplotlib.axes.Axes)
        axes.figure.canvas.draw()  # a missing glyph is a warning, and a warning is an error here
        assert any("\u4e00" <= mark <= "\u9fff" for mark in axes.get_title(loc="left")) == (language == "zh"), name


def test_a_chart_is_drawn_on_the_axes_that_are_given(menus):
    for draw in every(menus).values():
        _, axes = plt.subplots()
        before = len(plt.get_fignums())
        assert draw(ax=axes) is axes
        assert len(plt.get_fignums()) == before


def test_titles_say_what_is_found(menus):
    found = {name: draw().get_title(loc="left") for name, draw in every(menus).items()}
    three, four = menus["unemployed-three-cards"], menus["dmp-four-cards"]
    assert str(three.best.plans["A"].last_due) in found["balance"]
    assert three.best.feasibility.declared.least_margin_month in found["instalments"]
    assert found["options"].startswith(f"{len(three.options)} can be kept")
    assert f"{sum(three.best.concession.values()):,}" in found["options"]
    frontier = four.frontier(rate="8%")
    assert found["frontier"].startswith(f"{len(frontier.points)} of {len(frontier.points) + len(frontier.dominated)} ")
    assert found["portfolio"] == "3 of 3 are willing and not able"
    short = charts.instalments(three.best, ledger="verified").get_title(loc="left")
    month, by = three.best.feasibility.verified.short_of_cash
    assert short == f"Cash runs short in {month}, by CNY {by:,}"
    assert charts.options(menus["nine-creditors"]).get_title(loc="left") == "None can be kept yet"


def test_the_balance_is_the_plans_own(menus):
    plan = menus["unemployed-three-cards"].best.plans["A"]
    axes = charts.balance(plan)
    top = max(point[1] for part in axes.collections for point in part.get_paths()[0].vertices)
    assert top == float(plan.debt.total)
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["principal", "interest", "penalty"]


def test_bars_are_the_payments_of_each_month(menus):
    best = menus["unemployed-three-cards"].best
    heights = [Decimal(str(bar.get_height())) for bar in charts.instalments(best).patches]
    assert heights == best.payments


def test_options_are_drawn_with_what_each_side_gives(menus):
    menu = menus["unemployed-three-cards"]
    widths = [Decimal(str(bar.get_width())) for bar in charts.options(menu).patches]
    shown = menu.options[:12]
    assert widths == [o.total_paid for o in shown] + [sum(o.concession.values()) for o in shown]


def test_the_fan_falls_as_the_stress_says(menus):
    menu = menus["unemployed-three-cards"]
    found = rp.stress(list(menu.best.plans.values()), menu.case.household, falls=["1%", "10%"])
    lines = charts.stress_fan(found).lines
    cash = [Decimal(str(y)) for y in lines[0].get_ydata()]
    assert cash == [round(value, 2) for value in menu.best.feasibility.declared.cash_path]
    # By hand: a tenth of each month's income less, what is kept back being 200 of what is left over.
    verdict, held, path = menu.best.feasibility.declared, Decimal("1200"), []
    for income, surplus, pay in zip(verdict.income, verdict.means.surplus, verdict.payments, strict=True):
        left = Decimal(surplus - -(-income // 10)) / 100
        held += left - min(max(left, Decimal(0)), Decimal(200)) - Decimal(pay) / 100
        path.append(held)
    assert [Decimal(str(y)) for y in lines[2].get_ydata()] == path


def test_the_chosen_point_is_ringed(menus):
    frontier = menus["dmp-four-cards"].frontier(rate="8%")
    best = next(point for point in frontier.points if point.option.id == frontier.best)
    rings = [line for line in charts.frontier(frontier).lines if line.get_markersize() > 10]
    assert [(ring.get_xdata()[0], ring.get_ydata()[0]) for ring in rings] == [
        (float(best.least_margin), float(best.value))
    ]


def test_a_portfolio_counts_every_household():
    draw = random.Random(7)
    stage = [draw.choice(["M0", "M1", "M3", "M6+"]) for _ in range(200)]
    able = [draw.choice(["yes", "no", "part of the year", "unknown"]) for _ in stage]
    willing = [draw.choice(["willing", "unknown", "declined"]) for _ in stage]
    axes = charts.portfolio(stage=stage, able=able, willing=willing)
    assert sum(int(text.get_text()) for text in axes.texts) == 200
    wanted = sum(a in ("no", "part of the year") and w == "willing" for a, w in zip(able, willing, strict=True))
    assert axes.get_title(loc="left") == f"{wanted} of 200 are willing and not able"
    with pytest.raises(InputError, match="one length"):
        charts.portfolio(stage=["M0"], able=[], willing=[])
    with pytest.raises(InputError, match="able"):
        charts.portfolio(stage=["M0"])
    with pytest.raises(InputError, match="stage"):
        charts.portfolio(stage=["M9"], able=["no"], willing=["willing"])


def test_adherence_shows_what_came_and_what_did_not(menus):
    plan = menus["dmp-four-cards"].best.plans["W"]
    paid = [rp.Payment(plan.instalment, on=plan.rows[0].due), rp.Payment("100", on="2027-03-10")]
    axes = charts.adherence(rp.Ledger(plan, paid), on="2027-04-01")
    solid = [bar for bar in axes.patches if bar.get_facecolor()[3]]
    assert sorted(bar.get_height() for bar in solid) == [100.0, float(plan.instalment)]


def luminance(colour):
    """Relative luminance, as WCAG 2 defines it."""
    parts = matplotlib.colors.to_rgb(colour)
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_colours_stay_apart_in_grey():
    steps = [luminance(colour) for colour in (DARK, RED, BLUE, YELLOW)]
    assert all((two + 0.05) / (one + 0.05) >= 1.5 for one, two in pairwise(steps))


def test_a_dollar_sign_in_a_name_begins_no_formula(menus):
    menu = menus["dmp-four-cards"]
    axes = charts.options(menu)
    axes.set_title(rp.reports.chart_style.plain("Bank $x_1$ and $y^{$"))
    assert not matplotlib.cbook.is_math_text(axes.get_title())
    axes.figure.canvas.draw()


def test_both_languages_of_a_label_name_the_same_values():
    for en, zh in CHARTS.values():
        assert sorted(re.findall(r"\{(\w+)\}", en)) == sorted(re.findall(r"\{(\w+)\}", zh))


def test_without_matplotlib_a_chart_says_what_to_install(menus, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(MissingLibrary, match=r"repayplan\[plot\]"):
        charts.options(menus["dmp-four-cards"])


def test_a_font_that_matplotlib_does_not_remember_is_found(monkeypatch):
    if not HAS_FONT:
        pytest.skip("apt install fonts-noto-cjk")
    manager = matplotlib.font_manager.fontManager
    monkeypatch.setattr(manager, "ttflist", [font for font in manager.ttflist if font.name not in CHINESE])
    assert families.__wrapped__()[0] in CHINESE


def test_without_a_chinese_font_a_chinese_chart_says_what_to_install(menus, monkeypatch):
    monkeypatch.setattr(rp.reports.chart_style, "families", lambda: ("DejaVu Sans",))
    with pytest.raises(MissingLibrary, match="fonts-noto-cjk"):
        charts.options(menus["dmp-four-cards"], language="zh")
