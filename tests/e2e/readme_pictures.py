"""The four pictures of the README, from the demo: `python -m tests.e2e.readme_pictures`."""

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.e2e.conftest import ARGUMENTS, come_in

FOLDER = Path(__file__).parents[2] / ".github" / "screenshots"
DEMO = [sys.executable, "-m", "squad.cli", "demo", "--port", "0", "--format", "json",
        "--today", "2026-12-01"]  # fmt: skip
PHONE, SCREEN = {"width": 390, "height": 800}, {"width": 1280, "height": 880}


def main():
    """Start the demo, take the pictures, stop it."""
    process = subprocess.Popen(DEMO, stdout=subprocess.PIPE, text=True)
    try:
        said = json.loads(process.stdout.readline())
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            for take in (log, report, cohort, drill):
                take(Visitor(browser, said))
    finally:
        process.terminate()
        process.wait(timeout=20)


class Visitor:
    """Opens pages of the demo as one persona and keeps what a screen shows."""

    def __init__(self, browser, said):
        self.browser, self.said = browser, said

    def come(self, role, screen):
        """A page in English, twice as sharp."""
        persona = next(one for one in self.said["personas"] if one["role"] == role)
        context = self.browser.new_context(
            base_url=self.said["url"].rstrip("/"), locale="en-GB", viewport=screen,
            device_scale_factor=2, color_scheme="light",
        )  # fmt: skip
        page = context.new_page()
        come_in(page, persona)
        return page

    def keep(self, page, name):
        """In 128 colours: a fifth of the bytes, and nobody sees it."""
        image = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(128)
        image.save(FOLDER / f"{name}.png", optimize=True)


def log(visitor):
    page = visitor.come("mentor", PHONE)
    page.locator("a[href*='/sessions/new']").first.click()
    page.locator("form#log label:has(input[value=alone])").first.click()
    page.evaluate("scrollTo(0, 0)")
    visitor.keep(page, "log")


def report(visitor):
    page = visitor.come("mentee", SCREEN)
    page.goto("/me")
    visitor.keep(page, "report")


def cohort(visitor):
    page = visitor.come("hr", SCREEN)
    page.goto("/reports")
    visitor.keep(page, "cohort")


def drill(visitor):
    page = visitor.come("mentee", PHONE)
    page.locator("main a[href$='/drills']").first.click()
    page.locator("main a[href*='/drills/']:not([href*='/runs/'])").first.click()
    page.locator("main form button").first.click()
    visitor.keep(page, "drill")


if __name__ == "__main__":
    main()
