"""Drills that were played: kept for the mentor, spoken of, or still going on."""

from functools import partial

from squad.demo.scenes.telling import Scene, Story, Told
from squad.drills.actions import keep_run, save_answers, say_seen, start_drill
from squad.drills.queries import find_drill, find_run_for, list_runs
from squad.drills.rules import Answers, RunState, Sight


def scenes_of_drills(told: Told) -> list[Scene]:
    """The story's drills; what the mentor says of one may come on another day."""
    drills = told.story["drills"]
    scenes = [Scene(it["on"], partial(play, told, it)) for it in drills]
    return scenes + [Scene(it["said_on"], partial(say, told, it)) for it in drills if "said" in it]


def play(told: Told, it: Story) -> None:
    """The mentee plays it, and keeps it or goes on later."""
    by = told.company.viewer(it["mentee"])
    context = told.company.context(by, told.company.pairing_id(it["mentor"], it["mentee"]))
    drill = find_drill(context, it["drill"])
    if drill is None:
        raise LookupError(f"no drill {it['drill']}")
    run_id = start_drill(by=by, context=context, drill=drill)
    played = find_run_for(by, context, run_id)
    if played is None:
        raise LookupError(f"no run {run_id}")
    kept = it["state"] == RunState.KEPT
    save_answers(
        by=by,
        context=context,
        played=played,
        answers=Answers(dict(it["words"])),
        version=played.run.version,
        from_minute=0,
        end=kept,
    )
    if kept:
        keep_run(by=by, context=context, played=played, own=_sights(it["own"]))


def say(told: Told, it: Story) -> None:
    """The mentor opens what was kept and says what was seen."""
    by = told.company.viewer(it["mentor"])
    context = told.company.context(by, told.company.pairing_id(it["mentor"], it["mentee"]))
    [played] = [p for p in list_runs(by, context) if p.drill.code == it["drill"]]
    said = _sights(it["said"])
    say_seen(by=by, context=context, played=played, said=said, version=played.run.version)


def _sights(names: list[str]) -> list[Sight]:
    return [Sight(name) for name in names]
