"""Writing programmes, their closed periods and roles."""

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Role, Viewer
from squad.audit.actions import record
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.framework.rules.model import Area
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.kernel.errors import DomainError, StaleVersionError
from squad.people.queries import lock_roster
from squad.programmes.models import (
    ClosedPeriod,
    FrameworkMove,
    Programme,
    ProgrammeArchiving,
    ProgrammeVersion,
    RoleGrant,
)
from squad.programmes.queries import get_closed, refuse_archived
from squad.programmes.rules import (
    RANGES,
    REPORTED,
    Period,
    ProgrammeDraft,
    ProgrammeProblem,
    ReadingMode,
    check_closed_periods,
    check_programme,
    check_ratings_in_groups,
    check_reading_mode,
    check_time_zone,
)
from squad.programmes.signals import closed_period_changed, hard_rules_changed


def create_programme(
    *,
    draft: ProgrammeDraft,
    reading_mode: ReadingMode,
    framework_version_id: int,
    by: Viewer,
    form: FormKey,
) -> Programme:
    """A new programme on this version of the framework; the same form again makes no second one."""
    demand(by, Permission.CREATE_PROGRAMME, Subject())
    sent = claim(person_id=by.person_id, action="create_programme", form=form)
    check_programme(draft)
    programme = Programme(
        reading_mode=reading_mode,
        framework_version_id=framework_version_id,
        created_at=clock.now(),
    )
    for name, value in _columns(draft).items():
        setattr(programme, name, value)
    _add(programme)
    _keep_version(programme)
    sent.made = str(programme.id)
    record("programme_created", by=by.person_id, programme=programme.id)
    return programme


def change_programme(
    *,
    programme_id: int,
    version: int,
    draft: ProgrammeDraft,
    reading_mode: ReadingMode,
    by: Viewer,
) -> Programme:
    """Save a programme's fields; raises StaleVersionError when somebody saved meanwhile."""
    demand(by, Permission.MANAGE_PROGRAMME, Subject(programme_id=programme_id))
    lock_roster()
    programme = lock_programme(programme_id)
    refuse_archived(programme_id)
    if programme.version != version:
        raise StaleVersionError(programme)
    check_programme(draft)
    accepted = programme.first_accepted_at is not None
    check_reading_mode(programme.reading_mode, reading_mode, anyone_accepted=accepted)
    check_ratings_in_groups(
        current=programme.ratings_in_groups,
        wanted=draft.ratings_in_groups,
        anyone_accepted=accepted,
    )
    check_time_zone(programme.time_zone, draft.time_zone, anyone_accepted=accepted)
    wanted = {**_columns(draft), "reading_mode": reading_mode}
    changed = sorted(name for name, value in wanted.items() if getattr(programme, name) != value)
    if not changed:
        return programme
    if "code" in changed:
        _check_code_is_free(draft.code)
    for name in changed:
        setattr(programme, name, wanted[name])
    if not set(changed).isdisjoint(REPORTED):
        _keep_version(programme)
    session.flush()
    record("programme_changed", by=by.person_id, programme=programme_id, fields=changed)
    if "boss_distance" in changed:
        hard_rules_changed.send(None, programme_id=programme_id)
    return programme


def note_acceptance(*, programme_id: int) -> None:
    """Somebody accepted a pairing: from now on what HR reads is fixed."""
    session.execute(
        update(Programme)
        .where(Programme.id == programme_id, Programme.first_accepted_at.is_(None))
        .values(first_accepted_at=clock.now())
    )


def keep_archiving(*, programme: Programme, archived: bool, by: Viewer) -> None:
    """The programme is archived, or open again; its caller holds the lock and has judged it."""
    today = clock.today(programme.time_zone)
    session.add(
        ProgrammeArchiving(
            programme_id=programme.id,
            archived=archived,
            happened_on=today,
            known_at=clock.now(),
            by_id=by.person_id,
        )
    )
    programme.archived_on = today if archived else None
    session.flush()
    name = "programme_archived" if archived else "programme_reopened"
    record(name, by=by.person_id, programme=programme.id)


def keep_framework_move(
    *, programme: Programme, to_version_id: int, mapping: str, known_at: datetime, by: Viewer
) -> None:
    """Another version of the framework counts from now on; its caller holds the lock."""
    programme.framework_moves += 1
    session.add(
        FrameworkMove(
            programme_id=programme.id,
            number=programme.framework_moves,
            from_version_id=programme.framework_version_id,
            to_version_id=to_version_id,
            mapping=mapping,
            happened_on=day_of(known_at, programme.time_zone),
            known_at=known_at,
            by_id=by.person_id,
        )
    )
    programme.framework_version_id = to_version_id
    session.flush()


