"""A plan of sessions in words."""

from collections.abc import Mapping

from flask_babel import ngettext

from squad.coaching.imports.actions import counts_of
from squad.coaching.imports.plans import PlannedSessions
from squad.coaching.messages import STATES, sentence
from squad.coaching.rules.planning import NewSession
from squad.files.previews import Entry, Preview
from squad.pairings.imports.previews import both, preview_with
from squad.web.formats import format_day, format_minutes


def preview_of(planned: PlannedSessions) -> Preview:
    """What a log would do, and what is wrong with it. No word of a note is shown."""
    plan, names = planned.plan, planned.names()
    entries = [_entry(new, planned, names) for new in plan.created]
    counts = count_words(counts_of(plan))
    return preview_with(plan, entries, counts, sentence, planned.ignored_columns)


def count_words(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """How many rows, by what is done with them, and what they bring."""
    words = {
        "created": ngettext("new session", "new sessions", counts.get("created", 0)),
        "unchanged": ngettext(
            "session already here", "sessions already here", counts.get("unchanged", 0)
        ),
        "differing": ngettext(
            "session here with other content, kept",
            "sessions here with other content, kept",
            counts.get("differing", 0),
        ),
        "milestones": ngettext(
            "milestone stated", "milestones stated", counts.get("milestones", 0)
        ),
        "confirmed": ngettext(
            "of them confirmed, as the file says",
            "of them confirmed, as the file says",
            counts.get("confirmed", 0),
        ),
        "notes": ngettext("session with a note", "sessions with a note", counts.get("notes", 0)),
    }
    return tuple((words[name], number) for name, number in counts.items() if name in words)


def _entry(new: NewSession, planned: PlannedSessions, names: Mapping[int, str]) -> Entry:
    pairing, row = planned.pairings[new.key.pairing_id], new.row
    who = both(names[pairing.mentor_id], names[pairing.mentee_id])
    said = [format_day(row.on), str(STATES[row.state])]
    if row.minutes:
        said.append(format_minutes(row.minutes))
    if row.milestones:
        count = len(row.milestones)
        said.append(ngettext("%(num)s milestone", "%(num)s milestones", count))
    return Entry(who, (", ".join(said),), row.line)
