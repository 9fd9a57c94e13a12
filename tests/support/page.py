"""A client that reads pages as a person does and checks each of them."""

import re
from contextvars import Context
from urllib.parse import urlsplit

import html5lib
from flask import got_request_exception, url_for
from html5lib.constants import E
from lxml.html import document_fromstring

from squad.db.session import session

CONTROLS = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit", "button"}


class Page:
    """A parsed answer."""

    def __init__(self, response, visitor):
        self.response = response
        self.visitor = visitor
        self.status = response.status_code
        self.headers = response.headers
        # A file may be no text at all; then nothing readable is found in it.
        self.html = response.get_data().decode("utf-8", "replace")
        self.tree = None
        if response.mimetype == "text/html" and self.html:
            self.tree = document_fromstring(self.html)

    @property
    def location(self):
        return self.headers.get("Location", "")

    @property
    def text(self):
        """What a person reads in the body, spaces collapsed."""
        return tidy("".join(self.tree.find("body").itertext()))

    @property
    def title(self):
        return tidy("".join(self.tree.find("head/title").itertext()))

    @property
    def h1(self):
        return tidy("".join(self.tree.find(".//h1").itertext()))

    @property
    def errors(self):
        """Texts of the error summary and of field errors."""
        return [
            tidy("".join(e.itertext()))
            for e in self.tree.iter()
            if {"msg", "err"}.intersection((e.get("class") or "").split())
        ]

    def by_id(self, name):
        return next((e for e in self.tree.iter() if e.get("id") == name), None)

    def links(self):
        """{text: address} of every link."""
        return {tidy("".join(a.itertext())): a.get("href") for a in self.tree.iter("a")}

    def forms(self, action=None):
        found = list(self.tree.iter("form"))
        if action is not None:
            found = [f for f in found if urlsplit(f.get("action") or "").path == action]
        return found

    def fields(self, form):
        """What a browser would send for an untouched form, as a list of pairs."""
        sent = []
        for control in form.iter():
            name = control.get("name")
            if not name or control.get("disabled") is not None:
                continue
            if control.tag == "input":
                kind = control.get("type", "text")
                if kind in {"checkbox", "radio"} and control.get("checked") is None:
                    continue
                if kind in {"submit", "button", "file"}:
                    continue
                default = "on" if kind in {"checkbox", "radio"} else ""
                sent.append((name, control.get("value", default)))
            elif control.tag == "textarea":
                sent.append((name, ("".join(control.itertext())).removeprefix("\n")))
            elif control.tag == "select":
                sent += [(name, v) for v in selected(control)]
        return sent

    def submit(self, form=None, *, button=None, status=None, **values):
        """Fill a form in and send it, as a browser without scripts would."""
        if form is None:
            form = self.main_form()
        elif isinstance(form, str):
            form = self.forms(form)[0]
        fields = self.fields(form)
        for name, value in values.items():
            fields = [pair for pair in fields if pair[0] != name]
            if value is not None:
                many = value if isinstance(value, (list, tuple)) else [value]
                fields += [(name, v) for v in many]
        if button:
            fields.append(button)
        action = form.get("action") or urlsplit(self.response.request.path).path
        return self.visitor.post_path(action, fields, status=status)

    def main_form(self):
        """The one form of the page's main part that posts."""
        main = next(self.tree.iter("main"))
        forms = [f for f in main.iter("form") if (f.get("method") or "").lower() == "post"]
        assert len(forms) == 1, f"{len(forms)} forms: name the one you mean by its action"
        return forms[0]

    def check(self):
        """What holds for every page."""
        if self.tree is None:
            return
        problems = problems_of(self.html)
        assert not problems, f"invalid HTML: {problems[:5]}"
        h1s = list(self.tree.iter("h1"))
        assert len(h1s) == 1, f"{len(h1s)} h1"
        assert self.title.startswith(self.h1.rstrip(".")), f"title {self.title!r}, h1 {self.h1!r}"
        ids = [e.get("id") for e in self.tree.iter() if e.get("id")]
        twice = {i for i in ids if ids.count(i) > 1}
        assert not twice, f"ids used twice: {twice}"
        self._check_labels(set(ids))
        for form in self.tree.iter("form"):
            if (form.get("method") or "get").lower() == "post":
                names = {c.get("name") for c in form.iter("input")}
                assert "csrf_token" in names, f"no CSRF token in {form.get('action')}"
        self._check_policy()

    def _check_policy(self):
        """Nothing that a strict content policy would refuse."""
        for element in (e for e in self.tree.iter() if isinstance(e.tag, str)):
            assert element.tag != "style", "a style in the page"
            assert element.tag != "script" or element.get("src"), "a script in the page"
            names = {name for name in element.attrib if isinstance(name, str)}
            assert "style" not in names, f"inline style of {element.tag}"
            handlers = {name for name in names if name.startswith("on")}
            assert not handlers, f"{handlers} of {element.tag}"
            for name in names & {"href", "action", "formaction", "src"}:
                address = element.get(name).strip().lower()
                assert not address.startswith("javascript:"), f"{name} of {element.tag}"

    def _check_labels(self, ids):
        labelled = {label.get("for") for label in self.tree.iter("label")}
        inside = {c for label in self.tree.iter("label") for c in label.iter() if c.tag in CONTROLS}
        for control in (e for e in self.tree.iter() if e.tag in CONTROLS):
            if control.tag == "input" and control.get("type") in UNLABELLED:
                continue
            named = control.get("aria-label") or control.get("aria-labelledby")
            assert control.get("id") in labelled or control in inside or named, (
                f"no label for {control.get('name')}"
            )
            if control.get("aria-invalid") == "true":
                described = (control.get("aria-describedby") or "").split()
                assert described, f"error of {control.get('name')} is not tied to it"
                assert set(described) <= ids, f"{described} not on the page"


