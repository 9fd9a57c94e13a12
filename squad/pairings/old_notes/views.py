"""Page: may the next mentor read the notes of one's ended pairing?"""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.kernel.errors import DomainError
from squad.pairings.old_notes import actions
from squad.pairings.old_notes.forms import NotesForm
from squad.pairings.old_notes.queries import find_asked, list_around
from squad.pairings.old_notes.rules import may_answer
from squad.pairings.queries.pairings import find_pairing_for, find_side, subject_of
from squad.pairings.rules.states import LOGGABLE
from squad.web.sentences import sentence_of


@requires(Permission.SHARE_NOTES)
def share_notes(pairing_id: int) -> ResponseReturnValue:
    """The question, as it stands; the answer, for as long as it can be another one."""
    pairing = find_pairing_for(viewer(), pairing_id) or abort(404)
    demand(viewer(), Permission.SHARE_NOTES, subject_of(pairing))
    notes, form = find_asked(pairing_id) or abort(404), NotesForm()
    if not form.is_submitted():
        return _page(pairing, notes, form)
    answer = form.chosen()
    if answer is None:
        form.answer.errors = [*form.answer.errors, _("Choose one of these.")]
        return _page(pairing, notes, form), 422
    try:
        actions.answer_about_notes(pairing_id=pairing_id, answer=answer, by=viewer())
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _page(pairing, notes, form), 422
    flash(_("Saved. Nobody but you reads your answer."), "success")
    return redirect(url_for(".share_notes", pairing_id=pairing_id), 303)


def notes_of(pairing: Any, side: Any) -> dict[str, Any]:
    """What a pairing's page says of old notes, to its two: of its own, and of those before it."""
    around = list_around(pairing.id) if side is not None else []
    asked = [each for each in around if each.pairing_id == pairing.id]
    before = [each for each in around if each.to_pairing_id == pairing.id]
    return {
        "own_notes": next((each for each in asked if may_answer(each.to_pairing.state)), None),
        "earlier_notes": next((each for each in before if each.open), None),
    }


def _page(pairing: Any, notes: Any, form: NotesForm) -> str:
    side = find_side(viewer(), pairing)
    said = notes.answer_of(side)
    if not form.is_submitted():
        form.answer.data = said
    known = notes.to_pairing.state in LOGGABLE
    return render_template(
        "pairings/share_notes.html",
        pairing=pairing,
        notes=notes,
        sharing=form,
        said=said,
        asked=may_answer(notes.to_pairing.state),
        other=pairing.mentee if side == "mentor" else pairing.mentor,
        next_mentor=notes.to_pairing.mentor.name if known else None,
    )
