"""What an import of sessions is planned against, for whoever brings it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from squad.coaching.models import CoachingSession, CoachingSessionVersion
from squad.coaching.rules.log import CoachingState
from squad.coaching.rules.stored import PairingRef, SessionFacts, SessionsWorld, StoredSession
from squad.db.session import session
from squad.framework.queries import get_framework
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.pairings.imports.queries import list_programmes_into
from squad.pairings.models import AgreementVersion, Pairing
from squad.pairings.rules.imports import Importer
from squad.people.imports.queries import keys_of_people
from squad.programmes.framework_moves import list_last_moves
from squad.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Scope:
    """Who imports, and into what: a programme, a mentor's own pairings, or for the operator all."""

    importer: Importer
    programme_id: int | None = None
    mentor_id: int | None = None


def find_programmes(scope: Scope) -> Sequence[Programme]:
    """The programmes of a scope; a mentor's are those that they have a pairing in."""
    programmes = list_programmes_into(scope.programme_id)
    if scope.mentor_id is None:
        return programmes
    own = session.scalars(
        select(Pairing.programme_id).where(Pairing.mentor_id == scope.mentor_id).distinct()
    ).all()
    return [programme for programme in programmes if programme.id in own]


def lock_pairings(scope: Scope) -> None:
    """Let nobody log, answer or import in these pairings meanwhile."""
    query = select(Pairing.id).order_by(Pairing.id).with_for_update()
    if scope.programme_id is not None:
        query = query.where(Pairing.programme_id == scope.programme_id)
    if scope.mentor_id is not None:
        query = query.where(Pairing.mentor_id == scope.mentor_id)
    session.execute(query).all()


def load_world(scope: Scope) -> SessionsWorld:
    """The pairings that the importer may import into, with the sessions that they have."""
    programmes = {programme.id: programme for programme in find_programmes(scope)}
    pairings = _pairings(programmes, scope.mentor_id)
    zone_of = {programme.code: programme.time_zone for programme in programmes.values()}
    zones = {pairing.id: zone_of[pairing.programme] for pairing in pairings}
    people = None
    if scope.mentor_id is not None:
        people = {scope.mentor_id} | {pairing.mentee_id for pairing in pairings}
    return SessionsWorld(
        now=clock.now(),
        people=keys_of_people(people),
        pairings=pairings,
        programmes=frozenset(programme.code for programme in programmes.values()),
        stored=_sessions(zones, whole=scope.mentor_id is None),
        mentors_own=scope.importer is Importer.MENTOR,
    )


def _pairings(programmes: Mapping[int, Programme], mentor_id: int | None) -> list[PairingRef]:
    """Those that were accepted, now or once; of one mentor, or all."""
    rows = session.execute(
        select(
            Pairing.id,
            Pairing.programme_id,
            Pairing.mentor_id,
            Pairing.mentee_id,
            Pairing.accepted_on,
            Pairing.ended_on,
        )
        .where(Pairing.programme_id.in_(programmes), Pairing.accepted_on.is_not(None))
        .order_by(Pairing.accepted_on, Pairing.id)
    ).all()
    since, moved = _agreed_since(programmes), list_last_moves(programmes)
    first: dict[tuple[int, int], int] = {}
    found = []
    for row in rows:
        whose = (row.mentee_id, row.programme_id)
        first.setdefault(whose, row.id)
        if mentor_id in {None, row.mentor_id}:
            programme = programmes[row.programme_id]
            found.append(
                PairingRef(
                    id=row.id,
                    mentor_id=row.mentor_id,
                    mentee_id=row.mentee_id,
                    programme=programme.code,
                    today=clock.today(programme.time_zone),
                    framework=get_framework(programme.framework_version_id),
                    accepted_on=row.accepted_on,
                    ended_on=row.ended_on,
                    has_agreement=whose in since,
                    agreement_since=since.get(whose),
                    first=first[whose] == row.id,
                    moved_on=moved.get(row.programme_id),
                )
            )
    return found


def _agreed_since(programmes: Mapping[int, Programme]) -> Mapping[tuple[int, int], date]:
    """The day of each mentee's first agreement in a programme."""
    rows = session.execute(
        select(Pairing.mentee_id, Pairing.programme_id, func.min(AgreementVersion.in_force_at))
        .join(Pairing, Pairing.id == AgreementVersion.pairing_id)
        .where(Pairing.programme_id.in_(programmes), AgreementVersion.in_force_at.is_not(None))
        .group_by(Pairing.mentee_id, Pairing.programme_id)
    )
    return {
        (mentee_id, programme_id): day_of(at, programmes[programme_id].time_zone)
        for mentee_id, programme_id, at in rows
        if at is not None
    }


def _sessions(zones: Mapping[int, str], *, whole: bool) -> list[StoredSession]:
    """What is here already, of pairings with their time zones."""
    first_held = (
        select(func.min(CoachingSessionVersion.known_at))
        .where(
            CoachingSessionVersion.coaching_session_id == CoachingSession.id,
            CoachingSessionVersion.state == CoachingState.HELD,
        )
        .scalar_subquery()
    )
    query = select(
        CoachingSession.id,
        CoachingSession.pairing_id,
        CoachingSession.held_on,
        CoachingSession.import_key,
        CoachingSession.state,
        CoachingSession.minutes,
        CoachingSession.medium,
        CoachingSession.cancelled_by,
        CoachingSession.voided_at,
        first_held.label("held_known_at"),
    ).order_by(CoachingSession.id)
    if not whole:
        query = query.where(CoachingSession.pairing_id.in_(zones))
    return [
        StoredSession(
            id=row.id,
            pairing_id=row.pairing_id,
            on=row.held_on,
            import_key=row.import_key,
            facts=SessionFacts(row.state, row.minutes, row.medium, row.cancelled_by),
            held_known_on=row.held_known_at and day_of(row.held_known_at, zones[row.pairing_id]),
            voided=row.voided_at is not None,
        )
        for row in session.execute(query)
        if row.pairing_id in zones
    ]
