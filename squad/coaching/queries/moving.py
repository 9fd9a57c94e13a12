"""What moving a programme to another version of the framework needs to know, and would do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.coaching.queries.history import load_histories
from squad.coaching.rules.moving import CodeMapping, Kept, check_targets, kept_of
from squad.db.session import session
from squad.framework.queries import VersionRow, get_framework, list_versions
from squad.framework.rules import fluency
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.pairings.models import Pairing
from squad.people.models import Person
from squad.programmes.framework_moves import load_moves
from squad.programmes.models import Programme
from squad.programmes.queries import get_target, subject_of

INSTANT = timedelta.resolution


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A mentee's name with what they keep."""

    person_id: int
    name: str
    kept: Kept


def list_other_versions(programme: Programme) -> Sequence[VersionRow]:
    """The stored versions that a programme is not on, the one loaded last first."""
    return [row for row in list_versions() if row.id != programme.framework_version_id]


def find_other_version(programme: Programme, version_id: int) -> VersionRow | None:
    """One of them."""
    return next((row for row in list_other_versions(programme) if row.id == version_id), None)


def load_kept(
    viewer: Viewer, programme: Programme, version_id: int, mapping: CodeMapping
) -> list[KeptRow]:
    """What each mentee would keep, by name; as many statements with many mentees.

    Refused for a version that cannot hold a target in force.
    """
    demand(viewer, Permission.MANAGE_PROGRAMME, subject_of(programme))
    now = clock.now()
    upto, on = now + 2 * INSTANT, day_of(now, programme.time_zone)
    move = fluency.FrameworkMove(
        known_at=now + INSTANT,
        before=get_framework(programme.framework_version_id),
        after=get_framework(version_id),
        mapping=mapping,
    )
    histories = load_programme(programme)
    check_programme_targets(programme, version_id, histories.values())
    names = _names(programme.id)
    return [
        KeptRow(person_id, name, kept_of(histories[person_id], move, upto, on))
        for person_id, name in names
        if person_id in histories
    ]


def load_programme(programme: Programme) -> dict[int, fluency.History]:
    """The histories of all of a programme's mentees."""
    moves = load_moves(programme.id, programme.framework_moves)
    return load_histories(programme_id=programme.id, moves=moves)


def check_programme_targets(
    programme: Programme, version_id: int, histories: Collection[fluency.History]
) -> None:
    """Refuse a version that cannot hold the usual target, or that of an agreement in force."""
    upto = clock.now() + INSTANT
    agreements = (fluency.agreement_in_force(each.agreements, upto) for each in histories)
    targets = [agreement.targets for agreement in agreements if agreement]
    check_targets(get_framework(version_id), [get_target(programme), *targets])


def _names(programme_id: int) -> list[tuple[int, str]]:
    rows = session.execute(
        select(Person.id, Person.name)
        .join(Pairing, Pairing.mentee_id == Person.id)
        .where(Pairing.programme_id == programme_id)
        .group_by(Person.id, Person.name, Person.sort_key)
        .order_by(Person.sort_key, Person.id)
    )
    return [(row.id, row.name) for row in rows]
