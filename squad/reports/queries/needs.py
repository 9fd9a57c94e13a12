"""Who of a programme needs its coordinator today, and why: each pairing once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_, select, union
from sqlalchemy.orm import aliased

from squad.accounts.models import Account
from squad.db.session import session
from squad.kernel.clock import clock
from squad.pairings.calls.queries import (
    calls_wait_for,
    concern_waits,
    not_of,
    read_fit,
    waiting_fit,
)
from squad.pairings.calls.rules import FitAnswer
from squad.pairings.models import AgreementVersion, Pairing, PairingSummary
from squad.pairings.rules.states import LIVE, PairingState
from squad.people.models import Person
from squad.reports.ledger.reading import load_sums
from squad.reports.ledger.rules.measures import Measure
from squad.reports.queries.known import load_figures
from squad.reports.queries.listing import list_silent
from squad.reports.queries.programmes import with_moves
from squad.reports.shapes import MenteeFigures, ProgrammeCard, Reader

MOST_SHOWN = 10
"""Silent pairings that are told one by one."""
LAPSED_DAYS = 30
"""So long a proposal that came to nothing is told of, unless another one has followed."""
SOON_DAYS = 1
"""A proposal needs the coordinator from so many days before its last one; until then, the two."""


class Why(StrEnum):
    """Why a pairing that is not silent needs somebody."""

    PROPOSED = "proposed"
    LAPSED = "lapsed"
    """A proposal that nobody can accept any more, and nothing came after."""
    DECLINED = "declined"
    """One of the two said no, and nothing came after."""
    UNSIGNED = "unsigned"
    CONCERN = "concern"
    """One of the two writes that something is not right."""
    STOP = "stop"
    """One of the two would rather stop."""
    TALK = "talk"
    """One of the two would rather change, or asks for a word."""
    BROKEN = "broken"
    """The roster has changed: these two would not be paired today."""
    REVIEW = "review"
    """All planned sessions were held, and nothing is planned: the closing review is next."""


BEFORE_SILENCE = frozenset({Why.CONCERN, Why.STOP, Why.TALK, Why.BROKEN, Why.REVIEW})
"""For these a pairing that is silent as well is named, and not for its silence."""


@dataclass(frozen=True, slots=True)
class Need:
    """A pairing that waits for somebody."""

    pairing_id: int
    mentee_id: int
    mentor: str
    mentee: str
    why: Why
    on: date | None
    """The last day to answer a proposal; the day of acceptance; that of the last session."""
    held: int = 0
    can_wait: bool = False
    """Whether it is for the two to act first: a proposal with days left."""


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody in a live pairing who cannot sign in yet."""

    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Coordinated:
    """A programme as its coordinator finds it today."""

    programme: ProgrammeCard
    silent: Sequence[MenteeFigures]
    """The first of the silent pairings, those silent for long before the others; those whose
    closing review is next are none of them."""
    silent_count: int
    needs: Sequence[Need]
    """The other pairings that wait."""
    unsigned: frozenset[int]
    """Pairings, silent or not, whose agreement is not in force."""
    absent: Sequence[Absent]
    mentees: int
    """People with a pairing that both ever accepted."""

    def of(self, *whys: str) -> list[Need]:
        """The pairings that wait for one of these reasons."""
        return [need for need in self.needs if need.why in whys]

    @property
    def pairs(self) -> int:
        """How many pairings need the coordinator today."""
        return self.silent_count + sum(not need.can_wait for need in self.needs)

    @property
    def is_empty(self) -> bool:
        """Whether nobody is paired, and no pairing is proposed."""
        return not (self.mentees or self.needs)


def load_coordinated(
    card: ProgrammeCard, reader_id: int, mentees: int | None = None, *, absent: bool = True
) -> Coordinated:
    """Everything that one programme asks of its coordinator today.

    `mentees`: people with a pairing that both ever accepted, for who has counted them already;
    `absent`: with whoever cannot sign in. What one of a pair says to coordinators is told to a
    `reader_id` who is not the other one.
    """
    if mentees is None:
        mentees = load_sums(card.id, clock.today(card.time_zone)).total(Measure.PEOPLE)
    today = clock.today(card.time_zone)
    card = with_moves(card)
    found = _list_needs(card, reader_id, today)
    first = {need.mentee_id for need in found if need.why in BEFORE_SILENCE}
    silent = [each for each in list_silent(card.id, today) if each not in first]
    told = set(silent)
    return Coordinated(
        programme=card,
        silent=load_figures(
            card, silent[:MOST_SHOWN], day=today, today=today, reader=Reader.COORDINATOR
        ),
        silent_count=len(silent),
        needs=[need for need in found if need.mentee_id not in told],
        unsigned=frozenset(need.pairing_id for need in found if need.why is Why.UNSIGNED),
        absent=_list_absent(card.id) if absent else (),
        mentees=mentees,
    )


