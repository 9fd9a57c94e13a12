"""The pure shapes of fluency: areas, stages, milestones, rungs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

STAGES = (1, 2, 3)
REFRESH_DAYS = 180

Text = Mapping[str, str]


class Area(StrEnum):
    """One of the six areas, in the order of every report."""

    PURPOSE = "purpose"
    PRESENCE = "presence"
    LISTENING = "listening"
    PUBLISHING = "publishing"
    CONVERSING = "conversing"
    CARE = "care"


class Autonomy(StrEnum):
    """Who decided and pressed the button."""

    TOGETHER = "together"
    ALONE = "alone"
    PASSES_ON = "passes_on"


class Evidence(StrEnum):
    """How the statement is known; `told` is never strong."""

    MEASURED = "measured"
    CHECKED = "checked"
    SEEN = "seen"
    TOLD = "told"


class NetworkKind(StrEnum):
    """The three kinds of network."""

    PUBLIC = "public"
    COMMUNITY = "community"
    INTERNAL = "internal"


class Rung(IntEnum):
    """The ladder: how someone uses the networks."""

    START = 0
    BROADCAST = 1
    CONVERSATION = 2
    CARE = 3


# From the foot up, each rung asks for these stages, and for the rung below (source: the ladder of
# the product).
RUNG_ASKS: Mapping[Rung, Mapping[Area, int]] = {
    Rung.BROADCAST: {Area.PURPOSE: 1, Area.PRESENCE: 1, Area.PUBLISHING: 1},
    Rung.CONVERSATION: {Area.PRESENCE: 2, Area.LISTENING: 2, Area.CONVERSING: 2},
    Rung.CARE: {Area.CARE: 3},
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """One observable thing that a mentee did: a verb, a condition, a count."""

    code: str
    area: Area
    stage: int
    core: bool
    text: Text
    evidence: frozenset[Evidence]
    networks: frozenset[NetworkKind] = frozenset(NetworkKind)
    drill: bool = False
    refresh_days: int = REFRESH_DAYS
    purposes: frozenset[str] = frozenset()
    sample_set: str | None = None
    short: Text = field(default_factory=dict)
    """At most 60 characters a language, for lists and narrow screens."""
    detail: Text = field(default_factory=dict)
    """What settles a doubtful case: what counts, the internal form; empty where none arises."""


Core = Mapping[tuple[Area, int], frozenset[str]]
"""The codes of the core milestones, by area and stage."""


@dataclass(frozen=True, slots=True)
class AreaText:
    """An area's name and what each of its stages means, by language."""

    area: Area
    name: Text
    about: Text
    stages: Mapping[int, Text]


@dataclass(frozen=True, slots=True)
class Framework:
    """One version of the framework; milestones in the order of their codes by area and stage."""

    version: str
    areas: Mapping[Area, AreaText]
    milestones: Mapping[str, Milestone]
    purposes: Mapping[str, Text] = field(default_factory=dict)
    core_codes: Core = field(init=False, repr=False, compare=False)
    """Made once, as whoever counts people asks for them many times a person."""

    def __post_init__(self) -> None:
        found: dict[tuple[Area, int], set[str]] = {}
        for milestone in self.milestones.values():
            if milestone.core:
                found.setdefault((milestone.area, milestone.stage), set()).add(milestone.code)
        codes = {key: frozenset(of_one) for key, of_one in found.items()}
        object.__setattr__(self, "core_codes", codes)  # once, before anyone else has it

    def core(self, area: Area, stage: int) -> tuple[Milestone, ...]:
        """The core milestones of one area and stage."""
        return tuple(
            m for m in self.milestones.values() if m.core and m.area is area and m.stage == stage
        )
