"""Values that no page of ours sends, to every endpoint, as someone who may: refused, never a 500.

On SQLite alone: it converts least by itself, so the most reaches our own code.
"""

import base64
import io
import re
from urllib.parse import quote_from_bytes, urlsplit

import pytest

from squad.db.session import session
from squad.web import lifecycle
from squad.web.cli import list_endpoints
from tests.integration.access.matrix import EVERYBODY, MATRIX
from tests.integration.access.test_matrix import World
from tests.support.page import apart

BEST_PLACED = "CMAEHcmehSN"
LONGER_THAN_A_COLUMN = "9223372036854775808"
ODD = {
    "huge digits": "9" * 5000,
    "more than a column holds": LONGER_THAN_A_COLUMN,
    "nul": "a\0b",
    "lone surrogate": "\ud800",
    "long": "a" * 60_000,
    "many words": "a " * 1000,
    "deep cursor": base64.urlsafe_b64encode(b"[" * 2900).decode(),
    "early day": "0001-01-15",
    "last day": "9999-12-31",
}
NUMBERS = ("huge digits", "more than a column holds")
ASKED = (
    "q", "after", "as_of", "programme", "pairing", "state", "sort", "function", "site", "silent",
    "active", "mentor", "mentee", "mentor_q", "mentee_q", "mentor_id", "mentee_id", "programme_id",
    "corrects", "next", "lang", "back", "code", "day", "show", "id", "version",
)  # fmt: skip
SENT = (*ASKED, "person_id", "person", "role", "number", "kind", "words", "form_key", "email")


class NothingKept:
    """A session whose commit writes and then undoes: the next request finds the same world."""

    def __getattr__(self, name):
        return getattr(session, name)

    def commit(self):
        session.flush()
        session.rollback()


@pytest.fixture(scope="module")
def world(sqlite_app):
    from tests.factories import Make
    from tests.support.snapshots import empty

    with sqlite_app.app_context(), pytest.MonkeyPatch.context() as patch:
        made = World(sqlite_app, Make())
        made.visitor("E")
        patch.setattr(lifecycle, "session", NothingKept())
        made.forms = forms_of(made)
        yield made
        session.remove()
        empty()


def may(endpoint, method="GET"):
    """Who is best placed among those who may."""
    cells = dict(zip(EVERYBODY, MATRIX[endpoint], strict=True))
    if cells["N"] == "y":
        return "N"
    return next(who for who in BEST_PLACED if cells[who] == "y")


def forms_of(world):
    """What the forms of all pages send: {path: {name: value}}."""
    found = {}
    for endpoint, who, path in addresses(world, "GET"):
        if endpoint == "static_file":
            continue
        page = world.visitor(who).get_path(path, status=None)
        if page.tree is None:
            continue
        for form in page.tree.iter("form"):
            action = urlsplit(form.get("action") or path).path
            names = dict(page.fields(form))
            names |= {e.get("name"): "x" for e in form.iter("button") if e.get("name")}
            found.setdefault(action, {}).update(names)
    return found


def addresses(world, method):
    for row in list_endpoints():
        endpoint = row["endpoint"]
        if method in row["methods"]:
            who = may(endpoint)
            yield endpoint, who, world.visitor(who).url(endpoint, **world.arguments(endpoint))


def encoded(pairs):
    """A query or a body as a browser would never write it: lone surrogates as they are."""
    parts = [
        f"{name}={quote_from_bytes(str(value).encode('utf-8', 'surrogatepass'))}"
        for name, value in pairs
    ]
    return "&".join(parts)


class Answers:
    """Sends, and remembers what failed."""

    def __init__(self, world):
        self.world = world
        self.failed = []

    def get(self, who, path, query, what):
        self._note(who, "GET", path, what, f"{path}{'&' if '?' in path else '?'}{query}")

    def post(self, who, path, pairs, what):
        token = apart(self.world.visitor(who).csrf_token)
        body = encoded([("csrf_token", token), *pairs])
        self._note(who, "POST", path, what, path, data=body)

    def _note(self, who, method, path, what, address, **values):
        visitor = self.world.visitor(who)
        kind = {"content_type": "application/x-www-form-urlencoded"} if values else {}
        visitor.mishaps.clear()
        answer = apart(visitor.client.open, address, method=method, **values, **kind)
        if answer.status_code >= 500:
            self.failed.append(f"{method} {path} {what}: {visitor.mishaps[-1:]!r:.300}")
        session.rollback()


