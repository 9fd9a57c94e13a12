"""The steps of a pairing: a page that asks first, and the step itself."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import ForbiddenError
from squad.kernel.errors import DomainError
from squad.pairings import actions, messages
from squad.pairings.forms import EndForm, MoveForm
from squad.pairings.queries.pairings import list_actors
from squad.pairings.rules.states import TRANSITIONS, Move, PairingState, StateProblem
from squad.pairings.views.pages import found_pairing, moves_for, page_of
from squad.web.sentences import sentence, sentence_of


@requires(Permission.ANSWER_PROPOSAL)
def accept_pairing(pairing_id: int) -> ResponseReturnValue:
    """Say yes to a proposal."""
    return _take(
        pairing_id,
        lambda: actions.accept_pairing(pairing_id=pairing_id, by=viewer()),
        said=_("You have accepted. As soon as both have, you both read it here."),
    )


@requires(Permission.ANSWER_PROPOSAL)
def decline_pairing(pairing_id: int) -> ResponseReturnValue:
    """Say no to a proposal, or stop before it begins; without a reason."""
    if request.method == "GET":
        return _ask_to_decline(found_pairing(pairing_id))
    return _take(
        pairing_id,
        lambda: actions.decline_pairing(pairing_id=pairing_id, by=viewer()),
        said=_("Declined. Your coordinator knows; the other reads only that it is closed."),
    )


def _ask_to_decline(pairing: Any) -> ResponseReturnValue:
    if pairing.state is PairingState.ACCEPTED:
        return _ask(
            pairing,
            Move.DECLINE,
            title=_("Stop this pairing?"),
            text=_("You need give no reason. The other reads only that it is closed."),
            label=_("Stop this pairing"),
        )
    return _ask(
        pairing,
        Move.DECLINE,
        title=_("Decline this pairing?"),
        text=_("Nobody asks for a reason. The other reads only that the proposal is closed."),
    )


@requires(Permission.STEER_PAIRING)
def withdraw_pairing(pairing_id: int) -> ResponseReturnValue:
    """Take a proposal back."""
    if request.method == "GET":
        return _ask(
            found_pairing(pairing_id),
            Move.WITHDRAW,
            title=_("Withdraw this proposal?"),
            text=_("Both read that it is closed. You can propose either of them again."),
        )
    return _take(
        pairing_id,
        lambda: actions.withdraw_pairing(pairing_id=pairing_id, by=viewer()),
        said=_("Withdrawn."),
    )


@requires(Permission.STEER_PAIRING)
def pause_pairing(pairing_id: int) -> ResponseReturnValue:
    """Stop every clock of a pairing."""
    if request.method == "GET":
        return _ask(
            found_pairing(pairing_id),
            Move.PAUSE,
            title=_("Pause this pairing?"),
            text=_("Every clock stops, and nobody is reminded, until you resume it."),
        )
    return _take(
        pairing_id,
        lambda: actions.pause_pairing(pairing_id=pairing_id, by=viewer()),
        said=_("Paused. No day counts until you resume it."),
    )


@requires(Permission.STEER_PAIRING)
def resume_pairing(pairing_id: int) -> ResponseReturnValue:
    """Let the clocks run again."""
    return _take(
        pairing_id,
        lambda: actions.resume_pairing(pairing_id=pairing_id, by=viewer()),
        said=_("Resumed. Days count again from today."),
    )


@requires(Permission.STEER_PAIRING)
def complete_pairing(pairing_id: int) -> ResponseReturnValue:
    """A pairing has done what it was for."""
    if request.method == "GET":
        return _ask(
            found_pairing(pairing_id),
            Move.COMPLETE,
            title=_("Complete this pairing?"),
            text=_(
                "Both keep what they wrote and the report. "
                "What waits for an answer can be answered for 14 more days."
            ),
        )
    return _take(
        pairing_id,
        lambda: actions.complete_pairing(pairing_id=pairing_id, by=viewer()),
        said=_("Completed."),
    )


@requires(Permission.SEE_PAIRING)
def end_pairing(pairing_id: int) -> ResponseReturnValue:
    """End a pairing early: a coordinator says why, either of the pair need not."""
    pairing = found_pairing(pairing_id)
    form = EndForm()
    form.offer()
    if request.method == "GET":
        return _ask_to_end(pairing, form)
    if not form.validate():
        return _ask_to_end(pairing, form), 422
    try:
        actions.end_pairing(pairing_id=pairing_id, reason=form.chosen(), by=viewer())
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _ask_to_end(pairing, form), 422
    flash(_("Ended. What waits for an answer can be answered for 14 more days."), "success")
    return redirect(url_for(".show_pairing", pairing_id=pairing_id), 303)


def _ask_to_end(pairing: Any, form: EndForm) -> str:
    by_pair = actor_is_of_pair(pairing)
    text = (
        _("You need give no reason, and the other is told none. Nothing written is lost.")
        if by_pair
        else _("Both read that it ended, and this reason. Nothing written is lost.")
    )
    return render_template(
        "pairings/end_pairing.html", pairing=pairing, ending=form, text=text, by_pair=by_pair
    )


def actor_is_of_pair(pairing: Any) -> bool:
    """Whether the viewer acts as one of the two."""
    return viewer().person_id in {pairing.mentor_id, pairing.mentee_id}


def _ask(
    pairing: Any, move: Move, *, title: str, text: str, label: str | None = None
) -> ResponseReturnValue:
    if move not in moves_for(pairing):
        actors = list_actors(viewer(), pairing)
        if not any(actor in TRANSITIONS[move].by for actor in actors):
            raise ForbiddenError
        return page_of(pairing, problem=sentence(StateProblem.NOT_FROM_HERE)), 409
    return render_template(
        "pairings/confirm_move.html",
        pairing=pairing,
        title=title,
        text=text,
        label=label or messages.MOVES[move],
        action=request.path,
        asking=MoveForm(),
    )


def _take(pairing_id: int, act: Callable[[], Any], *, said: str) -> ResponseReturnValue:
    """Take a step; a refused one shows the pairing's page with the sentence."""
    found_pairing(pairing_id)
    try:
        act()
    except DomainError as error:
        return page_of(found_pairing(pairing_id), problem=sentence_of(error)), 422
    flash(said, "success")
    return redirect(url_for(".show_pairing", pairing_id=pairing_id), 303)
