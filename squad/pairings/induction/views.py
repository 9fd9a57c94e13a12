"""Pages: the induction of a mentor, and who still has to go through it."""

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.kernel.errors import DomainError
from squad.pairings.induction import actions, messages, queries
from squad.pairings.induction.forms import InductionForm
from squad.pairings.induction.rules import is_complete
from squad.programmes.queries import find_programme_for
from squad.web.converters import read_id
from squad.web.sentences import sentence_of

TYPED = ("next_day", "next_time")
"""What somebody had typed who came from the plan of a session, taken along."""


@requires(Permission.DO_INDUCTION)
def do_induction(programme_id: int) -> ResponseReturnValue:
    """A line for each thing to know before the first session; done, on to where one came from."""
    permission = Permission.DO_INDUCTION
    programme = queries.find_mentored_for(viewer(), programme_id, permission) or abort(404)
    form = InductionForm()
    if not form.is_submitted():
        return _page(programme, form)
    try:
        done = actions.tick_points(
            programme_id=programme_id, codes=form.points.data or (), by=viewer()
        )
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _page(programme, form), 422
    if not done:
        flash(_("Kept. What is left waits here."), "success")
        return redirect(url_for(".do_induction", programme_id=programme_id, **_asked()), 303)
    flash(_("That is all of it. You can begin."), "success")
    return redirect(_onward(programme_id), 303)


@requires(Permission.MANAGE_PROGRAMME)
def list_inductions(programme_id: int) -> ResponseReturnValue:
    """For the coordinator: who still has to, by name, and nothing of how far they are."""
    programme = find_programme_for(viewer(), programme_id) or abort(404)
    demand(viewer(), Permission.MANAGE_PROGRAMME, Subject(programme_id=programme_id))
    page = queries.list_to_do(programme_id, request.args.get("after"))
    return render_template("pairings/list_inductions.html", programme=programme, page=page)


def _page(programme: Any, form: InductionForm) -> str:
    ticked = queries.list_ticked(viewer(), programme.id)
    return render_template(
        "pairings/do_induction.html",
        programme=programme,
        induction=form,
        ticked=ticked,
        typed=set(form.points.data or ()),
        done=is_complete(ticked),
        points=messages.POINTS,
        asked=_asked(),
    )


def _asked() -> Mapping[str, Any]:
    """Where one came from, for the way back."""
    return {key: request.args[key] for key in ("pairing", "to", *TYPED) if key in request.args}


def _onward(programme_id: int) -> str:
    """Back to the log of a group, or the log or the plan of an own pairing; else home."""
    asked = _asked()
    if asked.get("to") == "group":
        return url_for("room.log_huddle", programme_id=programme_id)
    pairing_id = request.args.get("pairing", type=read_id)
    own = {p.id for p in viewer().mentors() if p.programme_id == programme_id}
    if pairing_id not in own:
        return url_for("home.show_home")
    if asked.get("to") == "plan":
        typed: dict[str, Any] = {key: asked[key] for key in TYPED if key in asked}
        return url_for("coaching.plan_session", pairing_id=pairing_id, **typed)
    return url_for("coaching.log_session", pairing=pairing_id)
