"""The rows that are stored of one person's course: pure. `squad check` compares them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from squad.kernel.languages import written_in
from squad.kernel.text import fold
from squad.pairings.rules.clocks import pauses
from squad.programmes.rules import open_days
from squad.reports.agreed import in_force
from squad.reports.assembling import UNDER_WAY
from squad.reports.ledger.pages import write_page
from squad.reports.ledger.rules.course import Course
from squad.reports.ledger.rules.seen import Seen
from squad.reports.ledger.rules.told import Told
from squad.reports.shapes import AgreementCard

LAST_OF_ALL = "\U0010fffd"
"""Sorts after every word."""
NEVER_HELD = 1
NOT_WAITED_FOR = 10_000_000
"""After any count of days."""
BEGINNING = date(2000, 1, 1)
"""From where days are counted."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What is stored of one mentee and programme."""

    page: dict[str, Any]
    silent: tuple[dict[str, Any], ...]
    standing: dict[str, Any] | None
    """None until both had accepted a pairing."""


def rows_of(told: Told, course: Course) -> Rows:
    """Everything that is stored."""
    key = {"programme_id": told.programme.id, "mentee_id": told.mentee_id}
    return Rows(
        page={**key, "entries": write_page(course.entries)},
        silent=tuple(
            {**key, "from_on": each.from_on, "to_on": each.to_on, "level": each.level}
            for each in course.silences
        ),
        standing=_standing(told, course, key) if course.last else None,
    )


def _standing(told: Told, course: Course, key: dict[str, int]) -> dict[str, Any]:
    seen, counts = course.last, course.counts
    assert seen is not None and seen.current is not None  # noqa: S101, PT018  it has begun
    last = seen.figures.last
    return {
        **key,
        "state": seen.current.state,
        "begun_on": course.begun_on,
        **roster_columns(told.person),
        "purpose": _purpose(told.cards),
        "last_order": -last.toordinal() if last else NEVER_HELD,
        "silent_order": _silent_order(seen),
        "headline": counts.headline if counts else 0,
        "target_met": counts.target_met if counts else False,
        "held": counts.held if counts else 0,
        "total": counts.total if counts else 0,
    }


def roster_columns(person: Any) -> dict[str, str]:
    """What a list is sorted and grouped by, of what the roster says."""
    return {
        "sort_key": person.sort_key,
        "function_key": word_key(person.function),
        "site_key": word_key(person.site),
        "level": person.level,
        "language": written_in(person.language),
    }


def word_key(word: str) -> str:
    """What a word is sorted by, and told from others; no word comes last."""
    return f"{fold(word)}\t{word}" if word else LAST_OF_ALL


def word_of(key: str) -> str:
    """The word of a key."""
    return "" if key == LAST_OF_ALL else key.partition("\t")[2]


def _purpose(cards: Iterable[AgreementCard]) -> str:
    signed = list(cards)
    latest = max((card.version.in_force_at for card in signed), default=None)
    card = in_force(signed, latest + timedelta.resolution, ()) if latest else None
    return card.purpose if card else ""


def _silent_order(seen: Seen) -> int:
    """The day since which nothing was held, later by the days of pauses: it does not move."""
    pairing = seen.current
    if pairing is None or pairing.state not in UNDER_WAY:
        return NOT_WAITED_FOR
    since = pairing.sessions.last or pairing.accepted_on
    closed = seen.times.closed
    paused = pauses([(move.to, move.on) for move in seen.times.moves.get(pairing.id, ())])
    until = max(since, seen.on)
    stood = open_days(since, until, closed) - open_days(since, until, [*closed, *paused])
    return open_days(BEGINNING, since, closed) + stood
