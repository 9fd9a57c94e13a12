"""What those who look after a programme find on home: who waits, who is silent, who is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from squad.access.viewer import Role, Viewer
from squad.accounts.models import Account
from squad.accounts.queries.accounts import count_invited
from squad.db.session import session
from squad.home.rules import programme_key
from squad.kernel.clock import clock
from squad.pairings.models import AgreementVersion, Pairing
from squad.pairings.rules.states import LIVE, PairingState
from squad.people.models import Person
from squad.programmes.models import Programme
from squad.reports.cohort_shapes import Cohort
from squad.reports.queries.cohort import Ask, cohort_for
from squad.reports.queries.programmes import list_readable
from squad.reports.shapes import Filters, MenteeFigures, ProgrammeCard, Sort

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pairing that waits for somebody: for answers to a proposal, or for signatures."""

    pairing_id: int
    mentor: str
    mentee: str
    since: date | None
    """The day of acceptance, for those whose agreement is not in force."""
    until: date | None
    """The last day to answer, for a proposal."""
    overdue: bool
    """A proposal that nobody can accept any more."""


@dataclass(frozen=True, slots=True)
class Coordinated:
    """A programme as its coordinator finds it today."""

    programme: ProgrammeCard
    today: date
    proposals: Sequence[Waiting]
    unsigned: Sequence[Waiting]
    silent: Sequence[MenteeFigures]
    silent_count: int
    without_account: Sequence[str]
    """Names of people in live pairings who cannot sign in yet."""
    mentees: int
    """People with a pairing that both ever accepted."""

    @property
    def is_empty(self) -> bool:
        """Whether nobody is paired, and no pairing is proposed."""
        return not (self.mentees or self.proposals)

    @property
    def is_calm(self) -> bool:
        """Whether there are pairings, and nothing of them needs a coordinator."""
        waits = self.silent or self.proposals or self.unsigned or self.without_account
        return not (self.is_empty or waits)


@dataclass(frozen=True, slots=True)
class Staffed:
    """The programmes that the viewer looks after: one with its figures, the others by name."""

    coordinated: Coordinated | None = None
    read: Cohort | None = None
    """The programme that the viewer reads for HR alone; totals, no rows."""
    others: Sequence[ProgrammeCard] = ()


@dataclass(frozen=True, slots=True)
class Administered:
    """The installation as an administrator finds it."""

    invited: int
    """People who were invited and have not accepted."""
    programmes: int


def load_staffed(viewer: Viewer) -> Staffed:
    """What the viewer looks after; as many statements with one programme as with twenty."""
    if not viewer.programmes_as(Role.COORDINATOR, Role.HR_VIEWER):
        return Staffed()
    cards = list_readable(viewer)
    coordinated = viewer.programmes_as(Role.COORDINATOR)
    first = _leading([card for card in cards if card.id in coordinated])
    read = _leading([card for card in cards if card.id not in coordinated])
    return Staffed(
        coordinated=_coordinated(viewer, first) if first else None,
        read=cohort_for(viewer, read, Ask(filters=Filters(only=0))) if read else None,
        others=[card for card in cards if card not in (first, read)],
    )


def _leading(cards: Sequence[ProgrammeCard]) -> ProgrammeCard | None:
    def key(card: ProgrammeCard) -> tuple[bool, date]:
        return programme_key(card.starts_on, card.ends_on, clock.today(card.time_zone))

    return max(cards, key=key, default=None)


def find_administered(viewer: Viewer) -> Administered | None:
    """What an administrator has to look after, None for others."""
    if not viewer.administrator:
        return None
    programmes = session.scalar(select(func.count(Programme.id))) or 0
    return Administered(count_invited(viewer), programmes)


def _coordinated(viewer: Viewer, card: ProgrammeCard) -> Coordinated:
    today = clock.today(card.time_zone)
    ask = Ask(filters=Filters(silent=True), sort=Sort.SILENT, size=SHOWN)
    cohort = cohort_for(viewer, card, ask)
    begun = _list_waiting(card.id, today)
    return Coordinated(
        programme=card,
        today=today,
        proposals=[each for each in begun if each.until is not None],
        unsigned=[each for each in begun if each.until is None],
        silent=cohort.rows if cohort else (),
        silent_count=cohort.listed if cohort else 0,
        without_account=_list_without_account(card.id),
        mentees=cohort.mentees if cohort else 0,
    )


def _list_waiting(programme_id: int, today: date) -> list[Waiting]:
    """Proposals that are open, and accepted pairings without an agreement in force."""
    mentor, mentee = aliased(Person), aliased(Person)
    in_force = (
        select(AgreementVersion.id)
        .where(AgreementVersion.pairing_id == Pairing.id, AgreementVersion.in_force_at.is_not(None))
        .exists()
    )
    rows = session.execute(
        select(
            Pairing.id, Pairing.state, mentor.name, mentee.name, Pairing.accepted_on,
            Pairing.expires_on,
        )
        .join(mentor, mentor.id == Pairing.mentor_id)
        .join(mentee, mentee.id == Pairing.mentee_id)
        .where(
            Pairing.programme_id == programme_id,
            or_(
                Pairing.state == PairingState.PROPOSED,
                (Pairing.state == PairingState.ACCEPTED) & ~in_force,
            ),
        )
        .order_by(mentee.sort_key, Pairing.id)
    )  # fmt: skip
    return [_waiting(row, today) for row in rows]


def _waiting(row: Any, today: date) -> Waiting:
    pairing_id, state, mentor, mentee, accepted_on, expires_on = row
    if state is not PairingState.PROPOSED:
        return Waiting(pairing_id, mentor, mentee, accepted_on, None, overdue=False)
    until = expires_on or today
    return Waiting(pairing_id, mentor, mentee, None, until, overdue=until < today)


def _list_without_account(programme_id: int) -> Sequence[str]:
    accepted = (
        select(Account.id)
        .where(
            Account.person_id == Person.id,
            Account.accepted_at.is_not(None),
            Account.disabled_at.is_(None),
        )
        .exists()
    )
    in_pairing = (
        select(Pairing.id)
        .where(
            Pairing.programme_id == programme_id,
            Pairing.state.in_(LIVE),
            or_(Pairing.mentor_id == Person.id, Pairing.mentee_id == Person.id),
        )
        .exists()
    )
    return session.scalars(
        select(Person.name)
        .where(Person.active, in_pairing, ~accepted)
        .order_by(Person.sort_key, Person.id)
    ).all()
