"""What the pages of the room share: whose room it is, the areas by name."""

from collections.abc import Mapping

from flask import abort

from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.framework.messages import localized
from squad.framework.rules.model import Area
from squad.room.queries.rooms import Room, find_room_for


def room_or_404(programme_id: int, *, sharing: bool = False) -> Room:
    """The room, if the viewer may enter it; `sharing`: and take part in it as a mentor."""
    room = find_room_for(viewer(), programme_id) or abort(404)
    if sharing:
        demand(viewer(), Permission.SHARE_IN_ROOM, Subject(programme_id=programme_id))
    return room


def area_names(room: Room) -> Mapping[str, str]:
    """{code: name} in the programme's version of the framework."""
    return {area.value: localized(text.name) for area, text in room.framework.areas.items()}


def read_area(text: str | None) -> Area | None:
    """The area that an address asks for, if it is one."""
    return Area(text) if text in set(Area) else None
