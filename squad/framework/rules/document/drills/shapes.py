"""What a drill is: a situation, messages that arrive, what to write, four things to look for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from squad.framework.rules.model import Text

if TYPE_CHECKING:
    from squad.framework.rules.document.shapes import Choice, SampleSet


class DrillPlace(StrEnum):
    """Where a message of a drill is read."""

    PUBLIC = "public"
    COMMUNITY = "community"
    INTERNAL = "internal"
    PRIVATE = "private"
    PHONE = "phone"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Material:
    """One message: where, who (invented), what, and at which minute it arrives."""

    text: Text
    who: Text = field(default_factory=dict)
    place: DrillPlace | None = None
    """None for a case of a sample set, which says itself where it was met."""
    at: int = 0
    other_language: bool = False
    """Written in the other of the two languages, on purpose."""
    answer: str = ""
    """The choice under which it belongs, where there is a right one; shown afterwards."""
    reason: Text = field(default_factory=dict)
    """Why, where its sample set says so."""


@dataclass(frozen=True, slots=True)
class DrillTask:
    """What the mentee writes; with choices, each message is sorted under one of them instead."""

    code: str
    label: Text
    hint: Text = field(default_factory=dict)
    choices: "tuple[Choice, ...]" = ()
    sorts: bool = False


@dataclass(frozen=True, slots=True)
class Drill:
    """A situation to practise, alone, with four things that can be seen or not."""

    code: str
    title: Text
    minutes: int
    """For tension only: no time is ever recorded."""
    situation: Text
    tasks: tuple[DrillTask, ...]
    rubric: tuple[Text, ...]
    debrief: Text
    """Asked at the end, answered aloud or not at all: never recorded."""
    materials: tuple[Material, ...] = ()
    sample_set: str | None = None
    """The sample set whose cases are the messages, and whose choices the sorting."""
    backs: tuple[str, ...] = ()
    """Milestones marked *drill* that can be shown in it."""
    practises: tuple[str, ...] = ()
    happened: Text = field(default_factory=dict)
    """The true story behind it."""

    @property
    def sorting(self) -> DrillTask | None:
        """The task that sorts the messages."""
        return next((task for task in self.tasks if task.sorts), None)


def with_cases(drill: Drill, sets: "Mapping[str, SampleSet]") -> Drill:
    """The drill as it is played: its sample set's cases as messages, and their choices."""
    found = sets.get(drill.sample_set or "")
    if found is None:
        return drill
    return replace(
        drill,
        materials=tuple(Material(s.text, answer=s.answer, reason=s.reason) for s in found.samples),
        tasks=tuple(replace(t, choices=found.choices) if t.sorts else t for t in drill.tasks),
    )
