"""The log without network: an empty form that a phone keeps, and what sends what it kept."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from squad.access.declare import public, requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.coaching.forms.log import AS_PLANNED, NOT_YET, OTHER, LogForm
from squad.coaching.queries.offline import list_loggable
from squad.coaching.views.lengths import length_options
from squad.web.phone_keys import phone_key

USUAL_MINUTES = "45"


@public
def write_offline() -> ResponseReturnValue:
    """The log of nobody in particular: whose it is, and with whom, is known once it is sent."""
    form = LogForm(formdata=None)
    form.minutes.data, form.next_at.data = USUAL_MINUTES, AS_PLANNED
    return render_template(
        "coaching/write_offline.html",
        current_viewer=None,
        log_form=form,
        lengths=length_options(),
        next_options=[
            (AS_PLANNED, _("As planned, if it has a date")),
            (OTHER, _("Another day")),
            (NOT_YET, _("Not yet")),
        ],
    )


@requires(Permission.LOG_SESSION)
def open_kept() -> ResponseReturnValue:
    """For the script: what opens and sends what this person's phone kept."""
    key = phone_key(viewer())
    return {
        "owner": key.public,
        "key": key.private,
        "csrf_token": generate_csrf(),
        "pairings": [{"id": one.id, "name": one.name} for one in list_loggable(viewer())],
    }
