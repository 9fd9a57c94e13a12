"""Moving a programme to another version of the framework: what maps to what, what one keeps."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from squad.framework.rules import fluency
from squad.framework.rules.model import STAGES, Area, Framework
from squad.kernel.errors import DomainError

CodeMapping = Mapping[str, str | None]


class MoveProblem(StrEnum):
    """Why a programme cannot be moved so."""

    SAME_VERSION = "move_same_version"
    MAPPING = "move_mapping"
    TARGET = "move_target"


@dataclass(frozen=True, slots=True)
class Kept:
    """What one mentee has before and after a move; codes and counts alone."""

    before: fluency.Progress
    after: fluency.Progress
    held_before: frozenset[str]
    held_after: frozenset[str]
    lost: frozenset[str]
    """Codes held before of which nothing is held after."""
    gained: frozenset[str]
    """Codes held after that nothing held before became."""

    @property
    def areas(self) -> tuple[tuple[fluency.AreaProgress, fluency.AreaProgress], ...]:
        """The areas whose stage changes, before and after."""
        pairs = zip(self.before.areas, self.after.areas, strict=True)
        return tuple((one, other) for one, other in pairs if one.stage != other.stage)


def suggested(before: Framework, after: Framework) -> CodeMapping:
    """Each milestone to the one of the same code; None where there is none."""
    return {code: code if code in after.milestones else None for code in before.milestones}


def write_mapping(mapping: CodeMapping) -> str:
    """As canonical JSON: the same mapping is always the same text."""
    return json.dumps(mapping, sort_keys=True, separators=(",", ":"))


def read_mapping(text: str, before: Framework, after: Framework) -> CodeMapping:
    """A mapping as it was written; refused unless it says of each milestone what becomes of it."""
    try:
        mapping = json.loads(text)
    except ValueError as error:
        raise DomainError(MoveProblem.MAPPING) from error
    if not isinstance(mapping, dict) or mapping.keys() != before.milestones.keys():
        raise DomainError(MoveProblem.MAPPING)
    allowed = {None, *after.milestones}
    if any(not isinstance(new, str | None) or new not in allowed for new in mapping.values()):
        raise DomainError(MoveProblem.MAPPING)
    return mapping


def check_targets(after: Framework, targets: Iterable[fluency.Targets]) -> None:
    """Refuse a version in which a target in force asks for a stage without a core milestone."""
    wanted: dict[Area, int] = {}
    for target in targets:
        for area, stage in target.items():
            wanted[area] = max(stage, wanted.get(area, 0))
    for area, upto in wanted.items():
        for stage in STAGES[:upto]:
            if not after.core(area, stage):
                raise DomainError(MoveProblem.TARGET, area=after.areas[area].name, stage=stage)


def kept_of(
    history: fluency.History, move: fluency.FrameworkMove, upto: datetime, on: date
) -> Kept:
    """What somebody has as of `upto`, without the move and with it; read on the day `on`."""
    moved = replace(history, moves=(*history.moves, move))
    held_before, held_after = _held(move.before, history, upto), _held(move.after, moved, upto)
    became = {code: move.mapping.get(code) for code in held_before}
    return Kept(
        before=fluency.progress(move.before, history, upto, on),
        after=fluency.progress(move.after, moved, upto, on),
        held_before=held_before,
        held_after=held_after,
        lost=frozenset(code for code, new in became.items() if new not in held_after),
        gained=held_after - set(became.values()),
    )


def _held(framework: Framework, history: fluency.History, upto: datetime) -> frozenset[str]:
    attained = fluency.attainments(framework, history, upto)
    return frozenset(code for code, each in attained.items() if each.held)
