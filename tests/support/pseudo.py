"""A pseudo-language: whatever comes from the catalogue stands between marks, and nothing else does.

Values put into a sentence stand outside of its marks, so that a label that is put into another
sentence is looked at as well. What is left outside must be data: words that the database holds,
days, times and numbers, codes of file formats.
"""

import json
import re
from collections import defaultdict
from contextlib import contextmanager
from enum import StrEnum
from zoneinfo import available_timezones

from babel import Locale
from babel.support import NullTranslations
from flask_babel import get_babel
from sqlalchemy import select

from squad.db.base import Base
from squad.db.session import session
from squad.db.types import Encrypted
from squad.framework.models import FrameworkDraft
from squad.framework.queries import get_document
from squad.framework.rules.document import from_json
from squad.framework.rules.document.diffing import compare_words, diff
from squad.kernel.languages import READ_IN
from tests.support.page import tidy

LEFT, RIGHT = "⟦", "⟧"
MARKED = re.compile(f"{LEFT}[^{LEFT}{RIGHT}]*{RIGHT}")
VALUE = re.compile(r"%\(\w+\)[sd]")
WORD = re.compile(r"[^\W\d_][\w’'-]*")
# 8 h 30; 1er; addresses; what scripts put a day or a time in
FORMATS = re.compile(r"\d{1,2}\sh(?:\s\d{2})?\b|\b1er\b|https?://\S+|\S+@\S+\.\w+|\{(?:day|time)\}")
READ_OUT = ("title", "aria-label", "aria-description", "aria-valuetext", "alt", "placeholder")
HIDDEN = {"script", "style", "template"}
PROPER = (
    "Tweet Squad", *READ_IN.values(),  # languages name themselves
    "CSV", "JSON", "PDF", "Excel",
)  # fmt: skip


class Pseudo(NullTranslations):
    """Marks every text that is asked of the catalogue."""

    def _marked(self, message):
        return LEFT + VALUE.sub(lambda value: RIGHT + value[0] + LEFT, str(message)) + RIGHT

    def ugettext(self, message):
        return self._marked(message)

    def ungettext(self, singular, plural, num):
        return self._marked(singular if num == 1 else plural)

    def upgettext(self, context, message):
        return self._marked(message)

    def unpgettext(self, context, singular, plural, num):
        return self._marked(singular if num == 1 else plural)


@contextmanager
def spoken(app):
    """The application speaks the pseudo-language, whatever language a person reads."""
    with app.app_context():
        read = get_babel().instance.domain_instance._read
    before = dict(read)
    read.update({language: Pseudo() for language in READ_IN})
    try:
        yield
    finally:
        read.clear()
        read.update(before)


class Data:
    """The words that pages may show as they are."""

    def __init__(self, *more):
        self._by_first_word = defaultdict(set)
        self._seen = {}
        for text in (*_stored(), *_pieces(), *_calendar(), *available_timezones(), *PROPER, *more):
            self._add(text)

    def _add(self, text):
        for part in (tidy(text), *map(tidy, text.splitlines())):
            first = WORD.search(part)
            if first:
                self._by_first_word[first[0].casefold()].add(part[first.start() :].casefold())

    def bare(self, text):
        """The words of `text` that neither the catalogue nor the data explain."""
        if text not in self._seen:
            pieces = MARKED.split(tidy(text))
            self._seen[text] = [word for piece in pieces for word in self._unexplained(piece)]
        return self._seen[text]

    def _unexplained(self, piece):
        formats, at = [found.span() for found in FORMATS.finditer(piece)], 0
        while word := WORD.search(piece, at):
            start, rest = word.start(), piece[word.start() :].casefold()
            known = self._by_first_word.get(word[0].casefold(), ())
            ends = [start + _covered(rest, text) for text in known if _covered(rest, text)]
            ends += [end for begin, end in formats if begin <= start < end]
            if not ends:
                yield word[0]
            at = max(ends, default=word.end())


def _covered(rest, known):
    """How much of the rest of a piece this text is: whole, or shortened with three dots."""
    if rest.startswith(known) and not rest[len(known) : len(known) + 1].isalpha():
        return len(known)
    shown, dots, _after = rest.partition("…")
    return len(shown) if dots and known.startswith(shown.rstrip()) else 0


def bare_texts(page, data):
    """Each visible or read-out text of the page with the words that no catalogue holds."""
    shown = page.tree is not None and not 300 <= page.status < 400
    number = page.headers.get("X-Request-Id", "")  # shown on error pages, to be quoted
    for where, text in _texts(page.tree) if shown else ():
        words = data.bare(text.replace(number, "") if number else text)
        if words:
            yield f"{where}: {' '.join(words)!r} in {tidy(text)!r}"


def _texts(element):
    if element.tag in HIDDEN:
        return
    names = [n for n in element.keys() if n in READ_OUT or n.startswith("data-text-")]  # noqa: SIM118  an element
    if element.tag == "input" and element.get("type") in {"submit", "button", "reset"}:
        names.append("value")
    if element.tag in {"option", "optgroup", "track"}:
        names.append("label")
    yield from ((f"{element.tag}[{n}]", element.get(n)) for n in names if element.get(n))
    if element.tag != "textarea":
        yield f"<{element.tag}>", element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child)
        yield f"<{element.tag}>", child.tail or ""


def _stored():
    """Every text that the database holds, decrypted, but the codes of states, roles and kinds."""
    codes = {str(member) for kind in _kinds(StrEnum) for member in kind}
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table)):
            for column, value in zip(table.columns, row, strict=True):
                own_words = isinstance(column.type, Encrypted)
                for text in _parts(column.name, value):
                    if own_words or text not in codes:
                        yield text
    session.rollback()


def _pieces():
    """The words that the changes of a draft of the framework are shown in."""
    for draft in session.scalars(select(FrameworkDraft)):
        base = get_document(draft.base_version_id)
        for change in (c for d in diff(base, from_json(draft.document)) for c in d.changes):
            sides = compare_words(str(change.before or ""), str(change.after or ""))
            yield from (piece.words for side in sides for piece in side)
    session.rollback()


def _kinds(above):
    for kind in above.__subclasses__():
        if kind.__module__.startswith("squad."):
            yield kind
        yield from _kinds(kind)


def _parts(column, value):
    """A text whole, and what pages show of it: the first of several names, a document's texts."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _parts(column, each)
    elif isinstance(value, str) and value.startswith("{"):
        yield from _parts(column, json.loads(value))
    elif isinstance(value, str):
        yield value
        if column == "name":
            yield value.partition(" ")[0]
        if column == "email":  # pages let an address break after its @
            yield from value.split("@")


def _calendar():
    for name in ("en_GB", "fr", "fr_CA"):
        locale = Locale.parse(name)
        for width in ("wide", "abbreviated"):
            yield from locale.months["format"][width].values()
            yield from locale.days["format"][width].values()
