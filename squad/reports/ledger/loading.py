"""All that was ever told of some people in a programme; a fixed number of statements."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from squad.coaching.models import CoachingSessionVersion
from squad.coaching.queries.history import Statements, load_statements
from squad.db.session import session
from squad.framework.queries import get_framework
from squad.framework.rules import fluency
from squad.pairings.models import Pairing, PairingTransition
from squad.people.models import Person, QuietPeriod
from squad.programmes.framework_moves import load_moves
from squad.programmes.models import ClosedPeriod, Programme, ProgrammeVersion
from squad.programmes.rules import Period
from squad.reports.ledger.rules.told import (
    Told,
    ToldFigures,
    ToldPairing,
    ToldPeriod,
    ToldProgramme,
    ToldSession,
)
from squad.reports.queries.agreements import load_agreement_cards
from squad.reports.queries.programmes import limits_of
from squad.reports.shapes import AgreementCard, Moved

FIGURES = (
    "planned_sessions",
    "cadence_days",
    "overdue_amber_days",
    "overdue_red_days",
    "closing_offer_days",
)


class _Loaded(NamedTuple):
    people: Mapping[int, Any]
    pairings: Mapping[int, Sequence[ToldPairing]]
    sessions: Mapping[int, Sequence[ToldSession]]
    """By pairing."""
    quiet: Mapping[int, Sequence[ToldPeriod]]
    cards: Mapping[int, Sequence[AgreementCard]]
    statements: Mapping[int, Statements]


def load_told_programme(programme_id: int) -> ToldProgramme:
    """What everybody in a programme has in common; two statements, three where it moved."""
    versions = session.execute(
        select(
            Programme.time_zone,
            Programme.framework_version_id,
            Programme.framework_moves,
            ProgrammeVersion.known_at,
            *(getattr(ProgrammeVersion, name) for name in FIGURES),
        )
        .join(ProgrammeVersion, ProgrammeVersion.programme_id == Programme.id)
        .where(Programme.id == programme_id)
        .order_by(ProgrammeVersion.known_at, ProgrammeVersion.id)
    ).all()
    closed = session.execute(
        select(
            ClosedPeriod.starts_on,
            ClosedPeriod.ends_on,
            ClosedPeriod.known_at,
            ClosedPeriod.removed_at,
        ).where(ClosedPeriod.programme_id == programme_id)
    )
    return ToldProgramme(
        id=programme_id,
        time_zone=versions[0].time_zone,
        framework=get_framework(versions[0].framework_version_id),
        moves=load_moves(programme_id, versions[0].framework_moves),
        figures=[ToldFigures(v.known_at, v.planned_sessions, limits_of(v)) for v in versions],
        closed=[_period(each) for each in closed],
    )


def load_told(programme: ToldProgramme, mentee_ids: Collection[int]) -> dict[int, Told]:
    """The people among these to whom a pairing was ever proposed, by id; five statements."""
    loaded = _load(programme.id, mentee_ids)
    return {
        mentee_id: _told(programme, mentee_id, pairings, loaded)
        for mentee_id, pairings in loaded.pairings.items()
    }


def _load(programme_id: int, mentee_ids: Collection[int]) -> _Loaded:
    people, pairings = _load_pairings(programme_id, mentee_ids)
    mentors = {pairing.mentor_id for own in pairings.values() for pairing in own}
    return _Loaded(
        people=people,
        pairings=pairings,
        sessions=_load_sessions(programme_id, mentee_ids),
        quiet=_load_quiet({*mentors, *pairings}),
        cards=load_agreement_cards(programme_id=programme_id, mentee_ids=mentee_ids),
        statements=load_statements(programme_id=programme_id, mentee_ids=mentee_ids),
    )


def _told(
    programme: ToldProgramme, mentee_id: int, pairings: Sequence[ToldPairing], loaded: _Loaded
) -> Told:
    cards = loaded.cards.get(mentee_id, ())
    versions: dict[int, list[ToldSession]] = {}
    for pairing in pairings:
        for version in loaded.sessions.get(pairing.id, ()):
            versions.setdefault(version.session_id, []).append(version)
    concerned = {mentee_id, *(pairing.mentor_id for pairing in pairings)}
    return Told(
        programme=programme,
        mentee_id=mentee_id,
        person=loaded.people[mentee_id],
        pairings=pairings,
        sessions=versions,
        cards=cards,
        quiet={whose: loaded.quiet[whose] for whose in concerned if whose in loaded.quiet},
        history=fluency.History(
            *loaded.statements.get(mentee_id, ((), ())),
            agreements=tuple(card.version for card in cards),
            moves=programme.moves,
        ),
    )


def _load_pairings(
    programme_id: int, mentee_ids: Collection[int]
) -> tuple[dict[int, Any], dict[int, list[ToldPairing]]]:
    """The mentees with what the roster says of them, and their pairings."""
    rows = session.execute(
        select(
            Pairing.id,
            Pairing.mentor_id,
            Pairing.mentee_id,
            Pairing.accepted_on,
            PairingTransition.to_state,
            PairingTransition.happened_on,
            PairingTransition.known_at,
            Person.sort_key,
            Person.function,
            Person.site,
            Person.level,
            Person.language,
        )
        .join(Person, Person.id == Pairing.mentee_id)
        .join(PairingTransition, PairingTransition.pairing_id == Pairing.id)
        .where(Pairing.programme_id == programme_id, Pairing.mentee_id.in_(mentee_ids))
        .order_by(Pairing.id, PairingTransition.known_at, PairingTransition.id)
    ).all()
    moves: dict[int, list[Moved]] = {}
    for row in rows:
        moved = Moved(row.to_state, row.happened_on, row.known_at)
        moves.setdefault(row.id, []).append(moved)
    found: dict[int, list[ToldPairing]] = {}
    for row in {row.id: row for row in rows}.values():
        told = ToldPairing(row.id, row.mentor_id, row.accepted_on, moves[row.id])
        found.setdefault(row.mentee_id, []).append(told)
    return {row.mentee_id: row for row in rows}, found


def _load_sessions(programme_id: int, mentee_ids: Collection[int]) -> dict[int, list[ToldSession]]:
    version = CoachingSessionVersion
    rows = session.execute(
        select(
            version.coaching_session_id,
            version.pairing_id,
            version.known_at,
            version.state,
            version.held_on,
            version.minutes,
            (version.preparation_minutes + version.travel_minutes).label("other_minutes"),
            version.cancelled_by,
            version.voided,
        )
        .join(Pairing, Pairing.id == version.pairing_id)
        .where(Pairing.programme_id == programme_id, Pairing.mentee_id.in_(mentee_ids))
        .order_by(version.coaching_session_id, version.number)
    )
    found: dict[int, list[ToldSession]] = {}
    for row in rows:
        found.setdefault(row.pairing_id, []).append(
            ToldSession(
                session_id=row.coaching_session_id,
                pairing_id=row.pairing_id,
                known_at=row.known_at,
                state=row.state,
                held_on=row.held_on,
                minutes=row.minutes or 0,
                other_minutes=row.other_minutes,
                cancelled_by=row.cancelled_by,
                voided=row.voided,
            )
        )
    return found


def _load_quiet(person_ids: Collection[int]) -> dict[int, list[ToldPeriod]]:
    rows = session.execute(
        select(
            QuietPeriod.person_id,
            QuietPeriod.starts_on,
            QuietPeriod.ends_on,
            QuietPeriod.known_at,
            QuietPeriod.removed_at,
        ).where(QuietPeriod.person_id.in_(person_ids))
    )
    found: dict[int, list[ToldPeriod]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(_period(row))
    return found


def _period(row: Any) -> ToldPeriod:
    return ToldPeriod(Period(row.starts_on, row.ends_on), row.known_at, row.removed_at)
