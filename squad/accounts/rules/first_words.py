"""The roles of which a person is told, once, what their home is for."""

from enum import StrEnum


class Part(StrEnum):
    """What somebody may be here, in the order in which they are told of it."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    COORDINATOR = "coordinator"
    HR_VIEWER = "hr_viewer"
    ADMINISTRATOR = "administrator"
