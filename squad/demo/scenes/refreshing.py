"""What was so long before the programme: it counts, and its evidence grows old."""

from functools import partial

from squad.coaching.actions.observations import answer_observations, state_milestone
from squad.coaching.rules.statements import StatedMilestone
from squad.db.once import FormKey
from squad.demo.scenes.telling import BODY, Scene, Story, Told
from squad.framework.rules.fluency import AnswerKind
from squad.framework.rules.model import Autonomy, Evidence
from squad.kernel.ids import new_key


def scenes_of_refreshing(told: Told) -> list[Scene]:
    """Statements of what was already so, with the other one's yes on the same day."""
    return [
        Scene(it["on"], partial(state_and_confirm, told, it)) for it in told.story["already_so"]
    ]


def state_and_confirm(told: Told, it: Story) -> None:
    """The mentor states what they opened; the mentee confirms it."""
    mentor, mentee = (told.company.viewer(it[side]) for side in ("mentor", "mentee"))
    pairing_id = told.company.pairing_id(it["mentor"], it["mentee"])
    stated = state_milestone(
        by=mentor,
        context=told.company.context(mentor, pairing_id),
        stated=StatedMilestone(
            it["milestone"],
            Autonomy(it["autonomy"]),
            Evidence(it["evidence"]),
            before=True,
            words=it["words"],
        ),
        on=it["done_on"],
        form=FormKey(new_key(), BODY),
    )
    answer_observations(
        by=mentee,
        context=told.company.context(mentee, pairing_id),
        kinds={stated.id: AnswerKind.CONFIRM},
    )
