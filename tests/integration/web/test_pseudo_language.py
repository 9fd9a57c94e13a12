"""Every visible text comes from the catalogue: pages in a language that marks what does."""

from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import render_template_string
from sqlalchemy import select

from squad.coaching.rules.columns import COLUMNS as SESSION_COLUMNS
from squad.coaching.rules.columns import FRENCH as SESSIONS_FR
from squad.db.session import session
from squad.demo.building import build
from squad.demo.rules import monday_of
from squad.kernel.clock import clock
from squad.pairings.rules.rows import COLUMNS as PAIRING_COLUMNS
from squad.pairings.rules.rows import FRENCH as PAIRINGS_FR
from squad.people.models import Person
from squad.resources import TEMPLATES
from squad.web.cli import list_endpoints
from squad.web.contrast import PAIRS
from squad.web.styleguide.tokens import type_rows
from tests.factories.accounts import sign_in
from tests.integration.access.matrix import DOUBLE, EVERYBODY
from tests.integration.access.world import World
from tests.support.page import Page, Visitor, apart
from tests.support.pseudo import Data, bare_texts, spoken

# What the tests' own file and address say, and the words of file formats in every language.
FILES = (*SESSION_COLUMNS, *SESSIONS_FR.values(), *PAIRING_COLUMNS, *PAIRINGS_FR.values())
CODES = (*map(str, FILES), "Nina New", "localhost/c")
# The page of all components names files and tokens, which are code.
GUIDE = (
    *(path.stem for path in (TEMPLATES / "_components").glob("*.html")),
    *(f"{front} / {ground}" for front, ground, _least in PAIRS),
    *(part for name, value, _drawn in type_rows() for part in (name, value)),
    "Aa 12",
    "tweet.squad",
)
A_FEW = 3


@pytest.fixture
def app(sqlite_app):
    """What is written does not depend on the database."""
    from tests.support.snapshots import empty

    with sqlite_app.app_context():
        yield sqlite_app
        session.remove()
        empty()


def read(visitor, path):
    """A page without the usual checks: the marks would stand in their way."""
    return Page(apart(visitor.client.get, path), visitor)


BARE = """
<title>Bare title – Tweet Squad</title>
<h1 aria-label="bare label">{{ _("Home") }}</h1>
<p title="bare hint">{{ _("%(mentor)s for %(mentee)s", mentor="bare value", mentee=name) }}</p>
<p>bare text, 8 h 30, 1er {{ name }}{{ _("Home") }} <b>{{ _("Home") }}</b> bare tail</p>
<form data-text-kept="bare script text"><input placeholder="bare example">
<input type="submit" value="bare button"><select><option>bare option</option></select></form>
<img alt="bare picture"><svg><title>bare drawing</title></svg>
"""


def test_bare_texts_are_found_and_nothing_else(app, make):
    person = make.person("Inès Garnier", site="Lyon")
    with spoken(app), app.test_request_context():
        html = render_template_string(BARE, name=f"{person.name}, {person.site}")
    page = Page(app.response_class(html), None)
    found = [line.rpartition(" in ")[0] for line in bare_texts(page, Data())]
    words = {found.partition(": ")[2].strip("'") for found in found}
    assert words == {
        "Bare title", "bare label", "bare hint", "bare value", "bare text", "bare tail",
        "bare script text", "bare example", "bare button", "bare option", "bare picture",
        "bare drawing",
    }  # fmt: skip
    assert len(found) == len(words)


def test_no_page_of_the_matrix_shows_a_text_that_is_not_in_the_catalogue(app, make):
    world, found = World(app, make), set()
    everybody = [who for who in EVERYBODY if who not in DOUBLE]  # reads what two of them read
    for who in everybody:
        world.visitor(who)
    data = Data(*CODES, *GUIDE)
    with spoken(app):
        for endpoint in (r["endpoint"] for r in list_endpoints() if "GET" in r["methods"]):
            for who in everybody:
                path = world.visitor(who).url(endpoint, **world.arguments(endpoint))
                page = read(world.visitor(who), path)
                found |= {f"{endpoint} {text}" for text in bare_texts(page, data)}
    assert not found, "\n".join(sorted(found))


@pytest.fixture
def personas(app):
    """Those of the demo, with all that its story brings, on a Thursday."""
    before = clock.shift
    clock.shift = before + timedelta(days=3 - clock.today("Europe/Paris").weekday())
    yield build(monday_of(clock.today("Europe/Paris")), lambda done, parts: None)
    clock.shift = before


def test_nor_does_a_page_that_the_demo_leads_to(app, personas):
    data, found = Data(*CODES), set()
    readers = [Visitor(app) for _persona in personas]
    for reader, persona in zip(readers, personas, strict=True):
        person = session.scalars(select(Person).where(Person.email == persona.email)).one()
        sign_in(app, reader, person)
    with spoken(app):
        for reader in readers:
            for endpoint, page in stroll(app, reader):
                found |= {f"{endpoint} {text}" for text in bare_texts(page, data)}
    assert not found, "\n".join(sorted(found))


def stroll(app, reader):
    """Pages from home on, a few of each endpoint."""
    addresses, waiting, seen = app.url_map.bind("localhost"), ["/"], Counter()
    met = set(waiting)
    while waiting:
        path = waiting.pop(0)
        endpoint, _arguments = addresses.match(urlsplit(path).path)
        seen[endpoint] += 1
        if endpoint == "static_file" or seen[endpoint] > A_FEW:
            continue
        page = read(reader, path)
        yield endpoint, page
        links = [a.get("href", "") for a in page.tree.iter("a")] if page.tree is not None else ()
        fresh = {link.partition("#")[0] for link in links if link.startswith("/")} - met
        met |= fresh
        waiting += sorted(fresh)
