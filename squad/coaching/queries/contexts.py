"""A pairing with what an act on it is checked against."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.coaching.models import CoachingSession, NextStep, Observation
from squad.coaching.rules.log import CoachingState
from squad.coaching.rules.times import is_late
from squad.db.session import session
from squad.framework.queries import get_framework
from squad.framework.rules.fluency import FrameworkMove, Side, carry
from squad.framework.rules.model import Framework, Milestone
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.pairings.models import AgreementVersion, Pairing
from squad.pairings.rules.states import LIVE, LOGGABLE
from squad.people.models import Person
from squad.people.rules.names import given_of
from squad.programmes.framework_moves import load_moves, milestone_said
from squad.programmes.models import Programme
from squad.programmes.queries import refuse_archived
from squad.programmes.rules import ReadingMode


class Said(Protocol):
    """Anything that was said of a milestone, in the code of its day."""

    @property
    def milestone_code(self) -> str:
        """The code in which it was said."""

    @property
    def known_at(self) -> datetime:
        """When it was known."""


@dataclass(frozen=True, slots=True)
class PairingContext:
    """A pairing with its programme; `today` is the programme's day."""

    pairing: Pairing
    programme: Programme
    now: datetime
    moves: tuple[FrameworkMove, ...] = ()
    """The programme's moves between versions of the framework."""

    @property
    def today(self) -> date:
        """Today in the programme's time zone."""
        return day_of(self.now, self.programme.time_zone)

    @property
    def subject(self) -> Subject:
        """What the policy needs to know."""
        return subject_of(self.pairing, self.programme)

    @property
    def framework(self) -> Framework:
        """The version that the programme keeps."""
        return get_framework(self.programme.framework_version_id)

    def code_of(self, said: Said) -> str:
        """The code under which something said counts today; empty if it counts no more."""
        return carry(said.milestone_code, said.known_at, self.moves)

    def milestone_of(self, said: Said) -> Milestone:
        """The milestone that something said counts for today, else the one it was said of."""
        return milestone_said(self.framework, self.moves, said.milestone_code, said.known_at)

    def set_aside_of(self, agreement: AgreementVersion) -> frozenset[str]:
        """What an agreement, with its set-asides, leaves out of the target: today's codes."""
        codes = (
            carry(aside.milestone_code, agreement.drafted_at, self.moves)
            for aside in agreement.set_asides
        )
        return frozenset(code for code in codes if code)

    def newest_code(self, code: str) -> str:
        """What has become of a code that an earlier version had; empty if it counts no more."""
        for move in self.moves:
            code = move.mapping.get(code, code) or ""
        return code

    def codes_becoming(self, code: str) -> frozenset[str]:
        """Every code that anything may have been said on that counts under `code` today."""
        codes = {code}
        for move in reversed(self.moves):
            codes |= {old for old, new in move.mapping.items() if new in codes}
        return frozenset(codes)

    @property
    def mentor_name(self) -> str:
        """How the mentor is called in sentences."""
        return given_name(self.pairing.mentor)

    @property
    def mentee_name(self) -> str:
        """How the mentee is called in sentences."""
        return given_name(self.pairing.mentee)

    def other_name(self, person_id: int) -> str:
        """How the other one of the pair is called."""
        is_mentor = self.side_of(person_id) is Side.MENTOR
        return self.mentee_name if is_mentor else self.mentor_name

    def side_of(self, person_id: int) -> Side:
        """Which of the two a person is."""
        return Side.MENTOR if person_id == self.pairing.mentor_id else Side.MENTEE


def given_name(person: Person) -> str:
    """« Claire » of « Claire Dumas »: what stands after the comma in lists."""
    return given_of(person.list_name, person.name)


def subject_of(pairing: Pairing, programme: Programme) -> Subject:
    """A pairing as the policy sees it."""
    return Subject(
        programme_id=pairing.programme_id,
        pairing_id=pairing.id,
        mentor_id=pairing.mentor_id,
        mentee_id=pairing.mentee_id,
        named_reading=programme.reading_mode is ReadingMode.NAMED,
    )


