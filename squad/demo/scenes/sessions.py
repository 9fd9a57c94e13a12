"""What refers to sessions: answers, next steps, what is planned, who read reports."""

from collections.abc import Iterable
from datetime import date, time
from functools import partial
from itertools import groupby

from sqlalchemy import select

from squad.coaching.actions.answers import answer_observations
from squad.coaching.actions.observations import state_milestone
from squad.coaching.actions.planning import plan_session
from squad.coaching.actions.sessions import change_session
from squad.coaching.models import CoachingSession, Observation
from squad.coaching.queries.contexts import find_session_for
from squad.coaching.rules.log import SessionDraft, Step
from squad.coaching.rules.statements import StatedMilestone
from squad.db.once import FormKey
from squad.db.session import session
from squad.demo.scenes.telling import BODY, Scene, Story, Told
from squad.framework.rules.fluency import AnswerKind, Side
from squad.framework.rules.model import Autonomy, Evidence
from squad.kernel.dates import at_local
from squad.kernel.ids import new_key
from squad.reports.actions import note_reading
from squad.reports.shapes import Reader


def scenes_of_sessions(told: Told) -> list[Scene]:
    """What refers to sessions: answers, next steps, what is planned, who read reports."""
    story = told.story
    scenes = [Scene(it["on"], partial(plan, told, it)) for it in story["planned"]]
    scenes += [Scene(it["on"], partial(state, told, it)) for it in story["statements"]]
    scenes += [Scene(it["on"], partial(answer, told, it)) for it in story["answers"]]
    scenes += [
        Scene(steps[0]["on"], partial(add_steps, told, steps))
        for steps in _by_session(story["next_steps"])
    ]
    scenes += [Scene(it["on"], partial(read, told, it)) for it in story["hr_reads"]]
    return scenes


def plan(told: Told, it: Story) -> None:
    """The mentor plans the next session."""
    by = told.company.viewer(it["mentor"])
    pairing_id = told.company.pairing_id(it["mentor"], it["mentee"])
    plan_session(
        by=by,
        context=told.company.context(by, pairing_id),
        at=at_local(it["date"], time.fromisoformat(it["time"]), told.time_zone),
        form=FormKey(new_key(), BODY),
    )


def state(told: Told, it: Story) -> None:
    """A statement outside of any session."""
    by = told.company.viewer(it["mentee"])
    pairing_id = max(pairing.id for pairing in by.is_mentored())
    state_milestone(
        by=by,
        context=told.company.context(by, pairing_id),
        stated=StatedMilestone(
            it["milestone"],
            Autonomy(it["autonomy"]),
            Evidence(it["evidence"]),
            words=it["words"],
        ),
        on=it["on"],
        form=FormKey(new_key(), BODY),
    )


def answer(told: Told, it: Story) -> None:
    """What one says of the other one's statement."""
    by = told.company.viewer(it["by"])
    observation = session.execute(
        select(Observation.id, Observation.pairing_id)
        .join(CoachingSession, CoachingSession.id == Observation.coaching_session_id)
        .where(
            Observation.mentee_id == told.company.ids[it["mentee"]],
            Observation.milestone_code == it["milestone"],
            CoachingSession.held_on == it["session_on"],
        )
    ).one()
    answer_observations(
        by=by,
        context=told.company.context(by, observation.pairing_id),
        kinds={observation.id: AnswerKind(it["answer"])},
        words={observation.id: it.get("words", "")},
    )


def add_steps(told: Told, steps: list[Story]) -> None:
    """What the two said they would do, added to the session in which they said it."""
    it = steps[0]
    by = told.company.viewer(it["mentor"])
    pairing_id = told.company.pairing_id(it["mentor"], it["mentee"])
    context = told.company.context(by, pairing_id)
    stored = find_session_for(by, told.company.sitting(pairing_id, it["session_on"]))
    if stored is None:
        raise LookupError(f"no session on {it['session_on']}")
    draft = SessionDraft(
        state=stored.state,
        on=stored.held_on,
        minutes=stored.minutes,
        medium=stored.medium,
        preparation_minutes=stored.preparation_minutes,
        travel_minutes=stored.travel_minutes,
        note=stored.note,
        steps=tuple(Step(Side(s["owner"]), s["text"], s.get("due")) for s in steps),
    )
    change_session(
        by=by,
        context=context,
        coaching_session=stored,
        draft=draft,
        version=stored.version,
    )


def read(told: Told, it: Story) -> None:
    """Human resources open somebody's report; that somebody sees it."""
    note_reading(
        by=told.company.viewer(it["reader"]),
        reader=Reader.HR,
        programme_id=told.programme_id,
        mentee_ids=[told.company.ids[it["mentee"]]],
        what="report",
    )


def _by_session(steps: Iterable[Story]) -> list[list[Story]]:
    def key(step: Story) -> tuple[str, str, date]:
        return step["mentor"], step["mentee"], step["session_on"]

    return [list(group) for _key, group in groupby(sorted(steps, key=key), key=key)]
