"""Drills as canonical JSON: one entry a drill, as their files."""

from collections.abc import Mapping, Sequence
from typing import Any

from squad.framework.rules.document.drills.shapes import Drill, DrillTask, Material
from squad.framework.rules.document.tables import present


def stored_drills(drills: Mapping[str, Drill]) -> Sequence[Mapping[str, Any]]:
    """What `build_drill` reads back; nothing for a document without drills."""
    return [_drill(drill) for drill in drills.values()]


def _drill(drill: Drill) -> Mapping[str, Any]:
    raw: dict[str, Any] = {
        "code": drill.code,
        "title": drill.title,
        "minutes": drill.minutes,
        "situation": drill.situation,
        "tasks": [_task(task) for task in drill.tasks],
        "rubric": list(drill.rubric),
        "debrief": drill.debrief,
        "materials": [_material(material) for material in drill.materials],
        "backs": list(drill.backs),
        "practises": list(drill.practises),
    }
    return raw | present(sample_set=drill.sample_set, happened=drill.happened)


def _task(task: DrillTask) -> Mapping[str, Any]:
    choices = [{"code": choice.code, "label": choice.label} for choice in task.choices]
    raw = {"code": task.code, "label": task.label}
    return raw | present(hint=task.hint, choices=choices, sorts=task.sorts)


def _material(material: Material) -> Mapping[str, Any]:
    raw: dict[str, Any] = {"text": material.text, "who": material.who, "place": material.place}
    return raw | present(
        at=material.at, other_language=material.other_language, answer=material.answer
    )
