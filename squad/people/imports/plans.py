"""From a table to a plan against the people who are stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from squad.access.viewer import Viewer
from squad.files.table import Table
from squad.people.imports.queries import list_existing
from squad.people.queries import administers
from squad.people.rules.planning import plan_roster
from squad.people.rules.reading import read_roster
from squad.people.rules.shapes import RosterPlan
from squad.people.signals import ways_in


@dataclass(frozen=True, slots=True)
class RosterChoices:
    """What a human says about a roster.

    `complete`: whoever is missing has left. `same_person`: line → the stored person that it
    means under another key, or None for somebody new.
    """

    complete: bool = False
    same_person: Mapping[int, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedRoster:
    """A plan with the columns of the file that nothing reads, and every question it asks."""

    plan: RosterPlan
    asked: RosterPlan
    """The same plan before any answer: it has all the questions."""
    choices: RosterChoices
    ignored_columns: tuple[str, ...]


def make_plan(table: Table, choices: RosterChoices, *, by: Viewer | None) -> PlannedRoster:
    """What a roster would do. Raises FileProblem if two of its columns say the same.

    `by` None: the operator, who like an administrator may change how people sign in.
    """
    roster = read_roster(table)
    existing = list_existing()
    free = by is None or administers(by)
    protected = {} if free else ways_in([person.id for person in existing])

    def planned(same_person: Mapping[int, int | None]) -> RosterPlan:
        return plan_roster(
            roster.rows,
            existing,
            complete=choices.complete,
            same_person=same_person,
            reading_problems=roster.problems,
            protected=protected,
        )

    asked = planned({})
    plan = planned(choices.same_person) if choices.same_person else asked
    return PlannedRoster(plan, asked, choices, roster.ignored_columns)
