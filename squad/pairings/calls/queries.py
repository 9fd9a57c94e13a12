"""Reading what was said to the coordinator: by its author, and by coordinators of the programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager

from squad.access.permissions import Permission
from squad.access.policy import may
from squad.access.viewer import Role, Viewer
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.pairings.calls.models import Concern, FitSaid
from squad.pairings.calls.rules import FitAnswer
from squad.pairings.models import Pairing
from squad.pairings.queries.pairings import find_side, subject_of
from squad.pairings.rules.states import LIVE
from squad.people.models import Person
from squad.programmes.models import RoleGrant


@dataclass(frozen=True, slots=True)
class Calls:
    """What of a pairing the viewer may read: their own side, or both as its coordinator."""

    fit: Mapping[Side, FitSaid] = field(default_factory=dict)
    """What each said last."""
    concerns: Sequence[Concern] = ()

    @property
    def waits(self) -> bool:
        """Whether an answer waits for the coordinator."""
        return any(said.settled_at is None for said in self.fit.values())

    @property
    def newest(self) -> int:
        """The last answer of both: up to it, whoever looks has read them."""
        return max((said.id for said in self.fit.values()), default=0)


def load_calls(viewer: Viewer, pairing: Pairing) -> Calls:
    """One's own, or both sides' for who coordinates and is none of the two; two statements."""
    side = find_side(viewer, pairing)
    if side is None and not may(viewer, Permission.READ_CALLS, subject_of(pairing)):
        return Calls()
    fit, concerns = select(FitSaid), select(Concern)
    if side is not None:
        fit, concerns = fit.where(FitSaid.side == side), concerns.where(Concern.side == side)
    said = session.scalars(fit.where(FitSaid.pairing_id == pairing.id).order_by(FitSaid.number))
    written = concerns.where(Concern.pairing_id == pairing.id).order_by(Concern.id.desc())
    return Calls({row.side: row for row in said}, session.scalars(written).all())


def find_last_fit(pairing_id: int, side: Side) -> FitSaid | None:
    """What one of the two said last."""
    return session.scalars(
        select(FitSaid)
        .where(FitSaid.pairing_id == pairing_id, FitSaid.side == side)
        .order_by(FitSaid.number.desc())
        .limit(1)
    ).one_or_none()


def list_waiting_fit(pairing_id: int) -> Sequence[FitSaid]:
    """Answers of a pairing that wait for the coordinator."""
    return session.scalars(
        select(FitSaid).where(FitSaid.pairing_id == pairing_id, FitSaid.settled_at.is_(None))
    ).all()


def find_concern_for(viewer: Viewer, concern_id: int, *, lock: bool = False) -> Concern | None:
    """A message with its pairing, for the programme's coordinators; also once it is archived."""
    query = (
        select(Concern)
        .join(Concern.pairing)
        .join(Pairing.programme)
        .options(contains_eager(Concern.pairing).contains_eager(Pairing.programme))
        .where(Concern.id == concern_id)
    )
    if lock:
        query = query.with_for_update(of=Concern).execution_options(populate_existing=True)
    concern = session.scalars(query).one_or_none()
    if concern is None:
        return None
    readable = may(viewer, Permission.READ_CALLS, subject_of(concern.pairing))
    return concern if readable else None


def list_readers(pairing: Pairing) -> list[str]:
    """Names of the coordinators who read it: neither of the two, whatever roles they hold."""
    return list(
        session.scalars(
            select(Person.name)
            .join(RoleGrant, RoleGrant.person_id == Person.id)
            .where(
                RoleGrant.programme_id == pairing.programme_id,
                RoleGrant.role == Role.COORDINATOR,
                RoleGrant.removed_at.is_(None),
                Person.active,
                Person.id.not_in([pairing.mentor_id, pairing.mentee_id]),
            )
            .order_by(Person.sort_key, Person.id)
        )
    )


def fit_is_said(me: int) -> ColumnElement[bool]:
    """Whether the viewer has said how it goes, as a column of a statement over pairings."""
    mine = case((Pairing.mentor_id == me, Side.MENTOR.value), else_=Side.MENTEE.value)
    return (
        select(FitSaid.id)
        .where(FitSaid.pairing_id == Pairing.id, FitSaid.side == mine)
        .correlate(Pairing)
        .exists()
    )


def waiting_fit() -> ColumnElement[str | None]:
    """Codes of the answers that wait for the coordinator, as one text, likewise."""
    return (
        select(func.aggregate_strings(cast(FitSaid.answer, String), " "))
        .where(FitSaid.pairing_id == Pairing.id, FitSaid.settled_at.is_(None))
        .correlate(Pairing)
        .scalar_subquery()
    )


def concern_waits() -> ColumnElement[bool]:
    """Whether a message waits for the coordinator, likewise."""
    return Pairing.id.in_(select(Concern.pairing_id).where(Concern.settled_at.is_(None)))


def calls_wait_for(person_id: int | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Pairings of others in which something waits for this coordinator, likewise.

    An answer waits while the pairing lives, a message until it is settled.
    """
    waiting = select(FitSaid.pairing_id).where(FitSaid.settled_at.is_(None))
    return and_(
        *not_of(person_id),
        or_(concern_waits(), and_(Pairing.state.in_(LIVE), Pairing.id.in_(waiting))),
    )


def not_of(person_id: int | InstrumentedAttribute[int]) -> tuple[ColumnElement[bool], ...]:
    """Pairings of others: nobody coordinates what is said of themself."""
    return Pairing.mentor_id != person_id, Pairing.mentee_id != person_id


def read_fit(codes: str | None) -> frozenset[FitAnswer]:
    """The answers that `waiting_fit` told of."""
    return frozenset(FitAnswer(code) for code in (codes or "").split())
