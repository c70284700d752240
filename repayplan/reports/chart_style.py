"""How charts look: colours that stay apart for everybody and in grey, a font that has the characters, no window."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from repayplan.words.charts import CHARTS
from repayplan.words.formats import amount, day, language_index
from repayplan.words.frames import MissingLibrary

if TYPE_CHECKING:
    from collections.abc import Iterator

# Dark to light, of the set of Okabe and Ito and a darker blue: told apart by every kind of colour vision, and in grey.
DARK, RED, BLUE, YELLOW = "#0b3c6f", "#d55e00", "#56b4e9", "#f0e442"
GREY = "#777777"
HATCHES = ("", "//", "..", "xx")
CHINESE = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Microsoft YaHei", "PingFang SC", "SimHei",
)  # fmt: skip


def pyplot() -> Any:
    """matplotlib, loaded by the first chart.

    Raises:
        MissingLibrary: the extra ``plot`` is not installed.
    """
    try:
        return import_module("matplotlib.pyplot")
    except ImportError as error:
        raise MissingLibrary("a chart", error.name or "matplotlib", '"repayplan[plot]"') from error


@cache
def families() -> tuple[str, ...]:
    """The fonts of a chart, Chinese ones first where there are any."""
    manager = import_module("matplotlib.font_manager")
    found = _known(manager)
    if not found:
        # matplotlib remembers the fonts of the day on which it was first used.
        for path in manager.findSystemFonts():
            if any(mark in path.lower() for mark in ("cjk", "wqy", "hans", "simhei", "yahei", "pingfang")):
                manager.fontManager.addfont(path)
        found = _known(manager)
    return (*found[:1], "DejaVu Sans")


def _known(manager: Any) -> list[str]:
    """The Chinese fonts that matplotlib knows."""
    names = {font.name for font in manager.fontManager.ttflist}
    return [name for name in CHINESE if name in names]


class Canvas:
    """One chart: its axes, its language and its currency.

    Args:
        ax: the axes to draw on, or None for a figure of its own.
        language: ``en`` or ``zh``.
        currency: of its amounts.
        size: of a figure of its own [inches].
    """

    def __init__(self, ax: Any, language: str, currency: str, size: tuple[float, float] = (8.0, 4.2)) -> None:
        self.index, self.currency = language_index(language), currency
        self.language = language
        if ax is None:
            _, ax = pyplot().subplots(figsize=size, layout="constrained")
        self.ax = ax

    def say(self, code: str, **values: Any) -> str:
        """A phrase with its values put in."""
        said = {name: self._value(value) for name, value in values.items()}
        return CHARTS[code][self.index].format(currency=self.currency, **said)

    def _value(self, value: Any) -> str:
        if isinstance(value, Decimal):
            return f"{self.currency} {amount(value, self.currency)}"
        return day(value) if hasattr(value, "isoformat") else str(value)

    def finish(self, title: str, *, money: str = "y", legend: bool = True, dates: bool = False) -> Any:
        """Title, frame, numbers with separators; the axes."""
        ticker, months = import_module("matplotlib.ticker"), import_module("matplotlib.dates")
        ax = self.ax
        ax.set_title(plain(title), loc="left", fontsize=11, fontweight="bold", wrap=True)
        for side in ("top", "right"):
            ax.spines[side].set_visible(False)
        for name in money:
            getattr(ax, f"{name}axis").set_major_formatter(ticker.StrMethodFormatter("{x:,.0f}"))
        ax.grid(axis=money[0] if money else "y", color="#cccccc", linewidth=0.6)
        ax.set_axisbelow(True)
        if dates:
            ax.xaxis.set_major_locator(months.AutoDateLocator(minticks=3, maxticks=8))
            ax.xaxis.set_major_formatter(months.DateFormatter("%Y-%m"))
        if legend:
            ax.legend(frameon=False, fontsize=9)
        ax.tick_params(labelfontfamily=list(families()), labelsize=9)
        return ax


@contextmanager
def fonts(texts: str = "") -> Iterator[None]:
    """Fonts that have the characters; what is drawn within keeps them.

    Raises:
        MissingLibrary: Chinese characters, and no font that has them.
    """
    plt = pyplot()
    found = families()
    if len(found) == 1 and any("\u2e80" <= mark <= "\uffef" for mark in texts):
        raise MissingLibrary("a chart in Chinese", "a Chinese font", "nothing: apt install fonts-noto-cjk")
    with plt.rc_context({"font.family": list(found), "axes.unicode_minus": False, "hatch.linewidth": 0.6}):
        yield


def plain(text: str) -> str:
    r"""Text that matplotlib sets as it is: a dollar sign begins no formula.

    Examples:
        >>> print(plain("Bank $x$"))
        Bank \$x\$
    """
    return text.replace("$", r"\$")