@pytest.fixture
def answers(world):
    sent = Answers(world)
    yield sent
    assert not sent.failed, "\n".join(sent.failed)


@pytest.mark.parametrize("what", ODD)
def test_odd_queries(world, answers, what):
    odd = ODD[what]
    for endpoint, who, path in addresses(world, "GET"):
        if endpoint != "static_file":
            bare = path.partition("?")[0]
            found = ("after", "q", "as_of", "sort", "mentor_q")
            answers.get(who, path, encoded([(name, odd) for name in found]), what)
            if what in {*NUMBERS, "nul"}:
                answers.get(who, bare, encoded([(name, odd) for name in ASKED]), what)


def test_odd_arrays(world, answers):
    for _endpoint, who, path in addresses(world, "GET"):
        pairs = [(f"{name}{end}", "1") for name in ASKED for end in ("", "", "[]", "[a]")]
        answers.get(who, path, encoded(pairs), "arrays")
    for _endpoint, who, path in addresses(world, "POST"):
        known = world.forms.get(path.partition("?")[0], {})
        pairs = [(name, v) for name, value in known.items() for v in (value, "9", "")]
        pairs += [(f"{name}[]", "1") for name in (*known, *SENT)]
        answers.post(who, path, pairs, "arrays")


@pytest.mark.parametrize("what", ODD)
def test_odd_forms(world, answers, what):
    odd = ODD[what]
    for _endpoint, who, path in addresses(world, "POST"):
        known = world.forms.get(path.partition("?")[0], {})
        names = [name for name in {*known, *SENT} if name != "csrf_token"]
        most = 500_000 // (3 * len(odd) + 20)
        answers.post(who, path, [(name, odd) for name in names[:most]], what)


def alike(name):
    """Fields of a kind, of which one is enough: of a list, or of a milestone."""
    return name[:2] if name[:2] in {"m-", "e-"} else re.sub(r"\d+", "0", name)


@pytest.mark.parametrize("what", NUMBERS)
def test_one_odd_value_among_good_ones(world, answers, what):
    odd = ODD[what]
    for _endpoint, who, path in addresses(world, "POST"):
        known = world.forms.get(path.partition("?")[0], {})
        for name in {alike(name): name for name in (*known, "corrects")}.values():
            if name != "csrf_token":
                rest = [pair for pair in known.items() if pair[0] not in {name, "csrf_token"}]
                answers.post(who, path, [*rest, (name, odd)], f"{what} as {name}")


def test_a_form_with_each_field_missing(world, answers):
    for _endpoint, who, path in addresses(world, "POST"):
        known = world.forms.get(path.partition("?")[0], {})
        for name in {alike(name): name for name in known}.values():
            rest = [pair for pair in known.items() if pair[0] not in {name, "csrf_token"}]
            if "version" not in known:
                answers.post(who, path, rest, f"without {name}")
            else:
                stale = [(n, "1000" if n == "version" else value) for n, value in rest]
                answers.post(who, path, stale, f"stale, without {name}")


@pytest.mark.parametrize("what", [*NUMBERS, "nul", "lone surrogate"])
def test_odd_parts_of_addresses(world, answers, what):
    odd = quote_from_bytes(ODD[what].encode("utf-8", "surrogatepass"), safe="")
    for endpoint, who, path in addresses(world, "GET"):
        for value in world.arguments(endpoint).values():
            answers.get(who, path.replace(str(value), odd), "", what)


@pytest.mark.parametrize("name", ["a" * 300 + ".csv", "a\0.csv", "." * 300, "ä" * 300])
def test_odd_names_of_files(world, name):
    for endpoint, who, path in addresses(world, "POST"):
        if "choose" in endpoint and "import" in endpoint:
            visitor = world.visitor(who)
            data = {
                "csrf_token": apart(visitor.csrf_token),
                "file": (io.BytesIO(b"e-mail;name\nsam@example.org;Sam\n"), name),
            }
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(lifecycle, "session", session)
                answer = apart(visitor.client.post, path, data=data)
            assert answer.status_code in {303, 422}
            if answer.status_code == 303:
                assert apart(visitor.client.get, answer.location).status_code == 200
            session.rollback()
