"""A target as a path: how many milestones it holds, stage by stage, and how many a session."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from squad.framework.rules.fluency import target_milestones
from squad.framework.rules.model import STAGES, Area, Framework, Milestone
from squad.pairings.rules.agreement import milestones_per_session


@dataclass(frozen=True, slots=True)
class Stretch:
    """The target milestones of one stage, by area."""

    stage: int
    areas: tuple[tuple[Area, tuple[Milestone, ...]], ...]

    @property
    def count(self) -> int:
        """How many milestones the stage holds."""
        return sum(len(milestones) for _area, milestones in self.areas)


@dataclass(frozen=True, slots=True)
class Path:
    """The way to a target: stage 1 of every area first, then stage 2, then 3."""

    total: int
    sessions: int
    per_session: Fraction
    stretches: tuple[Stretch, ...]

    @property
    def least(self) -> int:
        """Milestones that every session carries at least."""
        return floor(self.per_session)

    @property
    def most(self) -> int:
        """Milestones that some sessions carry."""
        return ceil(self.per_session)


def find_path(
    framework: Framework, target: Mapping[Area, int], set_aside: Collection[str], sessions: int
) -> Path:
    """The path to `target` with these milestones set aside, over `sessions` sessions."""
    milestones = target_milestones(framework, target, frozenset(set_aside), frozenset())
    stretches = tuple(stretch for stage in STAGES if (stretch := _stretch(stage, milestones)).areas)
    total = len(milestones)
    return Path(total, sessions, milestones_per_session(total, sessions), stretches)


def _stretch(stage: int, milestones: Collection[Milestone]) -> Stretch:
    of_stage = [milestone for milestone in milestones if milestone.stage == stage]
    by_area = ((area, tuple(m for m in of_stage if m.area is area)) for area in Area)
    return Stretch(stage, tuple((area, found) for area, found in by_area if found))
