"""Coaching sessions, statements and answers, made by the actions that the pages use."""

from datetime import timedelta

from squad.access.viewer import Viewer
from squad.coaching.actions.answers import answer_observations
from squad.coaching.actions.planning import plan_session
from squad.coaching.actions.sessions import log_session
from squad.coaching.models import Backing, BackingPart
from squad.coaching.queries.contexts import find_context_for
from squad.coaching.rules.backings import BackingKind
from squad.coaching.rules.log import CoachingState, SessionDraft
from squad.coaching.rules.statements import StatedMilestone
from squad.db.once import FormKey
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.rules.fluency import AnswerKind
from squad.framework.rules.model import Autonomy
from squad.kernel.clock import clock
from squad.kernel.ids import new_key
from squad.pairings.queries import list_own
from squad.people.models import Person


def viewer_of(person_id):
    """A person as the gate would load them, without roles."""
    person = session.get(Person, person_id)
    return Viewer(
        person_id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        time_zone=person.time_zone,
        pairings=list_own(person.id),
    )


class MakeCoaching:
    def coaching_session(
        self, pairing, *, on=None, state="held", minutes=45, stated=(), next_at=None, **values
    ):
        """A session logged by the mentor today; `stated`: milestone codes done alone, seen."""
        now = clock.now()
        state = CoachingState(state)
        with unit_of_work():
            by = viewer_of(pairing.mentor_id)
            context = find_context_for(by, pairing.id, now=now, lock=True)
            draft = SessionDraft(
                state=state,
                on=on or context.today,
                minutes=minutes if state is CoachingState.HELD else None,
                next_at=next_at,
                **values,
            )
            return log_session(
                by=by,
                context=context,
                draft=draft,
                form=FormKey(new_key(), "made by a test"),
                statements=[StatedMilestone(code, Autonomy.ALONE) for code in stated],
            )

    def planned_session(self, pairing, at=None):
        """The next session, in a week unless said otherwise."""
        now = clock.now()
        with unit_of_work():
            by = viewer_of(pairing.mentor_id)
            context = find_context_for(by, pairing.id, now=now, lock=True)
            return plan_session(
                by=by,
                context=context,
                at=at or now + timedelta(days=7),
                form=FormKey(new_key(), "made by a test"),
            )

    def answers(self, pairing, *observation_ids, kind="confirm"):
        """The mentee answers statements of the mentor."""
        with unit_of_work():
            by = viewer_of(pairing.mentee_id)
            context = find_context_for(by, pairing.id, now=clock.now(), lock=True)
            kinds = dict.fromkeys(observation_ids, AnswerKind(kind))
            answer_observations(by=by, context=context, kinds=kinds)

    def backing(self, observation, *, data=b"Kanarienvogel", kind="png"):
        """A file behind a statement, as if its author had added it a moment ago."""
        with unit_of_work():
            backing = Backing(
                observation_id=observation.id, pairing_id=observation.pairing_id,
                kind=BackingKind(kind), size=len(data), happened_on=observation.happened_on,
                known_at=clock.now(), by_id=observation.stated_by,
            )  # fmt: skip
            session.add(backing)
            session.flush()
            session.add(BackingPart(backing_id=backing.id, position=0, content=data))
        return backing
