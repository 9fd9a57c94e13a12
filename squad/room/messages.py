"""The room's codes as sentences."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.room.rules import RoomProblem

PROBLEMS: Mapping[str, LazyString] = {
    RoomProblem.TIP_EMPTY: _l("Write in a few words what worked."),
    RoomProblem.TIP_TOO_LONG: _l("Keep it within %(most)s characters (%(over)s too many)."),
    RoomProblem.NOT_IN_POOL: _l(
        "You are not in the pool of this programme. Your coordinator can add you."
    ),
    RoomProblem.TOO_FEW: _l("Tick two people or more. A session with one has its own log."),
}
