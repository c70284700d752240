"""Charts, by the extra ``plot``: each draws on axes and returns them; its title says what it finds. None shows itself.

Money is drawn in floats, since a picture is no figure: the figures are in the values that a chart is made from.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from repayplan.debts.stage import STAGES
from repayplan.reports.chart_style import BLUE, DARK, GREY, HATCHES, RED, YELLOW, Canvas, fonts, plain
from repayplan.units.components import COMPONENTS
from repayplan.units.dates import read_date
from repayplan.units.money import from_minor, own_context
from repayplan.units.rates import percent_text, read_share
from repayplan.units.refusal import refuse
from repayplan.words.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from repayplan.feasibility.assessment import Assessment
    from repayplan.feasibility.judge import Verdict
    from repayplan.feasibility.stress import Stress
    from repayplan.followup.ledger import Ledger
    from repayplan.options.frontier import Frontier, Point
    from repayplan.options.menu import Menu
    from repayplan.options.option import Option
    from repayplan.plans.plan import Plan

MOST_BARS = 12
QUADRANTS = ("able_willing", "able_other", "unable_willing", "unable_other", "unknown")


def balance(plan: Plan, *, ax: Any = None, language: str = "en") -> Any:
    """What is owed over time, by component.

    Args:
        plan: whose balance.
        ax: axes to draw on; None: a figure of its own.
        language: ``en`` or ``zh``.

    Returns:
        The axes.

    Raises:
        MissingLibrary: the extra ``plot`` is not installed, or no font has the characters.

    Examples:
        >>> import repayplan as rp
        >>> axes = balance(rp.advise(rp.sample("unemployed-three-cards")).best.plans["A"])
        >>> axes.get_title(loc="left")
        'Nothing is owed after 2031-11-30'
    """
    with fonts(_chinese(language)):
        chart = Canvas(ax, language, plan.currency)
        days = [plan.as_of, *(row.due for row in plan.rows)]
        below = [0.0] * len(days)
        for name, colour, hatch in zip(COMPONENTS, (DARK, RED, BLUE, YELLOW), HATCHES, strict=True):
            owed = [float(getattr(plan.debt, name)), *(float(row.parts[name].closing) for row in plan.rows)]
            if any(owed):
                above = [low + part for low, part in zip(below, owed, strict=True)]
                chart.ax.fill_between(
                    days, below, above, step="post", color=colour, hatch=hatch, edgecolor="white", linewidth=0.4,
                    label=word(name, language),
                )  # fmt: skip
                below = above
        chart.ax.set_ylabel(chart.say("owed_axis"))
        chart.ax.set_ylim(bottom=0)
        return chart.finish(_balance_title(chart, plan), dates=True)


def _balance_title(chart: Canvas, plan: Plan) -> str:
    most = max((row.closing for row in plan.rows), default=Decimal(0))
    if not plan.clears:
        return chart.say("balance_left", amount=plan.rows[-1].closing, day=plan.last_due)
    if most > plan.debt.total:
        return chart.say("balance_grows", amount=most, day=plan.last_due)
    return chart.say("balance_clears", day=plan.last_due)


def instalments(of: Option | Verdict, *, ledger: str = "declared", ax: Any = None, language: str = "en") -> Any:
    """Instalments against the surplus of each month, with what is kept back.

    Args:
        of: an option, or a verdict.
        ledger: of an option: ``declared`` or ``verified``.
        ax: axes to draw on; None: a figure of its own.
        language: ``en`` or ``zh``.

    Returns:
        The axes.

    Examples:
        >>> import repayplan as rp
        >>> axes = instalments(rp.advise(rp.sample("dmp-four-cards")).best)
        >>> axes.get_title(loc="left")
        'Every month pays for itself: 2026-12 leaves least, USD 0.00'
    """
    from repayplan.options.option import Option

    verdict = of.feasibility.on(ledger) if isinstance(of, Option) else of
    with fonts(_chinese(language)):
        chart = Canvas(ax, language, verdict.currency)
        days = [read_date(f"{month}-01", "month") for month in verdict.months]
        count = len(days)
        surplus, left = _money(verdict.means.surplus[:count], verdict), _money(verdict.means.available[:count], verdict)
        chart.ax.bar(days, _money(verdict.payments, verdict), width=22, color=BLUE, label=chart.say("instalments"))
        # To the end of the last month: a step holds until the next one.
        after = [*days, read_date(f"{_next(verdict.months[-1])}-01", "month")]
        chart.ax.step(
            after, [*surplus, surplus[-1]], where="post", color=DARK, linewidth=1.8, label=chart.say("surplus")
        )
        chart.ax.fill_between(
            after, [*left, left[-1]], [*surplus, surplus[-1]], step="post", facecolor="none", edgecolor=GREY,
            hatch="//", linewidth=0, label=chart.say("kept_back"),
        )  # fmt: skip
        chart.ax.axhline(0, color="black", linewidth=0.8)
        chart.ax.set_ylabel(chart.say("a_month"))
        return chart.finish(_instalments_title(chart, verdict), dates=True)


def _instalments_title(chart: Canvas, verdict: Verdict) -> str:
    if verdict.short_of_cash is not None:
        month, by = verdict.short_of_cash
        return chart.say("instalments_short", month=month, amount=by)
    if verdict.short_of_surplus is not None:
        month, by = verdict.short_of_surplus
        return chart.say("instalments_savings", month=month, amount=by)
    return chart.say("instalments_fit", month=verdict.least_margin_month, amount=verdict.least_margin)


@own_context()
def options(menu: Menu, *, ax: Any = None, language: str = "en") -> Any:
    """The options side by side: what the household pays in all, and what creditors give up.

    Args:
        menu: whose options, best first; the first twelve are drawn.
        ax: axes to draw on; None: a figure of its own.
        language: ``en`` or ``zh``.

    Returns:
        The axes.

    Examples:
        >>> import repayplan as rp
        >>> axes = options(rp.advise(rp.sample("unemployed-three-cards")))
        >>> axes.get_title(loc="left")
        '14 can be kept; the first asks creditors to give up CNY 30,747.57'
    """
    from repayplan.options.tables import short_name

    shown = menu.options[:MOST_BARS]
    with fonts(_chinese(language)):
        chart = Canvas(ax, language, menu.case.currency, (8.0, 1.6 + 0.38 * max(1, len(shown))))
        places = range(len(shown))
        given = [sum(option.concession.values(), Decimal(0)) for option in shown]
        paid = [float(option.total_paid) for option in shown]
        chart.ax.barh([k - 0.19 for k in places], paid, height=0.36, color=DARK, label=chart.say("paid"))
        chart.ax.barh(
            [k + 0.19 for k in places], [float(sum_) for sum_ in given], height=0.36, color=YELLOW, edgecolor="black",
            linewidth=0.4, hatch="//", label=chart.say("given_up"),
        )  # fmt: skip
        names = [f"{k}  {plain(short_name(option, language))}" for k, option in enumerate(shown, 1)]
        chart.ax.set_yticks(list(places), names)
        chart.ax.invert_yaxis()
        label = chart.say("in_all_axis")
        if len(menu.options) > MOST_BARS:
            label = f"{label}   {chart.say('more', count=len(menu.options) - MOST_BARS)}"
        chart.ax.set_xlabel(label)
        title = chart.say("options_none")
        if shown:
            title = chart.say("options_best", count=len(menu.options), amount=given[0])
        return chart.finish(title, money="x", legend=bool(shown))


def frontier(of: Frontier, *, ax: Any = None, language: str = "en") -> Any:
    """The options that no other beats, on the household's least margin and the creditors' value; the first is ringed.

    Args:
        of: made by :meth:`repayplan.Menu.frontier`. With a rate the value is what creditors are promised, in today's
            money; without, what they receive within twelve months.
        ax: axes to draw on; None: a figure of its own.
        language: ``en`` or ``zh``.

    Returns:
        The axes.

    Examples:
        >>> import repayplan as rp
        >>> axes = frontier(rp.advise(rp.sample("dmp-four-cards")).frontier(rate="8%"))
        >>> axes.get_xlabel()
        'least margin of a month (USD)'
    """
    from repayplan.options.tables import short_name

    measure = "value" if "value" in of.measures else "cash_12"
    currency = of.points[0].option.currency if of.points else ""
    with fonts(_chinese(language)):
        chart = Canvas(ax, language, currency)
        for k, point in enumerate(of.points, 1):
            at = float(point.least_margin), float(getattr(point, measure))
            chart.ax.plot(*at, "o", color=DARK, markersize=7, label=chart.say("on_frontier") if k == 1 else None)
            if point.option.id == of.best:
                chart.ax.plot(
                    *at, "o", markerfacecolor="none", markeredgecolor=RED, markersize=15, markeredgewidth=2,
                    label=chart.say("first"),
                )  # fmt: skip
        for at, numbers in _near(of.points, measure):
            chart.ax.annotate(numbers, at, xytext=(9, 5), textcoords="offset points", fontsize=9)
        names = [f"{k}  {plain(short_name(point.option, language))}" for k, point in enumerate(of.points, 1)]
        chart.ax.text(1.02, 1.0, "\n".join(names), transform=chart.ax.transAxes, va="top", fontsize=8)
        chart.ax.set_xlabel(chart.say("least_margin"))
        chart.ax.set_ylabel(chart.say(measure))
        chart.ax.margins(0.12)
        count = len(of.points)
        title = chart.say("frontier_found", count=count, all=count + len(of.dominated))
        return chart.finish(title, money="xy", legend=bool(of.points))


def _near(points: Sequence[Point], measure: str) -> list[tuple[tuple[float, float], str]]:
    """The numbers of the points, those that lie on one another together."""
    places = [(float(point.least_margin), float(getattr(point, measure))) for point in points]
    spans = [max(values) - min(values) or 1.0 for values in zip(*places, strict=True)]
    found: dict[tuple[int, ...], tuple[tuple[float, float], list[str]]] = {}
    for k, place in enumerate(places, 1):
        key = tuple(round(value / span * 20) for value, span in zip(place, spans, strict=True))
        found.setdefault(key, (place, []))[1].append(str(k))
    return [(place, ", ".join(numbers)) for place, numbers in found.values()]


def stress_fan(of: Stress, *, ledger: str = "declared", ax: Any = None, language: str = "en") -> Any:
    """Cash month by month as it stands, and where all income falls by the shares that were tried.

    Args:
        of: made by :func:`repayplan.stress`.
        ledger: ``declared`` or ``verified``.
        ax: axes to draw on; None: a figure of its own.
        language: ``en`` or ``zh``.

    Returns:
        The axes.

    Examples:
        >>> import repayplan as rp
        >>> case = rp.sample("dmp-four-cards")
        >>> plans = list(rp.advise(case).best.plans.values())
        >>> stress_fan(rp.stress(plans, case.household)).get_title(loc="left")
        'A fall of 10% is too much: 2026-12 is short'
    """
    verdict = of.judged.on(ledger)
    falls = sorted({read_share(row.size, "falls") for row in of.grid if row.kind == "income_down"})
    with fonts(_chinese(language)):
        chart = Canvas(ax, language, verdict.currency)
        days = [read_date(f"{month}-01", "month") for month in verdict.months]
        lines = {fall: _fallen(verdict, fall) for fall in (Fraction(0), *falls)}
        ways = ((DARK, "-"), (BLUE, "--"), (RED, "-."), (GREY, ":"), (YELLOW, "--"))
        for k, (fall, units) in enumerate(lines.items()):
            colour, dashes = ways[min(k, len(ways) - 1)]
            said = chart.say("falls", share=percent_text(fall)) if fall else chart.say("as_now")
            chart.ax.plot(days, _money(units, verdict), color=colour, linestyle=dashes, linewidth=2, label=said)
        floor = _money([verdict.means.floor], verdict)[0]
        chart.ax.axhline(floor, color="black", linewidth=1, label=chart.say("floor"))
        chart.ax.set_ylabel(chart.say("cash_axis"))
        return chart.finish(_stress_title(chart, verdict, of, ledger), dates=True)


def _fallen(verdict: Verdict, fall: Fraction) -> list[int]:
    """Cash where all income falls by a share, rounded as the stress is."""
    changes = [-units * fall.numerator // fall.denominator for units in verdict.income]
    return verdict.means.changed(changes).path(verdict.payments)


def _stress_title(chart: Canvas, verdict: Verdict, of: Stress, ledger: str) -> str:
    """How far income may fall, of the shares that were tried."""
    if verdict.short_of_cash is not None:
        return chart.say("stress_already", month=verdict.short_of_cash[0])
    held = None
    for row in sorted((r for r in of.grid if r.kind == "income_down"), key=lambda r: read_share(r.size, "falls")):
        short = getattr(row, ledger).short_of_cash
        if short is not None:
            code = "stress_none" if held is None else "stress_breaks"
            return chart.say(code, share=held, more=row.size, month=short[0])
        held = row.size
    return chart.say("stress_holds", share=held or "0%")


def portfolio(
    of: Iterable[Assessment] | None = None,
    *,
    stage: Sequence[str] | None = None,
    able: Sequence[str] | None = None,
    willing: Sequence[str] | None = None,
    ax: Any = None,
    language: str = "en",
) -> Any:
    """A map of many households: how many in each stage are able and willing.

    Args:
        of: assessments, each counted at its worst stage; or None, and the columns:
        stage: ``M0`` to ``M6+``, one a household.
        able: ``yes``, ``part of the year``, ``no`` or ``unknown``.
        willing: ``willing``, ``unknown`` or ``declined``.
        ax: axes to draw on; None: a figure of its own.
        language: ``en`` or ``zh``.

    Returns:
        The axes.

    Raises:
        InputError: neither assessments nor columns, columns of different lengths, or a stage that is none.

    Examples:
        >>> import repayplan as rp
        >>> names = ("unemployed-three-cards", "nine-creditors", "able-not-willing")
        >>> portfolio([rp.sample(name).assess() for name in names]).get_title(loc="left")
        '2 of 3 are willing and not able'
    """
    found = [_placed(one) for one in of] if of is not None else _columns(stage, able, willing)
    names = [*(name for name, _ in STAGES), f"{STAGES[-1][0]}+"]
    for name, _ in found:
        if name not in names:
            refuse("stage", name, f"one of {', '.join(names)}")
    counted = Counter(found)
    cells = [[counted[name, quadrant] for name in names] for quadrant in QUADRANTS]
    with fonts(_chinese(language)):
        chart = Canvas(ax, language, "", (8.0, 3.4))
        most = max(1, *(max(row) for row in cells))
        chart.ax.imshow(cells, cmap="Blues", vmin=0, vmax=most * 1.15, aspect="auto")
        for y, row in enumerate(cells):
            for x, count in enumerate(row):
                if count:
                    dark = "white" if count > most * 0.6 else "black"
                    chart.ax.text(x, y, f"{count:,}", ha="center", va="center", color=dark, fontsize=10)
        chart.ax.set_xticks(range(len(names)), names)
        chart.ax.set_yticks(range(len(QUADRANTS)), [chart.say(name) for name in QUADRANTS])
        chart.ax.set_xlabel(chart.say("stage"))
        wanted = sum(count for (_, quadrant), count in counted.items() if quadrant == "unable_willing")
        axes = chart.finish(chart.say("portfolio_found", count=wanted, all=len(found)), money="", legend=False)
        axes.grid(visible=False)
        return axes


def _placed(assessment: Assessment) -> tuple[str, str]:
    """The worst stage of a household, and its quadrant."""
    worst = max(assessment.debts, key=lambda debt: debt.days_past_due, default=None)
    return ("M0" if worst is None else worst.stage), quadrant(assessment.able, assessment.willing)


def quadrant(able: str, willing: str) -> str:
    """Where ability and willingness put a household; a part of the year is not able.

    Examples:
        >>> quadrant("no", "willing"), quadrant("yes", "declined"), quadrant("unknown", "willing")
        ('unable_willing', 'able_other', 'unknown')
    """
    if able == "unknown":
        return "unknown"
    return f"{'able' if able == 'yes' else 'unable'}_{'willing' if willing == 'willing' else 'other'}"


def _columns(stage: Any, able: Any, willing: Any) -> list[tuple[str, str]]:
    columns = {"stage": stage, "able": able, "willing": willing}
    for name, column in columns.items():
        if column is None:
            refuse(name, None, "a column", "give assessments, or stage=, able= and willing=")
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        refuse("columns", lengths, "columns of one length")
    return [(str(s), quadrant(str(a), str(w))) for s, a, w in zip(stage, able, willing, strict=True)]


@own_context()
def adherence(ledger: Ledger, *, on: Any, debt: str | None = None, ax: Any = None, language: str = "en") -> Any:
    """What was asked and what came, instalment by instalment.

    Args:
        ledger: of the agreement and its payments.
        on: the day up to which it is looked at.
        debt: its id, where there are several.
        ax: axes to draw on; None: a figure of its own.
        language: ``en`` or ``zh``.

    Returns:
        The axes.

    Raises:
        InputError: no debt named where there are several.

    Examples:
        >>> import repayplan as rp
        >>> plan = rp.advise(rp.sample("dmp-four-cards")).best.plans["W"]
        >>> first = rp.Payment(plan.instalment, on=plan.rows[0].due)
        >>> adherence(rp.Ledger(plan, [first]), on="2027-03-01").get_title(loc="left")
        '1 of 3 instalments on time; USD 412.50 is missing'
    """
    rows = ledger.instalments(on, debt)
    plan = ledger.plans[debt] if debt is not None else next(iter(ledger.plans.values()))
    with fonts(_chinese(language)):
        chart = Canvas(ax, language, plan.currency)
        days = [row.due for row in rows]
        chart.ax.bar(
            days, [float(row.asked) for row in rows], width=22, facecolor="none", edgecolor="black", linewidth=1.2,
            label=chart.say("asked"),
        )  # fmt: skip
        ways = {
            "on time": (DARK, ""),
            "late": (BLUE, "//"),
            "part": (RED, "xx"),
            "missed": (RED, ""),
            "open": (GREY, ""),
        }
        for name, (colour, hatch) in ways.items():
            mine = [row for row in rows if row.word == name and row.paid]
            if mine:
                chart.ax.bar(
                    [row.due for row in mine], [float(row.paid) for row in mine], width=22, color=colour, hatch=hatch,
                    edgecolor="white", linewidth=0.4, label=f"{chart.say('came')}: {word(name, language)}",
                )  # fmt: skip
        chart.ax.set_ylabel(chart.say("a_month"))
        kept, missing = sum(row.word == "on time" for row in rows), sum((row.missing for row in rows), Decimal(0))
        code = "adherence_missing" if missing else "adherence_kept"
        # Room for the legend above the bars.
        chart.ax.margins(y=0.45)
        return chart.finish(chart.say(code, count=kept, all=len(rows), amount=missing), dates=bool(rows))


def _money(units: Sequence[int], verdict: Verdict) -> list[float]:
    """Minor units as a picture has them."""
    return [float(from_minor(value, verdict.currency)) for value in units]


def _next(month: str) -> str:
    from repayplan.units.dates import month_text, read_month

    return month_text(read_month(month, "month") + 1)


def _chinese(language: str) -> str:
    return "中" if language == "zh" else ""