VALID = set()
"""The markups that were read strictly, and found to be in order."""
WORDS = re.compile(r'(=")[^"]*|(>)[^<]+')


def problems_of(html):
    """What a strict reader finds; each markup is read once, whatever its texts and values say."""
    markup = hash((WORDS.sub(r"\1\2", html), frozenset(re.findall(r"&[^;]{0,9};?", html))))
    if markup in VALID:
        return []
    parser = html5lib.HTMLParser()
    parser.parse(html)
    if not parser.errors:
        VALID.add(markup)
    return [
        (where, E.get(code, code) % data if data else code) for where, code, data in parser.errors
    ]


def apart(call, *args, **kwargs):
    """A request in a context of its own, as on a server: nothing of it is left for the next one.

    The test itself stands inside the application; without this all requests would share one `g`.
    """
    return Context().run(call, *args, **kwargs)


def tidy(text):
    # A space that does not break reads as any other.
    return re.sub(r"[ \n\t\r\u00a0]+", " ", text).strip()


def selected(select):
    options = list(select.iter("option"))
    chosen = [o for o in options if o.get("selected") is not None]
    if not chosen and select.get("multiple") is None:
        chosen = options[:1]
    return [o.get("value", "".join(o.itertext())) for o in chosen]


class Visitor:
    """Flask's test client, checking every page that it gets."""

    def __init__(self, app, language="en"):
        self.app = app
        self.client = app.test_client()
        self.mishaps = []
        got_request_exception.connect(self._note_mishap, app)
        self.language = language

    def _note_mishap(self, _app, exception):
        self.mishaps.append(exception)

    def url(self, endpoint, **args):
        with self.app.test_request_context():
            return url_for(endpoint, **args)

    def get(self, endpoint, *, status=200, **args):
        """The page of an endpoint."""
        return self.get_path(self.url(endpoint, **args), status=status)

    def get_path(self, path, *, status=200):
        response = apart(self.client.get, path, headers={"Accept-Language": self.language})
        return self._checked(response, status)

    def post(self, endpoint, data=None, *, status=303, **args):
        """A bare post, with a CSRF token of our own (what a form would carry)."""
        return self.post_path(self.url(endpoint, **args), data or {}, status=status)

    def post_path(self, path, data, *, status=303):
        pairs = list(data.items()) if isinstance(data, dict) else list(data)
        if not any(name == "csrf_token" for name, _ in pairs):
            pairs.append(("csrf_token", apart(self.csrf_token)))
        fields: dict = {}
        for name, value in pairs:
            fields.setdefault(name, []).append(value)
        headers = {"Accept-Language": self.language}
        response = apart(self.client.post, path, data=fields, headers=headers)
        return self._checked(response, status)

    def csrf_token(self):
        with self.app.test_request_context():
            from flask import session as form_cookie
            from flask_wtf.csrf import generate_csrf

            token = generate_csrf()
            raw = form_cookie["csrf_token"]
        with self.client.session_transaction() as cookie:
            if "csrf_token" not in cookie:
                cookie["csrf_token"] = raw
                return token
            raw = cookie["csrf_token"]
        from itsdangerous import URLSafeTimedSerializer

        return URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(raw)

    def follow(self, page, *, status=200):
        """The page behind a redirect."""
        assert page.status == 303, f"{page.status}, not a redirect"
        return self.get_path(page.location, status=status)

    def _checked(self, response, status):
        page = Page(response, self)
        if page.status == 500 and status != 500 and self.mishaps:
            raise AssertionError("the page failed") from self.mishaps.pop()
        if status is not None:
            detail = page.errors if page.tree is not None else page.html[:300]
            assert page.status == status, f"{page.status}, not {status}: {detail}"
        page.check()
        assert not session.new, "left unsaved"
        assert not session.dirty, "left unsaved"
        session.rollback()  # what the test reads next is what the request left
        return page
