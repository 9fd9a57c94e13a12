"""The notes of the pairing before, as both of its two let the new mentor read them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select

from squad.access.viewer import Viewer
from squad.coaching.models import CoachingSession, CoachingSessionVersion
from squad.coaching.rules.log import CoachingState
from squad.db.session import session
from squad.pairings.models import Pairing
from squad.pairings.old_notes.queries import find_open_for
from squad.people.models import Person


@dataclass(frozen=True, slots=True)
class EarlierNote:
    """What stands in a session's note, and who wrote it, first to last; None: an import."""

    coaching_session: CoachingSession
    writers: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class EarlierNotes:
    """The notes of a pairing that ended, the last session first."""

    pairing: Pairing
    new_mentor: Person
    notes: Sequence[EarlierNote]


def find_earlier_notes_for(viewer: Viewer, pairing_id: int) -> EarlierNotes | None:
    """For either of the new two, while the notes are open: three statements."""
    opened = find_open_for(viewer, pairing_id)
    if opened is None:
        return None
    writers = _list_writers(opened.pairing_id)
    rows = session.scalars(
        select(CoachingSession)
        .where(
            CoachingSession.pairing_id == opened.pairing_id,
            CoachingSession.state != CoachingState.PLANNED,
            CoachingSession.voided_at.is_(None),
        )
        .order_by(CoachingSession.held_on.desc(), CoachingSession.id.desc())
    )
    notes = [EarlierNote(row, writers.get(row.id, ())) for row in rows if row.note]
    return EarlierNotes(opened.pairing, opened.to_pairing.mentor, notes)


def _list_writers(pairing_id: int) -> dict[int, list[str | None]]:
    """By session, whoever saved another note than stood there."""
    rows = session.execute(
        select(CoachingSessionVersion, Person.name)
        .outerjoin(Person, Person.id == CoachingSessionVersion.by_id)
        .where(CoachingSessionVersion.pairing_id == pairing_id)
        .order_by(CoachingSessionVersion.coaching_session_id, CoachingSessionVersion.number)
    ).all()
    found: dict[int, list[str | None]] = {}
    for coaching_session_id, versions in groupby(rows, lambda row: row[0].coaching_session_id):
        writers: list[str | None] = []
        stood = ""
        for version, name in versions:
            note = json.loads(version.words)["note"]
            if note != stood and name not in writers:
                writers.append(name)
            stood = note
        found[coaching_session_id] = writers
    return found
