"""Pairings in any state with the steps that led there, and agreements signed by both."""

from datetime import time, timedelta

from squad.coaching.actions.standing import store_standing
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.db.unit_of_work import unit_of_work
from squad.kernel.clock import clock
from squad.kernel.dates import at_local, day_of
from squad.pairings.actions.moves import end_pairing
from squad.pairings.induction.models import Induction
from squad.pairings.induction.rules import Point
from squad.pairings.models import (
    AgreementPurpose,
    AgreementSetAside,
    AgreementVersion,
    Pairing,
    PairingSummary,
    PairingTransition,
)
from squad.pairings.old_notes.models import OldNotes
from squad.pairings.rules.agreement import Booker
from squad.pairings.rules.states import FINISHED, EndReason, PairingState
from squad.people.models import Person
from squad.programmes.actions import note_acceptance
from squad.programmes.models import Programme
from squad.programmes.rules import CONVERSATION_TARGET

P = PairingState
NINE = time(9)
PATHS = {
    P.PROPOSED: (P.PROPOSED,),
    P.ACCEPTED: (P.PROPOSED, P.ACCEPTED),
    P.ACTIVE: (P.PROPOSED, P.ACCEPTED, P.ACTIVE),
    P.PAUSED: (P.PROPOSED, P.ACCEPTED, P.ACTIVE, P.PAUSED),
    P.COMPLETED: (P.PROPOSED, P.ACCEPTED, P.ACTIVE, P.COMPLETED),
    P.ENDED: (P.PROPOSED, P.ACCEPTED, P.ACTIVE, P.ENDED),
    P.DECLINED: (P.PROPOSED, P.DECLINED),
    P.EXPIRED: (P.PROPOSED, P.EXPIRED),
    P.WITHDRAWN: (P.PROPOSED, P.WITHDRAWN),
}


class MakePairings:
    def handed_over(self, before, mentor):
        """The mentee's next pairing, after a session with a note; both let its mentor read it."""
        self.coaching_session(before, note="What we said then.")
        now = clock.now()
        with unit_of_work():
            by = self.viewer(session.get_one(Person, before.mentor_id))
            end_pairing(pairing_id=before.id, reason=None, by=by)
        programme = session.get_one(Programme, before.programme_id)
        after = self.pairing(programme, mentor, session.get_one(Person, before.mentee_id))
        with unit_of_work():
            session.add(
                OldNotes(
                    pairing_id=before.id, to_pairing_id=after.id, asked_at=now,
                    mentee_answer="yes", mentee_answered_at=now,
                    mentor_answer="yes", mentor_answered_at=now,
                )
            )  # fmt: skip
        return after

    def pairing(
        self,
        programme=None,
        mentor=None,
        mentee=None,
        *,
        state="active",
        since=None,
        ended_on=None,
        agreement=True,
        inducted=True,
        **values,
    ):
        """Two people in a state; from "active" on with an agreement in force, unless said not.

        The mentor has gone through the programme's induction, unless `inducted` says not.

        `since`: the day on which all its steps were taken (four weeks ago), but a finished
        pairing's last one (`ended_on`, today).
        """
        state = PairingState(state)
        programme = programme or self.programme()
        mentor = mentor or self.person("Inès Garnier")
        mentee = mentee or self.person("Claire Dumas")
        today = clock.today(programme.time_zone)
        since = since or today - timedelta(days=28)
        path = PATHS[state]
        accepted = P.ACCEPTED in path
        known = at_local(since, NINE, programme.time_zone)
        last_day = (ended_on or today) if state in FINISHED else None
        given = {
            "programme_id": programme.id,
            "mentor_id": mentor.id,
            "mentee_id": mentee.id,
            "state": state,
            "expires_on": (today if state is P.PROPOSED else since) + timedelta(days=7),
            "mentor_accepted_at": known if accepted else None,
            "mentee_accepted_at": known if accepted else None,
            "accepted_on": since if accepted else None,
            "ended_on": last_day,
            "end_reason": EndReason.OTHER if state is P.ENDED else None,
        }
        pairing = Pairing(**{**given, **values})
        with unit_of_work():
            if accepted:
                note_acceptance(programme_id=programme.id)
            session.add(pairing)
            session.flush()
            session.add(PairingSummary(pairing_id=pairing.id))
            for before, after in zip((None, *path), path, strict=False):
                on = last_day if after in FINISHED else since
                session.add(
                    PairingTransition(
                        pairing_id=pairing.id,
                        from_state=before,
                        to_state=after,
                        happened_on=on,
                        known_at=at_local(on, NINE, programme.time_zone),
                    )
                )
            if inducted:
                induct(mentor.id, programme.id, known)
            touch(Touched.PAIRING, [pairing.id])
            if accepted:
                touch(Touched.MENTOR, [(programme.id, mentor.id)])
            if agreement and P.ACTIVE in path:
                agree(pairing, signed_at=known)
        return pairing

    def mentor_of(self, pairing):
        """The pairing's mentor."""
        return session.get(Person, pairing.mentor_id)

    def mentee_of(self, pairing):
        """The pairing's mentee."""
        return session.get(Person, pairing.mentee_id)

    def agreement(self, pairing, **values):
        """A version of the agreement; by both unless `signed` names fewer."""
        with unit_of_work():
            return agree(pairing, **values)


def induct(mentor_id, programme_id, at):
    """A mentor has gone through the induction of a programme."""
    done = {"ticked": " ".join(Point), "done_at": at}
    session.merge(Induction(person_id=mentor_id, programme_id=programme_id, **done))


def agree(
    pairing,
    *,
    number=1,
    signed_at=None,
    signed=("mentor", "mentee"),
    target=CONVERSATION_TARGET,
    set_aside=(),
    purposes=(("support", "Two customers answered in a day", "none"),),
    **values,
):
    """A version of the agreement, in the transaction of whoever asks."""
    signed_at = signed_at or clock.now()
    both = len(signed) == 2
    given = {
        "pairing_id": pairing.id,
        "number": number,
        "drafted_by": pairing.mentor_id,
        "drafted_at": signed_at,
        **{f"{side}_signed_at": signed_at for side in signed},
        "in_force_at": signed_at if both else None,
        "happened_on": day_of(signed_at, "Europe/Paris") if both else None,
        **{f"target_{area}": stage for area, stage in target.items()},
        "networks": "public,internal",
        "communities": "",
        "cadence_days": 21,
        "place": "",
        "booked_by": Booker.MENTEE,
        "out_of_bounds": "",
        "ask_before_publishing": "",
    }
    version = AgreementVersion(**{**given, **values})
    version.purposes = [
        AgreementPurpose(position=n, kind=kind, sign_of_success=sign, value_at_start=value)
        for n, (kind, sign, value) in enumerate(purposes)
    ]
    version.set_asides = [
        AgreementSetAside(milestone_code=code, reason="Not for this role") for code in set_aside
    ]
    session.add(version)
    if both:
        session.flush()
        store_standing(mentee_id=pairing.mentee_id, programme_id=pairing.programme_id)
    return version
