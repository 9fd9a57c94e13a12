"""One's own notices: read, and gone from to where one acts."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import signed_in
from squad.access.gate import viewer
from squad.notify import actions, queries
from squad.notify.kinds import words_of
from squad.web.converters import read_number


@signed_in
def list_notices() -> ResponseReturnValue:
    """What one was told, the newest first."""
    page = queries.list_notices(viewer(), request.args.get("after"))
    return render_template(
        "notify/list_notices.html",
        page=page,
        words=words_of([queries.told_of(notice) for notice in page.rows]),
        unread=viewer().unread,
    )


@signed_in
def open_notice(notice_id: int) -> ResponseReturnValue:
    """Go to where one acts; the notice is read."""
    notice = queries.find_notice_for(viewer(), notice_id) or abort(404)
    words = words_of([queries.told_of(notice)]).get(notice_id)
    actions.read_notice(by=viewer(), notice_id=notice_id)
    if words is None:
        flash(_("What this notice was about is no longer there."), "info")
    return redirect(words.path if words else url_for(".list_notices"), 303)


@signed_in
def read_all_notices() -> ResponseReturnValue:
    """All that the page showed, and what came before it, is read."""
    actions.read_all_notices(by=viewer(), up_to=read_number(request.form.get("up_to")) or 0)
    return redirect(url_for(".list_notices"), 303)
