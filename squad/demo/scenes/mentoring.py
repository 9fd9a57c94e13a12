"""What mentors keep for themselves: how sure they were, the hours agreed, what they learned."""

from functools import partial

from squad.db.once import FormKey
from squad.demo.scenes.telling import BODY, Scene, Story, Told
from squad.kernel.ids import new_key
from squad.mentoring.actions import add_lesson, save_hours, say_confidence
from squad.mentoring.queries import Mentored, find_part_for
from squad.mentoring.rules import Claim, Per
from squad.pairings.induction.actions import tick_points
from squad.pairings.induction.rules import Point


def scenes_of_records(told: Told) -> list[Scene]:
    """What a mentor says before the first session."""
    return [Scene(it["on"], partial(begin, told, it)) for it in told.story["records"]]


def scenes_of_lessons(told: Told) -> list[Scene]:
    """What a mentor learned on the way."""
    return [
        Scene(learned["on"], partial(learn, told, it, learned))
        for it in told.story["records"]
        for learned in it["learned"]
    ]


def begin(told: Told, it: Story) -> None:
    """The mentor goes through the induction, says how sure they are and what was agreed."""
    by, mentored = told.company.viewer(it["mentor"]), _part(told, it)
    tick_points(programme_id=told.programme_id, codes=Point, by=by)
    levels = {Claim(claim): level for claim, level in it["confidence"].items()}
    say_confidence(mentored=mentored, levels=levels, by=by)
    save_hours(mentored=mentored, hours=it["hours"], per=Per(it["per"]), version=0, by=by)


def learn(told: Told, it: Story, learned: Story) -> None:
    """The mentor writes down what they learned about themself."""
    by = told.company.viewer(it["mentor"])
    form = FormKey(new_key(), BODY)
    add_lesson(mentored=_part(told, it), words=learned["words"], by=by, form=form)


def _part(told: Told, it: Story) -> Mentored:
    mentored = find_part_for(told.company.viewer(it["mentor"]), told.programme_id)
    if mentored is None:
        raise LookupError(f"{it['mentor']} mentors nobody")
    return mentored
