"""From a table to a plan against the sessions that are here."""

from collections.abc import Mapping
from dataclasses import dataclass

from squad.coaching.imports.queries import Scope, load_world
from squad.coaching.rules.planning import NewSession, plan_sessions
from squad.coaching.rules.rows import read_session_rows
from squad.coaching.rules.stored import PairingRef
from squad.files.table import Table
from squad.pairings.imports.queries import names_of
from squad.pairings.rules.imports import Plan


@dataclass(frozen=True, slots=True)
class PlannedSessions:
    """A plan with the pairings that it writes into, and the columns that nothing reads."""

    plan: Plan[NewSession]
    pairings: Mapping[int, PairingRef]
    ignored_columns: tuple[str, ...]

    def names(self) -> Mapping[int, str]:
        """The names of whom it is about, by id."""
        written = [self.pairings[pairing_id] for pairing_id in self.written()]
        people = {p.mentor_id for p in written} | {p.mentee_id for p in written}
        return names_of(people)

    def written(self) -> list[int]:
        """The pairings that it would add sessions to."""
        return sorted({new.key.pairing_id for new in self.plan.created})


def make_plan(table: Table, scope: Scope, *, with_notes: bool = False) -> PlannedSessions:
    """What a log would do. Raises FileProblem if two of its columns say the same."""
    read = read_session_rows(table, importer=scope.importer, with_notes=with_notes)
    world = load_world(scope)
    pairings = {pairing.id: pairing for pairing in world.pairings}
    return PlannedSessions(plan_sessions(read, world), pairings, read.unknown_columns)
