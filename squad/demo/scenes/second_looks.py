"""Looks that mentees offered to other mentors, and what those saw."""

from functools import partial

from sqlalchemy import select

from squad.coaching.actions.second_looks import give_look, offer_look
from squad.coaching.models import SecondLook
from squad.coaching.queries.second_looks import find_look_for
from squad.coaching.rules.second_looks import LookDraft, Verdict
from squad.db.once import FormKey
from squad.db.session import session
from squad.demo.scenes.telling import BODY, Scene, Story, Told
from squad.kernel.ids import new_key


def scenes_of_second_looks(told: Told) -> list[Scene]:
    """Every offer, and every answer to one."""
    story = told.story["second_looks"]
    scenes = [Scene(it["on"], partial(offer, told, it)) for it in story]
    return scenes + [Scene(it["seen_on"], partial(give, told, it)) for it in story if "seen" in it]


def offer(told: Told, it: Story) -> None:
    """The mentee asks another mentor."""
    by = told.company.viewer(it["mentee"])
    context = told.company.context(by, max(pairing.id for pairing in by.is_mentored()))
    offer_look(
        by=by,
        context=context,
        milestone=context.framework.milestones[it["milestone"]],
        asked_id=told.company.ids[it["asked"]],
        place=it.get("place", ""),
        with_signs=it.get("with_signs", False),
        form=FormKey(new_key(), BODY),
    )


def give(told: Told, it: Story) -> None:
    """The one asked says what they saw, on the day of the look."""
    by = told.company.viewer(it["asked"])
    look_id = session.scalars(
        select(SecondLook.id)
        .where(SecondLook.asked_id == by.person_id, SecondLook.milestone_code == it["milestone"])
        .order_by(SecondLook.id.desc())
        .limit(1)
    ).one()
    look = find_look_for(by, look_id, lock=True)
    if look is None:
        raise LookupError(f"nobody asks {by.email} for a look at {it['milestone']}")
    give_look(
        by=by,
        look=look,
        draft=LookDraft(Verdict(it["seen"]), it.get("words", ""), it["seen_on"]),
        version=0,
        form=FormKey(new_key(), BODY),
    )
