"""What the views of coaching share: the pairing of a request."""

from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from squad.access.gate import viewer
from squad.coaching.queries.contexts import (
    OwnSession,
    PairingContext,
    find_context_for,
    find_own_session_for,
)
from squad.coaching.queries.milestones import is_former_mentor
from squad.kernel.clock import clock
from squad.pairings.rules.states import LOGGABLE


def writing() -> bool:
    """Whether this request may change something."""
    return request.method == "POST"


def context_or_404(
    pairing_id: int | None, *, taking_back: bool = False, booking: bool = False
) -> PairingContext:
    """The viewer's own pairing, locked if this request writes.

    `taking_back`: a share, which an archived programme refuses to nobody. `booking`: for times,
    which the mentee's assistant looks after as well.
    Until both have accepted there is nothing of it here, and nothing of the mentee to be read.
    """
    found = None
    if pairing_id is not None:
        how = {"lock": writing(), "taking_back": taking_back, "booking": booking}
        found = find_context_for(viewer(), pairing_id, now=clock.now(), **how)
    if found is None or found.pairing.accepted_on is None:
        abort(404)
    return found


def is_of_pair(context: PairingContext) -> bool:
    """Whether the viewer is one of the two: a mentee's assistant is not."""
    return viewer().person_id in (context.pairing.mentor_id, context.pairing.mentee_id)


def induction_first(context: PairingContext, **onward: Any) -> ResponseReturnValue | None:
    """For a mentor before the first session: on to the induction, which leads back; else None.

    A courtesy of the pages: what is imported, and what the other one plans, does not wait for it.
    """
    pairing, by = context.pairing, viewer()
    if pairing.mentor_id != by.person_id or pairing.state not in LOGGABLE:
        return None
    if pairing.programme_id in by.introduced:
        return None
    there: dict[str, Any] = {"programme_id": pairing.programme_id, "pairing": pairing.id}
    return redirect(url_for("pairings.do_induction", **there, **onward), 303)


def mentee_context_or_404(pairing_id: int, *, taking_back: bool = False) -> PairingContext:
    """The same; how the mentee goes on is not a former mentor's to read."""
    context = context_or_404(pairing_id, taking_back=taking_back)
    if is_former_mentor(viewer(), context):
        abort(404)
    return context


def session_or_404(coaching_session_id: int) -> OwnSession:
    """One of the viewer's own sessions with its pairing, locked if this request writes."""
    found = find_own_session_for(viewer(), coaching_session_id, now=clock.now(), lock=writing())
    if found is None:
        abort(404)
    return found


def milestone_url(pairing_id: int, code: str) -> str:
    """A milestone's page; that of all where it counts no more."""
    if code:
        return url_for("coaching.show_milestone", pairing_id=pairing_id, code=code)
    return url_for("coaching.list_milestones", pairing_id=pairing_id)
