"""The person behind a request, with everything that the policy needs to know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """A role that is granted for one programme."""

    HR_VIEWER = "hr_viewer"
    COORDINATOR = "coordinator"


CAME_TO_NOTHING = frozenset({"declined", "expired", "withdrawn"})
"""States of a pairing that was never more than a proposal."""


@dataclass(frozen=True, slots=True)
class OwnPairing:
    """A pairing that the viewer belongs to, live or past."""

    id: int
    programme_id: int
    mentor_id: int
    mentee_id: int
    state: str


@dataclass(frozen=True, slots=True)
class OwnEnrolment:
    """The viewer's place in a programme's pool, to be matched in it."""

    id: int
    programme_id: int
    answered: bool
    mentors: bool = False
    """On the mentors' side."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person. Loaded afresh for each request, so that removals work at once."""

    person_id: int
    name: str
    email: str
    language: str
    time_zone: str
    account_id: int = 0
    sign_in_id: int = 0
    administrator: bool = False
    roles: Mapping[int, frozenset[Role]] = field(default_factory=dict)
    """Granted roles by programme id."""
    pairings: tuple[OwnPairing, ...] = ()
    enrolments: tuple[OwnEnrolment, ...] = ()
    introduced: frozenset[int] = frozenset()
    """Programmes in which the viewer, a mentor, need not go through the induction (any more)."""
    books_for: frozenset[int] = frozenset()
    """Mentees whose assistant the viewer is, by person id."""
    told: frozenset[str] = frozenset()
    """Of which roles the person has put the first words away."""
    unread: int = 0
    """Notices that the person has not read."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """The account, as Flask-Login names it."""
        return str(self.account_id)

    def programmes_as(self, *roles: Role) -> frozenset[int]:
        """Programmes in which the viewer holds one of these roles."""
        return frozenset(p for p, held in self.roles.items() if held.intersection(roles))

    def programmes(self) -> frozenset[int]:
        """Every programme that the viewer has anything to do with."""
        paired = {pairing.programme_id for pairing in self.pairings}
        enrolled = {enrolment.programme_id for enrolment in self.enrolments}
        return frozenset(self.roles) | paired | enrolled

    def mentors(self) -> tuple[OwnPairing, ...]:
        """Pairings in which the viewer is the mentor."""
        return tuple(p for p in self.pairings if p.mentor_id == self.person_id)

    def mentors_in(self) -> frozenset[int]:
        """Programmes in which the viewer mentors, has mentored, or is in the pool to do so."""
        paired = {p.programme_id for p in self.mentors() if p.state not in CAME_TO_NOTHING}
        return frozenset(paired | {e.programme_id for e in self.enrolments if e.mentors})

    def is_mentored(self) -> tuple[OwnPairing, ...]:
        """Pairings in which the viewer is the mentee."""
        return tuple(p for p in self.pairings if p.mentee_id == self.person_id)
