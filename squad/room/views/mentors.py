"""Pages: who is free and strong in what; what the others see of oneself."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.framework.messages import NETWORKS
from squad.kernel.errors import DomainError
from squad.room.actions import cards
from squad.room.forms import ShownForm
from squad.room.queries.mentors import find_own_card
from squad.room.queries.mentors import list_mentors as list_shown
from squad.room.queries.rooms import Room
from squad.room.views.finding import area_names, read_area, room_or_404
from squad.web.sentences import sentence_of


@requires(Permission.ENTER_ROOM)
def list_mentors(programme_id: int) -> ResponseReturnValue:
    """Mentors who show a free place or what they are strong in, by name."""
    room, asked = room_or_404(programme_id), request.args
    area, only_free = read_area(asked.get("area")), asked.get("places") == "free"
    return render_template(
        "room/list_mentors.html",
        room=room,
        areas=area_names(room),
        networks=NETWORKS,
        area=area,
        only_free=only_free,
        may_show=room.as_mentor and find_own_card(viewer(), room.programme) is not None,
        page=list_shown(room.programme, area=area, only_free=only_free, cursor=asked.get("after")),
    )


@requires(Permission.SHARE_IN_ROOM)
def choose_shown(programme_id: int) -> ResponseReturnValue:
    """What the other mentors see of oneself: nothing, until one ticks it."""
    room, form = room_or_404(programme_id, sharing=True), ShownForm()
    if not form.is_submitted():
        return _page(room, form)
    if not form.validate():
        return _page(room, form), 422
    try:
        cards.choose_shown(by=viewer(), programme_id=programme_id, shown=form.shown())
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _page(room, form), 422
    flash(_("Saved. You can change it at any time."), "success")
    return redirect(url_for(".show_room", programme_id=programme_id), 303)


def _page(room: Room, form: ShownForm) -> str:
    card = find_own_card(viewer(), room.programme)
    if card is not None and not form.is_submitted():
        form.places.data, form.strengths.data = card.shown.places, card.shown.strengths
    return render_template(
        "room/choose_shown.html",
        room=room,
        shown_form=form,
        card=card,
        areas=area_names(room),
        networks=NETWORKS,
    )
