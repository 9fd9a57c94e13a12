"""The kinds of things that people are told: each belongs to a slice, which has the words for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import LazyString

from squad.access.viewer import Role


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a mail; made as the mail is sent, and kept nowhere."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Calendar:
    """An iCalendar object as another form of the mail's text, for calendars to act on."""

    method: str
    """REQUEST, CANCEL …: said in the part's media type as well (RFC 6047)."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """One person is told one thing: a notice, or a mail that is about to leave."""

    id: int
    person_id: int
    kind: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What one is told, in the reader's language: never a text of the pair class."""

    line: str
    """The notice, in one sentence."""
    subject: str
    """Of the mail: shown on locked screens, so it names nobody."""
    action: str
    path: str
    """Where one acts: an address within the application."""
    paragraphs: Sequence[str] = ()
    """What the mail says besides."""
    stale: bool = False
    """No longer so: a mail that has not left stays."""
    not_before: datetime | None = None
    """A mail that would leave earlier waits: its reader is left alone until then."""
    attachments: Sequence[Attachment] = ()
    calendar: Calendar | None = None


Author = Callable[[Sequence[Told]], Mapping[int, Words]]
"""Words by the id of what was told, in a fixed number of statements; what is gone has none."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that people are told."""

    code: str
    label: LazyString
    """What it is called in the settings and in lists."""
    author: Author
    noticed: bool = True
    """Whether it is told in the application too."""
    optional: bool = True
    """Whether one may do without its mail."""
    role: Role | None = None
    """Who alone is ever told, where it is one role."""
    asked_for: bool = False
    """Whether it comes to those alone who ask for it elsewhere: the settings do not list it."""
    after_sending: Callable[[Told], None] | None = None
    """What to write down once the mail has left, in the transaction that notes it."""


_kinds: dict[str, Kind] = {}


def use_kinds(*kinds: Kind) -> None:
    """Know these kinds, in the order in which the settings list them."""
    _kinds.clear()
    _kinds.update({kind.code: kind for kind in kinds})


def kind_of(code: str) -> Kind | None:
    """The kind with this code; None once no slice knows it any more."""
    return _kinds.get(code)


def all_kinds() -> Sequence[Kind]:
    """Every kind."""
    return tuple(_kinds.values())


def words_of(told: Sequence[Told]) -> Mapping[int, Words]:
    """What to say of each, in the language in force; one round to each author that is asked."""
    by_author: dict[Author, list[Told]] = {}
    for each in told:
        if (kind := kind_of(each.kind)) is not None:
            by_author.setdefault(kind.author, []).append(each)
    return {id_: words for author, some in by_author.items() for id_, words in author(some).items()}
