"""Places in a pool, and drafts of pairs."""

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.rules.fluency import Side
from squad.kernel.clock import clock
from squad.pairings.matching.models import Enrolment, MatchDraft, MatchPair
from squad.people.models import Person


class MakeMatching:
    def enrolment(self, programme, person=None, side="mentor", **answers):
        """Somebody's place in a pool; with answers, these were given by themself."""
        person = person or self.person()
        said = {"answered_at": clock.now(), "answered_by": person.id} if answers else {}
        enrolment = Enrolment(
            programme_id=programme.id, person_id=person.id, side=Side(side),
            added_at=clock.now(), added_by=person.id, **{**said, **answers},
        )  # fmt: skip
        with unit_of_work():
            session.add(enrolment)
        return enrolment

    def match_draft(self, programme, *pairs):
        """A draft of (mentor, mentee), for whom nothing speaks."""
        with unit_of_work():
            session.add(MatchDraft(programme_id=programme.id, made_at=clock.now()))
            session.flush()
            for mentor, mentee in pairs:
                session.add(MatchPair(
                    programme_id=programme.id, mentor_id=mentor.id, mentee_id=mentee.id,
                    score=0, reasons="",
                ))  # fmt: skip

    def person_of(self, enrolment):
        """Whose place it is."""
        return session.get(Person, enrolment.person_id)
