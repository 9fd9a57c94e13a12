"""Drafts of the log: kept by a script every few seconds, thrown away on request."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.coaching.actions import drafts
from squad.coaching.views.context import context_or_404
from squad.kernel.errors import DomainError
from squad.web.converters import read_id
from squad.web.formats import format_time, in_zone


@requires(Permission.LOG_SESSION)
def save_draft() -> ResponseReturnValue:
    """Keep the fields of a form; answers with the time at which they were kept."""
    context = context_or_404(request.form.get("pairing", type=read_id))
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    key = request.form.get("form_key", "")
    try:
        kept = drafts.save_draft(by=viewer(), context=context, fields=fields, form_key=key)
    except DomainError as error:
        return {"error": error.code}, 413
    time = format_time(in_zone(context.now, viewer().time_zone))
    return {"kept": kept, "at": time if kept else None}


@requires(Permission.LOG_SESSION)
def forget_draft() -> ResponseReturnValue:
    """Start afresh: the draft goes, and the form comes back empty."""
    context = context_or_404(request.values.get("pairing", type=read_id))
    demand(viewer(), Permission.LOG_SESSION, context.subject)
    drafts.forget_draft(person_id=viewer().person_id, pairing_id=context.pairing.id)
    return redirect(url_for("coaching.log_session", pairing=context.pairing.id), 303)
