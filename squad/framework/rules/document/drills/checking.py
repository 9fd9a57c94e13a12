"""What the drills of a document must keep to."""

from collections.abc import Iterator

from squad.framework.rules.document.drills.shapes import Drill, DrillTask
from squad.framework.rules.document.places import drill_file
from squad.framework.rules.document.problems import Flaw, Problem
from squad.framework.rules.document.shapes import Document
from squad.framework.rules.document.tables import NAME, repeated

MINUTES = range(2, 31)
TASKS = range(1, 5)
RUBRIC = range(4, 5)

Finding = tuple[str, Flaw, dict[str, object]]


def check_drills(document: Document) -> Iterator[Problem]:
    """Every rule that a drill breaks, and each milestone marked *drill* that none backs."""
    for drill in document.drills.values():
        for where, flaw, params in _drill(document, drill):
            yield Problem(drill_file(drill.code), where, flaw, params)
    backed = {code for drill in document.drills.values() for code in drill.backs}
    for milestone in document.framework.milestones.values():
        # A document without drills is of an edition that had none.
        if document.drills and milestone.drill and milestone.code not in backed:
            yield Problem(drill_file("*"), "", Flaw.NO_DRILL_BACKS, {"value": milestone.code})


def _drill(document: Document, drill: Drill) -> Iterator[Finding]:
    if not NAME.fullmatch(drill.code):
        yield "code", Flaw.BAD_NAME, {"value": drill.code}
    for key, found, wanted in (
        ("minutes", drill.minutes, MINUTES),
        ("tasks", len(drill.tasks), TASKS),
        ("rubric", len(drill.rubric), RUBRIC),
    ):
        if found not in wanted:
            least_most = {"least": wanted[0], "most": wanted[-1]}
            yield key, Flaw.WRONG_COUNT, {"found": found, **least_most}
    yield from _milestones(document, drill)
    yield from _messages(document, drill)
    yield from _tasks(drill)


def _milestones(document: Document, drill: Drill) -> Iterator[Finding]:
    if not drill.backs and not drill.practises:
        yield "practises", Flaw.EMPTY_LIST, {"key": "practises"}
    known = document.framework.milestones
    for key, codes in (("backs", drill.backs), ("practises", drill.practises)):
        for code in codes:
            if code not in known:
                yield key, Flaw.UNKNOWN_VALUE, {"value": code}
            elif key == "backs" and not known[code].drill:
                yield key, Flaw.BACKS_NO_DRILL, {"value": code}
    for code in sorted(set(drill.backs) & set(drill.practises)):
        yield "practises", Flaw.DUPLICATE, {"value": code}


def _messages(document: Document, drill: Drill) -> Iterator[Finding]:
    minutes = [material.at for material in drill.materials]
    if minutes != sorted(minutes) or any(at not in range(drill.minutes) for at in minutes):
        params = {"key": "at", "least": 0, "most": drill.minutes - 1}
        yield "materials", Flaw.OUT_OF_RANGE, params
    choices = {choice.code for choice in drill.sorting.choices} if drill.sorting else set()
    for position, material in enumerate(drill.materials, start=1):
        if material.answer and material.answer not in choices:
            yield f"materials[{position}].answer", Flaw.UNKNOWN_VALUE, {"value": material.answer}
    if drill.sample_set is None:
        return
    if drill.sample_set not in document.sample_sets:
        yield "sample_set", Flaw.UNKNOWN_VALUE, {"value": drill.sample_set}
    if drill.materials:
        yield "materials", Flaw.DUPLICATE, {"value": drill.sample_set}


def _tasks(drill: Drill) -> Iterator[Finding]:
    codes = [task.code for task in drill.tasks]
    for code in repeated(codes):
        yield "tasks", Flaw.DUPLICATE, {"value": code}
    for code in codes:
        if not NAME.fullmatch(code):
            yield "tasks", Flaw.BAD_NAME, {"value": code}
    if sum(task.sorts for task in drill.tasks) > 1:
        yield "tasks", Flaw.DUPLICATE, {"value": "sorts"}
    for task in drill.tasks:
        yield from _choices(drill, task)


def _choices(drill: Drill, task: DrillTask) -> Iterator[Finding]:
    codes = [choice.code for choice in task.choices]
    if len(set(codes)) < len(codes):
        yield f"{task.code}.choices", Flaw.DUPLICATE, {"value": task.code}
    # The choices of a sample set's cases stand in the set.
    chooses = task.sorts and drill.sample_set is None
    if bool(codes) != chooses:
        yield f"{task.code}.choices", Flaw.EMPTY_LIST if chooses else Flaw.UNKNOWN_KEY, {}
