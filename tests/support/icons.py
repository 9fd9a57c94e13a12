"""The icons of the installed app, drawn from the sign: `python -m tests.support.icons` anew.

The sign stands inside the circle that a phone may cut a maskable icon to (four fifths of it); the
others show it larger.
"""

import shutil
import sys

from playwright.sync_api import sync_playwright

from squad.resources import STATIC

ICONS = {
    "icon-192": (192, 8),
    "icon-512": (512, 8),
    "icon-maskable-512": (512, 0),
    "apple-touch-180": (180, 5),
}
"""Size in pixels, and how much of the drawing's 64 units is cut from each side."""


def draw(browser, name):
    """The bytes of one icon as PNG."""
    size, cut = ICONS[name]
    view = f"{cut} {cut} {64 - 2 * cut} {64 - 2 * cut}"
    drawing = (STATIC / "icon.svg").read_text("utf-8").replace('viewBox="0 0 64 64"', (
        f'viewBox="{view}" width="{size}" height="{size}"'))  # fmt: skip
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{drawing}")
    picture = page.screenshot()
    page.close()
    return picture


if __name__ == "__main__":
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name in ICONS:
            (STATIC / "icons" / f"{name}.png").write_bytes(draw(browser, name))
        browser.close()
    sys.stdout.write("Drawn.\n")
