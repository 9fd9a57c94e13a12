"""From a table to a plan against the pairings that are here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from squad.files.table import Table
from squad.pairings.imports.queries import latest_today, load_world, names_of
from squad.pairings.rules.imports import Plan
from squad.pairings.rules.planning import NewPairing, plan_pairings
from squad.pairings.rules.rows import read_pairing_rows
from squad.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class PlannedPairings:
    """A plan with the names of whom it is about, and the columns that nothing reads."""

    plan: Plan[NewPairing]
    names: Mapping[int, str]
    ignored_columns: tuple[str, ...]


def make_plan(table: Table, programmes: Sequence[Programme]) -> PlannedPairings:
    """What a file of pairings would do. Raises FileProblem if two of its columns say the same."""
    read = read_pairing_rows(table, today=latest_today(programmes))
    plan = plan_pairings(read, load_world(programmes))
    people = {new.key.mentor_id for new in plan.created}
    people |= {new.key.mentee_id for new in plan.created}
    return PlannedPairings(plan, names_of(people), read.unknown_columns)