def add_closed_period(
    *, programme_id: int, starts_on: date, ends_on: date, by: Viewer, form: FormKey
) -> ClosedPeriod:
    """Days on which the programme stands still; the same form again makes no second period."""
    demand(by, Permission.MANAGE_PROGRAMME, Subject(programme_id=programme_id))
    sent = claim(person_id=by.person_id, action="add_closed_period", form=form)
    lock_roster()
    _lock(programme_id)
    refuse_archived(programme_id)
    check_closed_periods([*get_closed(programme_id), Period(starts_on, ends_on)])
    period = ClosedPeriod(
        programme_id=programme_id, starts_on=starts_on, ends_on=ends_on, known_at=clock.now()
    )
    session.add(period)
    session.flush()
    sent.made = str(period.id)
    record("closed_period_set", by=by.person_id, programme=programme_id)
    _tell(period, stands=True)
    return period


def remove_closed_period(*, programme_id: int, period_id: int, by: Viewer) -> None:
    """The programme does not stand still then after all; the row says since when."""
    demand(by, Permission.MANAGE_PROGRAMME, Subject(programme_id=programme_id))
    lock_roster()
    _lock(programme_id)
    refuse_archived(programme_id)
    period = session.scalars(
        select(ClosedPeriod)
        .where(ClosedPeriod.id == period_id, ClosedPeriod.programme_id == programme_id)
        .with_for_update()
    ).one_or_none()
    if period is None or period.removed_at is not None:
        return
    period.removed_at = clock.now()
    record("closed_period_removed", by=by.person_id, programme=programme_id)
    _tell(period, stands=False)


def grant_role(*, person_id: int, programme_id: int, role: Role, by: Viewer | None) -> None:
    """Give a person a role in a programme; having it already is no mistake."""
    if by is not None:
        demand(by, Permission.GRANT_ROLES, Subject(programme_id=programme_id))
    _lock(programme_id)
    if _live_grant(person_id, programme_id, role) is not None:
        return
    actor = by.person_id if by else None
    session.add(
        RoleGrant(
            person_id=person_id,
            programme_id=programme_id,
            role=role,
            granted_at=clock.now(),
            granted_by=actor,
        )
    )
    session.flush()
    record("role_granted", by=actor, person=person_id, programme=programme_id, role=role.value)


def remove_role(*, person_id: int, programme_id: int, role: Role, by: Viewer) -> None:
    """Take a role back; it stops working at the person's next request."""
    demand(by, Permission.GRANT_ROLES, Subject(programme_id=programme_id))
    _lock(programme_id)
    grant = _live_grant(person_id, programme_id, role)
    if grant is None:
        return
    grant.removed_at = clock.now()
    record(
        "role_removed",
        by=by.person_id,
        person=person_id,
        programme=programme_id,
        role=role.value,
    )


def _columns(draft: ProgrammeDraft) -> dict[str, object]:
    figures = draft.figures
    return {
        "code": draft.code,
        "name": draft.name.strip(),
        "starts_on": draft.starts_on,
        "ends_on": draft.ends_on,
        "time_zone": draft.time_zone,
        "ratings_in_groups": draft.ratings_in_groups,
        **{name: getattr(figures, name) for name in RANGES},
        **{f"target_{area}": figures.target.get(area) for area in Area},
    }


def _add(programme: Programme) -> None:
    _check_code_is_free(programme.code)
    try:
        with session.begin_nested():
            session.add(programme)
    except IntegrityError as error:
        raise DomainError(ProgrammeProblem.CODE_TAKEN, field="code") from error


def _tell(period: ClosedPeriod, *, stands: bool) -> None:
    touch(Touched.PROGRAMME, [period.programme_id])
    closed_period_changed.send(
        None,
        programme_id=period.programme_id,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        stands=stands,
    )


def _keep_version(programme: Programme) -> None:
    """The figures that reports use from now on; reports of days gone by keep the earlier ones."""
    figures = {name: getattr(programme, name) for name in REPORTED}
    session.add(ProgrammeVersion(programme_id=programme.id, known_at=clock.now(), **figures))
    session.flush()
    touch(Touched.PROGRAMME, [programme.id])


def _check_code_is_free(code: str) -> None:
    if session.scalar(select(Programme.id).where(Programme.code == code)) is not None:
        raise DomainError(ProgrammeProblem.CODE_TAKEN, field="code")


def lock_programme(programme_id: int) -> Programme:
    """The programme as it is now, so that nobody else changes it meanwhile."""
    return session.scalars(
        select(Programme)
        .where(Programme.id == programme_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def _lock(programme_id: int) -> None:
    """Wait for whoever changes this programme's periods or roles."""
    one = select(Programme.id).where(Programme.id == programme_id)
    session.execute(one.with_for_update(key_share=True))


def _live_grant(person_id: int, programme_id: int, role: Role) -> RoleGrant | None:
    return session.scalars(
        select(RoleGrant).where(
            RoleGrant.person_id == person_id,
            RoleGrant.programme_id == programme_id,
            RoleGrant.role == role,
            RoleGrant.removed_at.is_(None),
        )
    ).one_or_none()
