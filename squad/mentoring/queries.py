"""Reading a mentor's own record: of the viewer, never of anybody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from squad.access.permissions import Permission
from squad.access.viewer import Viewer
from squad.coaching.models import CoachingSession, Observation
from squad.coaching.rules.log import CoachingState
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area
from squad.kernel.clock import clock
from squad.mentoring.models import AgreedHours, Confidence, Lesson
from squad.mentoring.rules import Claim, Moment, Part, Spent, once, read_levels
from squad.pairings.induction.queries import find_mentored_for
from squad.pairings.rules.states import PairingState
from squad.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Mentored:
    """A programme in which the viewer is a mentor, with their part in it."""

    programme: Programme
    part: Part


@dataclass(frozen=True, slots=True)
class Kept:
    """What the viewer has written into their record of a programme."""

    agreed: AgreedHours | None
    lessons: Sequence[Lesson]
    confidence: Mapping[Moment, Mapping[Claim, int]]


def list_mentored(viewer: Viewer) -> Sequence[Programme]:
    """The programmes in which the viewer is a mentor, or was to be one, the latest first."""
    ids = viewer.mentors_in() | {pairing.programme_id for pairing in viewer.mentors()}
    latest = (Programme.starts_on.desc(), Programme.id.desc())
    return session.scalars(select(Programme).where(Programme.id.in_(ids)).order_by(*latest)).all()


def find_part_for(viewer: Viewer, programme_id: int) -> Mentored | None:
    """A programme with the viewer's part in it; ForbiddenError where they are no mentor."""
    programme = find_mentored_for(viewer, programme_id, Permission.KEEP_RECORD)
    return load_part(viewer, programme) if programme else None


def load_part(viewer: Viewer, programme: Programme) -> Mentored:
    """What the viewer's pairings of a programme have come to; two statements."""
    own = [pairing for pairing in viewer.mentors() if pairing.programme_id == programme.id]
    ids = [pairing.id for pairing in own]
    part = Part(
        states=tuple(PairingState(pairing.state) for pairing in own),
        ends_on=programme.ends_on,
        today=clock.today(programme.time_zone),
        spent=tuple(_list_spent(ids)),
        areas=_list_areas(ids),
    )
    return Mentored(programme, part)


def load_kept(viewer: Viewer, programme_id: int) -> Kept:
    """All that the viewer keeps of a programme, the newest lesson first; three statements."""
    own = {"person_id": viewer.person_id, "programme_id": programme_id}
    said = session.scalars(select(Confidence).filter_by(**own))
    newest = (Lesson.written_on.desc(), Lesson.id.desc())
    return Kept(
        agreed=find_agreed(viewer, programme_id),
        lessons=session.scalars(select(Lesson).filter_by(**own).order_by(*newest)).all(),
        confidence={each.moment: read_levels(each.levels) for each in said},
    )


def find_agreed(viewer: Viewer, programme_id: int, *, lock: bool = False) -> AgreedHours | None:
    """The hours that the viewer agreed with their manager."""
    own = (viewer.person_id, programme_id)
    return session.get(AgreedHours, own, populate_existing=True, with_for_update=lock)


def find_lesson_for(viewer: Viewer, lesson_id: int, *, lock: bool = False) -> Lesson | None:
    """A lesson, if the viewer wrote it."""
    query = select(Lesson).where(Lesson.id == lesson_id, Lesson.person_id == viewer.person_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def count_lessons(viewer: Viewer, programme_id: int) -> int:
    """How many the viewer has written in a programme."""
    own = (Lesson.person_id == viewer.person_id, Lesson.programme_id == programme_id)
    return session.scalars(select(func.count()).select_from(Lesson).where(*own)).one()


def _list_spent(pairing_ids: Sequence[int]) -> list[Spent]:
    s = CoachingSession
    rows = session.execute(
        select(s.huddle, s.id, s.held_on, s.minutes, s.preparation_minutes, s.travel_minutes)
        .where(
            s.pairing_id.in_(pairing_ids),
            s.voided_at.is_(None),
            s.state != CoachingState.PLANNED,
        )
        .order_by(s.held_on, s.id)
    )
    return once(
        (huddle or id_, Spent(on, *(minutes or 0 for minutes in rest)))
        for huddle, id_, on, *rest in rows
    )


def _list_areas(pairing_ids: Sequence[int]) -> frozenset[Area]:
    codes = session.scalars(
        select(Observation.milestone_code)
        .where(
            Observation.pairing_id.in_(pairing_ids),
            Observation.side == Side.MENTOR,
            Observation.withdrawn_at.is_(None),
        )
        .distinct()
    )
    return frozenset(Area(code.partition("-")[0]) for code in codes)
