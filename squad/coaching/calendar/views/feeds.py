"""A person's sessions, for the program that has their secret address."""

from hashlib import sha256

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from squad.access.declare import public
from squad.coaching.calendar.letters import default_title
from squad.coaching.calendar.objects import write_feed
from squad.coaching.calendar.queries.entries import find_owner, list_entries
from squad.kernel.clock import clock
from squad.web.languages import locale_of


@public
def send_feed(token: str) -> ResponseReturnValue:
    """What is planned and what was held; unchanged since the program last asked: 304."""
    person, title = find_owner(token) or abort(404)
    with force_locale(locale_of(person.language)):
        shown = title or default_title()
    body = write_feed(list_entries(person.id, shown, clock.now()))
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(sha256(body).hexdigest())
    return response.make_conditional(request)
