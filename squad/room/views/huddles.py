"""Pages: a group session, logged once for several of the mentor's own mentees."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.coaching.views.context import context_or_404
from squad.coaching.views.lengths import length_options
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError
from squad.room.actions import huddles as actions
from squad.room.forms import HuddleForm
from squad.room.queries.huddles import list_partners, list_parts
from squad.room.queries.rooms import Room
from squad.room.rules import InPairingError
from squad.room.views.finding import room_or_404
from squad.web.sentences import sentence_of


@requires(Permission.SHARE_IN_ROOM)
def log_huddle(programme_id: int) -> ResponseReturnValue:
    """Who was there, when, how long; saved, it is a session in each of their records."""
    room, form = room_or_404(programme_id, sharing=True), HuddleForm()
    form.offer({each.pairing_id: each.name for each in list_partners(viewer(), programme_id)})
    waits = form.offers_a_group() and programme_id not in viewer().introduced
    if not form.is_submitted():
        return _induction(programme_id) if waits else _begin(room, form)
    if waits:
        form.form_errors.append(_("Go through the induction first, then log it."))
    if waits or not form.validate():
        return _page(room, form), 422
    try:
        first = _log(form)
    except RepeatedFormError as repeated:
        first = int(repeated.first)
    except ReusedKeyError:
        form.renew(_("This form has logged a group session already. Send it once more for this."))
        return _page(room, form), 409
    except DomainError as error:
        form.add_error(error, _said(error))
        return _page(room, form), 422
    target = url_for(".show_huddle", programme_id=programme_id, coaching_session_id=first)
    return redirect(target, 303)


def _induction(programme_id: int) -> ResponseReturnValue:
    """What comes before a mentor's first session, with one or with several; it leads back."""
    target = url_for("pairings.do_induction", programme_id=programme_id, to="group")
    return redirect(target, 303)


def _begin(room: Room, form: HuddleForm) -> str:
    form.on.data = clock.today(room.programme.time_zone)
    form.minutes.data = str(room.programme.minutes)
    return _page(room, form)


@requires(Permission.SHARE_IN_ROOM)
def show_huddle(programme_id: int, coaching_session_id: int) -> ResponseReturnValue:
    """With whom a group session was, for its mentor; each goes on in a record of its own."""
    room = room_or_404(programme_id, sharing=True)
    parts = list_parts(viewer(), programme_id, coaching_session_id) or abort(404)
    return render_template("room/show_huddle.html", room=room, parts=parts)


def _log(form: HuddleForm) -> int:
    contexts = [context_or_404(pairing_id) for pairing_id in form.chosen()]
    return actions.log_huddle(by=viewer(), contexts=contexts, draft=form.draft(), form=form.once())


def _said(error: DomainError) -> str:
    """A refusal in words; with whom, where it is about one of them."""
    sentence = sentence_of(error)
    if isinstance(error, InPairingError):
        return str(_("%(label)s: %(words)s", label=error.name, words=sentence))
    return sentence


def _page(room: Room, form: HuddleForm) -> str:
    return render_template(
        "room/log_huddle.html",
        room=room,
        huddle_form=form,
        enough=form.offers_a_group(),
        lengths=length_options(room.programme.minutes),
        today=clock.today(room.programme.time_zone),
    )
