"""What some said to the coordinator alone, once a session was behind them."""

from functools import partial

from squad.demo.scenes.telling import Scene, Story, Told
from squad.pairings.calls.actions import say_fit
from squad.pairings.calls.rules import FitAnswer


def scenes_of_calls(told: Told) -> list[Scene]:
    """Every answer to whether to go on."""
    return [Scene(it["on"], partial(answer, told, it)) for it in told.story["fit_answers"]]


def answer(told: Told, it: Story) -> None:
    """One of the two says how it goes."""
    pairing_id = told.company.pairing_id(it["mentor"], it["mentee"])
    by = told.company.viewer(it[it["by"]])
    say_fit(pairing_id=pairing_id, answer=FitAnswer(it["answer"]), by=by)
