"""Saying how it goes, asking to stop, writing that something is not right; settling each."""

from datetime import timedelta

from sqlalchemy import delete, or_

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.pairings.actions.moves import locked
from squad.pairings.calls.letters import settle_calls, tell_of_call
from squad.pairings.calls.models import Concern, FitSaid
from squad.pairings.calls.queries import (
    find_last_fit,
    list_readers,
    list_waiting_fit,
)
from squad.pairings.calls.rules import (
    CALLS,
    KEPT_DAYS,
    LONGEST_DAYS,
    CallProblem,
    FitAnswer,
    check_answer,
    check_concern,
)
from squad.pairings.models import Pairing
from squad.pairings.queries.pairings import find_side, subject_of


def say_fit(*, pairing_id: int, answer: FitAnswer, by: Viewer) -> None:
    """Tell the coordinators whether to go on; a second press says nothing new."""
    pairing, side = _own(by, pairing_id)
    check_answer(answer, pairing.state, held=pairing.summary.held_sessions)
    last = find_last_fit(pairing_id, side)
    if (
        last is not None
        and last.answer is answer
        and (last.settled_at is None) is (answer in CALLS)
    ):
        return
    now = clock.now()
    for earlier in list_waiting_fit(pairing_id):
        if earlier.side is side:
            earlier.settled_at, earlier.settled_by_id = now, by.person_id
    number = last.number + 1 if last else 1
    said = FitSaid(
        pairing_id=pairing_id,
        side=side,
        number=number,
        answer=answer,
        happened_on=clock.today(pairing.programme.time_zone),
        known_at=now,
        settled_at=None if answer in CALLS else now,
    )
    session.add(said)
    session.flush()
    record("fit_said", by=by.person_id, pairing=pairing_id, side=side.value, number=number)
    if answer in CALLS:
        tell_of_call(pairing, f"fit:{said.id}")


def settle_fit(*, pairing_id: int, up_to: int, by: Viewer) -> None:
    """The coordinator has spoken with them: what they had read waits no more, the answers stay.

    `up_to`: the newest answer that they read. One that came since waits on: nobody has heard it.
    """
    pairing = locked(by, pairing_id)
    demand(by, Permission.READ_CALLS, subject_of(pairing))
    waiting = [said for said in list_waiting_fit(pairing_id) if said.id <= up_to]
    for said in waiting:
        said.settled_at, said.settled_by_id = clock.now(), by.person_id
    if waiting:
        session.flush()
        record("fit_settled", by=by.person_id, pairing=pairing_id)
        settle_calls(pairing, [f"fit:{said.id}" for said in waiting])


def raise_concern(*, pairing_id: int, words: str, by: Viewer, form: FormKey) -> None:
    """Write to the coordinators; no event tells of it: who wrote one is nobody else's to know."""
    sent = claim(person_id=by.person_id, action="raise_concern", form=form)
    pairing, side = _own(by, pairing_id)
    check_concern(words, pairing.accepted_on)
    if not list_readers(pairing):
        raise DomainError(CallProblem.NOBODY_READS)
    concern = Concern(pairing_id=pairing_id, side=side, words=words, said_at=clock.now())
    session.add(concern)
    session.flush()
    sent.made = str(concern.id)
    tell_of_call(pairing, f"concern:{concern.id}")


def settle_concern(*, concern: Concern, by: Viewer) -> None:
    """Nothing more is to be done; it is deleted in its time. `concern` was loaded with a lock."""
    demand(by, Permission.READ_CALLS, subject_of(concern.pairing))
    if concern.settled_at is None:
        concern.settled_at, concern.settled_by_id = clock.now(), by.person_id
        session.flush()
        record("concern_settled", by=by.person_id, concern=concern.id)
        settle_calls(concern.pairing, [f"concern:{concern.id}"])


def purge_concerns() -> None:
    """Delete messages that were settled long ago, and those that nobody settled, longer ago."""
    now = clock.now()
    session.execute(
        delete(Concern).where(
            or_(
                Concern.settled_at <= now - timedelta(days=KEPT_DAYS),
                Concern.said_at <= now - timedelta(days=LONGEST_DAYS),
            )
        )
    )


def _own(by: Viewer, pairing_id: int) -> tuple[Pairing, Side]:
    """One's own pairing with a lock, and which of the two one is."""
    pairing = locked(by, pairing_id)
    demand(by, Permission.CALL_COORDINATOR, subject_of(pairing))
    return pairing, find_side(by, pairing) or Side.MENTEE
