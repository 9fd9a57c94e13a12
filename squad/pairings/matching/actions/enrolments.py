"""Adding people of the roster to a pool, what they say, and leaving it."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.db.upsert import dialect_insert
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area, NetworkKind
from squad.kernel.clock import clock
from squad.kernel.errors import ConflictError, DomainError, StaleVersionError
from squad.pairings.matching.letters import settle_enrolment, tell_of_pool
from squad.pairings.matching.models import Enrolment
from squad.pairings.matching.queries.enrolments import subject_of
from squad.pairings.matching.rules.enrolment import (
    HOURS,
    Answers,
    EnrolmentProblem,
    check_answers,
    check_places,
)
from squad.people.models import Person
from squad.programmes.actions import lock_programme
from squad.programmes.queries import refuse_archived

ROWS_AT_ONCE = 1_000
SAID = ("strengths", "purposes", "networks", "languages", "hours", "site")


def add_people(
    *,
    programme_id: int,
    side: Side,
    which: Collection[ColumnElement[bool]],
    capacity: int | None,
    by: Viewer,
    form: FormKey,
) -> int:
    """Put active people of the roster into a pool; how many. Who left it comes back as they were.

    Whoever is in it already, by another coordinator's press, is left alone with what they write.

    `which`: conditions on people. `capacity`: of each mentor who is new.
    """
    demand(by, Permission.PROPOSE_PAIRING, Subject(programme_id=programme_id))
    sent = claim(person_id=by.person_id, action="enrol_people", form=form)
    lock_programme(programme_id)
    refuse_archived(programme_id)
    if side is Side.MENTOR:
        check_places(capacity)
    ids = session.scalars(select(Person.id).where(Person.active, *which).order_by(Person.id)).all()
    if not ids:
        raise DomainError(EnrolmentProblem.NOBODY_CHOSEN)
    added = 0
    for start in range(0, len(ids), ROWS_AT_ONCE):
        some = ids[start : start + ROWS_AT_ONCE]
        added += _put(programme_id, side, some, capacity or 1, by)
        tell_of_pool(programme_id, side, some)
    sent.made = str(added)
    record("people_enrolled", by=by.person_id, programme=programme_id, side=side, people=added)
    return added


def _put(
    programme_id: int, side: Side, person_ids: Sequence[int], capacity: int, by: Viewer
) -> int:
    given = {
        "programme_id": programme_id,
        "side": side,
        "capacity": capacity if side is Side.MENTOR else 1,
        **dict.fromkeys(SAID, ""),
        "added_at": clock.now(),
        "added_by": by.person_id,
        "version": 1,
    }
    adding = dialect_insert(Enrolment).values(
        [{**given, "person_id": person_id} for person_id in person_ids]
    )
    again = {
        "left_at": None,
        "added_at": given["added_at"],
        "added_by": by.person_id,
        "version": Enrolment.version + 1,
    }
    keys = ["programme_id", "person_id", "side"]
    put = adding.on_conflict_do_update(
        index_elements=keys, set_=again, where=Enrolment.left_at.is_not(None)
    )
    return len(session.scalars(put.returning(Enrolment.id)).all())


def save_answers(*, enrolment_id: int, version: int, answers: Answers, by: Viewer) -> None:
    """Keep what somebody said, or a coordinator on their behalf; refuses a stale save."""
    enrolment = _locked(enrolment_id, by)
    if enrolment.version != version:
        raise StaleVersionError(enrolment)
    check_answers(answers, enrolment.side)
    enrolment.strengths = ",".join(area for area in Area if area in answers.strengths)
    enrolment.purposes = ",".join(sorted(answers.purposes))
    enrolment.networks = ",".join(kind for kind in NetworkKind if kind in answers.networks)
    enrolment.languages = ",".join(sorted(answers.languages))
    enrolment.hours = ",".join(code for code in HOURS if code in answers.hours)
    enrolment.capacity = answers.capacity if enrolment.side is Side.MENTOR else 1
    enrolment.site = answers.site if enrolment.side is Side.MENTOR else ""
    enrolment.temperament = answers.temperament
    enrolment.answered_at, enrolment.answered_by = clock.now(), by.person_id
    session.flush()
    record("enrolment_answered", by=by.person_id, enrolment=enrolment_id)
    settle_enrolment(enrolment)


def leave_pool(*, enrolment_id: int, by: Viewer) -> None:
    """Take somebody out of a pool; pairings that they have stay."""
    enrolment = _locked(enrolment_id, by)
    enrolment.left_at = clock.now()
    session.flush()
    record("enrolment_left", by=by.person_id, enrolment=enrolment_id)
    settle_enrolment(enrolment)


def _locked(enrolment_id: int, by: Viewer) -> Enrolment:
    programme_id = session.scalar(
        select(Enrolment.programme_id).where(Enrolment.id == enrolment_id)
    )
    if programme_id is None:
        raise ConflictError("enrolment_gone")
    lock_programme(programme_id)
    refuse_archived(programme_id)
    enrolment = session.scalars(
        select(Enrolment)
        .where(Enrolment.id == enrolment_id, Enrolment.left_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if enrolment is None:
        raise ConflictError("enrolment_gone")
    demand(by, Permission.ANSWER_ENROLMENT, subject_of(enrolment))
    return enrolment
