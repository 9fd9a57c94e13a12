"""Page: one pairing, with what its viewer can do next."""

from typing import Any

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.framework.queries import get_framework
from squad.kernel.clock import clock
from squad.pairings import messages
from squad.pairings.calls.views import calls_of
from squad.pairings.old_notes.views import notes_of
from squad.pairings.queries import agreements
from squad.pairings.queries.pairings import find_pairing_for, find_side, list_actors, list_steps
from squad.pairings.rules.clocks import still_to_confirm
from squad.pairings.rules.states import LIVE, LOGGABLE, Actor, Move, PairingState, possible_moves
from squad.pairings.signals import open_ratings
from squad.programmes.messages import RATING_MEANINGS, READING_MODE_MEANINGS
from squad.web.sentences import sentence


@requires(Permission.SEE_PAIRING)
def show_pairing(pairing_id: int) -> ResponseReturnValue:
    """A pairing: its two people, where it stands, what comes next for the viewer."""
    return page_of(found_pairing(pairing_id))


def found_pairing(pairing_id: int) -> Any:
    """The pairing, or a page that says that there is none."""
    return find_pairing_for(viewer(), pairing_id) or abort(404)


def page_of(pairing: Any, *, problem: str | None = None) -> str:
    """The pairing's page; `problem`: what kept a step from being taken."""
    actors = list_actors(viewer(), pairing)
    side = find_side(viewer(), pairing)
    return render_template(
        "pairings/show_pairing.html",
        pairing=pairing,
        side=side,
        other=_other(pairing, side),
        moves=moves_for(pairing),
        problem=problem,
        **_standing(pairing, side),
        coordinates=Actor.COORDINATOR in actors,
        steps=list_steps(pairing.id),
        **_so_far(pairing, side),
        newest=agreements.find_signing(pairing.id),
        terms=agreements.find_terms(pairing.id),
        framework=get_framework(pairing.programme.framework_version_id),
        messages=messages,
        **_meanings(pairing.programme),
        sentence=sentence,
    )


def _standing(pairing: Any, side: Any) -> dict[str, bool]:
    return {
        "accepted": _has_accepted(pairing, side),
        "live": pairing.state in LIVE,
        "loggable": pairing.state in LOGGABLE,
        "overdue": _is_overdue(pairing),
    }


def _meanings(programme: Any) -> dict[str, Any]:
    """What others than the two read, said before one accepts."""
    return {
        "reading_meaning": READING_MODE_MEANINGS[programme.reading_mode],
        "rating_meaning": RATING_MEANINGS[programme.ratings_in_groups],
    }


def _so_far(pairing: Any, side: Any) -> dict[str, Any]:
    zone = pairing.programme.time_zone
    today = clock.today(zone)
    waiting = pairing.summary.to_confirm
    return {
        **calls_of(pairing),
        **notes_of(pairing, side),
        "to_confirm": still_to_confirm(waiting, pairing.ended_on, today),
        "ratings": open_ratings(viewer(), pairing.id),
        "next_planned": pairing.summary.next_planned_at(today, zone),
    }


def moves_for(pairing: Any) -> set[Move]:
    """What the viewer may do to the pairing now."""
    moves = {
        move
        for actor in list_actors(viewer(), pairing)
        for move in possible_moves(pairing.state, by=actor)
    }
    if _has_accepted(pairing, find_side(viewer(), pairing)) or _is_overdue(pairing):
        moves.discard(Move.ACCEPT)
    return moves


def _other(pairing: Any, side: Any) -> Any:
    if side is None:
        return None
    return pairing.mentee if side == "mentor" else pairing.mentor


def _has_accepted(pairing: Any, side: Any) -> bool:
    at = {"mentor": pairing.mentor_accepted_at, "mentee": pairing.mentee_accepted_at}
    return side is not None and at[side] is not None


def _is_overdue(pairing: Any) -> bool:
    today = clock.today(pairing.programme.time_zone)
    return pairing.state is PairingState.PROPOSED and pairing.expires_on < today
