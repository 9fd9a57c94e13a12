"""From tables to drills."""

from squad.framework.rules.document.drills.shapes import Drill, DrillPlace, DrillTask, Material
from squad.framework.rules.document.problems import Flaw
from squad.framework.rules.document.shapes import Choice
from squad.framework.rules.document.tables import Table
from squad.framework.rules.model import Text
from squad.kernel.languages import LANGUAGES


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
