"""axe on every page there is: 360 and 1280 px, light and dark, French and English; no overflow."""

import re
from collections import Counter
from html import unescape
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from werkzeug.exceptions import HTTPException

from squad.web.cli import list_endpoints

pytestmark = pytest.mark.browser

ROLES = ["mentor", "mentee", "hr", "coordinator", "admin"]
# Where somebody begins by typing; every other page must be reached by links.
STARTS = ["/", "/c", "/sign-in", "/reports", "/me", "/settings", "/admin", "/styleguide"]
# The demo has one programme, and a page for two of them.
STARTS.append("/reports/compare?programme=demo")
# In French on a phone, light and dark in one load; in English on a wide screen.
VARIANTS = [("fr", 360), ("en", 1280)]
A_KIND = 8
"""So many addresses of one endpoint are asked for links; one of them is looked at."""
# What no link of the demo leads to, and why.
ELSEWHERE = {
    "accounts.use_link",  # a link is sent, not shown: looked at in the empty installation
    "notify.stop_mail",  # a link is sent, not shown: looked at in the empty installation
    "reports.choose_monthly",  # the demo sends no mail: looked at in an empty programme,
    "notify.choose_mail",  # and this one in the empty installation
    "pairings.share_notes",  # nobody was handed over in the demo: looked at there too,
    "coaching.list_earlier_notes",  # and this one
    "pairings.decline_pairing",  # nobody of the demo has a proposal to answer: looked at there too
    "room.choose_shown",  # the demo's first mentor is in no pool: looked at there too
    "reports.show_documents",  # after a button: test_documents goes there,
    "reports.take_documents",  # and takes them
    "coaching.say_brought",  # open on some days only: test_brought goes there
    "coaching.rate_fluency",  # open on some days only: test_ratings goes there
    "mentoring.say_confidence",  # open at the start and the end: looked at there too
    "mentoring.send_certificate",  # no page
    "coaching.map_milestones",  # the demo has one version: test_moving goes there,
    "coaching.move_framework",  # and there
    "coaching.choose_version",  # and there
    "matching.list_left_over",  # the demo drafts no pairs: test_matching goes there,
    "matching.change_pair",  # there,
    "matching.propose_pairs",  # and there
    "pairings.archive_programme",  # 120 days after all is over: test_over looks at it
    "coaching.close_together",  # its code is read off another screen: test_journeys goes there
    "pairings_import.show_preview",  # after an upload; one template for all three imports,
    "pairings_import.show_result",  # looked at in the empty installation
    "roster_import.show_preview",
    "roster_import.show_result",
    "sessions_import.show_preview",
    "sessions_import.show_result",
    "coaching.write_offline",  # a phone shows it without network: test_offline looks at it
    "installing.show_offline",  # and at this one
    "installing.show_manifest",  # no page
    "installing.send_worker",  # no page
    "coaching.open_kept",  # no page
    "calendar.send_feed",  # no page
    "reports.open_view",  # no page: it leads to the report
    "static_file",  # no page
    "status.show_health",  # no page
    "status.show_readiness",  # no page
}
# A phone shows all of a table: the names of those that hide a part of it beside the screen.
HIDDEN = """innerWidth < 640 ? [...document.querySelectorAll('.scroll')]
    .filter(region => region.scrollWidth > region.clientWidth)
    .map(region => region.getAttribute('aria-label')) : []"""
# What a page is made of. Of two alike, for two people, one is looked at.
MADE_OF = "[...document.querySelectorAll('main *')].map(e => e.tagName + '.' + e.className).join()"
HREF = re.compile(r'<a\s[^>]*?href="([^"]*)"')
QUICK = {"resultTypes": ["violations"]}
LOADED = Axe(axe_script="")
"""For a page that has axe already."""
COLOURS = {**QUICK, "runOnly": ["color-contrast"]}


@pytest.fixture(scope="module")
def crawled():
    """By role, what `crawl` said: links are the same in each language."""
    return {}


@pytest.mark.parametrize(("language", "width"), VARIANTS)
def test_every_page_is_accessible_and_fits(visit, sqlite_app, crawled, language, width):
    with sqlite_app.app_context():
        routes = {row["endpoint"] for row in list_endpoints() if "GET" in row["methods"]}
    visited, problems, seen = set(), [], set()
    for role in [None, *ROLES]:
        with visit(role, language=language, width=width) as page:
            if role not in crawled:
                addresses = sqlite_app.url_map.bind("localhost")
                crawled[role] = crawl(page.context.request, addresses)
            found, refused = crawled[role]
            problems += refused
            for path in found.values():
                problems += look_at(page, path, language, seen) if path else []
            visited |= found.keys()
    assert problems == []
    assert visited == routes - ELSEWHERE


def crawl(request, addresses):
    """({endpoint: an address of a page of it, None for a file}, what a link should not lead to).

    The links to the other language are left alone: the browser would keep it.
    """
    found, problems, asked = {}, [], Counter()
    waiting, known = list(STARTS), set(STARTS)
    while waiting:
        path = waiting.pop(0)
        endpoint = endpoint_of(addresses, path)
        asked[endpoint] += 1
        if asked[endpoint] > A_KIND:
            continue
        answer = request.get(path, max_redirects=0)
        if answer.status >= 400 and (answer.status >= 500 or path not in STARTS):
            problems.append(f"{path}: {answer.status}")
        if answer.status in {302, 303}:
            links = [answer.headers["location"]]
        elif answer.status == 200:
            is_page = "text/html" in answer.headers["content-type"]
            found.setdefault(endpoint, path if is_page else None)
            # What the style guide shows is a sample: its links are nobody's to follow.
            followed = is_page and not path.startswith("/styleguide")
            links = HREF.findall(answer.text()) if followed else []
        else:
            links = []
        for link in links:
            there = urljoin(path, unescape(link)).split("#")[0]
            if there.startswith("/") and "lang=" not in there and there not in known:
                known.add(there)
                waiting.append(there)
    return found, problems


