"""What backs statements, for the two of their own pairing alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from squad.access.viewer import Viewer
from squad.coaching.models import Backing, BackingPart, Observation
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.milestones import Statement, load_statements_for
from squad.coaching.rules.backings import BackingKind, check_addition, may_remove
from squad.db.session import session
from squad.framework.rules.fluency import last_day_to_answer
from squad.kernel.dates import day_of
from squad.kernel.errors import DomainError
from squad.pairings.queries.stopped import list_stopped
from squad.programmes.rules import Period


@dataclass(frozen=True, slots=True)
class Backed:
    """What backs the statements of a page, and what its reader can do about it."""

    by_statement: Mapping[int, Sequence[Backing]]
    addable: set[int]
    """Statements that they can add something to."""
    removable: set[int]
    """Links and files that they can remove."""


@dataclass(frozen=True, slots=True)
class Addition:
    """Whether the viewer may back a statement now."""

    context: PairingContext
    statement: Statement
    stopped: Sequence[Period]

    @property
    def stated_on(self) -> date:
        """The programme's day on which it was stated."""
        known_at = self.statement.observation.known_at
        return day_of(known_at, self.context.programme.time_zone)

    @property
    def _awaits(self) -> bool:
        ended_on = self.context.pairing.ended_on
        lapsed = ended_on is not None and self.context.today > last_day_to_answer(ended_on)
        return self.statement.answer is None and not lapsed

    def check(self) -> None:
        """Refuse unless they may."""
        check_addition(
            mine=self.statement.mine,
            standing=self.statement.standing,
            awaits=self._awaits,
            stated_on=self.stated_on,
            today=self.context.today,
            stopped=self.stopped,
        )

    @property
    def is_open(self) -> bool:
        """Whether they may."""
        try:
            self.check()
        except DomainError:
            return False
        return True


def find_addition(viewer: Viewer, context: PairingContext, observation: Observation) -> Addition:
    """Whether the viewer may back this statement of the pairing now."""
    said = load_statements_for(viewer, context, code=context.code_of(observation))
    statement = next(s for s in said if s.observation.id == observation.id)
    return Addition(context, statement, list_stopped(context.pairing))


def load_backed(viewer: Viewer, context: PairingContext, statements: Sequence[Statement]) -> Backed:
    """What backs the statements of the viewer's own pair, and what they can do about it."""
    own = [s for s in statements if s.stated_by]
    backings = load_backings([s.observation.id for s in own], pairing_ids=[context.pairing.id])
    mentee_id = context.pairing.mentee_id
    removable = {
        b.id
        for several in backings.values()
        for b in several
        if may_remove(person_id=viewer.person_id, by_id=b.by_id, mentee_id=mentee_id)
    }
    return Backed(backings, _addable(context, own), removable)


def _addable(context: PairingContext, statements: Sequence[Statement]) -> set[int]:
    """Which of the viewer's own statements can be backed now; three statements, or none."""
    own = [s for s in statements if s.mine and s.standing]
    if not own:
        return set()
    stopped = list_stopped(context.pairing)
    return {s.observation.id for s in own if Addition(context, s, stopped).is_open}


def load_backings(
    observation_ids: Collection[int], *, pairing_ids: Collection[int]
) -> dict[int, list[Backing]]:
    """What backs some statements, by statement, as far as these pairings are the reader's own."""
    if not observation_ids:
        return {}
    query = (
        select(Backing)
        .where(Backing.observation_id.in_(observation_ids), Backing.pairing_id.in_(pairing_ids))
        .order_by(Backing.id)
    )
    found: dict[int, list[Backing]] = {}
    for backing in session.scalars(query):
        found.setdefault(backing.observation_id, []).append(backing)
    return found


def list_standing_of(observation_ids: Collection[int]) -> Sequence[Backing]:
    """What backs statements and was not removed."""
    return session.scalars(
        select(Backing).where(
            Backing.observation_id.in_(observation_ids), Backing.withdrawn_at.is_(None)
        )
    ).all()


def measure_standing(pairing_id: int, observation_id: int) -> tuple[int, int]:
    """How many things back a statement, and how many bytes its pairing keeps in all."""
    of_statement = func.count().filter(Backing.observation_id == observation_id)
    row = session.execute(
        select(of_statement, func.coalesce(func.sum(Backing.size), 0)).where(
            Backing.pairing_id == pairing_id, Backing.withdrawn_at.is_(None)
        )
    ).one()
    return int(row[0]), int(row[1])


def find_backing_for(viewer: Viewer, backing_id: int) -> Backing | None:
    """A link or a file of one of the viewer's own pairings, a removed one included."""
    return session.scalars(
        select(Backing).where(
            Backing.id == backing_id,
            Backing.pairing_id.in_([own.id for own in viewer.pairings]),
        )
    ).one_or_none()


def find_file_for(viewer: Viewer, backing_id: int) -> Backing | None:
    """A file of one of the viewer's own pairings that is still there."""
    found = find_backing_for(viewer, backing_id)
    gone = found is None or found.kind is BackingKind.LINK or found.withdrawn_at is not None
    return None if gone else found


def read_part(backing_id: int, position: int) -> bytes:
    """A part of a file; whoever asks has found the file for a viewer before."""
    return session.scalars(
        select(BackingPart.content).where(
            BackingPart.backing_id == backing_id, BackingPart.position == position
        )
    ).one()
