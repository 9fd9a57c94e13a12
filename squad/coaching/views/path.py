"""The path ahead, and a plan for the next session: to read on a phone, or to print."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.coaching.messages import path as words
from squad.coaching.queries.path import FIRST_SESSION, PathPage, list_steps, load_path
from squad.coaching.views.context import mentee_context_or_404
from squad.coaching.views.milestones import is_mentee
from squad.framework.messages import NETWORKS
from squad.framework.rules.document.guides.shapes import place_of
from squad.framework.rules.model import STAGES, Area, Milestone
from squad.pairings.rules.states import LOGGABLE

PLACES = {place_of(area, stage): (area, stage) for area in Area for stage in STAGES}


@requires(Permission.READ_SESSIONS)
def show_path(pairing_id: int) -> ResponseReturnValue:
    """Where the mentee stands, and the milestones worth working on next, each with its reason."""
    context = mentee_context_or_404(pairing_id)
    return render_template(
        "coaching/show_path.html",
        context=context,
        page=load_path(context),
        loggable=context.pairing.state in LOGGABLE,
        words=words,
        place_of=place_of,
    )


@requires(Permission.READ_SESSIONS)
def prepare_session(pairing_id: int, place: str | None = None) -> ResponseReturnValue:
    """A plan for the next session: of the area and stage chosen, else of the likeliest."""
    context = mentee_context_or_404(pairing_id)
    if context.pairing.state not in LOGGABLE:
        abort(404)
    page = load_path(context)
    chosen = place or next(iter(page.choices), None)
    if chosen is None:
        return redirect(url_for("coaching.show_path", pairing_id=pairing_id), 303)
    if chosen not in (*page.choices, *PLACES):
        abort(404)
    return render_template(
        "coaching/prepare_session.html",
        context=context,
        page=page,
        place=chosen,
        places=PLACES,
        opener=page.opener if chosen == FIRST_SESSION else None,
        guide=page.document.guides.get(chosen),
        shows=_shows(page, chosen),
        steps=list_steps(viewer(), context),
        own=is_mentee(context),
        networks=NETWORKS,
        words=words,
    )


def _shows(page: PathPage, place: str) -> list[Milestone]:
    """The milestones that the session can show: of its page, else of its area and stage."""
    milestones = page.document.framework.milestones
    source = page.opener if place == FIRST_SESSION else page.document.guides.get(place)
    if source is not None:
        return [milestones[code] for code in source.shows]
    return [m for m in milestones.values() if (m.area, m.stage) == PLACES[place]]