def endpoint_of(addresses, path):
    try:
        return addresses.match(path.split("?")[0], method="GET")[0]
    except HTTPException:
        return None


def look_at(page, path, language, seen):
    """What axe finds on a page that opens in the language asked for, light and dark."""
    answer = page.goto(path)
    if answer.status != 200:
        return [f"{path}: {answer.status}"]
    spoken, made_of = page.get_attribute("html", "lang"), page.evaluate(MADE_OF)
    found = [] if spoken == language else [f"{path}: in {spoken}"]
    if made_of not in seen:
        seen.add(made_of)
        found += check(page, path)
    return found


def check(page, path):
    """What axe finds on the page that is open: all of it light; dark, colours again on a phone."""
    found, looks = [], [("light", Axe(), QUICK)]
    if page.viewport_size["width"] < 640:  # colours do not follow the width
        looks.append(("dark", LOADED, COLOURS))
    for scheme, axe, options in looks:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for violation in axe.run(page, options=options).response["violations"]:
            where = [node["target"] for node in violation["nodes"]][:3]
            found.append(f"{path}, {scheme}: {violation['id']} {where}")
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if overflow > 0:
        found.append(f"{path}: {overflow} px too wide")
    found += [f"{path}: the table “{name}” scrolls sideways" for name in page.evaluate(HIDDEN)]
    return found


def check_sizes(page):
    """The open page narrow and wide, where it is filled in by hand and cannot be asked again."""
    found = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 780})
        found += check(page, page.url)
    return found


def test_an_empty_installation_is_accessible(fresh):
    problems = []
    with fresh.page("administrator") as page:
        for path in ("/", "/people", "/programmes", "/admin", "/admin/invitations", "/pairings",
                     "/notices", "/admin/work", "/settings", "/settings/mail"):  # fmt: skip
            problems += opened(page, path)
        page.goto("/people/import")
        page.set_input_files("input[type=file]", fresh.roster)
        submit(page)
        problems += check_sizes(page)
        for question in page.query_selector_all("fieldset"):
            question.query_selector("input[type=radio]").check()
        submit(page, "/confirm")
        assert page.url.endswith("/done")
        problems += check_sizes(page)
        page.goto("/admin/invitations/new")
        page.check("input[name=person]")
        submit(page)
        link = page.input_value("input[readonly]")
    with fresh.page(None) as page:
        problems += opened(page, link)
        problems += opened(page, fresh.stop)
        submit(page)
        problems += check_sizes(page)
    with fresh.page("proposed") as page:
        for path in ("/", fresh.proposal, f"{fresh.proposal}/decline"):
            problems += opened(page, path)
    with fresh.page("mentor") as page:
        for path in fresh.beginning:
            problems += opened(page, path)
    with fresh.page("handed") as page:
        for path in (fresh.share, fresh.notes):
            problems += opened(page, path)
    assert problems == []


@pytest.mark.parametrize("role", ["coordinator", "hr", "stranger"])
def test_an_empty_programme_is_accessible(fresh, role):
    paths = {
        "coordinator": ["/", "/reports", "/pairings", "/pairings/new", fresh.programme],
        "hr": ["/", "/reports", "/reports/monthly", fresh.programme],
        "stranger": ["/", "/pairings", "/programmes", "/help"],
    }
    with fresh.page(role) as page:
        problems = [problem for path in paths[role] for problem in opened(page, path)]
    assert problems == []


FORMS = [
    ("administrator", "/people/new", {}),
    ("administrator", "/programmes/new", {"name": "", "code": "Not OK", "weeks": "2"}),
    ("coordinator", "edit", {"minutes": "1", "code": ""}),
    ("administrator", "/settings/password", {"current": "wrong", "password": "short"}),
    ("administrator", "/settings/quiet-periods/new", {}),
    ("administrator", "/people/import", {}),
    (None, "/sign-in?with=password", {"email": "nobody@example.org", "password": "wrong"}),
]


@pytest.mark.parametrize(("role", "path", "typed"), FORMS, ids=lambda value: str(value)[:30])
def test_a_form_with_errors_is_accessible(fresh, role, path, typed):
    with fresh.page(role) as page:
        page.goto(f"{fresh.programme}/edit" if path == "edit" else path)
        for name, value in typed.items():
            page.fill(f"main [name={name}]", value)
        submit(page)
        assert page.query_selector("main [aria-invalid=true], main .msg, main .err")
        assert check_sizes(page) == []


def opened(page, path):
    answer = page.goto(path)
    return check_sizes(page) if answer.status == 200 else [f"{path}: {answer.status}"]


def submit(page, action=""):
    """Send the form of the page, whatever the browser would say about its fields."""
    with page.expect_navigation():
        page.evaluate(
            """action => {
              const forms = [...document.querySelectorAll('main form[method=post]')]
              const form = forms.find(one => one.action.endsWith(action)) || forms[0]
              form.noValidate = true
              form.requestSubmit()
            }""",
            action,
        )
