"""Whose room it is, and what the viewer is in it."""

from dataclasses import dataclass

from squad.access.permissions import Permission
from squad.access.policy import may
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.db.session import session
from squad.framework.queries import get_framework
from squad.framework.rules.model import Framework
from squad.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Room:
    """The room of a programme, for one of those who may be in it."""

    programme: Programme
    as_mentor: bool
    """Whether the viewer is one of the mentors; else they coordinate."""

    @property
    def id(self) -> int:
        """The programme's."""
        return self.programme.id

    @property
    def may_write(self) -> bool:
        """Whether the viewer may add something: an archived programme stays as it is."""
        return self.as_mentor and self.programme.archived_on is None

    @property
    def framework(self) -> Framework:
        """The version that the programme keeps."""
        return get_framework(self.programme.framework_version_id)


def find_room_for(viewer: Viewer, programme_id: int) -> Room | None:
    """The room, if the viewer is a mentor of the programme or coordinates it."""
    subject = Subject(programme_id=programme_id)
    if not may(viewer, Permission.ENTER_ROOM, subject):
        return None
    programme = session.get_one(Programme, programme_id)
    return Room(programme, may(viewer, Permission.SHARE_IN_ROOM, subject))
