"""One person's place in a pool."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, literal, select
from sqlalchemy.orm import aliased

from squad.access.permissions import Permission
from squad.access.policy import may
from squad.access.predicates import Subject
from squad.access.viewer import OwnEnrolment, OwnPairing, Viewer
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area, NetworkKind
from squad.kernel.languages import written_in
from squad.pairings.delegates.models import Delegation
from squad.pairings.induction.queries import select_introduced
from squad.pairings.matching.models import Enrolment
from squad.pairings.matching.rules.enrolment import Answers
from squad.pairings.queries.pairings import select_own
from squad.people.models import Person
from squad.programmes.models import Programme

ENROLLED, ASSISTS, INTRODUCED = "enrolled", "assists", "introduced"
"""Stand where a pairing has its state."""


@dataclass(frozen=True, slots=True)
class EnrolmentPage:
    """An enrolment with whose it is, in which programme."""

    enrolment: Enrolment
    person: Person
    programme: Programme
    answered_by: str | None

    @property
    def subject(self) -> Subject:
        """As the policy sees it."""
        return subject_of(self.enrolment)


@dataclass(frozen=True, slots=True)
class Asked:
    """What home says of an enrolment."""

    id: int
    side: Side
    programme: str
    starts_on: date
    answered: bool


def load_own(
    person_id: int,
) -> tuple[tuple[OwnPairing, ...], tuple[OwnEnrolment, ...], frozenset[int], frozenset[int]]:
    """Every pairing that a person belongs or belonged to, their places in pools, whom they assist.

    Last, the programmes whose induction they need not go through.
    One statement for all: each request asks.
    """
    said = case((Enrolment.answered_at.is_not(None), 1), else_=0)
    mentors = case((Enrolment.side == Side.MENTOR, 1), else_=0)
    enrolled = select(Enrolment.id, Enrolment.programme_id, mentors, said, literal(ENROLLED)).where(
        Enrolment.person_id == person_id, Enrolment.left_at.is_(None)
    )
    assists = select(
        Delegation.id, literal(0), literal(0), Delegation.mentee_id, literal(ASSISTS)
    ).where(Delegation.delegate_id == person_id, Delegation.removed_at.is_(None))
    known = select_introduced(person_id).subquery()
    introduced = select(
        literal(0), known.c.programme_id, literal(0), literal(0), literal(INTRODUCED)
    )
    rows = session.execute(select_own(person_id).union_all(enrolled, assists, introduced)).all()
    return (
        tuple(OwnPairing(*row) for row in rows if row[4] not in {ENROLLED, ASSISTS, INTRODUCED}),
        tuple(
            OwnEnrolment(*row[:2], bool(row[3]), bool(row[2])) for row in rows if row[4] == ENROLLED
        ),
        frozenset(row[3] for row in rows if row[4] == ASSISTS),
        frozenset(row[1] for row in rows if row[4] == INTRODUCED),
    )


def list_asked(viewer: Viewer) -> Sequence[Asked]:
    """The viewer's places in pools of programmes that go on; no statement where there is none."""
    if not viewer.enrolments:
        return []
    rows = session.execute(
        select(
            Enrolment.id,
            Enrolment.side,
            Programme.name,
            Programme.starts_on,
            Enrolment.answered_at.is_not(None),
        )
        .join(Programme, Programme.id == Enrolment.programme_id)
        .where(
            Enrolment.id.in_([own.id for own in viewer.enrolments]),
            Programme.archived_on.is_(None),
        )
        .order_by(Programme.starts_on.desc(), Enrolment.id)
    )
    return [Asked(*row[:4], bool(row[4])) for row in rows]


def find_enrolment_for(viewer: Viewer, enrolment_id: int) -> EnrolmentPage | None:
    """An enrolment that has not been left, if it is the viewer's or of their programme."""
    answerer = aliased(Person)
    row = session.execute(
        select(Enrolment, Person, Programme, answerer.name)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Programme, Programme.id == Enrolment.programme_id)
        .outerjoin(answerer, answerer.id == Enrolment.answered_by)
        .where(Enrolment.id == enrolment_id, Enrolment.left_at.is_(None))
    ).one_or_none()
    if row is None or not may(viewer, Permission.ANSWER_ENROLMENT, subject_of(row[0])):
        return None
    return EnrolmentPage(*row)


def subject_of(enrolment: Enrolment) -> Subject:
    """An enrolment as the policy sees it."""
    return Subject(programme_id=enrolment.programme_id, enrolled_id=enrolment.person_id)


def answers_of(enrolment: Enrolment, person: Person) -> Answers:
    """What is stored, with the roster's language and site where nothing was said."""
    return Answers(
        strengths=frozenset(Area(code) for code in codes(enrolment.strengths)),
        purposes=frozenset(codes(enrolment.purposes)),
        networks=frozenset(NetworkKind(code) for code in codes(enrolment.networks)),
        languages=frozenset(codes(enrolment.languages) or [written_in(person.language)]),
        hours=frozenset(codes(enrolment.hours)),
        capacity=enrolment.capacity,
        site=enrolment.site or person.site,
        temperament=enrolment.temperament,
    )


def codes(text: str) -> list[str]:
    """Codes as they are stored, with commas between them."""
    return text.split(",") if text else []
