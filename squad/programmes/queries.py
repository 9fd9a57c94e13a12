"""Reading programmes, their closed periods and roles."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload

from squad.access.permissions import Permission
from squad.access.policy import may
from squad.access.predicates import Subject
from squad.access.viewer import Role, Viewer
from squad.db.session import session
from squad.framework.rules.model import Area
from squad.kernel.errors import ArchivedError
from squad.people.models import Person
from squad.programmes.models import ClosedPeriod, Programme, RoleGrant
from squad.programmes.rules import RANGES, Period, ProgrammeDefaults, ProgrammeDraft, ReadingMode


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who holds a role in a programme."""

    person_id: int
    name: str
    email: str
    role: Role


def subject_of(programme: Programme) -> Subject:
    """A programme as the policy sees it."""
    return Subject(
        programme_id=programme.id, named_reading=programme.reading_mode is ReadingMode.NAMED
    )


def find_programme_for(viewer: Viewer, programme_id: int) -> Programme | None:
    """A programme that the viewer has anything to do with."""
    programme = session.scalars(
        select(Programme)
        .options(joinedload(Programme.framework_version, innerjoin=True))
        .where(Programme.id == programme_id)
    ).one_or_none()
    if programme is None or not may(viewer, Permission.SEE_PROGRAMME, subject_of(programme)):
        return None
    return programme


def refuse_archived(programme_id: int) -> None:
    """The one place that keeps an archived programme as it is: whoever writes into one asks here.

    Asked once the writer holds its lock, and in a statement of its own: what was read with the
    lock may be older than what archiving has stored meanwhile.
    """
    archived = select(Programme.archived_on).where(Programme.id == programme_id)
    if session.scalar(archived) is not None:
        raise ArchivedError


def list_programmes(viewer: Viewer) -> Sequence[Programme]:
    """The programmes that the viewer has anything to do with, the latest first."""
    query = select(Programme).order_by(Programme.starts_on.desc(), Programme.id.desc())
    if not viewer.administrator:
        query = query.where(Programme.id.in_(viewer.programmes()))
    return session.scalars(query).all()


def find_own_version(viewer: Viewer) -> int | None:
    """The framework version of the latest programme that the viewer belongs to."""
    return session.scalar(
        select(Programme.framework_version_id)
        .where(Programme.id.in_(viewer.programmes()))
        .order_by(Programme.starts_on.desc(), Programme.id.desc())
        .limit(1)
    )


def list_closed_periods(programme_id: int) -> Sequence[ClosedPeriod]:
    """The closed periods of a programme that stand, in order."""
    return session.scalars(
        select(ClosedPeriod)
        .where(ClosedPeriod.programme_id == programme_id, ClosedPeriod.removed_at.is_(None))
        .order_by(ClosedPeriod.starts_on)
    ).all()


def get_closed(programme_id: int) -> tuple[Period, ...]:
    """The same as the rules read them."""
    return tuple(Period(p.starts_on, p.ends_on) for p in list_closed_periods(programme_id))


def get_target(programme: Programme) -> Mapping[Area, int]:
    """The default target: the stage of each area in it."""
    stages = {area: getattr(programme, f"target_{area}") for area in Area}
    return {area: stage for area, stage in stages.items() if stage}


def get_figures(programme: Programme) -> ProgrammeDefaults:
    """The figures of a programme as the rules read them."""
    figures = {name: getattr(programme, name) for name in RANGES}
    return ProgrammeDefaults(**figures, target=get_target(programme))


def get_draft(programme: Programme) -> ProgrammeDraft:
    """A stored programme as its form and its rules read it."""
    return ProgrammeDraft(
        code=programme.code,
        name=programme.name,
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
        time_zone=programme.time_zone,
        figures=get_figures(programme),
        ratings_in_groups=programme.ratings_in_groups,
    )


def who_coordinates() -> ColumnElement[bool]:
    """People behind granted roles who are coordinators: on what to join the two tables."""
    return and_(
        RoleGrant.person_id == Person.id,
        RoleGrant.role == Role.COORDINATOR,
        RoleGrant.removed_at.is_(None),
        Person.active,
    )


def list_roles(person_id: int) -> Mapping[int, frozenset[Role]]:
    """The roles that a person holds, by programme id."""
    held: defaultdict[int, set[Role]] = defaultdict(set)
    rows = session.execute(
        select(RoleGrant.programme_id, RoleGrant.role).where(
            RoleGrant.person_id == person_id, RoleGrant.removed_at.is_(None)
        )
    )
    for programme_id, role in rows:
        held[programme_id].add(role)
    return {programme_id: frozenset(roles) for programme_id, roles in held.items()}


def list_holders(programme_id: int) -> Sequence[Holder]:
    """Who holds a role in a programme, coordinators first, then by name."""
    rows = session.execute(
        select(Person.id, Person.name, Person.email, RoleGrant.role)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.programme_id == programme_id, RoleGrant.removed_at.is_(None))
        .order_by(RoleGrant.role, Person.sort_key, Person.id)
    )
    return [Holder(*row) for row in rows]


def find_person(person_id: int) -> Person | None:
    """A person, active or not."""
    return session.get(Person, person_id)
