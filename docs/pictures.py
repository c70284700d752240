"""Draw the pictures of the pages anew from a real menu: ``python docs/pictures.py`` (needs a Chromium on the path)."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

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


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    menu = rp.advise(rp.sample("unemployed-three-cards"))
    draw(menu.html(), IMAGES / "menu.png", 1260)
    draw(menu.html("zh"), IMAGES / "menu.zh.png", 1260)
