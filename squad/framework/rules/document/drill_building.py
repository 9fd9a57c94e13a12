"""From tables to drills and back."""

from collections.abc import Mapping
from typing import Any

from squad.framework.rules.document.drill_shapes import Drill, DrillPlace, DrillTask, Material
from squad.framework.rules.document.problems import Flaw
from squad.framework.rules.document.shapes import Choice
from squad.framework.rules.document.tables import Table
from squad.framework.rules.model import Text
from squad.kernel.text import LANGUAGES


def build_drill(table: Table) -> Drill:
    """One drill."""
    found = Drill(
        code=table.string("code"),
        title=table.text("title"),
        minutes=table.whole("minutes"),
        situation=table.text("situation"),
        tasks=tuple(_task(entry) for entry in table.tables("tasks", "code")),
        rubric=tuple(entry.languages() for entry in table.tables("rubric")),
        debrief=table.text("debrief"),
        materials=tuple(_material(entry) for entry in table.tables("materials", default=[])),
        sample_set=table.string("sample_set", None),
        backs=table.strings("backs", []),
        practises=table.strings("practises", []),
        happened=table.text("happened", optional=True),
    )
    table.finish()
    return found


def _task(table: Table) -> DrillTask:
    task = DrillTask(
        code=table.string("code"),
        label=table.text("label"),
        hint=table.text("hint", optional=True),
        choices=tuple(_choice(entry) for entry in table.tables("choices", "code", default=[])),
        sorts=table.flag("sorts", False),
    )
    table.finish()
    return task


def _choice(table: Table) -> Choice:
    choice = Choice(code=table.string("code"), label=table.text("label"))
    table.finish()
    return choice


def _material(table: Table) -> Material:
    place = table.string("place")
    if place not in set(DrillPlace):
        table.flaw(Flaw.UNKNOWN_VALUE, "place", value=place)
    material = Material(
        text=table.text("text"),
        who=_who(table),
        place=DrillPlace(place) if place in set(DrillPlace) else None,
        at=table.whole("at", 0),
        other_language=table.flag("other_language", False),
        answer=table.string("answer", ""),
    )
    table.finish()
    return material


def _who(table: Table) -> Text:
    """A name that is the same in both languages stands once."""
    if isinstance(table.raw.get("who"), str):
        return dict.fromkeys(LANGUAGES, table.string("who"))
    return table.text("who")


def drill_table(drill: Drill) -> Mapping[str, Any]:
    """A drill as what `build_drill` reads."""
    raw: dict[str, Any] = {
        "code": drill.code,
        "title": drill.title,
        "minutes": drill.minutes,
        "situation": drill.situation,
        "tasks": [_task_table(task) for task in drill.tasks],
        "rubric": list(drill.rubric),
        "debrief": drill.debrief,
        "materials": [_material_table(material) for material in drill.materials],
        "backs": list(drill.backs),
        "practises": list(drill.practises),
    }
    return raw | _present(sample_set=drill.sample_set, happened=drill.happened)


def _task_table(task: DrillTask) -> Mapping[str, Any]:
    choices = [{"code": choice.code, "label": choice.label} for choice in task.choices]
    raw = {"code": task.code, "label": task.label}
    return raw | _present(hint=task.hint, choices=choices, sorts=task.sorts)


def _material_table(material: Material) -> Mapping[str, Any]:
    raw: dict[str, Any] = {"text": material.text, "who": material.who, "place": material.place}
    return raw | _present(
        at=material.at, other_language=material.other_language, answer=material.answer
    )


def _present(**optional: Any) -> dict[str, Any]:
    return {name: value for name, value in optional.items() if value}
