"""What flows upward from programmes, in the same transaction; connected in slices.py only."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from blinker import Namespace

_signals = Namespace()

hard_rules_changed = _signals.signal("hard-rules-changed")
"""A programme refuses other pairings than before: `programme_id`. Its live ones are judged anew."""

closed_period_changed = _signals.signal("closed-period-changed")
"""A closed period came, or went (`stands`): `programme_id`, `starts_on`, `ends_on`."""

edition_started = _signals.signal("edition-started")
"""A programme starts from an earlier one: `source_id`, `programme_id`, `by_id`. What slices above
keep of a programme's rules comes along."""


class Course(NamedTuple):
    """How far a programme's pairings are: how many are live, and when it can be archived."""

    live: int
    archivable_from: date


CourseOf = Callable[[int], Course]
_courses: list[CourseOf] = []


def use_course(*sources: CourseOf) -> None:
    """Take how far a programme's pairings are from this function: programme_id → course."""
    _courses[:] = sources


def course_of(programme_id: int) -> Course | None:
    """The same, as the slice above knows it."""
    return next((source(programme_id) for source in _courses), None)
