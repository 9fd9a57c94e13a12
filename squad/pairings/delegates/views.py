"""My assistant: who may see and move the times of my sessions."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.kernel.errors import DomainError
from squad.pairings.delegates import actions
from squad.pairings.delegates.forms import DelegateForm
from squad.pairings.delegates.queries import find_delegate
from squad.web.sentences import sentence_of


@requires(Permission.NAME_DELEGATE)
def name_delegate() -> ResponseReturnValue:
    """Who it is, or shall be."""
    form = DelegateForm()
    if not form.is_submitted():
        return _page(form)
    try:
        actions.name_delegate(by=viewer(), email=form.email.data or "")
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _page(form), 422
    flash(_("Saved. They see when your sessions are, and can move them."), "success")
    return redirect(url_for(".name_delegate"), 303)


@requires(Permission.NAME_DELEGATE)
def remove_delegate() -> ResponseReturnValue:
    """Nobody any more."""
    actions.remove_delegate(by=viewer())
    flash(_("Removed. Nobody but you and your mentor sees or moves your times."), "success")
    return redirect(url_for(".name_delegate"), 303)


def _page(form: DelegateForm) -> str:
    return render_template(
        "pairings/name_delegate.html",
        delegate_form=form,
        delegate=find_delegate(viewer().person_id),
    )
