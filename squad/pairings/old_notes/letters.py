"""The old two are asked, each apart; the new mentor is told once both have agreed."""

from collections.abc import Collection, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from squad.accounts.queries.accounts import list_shut_out
from squad.notify.addresses import path_to
from squad.notify.kinds import Kind, Told, Words
from squad.pairings.old_notes.models import OldNotes
from squad.pairings.old_notes.queries import list_asked
from squad.pairings.old_notes.rules import may_answer
from squad.people.rules.names import given_of


def write_of_asking(told: Sequence[Told]) -> Mapping[int, Words]:
    """Words for one of the two of the pairing that ended; two statements."""
    asked, shut_out = _load(told)
    found = {}
    for each in told:
        notes = asked.get(each.params["notes"])
        if notes is not None and each.person_id not in shut_out:
            words = _asking(notes, each.person_id)
            if words is not None:
                found[each.id] = words
    return found


def write_of_opening(told: Sequence[Told]) -> Mapping[int, Words]:
    """Words for the new mentor, while the notes are open; two statements."""
    asked, shut_out = _load(told)
    return {
        each.id: _opening(notes)
        for each in told
        if (notes := asked.get(each.params["notes"])) is not None
        and notes.open
        and each.person_id == notes.to_pairing.mentor_id
        and each.person_id not in shut_out
    }


def _load(told: Sequence[Told]) -> tuple[Mapping[int, OldNotes], Collection[int]]:
    ids = {each.params["notes"] for each in told}
    return list_asked(ids), list_shut_out({each.person_id for each in told})


def _asking(notes: OldNotes, person_id: int) -> Words | None:
    old = notes.pairing
    if person_id == old.mentee_id:
        me, other, answered = old.mentee, old.mentor, notes.mentee_answered_at
    elif person_id == old.mentor_id:
        me, other, answered = old.mentor, old.mentee, notes.mentor_answered_at
    else:
        return None
    line = _("May the next mentor read the notes of your sessions with %(name)s?", name=other.name)
    then = _("They are read by the two of you alone, and stay so unless you both agree. You are"
             " asked apart: neither of you reads what the other one says.")  # fmt: skip
    return Words(
        line=line,
        subject=_("A question about your notes"),
        action=_("Answer the question"),
        path=path_to("pairings.share_notes", pairing_id=old.id),
        paragraphs=(_("Hello %(name)s,", name=me.name), line, then),
        stale=answered is not None or not may_answer(notes.to_pairing.state),
    )


def _opening(notes: OldNotes) -> Words:
    old = notes.pairing
    names = {
        "mentee": given_of(old.mentee.list_name, old.mentee.name),
        "mentor": given_of(old.mentor.list_name, old.mentor.name),
    }
    line = _("%(mentee)s and %(mentor)s let you read the notes of their sessions.", **names)
    return Words(
        line=line,
        subject=_("Notes from the earlier pairing"),
        action=_("Read the notes"),
        path=path_to("coaching.list_earlier_notes", pairing_id=notes.to_pairing_id),
        paragraphs=(_("Hello %(name)s,", name=notes.to_pairing.mentor.name), line),
    )


ASKED = Kind("old_notes_asked", _l("Whether the next mentor reads your notes"), write_of_asking)
OPENED = Kind("old_notes_opened", _l("Notes from the earlier pairing"), write_of_opening)
KINDS = (ASKED, OPENED)
