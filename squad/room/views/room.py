"""The room's own page: the newest of everything, and where to go on."""

from flask import render_template
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.framework.messages import NETWORKS
from squad.room.queries.huddles import list_huddles
from squad.room.queries.mentors import find_own_card, list_mentors
from squad.room.queries.tips import list_tips
from squad.room.views.finding import area_names, room_or_404

NEWEST_TIPS = 3
FIRST_MENTORS = 5


@requires(Permission.ENTER_ROOM)
def show_room(programme_id: int) -> ResponseReturnValue:
    """What worked, who is free, group sessions."""
    room = room_or_404(programme_id)
    return render_template(
        "room/show_room.html",
        room=room,
        areas=area_names(room),
        networks=NETWORKS,
        tips=list_tips(viewer(), programme_id, size=NEWEST_TIPS),
        mentors=list_mentors(room.programme, size=FIRST_MENTORS),
        huddles=list_huddles(viewer(), programme_id) if room.as_mentor else (),
        card=find_own_card(viewer(), room.programme) if room.as_mentor else None,
    )
