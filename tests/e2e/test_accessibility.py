"""axe on every page that a person can open, at 360 and 1280 px, light and dark, no overflow."""

import json
import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

# Pages whose address needs an id are found by following links from the others, per role.
ROLES = ["mentor", "mentee", "hr", "coordinator", "admin"]
STARTS = ["/", "/pairings", "/reports", "/me", "/me/what-hr-sees", "/framework", "/settings",
          "/admin", "/people", "/programmes", "/c"]  # fmt: skip
VARIANTS = [(360, False), (1280, True)]


def endpoint_patterns():
    """{endpoint: rules} of every page, from the product itself."""
    command = [sys.executable, "-m", "squad.cli", "routes", "--format", "json"]
    import os

    from cryptography.fernet import Fernet

    keys = {"SQUAD_SECRET_KEY": "k" * 40, "SQUAD_NOTES_KEY": Fernet.generate_key().decode()}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True,
        env={**os.environ, **keys, "SQUAD_DATABASE_URL": "sqlite://"},
    )  # fmt: skip
    return json.loads(done.stdout)


def links_of(page):
    return page.eval_on_selector_all("a[href]", "links => links.map(a => a.getAttribute('href'))")


def shape_of(path):
    """The path with ids folded, so that one page of each shape is looked at."""
    import re

    return re.sub(r"/\d+(?=/|$)", "/N", path.split("#")[0].split("?")[0])


@pytest.mark.parametrize(("width", "dark"), VARIANTS)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_is_accessible_and_fits(visit, role, language, width, dark):
    seen, problems = set(), []
    with visit(role, language=language, width=width, dark=dark) as page:
        waiting = list(STARTS)
        while waiting:
            path = waiting.pop(0)
            shape = shape_of(path)
            if shape in seen or not path.startswith("/") or "export" in path or ".json" in path:
                continue
            seen.add(shape)
            answer = page.goto(path)
            if answer is None or answer.status >= 400:
                continue
            if "text/html" not in answer.headers.get("content-type", ""):
                continue
            problems += check(page, path)
            waiting += [link for link in links_of(page) if link]
        page.noise[:] = [n for n in page.noise if "status of 40" not in n]
    assert problems == []
    assert len(seen) > 8


def check(page, path):
    found = []
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    for violation in results.response["violations"]:
        where = [node["target"] for node in violation["nodes"]][:3]
        found.append(f"{path}: {violation['id']} {where}")
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if overflow > 0:
        found.append(f"{path}: {overflow} px too wide")
    return found
