"""Pages: how a programme nudges, who needs a call, and what came of one."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError, StaleVersionError
from squad.nudges import messages
from squad.nudges.actions.calls import note_call as note
from squad.nudges.actions.tables import save_table
from squad.nudges.forms import CallForm, NudgesForm
from squad.nudges.queries import calls as queries
from squad.nudges.queries.tables import Stored, find_sponsor, get_table
from squad.nudges.rules import AGAIN_DAYS, MAY_WRITE_TO, MOST, RESTS, Rule
from squad.pairings.queries.pairings import find_pairing_for
from squad.pairings.queries.pairings import subject_of as subject_of_pairing
from squad.programmes.queries import find_programme_for, subject_of
from squad.web.sentences import sentence_of


@requires(Permission.MANAGE_PROGRAMME)
def edit_nudges(programme_id: int) -> ResponseReturnValue:
    """Who is written to about what, after how many days and in whose voice."""
    programme, form = _programme(programme_id, Permission.MANAGE_PROGRAMME), NudgesForm()
    form.offer()
    if not form.is_submitted():
        stored = get_table(programme_id)
        sponsor = stored.sponsor.email if stored.sponsor else ""
        form.fill(stored.table, sponsor, stored.version)
        return _table_page(programme, form)
    if not form.validate():
        return _table_page(programme, form), 422
    try:
        save_table(
            programme_id=programme_id, version=form.version.data, table=form.table(),
            sponsor=form.sponsor.data or "", by=viewer(),
        )  # fmt: skip
    except StaleVersionError as stale:
        return _conflict(programme, form, stale.theirs), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _table_page(programme, form), 422
    flash(_("Saved. From now on it is written so."), "success")
    return redirect(url_for(".list_calls", programme_id=programme_id), 303)


@requires(Permission.STEER_PAIRING)
def list_calls(programme_id: int) -> ResponseReturnValue:
    """Who needs a call, with the reason, and what was sent."""
    programme = _programme(programme_id, Permission.STEER_PAIRING)
    return render_template(
        "nudges/list_calls.html",
        programme=programme,
        found=queries.list_calls(viewer(), programme),
        say=messages,
    )


@requires(Permission.STEER_PAIRING)
def note_call(pairing_id: int) -> ResponseReturnValue:
    """What came of a call, as a code: no word of it is kept."""
    pairing = find_pairing_for(viewer(), pairing_id) or abort(404)
    demand(viewer(), Permission.STEER_PAIRING, subject_of_pairing(pairing))
    form = CallForm()
    if not form.is_submitted():
        return _call_page(pairing, form)
    outcome = form.chosen()
    if outcome is None:
        form.outcome.errors = [*form.outcome.errors, _("Choose one of these.")]
        return _call_page(pairing, form), 422
    try:
        note(pairing_id=pairing_id, outcome=outcome, by=viewer(), form=form.once())
        flash(
            _("Noted. They are not on the list for %(days)s days.", days=RESTS[outcome]), "success"
        )
    except RepeatedFormError:
        flash(_("This call was noted already."), "info")
    except ReusedKeyError:
        form.renew(_("This form has noted a call already. Send it once more to note this one too."))
        return _call_page(pairing, form), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _call_page(pairing, form), 422
    return redirect(url_for(".list_calls", programme_id=pairing.programme_id), 303)


@requires(Permission.SEE_PAIRING)
def show_sent(pairing_id: int) -> ResponseReturnValue:
    """What was written to the two by itself, and when somebody called."""
    pairing = find_pairing_for(viewer(), pairing_id) or abort(404)
    return render_template(
        "nudges/show_sent.html",
        pairing=pairing,
        call=queries.find_call_about(pairing_id),
        say=messages,
    )


def _programme(programme_id: int, permission: Permission) -> Any:
    programme = find_programme_for(viewer(), programme_id) or abort(404)
    demand(viewer(), permission, subject_of(programme))
    return programme


def _table_page(programme: Any, form: NudgesForm) -> str:
    return render_template(
        "nudges/edit_nudges.html",
        programme=programme,
        nudging=form,
        rules=[(rule, messages.RULES[rule], messages.MEANINGS[rule]) for rule in Rule],
        may_choose={rule: len(MAY_WRITE_TO[rule]) > 1 for rule in Rule},
        again=AGAIN_DAYS,
        most=MOST,
    )


def _conflict(programme: Any, form: NudgesForm, theirs: Stored) -> str:
    mine = Stored(form.table(), find_sponsor(form.sponsor.data or ""), 0)
    items = [
        {"label": label, "mine": wrote, "theirs": stored}
        for (label, wrote), (_same, stored) in zip(
            messages.described(mine), messages.described(theirs), strict=True
        )
    ]
    return render_template("nudges/resolve_nudges.html", programme=programme, items=items)


def _call_page(pairing: Any, form: CallForm) -> str:
    return render_template(
        "nudges/note_call.html",
        pairing=pairing,
        call=queries.find_call_about(pairing.id),
        calling=form,
        say=messages,
    )
