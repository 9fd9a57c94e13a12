"""The story's scenes: each calls the action that a page would call, as the person who did it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from itertools import groupby
from typing import Any

from sqlalchemy import select

from squad.coaching.actions.observations import answer_observations, state_milestone
from squad.coaching.actions.planning import plan_session
from squad.coaching.actions.sessions import change_session
from squad.coaching.models import CoachingSession, Observation
from squad.coaching.queries.contexts import find_session_for
from squad.coaching.rules.log import SessionDraft, Step
from squad.coaching.rules.statements import StatedMilestone
from squad.db.once import FormKey
from squad.db.session import session
from squad.demo.company import Company
from squad.demo.files import Finished, PairingPart, Pairings
from squad.framework.rules.fluency import AnswerKind, Side
from squad.framework.rules.model import Autonomy, Evidence, NetworkKind
from squad.kernel.dates import at_local
from squad.kernel.ids import new_key
from squad.pairings.actions import (
    complete_pairing,
    decline_pairing,
    draft_agreement,
    end_pairing,
    pause_pairing,
    propose_pairing,
    sign_agreement,
)
from squad.pairings.imports.actions import import_pairings
from squad.pairings.queries.agreements import find_signing
from squad.pairings.rules.agreement import AgreementDraft, Booker, PurposeDraft, SetAside
from squad.pairings.rules.states import EndReason
from squad.people.actions import set_quiet_period
from squad.reports.actions import note_reading
from squad.reports.shapes import Reader

Story = Mapping[str, Any]
BODY = "told by the demo"


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that happened on a day."""

    on: date
    play: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Told:
    """What every scene needs: the people, the programme, the tables and the story."""

    company: Company
    programme_id: int
    coordinator: str
    pairings: Pairings
    story: Story

    @property
    def time_zone(self) -> str:
        """Where the programme's days end."""
        return str(self.story["programme"]["time_zone"])


def scenes_before_sessions(told: Told) -> list[Scene]:
    """How pairings began, what they agreed, how some stopped; in the order of their days."""
    story = told.story
    scenes = [Scene(part.on, partial(begin, told, part)) for part in told.pairings.parts()]
    scenes += [Scene(it["on"], partial(agree, told, it)) for it in story["agreements"]]
    scenes += [Scene(it.on, partial(finish, told, it)) for it in told.pairings.finished()]
    scenes += [Scene(it["on"], partial(pause, told, it)) for it in story["pauses"]]
    scenes += [Scene(it["on"], partial(stay_quiet, told, it)) for it in story["quiet_periods"]]
    for it in story["proposals"]:
        scenes.append(Scene(it["on"], partial(propose, told, it)))
        if "answer_on" in it:
            scenes.append(Scene(it["answer_on"], partial(decline, told, it)))
    return sorted(scenes, key=lambda scene: scene.on)


def scenes_after_sessions(told: Told) -> list[Scene]:
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
    return sorted(scenes, key=lambda scene: scene.on)


def begin(told: Told, part: PairingPart) -> None:
    """Pairings that both have accepted, from a file."""
    import_pairings(by=None, table=part.table, programme_id=told.programme_id)


def agree(told: Told, it: Story) -> None:
    """The mentor writes the agreement down in words, both sign it."""
    pairing_id = told.company.pairing_id(it["mentor"], it["mentee"])
    newest = find_signing(pairing_id)
    version = draft_agreement(
        pairing_id=pairing_id,
        draft=_draft(told, it),
        based_on=newest.number if newest else 0,
        by=told.company.viewer(it["mentor"]),
    )
    for side in ("mentor", "mentee"):
        signer = told.company.viewer(it[side])
        sign_agreement(pairing_id=pairing_id, number=version.number, by=signer)


def _draft(told: Told, it: Story) -> AgreementDraft:
    return AgreementDraft(
        purposes=tuple(PurposeDraft(**purpose) for purpose in it["purposes"]),
        target=told.pairings.target(it["mentor"], it["mentee"]),
        networks=frozenset(NetworkKind(code) for code in it["networks"]),
        cadence_days=it["cadence_days"],
        booked_by=Booker(it["booked_by"]),
        set_asides=tuple(
            SetAside(aside["milestone"], aside["reason"]) for aside in it.get("set_asides", ())
        ),
        communities=it["communities"],
        place=it["place"],
        out_of_bounds=it["out_of_bounds"],
        ask_before_publishing=it["ask_before_publishing"],
    )


def finish(told: Told, it: Finished) -> None:
    """The coordinator closes a pairing: it is complete, or ended for a reason."""
    pairing_id = told.company.pairing_id(it.mentor, it.mentee)
    by = told.company.viewer(told.coordinator)
    if it.completed:
        complete_pairing(pairing_id=pairing_id, by=by)
        return
    why = next(
        ending["reason"]
        for ending in told.story["endings"]
        if (ending["mentor"], ending["mentee"]) == (it.mentor, it.mentee)
    )
    end_pairing(pairing_id=pairing_id, reason=EndReason(why), by=by)


def pause(told: Told, it: Story) -> None:
    """The coordinator stops a pairing's clocks."""
    pairing_id = told.company.pairing_id(it["mentor"], it["mentee"])
    pause_pairing(pairing_id=pairing_id, by=told.company.viewer(it["by"]))


def stay_quiet(told: Told, it: Story) -> None:
    """Somebody is away."""
    by = told.company.viewer(it["person"])
    form = FormKey(new_key(), BODY)
    set_quiet_period(by=by, starts_on=it["from"], ends_on=it["to"], form=form)


def propose(told: Told, it: Story) -> None:
    """The coordinator proposes two people to each other."""
    propose_pairing(
        programme_id=told.programme_id,
        mentor_id=told.company.ids[it["mentor"]],
        mentee_id=told.company.ids[it["mentee"]],
        acknowledged=True,
        by=told.company.viewer(it["by"]),
        form=FormKey(new_key(), BODY),
    )


def decline(told: Told, it: Story) -> None:
    """One of the two says no."""
    pairing_id = told.company.pairing_id(it["mentor"], it["mentee"])
    decline_pairing(pairing_id=pairing_id, by=told.company.viewer(it["answer_by"]))


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
