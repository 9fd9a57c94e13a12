"""axe on every page that a person can open, at 360 and 1280 px, light and dark, no overflow."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

# Pages whose address needs an id are found by following links from the others, per role.
ROLES = ["mentor", "mentee", "hr", "coordinator", "admin"]
STARTS = ["/", "/pairings", "/reports", "/me", "/me/what-hr-sees", "/framework", "/settings",
          "/admin", "/people", "/programmes", "/c"]  # fmt: skip
# Light and dark, narrow and wide, French and English, each role meets both of.
VARIANTS = [("fr", 360, False), ("en", 1280, True)]


# A phone shows all of a table: the names of those that hide a part of it beside the screen.
HIDDEN = """innerWidth < 640 ? [...document.querySelectorAll('.scroll')]
    .filter(region => region.scrollWidth > region.clientWidth)
    .map(region => region.getAttribute('aria-label')) : []"""


def links_of(page):
    return page.eval_on_selector_all("a[href]", "links => links.map(a => a.getAttribute('href'))")


def shape_of(path):
    """The path with ids folded, so that one page of each shape is looked at."""
    bare = path.split("#")[0].split("?")[0]
    bare = re.sub(r"/\d+(?=/|$)", "/N", bare)
    return re.sub(r"/(milestones|openers)/[\w-]+", r"/\1/N", bare)


@pytest.mark.parametrize(("language", "width", "dark"), VARIANTS)
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_accessible_and_fits(visit, role, language, width, dark):
    seen, problems = set(), []
    with visit(role, language=language, width=width, dark=dark) as page:
        waiting = list(STARTS)
        while waiting:
            path = waiting.pop(0)
            shape = shape_of(path)
            if shape in seen or not path.startswith("/") or path.endswith((".csv", ".json")):
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
    found += [f"{path}: the table “{name}” scrolls sideways" for name in page.evaluate(HIDDEN)]
    return found