def _list_needs(card: ProgrammeCard, reader_id: int, today: date) -> list[Need]:
    """By the mentee's name."""
    mentor, mentee = aliased(Person), aliased(Person)
    in_force = (
        select(AgreementVersion.id)
        .where(AgreementVersion.pairing_id == Pairing.id, AgreementVersion.in_force_at.is_not(None))
        .exists()
    )
    called = calls_wait_for(reader_id)
    rows = session.execute(
        select(Pairing, mentor.name, mentee.name, PairingSummary, concern_waits(), waiting_fit())
        .add_columns(called)
        .join(mentor, mentor.id == Pairing.mentor_id)
        .join(mentee, mentee.id == Pairing.mentee_id)
        .join(PairingSummary, PairingSummary.pairing_id == Pairing.id)
        .where(
            Pairing.programme_id == card.id,
            or_(
                called,
                PairingSummary.broken_rules != "",
                Pairing.state == PairingState.PROPOSED,
                and_(_came_to_nothing(today), *not_of(reader_id)),
                (Pairing.state == PairingState.ACCEPTED) & ~in_force,
                (Pairing.state == PairingState.ACTIVE)
                & (PairingSummary.held_sessions >= card.planned_sessions),
            ),
        )
        .order_by(mentee.sort_key, Pairing.id)
    )
    needs = []
    for pairing, mentor_name, mentee_name, summary, concern, fit, calls in rows:
        pair = pairing.id, pairing.mentee_id, mentor_name, mentee_name
        why = _why_called(concern=concern, fit=read_fit(fit)) if calls else None
        need = Need(*pair, why, None) if why else _need(pair, pairing, summary, card, today)
        needs.append(need)
    return [need for need in needs if need is not None]


def _came_to_nothing(today: date) -> ColumnElement[bool]:
    """Proposals that the clock or a no has closed, and no other one to the mentee has followed."""
    later = aliased(Pairing)
    since = (
        select(later.id)
        .where(
            later.programme_id == Pairing.programme_id,
            later.mentee_id == Pairing.mentee_id,
            later.id > Pairing.id,
        )
        .exists()
    )
    return and_(
        Pairing.state.in_((PairingState.EXPIRED, PairingState.DECLINED)),
        Pairing.expires_on >= today - timedelta(days=LAPSED_DAYS),
        ~since,
    )


def _why_called(*, concern: bool, fit: Collection[FitAnswer]) -> Why:
    """What one of the two says to the coordinator: it comes before all else."""
    if concern:
        return Why.CONCERN
    return Why.STOP if FitAnswer.STOP in fit else Why.TALK


def _need(
    pair: tuple[int, int, str, str],
    pairing: Pairing,
    summary: PairingSummary,
    card: ProgrammeCard,
    today: date,
) -> Need | None:
    """None where the two go on beyond what was planned."""
    if summary.broken_rules:
        return Need(*pair, Why.BROKEN, None)
    if pairing.state in {PairingState.PROPOSED, PairingState.EXPIRED}:
        until = pairing.expires_on or today
        why = Why.LAPSED if until < today else Why.PROPOSED
        return Need(*pair, why, until, can_wait=until > today + timedelta(days=SOON_DAYS))
    if pairing.state is PairingState.DECLINED:
        return Need(*pair, Why.DECLINED, pairing.ended_on)
    if pairing.state is PairingState.ACCEPTED:
        return Need(*pair, Why.UNSIGNED, pairing.accepted_on)
    if summary.next_planned_at(today, card.time_zone) is not None:
        return None
    held = summary.held_sessions
    return Need(*pair, Why.REVIEW, summary.last_held_on, held)


def _list_absent(programme_id: int) -> list[Absent]:
    """People of live pairings without a working account, by name."""
    accepted = (
        select(Account.id)
        .where(
            Account.person_id == Person.id,
            Account.accepted_at.is_not(None),
            Account.disabled_at.is_(None),
        )
        .exists()
    )
    live = Pairing.programme_id == programme_id, Pairing.state.in_(LIVE)
    both = union(select(Pairing.mentor_id).where(*live), select(Pairing.mentee_id).where(*live))
    rows = session.execute(
        select(Person.id, Person.name)
        .where(Person.active, Person.id.in_(both), ~accepted)
        .order_by(Person.sort_key, Person.id)
    )
    return [Absent(*row) for row in rows]
