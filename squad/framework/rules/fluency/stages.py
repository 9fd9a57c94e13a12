"""From held milestones to stages: of an area, of the ladder, of a target profile."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from squad.framework.rules.model import RUNG_ASKS, STAGES, Area, Framework, Milestone, Rung

Targets = Mapping[Area, int]

NO_CODES: frozenset[str] = frozenset()


def area_stage(
    framework: Framework,
    held: AbstractSet[str],
    area: Area,
    set_aside: AbstractSet[str] = NO_CODES,
) -> int:
    """The area's stage, 0 to 3: every core milestone up to it is held, but those set aside."""
    reached = 0
    for stage in STAGES:
        asked = framework.core_codes.get((area, stage))
        if asked is None or not asked - set_aside <= held:
            break
        reached = stage
    return reached


def headline(framework: Framework, held: AbstractSet[str]) -> Rung:
    """The highest rung of the ladder reached; it asks for every core milestone, even set aside."""
    return reachable_rung({area: area_stage(framework, held, area) for area in Area})


def reachable_rung(targets: Targets) -> Rung:
    """The highest rung that someone reaches with these stages of areas, each with those below."""
    reached = Rung.START
    for rung, asks in RUNG_ASKS.items():
        if any(targets.get(area, 0) < stage for area, stage in asks.items()):
            break
        reached = rung
    return reached


def asked_milestones(framework: Framework, targets: Targets) -> tuple[Milestone, ...]:
    """The core milestones of stages 1 to target of each area, set aside or not."""
    return tuple(
        milestone
        for milestone in framework.milestones.values()
        if milestone.core and milestone.stage <= targets.get(milestone.area, 0)
    )


def target_milestones(
    framework: Framework,
    targets: Targets,
    set_aside: AbstractSet[str],
    held: AbstractSet[str],
) -> tuple[Milestone, ...]:
    """The target milestones: those asked, less those set aside; one that is held counts again."""
    away = set_aside - held
    return tuple(m for m in asked_milestones(framework, targets) if m.code not in away)


def target_met(
    framework: Framework,
    targets: Targets,
    set_aside: AbstractSet[str],
    held: AbstractSet[str],
) -> bool:
    """Whether every area of the target profile is at its target; an empty profile is never met."""
    asked = {area: stage for area, stage in targets.items() if stage}
    return bool(asked) and all(
        area_stage(framework, held, area, set_aside) >= stage for area, stage in asked.items()
    )
