"""Page: the notes of the pairing before, read-only, while both of its two let them be read."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.coaching.queries.earlier_notes import find_earlier_notes_for
from squad.coaching.views.context import context_or_404


@requires(Permission.READ_SESSIONS)
def list_earlier_notes(pairing_id: int) -> ResponseReturnValue:
    """What the mentee and the mentor before wrote; the mentee sees what the new mentor sees."""
    context = context_or_404(pairing_id)
    demand(viewer(), Permission.READ_SESSIONS, context.subject)
    earlier = find_earlier_notes_for(viewer(), pairing_id) or abort(404)
    return render_template("coaching/list_earlier_notes.html", context=context, earlier=earlier)
