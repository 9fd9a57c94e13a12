"""A session: saved, shown, changed, voided; the list of a pairing's sessions."""

from flask import abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import may
from squad.coaching import messages
from squad.coaching.queries import lists
from squad.coaching.queries.contexts import find_context_for
from squad.coaching.queries.sessions import (
    find_live_code,
    list_open,
    list_said,
    list_versions,
    rights_on,
)
from squad.coaching.views.codes import code_drawing
from squad.coaching.views.context import session_or_404
from squad.framework.rules.fluency import Side
from squad.kernel.clock import clock
from squad.web.forms import tidy

LONGEST_SEARCH = 200


@requires(Permission.READ_SESSIONS)
def show_saved(coaching_session_id: int) -> ResponseReturnValue:
    """What was saved, how to close it together, what else can be added."""
    own = session_or_404(coaching_session_id)
    is_mentor = may(viewer(), Permission.LOG_SESSION, own.context.subject)
    waiting = list_open(own.context, Side.MENTEE) if is_mentor else []
    code = find_live_code(own) if waiting else None
    link = _close_link(code.code) if code else None
    return render_template(
        "coaching/show_saved.html",
        own=own,
        context=own.context,
        it=own.coaching_session,
        said=list_said(own.context, coaching_session_id),
        waiting=waiting,
        code=code,
        link=link,
        drawing=code_drawing(link) if link else None,
        is_mentor=is_mentor,
        labels=messages,
    )


@requires(Permission.READ_SESSIONS)
def show_session(coaching_session_id: int) -> ResponseReturnValue:
    """All that the two keep of a session."""
    own = session_or_404(coaching_session_id)
    return render_template(
        "coaching/show_session.html",
        own=own,
        context=own.context,
        it=own.coaching_session,
        said=list_said(own.context, coaching_session_id),
        versions=list_versions(own),
        rights=rights_on(viewer(), own),
        labels=messages,
    )


@requires(Permission.SEE_PAIRING)
def list_sessions(pairing_id: int) -> ResponseReturnValue:
    """All sessions of a pairing, searched if asked; facts only for the coordinator."""
    cursor = request.args.get("after")
    context = find_context_for(viewer(), pairing_id, now=clock.now())
    if context is None:
        return _overview(pairing_id, cursor)
    words = tidy(request.args.get("q", ""))[:LONGEST_SEARCH]
    page = lists.list_sessions(context, cursor)
    return render_template(
        "coaching/list_sessions.html",
        context=context,
        page=page,
        planned=lists.list_planned_ahead(context),
        words=words,
        found=lists.find_in_sessions(context, words) if words else None,
        is_mentor=may(viewer(), Permission.LOG_SESSION, context.subject),
        other=context.other_name(viewer().person_id),
        labels=messages,
    )


def _overview(pairing_id: int, cursor: str | None) -> ResponseReturnValue:
    overview = lists.find_overview_for(viewer(), pairing_id, cursor)
    if overview is None:
        abort(404)
    return render_template("coaching/oversee_sessions.html", overview=overview, labels=messages)


def _close_link(code: str) -> str:
    base: str = current_app.config["SETTINGS"].base_url
    return base + url_for("coaching.close_together", code=code)