def find_context_for(
    viewer: Viewer,
    pairing_id: int,
    *,
    now: datetime,
    lock: bool = False,
    taking_back: bool = False,
    booking: bool = False,
) -> PairingContext | None:
    """The pairing with programme, people and summary, if the viewer is one of the two.

    `taking_back`: a share, which stays possible in an archived programme. `booking`: for a page of
    times, which the mentee's assistant gets as well while sessions can be planned.
    """
    own = pairing_id in {own.id for own in viewer.pairings}
    if not own and not (booking and viewer.books_for):
        return None
    query = _whole_pairings().where(Pairing.id == pairing_id)
    if lock:
        query = query.with_for_update(of=Pairing)
    pairing = session.scalars(query.execution_options(populate_existing=lock)).one_or_none()
    if pairing is None or not (own or _assists(viewer, pairing)):
        return None
    programme = pairing.programme
    if lock:
        # While one is live, nobody archives its programme.
        if pairing.state not in LIVE and not taking_back:
            refuse_archived(pairing.programme_id)
        now = _after_moves(programme, now)
    return PairingContext(
        pairing, programme, now, load_moves(programme.id, programme.framework_moves)
    )


def _whole_pairings() -> Select[Pairing]:
    return (
        select(Pairing)
        .join(Pairing.programme)
        .options(
            contains_eager(Pairing.programme),
            joinedload(Pairing.mentor, innerjoin=True),
            joinedload(Pairing.mentee, innerjoin=True),
            joinedload(Pairing.summary, innerjoin=True),
        )
    )


def _assists(viewer: Viewer, pairing: Pairing) -> bool:
    return pairing.mentee_id in viewer.books_for and pairing.state in LOGGABLE


def _after_moves(programme: Programme, now: datetime) -> datetime:
    """The instant of a writing: after a move for which it has waited, whose version it takes."""
    moved = programme.framework_moves
    session.refresh(programme, ["framework_version_id", "framework_moves"])
    return now if programme.framework_moves == moved else max(now, clock.now())


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session of one of the viewer's own pairings, with that pairing."""

    context: PairingContext
    coaching_session: CoachingSession

    @property
    def standing_steps(self) -> list[NextStep]:
        """The next steps that nobody removed."""
        return [step for step in self.coaching_session.next_steps if step.removed_at is None]

    @property
    def links(self) -> list[str]:
        """The addresses that were kept."""
        return [link for link in self.coaching_session.links.split("\n") if link]

    @property
    def logged_on(self) -> date:
        """The programme's day on which what became of it was recorded."""
        recorded = self.coaching_session.logged_at or self.coaching_session.known_at
        return day_of(recorded, self.context.programme.time_zone)

    @property
    def is_late(self) -> bool:
        """Whether it was logged long after its day."""
        told = self.coaching_session.state is not CoachingState.PLANNED
        return told and is_late(self.coaching_session.held_on, self.logged_on)


def find_own_session_for(
    viewer: Viewer, coaching_session_id: int, *, now: datetime, lock: bool = False
) -> OwnSession | None:
    """The session with its pairing, which is locked first if asked for."""
    pairing_id = session.scalar(
        select(CoachingSession.pairing_id).where(
            CoachingSession.id == coaching_session_id,
            CoachingSession.pairing_id.in_([own.id for own in viewer.pairings]),
        )
    )
    if pairing_id is None:
        return None
    context = find_context_for(viewer, pairing_id, now=now, lock=lock)
    found = find_session_for(viewer, coaching_session_id)
    return OwnSession(context, found) if context and found else None


def find_session_for(viewer: Viewer, coaching_session_id: int) -> CoachingSession | None:
    """A session of one of the viewer's own pairings, with its next steps."""
    return (
        session.scalars(
            select(CoachingSession)
            .options(joinedload(CoachingSession.next_steps))
            .where(
                CoachingSession.id == coaching_session_id,
                CoachingSession.pairing_id.in_([own.id for own in viewer.pairings]),
            )
        )
        .unique()
        .one_or_none()
    )


def find_observation_for(viewer: Viewer, observation_id: int) -> Observation | None:
    """An observation of one of the viewer's own pairings."""
    return session.scalars(
        select(Observation).where(
            Observation.id == observation_id,
            Observation.pairing_id.in_([own.id for own in viewer.pairings]),
        )
    ).one_or_none()
