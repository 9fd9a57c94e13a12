"""Error pages: calm, in both languages, with what to do next and an id to quote."""

import logging
from collections.abc import Sequence
from typing import Any

from flask import Flask, current_app, g, got_request_exception, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from squad.access.policy import ForbiddenError
from squad.audit.actions import record
from squad.db.session import session
from squad.db.unit_of_work import record_after
from squad.kernel.errors import ArchivedError, ConflictError
from squad.web.origin import CrossSiteError
from squad.web.sentences import sentence_of
from squad.web.typed import typed_words

log = logging.getLogger("squad.errors")


def configure_errors(app: Flask) -> None:
    """One page for each way in which a request can fail."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(ForbiddenError, _forbidden)
    app.register_error_handler(CrossSiteError, _cross_site)
    app.register_error_handler(CSRFError, stale_form_page)
    app.register_error_handler(ConflictError, _conflict)
    app.register_error_handler(ArchivedError, _archived)
    app.register_error_handler(Exception, _unexpected)


def _texts(status: int) -> tuple[str, str]:
    texts = {
        400: (
            _("That could not be read"),
            _("Go back one page and try again. What you typed is still there."),
        ),
        401: (_("Please sign in"), _("Sign in, and you come back to this page.")),
        403: (
            _("Not yours to open"),
            _("You are signed in, but this is for other people. Your coordinator can help."),
        ),
        404: (
            _("This page does not exist"),
            _("It may have been moved, or it belongs to other people. Start again from home."),
        ),
        405: (_("That could not be read"), _("Go back one page and try again.")),
        409: (_("This changed meanwhile"), _("Go back one page, reload it and look again.")),
        413: (_("That file is too large"), _("Files may have up to 10 MB.")),
        429: (_("Too many tries"), _("Wait a little, then try again.")),
    }
    generic = (
        _("Something went wrong here"),
        _("Nothing was saved. Try again in a minute; if it comes back, quote the number below."),
    )
    return texts.get(status, generic)


def error_page(status: int, typed: Sequence[str] = ()) -> ResponseReturnValue:
    """The page for a status, or the same as JSON for whoever asked for JSON.

    `typed`: what the form of this request held, shown to be taken along.
    """
    title, advice = _texts(status)
    if request.path.endswith(".json") or request.accept_mimetypes.best == "application/json":
        return {"error": title, "advice": advice, "id": g.get("request_id", "")}, status
    page = render_template(
        "errors/show_error.html",
        title=title,
        advice=advice,
        id=g.get("request_id", ""),
        typed=typed,
    )
    return page, status


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    if status == 403:
        _note_refusal()
    if status >= 500:
        log.error("http_error", extra={"status": status, "request_id": g.get("request_id")})
    return error_page(status)


def _forbidden(_error: ForbiddenError) -> ResponseReturnValue:
    session.rollback()
    _note_refusal()
    return error_page(403)


def _conflict(_error: ConflictError) -> ResponseReturnValue:
    """For a view that shows no texts side by side: nothing was saved over anything."""
    session.rollback()
    return error_page(409, typed_words())


def _cross_site(_error: CrossSiteError) -> ResponseReturnValue:
    """The page for what another site had this browser send."""
    title = _("This was sent from another site")
    advice = _("Nothing was changed. Open the page here, then press the button there.")
    page = render_template("errors/show_error.html", title=title, advice=advice, id=g.request_id)
    return page, 403


def stale_form_page(_error: CSRFError) -> ResponseReturnValue:
    """The page for a form whose token is too old, or of another browser."""
    title = _("This form was open for too long")
    advice = _("Go back one page, reload it and send it again. What you typed is still there.")
    page = render_template("errors/show_error.html", title=title, advice=advice, id=g.request_id)
    return page, 400


def _archived(error: ArchivedError) -> ResponseReturnValue:
    """The page for what nobody can change any more; nothing of it was saved."""
    session.rollback()
    page = render_template(
        "errors/show_error.html",
        title=_("This programme is archived"),
        advice=sentence_of(error),
        id=g.request_id,
        typed=typed_words(),
    )
    return page, 409


def _unexpected(error: Exception) -> ResponseReturnValue:
    session.rollback()
    app: Any = current_app
    got_request_exception.send(app._get_current_object(), exception=error)  # noqa: SLF001  as Flask
    log.error(
        "unexpected_error",
        extra={
            "request_id": g.get("request_id"),
            "error": type(error).__name__,
            "endpoint": request.endpoint,
            "place": _where(error),
        },
    )
    return error_page(500)


def _where(error: BaseException) -> str:
    """File and line of the deepest frame: an error's own text may hold personal text."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _note_refusal() -> None:
    """Keep who was refused what, after the request's own transaction."""
    actor = current_user.person_id if current_user.is_authenticated else None
    endpoint = request.endpoint or ""
    if actor is not None:
        record_after(lambda: record("refused", by=actor, endpoint=endpoint))
