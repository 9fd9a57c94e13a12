"""Every text of a drill with its place in it."""

from collections.abc import Iterator

from squad.framework.rules.document.drills.shapes import Drill
from squad.framework.rules.model import Text


def texts_of_drill(drill: Drill) -> Iterator[tuple[str, Text]]:
    """Place in the drill and text."""
    for key in ("title", "situation", "debrief", "happened"):
        yield key, getattr(drill, key)
    for position, material in enumerate(drill.materials, start=1):
        yield f"materials[{position}].who", material.who
        yield f"materials[{position}].text", material.text
    for task in drill.tasks:
        yield f"{task.code}.label", task.label
        yield f"{task.code}.hint", task.hint
        for choice in task.choices:
            yield f"{task.code}.{choice.code}.label", choice.label
    for position, criterion in enumerate(drill.rubric, start=1):
        yield f"rubric[{position}]", criterion
