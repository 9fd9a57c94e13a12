"""Sessions and statements as rows, each known on the day that it is about unless said not."""

from datetime import time, timedelta

from squad.coaching.actions.standing import store_standing
from squad.coaching.actions.summaries import refresh_all, refresh_to_confirm
from squad.coaching.models import Answer, CoachingSession, CoachingSessionVersion, Observation
from squad.coaching.rules.log import CoachingState
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.db.unit_of_work import unit_of_work
from squad.framework.queries import get_framework
from squad.framework.rules.fluency import AnswerKind, Side
from squad.framework.rules.model import Autonomy, Evidence
from squad.kernel.dates import at_local
from squad.people.models import QuietPeriod
from squad.programmes.models import Programme

ZONE = "Europe/Paris"
NOON = time(12)
SAME = (
    "pairing_id",
    "state",
    "held_on",
    "minutes",
    "preparation_minutes",
    "travel_minutes",
    "cancelled_by",
)


def noon(day):
    return at_local(day, NOON, ZONE)


class MakeReports:
    def sitting(self, pairing, on, *, state="held", minutes=45, known_on=None, **values):
        """A session with its first version, and the pairing's figures after it."""
        state = CoachingState(state)
        known_at = noon(known_on or on)
        facts = {
            "pairing_id": pairing.id,
            "state": state,
            "held_on": on,
            "minutes": minutes if state is CoachingState.HELD else None,
            "preparation_minutes": 0,
            "travel_minutes": 0,
            "cancelled_by": None,
            **values,
        }
        with unit_of_work():
            made = CoachingSession(**facts, note="", links="", known_at=known_at)
            session.add(made)
            session.flush()
            self._version(made, 1, known_at)
            refresh_all(pairing.id, ZONE, to_confirm=False)
        return made

    def void(self, sitting, on):
        """The session counts no longer, known on a day."""
        with unit_of_work():
            session.add(sitting)
            sitting.voided_at = noon(on)
            session.flush()
            self._version(sitting, 2, noon(on))
            refresh_all(sitting.pairing_id, ZONE, to_confirm=False)

    def _version(self, sitting, number, known_at):
        session.add(
            CoachingSessionVersion(
                coaching_session_id=sitting.id,
                number=number,
                known_at=known_at,
                voided=sitting.voided_at is not None,
                words="{}",
                **{name: getattr(sitting, name) for name in SAME},
            )
        )

    def said(
        self,
        pairing,
        *codes,
        on,
        confirmed_on=None,
        answer="confirm",
        side="mentor",
        autonomy="alone",
        evidence=None,
        words="",
        **values,
    ):
        """Statements about milestones, answered if a day is given; what follows is stored.

        Strong ones, as each milestone's list says, unless told otherwise.
        """
        framework = self._framework_of(pairing)
        side = Side(side)
        by, other = pairing.mentor_id, pairing.mentee_id
        if side is Side.MENTEE:
            by, other = other, by
        made = [
            Observation(
                pairing_id=pairing.id,
                mentee_id=pairing.mentee_id,
                programme_id=pairing.programme_id,
                milestone_code=code,
                autonomy=Autonomy(autonomy),
                evidence=Evidence(evidence or min(framework.milestones[code].evidence)),
                happened_on=on,
                known_at=noon(on),
                stated_by=by,
                side=side,
                words=words,
                **values,
            )
            for code in codes
        ]
        with unit_of_work():
            session.add_all(made)
            session.flush()
            if confirmed_on is not None:
                session.add_all(
                    Answer(
                        observation_id=each.id,
                        sequence=1,
                        kind=AnswerKind(answer),
                        happened_on=confirmed_on,
                        known_at=noon(confirmed_on),
                        by_id=other,
                        words="",
                    )
                    for each in made
                )
            self.stored(pairing)
        return made

    def _framework_of(self, pairing):
        programme = session.get(Programme, pairing.programme_id)
        return get_framework(programme.framework_version_id)

    def core(self, programme, *areas, stages=(1,)):
        """Codes of the core milestones of some areas and stages."""
        framework = get_framework(programme.framework_version_id)
        return [m.code for area in areas for stage in stages for m in framework.core(area, stage)]

    def stored(self, pairing):
        """Write what follows from the statements, as the actions do."""
        refresh_to_confirm(pairing.id)
        store_standing(mentee_id=pairing.mentee_id, programme_id=pairing.programme_id)

    def quiet(self, person, starts_on, ends_on, known_on=None):
        """Days when a person wants no reminder."""
        with unit_of_work():
            session.add(
                QuietPeriod(
                    person_id=person.id,
                    starts_on=starts_on,
                    ends_on=ends_on,
                    known_at=noon(known_on or starts_on - timedelta(days=1)),
                )
            )
            touch(Touched.ABSENCE, [person.id])
