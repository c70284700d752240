"""Draw the pictures of the pages anew from a real menu: ``python docs/pictures.py``.

Needs a Chromium on the path, a Chinese font, and the extras ``letter`` and ``plot`` with pypdfium2.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import repayplan as rp

IMAGES = Path(__file__).parent / "images"
PAGE = '<meta charset="utf-8"><body style="font-family: sans-serif; margin: 20px; max-width: 1060px">{}</body>'


def draw(html: str, target: Path, height: int) -> None:
    """One page as a picture."""
    browser = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if browser is None:
        sys.exit("no Chromium on the path; on Debian: apt install chromium")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(PAGE.format(html), "utf-8")
        options = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size=1100,{height}"]
        subprocess.run([browser, *options, f"--screenshot={target}", page.as_uri()], check=True, capture_output=True)


def letter(made: "rp.reports.Letter", target: Path, language: str) -> None:
    """The first page of a letter as a picture."""
    import pypdfium2

    page = pypdfium2.PdfDocument(made.pdf(language))[0]
    page.render(scale=1.3).to_pil().quantize(32).save(target, optimize=True)


def chart(axes: Any, target: Path) -> None:
    """A chart as a picture."""
    axes.figure.savefig(target, dpi=90)


if __name__ == "__main__":
    import matplotlib

    matplotlib.use("Agg")
    IMAGES.mkdir(exist_ok=True)
    menu = rp.advise(rp.sample("unemployed-three-cards"))
    for language, ending in (("en", ".png"), ("zh", ".zh.png")):
        draw(menu.html(language), IMAGES / f"menu{ending}", 1260)
        letter(rp.reports.offer(menu, "A", reference="2026-017"), IMAGES / f"offer{ending}", language)
        letter(rp.reports.negotiation_sheet(menu, reference="2026-017"), IMAGES / f"sheet{ending}", language)
        chart(rp.reports.charts.instalments(menu.best, language=language), IMAGES / f"instalments{ending}")
        chart(rp.reports.charts.options(menu, language=language), IMAGES / f"options{ending}")
