"""Archiving a programme: a page that asks first, and the way back."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.kernel.errors import DomainError
from squad.pairings.actions import archiving as act
from squad.pairings.forms import MoveForm
from squad.programmes.queries import find_programme_for, subject_of
from squad.web.sentences import sentence_of


@requires(Permission.MANAGE_PROGRAMME)
def archive_programme(programme_id: int) -> ResponseReturnValue:
    """Ask, then archive."""
    programme, form = _found(programme_id), MoveForm()
    if request.method == "GET":
        return _ask(programme, form)
    try:
        act.archive_programme(programme_id=programme_id, by=viewer())
    except DomainError as error:
        form.form_errors.append(sentence_of(error))
        return _ask(programme, form), 422
    flash(_("Archived. Everything stays readable, and you can open it again."), "success")
    return _back(programme_id)


@requires(Permission.MANAGE_PROGRAMME)
def reopen_programme(programme_id: int) -> ResponseReturnValue:
    """Open an archived programme again."""
    _found(programme_id)
    act.reopen_programme(programme_id=programme_id, by=viewer())
    flash(_("Open again. People can write into it."), "success")
    return _back(programme_id)


def _found(programme_id: int) -> Any:
    programme = find_programme_for(viewer(), programme_id) or abort(404)
    demand(viewer(), Permission.MANAGE_PROGRAMME, subject_of(programme))
    return programme


def _ask(programme: Any, form: MoveForm) -> str:
    return render_template("pairings/archive_programme.html", programme=programme, asking=form)


def _back(programme_id: int) -> ResponseReturnValue:
    here = url_for("programmes.show_programme", programme_id=programme_id, _anchor="archive")
    return redirect(here, 303)
