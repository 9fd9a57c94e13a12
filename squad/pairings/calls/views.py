"""Pages on which one of a pair speaks to the coordinator, and what the coordinator settles."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError
from squad.pairings.calls import actions, messages, queries
from squad.pairings.calls.forms import ConcernForm, FitForm
from squad.pairings.calls.rules import FitAnswer, kept_until
from squad.pairings.forms import MoveForm
from squad.pairings.queries.pairings import find_pairing_for, find_side, subject_of
from squad.web.converters import read_number
from squad.web.sentences import sentence_of


@requires(Permission.CALL_COORDINATOR)
def say_fit(pairing_id: int) -> ResponseReturnValue:
    """Whether to go on, said to the coordinator alone."""
    pairing, form = _own(pairing_id), FitForm()
    if not form.is_submitted():
        return _fit_page(pairing, form)
    answer = form.chosen()
    if answer is None:
        form.answer.errors = [*form.answer.errors, _("Choose one of these.")]
        return _fit_page(pairing, form), 422
    try:
        actions.say_fit(pairing_id=pairing_id, answer=answer, by=viewer())
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _fit_page(pairing, form), 422
    flash(_("Saved. Your coordinator alone reads it."), "success")
    return _back(pairing_id)


@requires(Permission.CALL_COORDINATOR)
def ask_to_stop(pairing_id: int) -> ResponseReturnValue:
    """“I would rather stop”: the coordinator ends the pairing, or finds somebody else."""
    pairing, form = _own(pairing_id), MoveForm()
    if not form.is_submitted():
        return _stop_page(pairing, form)
    try:
        actions.say_fit(pairing_id=pairing_id, answer=FitAnswer.STOP, by=viewer())
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _stop_page(pairing, form), 422
    flash(_("Your coordinator knows, and speaks with you. The other reads nothing."), "success")
    return _back(pairing_id)


@requires(Permission.READ_CALLS)
def settle_fit(pairing_id: int) -> ResponseReturnValue:
    """The coordinator has spoken with whoever asked."""
    _ = find_pairing_for(viewer(), pairing_id) or abort(404)
    up_to = read_number(request.form.get("up_to")) or 0
    actions.settle_fit(pairing_id=pairing_id, up_to=up_to, by=viewer())
    return _back(pairing_id, anchor="calls")


@requires(Permission.CALL_COORDINATOR)
def raise_concern(pairing_id: int) -> ResponseReturnValue:
    """“Something is not right”: a message to the coordinators, outside of the record."""
    pairing, form = _own(pairing_id), ConcernForm()
    if not form.is_submitted():
        return _concern_page(pairing, form)
    try:
        actions.raise_concern(
            pairing_id=pairing_id, words=form.words.data or "", by=viewer(), form=form.once()
        )
    except RepeatedFormError:
        return _back(pairing_id)
    except ReusedKeyError:
        form.renew(_("This form has sent another message already: see below. Send it once more."))
        return _concern_page(pairing, form), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _concern_page(pairing, form), 422
    flash(_("Sent to your coordinator, and to nobody else."), "success")
    return _back(pairing_id)


@requires(Permission.READ_CALLS)
def settle_concern(concern_id: int) -> ResponseReturnValue:
    """Nothing more is to be done about a message."""
    concern = queries.find_concern_for(viewer(), concern_id, lock=True) or abort(404)
    actions.settle_concern(concern=concern, by=viewer())
    return _back(concern.pairing_id, anchor="calls")


def calls_of(pairing: Any) -> dict[str, Any]:
    """What a pairing's page shows of it, and the words for it."""
    zone = pairing.programme.time_zone
    return {
        "calls": queries.load_calls(viewer(), pairing),
        "heard": messages.HEARD,
        "said": messages.SAID,
        "on_day": lambda at: day_of(at, zone),
        "kept_until": lambda concern: kept_until(
            day_of(concern.said_at, zone),
            day_of(concern.settled_at, zone) if concern.settled_at else None,
        ),
    }


def _own(pairing_id: int) -> Any:
    pairing = find_pairing_for(viewer(), pairing_id) or abort(404)
    demand(viewer(), Permission.CALL_COORDINATOR, subject_of(pairing))
    return pairing


def _fit_page(pairing: Any, form: FitForm) -> str:
    if not form.is_submitted():
        side = find_side(viewer(), pairing)
        said = queries.load_calls(viewer(), pairing).fit.get(side) if side else None
        form.answer.data = said.answer.value if said else None
    return _page("pairings/say_fit.html", pairing, fit=form)


def _stop_page(pairing: Any, form: MoveForm) -> str:
    return _page("pairings/ask_to_stop.html", pairing, asking=form)


def _concern_page(pairing: Any, form: ConcernForm) -> str:
    return _page("pairings/raise_concern.html", pairing, concern=form, **calls_of(pairing))


def _page(template: str, pairing: Any, **values: Any) -> str:
    other = pairing.mentee if pairing.mentor_id == viewer().person_id else pairing.mentor
    return render_template(
        template,
        pairing=pairing,
        other=other,
        readers=queries.list_readers(pairing),
        today=clock.today(pairing.programme.time_zone),
        action=request.path,
        **values,
    )


def _back(pairing_id: int, *, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for(".show_pairing", pairing_id=pairing_id, _anchor=anchor), 303)
