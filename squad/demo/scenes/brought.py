"""What pairings brought, as mentees say it."""

from functools import partial

from squad.coaching.actions.brought import say_brought
from squad.coaching.queries.brought import list_signs
from squad.coaching.rules.brought import BroughtAnswer, SignDraft
from squad.coaching.rules.ratings import Moment
from squad.db.once import FormKey
from squad.demo.scenes.telling import BODY, Scene, Story, Told
from squad.kernel.ids import new_key


def scenes_of_brought(told: Told) -> list[Scene]:
    """What mentees say half-way and at the end."""
    return [Scene(it["on"], partial(say, told, it)) for it in told.story["brought"]]


def say(told: Told, it: Story) -> None:
    """The mentee says of each sign how far it has come, and shares some of it."""
    by = told.company.viewer(it["mentee"])
    pairing_id = told.company.pairing_id(it["mentor"], it["mentee"])
    context = told.company.context(by, pairing_id)
    signs = zip(list_signs(context), it["said"], strict=True)
    say_brought(
        by=by,
        context=context,
        moment=Moment(it["moment"]),
        drafts=[
            SignDraft(
                sign.purpose_id,
                BroughtAnswer(said["answer"]),
                value_now=said["now"],
                words=said["words"],
                shared=said["shared"],
            )
            for sign, said in signs
        ],
        version=0,
        form=FormKey(new_key(), BODY),
    )
