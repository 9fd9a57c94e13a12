"""The shape of a guide."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from squad.framework.rules.model import Area, NetworkKind, Text

# What the beginning and the end of a session take; the rest is what the two try together.
QUESTION_MINUTES = 5
TOGETHER_MINUTES = 35
CLOSE_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing to try together, and how long it takes."""

    minutes: int
    text: Text


@dataclass(frozen=True, slots=True)
class Guide:
    """One session of 45 minutes, for one area and stage."""

    area: Area
    stage: int
    aim: Text
    question: Text
    together: tuple[Trial, ...]
    careful: Text
    """What goes wrong: a real trap, other people's names, the rules of the company."""
    close: Text
    shows: tuple[str, ...]
    """Codes of the milestones of this area and stage that the session can show."""
    alone: Text = field(default_factory=dict)
    """What the mentee does until the next time, if anything."""
    networks: Mapping[NetworkKind, Text] = field(default_factory=dict)
    """What differs on a kind of network; here alone a network may be named."""

    @property
    def place(self) -> str:
        """Its code: `listening-2`."""
        return place_of(self.area, self.stage)

    @property
    def minutes(self) -> tuple[int, ...]:
        """How long each part takes, in order: the question, each trial, the close."""
        return (QUESTION_MINUTES, *(trial.minutes for trial in self.together), CLOSE_MINUTES)


def place_of(area: Area, stage: int) -> str:
    """The code of an area and stage."""
    return f"{area.value}-{stage}"
