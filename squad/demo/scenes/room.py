"""The Squad room: who is in the pool and shows it, what worked, a group session."""

from functools import partial

from squad.coaching.rules.log import CoachingState, SessionDraft
from squad.db.once import FormKey
from squad.demo.scenes.telling import BODY, Scene, Story, Told
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area, NetworkKind
from squad.kernel.ids import new_key
from squad.pairings.matching.actions.enrolments import add_people, save_answers
from squad.pairings.matching.queries.enrolments import codes
from squad.pairings.matching.queries.pool import ticked
from squad.pairings.matching.rules.enrolment import Answers
from squad.room.actions.cards import choose_shown
from squad.room.actions.huddles import log_huddle
from squad.room.actions.tips import share_tip
from squad.room.queries.mentors import find_own_card
from squad.room.queries.rooms import find_room_for
from squad.room.rules import Shown, TipDraft


def scenes_of_room(told: Told) -> list[Scene]:
    """What mentors share and show, and when several of theirs met at once."""
    story = told.story
    scenes = [Scene(it["on"], partial(enrol, told, it)) for it in story["shown"]]
    scenes += [Scene(it["on"], partial(share, told, it)) for it in story["tips"]]
    scenes += [Scene(it["on"], partial(meet, told, it)) for it in story["huddles"]]
    return scenes


def enrol(told: Told, it: Story) -> None:
    """The coordinator adds a mentor to the pool, who answers, and shows what they choose."""
    person_id = told.company.ids[it["mentor"]]
    add_people(
        programme_id=told.programme_id,
        side=Side.MENTOR,
        which=ticked([person_id]),
        capacity=it["capacity"],
        by=told.company.viewer(told.coordinator),
        form=FormKey(new_key(), BODY),
    )
    by = told.company.viewer(it["mentor"])
    room = find_room_for(by, told.programme_id)
    card = find_own_card(by, room.programme) if room else None
    if card is None:
        raise LookupError(f"{by.email} is not in the pool")
    answers = Answers(
        strengths=frozenset(map(Area, codes(it["strengths"]))),
        networks=frozenset(map(NetworkKind, codes(it["networks"]))),
        languages=frozenset(codes(it["languages"])),
        capacity=it["capacity"],
    )
    save_answers(enrolment_id=card.enrolment_id, version=1, answers=answers, by=by)
    choose_shown(by=by, programme_id=told.programme_id, shown=Shown(**it["shows"]))


def share(told: Told, it: Story) -> None:
    """A mentor tells what worked."""
    share_tip(
        by=told.company.viewer(it["mentor"]),
        programme_id=told.programme_id,
        draft=TipDraft(Area(it["area"]), it["words"]),
        form=FormKey(new_key(), BODY),
    )


def meet(told: Told, it: Story) -> None:
    """A mentor logs a session with several of theirs."""
    by = told.company.viewer(it["mentor"])
    ids = sorted(told.company.pairing_id(it["mentor"], mentee) for mentee in it["mentees"])
    draft = SessionDraft(
        CoachingState.HELD, it["on"], minutes=it["minutes"], note=it["note"], as_planned=True
    )
    log_huddle(
        by=by,
        contexts=[told.company.context(by, pairing_id) for pairing_id in ids],
        draft=draft,
        form=FormKey(new_key(), BODY),
    )
